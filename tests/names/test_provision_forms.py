"""What a provision says of its own form, so that nobody takes its number apart."""

from __future__ import annotations

import pytest

from tracker import names


@pytest.mark.parametrize(
    ("address", "is_part", "is_one_section"),
    [
        ("15 CFR 744.23", False, True),
        ("26 CFR 1.401(a)(9)-1", False, True),
        ("15 CFR 744.12-744.14", False, False),
        ("15 CFR 744 Supp. 4", False, False),
        ("15 CFR part 744", True, False),
        ("15 CFR part 744 subpart A", True, False),
        ("FR 2024-02705", False, False),
        ("https://www.bis.gov/part 744.23", False, False),
    ],
)
def test_a_provision_tells_whether_it_is_a_part_or_one_section(
    address: str, is_part: bool, is_one_section: bool
) -> None:
    home = names.parse(address).home
    assert (home.is_part, home.is_one_section) == (is_part, is_one_section)

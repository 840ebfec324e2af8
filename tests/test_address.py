from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import address
from tracker.errors import AddressError

PRINTED = (
    "15 CFR 744.23",
    "15 CFR 744.23(a)(3)(i)",
    "15 CFR 744.23 heading",
    "15 CFR 744.23 p1",
    "15 CFR 744.23(a) note 1",
    "15 CFR 744.2 footnote 1",
    '15 CFR 772.1 "Knowledge"',
    "15 CFR 748 Supp. 2, (dd)",
    "15 CFR 774 Supp. 1, Category 3 A",
    "15 CFR 774 Supp. 1, 3A090 licence table: RS applies to 3A090.a",
    "15 CFR 774 Supp. 1, 3A090.c technical note 1",
    "15 CFR 744 Supp. 4, CHINA, PEOPLE'S REPUBLIC OF: Acme Ltd.",
    "15 CFR 740 Supp. 1, Cambodia [D:5]",
    "15 CFR 738.2 table 1, 000-099 [Reason for control]",
    "15 CFR 744.12-744.14",
    "2 CFR 200 App. I",
    "26 CFR 1.401(k)-1(a)(2)",
    "15 CFR part 744 authority",
    "FR 2024-02705 p12",
    "https://www.bis.gov/press-release/a-settlement-inc. p3",
)


@pytest.mark.parametrize("text", PRINTED)
def test_a_printed_address_reads_back_as_itself(text: str) -> None:
    assert str(address.parse(text)) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("744.23(a)(3)", "15 CFR 744.23(a)(3)"),
        ("https://media.bis.gov/press-release/a-b. p3", "https://www.bis.gov/press-release/a-b. p3"),
        ("http://bis.gov/x", "https://www.bis.gov/x"),
        ("https://media.bis.gov.example/x", "https://media.bis.gov.example/x"),
        ("https://example.org/https://bis.gov/x", "https://example.org/https://bis.gov/x"),
        ("740.2 (a) (9)", "15 CFR 740.2(a)(9)"),
        ("15 CFR 744.23", "15 CFR 744.23"),
        ("15 C.F.R. § 744.23(a)", "15 CFR 744.23(a)"),
        ("§ 744.23", "15 CFR 744.23"),
        ("3a090.A", "15 CFR 774 Supp. 1, 3A090.a"),
        ("744 Supp. 4", "15 CFR 744 Supp. 4"),
        ("744 supp. no. 4", "15 CFR 744 Supp. 4"),
        ("Supplement No. 4 to Part 744", "15 CFR 744 Supp. 4"),
        ("part 744", "15 CFR part 744"),
        ("2 CFR 200 App. I", "2 CFR 200 App. I"),
        ("740 Supp. 1, Cambodia [D:5]", "15 CFR 740 Supp. 1, Cambodia [D:5]"),
        ("744 Supp. 4 heading", "15 CFR 744 Supp. 4 heading"),
        ("3A090 reason for control", "15 CFR 774 Supp. 1, 3A090 reason for control"),
        ("744, Supp. 4", "15 CFR 744 Supp. 4"),
        ("15 CFR part 744, Supplement No. 4", "15 CFR 744 Supp. 4"),
        ("Supplement No. 4 to Part 744—Entity List", "15 CFR 744 Supp. 4"),
        ("ECCN 3A090", "15 CFR 774 Supp. 1, 3A090"),
        ("ECCN 3A090 a.1.", "15 CFR 774 Supp. 1, 3A090.a.1"),
        ("3A090.a.1.", "15 CFR 774 Supp. 1, 3A090.a.1"),
        ("3A090 note 1", "15 CFR 774 Supp. 1, 3A090 note 1"),
        ("772.1 “Knowledge”", '15 CFR 772.1 "Knowledge"'),
    ],
)
def test_addresses_are_read_as_people_write_them(typed: str, meant: str) -> None:
    assert str(address.read(typed)) == meant


@pytest.mark.parametrize("text", ["", "   ", "nonsense", "Acme SA", "15 CFR", "(a)(1)", "744", "\x00"])
def test_what_is_no_citation_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        address.read(text)


@pytest.mark.parametrize(
    ("identifier", "printed"),
    [
        ("744.23", "15 CFR 744.23"),
        ("Supplement No. 4 to Part 744", "15 CFR 744 Supp. 4"),
        ("Supplement Nos. 3-4 to Part 742", "15 CFR 742 Supp. 3-4"),
        ("Supplement No. 6 to Part 748 - Authorities Issuing Certificates", "15 CFR 748 Supp. 6"),
        ("Appendix A to Subpart I of Part 922", "15 CFR 922 Subpart I App. A"),
        ("Appendix A to Chapter XX", "15 CFR chapter XX App. A"),
        ("Schedule I to Part 700", "15 CFR 700 Sched. I"),
        ("Appendix to Part 1180", "15 CFR [Appendix to Part 1180]"),
    ],
)
def test_identifiers_of_the_ecfr_become_addresses(identifier: str, printed: str) -> None:
    assert str(address.provision_of(identifier)) == printed


def test_every_identifier_of_title_15_round_trips(corpus: Path) -> None:
    listed = json.loads((corpus / "ecfr/api/versions-title-15.2025-07.json").read_text(encoding="utf-8"))
    rows = listed["content_versions"] if isinstance(listed, dict) else listed
    printed = [str(address.provision_of(identifier)) for identifier in {row["identifier"] for row in rows}]
    assert [str(address.parse(one)) for one in printed] == printed


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_clear_error(text: str) -> None:
    said = ""
    try:
        found = str(address.read(text))
    except AddressError as error:
        found, said = "", str(error)
    assert said.startswith("unknown address") if not found else str(address.parse(found)) == found


@given(st.text(max_size=40))
def test_what_parse_accepts_prints_back_unchanged(rest: str) -> None:
    text = f"15 CFR 744.23{rest}"
    try:
        assert str(address.parse(text)) == text
    except AddressError:
        assert rest

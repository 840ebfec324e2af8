"""Homes of addresses: the section, annex or entry of a unit, and the part of a section."""

from __future__ import annotations

import pytest

from tests.trees import node
from tracker.diff import keys
from tracker.model import Node, UnitKind


def unit(address: str, kind: UnitKind = "paragraph") -> Node:
    return node(address, kind, "Text.")


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("15 CFR 744.23(a)", "15 CFR 744.23(b)", True),
        ("15 CFR 744.23(a)", "15 CFR 744.24(a)", False),
        ("26 CFR 1.401(a)(9)-1(b)", "26 CFR 1.401(a)(9)-1(c)", True),
        ("26 CFR 1.401(a)(9)-1(b)", "26 CFR 1.401(a)-20(b)", False),
        ("41 CFR 60-1.3(a)", "41 CFR 60-1.3(b)", True),
        ("41 CFR 60-1.3(a)", "41 CFR 60-1.4(a)", False),
        ("7 CFR 20 Apps. A and B, (a)", "7 CFR 20 Apps. A and B p2", True),
        ("7 CFR 20 Apps. A and B, (a)", "7 CFR 20 Apps. A and C, (a)", False),
        ("15 CFR 774 Supp. 1, 3A090.a", "15 CFR 774 Supp. 1, 3A090.b", True),
        ("15 CFR 774 Supp. 1, 3A090.a", "15 CFR 774 Supp. 1, 4A090.a", False),
        ("FR 2024-02705 p1", "FR 2024-02705 p2", True),
    ],
)
def test_units_of_one_provision_have_one_home(old: str, new: str, same: bool) -> None:
    assert keys.same_home(unit(old), unit(new)) is same


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("15 CFR 744.23", "15 CFR 744"),
        ("15 CFR 744.12-744.14", "15 CFR 744"),
        ("15 CFR 744 Supp. 4", "15 CFR 744"),
        ("41 CFR 60-1.3", "41 CFR 60-1"),
        ("41 CFR 60-1 App. A", "41 CFR 60-1"),
        ("26 CFR 1.401(a)-20", "26 CFR 1"),
    ],
)
def test_a_provision_lives_with_its_part(address: str, part: str) -> None:
    assert keys.neighbourhood(unit(address, "provision")) == part

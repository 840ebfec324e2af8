"""Units that change and change back are found; steps forward are not."""

from __future__ import annotations

from datetime import date

from tests.diff.builders import CLOUD, RECORDS, credit, paragraph, section
from tracker.diff import Canary, canaries
from tracker.model import Node

_DAYS = [date(2024, month, 1) for month in range(1, 7)]


def _history(*trees: Node) -> list[tuple[date, Node]]:
    return list(zip(_DAYS, trees, strict=False))


def test_a_unit_that_goes_for_one_version_is_a_canary() -> None:
    whole, broken = section(paragraph("(a)", RECORDS)), section()
    assert canaries(_history(whole, broken, whole)) == (Canary("15 CFR 744.97(a)", "paragraph", _DAYS[1], _DAYS[2], RECORDS, None),)


def test_a_unit_that_comes_for_one_version_is_a_canary() -> None:
    (one,) = canaries(_history(section(), section(paragraph("(a)", RECORDS)), section()))
    assert (one.text, one.between) == (None, RECORDS)


def test_one_change_after_another_is_none() -> None:
    trees = [section(paragraph("(a)", f"Limit {number}")) for number in range(5)]
    assert canaries(_history(*trees)) == ()


def test_what_returns_much_later_is_the_law() -> None:
    trees = [section(paragraph("(a)", text)) for text in (RECORDS, CLOUD, CLOUD, CLOUD, CLOUD, RECORDS)]
    assert canaries(_history(*trees)) == ()


def test_noise_and_credits_are_no_canaries() -> None:
    one = section(paragraph("(a)", "“x” – y"), credit("61 FR 1"), paragraph(" p1", RECORDS))
    other = section(paragraph("(a)", '"x" - y'), credit("61 FR 2"), paragraph(" p1", CLOUD))
    assert canaries(_history(one, other, one)) == ()

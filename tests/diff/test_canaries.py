"""Units that change and change back are found; steps forward are not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.diff.builders import CLOUD, RECORDS, credit, paragraph, section
from tracker import structure
from tracker.diff import Canary, canaries
from tracker.model import Node

_DAYS = [date(2024, month, 1) for month in range(1, 7)]


def _history(*trees: Node) -> list[tuple[date, Node]]:
    return list(zip(_DAYS, trees, strict=False))


def test_a_unit_that_goes_for_one_version_is_a_canary() -> None:
    whole, broken = section(paragraph("(a)", RECORDS)), section()
    assert canaries(_history(whole, broken, whole)) == (
        Canary("15 CFR 744.97(a)", "paragraph", _DAYS[1], _DAYS[2], RECORDS, None),
    )


def test_a_unit_that_comes_for_one_version_is_a_canary() -> None:
    (one,) = canaries(_history(section(), section(paragraph("(a)", RECORDS)), section()))
    assert (one.text, one.between) == (None, RECORDS)


def test_one_change_after_another_is_none() -> None:
    trees = [section(paragraph("(a)", f"Limit {number}")) for number in range(5)]
    assert canaries(_history(*trees)) == ()


def test_what_returns_much_later_is_the_law() -> None:
    trees = [
        section(paragraph("(a)", text)) for text in (RECORDS, CLOUD, CLOUD, CLOUD, CLOUD, RECORDS)
    ]
    assert canaries(_history(*trees)) == ()


def test_noise_and_credits_are_no_canaries() -> None:
    one = section(paragraph("(a)", "“x” – y"), credit("61 FR 1"), paragraph(" p1", RECORDS))
    other = section(paragraph("(a)", '"x" - y'), credit("61 FR 2"), paragraph(" p1", CLOUD))
    assert canaries(_history(one, other, one)) == ()


@pytest.mark.corpus
def test_fewer_than_one_in_two_hundred_items_of_the_recorded_ccl_flutter(corpus: Path) -> None:
    dates = sorted(
        (corpus / "world/ecfr/title-15/part-774/Supplement_No._1_to_Part_774").glob("*.xml")
    )
    history = [
        (date.fromisoformat(path.stem), structure.parse_provision(path.read_bytes(), path.name, 15))
        for path in dates
    ]
    known = set(json.loads((corpus / "known-ccl-artefacts.json").read_text(encoding="utf-8")))
    items = {unit.address for unit in canaries(history) if unit.unit == "item"}
    beyond = {address for address in items if address.partition(", ")[2] not in known}
    assert len(beyond) < 0.005 * sum(unit.kind == "item" for unit in history[-1][1].walk())

"""What is true of every kind of unit, in whatever place."""

from __future__ import annotations

from typing import get_args

from tracker.names import LISTED, UNITS, UnitKind


def test_every_kind_has_a_word_and_a_weight() -> None:
    assert tuple(UNITS) == get_args(UnitKind)
    assert {kind: facts.word for kind, facts in UNITS.items() if facts.word != kind} == {
        "provision": "whole text"
    }
    assert sorted(UNITS, key=lambda kind: -UNITS[kind].weight) == [
        *("provision", "entry", "item", "field", "paragraph", "definition", "entity"),
        *("cell", "row", "table", "note", "footnote", "heading"),
    ]


def test_kinds_of_lists_are_kinds() -> None:
    assert set(LISTED) <= set(UNITS)

"""How much a change matters, so that what matters comes first."""

from __future__ import annotations

from tracker.names import COUNTRY_CHART, COUNTRY_GROUPS, UNITS
from tracker.recorded import RecordedChange
from tracker.redline.lists import changed_facets

_LISTS = (f"15 CFR {COUNTRY_GROUPS}", f"15 CFR {COUNTRY_CHART}")
_COUNTRY_CELL, _ONLY_CITATION, _ONLY_MARKS, _TAGGED, _CARRIED = 80, 10, 15, 30, -35


def weight(recorded: RecordedChange) -> int:
    """Return how much a change matters; greater is more."""
    change = recorded.change
    if (
        change.unit == "entity"
        and change.kind == "amended"
        and changed_facets(change) == ("Citation",)
    ):
        return _ONLY_CITATION
    if change.kind == "amended" and not any(
        mark.isalnum() for sign, text in change.words if sign != "=" for mark in text
    ):
        return _ONLY_MARKS
    base = (
        _COUNTRY_CELL
        if change.unit == "cell" and recorded.provision in _LISTS
        else UNITS[change.unit].weight
    )
    carried = _CARRIED if change.kind in ("moved", "renumbered") else 0
    return base + carried + (_TAGGED if recorded.tags else 0)

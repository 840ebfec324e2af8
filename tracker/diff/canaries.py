"""Units that change and change back within a few versions.

Law that was undone, or a text served or read otherwise for a while.

2024-03-13 3A001.b.12 present, 2024-04-19 gone, 2024-06-12 the same as before    -> a canary
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.diff.noise import noise_of
from tracker.model import Node, UnitKind

_WINDOW = 3


@dataclass(frozen=True, slots=True)
class Canary:
    """A unit that left its text on the day `changed` and had it again on the day `back`.

    None stands for no unit.
    """

    address: str
    unit: UnitKind
    changed: date
    back: date
    text: str | None
    between: str | None


def canaries(history: Sequence[tuple[date, Node]], window: int = _WINDOW) -> tuple[Canary, ...]:
    """Return the units that changed and changed back at most `window` versions later.

    `history` holds the versions, oldest first. Units that are counted (p3, ~2) or only tell of
    amendments (credits, link notices) may come and go, and noise is no change. Ordered by day and
    address; a unit that flutters on is told once for each return.
    """
    found: list[Canary] = []
    seen: list[tuple[date, dict[str, Node]]] = []
    for day, tree in history:
        now = {
            unit.address: unit for unit in tree.walk() if not unit.role and not unit.name.is_counted
        }
        if seen:
            found += _returned(seen, day, now)
        seen = [*seen[-window:], (day, now)]
    return tuple(sorted(found, key=lambda version: (version.back, version.address)))


def _returned(
    seen: list[tuple[date, dict[str, Node]]], day: date, now: dict[str, Node]
) -> list[Canary]:
    """Return the units that this version changes to what an earlier one of the window held."""
    last = seen[-1][1]
    changed = [
        address for address in sorted({*last, *now}) if _own(last, address) != _own(now, address)
    ]
    found: list[Canary] = []
    for address in changed:
        same = [
            place
            for place in range(len(seen) - 1)
            if _own(seen[place][1], address) == _own(now, address)
        ]
        if same:
            since = same[-1] + 1
            unit, other = now.get(address), seen[since][1].get(address)
            kind = (unit or other or last[address]).kind
            if unit and other and noise_of(unit.text, other.text, kind):
                continue
            found.append(
                Canary(
                    address,
                    kind,
                    seen[since][0],
                    day,
                    unit.text if unit else None,
                    other.text if other else None,
                )
            )
    return found


def _own(units: dict[str, Node], address: str) -> str | None:
    unit = units.get(address)
    return unit.own if unit else None

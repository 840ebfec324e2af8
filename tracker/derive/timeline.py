"""Which steps a provision's history has.

A pure reading of its texts, its rows in the version list, and the tracked span.

baseline --pair--> version --pair--> version --end--> removal
begin--> version (added, or back again)
                      |restated
                   newer reading
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from tracker.log import Decision
from tracker.store import FLOOR
from tracker.store.steps import Reading, Step
from tracker.store.versions import ListedRow


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is known about one provision.

    Its texts in order, its listed rows, the day of its baseline, what is not yet held.

    `baseline_on` is None for a part that nobody tracks: then nothing begins or ends. `missing` are
    days of listed texts that were never asked for: no step leads across one, it would be an untruth
    that the next capture corrects.
    """

    texts: Sequence[Reading]
    rows: Sequence[ListedRow]
    baseline_on: date | None
    missing: Collection[date]


def effective(rows: Sequence[ListedRow]) -> dict[date, ListedRow]:
    """Return for each day the row that was issued last; rows stand in order of day and issue."""
    return {row.row.date: row for row in rows}


def removals(known: Timeline) -> list[Reading]:
    """Return a reading without text for each day in the span on which a held text went."""
    if known.baseline_on is None:
        return []
    held = {text.in_force: text for text in known.texts}
    found: list[Reading] = []
    standing: Reading | None = None
    gone = {
        day: row
        for day, row in effective(known.rows).items()
        if row.row.removed and day not in held
    }
    for day in sorted({*held, *gone}):
        if day in held:
            standing = held[day]
        elif standing is not None and day > known.baseline_on:
            found.append(
                _removal(
                    standing,
                    gone[day],
                    [row for row in known.rows if row.row.date == day and row.row.removed],
                )
            )
            standing = None
    return found


def _removal(last: Reading, row: ListedRow, all_rows: Sequence[ListedRow]) -> Reading:
    first = min(all_rows, key=lambda reading: reading.observed_at)
    return replace(
        last,
        in_force=row.row.date,
        issue_date=min(row.row.issue_date for row in all_rows),
        observed_at=first.observed_at,
        removed=True,
        reading=0,
        backfilled=first.backfilled,
        root=None,
        fingerprint=None,
        capture=first.capture,
        subject=None,
        source_url=None,
    )


def steps(known: Timeline) -> list[Step]:
    """Return the steps of a provision's history, oldest first."""
    newest: dict[date, Reading] = {}
    found: list[Step] = []
    for text in [*known.texts, *removals(known)]:
        before = newest.get(text.in_force)
        if before is not None:
            found.append(Step("restated", text.provision, before.id, text.id, text.in_force))
        newest[text.in_force] = text
    line = [newest[day] for day in sorted(newest)]
    if line and _began_inside(line[0], known):
        found.append(Step("begin", line[0].provision, None, line[0].id, line[0].in_force))
    found += [
        _between(old, new)
        for old, new in pairwise(line)
        if not any(old.in_force < day < new.in_force for day in known.missing)
    ]
    return sorted(found, key=lambda reading: (reading.to, reading.kind))


def untold(known: Timeline, found: Sequence[Step]) -> Iterator[tuple[Decision, str, str]]:
    """Yield what gives no change, and why: a baseline, what is missing, rows that remove nothing.

    Each is a decision, the version that it is about, and the reason.
    """
    first = known.texts[0]
    if not any(step.kind == "begin" and step.to == first.in_force for step in found):
        why = "the first version that is held; there is none before it to compare it with"
        yield "baseline", f"{first.provision} of {first.in_force}", why
    for day in sorted(known.missing):
        why = "it is listed; no change is told across this day until its text was asked for"
        yield "not yet asked", f"{first.provision} of {day}", why
    ends = {step.to for step in found if step.kind == "end"}
    held = {text.in_force for text in known.texts}
    for day, row in effective(known.rows).items():
        if row.row.removed and day not in ends:
            yield "skipped", f"{first.provision} of {day}", _no_end(known, day in held, day)


def _no_end(known: Timeline, stays: bool, day: date) -> str:
    """Say why a row of the version list by which a provision goes ends nothing."""
    on = known.baseline_on
    if on is None or day <= on:
        why = "its part is not tracked" if on is None else f"tracking begins after {on}"
    else:
        why = "a text of that day is held" if stays else "no text that stood before is held"
    return f"the version list says that it went, but {why}"


def _between(old: Reading, new: Reading) -> Step:
    if new.removed:
        return Step("end", new.provision, old.id, new.id, new.in_force)
    if old.removed:
        return Step("begin", new.provision, None, new.id, new.in_force)
    return Step("pair", new.provision, old.id, new.id, new.in_force)


def _began_inside(first: Reading, known: Timeline) -> bool:
    """Tell whether the version list shows that a provision began with this text.

    After the floor, and inside the span.
    """
    if known.baseline_on is None or not known.rows:
        return False
    began = min(row.row.date for row in known.rows)
    return began == first.in_force and began > max(FLOOR, known.baseline_on)

"""What is still to be fetched: rows of the version list that are not held or asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tracker import log
from tracker.model import VersionRow
from tracker.sources.ecfr.subjects import lists_of, subject_of, texts_of
from tracker.store import facts, questions, versions
from tracker.store.db import Db

_NEVER = (0, "")
"""What stands for the last answer about a text that was never asked for."""


def in_effect(listed: Iterable[VersionRow]) -> list[VersionRow]:
    """Return one row for each identifier and date, the one issued last, oldest first."""
    newest: dict[tuple[str, date], VersionRow] = {}
    for row in sorted(listed, key=lambda row: row.issue_date):
        newest[row.identifier, row.date] = row
    return sorted(newest.values(), key=lambda row: (row.date, row.identifier))


def inside(
    listed: Iterable[VersionRow], baselines: dict[str, date], until: date
) -> list[VersionRow]:
    """Return the rows that count for the tracked spans, oldest first.

    The baseline of each provision and all that follows.

    `baselines` maps a part to the day whose text is its baseline; parts that are not in it are not
    tracked.
    """
    chosen: list[VersionRow] = []
    standing: dict[str, VersionRow] = {}
    for row in in_effect(listed):
        on = baselines.get(row.part)
        if on is None or row.date > until:
            _tell_outside(row, on, until)
            continue
        if row.date <= on:
            standing[row.identifier] = row
        else:
            chosen.append(row)
    chosen += [row for row in standing.values() if not row.removed]
    return sorted(chosen, key=lambda row: (row.date, row.identifier))


def pending(
    db: Db, title: int, parts: Sequence[str] | None, until: date, only: str | None = None
) -> list[VersionRow]:
    """Return the rows to fetch, oldest first; those of one identifier where it is given.

    Tracked, inside the span, and not held, or issued again since last asked for.

    A row whose text was answered with 404 waits until it is issued again; one in quarantine is
    asked for again.
    """
    rows = (row for row in versions.rows(db, title, parts) if only in (None, row.identifier))
    wanted = inside(rows, facts.baselines(db, title), until)
    answered = questions.answers(db, texts_of(title))
    texts = versions.subjects_held(db, title)
    listed = _first_listed(db, title)
    chosen = []
    for row in wanted:
        subject = str(subject_of(row))
        held, (last, verdict) = subject in texts, answered.get(subject, _NEVER)
        reissued = listed[row.identifier, row.date] > last
        if not row.removed and (
            reissued or verdict == "quarantined" or (not held and verdict != "not-found")
        ):
            chosen.append(row)
        elif row.removed:
            log.decided("skipped", named(row), "the row says that it went", detail=True)
        elif verdict == "not-found":
            why = (
                "it is listed, but was not served; asked again when it is issued anew, and in turn"
            )
            log.decided("skipped", named(row), why)
        else:
            log.decided("skipped", named(row), "it is held", detail=True)
    return chosen


def named(row: VersionRow) -> str:
    """Return a row of a version list as decisions name it."""
    return f"{row.title} CFR {row.identifier} of {row.date}"


def _tell_outside(row: VersionRow, on: date | None, until: date) -> None:
    """Tell why a row does not count for the tracked spans."""
    if on is None:
        log.decided("skipped", named(row), f"part {row.part} is not tracked", detail=True)
    else:
        why = f"it comes into force after {until}, the last day that is asked for"
        log.decided("not yet asked", named(row), why)


def _first_listed(db: Db, title: int) -> dict[tuple[str, date], int]:
    """Return for each version the capture of the list that first showed its newest row."""
    first = questions.first_captures(db, lists_of(title))
    newest: dict[tuple[str, date], int] = {}
    for identifier, on, sha in versions.listed_by(db, title):
        newest[identifier, max(on, versions.FLOOR)] = first.get(sha, 0)
    return newest

"""What the eCFR's answers give: how far the lists reach, their rows, readings of texts.

The same text again is a check, no reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from tracker import log
from tracker.answers import Answer, Context, Touched
from tracker.model import Capture, Node
from tracker.names import provision_of
from tracker.sources.ecfr.admission import Text
from tracker.sources.ecfr.reading import TitleStates, VersionsPage
from tracker.sources.ecfr.subjects import Full
from tracker.store import Store, steps, units, versions
from tracker.store.steps import Reading
from tracker.store.versions import ListedRow


def take_titles(
    store: Store, answer: Answer[Any, TitleStates], context: Context, late: bool
) -> Touched:
    """Note how far the version lists that we hold are complete; of other titles none was listed."""
    del late
    listed = versions.listed_titles(store.db)
    for title in answer.value.titles:
        if title.number in listed:
            versions.put_title(store.db, title.number, title.latest_issue_date, context.version)
    return Touched()


def take_list(
    store: Store, answer: Answer[Any, VersionsPage], context: Context, late: bool
) -> Touched:
    """Store the rows of a page of a version list."""
    capture = answer.capture
    listed = [
        ListedRow(
            row,
            str(provision_of(row.identifier, row.title)),
            capture.fetched_at,
            late,
            capture.sha256,
        )
        for row in answer.value.rows
    ]
    versions.put_rows(store.db, listed, context.version)
    held = versions.held_provisions(store.db).keys()
    return Touched(
        provisions={new.provision for new in listed} & held,
        days={(new.row.title, new.row.date) for new in listed},
    )


def take_text(store: Store, answer: Answer[Full, Text], context: Context, late: bool) -> Touched:
    """Store what an answer says about a version."""
    subject, tree = answer.subject, answer.value.node
    provision = str(provision_of(subject.identifier, subject.title))
    held = [
        reading
        for reading in steps.readings(store.db, provision)
        if reading.in_force == subject.date and not reading.removed
    ]
    root = units.put(store.db, tree, provision, context.version)
    touched = Touched({provision}, {(subject.title, subject.date)}, {root: tree})
    if held and held[-1].root == root:
        log.decided("skipped", f"{provision} of {subject.date}", "the text is the one that is held")
        return touched
    rows = [row for row in versions.rows_of(store.db, provision) if row.row.date == subject.date]
    backfilled = late or (not held and any(row.backfilled for row in rows[:1]))
    reading = _reading(answer, rows, root, number=len(held) + 1, backfilled=backfilled)
    steps.put_reading(store.db, reading, context.version)
    return touched


def _reading(
    answer: Answer[Full, Text],
    rows: Sequence[ListedRow],
    root: int,
    *,
    number: int,
    backfilled: bool,
) -> Reading:
    """Return a text as a reading of its version; `rows` are those that list the version."""
    capture, subject, tree = answer.capture, answer.subject, answer.value.node
    return Reading(
        provision=str(provision_of(subject.identifier, subject.title)),
        heading=heading_of(tree) or (rows[-1].row.name if rows else subject.identifier),
        title=subject.title,
        part=subject.part,
        identifier=subject.identifier,
        type=subject.type,
        in_force=subject.date,
        issue_date=min((row.row.issue_date for row in rows), default=subject.date),
        observed_at=capture.fetched_at,
        removed=False,
        reading=number,
        backfilled=backfilled,
        root=root,
        fingerprint=tree.fingerprint,
        capture=capture.sha256,
        subject=capture.subject,
        source_url=official_url(subject),
    )


def passed_over(
    store: Store, capture: Capture, subject: Full, context: Context, missing: bool, late: bool
) -> Touched:
    """Tell what waited for a text that does not count: it is settled without it."""
    del store, capture, context, missing, late
    provision = str(provision_of(subject.identifier, subject.title))
    return Touched({provision}, {(subject.title, subject.date)})


def heading_of(tree: Node) -> str | None:
    """Return the heading of a provision."""
    return next(
        (
            unit.text
            for unit in tree.children[:3]
            if unit.kind == "heading" and unit.address == f"{tree.address} heading"
        ),
        None,
    )


def official_url(subject: Full) -> str:
    """Return where a person reads this version on ecfr.gov."""
    place = (
        f"section-{subject.identifier}"
        if subject.type == "section"
        else f"part-{subject.part}/appendix-{quote(subject.identifier)}"
    )
    return f"https://www.ecfr.gov/on/{subject.date.isoformat()}/title-{subject.title}/{place}"

"""The text of one provision on one day to a reading of that version; the same text again is a check, no reading."""

from __future__ import annotations

from urllib.parse import quote

from tracker import structure
from tracker.derive.context import DeriveContext
from tracker.model import Capture, Node
from tracker.names import provision_of
from tracker.sources.subjects import Full
from tracker.store import Store, steps, units, versions
from tracker.store.steps import Reading


def take(
    store: Store, capture: Capture, subject: Full, context: DeriveContext, *, backfilled: bool
) -> tuple[str, int, Node]:
    """Store what a capture says about a version; return the provision's address, the root of its units and their tree."""
    tree = structure.parse_provision(capture.body, capture.url, subject.title)
    provision = str(provision_of(subject.identifier, subject.title))
    held = [
        one
        for one in steps.readings(store.db, provision)
        if one.in_force == subject.date and not one.removed
    ]
    root = units.put(store.db, tree, provision, context.version)
    if held and held[-1].root == root:
        return provision, root, tree
    rows = [one for one in versions.rows_of(store.db, provision) if one.row.date == subject.date]
    reading = Reading(
        provision=provision,
        heading=heading_of(tree) or (rows[-1].row.name if rows else subject.identifier),
        title=subject.title,
        part=subject.part,
        identifier=subject.identifier,
        type=subject.type,
        in_force=subject.date,
        issue_date=min((one.row.issue_date for one in rows), default=subject.date),
        observed_at=capture.fetched_at,
        removed=False,
        reading=len(held) + 1,
        backfilled=backfilled or (not held and any(one.backfilled for one in rows[:1])),
        root=root,
        fingerprint=tree.fingerprint,
        capture=capture.sha256,
        subject=capture.subject,
        source_url=official_url(subject),
    )
    steps.put_reading(store.db, reading, context.version)
    return provision, root, tree


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

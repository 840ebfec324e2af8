"""Changes of one provision by one cause on one day, grouped, ordered and told as one entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.cause.days import both
from tracker.digest import budget, entities, links
from tracker.digest.identity import Identity, of_cause
from tracker.digest.leads import lead
from tracker.digest.tags import of_changes
from tracker.digest.values import Brief, CauseLine, Entry, Link, Listing
from tracker.digest.weighing import weight
from tracker.digest.wording import TOPICS, cut, day, few, sentence
from tracker.model import Cause, Change, ChangeKind, Document
from tracker.recorded import RecordedChange
from tracker.redline import Block, Table, View, blocks
from tracker.redline.lists import changed_facets
from tracker.redline.names import cell, kind_word, short
from tracker.sources.ecfr.reading import FLOOR

VIEW = View(context=10, longest=110, total=2_400)
CARDS = 6
"""Entity List rows shown as cards, when there are no more than these; else the first three, and
lists of names."""
FIRST_CARDS = 3
BLOCKS = 10
"""Redlines of one entry shown; the rest is named."""
ROWS, CELLS = 30, 75
"""Rows and cells of one table shown."""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes told together, their topic, and how much they matter (greater is more)."""

    changes: tuple[RecordedChange, ...]
    topic: str
    weight: int


def groups(changes: Iterable[RecordedChange]) -> list[Group]:
    """Return the changes grouped by provision, day and cause, what matters most first."""
    found: dict[tuple[str, date | None, Identity | str], list[RecordedChange]] = {}
    for change in changes:
        found.setdefault((change.provision, change.to, _cause_key(change.causes)), []).append(
            change
        )
    made = [
        Group(tuple(group), _topic(group), max(weight(change) for change in group))
        for group in found.values()
    ]
    return sorted(
        made,
        key=lambda group: (
            -group.weight,
            -_day_number(group.changes[0].to),
            group.changes[0].provision,
        ),
    )


def _cause_key(causes: Sequence[Cause]) -> Identity | str:
    return of_cause(causes[0]) or causes[0].citation or "" if causes else ""


def _day_number(value: date | None) -> int:
    return value.toordinal() if value else 0


def _topic(changes: Iterable[RecordedChange]) -> str:
    """Return the topic with most tags on the changes of a group.

    Ties go to the IaaS loophole, then to the order of the five.
    """
    counts = Counter(
        topic for change in changes for topic, _ in {(tag.topic, tag.tag) for tag in change.tags}
    )
    order = ["iaas-loophole", *TOPICS, *sorted(set(counts) - set(TOPICS))]
    return min(counts, key=lambda topic: (-counts[topic], order.index(topic)), default="")


def entry(group: Group, documents: Mapping[Identity, Document]) -> Entry:
    """Tell one group as an entry, with as many redlines as one entry may take of a mail."""
    made = _entry(group, documents, BLOCKS)
    for most in (BLOCKS // 2, 2, 1, 0):
        if budget.of_entry(made) <= budget.ENTRY:
            break
        made = _entry(group, documents, most)
    return made


def _entry(group: Group, documents: Mapping[Identity, Document], most: int) -> Entry:
    first, bare = group.changes[0], [change.change for change in group.changes]
    shown, listings, more = _shown(group, most)
    whole = bare[0].unit == "provision"
    on = first.from_ if whole and bare[0].kind == "removed" else first.to
    said = lead(group.changes)
    named = said.named or whole
    return Entry(
        title="" if named else first.provision,
        heading="" if named or first.heading == first.provision else cut(first.heading, 200),
        lead=said.sentence,
        link=Link(
            f"{first.provision} on {day(on)}" if on else first.provision,
            links.ecfr(first.provision, on),
        ),
        in_force=_in_force(first),
        causes=tuple(cause_line(cause, documents) for cause in _causes(group.changes)),
        tags=of_changes(group.changes),
        blocks=shown,
        listings=listings,
        more=more,
    )


def brief(group: Group) -> Brief:
    """Tell one group in one line."""
    first = group.changes[0]
    law = first.law_day
    gone = first.change.unit == "provision" and first.change.kind == "removed"
    since = f"{' on' if gone else ', in force from'} {day(first.to)}" if first.to else ""
    dated = f", {both(law, first.to)}" if law and first.to else since
    return Brief(
        Link(first.provision, links.ecfr(first.provision, first.to)),
        cut(lead(group.changes).beyond, 200).rstrip(".") + dated,
    )


def _in_force(change: RecordedChange) -> str:
    if (
        change.change.unit == "provision"
        and change.change.kind == "removed"
        and change.to
        and change.from_
    ):
        since = _since_day(change.from_)
        return f"Removed on {day(change.to)}; its last text was in force from {since}."
    law = change.law_day
    if law and change.to:
        now = sentence(both(law, change.to)).rstrip(".")
    else:
        now = f"In force from {day(change.to)}" if change.to else "The in-force date is not known"
    return (
        f"{now}; the text before was in force from {_since_day(change.from_)}."
        if change.from_
        else f"{now}."
    )


def _since_day(since: date) -> str:
    """Say from when a text was in force.

    Of one that stood when the eCFR's history begins, no more is known than that.
    """
    return f"{day(since)} or earlier" if since <= FLOOR else day(since)


def _causes(changes: Iterable[RecordedChange]) -> tuple[Cause, ...]:
    """Return the causes of a group, each document once, the surest first."""
    found: dict[Identity | str, Cause] = {}
    for cause in (cause for change in changes for cause in change.causes):
        found.setdefault(of_cause(cause) or cause.citation or cause.evidence, cause)
    order = ("high", "medium", "low")
    return tuple(sorted(found.values(), key=lambda cause: order.index(cause.confidence)))[:4]


def cause_line(cause: Cause, documents: Mapping[Identity, Document]) -> CauseLine:
    """Tell a cause with its confidence in words: only high confidence is called a cause."""
    label = (
        "Cause (high confidence)"
        if cause.confidence == "high"
        else f"Candidate cause ({cause.confidence} confidence)"
    )
    number = f"document {cause.document_number}" if cause.document_number else None
    citation = cause.citation if cause.title else None
    link = links.cause(cause, documents)
    return CauseLine(
        label,
        Link(cut(link.text, 240), link.url),
        ", ".join(part for part in (citation, number) if part),
        cut(cause.evidence, 300),
    )


def _shown(group: Group, most: int) -> tuple[tuple[Block, ...], tuple[Listing, ...], str | None]:
    """Return at most `most` redlines, names of many entities, a sentence on the rest."""
    bare = [change.change for change in group.changes]
    rows = [change for change in bare if change.unit == "entity"]
    if len(rows) > CARDS:
        return _many_rows(rows, [change for change in bare if change.unit != "entity"], most)
    made = blocks(bare, VIEW)
    weights = _block_weights(group.changes)
    first = sorted(range(len(made)), key=lambda place: -weights.get(made[place].address, 0))[:most]
    rest = [cut(short(block.called), 60) for place, block in enumerate(made) if place not in first]
    said = f"Not shown here, but all in digest.json: {few(rest, 30, 'unit')}." if rest else None
    return tuple(_trimmed(made[place]) for place in sorted(first)), (), said


def _block_weights(changes: Iterable[RecordedChange]) -> dict[str, int]:
    """Return how much the block at each address matters: as much as its weightiest change."""
    weights: dict[str, int] = {}
    for change in changes:
        place = cell(change.change.address) if change.change.unit == "cell" else None
        address = place.table if place else change.change.address
        weights[address] = max(weights.get(address, 0), weight(change))
    return weights


def _trimmed(block: Block) -> Block:
    """Return a table with its first rows only; any other block as it is."""
    if not isinstance(block, Table):
        return block
    most = min(ROWS, max(1, CELLS // max(1, len(block.columns))))
    if len(block.rows) <= most:
        return block
    return replace(
        block,
        lead=f"{block.lead}, the first {most} of {len(block.rows)} rows shown",
        rows=block.rows[:most],
    )


def _many_rows(
    rows: Sequence[Change], others: Sequence[Change], most: int
) -> tuple[tuple[Block, ...], tuple[Listing, ...], str | None]:
    """Show the first cards of a long list of entities, then all names by fate and country."""
    major: list[Change] = []
    minor: list[Change] = []
    by_kind: dict[ChangeKind, list[Change]] = {}
    for row in rows:
        if row.kind == "amended" and changed_facets(row) == ("Citation",):
            minor.append(row)
        else:
            major.append(row)
            by_kind.setdefault(row.kind, []).append(row)
    lists = [
        entities.listings(of_kind, kind_word(kind).capitalize())
        for kind, of_kind in by_kind.items()
    ]
    lists.append(entities.listings(minor, "Amended in the citation only"))
    first = (major or minor)[: min(FIRST_CARDS, most)]
    cards = (
        f"The first {len(first)} of {len(rows):,} rows are shown as cards"
        if len(first) > 1
        else f"The first of {len(rows):,} rows is shown as a card"
    )
    more = f"{cards}; the names of all follow." if first else None
    return (
        blocks([*first, *others[:most]], VIEW),
        tuple(listing for listings in lists for listing in listings),
        more,
    )

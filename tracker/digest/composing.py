"""Values of a period to a digest: the one composer of this package.

changes, documents, pages, states -> record -> groups -> sections
                                            -> coming, notices, folded, health -> Digest
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from tracker import log
from tracker.digest import budget, folded, health, notices, sections
from tracker.digest.coming import coming
from tracker.digest.entries import Group, groups
from tracker.digest.identity import Identity, of_document
from tracker.digest.leads import lead
from tracker.digest.values import Clock, DefaultSettings, Digest, Record, Settings
from tracker.digest.wording import count, cut, day, listing, moment, sentence, span
from tracker.model import Document, Node, SourceState
from tracker.recorded import RecordedChange, RecordedDocument, RecordedPage

_LEADS, _LEAD, _SUBJECT_LEAD = 2, 260, 110
_DEFAULTS = DefaultSettings()


def compose(
    *,
    since: date,
    until: date,
    generated_at: datetime,
    changes: Iterable[RecordedChange],
    documents: Iterable[RecordedDocument],
    pages: Iterable[RecordedPage],
    states: Sequence[SourceState],
    upcoming: Iterable[RecordedDocument] = (),
    link_notices: Iterable[Node | tuple[str, str]] = (),
    quarantined: Sequence[object] = (),
    settings: Settings | None = None,
    by: Clock = "observed",
) -> Digest:
    """Compose the digest of a period (both ends inclusive) from what the store holds of it.

    `upcoming` are documents with a date ahead, whenever observed; `link_notices` the link notices
    that stand in the texts now. By `observed`, what a backfill brought is left out.
    """
    record = _record(changes, documents, pages, states, by)
    pending = [
        notice if isinstance(notice, tuple) else (notice.address, notice.text)
        for notice in link_notices
    ]
    ahead = tuple(recorded.document for recorded in (*upcoming, *record.documents))
    record = replace(record, coming=coming(ahead, record.editorial, pending, generated_at.date()))
    period = _Period(since, until, generated_at, by, states, settings or _DEFAULTS)
    return _digest(
        record, {of_document(document): document for document in ahead}, period, quarantined
    )


@dataclass(frozen=True, slots=True)
class _Period:
    """The days of a digest, when and by which clock it was made, how the sources stood."""

    since: date
    until: date
    generated_at: datetime
    by: Clock
    states: Sequence[SourceState]
    settings: Settings


def _digest(
    record: Record,
    known: Mapping[Identity, Document],
    period: _Period,
    quarantined: Sequence[object],
) -> Digest:
    """Say what the record of a period holds, in the order in which a reader needs it."""
    since, until = period.since, period.until
    ordered_groups = sections.ordered(groups(record.changes))
    dates = budget.fit([budget.of_coming(event) for event in record.coming], [], budget.COMING)[0]
    empty = _nothing(record, quarantined)
    return Digest(
        since=since,
        until=until,
        generated_at=period.generated_at,
        title=f"EAR Tracker digest, {span(since, until)}",
        subject=_subject(ordered_groups, record, since, until),
        headline=_headline(ordered_groups, record, since),
        period=_period(since, until, period.generated_at, period.by),
        alarms=health.alarms(period.states, since, until, period.generated_at, period.settings),
        sections=sections.sections(ordered_groups, known, budget.CHANGES),
        coming=record.coming[:dates],
        coming_rest=(
            f"And {count(len(record.coming) - dates, 'more date')}, all in digest.json."
            if dates < len(record.coming)
            else None
        ),
        documents=notices.documents(record.documents, budget.DOCUMENTS),
        inspection=notices.inspection(record.documents, budget.INSPECTION),
        pages=notices.pages(record.pages, budget.PAGES),
        editorial=folded.editorial(record.editorial, budget.FOLDED),
        restated=folded.restated(record.restated, budget.FOLDED),
        quarantined=folded.quarantined(quarantined, budget.FOLDED),
        nothing=f"Also looked at, with nothing to report: {listing(empty)}." if empty else None,
        sources=health.lines(period.states, since),
        silence=health.silence(period.states, since),
        record=record,
    )


def _nothing(record: Record, quarantined: Sequence[object]) -> tuple[str, ...]:
    """Name what was looked at and held nothing, so that no reader wonders."""
    waiting = sum(1 for document in record.documents if document.document.public_inspection)
    held = (
        ("dates ahead", len(record.coming)),
        ("Federal Register documents", len(record.documents) - waiting),
        ("documents on public inspection", waiting),
        *((words.all, len(held)) for words, held in notices.of_sites(record.pages)),
        ("editorial changes", len(record.editorial)),
        ("restated versions", len(record.restated)),
        ("answers in quarantine", len(quarantined)),
    )
    return tuple(name for name, number in held if not number)


def _record(
    changes: Iterable[RecordedChange],
    documents: Iterable[RecordedDocument],
    pages: Iterable[RecordedPage],
    states: Sequence[SourceState],
    by: Clock,
) -> Record:
    """Part the changes by kind.

    What a backfill brought is left out where the digest goes by our own clock.
    """
    ours = by == "observed"
    parts: dict[str, list[RecordedChange]] = {"substance": [], "editorial": [], "restated": []}
    for change in _seen_by_us(changes) if ours else changes:
        kind = change.change.kind
        parts[kind if kind in parts else "substance"].append(change)
        if reason := _not_of_substance(change):
            log.decided("skipped", f"{change.change.address} of {change.to}", reason)
    return Record(
        tuple(parts["substance"]),
        tuple(parts["editorial"]),
        tuple(parts["restated"]),
        tuple(_seen_by_us(documents) if ours else documents),
        tuple(_seen_by_us(pages) if ours else pages),
        tuple(states),
        (),
    )


_Sighted = TypeVar("_Sighted", RecordedChange, RecordedDocument, RecordedPage)


def _seen_by_us(seen: Iterable[_Sighted]) -> Iterator[_Sighted]:
    """Yield what we saw ourselves, not by a backfill."""
    for record in seen:
        if record.backfilled:
            log.decided("skipped", _named(record), _BY_BACKFILL)
        else:
            yield record


_BY_BACKFILL = "a backfill brought it, and this digest tells what was first seen (--by in-force)"


def _named(record: RecordedChange | RecordedDocument | RecordedPage) -> str:
    """Return what a record is about, as decisions name it."""
    match record:
        case RecordedChange():
            return f"{record.change.address} of {record.to}"
        case RecordedDocument():
            return f"FR document {record.document.document_number}"
        case RecordedPage():
            return record.page.url


def _not_of_substance(change: RecordedChange) -> str | None:
    """Say why a change is counted and not told among those of substance; None where it is told."""
    match change.change.kind:
        case "editorial":
            noise = change.change.noise or "unclassified"
            return f"editorial ({noise}): counted, and not told among the changes of substance"
        case "restated":
            return "the source restated a version: counted, no change of law"
        case _:
            return None


def _headline(ordered_groups: Sequence[Group], record: Record, since: date) -> tuple[str, ...]:
    """Say in two or three sentences what matters most, how much happened, and how reading went."""
    reading, counts = health.reading(record.states, since), _counts(record, since)
    if not ordered_groups:
        within = " in what was read" if health.missing(record.states, since) else ""
        return f"No change of substance{within}: {counts}.", reading
    leads = [cut(lead(group.changes).sentence, _LEAD) for group in ordered_groups[:_LEADS]]
    return *leads, sentence(counts), *(() if all_read(record, since) else (reading,))


def all_read(record: Record, since: date) -> bool:
    """Tell whether every source was read well in the period and left no question unanswered."""
    return bool(record.states) and all(
        state.read_since(since) and not state.open for state in record.states
    )


def _counts(record: Record, since: date) -> str:
    """Return `3 changes of substance in 2 provisions, 1 rule, nothing broken`."""
    parts = (
        [f"{count(len(record.changes), 'change of substance')}{_where(record.changes)}"]
        if record.changes
        else []
    )
    published = [
        document.document
        for document in record.documents
        if not document.document.public_inspection
    ]
    parts.append(count(_number(published, "Rule"), "rule"))
    parts.extend(count(number, noun) for noun, number in _others(record, published) if number)
    return ", ".join([*parts, health.verdict(record.states, since)])


def _where(changes: Sequence[RecordedChange]) -> str:
    return (
        f" in {count(len({change.provision for change in changes}), 'provision')}"
        if changes
        else ""
    )


def _number(documents: Iterable[Document], kind: str) -> int:
    return len({of_document(document) for document in documents if document.type == kind})


def _others(record: Record, published: Sequence[Document]) -> tuple[tuple[str, int], ...]:
    rules = _number(published, "Rule")
    proposed = _number(published, "Proposed Rule")
    return (
        ("proposed rule", proposed),
        (
            "other document",
            len({of_document(document) for document in published}) - rules - proposed,
        ),
        ("document on public inspection", len(record.documents) - len(published)),
        *((words.singular, len(held)) for words, held in notices.of_sites(record.pages)),
    )


def _subject(ordered_groups: Sequence[Group], record: Record, since: date, until: date) -> str:
    """Return the subject of the mail: the period and what matters most."""
    broken = any(not state.read for state in record.states)
    what = (
        cut(lead(ordered_groups[0].changes).sentence, _SUBJECT_LEAD).rstrip(".")
        if ordered_groups
        else "no change of substance"
    )
    partly = " (a source was read in part)" if health.missing(record.states, since) else ""
    return f"EAR {span(since, until)}: {what}{' (a source is broken)' if broken else partly}"


def _period(since: date, until: date, generated_at: datetime, by: Clock) -> str:
    """Say which days and which clock the digest goes by."""
    clock = "what was first seen" if by == "observed" else "what came into force or was published"
    days = f"on {day(until)}" if since == until else f"from {day(since)} to {day(until)}"
    return f"This digest shows {clock} {days}. Written {moment(generated_at)}."

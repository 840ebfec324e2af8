"""Documents and pages as a digest shows them: rules first, what is not yet published marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from tracker import log, plain, sources
from tracker.digest import budget, links
from tracker.digest.tags import tag_lines
from tracker.digest.values import Brief, Link, Notice, Notices
from tracker.digest.wording import count, cut, day, few
from tracker.model import Change, Document, Page, Tag
from tracker.recorded import RecordedDocument, RecordedPage
from tracker.redline import View, blocks
from tracker.sources.source import Words

_TYPES = ("Rule", "Proposed Rule", "Presidential Document", "Notice")
_KINDS = {"notice": "List of notices", "page": "Page"}
"""What a page is called, unless it is a piece of news: each site has its own word for these."""
_TITLE, _ABSTRACT, _EXCERPT = 300, 420, 240
_VIEW = View(context=8, longest=60, total=1_000)
_CHANGES = 5
_OTHER_SITE = Words(
    title="other sites",
    item="press release",
    singular="page",
    all="pages",
    news="Pages",
    later=None,
)
_GONE = ", no longer served"
_OPENING = "FOR IMMEDIATE RELEASE"


def documents(values: Iterable[RecordedDocument], room: int) -> Notices | None:
    """Return the published documents: rules first, tagged before untagged, newest first."""
    published = [value for value in values if not value.document.public_inspection]
    return _documents(published, room)


def inspection(values: Iterable[RecordedDocument], room: int) -> Notices | None:
    """Return the documents on public inspection, each marked as not yet published."""
    waiting = [value for value in values if value.document.public_inspection]
    return _documents(waiting, room)


def _documents(values: Sequence[RecordedDocument], room: int) -> Notices | None:
    made = [_document(value) for value in sorted(values, key=_order)]
    return _fitted(made, room, "document")


def _order(recorded: RecordedDocument) -> tuple[int, bool, int, str]:
    document = recorded.document
    kind = _TYPES.index(document.type) if document.type in _TYPES else len(_TYPES)
    newest = -document.publication_date.toordinal() if document.publication_date else 0
    return kind, not recorded.tags, newest, document.document_number


def _document(recorded: RecordedDocument) -> Notice:
    document = recorded.document
    label = (
        f"{document.type or 'Document'}, NOT YET PUBLISHED"
        if document.public_inspection
        else document.type or "Document"
    )
    summary = cut(document.abstract, _ABSTRACT) if document.abstract else None
    return Notice(
        label,
        Link(cut(document.title, _TITLE), links.document(document)),
        _facts(recorded),
        summary,
        tag_lines(recorded.tags),
        (),
    )


def _facts(recorded: RecordedDocument) -> str:
    document = recorded.document
    published = "expected to be published" if document.public_inspection else "published"
    facts = [
        document.citation,
        f"document {document.document_number}",
        document.action and cut(document.action, 80).rstrip("."),
        document.filed_at and f"filed {_day_of_stamp(document.filed_at)}",
        document.publication_date and f"{published} {day(document.publication_date)}",
        document.effective_on and f"effective {day(document.effective_on)}",
        document.comments_close_on and f"comments close {day(document.comments_close_on)}",
        _parts(document),
        document.correction_of and f"corrects {cut(document.correction_of, 60)}",
        recorded.version > 1
        and f"version {recorded.version}, first seen {day(recorded.first_observed_at.date())}",
    ]
    return "; ".join(fact for fact in facts if fact)


def _day_of_stamp(text: str) -> str:
    """Return the day of a full time stamp; what the source writes otherwise stays as it is."""
    try:
        return day(datetime.fromisoformat(text).date())
    except ValueError:
        return cut(text, 40)


def _parts(document: Document) -> str | None:
    parts = list(dict.fromkeys((*document.cfr_parts, *document.cfr_parts_in_text)))
    return f"touches {few(parts, 8, 'part')}" if parts else None


def of_sites(values: Iterable[RecordedPage]) -> list[tuple[Words, list[RecordedPage]]]:
    """Part pages by the site that they are of, in the order of the table.

    Each site comes once, also without any page; pages of a site that is a source no more come last.
    """
    sites = [source for source in sources.SOURCES if source.pages]
    found: dict[str, list[RecordedPage]] = {source.name: [] for source in sites}
    others: list[RecordedPage] = []
    for held in values:
        site = sources.of_page(held.page.url)
        (found[site.name] if site else others).append(held)
    parted = [(site.words, found[site.name]) for site in sites]
    return [*parted, (_OTHER_SITE, others)] if others else parted


def pages(values: Iterable[RecordedPage], room: int) -> tuple[tuple[str, Notices], ...]:
    """Return the pages of each site that are new or changed, newest first, with what changed."""
    made = [(words.news, _pages(held, words, room)) for words, held in of_sites(values)]
    return tuple((heading, shown) for heading, shown in made if shown)


def _pages(values: Iterable[RecordedPage], words: Words, room: int) -> Notices | None:
    ordered = sorted(
        values,
        key=lambda value: (value.page.published_on is None, -_ordinal(value.page), value.page.url),
    )
    return _fitted([_page(recorded, words) for recorded in ordered], room, "page")


def _ordinal(page: Page) -> int:
    return page.published_on.toordinal() if page.published_on else 0


def _page(recorded: RecordedPage, words: Words) -> Notice:
    page = recorded.page
    substance = [change.change for change in recorded.changes if change.change.kind != "editorial"]
    inside = [change for change in substance if change.unit != "provision"]
    what, facts = _happened(recorded, substance, len(inside))
    excerpt = cut(_body(page), _EXCERPT) if recorded.version == 1 else None
    made = () if what == _GONE else blocks(inside[:_CHANGES], _VIEW)
    link = Link(cut(page.title, _TITLE), plain.url(page.url))
    return Notice(
        f"{_KINDS.get(page.kind) or words.item.capitalize()}{what}",
        link,
        facts,
        excerpt,
        tag_lines(_fresh(recorded, inside)),
        made,
    )


def _happened(recorded: RecordedPage, substance: Sequence[Change], inside: int) -> tuple[str, str]:
    """Return what became of a page, for its label, and the facts in one line."""
    page, seen = recorded.page, day(recorded.observed_at.date())
    dated = day(page.published_on) if page.published_on else "undated"
    if recorded.version == 1:
        return (", new", f"{dated}; first seen {seen}") if page.kind == "page" else ("", dated)
    whole = {change.kind: change for change in substance if change.unit == "provision"}
    number = count(inside, "change of substance") if inside else "no change of substance"
    changed = f"{number} in its text"
    if not page.text and "removed" in whole:
        return (
            _GONE,
            f"it was missing on two days, the last of them {seen}; what it said before is kept",
        )
    if "moved" in whole:
        left = cut(plain.url(whole["moved"].old_address or "") or "another address", _TITLE)
        return ", moved", f"it moved here from {left}, as seen on {seen}; {changed}"
    if "added" in whole:
        return (
            ", served again",
            f"it had been gone and is served again, as seen on {seen}; {changed}",
        )
    said = (
        f"its text has changed since it was first read (version {recorded.version}):"
        f" {count(inside, 'change of substance')}"
    )
    return "", f"{dated}; {said}"


def _fresh(page: RecordedPage, substance: Sequence[Change]) -> tuple[Tag, ...]:
    """Return the tags of what is new; of a page that changed, those in its changed paragraphs."""
    if page.version == 1:
        return page.tags
    return tuple(
        tag for tag in page.tags if any(tag.text in (change.after or "") for change in substance)
    )


def _body(page: Page) -> str:
    """Return what a page says beyond its title and the line that every press release opens with."""
    said = (line.strip() for line in page.text.splitlines())
    return " ".join(
        line
        for line in said
        if line.rstrip(".") != page.title.rstrip(".") and not line.startswith(_OPENING)
    )


def _fitted(made: Sequence[Notice], room: int, noun: str) -> Notices | None:
    """Show what fits the room in full, the next in one line each, and count the rest.

    Null where there is nothing.
    """
    if not made:
        return None
    full, brief = budget.fit(
        [budget.of_notice(notice) for notice in made],
        [budget.of_brief(_brief(notice)) for notice in made],
        room,
    )
    rest = len(made) - full - brief
    for notice in made[full + brief :]:
        log.decided(
            "skipped", notice.link.text, "a mail has no more room; it stands in digest.json"
        )
    said = f"And {count(rest, f'more {noun}')}, all in digest.json." if rest else None
    return Notices(
        tuple(made[:full]), tuple(_brief(notice) for notice in made[full : full + brief]), said
    )


def _brief(notice: Notice) -> Brief:
    return Brief(
        Link(cut(notice.link.text, 160), notice.link.url),
        cut(f"{notice.label}; {notice.facts}", 160),
    )

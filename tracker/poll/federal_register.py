"""The Federal Register's part of a cycle: documents by day of publication, their full text, public inspection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tracker import gate, tag
from tracker.errors import RefusedError
from tracker.model import Capture, Document
from tracker.poll.cycle import Cycle
from tracker.sources import federal_register, subjects

BEGINNING = date(2017, 1, 1)


def poll(cycle: Cycle) -> date | None:
    """Read what was published since the last good poll, with an overlap, then full texts and public inspection."""
    for group in _groups(cycle):
        since = _since(cycle, group)
        _search(cycle, group, since.replace(day=1), _until(cycle, since))
    _texts(cycle)
    if cycle.config.federal_register.public_inspection:
        _inspection(cycle)
    return cycle.today


def backfill(cycle: Cycle, since: date, until: date) -> date | None:
    """Read everything published between two days, a year at a time, oldest first, then the full texts."""
    groups = _groups(cycle)
    for year in range(since.year, until.year + 1):
        for group in groups:
            _search(cycle, group, max(since, date(year, 1, 1)), min(until, date(year, 12, 31)))
        cycle.progress.step("Federal Register", year - since.year + 1, until.year - since.year + 1, str(year))
    _texts(cycle)
    return min(until, cycle.today)


def _groups(cycle: Cycle) -> tuple[str, ...]:
    """Return the groups to search: agencies that are kept whole, then what is classified."""
    settings = cycle.config.federal_register
    named = (("", settings.agencies), ("~", settings.also_agencies), ("~", settings.also_types))
    return tuple(mark + "+".join(names) for mark, names in named if names)


def _since(cycle: Cycle, group: str) -> date:
    """Return the day to search from: some days behind the newest document held, or behind the last good poll if that is older.

    Where nothing is held, the newest document of the group tells how far the service has come.
    """
    settings = cycle.config.federal_register
    newest = cycle.store.newest_publication()
    if newest is None:
        request = federal_register.newest_request(settings.url, subjects.Search(group, BEGINNING, date.max, 1))
        answer = cycle.demand(request)
        newest = federal_register.newest_day(answer.body, answer.url) or cycle.today
        return max(BEGINNING, newest - timedelta(days=settings.first_days))
    state = next(one for one in cycle.store.source_states() if one.name == "federal-register")
    moments = [moment.date() for moment in (state.last_success, state.broken_since) if moment]
    behind = settings.overlap_days if state.last_success else settings.first_days
    return max(BEGINNING, min((newest, *moments)) - timedelta(days=behind))


def _until(cycle: Cycle, since: date) -> date:
    """Return a day that no document lies behind, even where our clock lags; the same all year, so that answers compare."""
    newest = cycle.store.newest_publication() or since
    return date(max(since, newest, cycle.today).year + 1, 12, 31)


def _search(cycle: Cycle, group: str, gte: date, lte: date) -> None:
    """Read all documents of a group between two days; a window that is too large is divided."""
    pages = list(_pages(cycle, subjects.Search(group, gte, lte, 1)))
    if pages[0][1].count >= federal_register.MOST:
        if gte >= lte:
            raise RefusedError(pages[0][0].url, f"more documents on {gte} than the service can count")
        middle = gte + (lte - gte) / 2
        _search(cycle, group, gte, middle)
        return _search(cycle, group, middle + timedelta(days=1), lte)
    count = pages[-1][1].count
    found = {(one.document_number, one.publication_date) for _, page in pages for one in page.documents}
    given = len(found) + sum(len(page.odd) for _, page in pages)
    if given < count:
        raise RefusedError(pages[-1][0].url, f"{count} documents are counted, but {given} were given")
    if not count and _has_held(cycle, group, gte, lte):
        raise RefusedError(pages[0][0].url, "no documents, although some of these days are held")
    for answer, _ in pages:
        _keep_if_new(cycle, answer)
    return None


def _has_held(cycle: Cycle, group: str, gte: date, lte: date) -> bool:
    """Tell whether published documents of the agencies of a group are held between two days; slugs are names with hyphens."""
    wanted = set(group.split("+"))
    return any(
        not one.document.public_inspection and wanted & {re.sub(r"[^a-z0-9]+", "-", name.lower()) for name in one.document.agencies}
        for one in cycle.store.documents(since=gte, until=lte, by="in-force")
    )


def _keep_if_new(cycle: Cycle, answer: Capture) -> None:
    """Keep an answer if it says anything about a document that is not held like that."""
    if all(_is_held(cycle.store.counterpart(one), one) for one in _kept(cycle, answer)):
        cycle.store.mark_checked(answer.subject, cycle.now)
    else:
        cycle.keep(answer)


def _is_held(held: Document | None, new: Document) -> bool:
    """Tell whether a document is held as it is now; its full text, and what that names, come from elsewhere."""
    if held is None:
        return False
    if new.public_inspection and not held.public_inspection:
        return True
    return replace(held, text=None, cfr_parts_in_text=()) == replace(new, text=None, cfr_parts_in_text=())


def _pages(cycle: Cycle, first: subjects.Search) -> Iterator[tuple[Capture, federal_register.SearchPage]]:
    """Yield the pages of a search, by our own page numbers; only the first one where the search is too large."""
    settings = cycle.config.federal_register
    page, total = 1, 1
    while page <= total:
        subject = subjects.Search(first.group, first.gte, first.lte, page)
        answer = cycle.demand(federal_register.search_request(settings.url, subject, settings.per_page))
        found = federal_register.search_page(answer.body, answer.url, subject)
        yield answer, found
        total = 1 if found.count >= federal_register.MOST else found.total_pages
        page += 1


def _kept(cycle: Cycle, capture: Capture) -> Iterator[Document]:
    """Yield the documents of an answer that are kept."""
    subject = subjects.parse(capture.subject)
    if isinstance(subject, subjects.Inspection):
        found = federal_register.inspection(capture.body, capture.url, subject.agencies)
        yield from found.certain
        yield from (one for one in found.possible if tag.keeps(one, cycle.context.taxonomy))
    elif isinstance(subject, subjects.Search):
        for document in federal_register.search_page(capture.body, capture.url, subject).documents:
            if not subject.classified or tag.keeps(document, cycle.context.taxonomy):
                yield document


def _texts(cycle: Cycle) -> None:
    """Fetch the full texts that are not held; one that is missing is asked for again only while its document is young."""
    settings = cycle.config.federal_register
    wanted = [one for one in cycle.store.documents_without_text(settings.text_types) if _is_due(cycle, one)]
    for place, document in enumerate(wanted):
        cycle.progress.step("full texts", place + 1, len(wanted), document.document_number)
        _text(cycle, document)


def _text(cycle: Cycle, document: Document) -> None:
    for one in federal_register.text_requests(cycle.config.federal_register.url, document):
        answer = cycle.ask(one.request)
        if isinstance(answer, Capture):
            text = federal_register.text(answer.body, answer.url)
            doubts = gate.text_doubts(text, document.document_number, document.title)
            return cycle.settle(answer, doubts, f"full text of {document.document_number}")
    return None


def _is_due(cycle: Cycle, document: Document) -> bool:
    last = cycle.store.last_asked(str(federal_register.text_subject(document)))
    if last is None or last[0] != "not-found":
        return True
    age = cycle.today - document.publication_date if document.publication_date else timedelta(0)
    return age.days <= cycle.config.federal_register.young_days


def _inspection(cycle: Cycle) -> None:
    settings = cycle.config.federal_register
    _keep_if_new(cycle, cycle.demand(federal_register.inspection_request(settings.url, settings.agencies)))

"""The Federal Register's part of a cycle: documents by day, public inspection, full texts.

    searches (vital) -> public inspection -> full texts: XML, printed form, and where those are
                                             refused the second house

Each search and each further page of it, the list of public inspection, and each full text stand
alone. One odd record costs itself: it is told by its number, and the others are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tracker import plain
from tracker.answers import Answer
from tracker.cycle import Cycle, Span
from tracker.errors import RefusedError
from tracker.model import Document, Request
from tracker.sources.federal_register import derivation, full_texts, reading
from tracker.sources.federal_register.document import NAME
from tracker.sources.federal_register.full_texts import settings_of
from tracker.sources.federal_register.reading import Inspection, SearchPage
from tracker.sources.federal_register.subjects import SEARCHES, Search
from tracker.store import documents, runs, sightings

BEGINNING = date(2017, 1, 1)


def poll(cycle: Cycle) -> date | None:
    """Read what was published since the last good poll, with an overlap.

    Then public inspection, then full texts.
    """
    for group in _groups(cycle):
        with cycle.alone(_request(cycle, Search(group, BEGINNING, date.max, 1)), vital=True):
            since = _since(cycle, group)
            _search(cycle, group, since.replace(day=1), _until(cycle, since))
    if settings_of(cycle).public_inspection:
        _inspection(cycle)
    full_texts.ask(cycle)
    return cycle.today


def backfill(cycle: Cycle, span: Span) -> date | None:
    """Read everything published in a span, a year at a time, oldest first, then the full texts."""
    groups = _groups(cycle)
    since, until = span.since, span.last(cycle.today)
    with cycle.gathering() as gathering:
        for year in range(since.year, until.year + 1):
            for group in groups:
                _window(
                    gathering, group, max(since, date(year, 1, 1)), min(until, date(year, 12, 31))
                )
            cycle.progress.step(
                "Federal Register", year - since.year + 1, until.year - since.year + 1, str(year)
            )
    full_texts.ask(cycle)
    return min(until, cycle.today)


def _groups(cycle: Cycle) -> tuple[str, ...]:
    """Return the groups to search: agencies that are kept whole, then what is classified."""
    settings = settings_of(cycle)
    named = (("", settings.agencies), ("~", settings.also_agencies), ("~", settings.also_types))
    return tuple(mark + "+".join(names) for mark, names in named if names)


def _since(cycle: Cycle, group: str) -> date:
    """Return the day to search from.

    Some days behind the newest document held, or behind the last good poll if that is older.

    Where nothing is held, the newest document of the group tells how far the service has come, else
    our clock.
    """
    settings = settings_of(cycle)
    newest = documents.newest_publication(cycle.store.db)
    if newest is None:
        newest = cycle.today
        request = reading.newest_request(settings.url, Search(group, BEGINNING, date.max, 1))
        with cycle.alone(request, vital=True):
            answer = cycle.demand(request)
            newest = reading.newest_day(answer.value) or cycle.today
        return max(BEGINNING, newest - timedelta(days=settings.first_days))
    read = runs.last_read(cycle.store.db, NAME, cycle.now)
    behind = settings.overlap_days if read else settings.first_days
    return max(BEGINNING, min(newest, read.date() if read else newest) - timedelta(days=behind))


def _until(cycle: Cycle, since: date) -> date:
    """Return a day that no document lies behind, even where our clock lags.

    The same all year, so that answers compare.
    """
    newest = documents.newest_publication(cycle.store.db) or since
    return date(max(since, newest, cycle.today).year + 1, 12, 31)


def _request(cycle: Cycle, subject: Search, per_page: int | None = None) -> Request:
    settings = settings_of(cycle)
    return reading.search_request(settings.url, subject, per_page or settings.per_page)


def _window(cycle: Cycle, group: str, gte: date, lte: date) -> None:
    """Read one window of days, standing alone."""
    with cycle.alone(_request(cycle, Search(group, gte, lte, 1)), vital=True):
        _search(cycle, group, gte, lte)


def _search(cycle: Cycle, group: str, gte: date, lte: date, per_page: int | None = None) -> None:
    """Read all documents of a group between two days; a window that is too large is halved.

    The first page tells how many there are; each of the others stands alone and is kept as it
    comes. A single day that the service cannot show in its pages is asked for in larger ones.
    """
    size = per_page or settings_of(cycle).per_page
    request = _request(cycle, Search(group, gte, lte, 1), size)
    answer = _page(cycle, request)
    page = answer.value
    if reading.too_large(page, size):
        return _smaller(cycle, group, gte, lte, size)
    given, whole = _keep_page(cycle, request, answer), True
    subject = answer.subject
    following = reading.next_request(request, subject, page)
    while following is not None and len(given) < page.count:
        request, page, read = following, replace(page, next_url=None), False
        subject = cycle.source.question(request.subject).subject
        with cycle.alone(request, vital=True):
            answer = _page(cycle, request)
            page = answer.value
            given |= _keep_page(cycle, request, answer)
            read = True
        whole = whole and read
        following = reading.next_request(request, subject, page)
    if not whole:
        return None
    if len(given) < page.count:
        counted = plain.counted(page.count, "document")
        raise RefusedError(request.url, f"the search counted {counted}, but gave {len(given)}")
    return cycle.close_all(_within(cycle, group, gte, lte))


def _page(cycle: Cycle, request: Request) -> Answer[Search, SearchPage]:
    """Ask for one page of a search; one that yields nothing where something is held is none."""
    answer: Answer[Search, SearchPage] = cycle.demand(request)
    subject = answer.subject
    if not answer.value.count and _has_held(cycle, subject.group, subject.gte, subject.lte):
        raise RefusedError(
            request.url, "the search found no documents, although some of these days are held"
        )
    return answer


def _keep_page(
    cycle: Cycle, request: Request, answer: Answer[Search, SearchPage]
) -> set[tuple[str, object]]:
    """Keep a page, tell what is odd in it, and return what it gives, each document once."""
    page, subject = answer.value, answer.subject
    kept = derivation.ours(page.documents, cycle.deriving.taxonomy, whole=not subject.classified)
    _keep_if_new(cycle, answer, kept)
    cycle.tell_odd(
        request, "fr", page.odd, (document.document_number for document in page.documents)
    )
    given: set[tuple[str, object]] = {
        (document.document_number, document.publication_date) for document in page.documents
    }
    return given | {(odd.what, None) for odd in page.odd}


def _within(cycle: Cycle, group: str, gte: date, lte: date) -> list[str]:
    """Return the open searches of a group between two days.

    In whatever windows and pages they were asked.
    """
    asked = (SEARCHES.read(printed) for printed in cycle.open)
    return [
        str(search)
        for search in asked
        if search and search.group == group and gte <= search.gte and search.lte <= lte
    ]


def _smaller(cycle: Cycle, group: str, gte: date, lte: date, size: int) -> None:
    """Read a window that is too large for the service in two halves.

    A single day is read in larger pages.
    """
    if gte < lte:
        middle = gte + (lte - gte) / 2
        _window(cycle, group, gte, middle)
        return _window(cycle, group, middle + timedelta(days=1), lte)
    if size < reading.LARGEST_PAGE:
        return _search(cycle, group, gte, lte, reading.LARGEST_PAGE)
    url = _request(cycle, Search(group, gte, lte, 1)).url
    raise RefusedError(url, f"there are more documents on {gte} than the service can count")


def _has_held(cycle: Cycle, group: str, gte: date, lte: date) -> bool:
    """Tell whether published documents of the agencies of a group are held between two days.

    Slugs are names with hyphens.
    """
    wanted = set(group.split("+"))
    return any(
        not held.document.public_inspection
        and wanted & {re.sub(r"[^a-z0-9]+", "-", name.lower()) for name in held.document.agencies}
        for held in documents.between(cycle.store.db, since=gte, until=lte, by="in-force")
    )


def _keep_if_new(cycle: Cycle, answer: Answer[Any, Any], kept: Iterable[Document]) -> None:
    """Keep an answer if it says anything about a document that is not held like that."""
    if all(_is_held(cycle, document) for document in kept):
        cycle.check(answer.capture.subject, "every document in it that we keep is held like that")
    else:
        cycle.keep(answer)


def _is_held(cycle: Cycle, new: Document) -> bool:
    """Tell whether a document is held as it is now.

    Its full text, and what that names, come from elsewhere.
    """
    found = sightings.counterpart(cycle.store.db, new)
    if found is None:
        return False
    held, _ = found
    if new.public_inspection and not held.public_inspection:
        return True
    return replace(held, text=None, cfr_parts_in_text=()) == replace(
        new, text=None, cfr_parts_in_text=()
    )


def _inspection(cycle: Cycle) -> None:
    settings = settings_of(cycle)
    request = reading.inspection_request(settings.url, settings.agencies)
    with cycle.alone(request):
        answer = cycle.demand(request)
        found: Inspection = answer.value
        possible = derivation.ours(found.possible, cycle.deriving.taxonomy)
        _keep_if_new(cycle, answer, (*found.certain, *possible))
        listed = (document.document_number for document in (*found.certain, *found.possible))
        cycle.tell_odd(request, "fr", found.odd, listed)

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

from tracker import gate, log
from tracker.answers import Answer
from tracker.cycle import Cycle, Span
from tracker.errors import ClosedError, FetchError, RefusedError
from tracker.model import Document, Request
from tracker.sources.federal_register import derivation, reading
from tracker.sources.federal_register.document import NAME
from tracker.sources.federal_register.reading import Inspection, SearchPage
from tracker.sources.federal_register.settings import FederalRegister
from tracker.sources.federal_register.subjects import Search
from tracker.sources.federal_register.text import TextRequest, text_requests, text_subject
from tracker.store import documents, facts, runs, sightings

BEGINNING = date(2017, 1, 1)


def _settings(cycle: Cycle) -> FederalRegister:
    found = cycle.config.of(NAME)
    assert isinstance(found, FederalRegister)
    return found


def poll(cycle: Cycle) -> date | None:
    """Read what was published since the last good poll, with an overlap.

    Then public inspection, then full texts.
    """
    for group in _groups(cycle):
        with cycle.alone(_request(cycle, Search(group, BEGINNING, date.max, 1)), vital=True):
            since = _since(cycle, group)
            _search(cycle, group, since.replace(day=1), _until(cycle, since))
    if _settings(cycle).public_inspection:
        _inspection(cycle)
    _texts(cycle)
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
    _texts(cycle)
    return min(until, cycle.today)


def _groups(cycle: Cycle) -> tuple[str, ...]:
    """Return the groups to search: agencies that are kept whole, then what is classified."""
    settings = _settings(cycle)
    named = (("", settings.agencies), ("~", settings.also_agencies), ("~", settings.also_types))
    return tuple(mark + "+".join(names) for mark, names in named if names)


def _since(cycle: Cycle, group: str) -> date:
    """Return the day to search from.

    Some days behind the newest document held, or behind the last good poll if that is older.

    Where nothing is held, the newest document of the group tells how far the service has come, else
    our clock.
    """
    settings = _settings(cycle)
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
    settings = _settings(cycle)
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
    size = per_page or _settings(cycle).per_page
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
        counted = "1 document" if page.count == 1 else f"{page.count} documents"
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
    mark = f"fr:search:{group}:"
    asked = (cycle.source.question(printed) for printed in cycle.open if printed.startswith(mark))
    return [
        str(question.subject)
        for question in asked
        if gte <= question.subject.gte and question.subject.lte <= lte
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
    settings = _settings(cycle)
    request = reading.inspection_request(settings.url, settings.agencies)
    with cycle.alone(request):
        answer = cycle.demand(request)
        found: Inspection = answer.value
        possible = derivation.ours(found.possible, cycle.deriving.taxonomy)
        _keep_if_new(cycle, answer, (*found.certain, *possible))
        listed = (document.document_number for document in (*found.certain, *found.possible))
        cycle.tell_odd(request, "fr", found.odd, listed)


def _texts(cycle: Cycle) -> None:
    """Fetch the full texts that are not held, each at most once a day.

    One that is missing is asked for again only while its document is young.
    """
    settings = _settings(cycle)
    lacking = [
        document
        for document in documents.without_text(cycle.store.db, settings.text_types)
        if _is_due(cycle, document)
    ]
    wanted = cycle.queue(lacking, lambda document: str(text_subject(document)), daily=True)
    with cycle.gathering() as gathering:
        for place, document in enumerate(wanted):
            cycle.progress.step("full texts", place + 1, len(wanted), document.document_number)
            _text(gathering, document)


def _is_due(cycle: Cycle, document: Document) -> bool:
    """Tell whether a text that was missing may be asked for.

    Once a day while its document is young.
    """
    subject = str(text_subject(document))
    last = facts.last_asked(cycle.store.db, subject)
    if last is None or last[0] != "not-found" or subject in cycle.open:
        return True
    age = cycle.today - document.publication_date if document.publication_date else timedelta(0)
    if age.days > _settings(cycle).young_days:
        log.decided("skipped", subject, "it was missing, and the document is no longer young")
        return False
    if last[1].date() == cycle.today and cycle.patient:
        log.decided("not yet asked", subject, "it was missing today; asked again tomorrow")
        return False
    return True


def _text(cycle: Cycle, document: Document) -> None:
    """Ask for the text of a document, standing alone."""
    settings = _settings(cycle)
    requests = text_requests(settings.url, document, settings.govinfo_url)
    if requests:
        with cycle.alone(requests[0].request):
            _ask_houses(cycle, requests, document)


def _ask_houses(cycle: Cycle, requests: tuple[TextRequest, ...], document: Document) -> None:
    """Ask one house after the other.

    The second one only where the first one refuses or is left alone.

    What the second house says of a text for which the first one was not asked is no answer unless
    it is the text: the question counts as not asked, so that it does not queue behind those that
    were.
    """
    refused: dict[str, None] = {}
    closed: ClosedError | None = None
    last_of_first = [request for request in requests if request.house == "federal-register"][-1]
    for request in requests:
        failed = bool(refused or closed)
        if request.house == "govinfo" and not failed:
            return None
        missing = request is last_of_first and not failed
        try:
            if _take(
                cycle, replace(request.request, optional=closed is None), document, final=missing
            ):
                return _tell_house(cycle, request, document, tuple(refused))
        except ClosedError as left_alone:
            closed = left_alone
        except (FetchError, RefusedError) as failure:
            if refused or closed is None:
                refused[failure.why] = None
    if refused:
        raise RefusedError(requests[0].request.url, "; ".join(refused))
    if closed:
        raise closed
    return None


def _take(cycle: Cycle, request: Request, document: Document, *, final: bool) -> bool:
    """Ask one house for a text in one form and keep it.

    False where it has none, which is noted if no other form is asked for.
    """
    answer = cycle.ask(request, final=final)
    if not isinstance(answer, Answer):
        return False
    doubts = gate.text_doubts(answer.value, document.document_number, document.title)
    cycle.keep_unless_doubted(answer, doubts, f"full text of {document.document_number}")
    return True


def _tell_house(
    cycle: Cycle, request: TextRequest, document: Document, refused: tuple[str, ...]
) -> None:
    """Say where a text came from that the Federal Register did not give."""
    if request.house == "govinfo":
        why = "; ".join(refused) or "it is left alone until the next poll"
        what = f"full text of {document.document_number}"
        cycle.progress.say(
            f"{what}: it was taken from govinfo; the Federal Register did not give it ({why})"
        )

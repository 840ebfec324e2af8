"""The Federal Register's part of a cycle: documents by day of publication, public inspection, full texts.

    searches (vital) -> public inspection -> full texts: XML, printed form, and where those are refused the second house

Each search and each further page of it, the list of public inspection, and each full text stand
alone. One odd record costs itself: it is told by its number, and the others are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tracker import derive, gate, tag
from tracker.errors import ClosedError, FetchError, ParseError, RefusedError
from tracker.model import Capture, Document, Request
from tracker.poll.cycle import Cycle
from tracker.sources import federal_register, subjects
from tracker.sources.federal_register import SearchPage, TextRequest

BEGINNING = date(2017, 1, 1)


def poll(cycle: Cycle) -> date | None:
    """Read what was published since the last good poll, with an overlap, then public inspection, then full texts."""
    for group in _groups(cycle):
        with cycle.alone(
            _request(cycle, subjects.Search(group, BEGINNING, date.max, 1)), vital=True
        ):
            since = _since(cycle, group)
            _search(cycle, group, since.replace(day=1), _until(cycle, since))
    if cycle.config.federal_register.public_inspection:
        _inspection(cycle)
    _texts(cycle)
    return cycle.today


def backfill(cycle: Cycle, since: date, until: date) -> date | None:
    """Read everything published between two days, a year at a time, oldest first, then the full texts."""
    groups = _groups(cycle)
    with derive.later(cycle.store, cycle.context) as context:
        gathering = replace(cycle, context=context)
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
    settings = cycle.config.federal_register
    named = (("", settings.agencies), ("~", settings.also_agencies), ("~", settings.also_types))
    return tuple(mark + "+".join(names) for mark, names in named if names)


def _since(cycle: Cycle, group: str) -> date:
    """Return the day to search from: some days behind the newest document held, or behind the last good poll if that is older.

    Where nothing is held, the newest document of the group tells how far the service has come, else
    our clock.
    """
    settings = cycle.config.federal_register
    newest = cycle.store.newest_publication()
    if newest is None:
        newest = cycle.today
        request = federal_register.newest_request(
            settings.url, subjects.Search(group, BEGINNING, date.max, 1)
        )
        with cycle.alone(request, vital=True):
            answer = cycle.demand(request)
            newest = federal_register.newest_day(answer.body, answer.url) or cycle.today
        return max(BEGINNING, newest - timedelta(days=settings.first_days))
    read = cycle.store.last_read("federal-register", cycle.now)
    behind = settings.overlap_days if read else settings.first_days
    return max(BEGINNING, min(newest, read.date() if read else newest) - timedelta(days=behind))


def _until(cycle: Cycle, since: date) -> date:
    """Return a day that no document lies behind, even where our clock lags; the same all year, so that answers compare."""
    newest = cycle.store.newest_publication() or since
    return date(max(since, newest, cycle.today).year + 1, 12, 31)


def _request(cycle: Cycle, subject: subjects.Search, per_page: int | None = None) -> Request:
    settings = cycle.config.federal_register
    return federal_register.search_request(settings.url, subject, per_page or settings.per_page)


def _window(cycle: Cycle, group: str, gte: date, lte: date) -> None:
    """Read one window of days, standing alone."""
    with cycle.alone(_request(cycle, subjects.Search(group, gte, lte, 1)), vital=True):
        _search(cycle, group, gte, lte)


def _search(cycle: Cycle, group: str, gte: date, lte: date, per_page: int | None = None) -> None:
    """Read all documents of a group between two days; a window that is too large is halved.

    The first page tells how many there are; each of the others stands alone and is kept as it
    comes. A single day that the service cannot show in its pages is asked for in larger ones.
    """
    size = per_page or cycle.config.federal_register.per_page
    request = _request(cycle, subjects.Search(group, gte, lte, 1), size)
    answer, page = _page(cycle, request)
    if federal_register.too_large(page, size):
        return _smaller(cycle, group, gte, lte, size)
    given, whole = _keep_page(cycle, request, answer, page), True
    following = federal_register.next_request(request, page)
    while following is not None and len(given) < page.count:
        request, page, read = following, replace(page, next_url=None), False
        with cycle.alone(request, vital=True):
            answer, page = _page(cycle, request)
            given |= _keep_page(cycle, request, answer, page)
            read = True
        whole = whole and read
        following = federal_register.next_request(request, page)
    if not whole:
        return None
    if len(given) < page.count:
        counted = "1 document" if page.count == 1 else f"{page.count} documents"
        raise RefusedError(request.url, f"the search counted {counted}, but gave {len(given)}")
    return cycle.close_all(_within(cycle, group, gte, lte))


def _page(cycle: Cycle, request: Request) -> tuple[Capture, SearchPage]:
    """Ask for one page of a search; one that yields nothing where something is held is none."""
    answer = cycle.demand(request)
    subject = subjects.parse(request.subject)
    assert isinstance(subject, subjects.Search)
    page = federal_register.search_page(answer.body, answer.url, subject)
    if not page.count and _has_held(cycle, subject.group, subject.gte, subject.lte):
        raise RefusedError(
            request.url, "the search found no documents, although some of these days are held"
        )
    return answer, page


def _keep_page(
    cycle: Cycle, request: Request, answer: Capture, page: SearchPage
) -> set[tuple[str, object]]:
    """Keep a page, tell what is odd in it, and return what it gives, each document once."""
    _keep_if_new(cycle, answer)
    cycle.tell_odd(request, "fr", page.odd, (one.document_number for one in page.documents))
    given: set[tuple[str, object]] = {
        (one.document_number, one.publication_date) for one in page.documents
    }
    return given | {(one.what, None) for one in page.odd}


def _within(cycle: Cycle, group: str, gte: date, lte: date) -> list[str]:
    """Return the open searches of a group between two days, in whatever windows and pages they were asked."""
    open_ones = {
        one: subjects.parse(one) for one in cycle.open if one.startswith(f"fr:search:{group}:")
    }
    return [
        printed
        for printed, one in open_ones.items()
        if isinstance(one, subjects.Search) and gte <= one.gte and one.lte <= lte
    ]


def _smaller(cycle: Cycle, group: str, gte: date, lte: date, size: int) -> None:
    """Read a window that is too large for the service in two halves, a single day in larger pages."""
    if gte < lte:
        middle = gte + (lte - gte) / 2
        _window(cycle, group, gte, middle)
        return _window(cycle, group, middle + timedelta(days=1), lte)
    if size < federal_register.LARGEST_PAGE:
        return _search(cycle, group, gte, lte, federal_register.LARGEST_PAGE)
    url = _request(cycle, subjects.Search(group, gte, lte, 1)).url
    raise RefusedError(url, f"there are more documents on {gte} than the service can count")


def _has_held(cycle: Cycle, group: str, gte: date, lte: date) -> bool:
    """Tell whether published documents of the agencies of a group are held between two days; slugs are names with hyphens."""
    wanted = set(group.split("+"))
    return any(
        not one.document.public_inspection
        and wanted & {re.sub(r"[^a-z0-9]+", "-", name.lower()) for name in one.document.agencies}
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
    return replace(held, text=None, cfr_parts_in_text=()) == replace(
        new, text=None, cfr_parts_in_text=()
    )


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


def _inspection(cycle: Cycle) -> None:
    settings = cycle.config.federal_register
    request = federal_register.inspection_request(settings.url, settings.agencies)
    with cycle.alone(request):
        answer = cycle.demand(request)
        _keep_if_new(cycle, answer)
        found = federal_register.inspection(answer.body, answer.url, settings.agencies)
        cycle.tell_odd(
            request,
            "fr",
            found.odd,
            (one.document_number for one in (*found.certain, *found.possible)),
        )


def _texts(cycle: Cycle) -> None:
    """Fetch the full texts that are not held, each at most once a day.

    One that is missing is asked for again only while its document is young.
    """
    settings = cycle.config.federal_register
    lacking = [
        one
        for one in cycle.store.documents_without_text(settings.text_types)
        if _is_due(cycle, one)
    ]
    wanted = cycle.queue(lacking, lambda one: str(federal_register.text_subject(one)), daily=True)
    with derive.later(cycle.store, cycle.context) as context:
        gathering = replace(cycle, context=context)
        for place, document in enumerate(wanted):
            cycle.progress.step("full texts", place + 1, len(wanted), document.document_number)
            _text(gathering, document)


def _is_due(cycle: Cycle, document: Document) -> bool:
    """Tell whether a text that was missing may be asked for: once a day while its document is young."""
    subject = str(federal_register.text_subject(document))
    last = cycle.store.last_asked(subject)
    if last is None or last[0] != "not-found" or subject in cycle.open:
        return True
    age = cycle.today - document.publication_date if document.publication_date else timedelta(0)
    return age.days <= cycle.config.federal_register.young_days and (
        last[1].date() != cycle.today or not cycle.patient
    )


def _text(cycle: Cycle, document: Document) -> None:
    """Ask for the text of a document, standing alone."""
    settings = cycle.config.federal_register
    requests = federal_register.text_requests(settings.url, document, settings.govinfo_url)
    if requests:
        with cycle.alone(requests[0].request):
            _ask_houses(cycle, requests, document)


def _ask_houses(cycle: Cycle, requests: tuple[TextRequest, ...], document: Document) -> None:
    """Ask one house after the other; the second one only where the first one refuses or is left alone.

    What the second house says of a text for which the first one was not asked is no answer unless
    it is the text: the question counts as not asked, so that it does not queue behind those that
    were.
    """
    refused: dict[str, None] = {}
    closed: ClosedError | None = None
    last = max(place for place, one in enumerate(requests) if one.house == "federal-register")
    for place, one in enumerate(requests):
        if one.house == "govinfo" and not (refused or closed):
            return None
        missing = place == last and not (refused or closed)
        try:
            if _take(cycle, replace(one.request, optional=closed is None), document, final=missing):
                return _tell_house(cycle, one, document, tuple(refused))
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
    """Ask one house for a text in one form and keep it; False where it has none, which is noted if no other form is asked for."""
    answer = cycle.ask(request, final=final)
    if not isinstance(answer, Capture):
        return False
    try:
        text = federal_register.text(answer.body, answer.url)
    except ParseError as error:
        raise RefusedError(request.url, error.why) from error
    doubts = gate.text_doubts(text, document.document_number, document.title)
    cycle.settle(answer, doubts, f"full text of {document.document_number}")
    return True


def _tell_house(
    cycle: Cycle, one: TextRequest, document: Document, refused: tuple[str, ...]
) -> None:
    """Say where a text came from that the Federal Register did not give."""
    if one.house == "govinfo":
        why = "; ".join(refused) or "it is left alone until the next poll"
        what = f"full text of {document.document_number}"
        cycle.progress.say(
            f"{what}: it was taken from govinfo; the Federal Register did not give it ({why})"
        )

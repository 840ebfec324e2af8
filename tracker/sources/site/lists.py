"""The lists of a site, each under several addresses: the first that gives a list counts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tracker import log
from tracker.answers import Answer
from tracker.cycle import reading
from tracker.errors import ClosedError, FetchError, ParseError, RefusedError
from tracker.model import Request
from tracker.sources.site import page as pages
from tracker.sources.site import paths
from tracker.sources.site.listing import Item, ParsedListing
from tracker.sources.site.questions import listing_request, notices_request
from tracker.sources.site.visit import Visit
from tracker.store import facts

_LARGE = 1_000_000
"""Bytes from which on of a listing only the list is kept."""


def _first(
    visit: Visit,
    requests: Sequence[Request],
    read: Callable[[Answer[Any, Any]], bool],
    *,
    vital: bool,
) -> None:
    """Ask the addresses of a list in order until one gives it; where none does, that is a failure.

    `read` takes an answer and tells whether it held any entry. That an address is missing is
    expected; what is told is why one that answers gives no list.
    """
    refused: list[tuple[Request, str, bool]] = []
    empty: list[Request] = []
    for request in requests:
        try:
            answer = _list(visit, request)
            found = read(answer)
        except ClosedError:
            continue
        except (FetchError, RefusedError, ParseError) as failure:
            refused.append(
                (request, failure.why, isinstance(failure, RefusedError) and failure.missing)
            )
            continue
        empty.append(request)
        if found:
            _tell_first(visit, request, answer, refused)
            return visit.cycle.close_all(asked.subject for asked in requests)
    held = [
        failed
        for failed in refused
        if not failed[2] or facts.latest(visit.cycle.store.db, failed[0].subject)
    ]
    if failed := sorted(held, key=lambda listing: listing[2]) or ([] if empty else refused[-1:]):
        return visit.cycle.fail(failed[0][0], failed[0][1], vital=vital)
    return visit.cycle.close_all(asked.subject for asked in empty)


def _list(visit: Visit, request: Request) -> Answer[Any, Any]:
    """Return the answer to a question for a list; the front page is none, whatever it shows."""
    answer = visit.cycle.demand(request)
    place = visit.place(request, answer)
    if place and paths.is_nowhere(place):
        raise RefusedError(request.url, "it leads to the front page")
    return answer


def _tell_first(
    visit: Visit,
    request: Request,
    answer: Answer[Any, Any],
    refused: Sequence[tuple[Request, str, bool]],
) -> None:
    """Say why a list was not read under an address that comes before, and whether it moved.

    An address under which it is missing is not told.
    """
    words = visit.cycle.source.words_of
    for other, why, missing in refused:
        if not missing:
            visit.say(f"{words(other.subject)}: {why}; {words(request.subject)} was read instead")
    place = visit.place(request, answer)
    if place:
        asked = request.url.removeprefix(visit.settings.url)
        visit.say(f"{visit.site.address(asked)} has moved to {visit.site.address(place)}")


def listing(visit: Visit) -> tuple[Item, ...]:
    """Read the listing; one that once had entries and yields none is a failure, not "no news"."""
    prefixes = visit.settings.items
    requests = [listing_request(visit.site, visit.base, path) for path in visit.settings.listings]
    before = {request.subject: _items(visit, request.subject) for request in requests}
    found: list[Item] = []

    def read(answer: Answer[Any, ParsedListing]) -> bool:
        subject = answer.capture.subject
        items, had = answer.value.items(prefixes), len(before[subject] or ())
        if had and not items:
            raise RefusedError(
                answer.capture.url, f"the listing had entries before ({had}) and has none now"
            )
        if items != before[subject]:
            visit.cycle.keep(_cut_to_list(answer))
        else:
            log.decided("skipped", subject, "the listing names what it named before")
        found.extend(items)
        return bool(items)

    if requests:
        with visit.cycle.alone(requests[0], vital=True):
            _first(visit, requests, read, vital=True)
    return tuple(found)


def _items(visit: Visit, subject: str) -> tuple[Item, ...] | None:
    """Return the entries of the held listing, None where there is none that can be read."""
    held = facts.latest(visit.cycle.store.db, subject)
    listing = reading(visit.cycle.source.question(subject), held) if held else None
    try:
        return listing.items(visit.settings.items) if listing else None
    except ParseError:
        return None


def _cut_to_list(answer: Answer[Any, ParsedListing]) -> Answer[Any, ParsedListing]:
    """Return a listing as it is kept: of a large one only the list.

    The list says the SHA-256 and size of what it was taken from.
    """
    capture = answer.capture
    body = answer.value.extract() if len(capture.body) > _LARGE else None
    if body is None:
        return answer
    headers = tuple(
        pair
        for pair in capture.headers
        if pair[0].lower() not in ("content-type", "content-length")
    )
    kind = ("Content-Type", "application/json")
    digest = hashlib.sha256(body).hexdigest()
    small = replace(capture, body=body, sha256=digest, headers=(*headers, kind))
    return replace(answer, capture=small)


def notices(visit: Visit) -> None:
    """Read the page of Federal Register notices."""
    requests = [notices_request(visit.site, visit.base, path) for path in visit.settings.notices]

    def read(answer: Answer[Any, Any]) -> bool:
        path = visit.home(answer) or answer.subject.path
        new, held = pages.at(answer.value, path, visit.site, is_pdf=False), visit.held(path)
        if held and held.text and not new.text:
            raise RefusedError(
                answer.capture.url, "the page of notices had entries before and has none now"
            )
        visit.keep(answer, new, held)
        return bool(new.text)

    if requests:
        with visit.cycle.alone(requests[0]):
            _first(visit, requests, read, vital=False)

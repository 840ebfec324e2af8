"""The lists of the BIS site, each under several addresses: they are tried in order, the first that gives a list counts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from tracker import derive
from tracker.errors import ClosedError, FetchError, ParseError, RefusedError
from tracker.model import Capture, Request
from tracker.poll.bis_pages import held_page, keep, path_of, place_of
from tracker.poll.cycle import Cycle, reading
from tracker.sources import bis, bis_paths, naming, subjects

_LARGE = 1_000_000
"""Bytes from which on of a listing only the list is kept."""


def _first(
    cycle: Cycle, requests: Sequence[Request], read: Callable[[Capture], bool], *, vital: bool
) -> None:
    """Ask the addresses of a list in order until one gives it; only where none answers is that a failure.

    `read` takes an answer and tells whether it held any entry. That an address is missing is
    expected; what is told is why one that answers gives no list.
    """
    refused: list[tuple[Request, str, bool]] = []
    empty: list[Request] = []
    for request in requests:
        try:
            answer = _list(cycle, request)
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
            _tell_first(cycle, request, answer, refused)
            return cycle.close_all(one.subject for one in requests)
    held = [one for one in refused if not one[2] or cycle.store.latest_capture(one[0].subject)]
    if failed := sorted(held, key=lambda one: one[2]) or ([] if empty else refused[-1:]):
        return cycle.fail(failed[0][0], failed[0][1], vital=vital)
    return cycle.close_all(one.subject for one in empty)


def _list(cycle: Cycle, request: Request) -> Capture:
    """Return the answer to a question for a list; the front page is none, though it may show some of its entries."""
    answer = cycle.demand(request)
    place = place_of(cycle, request, answer)
    if place and bis_paths.is_nowhere(place):
        raise RefusedError(request.url, "it leads to the front page")
    return answer


def _tell_first(
    cycle: Cycle, request: Request, answer: Capture, refused: Sequence[tuple[Request, str, bool]]
) -> None:
    """Say why a list was not read under an address that comes before, unless it is missing there, and whether it moved."""
    for other, why, missing in refused:
        if not missing:
            cycle.progress.say(
                f"{naming.words(other.subject)}: {why}; {naming.words(request.subject)} was read instead"
            )
    place = place_of(cycle, request, answer)
    if place:
        asked = request.url.removeprefix(cycle.config.bis.url)
        cycle.progress.say(f"{bis.address(asked)} has moved to {bis.address(place)}")


def listing(cycle: Cycle) -> tuple[bis.Item, ...]:
    """Read the listing; one that once had entries and yields none is a failure, not "no news"."""
    settings = cycle.config.bis
    requests = [bis.listing_request(settings.url, path) for path in settings.listings]
    before = {
        one.subject: _items(cycle, cycle.store.latest_capture(one.subject)) for one in requests
    }
    found: list[bis.Item] = []

    def read(answer: Capture) -> bool:
        items = bis.listing(answer.body, answer.url, settings.items)
        had = len(before[answer.subject] or ())
        if had and not items:
            raise RefusedError(
                answer.url, f"the listing had entries before ({had}) and has none now"
            )
        if items != before[answer.subject]:
            cycle.keep(_small(answer))
        found.extend(items)
        return bool(items)

    if requests:
        with cycle.alone(requests[0], vital=True):
            _first(cycle, requests, read, vital=True)
    return tuple(found)


def _items(cycle: Cycle, held: Capture | None) -> tuple[bis.Item, ...] | None:
    """Return the entries of a held listing, None where there is none that can be read."""
    return (
        reading(held, lambda one: bis.listing(one.body, one.url, cycle.config.bis.items))
        if held
        else None
    )


def _small(answer: Capture) -> Capture:
    """Return a listing as it is kept: of a large one only the list, with the SHA-256 and size of what it was taken from."""
    if len(answer.body) <= _LARGE:
        return answer
    body = bis.extract(answer.body, answer.url)
    headers = tuple(
        pair for pair in answer.headers if pair[0].lower() not in ("content-type", "content-length")
    )
    kind = ("Content-Type", "application/json")
    return replace(
        answer, body=body, sha256=hashlib.sha256(body).hexdigest(), headers=(*headers, kind)
    )


def notices(cycle: Cycle) -> None:
    """Read the page of Federal Register notices."""
    settings = cycle.config.bis
    requests = [bis.notices_request(settings.url, path) for path in settings.notices]

    def read(answer: Capture) -> bool:
        subject = subjects.parse(answer.subject)
        assert isinstance(subject, subjects.Notices)
        path = path_of(derive.page_home(cycle.store, answer) or "") or subject.path
        new, held = bis.notices(answer.body, path, answer.url), held_page(cycle, path)
        if held and held.text and not new.text:
            raise RefusedError(
                answer.url, "the page of notices had entries before and has none now"
            )
        keep(cycle, answer, new, held)
        return bool(new.text)

    if requests:
        with cycle.alone(requests[0]):
            _first(cycle, requests, read, vital=False)

"""The BIS site's part of a cycle.

    listing (vital) -> press releases not held -> notices -> sitemap -> pages that are new or changed -> configured pages
                    -> a few held ones again

Every page stands alone. Listings and notices have several addresses: they are tried in order, the first that gives a list
counts. The sitemap is the index of all other pages where there is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tracker.config import GUIDANCE
from tracker.errors import ClosedError, FetchError, ParseError, RefusedError
from tracker.model import Capture, Page, Request
from tracker.poll.cycle import Cycle, reading
from tracker.sources import bis, bis_index, naming, sitemap, subjects
from tracker.sources.bis_index import Changed, Gone, New

_LATER = timedelta(days=7)
"""How long a page that nobody lists, or the sitemap, is left alone once it was missing."""
_LARGE = 1_000_000
"""Bytes from which on of a listing only the list is kept."""
_MOST_SITEMAPS = 20


def poll(cycle: Cycle) -> date | None:
    """Read what is new on the site, newest first, at most so many pages, then check a few held ones."""
    items = _listing(cycle)
    wanted = [one.path for one in items if _is_wanted(cycle, one)][: cycle.config.bis.most_a_poll]
    _releases(cycle, [*wanted, *_open_pages(cycle, wanted)])
    _notices(cycle)
    _indexed(cycle, cycle.config.bis.most_a_poll - len(wanted))
    _configured(cycle)
    _ask_again(cycle)
    return cycle.today


def backfill(cycle: Cycle, since: date, until: date) -> date | None:
    """Read every press release that the listing names within the days, oldest first, and every page."""
    inside = [one for one in _listing(cycle) if one.published_on is None or since <= one.published_on <= until]
    _releases(cycle, [one.path for one in reversed(inside) if _is_wanted(cycle, one)])
    _notices(cycle)
    _indexed(cycle, None)
    _configured(cycle)
    return cycle.today


# ---- lists under several addresses


def _first(cycle: Cycle, requests: Sequence[Request], read: Callable[[Capture], bool], *, vital: bool) -> None:
    """Ask the addresses of a list in order until one gives it; only where none answers is that a failure.

    `read` takes an answer and tells whether it held any entry. That an address is missing is expected; what is told is why
    one that answers gives no list.
    """
    refused: list[tuple[Request, str, bool]] = []
    answered = False
    for request in requests:
        try:
            answer = cycle.demand(request)
            found = read(answer)
        except ClosedError:
            continue
        except (FetchError, RefusedError, ParseError) as failure:
            refused.append((request, failure.why, isinstance(failure, RefusedError) and failure.missing))
            continue
        answered = True
        for other, why, missing in refused:
            if not missing:
                cycle.progress.say(f"{naming.words(other.subject)}: {why}; {naming.words(request.subject)} was read instead")
        cycle.close_all(one.subject for one in requests)
        _tell_move(cycle, request, answer)
        if found:
            return
    if refused and not answered:
        held = [one for one in refused if cycle.store.latest_capture(one[0].subject)]
        request, why, _ = next((one for one in (*refused, *held) if not one[2]), (*held, refused[-1])[0])
        cycle.fail(request, why, vital=vital)


def _tell_move(cycle: Cycle, request: Request, answer: Capture) -> str | None:
    """Say where an answer came from that came from another place of the site, and return that place."""
    place = bis.moved_to(request.url, answer.url, cycle.config.bis.url)
    if place:
        asked = request.url.removeprefix(cycle.config.bis.url)
        cycle.progress.say(f"{bis.address(asked)} has moved to {bis.address(place)}")
    return place


def _listing(cycle: Cycle) -> tuple[bis.Item, ...]:
    """Read the listing; one that once had entries and yields none is a failure, not "no news"."""
    settings = cycle.config.bis
    requests = [bis.listing_request(settings.url, path) for path in settings.listings]
    before = {one.subject: _items(cycle, cycle.store.latest_capture(one.subject)) for one in requests}
    found: list[bis.Item] = []

    def read(answer: Capture) -> bool:
        items = bis.listing(answer.body, answer.url, settings.items)
        had = max((len(one or ()) for one in before.values()), default=0)
        if had and not items:
            raise RefusedError(answer.url, f"the listing had {had} entries and yields none")
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
    return reading(held, lambda one: bis.listing(one.body, one.url, cycle.config.bis.items)) if held else None


def _small(answer: Capture) -> Capture:
    """Return a listing as it is kept: of a large one only the list, with the SHA-256 and size of what it was taken from."""
    if len(answer.body) <= _LARGE:
        return answer
    body = bis.extract(answer.body, answer.url)
    headers = tuple(pair for pair in answer.headers if pair[0].lower() not in ("content-type", "content-length"))
    kind = ("Content-Type", "application/json")
    return replace(answer, body=body, sha256=hashlib.sha256(body).hexdigest(), headers=(*headers, kind))


def _notices(cycle: Cycle) -> None:
    """Read the page of Federal Register notices."""
    settings = cycle.config.bis
    requests = [bis.notices_request(settings.url, path) for path in settings.notices]

    def read(answer: Capture) -> bool:
        subject = subjects.parse(answer.subject)
        assert isinstance(subject, subjects.Notices)
        new = bis.notices(answer.body, subject.path, answer.url)
        held = _held(cycle, subject.path)
        if held and held.text and not new.text:
            raise RefusedError(answer.url, "the page of notices had entries and yields none")
        _keep(cycle, answer, new, held)
        return bool(new.text)

    if requests:
        with cycle.alone(requests[0]):
            _first(cycle, requests, read, vital=False)


# ---- the sitemap


def _indexed(cycle: Cycle, most: int | None) -> None:
    """Read the pages that the sitemap shows as new or changed, at most so many, and ask for those that it lists no more."""
    path = cycle.config.bis.sitemap
    if not path or _rests(cycle, str(subjects.Sitemap(path))):
        return
    before, now = _sitemap(cycle, path, 0)
    read_at = {url.removeprefix(bis.OFFICIAL): moment for url, moment in cycle.store.pages_read_at().items()}
    told = bis_index.index_changes(_tracked(cycle, before), _tracked(cycle, now), read_at)
    listed = [one for one in told if not _is_elsewhere(cycle, one)]
    wanted = cycle.queue((one.path for one in listed), lambda one: str(subjects.BisPage(one)))[:most]
    for place, one in enumerate(wanted):
        cycle.progress.step("BIS pages", place + 1, len(wanted), one)
        _page(cycle, one)
    left = len(listed) - len(wanted)
    if left > 0:
        cycle.progress.say(f"BIS site: {left} more page{'' if left == 1 else 's'} of the sitemap left for the next polls")


def _is_elsewhere(cycle: Cycle, one: New | Changed | Gone) -> bool:
    """Tell whether a page is read by other means: a press release by the listing; or was asked for already, or moved."""
    subject = str(subjects.BisPage(one.path))
    release = isinstance(one, New) and one.path.startswith(cycle.config.bis.items)
    moved = isinstance(one, New) and cycle.store.page_moved_to(bis.address(one.path)) is not None
    return release or moved or subject in cycle.asked or (isinstance(one, New) and _rests(cycle, subject))


def _rests(cycle: Cycle, subject: str) -> bool:
    """Tell whether something was missing a short while ago, so that it is not asked for yet."""
    last = cycle.store.last_asked(subject)
    return cycle.patient and last is not None and last[0] == "not-found" and timedelta(0) <= cycle.now - last[1] < _LATER


def _tracked(cycle: Cycle, entries: Iterable[sitemap.Entry]) -> tuple[sitemap.Entry, ...]:
    settings = cycle.config.bis
    read = {*settings.listings, *settings.notices, *settings.pages}
    return tuple(one for one in sitemap.tracked(tuple(entries), settings.skip) if one.path not in read)


def _sitemap(cycle: Cycle, path: str, depth: int) -> tuple[list[sitemap.Entry], list[sitemap.Entry]]:
    """Read a sitemap and those that it names: what was listed before, and what is listed now."""
    request = bis.sitemap_request(cycle.config.bis.url, path)
    held = cycle.store.latest_capture(request.subject)
    old = reading(held, lambda one: sitemap.read(one.body, one.url, cycle.config.bis.url)) if held else None
    before, now = (list(old.entries), list(old.entries)) if old else ([], [])
    with cycle.alone(request):
        answer = cycle.ask(request)
        if not isinstance(answer, Capture):
            return before, now
        new = sitemap.read(answer.body, answer.url, cycle.config.bis.url)
        if new != old:
            cycle.keep(answer)
        now = list(new.entries)
        for further in new.further[:_MOST_SITEMAPS] if depth == 0 else ():
            was, has = _sitemap(cycle, further, depth + 1)
            before, now = [*before, *was], [*now, *has]
    return before, now


# ---- pages


def _configured(cycle: Cycle) -> None:
    """Read the configured pages; of the guidance that we only believe to be there, one that is missing is no failure."""
    for path in cycle.config.bis.pages:
        subject = str(subjects.BisPage(path))
        guessed = path in GUIDANCE
        if subject not in cycle.asked and not (guessed and _rests(cycle, subject)):
            for one in cycle.queue((path,), lambda one: str(subjects.BisPage(one))):
                _page(cycle, one, required=not guessed)


def _held(cycle: Cycle, path: str) -> Page | None:
    found = cycle.store.page(bis.address(path))
    return found.page if found else None


def _keep(cycle: Cycle, answer: Capture, new: Page, held: Page | None) -> None:
    if held and bis.same_words(held, new):
        cycle.store.mark_checked(answer.subject, cycle.now)
    else:
        cycle.keep(answer)


def _is_wanted(cycle: Cycle, item: bis.Item) -> bool:
    """Tell whether a press release has to be fetched: not held, and not known to be missing for long."""
    last = cycle.store.last_asked(str(subjects.BisPage(item.path)))
    if last is None or last[0] == "quarantined":
        return True
    young = cycle.config.federal_register.young_days
    return last[0] == "not-found" and (cycle.today - (item.published_on or last[1].date())).days <= young


def _open_pages(cycle: Cycle, listed: Sequence[str]) -> list[str]:
    """Return the pages that failed and that no list may name any more: they are asked for all the same."""
    mark = str(subjects.BisPage("/"))[:-1]
    paths = [subject.removeprefix(mark) for subject in cycle.open if subject.startswith(mark)]
    return [one for one in paths if one not in listed]


def _releases(cycle: Cycle, paths: Sequence[str]) -> None:
    wanted = cycle.queue(paths, lambda one: str(subjects.BisPage(one)))
    for place, path in enumerate(wanted):
        cycle.progress.step("BIS", place + 1, len(wanted), path)
        _page(cycle, path)


def _page(cycle: Cycle, path: str, *, required: bool = False) -> None:
    """Ask for one page and keep what is new; one that has moved is told with its new place, one that is gone as such."""
    request = bis.page_request(cycle.config.bis.url, path, optional=not required)
    with cycle.alone(request):
        held = _held(cycle, path)
        answer = cycle.ask(request)
        if not isinstance(answer, Capture):
            if held or path not in GUIDANCE:
                cycle.progress.say(f"{bis.address(path)} is {'no longer' if held else 'named, but not'} served")
            return None
        new = bis.page(answer.body, path, answer.url)
        if _tell_move(cycle, request, answer):
            known = cycle.store.page_moved_to(bis.address(path))
            there = cycle.store.page(known) if known and not held else None
            if there and bis.same_words(there.page, replace(new, url=there.page.url)):
                return cycle.store.mark_checked(answer.subject, cycle.now)
            return cycle.keep(answer)
        return _keep(cycle, answer, new, held)


def _ask_again(cycle: Cycle) -> None:
    """Check the held pages that were longest not asked for."""
    settings = cycle.config.bis
    always = {*settings.notices, *settings.pages}
    stale = cycle.store.stale_pages(settings.recheck + len(always) + len(cycle.asked) + len(cycle.open), cycle.now)
    paths = [url.removeprefix(bis.OFFICIAL) for url in stale]
    due = [one for one in paths if one not in always and str(subjects.BisPage(one)) not in cycle.asked]
    for path in cycle.queue(due, lambda one: str(subjects.BisPage(one)))[: settings.recheck]:
        _page(cycle, path)

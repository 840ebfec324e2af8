"""The BIS site's part of a cycle.

    listing (vital) -> press releases not held -> notices -> sitemap -> pages that are new or changed -> configured pages
                    -> pages that were missing -> a few held ones again -> pages that failed before

Every page stands alone. Listings and notices have several addresses: they are tried in order, the first that gives a list
counts. The sitemap is the index of all other pages where there is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tracker import derive
from tracker.config import GUIDANCE
from tracker.errors import ClosedError, FetchError, ParseError, RefusedError
from tracker.model import Capture, Page, Request
from tracker.poll.cycle import Cycle, reading
from tracker.sources import bis, bis_index, bis_paths, naming, sitemap, subjects
from tracker.sources.bis_index import Changed, Gone, New

_LATER = timedelta(days=6, hours=20)
"""How long a page that nobody lists, or the sitemap, is left alone once it was missing: a week, for a poll that runs early."""
_LARGE = 1_000_000
"""Bytes from which on of a listing only the list is kept."""
_MOST_SITEMAPS = 20


def poll(cycle: Cycle) -> date | None:
    """Read what is new on the site, newest first, at most so many pages, then check a few held ones.

    Pages that failed before come last of all: a few that fail for ever must not cost the others theirs.
    """
    most = cycle.config.bis.most_a_poll
    wanted = [one.path for one in _listing(cycle) if _is_wanted(cycle, one) and not _failed(cycle, one.path)][:most]
    _pages(cycle, "BIS", wanted)
    _notices(cycle)
    _indexed(cycle, most - len(wanted))
    _configured(cycle)
    _pages(cycle, "BIS", [url.removeprefix(bis.OFFICIAL) for url in cycle.store.missing_pages(cycle.today)])
    _ask_again(cycle)
    _failed_before(cycle, most)
    return cycle.today


def backfill(cycle: Cycle, since: date, until: date) -> date | None:
    """Read every press release that the listing names within the days, oldest first, and every page."""
    inside = [one for one in _listing(cycle) if one.published_on is None or since <= one.published_on <= until]
    _pages(cycle, "BIS", [one.path for one in reversed(inside) if _is_wanted(cycle, one) and not _failed(cycle, one.path)])
    _notices(cycle)
    _indexed(cycle, None)
    _configured(cycle)
    _failed_before(cycle, None)
    return cycle.today


# ---- lists under several addresses


def _first(cycle: Cycle, requests: Sequence[Request], read: Callable[[Capture], bool], *, vital: bool) -> None:
    """Ask the addresses of a list in order until one gives it; only where none answers is that a failure.

    `read` takes an answer and tells whether it held any entry. That an address is missing is expected; what is told is why
    one that answers gives no list.
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
            refused.append((request, failure.why, isinstance(failure, RefusedError) and failure.missing))
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
    place = _place(cycle, request, answer)
    if place and bis_paths.is_nowhere(place):
        raise RefusedError(request.url, "it leads to the front page")
    return answer


def _tell_first(cycle: Cycle, request: Request, answer: Capture, refused: Sequence[tuple[Request, str, bool]]) -> None:
    """Say why a list was not read under an address that comes before, unless it is missing there, and whether it moved."""
    for other, why, missing in refused:
        if not missing:
            cycle.progress.say(f"{naming.words(other.subject)}: {why}; {naming.words(request.subject)} was read instead")
    place = _place(cycle, request, answer)
    if place:
        asked = request.url.removeprefix(cycle.config.bis.url)
        cycle.progress.say(f"{bis.address(asked)} has moved to {bis.address(place)}")


def _place(cycle: Cycle, request: Request, answer: Capture) -> str | None:
    """Return the path under which an answer came, where that is another than was asked for."""
    return bis.moved_to(request.url, answer.url, cycle.config.bis.url)


def _listing(cycle: Cycle) -> tuple[bis.Item, ...]:
    """Read the listing; one that once had entries and yields none is a failure, not "no news"."""
    settings = cycle.config.bis
    requests = [bis.listing_request(settings.url, path) for path in settings.listings]
    before = {one.subject: _items(cycle, cycle.store.latest_capture(one.subject)) for one in requests}
    found: list[bis.Item] = []

    def read(answer: Capture) -> bool:
        items = bis.listing(answer.body, answer.url, settings.items)
        had = len(before[answer.subject] or ())
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
        path = _path(derive.page_home(cycle.store, answer) or "") or subject.path
        new, held = bis.notices(answer.body, path, answer.url), _held(cycle, path)
        if held and held.text and not new.text:
            raise RefusedError(answer.url, "the page of notices had entries and yields none")
        _keep(cycle, answer, new, held)
        return bool(new.text)

    if requests:
        with cycle.alone(requests[0]):
            _first(cycle, requests, read, vital=False)


# ---- the sitemap


def _indexed(cycle: Cycle, most: int | None) -> None:
    """Ask for the pages that the sitemap lists no more, and read those that it shows as new or changed, at most so many."""
    path = cycle.config.bis.sitemap
    if not path or _rests(cycle, str(subjects.Sitemap(path))):
        return
    before, now = _sitemap(cycle, path, 0)
    read_at = {url.removeprefix(bis.OFFICIAL): moment for url, moment in cycle.store.pages_read_at().items()}
    told = bis_index.index_changes(_tracked(cycle, before), _tracked(cycle, now), read_at)
    due = [one for one in told if not _is_elsewhere(cycle, one)]
    _pages(cycle, "BIS pages", [one.path for one in due if isinstance(one, Gone)])  # first: where they moved is no new page
    listed = [one.path for one in due if not isinstance(one, Gone)]
    wanted = listed[:most]
    _pages(cycle, "BIS pages", wanted)
    left = len(listed) - len(wanted)
    if left > 0:
        cycle.progress.say(f"BIS site: {left} more page{'' if left == 1 else 's'} of the sitemap left for the next polls")


def _is_elsewhere(cycle: Cycle, one: New | Changed | Gone) -> bool:
    """Tell whether a page is not the sitemap's to ask for now.

    A press release is read by the listing; what was asked for, what failed before and what was
    missing a short while ago waits; what moved is read in its new place.
    """
    subject = str(subjects.BisPage(one.path))
    if subject in cycle.asked or _failed(cycle, one.path):
        return True
    own = bis.address(one.path)
    away = cycle.store.page_home(own) != own or one.path.startswith(cycle.config.bis.items)
    return isinstance(one, New) and (away or _rests(cycle, subject))


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
            if _rests(cycle, str(subjects.Sitemap(further))):
                continue
            was, has = _sitemap(cycle, further, depth + 1)
            before, now = [*before, *was], [*now, *has]
    return before, now


# ---- pages


def _configured(cycle: Cycle) -> None:
    """Read the configured pages, where they stand now; of guidance that we only believe to be there, one may be missing."""
    for given in cycle.config.bis.pages:
        path = _path(cycle.store.page_home(bis.address(given)))
        subject = str(subjects.BisPage(path))
        rests = given in GUIDANCE and _rests(cycle, subject)
        if subject not in cycle.asked and not rests and not _failed(cycle, path):
            _page(cycle, path)


def _path(url: str) -> str:
    return url.removeprefix(bis.OFFICIAL)


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


def _failed(cycle: Cycle, path: str) -> bool:
    """Tell whether a page failed in an earlier cycle and was not read since."""
    return str(subjects.BisPage(path)) in cycle.open


def _failed_before(cycle: Cycle, most: int | None) -> None:
    """Ask again for the pages that failed, whether any list still names them or not: those that are due, longest waiting first."""
    mark = str(subjects.BisPage("/"))[:-1]
    failed = [one for one in cycle.open if one.startswith(mark) and one not in cycle.asked]
    _pages(cycle, "BIS", [one.removeprefix(mark) for one in cycle.queue(failed, str)][:most])


def _pages(cycle: Cycle, stage: str, paths: Sequence[str]) -> None:
    for place, path in enumerate(paths):
        if str(subjects.BisPage(path)) not in cycle.asked:
            cycle.progress.step(stage, place + 1, len(paths), path)
            _page(cycle, path)


def _page(cycle: Cycle, path: str) -> None:
    """Ask for one page and keep what is new; one that has moved is told with its new place, one that is gone as such."""
    own, held = bis.address(path), _held(cycle, path)
    required = held is None and path in cycle.config.bis.pages and path not in GUIDANCE
    request = bis.page_request(cycle.config.bis.url, path, optional=not required)
    with cycle.alone(request):
        answer = cycle.ask(request)
        if not isinstance(answer, Capture):
            return _tell_missing(cycle, path, held)
        home = derive.page_home(cycle.store, answer)
        if home is None:
            return _nowhere(cycle, request, answer, held, required=required)
        if held and home != own:
            cycle.progress.say(f"{own} has moved to {home}")
            return cycle.keep(answer)
        return _keep(cycle, answer, bis.page(answer.body, _path(home), answer.url), _held(cycle, _path(home)))


def _nowhere(cycle: Cycle, request: Request, answer: Capture, held: Page | None, *, required: bool) -> None:
    """Record that the site leads those who ask for a page to what is not that page: it is missing."""
    place = _place(cycle, request, answer) or "/"
    why = f"the site leads to {bis.address(place)} instead"
    if required:
        raise RefusedError(request.url, why)
    with cycle.store.transaction():
        number = cycle.store.record_capture(answer, "not-found", why)
        derive.apply(cycle.store, number, answer, cycle.context)
    _tell_missing(cycle, request.subject.split(":", 2)[-1], held)


def _tell_missing(cycle: Cycle, path: str, held: Page | None) -> None:
    if held is None and path not in GUIDANCE:
        cycle.progress.say(f"{bis.address(path)} is named, but not served")
    elif held and held.text:
        cycle.progress.say(f"{bis.address(path)} is no longer served")


def _ask_again(cycle: Cycle) -> None:
    """Check the held pages that were longest not asked for."""
    settings = cycle.config.bis
    always = {*settings.notices, *settings.pages}
    stale = cycle.store.stale_pages(settings.recheck + len(always) + len(cycle.asked) + len(cycle.open), cycle.now)
    paths = [_path(url) for url in stale]
    due = [one for one in paths if one not in always and str(subjects.BisPage(one)) not in cycle.asked]
    _pages(cycle, "BIS", [one for one in due if not _failed(cycle, one)][: settings.recheck])

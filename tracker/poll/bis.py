"""The BIS site's part of a cycle: listings, press releases not held, notices, configured pages, a few held ones again."""

from __future__ import annotations

from datetime import date

from tracker.config import GUIDANCE
from tracker.errors import RefusedError
from tracker.model import Capture, Page, Request
from tracker.poll.cycle import Cycle, reading
from tracker.sources import bis, subjects

_LATER = 7
"""Days until a page of guidance that is missing is asked for again."""


def poll(cycle: Cycle) -> date | None:
    """Read what is new on the site, newest first, at most so many press releases, then check a few held ones."""
    items = _listings(cycle)
    _releases(cycle, [one for one in items if _is_wanted(cycle, one)][: cycle.config.bis.most_a_poll])
    _ask_again(cycle)
    _pages(cycle)
    return cycle.today


def backfill(cycle: Cycle, since: date, until: date) -> date | None:
    """Read every press release that the listings name within the days, oldest first."""
    inside = [one for one in _listings(cycle) if one.published_on is None or since <= one.published_on <= until]
    _releases(cycle, [one for one in reversed(inside) if _is_wanted(cycle, one)])
    _pages(cycle)
    return cycle.today


def _listings(cycle: Cycle) -> list[bis.Item]:
    """Read the listings; one that once had entries and yields none is a failure, not "no news"."""
    settings = cycle.config.bis
    found: dict[str, bis.Item] = {}
    for path in settings.listings:
        answer = _first(cycle, bis.listing_request(settings.url, path), last=path == settings.listings[-1])
        if answer is None:
            continue
        items = bis.listing(answer.body, answer.url, settings.items)
        held = cycle.store.latest_capture(answer.subject)
        before = (reading(held, lambda one: bis.listing(one.body, one.url, settings.items)) if held else None) or ()
        if before and not items:
            raise RefusedError(answer.url, f"the listing had {len(before)} entries and yields none")
        if items != before or held is None:
            cycle.keep(answer)
        found |= {one.path: one for one in items if one.path not in found}
        if found:
            break
    return list(found.values())


def _pages(cycle: Cycle) -> None:
    """Read the pages of notices and the configured pages."""
    settings = cycle.config.bis
    for path in settings.notices:
        answer = _first(cycle, bis.notices_request(settings.url, path), last=path == settings.notices[-1])
        if answer is None:
            continue
        new = bis.notices(answer.body, path, answer.url)
        held = _held(cycle, path)
        if held and held.text and not new.text:
            raise RefusedError(answer.url, "the page of notices had entries and yields none")
        _keep(cycle, answer, new, held)
        break
    for path in settings.pages:
        if path in GUIDANCE:
            last = cycle.store.last_asked(str(subjects.BisPage(path)))
            if last is None or last[0] != "not-found" or (cycle.now - last[1]).days >= _LATER:
                _release(cycle, path)
            continue
        answer = cycle.demand(bis.page_request(settings.url, path))
        _keep(cycle, answer, bis.page(answer.body, path, answer.url), _held(cycle, path))


def _first(cycle: Cycle, request: Request, *, last: bool) -> Capture | None:
    """Return the answer under one of several paths; only the last one has to be there."""
    try:
        return cycle.demand(request)
    except RefusedError:
        if last:
            raise
        return None


def _held(cycle: Cycle, path: str) -> Page | None:
    found = cycle.store.page(bis.address(path))
    return found.page if found else None


def _keep(cycle: Cycle, answer: Capture, new: Page, held: Page | None) -> None:
    if new == held:
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


def _releases(cycle: Cycle, items: list[bis.Item]) -> None:
    for place, item in enumerate(items):
        cycle.progress.step("BIS", place + 1, len(items), item.title)
        _release(cycle, item.path)


def _release(cycle: Cycle, path: str) -> None:
    answer = cycle.ask(bis.page_request(cycle.config.bis.url, path, optional=True))
    if isinstance(answer, Capture):
        _keep(cycle, answer, bis.page(answer.body, path, answer.url), _held(cycle, path))
    else:
        cycle.progress.say(f"{bis.address(path)} is named, but not served")


def _ask_again(cycle: Cycle) -> None:
    """Check the held press releases that were longest not asked for."""
    settings = cycle.config.bis
    always = {*settings.notices, *settings.pages}
    stale = cycle.store.stale_pages(settings.recheck + len(always) + len(cycle.asked), cycle.now)
    paths = [url.removeprefix(bis.OFFICIAL) for url in stale]
    asked = always | {subject.partition(":")[2].partition(":")[2] for subject in cycle.asked}
    for path in [one for one in paths if one not in asked][: settings.recheck]:
        _release(cycle, path)

"""A site's part of a cycle.

    listing (vital) -> press releases not held -> notices -> sitemap -> new or changed pages
    -> configured pages -> pages that were missing -> a few held ones again -> failed ones

Every page stands alone. The sitemap is the index of all pages but press releases, where there is
one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tracker import log, plain
from tracker.answers import Answer
from tracker.cycle import Cycle, Span, reading
from tracker.errors import ParseError
from tracker.sources.site import sitemap
from tracker.sources.site.index import Changed, Gone, New, index_changes
from tracker.sources.site.listing import Item
from tracker.sources.site.lists import listing, notices
from tracker.sources.site.pages import ask, ask_one
from tracker.sources.site.questions import sitemap_request
from tracker.sources.site.site import Site
from tracker.sources.site.subjects import SitePage
from tracker.sources.site.visit import Visit
from tracker.store import facts, pages, questions

_LATER = timedelta(days=6, hours=20)
"""How long a page that nobody lists, or the sitemap, is left alone once it was missing: a week, for
a poll that runs early."""
_YOUNG_DAYS = 30
"""For so many days a press release that was listed and missing is asked for again."""
_MOST_SITEMAPS = 20
_SHARE = 5
"""A backlog of press releases leaves the pages of the sitemap one place in so many."""


def poll(site: Site, cycle: Cycle) -> date | None:
    """Read what is new on the site, newest first, at most so many pages, then check held ones.

    Pages that failed before come last of all: a few that fail for ever must not cost the others
    theirs.
    """
    visit = Visit(site, cycle)
    most = visit.settings.most_a_poll
    new = [
        item.path
        for item in listing(visit)
        if _is_wanted(visit, item) and not visit.failed(item.path)
    ]
    wanted = new[:most]
    ask(visit, site.short, wanted)
    _tell_left(visit, new[most:], cycle.source.item, "listing")
    notices(visit)
    _indexed(visit, max(most - len(wanted), most // _SHARE))
    _configured(visit)
    missing = pages.missing(cycle.store.db, site.source, site.official, cycle.today)
    ask(visit, site.short, [site.path(url) for url in missing])
    _ask_again(visit)
    _failed_before(visit, most)
    return cycle.today


def backfill(site: Site, cycle: Cycle, span: Span) -> date | None:
    """Read every press release that the listing names within the days, oldest first; every page."""
    visit, last = Visit(site, cycle), span.last(cycle.today)
    inside = [
        item
        for item in listing(visit)
        if item.published_on is None or span.since <= item.published_on <= last
    ]
    wanted = [
        item.path
        for item in reversed(inside)
        if _is_wanted(visit, item) and not visit.failed(item.path)
    ]
    ask(visit, site.short, wanted)
    notices(visit)
    _indexed(visit, None)
    _configured(visit)
    _failed_before(visit, None)
    return cycle.today


# ---- the sitemap


def _indexed(visit: Visit, most: int | None) -> None:
    """Ask for the pages that the sitemap lists no more, and read those that are new or changed.

    At most so many are read.
    """
    path = visit.settings.sitemap
    if not path or visit.cycle.rests(visit.sitemap(path), _LATER):
        return
    before, now = _sitemap(visit, path, 0)
    site, store = visit.site, visit.cycle.store
    read_at = {
        site.path(url): moment
        for url, moment in pages.read_at(store.db, site.source, site.official).items()
    }
    changes = index_changes(_tracked(visit, before), _tracked(visit, now), read_at)
    due = [change for change in changes if not _is_elsewhere(visit, change)]
    stage = f"{site.short} pages"
    # First those that went: where they moved is no new page.
    ask(visit, stage, [change.path for change in due if isinstance(change, Gone)])
    listed = [change.path for change in due if not isinstance(change, Gone)]
    wanted = listed[:most]
    ask(visit, stage, wanted)
    _tell_left(visit, listed[len(wanted) :], "page", "sitemap")


def _tell_left(visit: Visit, left: Sequence[str], noun: str, index: str) -> None:
    """Say how much of an index is left for the next polls, where anything is."""
    for path in left:
        why = f"it is new in the {index}, but one poll asks for few pages; left for the next polls"
        log.decided("not yet asked", visit.subject(path), why)
    if left:
        more = f"{len(left)} more {plain.plural(len(left), noun)} {plain.verb(len(left), 'is')}"
        visit.say(f"{visit.site.title}: {more} left of the {index} for the next polls")


def _is_elsewhere(visit: Visit, change: New | Changed | Gone) -> bool:
    """Tell whether a page is not the sitemap's to ask for now.

    A press release is read by the listing; what was asked for, what failed before and what was
    missing a short while ago waits; what moved is read in its new place.
    """
    path = change.path
    if visit.subject(path) in visit.cycle.asked or visit.failed(path):
        return True
    away = visit.now(path) != path or path.startswith(visit.settings.items)
    return isinstance(change, New) and (away or visit.cycle.rests(visit.subject(path), _LATER))


def _tracked(visit: Visit, entries: Iterable[sitemap.Entry]) -> tuple[sitemap.Entry, ...]:
    settings = visit.settings
    read = {*settings.listings, *settings.notices, *settings.pages}
    listed = sitemap.tracked(tuple(entries), settings.skip)
    return tuple(entry for entry in listed if entry.path not in read)


def _sitemap(
    visit: Visit, path: str, depth: int
) -> tuple[list[sitemap.Entry], list[sitemap.Entry]]:
    """Read a sitemap and those that it names: what was listed before, and what is listed now."""
    base = visit.base
    request = sitemap_request(visit.site, base, path)
    cycle = visit.cycle
    held = facts.latest(cycle.store.db, request.subject)
    known = reading(cycle.source.question(request.subject), held) if held else None
    old = known.listed(visit.site, base) if known else None
    before, now = (list(old.entries), list(old.entries)) if old else ([], [])
    with cycle.alone(request):
        answer = cycle.ask(request)
        if not isinstance(answer, Answer):
            return before, now
        new = answer.value.listed(visit.site, base)
        if new != old:
            cycle.keep(answer)
        else:
            log.decided("skipped", request.subject, "the sitemap lists what it listed before")
        now = list(new.entries)
        if depth == 0 and (listed := len(new.further)) > _MOST_SITEMAPS:
            many = f"{listed} sitemaps, of which {_MOST_SITEMAPS} are read"
            visit.say(f"{visit.site.title}: its index names {many}")
        for further in new.further[:_MOST_SITEMAPS] if depth == 0 else ():
            if cycle.rests(visit.sitemap(further), _LATER):
                continue
            was, has = _sitemap(visit, further, depth + 1)
            before, now = [*before, *was], [*now, *has]
    return before, now


# ---- pages


def _configured(visit: Visit) -> None:
    """Read the configured pages, where they stand now.

    One that we only believe in may be missing.
    """
    for given in visit.settings.pages:
        path = visit.now(given)
        subject = visit.subject(path)
        rests = given in visit.site.guessed and visit.cycle.rests(subject, _LATER)
        if subject not in visit.cycle.asked and not rests and not visit.failed(path):
            ask_one(visit, path)


def _is_wanted(visit: Visit, item: Item) -> bool:
    """Tell whether a press release has to be fetched: not held, and not missing for long."""
    last = questions.last_asked(visit.cycle.store.db, visit.subject(item.path))
    if last is None or last[0] == "quarantined":
        return True
    age = visit.cycle.today - (item.published_on or last[1].date())
    if last[0] == "not-found" and age.days > _YOUNG_DAYS:
        why = f"it was missing, and it was listed more than {_YOUNG_DAYS} days ago"
        log.decided("skipped", visit.subject(item.path), why)
    return last[0] == "not-found" and age.days <= _YOUNG_DAYS


def _failed_before(visit: Visit, most: int | None) -> None:
    """Ask again for the pages that failed, listed or not: those that are due, oldest first."""
    cycle = visit.cycle
    waiting = [
        page
        for subject in cycle.open
        if subject not in cycle.asked and (page := _page_of(cycle, subject))
    ]
    due = [page.path for page in cycle.queue(waiting, str)]
    ask(visit, visit.site.short, due[:most])


def _page_of(cycle: Cycle, printed: str) -> SitePage | None:
    """Read a printed subject; None for what is no page, such as a host that was not asked."""
    try:
        subject = cycle.source.question(printed).subject
    except ParseError:
        return None
    return subject if isinstance(subject, SitePage) else None


def _ask_again(visit: Visit) -> None:
    """Check the held pages that were longest not asked for."""
    settings, cycle, site = visit.settings, visit.cycle, visit.site
    always = {*settings.notices, *settings.pages}
    most = settings.recheck + len(always) + len(cycle.asked) + len(cycle.open)
    stale = pages.stale(cycle.store.db, site.source, site.official, most, cycle.now)
    due = [
        path
        for path in map(site.path, stale)
        if path not in always and visit.subject(path) not in cycle.asked
    ]
    fresh = [path for path in due if not visit.failed(path)]
    ask(visit, site.short, fresh[: settings.recheck])

"""The BIS site's part of a cycle.

    listing (vital) -> press releases not held -> notices -> sitemap -> pages that are new or changed -> configured pages
                    -> pages that were missing -> a few held ones again -> pages that failed before

Every page stands alone. The sitemap is the index of all pages but press releases, where there is
one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tracker import derive
from tracker.config import GUIDANCE
from tracker.model import Capture
from tracker.poll.bis_lists import listing, notices
from tracker.poll.bis_pages import ask, ask_one, failed, path_of
from tracker.poll.cycle import Cycle, reading
from tracker.sources import bis, bis_index, sitemap, subjects
from tracker.sources.bis_index import Changed, Gone, New

_LATER = timedelta(days=6, hours=20)
"""How long a page that nobody lists, or the sitemap, is left alone once it was missing: a week, for
a poll that runs early."""
_MOST_SITEMAPS = 20
_SHARE = 5
"""A backlog of press releases leaves the pages of the sitemap one place in so many."""


def poll(cycle: Cycle) -> date | None:
    """Read what is new on the site, newest first, at most so many pages, then check a few held ones.

    Pages that failed before come last of all: a few that fail for ever must not cost the others
    theirs.
    """
    most = cycle.config.bis.most_a_poll
    new = [
        one.path for one in listing(cycle) if _is_wanted(cycle, one) and not failed(cycle, one.path)
    ]
    wanted = new[:most]
    ask(cycle, "BIS", wanted)
    _tell_left(cycle, len(new) - len(wanted), "press release", "listing")
    notices(cycle)
    _indexed(cycle, max(most - len(wanted), most // _SHARE))
    _configured(cycle)
    ask(cycle, "BIS", [path_of(url) for url in cycle.store.missing_pages(cycle.today)])
    _ask_again(cycle)
    _failed_before(cycle, most)
    return cycle.today


def backfill(cycle: Cycle, since: date, until: date) -> date | None:
    """Read every press release that the listing names within the days, oldest first, and every page."""
    inside = [
        one
        for one in listing(cycle)
        if one.published_on is None or since <= one.published_on <= until
    ]
    ask(
        cycle,
        "BIS",
        [
            one.path
            for one in reversed(inside)
            if _is_wanted(cycle, one) and not failed(cycle, one.path)
        ],
    )
    notices(cycle)
    _indexed(cycle, None)
    _configured(cycle)
    _failed_before(cycle, None)
    return cycle.today


# ---- the sitemap


def _indexed(cycle: Cycle, most: int | None) -> None:
    """Ask for the pages that the sitemap lists no more, and read those that it shows as new or changed, at most so many."""
    path = cycle.config.bis.sitemap
    if not path or _rests(cycle, str(subjects.Sitemap(path))):
        return
    before, now = _sitemap(cycle, path, 0)
    read_at = {
        url.removeprefix(bis.OFFICIAL): moment
        for url, moment in cycle.store.pages_read_at().items()
    }
    told = bis_index.index_changes(_tracked(cycle, before), _tracked(cycle, now), read_at)
    due = [one for one in told if not _is_elsewhere(cycle, one)]
    ask(
        cycle, "BIS pages", [one.path for one in due if isinstance(one, Gone)]
    )  # first: where they moved is no new page
    listed = [one.path for one in due if not isinstance(one, Gone)]
    wanted = listed[:most]
    ask(cycle, "BIS pages", wanted)
    _tell_left(cycle, len(listed) - len(wanted), "page", "sitemap")


def _tell_left(cycle: Cycle, left: int, noun: str, index: str) -> None:
    """Say how much of an index is left for the next polls, where anything is."""
    if left > 0:
        cycle.progress.say(
            f"BIS site: {left} more {noun}{' is' if left == 1 else 's are'} left of the {index} for the next polls"
        )


def _is_elsewhere(cycle: Cycle, one: New | Changed | Gone) -> bool:
    """Tell whether a page is not the sitemap's to ask for now.

    A press release is read by the listing; what was asked for, what failed before and what was
    missing a short while ago waits; what moved is read in its new place.
    """
    subject = str(subjects.BisPage(one.path))
    if subject in cycle.asked or failed(cycle, one.path):
        return True
    own = bis.address(one.path)
    away = derive.page_now(cycle.store, own) != own or one.path.startswith(cycle.config.bis.items)
    return isinstance(one, New) and (away or _rests(cycle, subject))


def _rests(cycle: Cycle, subject: str) -> bool:
    """Tell whether something was missing a short while ago, so that it is not asked for yet."""
    last = cycle.store.last_asked(subject)
    return (
        cycle.patient
        and last is not None
        and last[0] == "not-found"
        and timedelta(0) <= cycle.now - last[1] < _LATER
    )


def _tracked(cycle: Cycle, entries: Iterable[sitemap.Entry]) -> tuple[sitemap.Entry, ...]:
    settings = cycle.config.bis
    read = {*settings.listings, *settings.notices, *settings.pages}
    return tuple(
        one for one in sitemap.tracked(tuple(entries), settings.skip) if one.path not in read
    )


def _sitemap(
    cycle: Cycle, path: str, depth: int
) -> tuple[list[sitemap.Entry], list[sitemap.Entry]]:
    """Read a sitemap and those that it names: what was listed before, and what is listed now."""
    request = bis.sitemap_request(cycle.config.bis.url, path)
    held = cycle.store.latest_capture(request.subject)
    old = (
        reading(held, lambda one: sitemap.read(one.body, one.url, cycle.config.bis.url))
        if held
        else None
    )
    before, now = (list(old.entries), list(old.entries)) if old else ([], [])
    with cycle.alone(request):
        answer = cycle.ask(request)
        if not isinstance(answer, Capture):
            return before, now
        new = sitemap.read(answer.body, answer.url, cycle.config.bis.url)
        if new != old:
            cycle.keep(answer)
        now = list(new.entries)
        if depth == 0 and (listed := len(new.further)) > _MOST_SITEMAPS:
            cycle.progress.say(
                f"BIS site: its index names {listed} sitemaps, of which {_MOST_SITEMAPS} are read"
            )
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
        path = path_of(derive.page_now(cycle.store, bis.address(given)))
        subject = str(subjects.BisPage(path))
        rests = given in GUIDANCE and _rests(cycle, subject)
        if subject not in cycle.asked and not rests and not failed(cycle, path):
            ask_one(cycle, path)


def _is_wanted(cycle: Cycle, item: bis.Item) -> bool:
    """Tell whether a press release has to be fetched: not held, and not known to be missing for long."""
    last = cycle.store.last_asked(str(subjects.BisPage(item.path)))
    if last is None or last[0] == "quarantined":
        return True
    young = cycle.config.federal_register.young_days
    return (
        last[0] == "not-found"
        and (cycle.today - (item.published_on or last[1].date())).days <= young
    )


def _failed_before(cycle: Cycle, most: int | None) -> None:
    """Ask again for the pages that failed, whether any list still names them or not: those that are due, longest waiting first."""
    mark = str(subjects.BisPage("/"))[:-1]
    waiting = [one for one in cycle.open if one.startswith(mark) and one not in cycle.asked]
    ask(cycle, "BIS", [one.removeprefix(mark) for one in cycle.queue(waiting, str)][:most])


def _ask_again(cycle: Cycle) -> None:
    """Check the held pages that were longest not asked for."""
    settings = cycle.config.bis
    always = {*settings.notices, *settings.pages}
    stale = cycle.store.stale_pages(
        settings.recheck + len(always) + len(cycle.asked) + len(cycle.open), cycle.now
    )
    paths = [path_of(url) for url in stale]
    due = [
        one for one in paths if one not in always and str(subjects.BisPage(one)) not in cycle.asked
    ]
    ask(cycle, "BIS", [one for one in due if not failed(cycle, one)][: settings.recheck])

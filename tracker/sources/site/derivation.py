"""Pages of a site: each version kept, and diffed like a provision, a paragraph a unit.

answer in place      a version, where its words are others than before
answer elsewhere     where the page stood in place before: it moved, and goes on at its new address
                     where the site leads to its front page, or to an older page: missing
missing on two days  it is gone: a last version without text
                     where a page of the same text came since: it moved there
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from tracker import diff, log, tag
from tracker.answers import Answer, Context, Question, Touched
from tracker.errors import ParseError
from tracker.forms import pdf
from tracker.model import Capture, Change, Page
from tracker.sources.site import page as reading
from tracker.sources.site import paths, sitemap, subjects
from tracker.sources.site.site import Site
from tracker.sources.site.subjects import Notices, Sitemap, SitePage
from tracker.store import Store, changes, facts, page_versions, pages

_LITTLE = 200
"""A text shorter than this is shared by chance ("Coming soon") and proves no move."""
_NEIGHBOURS = 50
"""Answers looked at to find what stands before the paths of the site (a mirror has a folder
there)."""


def page_home(
    store: Store, site: Site, question: Question[Any, Any], capture: Capture
) -> str | None:
    """Return the address of the page that an answer shows.

    None where the site leads elsewhere and has no such page.
    """
    subject = question.subject
    if isinstance(subject, Notices):
        return pages.notices(store.db, site.official) or site.address(subject.path)
    assert isinstance(subject, SitePage)
    base = _base(store, site, capture, subject.path)
    place = paths.moved_to(f"{base}{subject.path}", capture.url, base)
    if place is None:
        return site.address(subject.path)
    if paths.is_nowhere(place):
        return None
    own, there = site.address(subject.path), site.address(place)
    return _home_elsewhere(store, capture, _Move(own, there, subject.path, place, base))


@dataclass(frozen=True, slots=True)
class _Move:
    """A page that was asked for in one place of a site and answered from another one."""

    own: str
    there: str
    path: str
    place: str
    base: str


def page_now(store: Store, url: str) -> str:
    """Return the address under which a page stands now, however often it moved.

    Its own where it never did.
    """
    return pages.home(store.db, url)


def _home_elsewhere(store: Store, capture: Capture, move: _Move) -> str | None:
    """Return the address of a page that was answered from another place of the site."""
    held = pages.latest(store.db, move.own)
    if held is None:
        return _home_of_unheld(store, move)
    served = facts.urls_of(store.db, held.capture, capture)
    if not any(paths.is_at(url, move.path, move.base) for url in served):
        return move.own  # it never stood in its place: a second name of another page
    is_gone = paths.says_gone(move.path, move.place) or not _came_since(store, move.there, capture)
    return None if is_gone else move.there


def _home_of_unheld(store: Store, move: _Move) -> str | None:
    """Return the address of a page that was answered elsewhere and is not held under its own."""
    if pages.last(store.db, move.own) is None:
        return None if paths.says_gone(move.own, move.there) else move.own
    return move.there if pages.home(store.db, move.own) == move.there else None


def _base(store: Store, site: Site, capture: Capture, path: str) -> str:
    """Return what stands before the paths of the site.

    By what most answers of the host before this one had there.
    """
    host = urlsplit(capture.url)
    root = f"{host.scheme}://{host.netloc}"
    before = facts.places_before(store.db, capture, _NEIGHBOURS)
    found = (
        paths.folder(url, asked.path)
        for printed, url in before
        if url.startswith(f"{root}/") and (asked := subjects.read(site.source, printed))
    )
    counted = Counter(base for base in found if base is not None)
    return counted.most_common(1)[0][0] if counted else paths.folder(capture.url, path) or root


def _came_since(store: Store, url: str, missing: Capture) -> bool:
    """Tell whether a page came to the site after another one left its place.

    And from nowhere else.
    """
    found = pages.first_seen(store.db, url)
    if found is None or pages.latest(store.db, url) is None:
        return True
    first, was_there = found
    served = facts.last_served(store.db, missing.subject, missing.fetched_at)
    return (
        not was_there and not pages.moved_here(store.db, url) and (served is None or first > served)
    )


def take(
    site: Site, store: Store, answer: Answer[Any, Page], context: Context, backfilled: bool
) -> Touched:
    """Store the page that a capture shows, with its changes and tags.

    Nothing is stored where its latest version says the same.
    """
    capture, subject = answer.capture, answer.subject
    url = page_home(store, site, answer.question, capture)
    if url is None:
        log.decided("skipped", subject, "the site leads elsewhere: there is no such page")
        return Touched()
    is_pdf = pdf.is_pdf(capture.body)
    page = reading.at(answer.value, site.path(url), site, is_pdf=is_pdf)
    own = site.address(subject.path)
    old = pages.latest(store.db, own) if isinstance(subject, SitePage) else None
    moved = old is not None and old.page.url != url
    held = old if moved else pages.latest(store.db, url)
    if held and not moved and reading.same_words(held.page, page):
        log.decided("skipped", url, "the page says what the held version says")
        return Touched()
    if moved:
        pages.retire(store.db, own)
    _take_version(store, page, held, subject.path, _Seen(site, capture, backfilled), context)
    return Touched()


@dataclass(frozen=True, slots=True)
class _Seen:
    """By what answer of which site something was seen, and whether a backfill brought it."""

    site: Site
    capture: Capture
    backfilled: bool


def _take_version(
    store: Store,
    page: Page,
    held: pages.Latest | None,
    asked: str,
    seen: _Seen,
    context: Context,
) -> None:
    """Store a page that differs from the one held, as the next version of its history."""
    before = held or pages.last(store.db, page.url)
    first = (
        before is None
        and page.kind == "page"
        and not _is_new_in_index(store, seen.site, seen.capture, asked)
    )
    version = max(pages.last_number(store.db, page.url), before.version if before else 0) + 1
    back = held is None or (not held.page.text and page.kind != "notice")
    changes = _changes_since(store, before, page, back=back) if before else ()
    _store(store, page, version, seen.capture, context, backfilled=seen.backfilled or first)
    if before:
        _put_changes(store, before, page, version, changes, seen, context)
    elif first:
        log.decided(
            "baseline", page.url, "the first version; the page stood there before we looked"
        )


def _changes_since(
    store: Store, before: pages.Latest, page: Page, *, back: bool
) -> tuple[Change, ...]:
    """Return what happened to a page: that it moved or is back, and what changed in its text."""
    said = pages.last_said(store.db, before.page.url) or before
    changes = diff.diff(
        (page_versions.tree(replace(said.page, url=page.url)),), (page_versions.tree(page),)
    )
    if before.page.url != page.url:
        return _moved_change(before.page.url, page), *changes
    if back:
        return (
            Change(
                page.url, "provision", "added", None, None, page.title, (("+", page.title),), None
            ),
            *changes,
        )
    return changes


def _store(
    store: Store,
    page: Page,
    version: int,
    capture: Capture,
    context: Context,
    *,
    backfilled: bool,
    body: str | None = None,
) -> None:
    pages.put(
        store.db,
        page,
        version,
        capture.fetched_at,
        body or capture.sha256,
        context.version,
        backfilled=backfilled,
    )
    pages.put_tags(
        store.db, page.url, version, tag.tags_of_page(page, context.taxonomy), context.version
    )


def gone(
    site: Site, store: Store, capture: Capture, subject: SitePage, context: Context,
    missing: bool, backfilled: bool,
) -> Touched:  # fmt: skip
    """Store that a page is no longer served, where that was seen on two days."""
    held = pages.latest(store.db, site.address(subject.path)) if missing else None
    if held is None or not held.page.text:
        return Touched()
    if not facts.missing_on_another_day(store.db, str(subject), capture.fetched_at):
        why = f"missing on {capture.fetched_at:%Y-%m-%d}; it is gone when missing on a second day"
        log.decided("doubted", held.page.url, why)
        return Touched()
    heirs = (
        pages.of_text(store.db, site.official, held.page.text)
        if len(held.page.text) >= _LITTLE
        else []
    )
    since = [
        heir
        for heir in heirs
        if heir.page.url != held.page.url and _came_since(store, heir.page.url, capture)
    ]
    if len(since) == 1:
        pages.retire(store.db, held.page.url)
        page, body = since[0].page, since[0].capture
        version = max(since[0].version, held.version) + 1
        changes = _moved_change(held.page.url, page)
    else:
        page, body, version = replace(held.page, text=""), capture.sha256, held.version + 1
        changes = Change(
            page.url, "provision", "removed", None, page.title, None, (("-", page.title),), None
        )
    _store(store, page, version, capture, context, backfilled=backfilled, body=body)
    _put_changes(store, held, page, version, (changes,), _Seen(site, capture, backfilled), context)
    return Touched()


def _is_new_in_index(store: Store, site: Site, capture: Capture, path: str) -> bool:
    """Tell whether a sitemap lists the page and the first one that we read did not.

    Then it came to the site since. Any other page of guidance stood there before we looked; its
    first reading is no news. A first sitemap that names further ones lists what these listed when
    they were read first.
    """
    read = facts.first_and_last(store.db, str(Sitemap(site.source, "")), capture)
    now = {path for _, last in read.values() for path in _listed(site, last)[0]}
    if path not in now:
        return False
    first = next(iter(read.values()))[0]
    pages_then, further = _listed(site, first)
    named = [str(Sitemap(site.source, other)) for other in further]
    below = (read[subject][0] for subject in named if subject in read)
    return path not in pages_then and not any(path in _listed(site, other)[0] for other in below)


def _listed(site: Site, capture: Capture) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the pages and the further sitemaps that a sitemap lists."""
    asked = subjects.form(Sitemap, site.source).read(capture.subject)
    base = paths.folder(capture.url, asked.place) if asked else None
    return _parsed(site, capture.body, capture.url, base or site.official)


@lru_cache(maxsize=16)
def _parsed(
    site: Site, body: bytes, source: str, base: str
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Read a sitemap once for the same bytes: every new page asks what the first ones listed."""
    try:
        found = sitemap.parsed(body, source).listed(site, base)
    except ParseError:
        return frozenset(), ()
    return frozenset(entry.path for entry in found.entries), found.further


def _moved_change(old: str, page: Page) -> Change:
    return Change(
        page.url, "provision", "moved", old, page.title, page.title, (("=", page.title),), None
    )


def _put_changes(
    store: Store,
    held: pages.Latest,
    page: Page,
    version: int,
    made: Sequence[Change],
    seen: _Seen,
    context: Context,
) -> None:
    capture = seen.capture
    recorded = [
        changes.NewChange(
            step=None,
            source=seen.site.source,
            title=None,
            part=None,
            provision=page.url,
            heading=page.title,
            position=place,
            change=change,
            from_=held.observed_at.date(),
            to=capture.fetched_at.date(),
            readings=(held.version, version),
            observed_at=capture.fetched_at,
            backfilled=seen.backfilled,
            old_capture=held.capture,
            new_capture=capture.sha256,
        )
        for place, change in enumerate(made)
    ]
    changes.put(store.db, recorded, context.version)
    for row in recorded:
        tags = tag.tags_of_change(row.change, context.taxonomy, row.heading)
        changes.put_tags(store.db, {row.id: tags}, context.version)

"""Pages of the BIS site: each version kept, and diffed like a provision, a paragraph a unit.

answer in place    a version, where its words are others than before
answer elsewhere   where the page stood in place before: it moved, and goes on under its new address
                   where the site leads to its front page, or to a page that was there before: missing
missing on two days   it is gone: a last version without text; a page of the same text that came since: it moved there
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from tracker import diff, tag
from tracker.derive.context import DeriveContext
from tracker.errors import ParseError
from tracker.model import Capture, Change, Page
from tracker.sources import bis, bis_paths, sitemap, subjects
from tracker.sources.subjects import BisPage, Notices, Sitemap
from tracker.store import Store, changes, facts, page_versions, pages

_LITTLE = 200
"""A text shorter than this is shared by chance ("Coming soon") and proves no move."""
_NEIGHBOURS = 50
"""Answers looked at to find what stands before the paths of the site (a mirror has a folder
there)."""


def page_home(store: Store, capture: Capture) -> str | None:
    """Return the address of the page that an answer shows; None where the site leads elsewhere and has no such page."""
    subject = subjects.parse(capture.subject)
    if isinstance(subject, Notices):
        return pages.notices(store.db) or bis.address(subject.path)
    assert isinstance(subject, BisPage)
    base = _base(store, capture, subject.path)
    place = bis.moved_to(f"{base}{subject.path}", capture.url, base)
    if place is None:
        return bis.address(subject.path)
    return (
        None
        if bis_paths.is_nowhere(place)
        else _home_elsewhere(store, capture, subject, base, place)
    )


def page_now(store: Store, url: str) -> str:
    """Return the address under which a page stands now, however often it moved; its own where it never did."""
    return pages.home(store.db, url)


def _home_elsewhere(
    store: Store, capture: Capture, subject: BisPage, base: str, place: str
) -> str | None:
    """Return the address of a page that was answered from another place of the site."""
    own, there = bis.address(subject.path), bis.address(place)
    held = pages.latest(store.db, own)
    if held is None:
        return _home_of_unheld(store, own, there)
    if not any(
        bis_paths.is_at(one, subject.path, base)
        for one in facts.urls_of(store.db, held.capture, capture)
    ):
        return own  # it never stood in its place: a second name of another page
    is_gone = bis_paths.says_gone(subject.path, place) or not _came_since(store, there, capture)
    return None if is_gone else there


def _home_of_unheld(store: Store, own: str, place: str) -> str | None:
    """Return the address of a page that was answered elsewhere and is not held under its own."""
    if pages.last(store.db, own) is None:
        return own if not bis_paths.says_gone(own, place) else None
    return place if pages.home(store.db, own) == place else None


def _base(store: Store, capture: Capture, path: str) -> str:
    """Return what stands before the paths of the site, by what most answers of the host before this one had there."""
    host = urlsplit(capture.url)
    root = f"{host.scheme}://{host.netloc}"
    before = facts.places_before(store.db, capture, _NEIGHBOURS)
    found = (
        bis_paths.folder(url, asked.split(":", 2)[-1])
        for asked, url in before
        if url.startswith(f"{root}/")
    )
    counted = Counter(one for one in found if one is not None)
    return counted.most_common(1)[0][0] if counted else bis_paths.folder(capture.url, path) or root


def _came_since(store: Store, url: str, missing: Capture) -> bool:
    """Tell whether a page came to the site after another was last served in its place, and from nowhere else."""
    found = pages.first_seen(store.db, url)
    if found is None or pages.latest(store.db, url) is None:
        return True
    first, was_there = found
    served = facts.last_served(store.db, missing.subject, missing.fetched_at)
    return (
        not was_there and not pages.moved_here(store.db, url) and (served is None or first > served)
    )


def take(
    store: Store,
    capture: Capture,
    subject: BisPage | Notices,
    context: DeriveContext,
    *,
    backfilled: bool,
) -> None:
    """Store the page that a capture shows, unless its latest version says the same, with its changes and tags."""
    url = page_home(store, capture)
    if url is None:
        return
    read = bis.page if isinstance(subject, BisPage) else bis.notices
    page = read(capture.body, url.removeprefix(bis.OFFICIAL), capture.url)
    old = (
        pages.latest(store.db, bis.address(subject.path)) if isinstance(subject, BisPage) else None
    )
    moved = old is not None and old.page.url != url
    held = old if moved else pages.latest(store.db, url)
    if held and not moved and bis.same_words(held.page, page):
        return
    if moved:
        pages.retire(store.db, bis.address(subject.path))
    before = held or pages.last(store.db, url)
    first = (
        before is None
        and page.kind == "page"
        and not _is_new_in_index(store, capture, subject.path)
    )
    version = max(pages.last_number(store.db, url), before.version if before else 0) + 1
    back = held is None or (not held.page.text and page.kind != "notice")
    told = _told(store, before, page, back=back) if before else ()
    _store(store, page, version, capture, context, backfilled=backfilled or first)
    if before:
        _put(store, before, page, version, told, capture, context, backfilled=backfilled)


def _told(store: Store, before: pages.Latest, page: Page, *, back: bool) -> tuple[Change, ...]:
    """Return what happened to a page: that it moved or is served again, and what changed since its last text."""
    said = pages.last_said(store.db, before.page.url) or before
    told = diff.diff(
        (page_versions.tree(replace(said.page, url=page.url)),), (page_versions.tree(page),)
    )
    if before.page.url != page.url:
        return _moved_change(before.page.url, page), *told
    if back:
        return Change(
            page.url, "provision", "added", None, None, page.title, (("+", page.title),), None
        ), *told
    return told


def _store(
    store: Store,
    page: Page,
    version: int,
    capture: Capture,
    context: DeriveContext,
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
    store: Store, capture: Capture, subject: BisPage, context: DeriveContext, *, backfilled: bool
) -> None:
    """Store that a page is no longer served, where that was seen on two days."""
    held = pages.latest(store.db, bis.address(subject.path))
    if (
        held is None
        or not held.page.text
        or not facts.missing_on_another_day(store.db, str(subject), capture.fetched_at)
    ):
        return
    heirs = pages.of_text(store.db, held.page.text) if len(held.page.text) >= _LITTLE else []
    since = [
        one
        for one in heirs
        if one.page.url != held.page.url and _came_since(store, one.page.url, capture)
    ]
    if len(since) == 1:
        pages.retire(store.db, held.page.url)
        page, body = since[0].page, since[0].capture
        version = max(since[0].version, held.version) + 1
        told = _moved_change(held.page.url, page)
    else:
        page, body, version = replace(held.page, text=""), capture.sha256, held.version + 1
        told = Change(
            page.url, "provision", "removed", None, page.title, None, (("-", page.title),), None
        )
    _store(store, page, version, capture, context, backfilled=backfilled, body=body)
    _put(store, held, page, version, (told,), capture, context, backfilled=backfilled)


def _is_new_in_index(store: Store, capture: Capture, path: str) -> bool:
    """Tell whether a sitemap lists the page and the first one that we read did not: then it came to the site since.

    Any other page of guidance stood there before we looked; its first reading is no news. A first
    sitemap that names further ones lists what these listed when they were read first.
    """
    read = facts.first_and_last(store.db, "bis:sitemap:", capture)
    now = {path for _, last in read.values() for path in _listed(last)[0]}
    if path not in now:
        return False
    first = next(iter(read.values()))[0]
    pages_then, further = _listed(first)
    below = (read[str(Sitemap(one))][0] for one in further if str(Sitemap(one)) in read)
    return path not in pages_then and not any(path in _listed(one)[0] for one in below)


def _listed(capture: Capture) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the pages and the further sitemaps that a sitemap lists."""
    base = bis_paths.folder(capture.url, capture.subject.split(":", 2)[-1].partition("?")[0])
    return _parsed(capture.body, capture.url, base or bis.OFFICIAL)


@lru_cache(maxsize=16)
def _parsed(body: bytes, source: str, base: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Read a sitemap once for the same bytes: every new page asks what the first ones listed."""
    try:
        found = sitemap.read(body, source, base)
    except ParseError:
        return frozenset(), ()
    return frozenset(one.path for one in found.entries), found.further


def _moved_change(old: str, page: Page) -> Change:
    return Change(
        page.url, "provision", "moved", old, page.title, page.title, (("=", page.title),), None
    )


def _put(
    store: Store,
    held: pages.Latest,
    page: Page,
    version: int,
    told: Sequence[Change],
    capture: Capture,
    context: DeriveContext,
    *,
    backfilled: bool,
) -> None:
    recorded = [
        changes.NewChange(
            step=None,
            source="bis",
            title=None,
            part=None,
            provision=page.url,
            heading=page.title,
            position=place,
            change=one,
            from_=held.observed_at.date(),
            to=capture.fetched_at.date(),
            readings=f"{held.version} {version}",
            observed_at=capture.fetched_at,
            backfilled=backfilled,
            old_capture=held.capture,
            new_capture=capture.sha256,
        )
        for place, one in enumerate(told)
    ]
    changes.put(store.db, recorded, context.version)
    for one in recorded:
        changes.put_tags(
            store.db,
            one.id,
            tag.tags_of_change(one.change, context.taxonomy, one.heading),
            context.version,
        )

"""Pages of the BIS site: each version kept, and diffed like a provision, a paragraph a unit.

answer in place    a version, where its words are others than before
answer elsewhere   where the page stood in place before: it moved, and goes on under its new address
404 on two days    it is gone: a last version without text; a page of the same text that came since: it moved there
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker import diff, tag
from tracker.derive.context import DeriveContext
from tracker.model import Capture, Change, Page
from tracker.sources import bis, sitemap, subjects
from tracker.sources.subjects import BisPage, Notices
from tracker.store import Store, changes, facts, page_versions, pages

_LITTLE = 200
"""A text shorter than this is shared by chance and proves no move."""


def take(store: Store, capture: Capture, subject: BisPage | Notices, context: DeriveContext, *, backfilled: bool) -> None:
    """Store the page that a capture shows, unless its latest version says the same, with its changes and tags."""
    read = bis.page if isinstance(subject, BisPage) else bis.notices
    page = read(capture.body, subject.path, capture.url)
    held = pages.latest(store.db, page.url)
    to = _moved(store, capture, subject, held)
    if to is not None:
        pages.retire(store.db, page.url)
        page = replace(page, url=to)
        held = held or pages.latest(store.db, to)
    if held and held.page.url == page.url and bis.same_words(held.page, page):
        return
    version = max(pages.last_number(store.db, page.url), held.version if held else 0) + 1
    first = held is None and page.kind == "page" and not _is_new_in_index(store, capture, subject.path)
    _store(store, page, version, capture, context, backfilled=backfilled or first)
    if held:
        _put_changes(store, held, page, version, capture, context, backfilled=backfilled)


def _store(store: Store, page: Page, version: int, capture: Capture, context: DeriveContext, *, backfilled: bool) -> None:
    pages.put(store.db, page, version, capture.fetched_at, capture.sha256, context.version, backfilled=backfilled)
    pages.put_tags(store.db, page.url, version, tag.tags_of_page(page, context.taxonomy), context.version)


def gone(store: Store, capture: Capture, subject: BisPage, context: DeriveContext, *, backfilled: bool) -> None:
    """Store that a page is no longer served, where that was seen on two days."""
    held = pages.latest(store.db, bis.address(subject.path))
    if held is None or not held.page.text or not facts.missing_on_another_day(store.db, str(subject), capture.fetched_at):
        return
    heirs = pages.of_text(store.db, held.page.text) if len(held.page.text) >= _LITTLE else []
    others = [one for one in heirs if one.page.url != held.page.url]
    if len(others) == 1:
        pages.retire(store.db, held.page.url)
        page = others[0].page
        version = max(others[0].version, held.version) + 1
        told = _moved_change(held.page.url, page)
    else:
        page, version = replace(held.page, text=""), held.version + 1
        told = Change(page.url, "provision", "removed", None, page.title, None, (("-", page.title),), None)
    _store(store, page, version, capture, context, backfilled=backfilled)
    _put(store, held, page, version, (told,), capture, context, backfilled=backfilled)


def _moved(store: Store, capture: Capture, subject: BisPage | Notices, held: pages.Latest | None) -> str | None:
    """Return the address that a page moved to: it was answered in place before, and is elsewhere now; or it moved there before."""
    if not isinstance(subject, BisPage):
        return None
    before = facts.url_of(store.db, held.capture, str(subject)) if held else None
    if before is None or not before.endswith(subject.path):
        known = pages.moved_to(store.db, bis.address(subject.path)) if held is None else None
        return known if known and not capture.url.endswith(subject.path) else None
    path = bis.moved_to(before, capture.url, before.removesuffix(subject.path))
    return bis.address(path) if path and path != "/" else None


def _is_new_in_index(store: Store, capture: Capture, path: str) -> bool:
    """Tell whether the first sitemap that we read did not list the page: then it came to the site since.

    Any other page of guidance stood there before we looked; its first reading is no news.
    """
    first = facts.first_of(store.db, "bis:sitemap:", capture.fetched_at)
    if first is None or not isinstance(subjects.parse(first.subject), subjects.Sitemap):
        return False
    return path not in {one.path for one in sitemap.read(first.body, first.url).entries}


def _moved_change(old: str, page: Page) -> Change:
    return Change(page.url, "provision", "moved", old, page.title, page.title, (("=", page.title),), None)


def _put_changes(
    store: Store, held: pages.Latest, page: Page, version: int, capture: Capture, context: DeriveContext, *, backfilled: bool
) -> None:
    old = replace(held.page, url=page.url)
    told = diff.diff((page_versions.tree(old),), (page_versions.tree(page),))
    moved = (_moved_change(held.page.url, page),) if held.page.url != page.url else ()
    _put(store, held, page, version, (*moved, *told), capture, context, backfilled=backfilled)


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
        changes.put_tags(store.db, one.id, tag.tags_of_change(one.change, context.taxonomy, one.heading), context.version)

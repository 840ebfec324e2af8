"""Pages of the BIS site: each version kept, and diffed like a provision, a paragraph a unit."""

from __future__ import annotations

from tracker import diff, tag
from tracker.derive.context import DeriveContext
from tracker.model import Capture, Page
from tracker.sources import bis
from tracker.sources.subjects import BisPage, Notices
from tracker.store import Store, changes, page_versions, pages


def take(store: Store, capture: Capture, subject: BisPage | Notices, context: DeriveContext, *, backfilled: bool) -> None:
    """Store the page that a capture shows, unless its latest version says the same, with its changes and tags."""
    read = bis.page if isinstance(subject, BisPage) else bis.notices
    page = read(capture.body, subject.path, capture.url)
    held = pages.latest(store.db, page.url)
    if held and (held.page.title, held.page.published_on, held.page.text) == (page.title, page.published_on, page.text):
        return
    version = held.version + 1 if held else 1
    pages.put(store.db, page, version, capture.fetched_at, capture.sha256, context.version, backfilled=backfilled)
    pages.put_tags(store.db, page.url, version, tag.tags_of_page(page, context.taxonomy), context.version)
    if held:
        _put_changes(store, held, page, capture, context, backfilled=backfilled)


def _put_changes(store: Store, held: pages.Latest, page: Page, capture: Capture, context: DeriveContext, *, backfilled: bool) -> None:
    told = diff.diff((page_versions.tree(held.page),), (page_versions.tree(page),))
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
            readings=f"{held.version} {held.version + 1}",
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

"""Tags again, for all that is held, when the taxonomy was edited."""

from __future__ import annotations

from tracker import tag
from tracker.derive.context import DeriveContext
from tracker.store import Store, changes, documents, pages


def retag(store: Store, context: DeriveContext) -> None:
    """Find the tags of every change, document and page again, in one transaction."""
    with store.transaction():
        for row in changes.select(store.db, "1"):
            found_tags = tag.tags_of_change(row.change, context.taxonomy, row.heading)
            changes.put_tags(store.db, {row.id: found_tags}, context.version)
        for key, version in documents.versions(store.db):
            found = tag.tags_of_document(
                documents.version(store.db, key, version), context.taxonomy
            )
            documents.put_tags(store.db, key, version, found, context.version)
        for page, version in pages.versions(store.db):
            pages.put_tags(
                store.db,
                page.url,
                version,
                tag.tags_of_page(page, context.taxonomy),
                context.version,
            )

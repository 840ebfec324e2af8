"""Units that changed and had their old text again: law undone, or a text served otherwise."""

from __future__ import annotations

from tracker.diff import Canary, canaries
from tracker.store import Store, queries, texts


def there_and_back(store: Store) -> tuple[Canary, ...]:
    """Return the units that changed and had their old text again within a few versions."""
    found: list[Canary] = []
    for provision in queries.provisions(store.db):
        versions = reversed(texts.versions(store.db, provision))
        found += canaries(
            [(held.in_force, queries.tree(store.db, held)) for held in versions if not held.removed]
        )
    return tuple(found)

"""What a database holds, apart from when it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from tests.simulation.world import MOVED, NOTICES
from tracker import names, structure
from tracker.model import Document
from tracker.recorded import HeldVersion, RecordedChange
from tracker.store import Store, changes, queries, versions
from tracker.store import documents as held_documents
from tracker.store import pages as held_pages
from tracker.store import texts as held_texts

TITLE = 15


@lru_cache(maxsize=4096)
def fingerprint(text: str) -> str:
    """Return the fingerprint of a provision's text."""
    return str(structure.parse_provision(text.encode(), "the world", TITLE).fingerprint)


@lru_cache(maxsize=256)
def provision(identifier: str) -> str:
    """Return the address of a provision by the name that the version list gives it."""
    return str(names.provision_of(identifier, TITLE))


@dataclass(frozen=True, slots=True)
class Holding:
    """Rows of the version list, readings of versions, documents, texts, and pages by their path."""

    rows: frozenset[tuple[str, date, date]]
    readings: frozenset[tuple[str, str, str]]
    removals: frozenset[tuple[str, str]]
    documents: frozenset[str]
    published: frozenset[str]
    texts: dict[str, str]
    pages: dict[str, str]

    @classmethod
    def of(cls, store: Store) -> Holding:
        """Read everything that counts."""
        every = [
            one
            for name in queries.provisions(store.db)
            for one in versions.readings(store.db, name)
        ]
        listed = versions.rows(store.db, TITLE)
        documents = [one.document for one in held_documents.between(store.db)]
        return cls(
            frozenset((one.identifier, one.date, one.issue_date) for one in listed),
            frozenset((*_key(one), one.fingerprint or "") for one in every if not one.removed),
            frozenset(_key(one) for one in every if one.removed),
            frozenset(one.document_number for one in documents),
            frozenset(one.document_number for one in documents if not one.public_inspection),
            {one.document_number: one.text for one in documents if one.text},
            {
                _path(one.page.url): f"{one.page.title}\n{one.page.text}"
                for one in held_pages.between(store.db)
            },
        )

    def has_text(self, identifier: str, day: str, print_: str) -> bool:
        """Tell whether a text of a version is held, as one of its readings."""
        return (provision(identifier), day, print_) in self.readings


def _key(held: HeldVersion) -> tuple[str, str]:
    return held.provision, held.in_force.isoformat()


def _path(url: str) -> str:
    """Return the path at which a page stood first: it counts the same whether we saw it move."""
    return urlsplit(url).path.removesuffix(MOVED)


def final(store: Store) -> dict[str, set[tuple[Any, ...]]]:
    """Return what two runs over the same world must share, whatever went wrong meanwhile.

    Left out: observed times and readings (a text seen before it was restated tells one change
    more), the day on which a page was seen, and from which house a text came.
    """
    found: dict[str, set[tuple[Any, ...]]] = {}
    newest = [
        one for name in queries.provisions(store.db) for one in held_texts.versions(store.db, name)
    ]
    found["versions"] = {(*_key(one), one.removed, one.fingerprint, one.heading) for one in newest}
    listed = versions.rows(store.db, TITLE)
    found["rows"] = {(one.identifier, one.date, one.issue_date, one.removed) for one in listed}
    told = [one for one in changes.between(store.db) if one.change.kind != "restated"]
    found["changes"] = {_told(one) for one in told}
    documents = [one.document for one in held_documents.between(store.db)]
    found["documents"] = {_document(one) for one in documents}
    found["texts"] = {(one.document_number, one.text is not None) for one in documents}
    pages = [one.page for one in held_pages.between(store.db)]
    found["pages"] = {(_path(one.url), one.title, one.published_on, one.text) for one in pages}
    edits = [
        one for one in changes.between(store.db, sources=("bis",)) if one.change.kind != "moved"
    ]
    others = (one for one in edits if not one.provision.endswith(NOTICES))
    found["edits"] = {_edit(one) for one in others}
    return found


def _told(one: RecordedChange) -> tuple[Any, ...]:
    change, causes = one.change, tuple(cause.document_number for cause in one.causes)
    what = (one.provision, change.address, change.kind, change.before, change.after)
    return (*what, one.from_, one.to, causes)


def _document(one: Document) -> tuple[Any, ...]:
    return one.document_number, one.title, one.publication_date, one.public_inspection


def _edit(one: RecordedChange) -> tuple[Any, ...]:
    return _path(one.provision), one.change.kind, one.change.before, one.change.after

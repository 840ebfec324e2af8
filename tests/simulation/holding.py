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
            reading
            for name in queries.provisions(store.db)
            for reading in versions.readings(store.db, name)
        ]
        listed = versions.rows(store.db, TITLE)
        documents = [document.document for document in held_documents.between(store.db)]
        return cls(
            frozenset((row.identifier, row.date, row.issue_date) for row in listed),
            frozenset(
                (*_key(provision), provision.fingerprint or "")
                for provision in every
                if not provision.removed
            ),
            frozenset(_key(provision) for provision in every if provision.removed),
            frozenset(document.document_number for document in documents),
            frozenset(
                document.document_number for document in documents if not document.public_inspection
            ),
            {document.document_number: document.text for document in documents if document.text},
            {
                _path(page.page.url): f"{page.page.title}\n{page.page.text}"
                for page in held_pages.between(store.db)
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
        version
        for name in queries.provisions(store.db)
        for version in held_texts.versions(store.db, name)
    ]
    found["versions"] = {
        (*_key(provision), provision.removed, provision.fingerprint, provision.heading)
        for provision in newest
    }
    listed = versions.rows(store.db, TITLE)
    found["rows"] = {(row.identifier, row.date, row.issue_date, row.removed) for row in listed}
    told = [change for change in changes.between(store.db) if change.change.kind != "restated"]
    found["changes"] = {_told(change) for change in told}
    documents = [document.document for document in held_documents.between(store.db)]
    found["documents"] = {_document(document) for document in documents}
    found["texts"] = {
        (document.document_number, document.text is not None) for document in documents
    }
    pages = [page.page for page in held_pages.between(store.db)]
    found["pages"] = {(_path(page.url), page.title, page.published_on, page.text) for page in pages}
    edits = [
        change
        for change in changes.between(store.db, sources=("bis",))
        if change.change.kind != "moved"
    ]
    others = (change for change in edits if not change.provision.endswith(NOTICES))
    found["edits"] = {_edit(edit) for edit in others}
    return found


def _told(one: RecordedChange) -> tuple[Any, ...]:
    change, causes = one.change, tuple(cause.document_number for cause in one.causes)
    what = (one.provision, change.address, change.kind, change.before, change.after)
    return (*what, one.from_, one.to, causes)


def _document(one: Document) -> tuple[Any, ...]:
    return one.document_number, one.title, one.publication_date, one.public_inspection


def _edit(one: RecordedChange) -> tuple[Any, ...]:
    return _path(one.provision), one.change.kind, one.change.before, one.change.after

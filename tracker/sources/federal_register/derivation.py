"""Documents from search pages, public inspection and full texts.

A document that changes gets a new version.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tracker import log, tag
from tracker.answers import Answer, Context, Touched
from tracker.cause.index import days_of
from tracker.model import Document
from tracker.sources.federal_register.reading import Inspection, SearchPage
from tracker.sources.federal_register.subjects import Search, Text
from tracker.sources.federal_register.text import with_text
from tracker.store import Store, documents, sightings


@dataclass(frozen=True, slots=True)
class Sighting:
    """When and by what we saw a document or page."""

    observed_at: datetime
    capture: str
    backfilled: bool


def take_search(
    store: Store, answer: Answer[Search, SearchPage], context: Context, late: bool
) -> Touched:
    """Store the documents of a page of a search that the classifier keeps."""
    subject = answer.subject
    whole = not (subject.classified or subject.by_type)
    found = ours(answer.value.documents, context.taxonomy, whole=whole)
    return _put_all(store, found, answer, context, late)


def ours(
    documents: Iterable[Document], taxonomy: tag.Taxonomy, *, whole: bool = False
) -> tuple[Document, ...]:
    """Return the documents that are kept: all of an agency that is kept `whole`.

    Of others those that the classifier keeps.
    """
    kept: list[Document] = []
    for document in documents:
        if whole or tag.keeps(document, taxonomy):
            kept.append(document)
        else:
            name = f"FR document {document.document_number}"
            why = (
                "no topic of the taxonomy in its title, abstract or summary, and no agency of ours"
            )
            log.decided("skipped", name, why)
    return tuple(kept)


def take_inspection(
    store: Store, answer: Answer[Any, Inspection], context: Context, late: bool
) -> Touched:
    """Store the documents on public inspection that are kept."""
    found = answer.value
    kept = (*found.certain, *ours(found.possible, context.taxonomy))
    return _put_all(store, kept, answer, context, late)


def take_text(store: Store, answer: Answer[Text, str], context: Context, late: bool) -> Touched:
    """Give a held document its full text."""
    held = documents.latest(store.db, answer.subject.number, answer.subject.day)
    completed = [with_text(held[0], answer.value)] if held else []
    return _put_all(store, completed, answer, context, late)


def _put_all(
    store: Store,
    found: Iterable[Document],
    answer: Answer[Any, Any],
    context: Context,
    late: bool,
) -> Touched:
    seen = Sighting(answer.capture.fetched_at, answer.capture.sha256, late)
    touched = Touched()
    for document in found:
        touched.documents += _put(store, document, seen, context)
    return touched


def _put(store: Store, document: Document, seen: Sighting, context: Context) -> list[Document]:
    """Store a document unless it is held like that; return what it was and what it is now.

    A text completes a version, any other difference makes a new one. What is on public inspection
    is version 0, so that the document as published is version 1 and no change upstream.
    """
    held = sightings.counterpart(store.db, document)
    if held is None:
        return _write(store, document, 0 if document.public_inspection else 1, seen, context)
    known, version = held
    if document.public_inspection and not known.public_inspection:
        return []
    if document.publication_date is None:
        document = replace(document, publication_date=known.publication_date)
    if document.text is None and known.text is not None:
        document = with_text(document, known.text)
    if document == known:
        return []
    if documents.key(document) != documents.key(known):
        documents.move(store.db, documents.key(known), documents.key(document).published)
    return [known, *_write(store, document, _version_of(document, known, version), seen, context)]


def _version_of(document: Document, known: Document, version: int) -> int:
    if document.public_inspection:
        return 0
    same = replace(document, text=None, cfr_parts_in_text=known.cfr_parts_in_text) == known
    completed = known.text is None and document.text is not None and same
    return version if completed else version + 1


def _write(
    store: Store, document: Document, version: int, seen: Sighting, context: Context
) -> list[Document]:
    key = documents.key(document)
    documents.put(
        store.db,
        document,
        version,
        seen.observed_at,
        seen.capture,
        context.version,
        backfilled=seen.backfilled,
    )
    documents.put_days(store.db, key, days_of(document), context.version)
    documents.put_tags(
        store.db, key, version, tag.tags_of_document(document, context.taxonomy), context.version
    )
    return [document]

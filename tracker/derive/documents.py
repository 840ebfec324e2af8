"""Documents from search pages, single answers, public inspection and full texts; a document that changes gets a new version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tracker import tag
from tracker.cause.library import days_of
from tracker.derive import causes
from tracker.derive.context import DeriveContext
from tracker.model import Capture, Document
from tracker.sources import federal_register
from tracker.sources.subjects import Detail, Inspection, Search, Text
from tracker.store import Store, documents, sightings
from tracker.store.steps import Step


@dataclass(frozen=True, slots=True)
class Sighting:
    """When and by what we saw a document or page."""

    observed_at: datetime
    capture: str
    backfilled: bool


def take(
    store: Store,
    capture: Capture,
    subject: Search | Detail | Inspection | Text,
    context: DeriveContext,
    *,
    backfilled: bool,
) -> dict[int, Step]:
    """Store what a capture says about documents; return the steps, by id, whose causes may have changed."""
    seen = Sighting(capture.fetched_at, capture.sha256, backfilled)
    touched: dict[int, Step] = {}
    for one in _told(store, capture, subject, context):
        touched |= _put(store, one, seen, context)
    return touched


def _told(
    store: Store,
    capture: Capture,
    subject: Search | Detail | Inspection | Text,
    context: DeriveContext,
) -> Iterable[Document]:
    match subject:
        case Search():
            found = federal_register.search_page(capture.body, capture.url, subject).documents
            return [
                one
                for one in found
                if not (subject.classified or subject.by_type) or tag.keeps(one, context.taxonomy)
            ]
        case Detail():
            return [federal_register.detail(capture.body, capture.url)]
        case Inspection():
            listed = federal_register.inspection(capture.body, capture.url, subject.agencies)
            return [
                *listed.certain,
                *(one for one in listed.possible if tag.keeps(one, context.taxonomy)),
            ]
        case Text():
            held = documents.latest(store.db, subject.number, subject.day)
            full = federal_register.text(capture.body, capture.url)
            return [federal_register.with_text(held[0], full)] if held else []


def _put(store: Store, told: Document, seen: Sighting, context: DeriveContext) -> dict[int, Step]:
    """Store a document unless it is held like that: a text completes a version, any other difference makes a new one.

    What is on public inspection is version 0, so that the document as published is version 1 and no
    change upstream.
    """
    held = sightings.counterpart(store.db, told)
    if held is None:
        return _write(store, told, 0 if told.public_inspection else 1, seen, context)
    known, version = held
    if told.public_inspection and not known.public_inspection:
        return {}
    if told.publication_date is None:
        told = replace(told, publication_date=known.publication_date)
    if told.text is None and known.text is not None:
        told = federal_register.with_text(told, known.text)
    if told == known:
        return {}
    before = causes.touched_by(store, known)
    if documents.key(told) != documents.key(known):
        documents.move(store.db, documents.key(known), documents.key(told).published)
    return before | _write(store, told, _version_of(told, known, version), seen, context)


def _version_of(told: Document, known: Document, version: int) -> int:
    if told.public_inspection:
        return 0
    same = replace(told, text=None, cfr_parts_in_text=known.cfr_parts_in_text) == known
    completed = known.text is None and told.text is not None and same
    return version if completed else version + 1


def _write(
    store: Store, told: Document, version: int, seen: Sighting, context: DeriveContext
) -> dict[int, Step]:
    key = documents.key(told)
    documents.put(
        store.db,
        told,
        version,
        seen.observed_at,
        seen.capture,
        context.version,
        backfilled=seen.backfilled,
    )
    documents.put_days(store.db, key, days_of(told), context.version)
    documents.put_tags(
        store.db, key, version, tag.tags_of_document(told, context.taxonomy), context.version
    )
    return causes.touched_by(store, told)

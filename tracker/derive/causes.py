"""Causes of the changes of a step, from the documents held now; told again when a document comes or changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from tracker import cause
from tracker.cause import Citation
from tracker.cause.library import effective_days
from tracker.derive.context import DeriveContext
from tracker.model import Change, Document
from tracker.store import Store, changes, documents, steps
from tracker.store.steps import Step

_REACH = 400
"""Pages by which a rule may run on from its first page; see `tracker.cause.library`."""


def print_credits(credits_: Sequence[Citation]) -> str:
    """Print citations as JSON: volume, page, day or null, the words that gave them."""
    listed = [[one.volume, one.page, one.date.isoformat() if one.date else None, one.quote] for one in credits_]
    return json.dumps(listed, ensure_ascii=False)


def _read_credits(text: str) -> tuple[Citation, ...]:
    return tuple(Citation(volume, page, date.fromisoformat(on) if on else None, quote) for volume, page, on, quote in json.loads(text))


def put_causes(store: Store, step: Step, credits_: Sequence[Citation], told: Sequence[tuple[str, Change]], context: DeriveContext) -> None:
    """Set the causes of the changes of a step; `told` holds each change with its id."""
    shelf = cause.library(_candidates(store, step))
    for number, one in told:
        changes.put_causes(store.db, number, cause.causes(one, step.provision, step.to, credits_, shelf), context.version)


def _candidates(store: Store, step: Step) -> list[Document]:
    """Return the documents that can be causes of a step: those of its day, and those around the pages that it newly cites."""
    found = {documents.key(one): one for one in documents.on_day(store.db, step.to)}
    for volume, page in steps.citations(store.db, step.id):
        for one in documents.near_page(store.db, volume, page - _REACH, page):
            found.setdefault(documents.key(one), one)
    return [found[key] for key in sorted(found)]


def days_of(document: Document) -> set[date]:
    """Return the days on which a document takes effect or was published."""
    return {day for day in (*effective_days(document), document.publication_date) if day}


def touched_by(store: Store, document: Document) -> dict[int, Step]:
    """Return the steps, by id, whose causes a document may be."""
    found = {one.id: one for one in steps.on_days(store.db, days_of(document))}
    for volume, start, end in _pages(document):
        found |= {one.id: one for one in steps.citing(store.db, volume, start, end + _REACH)}
    return found


def _pages(document: Document) -> list[tuple[int, int, int]]:
    if document.volume and document.start_page:
        return [(document.volume, document.start_page, document.end_page or document.start_page)]
    return [(one.volume, one.page, document.end_page or one.page) for one in cause.citations(document.citation or "")[:1]]


def recause(store: Store, context: DeriveContext, wanted: Iterable[Step] | None = None) -> None:
    """Find the causes of all changes again, or of those of some steps, from the documents held now."""
    with store.transaction():
        for step in steps.every(store.db) if wanted is None else wanted:
            told = [(one.id, one.change) for one in changes.select(store.db, "c.step_id = ?", (step.id,))]
            put_causes(store, step, _read_credits(step.new_credits), told, context)

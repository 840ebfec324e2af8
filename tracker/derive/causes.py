"""Causes of the changes of a step, from the documents held now.

Told again when a document comes or changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from tracker import cause, citations
from tracker.cause import Window
from tracker.cause.days import BOUND
from tracker.cause.index import can_be_cause, days_of
from tracker.citations import Page
from tracker.derive.context import DeriveContext
from tracker.model import Change, Document
from tracker.store import Store, changes, derivation, documents, steps
from tracker.store.steps import Step

_REACH = 400
"""Pages by which a rule may run on from its first page; see `tracker.cause.index`."""


def put_causes(
    store: Store,
    step: Step,
    credits_: Sequence[Page],
    found_changes: Sequence[tuple[str, Change]],
    context: DeriveContext,
) -> None:
    """Set the causes of the changes of a step; `found_changes` holds each change with its id."""
    days = _window(store, step)
    index = cause.index_documents(_candidates(store, step, days))
    found = {
        number: cause.causes(change, step.provision, step.to, credits_, index, days)
        for number, change in found_changes
    }
    changes.put_causes(store.db, found, context.version)


def _window(store: Store, step: Step) -> Window:
    """Return the days of the documents that can be causes of a step.

    `steps.around` finds the steps of a document by the same.
    """
    return cause.window(steps.began(store.db, step), step.to, bounded=step.kind != "pair")


def _candidates(store: Store, step: Step, days: Window) -> list[Document]:
    """Return the documents that can be causes of a step.

    Those of its window, and those around the pages that it newly cites.
    """
    part = cause.part_of(step.provision)
    found = (
        {
            documents.key(document): document
            for document in documents.within(store.db, days.since, days.to, part)
        }
        if part
        else {}
    )
    for volume, page in steps.citations(store.db, step.id):
        for document in documents.near_page(store.db, volume, page - _REACH, page):
            found.setdefault(documents.key(document), document)
    return [found[key] for key in sorted(found)]


def touched_by(store: Store, document: Document) -> dict[int, Step]:
    """Return the steps, by id, whose causes a document may be.

    By its days and parts, or by its pages.
    """
    found: dict[int, Step] = {}
    if can_be_cause(document):
        parts = {*document.cfr_parts, *document.cfr_parts_in_text}
        between = steps.around(store.db, days_of(document), BOUND.days)
        found = {
            step.id: step for step in between if not parts or cause.part_of(step.provision) in parts
        }
    for volume, start, end in _pages(document):
        found |= {step.id: step for step in steps.citing(store.db, volume, start, end + _REACH)}
    return found


def _pages(document: Document) -> list[tuple[int, int, int]]:
    if document.volume and document.start_page:
        return [(document.volume, document.start_page, document.end_page or document.start_page)]
    return [
        (page.volume, page.page, document.end_page or page.page)
        for page in citations.pages(document.citation or "")[:1]
    ]


def find_again(store: Store, context: DeriveContext, touched: Mapping[int, Step]) -> None:
    """Find the causes of the steps that a capture touched, at once or, where they wait, later."""
    if context.waiting is None:
        recause(store, context, touched.values())
    elif touched:
        context.waiting.update(touched)
        derivation.put_due(store.db, context.version)


@contextmanager
def later(store: Store, context: DeriveContext) -> Iterator[DeriveContext]:
    """Give a context under which causes wait for the end of the block.

    Many texts touch the same steps.

    That they wait stands in the database, so that a run that was killed is made good by `catch_up`.
    """
    waiting: dict[int, Step] = {}
    yield replace(context, waiting=waiting)
    with store.transaction():
        recause(store, context, waiting.values())
        derivation.clear_due(store.db)


def catch_up(store: Store, context: DeriveContext) -> None:
    """Find all causes again where a run was ended before it came to those that waited."""
    if derivation.is_due(store.db):
        with store.transaction():
            recause(store, context)
            derivation.clear_due(store.db)


def recause(store: Store, context: DeriveContext, wanted: Iterable[Step] | None = None) -> None:
    """Find the causes of all changes again, or of some steps, from the documents held now."""
    with store.transaction():
        for step in steps.every(store.db) if wanted is None else wanted:
            recorded = [
                (change.id, change.change)
                for change in changes.select(store.db, "c.step_id = ?", (step.id,))
            ]
            put_causes(store, step, step.new_credits, recorded, context)

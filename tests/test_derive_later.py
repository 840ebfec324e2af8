"""Causes that wait until many texts are read.

Found at the end of the block, or by the next run where a run was ended before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.build import CONTEXT, Book, document, dump, row, search
from tracker import derive
from tracker.store import Store, changes, derivation

SEARCH = "fr:search:industry-and-security-bureau:2024-05-01:2024-05-03:1"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Store.open(tmp_path / "tracker.db", "create") as store, store.writing():
        made = Book(store)
        made.listed(row("744.1", "2017-01-03"), row("744.1", "2024-05-02"))
        made.track("744")
        made.text("744.1", "2017-01-03", "(a) One.")
        made.text("744.1", "2024-05-02", "(a) Two.")
        yield made


def rules(book: Book, context: derive.DeriveContext) -> None:
    """Let two rules of the day come, under a context."""
    gathering = Book(book.store, context=context)
    for number in ("2024-1", "2024-2"):
        gathering.put(
            search(document(number, cfr_references=[{"title": 15, "part": "744"}])),
            f"{SEARCH[:-1]}{number[-1]}",
        )


def _ended(book: Book) -> None:
    """Read two rules, and be ended before their causes are found."""
    with derive.later(book.store, CONTEXT) as context:
        rules(book, context)
        raise KeyboardInterrupt


def causes(book: Book) -> list[str | None]:
    return [
        cause.document_number
        for change in changes.of_provision(book.store.db, "15 CFR 744.1")
        for cause in change.causes
    ]


def test_causes_that_wait_are_found_once_at_the_end_and_are_those_found_at_once(book: Book) -> None:
    with derive.later(book.store, CONTEXT) as context:
        rules(book, context)
        assert causes(book) == []
        assert derivation.is_due(book.store.db)
    assert causes(book) == ["2024-1", "2024-2"]
    assert not derivation.is_due(book.store.db)
    found = dump(book.store)
    rules(book, CONTEXT)
    assert dump(book.store) == found


def test_a_run_that_is_ended_before_its_causes_are_found_is_made_good_by_the_next(
    book: Book,
) -> None:
    with pytest.raises(KeyboardInterrupt):
        _ended(book)
    assert causes(book) == []
    derive.catch_up(book.store, CONTEXT)
    assert causes(book) == ["2024-1", "2024-2"]
    assert not derivation.is_due(book.store.db)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.build import Book, document, row, search
from tracker.store import Store

RULE = "2024-09813"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Book]:
    with Store.open(tmp_path / "tracker.db", "create") as store, store.writing():
        yield Book(store)


@pytest.fixture
def book(empty: Book) -> Book:
    """Two sections: 744.1 from the floor on, changed twice, and 744.2, new in 2023 and removed."""
    empty.listed(
        row("744.1", "2017-01-03"),
        row("744.1", "2023-03-01"),
        row("744.1", "2024-05-02"),
        row("744.2", "2023-03-01"),
        row("744.2", "2024-05-02", removed=True),
    )
    empty.track("744")
    rule = document(RULE, citation="89 FR 1687", volume=89, start_page=1687, end_page=1690)
    empty.put(search(rule), "fr:search:industry-and-security-bureau:2024-05-01:2024-05-03:1")
    empty.text("744.1", "2017-01-03", "(a) Ten widgets.", "(b) No license exceptions.")
    empty.text("744.1", "2023-03-01", "(a) Ten widgets.", "(b) No license exceptions at all.")
    empty.text("744.2", "2023-03-01", "(a) A reserved matter of bolts.")
    credit = "61 FR 12802, Mar. 25, 1996, as amended at 89 FR 1687, May 2, 2024"
    paragraphs = "(a) Twelve widgets.", "(b) No license exceptions at all."
    empty.text("744.1", "2024-05-02", *paragraphs, credit=credit)
    return empty

from __future__ import annotations

from datetime import date

from tests.store.build import Book, row
from tracker.ask.returns import there_and_back


def test_a_unit_that_had_its_old_text_again_is_named_with_both_days(book: Book) -> None:
    assert there_and_back(book.store) == ()
    book.listed(row("744.1", "2024-11-01"))
    book.text("744.1", "2024-11-01", "(a) Ten widgets.", "(b) No license exceptions at all.")
    (found,) = there_and_back(book.store)
    assert (found.address, found.changed, found.back) == (
        "15 CFR 744.1(a)",
        date(2024, 5, 2),
        date(2024, 11, 1),
    )

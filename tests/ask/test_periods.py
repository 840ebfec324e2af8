from __future__ import annotations

from datetime import date

import pytest

from tests.store.build import TAXONOMY, Book
from tracker.ask.periods import Span, changes, known_tag
from tracker.errors import UsageError

THIRD = date(2024, 5, 2)


def kinds(book: Book, span: Span, **wanted: object) -> list[tuple[str, str]]:
    found = changes(book.store, span, **wanted)  # type: ignore[arg-type]  # a name of the test
    return [(change.change.kind, change.change.address) for change in found]


@pytest.mark.parametrize(
    ("span", "number"),
    [
        (Span(), 4),
        (Span(THIRD), 2),
        (Span(THIRD, THIRD), 2),
        (Span(None, date(2024, 5, 1)), 2),
        (Span(date(2024, 5, 3)), 0),
    ],
)
def test_both_days_of_a_span_belong_to_it_and_either_may_be_open(
    book: Book, span: Span, number: int
) -> None:
    assert len(kinds(book, span)) == number


def test_the_newest_changes_come_first(book: Book) -> None:
    days = [change.to for change in changes(book.store, Span())]
    assert days == sorted(days, key=str, reverse=True)


def test_editorial_changes_are_told_on_demand(book: Book) -> None:
    assert "editorial" not in dict(kinds(book, Span()))
    assert "editorial" in dict(kinds(book, Span(), editorial=True))


def test_parts_narrow_the_changes(book: Book) -> None:
    assert kinds(book, Span(), parts=("744",)) == kinds(book, Span())
    assert kinds(book, Span(), parts=("774",)) == []


def test_an_unknown_tag_is_refused_with_those_that_are_known() -> None:
    assert known_tag("end-users", TAXONOMY) == "end-users"
    with pytest.raises(UsageError, match=r"'chips'; the known ones are .*end-users"):
        known_tag("chips", TAXONOMY)

from __future__ import annotations

from datetime import date

import pytest

from tests.store.build import Book, row
from tracker.ask.shown import show
from tracker.errors import AddressError
from tracker.model import full_text

THEN = date(2023, 6, 1)


def test_a_unit_is_shown_as_it_stood_on_the_day(book: Book) -> None:
    answer = show(book.store, "744.1(a)", THEN)
    assert answer.unit is not None
    assert (answer.unit.text, answer.in_force) == ("Ten widgets.", date(2023, 3, 1))
    assert (answer.address, answer.heading, answer.day) == (
        "15 CFR 744.1(a)",
        "§ 744.1 Widgets.",
        THEN,
    )
    assert answer.unread is None


@pytest.mark.parametrize(
    ("typed", "day"), [("744.2", date(2023, 1, 1)), ("744.2", date(2025, 1, 1))]
)
def test_what_was_not_in_force_has_no_text_and_no_day(book: Book, typed: str, day: date) -> None:
    answer = show(book.store, typed, day)
    assert (answer.unit, answer.in_force) == (None, None)


def test_a_part_is_all_its_provisions_with_the_day_of_the_last(book: Book) -> None:
    answer = show(book.store, "part 744", THEN)
    assert answer.unit is not None
    assert [below.address for below in answer.unit.children] == ["15 CFR 744.1", "15 CFR 744.2"]
    assert "Ten widgets. (b) No license exceptions at all." in full_text(answer.unit)
    assert answer.in_force == date(2023, 3, 1)


def test_a_part_leaves_out_what_is_no_longer_in_force(book: Book) -> None:
    answer = show(book.store, "part 744", date(2025, 1, 1))
    assert answer.unit is not None
    assert [below.address for below in answer.unit.children] == ["15 CFR 744.1"]


def test_a_part_before_its_first_text_is_nothing(book: Book) -> None:
    answer = show(book.store, "part 744", date(2001, 1, 1))
    assert (answer.held, answer.unit, answer.unread) == (None, None, None)


def test_a_later_version_that_is_listed_without_a_text_is_named_by_its_day(book: Book) -> None:
    book.listed(row("744.1", "2024-11-01"), row("744.2", "2024-12-01"))
    later = date(2025, 1, 1)
    answer = show(book.store, "744.1", later)
    assert (answer.in_force, answer.unread) == (date(2024, 5, 2), date(2024, 11, 1))
    assert show(book.store, "744.1", date(2024, 10, 31)).unread is None
    assert show(book.store, "744.1", THEN).unread is None


def test_what_is_not_held_cannot_be_shown(book: Book) -> None:
    with pytest.raises(AddressError, match="has this unit"):
        show(book.store, "744.1(z)", THEN)

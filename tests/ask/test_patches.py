"""Between which texts a patch stands."""

from __future__ import annotations

from datetime import date

import pytest
from diff_match_patch import diff_match_patch

from tests.store.build import Book
from tracker.ask.patches import patch
from tracker.ask.shown import show
from tracker.errors import AddressError

TODAY = date(2025, 1, 20)
DAYS = (date(2001, 1, 1), date(2017, 1, 3), date(2023, 6, 1), date(2024, 6, 1), TODAY)


def text(book: Book, typed: str, day: date) -> str:
    return show(book.store, typed, day).text or ""


def applied(printed: str, before: str) -> str:
    library = diff_match_patch()
    made, done = library.patch_apply(library.patch_fromText(printed), before)
    assert all(done)
    return str(made)


@pytest.mark.parametrize("typed", ["744.1", "744.1(a)", "744.2", "part 744"])
def test_a_patch_leads_from_what_is_shown_on_one_day_to_what_is_shown_on_the_other(
    book: Book, typed: str
) -> None:
    for first in DAYS:
        for last in DAYS:
            printed = patch(book.store, typed, first, last).text
            assert applied(printed, text(book, typed, first)) == text(book, typed, last)


def test_what_was_not_in_force_on_a_day_is_the_empty_text(book: Book) -> None:
    assert text(book, "744.2", date(2025, 1, 1)) == ""
    printed = patch(book.store, "744.2", date(2023, 6, 1), date(2025, 1, 1)).text
    assert applied(printed, text(book, "744.2", date(2023, 6, 1))) == ""


@pytest.mark.parametrize(
    ("typed", "begun"),
    [
        ("744.1", date(2023, 3, 1)),
        ("744.1(b)", date(2017, 1, 3)),
        ("part 744", date(2024, 5, 1)),
    ],
)
def test_without_an_earlier_day_it_begins_where_the_redline_does(
    book: Book, typed: str, begun: date
) -> None:
    without, since = (patch(book.store, typed, day, TODAY) for day in (None, begun))
    assert without.text == since.text != ""


def test_what_began_with_its_first_version_is_patched_from_nothing(book: Book) -> None:
    printed = patch(book.store, "744.2", None, date(2023, 6, 1)).text
    assert applied(printed, "") == text(book, "744.2", date(2023, 6, 1))


def test_what_is_not_held_is_named(book: Book) -> None:
    with pytest.raises(AddressError):
        patch(book.store, "799.99", None, TODAY)

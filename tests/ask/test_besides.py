from __future__ import annotations

import logging
from datetime import UTC, date, datetime

import pytest

from tests.store.build import Book, section, subject_of
from tracker.ask.besides import Besides, of_address, of_parts
from tracker.ask.shown import show
from tracker.errors import AddressError
from tracker.store import facts


@pytest.fixture
def doubted(book: Book) -> tuple[Book, int]:
    """The book with a text of 744.1 that was kept out."""
    body = section("744.1", "(a) Garbage.")
    number = book.put(body, subject_of("744.1", "2024-08-01"), "quarantined", "it lost its text")
    return book, number


def test_a_part_that_nobody_follows_is_named(book: Book) -> None:
    assert of_parts(book.store, ("900", "744")) == Besides(("900",), ())
    assert of_parts(book.store, ()) == Besides((), ())


def test_a_part_of_another_title_is_followed_too(book: Book) -> None:
    now = datetime(2024, 6, 1, tzinfo=UTC)
    with book.store.transaction():
        facts.track(book.store.db, 22, "121", date(2017, 1, 3), now)
    assert of_parts(book.store, ("121", "744", "9")) == Besides(("9",), ())


@pytest.mark.parametrize(
    ("address", "waits"),
    [
        ("15 CFR 744.1", True),
        ("15 CFR 744.1(a)", True),
        ("15 CFR part 744", True),
        ("15 CFR 744.2", False),
        ("15 CFR 744.11", False),
        ("https://example.test/page", False),
    ],
)
def test_a_text_that_was_kept_out_is_known_where_it_belongs(
    doubted: tuple[Book, int], address: str, waits: bool
) -> None:
    book, number = doubted
    found = of_address(book.store, address).kept_out
    assert [kept.answer.id for kept in found] == [number] * waits


def test_a_text_that_was_kept_out_is_known_of_its_part_and_of_everything(
    doubted: tuple[Book, int],
) -> None:
    book, number = doubted
    for parts in ((), ("744",)):
        assert [kept.answer.id for kept in of_parts(book.store, parts).kept_out] == [number]
    assert of_parts(book.store, ("740",)).kept_out == ()


def test_what_is_known_is_told_as_decisions(
    doubted: tuple[Book, int], caplog: pytest.LogCaptureFixture
) -> None:
    book, _ = doubted
    with caplog.at_level(logging.INFO, logger="tracker.decisions"):
        of_parts(book.store, ("744", "900"))
    skipped, kept_out = (record.getMessage() for record in caplog.records)
    assert skipped == "skipped part 900: this part is not tracked"
    assert kept_out.startswith("doubted ")
    assert "744.1" in kept_out
    assert kept_out.endswith(": it lost its text (it waits in quarantine)")
    assert "ecfr:full" not in kept_out


def test_an_address_that_is_not_held_says_why(empty: Book) -> None:
    empty.track("744")
    with pytest.raises(AddressError, match=r"900\.1 is not held: part 900 of title 15 is not"):
        show(empty.store, "900.1", date(2024, 1, 1))
    number = empty.put(
        section("744.9", "(a) Odd."), subject_of("744.9", "2024-08-01"), "quarantined", "it is odd"
    )
    with pytest.raises(AddressError, match=f"its text waits in quarantine as number {number}"):
        show(empty.store, "744.9", date(2024, 9, 1))


def test_the_text_of_one_section_asks_about_no_other(
    book: Book, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="tracker.decisions"):
        show(book.store, "744.1", date(2024, 9, 1))
    told = [record.getMessage() for record in caplog.records]
    assert told
    assert [line for line in told if "744.2 " in line] == []

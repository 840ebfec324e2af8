from __future__ import annotations

import logging
from datetime import UTC, date, datetime

import pytest

from tests.store.build import Book, row, section, subject_of
from tracker.ask.besides import Besides, Untracked, of_address, of_parts
from tracker.ask.shown import show
from tracker.errors import AddressError
from tracker.store import facts

DAY = date(2025, 1, 1)
FOLLOWED = "15 CFR part 744, for changes in force since 2017-01-03"


@pytest.fixture
def doubted(book: Book) -> tuple[Book, int]:
    """The book with a text of 744.1 that was kept out."""
    body = section("744.1", "(a) Garbage.")
    number = book.put(body, subject_of("744.1", "2024-08-01"), "quarantined", "it lost its text")
    return book, number


def test_a_part_that_nobody_follows_is_named(book: Book) -> None:
    found = of_parts(book.store, ("900", "744"), DAY)
    assert found == Besides((Untracked("part 900", (FOLLOWED,)),))
    assert of_parts(book.store, (), DAY) == Besides()
    (part,) = found.untracked
    assert part.words == (
        f"part 900 is not tracked (tracked: {FOLLOWED}); to follow it, name it under parts in the "
        "configuration, then run tracker poll"
    )


def test_where_nothing_is_tracked_yet_that_is_said(empty: Book) -> None:
    (part,) = of_parts(empty.store, ("900",), DAY).untracked
    assert "(tracked: nothing yet)" in part.words


def test_a_part_of_another_title_is_followed_too(book: Book) -> None:
    now = datetime(2024, 6, 1, tzinfo=UTC)
    with book.store.transaction():
        facts.track(book.store.db, 22, "121", date(2017, 1, 3), now)
    found = of_parts(book.store, ("121", "744", "9"), DAY).untracked
    assert [part.place for part in found] == ["part 9"]


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
    found = of_address(book.store, address, DAY).kept_out
    assert [kept.answer.id for kept in found] == [number] * waits


def test_a_text_that_was_kept_out_is_known_of_its_part_and_of_everything(
    doubted: tuple[Book, int],
) -> None:
    book, number = doubted
    for parts in ((), ("744",)):
        assert [kept.answer.id for kept in of_parts(book.store, parts, DAY).kept_out] == [number]
    assert of_parts(book.store, ("740",), DAY).kept_out == ()


def test_what_is_known_is_told_as_decisions(
    doubted: tuple[Book, int], caplog: pytest.LogCaptureFixture
) -> None:
    book, _ = doubted
    with caplog.at_level(logging.INFO, logger="tracker.decisions"):
        of_parts(book.store, ("744", "900"), DAY)
    skipped, kept_out = (record.getMessage() for record in caplog.records)
    assert skipped == "skipped part 900: this part is not tracked"
    subject = subject_of("744.1", "2024-08-01")
    assert kept_out == f"doubted {subject}: it lost its text (it waits in quarantine)"


def test_an_address_that_is_not_held_says_why(empty: Book) -> None:
    empty.track("744")
    with pytest.raises(AddressError, match=r"900\.1 is not held: part 900 of title 15 is not"):
        show(empty.store, "900.1", date(2024, 1, 1))
    with pytest.raises(AddressError, match=r"tracked: 15 CFR part 744, .*under parts in the conf"):
        show(empty.store, "part 900", date(2024, 1, 1))
    number = empty.put(
        section("744.9", "(a) Odd."), subject_of("744.9", "2024-08-01"), "quarantined", "it is odd"
    )
    with pytest.raises(
        AddressError,
        match=f"the text of 744.9 as of 2024-08-01 waits in quarantine as number {number}",
    ):
        show(empty.store, "744.9", date(2024, 9, 1))


def test_the_text_of_one_section_asks_about_no_other(
    book: Book, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="tracker.decisions"):
        show(book.store, "744.1", date(2024, 9, 1))
    told = [record.getMessage() for record in caplog.records]
    assert told
    assert [line for line in told if "744.2 " in line] == []


PAGE = "https://www.bis.gov/guidance/widgets"


@pytest.mark.parametrize(
    ("address", "subject", "about"),
    [
        (PAGE, "bis:page:/guidance/widgets", "the page /guidance/widgets"),
        ("FR 2024-02705", "fr:text:2024-02705", "the full text of 2024-02705"),
    ],
)
def test_a_page_or_a_document_that_was_kept_out_is_known_by_its_own_address(
    book: Book, address: str, subject: str, about: str
) -> None:
    number = book.put(b"<html></html>", subject, "quarantined", "it is empty")
    for found in (of_address(book.store, address, DAY), of_parts(book.store, (), DAY)):
        assert [(answer.about, answer.answer.id) for answer in found.kept_out] == [(about, number)]
    assert of_address(book.store, "15 CFR 744.1", DAY) == Besides()
    assert of_parts(book.store, ("744",), DAY) == Besides()
    with pytest.raises(AddressError, match=f"{about} waits in quarantine as number {number}"):
        show(book.store, address, DAY)


def test_a_page_that_is_not_held_is_in_no_part(book: Book) -> None:
    with pytest.raises(AddressError, match=r"/guidance/widgets is not held\. "):
        show(book.store, PAGE, DAY)


@pytest.fixture
def unread(book: Book) -> Book:
    """The book with a version of 744.1 and a section 744.3 that are listed, and not yet read."""
    book.listed(row("744.1", "2024-11-01"), row("744.3", "2024-12-01"), query="page=2")
    return book


@pytest.mark.parametrize(
    ("address", "versions"),
    [
        ("15 CFR 744.1(a)", ("15 CFR 744.1 of 2024-11-01",)),
        ("15 CFR 744.2", ()),
        ("15 CFR part 744", ("15 CFR 744.1 of 2024-11-01", "15 CFR 744.3 of 2024-12-01")),
    ],
)
def test_a_version_that_is_still_to_be_read_is_known_where_it_belongs(
    unread: Book, address: str, versions: tuple[str, ...]
) -> None:
    assert of_address(unread.store, address, DAY) == Besides(unread=versions)


def test_what_is_still_to_be_read_is_known_of_its_part_up_to_a_day(
    unread: Book, caplog: pytest.LogCaptureFixture
) -> None:
    for parts in ((), ("744",)):
        found = of_parts(unread.store, parts, date(2024, 11, 30)).unread
        assert found == ("15 CFR 744.1 of 2024-11-01",)
    assert of_parts(unread.store, ("740",), DAY).unread == ()
    with caplog.at_level(logging.INFO, logger="tracker.decisions"):
        of_address(unread.store, "15 CFR 744.3", DAY)
    (told,) = (record.getMessage() for record in caplog.records)
    assert told == (
        "not yet asked 15 CFR 744.3 of 2024-12-01: it is listed, and its text is still to be read"
    )


def test_a_section_that_was_never_read_says_that_it_is_listed(unread: Book) -> None:
    with pytest.raises(
        AddressError, match=r"15 CFR 744\.3 of 2024-12-01 is listed, and still to be"
    ):
        show(unread.store, "744.3", DAY)


def test_what_waits_in_quarantine_is_not_told_as_still_to_be_read(unread: Book) -> None:
    body = section("744.1", "(a) Garbage.")
    unread.put(body, subject_of("744.1", "2024-11-01"), "quarantined", "it lost its text")
    found = of_address(unread.store, "15 CFR 744.1", DAY)
    assert (len(found.kept_out), found.unread) == (1, ())

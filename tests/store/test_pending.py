"""What is still to be fetched: each rule of it at its edge."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.store.build import Book, row
from tracker.model import VersionRow
from tracker.sources.ecfr.pending import in_effect, inside

DAY = date(2020, 5, 1)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
LATE = date(2030, 1, 1)


def listed(
    identifier: str, on: date, issued: date = DAY, name: str = "Widgets.", removed: bool = False
) -> VersionRow:
    return VersionRow(
        15, identifier.partition(".")[0], identifier, "section", on, on, issued, name, removed, True
    )


def told(rows: list[VersionRow]) -> list[tuple[str, date]]:
    return [(row.identifier, row.date) for row in rows]


def test_of_one_version_listed_more_than_once_the_row_issued_last_is_in_effect() -> None:
    rows = [
        listed("744.1", DAY, AFTER, "last"),
        listed("744.1", DAY, BEFORE, "first"),
        listed("744.1", DAY, DAY, "second"),
    ]
    assert [row.name for row in in_effect(rows)] == ["last"]


def test_rows_in_effect_stand_by_day_and_then_by_identifier() -> None:
    rows = [listed("744.2", BEFORE), listed("744.1", AFTER), listed("744.3", BEFORE)]
    expected = [("744.2", BEFORE), ("744.3", BEFORE), ("744.1", AFTER)]
    assert told(in_effect(rows)) == expected
    assert told(in_effect(rows[::-1])) == expected


@pytest.mark.parametrize(
    ("until", "counted"),
    [(BEFORE, [BEFORE]), (DAY, [BEFORE, DAY]), (AFTER, [BEFORE, DAY, AFTER])],
)
def test_a_row_counts_up_to_the_last_day_of_the_span_itself(
    until: date, counted: list[date]
) -> None:
    rows = [listed("744.1", BEFORE), listed("744.1", DAY), listed("744.1", AFTER)]
    assert [row.date for row in inside(rows, {"744": date(2017, 1, 3)}, until)] == counted


@pytest.mark.parametrize(
    ("baseline", "counted"),
    [(BEFORE, [BEFORE, DAY, AFTER]), (DAY, [DAY, AFTER]), (AFTER, [AFTER])],
)
def test_the_baseline_is_the_last_row_up_to_its_day_itself(
    baseline: date, counted: list[date]
) -> None:
    rows = [listed("744.1", BEFORE), listed("744.1", DAY), listed("744.1", AFTER)]
    assert [row.date for row in inside(rows, {"744": baseline}, LATE)] == counted


def test_each_provision_has_a_baseline_of_its_own_and_all_stand_by_day_and_identifier() -> None:
    rows = [
        listed("744.3", DAY),
        listed("744.2", BEFORE),
        listed("744.1", BEFORE),
        listed("744.1", AFTER),
    ]
    expected = [("744.1", BEFORE), ("744.2", BEFORE), ("744.3", DAY), ("744.1", AFTER)]
    assert told(inside(rows, {"744": DAY}, LATE)) == expected
    assert told(inside(rows[::-1], {"744": DAY}, LATE)) == expected


def test_what_was_gone_at_its_baseline_is_not_asked_for_and_what_goes_later_counts() -> None:
    gone = [listed("744.1", BEFORE), listed("744.1", DAY, removed=True)]
    assert inside(gone, {"744": DAY}, LATE) == []
    assert told(inside(gone, {"744": BEFORE}, LATE)) == [("744.1", BEFORE), ("744.1", DAY)]


def test_a_part_without_a_baseline_is_not_tracked() -> None:
    assert inside([listed("30.1", DAY)], {"744": DAY}, LATE) == []


@pytest.mark.parametrize(
    ("first", "again", "asked"),
    [
        ("accepted", None, []),
        ("not-found", None, []),
        ("quarantined", None, ["744.1 2020-05-01"]),
        ("accepted", "not-found", []),
        ("accepted", "quarantined", ["744.1 2020-05-01"]),
        ("not-found", "quarantined", ["744.1 2020-05-01"]),
        ("quarantined", "accepted", []),
        ("quarantined", "not-found", []),
    ],
)
def test_the_last_answer_decides_whether_a_text_is_asked_for_again(
    book: Book, first: str, again: str | None, asked: list[str]
) -> None:
    book.listed(row("744.1", "2020-05-01"))
    book.track("744")
    for verdict in filter(None, (first, again)):
        book.text(
            "744.1", "2020-05-01", "(a) One.", f"(b) {verdict}.", verdict=verdict, reason=verdict
        )  # type: ignore[arg-type]
    assert book.pending() == asked


@pytest.mark.parametrize("verdict", ["accepted", "not-found"])
def test_an_answered_text_is_asked_for_again_only_once_it_is_issued_again(
    book: Book, verdict: str
) -> None:
    book.listed(row("744.1", "2020-05-01"), row("744.2", "2020-05-01"))
    book.track("744")
    for identifier in ("744.1", "744.2"):
        book.text(identifier, "2020-05-01", "(a) One.", verdict=verdict)  # type: ignore[arg-type]
    book.listed(row("744.1", "2020-05-01"), row("744.2", "2020-05-01"), query="page=1&again")
    assert book.pending() == []
    book.listed(row("744.1", "2020-05-01", issue_date="2024-01-01"), query="page=1&once-more")
    assert book.pending() == ["744.1 2020-05-01"]


def test_a_list_that_comes_again_with_the_same_bytes_issues_nothing_again(book: Book) -> None:
    first, second = row("744.1", "2020-05-01"), row("744.1", "2020-05-01", issue_date="2024-01-01")
    book.listed(first)
    book.listed(second, query="page=1&changed")
    book.track("744")
    book.text("744.1", "2020-05-01", "(a) One.")
    book.listed(second, query="page=1&changed")
    assert book.pending() == []


def test_a_row_that_was_removed_is_not_asked_for(book: Book) -> None:
    book.listed(row("744.1", "2020-05-01"), row("744.1", "2021-05-01", removed=True))
    book.track("744")
    assert book.pending() == ["744.1 2020-05-01"]


def test_a_row_of_before_the_floor_that_is_issued_again_is_asked_for_again(book: Book) -> None:
    book.listed(row("744.1", "2016-12-28", issue_date="2017-01-03"))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    assert book.pending() == []
    book.listed(row("744.1", "2016-12-28", issue_date="2024-01-01"), query="page=1&again")
    assert book.pending() == ["744.1 2017-01-03"]


def test_parts_that_are_named_are_asked_for_alone(book: Book) -> None:
    book.listed(row("744.1", "2020-05-01"), row("742.1", "2020-05-01"))
    book.track("742", "744")
    assert book.pending() == ["742.1 2020-05-01", "744.1 2020-05-01"]
    assert book.pending(parts=["742"]) == ["742.1 2020-05-01"]
    assert book.pending(parts=[]) == []

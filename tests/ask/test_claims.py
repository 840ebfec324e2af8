"""What an address said on a day: which version counts, what led to it, what it rests on."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ask.conftest import RULE
from tests.store.build import Book
from tracker.ask.claims import claim, rests_on
from tracker.errors import UsageError

FLOOR, SECOND, THIRD = date(2017, 1, 3), date(2023, 3, 1), date(2024, 5, 2)


def test_the_version_of_the_day_counts_and_the_changes_that_brought_it(book: Book) -> None:
    case = claim(book.store, "744.1(a)", date(2025, 1, 20))
    assert (case.address, case.held.in_force) == ("15 CFR 744.1(a)", THIRD)
    assert case.unit.text == "Twelve widgets."
    assert [change.change.after for change in case.changes] == ["Twelve widgets."]


def test_a_unit_that_a_version_left_alone_has_the_changes_of_the_one_before(book: Book) -> None:
    case = claim(book.store, "744.1(b)", date(2025, 1, 20))
    assert case.held.in_force == THIRD
    assert {change.to for change in case.changes} == {SECOND}


def test_what_was_removed_or_had_not_begun_is_no_claim(book: Book) -> None:
    for typed, day in (("744.2", date(2025, 1, 20)), ("744.1", date(2016, 1, 1))):
        with pytest.raises(UsageError, match="was not in force on"):
            claim(book.store, typed, day)


def test_a_claim_rests_on_the_text_the_list_and_the_rule(book: Book) -> None:
    said = rests_on(book.store, claim(book.store, "744.1(a)", THIRD))
    assert list(said.values()) == [
        "the text of 15 CFR 744.1 in force from 2024-05-02, reading 1",
        "the version list that names this version and its issue date",
        f"the Federal Register's answer about document {RULE}",
    ]


def test_a_baseline_rests_on_its_text_and_the_list_alone(book: Book) -> None:
    case = claim(book.store, "744.1(a)", FLOOR)
    assert case.changes == ()
    assert len(rests_on(book.store, case)) == 2

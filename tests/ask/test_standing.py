from __future__ import annotations

import pytest

from tests.store.build import Book, section, subject_of
from tracker import sources
from tracker.ask.standing import kept_out, status, waiting
from tracker.errors import UsageError


def test_an_empty_store_has_asked_nobody_and_tracks_nothing(empty: Book) -> None:
    answer = status(empty.store)
    assert [source.ok for source in answer.sources] == [False, False, False]
    assert set(answer.counts.values()) == {0}
    assert answer.tracked == ()


def test_status_counts_what_is_held_and_names_what_is_tracked(book: Book) -> None:
    answer = status(book.store)
    assert (answer.counts["provisions"], answer.counts["versions"]) == (2, 4)
    assert answer.tracked == ("15 CFR part 744, for changes in force since 2017-01-03",)
    assert answer.sources == sources.states(book.store)


def test_what_was_kept_out_waits_with_its_reason_and_bytes(book: Book) -> None:
    body = section("744.1", "(a) Garbage.")
    number = book.put(body, subject_of("744.1", "2024-08-01"), "quarantined", "it lost its text")
    assert [answer.id for answer in waiting(book.store)] == [number]
    answer, capture = kept_out(book.store, number)
    assert (answer.reason, capture.body) == ("it lost its text", body)


def test_a_number_that_does_not_wait_is_refused(book: Book) -> None:
    with pytest.raises(UsageError, match="no answer in quarantine has the number 1"):
        kept_out(book.store, 1)

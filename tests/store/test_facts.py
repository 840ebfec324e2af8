from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.store.build import NOW, Book, capture, row, section, subject_of
from tracker import derive, sources
from tracker.errors import StoreError
from tracker.model import Failure, SourceOutcome
from tracker.store import facts, failures, quarantine, queries, questions, runs, texts, verify
from tracker.store.db import moment, read_moment


def test_a_capture_comes_back_as_it_was_recorded(book: Book) -> None:
    made = capture("grüße\x00".encode(), "bis:page:/x", NOW + timedelta(microseconds=7))
    assert facts.capture(book.store.db, book.store.record_capture(made, "accepted")) == made


def test_identical_bytes_are_stored_once_and_recorded_twice(book: Book) -> None:
    for _ in range(2):
        book.store.record_capture(capture(b"same", "ecfr:titles"), "accepted")
    assert book.store.db.rows("SELECT count(*) FROM blobs") == [(1,)]
    assert queries.counts(book.store.db)["captures"] == 2


def test_a_capture_that_lies_about_its_hash_is_refused(book: Book) -> None:
    with pytest.raises(StoreError, match="SHA-256"):
        book.store.record_capture(
            dataclasses.replace(capture(b"x", "ecfr:titles"), sha256="0" * 64), "accepted"
        )


@pytest.mark.parametrize(
    "table", ["blobs", "captures", "runs", "run_outcomes", "spans", "decisions", "checks"]
)
def test_facts_are_never_changed_or_deleted(book: Book, table: str) -> None:
    run = book.store.start_run("poll", NOW)
    number = book.store.record_capture(capture(b"x", "ecfr:titles"), "quarantined", "odd")
    quarantine.decide(book.store.db, number, "reject", NOW)
    facts.track(book.store.db, 15, "744", date(2017, 1, 3), NOW)
    facts.mark_checked(book.store.db, "bis:page:/x", NOW)
    book.store.finish_run(run, [SourceOutcome("ecfr", True, 1, 1, None)], NOW)
    column = {"blobs": "size"}.get(table, "chain")
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(StoreError, match="facts are appended"):
            book.store.db.run(statement)
    assert verify.verify(book.store.db).ok


def test_quarantine_lists_a_subject_once_with_its_tries(book: Book) -> None:
    book.listed(row("744.1", "2020-01-01"))
    book.track("744")
    for _ in range(3):
        book.now += timedelta(days=1)
        book.text(
            "744.1", "2020-01-01", "(a) One.", verdict="quarantined", reason="lost half its units"
        )
    (waiting,) = quarantine.quarantined(book.store.db)
    assert (waiting.tries, waiting.reason, waiting.subject) == (
        3,
        "lost half its units",
        subject_of("744.1", "2020-01-01"),
    )
    assert waiting.first_seen == NOW + timedelta(days=1)
    assert quarantine.tries(book.store.db, waiting.subject, waiting.sha256) == (
        3,
        waiting.first_seen,
    )
    assert book.pending() == ["744.1 2020-01-01"]
    assert texts.held(book.store.db, "15 CFR 744.1", date(2024, 1, 1)) is None


def test_a_person_lets_a_quarantined_text_in(book: Book) -> None:
    book.listed(row("744.1", "2020-01-01"))
    book.track("744")
    number = book.text("744.1", "2020-01-01", "(a) One.", verdict="quarantined", reason="odd")
    derive.decide(book.store, number, "accept", NOW, book.context.taxonomy)
    assert quarantine.quarantined(book.store.db) == []
    assert book.pending() == []
    assert book.kinds("15 CFR 744.1") == [("added", "15 CFR 744.1", None, "2020-01-01")]


def test_a_rejected_text_stays_out_and_is_known(book: Book) -> None:
    number = book.text("744.1", "2020-01-01", "(a) One.", verdict="quarantined", reason="odd")
    derive.decide(book.store, number, "reject", NOW, book.context.taxonomy)
    held = facts.capture(book.store.db, number)
    assert quarantine.quarantined(book.store.db) == []
    assert quarantine.rejected(book.store.db, held.subject, held.sha256)
    assert quarantine.tries(book.store.db, held.subject, held.sha256) is None
    assert queries.provisions(book.store.db) == ()


def test_an_accepted_answer_ends_the_quarantine_of_its_subject(book: Book) -> None:
    book.text("744.1", "2020-01-01", "(a) One.", verdict="quarantined", reason="odd")
    book.text("744.1", "2020-01-01", "(a) One.", "(b) Two.")
    assert quarantine.quarantined(book.store.db) == []


def test_a_source_tells_how_it_stands(book: Book) -> None:
    for place, (ok, error) in enumerate(
        [
            (True, None),
            (False, "HTTP 503"),
            (False, "HTTP 500"),
            (True, "import in progress"),
            (True, None),
        ]
    ):
        run = book.store.start_run("poll", NOW)
        book.store.finish_run(
            run,
            [SourceOutcome("ecfr", ok, 1, 0, error, date(2025, 1, 20) if ok else None)],
            NOW + timedelta(days=place),
        )
        state = sources.states(book.store)[0]
        if place == 2:
            assert (state.ok, state.failures_in_a_row, state.last_error) == (False, 2, "HTTP 500")
            assert (state.broken_since, state.last_success) == (NOW + timedelta(days=1), NOW)
        if place == 3:
            assert (state.ok, state.failures_in_a_row, state.last_success, state.recovered_at) == (
                True,
                2,
                NOW,
                None,
            )
    assert (state.failures_in_a_row, state.last_success, state.recovered_at) == (
        0,
        NOW + timedelta(days=4),
        NOW + timedelta(days=4),
    )
    assert state.failed_at == (NOW + timedelta(days=1), NOW + timedelta(days=2))
    assert [source.ok for source in sources.states(book.store)] == [True, False, False]


def test_a_clock_that_jumps_back_harms_nothing(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"), row("744.1", "2024-02-01"))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    book.now -= timedelta(days=4000)
    book.text("744.1", "2024-02-01", "(a) Two.")
    assert runs.last_moment(book.store.db) == NOW
    assert verify.verify(book.store.db).ok
    assert [kind for kind, *_ in book.kinds("15 CFR 744.1")] == ["amended"]


def test_times_of_any_year_are_read_back_as_they_were_stored() -> None:
    for year in (1, 970, 1970, 9999):
        then = datetime(year, 2, 3, 4, 5, 6, 7, tzinfo=UTC)
        assert len(moment(then)) == len("2025-01-20T08:00:00.000000Z")
        assert read_moment(moment(then)) == then


def test_a_clock_that_ran_ahead_once_leaves_no_source_current_as_of_a_day_to_come(
    book: Book,
) -> None:
    for days in (0, 27_000, 1):
        now = NOW + timedelta(days=days)
        book.store.finish_run(
            book.store.start_run("poll", now),
            [SourceOutcome("bis", True, 1, 0, None, now.date())],
            now,
        )
    assert sources.states(book.store)[2].current_as_of == date(2025, 1, 21)


def test_the_latest_answer_about_a_subject_is_found(book: Book) -> None:
    subject = subject_of("744.1", "2020-01-01")
    assert questions.last_asked(book.store.db, subject) is None
    assert facts.latest(book.store.db, subject) is None
    book.text("744.1", "2020-01-01", "(a) One.")
    book.now += timedelta(days=1)
    book.text("744.1", "2020-01-01", "(a) Other.", verdict="quarantined", reason="odd")
    assert questions.last_asked(book.store.db, subject) == ("quarantined", book.now)
    latest = facts.latest(book.store.db, subject)
    assert latest is not None
    assert latest.body == section("744.1", "(a) One.")


def test_the_404_of_one_house_ends_no_row_of_refusals_of_a_text(book: Book) -> None:
    subject = "fr:text:2025-00001:2025-01-16"
    refused = Failure(
        "federal-register",
        subject,
        "the full text of 2025-00001",
        "https://example.test/x",
        "HTTP 403",
        False,
        NOW,
    )
    for day in range(3):
        now = NOW + timedelta(days=day)
        book.store.record_capture(
            capture(b"no", subject, now, 404), "not-found", "the source has no such text"
        )
        book.store.record_failure(dataclasses.replace(refused, failed_at=now))
    (open_,) = failures.still_open(book.store.db, "federal-register")
    assert (open_.tries, open_.since) == (3, NOW)
    facts.mark_checked(book.store.db, subject, NOW + timedelta(days=3))
    assert failures.still_open(book.store.db, "federal-register") == []


def test_the_404_of_the_only_house_is_an_answer(book: Book) -> None:
    subject = subject_of("744.1", "2020-01-01")
    book.store.record_failure(
        Failure("ecfr", subject, "a text", "https://example.test/x", "HTTP 503", False, NOW)
    )
    book.store.record_capture(
        capture(b"no", subject, NOW, 404), "not-found", "the source has no such text"
    )
    assert failures.still_open(book.store.db, "ecfr") == []

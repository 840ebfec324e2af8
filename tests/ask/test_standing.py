from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.digest_samples import state
from tests.store.build import Book, section, subject_of
from tracker import sources
from tracker.ask.standing import Status, Unanswered, kept_out, states, status, unanswered, waiting
from tracker.asking import Failure, OpenQuestion, SourceOutcome
from tracker.errors import UsageError

AT = datetime(2021, 3, 12, 11, 17, tzinfo=UTC)


def failed(name: str, why: str = "HTTP 503", *, tries: int = 1, vital: bool = False) -> Failure:
    subject = f"bis:page:/{name}"
    one = Failure("bis", subject, f"the page /{name}", "https://example.test/x", why, vital, AT)  # type: ignore[arg-type]  # a name of the test
    return one if tries == 1 else replace(one, failed_at=AT + timedelta(minutes=tries))


def missing(*questions: OpenQuestion, now: datetime = AT) -> tuple[Unanswered, ...]:
    return unanswered(state("bis", ok=False, partly=True, open=questions), now)


def test_how_each_source_stands_is_asked_in_the_order_of_the_table(book: Book) -> None:
    assert states(book.store) == sources.states(book.store)


@pytest.mark.parametrize(
    ("ok", "partly", "open_", "failures", "standing"),
    [
        (True, False, (), 0, "ok"),
        (True, False, ("a",), 0, "in part"),
        (False, True, (), 0, "in part"),
        (False, True, ("a",), 0, "in part"),
        (False, False, ("a",), 1, "failed"),
        (False, False, (), 0, "not read"),
    ],
)
def test_a_source_stands_as_its_last_run_and_its_open_questions_say(
    ok: bool, partly: bool, open_: tuple[str, ...], failures: int, standing: str
) -> None:
    questions = tuple(OpenQuestion(failed(name), 1, AT) for name in open_)
    one = state("bis", ok=ok, partly=partly, open=questions, failures_in_a_row=failures)
    assert one.standing == standing


@pytest.mark.parametrize(
    ("ok", "failures", "standing"),
    [
        (True, (), "ok"),
        (False, (failed("a"),), "in part"),
        (False, (failed("a"), failed("b", vital=True)), "failed"),
        (False, (), "failed"),
    ],
)
def test_an_outcome_stands_as_its_run_alone_says(
    ok: bool, failures: tuple[Failure, ...], standing: str
) -> None:
    outcome = SourceOutcome("bis", ok, 3, 1, None, None, failures)  # type: ignore[arg-type]  # a name of the test
    assert outcome.standing == standing


def test_a_source_was_read_since_the_day_of_its_last_good_answer() -> None:
    good = replace(state("bis"), last_success=AT)
    assert good.read_since(date(2021, 3, 12))
    assert not good.read_since(date(2021, 3, 13))
    assert not replace(good, ok=False).read_since(date(2021, 3, 12))
    assert not replace(good, last_success=None).read_since(date(2021, 3, 12))


def test_questions_of_one_reason_are_missing_together_and_the_newest_comes_first() -> None:
    told = missing(
        OpenQuestion(failed("a"), 1, AT),
        OpenQuestion(failed("b", "HTTP 404"), 1, AT),
        OpenQuestion(failed("c"), 1, AT),
        OpenQuestion(failed("d", tries=2), 2, AT),
    )
    assert [group.names for group in told] == [
        ("the page /d",),
        ("the page /c", "the page /a"),
        ("the page /b",),
    ]
    assert [(group.why, group.tries) for group in told] == [
        ("HTTP 503", 2),
        ("HTTP 503", 1),
        ("HTTP 404", 1),
    ]


def test_what_failed_once_is_asked_again_by_the_next_poll() -> None:
    assert missing(OpenQuestion(failed("a"), 1, AT))[0].again == "next poll"


def test_what_failed_three_times_is_asked_again_after_a_pause_that_ends() -> None:
    asked = OpenQuestion(failed("a"), 3, AT)
    due = AT + timedelta(hours=4)
    assert missing(asked)[0].again == due
    assert missing(asked, now=due)[0].again == "next poll"


def test_an_index_is_asked_again_by_the_next_poll() -> None:
    assert missing(OpenQuestion(failed("a", vital=True), 9, AT))[0].again == "next poll"


def test_what_was_not_asked_says_itself_when_it_will_be() -> None:
    assert missing(OpenQuestion(failed("a", "not asked: left alone"), 3, AT))[0].again is None


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


def test_what_is_held_is_told_in_words_that_agree_with_their_numbers(book: Book) -> None:
    every = status(book.store).counts
    assert Status((), dict.fromkeys(every, 1), ()).held == (
        "1 provision",
        "1 version",
        "1 change",
        "1 document",
        "1 page",
        "1 capture",
        "1 quarantined",
    )
    assert Status((), {"pages": 1200, "quarantined": 0}, ()).held == (
        "1,200 pages",
        "0 quarantined",
    )

"""When a question that failed is asked again, and in which order: values in, values out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tracker.cycle import pauses
from tracker.model import Failure, OpenQuestion

NOON = datetime(2021, 1, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


def failed(subject: str = "ecfr:titles", at: datetime = NOON, tries: int = 1) -> OpenQuestion:
    last = Failure("ecfr", subject, "a question", "http://base/x", "HTTP 503", False, at)
    return OpenQuestion(last, tries, at - tries * HOUR)


def order(*waiting: OpenQuestion, items: str, now: datetime | None = NOON + 48 * HOUR) -> str:
    known = {answer.last.subject: answer for answer in waiting}
    return "".join(pauses.in_order(items, str, known, now))


def test_a_question_that_never_failed_is_due() -> None:
    assert pauses.is_due(None, NOON)
    assert pauses.is_due(None, NOON, daily=True)


@pytest.mark.parametrize(
    ("tries", "hours"),
    [(1, 0), (2, 0), (3, 4), (4, 8), (5, 19), (6, 19), (50, 19)],
)
def test_the_pause_grows_with_each_failure_up_to_less_than_a_day(tries: int, hours: int) -> None:
    past, over = failed(tries=tries), NOON + hours * HOUR
    assert pauses.is_due(past, over)
    assert pauses.is_due(past, over - MOMENT) is (hours == 0), "a moment earlier it is not over"


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2021-01-10T12:00:00", False),
        ("2021-01-10T18:47:00", False),
        ("2021-01-10T23:59:59", False),
        ("2021-01-11T00:00:00", True),
        ("2021-01-11T11:17:00", True),
        ("2021-01-09T12:00:00", True),
    ],
    ids=[
        "at once",
        "in the evening",
        "before midnight",
        "at midnight",
        "in the morning",
        "clock gone back",
    ],
)
@pytest.mark.parametrize("tries", [1, 9])
def test_a_daily_question_waits_for_the_next_day_however_often_it_failed(
    now: str, due: bool, tries: int
) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert pauses.is_due(failed(tries=tries), moment, daily=True) is due


@pytest.mark.parametrize("back", [MOMENT, HOUR, 400 * 24 * HOUR])
def test_a_clock_that_jumped_back_holds_nothing_up(back: timedelta) -> None:
    past = failed(tries=9)
    assert pauses.is_due(past, NOON - back)
    assert not pauses.is_due(past, NOON)


def test_what_never_failed_keeps_its_order_and_comes_first() -> None:
    assert order(failed("b", NOON), items="cbad") == "cadb"


def test_what_failed_comes_longest_waiting_first() -> None:
    waiting = (failed("a", NOON), failed("b", NOON - 2 * HOUR), failed("c", NOON - HOUR))
    assert order(*waiting, items="abcd") == "dbca"


def test_what_failed_at_one_moment_keeps_its_order() -> None:
    assert order(failed("b"), failed("a"), items="ba") == "ba"
    assert order(failed("b"), failed("a"), items="ab") == "ab"


def test_what_is_not_due_is_left_out_and_what_is_asked_for_again_is_not_forgotten() -> None:
    waiting = (failed("a", tries=3), failed("b", tries=2))
    assert order(*waiting, items="abc", now=NOON + HOUR) == "cb"
    assert order(*waiting, items="abc", now=NOON + 4 * HOUR) == "cab"


def test_without_a_clock_everything_is_asked() -> None:
    assert order(failed("a", tries=9), items="ab", now=None) == "ba"


def test_a_failure_of_something_else_changes_nothing() -> None:
    assert order(failed("z", tries=9), items="ab", now=NOON) == "ab"

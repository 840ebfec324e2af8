"""The one issue about broken sources: when it is open, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from tracker import keep
from tracker.model import SourceState

GOOD = SourceState(
    "ecfr",
    True,
    date(2026, 3, 4),
    datetime(2026, 3, 4, 8, tzinfo=UTC),
    None,
    0,
    date(2026, 3, 2),
    None,
    None,
)
BAD = SourceState(
    "bis",
    False,
    date(2026, 3, 1),
    datetime(2026, 3, 1, 8, tzinfo=UTC),
    "503 Service Unavailable",
    3,
    None,
    datetime(2026, 3, 2, 8, tzinfo=UTC),
    None,
)


@dataclass(frozen=True)
class Alarms:
    alarm_after: int = 3


def test_the_issue_is_open_when_a_source_stays_broken() -> None:
    told = keep.issue_text([GOOD, BAD], Alarms())
    assert told.state == "open"
    assert "failed 3 times in a row, since 2026-03-02T08:00:00Z" in told.body
    assert "Still read: ecfr." in told.body


def test_the_issue_is_left_alone_after_a_first_failure() -> None:
    assert keep.issue_text([GOOD, replace(BAD, failures_in_a_row=2)], Alarms()).state == "none"


def test_the_issue_is_closed_when_every_source_answers() -> None:
    assert keep.issue_text([GOOD, replace(GOOD, name="bis")], Alarms()).state == "closed"


def test_text_of_a_source_can_neither_command_the_runner_nor_mention_anyone() -> None:
    hostile = replace(
        BAD,
        last_error=(
            "x\n::set-output name=a::b\n@everyone <script>alert(1)</script> [a](javascript:x)"
        ),
    )
    body = keep.issue_text([hostile], Alarms()).body
    assert not any(line.lstrip().startswith("::") for line in body.splitlines())
    assert "@everyone" not in body
    assert "<script>" not in body


def test_a_source_that_never_answered_is_named_as_such() -> None:
    never = SourceState("federal-register", False, None, None, None, 5, None, None, None)
    body = keep.issue_text([never], Alarms()).body
    assert "last good answer: never, current as of never" in body
    assert "No source can be read." in body

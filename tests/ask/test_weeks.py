from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.store.build import NOW, Book, row
from tracker.ask.periods import Span
from tracker.ask.weeks import Days, digest, week
from tracker.digest import DefaultSettings
from tracker.model import SourceOutcome

TODAY = date(2026, 7, 13)
FIRST, LAST = date(2026, 7, 1), date(2026, 7, 10)
SETTINGS = DefaultSettings()


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        (Span(), Days(date(2026, 7, 6), TODAY)),
        (Span(FIRST), Days(FIRST, TODAY)),
        (Span(None, LAST), Days(date(2026, 7, 3), LAST)),
        (Span(FIRST, LAST), Days(FIRST, LAST)),
        (Span(date(2027, 1, 1)), Days(date(2027, 1, 1), TODAY)),
    ],
)
def test_a_digest_is_of_the_week_up_to_its_last_day(asked: Span, days: Days) -> None:
    assert week(asked, TODAY) == days


def seen(book: Book, days: Days, now: datetime = NOW) -> list[str]:
    made = digest(book.store, days, now, SETTINGS, "observed")
    return [change.change.address for change in made.record.changes]


def test_by_sight_a_digest_tells_what_was_first_seen_in_its_days(book: Book) -> None:
    day = NOW.date()
    assert "15 CFR 744.1(a)" in seen(book, Days(day, day))
    assert seen(book, Days(day + timedelta(days=1), day + timedelta(days=8))) == []


def test_by_sight_a_digest_leaves_out_what_a_backfill_brought(empty: Book) -> None:
    run = empty.store.start_run("backfill", NOW)
    empty.listed(row("744.1", "2017-01-03"), row("744.1", "2024-05-02"))
    empty.track("744")
    empty.text("744.1", "2017-01-03", "(a) Ten widgets.")
    empty.text("744.1", "2024-05-02", "(a) Twelve widgets.")
    empty.store.finish_run(run, (), NOW)
    days = Days(date(2024, 5, 1), NOW.date())
    assert seen(empty, days) == []
    by_force = digest(empty.store, days, NOW, SETTINGS, "in-force")
    assert [change.change.kind for change in by_force.record.changes] == ["amended"]


def test_by_force_a_digest_tells_what_came_into_force_in_its_days(book: Book) -> None:
    made = digest(book.store, Days(date(2024, 5, 2), date(2024, 5, 2)), NOW, SETTINGS, "in-force")
    assert {change.to for change in made.record.changes} == {date(2024, 5, 2)}
    assert [document.document.document_number for document in made.record.documents] == [
        "2024-09813"
    ]


def test_what_lies_ahead_is_ahead_of_the_day_on_which_the_digest_is_made(book: Book) -> None:
    now = datetime(2024, 4, 1, 8, tzinfo=NOW.tzinfo)
    days = Days(date(2024, 3, 25), date(2024, 4, 1))
    coming = digest(book.store, days, now, SETTINGS, "observed").coming
    assert [line.document_number for line in coming] == ["2024-09813"]
    assert digest(book.store, days, NOW, SETTINGS, "observed").coming == ()


def test_settings_say_when_a_source_counts_as_broken(empty: Book) -> None:
    run = empty.store.start_run("poll", NOW)
    empty.store.finish_run(run, (SourceOutcome("bis", False, 1, 0, "HTTP 503", None),), NOW)
    days, sensitive = Days(NOW.date(), NOW.date()), replace(SETTINGS, alarm_after=1)
    (alarm,) = digest(empty.store, days, NOW, sensitive, "observed").alarms
    assert (alarm.source, alarm.kind) == ("bis", "broke")
    assert digest(empty.store, days, NOW, SETTINGS, "observed").alarms == ()

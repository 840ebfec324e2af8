"""Rows that join an issue which was read already: in the afternoon, or days later.

The eCFR imports again in the afternoon, and lists rows under the day of an issue that is past.
`latest_issue_date` does not move then.
"""

from __future__ import annotations

from tests.poll.conftest import Tracked
from tests.poll.small_world import row, section
from tracker.store import texts


def _days_held(tracked: Tracked) -> list[str]:
    with tracked.store() as store:
        return [
            version.in_force.isoformat() for version in texts.versions(store.db, "15 CFR 744.2")
        ]


def _amended(tracked: Tracked, day: str, issued: str) -> None:
    tracked.world.rows.append(row("744.2", day, issued=issued))
    tracked.world.texts["744.2", day] = section("744.2", "(a) Third.")


def test_a_row_that_joins_the_issue_of_the_day_in_the_afternoon_is_found_in_the_evening(
    tracked: Tracked,
) -> None:
    tracked.world.today = "2021-02-01"
    tracked.poll("2021-02-01T11:17:00")
    _amended(tracked, "2021-02-01", "2021-02-01")
    tracked.poll("2021-02-01T18:47:00")
    assert "2021-02-01" in _days_held(tracked)


def test_a_row_listed_days_late_under_an_issue_that_is_past_is_found(tracked: Tracked) -> None:
    tracked.world.rows.append(row("744.1", "2021-02-02"))
    tracked.world.texts["744.1", "2021-02-02"] = section("744.1", "(a) Four.")
    tracked.on("2021-02-01")
    _amended(tracked, "2021-01-29", "2021-01-29")
    tracked.on("2021-02-02")
    tracked.on("2021-02-03")
    assert "2021-01-29" in _days_held(tracked)

"""The eCFR's part of a cycle, over real HTTP."""

from __future__ import annotations

import json
from datetime import date

from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import ENTITY_LIST, row, section
from tracker import sources
from tracker.store import changes, failures, texts
from tracker.store import versions as held_versions


def versions(tracked: Tracked, provision: str) -> list[tuple[str, bool]]:
    with tracked.store() as store:
        return [
            (version.in_force.isoformat(), version.removed)
            for version in texts.versions(store.db, provision)
        ]


def test_first_poll_takes_the_text_in_force_as_baseline(tracked: Tracked) -> None:
    result = tracked.poll()
    assert outcome(result, "ecfr").ok
    assert result.changes == 0
    assert versions(tracked, "15 CFR 744.2") == [("2021-01-05", False)]
    assert versions(tracked, "15 CFR 744.1") == [("2017-01-03", False)]
    assert len(tracked.world.asked("/full/")) == 3


def test_poll_without_a_new_issue_asks_for_titles_the_last_rows_and_the_recheck_only(
    tracked: Tracked,
) -> None:
    tracked.poll()
    before = tracked.counts()["captures"]
    tracked.world.log.clear()
    tracked.poll("2021-01-10T13:00:00")
    assert len(tracked.world.asked("/versions/")) == 1
    assert len(tracked.world.asked("/full/")) == 3
    assert len(tracked.world.asked("titles.json")) == 1
    assert tracked.counts()["captures"] == before, "rows that are known are no capture"


def test_recheck_is_limited_by_configuration_and_takes_the_longest_unchecked(
    tracked: Tracked,
) -> None:
    tracked.settings = tracked.settings.replace(
        "[[ecfr.titles]]", "[ecfr]\nrecheck = 1\n[[ecfr.titles]]"
    )
    tracked.poll()
    asked = []
    for hour in (13, 14, 15):
        tracked.world.log.clear()
        tracked.poll(f"2021-01-10T{hour}:00:00")
        asked += tracked.world.asked("/full/")
    assert len(set(asked)) == len(asked) == 3


def test_recheck_that_failed_is_asked_again_and_not_kept_waiting_by_all_others(
    tracked: Tracked,
) -> None:
    tracked.settings = tracked.settings.replace(
        "[[ecfr.titles]]", "[ecfr]\nrecheck = 1\n[[ecfr.titles]]"
    )
    tracked.poll()
    tracked.world.fail("block", "/full/", times=1)
    assert not outcome(tracked.on("2021-01-11"), "ecfr").ok
    failed = tracked.world.asked("/full/")[-1]
    with tracked.store() as store:
        assert len(failures.still_open(store.db, "ecfr")) == 1
    for day in ("2021-01-12", "2021-01-13"):
        assert outcome(tracked.on(day), "ecfr").ok
    assert tracked.world.asked("/full/").count(failed) >= 3
    with tracked.store() as store:
        assert failures.still_open(store.db, "ecfr") == []


def test_recheck_goes_round_under_a_clock_that_stands_still(tracked: Tracked) -> None:
    tracked.settings = tracked.settings.replace(
        "[[ecfr.titles]]", "[ecfr]\nrecheck = 1\n[[ecfr.titles]]"
    )
    tracked.backfill()
    asked = []
    for _ in range(3):
        tracked.world.log.clear()
        tracked.poll()
        asked += tracked.world.asked("/full/")
    assert len(set(asked)) == len(asked) == 3


def test_recheck_that_failed_comes_again_though_others_are_longer_unchecked(
    tracked: Tracked,
) -> None:
    tracked.settings = tracked.settings.replace(
        "[[ecfr.titles]]", "[ecfr]\nrecheck = 1\n[[ecfr.titles]]"
    )
    tracked.poll()
    tracked.world.log.clear()
    tracked.world.fail("block", "/full/")
    assert not outcome(tracked.poll("2021-01-11T11:00:00"), "ecfr").ok
    (failed,) = tracked.world.asked("/full/")
    tracked.world.log.clear()
    assert outcome(tracked.poll("2021-01-11T18:00:00"), "ecfr").ok
    asked = tracked.world.asked("/full/")
    assert asked[-1] == failed, "what failed is never first"
    assert len(asked) == 2
    with tracked.store() as store:
        assert failures.still_open(store.db, "ecfr") == []


def test_rechecks_that_a_challenge_cuts_short_leave_the_source_read(tracked: Tracked) -> None:
    tracked.settings = tracked.settings.replace(
        "[[ecfr.titles]]", "[ecfr]\nrecheck = 9\n[[ecfr.titles]]"
    )
    for number in range(3, 12):
        tracked.world.rows.append(row(f"744.{number}", "2017-01-03"))
        tracked.world.texts[f"744.{number}", "2017-01-03"] = section(f"744.{number}", "(a) More.")
    tracked.poll()
    tracked.world.fail("block", "/full/", times=1000)
    struck = outcome(tracked.poll("2021-01-11T11:00:00"), "ecfr")
    assert (struck.ok, struck.read, len(struck.failures)) == (False, True, 5)


def test_next_issue_brings_only_what_changed_at_its_date(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.log.clear()
    tracked.settings = tracked.settings.replace(
        "[[ecfr.titles]]", "[ecfr]\nrecheck = 0\n[[ecfr.titles]]"
    )
    result = tracked.on("2021-02-02")
    assert [
        target.split("/full/")[1].split("?")[0] for target in tracked.world.asked("/full/")
    ] == ["2021-02-01/title-15.xml"] * 2
    assert "issue_date[gte]=2020-12-06" in tracked.world.asked("/versions/")[0]
    assert result.changes >= 2
    assert versions(tracked, "15 CFR 744.1")[0] == ("2021-02-01", False)


def test_removed_row_ends_a_provision_without_any_request(tracked: Tracked) -> None:
    tracked.on("2021-02-02")
    tracked.settings = tracked.settings.replace(
        "[[ecfr.titles]]", "[ecfr]\nrecheck = 0\n[[ecfr.titles]]"
    )
    tracked.world.log.clear()
    tracked.on("2021-03-02")
    assert tracked.world.asked("/full/") == []
    assert versions(tracked, "15 CFR 744.2")[0] == ("2021-03-01", True)


def test_backfill_reads_every_version_oldest_first_and_nothing_twice(tracked: Tracked) -> None:
    tracked.world.today = "2021-02-10"
    tracked.backfill()
    asked = tracked.world.asked("/full/")
    days = [target.split("/full/")[1][:10] for target in asked]
    assert days == sorted(days)
    assert len(asked) == 6
    assert "2016-12-28" not in days
    tracked.world.log.clear()
    tracked.backfill()
    assert tracked.world.asked("/full/") == []


def test_backfill_goes_on_where_it_was_cut_off(tracked: Tracked) -> None:
    tracked.world.today = "2021-02-10"
    tracked.world.fail("reset", "/full/", times=99, spare=3)
    assert not outcome(tracked.backfill(), "ecfr").ok
    tracked.world.faults.clear()
    tracked.world.log.clear()
    assert outcome(tracked.backfill(), "ecfr").ok
    assert len(tracked.world.asked("/full/")) == 3


def test_backfill_of_one_part_and_span(tracked: Tracked) -> None:
    tracked.world.today = "2021-02-10"
    tracked.backfill(since=date(2021, 1, 1), until=date(2021, 1, 31), parts=("744",))
    assert versions(tracked, "15 CFR 744.2") == [("2021-01-05", False), ("2017-01-03", False)]
    assert versions(tracked, "15 CFR 744.1") == [("2017-01-03", False)]


def test_backfill_of_years_ago_is_as_current_as_its_last_day_and_takes_nothing_back(
    tracked: Tracked,
) -> None:
    def current() -> set[date | None]:
        with tracked.store() as store:
            return {
                source.current_as_of for source in sources.states(store) if source.name != "bis"
            }

    tracked.backfill(until=date(2020, 6, 30))
    assert current() == {date(2020, 6, 30)}
    tracked.poll()
    tracked.backfill(until=date(2020, 6, 30))
    assert current() == {date(2021, 1, 10)}


def test_row_issued_ahead_of_its_date_waits_without_failure(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.rows.append(row("744.1", "2021-01-20", issued="2021-01-12"))
    tracked.world.texts["744.1", "2021-01-20"] = section("744.1", "(a) Ahead.")
    assert outcome(tracked.on("2021-01-13"), "ecfr").ok
    assert versions(tracked, "15 CFR 744.1") == [("2017-01-03", False)]
    assert outcome(tracked.on("2021-01-21"), "ecfr").ok
    assert versions(tracked, "15 CFR 744.1")[0] == ("2021-01-20", False)


def test_listed_row_that_is_not_served_is_reported_once_and_never_a_failure(
    tracked: Tracked,
) -> None:
    tracked.world.rows.append(row("744.9", "2021-01-06"))
    assert outcome(tracked.poll(), "ecfr").ok
    assert outcome(tracked.poll("2021-01-11T12:00:00"), "ecfr").ok
    assert len([line for line in tracked.said if "744.9" in line]) == 1


def test_text_that_a_service_in_trouble_denied_is_caught_up(tracked: Tracked) -> None:
    tracked.poll()
    gone = (404, "application/json", b'{"error": "No matching content found."}')
    tracked.world.answers["/full/"] = gone
    assert outcome(tracked.on("2021-02-02"), "ecfr").ok
    assert versions(tracked, "15 CFR 744.1") == [("2017-01-03", False)]
    tracked.world.answers.clear()
    tracked.poll("2021-02-03T12:00:00")
    assert versions(tracked, "15 CFR 744.1")[0] == ("2021-02-01", False)


def test_reissued_row_of_a_held_version_is_asked_for_again(tracked: Tracked) -> None:
    tracked.settings = tracked.settings.replace(
        "[[ecfr.titles]]", "[ecfr]\nrecheck = 0\n[[ecfr.titles]]"
    )
    tracked.poll()
    tracked.world.log.clear()
    tracked.world.rows.append(row("744.2", "2021-01-05", issued="2021-01-11"))
    tracked.world.texts["744.2", "2021-01-05"] = section(
        "744.2", "(a) First, amended and repaired."
    )
    tracked.on("2021-01-12")
    assert len(tracked.world.asked("/full/2021-01-05")) == 1
    with tracked.store() as store:
        assert [
            reading.reading
            for reading in held_versions.readings(store.db, "15 CFR 744.2", date(2021, 1, 5))
        ] == [2, 1]
        assert {
            change.change.kind for change in changes.of_provision(store.db, "15 CFR 744.2")
        } == {"restated"}
    tracked.world.log.clear()
    tracked.on("2021-01-13")
    assert tracked.world.asked("/full/") == []


def test_duplicate_rows_are_fetched_once(tracked: Tracked) -> None:
    tracked.world.rows.append(row("744.2", "2021-01-05", issued="2021-01-08"))
    tracked.poll()
    assert len(tracked.world.asked("section=744.2")) == 1


def test_version_list_is_read_to_its_last_page(tracked: Tracked) -> None:
    tracked.world.per_page = 3
    tracked.poll()
    assert len(tracked.world.asked("/versions/")) == 2
    assert tracked.counts()["provisions"] == 3


def test_version_list_that_gives_more_than_it_counts_is_read_and_one_that_gives_less_is_not(
    tracked: Tracked,
) -> None:
    for counted, read in ((1, True), (99, False)):
        whole = tracked.world.versions({}) | {"meta": {"title": "15", "result_count": str(counted)}}
        tracked.world.answers["/versions/"] = (200, "application/json", json.dumps(whole).encode())
        assert outcome(tracked.poll(), "ecfr").ok is read
        assert tracked.counts()["versions"] == (3 if read else 0)
        tracked.db.unlink()
    assert any("page 2 repeats page 1" in line for line in tracked.said)


def test_list_that_fails_half_way_leaves_no_gap(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.per_page = 2
    tracked.world.fail("empty", "/versions/", spare=1)
    assert not outcome(tracked.on("2021-02-02"), "ecfr").ok
    assert outcome(tracked.poll("2021-02-02T13:00:00"), "ecfr").ok
    assert versions(tracked, "15 CFR 744.1")[0] == ("2021-02-01", False)


def test_import_in_progress_postpones_and_is_no_failure(tracked: Tracked) -> None:
    tracked.world.fail("import", "titles.json")
    tracked.world.fail("import", "titles.json", times=2)
    first = outcome(tracked.poll(), "ecfr")
    assert (first.ok, first.error, first.stored, first.requests) == (
        True,
        "import in progress",
        0,
        3,
    )
    assert outcome(tracked.poll("2021-01-10T13:00:00"), "ecfr").stored == 3


def test_import_that_ends_within_the_run_costs_nothing(tracked: Tracked) -> None:
    tracked.world.fail("import", "titles.json")
    found = outcome(tracked.poll(), "ecfr")
    assert (found.ok, found.error, found.stored) == (True, None, 3)
    asked = [
        target
        for target in tracked.world.log
        if "titles.json" in target or "current.json" in target
    ]
    assert ["titles" in request for request in asked] == [True, False, True], (
        "the other sources come first"
    )


def test_import_without_end_is_a_failure_from_the_fourth_poll_on(tracked: Tracked) -> None:
    tracked.world.fail("import", "titles.json", times=1000)
    told = [
        outcome(tracked.poll(f"2021-01-{day}T12:00:00"), "ecfr") for day in (10, 11, 12, 13, 14)
    ]
    assert [outcome.ok for outcome in told] == [True, True, True, False, False]
    assert told[-1].error == "import in progress, for the 5th poll in a row"
    tracked.world.faults.clear()
    assert outcome(tracked.poll("2021-01-15T12:00:00"), "ecfr").ok


def test_section_served_in_place_of_another_is_refused(tracked: Tracked) -> None:
    tracked.world.texts["744.1", "2017-01-03"] = section("744.11", "(a) Another.")
    failed = outcome(tracked.poll(), "ecfr")
    assert not failed.ok
    assert "744.11" in (failed.error or "")


def test_one_text_that_cannot_be_had_holds_up_no_other(tracked: Tracked) -> None:
    tracked.world.today = "2021-02-10"
    good = tracked.world.texts["744.1", "2017-01-03"]
    tracked.world.texts["744.1", "2017-01-03"] = section("744.11", "(a) Another.")
    assert not outcome(tracked.backfill(), "ecfr").ok
    failed = outcome(tracked.poll(), "ecfr")
    assert "744.11" in (failed.error or "")
    assert tracked.counts()["versions"] == 5
    tracked.world.texts["744.1", "2017-01-03"] = good
    assert outcome(tracked.poll(), "ecfr").ok
    assert versions(tracked, "15 CFR 744.1") == [("2021-02-01", False), ("2017-01-03", False)]


def test_texts_of_a_server_in_trouble_are_each_asked_for_but_not_hammered(tracked: Tracked) -> None:
    for number in range(3, 12):
        tracked.world.rows.append(row(f"744.{number}", "2017-01-03"))
        tracked.world.texts[f"744.{number}", "2017-01-03"] = section(f"744.{number}", "(a) More.")
    tracked.world.fail("500", "/full/", times=1000)
    failed = outcome(tracked.poll(), "ecfr")
    assert (failed.ok, failed.read, len(failed.failures)) == (False, True, 12)
    asked = tracked.world.asked("/full/")
    assert len(set(asked)) == 12, "every question stands alone"
    assert len(asked) == 5 * 3 + 7, "once five have failed, the others are tried once each"


def test_title_that_is_not_listed_is_a_failure(tracked: Tracked) -> None:
    tracked.settings = tracked.settings.replace("number = 15", "number = 16")
    assert "title 16" in (outcome(tracked.poll(), "ecfr").error or "")


def test_title_without_a_day_of_issue_or_reserved_all_of_a_sudden_is_a_failure(
    tracked: Tracked,
) -> None:
    tracked.poll()
    for change, why in (
        ({"latest_issue_date": None}, "without its latest issue date"),
        ({"reserved": True}, "listed as reserved"),
    ):
        listed = tracked.world.titles(busy=False)
        listed["titles"] = [title | change for title in listed["titles"]]
        tracked.world.answers["/titles.json"] = (
            200,
            "application/json",
            json.dumps(listed).encode(),
        )
        found = outcome(tracked.poll(), "ecfr")
        assert not found.read
        assert why in (found.error or "")


def test_another_title_is_tracked_by_configuration_alone(tracked: Tracked) -> None:
    tracked.settings = tracked.settings.replace("number = 15", "number = 2").replace(
        '"744"', '"200"'
    )
    tracked.world.title = 2
    tracked.world.rows = [row("200.1", "2017-01-03", part="200", title="2")]
    tracked.world.texts = {("200.1", "2017-01-03"): section("200.1", "(a) Ten days.")}
    assert outcome(tracked.poll(), "ecfr").ok
    tracked.world.rows.append(row("200.1", "2021-02-01", part="200", title="2"))
    tracked.world.texts["200.1", "2021-02-01"] = section("200.1", "(a) Nine days.")
    assert outcome(tracked.on("2021-02-02"), "ecfr").ok
    assert all("title-2.xml" in target for target in tracked.world.asked("/full/"))
    with tracked.store() as store:
        told = [
            (change.change.kind, change.change.address, change.change.after)
            for change in changes.of_provision(store.db, "2 CFR 200.1")
        ]
    assert told == [("amended", "2 CFR 200.1(a)", "Nine days.")]


def test_all_parts_of_a_title_are_tracked_where_none_is_named(tracked: Tracked) -> None:
    tracked.settings = tracked.settings.replace('parts = ["744"]', "")
    tracked.world.rows.append(row("30.1", "2017-01-03", part="30"))
    tracked.world.texts["30.1", "2017-01-03"] = section("30.1", "(a) Other.")
    tracked.poll()
    assert tracked.counts()["provisions"] == 4


def test_part_that_is_configured_later_is_caught_up(tracked: Tracked) -> None:
    tracked.world.rows.append(row("745.1", "2017-01-03", part="745"))
    tracked.world.texts["745.1", "2017-01-03"] = section("745.1", "(a) Other.")
    tracked.poll()
    tracked.settings = tracked.settings.replace('["744"]', '["744", "745"]')
    tracked.poll("2021-01-11T12:00:00")
    assert versions(tracked, "15 CFR 745.1") == [("2017-01-03", False)]


def test_entity_list_is_kept_by_its_identifier(tracked: Tracked) -> None:
    tracked.poll()
    assert any(f"appendix={ENTITY_LIST}" in target for target in tracked.world.log)
    assert versions(tracked, "15 CFR 744 Supp. 4") == [("2017-01-03", False)]


def test_clock_of_ours_that_is_behind_the_source_loses_nothing(tracked: Tracked) -> None:
    tracked.poll("2019-06-01T12:00:00")
    tracked.world.today = "2021-02-13"
    assert all(source.ok for source in tracked.poll("2019-06-02T12:00:00").sources)
    assert versions(tracked, "15 CFR 744.1")[0] == ("2021-02-01", False)
    assert tracked.counts()["documents"] == 3


def test_clock_of_ours_that_jumps_back_is_told_and_harmless(tracked: Tracked) -> None:
    tracked.poll()
    assert all(source.ok for source in tracked.poll("2020-01-01T12:00:00").sources)
    assert any("clock" in line for line in tracked.said)

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Tracker
from tracker.store import Store

CHANGE_KEYS = {
    "id", "address", "unit", "kind", "old_address", "before", "after", "words", "noise",
    "provision", "from", "to", "causes", "tags",
}  # fmt: skip


def test_log_lists_changes_of_substance_newest_first(tracker: Tracker) -> None:
    changes = tracker("log", "--json").json["changes"]
    assert changes
    assert all(set(change) == CHANGE_KEYS for change in changes)
    assert [change["to"] for change in changes] == sorted(
        (change["to"] for change in changes), reverse=True
    )
    assert "editorial" not in {change["kind"] for change in changes}


def test_words_of_every_change_rebuild_both_texts(tracker: Tracker) -> None:
    for change in tracker("log", "--all", "--json").json["changes"]:
        assert "".join(text for sign, text in change["words"] if sign in "=-") == (
            change["before"] or ""
        )
        assert "".join(text for sign, text in change["words"] if sign in "=+") == (
            change["after"] or ""
        )


def test_log_with_all_holds_the_editorial_changes_too(tracker: Tracker) -> None:
    without, everything = (
        tracker("log", *words, "--json").json["changes"] for words in ((), ("--all",))
    )
    assert {document["id"] for document in without} < {change["id"] for change in everything}


def test_log_narrows_by_part_day_and_topic(tracker: Tracker) -> None:
    everything = tracker("log", "--json").json["changes"]
    part = tracker("log", "--part", "774", "--json").json["changes"]
    assert part == [change for change in everything if change["provision"].startswith("15 CFR 774")]
    topic = tracker("log", "--tag", "country-tiers", "--json").json["changes"]
    assert topic == [
        change
        for change in everything
        if "country-tiers" in {tag["topic"] for tag in change["tags"]}
    ]
    assert tracker("log", "--since", "2022-01-01", "--json").json["changes"] == []


def test_tag_evidence_is_an_exact_slice_of_the_text_it_names(tracker: Tracker) -> None:
    found = 0
    for change in tracker("log", "--json").json["changes"]:
        for tag in change["tags"]:
            evidence = tag["evidence"]
            if evidence["where"] in ("before", "after"):
                found += 1
                assert (
                    change[evidence["where"]][evidence["start"] : evidence["end"]]
                    == evidence["text"]
                )
    assert found


def test_history_of_an_item_holds_the_versions_in_which_it_differs(tracker: Tracker) -> None:
    told = tracker("history", "3A090.a.1", "--json").json
    assert told["address"] == "15 CFR 774 Supp. 1, 3A090.a.1"
    days = [version["in_force_from"] for version in told["versions"]]
    assert days == sorted(days, reverse=True)
    assert {change["to"] for change in told["changes"]} <= set(days)
    assert set(told["versions"][0]) == {
        "in_force_from", "issue_date", "observed_at", "fingerprint", "source_url", "capture",
        "changes", "causes", "tags",
    }  # fmt: skip


def test_show_prints_the_text_of_a_day_and_null_where_it_was_not_in_force(tracker: Tracker) -> None:
    now, before = (
        tracker("show", "3A090.c", "--at", day, "--json").json
        for day in ("2021-03-08", "2021-03-07")
    )
    assert now["text"]
    assert now["units"][0]["address"] == "15 CFR 774 Supp. 1, 3A090.c"
    assert before["text"] is None
    assert before["units"] == []


def test_status_counts_what_is_held(tracker: Tracker) -> None:
    told = tracker("status", "--json").json
    assert [source["name"] for source in told["sources"]] == ["ecfr", "federal-register", "bis"]
    assert all(source["ok"] for source in told["sources"])
    assert list(told)[1:] == [
        "provisions",
        "versions",
        "changes",
        "documents",
        "pages",
        "captures",
        "quarantined",
    ]
    assert told["changes"] == len(tracker("log", "--all", "--json").json["changes"])


@pytest.mark.parametrize(
    "words",
    [
        ("log",),
        ("history", "3A090"),
        ("show", "3A090"),
        ("status",),
        ("diff", "3A090"),
        ("doctor",),
        ("verify",),
    ],
)
def test_every_question_has_an_answer_for_people(tracker: Tracker, words: tuple[str, ...]) -> None:
    answer = tracker(*words)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.strip()
    assert "\x1b" not in answer.out


def test_an_entity_is_found_by_its_name(tracker: Tracker) -> None:
    added = next(
        change
        for change in tracker("log", "--json").json["changes"]
        if change["unit"] == "entity" and change["kind"] == "added"
    )
    name = added["address"].partition(": ")[2]
    assert tracker("show", name.upper(), "--json").json["address"] == added["address"]


def test_a_part_is_shown_as_all_its_provisions(tracker: Tracker) -> None:
    whole = tracker("show", "part 744", "--at", "2021-03-08", "--json").json
    one = tracker("show", "744.97", "--at", "2021-03-08", "--json").json
    assert whole["address"] == "15 CFR part 744"
    assert one["text"] in whole["text"]
    assert all(unit in whole["units"] for unit in one["units"])


def test_a_part_before_all_its_text_is_null(tracker: Tracker) -> None:
    assert tracker("show", "part 744", "--at", "2000-01-01", "--json").json["text"] is None


def test_show_says_that_a_newer_version_is_listed_whose_text_could_not_be_read(
    tracker: Tracker, tmp_path: Path
) -> None:
    db = tmp_path / "tracker.db"
    shutil.copy(tracker.db, db)
    assert dataclasses.replace(tracker, db=db)("show", "744.97").err == ""
    held = json.loads(tracker("history", "744.97", "--json").out)["versions"][0]
    with Store.open(db, "write") as store:
        store.db.run(
            "UPDATE version_rows SET date = '2021-03-11' WHERE identifier = '744.97' AND date = ?",
            (held["in_force_from"],),
        )
    answer = dataclasses.replace(tracker, db=db)("show", "744.97")
    assert (
        "from 2021-03-11 is listed, but its text could not be read yet; this is the text in force"
        f" from {held['in_force_from']}" in answer.err
    )
    assert answer.code == 0

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cli.conftest import Tracker

OLD = """<DIV8 N="744.99" TYPE="SECTION"><HEAD>§ 744.99 Invented.</HEAD>
<P>(a) <I>First.</I> You may ship 10 widgets.</P><P>(b) Nothing else.</P></DIV8>"""


def test_diff_of_a_day_with_itself_is_empty(tracker: Tracker) -> None:
    told = tracker(
        "diff", "744 Supp. 4", "--from", "2021-03-08", "--to", "2021-03-08", "--json"
    ).json
    assert told["changes"] == []
    assert told["old"] == told["new"]


def test_diff_backwards_is_the_mirror_image(tracker: Tracker) -> None:
    forth, back = (
        tracker("diff", "744 Supp. 4", "--from", days[0], "--to", days[1], "--json").json["changes"]
        for days in (("2021-03-07", "2021-03-08"), ("2021-03-08", "2021-03-07"))
    )
    assert forth
    assert sorted((change["before"] or "", change["after"] or "") for change in forth) == sorted(
        (change["after"] or "", change["before"] or "") for change in back
    )


def test_diff_of_the_stored_step_agrees_with_the_log(tracker: Tracker) -> None:
    told = tracker(
        "diff", "774 Supp. 1", "--from", "2021-03-07", "--to", "2021-03-08", "--json"
    ).json
    logged = [
        change
        for change in tracker("log", "--all", "--part", "774", "--json").json["changes"]
        if change["to"] == "2021-03-08"
    ]
    logged = [change for change in logged if change["kind"] != "restated"]
    assert [(change["address"], change["kind"], change["words"]) for change in told["changes"]] == [
        (change["address"], change["kind"], change["words"]) for change in logged
    ]


def test_compare_needs_no_database(tracker: Tracker, tmp_path: Path) -> None:
    old, new, page = tmp_path / "old.xml", tmp_path / "new.xml", tmp_path / "redline.html"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(OLD.replace("10 widgets", "11 widgets"), encoding="utf-8")
    answer = tracker("compare", str(old), str(new), "--html", str(page), "--json")
    assert answer.code == 0
    (change,) = json.loads(answer.out)["changes"]
    assert (change["address"], change["kind"]) == ("15 CFR 744.99(a)", "amended")
    assert (change["from"], change["to"]) == (None, None)
    assert "<ins" in page.read_text(encoding="utf-8")


def test_compare_takes_the_title_from_the_option(tracker: Tracker, tmp_path: Path) -> None:
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(OLD.replace("10", "11"), encoding="utf-8")
    told = tracker("compare", str(old), str(new), "--title", "22", "--json").json
    assert told["changes"][0]["address"] == "22 CFR 744.99(a)"


def test_wrapping_brings_no_command_for_a_ci_runner_to_the_start_of_a_line(
    tracker: Tracker, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(OLD.replace("10 widgets", "::error::x ##[error]y " * 40), encoding="utf-8")
    for words in ((), ("--side-by-side",), ("--json",)):
        printed = tracker("compare", str(old), str(new), *words).out
        assert "error" in printed
        assert not re.search(r"(?m)^\s*::|##\[", printed)


def test_diff_of_a_part_holds_the_changes_of_its_provisions(tracker: Tracker) -> None:
    span = ("--from", "2021-03-01", "--to", "2021-03-12", "--json")
    whole, one = tracker("diff", "part 744", *span).json, tracker("diff", "744.97", *span).json
    assert one["changes"]
    assert all(change in whole["changes"] for change in one["changes"])
    assert {change["provision"] for change in whole["changes"]} > {"15 CFR 744.97"}
    assert whole["summary"]["added"] >= one["summary"]["added"]


def test_diff_of_a_part_takes_its_last_day_of_change(tracker: Tracker) -> None:
    told = tracker("diff", "part 744", "--json").json
    assert told["changes"]
    assert {change["to"] for change in told["changes"]} == {told["new"]["in_force_from"]}


def test_a_baseline_is_never_told_as_added(tracker: Tracker) -> None:
    for days in ((), ("--from", "2017-01-01"), ("--from", "2021-03-12", "--to", "2017-01-01")):
        told = tracker("diff", "740.98", *days, "--json").json
        assert "provision" not in {change["unit"] for change in told["changes"]}

"""Why is this change missing? Each decision is told once, with its reason, by the run that took
it."""

from __future__ import annotations

import contextlib
import io
import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.poll.conftest import Tracked
from tests.poll.small_world import ENTITY_LIST, document, entities, row, section
from tracker import log
from tracker.cli.main import run

SUPPLEMENT = f"ecfr:full:15:744:appendix:{ENTITY_LIST}:2021-02-01"
SECTION = "ecfr:full:15:744:section:744.1"
SEARCH = "fr:search:"


def decisions(act: Callable[[], object], level: int = logging.INFO) -> list[str]:
    """Return what was decided while something ran, as it is written."""
    found: list[str] = []
    with log.written(found.append, level):
        act()
    return [line.partition(" decisions: ")[2] for line in found if " decisions: " in line]


def about(what: str, lines: list[str]) -> list[str]:
    """Return the decisions about one subject or address."""
    return [line for line in lines if f" {what}: " in line]


def command(tracked: Tracked, *words: str) -> tuple[int, str, str]:
    """Run a command on the database of a tracked world; return its exit code, stdout, stderr."""
    out, err = io.StringIO(), io.StringIO()
    moment = f"{tracked.world.today}T18:00:00Z"
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["--db", str(tracked.db), "--now", moment, *words])
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def fast(tracked: Tracked, monkeypatch: pytest.MonkeyPatch) -> Tracked:
    """A tracked world that the command line asks too."""
    tracked.config()
    monkeypatch.setenv("TRACKER_CONFIG", str(tracked.folder / "tracker.toml"))
    for name, value in tracked.server.environment.items():
        monkeypatch.setenv(name, value)
    return tracked


def test_first_version_is_a_baseline_and_is_called_so_once(tracked: Tracked) -> None:
    first = "the first version that is held; there is none before it to compare it with"
    told = decisions(tracked.poll)
    assert f"baseline 15 CFR 744.1 of 2017-01-03: {first}" in told
    assert f"kept {SECTION}:2017-01-03: the answer passed every check" in told
    assert len(told) == len(set(told))
    assert not [line for line in decisions(tracked.poll) if line.startswith("baseline")]


def test_a_change_is_kept_with_what_it_is_compared_with(tracked: Tracked) -> None:
    tracked.poll()
    told = decisions(lambda: tracked.on("2021-02-02"))
    assert about("15 CFR 744.1 of 2021-02-01", told) == [
        "kept 15 CFR 744.1 of 2021-02-01: 1 change since 2017-01-03"
    ]


def test_a_new_version_of_the_same_words_gives_no_change_and_says_so(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.texts["744.1", "2021-02-01"] = tracked.world.texts["744.1", "2017-01-03"]
    told = decisions(lambda: tracked.on("2021-02-02"))
    assert "skipped 15 CFR 744.1 of 2021-02-01: no unit differs since 2017-01-03" in told


def test_a_doubted_text_is_told_until_it_is_believed(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.texts[ENTITY_LIST, "2021-02-01"] = entities(
        *[f"Acme {number} Ltd." for number in range(12)]
    )
    doubted = about(SUPPLEMENT, decisions(lambda: tracked.on("2021-02-02")))
    assert len(doubted) == 1
    assert doubted[0].startswith(f"doubted {SUPPLEMENT}: the text lost 18 of 3")
    assert doubted[0].endswith("(seen in 1 of the 3 polls after which it is believed)")
    tracked.poll("2021-02-03T12:00:00")
    kept = about(SUPPLEMENT, decisions(lambda: tracked.poll("2021-02-04T12:00:00")))
    assert [line for line in kept if line.startswith("kept")] == [
        line for line in kept if "accepted after 3 polls, although the text lost 18" in line
    ]
    assert kept


def test_an_answer_that_a_person_rejected_is_skipped(fast: Tracked) -> None:
    fast.poll()
    fast.world.texts[ENTITY_LIST, "2021-02-01"] = entities("Acme 1 Ltd.")
    fast.on("2021-02-02")
    _, listed, _ = command(fast, "quarantine", "list", "--json")
    number = next(iter(json.loads(listed).values()))[0]["id"]
    code, _, _ = command(fast, "quarantine", "reject", str(number))
    assert code == 0
    told = decisions(lambda: fast.poll("2021-02-03T12:00:00"))
    assert about(SUPPLEMENT, told) == [f"skipped {SUPPLEMENT}: a person rejected this very answer"]


def test_an_answer_that_failed_waits_for_the_end_of_its_pause(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.fail("503", "744.1", times=99)
    failed = decisions(lambda: tracked.on("2021-02-02"))
    why = "HTTP 503 Service Unavailable, after 3 tries"
    assert about(f"{SECTION}:2021-02-01", failed) == [f"skipped {SECTION}:2021-02-01: {why}"]
    for hour in (13, 14):
        tracked.poll(f"2021-02-02T{hour}:00:00")
    told = about(f"{SECTION}:2021-02-01", decisions(lambda: tracked.poll("2021-02-02T15:00:00")))
    assert len(told) == 1
    assert told[0] == (
        f"not yet asked {SECTION}:2021-02-01: it failed ({why});"
        " asked again from 2021-02-02 18:00 UTC on"
    )


def test_no_question_goes_to_a_host_that_is_left_alone(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.fail("block", "/full/", times=99)
    tracked.world.rows += [row(f"744.{number}", "2021-02-01") for number in range(11, 20)]
    told = decisions(lambda: tracked.on("2021-02-02"))
    waiting = [line for line in told if line.startswith(f"not yet asked {SECTION}")]
    alone = "answered 5 questions in a row with a challenge and is left alone until the next poll"
    assert [line.split(":")[5] for line in waiting] == [f"744.{number}" for number in range(15, 20)]
    assert all(line.endswith(alone) for line in waiting)


def test_a_source_that_is_being_worked_on_is_asked_later(tracked: Tracked) -> None:
    tracked.world.fail("import", "titles.json", times=99)
    told = decisions(tracked.poll)
    assert [line for line in told if line.startswith("not yet asked ecfr: ")]


def test_a_row_of_a_part_that_nobody_tracks_is_counted(tracked: Tracked) -> None:
    tracked.world.rows += [row("9.1", "2017-01-03", part="9"), row("9.2", "2021-01-05", part="9")]
    assert "skipped 15 CFR part 9: 2 new rows; this part is not tracked" in decisions(tracked.poll)
    assert not about("15 CFR part 9", decisions(tracked.poll))


def test_a_listed_text_that_comes_into_force_later_waits(tracked: Tracked) -> None:
    tracked.world.rows.append(row("744.1", "2021-06-01", issued="2021-01-09"))
    assert (
        "not yet asked 15 CFR 744.1 of 2021-06-01: it comes into force after 2021-01-10, the last"
        " day that is asked for"
    ) in decisions(tracked.poll)


def test_a_listed_text_that_is_not_served_is_skipped_with_what_follows(tracked: Tracked) -> None:
    tracked.world.rows.append(row("744.9", "2021-01-05"))
    subject = "ecfr:full:15:744:section:744.9:2021-01-05"
    assert f"skipped {subject}: the source has no such text" in decisions(tracked.poll)
    assert (
        "skipped 15 CFR 744.9 of 2021-01-05: it is listed, but was not served; asked again when it"
        " is issued anew, and in turn"
    ) in decisions(tracked.poll)


def test_a_text_that_is_held_is_only_checked(tracked: Tracked) -> None:
    tracked.poll()
    told = decisions(lambda: tracked.poll("2021-01-11T12:00:00"))
    assert f"skipped {SECTION}:2017-01-03: the text is the one that is held" in told
    assert [line for line in told if line.endswith("every row of the list is held")]
    assert [line for line in told if SEARCH in line and line.endswith("is held like that")]
    assert [line for line in told if line.endswith("names what it named before")]


def test_what_goes_is_kept_as_its_end_and_what_stays_is_not(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.texts["744.1", "2021-03-01"] = section("744.1", "(a) <I>Scope.</I> Two.")
    tracked.world.rows += [
        row("744.1", "2021-03-01"),
        row("744.1", "2021-03-01", issued="2021-03-02", removed=True),
    ]
    tracked.on("2021-03-01")
    told = decisions(lambda: tracked.on("2021-03-02"))
    why = "the version list says that it went, but a text of that day is held"
    assert f"skipped 15 CFR 744.1 of 2021-03-01: {why}" in told
    rebuilt = decisions(lambda: rebuilt_of(tracked))
    assert "kept 15 CFR 744.2 of 2021-03-01: 1 change: it went" in rebuilt
    assert f"skipped 15 CFR 744.1 of 2021-03-01: {why}" in rebuilt


def rebuilt_of(tracked: Tracked) -> None:
    """Derive everything again."""
    code, _, _ = command(tracked, "rebuild")
    assert code == 0


def test_a_row_that_ends_what_was_never_held_says_so(tracked: Tracked) -> None:
    tracked.world.rows += [row("744.1", "2018-01-02", removed=True), row("744.1", "2019-01-02")]
    tracked.world.texts["744.1", "2019-01-02"] = section("744.1", "(a) Back.")
    told = [line for line in decisions(tracked.poll) if "the version list says" in line]
    assert told
    assert all(line.endswith("but tracking begins after 2021-01-10") for line in told)


def test_a_document_without_a_topic_is_skipped_by_its_number(tracked: Tracked) -> None:
    other = [{"slug": "commerce-department", "name": "Commerce Department", "raw_name": "COMMERCE"}]
    tracked.world.documents.append(
        document("2021-00777", "2021-01-06", title="Fish of the coast", agencies=other)
    )
    why = "no topic of the taxonomy in its title, abstract or summary, and no agency of ours"
    assert f"skipped FR document 2021-00777: {why}" in decisions(tracked.poll)


def test_a_text_of_a_document_that_was_missing_is_asked_for_tomorrow(tracked: Tracked) -> None:
    del tracked.world.full_texts["2021-00001"]
    tracked.poll()
    told = decisions(lambda: tracked.poll("2021-01-10T18:00:00"))
    subject = "fr:text:2021-00001:2021-01-04"
    assert about(subject, told) == [
        f"not yet asked {subject}: it was missing today; asked again tomorrow"
    ]


def test_pages_beyond_those_of_one_poll_wait_by_name(tracked: Tracked) -> None:
    tracked.settings += "[bis]\nmost_a_poll = 1\n"
    told = decisions(lambda: tracked.on("2021-01-31"))
    assert (
        "not yet asked bis:page:/press-release/second: it is new in the listing, but one poll"
        " asks for few pages; left for the next polls"
    ) in told


def test_a_page_that_was_missing_rests_and_one_that_went_is_doubted_first(tracked: Tracked) -> None:
    tracked.poll()
    rested = decisions(lambda: tracked.poll("2021-01-10T18:00:00"))
    assert [line for line in rested if line.startswith("not yet asked bis:sitemap:")]
    tracked.world.news.clear()
    tracked.world.news.append(("/press-release/other", "Other", "2021-01-03"))
    told = [
        line
        for day in ("2021-01-20", "2021-01-21", "2021-01-22")
        for line in decisions(lambda: tracked.on(day))  # noqa: B023 (called at once)
        if "/press-release/first-inc. " in line or "/press-release/first-inc.:" in line
    ]
    assert [line for line in told if "it is gone when missing on a second day" in line]


def test_the_digest_names_what_it_leaves_out(fast: Tracked) -> None:
    fast.world.texts["744.1", "2021-02-01"] = section(
        "744.1", "(a) <I>Scope.</I> One and a half.", "(b) two."
    )
    fast.backfill("2021-01-10T12:00:00")
    fast.on("2021-02-02")
    days = ("--since", "2021-01-01", "--until", "2021-02-02")
    code, out, err = command(fast, "--verbose", "digest", *days, "--out", str(fast.folder / "d"))
    assert (code, "decisions" in out) == (0, False)
    assert (
        "info decisions: skipped 15 CFR 744.2(a) of 2021-01-05: a backfill brought it, and this"
        " digest tells what was first seen (--by in-force)\n"
    ) in err
    assert (
        "info decisions: skipped 15 CFR 744.1(b) of 2021-02-01: editorial (capitals): counted, and"
        " not told among the changes of substance\n"
    ) in err
    with_reasons = files(fast.folder / "d")
    assert command(fast, "digest", *days, "--out", str(fast.folder / "d")) == (code, out, "")
    assert files(fast.folder / "d") == with_reasons


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a digest by their names."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize(
    "words",
    [("poll",), ("backfill",), ("rebuild",), ("log",), ("log", "--all"), ("history", "744.1")],
)
def test_no_decision_ever_reaches_a_json_answer(fast: Tracked, words: tuple[str, ...]) -> None:
    fast.poll()
    fast.world.today = "2021-02-02"
    code, out, err = command(fast, "--verbose", *words, "--json")
    assert code == 0
    assert json.loads(out)
    assert all(line.startswith("info decisions: ") for line in err.splitlines())


def test_the_list_of_changes_is_the_same_with_and_without_reasons(fast: Tracked) -> None:
    fast.world.texts["744.1", "2021-02-01"] = section("744.1", "(a) <I>Scope.</I> One.", "(b) two.")
    fast.backfill()
    fast.on("2021-02-02")
    _, quiet, _ = command(fast, "log", "--json")
    _, out, err = command(fast, "--verbose", "log", "--json")
    assert out == quiet
    assert "skipped 15 CFR 744.1(b) of 2021-02-01: editorial (capitals): listed with --all\n" in err


def test_details_are_told_at_debug_only(tracked: Tracked) -> None:
    tracked.poll()
    held = "skipped 15 CFR 744.1 of 2017-01-03: it is held"
    assert held not in decisions(lambda: tracked.poll("2021-01-10T13:00:00"))
    assert held in decisions(lambda: tracked.poll("2021-01-10T14:00:00"), logging.DEBUG)

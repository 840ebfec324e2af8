"""Why a change is missing is told on stderr, where it is asked for; stdout stays as it is."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Tracker
from tests.store.build import Book, capture, row, section, subject_of
from tracker.cli.main import COMMANDS, cli
from tracker.store import Store

ABOUT = "the text of 740.98 as of 2021-03-10"
WAITS = f"{ABOUT} waits in quarantine (it lost its text); see tracker quarantine show "
DECIDED = f"doubted {ABOUT}: it lost its text (it waits in quarantine)\n"
KEY = subject_of("740.98", "2021-03-10")
PLACES = ("log", "--part", "740"), ("history", "740.98"), ("show", "740.98"), ("diff", "740.98")
OTHERS = ("log", "--part", "774"), ("history", "3A090"), ("show", "3A090"), ("diff", "3A090")


@pytest.fixture(scope="module")
def with_doubt(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled database with a text of 740.98 that was kept out."""
    db = Path(shutil.copy(filled, tmp_path_factory.mktemp("doubted") / "tracker.db"))
    now = datetime(2021, 3, 12, 12, tzinfo=UTC)
    answer = capture(section("740.98", "(a) Garbage."), KEY, now)
    with Store.open(db, "write") as store, store.writing(), store.transaction():
        store.record_capture(answer, "quarantined", "it lost its text")
    return db


@pytest.fixture
def doubting(tracker: Tracker, with_doubt: Path) -> Tracker:
    return dataclasses.replace(tracker, db=with_doubt)


@pytest.mark.parametrize("words", PLACES, ids=" ".join)
def test_what_was_kept_out_is_told_of_its_place_and_changes_no_answer(
    tracker: Tracker, doubting: Tracker, words: tuple[str, ...]
) -> None:
    assert WAITS in doubting(*words).err
    without, with_json = tracker(*words, "--json"), doubting(*words, "--json")
    assert (with_json.code, with_json.out) == (0, without.out)
    assert WAITS not in without.err


@pytest.mark.parametrize("words", OTHERS, ids=" ".join)
def test_what_was_kept_out_elsewhere_is_not_told(doubting: Tracker, words: tuple[str, ...]) -> None:
    answer = doubting(*words, "--verbose")
    assert (answer.code, "740.98" in answer.err) == (0, False)


def test_rebuilding_tells_what_was_kept_out(doubting: Tracker, tmp_path: Path) -> None:
    db = Path(shutil.copy(doubting.db, tmp_path / "tracker.db"))
    answer = dataclasses.replace(doubting, db=db)("rebuild", "-v")
    assert (answer.code, f"info decisions: {DECIDED}" in answer.err) == (0, True)


@pytest.mark.parametrize("words", PLACES, ids=" ".join)
@pytest.mark.parametrize("behind", [True, False])
def test_a_question_is_told_in_words_and_its_key_only_to_who_asks_for_every_step(
    doubting: Tracker, words: tuple[str, ...], behind: bool
) -> None:
    told = doubting(*words, "-v").err if behind else doubting("-v", *words).err
    assert f"info decisions: {DECIDED}" in told
    assert KEY not in told
    environment = doubting.environment | {"TRACKER_LOG": "debug"}
    told = dataclasses.replace(doubting, environment=environment)(*words).err
    assert f"doubted {ABOUT} ({KEY}): it lost its text" in told


def test_a_part_that_is_not_tracked_is_told_where_no_change_is(tracker: Tracker) -> None:
    answer = tracker("log", "--part", "900")
    assert (answer.code, answer.out) == (0, "No changes.\n")
    assert answer.err.startswith("part 900 is not tracked (tracked: 15 CFR parts ")
    assert answer.err.endswith("name it under parts in the configuration, then run tracker poll\n")
    assert "part 900 is not" not in tracker("log", "--part", "740").err


@pytest.mark.parametrize("command", ["history", "show", "diff"])
def test_an_address_of_a_part_that_is_not_tracked_says_so(tracker: Tracker, command: str) -> None:
    answer = tracker(command, "900.1", "-v")
    assert (answer.code, answer.out) == (2, "")
    decided, mistake = answer.err.splitlines()
    assert decided == "info decisions: skipped part 900 of title 15: this part is not tracked"
    assert "15 CFR 900.1 is not held: part 900 of title 15 is not tracked (tracked: 15" in mistake


def below(command: click.Command) -> list[click.Command]:
    """Return a command and those below it."""
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    return [command, *(found for command in inner for found in below(command))]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_verbose_behind_its_name_once(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    cli.get_command(click.Context(cli), name)  # a command that is called again has it still once
    for subcommand in below(command):
        options = [option for option in subcommand.params if "--verbose" in option.opts]
        assert [option.opts for option in options] == [["--verbose", "-v"]], subcommand.name


UNREAD = "listed, and still to be read by tracker poll: 15 CFR 740.98 of 2021-03-11\n"


@pytest.fixture(scope="module")
def with_unread(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled database, and a version of 740.98 that the list names since."""
    db = Path(shutil.copy(filled, tmp_path_factory.mktemp("unread") / "tracker.db"))
    with Store.open(db, "write") as store, store.writing():
        book = Book(store, datetime(2021, 3, 12, 12, tzinfo=UTC))
        book.listed(row("740.98", "2021-03-11"), query="page=9")
    return db


@pytest.mark.parametrize(
    "words",
    [*PLACES, ("diff", "740.98", "--from", "2021-03-12", "--to", "2021-03-02")],
    ids=" ".join,
)
def test_a_version_that_is_still_to_be_read_is_told_once(
    tracker: Tracker, with_unread: Path, words: tuple[str, ...]
) -> None:
    told = dataclasses.replace(tracker, db=with_unread)(*words).err
    if words[0] == "show":
        assert told.startswith("a version in force from 2021-03-11 is listed, but its text could")
        assert told.count("\n") == 1
    else:
        assert told == UNREAD


PATCH = ("diff", "740.98", "--patch", "--from", "2021-03-08", "--to", "2021-03-12")


def test_a_patch_is_a_patch_alone_whatever_waits_for_its_address(
    tracker: Tracker, doubting: Tracker, with_unread: Path
) -> None:
    plain, doubted = tracker(*PATCH), doubting(*PATCH)
    unread = dataclasses.replace(tracker, db=with_unread)(*PATCH)
    assert (plain.code, plain.err) == (0, "")
    assert (doubted.code, doubted.out, WAITS in doubted.err) == (0, plain.out, True)
    assert (unread.code, unread.out, unread.err) == (0, plain.out, UNREAD)


def test_a_patch_that_ends_before_a_version_tells_nothing_of_it(
    tracker: Tracker, with_unread: Path
) -> None:
    words = ("diff", "740.98", "--patch", "--from", "2021-03-02", "--to", "2021-03-10")
    assert dataclasses.replace(tracker, db=with_unread)(*words).err == ""
    there_and_back = (*words[:3], "--from", "2021-03-12", "--to", "2021-03-02")
    assert dataclasses.replace(tracker, db=with_unread)(*there_and_back).err == UNREAD

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.cli.conftest import Tracker
from tracker.errors import AddressError


@pytest.mark.parametrize(
    "words",
    [
        ("show", "744.999"),
        ("history", "nothing of the kind"),
        ("diff", "3A090.q.9"),
        ("show", "3A090", "--at", "2021-13-45"),
        ("log", "--since", "soon"),
        ("log", "--since", "2021-03-08", "--until", "2021-03-01"),
        ("log", "--tag", "no-such-topic"),
        ("compare", "absent.xml", "absent.xml"),
        ("digest", "--email"),
        ("quarantine", "accept", "99"),
        ("frobnicate",),
        ("log", "--colour"),
    ],
)
def test_a_mistake_gets_one_clear_line_and_exit_2(
    tracker: Tracker, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = tracker(*words)
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "now", ["0026-08-28T12:00:00Z", "20260-08-28", "3026-08-28", "9999-12-31T23:59:59Z"]
)
def test_a_slip_of_the_pen_in_the_present_time_is_refused_before_it_is_recorded(
    tracker: Tracker, now: str
) -> None:
    answer = dataclasses.replace(tracker, now=now)("status")
    assert (answer.code, answer.out) == (2, "")
    assert "write it as 2026-07-31T08:00:00Z" in answer.err


def test_an_unknown_address_names_its_nearest_neighbours(tracker: Tracker) -> None:
    assert "3A090" in tracker("show", "3A091").err


@pytest.mark.parametrize("command", ["status", "log", "verify"])
def test_a_missing_database_is_named_with_the_way_out(
    tracker: Tracker, tmp_path: Path, command: str
) -> None:
    answer = dataclasses.replace(tracker, db=tmp_path / "none.db")(command)
    assert (answer.code, answer.out) == (2, "")
    assert "none.db" in answer.err
    assert not (tmp_path / "none.db").exists()


def test_a_database_of_another_program_is_left_alone(tracker: Tracker, tmp_path: Path) -> None:
    foreign = tmp_path / "photos.db"
    foreign.write_bytes(b"not SQLite at all")
    for command in ("status", "poll"):
        answer = dataclasses.replace(tracker, db=foreign)(command)
        assert (answer.code, answer.out) == (2, "")
    assert foreign.read_bytes() == b"not SQLite at all"


def test_all_mistakes_of_a_configuration_come_at_once(tracker: Tracker, tmp_path: Path) -> None:
    config = tmp_path / "bad.toml"
    config.write_text('[ecfr]\nrecheck = -1\nfrobs = 3\n[mail]\nport = "x"\n', encoding="utf-8")
    answer = dataclasses.replace(tracker, config=config)("poll")
    assert (answer.code, answer.out) == (2, "")
    assert all(name in answer.err for name in ("ecfr.recheck", "ecfr.frobs", "mail.port"))


def test_without_network_each_source_says_which_host_was_not_reached(
    tracker: Tracker, tmp_path: Path
) -> None:
    answer = dataclasses.replace(tracker, db=tmp_path / "new.db")("poll", "--json")
    assert answer.code == 1
    assert {source["ok"] for source in answer.json["sources"]} == {False}
    assert all("127.0.0.1" in source["error"] for source in answer.json["sources"])


def test_a_wrong_configuration_is_told_by_a_command_that_only_reads(
    tracker: Tracker, tmp_path: Path
) -> None:
    config = tmp_path / "bad.toml"
    config.write_text("[ecfr]\nrecheck = -1\n[bogus]\n", encoding="utf-8")
    answer = dataclasses.replace(tracker, config=config)("status", "--json")
    assert (answer.code, answer.out) == (2, "")
    assert "ecfr.recheck" in answer.err
    assert "bogus" in answer.err


def test_a_part_with_words_behind_it_is_no_address(tracker: Tracker) -> None:
    answer = tracker("show", "15 CFR part 744 nonsense")
    assert (answer.code, answer.out) == (2, "")
    assert "Nearest" in answer.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_no_mistake_of_the_user(tracker: Tracker) -> None:
    answer = tracker("evidence", "3A090", "--out", "/dev/full")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "tracker: cannot write /dev/full: No space left on device\n"


def test_an_unknown_address_without_neighbours_names_the_way_out() -> None:
    assert str(AddressError("744.999", "15 CFR 744.999 is not held")).endswith(
        "is not held. tracker status says what is tracked."
    )

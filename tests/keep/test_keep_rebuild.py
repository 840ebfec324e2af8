"""A new release meets old rows: polls leave at once, a job rebuilds, readers say what to run."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.keep.host import BRANCH, POLL, REBUILD, Runner, tracker
from tracker.demo import DemoServer
from tracker.derive import VERSION
from tracker.store import schema


def age(db: Path, *, rows: bool = False, file: bool = False) -> None:
    """Let the rows be those of another version, or the file that of an older schema."""
    with closing(sqlite3.connect(db)) as held:
        if rows:
            held.execute("UPDATE derivation SET value = '0.0' WHERE name = 'version'")
        if file:
            held.execute(f"PRAGMA user_version = {schema.VERSION - 1}")
        held.commit()


def everything(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as held:
        return list(held.iterdump())


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database after one poll of the invented world; copy it."""
    db = tmp_path_factory.mktemp("polled") / "tracker.db"
    with DemoServer(date(2021, 3, 1)) as server:
        done = tracker(
            db, "poll", environment=server.environment | {"TRACKER_NOW": "2021-03-01T11:17:00Z"}
        )
    assert done.returncode == 0, done.stderr
    return db


@pytest.fixture
def db(polled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(polled, tmp_path / "tracker.db"))


@pytest.mark.parametrize(
    "words", [("poll",), ("poll", "--json"), ("backfill",), ("digest", "--poll")]
)
def test_a_poll_leaves_rows_of_another_version_alone(
    db: Path,
    demo_world: DemoServer,
    words: tuple[str, ...],
) -> None:
    age(db, rows=True)
    before = everything(db)
    done = tracker(db, *words, environment=demo_world.environment)
    assert (done.returncode, done.stdout) == (1, "")
    found = f"tracker: {db} was derived by version 0.0, and this release is version {VERSION}"
    assert done.stderr == f"{found}: run `tracker rebuild` first; nothing was asked\n"
    assert demo_world.requests == 0
    assert everything(db) == before
    assert not (db.parent / "digest").exists()


def test_after_a_rebuild_the_poll_goes_on(db: Path, demo_world: DemoServer) -> None:
    age(db, rows=True)
    rebuilt = tracker(db, "rebuild", "--if-needed")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert "captures derived again" in rebuilt.stdout
    assert "no difference" in rebuilt.stdout
    assert tracker(db, "poll", environment=demo_world.environment).returncode == 0


def test_a_rebuild_where_none_is_needed_says_so_and_changes_nothing(db: Path) -> None:
    before = db.read_bytes()
    done = tracker(db, "rebuild", "--if-needed")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("nothing to do")
    assert len(done.stdout.splitlines()) == 1
    assert json.loads(tracker(db, "rebuild", "--if-needed", "--json").stdout)["needed"] is False
    assert db.read_bytes() == before


READERS = ("status", "log", "history 3A090", "show 3A090", "verify", "digest")


@pytest.mark.parametrize("words", READERS)
def test_a_reader_of_an_older_schema_is_told_to_rebuild(db: Path, words: str) -> None:
    age(db, file=True)
    done = tracker(db, *words.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert "run `tracker rebuild` once" in done.stderr
    assert "tracker poll" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_rebuild_where_needed_runs_the_migrations(db: Path) -> None:
    age(db, file=True)
    done = tracker(db, "rebuild", "--if-needed", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["ok"], told["needed"], told["captures"]) == (True, True, 0)
    assert tracker(db, "status").returncode == 0


def test_a_rebuild_without_a_database_is_a_mistake(tmp_path: Path) -> None:
    done = tracker(tmp_path / "tracker.db", "rebuild", "--if-needed")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no database" in done.stderr


def put(runner: Runner, db: Path) -> None:
    """Keep a database on the branch, whatever stands there."""
    subprocess.run(
        ["git", "-C", str(runner.remote), "update-ref", "-d", f"refs/heads/{BRANCH}"], check=True
    )
    done = tracker(db, "keep", "save", "--remote", str(runner.remote))
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_rebuild_job_brings_the_kept_state_up_to_date_before_the_poll(
    tmp_path: Path,
    db: Path,
    demo_world: DemoServer,
) -> None:
    runner, day = Runner(tmp_path / "host"), date(2021, 3, 4)
    age(db, rows=True)
    put(runner, db)
    old = runner.tip()
    refused = runner.run(day, demo_world.environment, POLL)
    assert refused.code == 1
    assert "run `tracker rebuild` first; nothing was asked" in refused.said
    assert runner.tip() == old
    rebuilt = runner.run(day, {}, REBUILD)
    assert rebuilt.code == 0, rebuilt.said
    assert "all sound" in rebuilt.said
    assert runner.tip() != old
    assert runner.run(day, demo_world.environment, POLL).code == 0
    assert runner.commits() == 1


@pytest.mark.slow
def test_the_rebuild_job_is_quick_where_nothing_is_to_do(tmp_path: Path, db: Path) -> None:
    runner, day = Runner(tmp_path / "host"), date(2021, 3, 4)
    first = runner.run(day, {}, REBUILD)
    assert first.code == 0, first.said
    assert "nothing is kept yet" in first.said
    assert runner.tip() == ""
    put(runner, db)
    kept = runner.tip()
    done = runner.run(day, {}, REBUILD)
    assert done.code == 0, done.said
    assert "nothing to do" in done.said
    assert runner.tip() == kept


@pytest.mark.slow
def test_a_rebuild_that_cannot_be_trusted_is_not_kept(tmp_path: Path, db: Path) -> None:
    runner = Runner(tmp_path / "host")
    age(db, rows=True)
    with closing(sqlite3.connect(db)) as held:
        guards = held.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in guards:
            held.execute(f"DROP TRIGGER {name}")
        held.execute("UPDATE captures SET url = url || '?altered' WHERE id = 1")
        held.commit()
    put(runner, db)
    kept = runner.tip()
    done = runner.run(date(2021, 3, 4), {}, REBUILD)
    assert done.code == 1, done.said
    assert "PROBLEM" in done.said
    assert runner.tip() == kept

"""`kill -9` at any moment of backfill, poll and rebuild: the store opens and verifies, and the next
run ends as an undisturbed one does."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.store.build import TAXONOMY, dump
from tracker import rebuild
from tracker.demo import DemoServer
from tracker.errors import ForeignStoreError
from tracker.store import Store, verify

ROOT = Path(__file__).resolve().parents[2]
STAGES = (("2021-03-03", "backfill"), ("2021-03-06", "poll"), ("2021-03-12", "poll"))
"""A day of the invented world and what is run on it."""


class Runner:
    """Runs the command line on the invented world, as processes that can be killed."""

    def __init__(self, server: DemoServer) -> None:
        self.server = server
        self.took: dict[str, float] = {}

    def start(self, db: Path, day: str, *command: str) -> subprocess.Popen[str]:
        self.server.today = date.fromisoformat(day)
        settings = {"TRACKER_NOW": f"{day}T08:00:00Z", "PYTHONPATH": str(ROOT)}
        words = [
            sys.executable,
            "-m",
            "tracker",
            "--db",
            str(db),
            "--config",
            str(ROOT / "tracker/demo/world/tracker.toml"),
            *command,
        ]
        environment = os.environ | self.server.environment | settings
        return subprocess.Popen(
            words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def finish(self, db: Path, day: str, *command: str) -> None:
        began = time.monotonic()
        with self.start(db, day, *command) as process:
            out, err = process.communicate(timeout=120)
        assert process.returncode == 0, out + err
        self.took[command[0]] = time.monotonic() - began

    def kill(self, db: Path, day: str, command: str, after: float) -> bool:
        """Start a command and kill it after some seconds; tell whether it was still running
        then."""
        with self.start(db, day, command) as process:
            try:
                process.wait(after)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.communicate(timeout=30)
                return True
            process.communicate(timeout=30)
        return False


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with DemoServer(date(2021, 3, 1)) as server:
        yield Runner(server)


@pytest.fixture(scope="module")
def undisturbed(
    runner: Runner, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Path, dict[str, list[tuple[Any, ...]]]]]:
    """The database and its derived rows after each stage of a life without kills."""
    folder = tmp_path_factory.mktemp("undisturbed")
    db, states = folder / "tracker.db", []
    for place, (day, command) in enumerate(STAGES):
        runner.finish(db, day, command)
        with Store.open(db) as store:
            rows = dump(store)
        states.append((Path(shutil.copy(db, folder / f"{place}.db")), rows))
    assert states[-1][1]["changes"]
    return states


def _sound(db: Path) -> None:
    """The database, if there is one yet, opens and verifies to the last row."""
    if not db.exists():
        return
    try:
        with Store.open(db) as store:
            report = rebuild.verify(store, TAXONOMY, everything=True)
    except ForeignStoreError as error:
        assert "empty" in str(error)  # noqa: PT017 (killed before the first table was made)
        return
    assert report.ok, report.problems


def _kill_often(
    runner: Runner, undisturbed: list[Any], folder: Path, chance: random.Random, kills: int
) -> None:
    db = folder / "tracker.db"
    for place, (day, command) in enumerate(STAGES):
        for _ in range(kills):
            runner.kill(db, day, command, chance.uniform(0.05, runner.took[command] * 1.1))
            _sound(db)
        runner.finish(db, day, command)
        with Store.open(db) as store:
            rows = dump(store)
        for table, expected in undisturbed[place][1].items():
            assert rows[table] == expected, f"{table} differs after {command} of {day}"


@pytest.mark.parametrize("seed", [1])
@pytest.mark.slow
def test_a_killed_run_is_made_good_by_the_next(
    runner: Runner, undisturbed: list[Any], tmp_path: Path, seed: int
) -> None:
    _kill_often(runner, undisturbed, tmp_path, random.Random(seed), 2)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10, 30))
def test_two_hundred_killed_runs_are_made_good_by_the_next(
    runner: Runner, undisturbed: list[Any], tmp_path: Path, seed: int
) -> None:
    _kill_often(runner, undisturbed, tmp_path, random.Random(seed), 4)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.slow
def test_a_killed_rebuild_leaves_the_old_rows(
    runner: Runner, undisturbed: list[Any], tmp_path: Path, share: float
) -> None:
    held, rows = undisturbed[-1]
    db = Path(shutil.copy(held, tmp_path / "tracker.db"))
    if "rebuild" not in runner.took:
        runner.finish(db, STAGES[-1][0], "rebuild")
    (tmp_path / ".tracker.db-rebuild-left").mkdir()
    runner.kill(db, STAGES[-1][0], "rebuild", runner.took["rebuild"] * share)
    with Store.open(db) as store:
        assert dump(store) == rows
    runner.finish(db, STAGES[-1][0], "rebuild")
    with Store.open(db) as store:
        assert dump(store) == rows
    assert [path.name for path in tmp_path.iterdir() if "rebuild" in path.name] == []


def test_a_second_writer_says_so_and_leaves(runner: Runner, tmp_path: Path) -> None:
    db = tmp_path / "tracker.db"
    with (
        Store.open(db, "create") as store,
        store.writing(),
        runner.start(db, "2021-03-03", "poll") as second,
    ):
        out, err = second.communicate(timeout=60)
    assert second.returncode == 1
    assert "another tracker" in out + err
    assert (out + err).strip().count("\n") == 0


def test_a_killed_writer_frees_the_lock(tmp_path: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom tracker.store import Store\nwith"
        " Store.open(Path(sys.argv[1]), 'create') as store, store.writing():\n    print('held',"
        " flush=True)\n    time.sleep(60)\n"
    )
    db = tmp_path / "tracker.db"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", script, str(db)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        process.kill()
    with Store.open(db, "write") as store, store.writing():
        assert verify.verify(store.db).ok

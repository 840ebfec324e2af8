"""What the scheduled workflow runs, day after day: restore, poll, verify, keep, report, from an empty machine each time.

Real git over a bare repository on disk, real HTTP on loopback; every day begins in a fresh folder, as a runner does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, ReplayedWorld
from tracker.demo import DemoServer

POLL = ROOT / ".github/scripts/poll.sh"
DIGEST = ROOT / ".github/scripts/digest.sh"
BRANCH = "tracker-state"
CLOSED = "http://127.0.0.1:9"


@dataclass(frozen=True)
class Day:
    """One run on one machine: the folder that it had, its exit code, what it printed."""

    folder: Path
    code: int
    said: str

    @property
    def sources(self) -> dict[str, Any]:
        return {one["name"]: one for one in json.loads((self.folder / "report/poll.json").read_text(encoding="utf-8"))["sources"]}

    @property
    def issue(self) -> str:
        return (self.folder / "report/issue.state").read_text(encoding="utf-8").strip()


class Runner:
    """A host that gives each run an empty folder and keeps nothing but the bare repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.remote = folder / "remote.git"
        subprocess.run(["git", "init", "--quiet", "--bare", str(self.remote)], check=True)
        program = folder / "bin/tracker"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n', encoding="utf-8")
        program.chmod(0o755)

    def run(self, day: date, environment: Mapping[str, str], script: Path = POLL, config: str = "") -> Day:
        """Run one script on one day in a folder of its own."""
        machine = self.folder / f"{script.stem}-{day}-{len(list(self.folder.iterdir()))}"
        machine.mkdir()
        (machine / "tracker.toml").write_text(config, encoding="utf-8")
        settings = {"REMOTE": str(self.remote), "TRACKER_NOW": f"{day}T10:37:00Z", "PYTHONPATH": str(ROOT), "GITHUB_ACTIONS": "true"}
        path = {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["bash", str(script)],
            cwd=machine,
            env=os.environ | settings | path | dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Day(machine, done.returncode, done.stdout)

    def commits(self) -> int:
        """Count the commits that the state branch can reach."""
        counted = subprocess.run(["git", "-C", str(self.remote), "rev-list", "--count", BRANCH], capture_output=True, check=True, text=True)
        return int(counted.stdout)

    def ask(self, day: Day, *words: str) -> Any:
        """Ask the database of a day with a command of the tracker."""
        command = [sys.executable, "-m", "tracker", "--db", str(day.folder / "state/tracker.db"), *words, "--json"]
        done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
        return json.loads(done.stdout)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@dataclass(frozen=True)
class Week:
    """Three runs and a digest on one host: a first, one with a source broken, one after a missed day."""

    runner: Runner
    first: Day
    broken: Day
    late: Day
    digest: Day
    commits: tuple[int, ...]


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    runner, days, commits = Runner(tmp_path_factory.mktemp("host")), [], []
    with DemoServer(date(2021, 3, 1)) as server:
        # 2021-03-08, the day the rule takes effect, is missed.
        for day, changed in ((1, {}), (4, {"TRACKER_BIS_URL": f"{CLOSED}/bis"}), (12, {})):
            server.today = date(2021, 3, day)
            days.append(runner.run(server.today, server.environment | changed, config="[alarms]\nalarm_after = 1\n"))
            commits.append(runner.commits())
    summary = {"SINCE": "2021-03-02", "GITHUB_STEP_SUMMARY": str(runner.folder / "summary.md")}
    return Week(runner, *days, runner.run(date(2021, 3, 15), summary, DIGEST), tuple(commits))


class TestAWeek:
    def test_every_run_succeeds_also_with_a_source_broken(self, week: Week) -> None:
        assert (week.first.code, week.broken.code, week.late.code) == (0, 0, 0), (week.first.said, week.broken.said, week.late.said)

    def test_the_first_run_finds_no_branch_and_starts_anew(self, week: Week) -> None:
        assert "starts anew" in week.first.said
        assert "restored" in week.broken.said

    def test_history_of_the_state_branch_stays_at_one_commit(self, week: Week) -> None:
        assert week.commits == (1, 1, 1)

    def test_the_other_sources_go_on_while_one_is_broken(self, week: Week) -> None:
        assert {name: one["ok"] for name, one in week.broken.sources.items()} == {"ecfr": True, "federal-register": True, "bis": False}
        assert all(one["ok"] for one in week.late.sources.values())

    def test_the_issue_opens_with_the_failure_and_closes_with_the_recovery(self, week: Week) -> None:
        assert [day.issue for day in (week.first, week.broken, week.late)] == ["closed", "open", "closed"]
        assert (week.broken.folder / "report/issue.md").read_text(encoding="utf-8").startswith("Broken: bis.")

    def test_the_missed_day_is_caught_up_by_its_date(self, week: Week) -> None:
        changes = week.runner.ask(week.late, "log")["changes"]
        assert "2021-03-08" in {change["to"] for change in changes if change["kind"] != "restated"}
        assert week.runner.ask(week.late, "status")["pages"] >= 3

    def test_the_log_gives_the_runner_no_commands_but_ours(self, week: Week) -> None:
        commands = [line for line in week.first.said.splitlines() if line.startswith("::")]
        assert len(commands) == 2
        assert commands[0].removeprefix("::stop-commands::") == commands[1].strip(":")

    def test_the_weekly_digest_is_written_from_the_kept_state(self, week: Week) -> None:
        assert week.digest.code == 0, week.digest.said
        assert {file.name for file in (week.digest.folder / "digest").iterdir()} == {
            "digest.html",
            "digest.md",
            "digest.txt",
            "digest.json",
        }
        assert "3A090" in (week.runner.folder / "summary.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("last", "since"), [("2021-02-22T12:23:09Z", "2021-02-22"), ("2021-03-08T12:23:09Z", "2021-03-05"), ("", "2021-03-05")]
    )
    def test_a_digest_that_was_missed_comes_with_the_next(self, runner: Runner, week: Week, last: str, since: str) -> None:
        asked = runner.folder / "bin/gh"
        asked.write_text(f"#!/bin/sh\necho '{last}'\n", encoding="utf-8")
        asked.chmod(0o755)
        mail = "[mail]\nhost = 'localhost'\nsender = 'a@example.org'\nrecipients = ['b@example.org']\n"
        settings = {"REMOTE": str(week.runner.remote), "GH_TOKEN": "invented", "TRACKER_TOML": mail}
        made = runner.run(date(2021, 3, 12), settings, DIGEST)
        assert made.code == 0, made.said
        assert json.loads((made.folder / "digest/digest.json").read_text(encoding="utf-8"))["since"] == since
        assert {file.name for file in made.folder.iterdir()} == {"digest", "state", "tracker.toml"}


def test_a_run_whose_state_was_overtaken_fails_and_overwrites_nothing(runner: Runner, demo_world: DemoServer) -> None:
    first = runner.run(demo_world.today, demo_world.environment)
    assert first.code == 0, first.said
    tip = subprocess.run(["git", "-C", str(runner.remote), "rev-parse", BRANCH], capture_output=True, check=True, text=True).stdout
    # The host refuses to move the branch: what a lost race looks like from here.
    hook = runner.remote / "hooks/update"
    hook.write_text("#!/bin/sh\necho 'the branch is being moved' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    demo_world.today = date(2021, 3, 4)
    lost = runner.run(demo_world.today, demo_world.environment)
    assert lost.code == 1
    assert "could not be kept on tracker-state, which is as it was" in lost.said
    assert subprocess.run(["git", "-C", str(runner.remote), "rev-parse", BRANCH], capture_output=True, check=True, text=True).stdout == tip


def test_a_mistake_in_the_configuration_fails_the_run_and_keeps_nothing(runner: Runner, demo_world: DemoServer) -> None:
    wrong = runner.run(demo_world.today, demo_world.environment, config="[ecfr]\nrecheck = 'five'\n")
    assert wrong.code == 2
    assert "ecfr.recheck" in wrong.said
    assert subprocess.run(["git", "-C", str(runner.remote), "branch"], capture_output=True, check=True).stdout == b""


def test_a_digest_without_kept_state_says_so(runner: Runner) -> None:
    made = runner.run(date(2021, 3, 15), {}, DIGEST)
    assert made.code == 2
    assert "tracker.db" in made.said


def test_the_recorded_world_is_kept_from_day_to_day(runner: Runner, world: ReplayedWorld) -> None:
    config = "[[ecfr.titles]]\nnumber = 15\nparts = ['736', '740']\n"
    days = []
    for day, fault in ((date(2025, 1, 20), None), (date(2025, 1, 21), "block"), (date(2025, 2, 15), None)):
        world.today(day)
        if fault:
            world.fault(fault, match="/bis/", times=50)
        days.append(runner.run(day, world.environment, config=config))
        world.clear()
        assert runner.commits() == 1
    assert [day.code for day in days] == [0, 0, 0], [day.said for day in days]
    assert [day.sources["bis"]["ok"] for day in days] == [True, False, True]
    assert [day.issue for day in days] == ["closed", "none", "closed"]

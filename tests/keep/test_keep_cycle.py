"""What the scheduled workflow runs, day after day: restore, poll, verify, keep, report, from an
empty machine each time.

Real git over a bare repository on disk, real HTTP on loopback; every day begins in a fresh folder,
as a runner does.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ReplayedWorld
from tests.keep.host import BRANCH, DIGEST, Day, Runner
from tracker.demo import DemoServer

CLOSED = "http://127.0.0.1:9"


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@dataclass(frozen=True)
class Week:
    """Three runs and a digest on one host: a first, one with a source broken, one after a missed
    day."""

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
            days.append(
                runner.run(
                    server.today, server.environment | changed, config="[alarms]\nalarm_after = 1\n"
                )
            )
            commits.append(runner.commits())
    summary = {"SINCE": "2021-03-02", "GITHUB_STEP_SUMMARY": str(runner.folder / "summary.md")}
    return Week(runner, *days, runner.run(date(2021, 3, 15), summary, DIGEST), tuple(commits))


@pytest.mark.slow
class TestAWeek:
    def test_every_run_succeeds_also_with_a_source_broken(self, week: Week) -> None:
        assert (week.first.code, week.broken.code, week.late.code) == (0, 0, 0), (
            week.first.said,
            week.broken.said,
            week.late.said,
        )

    def test_the_first_run_finds_no_branch_and_starts_anew(self, week: Week) -> None:
        assert "starts anew" in week.first.said
        assert "restored" in week.broken.said

    def test_history_of_the_state_branch_stays_at_one_commit(self, week: Week) -> None:
        assert week.commits == (1, 1, 1)

    def test_the_other_sources_go_on_while_one_is_broken(self, week: Week) -> None:
        assert {name: source["ok"] for name, source in week.broken.sources.items()} == {
            "ecfr": True,
            "federal-register": True,
            "bis": False,
        }
        assert all(source["ok"] for source in week.late.sources.values())

    def test_the_issue_opens_with_the_failure_and_closes_with_the_recovery(
        self, week: Week
    ) -> None:
        assert [day.issue for day in (week.first, week.broken, week.late)] == [
            "closed",
            "open",
            "closed",
        ]
        assert (
            (week.broken.folder / "report/issue.md")
            .read_text(encoding="utf-8")
            .startswith("Broken: bis.")
        )

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


@pytest.mark.slow
def test_a_run_whose_state_was_overtaken_fails_and_overwrites_nothing(
    runner: Runner, demo_world: DemoServer
) -> None:
    first = runner.run(demo_world.today, demo_world.environment)
    assert first.code == 0, first.said
    tip = subprocess.run(
        ["git", "-C", str(runner.remote), "rev-parse", BRANCH],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    # The host refuses to move the branch: what a lost race looks like from here.
    hook = runner.remote / "hooks/update"
    hook.write_text("#!/bin/sh\necho 'the branch is being moved' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    demo_world.today = date(2021, 3, 4)
    lost = runner.run(demo_world.today, demo_world.environment)
    assert lost.code == 1
    assert "could not be kept on tracker-state, which is as it was" in lost.said
    assert (
        subprocess.run(
            ["git", "-C", str(runner.remote), "rev-parse", BRANCH],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        == tip
    )


def test_a_mistake_in_the_configuration_fails_the_run_and_keeps_nothing(
    runner: Runner, demo_world: DemoServer
) -> None:
    wrong = runner.run(
        demo_world.today, demo_world.environment, config="[ecfr]\nrecheck = 'five'\n"
    )
    assert wrong.code == 2
    assert "ecfr.recheck" in wrong.said
    assert (
        subprocess.run(
            ["git", "-C", str(runner.remote), "branch"], capture_output=True, check=True
        ).stdout
        == b""
    )


def test_a_digest_without_kept_state_says_so(runner: Runner) -> None:
    made = runner.run(date(2021, 3, 15), {}, DIGEST)
    assert made.code == 2
    assert "tracker.db" in made.said


@pytest.mark.slow
def test_the_recorded_world_is_kept_from_day_to_day(runner: Runner, world: ReplayedWorld) -> None:
    config = "[[ecfr.titles]]\nnumber = 15\nparts = ['736', '740']\n"
    days = []
    for day, fault in (
        (date(2025, 1, 20), None),
        (date(2025, 1, 21), "block"),
        (date(2025, 2, 15), None),
    ):
        world.today(day)
        if fault:
            world.fault(fault, match="/bis/", times=50)
        days.append(runner.run(day, world.environment, config=config))
        world.clear()
        assert runner.commits() == 1
    assert [day.code for day in days] == [0, 0, 0], [day.said for day in days]
    assert [day.sources["bis"]["ok"] for day in days] == [True, False, True]
    assert [day.issue for day in days] == ["closed", "none", "closed"]

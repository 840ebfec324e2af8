"""The workflows: valid, pinned, with the least permissions, and running only what the tests run
too."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (it is in the dev extra)")
    return found


def workflow(name: str) -> Any:
    """Read a workflow; YAML 1.2, in which `on` is a word."""
    return YAML(typ="safe").load((ROOT / ".github/workflows" / name).read_text(encoding="utf-8"))


POLL = workflow("poll.yml")
DIGEST = workflow("digest.yml")


def commands(job: Any) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def before(name: str) -> set[str]:
    """Return the jobs of poll.yml that must have succeeded before this one."""
    needs = POLL["jobs"][name].get("needs", [])
    direct = {needs} if isinstance(needs, str) else set(needs)
    return direct.union(*(before(requirement) for requirement in direct))


def test_there_are_three_workflows() -> None:
    assert [file.name for file in WORKFLOWS] == ["digest.yml", "poll.yml", "test.yml"]


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [tool("zizmor"), "--offline", "--quiet", "--persona=pedantic", str(ROOT / ".github")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_workflow_fits_the_schema() -> None:
    command = [
        tool("check-jsonschema"),
        "--builtin-schema",
        "vendor.github-workflows",
        *map(str, WORKFLOWS),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_action_is_pinned_by_its_full_commit(file: Path) -> None:
    used = re.findall(r"uses: (.+)", file.read_text(encoding="utf-8"))
    assert used
    ours = {action for action in used if action.startswith("./.github/workflows/")}
    assert [script for script in ours if not (ROOT / script.split()[0]).is_file()] == []
    pinned = re.compile(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [action for action in used if action not in ours and not pinned.fullmatch(action)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_no_expression_is_pasted_into_a_script(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    commands = [
        line
        for line in lines
        if line.lstrip().startswith(("run:", "gh ", "printf", "- run:", ".github/"))
    ]
    assert commands
    assert [line for line in commands if "${{" in line] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_has_no_permission_that_a_job_does_not_name(file: Path) -> None:
    assert "\npermissions: {}\n" in file.read_text(encoding="utf-8")


def test_every_script_that_a_workflow_runs_exists_and_can_be_run() -> None:
    named = {
        name
        for file in WORKFLOWS
        for name in re.findall(
            r"(?:\.github/scripts/[\w-]+\.sh|\.ci/run)", file.read_text(encoding="utf-8")
        )
    }
    assert ".ci/run" in named
    assert [name for name in sorted(named) if not (ROOT / name).stat().st_mode & 0o111] == []


def test_every_script_reads_as_bash() -> None:
    for script in (*sorted((ROOT / ".github/scripts").glob("*.sh")), ROOT / ".ci/run"):
        subprocess.run(["bash", "-n", str(script)], check=True)


CRONS = [time["cron"] for time in POLL["on"]["schedule"]]


def test_three_polls_a_day() -> None:
    assert CRONS == ["17 11 * * *", "47 18 * * *", "17 23 * * *"]


@pytest.mark.parametrize("month", [1, 7], ids=["winter", "summer"])
def test_the_hours_hold_in_winter_and_in_summer(month: int) -> None:
    eastern = ZoneInfo("America/New_York")
    moments = [
        datetime(2026, month, 15, int(hour), int(minute), tzinfo=UTC)
        for minute, hour, *_ in map(str.split, CRONS)
    ]
    morning, afternoon, evening = (moment.astimezone(eastern).time() for moment in moments)
    assert time(6) < morning < time(8, 45), "after the morning's issue"
    assert time(12) < afternoon < time(17, 15), "after 8:45, in the afternoon"
    assert time(17, 15) < evening, "after public inspection closed"


def test_polls_rebuilds_and_notes_are_one_group_of_which_none_is_cut_off() -> None:
    assert POLL["concurrency"] == {"group": "tracker-state", "cancel-in-progress": False}
    other = DIGEST["concurrency"]["group"]
    assert other != "tracker-state", "it would wait for its own caller"


def test_a_rebuild_is_a_job_of_its_own_before_the_poll() -> None:
    assert before("poll") == {"rebuild"}
    assert ".github/scripts/rebuild.sh" in commands(POLL["jobs"]["rebuild"])
    assert POLL["jobs"]["rebuild"]["timeout-minutes"] > 0
    assert not [command for command in commands(POLL["jobs"]["poll"]) if "rebuild" in command]
    assert "tracker rebuild" not in (ROOT / ".github/scripts/poll.sh").read_text(encoding="utf-8")


def test_the_weekly_digest_comes_after_the_poll_whose_state_is_kept() -> None:
    job = POLL["jobs"]["digest"]
    assert "poll" in before("digest")
    assert job["uses"] == "./.github/workflows/digest.yml"
    assert job["if"] == "needs.poll.outputs.digest == 'due'"
    assert POLL["jobs"]["poll"]["outputs"]["digest"] == "${{ steps.issue.outputs.digest }}"
    assert "digest" in before("sent")
    assert POLL["jobs"]["sent"]["steps"][-1]["env"]["UNTIL"] == "${{ needs.digest.outputs.until }}"


def test_nothing_else_makes_a_digest_but_a_person() -> None:
    assert set(DIGEST["on"]) == {"workflow_call", "workflow_dispatch"}
    assert set(DIGEST["on"]["workflow_dispatch"]["inputs"]) == {"since", "until"}


def test_what_is_called_gets_every_secret_that_it_names_and_may_no_more_than_read() -> None:
    called, (job,) = POLL["jobs"]["digest"], DIGEST["jobs"].values()
    assert set(called["secrets"]) == set(DIGEST["on"]["workflow_call"]["secrets"])
    assert called["permissions"] == job["permissions"] == {"contents": "read"}


def test_the_weekly_job_probes_and_fails_nothing_by_it() -> None:
    (job,) = DIGEST["jobs"].values()
    (probe,) = [step for step in job["steps"] if "probe.sh" in step.get("run", "")]
    assert probe["continue-on-error"] is True
    (upload,) = [step for step in job["steps"] if "upload-artifact" in step.get("uses", "")]
    assert probe["run"].split()[-1].startswith(upload["with"]["path"])


def test_no_job_runs_without_an_end() -> None:
    jobs = [job for file in WORKFLOWS for job in workflow(file.name)["jobs"].values()]
    assert [job["name"] for job in jobs if not {"uses", "timeout-minutes"} & set(job)] == []


def test_the_schedule_that_is_kept_alive_is_the_only_one() -> None:
    scheduled = [file.name for file in WORKFLOWS if "schedule" in workflow(file.name)["on"]]
    assert [f"gh workflow enable {name}" for name in scheduled] == commands(POLL["jobs"]["alive"])

"""The workflows: valid, pinned, with the least permissions, and running only what the tests run too."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (it is in the dev extra)")
    return found


def test_there_are_three_workflows() -> None:
    assert [file.name for file in WORKFLOWS] == ["digest.yml", "poll.yml", "test.yml"]


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [tool("zizmor"), "--offline", "--quiet", "--persona=pedantic", str(ROOT / ".github")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_workflow_fits_the_schema() -> None:
    command = [tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_action_is_pinned_by_its_full_commit(file: Path) -> None:
    used = re.findall(r"uses: (.+)", file.read_text(encoding="utf-8"))
    assert used
    assert [one for one in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_no_expression_is_pasted_into_a_script(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line.lstrip().startswith(("run:", "gh ", "printf", "- run:", ".github/"))]
    assert commands
    assert [line for line in commands if "${{" in line] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_has_no_permission_that_a_job_does_not_name(file: Path) -> None:
    assert "\npermissions: {}\n" in file.read_text(encoding="utf-8")


def test_every_script_that_a_workflow_runs_exists_and_can_be_run() -> None:
    named = {
        name for file in WORKFLOWS for name in re.findall(r"(?:\.github/scripts/[\w-]+\.sh|\.ci/run)", file.read_text(encoding="utf-8"))
    }
    assert ".ci/run" in named
    assert [name for name in sorted(named) if not (ROOT / name).stat().st_mode & 0o111] == []


def test_every_script_reads_as_bash() -> None:
    for script in (*sorted((ROOT / ".github/scripts").glob("*.sh")), ROOT / ".ci/run"):
        subprocess.run(["bash", "-n", str(script)], check=True)

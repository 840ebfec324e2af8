"""What the project declares to need: used, with floors that are tried, locked with hashes,
audited."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.floors import floors, project

PROJECT = project()
LOCKS = {
    "requirements": ("build",),
    "requirements-dev": ("build", "test", "dev", "audit"),
}
"""The locks, each with the extras that it has beside the dependencies."""
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def read_yaml(path: str) -> Any:
    return YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8"))


def imported() -> set[str]:
    """Return the names of the modules of others that tracker/ imports."""
    found = set()
    for file in (ROOT / "tracker").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"tracker"}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    known = packages_distributions()
    used = {canonicalize_name(known[name][0]) for name in imported()}
    declared = {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]}
    assert used == declared


def test_every_dependency_has_a_floor_and_no_cap() -> None:
    for text in PROJECT["dependencies"]:
        assert [rule.operator for rule in Requirement(text).specifier] == [">="], text


def test_the_floors_are_constraints_that_pip_reads() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/floors.py")], capture_output=True, text=True, check=True
    )
    constraints = [Requirement(line) for line in done.stdout.splitlines()]
    assert len(constraints) == len(PROJECT["dependencies"])
    for constraint, text in zip(constraints, PROJECT["dependencies"], strict=True):
        floor = Requirement(text)
        assert canonicalize_name(constraint.name) == canonicalize_name(floor.name)
        assert str(constraint.specifier) == str(floor.specifier).replace(">=", "==")


def test_a_dependency_without_a_floor_is_named() -> None:
    with pytest.raises(SystemExit, match="'click<9' has no floor; write it as NAME>="):
        floors(["rich>=13.9", "click<9"])


def pins(lock: str) -> dict[str, str]:
    """Return the version of each package in a lock, every line understood, every pin hashed."""
    found: dict[str, str] = {}
    hashes = 0
    for line in (ROOT / f"{lock}.txt").read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            assert hashes or not found, f"nothing is hashed above {line}"
            found[pin["name"]], hashes = pin["version"], 0
        elif HASH.match(line):
            hashes += 1
        else:
            assert line.startswith("#"), line
    assert hashes
    return found


def wanted(extra: str) -> list[Requirement]:
    texts = [Requirement(text) for text in PROJECT["optional-dependencies"][extra]]
    return [requirement for requirement in texts if requirement.name != PROJECT["name"]]


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_has_every_dependency_at_a_version_that_is_asked_for(lock: str) -> None:
    held = pins(lock)
    needed = [Requirement(text) for text in PROJECT["dependencies"]]
    needed += [requirement for extra in LOCKS[lock] for requirement in wanted(extra)]
    assert len(needed) > 10
    for requirement in needed:
        version = held[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement}: make lock"


def test_both_locks_name_the_same_version_of_a_package() -> None:
    run, dev = pins("requirements"), pins("requirements-dev")
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(lock: str) -> None:
    text = (ROOT / f"{lock}.txt").read_text(encoding="utf-8")
    assert (
        re.findall(r"://|--index|--extra-index|--find-links|--trusted-host|\.(?:org|com)\b", text)
        == []
    )


@pytest.mark.skipif(sys.platform == "win32", reason="git checks links out as files there")
@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_is_the_file_that_dependabot_reads(lock: str) -> None:
    assert (ROOT / f"{lock}.lock").readlink() == Path(f"{lock}.txt")


def test_dependabot_keeps_packages_and_actions_fresh_every_week() -> None:
    updates = read_yaml(".github/dependabot.yml")["updates"]
    assert {
        (update["package-ecosystem"], update["schedule"]["interval"]) for update in updates
    } == {
        ("pip", "weekly"),
        ("github-actions", "weekly"),
    }


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_installs_from_the_lock_or_from_the_floors(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = re.findall(r"python -m pip install (.*)", text)
    locked = re.compile(r"--quiet --require-hashes -r requirements(?:-dev)?\.(?:lock|txt)")
    ours = re.compile(r"--quiet --no-deps --no-build-isolation (?:--editable )?\.")
    lowest = re.compile(
        r"--quiet --constraint \"\$RUNNER_TEMP/floors\.txt\" --editable '\.\[test\]'"
    )
    assert lines
    assert [
        line for line in lines if not any(form.fullmatch(line) for form in (locked, ours, lowest))
    ] == []
    made = len(re.findall(r"run: (?:\.ci/run|make [a-z]+)$", text, re.MULTILINE))
    assert text.count('LOCKED: "1"') == made


def test_the_tests_run_on_three_systems_and_on_the_floors() -> None:
    jobs = read_yaml(".github/workflows/test.yml")["jobs"]
    assert jobs["systems"]["strategy"]["matrix"]["system"] == ["macos-latest", "windows-latest"]
    assert "python tests/floors.py" in jobs["lowest"]["steps"][2]["run"]
    for name in ("systems", "lowest"):
        assert "python -m pytest" in jobs[name]["steps"][-1]["run"]


def test_the_last_check_waits_for_every_job() -> None:
    jobs = read_yaml(".github/workflows/test.yml")["jobs"]
    last = jobs.pop("required-checks-pass")
    assert set(last["needs"]) == set(jobs)
    assert last["steps"][0]["run"].count("success") == len(jobs)


AUDIT = """#!/bin/sh
# Stands in for pip-audit: the second file has a package with a known fault.
test "$1 $2" = "--require-hashes --disable-pip" || exit 9
for file; do :; done
echo "looked into $file"
test "$file" != faulty.txt
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a script of bash, for the runners of Linux")
@pytest.mark.parametrize(("files", "code"), [(("a.txt", "b.txt"), 0), (("faulty.txt", "b.txt"), 1)])
def test_the_audit_looks_into_every_lock_and_fails_for_a_known_fault(
    tmp_path: Path, files: tuple[str, ...], code: int
) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(AUDIT, encoding="utf-8")
    program.chmod(0o755)
    summary = tmp_path / "summary.md"
    done = subprocess.run(
        [str(ROOT / ".github/scripts/audit.sh"), *files],
        env=os.environ
        | {
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "GITHUB_STEP_SUMMARY": str(summary),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    for file in files:
        assert f"looked into {file}\n" in done.stdout
        assert f"    looked into {file}\n" in summary.read_text(encoding="utf-8")


def test_the_audit_is_a_step_of_the_weekly_job_that_holds_no_digest_back() -> None:
    (job,) = read_yaml(".github/workflows/digest.yml")["jobs"].values()
    (step,) = [step for step in job["steps"] if "audit.sh" in step.get("run", "")]
    assert step["continue-on-error"] is True
    assert "audit.sh requirements.lock requirements-dev.lock" in step["run"]

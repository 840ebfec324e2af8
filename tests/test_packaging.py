"""The built wheel: it holds what runs need, and works from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as pip would, without pip's network."""
    pytest.importorskip("hatchling", reason="hatchling is not installed (it is in the dev extra)")
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-c",
        "import sys, hatchling.build as backend; print(backend.build_wheel(sys.argv[1]))",
        str(folder),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("ear_tracker-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel, as an installer does with one that has no scripts of its own."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    return site


def run(site: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_every_file_of_the_package_and_the_templates(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        held = set(packed.namelist())
    listed = subprocess.run(
        ["git", "ls-files", "tracker", "templates"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    wanted = {
        f"tracker/{name}" if name.startswith("templates/") else name
        for name in listed.stdout.split("\n")
        if name
    }
    assert wanted - held == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        tops = {name.split("/", 1)[0].partition("-")[0] for name in packed.namelist()}
    assert tops == {"tracker", "ear_tracker"}


def test_it_runs_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "-c", "import tracker; print(tracker.__file__)")
    assert where.stdout.strip() == str(installed / "tracker/__init__.py")
    shown = run(installed, tmp_path, "-m", "tracker", "--version")
    assert shown.returncode == 0, shown.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_demo_runs_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-m", "tracker", "demo", "--out", "shown")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {file.name for file in (tmp_path / "shown").glob("digest.*")} == {
        "digest.html",
        "digest.md",
        "digest.txt",
        "digest.json",
    }


def test_the_command_is_called_tracker(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        entry = next(name for name in packed.namelist() if name.endswith("entry_points.txt"))
        assert "tracker = tracker.cli:main" in packed.read(entry).decode()

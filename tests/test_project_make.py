"""The words of the Makefile, as far as they can be tried without installing anything."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import ROOT


def make(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *words], cwd=ROOT, capture_output=True, text=True, check=False)


def test_make_alone_lists_its_words() -> None:
    listed = make().stdout
    for word in ("demo", "test", "digest", "check", "soak", "bench", "golden"):
        assert f"make {word} " in listed


def test_an_old_python_is_refused_in_one_line(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    done = make(f"VENV={venv}", "PYTHON=/bin/false", f"{venv}/.made")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "/bin/false is not Python 3.11 or newer"


def test_a_machine_without_python_is_told_what_is_needed(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    done = make(f"VENV={venv}", "CANDIDATES=no-such-python", f"{venv}/.made")
    assert done.returncode == 2
    assert done.stderr.startswith("Python 3.11 or newer is needed; none of these runs: no-such-python.")


def test_a_virtual_environment_is_made_once(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    assert make(f"VENV={venv}", f"{venv}/.made").returncode == 0
    assert "up to date" in make(f"VENV={venv}", f"{venv}/.made").stdout

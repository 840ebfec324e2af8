"""The words of the Makefile, as far as they can be tried without installing anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def make(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *words],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_alone_lists_its_words() -> None:
    listed = make().stdout
    for word in ("demo", "test", "digest", "check", "soak", "bench", "golden", "mutants"):
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
    assert done.stderr.startswith(
        "Python 3.11 or newer is needed; none of these runs: no-such-python."
    )


def test_a_virtual_environment_is_made_once(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    assert make(f"VENV={venv}", f"{venv}/.made").returncode == 0
    assert "up to date" in make(f"VENV={venv}", f"{venv}/.made").stdout


def test_a_digest_without_network_says_so_in_one_line(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    program = venv / "bin/tracker"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    for stamp in (".made", ".run"):
        (venv / stamp).touch()
    closed = {
        f"TRACKER_{name}_URL": f"http://127.0.0.1:{port}"
        for name, port in (("ECFR", 9), ("FR", 10), ("BIS", 11))
    }
    done = make("digest", f"VENV={venv}", TRACKER_DB=str(tmp_path / "tracker.db"), **closed)
    assert done.returncode == 2
    assert done.stdout == ""
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    reached = "; ".join(f"could not reach 127.0.0.1:{port}" for port in (9, 10, 11))
    assert said == [f"tracker: no source could be read, and nothing was changed: {reached}"]
    assert list(tmp_path.glob("tracker.db*")) == []

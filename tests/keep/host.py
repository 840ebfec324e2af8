"""A host of scheduled runs: each script gets an empty folder; only a bare git repository is
kept."""

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

from tests.conftest import ROOT

SCRIPTS = ROOT / ".github/scripts"
POLL = SCRIPTS / "poll.sh"
DIGEST = SCRIPTS / "digest.sh"
REBUILD = SCRIPTS / "rebuild.sh"
SENT = SCRIPTS / "sent.sh"
BRANCH = "tracker-state"


@dataclass(frozen=True)
class Day:
    """One run on one machine: the folder that it had, its exit code, what it printed."""

    folder: Path
    code: int
    said: str

    @property
    def sources(self) -> dict[str, Any]:
        return {
            source["name"]: source
            for source in json.loads(
                (self.folder / "report/poll.json").read_text(encoding="utf-8")
            )["sources"]
        }

    @property
    def issue(self) -> str:
        return (self.folder / "report/issue.state").read_text(encoding="utf-8").strip()


class Runner:
    """A host that gives each run an empty folder and keeps nothing but the bare repository."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.remote = folder / "remote.git"
        subprocess.run(["git", "init", "--quiet", "--bare", str(self.remote)], check=True)
        program = folder / "bin/tracker"
        program.parent.mkdir()
        program.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n', encoding="utf-8"
        )
        program.chmod(0o755)

    def run(
        self,
        day: date,
        environment: Mapping[str, str],
        script: Path = POLL,
        config: str = "",
        words: tuple[str, ...] = (),
    ) -> Day:
        """Run one script on one day in a folder of its own."""
        machine = self.folder / f"{script.stem}-{day}-{len(list(self.folder.iterdir()))}"
        machine.mkdir()
        (machine / "tracker.toml").write_text(config, encoding="utf-8")
        settings = {
            "REMOTE": str(self.remote),
            "TRACKER_NOW": f"{day}T11:17:00Z",
            "PYTHONPATH": str(ROOT),
            "GITHUB_ACTIONS": "true",
        }
        path = {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["bash", str(script), *words],
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
        counted = subprocess.run(
            ["git", "-C", str(self.remote), "rev-list", "--count", BRANCH],
            capture_output=True,
            check=True,
            text=True,
        )
        return int(counted.stdout)

    def ask(self, day: Day, *words: str) -> Any:
        """Ask the database of a day with a command of the tracker."""
        command = [
            sys.executable,
            "-m",
            "tracker",
            "--db",
            str(day.folder / "state/tracker.db"),
            *words,
            "--json",
        ]
        done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
        return json.loads(done.stdout)

    def tip(self) -> str:
        """Return the commit that the state branch stands on, empty where there is none."""
        command = [
            "git",
            "-C",
            str(self.remote),
            "for-each-ref",
            "--format=%(objectname)",
            f"refs/heads/{BRANCH}",
        ]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()

    def weekly(self) -> Any:
        """Return the days of the weekly digest as they are kept on the branch."""
        shown = subprocess.run(
            ["git", "-C", str(self.remote), "show", f"{BRANCH}:manifest.json"],
            capture_output=True,
            check=True,
        )
        return json.loads(shown.stdout)["weekly"]


def tracker(
    db: Path, *words: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one command on a database, as a process."""
    command = [sys.executable, "-m", "tracker", "--db", str(db), *words]
    settings = {"PYTHONPATH": str(ROOT)} | dict(environment or {})
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=db.parent,
        env=os.environ | settings,
    )

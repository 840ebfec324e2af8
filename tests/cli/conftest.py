from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import pytest

from tests.conftest import ROOT
from tracker.cli.main import run
from tracker.demo import DemoServer
from tracker.demo.answer import WORLD
from tracker.sources import SOURCES

DAYS = (date(2021, 3, 1), date(2021, 3, 4), date(2021, 3, 8), date(2021, 3, 12))


@dataclass(frozen=True)
class Answer:
    """What one command printed and how it left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Tracker:
    """Calls the command line in this process, with a database, a day and the address of a world."""

    db: Path
    environment: dict[str, str]
    now: str = "2021-03-12T12:00:00Z"
    config: Path = WORLD / "tracker.toml"

    def __call__(self, *words: str) -> Answer:
        out = io.StringIO()
        done = self.into(out, *words)
        return Answer(done.code, out.getvalue(), done.err)

    def into(self, out: TextIO, *words: str) -> Answer:
        """Print to a stream of the caller's."""
        err = io.StringIO()
        before = dict(os.environ)
        os.environ.update(self.environment)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run(
                    ["--db", str(self.db), "--config", str(self.config), "--now", self.now, *words]
                )
        finally:
            os.environ.clear()
            os.environ.update(before)
        return Answer(code, "", err.getvalue())


def command(filled: Path, *words: str) -> list[str]:
    """Return what calls the command line in a process of its own."""
    return [
        sys.executable,
        "-m",
        "tracker",
        "--db",
        str(filled),
        "--now",
        "2021-03-12T12:00:00Z",
        *words,
    ]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "TERM": "xterm"}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database after four polls of the invented world; treat it as read-only."""
    db = tmp_path_factory.mktemp("filled") / "tracker.db"
    with DemoServer(DAYS[0]) as server:
        for day in DAYS:
            server.today = day
            answer = Tracker(db, server.environment, f"{day}T12:00:00Z")("poll", "--json")
            assert answer.code == 0, answer.err
    return db


@pytest.fixture
def tracker(filled: Path) -> Tracker:
    """The command line over the filled database, with no source in reach."""
    nowhere = "http://127.0.0.1:9"
    return Tracker(filled, {source.house.variable: nowhere for source in SOURCES})

"""What a command of the tracker costs, measured on a process of its own."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.scale.world import ScaleWorld

ROOT = Path(__file__).resolve().parents[2]
_HEADER = ("", "cpu s", "wall s", "requests", "peak MB", "file MB")


@dataclass(frozen=True)
class Cost:
    """What one command cost: seconds, requests, and megabytes; `said` is its JSON."""

    name: str
    code: int
    processor: float
    wall: float
    requests: int
    memory: float
    size: float
    said: dict[str, Any]


def run(
    name: str, world: ScaleWorld, db: Path, arguments: Sequence[str], more: Mapping[str, str]
) -> Cost:  # fmt: skip
    """Run `python -m tracker` with some arguments and `more` environment; measure that process."""
    asked, begun = len(world.log), time.monotonic()
    out = db.with_name(f"{name.replace(' ', '-')}.json")
    command = [sys.executable, "-m", "tracker", "--db", str(db), *arguments]
    environment = os.environ | more | {"PYTHONPATH": str(ROOT)}
    with out.open("wb") as said:
        into = [(os.POSIX_SPAWN_DUP2, said.fileno(), 1)]
        process = os.posix_spawn(sys.executable, command, environment, file_actions=into)
        _, status, used = os.wait4(process, 0)
    return Cost(
        name=name,
        code=os.waitstatus_to_exitcode(status),
        processor=used.ru_utime + used.ru_stime,
        wall=time.monotonic() - begun,
        requests=len(world.log) - asked,
        memory=used.ru_maxrss / 1024,
        size=sum(path.stat().st_size for path in db.parent.glob(f"{db.name}*")) / 1e6,
        said=json.loads(out.read_text(encoding="utf-8") or "{}"),
    )


def table(costs: Sequence[Cost]) -> str:
    """Return the costs as a table for people."""
    return "\n".join(map(_line, (_HEADER, *map(_told, costs))))


def _told(one: Cost) -> tuple[str, ...]:
    spent = (f"{one.processor:.1f}", f"{one.wall:.1f}", str(one.requests))
    return (one.name, *spent, f"{one.memory:.0f}", f"{one.size:.1f}")


def _line(cells: Sequence[str]) -> str:
    return f"{cells[0]:<12}" + "".join(f"{cell:>10}" for cell in cells[1:])

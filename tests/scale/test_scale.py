"""The tracker at the size of the real services: the budgets of docs/scale.md, and a slice."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.readers import judging
from tests.scale import measuring, texts, world
from tests.scale.measuring import Cost
from tests.scale.world import PARTS, ScaleWorld
from tracker import structure

pytestmark = pytest.mark.corpus

SLICE = ("730", "743", "764")
BUDGET_OF_IDLE, BUDGET_OF_BACKFILL = 10, 300
"""Seconds of processor time."""
BUDGET_OF_FILE, BUDGET_OF_MEMORY = 300, 400
"""Megabytes."""
BACKFILL = ("backfill", "2025-06-18T13:00:00")
IDLE = ("poll", "2025-06-18T23:00:00")
AGAIN = ("verify --all", "2025-06-18T23:50:00")
LARGE = [(texts.ENTITY_LIST, "entity", 4_000), (texts.CCL, "entry", 700)]
LIFE = {
    "first poll": ("poll", "2025-06-18T12:00:00"),
    "backfill": BACKFILL,
    "idle poll": IDLE,
    "rebuild": ("rebuild", "2025-06-18T23:30:00"),
    "verify": ("verify", "2025-06-18T23:40:00"),
}
"""What each command is called in the table, how it is given, and when it runs."""


def live(
    made: ScaleWorld, folder: Path, parts: Collection[str], life: dict[str, tuple[str, str]]
) -> dict[str, Cost]:  # fmt: skip
    """Run commands on a database, each in a process of its own; return what each cost."""
    config = folder / "tracker.toml"
    listed = ", ".join(f'"{part}"' for part in parts)
    config.write_text(f"[[ecfr.titles]]\nnumber = 15\nparts = [{listed}]\n", encoding="utf-8")
    common, db = ["--config", str(config), "--now"], folder / "tracker.db"
    costs = {}
    with made.serve() as server:
        for name, (command, now) in life.items():
            given = [*common, now, *command.split(), "--json"]
            costs[name] = measuring.run(name, made, db, given, server.environment)
    return costs


def held(folder: Path) -> Sequence[tuple[str, str]]:
    """Return identifier and day of every version with text in the database."""
    sql = "SELECT identifier, in_force FROM versions WHERE removed = 0 ORDER BY 1, 2"
    with closing(sqlite3.connect(folder / "tracker.db")) as db:
        return db.execute(sql).fetchall()


@pytest.mark.slow
def test_a_slice_of_the_scale_world_is_held_whole_and_verified(
    corpus: Path, tmp_path: Path
) -> None:  # fmt: skip
    made = world.build(corpus, documents=10)
    costs = live(made, tmp_path, SLICE, {"backfill": BACKFILL, "idle": IDLE, "again": AGAIN})
    assert [cost.code for cost in costs.values()] == [0, 0, 0]
    assert held(tmp_path) == world.versions(made, SLICE)
    assert costs["backfill"].said["changes"] > 0
    assert costs["idle"].said["changes"] == 0
    assert costs["again"].said["problems"] == []


@pytest.mark.parametrize(("identifier", "kind", "least"), LARGE)
def test_a_large_list_parses_to_real_rows_and_differs_in_a_few(
    corpus: Path, identifier: str, kind: str, least: int
) -> None:  # fmt: skip
    made = world.build(corpus, documents=1)
    days = made.days[identifier][40:42]
    old, new = (made.full(day, {"appendix": [identifier]})[2] for day in days)
    assert 1_800_000 < len(old) < 3_000_000
    before, after = (structure.parse_provision(text, "", 15) for text in (old, new))
    own = {unit.address: unit.own for unit in before.walk()}
    assert sum(unit.kind == kind for unit in after.walk()) > least
    assert 0 < sum(own.get(unit.address) != unit.own for unit in after.walk()) < 100
    shape = judging.shape(new, "")
    assert (shape.doubled, shape.underfull) == (0, 0)


@pytest.mark.soak
def test_the_whole_scale_world_stays_within_the_budgets(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    made = world.build(corpus)
    costs = live(made, tmp_path, PARTS, LIFE)
    with capsys.disabled():
        print(f"\n{measuring.table(list(costs.values()))}")  # noqa: T201 (what this run is for)
    assert {cost.name: cost.said for cost in costs.values() if cost.code} == {}
    assert held(tmp_path) == world.versions(made)
    assert costs["rebuild"].said["differences"] == []
    assert costs["idle poll"].processor < BUDGET_OF_IDLE
    assert costs["backfill"].processor < BUDGET_OF_BACKFILL
    assert costs["backfill"].size < BUDGET_OF_FILE
    assert max(cost.memory for cost in costs.values()) < BUDGET_OF_MEMORY

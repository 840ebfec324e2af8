from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tracker.store import schema
from tracker.store.derived_tables import TABLES

PAGE = (Path(__file__).resolve().parents[2] / "docs/schema.md").read_text(encoding="utf-8")


@pytest.fixture
def fresh() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(schema.script())
    return db


def test_every_table_and_view_is_documented(fresh: sqlite3.Connection) -> None:
    for (name,) in fresh.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"
    ):
        assert re.search(rf"\b{name}\b", PAGE), name


def test_every_statement_of_the_page_runs(fresh: sqlite3.Connection) -> None:
    statements = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    assert len(statements) == 3
    for statement in statements:
        fresh.execute(statement)


def test_every_derived_table_carries_the_version_that_made_its_rows(
    fresh: sqlite3.Connection,
) -> None:
    for table in TABLES:
        assert "parser_version" in [
            row[1] for row in fresh.execute(f"PRAGMA table_info({table})")
        ], table
    made = {row[0] for row in fresh.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(TABLES) <= made

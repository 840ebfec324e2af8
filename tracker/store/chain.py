"""The hash chain over facts: each row holds the hash of the row before and its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from tracker.store.db import Db

START = "0" * 64
"""What the first row of a table names as the row before it."""


def hash_of(previous: str, columns: Sequence[Any]) -> str:
    """Return the chain hash of a row.

    SHA-256 of the JSON list of `previous` and all other columns, in table order.
    """
    return sha256(text_of(previous, columns).encode("ascii")).hexdigest()


def text_of(previous: str, columns: Sequence[Any]) -> str:
    """Return what the chain hash of a row is taken of: compact ASCII JSON."""
    return json.dumps([previous, *columns], ensure_ascii=True, separators=(",", ":"), default=repr)


def append(db: Db, table: str, columns: dict[str, Any]) -> int:
    """Append a row to a table of facts and return its id; call it inside a transaction."""
    last = db.first(f"SELECT id, chain FROM {table} ORDER BY id DESC LIMIT 1")
    number, previous = (last[0] + 1, last[1]) if last else (1, START)
    row = {"id": number, **columns, "previous": previous}
    row["chain"] = hash_of(previous, [number, *columns.values()])
    marks = ",".join("?" * len(row))
    db.run(f"INSERT INTO {table} ({','.join(row)}) VALUES ({marks})", tuple(row.values()))
    return int(number)

"""What the three invented services share: question, answer, the folder of the invented world."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

WORLD = Path(__file__).parent / "world"


@dataclass(frozen=True, slots=True)
class Question:
    """One GET: path and query below the prefix of a service, the day there, the prefix's URL."""

    path: str
    query: Mapping[str, tuple[str, ...]]
    day: date
    base: str

    def value(self, key: str) -> str | None:
        """Return the first value of a query key, or None."""
        return next(iter(self.query.get(key, ())), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer: status, content type, body."""

    status: int
    kind: str
    body: bytes


def as_json(value: Any) -> Answer:
    """Answer 200 with a JSON document."""
    return Answer(
        200, "application/json; charset=utf-8", json.dumps(value, ensure_ascii=False).encode()
    )


def as_xml(text: str) -> Answer:
    """Answer 200 with an XML document in UTF-8."""
    return Answer(
        200,
        "application/xml; charset=utf-8",
        ('<?xml version="1.0" encoding="UTF-8"?>\n' + text).encode(),
    )


def as_html(text: str, status: int = 200) -> Answer:
    """Answer with an HTML page."""
    return Answer(status, "text/html; charset=utf-8", text.encode())


def load(name: str) -> Any:
    """Read one JSON file of the invented world."""
    return json.loads((WORLD / name).read_text(encoding="utf-8"))

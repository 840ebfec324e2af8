"""Days as pages write them: an ISO time, an object that holds one, or `July 10, 2026`."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{1,2}, \d{4}\b",
)


def given(value: Any) -> date | None:
    """Return the day of an ISO time, of an object that holds one, or a written one."""
    if isinstance(value, dict):
        value = value.get("time") or value.get("value")
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return written(value)


def written(text: str) -> date | None:
    """Return the first date written as `July 10, 2026`, or None."""
    found = _MONTH.search(text)
    if not found:
        return None
    try:
        return datetime.strptime(found[0], "%B %d, %Y").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None

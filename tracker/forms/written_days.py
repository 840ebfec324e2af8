"""Days as pages write them: an ISO time, an object that holds one, or `July 10, 2026`."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.citations import worded_day


def given(value: Any) -> date | None:
    """Return the day of an ISO time, of an object that holds one, or a written one."""
    if isinstance(value, dict):
        value = value.get("time") or value.get("value")
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return worded_day(value)

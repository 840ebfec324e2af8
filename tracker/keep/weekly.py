"""Which weekly digest was begun, and up to which day digests were sent: kept with the state.

    beside the database   tracker.db.weekly    {"begun": "2026-07-13", "told_until": "2026-07-06"}
    on the branch         the same, in manifest.json under "weekly"

So no host has to remember it. A week's digest is begun once: a mail that some recipients have and
one refused must not be sent to all of them after every poll. One that failed or never ran comes
with the next, because that begins where the last one sent ended.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tracker.errors import StoreError

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weekly:
    """The day on which the last weekly digest was begun, and the last day of one that was sent.

    None: never.
    """

    begun: date | None = None
    told_until: date | None = None

    def due(self, today: date) -> bool:
        """Tell whether this week's digest is still to be begun: on Monday, or later if missed then.

        The very first one waits for a Monday.
        """
        monday = today - timedelta(days=today.weekday())
        return self.begun < monday if self.begun else today == monday

    def since(self, today: date) -> date:
        """Return the first day of a digest of today: a week back, or where the last one ended."""
        week = today - WEEK
        return min(week, self.told_until) if self.told_until else week

    def begin(self, today: date) -> Weekly:
        """Return this after the digest of today was begun; what it would tell is not told yet."""
        return Weekly(today, self.told_until or today - WEEK)

    def send(self, until: date) -> Weekly:
        """Return this after a digest up to `until` was sent; a day before ours moves nothing."""
        return Weekly(self.begun, max(until, self.told_until or until))

    def as_json(self) -> dict[str, str | None]:
        """Return the form in which it is kept."""
        days = {"begun": self.begun, "told_until": self.told_until}
        return {name: value.isoformat() if value else None for name, value in days.items()}


def from_json(value: Any, where: str) -> Weekly:
    """Read the kept form; `StoreError` names the place where it cannot be read."""
    try:
        begun, until = (value.get(name) for name in ("begun", "told_until"))
        return Weekly(*(date.fromisoformat(day) if day else None for day in (begun, until)))
    except (AttributeError, TypeError, ValueError) as error:
        why = f"the days of the weekly digest cannot be read ({error})"
        raise StoreError(f"{where}: {why}; remove them to begin anew") from error


def read(db: Path) -> Weekly:
    """Read what is noted beside a database; nothing noted is a `Weekly` that never was."""
    path = _note(db)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Weekly()
    try:
        return from_json(json.loads(text), str(path))
    except ValueError as error:
        raise StoreError(f"{path}: this is not JSON ({error}); remove it to begin anew") from error


def write(db: Path, weekly: Weekly) -> None:
    """Note it beside a database; the next `save` keeps it on the branch."""
    _note(db).write_text(json.dumps(weekly.as_json()) + "\n", encoding="utf-8")


def _note(db: Path) -> Path:
    return db.with_name(f"{db.name}.weekly")

"""Causes in a few words: what is held responsible, how surely, both days where they differ."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from tracker.model import Cause

if TYPE_CHECKING:
    from tracker.ask.histories import Leading


def cause_words(cause: Cause, to: date | None) -> str:
    """Return `91 FR 43034 (medium)`; with both days where the law's is not the eCFR's."""
    both_days = _both(cause.law_day(to), to)
    return f"{cause.name} ({cause.confidence}{f', {both_days}' if both_days else ''})"


def leading_words(leading: Iterable[Leading]) -> str:
    """Return `91 FR 43034 (effective 2026-07-10), 91 FR 50000`."""
    return ", ".join(f"{name} (effective {law})" if law else name for name, law in leading)


def _both(law: date | None, to: date | None) -> str:
    if not law or not to:
        return ""
    from tracker.cause.days import both

    return both(law, to)

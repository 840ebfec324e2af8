"""The digest: what happened in a period, for an export-compliance officer who has one minute.

compose(...) -> Digest -> as_json | tracker.render (HTML, Markdown, text) -> tracker.deliver
"""

from __future__ import annotations

from tracker.digest.composing import compose
from tracker.digest.health import alarms
from tracker.digest.json import as_json
from tracker.digest.values import Alarm, DefaultSettings, Digest, Settings

__all__ = [
    "Alarm",
    "DefaultSettings",
    "Digest",
    "Settings",
    "alarms",
    "as_json",
    "compose",
    "headline",
]


def headline(digest: Digest) -> str:
    """Return the headline of a digest as one paragraph."""
    return " ".join(digest.headline)

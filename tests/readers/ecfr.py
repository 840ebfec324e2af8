"""The readers of the eCFR under short names."""

from __future__ import annotations

from tracker.model import VersionRow
from tracker.sources.ecfr.reading import (
    FLOOR,
    TitleState,
    TitleStates,
    VersionsPage,
    full_request,
    titles,
    titles_request,
    versions_page,
    versions_request,
)
from tracker.sources.ecfr.subjects import Full, subject_of

__all__ = [
    "FLOOR",
    "Full",
    "TitleState",
    "TitleStates",
    "VersionsPage",
    "full_request",
    "subject_of",
    "titles",
    "titles_request",
    "version_rows",
    "versions_page",
    "versions_request",
]


def version_rows(body: bytes, source: str) -> tuple[VersionRow, ...]:
    return versions_page(body, source).rows

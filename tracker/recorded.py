"""What the store gives back: values of the model, with when they were seen and by what capture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tracker.model import Cause, Change, Document, Page, Tag


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """One version of a provision as the store holds it, without its units.

    A removal has `removed` set and no text.

    `in_force` is the eCFR `date`; `reading` grows when the source restates the version; `capture`
    is the hash of its bytes.
    """

    provision: str
    heading: str
    title: int
    part: str
    identifier: str
    type: Literal["section", "appendix", "page"]
    in_force: date
    issue_date: date
    observed_at: datetime
    removed: bool
    reading: int
    fingerprint: str | None
    capture: str | None
    source_url: str | None
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A change as stored: with its id, the provision, both in-force dates, what is known of it."""

    id: str
    change: Change
    provision: str
    heading: str
    from_: date | None
    to: date | None
    observed_at: datetime
    backfilled: bool
    causes: tuple[Cause, ...]
    tags: tuple[Tag, ...]
    old_capture: str | None = None
    new_capture: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedDocument:
    """A Federal Register document as stored.

    `version` counts from 1 and grows when the document changes upstream.
    """

    document: Document
    version: int
    first_observed_at: datetime
    observed_at: datetime
    backfilled: bool
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class RecordedPage:
    """A page as stored: its latest version, with the changes that led to it (none for the first).

    Of a period, `changes` are those of all its versions in that period; their days are the days of
    sight.
    """

    page: Page
    version: int
    first_observed_at: datetime
    observed_at: datetime
    backfilled: bool
    tags: tuple[Tag, ...]
    changes: tuple[RecordedChange, ...]

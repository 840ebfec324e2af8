"""What the store gives back: values of the model, with when they were seen and by what capture."""

from __future__ import annotations

from collections.abc import Sequence
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

    @property
    def leading(self) -> tuple[Cause, ...]:
        """Return what is named as responsible: the first cause, and all that are more than a guess.

        The first one is named even where it is a guess: a list of versions or rules would else say
        that none was found, and the confidence is told where the change is.
        """
        return (*self.causes[:1], *_surer(self.causes[1:]))

    @property
    def law_day(self) -> date | None:
        """Return the law's day where it is not the eCFR's, by the first cause that is no guess.

        Whoever asks for it states that day as a fact ("Effective 29 April"), with no confidence
        beside it; so, other than in `leading`, no guess counts.
        """
        return next((cause.law_day(self.to) for cause in _surer(self.causes)), None)


def _surer(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """Return the causes that are more than a guess."""
    return tuple(cause for cause in causes if cause.confidence != "low")


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

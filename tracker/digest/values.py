"""What a digest is made of: every word, order and count decided, so templates only loop and print.

Digest = headline, alarms, sections of entries, coming, documents, pages, folded rest, sources,
         silence  (+ the record for JSON)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, Protocol

from tracker.model import SourceName, SourceState
from tracker.recorded import RecordedChange, RecordedDocument, RecordedPage
from tracker.redline import Block
from tracker.sources import SOURCES

Clock = Literal["observed", "in-force"]
AlarmKind = Literal["broke", "broken", "recovered", "quiet"]


class Settings(Protocol):
    """When a source is announced as broken, and after how many quiet days it is questioned."""

    @property
    def alarm_after(self) -> int:
        """Return the failures in a row after which a source counts as broken."""

    @property
    def quiet_days(self) -> Mapping[SourceName, int]:
        """Return the days without any change after which a source that answers is questioned."""


@dataclass(frozen=True, slots=True)
class DefaultSettings:
    """Settings for who configures none."""

    alarm_after: int = 3
    quiet_days: Mapping[SourceName, int] = field(
        default_factory=lambda: MappingProxyType(
            {source.name: source.quiet_days for source in SOURCES}
        )
    )


@dataclass(frozen=True, slots=True)
class Link:
    """Text with where it leads; without `url` it is text only."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class CauseLine:
    """A cause in words: `label` parts causes from candidates, `evidence` says why."""

    label: str
    link: Link
    detail: str
    evidence: str


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag with the words that fired: `evidence` quotes them and names the rule."""

    tag: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A folded list with a title, such as all names added under one country."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The changes of one provision by one cause on one day, shown together."""

    title: str
    heading: str
    lead: str
    link: Link
    in_force: str
    causes: tuple[CauseLine, ...]
    tags: tuple[TagLine, ...]
    blocks: tuple[Block, ...]
    listings: tuple[Listing, ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """One line for what is not shown in full: a linked title, then words."""

    link: Link
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One topic: entries in full, then in brief, then a sentence on the rest."""

    title: str
    entries: tuple[Entry, ...]
    briefs: tuple[Brief, ...]
    rest: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A document or page: linked title, facts in one line, what it says, tags, changes."""

    label: str
    link: Link
    facts: str
    summary: str | None
    tags: tuple[TagLine, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Notices:
    """A list of documents or pages: in full, in brief, and a sentence on the rest."""

    shown: tuple[Notice, ...]
    briefs: tuple[Brief, ...]
    rest: str | None


@dataclass(frozen=True, slots=True)
class Coming:
    """Something with a date ahead; `day` is null where only the announcement is known."""

    day: date | None
    when: str
    what: str
    link: Link
    document_number: str | None


@dataclass(frozen=True, slots=True)
class Folded:
    """What is counted rather than shown: a sentence, then lines."""

    summary: str
    lines: tuple[Brief, ...]
    rest: str | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """What to know about a source before trusting silence."""

    kind: AlarmKind
    source: SourceName
    text: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """How one source stands, in words."""

    name: str
    state: str
    current_as_of: str
    last_success: str
    last_change: str
    failures: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """The values a digest was composed of, for `digest.json`."""

    changes: tuple[RecordedChange, ...]
    editorial: tuple[RecordedChange, ...]
    restated: tuple[RecordedChange, ...]
    documents: tuple[RecordedDocument, ...]
    pages: tuple[RecordedPage, ...]
    states: tuple[SourceState, ...]
    coming: tuple[Coming, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What happened in a period, for people; `record` keeps what it was composed of."""

    since: date
    until: date
    generated_at: datetime
    title: str
    subject: str
    headline: tuple[str, ...]
    period: str
    alarms: tuple[Alarm, ...]
    sections: tuple[Section, ...]
    coming: tuple[Coming, ...]
    coming_rest: str | None
    documents: Notices | None
    inspection: Notices | None
    pages: tuple[tuple[str, Notices], ...]
    """The pages of each site that has any, headed by what they are."""
    editorial: Folded | None
    restated: Folded | None
    quarantined: Folded | None
    nothing: str | None
    sources: tuple[SourceLine, ...]
    silence: tuple[str, ...]
    record: Record

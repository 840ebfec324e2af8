"""The history of a provision, a unit, a part or a page: its versions and what each one brought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.ask.finding import find
from tracker.model import Cause, Tag
from tracker.recorded import HeldVersion, RecordedChange
from tracker.store import Store, texts


class Leading(NamedTuple):
    """What is held responsible for a version, and the law's day where it is not the eCFR's."""

    name: str
    law_day: date | None


@dataclass(frozen=True, slots=True)
class Brought:
    """A version with the changes that it brought; where a provision moved away, with the move."""

    version: HeldVersion
    changes: tuple[RecordedChange, ...]

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Return what is held responsible for any of the changes, each cause once."""
        return distinct(cause for change in self.changes for cause in change.causes)

    @property
    def leading(self) -> tuple[Leading, ...]:
        """Return what leads to the changes, each document once, by name."""
        found: dict[str, date | None] = {}
        for change in self.changes:
            for cause in change.leading:
                found.setdefault(cause.name, cause.law_day(change.to))
        return tuple(Leading(name, found[name]) for name in sorted(found))

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the names of the tags of all changes, in order."""
        return tag_names(tag for change in self.changes for tag in change.tags)


@dataclass(frozen=True, slots=True)
class History:
    """The versions in which what is addressed differs, and all its changes; newest first."""

    address: str
    heading: str | None
    versions: tuple[Brought, ...]
    changes: tuple[RecordedChange, ...]


def history(store: Store, typed: str) -> History:
    """Return the history of what a person typed; raises `AddressError` for what is not held."""
    wanted = str(find(store, typed))
    versions, changes = texts.history(store.db, wanted)
    return History(
        wanted,
        texts.heading(store.db, wanted),
        tuple(Brought(version, _brought_by(version, changes)) for version in versions),
        tuple(changes),
    )


def _brought_by(
    version: HeldVersion, changes: Sequence[RecordedChange]
) -> tuple[RecordedChange, ...]:
    return tuple(
        change
        for change in changes
        if change.to == version.in_force
        and version.provision in (change.provision, change.change.old_address)
    )


def distinct(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Return causes that say the same once, whatever they know of days."""
    found: dict[tuple[str | None, ...], Cause] = {}
    for cause in causes:
        said = (cause.document_number, cause.citation, cause.title, cause.evidence)
        found.setdefault((*said, cause.confidence), cause)
    return tuple(found.values())


def tag_names(tags: Iterable[Tag]) -> tuple[str, ...]:
    """Return the names of tags, each once, in order."""
    return tuple(sorted({tag.tag for tag in tags}))

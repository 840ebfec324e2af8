"""The changes that came into force in a span of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.errors import UsageError
from tracker.recorded import RecordedChange
from tracker.store import Store
from tracker.store import changes as recorded

if TYPE_CHECKING:
    from tracker.tag import Taxonomy


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, both ends included; None is an open end."""

    first: date | None = None
    last: date | None = None


def known_tag(tag: str, taxonomy: Taxonomy) -> str:
    """Return a tag or topic that the taxonomy has; `UsageError` names those that it has."""
    names = taxonomy.names()
    if tag not in names:
        known = ", ".join(sorted(names))
        raise UsageError(f"unknown tag or topic {tag!r}; the known ones are {known}")
    return tag


def changes(
    store: Store,
    span: Span,
    *,
    parts: tuple[str, ...] = (),
    tag: str | None = None,
    editorial: bool = False,
) -> tuple[RecordedChange, ...]:
    """Return the changes that came into force in a span, newest first; `editorial` ones on demand.

    `parts` and `tag` (a tag or a topic) narrow them.
    """
    found = recorded.between(
        store.db,
        span.first,
        span.last,
        by="in-force",
        parts=parts,
        tag=tag,
        editorial=editorial,
        backfilled=True,
        sources=None,
    )
    return tuple(found)

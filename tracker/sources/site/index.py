"""What a sitemap says that the one before did not: pages that are new, changed or gone.

before, now, held -> New | Changed | Gone     worth asking for; a list alone proves nothing
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from tracker.sources.site.sitemap import Entry

_ONE_GO = timedelta(minutes=2)
_FEW = 4


@dataclass(frozen=True, slots=True)
class New:
    """A page that the sitemap lists and we do not hold."""

    path: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A page that we hold, and that the sitemap calls changed since."""

    path: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A page that we hold and that the sitemap lists no more; it may be served all the same."""

    path: str


IndexChange: TypeAlias = New | Changed | Gone


def index_changes(
    before: tuple[Entry, ...],
    now: tuple[Entry, ...],
    held: Mapping[str, datetime],
) -> tuple[IndexChange, ...]:
    """Return what should be asked for, in the order of the sitemap, then what went.

    `held` says when each page was last read. A page is changed where its `lastmod` lies after that,
    or is another than before. A sitemap whose entries all carry one moment tells when it was made,
    and of no page that it changed.
    """
    older = {entry.path: entry.lastmod for entry in before}
    newer = {entry.path: entry.lastmod for entry in now}
    gone = (Gone(path) for path in older if path not in newer and path in held)
    return (*_listed(older, newer, held, dates_tell=not _made_in_one_go(now)), *gone)


def _listed(
    older: Mapping[str, datetime | None],
    newer: Mapping[str, datetime | None],
    held: Mapping[str, datetime],
    *,
    dates_tell: bool,
) -> Iterator[IndexChange]:
    for path, lastmod in newer.items():
        if path not in held:
            yield New(path)
        elif dates_tell and lastmod:
            before = older.get(path)
            if (before and before != lastmod) or lastmod > held[path]:
                yield Changed(path)


def _made_in_one_go(entries: tuple[Entry, ...]) -> bool:
    """Tell whether all entries carry as good as one moment: that of the building of the site."""
    moments = [entry.lastmod for entry in entries if entry.lastmod]
    return len(moments) > _FEW and max(moments) - min(moments) <= _ONE_GO

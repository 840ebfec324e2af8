"""The table of sources: what each is, what is asked of it, what it gives; one row a source.

    ecfr               titles, version lists, provisions
    federal_register   searches, full texts, public inspection
    bis                a `site`: listings, press releases, notices, pages

A source is one module or package here and one row in `SOURCES`. What loops over sources walks the
table: the configuration, the poll, the derivation, the probe, the digest. Readers (`reading`,
`admission`, `subjects` and their like) are pure; a `cycle` asks, a `derivation` writes rows.
"""

from __future__ import annotations

import re
from typing import Any

from tracker.answers import Answer, Question, question
from tracker.errors import ParseError
from tracker.model import Capture, SourceName, SourceState
from tracker.sources import bis, ecfr, federal_register
from tracker.sources.source import Source, SourceSettings
from tracker.store import Store, runs

__all__ = [
    "SOURCES",
    "Source",
    "SourceSettings",
    "asked",
    "is_daily",
    "named",
    "of_page",
    "official",
    "read",
    "states",
    "words",
]

SOURCES: tuple[Source, ...] = (ecfr.SOURCE, federal_register.SOURCE, bis.SOURCE)
"""In the order in which they are asked and shown."""

_HOST = re.compile(r"https?://(?P<host>[\w.\-]+)(?=/)", re.IGNORECASE)
_KINDS = tuple(kind for source in SOURCES for kind in source.kinds)


def named(name: SourceName) -> Source:
    """Return the source of a name; `KeyError` for one that is none."""
    return {source.name: source for source in SOURCES}[name]


def states(store: Store) -> tuple[SourceState, ...]:
    """Return how each source stands, in the order of the table."""
    return tuple(
        runs.state(store.db, source.name, source.stored.last_change(store)) for source in SOURCES
    )


def of_page(url: str) -> Source | None:
    """Return the source whose site has the page of an official address, or None."""
    sites = (source for source in SOURCES if source.pages and url.startswith(source.pages))
    return next(sites, None)


def official(text: str) -> str:
    """Return what a person typed, the address of a page under the host that is official."""
    found = _HOST.match(text.strip())
    if not found:
        return text
    for source in SOURCES:
        if source.pages and found["host"].lower() in source.house.hosts:
            return source.pages.rstrip("/") + text.strip()[found.end() :]
    return text


def asked(subject: str) -> Question[Any, Any]:
    """Read a printed subject of any source; raise `ParseError` for what none of them prints."""
    return question(_KINDS, subject)


def read(capture: Capture) -> Answer[Any, Any]:
    """Read a capture that counts; raises `ParseError` for one that cannot be read any more."""
    return asked(capture.subject).read(capture)


def is_daily(subject: str) -> bool:
    """Tell whether a question that failed is asked again the next day, and no sooner."""
    try:
        return asked(subject).kind.daily
    except ParseError:
        return False


def words(subject: str) -> str:
    """Return what a printed subject is about, as people say it; itself where it is unknown."""
    try:
        return asked(subject).words
    except ParseError:
        return subject

"""What our readers make of the answers of any site: facts for the report, or how many entries.

Each site is asked for the reader of its own; robots and sitemaps are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.robotparser import RobotFileParser

from tracker.errors import ParseError
from tracker.markup import parse_xml
from tracker.model import Capture, Page
from tracker.plain import counted
from tracker.probe.values import Context
from tracker.sources import Source
from tracker.sources.site.listing import Item, ParsedListing

_HERE = "the answer"
_NEVER = datetime.min.replace(tzinfo=UTC)


def _value(site: Source, kind: str, body: bytes) -> Any:
    """Return what the reader of a site makes of a body."""
    subject = f"{site.name}:{kind}:/asked"
    capture = Capture(site.name, subject, _HERE, 200, (), (), _NEVER, body, "")
    return site.question(subject).read(capture).value


def entries(site: Source, body: bytes, items: tuple[str, ...]) -> tuple[Item, ...]:
    """Return what a listing of a site leads to; `ParseError` for one that cannot be read."""
    listing: ParsedListing = _value(site, "listing", body)
    return listing.items(items)


def _release(site: Source, body: bytes, context: Context) -> tuple[str, ...]:
    del context
    found: Page = _value(site, "page", body)
    return (
        "dated" if found.published_on else "no date found",
        f"{found.text.count(chr(10)) + 1} paragraphs",
    )


def _listed(site: Source, body: bytes, context: Context) -> int:
    return len(entries(site, body, context.items))


def _noticed(site: Source, body: bytes, context: Context) -> int:
    del context
    found: Page = _value(site, "notices", body)
    return found.text.count("\n") + 1 if found.text else 0


def _robots(site: Source, body: bytes, context: Context) -> tuple[str, ...]:
    del site
    rules = RobotFileParser()
    rules.parse(body.decode("utf-8", "replace").splitlines())
    closed = [path for path in context.paths if not rules.can_fetch(context.agent, path)]
    if closed:
        raise ParseError(_HERE, f"robots are asked to stay away from {', '.join(closed)}")
    sitemaps = rules.site_maps() or []
    return (f"names {counted(len(sitemaps), 'sitemap')}", "allows our paths")


def _sitemap(site: Source, body: bytes, context: Context) -> tuple[str, ...]:
    del site, context
    root = parse_xml(body, _HERE)
    names = [
        str(element.tag).rpartition("}")[2]
        for element in root.iter()
        if isinstance(element.tag, str)
    ]
    return (
        f"{names.count('loc'):,} addresses",
        f"{names.count('lastmod'):,} with a day of last change",
    )


READERS: Mapping[str, Callable[[Source, bytes, Context], tuple[str, ...]]] = {
    "release": _release,
    "robots": _robots,
    "sitemap": _sitemap,
}
"""By the kind of question, for any site."""
COUNTERS: Mapping[str, Callable[[Source, bytes, Context], int]] = {
    "listing": _listed,
    "notices": _noticed,
}
"""Readers of lists of links, of which nothing is told but how many there are."""

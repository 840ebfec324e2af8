"""The sitemap of a site: which pages there are, and when each was changed last.

    <urlset><url><loc>https://media.bis.gov/guidance</loc><lastmod>2026-08-01</lastmod></url> ...
    <sitemapindex><sitemap><loc>https://media.bis.gov/sitemap-1.xml.gz</loc></sitemap> ...

Source: the protocol of sitemaps.org, version 0.9; a site may list its pages under another of its
hosts than it answers from.
"""

from __future__ import annotations

import fnmatch
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from tracker import markup
from tracker.errors import ParseError
from tracker.sources.site.paths import site_path
from tracker.sources.site.site import Site

MOST = 50_000
"""Entries of one sitemap, by its protocol."""
_LARGEST = 52_428_800
_GZIP = b"\x1f\x8b"
_NEVER = datetime.min.replace(tzinfo=UTC)
_QUERY = re.compile(r"[\w\-.~=&%]+", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Entry:
    """One page; `lastmod` is the last moment that is meant: of a day its end."""

    path: str
    lastmod: datetime | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: pages, or paths of further sitemaps."""

    entries: tuple[Entry, ...]
    further: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParsedSitemap:
    """A sitemap as it came, read once: each address with its last change, or further sitemaps."""

    source: str
    is_index: bool
    places: tuple[tuple[str, str], ...]

    def listed(self, site: Site, base: str) -> Sitemap:
        """Return what it lists, for a site that is asked at `base`.

        Only pages of the site's hosts and of the host of `base` or of the sitemap itself are
        listed, each once, without what follows a question mark, which only further sitemaps keep.
        The front page is left out.
        """
        found: dict[str, Entry] = {}
        for loc, lastmod in self.places:
            path = _path(loc, self.source, site, base)
            if path and self.is_index:
                path += _question(loc)
            if path:
                entry = Entry(path, _moment(lastmod))
                held = found.get(path)
                is_later = held is None or (entry.lastmod or _NEVER) > (held.lastmod or _NEVER)
                found[path] = entry if is_later or held is None else held
        return Sitemap((), tuple(found)) if self.is_index else Sitemap(tuple(found.values()), ())


def parsed(body: bytes, source: str) -> ParsedSitemap:
    """Read a sitemap or an index of sitemaps, gzip'd or not; `ParseError` for anything else."""
    root = markup.parse_answer(_unzipped(body, source), source)
    kind = _name(root)
    if kind not in ("urlset", "sitemapindex"):
        expected = "urlset or sitemapindex"
        raise ParseError(source, f"the root element is {kind[:40]} where {expected} was asked for")
    wanted = "url" if kind == "urlset" else "sitemap"
    places: list[tuple[str, str]] = []
    for child in root:
        if _name(child) == wanted:
            if len(places) >= MOST:
                raise ParseError(source, f"the sitemap has more than {MOST} entries")
            places.append((_text(child, "loc"), _text(child, "lastmod")))
    return ParsedSitemap(source, kind == "sitemapindex", tuple(places))


def tracked(entries: tuple[Entry, ...], skip: tuple[str, ...]) -> tuple[Entry, ...]:
    """Return the entries that no pattern of `skip` names; a `*` stands for anything."""
    skipped = re.compile(
        "|".join(fnmatch.translate(pattern.lower()) for pattern in skip) or r"(?!)"
    )
    return tuple(entry for entry in entries if not skipped.match(entry.path.lower()))


def _unzipped(body: bytes, source: str) -> bytes:
    """Return the XML of a body that may be gzip'd, at most so much of it."""
    if len(body) > _LARGEST:
        raise ParseError(source, f"the sitemap has more than {_LARGEST} bytes")
    if not body.startswith(_GZIP):
        return body
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        data = unzip.decompress(body, _LARGEST)
    except zlib.error as error:
        raise ParseError(source, f"not gzip: {error}") from error
    if unzip.unconsumed_tail:
        raise ParseError(source, f"the sitemap has more than {_LARGEST} bytes")
    if not unzip.eof:
        raise ParseError(source, "not gzip: it ends too early")
    return data


def _name(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _text(element: Any, name: str) -> str:
    found = next((child for child in element if _name(child) == name), None)
    return "" if found is None else markup.fold("".join(found.itertext()))


def _path(loc: str, source: str, site: Site, base: str) -> str | None:
    """Return the path of a page of the site, without the folder that a mirror puts before it."""
    home = urlsplit(base)
    own = urlsplit(source).netloc
    path = site_path(loc, site.hosts, home.netloc) or site_path(loc, site.hosts, own)
    if path is None or not urlsplit(loc).netloc:
        return None
    folder = home.path.rstrip("/")
    if folder and urlsplit(loc).netloc == home.netloc and path.startswith(f"{folder}/"):
        path = path[len(folder) :]
    return path if len(path) > 1 else None


def _question(loc: str) -> str:
    """Return what follows the question mark of a further sitemap: all that may tell it apart."""
    query = urlsplit(loc).query
    return f"?{query}" if _QUERY.fullmatch(query) else ""


def _moment(text: str) -> datetime | None:
    """Return the moment that a W3C date or time means, in UTC; None where it cannot be read."""
    try:
        if _DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None

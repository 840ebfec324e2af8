"""The list of a news page in any of its forms: the data block, the links, the app router's rows.

body -> places with a path (all of them) -> those below the prefixes, each once
                    |
                    `-> extract: a small JSON text that gives the very same entries
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from tracker.citations import worded_day
from tracker.errors import ParseError
from tracker.forms import flight, html_reading, record, written_days
from tracker.forms.json_scan import Members, Wanted, decoded, objects
from tracker.sources.site.paths import site_path
from tracker.sources.site.site import Site

PATH_KEYS = ("path", "href", "url", "link", "alias")
TITLE_KEYS = ("title", "name", "text", "label", "heading")
DATE_KEYS = ("publishedOn", "published", "date", "publishedDate", "created")
_KEYS = frozenset((*PATH_KEYS, *TITLE_KEYS, *DATE_KEYS, "time", "value", "children"))
_IN_DATA = Wanted(_KEYS, ("props", "pageProps"))
_IN_ROWS = Wanted(_KEYS)
_FORMS = ("data", "links", "rows")
_ENTRY = (
    "ancestor::*[self::li or self::article or self::tr"
    " or contains(concat(' ', normalize-space(@class), ' '), ' views-row ')][1]"
)
"""What holds a link and its day; `views-row` is the class that Drupal gives each row of a list."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a listing; `path` is what stands after the host."""

    path: str
    title: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Something that leads to one or more paths of the site, the likeliest first."""

    paths: tuple[str, ...]
    title: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class _Page:
    """A listing before anything is looked for in it."""

    site: Site
    body: bytes
    source: str
    root: Any
    scripts: tuple[html_reading.Script, ...]

    @property
    def is_listing(self) -> bool:
        """Tell whether it is a listing even if it lists nothing: by its data or its address."""
        if html_reading.next_block(self.scripts):
            return True
        named = site_path(html_reading.canonical(self.root) or "", self.site.hosts)
        frame = self.root.xpath("//main//ul | //main//ol | //main//table")
        return bool(frame and named and named != "/" and urlsplit(self.source).path.endswith(named))

    def places(self, form: str, prefixes: tuple[str, ...]) -> Iterator[_Place]:
        """Yield what leads somewhere below the prefixes in one of the forms."""
        if form == "data":
            yield from self._of_data(prefixes)
        elif form == "links":
            yield from _of_links(self.root, self.site)
        else:
            text = flight.stream(self.body, self.scripts)
            titles = (*TITLE_KEYS, "children")
            here = flight.found(text, _IN_ROWS, self.source)
            yield from (
                place
                for found in here
                if (place := _place(text, found, titles, prefixes, self.site))
            )

    def _of_data(self, prefixes: tuple[str, ...]) -> Iterator[_Place]:
        block = html_reading.next_block(self.scripts)
        if block is None:
            return
        span, source = (block.start, block.end), f"{self.source} __NEXT_DATA__"
        found: list[tuple[int, _Place]] = []
        for at, members in objects(self.body, span, _IN_DATA, source):
            place = _place(self.body, members, TITLE_KEYS, prefixes, self.site)
            if place:
                found.append((at, place))
        yield from (place for _, place in sorted(found, key=lambda pair: pair[0]))


@dataclass(frozen=True, slots=True)
class ParsedListing:
    """A listing that was read once; which entries it has depends on what is looked for."""

    page: _Page | _Extract
    source: str

    def items(self, prefixes: tuple[str, ...]) -> tuple[Item, ...]:
        """Return the entries below one of the prefixes, in the order of the page, each once.

        Raises `ParseError` for a page that neither is a listing nor has any such link.
        """
        for form in _FORMS:
            found = _each_entry_once(self.page.places(form, prefixes), prefixes)
            if found:
                return found
        if self.page.is_listing:
            return ()
        why = "the page has no listing: neither a data block nor any link to news"
        raise ParseError(self.source, why)

    def extract(self) -> bytes | None:
        """Return a small JSON text that gives the very same entries for any prefixes.

        It says which bytes it was made of. None for what was extracted before: it stays as it is.
        """
        page = self.page
        if isinstance(page, _Extract):
            return None
        entries = [
            {"in": form, "on": _iso(place.published_on), "paths": place.paths, "title": place.title}
            for form in _FORMS
            for place in dict.fromkeys(page.places(form, ("/",)))
        ]
        digest = hashlib.sha256(page.body).hexdigest()
        of = {"is_listing": page.is_listing, "sha256": digest, "size": len(page.body)}
        whole = {"listing": entries, "of": of}
        made = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return made.encode("utf-8", "replace")


def parsed(body: bytes, source: str, site: Site) -> ParsedListing:
    """Read a listing, or what was extracted of one."""
    if not body.startswith(b'{"listing":'):
        return ParsedListing(_Page(site, body, source, *html_reading.read(body, source)), source)
    whole = record.decode(body, source)
    extract = _Extract(whole.records("listing"), whole.record("of").flag("is_listing"))
    return ParsedListing(extract, source)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class _Extract:
    """What `extract` made, read back."""

    entries: tuple[record.Record, ...]
    is_listing: bool

    def places(self, form: str, prefixes: tuple[str, ...]) -> Iterator[_Place]:
        """Yield what led somewhere below the prefixes in one of the forms."""
        for entry in self.entries:
            if entry.text("in") == form:
                paths, title = entry.texts("paths"), entry.optional("title") or ""
                if _chosen(paths, prefixes):
                    yield _Place(paths, title, entry.optional_day("on"))


def _place(
    body: bytes,
    members: Members,
    titles: tuple[str, ...],
    prefixes: tuple[str, ...],
    site: Site,
) -> _Place | None:
    """Return where an object leads, its title and its day; None where that is below no prefix."""
    found = _paths_of(body, members, prefixes, site)
    if not _chosen(found, prefixes):
        return None
    values = {key: decoded(body, members.get(key)) for key in (*titles, *DATE_KEYS)}
    title = next((values[key] for key in titles if isinstance(values[key], str)), "")
    day = next((day for key in DATE_KEYS if (day := written_days.given(values[key]))), None)
    return _Place(found, " ".join(record.clean(title).split()), day)


def _paths_of(
    body: bytes, members: Members, prefixes: tuple[str, ...], site: Site
) -> tuple[str, ...]:
    """Return the paths an object leads to; none where no link can be below one of the prefixes."""
    held = (decoded(body, members[key]) for key in PATH_KEYS if key in members)
    links = [link for value in held if (link := _linked(value))]
    # Said before the paths are read: most objects lead to pictures and menus.
    if not any(prefix.split("/")[1] in link for prefix in prefixes for link in links):
        return ()
    return tuple(dict.fromkeys(path for link in links if (path := site_path(link, site.hosts))))


def _linked(value: Any) -> str | None:
    """Return a link, which may be an object that holds it."""
    if isinstance(value, dict):
        value = next((value[key] for key in PATH_KEYS if isinstance(value.get(key), str)), None)
    return value if isinstance(value, str) else None


def _of_links(root: Any, site: Site) -> Iterator[_Place]:
    for link in root.xpath("//a[@href]"):
        path = site_path(link.get("href"), site.hosts)
        if path:
            around = next(iter(link.xpath(_ENTRY)), link)
            day = worded_day(" ".join(around.itertext()))
            yield _Place((path,), html_reading.text(link), day)


def _each_entry_once(places: Iterator[_Place], prefixes: tuple[str, ...]) -> tuple[Item, ...]:
    """Return the entries below the prefixes, each once, with the first title that is not empty."""
    kept: dict[str, Item] = {}
    for place in places:
        path = _chosen(place.paths, prefixes)
        held = kept.get(path) if path else None
        if path and (held is None or not held.title):
            kept[path] = Item(path, place.title, place.published_on)
    return tuple(kept.values())


def _chosen(paths: tuple[str, ...], prefixes: tuple[str, ...]) -> str | None:
    """Return the likeliest path that is below a prefix."""
    return next((path for path in paths if _is_below(path, prefixes)), None)


def _is_below(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(path.startswith(prefix) and len(path) > len(prefix) for prefix in prefixes)

"""The list of a news page, from whichever form it comes in: the data block, the links, or the app router's rows.

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

from tracker.errors import ParseError
from tracker.sources import flight, html_reading, record, written_days
from tracker.sources.bis_paths import site_path
from tracker.sources.json_scan import Members, Wanted, decoded, objects

PATH_KEYS = ("path", "href", "url", "link", "alias")
TITLE_KEYS = ("title", "name", "text", "label", "heading")
DATE_KEYS = ("publishedOn", "published", "date", "publishedDate", "created")
_KEYS = frozenset((*PATH_KEYS, *TITLE_KEYS, *DATE_KEYS, "time", "value", "children"))
_IN_DATA = Wanted(_KEYS, ("props", "pageProps"))
_IN_ROWS = Wanted(_KEYS)
_FORMS = ("data", "links", "rows")


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

    body: bytes
    source: str
    root: Any
    scripts: tuple[html_reading.Script, ...]

    @property
    def is_listing(self) -> bool:
        """Tell whether it is a listing even where it lists nothing: it has data, or names itself as what was asked for."""
        if html_reading.next_block(self.scripts):
            return True
        named = site_path(html_reading.canonical(self.root) or "")
        frame = self.root.xpath("//main//ul | //main//ol | //main//table")
        return bool(frame and named and named != "/" and urlsplit(self.source).path.endswith(named))

    def places(self, form: str, prefixes: tuple[str, ...]) -> Iterator[_Place]:
        """Yield what leads somewhere below the prefixes in one of the forms."""
        if form == "data":
            yield from self._of_data(prefixes)
        elif form == "links":
            yield from _of_links(self.root)
        else:
            text = flight.stream(self.body, self.scripts)
            titles = (*TITLE_KEYS, "children")
            places = (_place(text, one, titles, prefixes) for one in flight.found(text, _IN_ROWS, self.source))
            yield from (one for one in places if one)

    def _of_data(self, prefixes: tuple[str, ...]) -> Iterator[_Place]:
        block = html_reading.next_block(self.scripts)
        if block is None:
            return
        span, source = (block.start, block.end), f"{self.source} __NEXT_DATA__"
        found = ((place, _place(self.body, one, TITLE_KEYS, prefixes)) for place, one in objects(self.body, span, _IN_DATA, source))
        here = sorted(((place, one) for place, one in found if one), key=lambda pair: pair[0])
        yield from (one for _, one in here)


def listing(body: bytes, source: str, prefixes: tuple[str, ...]) -> tuple[Item, ...]:
    """Read the entries of a listing whose path begins with one of the prefixes, in the order of the page, each once.

    Raises `ParseError` for a page that neither is a listing nor has any such link. Reads what `extract` made as well.
    """
    page = _opened(body, source)
    for form in _FORMS:
        found = _once(page.places(form, prefixes), prefixes)
        if found:
            return found
    if page.is_listing:
        return ()
    raise ParseError(source, "no listing: neither a data block nor any link to news")


def extract(body: bytes, source: str = "the listing") -> bytes:
    """Return a small JSON text from which `listing` reads the very same entries, whatever the prefixes.

    It says which bytes it was made of. What was extracted once stays as it is.
    """
    page = _opened(body, source)
    if isinstance(page, _Extract):
        return body
    entries = [
        {"in": form, "on": one.published_on.isoformat() if one.published_on else None, "paths": one.paths, "title": one.title}
        for form in _FORMS
        for one in dict.fromkeys(page.places(form, ("/",)))
    ]
    of = {"is_listing": page.is_listing, "sha256": hashlib.sha256(body).hexdigest(), "size": len(body)}
    made = {"listing": entries, "of": of}
    return json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Extract:
    """What `extract` made, read back."""

    entries: tuple[record.Record, ...]
    is_listing: bool

    def places(self, form: str, prefixes: tuple[str, ...]) -> Iterator[_Place]:
        """Yield what led somewhere below the prefixes in one of the forms."""
        for one in self.entries:
            if one.text("in") == form:
                place = _Place(one.texts("paths"), one.optional("title") or "", one.optional_day("on"))
                yield from (place,) if _chosen(place.paths, prefixes) else ()


def _opened(body: bytes, source: str) -> _Page | _Extract:
    """Read a page, or what was extracted of one."""
    if not body.startswith(b'{"listing":'):
        return _Page(body, source, *html_reading.read(body, source))
    whole = record.decode(body, source)
    return _Extract(whole.records("listing"), whole.record("of").flag("is_listing"))


def _place(body: bytes, members: Members, titles: tuple[str, ...], prefixes: tuple[str, ...]) -> _Place | None:
    """Return where an object leads to, what it calls that and its day; None where that is not below a prefix."""
    links = [link for key in PATH_KEYS if key in members and (link := _linked(decoded(body, members[key])))]
    if not any(prefix.split("/")[1] in link for prefix in prefixes for link in links):
        return None  # said before the paths are read, as most objects of a page lead to pictures and menus
    found = tuple(dict.fromkeys(path for link in links if (path := site_path(link))))
    if not _chosen(found, prefixes):
        return None
    values = {key: decoded(body, members.get(key)) for key in (*titles, *DATE_KEYS)}
    title = next((values[key] for key in titles if isinstance(values[key], str)), "")
    day = next((day for key in DATE_KEYS if (day := written_days.given(values[key]))), None)
    return _Place(found, " ".join(record.clean(title).split()), day)


def _linked(value: Any) -> str | None:
    """Return a link, which may be an object that holds it."""
    if isinstance(value, dict):
        value = next((value[key] for key in PATH_KEYS if isinstance(value.get(key), str)), None)
    return value if isinstance(value, str) else None


def _of_links(root: Any) -> Iterator[_Place]:
    for link in root.xpath("//a[@href]"):
        path = site_path(link.get("href"))
        if path:
            around = next(link.iterancestors("li", "article", "tr"), link)
            yield _Place((path,), html_reading.text(link), written_days.written(" ".join(around.itertext())))


def _once(places: Iterator[_Place], prefixes: tuple[str, ...]) -> tuple[Item, ...]:
    """Return the entries below the prefixes, each once, with the first title that is not empty."""
    kept: dict[str, Item] = {}
    for one in places:
        path = _chosen(one.paths, prefixes)
        held = kept.get(path) if path else None
        if path and (held is None or not held.title):
            kept[path] = Item(path, one.title, one.published_on)
    return tuple(kept.values())


def _chosen(paths: tuple[str, ...], prefixes: tuple[str, ...]) -> str | None:
    """Return the likeliest path that is below a prefix."""
    return next((path for path in paths for prefix in prefixes if path.startswith(prefix) and len(path) > len(prefix)), None)

"""The site of the Bureau of Industry and Security: a server-rendered Next.js site without feeds.

    /news-updates                            links to press releases, newest first
    /press-release/SLUG                      title, date, main text (a SLUG may end in a full stop)
    /regulations/federal-register-notices    one row a notice

Read from `__NEXT_DATA__` first, from links and the main element second. Source: the pages as observed in 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from tracker.errors import ParseError
from tracker.model import Page, Request
from tracker.sources import html_reading, record
from tracker.sources.subjects import BisPage, Listing, Notices

OFFICIAL = "https://media.bis.gov"
HTML = "text/html"
_PATH_KEYS = ("path", "href", "url", "link", "alias")
_TITLE_KEYS = ("title", "name", "text", "label", "heading")
_DATE_KEYS = ("publishedOn", "published", "date", "publishedDate", "created")
_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}\b")
_PATH = re.compile(r"/[^\s?#\"'<>\\]*")
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a listing; `path` is what stands after the host."""

    path: str
    title: str
    published_on: date | None


def listing_request(base: str, path: str) -> Request:
    """Ask for a listing."""
    return Request("bis", str(Listing(path)), base + path, HTML)


def notices_request(base: str, path: str) -> Request:
    """Ask for the page of notices."""
    return Request("bis", str(Notices(path)), base + path, HTML)


def page_request(base: str, path: str, *, optional: bool = False) -> Request:
    """Ask for one page; `optional` where a listing named it, which may be wrong."""
    return Request("bis", str(BisPage(path)), base + path, HTML, optional=optional)


def address(path: str) -> str:
    """Return the official address of a page."""
    return OFFICIAL + path


def listing(body: bytes, source: str, prefixes: tuple[str, ...]) -> tuple[Item, ...]:
    """Read the entries of a listing whose path begins with one of the prefixes, in the order of the page, each once.

    Raises `ParseError` for a page that has neither a data block nor any such link: then it is no listing at all.
    """
    root = html_reading.parse(body, source)
    data = html_reading.next_data(root, source)
    found = list(_items_of_data(data, prefixes)) if data else []
    if not found:
        found = list(_items_of_links(root, prefixes))
    if not found and data is None:
        raise ParseError(source, "no listing: neither a data block nor any link to news")
    kept: dict[str, Item] = {}
    for one in found:
        held = kept.get(one.path)
        if held is None or not held.title:
            kept[one.path] = one
    return tuple(kept.values())


def _items_of_data(data: record.Record, prefixes: tuple[str, ...]) -> Iterator[Item]:
    for values in _objects(data.all(), 0):
        path = next((path for key in _PATH_KEYS if (path := _path(values.get(key), prefixes))), None)
        if path:
            title = next((values[key] for key in _TITLE_KEYS if isinstance(values.get(key), str)), "")
            day = next((day for key in _DATE_KEYS if (day := _day(values.get(key)))), None)
            yield Item(path, " ".join(record.clean(title).split()), day)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield every object inside a JSON value, in document order."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _objects(one, depth + 1)


def _path(value: Any, prefixes: tuple[str, ...]) -> str | None:
    """Return the path of a link into the site that begins with one of the prefixes, or None."""
    if isinstance(value, dict):
        value = next((value[key] for key in _PATH_KEYS if isinstance(value.get(key), str)), None)
    if not isinstance(value, str):
        return None
    try:
        found = urlsplit(value.strip())
    except ValueError:
        return None
    if found.netloc and not re.fullmatch(r"(?:[\w\-]+\.)*bis\.(?:doc\.)?gov", found.netloc):
        return None
    path = re.sub("/{2,}", "/", found.path)
    steps = path.split("/")
    if not _PATH.fullmatch(path) or ".." in steps or "." in steps:
        return None
    return path if any(path.startswith(prefix) and len(path) > len(prefix) for prefix in prefixes) else None


def _items_of_links(root: Any, prefixes: tuple[str, ...]) -> Iterator[Item]:
    for link in root.xpath("//a[@href]"):
        path = _path(link.get("href"), prefixes)
        if path:
            around = next(link.iterancestors("li", "article", "tr"), link)
            yield Item(path, html_reading.text(link), _written_day(" ".join(around.itertext())))


def page(body: bytes, path: str, source: str, kind: Literal["press-release", "notice", "page"] | None = None) -> Page:
    """Read one page: title, date and main text, one paragraph a line; `ParseError` where there is no text."""
    root = html_reading.parse(body, source)
    data = html_reading.next_data(root, source)
    node = data.record("node") if data and isinstance(data.raw("node"), dict) else None
    lines = _body_of(node, source) or _main_of(root)
    heading = next((found for one in root.xpath("//h1") if (found := html_reading.text(one))), "")
    title = (node.optional("title") if node and isinstance(node.raw("title"), str) else None) or heading or html_reading.title(root)
    if not title or not lines:
        raise ParseError(source, "a page without a title or without any main text")
    day = next((day for key in _DATE_KEYS if node and (day := _day(node.raw(key)))), None) or _stated_day(root, lines)
    made: Literal["press-release", "notice", "page"] = kind or ("press-release" if path.startswith("/press-release/") else "page")
    return Page(address(path), " ".join(title.split()), day, "\n".join(lines), made)


def _body_of(node: record.Record | None, source: str) -> tuple[str, ...]:
    """Return the paragraphs of the longest piece of HTML in the data block."""
    texts = [text for text in _texts(node.all(), 0) if "</" in text] if node else []
    return html_reading.paragraphs(html_reading.parse(max(texts, key=len), source)) if texts else ()


def _texts(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one, depth + 1)


def _main_of(root: Any) -> tuple[str, ...]:
    found = root.xpath("//main") or root.xpath("//article") or root.xpath("//body")
    return html_reading.paragraphs(found[0]) if found else ()


def _stated_day(root: Any, lines: tuple[str, ...]) -> date | None:
    stated = next((day for value in root.xpath("//time/@datetime") if (day := _day(str(value)))), None)
    return stated or next((day for line in lines[:4] if (day := _written_day(line))), None)


def _day(value: Any) -> date | None:
    """Return the day of an ISO time, of an object that holds one as `time`, or of a written date; None for anything else."""
    if isinstance(value, dict):
        value = value.get("time") or value.get("value")
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return _written_day(value)


def _written_day(text: str) -> date | None:
    """Return the first date written as `July 10, 2026`, or None."""
    found = _MONTH.search(text)
    try:
        return datetime.strptime(found[0], "%B %d, %Y").date() if found else None  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None


def notices(body: bytes, path: str, source: str) -> Page:
    """Read the page of Federal Register notices as one page with a line a notice, in the order given."""
    root = html_reading.parse(body, source)
    data = html_reading.next_data(root, source)
    lines = tuple(_notice(one) for one in data.records("frns")) if data else ()
    if not lines:
        lines = tuple(_linked_notices(root))
    if not lines and data is None:
        raise ParseError(source, "no list of notices: neither a data block nor any link to the Federal Register")
    heading = next((found for one in root.xpath("//h1") if (found := html_reading.text(one))), "")
    return Page(address(path), heading or html_reading.title(root) or "Federal Register Notices", None, "\n".join(lines), "notice")


def _notice(one: record.Record) -> str:
    """Return one notice as a line: date, type, citation, title, address."""
    day, effective = _day(one.raw("frnPublicationDate")), _day(one.raw("frnEffectiveOnDate"))
    link = one.raw("frnUrl")
    where = link.get("url") if isinstance(link, dict) else link
    pieces = (
        day.isoformat() if day else None,
        one.optional("frnDocumentType"),
        one.optional("frnCitation"),
        one.text("frnTitle"),
        f"effective {effective.isoformat()}" if effective else None,
        where if isinstance(where, str) else None,
    )
    return " | ".join(" ".join(record.clean(piece).split()) for piece in pieces if piece)


def _linked_notices(root: Any) -> Iterator[str]:
    for link in root.xpath('//main//a[contains(@href, "federalregister.gov/")]'):
        around = next(link.iterancestors("li", "tr", "p"), link)
        yield f"{html_reading.text(around)} | {link.get('href')}"

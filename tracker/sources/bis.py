"""The site of the Bureau of Industry and Security: a server-rendered Next.js site without feeds.

    /news-updates                            links to press releases, newest first (`bis_listing`)
    /press-release/SLUG                      title, date, main text (a SLUG may end in a full stop)
    /regulations/federal-register-notices    one row a notice
    /media/documents/NAME.pdf                guidance (`pdf`)
    /sitemap.xml                             all pages (`sitemap`)

Read from `__NEXT_DATA__` first, from links and the main element second, from the app router's rows
third, so that nothing changes where the site changes its form. Source: the pages as seen in 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

from tracker.citations import worded_day
from tracker.errors import ParseError
from tracker.model import Page, Request
from tracker.sources import flight, html_reading, pdf, record, written_days
from tracker.sources.bis_listing import DATE_KEYS, Item, extract, listing
from tracker.sources.bis_paths import OFFICIAL, moved_to, site_path
from tracker.sources.json_scan import Wanted, decoded
from tracker.sources.subjects import BisPage, Listing, Notices, Sitemap

__all__ = [
    "HTML", "OFFICIAL", "Item", "address", "extract", "listing", "listing_request", "moved_to",
    "notices", "notices_request", "page", "page_request", "same_words", "sitemap_request",
]  # fmt: skip

Kind: TypeAlias = Literal["press-release", "notice", "page"]

HTML = "text/html"
_DEEPEST = 60
_NOTICE = (
    *("frnTitle", "frnPublicationDate", "frnEffectiveOnDate"),
    *("frnDocumentType", "frnCitation", "frnUrl"),
)
_DOCUMENT = re.compile(r"federalregister\.gov/(?:d|documents|citation|public-inspection)/")
"""Links of a frame lead to the house, these to a document."""
_DATED = re.compile(r"\d{4}-\d\d-\d\d \| ")
_IN_ROWS = Wanted(frozenset((*_NOTICE, "time", "value", "url")))


def listing_request(base: str, path: str, *, optional: bool = False) -> Request:
    """Ask for a listing; `optional` where it may stand under another path."""
    return Request("bis", str(Listing(path)), base + path, HTML, optional=optional)


def notices_request(base: str, path: str, *, optional: bool = False) -> Request:
    """Ask for the page of notices; `optional` where it may stand under another path."""
    return Request("bis", str(Notices(path)), base + path, HTML, optional=optional)


def page_request(base: str, path: str, *, optional: bool = False) -> Request:
    """Ask for one page or PDF; `optional` where a listing named it, which may be wrong."""
    accept = pdf.TYPE if pdf.is_named(path) else HTML
    return Request("bis", str(BisPage(path)), base + path, accept, optional=optional)


def sitemap_request(base: str, path: str) -> Request:
    """Ask for a sitemap; there may be none."""
    return Request("bis", str(Sitemap(path)), base + path, "application/xml", optional=True)


def address(path: str) -> str:
    """Return the official address of a page."""
    return OFFICIAL + path


def page(body: bytes, path: str, source: str, kind: Kind | None = None) -> Page:
    """Read one page or PDF: title, date and main text, one paragraph a line.

    Raises `ParseError` where there is no title or no text.
    """
    if pdf.is_pdf(body):
        return pdf.page(body, address(path), source)
    root, scripts = html_reading.read(body, source)
    data = html_reading.next_data(body, scripts, source)
    node = data.record("node") if data and isinstance(data.raw("node"), dict) else None
    lines = _body_of(node, source) or _main_of(root)
    heading = next((found for one in root.xpath("//h1") if (found := html_reading.text(one))), "")
    named = node.optional("title") if node and isinstance(node.raw("title"), str) else None
    title = named or heading or html_reading.title(root)
    if not title or not lines:
        raise ParseError(source, "the page has no title or no main text")
    days = (written_days.given(node.raw(key)) for key in DATE_KEYS) if node else iter(())
    day = next((one for one in days if one), None) or _stated_day(root, lines)
    by_path: Kind = "press-release" if path.startswith("/press-release/") else "page"
    return Page(address(path), " ".join(title.split()), day, "\n".join(lines), kind or by_path)


def same_words(one: Page, other: Page) -> bool:
    """Tell whether two readings of a page say the same, but for a title or date repeated on top.

    The data block holds the text alone, the page itself its heading too: a site that changes its
    form changes no page. Of notices the data block says more than the links do: in the two forms
    the documents count that they lead to.
    """
    if one.kind == other.kind == "notice" and _is_dated(one) != _is_dated(other):
        return _linked(one) == _linked(other)
    days = {one.published_on, other.published_on} - {None}
    named_alike = one.url == other.url and _folded(one.title) == _folded(other.title)
    return named_alike and len(days) <= 1 and _own(one) == _own(other)


def _is_dated(page: Page) -> bool:
    """Tell whether a list of notices comes from the data block, whose lines begin with a day."""
    return bool(_DATED.match(page.text))


def _linked(page: Page) -> list[str]:
    """Return the documents that a list of notices leads to, whatever else its lines say."""
    return [line.rpartition(" | ")[2] for line in page.text.split("\n")]


def _own(page: Page) -> list[str]:
    """Return the lines of a page from the first that is neither its title nor a mere date."""
    lines = page.text.split("\n")
    while lines and (_folded(lines[0]) == _folded(page.title) or _is_day(lines[0])):
        lines.pop(0)
    return lines


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_day(line: str) -> bool:
    return len(line) < len("September 30, 2026") + 1 and worded_day(line) is not None


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
    days = (written_days.given(str(value)) for value in root.xpath("//time/@datetime"))
    written = (worded_day(line) for line in lines[:4])
    return next((one for one in (*days, *written) if one), None)


def notices(body: bytes, path: str, source: str) -> Page:
    """Read the page of notices as one page with a line a notice, in the order given.

    A page that names itself as the one asked for and lists nothing is an empty list; any other page
    without a notice is a `ParseError`.
    """
    root, scripts = html_reading.read(body, source)
    data = html_reading.next_data(body, scripts, source)
    lines = tuple(_notice(one) for one in data.records("frns")) if data else ()
    lines = (
        lines
        or tuple(_linked_notices(root, "//main"))
        or tuple(_linked_notices(root, ""))
        or tuple(_notices_of_rows(flight.stream(body, scripts), source))
    )
    if not lines and data is None and not _is_itself(root, source):
        why = "the page has no list of notices: neither a data block nor any link to the Federal Register"
        raise ParseError(source, why)
    heading = next((found for one in root.xpath("//h1") if (found := html_reading.text(one))), "")
    title = heading or html_reading.title(root) or "Federal Register Notices"
    return Page(address(path), title, None, "\n".join(lines), "notice")


def _is_itself(root: Any, source: str) -> bool:
    """Tell whether a page gives the path that it was asked under as its own, and has a main part."""
    named = site_path(html_reading.canonical(root) or "")
    return bool(
        named and named != "/" and urlsplit(source).path.endswith(named) and root.xpath("//main")
    )


def _notice(one: record.Record) -> str:
    """Return one notice as a line: date, type, citation, title, address."""
    day = written_days.given(one.raw("frnPublicationDate"))
    effective = written_days.given(one.raw("frnEffectiveOnDate"))
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


def _linked_notices(root: Any, within: str) -> Iterator[str]:
    for link in root.xpath(f'{within}//a[contains(@href, "federalregister.gov/")]'):
        if within or _DOCUMENT.search(link.get("href")):
            around = next(link.iterancestors("li", "tr", "p"), link)
            yield f"{html_reading.text(around)} | {link.get('href')}"


def _notices_of_rows(text: bytes, source: str) -> Iterator[str]:
    """Yield the notices that the app router's rows hold."""
    for members in flight.found(text, _IN_ROWS, source):
        if "frnTitle" in members:
            yield _notice(record.Record(decoded(text, members), source, "frns"))

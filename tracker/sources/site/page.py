"""One page of a site: title, date and main text, one paragraph a line; an HTML page or a PDF.

Read from `__NEXT_DATA__` first and from the main element second, so that nothing changes where the
site changes its form. Source: the pages of the BIS site as seen in 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.citations import worded_day
from tracker.errors import ParseError
from tracker.forms import html_reading, pdf, record, written_days
from tracker.model import Page
from tracker.sources.site.listing import DATE_KEYS
from tracker.sources.site.site import Site

_DEEPEST = 60
_DATED = re.compile(r"\d{4}-\d\d-\d\d \| ")


def page(body: bytes, path: str, source: str, site: Site) -> Page:
    """Read one page or PDF: title, date and main text, one paragraph a line.

    Raises `ParseError` where there is no title or no text.
    """
    if pdf.is_pdf(body):
        return pdf.page(body, site.address(path), source)
    root, scripts = html_reading.read(body, source)
    data = html_reading.next_data(body, scripts, source)
    node = data.record("node") if data and isinstance(data.raw("node"), dict) else None
    title, lines = _title_of(node, root), _body_of(node, source) or _main_of(root)
    if not title or not lines:
        raise ParseError(source, "the page has no title or no main text")
    day = _day_of(node) or _stated_day(root, lines)
    whole = "\n".join(lines)
    return Page(site.address(path), " ".join(title.split()), day, whole, site.kind(path))


def _title_of(node: record.Record | None, root: Any) -> str:
    """Return the title in the data, else the first heading, else that of the document."""
    named = node.optional("title") if node and isinstance(node.raw("title"), str) else None
    headings = (html_reading.text(element) for element in root.xpath("//h1"))
    return named or next(filter(None, headings), "") or html_reading.title(root)


def _day_of(node: record.Record | None) -> date | None:
    """Return the first day that the data gives the page."""
    days = (written_days.given(node.raw(key)) for key in DATE_KEYS) if node else iter(())
    return next((day for day in days if day), None)


def at(found: Page, path: str, site: Site, *, is_pdf: bool) -> Page:
    """Return a page as it reads where it stands at another path than it was asked for."""
    url = site.address(path)
    if not is_pdf:
        return replace(
            found, url=url, kind=found.kind if found.kind == "notice" else site.kind(path)
        )
    nameless = found.title == pdf.file_name(found.url)
    return replace(found, url=url, title=pdf.file_name(url) if nameless else found.title)


def same_words(page: Page, other: Page) -> bool:
    """Tell whether two readings of a page say the same, but for a title or date repeated on top.

    The data block holds the text alone, the page itself its heading too: a site that changes its
    form changes no page. Of notices the data block says more than the links do: in the two forms
    the documents count that they lead to.
    """
    if page.kind == other.kind == "notice" and _is_dated(page) != _is_dated(other):
        return _linked(page) == _linked(other)
    days = {page.published_on, other.published_on} - {None}
    named_alike = page.url == other.url and _folded(page.title) == _folded(other.title)
    return named_alike and len(days) <= 1 and _own(page) == _own(other)


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
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part, depth + 1)


def _main_of(root: Any) -> tuple[str, ...]:
    found = root.xpath("//main") or root.xpath("//article") or root.xpath("//body")
    return html_reading.paragraphs(found[0]) if found else ()


def _stated_day(root: Any, lines: tuple[str, ...]) -> date | None:
    days = (written_days.given(str(value)) for value in root.xpath("//time/@datetime"))
    written = (worded_day(line) for line in lines[:4])
    return next((day for day in (*days, *written) if day), None)

"""The list of Federal Register notices of the BIS site, one row a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tracker.errors import ParseError
from tracker.forms import flight, html_reading, record, written_days
from tracker.forms.json_scan import Wanted, decoded
from tracker.model import Page
from tracker.sources.bis.hosts import HOSTS, OFFICIAL
from tracker.sources.site.paths import site_path

_NOTICE = (
    *("frnTitle", "frnPublicationDate", "frnEffectiveOnDate"),
    *("frnDocumentType", "frnCitation", "frnUrl"),
)
_DOCUMENT = re.compile(r"federalregister\.gov/(?:d|documents|citation|public-inspection)/")
"""Links of a frame lead to the house, these to a document."""
_IN_ROWS = Wanted(frozenset((*_NOTICE, "time", "value", "url")))


def notices(body: bytes, path: str, source: str) -> Page:
    """Read the page of notices as one page with a line a notice, in the order given.

    A page that names itself as the one asked for and lists nothing is an empty list; any other page
    without a notice is a `ParseError`.
    """
    root, scripts = html_reading.read(body, source)
    data = html_reading.next_data(body, scripts, source)
    lines = tuple(_notice(notice) for notice in data.records("frns")) if data else ()
    lines = (
        lines
        or tuple(_linked_notices(root, "//main"))
        or tuple(_linked_notices(root, ""))
        or tuple(_notices_of_rows(flight.stream(body, scripts), source))
    )
    if not lines and data is None and not _is_itself(root, source):
        why = (
            "the page has no list of notices: neither a data block nor any link to the Federal"
            " Register"
        )
        raise ParseError(source, why)
    heading = next(
        (found for notice in root.xpath("//h1") if (found := html_reading.text(notice))), ""
    )
    title = heading or html_reading.title(root) or "Federal Register Notices"
    return Page(OFFICIAL + path, title, None, "\n".join(lines), "notice")


def _is_itself(root: Any, source: str) -> bool:
    """Tell whether a page gives the path it was asked under as its own, and has a main part."""
    named = site_path(html_reading.canonical(root) or "", HOSTS)
    return bool(
        named and named != "/" and urlsplit(source).path.endswith(named) and root.xpath("//main")
    )


def _notice(notice: record.Record) -> str:
    """Return one notice as a line: date, type, citation, title, address."""
    day = written_days.given(notice.raw("frnPublicationDate"))
    effective = written_days.given(notice.raw("frnEffectiveOnDate"))
    link = notice.raw("frnUrl")
    where = link.get("url") if isinstance(link, dict) else link
    pieces = (
        day.isoformat() if day else None,
        notice.optional("frnDocumentType"),
        notice.optional("frnCitation"),
        notice.text("frnTitle"),
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

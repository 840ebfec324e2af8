"""The Federal Register's API: requests, and its answers as values.

    documents.json?conditions[...]                    documents of agencies or types, between two days, a page at a time
    documents/full_text/text/2025/01/16/2025-00711.txt    full text, wrapped in <pre>
    public-inspection-documents/current.json          filed, not yet published

Fields that change with every visit (`page_views`, `dockets`, `?epoch` of PDFs) are never asked for.
Source: https://www.federalregister.gov/developers/documentation/api/v1 and what was observed of it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from tracker.errors import ParseError
from tracker.model import Document, Request
from tracker.sources import parts, record
from tracker.sources.subjects import Inspection as InspectionSubject
from tracker.sources.subjects import Search, Text

OFFICIAL = "https://www.federalregister.gov"
MOST = 10_000
"""The count of a search stops here: a window that reaches it must be divided."""

FIELDS = (
    "abstract", "action", "agencies", "cfr_references", "citation", "comments_close_on", "correction_of", "corrections", "dates",
    "docket_ids", "document_number", "effective_on", "end_page", "full_text_xml_url", "html_url", "publication_date", "raw_text_url",
    "regulation_id_numbers", "signing_date", "start_page", "title", "type", "volume",
)  # fmt: skip
_NOISE = 0.01
"""The share of control characters and unreadable bytes beyond which bytes are no text."""
_NUMBER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
_FULL_TEXT = re.compile(r"/documents/full_text/(?:text|xml)/\d{4}/\d\d/\d\d/[\w\-]+\.(?:txt|xml)")
_PRE = re.compile(r"<pre[^>]*>(.*)</pre>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of a search; `count` is that of the whole search, `total_pages` what the service offers of it."""

    count: int
    total_pages: int
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """Documents on public inspection: `certain` are of the agencies asked for, `possible` need the classifier."""

    certain: tuple[Document, ...]
    possible: tuple[Document, ...]


def search_request(base: str, subject: Search, per_page: int) -> Request:
    """Ask for one page of a search, oldest first, so that what is new comes last."""
    key = "conditions[type][]" if subject.by_type else "conditions[agencies][]"
    query = [(key, name) for name in subject.names]
    query += [
        ("conditions[publication_date][gte]", subject.gte.isoformat()),
        ("conditions[publication_date][lte]", subject.lte.isoformat()),
    ]
    query += [("order", "oldest"), ("per_page", str(per_page)), ("page", str(subject.page))]
    query += [("fields[]", name) for name in FIELDS]
    return Request("federal-register", str(subject), f"{base}/api/v1/documents.json?{urlencode(query)}", "application/json")


def newest_request(base: str, subject: Search) -> Request:
    """Ask for the newest document of a group, to learn how far the service has come."""
    key = "conditions[type][]" if subject.by_type else "conditions[agencies][]"
    query = [(key, name) for name in subject.names]
    query += [("order", "newest"), ("per_page", "2"), ("page", "1"), ("fields[]", "document_number"), ("fields[]", "publication_date")]
    query += [("fields[]", "title"), ("fields[]", "type")]
    return Request("federal-register", str(subject), f"{base}/api/v1/documents.json?{urlencode(query)}", "application/json")


def text_requests(base: str, document: Document) -> tuple[Request, ...]:
    """Ask for the full text of a document, plain first, then as XML; empty where the service names neither.

    Only the path of an address is taken from the answer, so that no document can send us to another host.
    """
    named = ((document.raw_text_url, "text/plain"), (document.full_text_xml_url, "application/xml"))
    subject = str(Text(document.document_number))
    return tuple(Request("federal-register", subject, base + urlsplit(url).path, kind, optional=True) for url, kind in named if url)


def inspection_request(base: str, agencies: tuple[str, ...]) -> Request:
    """Ask for what is on public inspection now."""
    url = f"{base}/api/v1/public-inspection-documents/current.json"
    return Request("federal-register", str(InspectionSubject(agencies)), url, "application/json")


def search_page(body: bytes, source: str) -> SearchPage:
    """Read one page of a search; an answer without `results` means that nothing matched."""
    answer = record.decode(body, source)
    count = answer.whole("count")
    if count is None:
        raise answer.wrong("count", "missing")
    if not answer.has("results"):
        if count:
            raise answer.wrong("results", f"missing, although {count} are counted")
        return SearchPage(0, 0, ())
    found = tuple(_document(one) for one in answer.records("results"))
    return SearchPage(count, answer.whole("total_pages") or 1, found)


def detail(body: bytes, source: str) -> Document:
    """Read the answer that holds one document."""
    return _document(record.decode(body, source))


def inspection(body: bytes, source: str, agencies: tuple[str, ...]) -> Inspection:
    """Read what is on public inspection, parted by whether one of the agencies (slugs) filed it."""
    answer = record.decode(body, source)
    if not answer.has("count"):
        raise answer.wrong("count", "missing")
    certain: list[Document] = []
    possible: list[Document] = []
    for one in answer.records("results"):
        slugs = {agency.optional("slug") for agency in one.records("agencies")}
        (certain if slugs & set(agencies) else possible).append(_document(one, inspected=True))
    return Inspection(tuple(certain), tuple(possible))


def text(body: bytes, source: str) -> str:
    """Read a full text, plain or wrapped in HTML, one line a line; XML gives one line a block."""
    if not body.strip():
        raise ParseError(source, "the answer is empty")
    decoded = body.decode("utf-8", "replace")
    raw = record.clean(decoded.replace("\r\n", "\n"))
    if len(decoded) - len(raw) + decoded.count("\ufffd") - decoded.count("\r\n") > _NOISE * len(decoded):
        raise ParseError(source, "bytes that are no text")
    head = raw[:500].lstrip("\ufeff \n\t").lower()
    if head.startswith(("<html", "<!doctype html")):
        found = _PRE.search(raw)
        if not found:
            raise ParseError(source, "a page of HTML without any full text")
        raw = html.unescape(found[1])
    elif head.startswith("<"):
        raw = parts.lines_of_xml(body, source)
    kept = record.clean(raw).strip("\n")
    if not kept.strip():
        raise ParseError(source, "the full text is empty")
    return kept


def with_text(document: Document, full_text: str, own: tuple[int, int] | None = None) -> Document:
    """Return the document with its full text, and with the CFR parts that the text names too.

    `own` is the stretch of the text that is the document's own: raw texts begin and end in the middle of neighbours.
    """
    start, end = own or (0, len(full_text))
    named = dict.fromkeys((*document.cfr_parts_in_text, *parts.named(full_text[start:end])))
    return replace(document, text=full_text, cfr_parts_in_text=tuple(sorted(named, key=parts.order)))


def _document(one: record.Record, *, inspected: bool = False) -> Document:
    number = one.text("document_number")
    if not _NUMBER.fullmatch(number):
        raise one.wrong("document_number", f"{number[:40]!r} is no document number")
    title, abstract, dates, action = (
        _plain(one.text("title")),
        _plain(one.optional("abstract")),
        _plain(one.optional("dates")),
        one.optional("action"),
    )
    named = dict.fromkeys(part for given in (title, abstract, dates, action) if given for part in parts.named(given))
    return Document(
        document_number=number,
        title=title or "",
        type=one.text("type"),
        abstract=abstract,
        action=action,
        citation=one.optional("citation"),
        volume=one.whole("volume"),
        start_page=one.whole("start_page"),
        end_page=one.whole("end_page"),
        publication_date=one.optional_day("publication_date"),
        effective_on=one.optional_day("effective_on"),
        comments_close_on=one.optional_day("comments_close_on"),
        signing_date=one.optional_day("signing_date"),
        dates=dates,
        agencies=_agencies(one),
        cfr_parts=_references(one),
        cfr_parts_in_text=tuple(sorted(named, key=parts.order)),
        docket_ids=one.texts("docket_numbers" if inspected else "docket_ids"),
        regulation_id_numbers=one.texts("regulation_id_numbers"),
        correction_of=_number_in(one.raw("correction_of")),
        corrections=_corrections(one),
        html_url=_official(one.optional("html_url")),
        raw_text_url=None if inspected else _full_text(one.optional("raw_text_url")),
        full_text_xml_url=None if inspected else _full_text(one.optional("full_text_xml_url")),
        public_inspection=inspected,
        filed_at=one.optional("filed_at"),
        text=None,
    )


def _plain(value: str | None) -> str | None:
    """Drop the mark-up that titles and abstracts carry, such as <INF>2</INF>, and fold white space."""
    return " ".join(_TAG.sub("", value).split()) or None if value else None


def _agencies(one: record.Record) -> tuple[str, ...]:
    names = (agency.optional("name") or agency.optional("raw_name") for agency in one.records("agencies"))
    return tuple(dict.fromkeys(name for name in names if name))


def _references(one: record.Record) -> tuple[str, ...]:
    found = {
        f"{reference.whole('title')} CFR {part}"
        for reference in one.records("cfr_references")
        if (part := _part(reference)) and reference.has("title")
    }
    return tuple(sorted(found, key=parts.order))


def _part(reference: record.Record) -> str | None:
    value = reference.raw("part")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else reference.optional("part")


def _corrections(one: record.Record) -> tuple[str, ...]:
    value = one.raw("corrections")
    if value is not None and not isinstance(value, list):
        raise one.wrong("corrections", "must be a list")
    return tuple(number for entry in value or () if (number := _number_in(entry)))


def _number_in(value: Any) -> str | None:
    """Find the document number in what names a document: a number, an address that ends in one, or an object with one."""
    if isinstance(value, dict):
        value = value.get("document_number") or value.get("json_url") or value.get("url")
    if not isinstance(value, str) or not value:
        return None
    last = urlsplit(value).path.rstrip("/").rsplit("/", 1)[-1] if "/" in value else value
    last = last.removesuffix(".json")
    return last if _NUMBER.fullmatch(last) else None


def _official(value: str | None) -> str | None:
    """Keep an address of the official site; anything else is dropped."""
    return value if value and value.startswith(OFFICIAL + "/") and not re.search(r"[\s<>\"']", value) else None


def _full_text(value: str | None) -> str | None:
    """Return the official address of a full text, whatever host the answer names; None where it has another form."""
    if value is None:
        return None
    try:
        found = _FULL_TEXT.search(urlsplit(value).path)
    except ValueError:
        return None
    return OFFICIAL + found[0] if found else None


def newest_day(body: bytes, source: str) -> date | None:
    """Return the publication date of the newest document of an answer, or None where there is none."""
    days = [one.publication_date for one in search_page(body, source).documents if one.publication_date]
    return max(days, default=None)

"""One record of the Federal Register's API as a document."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from tracker.forms import record
from tracker.model import Document, SourceName
from tracker.sources import parts
from tracker.sources.federal_register.settings import OFFICIAL

NAME = SourceName("federal-register")
_NUMBER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
_FULL_TEXT = re.compile(r"/documents/full_text/(?:text|xml)/\d{4}/\d\d/\d\d/[\w\-]+\.(?:txt|xml)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


def read(entry: record.Record, *, inspected: bool = False) -> Document:
    """Read one record as a document.

    `inspected` where it is on public inspection and not yet published.
    """
    number = entry.text("document_number")
    if not _NUMBER.fullmatch(number):
        raise entry.wrong("document_number", f"{number[:40]!r} is not a document number")
    title, abstract, dates, action = (
        _plain(entry.text("title")),
        _plain(entry.optional("abstract")),
        _plain(entry.optional("dates")),
        entry.optional("action"),
    )
    return Document(
        document_number=number,
        title=title or "",
        type=entry.text("type"),
        abstract=abstract,
        action=action,
        citation=entry.optional("citation"),
        volume=entry.whole("volume"),
        start_page=entry.whole("start_page"),
        end_page=entry.whole("end_page"),
        publication_date=entry.optional_day("publication_date"),
        effective_on=entry.optional_day("effective_on"),
        comments_close_on=entry.optional_day("comments_close_on"),
        signing_date=entry.optional_day("signing_date"),
        dates=dates,
        agencies=_agencies(entry),
        cfr_parts=_references(entry),
        cfr_parts_in_text=_parts_named(title, abstract, dates, action),
        docket_ids=entry.texts("docket_numbers" if inspected else "docket_ids"),
        regulation_id_numbers=entry.texts("regulation_id_numbers"),
        correction_of=_number_in(entry.raw("correction_of")),
        corrections=_corrections(entry),
        html_url=_official(entry.optional("html_url")),
        raw_text_url=None if inspected else _full_text(entry.optional("raw_text_url")),
        full_text_xml_url=None if inspected else _full_text(entry.optional("full_text_xml_url")),
        public_inspection=inspected,
        filed_at=entry.optional("filed_at"),
        text=None,
    )


def _parts_named(*texts: str | None) -> tuple[str, ...]:
    """Return the parts of the CFR that what a record says of its document names."""
    named = dict.fromkeys(part for text in texts if text for part in parts.named(text))
    return tuple(sorted(named, key=parts.order))


def _plain(value: str | None) -> str | None:
    """Drop the mark-up that titles and abstracts carry and fold white space.

    Such as `<INF>2</INF>`.
    """
    return " ".join(_TAG.sub("", value).split()) or None if value else None


def _agencies(entry: record.Record) -> tuple[str, ...]:
    names = (
        agency.optional("name") or agency.optional("raw_name")
        for agency in entry.records("agencies")
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _references(entry: record.Record) -> tuple[str, ...]:
    found = {
        f"{reference.whole('title')} CFR {part}"
        for reference in entry.records("cfr_references")
        if (part := reference.label("part")) and reference.has("title")
    }
    return tuple(sorted(found, key=parts.order))


def _corrections(document: record.Record) -> tuple[str, ...]:
    given = document.listed("corrections")
    return tuple(number for entry in given if (number := _number_in(entry)))


def _number_in(value: Any) -> str | None:
    """Find the document number in what names a document.

    A number, an address that ends in one, or an object with one.
    """
    if isinstance(value, dict):
        value = value.get("document_number") or value.get("json_url") or value.get("url")
    if not isinstance(value, str) or not value:
        return None
    last = urlsplit(value).path.rstrip("/").rsplit("/", 1)[-1] if "/" in value else value
    last = last.removesuffix(".json")
    return last if _NUMBER.fullmatch(last) else None


def _official(value: str | None) -> str | None:
    """Keep an address of the official site; anything else is dropped."""
    return (
        value
        if value and value.startswith(OFFICIAL + "/") and not re.search(r"[\s<>\"']", value)
        else None
    )


def _full_text(value: str | None) -> str | None:
    """Return the official address of a full text, whatever host the answer names.

    None where it has another form.
    """
    if value is None:
        return None
    try:
        found = _FULL_TEXT.search(urlsplit(value).path)
    except ValueError:
        return None
    return OFFICIAL + found[0] if found else None

"""What can be said about a body without showing it.

Form, root, keys, counts, does our reader read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from tracker import structure
from tracker.errors import ParseError
from tracker.forms import html_reading, record
from tracker.markup import parse_xml
from tracker.plain import counted
from tracker.probe import site_readers
from tracker.probe.values import Context, Expectation, Form, Looked
from tracker.sources import SOURCES
from tracker.sources.ecfr import reading as ecfr
from tracker.sources.federal_register import reading as federal_register
from tracker.sources.federal_register.text import text

_BLOCK = re.compile(
    r"request access|captcha|access denied|are you (?:a )?(?:human|robot)|just a moment"
    r"|attention required|pardon our interruption|unusual traffic|automated scraping"
    r"|verify you are human",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"maintenance|temporarily unavailable|service unavailable|bad gateway|be back soon",
    re.IGNORECASE,
)
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(!doctype\s+html|html)\b", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_SAMPLE = 400_000
_HERE = "the answer"


def look(expectation: Expectation, body: bytes, context: Context) -> Looked:
    """Look at a body.

    A page of HTML instead of another form is told as such, never as broken JSON.
    """
    if not body.strip():
        return Looked("nothing", why="the answer is empty")
    page = _MARKUP.match(body) is not None
    if page and expectation.form != "html":
        found = _html(body)
        text = expectation.form == "text" and b"<pre" in body[:_SAMPLE].lower()
        if found.block or found.down or not text:
            return found
    seen = _FORMS[expectation.form](expectation, body)
    if seen.form == "unreadable" or seen.block or seen.down:
        return seen
    try:
        notes, rows = _read(expectation, body, context)
    except ParseError as error:
        return replace(seen, unread=error.why)
    return replace(seen, notes=(*seen.notes, *notes), rows=seen.rows if rows is None else rows)


def _read(
    expectation: Expectation, body: bytes, context: Context
) -> tuple[tuple[str, ...], int | None]:
    """Return the facts that our reader gives for the report, and how many entries of a list."""
    of_site = (source for source in SOURCES if source.pages and source.name == expectation.service)
    site = next(of_site, None)
    if site is None:
        reader = _READERS.get(expectation.id)
        return reader(body, context) if reader else (), None
    if counter := site_readers.COUNTERS.get(expectation.kind):
        return (), counter(site, body, context)
    return site_readers.READERS[expectation.kind](site, body, context), None


# ---- forms


def _json(expectation: Expectation, body: bytes) -> Looked:
    try:
        value = record.decode(body, _HERE).all()
    except ParseError as error:
        return Looked("unreadable", why=error.why.removeprefix("not JSON: "))
    listed = value.get(expectation.items) if expectation.items else None
    items = (
        [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    )
    meta = value.get("meta")
    paging: Mapping[str, Any] = meta if isinstance(meta, dict) else value
    link = value.get("next_page_url")
    return Looked(
        "json",
        keys=tuple(value),
        item_keys=tuple(dict.fromkeys(key for item in items for key in item)),
        rows=len(listed) if isinstance(listed, list) else None,
        count=_number(paging.get("result_count", paging.get("count"))),
        pages=_number(paging.get("total_pages")),
        next_host=_host(link) if isinstance(link, str) and link else None,
    )


def _number(value: object) -> int | None:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None


def _host(link: str) -> str:
    try:
        return urlsplit(link).netloc
    except ValueError:
        return "an address that cannot be read"


def _xml(expectation: Expectation, body: bytes) -> Looked:
    del expectation
    try:
        root = parse_xml(body, _HERE)
    except ParseError as error:
        return Looked("unreadable", why=error.why)
    name = str(root.tag).rpartition("}")[2]
    inside = {tag: sum(1 for _ in root.iter(tag)) for tag in ("DIV8", "DIV9") if tag != name}
    return Looked(
        "xml",
        root=name,
        notes=tuple(f"{count:,} {tag} inside" for tag, count in inside.items() if count),
    )


def _html(body: bytes) -> Looked:
    try:
        root = html_reading.parse(body[:_SAMPLE], _HERE)
    except ParseError as error:
        return Looked("unreadable", why=error.why)
    title = html_reading.title(root)
    headings = [html_reading.text(heading) for heading in root.xpath("//h1")[:3]]
    said, data = " | ".join((title, *headings)), b"__NEXT_DATA__" in body
    block = not data and bool(_BLOCK.search(said))
    down = not data and not block and bool(_DOWN.search(said))
    return Looked("html", title=title, next_data=data, block=block, down=down)


def _page(expectation: Expectation, body: bytes) -> Looked:
    if _CONTROL.search(body[:_SAMPLE]):
        return Looked("unreadable", why="bytes that are not text")
    del expectation
    return _html(body)


def _text(expectation: Expectation, body: bytes) -> Looked:
    del expectation
    if _CONTROL.search(body[:_SAMPLE]):
        return Looked("unreadable", why="bytes that are not text")
    return Looked("text")


_FORMS: Mapping[Form, Callable[[Expectation, bytes], Looked]] = {
    "json": _json,
    "xml": _xml,
    "html": _page,
    "text": _text,
}


# ---- our own readers: they return facts for the report


def _titles(body: bytes, context: Context) -> tuple[str, ...]:
    states = ecfr.titles(body, _HERE)
    mine = states.of(context.title)
    if mine is None:
        raise ParseError(_HERE, f"title {context.title} is not in the list of titles")
    importing = states.importing or mine.processing
    went = f"{'an' if importing else 'no'} import is in progress"
    return (
        f"title {context.title}: latest issue {mine.latest_issue_date}",
        f"up to date as of {mine.up_to_date_as_of}",
        went,
    )


def _versions(body: bytes, context: Context) -> tuple[str, ...]:
    found = ecfr.versions_page(body, _HERE)
    if found.title not in (None, context.title):
        raise ParseError(
            _HERE,
            f"versions of title {found.title} where those of title {context.title} were asked for",
        )
    issues = [row.issue_date for row in found.rows]
    return (f"issued {min(issues)} to {max(issues)}",) if issues else ()


def _provision(body: bytes, context: Context) -> tuple[str, ...]:
    found = structure.parse_provision(body, _HERE, context.title)
    return (counted(sum(1 for _ in found.walk()), "unit"),)


def _part(body: bytes, context: Context) -> tuple[str, ...]:
    return (f"{len(structure.parse_file(body, _HERE, context.title)):,} provisions and headings",)


def _ahead(body: bytes, context: Context) -> tuple[str, ...]:
    del context
    said = json.dumps(record.decode(body, _HERE).raw("error")).casefold()
    if "past the title" not in said or "issue date" not in said:
        raise ParseError(
            _HERE,
            "the reason is not worded as our gate knows it: “past the title's … issue date”",
        )
    return ()


def _search(body: bytes, context: Context) -> tuple[str, ...]:
    del context
    found = federal_register.search_page(body, _HERE).documents
    numbers = [document.document_number for document in found]
    twice = len(numbers) - len(set(numbers))
    newest = max(
        (document.publication_date for document in found if document.publication_date), default=None
    )
    return (f"newest of {newest}", *((f"{twice} document numbers occur twice",) if twice else ()))


def _nothing(body: bytes, context: Context) -> tuple[str, ...]:
    del context
    found = federal_register.search_page(body, _HERE)
    return (f"{len(found.documents)} documents match",) if found.documents else ()


def _document(body: bytes, context: Context) -> tuple[str, ...]:
    del context
    return (f"document {federal_register.detail(body, _HERE).document_number}",)


def _full_text(body: bytes, context: Context) -> tuple[str, ...]:
    del context
    return (f"{text(body, _HERE).count(chr(10)) + 1:,} lines of text",)


def _inspection(body: bytes, context: Context) -> tuple[str, ...]:
    found = federal_register.inspection(body, _HERE, context.agencies)
    filed = [
        document.filed_at for document in (*found.certain, *found.possible) if document.filed_at
    ]
    return (
        f"{len(found.certain)} of the bureau",
        *((f"last filed {max(filed)[:25]}",) if filed else ()),
    )


_READERS: Mapping[str, Callable[[bytes, Context], tuple[str, ...]]] = {
    "ecfr-titles": _titles,
    "ecfr-versions-recent": _versions,
    "ecfr-versions": _versions,
    "ecfr-versions-page": _versions,
    "ecfr-section": _provision,
    "ecfr-appendix": _provision,
    "ecfr-part": _part,
    "ecfr-ahead": _ahead,
    "fr-search": _search,
    "fr-empty": _nothing,
    "fr-document": _document,
    "fr-xml": _full_text,
    "fr-text": _full_text,
    "fr-inspection": _inspection,
    "govinfo-xml": _full_text,
    "govinfo-htm": _full_text,
}

"""Full texts of Federal Register documents: where to ask for them, and what the answers say.

    BASE/documents/full_text/xml/2025/01/16/2025-00711.xml     federalregister.gov: its mark-up
    BASE/documents/full_text/text/2025/01/16/2025-00711.txt    the printed pages, within <pre>
    GOVINFO/content/pkg/FR-2025-01-16/xml/2025-00711.xml       govinfo.gov: the same mark-up
    GOVINFO/content/pkg/FR-2025-01-16/html/2025-00711.htm      the same pages

The mark-up holds one document; the printed pages begin and end in the middle of its neighbours.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from tracker import markup, powers
from tracker.errors import ParseError
from tracker.forms import record
from tracker.model import Document, Request
from tracker.sources import parts
from tracker.sources.federal_register import xml
from tracker.sources.federal_register.document import NAME
from tracker.sources.federal_register.subjects import Text

House: TypeAlias = Literal["federal-register", "govinfo"]
"""Who publishes a text: the Office of the Federal Register, or the Government Publishing Office."""

_NOISE = 0.01
"""The share of control characters and unreadable bytes beyond which bytes are no text."""
_PRE = re.compile(r"<pre[^>]*>(.*)</pre>", re.DOTALL | re.IGNORECASE)
_RAISED = re.compile(r"\\(?P<said>[^\\\n]{1,8})\\")
"""Raised print in the printed form: a figure between backslashes is a power of ten or a footnote
mark."""
_LINE = 80
_XML, _PLAIN, _HTML = "application/xml", "text/plain", "text/html"


@dataclass(frozen=True, slots=True)
class TextRequest:
    """A request for a full text, and the house that it goes to."""

    house: House
    request: Request


def text_subject(document: Document) -> Text:
    """Return what is asked for to get the full text of a document: its number and its day."""
    return Text(document.document_number, document.publication_date)


def text_requests(
    base: str, document: Document, govinfo_base: str | None = None
) -> tuple[TextRequest, ...]:
    """Ask for the full text of a document: XML before the printed form, the second house last.

    Only the path of an address is taken from an answer, so that no document can send us to another
    host; where it names none, its place follows from number and day.
    """
    subject = str(text_subject(document))
    return tuple(
        TextRequest(house, Request(NAME, subject, address, kind, optional=True, fresh=False))
        for house, address, kind in _addresses(base, document, govinfo_base)
    )


def _addresses(
    base: str, document: Document, govinfo_base: str | None
) -> Iterator[tuple[House, str, str]]:
    number, day = document.document_number, document.publication_date
    forms = (
        (document.full_text_xml_url, "xml", "xml", _XML),
        (document.raw_text_url, "text", "txt", _PLAIN),
    )
    for printed, folder, ending, kind in forms:
        if printed:
            yield "federal-register", base + urlsplit(printed).path, kind
        elif day:
            yield (
                "federal-register",
                f"{base}/documents/full_text/{folder}/{day:%Y/%m/%d}/{number}.{ending}",
                kind,
            )
    if govinfo_base and day:
        issue = f"{govinfo_base}/content/pkg/FR-{day.isoformat()}"
        yield "govinfo", f"{issue}/xml/{number}.xml", _XML
        yield "govinfo", f"{issue}/html/{number}.htm", _HTML


def text(body: bytes, source: str) -> str:
    """Read a full text, printed or wrapped in HTML, one line a line; XML gives one line a block."""
    if not body.strip():
        raise ParseError(source, "the answer is empty")
    decoded = body.decode("utf-8", "replace")
    raw = record.clean(decoded.replace("\r\n", "\n"))
    if len(decoded) - len(raw) + decoded.count("\ufffd") - decoded.count("\r\n") > _NOISE * len(
        decoded
    ):
        raise ParseError(source, "the bytes are not text")
    head = raw[:500].lstrip("\ufeff \n\t").lower()
    if head.startswith(("<html", "<!doctype html")):
        found = _PRE.search(raw)
        if not found:
            raise ParseError(source, "the page of HTML has no full text")
        raw = _with_powers(html.unescape(found[1]))
    elif head.startswith("<"):
        raw = "\n".join(xml.lines(markup.parse_answer(body, source)))
        if not raw:
            raise ParseError(source, "the XML has no text")
    else:
        raw = _with_powers(raw)
    kept = record.clean(raw).strip("\n")
    if not kept.strip():
        raise ParseError(source, "the full text is empty")
    return kept


def _with_powers(printed: str) -> str:
    r"""Write the powers of the printed form as those of XML are, `10\26\` as `10^26`.

    Footnote marks stay.
    """
    pieces, at = [], 0
    for found in _RAISED.finditer(printed):
        pieces.append(printed[at : found.start()])
        at = found.end()
        line = printed[max(0, found.start() - _LINE) : found.start()].rpartition("\n")[2]
        power = line.strip() and powers.is_power(
            found["said"], line, printed[at : at + _LINE], named=False, noted=tuple
        )
        pieces.append(f"^{powers.plain_exponent(found['said'])[0]}" if power else found[0])
    return "".join(pieces) + printed[at:]


def with_text(document: Document, full_text: str, own: tuple[int, int] | None = None) -> Document:
    """Return the document with its full text, and with the CFR parts that the text names too.

    `own` is the stretch of the text that is the document's own: raw texts begin and end in the
    middle of neighbours.
    """
    start, end = own or (0, len(full_text))
    named = dict.fromkeys((*document.cfr_parts_in_text, *parts.named(full_text[start:end])))
    return replace(
        document, text=full_text, cfr_parts_in_text=tuple(sorted(named, key=parts.order))
    )

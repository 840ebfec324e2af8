"""Guidance as PDF, read with pypdf: one paragraph a line, as far as a PDF knows of paragraphs.

A PDF holds placed letters, so lines are joined by what they look like; the same bytes always give
the same text. Headers, footers and hyphens are left as they stand. A scan has no text: its bytes
stand for it.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tracker import plain
from tracker.citations import worded_day
from tracker.errors import ParseError
from tracker.forms import record
from tracker.model import Page

if TYPE_CHECKING:
    import pypdf

TYPE = "application/pdf"
_LARGEST = 32_000_000
_MOST_PAGES = 600
_LARGEST_PAGE = 2_000_000
"""Bytes of drawing on one page; a map drawn in lines has more, and takes seconds a megabyte."""
_LARGEST_DRAWING = 20_000_000
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, EOFError, RecursionError,
    NotImplementedError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What pypdf raises over bytes that are no sound PDF, beside errors of its own."""
_BY_PROGRAM = re.compile(
    r"microsoft (?:word|powerpoint|excel) - .*|untitled.*|(?:document|presentation)\d*"
    r"|.*\.(?:docx?|pptx?|xlsx?|pdf|indd|rtf|wpd)",
    re.IGNORECASE,
)
"""Titles that a program made up; a person's title has words."""
_LABEL = re.compile(r"(?:[•●▪■◦‣*–—\-]|\(?[a-z0-9]{1,3}[.)]|[QA]\.?\d{0,3}[.:])\s")
_LONGEST_TITLE = 200

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it warns those who make PDFs


def is_pdf(body: bytes) -> bool:
    """Tell whether bytes call themselves a PDF."""
    return body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-")


def is_named(path: str) -> bool:
    """Tell whether a path names a PDF."""
    return path.lower().endswith(".pdf")


def page(body: bytes, url: str, source: str) -> Page:
    """Read a PDF as a page; `ParseError` for one that is broken, locked or too large."""
    count, named, lines = _opened(body, source)
    paragraphs = _paragraphs(lines)
    first = next((line[:_LONGEST_TITLE].strip() for line in lines if line), "")
    title = named or first or file_name(url)
    day = next((day for paragraph in paragraphs[:4] if (day := worded_day(paragraph))), None)
    return Page(url, title, day, "\n".join(paragraphs or _pictures(body, count)), "page")


def _opened(body: bytes, source: str) -> tuple[int, str, tuple[str, ...]]:
    """Return how many pages a PDF has, how it names itself, and its lines."""
    import pypdf  # noqa: PLC0415 (takes a tenth of a second to load; most runs read no PDF)
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415 (the same)

    if not is_pdf(body):
        raise ParseError(source, "the file is not a PDF")
    if len(body) > _LARGEST:
        raise ParseError(source, f"the PDF has more than {_LARGEST // 1_000_000} MB")
    try:
        reader = pypdf.PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ParseError(source, "the PDF is locked with a password")
        count = len(reader.pages)
        lines = tuple(_lines(reader, count))
        named = _named(reader)
    except DependencyError as error:
        raise ParseError(source, "the PDF is locked with a password") from error
    except (PyPdfError, *_BROKEN) as error:
        why = _one_line(str(error))[:120] or type(error).__name__
        raise ParseError(source, f"the PDF is damaged: {why}") from error
    if not count:
        raise ParseError(source, "the PDF has no pages")
    return count, named, lines


def _lines(reader: pypdf.PdfReader, count: int) -> Iterator[str]:
    """Yield the lines of all pages, each folded; an empty one where the PDF leaves a gap."""
    drawn = 0
    for number, page in enumerate(reader.pages):
        contents = page.get_contents()
        size = len(contents.get_data()) if contents is not None else 0
        drawn += size
        if number >= _MOST_PAGES or drawn > _LARGEST_DRAWING:
            yield from ("", f"(not read: pages {number + 1} to {count}, the PDF is too large)", "")
            return
        if size > _LARGEST_PAGE:
            yield from ("", f"(not read: page {number + 1}, it is too large)", "")
            continue
        for line in page.extract_text().splitlines():
            yield _one_line(line)


def _paragraphs(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Join lines to paragraphs; where a page ends, a paragraph goes on."""
    widths = sorted(len(line) for line in lines if line)
    width = widths[len(widths) * 9 // 10] if widths else 0
    made: list[list[str]] = []
    before = ""
    for line in lines:
        if line and (not before or _begins(line, before, width)):
            made.append([line])
        elif line:
            made[-1].append(line)
        before = line
    return tuple(" ".join(paragraph) for paragraph in made)


def _begins(line: str, before: str, width: int) -> bool:
    """Tell whether a line begins a paragraph: by a label, or after a line that ended early."""
    if _LABEL.match(line):
        return True
    return len(before) < width * 0.75 and not line[0].islower()


def _named(reader: pypdf.PdfReader) -> str:
    """Return the title that a person gave the PDF, or ""."""
    given = reader.metadata.title if reader.metadata else None
    title = _one_line(given) if isinstance(given, str) else ""
    return "" if _BY_PROGRAM.fullmatch(title) else title[:_LONGEST_TITLE].strip()


def _pictures(body: bytes, count: int) -> tuple[str, ...]:
    """Return what stands for a scan: that it has no text, and its bytes: another scan is seen."""
    pages = plain.counted(count, "page")
    return f"(no text: {pages} of pictures)", f"(bytes: {hashlib.sha256(body).hexdigest()})"


def file_name(url: str) -> str:
    """Return what a PDF without any title is called."""
    return unquote(url.rstrip("/").rpartition("/")[2]) or url


def _one_line(text: str) -> str:
    return " ".join(record.clean(text).split())

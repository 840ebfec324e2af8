"""Is it an answer to what was asked? Host, status, content type, block pages, well-formed, the expected root and identity."""

from __future__ import annotations

import re
from typing import Literal, assert_never
from urllib.parse import urlsplit

from tracker import markup, names, structure
from tracker.config import hosts
from tracker.errors import MisfitError, ParseError, RefusedError
from tracker.model import Capture, Request
from tracker.sources import (
    bis,
    bis_paths,
    ecfr,
    federal_register,
    html_reading,
    pdf,
    sitemap,
    subjects,
)

Absence = Literal["no-content", "not-yet"]

_OK, _MISSING = 200, 404
_BLOCK_PAGE = "a block page came"
_BLOCKED = re.compile(
    r"request access|captcha|access denied|are you (?:a )?(?:human|robot)|just a moment|attention required|pardon our interruption"
    r"|unusual traffic|automated scraping",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"maintenance|temporarily unavailable|service unavailable|bad gateway|be back soon",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(r"(?:error )?404\b.*|(?:page )?not found", re.IGNORECASE)
_GZIP, _BYTES = ("application/gzip", "application/x-gzip"), "application/octet-stream"
_JSON, _XML, _HTML, _PLAIN = (
    ("application/json",),
    ("application/xml", "text/xml"),
    ("text/html", "application/xhtml+xml"),
    ("text/plain",),
)


def admit(request: Request, capture: Capture) -> None:
    """Let an answer pass, or raise `RefusedError` saying in one line why it is none to this request."""
    allowed = hosts(request.source, request.url)
    if capture.subject != request.subject or urlsplit(capture.url).netloc not in allowed:
        raise RefusedError(
            request.url,
            f"the answer comes from {urlsplit(capture.url).netloc or 'nowhere'}, which was not asked",
        )
    wrong = unusable(capture)
    if wrong:
        raise RefusedError(request.url, wrong, challenge=wrong.startswith(_BLOCK_PAGE))
    if capture.status != _OK:
        raise RefusedError(
            request.url, f"HTTP {capture.status}", missing=capture.status == _MISSING
        )
    try:
        subject = subjects.parse(capture.subject)
        _typed(capture, subject)
        _identify(capture, subject)
    except ParseError as error:
        raise RefusedError(request.url, error.why, misfit=isinstance(error, MisfitError)) from error


def passes(request: Request, capture: Capture) -> bool:
    """Tell whether `admit` lets an answer pass."""
    try:
        admit(request, capture)
    except RefusedError:
        return False
    return True


def missing(request: Request, capture: Capture) -> Absence | None:
    """Tell what a 404 means: the thing does not exist, or not yet on that day; None where it is no answer at all.

    A page of a site may be missing with another status too: it says so itself, or leads to the
    front page.
    """
    if capture.status == _OK and request.optional and _is_missing_page(request, capture):
        return "no-content"
    if capture.status != _MISSING or unusable(capture, may_be_empty=True):
        return None
    if isinstance(subjects.parse(request.subject), subjects.Full):
        said = capture.body[:2000].decode("utf-8", "replace").casefold()
        if "past the title" in said and "issue date" in said:
            return "not-yet"
        return "no-content" if "no matching content" in said else None
    return "no-content" if request.optional else None


def _is_missing_page(request: Request, capture: Capture) -> bool:
    subject = subjects.parse(request.subject)
    if not isinstance(subject, subjects.BisPage) or pdf.is_pdf(capture.body) or unusable(capture):
        return False
    if bis_paths.leads_nowhere(request.url, subject.path, capture.url):
        return True
    try:
        return bool(_NOT_FOUND.fullmatch(bis.page(capture.body, subject.path, capture.url).title))
    except ParseError:
        return False


def unusable(capture: Capture, *, may_be_empty: bool = False) -> str | None:
    """Say why a body can be no answer whatever was asked: empty, a block page, a maintenance page; else None."""
    if not capture.body.strip():
        return None if may_be_empty else "the answer is empty"
    head = capture.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head.startswith((b"<!doctype html", b"<html")) or b"__NEXT_DATA__" in capture.body:
        return None
    try:
        root = html_reading.parse(capture.body[:400_000], capture.url)
    except ParseError:
        return None
    told: list[str] = []
    for one in (
        html_reading.title(root),
        *(html_reading.text(head) for head in root.xpath("//h1")[:3]),
    ):
        told += [one] if not any(one in before for before in told) else []
    said = " | ".join(told)
    if _BLOCKED.search(said):
        return f"{_BLOCK_PAGE} instead of an answer ({said[:80]})"
    return (
        f"a maintenance page came instead of an answer ({said[:80]})"
        if _DOWN.search(said)
        else None
    )


def _typed(capture: Capture, subject: subjects.Subject) -> None:
    """Refuse a content type that cannot hold what was asked for."""
    kind = (
        next((value for key, value in capture.headers if key.lower() == "content-type"), "")
        .partition(";")[0]
        .strip()
        .lower()
    )
    expected: tuple[str, ...]
    match subject:
        case subjects.Full():
            expected = _XML
        case subjects.Text():
            expected = (*_PLAIN, *_HTML, *_XML)
        case subjects.Listing() | subjects.Notices() | subjects.BisPage() | subjects.Sitemap():
            expected = _bis_types(subject, capture.body)
        case _:
            expected = _JSON
    if kind not in expected:
        raise ParseError(
            capture.url,
            f"the content type is {kind[:60] or 'missing'} where {expected[0]} was asked for",
        )


def _bis_types(
    subject: subjects.Listing | subjects.Notices | subjects.BisPage | subjects.Sitemap, body: bytes
) -> tuple[str, ...]:
    """Return the content types that can hold a page, a list of pages or a PDF of the BIS site."""
    match subject:
        case subjects.Listing():
            return (*_HTML, *_JSON)  # what was extracted of a large listing is JSON of our own
        case subjects.Sitemap():
            return (*_XML, *_GZIP)
        case subjects.BisPage() if pdf.is_named(subject.path):
            return (pdf.TYPE, _BYTES) if pdf.is_pdf(body) else (pdf.TYPE,)
        case subjects.BisPage() if pdf.is_pdf(body):
            return (pdf.TYPE, _BYTES)
        case _:
            return _HTML


def _identify(capture: Capture, subject: subjects.Subject) -> None:
    """Refuse what is not the very thing that was asked for."""
    body, source = capture.body, capture.url
    match subject:
        case subjects.Titles() | subjects.Versions() | subjects.Full():
            _identify_ecfr(body, source, subject)
        case subjects.Search() | subjects.Detail() | subjects.Text() | subjects.Inspection():
            _identify_document(body, source, subject)
        case subjects.Listing():
            bis.listing(body, source, ("/",))
        case subjects.Notices():
            bis.notices(body, subject.path, source)
        case subjects.BisPage():
            if _NOT_FOUND.fullmatch(bis.page(body, subject.path, source).title):
                raise ParseError(source, "the page says that it does not exist")
        case subjects.Sitemap():
            sitemap.read(body, source)
        case _:
            assert_never(subject)


def _identify_ecfr(
    body: bytes, source: str, subject: subjects.Titles | subjects.Versions | subjects.Full
) -> None:
    match subject:
        case subjects.Titles():
            if not ecfr.titles(body, source).titles:
                raise ParseError(source, "the list of titles is empty")
        case subjects.Versions():
            _identify_versions(body, source, subject)
        case subjects.Full():
            _identify_provision(body, source, subject)
        case _:
            assert_never(subject)


def _identify_document(
    body: bytes,
    source: str,
    subject: subjects.Search | subjects.Detail | subjects.Text | subjects.Inspection,
) -> None:
    match subject:
        case subjects.Search():
            federal_register.search_page(body, source, subject)
        case subjects.Detail():
            _identify_detail(body, source, subject)
        case subjects.Text():
            federal_register.text(body, source)
        case subjects.Inspection():
            federal_register.inspection(body, source, subject.agencies)
        case _:
            assert_never(subject)


def _identify_versions(body: bytes, source: str, subject: subjects.Versions) -> None:
    page = ecfr.versions_page(body, source)
    others = {page.title, *(row.title for row in page.rows)} - {subject.title, None}
    if others:
        raise ParseError(
            source,
            f"the answer has versions of title {others.pop()} where those of title {subject.title} were asked for",
        )


def _identify_detail(body: bytes, source: str, subject: subjects.Detail) -> None:
    found = federal_register.detail(body, source)
    if found.document_number != subject.number:
        raise ParseError(
            source,
            f"the answer is document {found.document_number} where {subject.number} was asked for",
        )
    if subject.day and found.publication_date != subject.day:
        given = f"document {subject.number} of {found.publication_date}"
        raise ParseError(source, f"the answer is {given} where that of {subject.day} was asked for")


def _identify_provision(body: bytes, source: str, subject: subjects.Full) -> None:
    served = markup.parse_answer(body, source)
    expected = "DIV8" if subject.type == "section" else "DIV9"
    alone = structure.only_provision(served)
    root = served if alone is None else alone
    if root.tag != expected:
        raise MisfitError(
            source, f"the root element is {str(root.tag)[:40]} where {expected} was asked for"
        )
    named = structure.identifier_of(root)
    if not _same(named, subject.identifier, subject.title):
        raise MisfitError(
            source,
            f"the answer is the text of {named[:80]!r} where {subject.identifier!r} was asked for",
        )
    if root.find("HEAD") is None:
        raise MisfitError(source, f"{subject.identifier} has no heading")
    if any(inner.get("N") == root.get("N") for inner in root.iterdescendants("DIV8", "DIV9")):
        raise MisfitError(source, f"{subject.identifier} is in the answer twice")


def _same(named: str, asked: str, title: int) -> bool:
    """Tell whether two spellings name the same provision: section signs, dashes, capitals and trailing titles aside."""
    plain = [
        " ".join(one.replace("–", "-").replace("§", " ").split()).casefold()
        for one in (named, asked)
    ]
    return plain[0] == plain[1] or names.provision_of(named, title) == names.provision_of(
        asked, title
    )

"""The Federal Register's API: requests, and its answers as values.

    documents.json?conditions[...]              documents of agencies or types by day, paged
    public-inspection-documents/current.json    filed, not yet published

Fields that change with every visit (`page_views`, `dockets`, `?epoch` of PDFs) are never asked for.
One record is read in `document`, full texts in `text`.
Source: https://www.federalregister.gov/developers/documentation/api/v1 and what was observed of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qs, urlencode, urlsplit

from tracker.errors import ParseError
from tracker.forms import record
from tracker.forms.record import OddRecord
from tracker.model import Document, Request
from tracker.sources.federal_register import document
from tracker.sources.federal_register.document import NAME
from tracker.sources.federal_register.subjects import Inspection as InspectionSubject
from tracker.sources.federal_register.subjects import Search

MOST = 10_000
"""The count of a search stops here: a window that reaches it must be divided."""
PAGES = 50
"""The service shows so many pages of a search and no more."""
LARGEST_PAGE = 1_000
"""So many documents the service gives a page at most: for a day that is too large otherwise."""

FIELDS = (
    "abstract", "action", "agencies", "cfr_references", "citation", "comments_close_on",
    "correction_of", "corrections", "dates", "docket_ids", "document_number", "effective_on",
    "end_page", "full_text_xml_url", "html_url", "publication_date", "raw_text_url",
    "regulation_id_numbers", "signing_date", "start_page", "title", "type", "volume",
)  # fmt: skip
_LONGEST = 8_000
"""An address longer than this is not followed by any server."""
_PAGE = re.compile(r"(?<=[?&])page=\d+")


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of a search.

    `count` is that of the whole search, `total_pages` what is offered of it.

    `documents` are those that can be read, `odd` names the others; `next_url` is the address of the
    next page as printed.
    """

    count: int
    total_pages: int
    documents: tuple[Document, ...]
    odd: tuple[OddRecord, ...] = ()
    next_url: str | None = None

    @property
    def given(self) -> int:
        """Return how many documents this page gives, odd ones too."""
        return len(self.documents) + len(self.odd)


@dataclass(frozen=True, slots=True)
class Inspection:
    """Documents on public inspection, `certain` ones of the agencies asked for.

    The `possible` ones need the classifier; `odd` names those that cannot be read.
    """

    certain: tuple[Document, ...]
    possible: tuple[Document, ...]
    odd: tuple[OddRecord, ...] = ()


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
    return Request(
        NAME,
        str(subject),
        f"{base}/api/v1/documents.json?{urlencode(query)}",
        "application/json",
    )


def newest_request(base: str, subject: Search) -> Request:
    """Ask for the newest document of a group, to learn how far the service has come."""
    key = "conditions[type][]" if subject.by_type else "conditions[agencies][]"
    query = [(key, name) for name in subject.names]
    query += [
        ("order", "newest"),
        ("per_page", "2"),
        ("page", "1"),
        ("fields[]", "document_number"),
        ("fields[]", "publication_date"),
    ]
    query += [("fields[]", "title"), ("fields[]", "type")]
    return Request(
        NAME,
        str(subject),
        f"{base}/api/v1/documents.json?{urlencode(query)}",
        "application/json",
    )


def inspection_request(base: str, agencies: tuple[str, ...]) -> Request:
    """Ask for what is on public inspection now."""
    url = f"{base}/api/v1/public-inspection-documents/current.json"
    return Request(NAME, str(InspectionSubject(agencies)), url, "application/json")


def next_request(request: Request, subject: Search, page: SearchPage) -> Request | None:
    """Ask for the page after `page`, which answered `request` for `subject`; None for no more.

    The address that the answer prints is followed where it stays at the one that was asked and
    names no other page than the next one; otherwise our own page number is counted on.
    """
    more = subject.page < page.total_pages or page.next_url is not None
    if not more or subject.page >= PAGES:
        return None
    following = replace(subject, page=subject.page + 1)
    url = _followed(request.url, page.next_url, following.page) or _counted(
        request.url, following.page
    )
    return replace(request, subject=str(following), url=url)


def _followed(asked: str, printed: str | None, page: int) -> str | None:
    """Return a printed address if it is the one asked, and its page, else None.

    Scheme, host and path must agree; the page is there if it names one.
    """
    if (
        printed is None
        or printed == asked
        or len(printed) >= _LONGEST
        or re.search(r"[\s<>\"'#]", printed)
    ):
        return None
    try:
        new, old = urlsplit(printed), urlsplit(asked)
    except ValueError:
        return None
    named = parse_qs(new.query).get("page", [str(page)])
    return printed if new[:3] == old[:3] and new.query and named == [str(page)] else None


def _counted(url: str, page: int) -> str:
    counted, times = _PAGE.subn(f"page={page}", url)
    return counted if times else f"{url}{'&' if '?' in url else '?'}page={page}"


def too_large(page: SearchPage, per_page: int) -> bool:
    """Tell whether a search finds more than is counted or shown: its window must be halved."""
    return page.count >= MOST or page.count > PAGES * per_page


def search_page(body: bytes, source: str, asked: Search | None = None) -> SearchPage:
    """Read one page of a search; an answer without `results` means that nothing matched.

    With `asked`, a document outside the days asked for is odd; an answer most of which lies outside
    is none to that question. So is one all of whose records are odd.
    """
    answer = record.decode(body, source)
    count = answer.whole("count")
    if count is None:
        raise answer.wrong("count", "missing")
    if not answer.has("results"):
        if count:
            raise answer.wrong("results", f"missing, although {count} are counted")
        return SearchPage(0, 0, ())
    found, odd = answer.sound("results", _name, document.read)
    following = answer.shown("next_page_url", _LONGEST)
    page = SearchPage(count, answer.whole("total_pages") or 1, found, odd, following)
    return _within(page, source, asked) if asked else page


def _within(page: SearchPage, source: str, asked: Search) -> SearchPage:
    """Count documents outside the days asked for as odd.

    Raise `ParseError` where they are the most.
    """
    inside: list[Document] = []
    outside: list[OddRecord] = []
    for found in page.documents:
        day = found.publication_date
        if day and asked.gte <= day <= asked.lte:
            inside.append(found)
        else:
            outside.append(
                OddRecord(found.document_number, f"its day {day} is outside the days asked for")
            )
    if len(outside) > len(inside):
        raise ParseError(source, f"document {outside[0].what}: {outside[0].why}")
    return replace(page, documents=tuple(inside), odd=(*page.odd, *outside))


def _name(entry: record.Record) -> tuple[str | None, None]:
    return entry.shown("document_number"), None


def detail(body: bytes, source: str) -> Document:
    """Read the answer that holds one document."""
    return document.read(record.decode(body, source))


def inspection(body: bytes, source: str, agencies: tuple[str, ...]) -> Inspection:
    """Read what is on public inspection, parted by whether one of the agencies (slugs) filed it."""
    answer = record.decode(body, source)
    count = answer.whole("count")
    if count is None:
        raise answer.wrong("count", "missing")
    if count and not answer.has("results"):
        raise answer.wrong("results", f"missing, although {count} are counted")

    def read(entry: record.Record) -> tuple[bool, Document]:
        slugs = {agency.optional("slug") for agency in entry.records("agencies")}
        return bool(slugs & set(agencies)), document.read(entry, inspected=True)

    found, odd = answer.sound("results", _name, read)
    certain = tuple(filed for ours, filed in found if ours)
    return Inspection(certain, tuple(filed for ours, filed in found if not ours), odd)


def newest_day(page: SearchPage) -> date | None:
    """Return the publication date of the newest document of an answer, None where there is none."""
    days = [found.publication_date for found in page.documents if found.publication_date]
    return max(days, default=None)

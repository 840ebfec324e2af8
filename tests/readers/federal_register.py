"""The readers of the Federal Register under short names."""

from __future__ import annotations

from datetime import date

from tracker import sources
from tracker.model import Request
from tracker.sources.federal_register import reading
from tracker.sources.federal_register.document import OFFICIAL
from tracker.sources.federal_register.reading import (
    FIELDS,
    LARGEST_PAGE,
    MOST,
    PAGES,
    Inspection,
    SearchPage,
    detail,
    inspection,
    inspection_request,
    newest_request,
    search_page,
    search_request,
    too_large,
)
from tracker.sources.federal_register.text import (
    TextRequest,
    text,
    text_requests,
    text_subject,
    with_text,
)

__all__ = [
    "FIELDS",
    "LARGEST_PAGE",
    "MOST",
    "OFFICIAL",
    "PAGES",
    "Inspection",
    "SearchPage",
    "TextRequest",
    "detail",
    "inspection",
    "inspection_request",
    "newest_day",
    "newest_request",
    "next_request",
    "search_page",
    "search_request",
    "text",
    "text_requests",
    "text_subject",
    "too_large",
    "with_text",
]


def next_request(request: Request, page: SearchPage) -> Request | None:
    return reading.next_request(request, sources.asked(request.subject).subject, page)


def newest_day(body: bytes, source: str) -> date | None:
    return reading.newest_day(search_page(body, source))

"""What a request asked for, in words for people: "the full text of 2025-00711", "the text of 744.23 as of 2025-01-16"."""

from __future__ import annotations

from typing import assert_never

from tracker.errors import ParseError
from tracker.sources.subjects import (
    BisPage,
    Detail,
    Full,
    Inspection,
    Listing,
    Notices,
    Search,
    Sitemap,
    Subject,
    Text,
    Titles,
    Versions,
    parse,
)


def words(printed: str) -> str:
    """Return what a printed subject is about, as people say it; the subject itself where it is of no known form."""
    try:
        return _words(parse(printed))
    except ParseError:
        return printed


def _words(subject: Subject) -> str:  # noqa: C901, PLR0911 (one line a form)
    match subject:
        case Titles():
            return "the list of titles"
        case Versions():
            return f"the version list of title {subject.title}"
        case Full():
            return f"the text of {subject.identifier} as of {subject.date}"
        case Search():
            page = f", page {subject.page}" if subject.page > 1 else ""
            return f"the documents of {' and '.join(subject.names)}{page}"
        case Detail():
            return f"document {subject.number}"
        case Text():
            return f"the full text of {subject.number}"
        case Inspection():
            return "the documents on public inspection"
        case Listing():
            return f"the listing {subject.path}"
        case Notices():
            return f"the notices {subject.path}"
        case BisPage():
            return f"the page {subject.path}"
        case Sitemap():
            return f"the sitemap {subject.path}"
        case _:
            assert_never(subject)

"""The eCFR's versioner: requests, and its answers as values.

    titles.json                                  which titles there are, how far each has come
    versions/title-15.json?issue_date[gte]=D     one row a version of a provision, all or paged
    full/D/title-15.xml?part=744&section=744.23  the text of one provision on a day

Source: https://www.ecfr.gov/developers/documentation/api/v1 and what was observed of it.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import quote, urlencode

from tracker.forms import record
from tracker.forms.record import OddRecord
from tracker.model import Request, SourceName, VersionRow
from tracker.sources.ecfr.subjects import Full, Titles, Versions

NAME = SourceName("ecfr")
FLOOR = date(2017, 1, 3)
"""The first day that can be shown; rows dated before it are phantoms of the first import and stand
for this day."""

JSON = "application/json"
XML = "application/xml"

_KINDS = ("section", "appendix")
_LARGE = 1_000


@dataclass(frozen=True, slots=True)
class TitleState:
    """How far one title has come.

    Its latest issue, the day up to which it can be shown, whether it is being worked on.
    """

    number: int
    latest_issue_date: date | None
    up_to_date_as_of: date | None
    reserved: bool
    processing: bool


@dataclass(frozen=True, slots=True)
class TitleStates:
    """All titles that can be read, whether an import is going on, and each odd record."""

    importing: bool
    titles: tuple[TitleState, ...]
    odd: tuple[OddRecord, ...] = ()

    def of(self, number: int) -> TitleState | None:
        """Return the state of one title."""
        return next((title for title in self.titles if title.number == number), None)


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """One page of a version list.

    `listed` counts all its rows, odd ones and those without a part too.
    """

    title: int | None
    rows: tuple[VersionRow, ...]
    listed: int
    result_count: int | None
    total_pages: int | None
    odd: tuple[OddRecord, ...] = ()

    def odd_in(self, parts: Container[str]) -> tuple[OddRecord, ...]:
        """Return the odd rows that may be of some parts; those of other parts disturb nothing."""
        return tuple(odd for odd in self.odd if odd.part is None or odd.part in parts)


def titles_request(base: str) -> Request:
    """Ask for the state of all titles."""
    return Request(NAME, str(Titles()), f"{base}/api/versioner/v1/titles.json", JSON)


def versions_request(base: str, title: int, page: int, since: date | None = None) -> Request:
    """Ask for one page of the version list of a title, of the rows issued since a day.

    The first page is asked for without a number, and brackets are percent-encoded: the service may
    know neither.
    """
    asked = {"issue_date[gte]": since.isoformat()} if since else {}
    query = urlencode(asked | ({"page": str(page)} if page > 1 else {}))
    url = f"{base}/api/versioner/v1/versions/title-{title}.json"
    return Request(NAME, str(Versions(title, query)), f"{url}?{query}" if query else url, JSON)


def full_request(base: str, subject: Full) -> Request:
    """Ask for one provision as in force on a day."""
    query = urlencode({"part": subject.part, subject.type: subject.identifier}, quote_via=quote)
    url = (
        f"{base}/api/versioner/v1/full/{subject.date.isoformat()}/title-{subject.title}.xml?{query}"
    )
    return Request(NAME, str(subject), url, XML, fresh=False, large=subject.type == "appendix")


def titles(body: bytes, source: str) -> TitleStates:
    """Read titles.json."""
    answer = record.decode(body, source)
    if not answer.has("titles"):
        raise answer.wrong("titles", "missing")
    found, odd = answer.sound("titles", _title_name, _title)
    importing = answer.record("meta").flag("import_in_progress", default=False)
    return TitleStates(importing, found, odd)


def _title_name(entry: record.Record) -> tuple[str | None, None]:
    number = entry.raw("number")
    return f"title {number}" if isinstance(number, int) and abs(number) < _LARGE else None, None


def _title(entry: record.Record) -> TitleState:
    number = entry.whole("number")
    if number is None:
        raise entry.wrong("number", "missing")
    return TitleState(
        number=number,
        latest_issue_date=entry.optional_day("latest_issue_date"),
        up_to_date_as_of=entry.optional_day("up_to_date_as_of"),
        reserved=entry.flag("reserved", default=False),
        processing=entry.flag("processing_in_progress", default=False),
    )


def versions_page(body: bytes, source: str) -> VersionsPage:
    """Read one page of a version list.

    Rows without a part, which nothing can be asked for, are counted but left out. A list of rows of
    kinds unknown to us is still an answer; one whose rows are all odd otherwise is not.
    """
    answer = record.decode(body, source)
    listed = answer.listed("content_versions", required=True)
    strange = any(_is_strange(row) for row in listed)
    rows, odd = answer.sound("content_versions", _row_name, _row, all_may_be_odd=strange)
    meta = answer.record("meta")
    return VersionsPage(
        title=meta.whole("title"),
        rows=tuple(row for row in rows if row is not None),
        listed=len(listed),
        result_count=meta.whole("result_count"),
        total_pages=meta.whole("total_pages"),
        odd=odd,
    )


def _is_strange(row: Any) -> bool:
    """Tell whether a row says that it is of a kind that we do not know."""
    kind = row.get("type") if isinstance(row, dict) else None
    return isinstance(kind, str) and bool(kind.strip()) and kind not in _KINDS


def _row_name(entry: record.Record) -> tuple[str | None, str | None]:
    """Return identifier and date of a row, and its part: "" for none, None if it cannot be read."""
    named = " of ".join(shown for key in ("identifier", "date") if (shown := entry.shown(key)))
    part = entry.raw("part")
    return named or None, "" if part is None else part.strip() if isinstance(part, str) else None


def _row(entry: record.Record) -> VersionRow | None:
    kind: Literal["section", "appendix"]
    match entry.text("type"):
        case "section":
            kind = "section"
        case "appendix":
            kind = "appendix"
        case other:
            raise entry.wrong("type", f"{other[:40]!r} is neither section nor appendix")
    title, part, begins = entry.whole("title"), entry.optional("part"), entry.day("date")
    if title is None:
        raise entry.wrong("title", "missing")
    row = VersionRow(
        title=title,
        part=part or "",
        identifier=entry.text("identifier"),
        type=kind,
        date=max(begins, FLOOR),
        amendment_date=entry.optional_day("amendment_date") or begins,
        issue_date=entry.day("issue_date"),
        name=" ".join((entry.optional("name") or entry.text("identifier")).split()),
        removed=entry.flag("removed", default=False),
        substantive=entry.flag("substantive", default=True),
    )
    return row if part else None

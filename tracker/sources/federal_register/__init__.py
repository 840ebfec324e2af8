"""The Federal Register: searches, full texts of two houses, public inspection."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.answers import Kind, never_absent, nothing_follows
from tracker.sources.federal_register import (
    admission,
    cycle,
    derivation,
    reading,
    settings,
    subjects,
)
from tracker.sources.federal_register.document import NAME
from tracker.sources.federal_register.settings import (
    GOVINFO,
    GOVINFO_VARIABLE,
    OFFICIAL,
    FederalRegister,
)
from tracker.sources.federal_register.subjects import Inspection, Search, Text
from tracker.sources.place import POLITE, House
from tracker.sources.source import Source, Stored, Words
from tracker.store import documents

__all__ = ["SOURCE"]

_JSON, _XML = ("application/json",), ("application/xml", "text/xml")
_PLAIN, _HTML = ("text/plain",), ("text/html", "application/xhtml+xml")


def _searched(subject: Search) -> str:
    page = f", page {subject.page}" if subject.page > 1 else ""
    return f"the documents of {' and '.join(subject.names)}{page}"


SEARCH: Kind[Search, reading.SearchPage] = Kind(
    source=NAME,
    form=subjects.SEARCHES,
    words=_searched,
    weight="index",
    daily=False,
    types=lambda _, __: _JSON,
    read=admission.read_search,
    check=admission.any_value,
    absence=never_absent,
    take=derivation.take_search,
    passed_over=nothing_follows,
)
TEXT: Kind[Text, str] = Kind(
    source=NAME,
    form=subjects.TEXTS,
    words=lambda subject: f"the full text of {subject.number}",
    weight="single",
    daily=True,
    types=lambda _, __: (*_PLAIN, *_HTML, *_XML),
    read=admission.read_text,
    check=admission.any_value,
    absence=never_absent,
    take=derivation.take_text,
    passed_over=nothing_follows,
)
INSPECTION: Kind[Inspection, reading.Inspection] = Kind(
    source=NAME,
    form=subjects.INSPECTIONS,
    words=lambda _: "the documents on public inspection",
    weight="dated",
    daily=False,
    types=lambda _, __: _JSON,
    read=admission.read_inspection,
    check=admission.any_value,
    absence=never_absent,
    take=derivation.take_inspection,
    passed_over=nothing_follows,
)


def _houses(given: FederalRegister) -> Mapping[str, str]:
    second = {given.govinfo_url: GOVINFO} if given.govinfo_url else {}
    return {given.url: OFFICIAL, **second}


SOURCE = Source(
    name=NAME,
    words=Words(
        title="Federal Register",
        item="document",
        singular="document",
        all="documents",
        news="Federal Register documents",
        later=None,
    ),
    house=House(
        title="Federal Register",
        official=OFFICIAL,
        hosts=frozenset(("www.federalregister.gov", "federalregister.gov")),
        variable="TRACKER_FR_URL",
    ),
    others=(
        House(
            title="govinfo",
            official=GOVINFO,
            hosts=frozenset(("www.govinfo.gov", "govinfo.gov")),
            variable=GOVINFO_VARIABLE,
        ),
    ),
    pause=POLITE,
    quiet_days=30,
    stale_hours=6,
    standard=FederalRegister(),
    settings=settings.read,
    houses=_houses,
    wait=lambda _: 0.0,
    unfit=lambda _, __: None,
    kinds=(SEARCH, TEXT, INSPECTION),
    poll=cycle.poll,
    backfill=cycle.backfill,
    stored=Stored(
        lambda store: documents.count(store.db), lambda store: documents.last_change(store.db)
    ),
    pages=None,
)

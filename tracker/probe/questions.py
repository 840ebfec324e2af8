"""Which paths each question asks for, and what its answer teaches the questions after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from tracker.config import Config
from tracker.errors import ParseError
from tracker.forms import record
from tracker.model import Document, SourceName
from tracker.probe import sites
from tracker.probe.asking import Target
from tracker.probe.sites import Lists
from tracker.probe.values import Expectation, Service
from tracker.sources.ecfr import reading as ecfr
from tracker.sources.ecfr.settings import Ecfr
from tracker.sources.federal_register import reading as federal_register
from tracker.sources.federal_register.document import NAME as FR
from tracker.sources.federal_register.settings import FederalRegister

Settings = TypeVar("Settings")
_JSON, _XML, _TEXT = "application/json", "application/xml", "text/plain"
_EAR = 15
_SHOWN = 40
"""Documents asked for: enough to find one with a full text, a fraction of what a poll asks for."""
_HERE = "the answer"
_NO_SECTION = "no section is known that could be asked for"
_NO_DOCUMENT = "the search named no document"


@dataclass(frozen=True, slots=True)
class Provision:
    """A text to ask for."""

    part: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Learned:
    """What is known so far: first from the configuration, then from the answers."""

    title: int
    parts: tuple[str, ...]
    agencies: tuple[str, ...]
    sites: Mapping[Service, Lists]
    as_of: date
    since: date
    dated: bool = False
    pages: int = 0
    section: Provision | None = None
    appendix: Provision | None = None
    part: str | None = None
    document: Document | None = None


def beginning(config: Config, today: date) -> Learned:
    """Return what is known before anything is asked: for title 15 the texts that matter most."""
    title = _of(config, ecfr.NAME, Ecfr).titles[0]
    ours = title.number == _EAR
    return Learned(
        title=title.number,
        parts=title.parts,
        agencies=_of(config, FR, FederalRegister).agencies,
        sites=sites.beginning(config),
        as_of=today - timedelta(days=7),
        since=today - timedelta(days=180),
        section=Provision("744", "744.23") if ours else None,
        appendix=Provision("744", "Supplement No. 4 to Part 744") if ours else None,
        part="740" if ours else None,
    )


# ---- what is asked for


def target(expectation: Expectation, learned: Learned) -> Target | str:
    """Return what a question asks for, or why it cannot be asked."""
    if expectation.path:
        return Target((expectation.path,), expectation.types[0])
    lists = learned.sites.get(expectation.service)
    if lists:
        return sites.TARGETS[expectation.kind](lists)
    return _TARGETS[expectation.id](learned)


def _of(config: Config, name: SourceName, kind: type[Settings]) -> Settings:
    found = config.of(name)
    assert isinstance(found, kind)
    return found


def _titles(learned: Learned) -> Target:
    del learned
    return Target(("/api/versioner/v1/titles.json",), _JSON)


def _versions(learned: Learned, *query: tuple[str, str], spare: tuple[int, ...] = ()) -> Target:
    asked = f"?{urlencode(query)}" if query else ""
    path = f"/api/versioner/v1/versions/title-{learned.title}.json{asked}"
    return Target((path,), _JSON, spare)


def _recent(learned: Learned) -> Target:
    return _versions(learned, ("issue_date[gte]", learned.since.isoformat()))


def _numbered(learned: Learned) -> Target:
    """Ask for the second page where there is one.

    Else whether `page` is taken, which nothing needs.
    """
    if learned.pages > 1:
        return _versions(learned, ("page", "2"))
    since = ("issue_date[gte]", learned.since.isoformat())
    return _versions(learned, since, ("page", "1"), spare=(400, 404, 422) if learned.pages else ())


def _structure(learned: Learned) -> Target:
    path = f"/api/versioner/v1/structure/{learned.as_of}/title-{learned.title}.json"
    return Target((path,), _JSON)


def _full(learned: Learned, day: date, **query: str) -> Target:
    asked = urlencode(query, quote_via=quote)
    return Target((f"/api/versioner/v1/full/{day}/title-{learned.title}.xml?{asked}",), _XML)


def _section(learned: Learned) -> Target | str:
    section = learned.section
    if section is None:
        return _NO_SECTION
    return _full(learned, learned.as_of, part=section.part, section=section.identifier)


def _appendix(learned: Learned) -> Target | str:
    appendix = learned.appendix
    if appendix is None:
        return "no appendix is known that could be asked for"
    return _full(learned, learned.as_of, part=appendix.part, appendix=appendix.identifier)


def _part(learned: Learned) -> Target | str:
    if learned.part is None:
        return "no part is known that could be asked for"
    return _full(learned, learned.as_of, part=learned.part)


def _ahead(learned: Learned) -> Target | str:
    section = learned.section
    if section is None:
        return _NO_SECTION
    return _full(
        learned, learned.as_of + timedelta(days=60), part=section.part, section=section.identifier
    )


def _search(learned: Learned, *more: tuple[str, str]) -> Target:
    query = [("conditions[agencies][]", name) for name in learned.agencies]
    query += [*more, ("order", "newest"), ("per_page", str(_SHOWN)), ("page", "1")]
    query += [("fields[]", name) for name in federal_register.FIELDS]
    return Target((f"/api/v1/documents.json?{urlencode(query)}",), _JSON)


def _newest(learned: Learned) -> Target | str:
    if not learned.agencies:
        return "the configuration names no agency whose documents are all kept"
    return _search(learned)


def _nothing(learned: Learned) -> Target | str:
    long_ago = (
        "1990-01-06",
        "1990-01-07",
    )  # a weekend, years before the first document that the service has
    ends = zip(("gte", "lte"), long_ago, strict=True)
    return _search(learned, *((f"conditions[publication_date][{end}]", day) for end, day in ends))


def _document(learned: Learned) -> Target | str:
    document = learned.document
    return (
        Target((f"/api/v1/documents/{document.document_number}.json",), _JSON)
        if document
        else _NO_DOCUMENT
    )


def _text_of(accept: str) -> Callable[[Learned], Target | str]:
    def made(learned: Learned) -> Target | str:
        document = learned.document
        if document is None:
            return _NO_DOCUMENT
        url = document.full_text_xml_url if accept == _XML else document.raw_text_url
        if not url:
            return f"no document of the answer names such a text ({accept})"
        return Target((urlsplit(url).path,), accept)

    return made


def _inspection(learned: Learned) -> Target:
    del learned
    return Target(("/api/v1/public-inspection-documents/current.json",), _JSON)


def _govinfo(form: str, ending: str, accept: str) -> Callable[[Learned], Target | str]:
    def made(learned: Learned) -> Target | str:
        document = learned.document
        if document is None or document.publication_date is None:
            return _NO_DOCUMENT
        return Target(
            (
                f"/content/pkg/FR-{document.publication_date}/{form}/{document.document_number}{ending}",
            ),
            accept,
        )

    return made


_TARGETS: Mapping[str, Callable[[Learned], Target | str]] = {
    "ecfr-titles": _titles,
    "ecfr-versions-recent": _recent,
    "ecfr-versions": _versions,
    "ecfr-versions-page": _numbered,
    "ecfr-structure": _structure,
    "ecfr-section": _section,
    "ecfr-appendix": _appendix,
    "ecfr-part": _part,
    "ecfr-ahead": _ahead,
    "fr-search": _newest,
    "fr-empty": _nothing,
    "fr-document": _document,
    "fr-xml": _text_of(_XML),
    "fr-text": _text_of(_TEXT),
    "fr-inspection": _inspection,
    "govinfo-xml": _govinfo("xml", ".xml", _XML),
    "govinfo-htm": _govinfo("html", ".htm", "text/html"),
}


# ---- what an answer teaches


def learn(expectation: Expectation, body: bytes, learned: Learned) -> Learned:
    """Return what is known after an answer; one that cannot be read teaches nothing."""
    lists = learned.sites.get(expectation.service)
    lesson = _LESSONS.get(expectation.id)
    try:
        if lists:
            return of_site(learned, expectation.service, sites.learn(expectation, body, lists))
        return lesson(body, learned) if lesson else learned
    except ParseError:
        return learned


def of_site(learned: Learned, service: Service, lists: Lists) -> Learned:
    """Return what is known with what is known now of a site."""
    return replace(learned, sites={**learned.sites, service: lists})


def _from_titles(body: bytes, learned: Learned) -> Learned:
    state = ecfr.titles(body, _HERE).of(learned.title)
    if state is None or state.up_to_date_as_of is None:
        return learned
    since = state.latest_issue_date or learned.since
    return replace(learned, as_of=state.up_to_date_as_of, since=since, dated=True)


def _from_versions(body: bytes, learned: Learned) -> Learned:
    """Take the number of pages; also the day, where the list of titles told none."""
    found = ecfr.versions_page(body, _HERE)
    newest = record.decode(body, _HERE).record("meta").optional_day("latest_issue_date")
    as_of = learned.as_of if learned.dated or newest is None else newest
    return replace(learned, pages=found.total_pages or 1, as_of=as_of)


def _from_structure(body: bytes, learned: Learned) -> Learned:
    """Take texts that are there.

    Those that matter most, else the first ones of the tracked parts.
    """
    try:
        nodes = list(_nodes(json.loads(body), "", 0))
    except (ValueError, RecursionError):
        return learned
    inside = [node for node in nodes if not learned.parts or node[1].part in learned.parts]
    if not inside:
        return learned
    sections = [section for kind, section in inside if kind == "section"]
    appendices = [appendix for kind, appendix in inside if kind == "appendix"]
    parts = list(dict.fromkeys(section.part for section in (*sections, *appendices)))
    return replace(
        learned,
        section=_chosen(sections, learned.section),
        appendix=_chosen(appendices, learned.appendix),
        part=learned.part if learned.part in parts else next(iter(parts), None),
    )


def _chosen(there: list[Provision], wanted: Provision | None) -> Provision | None:
    return wanted if wanted in there else next(iter(there), None)


def _nodes(value: Any, part: str, depth: int) -> Iterator[tuple[str, Provision]]:
    """Yield the kind of each section and appendix with its part and identifier, in their order."""
    if not isinstance(value, dict) or depth > 20:  # noqa: PLR2004 (a title has nine levels)
        return
    kind, name = str(value.get("type")), str(value.get("identifier"))
    part = name if kind == "part" else part
    if kind in ("section", "appendix") and part and not value.get("reserved"):
        yield kind, Provision(part, name)
    children = value.get("children")
    for child in children if isinstance(children, list) else ():
        yield from _nodes(child, part, depth + 1)


def _from_search(body: bytes, learned: Learned) -> Learned:
    """Take the newest rule with both full texts, else the newest document."""
    found = federal_register.search_page(body, _HERE).documents
    both = [document for document in found if document.raw_text_url and document.full_text_xml_url]
    rules = [document for document in both if document.type == "Rule"]
    return replace(learned, document=next(iter((*rules, *both, *found)), None))


_LESSONS: Mapping[str, Callable[[bytes, Learned], Learned]] = {
    "ecfr-titles": _from_titles,
    "ecfr-versions": _from_versions,
    "ecfr-structure": _from_structure,
    "fr-search": _from_search,
}

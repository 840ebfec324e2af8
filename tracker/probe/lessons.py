"""What is known while a probe goes on, and what each answer teaches the questions after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.errors import ParseError
from tracker.forms import record
from tracker.model import Document
from tracker.probe import sites
from tracker.probe.sites import Lists
from tracker.probe.values import Expectation, Service
from tracker.sources.ecfr import reading as ecfr
from tracker.sources.federal_register import reading as federal_register

_HERE = "the answer"


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

"""Documents in the orders in which causes are looked for: by page, by effective day, by day of publication."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tracker.cause.citations import Citation, citations, dates
from tracker.model import Document

_Key = TypeVar("_Key")
_Held = TypeVar("_Held")
_REACH = 400
"""Pages by which a rule of unknown length may run on from its first page; the longest rules of the Bureau have about 300."""
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z(])")
_BOUNDS = re.compile(r"\b(?:comments?|compliance|comply|expires?|until)\b", re.IGNORECASE)
_EFFECT = re.compile(r"\b(?:effective|takes? effect|applicable|delay(?:ed|s|ing)?|postponed|stayed|suspended)\b", re.IGNORECASE)
_HELD_BACK = re.compile(r"\b(?:delay(?:ed|s|ing)?|postpon(?:ed|es|ing|ement)|stay(?:ed|s)?|suspen(?:ded|ds|sion))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paged:
    """A document with the pages that it covers; `end` is None where no source says so."""

    document: Document
    volume: int
    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Library:
    """The documents that may be causes; build once with `library()` and ask many times."""

    by_volume: Mapping[int, tuple[Paged, ...]]
    by_effect: Mapping[date, tuple[Document, ...]]
    by_publication: Mapping[date, tuple[Document, ...]]


def library(documents: Sequence[Document]) -> Library:
    """Sort the documents that can change the law; notices and proposed rules can not and are left out."""
    rules = [one for one in documents if _is_rule(one)]
    paged = sorted((one for one in map(_paged, rules) if one), key=lambda one: (one.volume, one.start, one.document.document_number))
    volumes: defaultdict[int, list[Paged]] = defaultdict(list)
    for one in paged:
        volumes[one.volume].append(one)
    effect: defaultdict[date, list[Document]] = defaultdict(list)
    publication: defaultdict[date, list[Document]] = defaultdict(list)
    for rule in sorted(rules, key=lambda one: one.document_number):
        for day in effective_days(rule):
            effect[day].append(rule)
        if rule.publication_date:
            publication[rule.publication_date].append(rule)
    return Library(_settled(volumes), _settled(effect), _settled(publication))


def _settled(table: Mapping[_Key, list[_Held]]) -> dict[_Key, tuple[_Held, ...]]:
    return {key: tuple(found) for key, found in table.items()}


def _is_rule(document: Document) -> bool:
    kind, action = document.type.lower(), (document.action or "").lower()
    if "propos" in kind or "notice" in kind or "propos" in action or action.startswith("notice"):
        return False
    return "rule" in kind or "correct" in kind or "presiden" in kind


def _paged(document: Document) -> Paged | None:
    if document.volume and document.start_page:
        return Paged(document, document.volume, document.start_page, document.end_page)
    named = citations(document.citation or "")
    return Paged(document, named[0].volume, named[0].page, document.end_page) if named else None


def effective_days(document: Document) -> tuple[date, ...]:
    """Return the days on which a document says that it takes effect: its listed day, then those of its dates text.

    Days for comments or compliance are left out; a sentence that both delays and names a new day gives that day.
    """
    found = [document.effective_on] if document.effective_on else []
    for sentence in _SENTENCE.split(document.dates or ""):
        if _EFFECT.search(sentence) and (_HELD_BACK.search(sentence) or not _BOUNDS.search(sentence)):
            found.extend(dates(sentence))
    return tuple(dict.fromkeys(found))


def held_back(document: Document) -> str | None:
    """Return the sentence of its dates text in which a document is delayed, stayed or suspended, if there is one."""
    return next((" ".join(one.split()) for one in _SENTENCE.split(document.dates or "") if _HELD_BACK.search(one)), None)


def inside(shelf: Library, citation: Citation) -> tuple[Paged, ...]:
    """Return the documents whose pages cover the cited one; those published on its named day alone, where there are any."""
    covering = tuple(
        one for one in shelf.by_volume.get(citation.volume, ()) if one.start <= citation.page <= (one.start if one.end is None else one.end)
    )
    same_day = tuple(one for one in covering if citation.date and one.document.publication_date == citation.date)
    return same_day or covering


def before(shelf: Library, citation: Citation, days: Iterable[date | None]) -> Paged | None:
    """Return the last document that starts before the cited page, was published on one of `days`, and may run that far."""
    known = {day for day in days if day}
    near = [one for one in shelf.by_volume.get(citation.volume, ()) if 0 <= citation.page - one.start <= _REACH]
    found = [one for one in near if one.document.publication_date in known]
    return found[-1] if found and found[-1] is near[-1] else None

"""Documents in the orders in which causes are looked for: by page, by day, by window."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

from tracker import citations
from tracker.cause.days import Window
from tracker.cause.notices import is_notice
from tracker.model import Document

_Key = TypeVar("_Key")
_Held = TypeVar("_Held")
_REACH = 400
"""Pages by which a rule of unknown length may run on from its first page; the longest rules of the
Bureau have about 300."""
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z(])")
_BOUNDS = re.compile(r"\b(?:comments?|compliance|comply|expires?|until)\b", re.IGNORECASE)
_EFFECT = re.compile(
    r"\b(?:effective|takes? effect|applicable|delay(?:ed|s|ing)?|postponed|stayed|suspended)\b",
    re.IGNORECASE,
)
_HELD_BACK = re.compile(
    r"\b(?:delay(?:ed|s|ing)?|postpon(?:ed|es|ing|ement)|stay(?:ed|s)?|suspen(?:ded|ds|sion))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paged:
    """A document with the pages that it covers; `end` is None where no source says so."""

    document: Document
    volume: int
    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class DocumentIndex:
    """The documents that may be causes; build once with `index_documents()` and ask many times."""

    by_volume: Mapping[int, tuple[Paged, ...]]
    by_publication: Mapping[date, tuple[Document, ...]]
    dated: tuple[tuple[date, Document], ...]
    """Every rule that is no notice under each of its days, of publication and of effect, oldest
    first."""

    def within(self, days: Window) -> tuple[Document, ...]:
        """Return the rules that were published or took effect on a day of a window, by number."""
        first, last = (
            bisect_right(self.dated, day, key=itemgetter(0)) for day in (days.since, days.to)
        )
        found = {document.document_number: document for _, document in self.dated[first:last]}
        return tuple(found[number] for number in sorted(found))


def index_documents(documents: Sequence[Document]) -> DocumentIndex:
    """Sort the documents that can change the law.

    Notices and proposed rules can not and are left out.
    """
    rules = [document for document in documents if can_be_cause(document)]
    paged = sorted(
        (place for place in map(_paged, rules) if place),
        key=lambda place: (place.volume, place.start, place.document.document_number),
    )
    volumes: defaultdict[int, list[Paged]] = defaultdict(list)
    for place in paged:
        volumes[place.volume].append(place)
    publication: defaultdict[date, list[Document]] = defaultdict(list)
    for rule in sorted(rules, key=lambda document: document.document_number):
        if rule.publication_date:
            publication[rule.publication_date].append(rule)
    dated = sorted(
        ((day, rule) for rule in rules if not is_notice(rule) for day in days_of(rule)),
        key=itemgetter(0),
    )
    return DocumentIndex(_settled(volumes), _settled(publication), tuple(dated))


def _settled(table: Mapping[_Key, list[_Held]]) -> dict[_Key, tuple[_Held, ...]]:
    return {key: tuple(found) for key, found in table.items()}


def can_be_cause(document: Document) -> bool:
    """Tell whether a document can change the law: a rule, a correction, one of the President."""
    kind, action = document.type.lower(), (document.action or "").lower()
    if "propos" in kind or "notice" in kind or "propos" in action or action.startswith("notice"):
        return False
    return "rule" in kind or "correct" in kind or "presiden" in kind


def _paged(document: Document) -> Paged | None:
    if document.volume and document.start_page:
        return Paged(document, document.volume, document.start_page, document.end_page)
    named = citations.pages(document.citation or "")
    return Paged(document, named[0].volume, named[0].page, document.end_page) if named else None


def effective_days(document: Document) -> tuple[date, ...]:
    """Return the days on which a document says that it takes effect.

    Its listed day comes first, then those of its dates text.

    Days for comments or compliance are left out; a sentence that both delays and names a new day
    gives that day.
    """
    return effective(document.effective_on, document.dates)


@lru_cache(maxsize=1024)
def effective(listed: date | None, said: str | None) -> tuple[date, ...]:
    """Return the days of effect of a document by its listed day and its dates text alone."""
    found = [listed] if listed else []
    for sentence in _SENTENCE.split(said or ""):
        if _EFFECT.search(sentence) and (
            _HELD_BACK.search(sentence) or not _BOUNDS.search(sentence)
        ):
            found.extend(citations.days(sentence))
    return tuple(dict.fromkeys(found))


def days_of(document: Document) -> tuple[date, ...]:
    """Return the days by which causes are looked for: those of effect, then publication."""
    return tuple(
        dict.fromkeys(day for day in (*effective_days(document), document.publication_date) if day)
    )


def held_back(document: Document) -> str | None:
    """Return the sentence of its dates text by which a document is put off, if there is one.

    It is delayed, stayed or suspended.
    """
    return _put_off(document.dates or "")


@lru_cache(maxsize=1024)
def _put_off(said: str) -> str | None:
    delays = (piece for piece in _SENTENCE.split(said) if _HELD_BACK.search(piece))
    return next((" ".join(delay.split()) for delay in delays), None)


def inside(index: DocumentIndex, citation: citations.Page) -> tuple[Paged, ...]:
    """Return the documents whose pages cover the cited one.

    Those published on its named day alone, where there are any.
    """
    covering = tuple(
        place
        for place in index.by_volume.get(citation.volume, ())
        if place.start <= citation.page <= (place.start if place.end is None else place.end)
    )
    same_day = tuple(
        place
        for place in covering
        if citation.day and place.document.publication_date == citation.day
    )
    return same_day or covering


def before(
    index: DocumentIndex, citation: citations.Page, days: Iterable[date | None]
) -> Paged | None:
    """Return the last document of `days` that starts before a page and may run that far."""
    known = {day for day in days if day}
    near = [
        place
        for place in index.by_volume.get(citation.volume, ())
        if 0 <= citation.page - place.start <= _REACH
    ]
    found = [place for place in near if place.document.publication_date in known]
    return found[-1] if found and found[-1] is near[-1] else None

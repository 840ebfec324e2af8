"""Candidates where no citation tells: rules that take effect on the day and list the part, weighed by what they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from tracker import address as addresses
from tracker.cause import terms
from tracker.cause.library import Library, effective_days, held_back
from tracker.errors import AddressError
from tracker.model import Cause, Change, Document
from tracker.tag.body import own

_MOST = 5
_CLEARLY = 3


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A candidate with the names that it shares with the change: in title or abstract, and in its own text.

    `subject` counts how often head and text name what the address is about.
    """

    document: Document
    listed: bool
    subject: tuple[int, int]
    in_head: tuple[str, ...]
    in_text: tuple[str, ...]

    def beats(self, other: _Weighed) -> bool:
        """Tell whether this candidate clearly names more of the change than `other`; three times as often is clear."""
        mine, yours = (self.listed, bool(self.subject[0])), (other.listed, bool(other.subject[0]))
        if mine != yours:
            return mine > yours
        if self.subject[1] != other.subject[1]:
            return self.subject[1] >= _CLEARLY * other.subject[1]
        return len(self.in_head) > len(other.in_head)


def candidates(change: Change, provision: str, to: date, shelf: Library) -> list[Cause]:
    """Return the rules that take effect on `to` and list the provision's part; else those published on that day.

    One rule alone is medium, several are low but for one that clearly names more of what changed than all others. A
    rule that lists no part at all is taken only where no other does, and its title or abstract names something of the
    change or of its place; it is low.
    """
    part = _part(provision)
    found = _known(change, provision, shelf.by_effect.get(to, ()), part)
    if found:
        return _told(change, found, f"is effective on {to}", part, sure=True)
    found = _known(change, provision, [one for one in shelf.by_publication.get(to, ()) if not effective_days(one)], part)
    return _told(change, found, f"was published on {to}, its effective day is not known,", part, sure=False)


def _known(change: Change, provision: str, rules: Sequence[Document], part: str) -> list[_Weighed]:
    weighed = [_weigh(change, provision, one, part) for one in rules if _may(one, part)]
    return [one for one in weighed if one.listed] or [one for one in weighed if one.in_head]


def _may(document: Document, part: str) -> bool:
    parts = (*document.cfr_parts, *document.cfr_parts_in_text)
    return part in parts or not parts


def _weigh(change: Change, provision: str, document: Document, part: str) -> _Weighed:
    subject = terms.subject(change.address)
    every = tuple(dict.fromkeys((*subject, *terms.home(provision), *terms.changed(change))))
    head = terms.head(document)
    text = _own_text(document.text, document.document_number) if document.text else ""
    in_head = terms.named(every, head)
    in_text = terms.named(every, text) if text else ()
    counted = (sum(one in subject for one in in_head), sum(text.count(one.lower()) for one in in_text if one in subject))
    listed = part in (*document.cfr_parts, *document.cfr_parts_in_text)
    return _Weighed(document, listed, counted, in_head, in_text)


def _told(change: Change, found: Sequence[_Weighed], day: str, part: str, *, sure: bool) -> list[Cause]:
    ordered = sorted(found, key=lambda one: (one.listed, one.subject, len(one.in_head)), reverse=True)[:_MOST]
    causes: list[Cause] = []
    for place, one in enumerate(ordered):
        document = one.document
        others = [other.document.document_number for other in ordered if other is not one]
        leads = place == 0 and all(one.beats(other) for other in ordered[1:])
        silent = _silent(change, one)
        lists = f"lists {part}" if one.listed else "lists no CFR part"
        why = f"A candidate: {document.document_number} {day} and {lists}{_names(change, one)}{_aside(document)}"
        if others:
            why += f"; other candidates of that day: {', '.join(others)}"
        medium = sure and one.listed and leads and not silent
        confidence: Literal["medium", "low"] = "medium" if medium else "low"
        named = (document.document_number, document.citation, document.title)
        causes.append(Cause(*named, why + ".", confidence, document.publication_date))
    return causes


def _silent(change: Change, one: _Weighed) -> bool:
    """Tell whether a rule can be seen not to name the subject: a country in title and abstract, anything in a text that we hold."""
    subject = terms.subject(change.address)
    named = any(term in subject for term in (*one.in_head, *one.in_text))
    return bool(subject) and not named and (change.unit == "cell" or bool(one.document.text))


def _names(change: Change, one: _Weighed) -> str:
    subject = terms.subject(change.address)
    if _silent(change, one):
        return f", but names {subject[0]} nowhere that we can see"
    fields = ((one.in_head, "title or abstract"), (one.in_text, "text"))
    for telling in (subject, tuple(term for named, _ in fields for term in named if term != terms.REGULATIONS), (terms.REGULATIONS,)):
        for named, where in fields:
            about = [term for term in named if term in telling]
            if about:
                return f", and names {' and '.join(f'“{term}”' for term in about[:2])} in its {where}"
    return ""


def _aside(document: Document) -> str:
    told = f"; it corrects {document.correction_of.rsplit('/', 1)[-1]}" if document.correction_of else ""
    delay = held_back(document)
    return f"{told}; its dates say “{delay[:160]}”" if delay else told


def _part(provision: str) -> str:
    try:
        read = addresses.parse(provision)
    except AddressError:
        return ""
    return f"{read.title} CFR {read.part}" if read.part else ""


@lru_cache(maxsize=16)
def _own_text(text: str, number: str) -> str:
    start, end = own(text, number)
    return " ".join(text[start:end].replace("￾", "-").lower().split())

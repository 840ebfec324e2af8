"""Candidates where no citation tells: rules of the days between two versions.

They list the part, and are weighed by what they name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from tracker.cause import days, terms
from tracker.cause.days import Window
from tracker.cause.index import DocumentIndex, effective_days, held_back
from tracker.cause.naming import Grade, Naming, Subject, naming, subject
from tracker.cause.notices import is_correction
from tracker.cause.parts import part_of
from tracker.model import Cause, Change, Document

_MOST = 5
_CLEARLY = 3
_SAID = {
    Grade.PRINTS: ", and its instructions print the new words for {}",
    Grade.UNIT: ", and its instructions name {} and this very paragraph",
    Grade.INSTRUCTS: ", and its instructions name {}",
    Grade.HEAD: ", and names {} in its title, abstract or dates",
    Grade.TEXT: ", and names {} in its text",
    Grade.KEEPS: ", but its amendatory text still prints what was removed from {}",
    Grade.PASSING: ", and names {} in its text, though not in an instruction",
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rule with what speaks for it.

    Whether it lists the part, whether one of its days is the version's own, how plainly it names
    the change.
    """

    document: Document
    listed: bool
    on_the_day: bool
    named: Naming

    @property
    def rank(self) -> tuple[bool, bool, Grade, bool, bool, int, int, date]:
        """Order candidates: by what they name, then by their days, then by part.

        The newest rule of several equals first.
        """
        grade = self.named.grade
        newest = max(
            effective_days(self.document), default=self.document.publication_date or date.min
        )
        tells = grade >= Grade.HEAD
        return (
            tells,
            self.listed and tells,
            grade,
            self.on_the_day,
            self.listed,
            self.named.mentions,
            len(self.named.around),
            newest,
        )

    def beats(self, other: _Candidate) -> bool:
        """Tell whether this candidate clearly names more of the change than `other`.

        A mention in passing does not clearly beat a rule whose text we could not read. Among those
        that name equally much, three times as often is clear, and so is the version's own day.
        """
        mine, yours = self.named, other.named
        if self.listed != other.listed:
            return self.listed
        if mine.grade != yours.grade:
            return mine.grade > yours.grade and (
                mine.grade > Grade.TEXT or yours.grade != Grade.UNREAD
            )
        if mine.grade <= Grade.HEAD and mine.mentions != yours.mentions:
            return mine.mentions >= _CLEARLY * yours.mentions
        if mine.grade <= Grade.UNREAD and self.on_the_day != other.on_the_day:
            return self.on_the_day
        return mine.grade <= Grade.HEAD and len(mine.around) > len(yours.around)


def candidates(change: Change, provision: str, window: Window, index: DocumentIndex) -> list[Cause]:
    """Return the rules of the days between two versions, most likely first.

    They were published or took effect after the version before and not after this one.

    A rule must list the provision's part; one that lists no part at all is taken where its title or
    abstract names something of the change or of its place, and is low. A rule that is effective
    only later, and one of another day than the version's whose text we hold, must name the change.
    One rule alone is medium, where it names the change or has the version's own day; several are
    low but for one that clearly names more of what changed than all others.
    """
    part = part_of(provision)
    about = subject(change, provision)
    found = [
        _assess(about, rule, part, window)
        for rule in index.within(window)
        if _may_amend(rule, part)
    ]
    found = [rule for rule in found if _is_plausible(rule, about, window)]
    return _as_causes(about, _most_likely(found), part, window)


def _most_likely(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Keep rules that list no part only where none that lists it is as likely.

    The Register's lists of parts are incomplete.

    So they stay where no rule lists the part; beside rules that list it, where they name the
    change, or have the version's own day, and none of those does.
    """
    listed = [candidate for candidate in found if candidate.listed]
    if any(candidate.named.grade >= Grade.HEAD for candidate in listed):
        return listed
    timely = any(
        candidate.on_the_day and candidate.named.grade >= Grade.UNREAD for candidate in listed
    )
    return [
        candidate
        for candidate in found
        if candidate.listed
        or not listed
        or candidate.named.grade >= Grade.HEAD
        or (candidate.on_the_day and not timely)
    ]


def _may_amend(document: Document, part: str) -> bool:
    return _lists(document, part) or not (document.cfr_parts or document.cfr_parts_in_text)


def _lists(document: Document, part: str) -> bool:
    return part in document.cfr_parts or part in document.cfr_parts_in_text


def _assess(about: Subject, document: Document, part: str, window: Window) -> _Candidate:
    listed = _lists(document, part)
    on_the_day = window.to in (document.publication_date, *effective_days(document))
    return _Candidate(document, listed, on_the_day, naming(about, document))


def _is_plausible(candidate: _Candidate, about: Subject, window: Window) -> bool:
    """Tell whether a rule of the window stays a candidate.

    See `candidates`. A correction of something else does not.
    """
    grade, effective = candidate.named.grade, effective_days(candidate.document)
    if not candidate.listed and grade < Grade.HEAD and not candidate.named.around:
        return False
    if effective and min(effective) > window.to:
        return grade >= Grade.HEAD
    if grade < Grade.UNREAD and is_correction(candidate.document):
        return False
    return candidate.on_the_day or not _is_unnamed(candidate, about)


def _is_unnamed(candidate: _Candidate, about: Subject) -> bool:
    """Tell whether a rule can be seen not to name the subject.

    A country shows in title and abstract, anything in a text that we hold.
    """
    if not about.names:
        return False
    return candidate.named.grade == Grade.SILENT or (
        candidate.named.grade == Grade.UNREAD and about.cell
    )


def _as_causes(
    about: Subject, found: Sequence[_Candidate], part: str, window: Window
) -> list[Cause]:
    ordered = sorted(found, key=lambda candidate: candidate.rank, reverse=True)[:_MOST]
    causes: list[Cause] = []
    for place, candidate in enumerate(ordered):
        document = candidate.document
        leads = place == 0 and all(candidate.beats(other) for other in ordered[1:])
        others = [other for other in ordered if other is not candidate]
        lists = f"lists {part}" if candidate.listed else "lists no CFR part"
        when = _days(effective_days(document), document.publication_date, window.to)
        why = (
            f"{document.document_number} ({when}) is a candidate: it"
            f" {lists}{_names_clause(candidate, about)}{_delay_clause(document)}"
        )
        why += _others_clause(candidate, others, window)
        sure = leads and _is_likely(candidate, about, window)
        confidence: Literal["medium", "low"] = "medium" if sure else "low"
        named = (document.document_number, document.citation, document.title)
        causes.append(Cause(*named, why + ".", confidence, document.publication_date))
    return causes


def _is_likely(candidate: _Candidate, about: Subject, window: Window) -> bool:
    """Tell whether a candidate that clearly leads is likely by itself."""
    effective, named = effective_days(candidate.document), candidate.named
    if (
        not candidate.listed
        or _is_unnamed(candidate, about)
        or (effective and min(effective) > window.to)
    ):
        return False
    return named.grade >= Grade.HEAD or (
        named.grade >= Grade.UNREAD and candidate.on_the_day and bool(effective)
    )


@lru_cache(maxsize=256)
def _days(days_of_effect: tuple[date, ...], published: date | None, to: date) -> str:
    """Say when a rule took effect and since when the eCFR shows it.

    The day of publication where that is a third one.
    """
    effective = days.law_day(days_of_effect, to)
    if effective is None:
        said = (
            f"published {days.in_words(published)}, its effective day is not known"
            if published
            else "its days are not known"
        )
        return said if published == to else f"{said}; in the eCFR from {days.in_words(to)}"
    if published in (None, effective, to):
        return days.both(effective, to)
    first, *rest = days.both(effective, to).split("; ")
    return "; ".join((f"{first}, published {days.beside(published, effective)}", *rest))


def _others_clause(first: _Candidate, others: Sequence[_Candidate], window: Window) -> str:
    if not others:
        return ""
    when = (
        "of that day"
        if all(candidate.on_the_day for candidate in (first, *others))
        else f"since {days.in_words(window.since)}"
    )
    more = "another candidate" if len(others) == 1 else "other candidates"
    return f"; {more} {when}: {', '.join(other.document.document_number for other in others)}"


def _names_clause(candidate: _Candidate, about: Subject) -> str:
    named = candidate.named
    if _is_unnamed(candidate, about):
        return f", but does not name {about.names[0]} anywhere that we can see"
    called = " and ".join(f"“{term}”" for term in named.found[:2])
    if named.grade in _SAID:
        return _SAID[named.grade].format(called or "this place")
    shared = [term for term in named.around if term != terms.REGULATIONS] or list(named.around)
    return (
        f", and names {' and '.join(f'“{term}”' for term in shared[:2])} in its title or abstract"
        if shared
        else ""
    )


def _delay_clause(document: Document) -> str:
    said = (
        f"; it corrects {document.correction_of.rsplit('/', 1)[-1]}"
        if document.correction_of
        else ""
    )
    delay = held_back(document)
    return f"{said}; its dates say “{delay[:160]}”" if delay else said

"""The verdict: which documents are responsible for a change, how surely, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from tracker import names
from tracker.cause import terms
from tracker.cause.candidates import candidates
from tracker.cause.credits import new_citations
from tracker.cause.days import Window, both, in_words, law_day, window
from tracker.cause.index import (
    DocumentIndex,
    Paged,
    before,
    effective_days,
    held_back,
    index_documents,
    inside,
)
from tracker.cause.naming import head
from tracker.cause.parts import part_of
from tracker.citations import Page
from tracker.errors import AddressError
from tracker.model import Cause, Change, Document

Confidence = Literal["high", "medium", "low"]
Where = Literal["source credit", "row", "note"]
_SUREST_FIRST: tuple[Confidence, ...] = ("high", "medium", "low")
_VOLUME_ZERO = 1935
"""Volume 1 of the Federal Register is that of 1936."""
_DELAY = 3
"""Years by which a text may come into force after the rule that its credit names; a citation of an
older one is no proof."""
_ROWS = frozenset(("entity", "row", "cell"))
_NOTES = ("link notice", "effective date note", "editorial note")


def causes(
    change: Change,
    provision: str,
    to: date,
    new_credits: Sequence[Page],
    documents: Sequence[Document] | DocumentIndex,
    since: date | Window | None = None,
) -> tuple[Cause, ...]:
    """Return the documents held responsible for a change, surest first.

    The change is one of `provision` in the version in force from `to`.

    `new_credits` is what `cause.new_credits` gave for the two trees; `since` the day of the version
    before, or the window of days itself: without one, a month (`days.BOUND`). Hand over an index
    where many changes are asked about. A restated text has no cause in law and gets none; neither
    has an editorial change without a credit.
    """
    if change.kind == "restated":
        return ()
    index = documents if isinstance(documents, DocumentIndex) else index_documents(documents)
    own = _recent_enough(_own_citations(change), to)
    named = own or _recent_enough(new_credits, to)
    if named:
        where: Where = _own_place(change) if own else "source credit"
        return _ranked(_causes_cited(_newest_of_added(named, change), where, provision, to, index))
    days = since if isinstance(since, Window) else window(since, to)
    if change.kind != "editorial" and (likely := candidates(change, provision, days, index)):
        return tuple(likely)
    return _ranked(
        _lowered(
            _causes_cited(
                _newest_of_added(new_credits, change), "source credit", provision, to, index
            ),
            to,
        )
    )


def _own_citations(change: Change) -> tuple[Page, ...]:
    """Return the citations that came with a row or note that prints its own."""
    if change.kind == "removed" or not _cites_itself(change):
        return ()
    return new_citations(change.before, change.after)


def _own_place(change: Change) -> Where:
    return "row" if change.unit in _ROWS else "note"


def _recent_enough(found: Sequence[Page], to: date) -> tuple[Page, ...]:
    """Keep the citations that can have brought a text in force from `to`.

    Older ones came along, as into a section that returns.
    """
    return tuple(
        citation for citation in found if to.year - citation.volume - _VOLUME_ZERO <= _DELAY
    )


def _lowered(found: Iterable[Cause], to: date) -> list[Cause]:
    why = f", though that is more than {_DELAY} years before {in_words(to)}."
    return [
        replace(cause, evidence=cause.evidence.removesuffix(".") + why, confidence="low")
        for cause in found
    ]


def _cites_itself(change: Change) -> bool:
    if change.unit in _ROWS:
        return True
    try:
        steps = names.parse(change.address).steps()
    except AddressError:
        return False
    return any(step.kind == "margin" and step.label.startswith(_NOTES) for step in steps)


def _newest_of_added(found: Sequence[Page], change: Change) -> tuple[Page, ...]:
    """Keep what can have caused an added text: its newest citation.

    It may bring old citations along, but its newest one added it.
    """
    if change.kind != "added" or not found:
        return tuple(found)
    dated = [citation for citation in found if citation.day]
    if dated and len(dated) == len(found):
        newest = max(citation.day for citation in dated if citation.day)
        return tuple(citation for citation in found if citation.day == newest)
    last = max(found, key=lambda citation: (citation.volume, citation.page))
    return tuple(
        citation
        for citation in found
        if citation.volume == last.volume and abs(citation.page - last.page) <= 1
    ) or tuple(found)


def _causes_cited(
    found: Sequence[Page], where: Where, provision: str, to: date, index: DocumentIndex
) -> list[Cause]:
    """Name the document behind each citation; several citations of one document give one cause."""
    named: dict[tuple[str, date | None], Cause] = {}
    alone = len({(cited.volume, cited.phrase) for cited in found}) == 1
    for citation in found:
        for cause in _cause_cited(citation, where, provision, to, index, alone):
            key = (cause.document_number or cause.citation or "", cause.published)
            if key not in named or _rank(cause) < _rank(named[key]):
                named[key] = cause
    return list(named.values())


def _cause_cited(
    citation: Page, where: Where, provision: str, to: date, index: DocumentIndex, alone: bool
) -> list[Cause]:
    """Return the document that one citation points at.

    It is the citation alone where no document of ours covers its page.
    """
    covering = _best_fitting(inside(index, citation), provision, to)
    if covering:
        return [
            _from_page(place, citation, where, provision, to, alone and len(covering) == 1)
            for place in covering
        ]
    nearest = before(index, citation, (citation.day,) if citation.day else (to,))
    if nearest:
        return [_from_start(nearest, citation, where)]
    same_day = _of_the_day(citation, provision, index)
    if len(same_day) == 1:
        return [_from_day(same_day[0], citation, where, provision)]
    why = f"{_quoted(citation, where)}; no document that we hold covers that page."
    return [
        Cause(None, citation.first, None, why, "high" if alone and where != "row" else "medium")
    ]


def _best_fitting(covering: tuple[Paged, ...], provision: str, to: date) -> tuple[Paged, ...]:
    """Keep of several documents on one page those whose day fits, then those that list the part."""
    if len(covering) < 2:  # noqa: PLR2004 (nothing to choose from)
        return covering
    fitting = [place for place in covering if _day_agrees(place.document, to)] or list(covering)
    if len(fitting) == 1:
        return tuple(fitting)
    return tuple([place for place in fitting if _lists(place.document, provision)] or fitting)


def _from_day(document: Document, citation: Page, where: Where, provision: str) -> Cause:
    lists = (
        f"lists {part_of(provision)}" if _lists(document, provision) else "amends these regulations"
    )
    why = (
        f"{_quoted(citation, where)}; {document.document_number} was published that day and"
        f" {lists}, but its pages are not known."
    )
    return _cause(document, citation, why, "medium")


def _from_page(
    found: Paged, citation: Page, where: Where, provision: str, to: date, alone: bool
) -> Cause:
    document, agrees = found.document, _day_agrees(found.document, to)
    confidence: Confidence = (
        "high"
        if agrees or (_lists(document, provision) and not effective_days(document))
        else "medium"
    )
    why = (
        f"{_quoted(citation, where)}, a page of {document.document_number}"
        f" ({_pages(found)}){_effect(document, to)}"
    )
    if citation.day and document.publication_date and citation.day != document.publication_date:
        confidence = "medium"
        why += f", though that was published on {in_words(document.publication_date)}"
    elif not alone:
        confidence = "medium"
        why += ", one of several new citations"
    return _cause(document, citation, why + ".", confidence)


def _from_start(found: Paged, citation: Page, where: Where) -> Cause:
    document = found.document
    why = (
        f"{_quoted(citation, where)}; {document.document_number} is the last document we hold that"
        f" starts before that page and was published on {_published_on(document)}, but it is not"
        " known whether its pages reach that far."
    )
    return _cause(document, citation, why, "medium")


def _of_the_day(citation: Page, provision: str, index: DocumentIndex) -> list[Document]:
    if citation.day is None:
        return []
    published = index.by_publication.get(citation.day, ())
    unpaged = [
        document for document in published if not document.start_page and not document.citation
    ]
    return [document for document in unpaged if _lists(document, provision)] or [
        document for document in unpaged if _at_home(document, provision)
    ]


def _at_home(document: Document, provision: str) -> bool:
    """Tell whether a rule that lists no part names the regulations or a provision's list."""
    return not (document.cfr_parts or document.cfr_parts_in_text) and bool(
        terms.named(terms.home(provision), head(document))
    )


def _quoted(citation: Page, where: Where) -> str:
    new = "now" if where == "row" else "that is new in this version"
    return f"The {where} {new} reads “{citation.phrase or citation.first}”"


def _pages(found: Paged) -> str:
    last = f" to {found.end}" if found.end and found.end != found.start else ""
    return f"{found.volume} FR {found.start}{last}"


def _published_on(document: Document) -> str:
    return (
        in_words(document.publication_date)
        if document.publication_date
        else "a day that we do not know"
    )


def _effect(document: Document, to: date) -> str:
    day = law_day(effective_days(document), to)
    said = f", {both(day, to)}" if day else ""
    if document.correction_of:
        said += f", a correction of {document.correction_of.rsplit('/', 1)[-1]}"
    delay = held_back(document)
    return f"{said}, whose dates say “{delay[:160]}”" if delay else said


def _day_agrees(document: Document, to: date) -> bool:
    return to in effective_days(document) or document.publication_date == to


def _lists(document: Document, provision: str) -> bool:
    return part_of(provision) in (*document.cfr_parts, *document.cfr_parts_in_text)


def _cause(document: Document, citation: Page, evidence: str, confidence: Confidence) -> Cause:
    named = document.citation or citation.first
    return Cause(
        document.document_number,
        named,
        document.title,
        evidence,
        confidence,
        document.publication_date,
    )


def _rank(cause: Cause) -> int:
    return _SUREST_FIRST.index(cause.confidence)


def _ranked(found: Iterable[Cause]) -> tuple[Cause, ...]:
    return tuple(
        sorted(
            found,
            key=lambda cause: (_rank(cause), cause.document_number or "~", cause.citation or ""),
        )
    )

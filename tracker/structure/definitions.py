"""Defined terms: paragraphs without a label that begin with the term, in italics or in quotes.

Three shapes, told apart by what follows the term:

    <P><I>Accuracy.</I> (Cat 2) ...           any opening term, in a section of definitions
    <P>"<I>Authentication</I>". (Cat 5) ...
    <P><I>Agency</I> means each authority ...  anywhere, by the words that follow
"""

from __future__ import annotations

import re

from tracker import raised
from tracker.markup import ZERO_WIDTH, Element, coded_text, text_of
from tracker.powers import is_lowered_mark
from tracker.structure.labels import Spans
from tracker.structure.notes import term_key

_HEADING = re.compile(r"\bdefin(?:ed|itions?)\b|\bglossary\b", re.IGNORECASE)
_LEADS = re.compile(r"\s*(?:[\w-]+ ){0,3}definitions?\b", re.IGNORECASE)
_VERB = (
    r"(?:means?|includes?|refers? to|(?:is|are) defined|ha(?:s|ve) the (?:same )?meaning|shall"
    r" (?:mean|include|have))\b"
)
_FOLLOWED = re.compile(rf"[\s”\"’',.:]*(?:\([^)]*\)\s*)?(?:(?:or|and) .{{1,80}}?)?{_VERB}")
_DASHED = re.compile(r"[\s”\"’']*+(?:[—―]|--|(?<=\s)-(?=\s))\s*\((?:1|i|a|A)\)")
_GAP = rf"[\s{ZERO_WIDTH}]*"
_QUOTED = re.compile(rf"{_GAP}[“\"]([^”\"]{{1,120}})[”\"]")
_PLAIN = re.compile(rf"{_GAP}([^.;:()]{{1,90}}?)(?:\.(?=\s)| (?={_VERB}))")
_SET_OFF = re.compile(r".?[.,:][”\"]|.?[”\"]\s*[.:(—]")
_LEAD = re.compile(rf"{_GAP}[“\"‘']?{_GAP}")
_NO_TERM = re.compile(
    r"(?:technical )?notes?\b|examples?\b|n\.b\.|e\.g\.|i\.e\.|see\b|\[|reserved", re.IGNORECASE
)
_LONGEST = 120
_MOST_WORDS = 10
"""Of a term: what has more is a sentence."""
_ITALIC = frozenset(("I", "em", "E"))
_ONLY_STOPS = re.compile(r"[\s.,;:”\"’]*")
_CLOSES, _CLOSED = re.compile(r"\s*[.,]?[”\"]"), re.compile(r"[”\"]\s*$")


def is_definitions(heading: str) -> bool:
    """Tell whether a section of this heading holds definitions."""
    return _HEADING.search(heading) is not None


def leads_definitions(text: str) -> bool:
    """Tell whether a labelled paragraph opens a list of definitions.

    `(a) Definitions. As used in this section-`.
    """
    return _LEADS.match(text) is not None


def without_lowered_mark(element: Element, raw: str) -> str:
    """Return the raw text of a paragraph, the lowered mark behind its opening term blanked.

    `<I>Widget<E T="52">3</E>.</I> A thing`, `“Widget<sub>3</sub>” means`; but H2O, CO2 and PM10 are
    whole terms.
    """
    lowered = next(
        (
            part
            for part in element.iter()
            if raised.setting_of(part.tag, part.get("T")) == "lowered"
        ),
        None,
    )
    if lowered is None or not _ends_term(lowered):
        return raw
    said, before = text_of(lowered), raised.before_lowered(coded_text(element))
    start = _place_behind(raw, len("".join(before.split())))
    start += len(raw[start:]) - len(raw[start:].lstrip())
    if len(before) > _LONGEST or not raw.startswith(said, start):
        return raw
    if not is_lowered_mark(said, before.rstrip('”"’.'), ends=True, named=True):
        return raw
    return f"{raw[:start]}{' ' * len(said)}{raw[start + len(said) :]}"


def _ends_term(lowered: Element) -> bool:
    """Tell whether lowered print ends italics, stands behind them or at closing quotes."""
    above, before = lowered.getparent(), lowered.getprevious()
    inside = (
        above.tag in _ITALIC
        and lowered.getnext() is None
        and _ONLY_STOPS.fullmatch(lowered.tail or "")
    )
    behind = (
        before is not None and before.tag in _ITALIC and _ONLY_STOPS.fullmatch(before.tail or "")
    )
    text = (before.tail if before is not None else above.text) or ""
    quoted = _CLOSES.match(lowered.tail or "") or _CLOSED.search(text)
    return bool(inside or behind or quoted)


def _place_behind(raw: str, count: int) -> int:
    """Return the place behind so many characters that are no white space."""
    for place, character in enumerate(raw):
        if not count:
            return place
        count -= not character.isspace()
    return len(raw)


def term_of(
    raw: str, italics: Spans, in_definitions: bool, lost_italics: bool = False
) -> tuple[str, int] | None:
    """Return the term that a paragraph defines and where it ends in the raw text, or None.

    `in_definitions` accepts every term that opens a paragraph; elsewhere a verb of definition must
    follow it. `lost_italics` tells that the text has none, so that a term is what stands before
    the first full stop or verb.
    """
    italic = _italic(raw, italics)
    found = italic or _quoted(raw) or (_plain(raw) if in_definitions and lost_italics else None)
    if found is None:
        return None
    term, end = found
    key = term_key(term)
    if not key or _NO_TERM.match(key):
        return None
    opens = in_definitions and (
        italic is not None or lost_italics or _SET_OFF.match(raw, end - 2) is not None
    )
    if opens or _FOLLOWED.match(raw, end, end + 160) or (italic and _DASHED.match(raw, end)):
        return key, end
    return None


def _italic(raw: str, italics: Spans) -> tuple[str, int] | None:
    if not italics:
        return None
    left, right = italics[0]
    lead = _LEAD.match(raw)
    assert lead is not None
    if lead.end() < left or left == right or right - left > _LONGEST:
        return None
    return raw[left:right], right


def _quoted(raw: str) -> tuple[str, int] | None:
    found = _QUOTED.match(raw)
    return (found[1], found.end()) if found else None


def _plain(raw: str) -> tuple[str, int] | None:
    """Find the term where the italics are lost.

    Up to the first full stop, or up to a verb of definition.
    """
    found = _PLAIN.match(raw)
    return (
        (found[1], found.end(1))
        if found and found[1][:1].isupper() and len(found[1].split()) <= _MOST_WORDS
        else None
    )

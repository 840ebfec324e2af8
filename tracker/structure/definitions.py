"""Defined terms: paragraphs without a label that begin with the term, in italics or in quotes.

Three shapes, told apart by what follows the term:

    <P><I>Accuracy.</I> (Cat 2) ...           in a section of definitions any term that opens a paragraph
    <P>"<I>Authentication</I>". (Cat 5) ...
    <P><I>Agency</I> means each authority ...  anywhere, by the words that follow
"""

from __future__ import annotations

import re

from tracker.structure.labels import Spans
from tracker.structure.names import ZERO_WIDTH
from tracker.structure.notes import term_key

_HEADING = re.compile(r"\bdefin(?:ed|itions?)\b|\bglossary\b", re.IGNORECASE)
_LEADS = re.compile(r"\s*(?:[\w-]+ ){0,3}definitions?\b", re.IGNORECASE)
_VERB = r"(?:means?|includes?|refers? to|(?:is|are) defined|ha(?:s|ve) the (?:same )?meaning|shall (?:mean|include|have))\b"
_FOLLOWED = re.compile(rf"[\s”\"’',.:]*(?:\([^)]*\)\s*)?(?:(?:or|and) .{{1,80}}?)?{_VERB}")
_DASHED = re.compile(r"[\s”\"’']*—\s*\((?:1|i|a|A)\)")
_GAP = rf"[\s{ZERO_WIDTH}]*"
_QUOTED = re.compile(rf"{_GAP}[“\"]([^”\"]{{1,120}})[”\"]")
_PLAIN = re.compile(rf"{_GAP}([^.;:()]{{1,90}}?)(?:\.(?=\s)| (?={_VERB}))")
_SET_OFF = re.compile(r".?[.,:][”\"]|.?[”\"]\s*[.:(—]")
_LEAD = re.compile(rf"{_GAP}[“\"‘']?{_GAP}")
_NO_TERM = re.compile(r"(?:technical )?notes?\b|examples?\b|n\.b\.|e\.g\.|i\.e\.|see\b|\[|reserved", re.IGNORECASE)
_LONGEST = 120


def is_definitions(heading: str) -> bool:
    """Tell whether a section of this heading holds definitions."""
    return _HEADING.search(heading) is not None


def leads_definitions(text: str) -> bool:
    """Tell whether a labelled paragraph opens a list of definitions (`(a) Definitions. As used in this section-`)."""
    return _LEADS.match(text) is not None


def term_of(raw: str, italics: Spans, in_definitions: bool, upright: bool = False) -> tuple[str, int] | None:
    """Return the term that a paragraph defines and where it ends in the raw text, or None.

    `in_definitions` accepts every term that opens a paragraph; elsewhere a verb of definition must follow it. `upright`
    tells that the text has lost its italics, so that a term is what stands before the first full stop or verb.
    """
    italic = _italic(raw, italics)
    found = italic or _quoted(raw) or (_plain(raw) if in_definitions and upright else None)
    if found is None:
        return None
    term, end = found
    key = term_key(term)
    if not key or _NO_TERM.match(key):
        return None
    opens = in_definitions and (italic is not None or upright or _SET_OFF.match(raw, end - 2) is not None)
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
    """Find the term where the italics are lost: up to the first full stop, or up to a verb of definition."""
    found = _PLAIN.match(raw)
    return (found[1], found.end(1)) if found and found[1][:1].isupper() and len(found[1].split()) <= 10 else None  # noqa: PLR2004 (a sentence)

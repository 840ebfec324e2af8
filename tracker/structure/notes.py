"""Notes: what a note's heading says about itself, and the note as one unit.

The head names the note and often what it belongs to:

    Note 3 to paragraph (e)(3)(i):        number 3, target (e)(3)(i)
    Note 1 to definition of "Node":       number 1, term Node
    Technical Notes: / N.B.: / Example 2. named, target the unit before
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker import footmarks
from tracker.markup import Element, fold, is_link_notice, marked_text, plain_quotes
from tracker.names.provisions import SECTION
from tracker.structure.blocks import is_visible
from tracker.structure.names import bare, without_zero_width


@dataclass(frozen=True, slots=True)
class NoteHead:
    """What a note is called in an address ("note 1"), and what it says it belongs to.

    `target` is a chain of labels such as "(e)(3)", "" where none is named; `term` a defined term;
    `whole` marks a note to the section, supplement or part itself.
    """

    name: str
    target: str = ""
    term: str = ""
    whole: bool = False


_HEAD = re.compile(
    r"(?P<kind>(?:[\w-]+ ){0,3}?Notes?|N\.? ?B\.?|Examples?)\b\.?\s*(?:No\."
    r" )?(?P<number>\d{1,3}\b)?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LABELS = re.compile(r"paragraphs?\s+((?:\(\s*[\w-]{1,6}\s*\)\s*)+)", re.IGNORECASE)
_BARE_LABELS = re.compile(r"\bto\s+((?:\(\s*[\w-]{1,6}\s*\)\s*)+)", re.IGNORECASE)
_SECTION_LABELS = re.compile(rf"§+\s*{SECTION}((?:\([\w-]{{1,6}}\))+)")
_TERM = re.compile(
    r"to\s+(?:the\s+)?(?:definition\s+of\s+)?[“\"](?P<quoted>[^”\"]+)[”\"]"
    r"|to\s+(?:the\s+)?definition\s+of\s+(?P<bare>.+)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\bto\s+(?:§|sections?\b|supp|appendix|part\b|this (?:section|part|supplement|appendix))",
    re.IGNORECASE,
)
_BEFORE_STOP = re.compile(r" +(?=[,;:])")
_INLINE = re.compile(
    r"\s*(?P<head>(?:Technical )?Notes?(?:\s+\d{1,3})?"
    r"(?:\s+to (?:paragraphs?|§|sections?|supp|appendix|part|the"
    r" definition|definition|table|this)[^:.—;]{0,90})?\s*[:.—])\s*(?=\S)"
)


def read_head(text: str) -> NoteHead:
    """Read the printed head of a note; a head that says nothing known is a plain "note"."""
    found = _HEAD.match(without_zero_width(text))
    if not found:
        return NoteHead("note")
    kind = found["kind"].lower()
    word = (
        "example"
        if kind.startswith("example")
        else "technical note"
        if "technical" in kind
        else "note"
    )
    name = f"{word} {found['number']}" if found["number"] else word
    rest = found["rest"]
    labels = _LABELS.search(rest) or _SECTION_LABELS.search(rest) or _BARE_LABELS.search(rest)
    if labels:
        return NoteHead(name, target="".join(labels[1].split()))
    if term := _TERM.search(rest):
        return NoteHead(name, term=term_key(term["quoted"] or term["bare"]))
    return NoteHead(name, whole=bool(_WHOLE.search(rest)))


def note_parts(element: Element) -> tuple[str, str]:
    """Return the printed head of a note and its text, inner paragraphs joined by spaces."""
    head, text = marked_parts(element)
    return footmarks.as_printed(head), footmarks.as_printed(text)


def marked_parts(element: Element) -> tuple[str, str]:
    """Return what `note_parts` does, with its footnote marks marked.

    They are no part of what the note is called.
    """
    head, pieces = "", [_seen(element.text)]
    for child in element:
        if child.tag in ("HED", "HD") and not head and not "".join(pieces).strip():
            head = fold(marked_text(child))
        elif not is_link_notice(child):
            pieces.append(marked_text(child))
        pieces.append(_seen(child.tail))
    return head, fold(" ".join(pieces))


def _seen(text: str | None) -> str:
    """Return the text between blocks, "" where only marks without any width stand there."""
    return text if text and is_visible(text) else ""


def inline_note(raw: str) -> re.Match[str] | None:
    """Find the head of a note that is printed as a paragraph (`Note 1 to paragraph (a): ...`)."""
    return _INLINE.match(raw)


def term_key(term: str) -> str:
    """Return a defined term as it stands in an address.

    Quotes off, dashes plain, closing punctuation dropped.
    """
    key = bare(without_zero_width(plain_quotes(term).replace('"', "")).strip(" .,;:'-")).strip(
        " .,;:'-"
    )
    return _BEFORE_STOP.sub("", key)

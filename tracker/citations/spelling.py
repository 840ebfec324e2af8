"""One spelling for the marks of citations: `C.F.R.` is `CFR`, `sec. 5` is `§ 5`.

And which words they are made of.
"""

from __future__ import annotations

import re

from tracker.citations.days import MONTHS

_SPELLINGS = (
    (re.compile(r"\bC\. ?F\. ?R\."), "CFR"),
    (re.compile(r"\bU\. ?S\. ?C\."), "USC"),
    (re.compile(r"\bU\.S\.C\b"), "USC"),
    (re.compile(r"(?:§§|§|\b(?:[Ss]ections?|[Ss]ecs?\.)) ?(?=\d)"), "§ "),
)
_WORDS = frozenset(
    (
        "fr",
        "f",
        "r",
        "fed",
        "reg",
        "cfr",
        "c",
        "usc",
        "u",
        "s",
        "sec",
        "secs",
        "section",
        "sections",
    )
)
_MARKS = re.compile(
    rf"§|\d/\d|\b(?:FR|F\.|Fed|CFR|C\.|USC|U\.|sec|{'|'.join(MONTHS)})", re.IGNORECASE
)
MARK = r"(?:F\.R|C\.F\.R|U\.S\.C)"
"""Abbreviations that stand for a body of law, whose points are not those of other abbreviations."""


def spelled(text: str) -> str:
    """Return a text with `CFR`, `USC` and `§` in one spelling each; nothing else is touched."""
    for pattern, form in _SPELLINGS:
        text = pattern.sub(form, text)
    return text


def is_mark(word: str) -> bool:
    """Tell whether a small word is one that citations and their days are written with."""
    return word in _WORDS or word[:3] in MONTHS


def may_cite(text: str) -> bool:
    """Tell whether a text holds any mark or month that a citation could be written with."""
    return _MARKS.search(text) is not None

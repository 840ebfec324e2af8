"""Citations as the word alignment keeps them whole: one token each, in the shapes of printed law.

Narrower than the readers on purpose: a token is decided by its own characters, with single spaces,
since a reader's context (a title before it, a list behind it) can stand on the other side of an
edit; and no list but of pages, since each other member is a word of its own to a reader of changes.
For a pattern with `re.VERBOSE`.
"""

from __future__ import annotations

from tracker.citations.days import MONTH

LABELS = r"(?:\([a-zA-Z0-9]{1,5}\))"
_SECTION = (
    r"\d+\w*(?:-\d+(?=\.))?(?:\.\d+[a-zA-Z]*)?"
    rf"(?:{LABELS}*-\d+[a-zA-Z]*(?!\.\d|\w))?{LABELS}*"
)
"""`744.23(a)`, `60-1.3(a)`, `1.401(a)(9)-1(b)`."""
DAY = (
    rf"\b{MONTH}\s\d{{1,2}},\s\d{{4}}\b | \b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
    r" | \b\d{4}-\d{2}-\d{2}\b"
)
_OTHER_VOLUME = r"\d*[\s]?(?:FR|F\.R\.|/|\s(?:Fed|Stat|CFR|U\.S\.C))"
REFERENCE = (
    r"\b(?:E\.O\.|Executive\sOrder)\s\d+\b"
    rf" | \b\d+\s(?:FR|F\.R\.|Fed\.\sReg\.|Stat\.)\s\d+(?:,\s\d+(?!{_OTHER_VOLUME}))*"
    rf" | \b\d+\s(?:CFR|C\.F\.R\.|U\.S\.C\.|USC)\s(?:parts?\s|§+\s?)?{_SECTION}"
    rf" | §+\s?{_SECTION}"
)
ECCN = rf"\b\d[A-E]\d{{3}}(?:\.[a-z0-9]+)*\b{LABELS}*"
SECTION_ALONE = rf"\b\d+\.\d+[a-z]?{LABELS}+(?:-\d+[a-zA-Z]*(?!\.\d|\w){LABELS}*)? | {LABELS}+"

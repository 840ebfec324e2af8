"""Where the text of a Federal Register document speaks for itself.

Its own pages, without neighbours and boilerplate.

...end of the rule before it            [FR Doc. 2025-00723 Filed ...] BILLING CODE 3510-33-P
AGENCY, SUMMARY                         read like an abstract
DATES, ADDRESSES, FURTHER INFORMATION   left out
SUPPLEMENTARY INFORMATION               read as the body
Rulemaking Requirements, List of Subjects, amendatory text    left out
[FR Doc. 2025-00704 Filed ...]          the next document follows

The headings are those of the Document Drafting Handbook; where they are missing, more of the text
is read.
"""

from __future__ import annotations

import re

Stretch = tuple[int, int]

_FILED = r"\[FR\s+Doc\.?\s*(?:No\.?\s*)?{number}\s+Filed"
_ENDS = re.compile(
    r"\[FR\s+Doc\.?\s*[^\]]{4,30}Filed[^\]]{0,60}\]?(?:\s*BILLING\s+CODE\s+[\w–-]+)?", re.IGNORECASE
)
_SUMMARY = re.compile(r"^[ \t]*SUMMARY:", re.MULTILINE)
_DATES = re.compile(
    r"^[ \t]*(?:DATES|ADDRESSES|FOR\s+FURTHER\s+INFORMATION(?:\s+CONTACT)?):?", re.MULTILINE
)
_SUPPLEMENT = re.compile(r"^[ \t]*SUPPLEMENTARY\s+INFORMATION:?", re.MULTILINE)
_TAIL = re.compile(
    r"^[ \t]*(?:(?:[IVX]+|[A-Z])\.\s+)?"
    r"(?:Rulemaking\s+Requirements|Regulatory\s+Requirements|Regulatory\s+Analys[ei]s"
    r"|Export\s+Control\s+Reform\s+Act\s+of\s+2018\s*$|Paperwork\s+Reduction\s+Act"
    r"|Savings?\s+Clause\s*$"
    r"|Classification\s*$|List\s+of\s+Subjects|Lists\s+of\s+Subjects)",
    re.MULTILINE,
)
_AMENDATORY = re.compile(
    r"^[ \t]*(?:List\s+of\s+Subjects"
    r"|For\s+the\s+reasons\s+(?:stated|set\s+(?:forth|out)|discussed)\s+in\s+the"
    r"|Accordingly,[^.]{0,200}\bamended\s+as\s+follows)",
    re.MULTILINE | re.IGNORECASE,
)


def own(text: str, number: str) -> Stretch:
    """Return where document `number` begins and ends in a text.

    The text may hold ends of its neighbours on shared pages.
    """
    digits = re.escape(number).replace("\\-", "[-–—]")
    filed = re.search(_FILED.format(number=digits), text, re.IGNORECASE)
    if not filed:
        return (0, len(text))
    before = [
        match.end()
        for match in _ENDS.finditer(text, 0, filed.start())
        if match.end() <= filed.start()
    ]
    return (before[-1] if before else 0, filed.start())


def summary(text: str, within: Stretch) -> Stretch:
    """Return the SUMMARY of a document, or an empty stretch where it has none."""
    start, end = within
    found = _SUMMARY.search(text, start, end)
    if not found:
        return (start, start)
    stop = _DATES.search(text, found.end(), end) or _SUPPLEMENT.search(text, found.end(), end)
    return (found.end(), stop.start() if stop else min(end, found.end() + 4000))


def preamble(text: str, within: Stretch) -> Stretch:
    """Return the part of a document in which it explains itself.

    From its supplementary information to the boilerplate.

    A text without these headings is returned whole, up to its amendatory part.
    """
    start, end = within
    found = _SUPPLEMENT.search(text, start, end)
    begin = found.end() if found else start
    amended = _AMENDATORY.search(text, begin, end)
    stop = amended.start() if amended else end
    tails = [match.start() for match in _TAIL.finditer(text, begin, stop)]
    return (begin, next((at for at in tails if at - begin > (stop - begin) // 8), stop))

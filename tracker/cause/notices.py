"""Documents filed as rules that change no text.

Briefings, hearings, meetings, longer comment periods, requests for comments.

The Federal Register files many of them under "Rule" without an action; their titles tell them.
Words that also end the title of a real rule ("Controls on Pumps; Request for Comments") are looked
for at the beginning only.
"""

from __future__ import annotations

import re

from tracker.cause.texts import reading
from tracker.model import Document

_NOTICE = re.compile(
    r"^(?:advance\s+)?(?:notices?|announcement)\s+of\b|^(?:joint\s+)?notice\b"
    r"|^(?:(?!of\b|to\b|for\b|at\b|from\b|and\b|in\b|on\b|the\b)\w+\s+){0,4}(?:briefings?"
    r"|hearings?|meetings?|workshops?|webinars?|town\s+halls?)\b"
    r"|^(?:requests?\s+for|solicitation\s+of|invitation\s+for)\s+(?:\w+\s+){0,3}(?:comments?"
    r"|information|input|views)\b"
    r"|\b(?:extension|extending|reopening"
    r"|re-opening)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+){0,3}comment\s+(?:period|deadline)s?\b"
    r"|\b(?:extension|reopening)\s+of\s+(?:the\s+)?(?:deadline|time|period)\s+(?:for"
    r"|to)\s+(?:\w+\s+){0,3}comments?\b"
    r"|\bcomment\s+period\s+(?:extension|extended|reopened)\b"
    r"|^(?:membership|charter)\s+of\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"\bcorrect(?:ion|ions|ing|ed|s)?\b", re.IGNORECASE)


def is_notice(document: Document) -> bool:
    """Tell whether a document filed as a rule is a notice.

    One whose text amends anything is none, whatever its title.
    """
    said = _NOTICE.search(document.title.strip()) or _NOTICE.search((document.action or "").strip())
    return bool(said) and not (
        document.text and reading(document.text, document.document_number).instructions
    )


def is_correction(document: Document) -> bool:
    """Tell whether a document corrects another one: it says so, or the Federal Register does."""
    return bool(document.correction_of) or bool(
        _CORRECTS.search(f"{document.action or ''} {document.type}")
    )

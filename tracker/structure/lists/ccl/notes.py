"""Heads of notes in the Commerce Control List: what kind of note, which number, and what it names.

Note 2 to 3A090.a and 3A090.b:      Technical Notes for 1B001 to 1B003:
N.B. to paragraph .k:               License Requirement Note:
Note 1 to Cat 3 Product Group E:    Note: 5B001.a does not apply to ...
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.structure.lists.ccl.items import Levels

_KIND = r"(?P<kind>(?:(?!Notes?\b)[A-Z][A-Za-z()-]*\s+){0,4}?Notes?\b|N\.?\s?B\.?(?=[\s:,]|$))"
_NUMBER = r"(?:\s*(?P<number>\d{1,3})(?![\w.]\w))?"
_TARGET = r"(?:,?\s*(?:to|for|on)\s+(?P<target>[^:]{1,300}?))?"
_HEAD = re.compile(
    rf"{_KIND}{_NUMBER}{_TARGET}\s*(?:\.?\s*(?P<end>:)|[.]?\s*$|$)\s*", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"(?P<number>\d{1,3})\.\s*:?\s*$")
_ECCN_TARGET = re.compile(r"\b(?P<eccn>\d[A-E]\d{3})(?P<item>(?:\.(?:\d{1,3}|[a-z]{1,2})(?!\w))*)")
_PARAGRAPH_TARGET = re.compile(
    r"(?:sub)?(?:paragraphs?|items?)\s+\(?\.?(?P<item>[a-z]{1,2}(?:\.(?:\d{1,3}"
    r"|[a-z]{1,2})(?!\w))*)(?!\w)",
    re.IGNORECASE,
)
_DOT_TARGET = re.compile(r"\.(?P<item>[a-z](?:\.(?:\d{1,3}|[a-z]{1,2})(?!\w))*)(?!\w)")
_GROUP_TARGET = re.compile(
    r"Cat(?:egory)?\.?\s*(?P<category>\d)\b(?:.*?Product\s+Group\s+(?P<group>[A-E])\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NoteHead:
    """The head of a note: its kind as addresses say it, its number, what it names, the print."""

    kind: str
    number: str
    target: str
    printed: str

    @property
    def name(self) -> str:
        """Return what the address says after the unit of the note: "technical note 1"."""
        return f"{self.kind} {self.number}" if self.number else self.kind


@dataclass(frozen=True, slots=True)
class Target:
    """What a note names first: an ECCN ("": that of its entry) with levels, or a category."""

    eccn: str
    levels: Levels
    group: str = ""


def note_head(text: str) -> NoteHead | None:
    """Read the head of a note that opens folded text ("Note 1 to 3A090.a: ..."), else None."""
    found = _HEAD.match(text)
    if not found:
        return None
    kind = _kind(found["kind"])
    rest = _BARE_NUMBER.fullmatch(text[found.end() :]) if not found["number"] else None
    if rest:
        return NoteHead(kind, rest["number"], found["target"] or "", text)
    return NoteHead(kind, found["number"] or "", found["target"] or "", found[0].strip())


def line_head(text: str, *, loose: bool) -> NoteHead | None:
    """Read the head of a note that is written as a plain line; loose text needs its colon."""
    opening = text[:4].lower()
    if not opening.startswith(("n.b", "nb")) and (not text[:1].isupper() or "ote" not in text[:60]):
        return None
    head = note_head(text)
    return None if head is None or (loose and not head.printed.endswith(":")) else head


def next_in_series(text: str, kind: str) -> NoteHead | None:
    """Read a head that is a number only ("2."), which goes on with notes of `kind` before it."""
    found = _BARE_NUMBER.fullmatch(text)
    return NoteHead(kind, found["number"], "", text) if found and kind else None


def target_of(named: str) -> Target | None:
    """Return the first unit with an address that the words after "Note to" name, or None."""
    group = _GROUP_TARGET.search(named)
    if group:
        return Target(
            "",
            (),
            f"Category {group['category']}{' ' + group['group'].upper() if group['group'] else ''}",
        )
    eccn = _ECCN_TARGET.search(named)
    if eccn:
        return Target(eccn["eccn"], tuple(eccn["item"].split(".")[1:]))
    item = _PARAGRAPH_TARGET.match(named) or _DOT_TARGET.match(named)
    return Target("", tuple(item["item"].lower().split("."))) if item else None


@lru_cache(maxsize=256)
def _kind(printed: str) -> str:
    """Return the kind of a note for its address: singular, small letters, "N.B." as is."""
    words = printed.split()
    if words[0].upper().replace(".", "") in ("NB", "N"):
        return "N.B."
    plain = " ".join(words).lower()
    plain = re.sub(r"\bnotes$", "note", plain)
    return re.sub(r"\b(requirement|exception|control)s\b", r"\1", plain)

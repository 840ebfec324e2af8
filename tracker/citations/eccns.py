"""Export control classification numbers, alone and in lists.

`3A090.a.1`, `3A001.a.5, .b and 4A090`, `3B001.a.4, c, d`.
"""

from __future__ import annotations

import re

from tracker.citations.forms import DASH, GAP, RANGE, SPACE, carried
from tracker.citations.values import Citation, Eccn

HEAD = r"(?<![\w.$#-])(?-i:\d[A-E])\d{3}(?!\w)"
CALLED = r"\bECCNs?\s{1,24}(?=\d[a-e]\d{3}(?!\w))"
_HEAD = re.compile(rf"(?:ECCNs?{SPACE})?(?P<number>\d[A-E]\d{{3}})(?!\w)", re.IGNORECASE)
_ITEM = re.compile(r"(?:\.(?:[a-z]{1,2}|\d{1,3})(?!\w)){1,8}", re.IGNORECASE)
_STEP = r"(?:[a-z]{1,2}|\d{1,3})(?!\w)"
_MEMBER = re.compile(
    rf"(?P<dotted>\.{_STEP}(?:\.{_STEP}){{0,7}})"
    rf"|(?P<bare>[a-z](?!\w)(?:(?:\.{_STEP}){{1,7}}(?!\.\w)"
    rf"|(?=[,;:.)\]]|$|{SPACE}(?:and|or|to|through)\b|/|{DASH}|{SPACE}\()))"
)
_JOINT = re.compile(
    rf"{GAP}[,;]{GAP}(?:(?:and/or|and|or|&){SPACE})?|{SPACE}(?:and/or|and|or|&){SPACE}|/",
    re.IGNORECASE,
)
_TO_NUMBER = re.compile(r"(?P<number>\d[A-E]\d{3})(?!\w)")
_BEFORE = re.compile(
    r"\b(?:Suite|Ste\.?|Room|Rm\.?|Unit|Apt\.?|Flat|Floor|Building|Bldg\.?|Block|Box|Gate|Lot|Bay"
    r"|Model|Flight|"
    r"Part(?:\sNo\.)?|Serial(?:\sNo\.)?|Seat|Hall|Shop|House|Tower|Warehouse|Workshop|Plot|Door"
    r"|No\.)\s{1,3}\Z"
)
_AFTER = re.compile(
    r"\s{1,3}(?:[A-Z][\w.']*\s){0,2}(?:Street|St\.|Road|Rd\.?|Avenue|Ave\.?|Blvd\.?|Boulevard|Lane"
    r"|Ln\.?|Drive|Dr\.|Way|"
    r"Plaza|Tower|Building|Square|Court|Terrace|Block|District)\b|-(?:[A-Z0-9](?!\w{4}(?!\w))|\d)"
)


def read(text: str, at: int) -> tuple[list[Citation], int]:
    """Return the entry cited at `at` and the items listed behind it, and where they end."""
    head = _HEAD.match(text, at)
    if not head or _BEFORE.search(text[max(0, at - 20) : at]) or _is_other(text, head.end()):
        return [], at
    number, start = head["number"].upper(), head.start("number")
    steps, end = _item(text, head.end())
    found: list[Citation] = []
    while True:
        last, stop = _last(text, number, steps, end)
        item = ".".join(steps)
        found.append(Eccn(number, item, last, quote=text[start:stop], start=start, end=stop))
        following = _member(text, steps, stop)
        if not following:
            return found, stop
        steps, start, end = following


def _is_other(text: str, end: int) -> bool:
    """Tell whether what stands behind makes it a house number or a product.

    Such as `1A985 Main Street`, `3A001-X`.
    """
    after = _AFTER.match(text, end)
    return after is not None and not _TO_NUMBER.match(text, end + 1)


def _item(text: str, end: int) -> tuple[tuple[str, ...], int]:
    found = _ITEM.match(text, end)
    return (tuple(found[0][1:].lower().split(".")), found.end()) if found else ((), end)


def _last(text: str, number: str, steps: tuple[str, ...], end: int) -> tuple[str, int]:
    """Return the end of a range of entries or items, in full, and where it stands."""
    joint = RANGE.match(text, end)
    if not joint:
        return "", end
    other = _TO_NUMBER.match(text, joint.end())
    if other:
        ends, stop = _item(text, other.end())
        return ".".join((other["number"], *ends)), stop
    member = _MEMBER.match(text, joint.end())
    full = carried(steps, _steps(member)) if member and steps else None
    return (".".join((number, *full)), member.end()) if member and full else ("", end)


def _member(text: str, steps: tuple[str, ...], end: int) -> tuple[tuple[str, ...], int, int] | None:
    """Return the steps of an item that a list goes on with (`.b`, `c`), and where it stands."""
    joint = _JOINT.match(text, end)
    member = _MEMBER.match(text, joint.end()) if joint else None
    if not member or not (steps or member["dotted"]):
        return None
    given = _steps(member)
    full = carried(steps, given) if steps else given
    return (full or given, member.start(), member.end())


def _steps(member: re.Match[str]) -> tuple[str, ...]:
    return tuple((member["dotted"] or member["bare"]).strip(".").split("."))

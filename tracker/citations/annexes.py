"""Parts, subparts and what is annexed to them.

`parts 730-774`, `Supp. No. 4 to 15 CFR part 744`, `Pt. 744, App. A`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.citations.forms import (
    ANNEX_NUMBER,
    ANNEX_WORD,
    ANNEX_WORDS,
    CFR,
    FREE,
    GAP,
    JOINT,
    OTHER,
    RANGE,
    SPACE,
)  # fmt: skip
from tracker.citations.sections import (
    Place,
    entitled,
    is_of_other,
    listed,
    title_before,
    title_behind,
)  # fmt: skip
from tracker.citations.values import Annex, Citation, Home, Part, Section

CODE = rf"{FREE}\d{{1,2}}{GAP}{CFR}"
TITLED_CODE = rf"\btitle{SPACE}\d{{1,2}}{GAP}{CFR}"
PART_HEAD = rf"\b(?:parts?|pts?\.?){GAP}(?=\d)"
SUBPART = rf"\bsubparts?{SPACE}(?=[A-Z]{{1,2}}\b)"
ANNEX = rf"\b(?:{ANNEX_WORD})\b\.?(?:{GAP}(?:Nos?\b\.?|Numbers?\b|#))?{GAP}(?={ANNEX_NUMBER})"

_CHAPTER = (
    rf"(?:ch(?:apter|\.){SPACE}[IVX]{{1,6}}{GAP},?{GAP}"
    rf"(?:subch(?:apter|\.){SPACE}[A-Z]{GAP},?{GAP})?)?"
)
_CODE = re.compile(
    rf"(?:title{SPACE})?(?P<title>\d{{1,2}}){GAP}{CFR}{GAP},?{GAP}{_CHAPTER}", re.IGNORECASE
)
_UNIT = re.compile(
    rf"(?:(?P<word>parts?|pts?\.?|sections?|secs?\.?|§{{1,2}}){GAP})?(?=\d)", re.IGNORECASE
)
_PART = re.compile(rf"(?P<word>parts?|pts?\.?){GAP}(?=\d)", re.IGNORECASE)
_SUBPART = re.compile(
    rf"subparts?{SPACE}(?P<letter>[A-Z]{{1,2}})(?P<more>(?:{SPACE}(?:through|to|and){SPACE}|-"
    rf"|,{SPACE})[A-Z]{{1,2}}\b)?"
    rf"{SPACE}(?:of|to|in){SPACE}(?:(?P<title>\d{{1,2}}){GAP}{CFR}{GAP},?{GAP})?"
    rf"(?:part{GAP}(?P<part>\d{{1,4}}[a-z]?(?:-\d{{1,3}})?)(?!\w)(?!\.\d)"
    rf"|(?P<this>this{SPACE}part))",
    re.IGNORECASE,
)
_WORD = re.compile(
    rf"(?P<word>{ANNEX_WORD})\b\.?(?:{GAP}(?:Nos?\b\.?|Numbers?\b|#))?{GAP}", re.IGNORECASE
)
_NUMBER = re.compile(rf"(?:{ANNEX_NUMBER}){OTHER}", re.IGNORECASE)
_AGAIN = re.compile(
    rf"(?:(?:{ANNEX_WORD})\b\.?{GAP})?(?:Nos?\b\.?|Numbers?\b)?{GAP}", re.IGNORECASE
)
_HOME = re.compile(
    rf"(?:{GAP}\([^()]{{1,60}}\))?,?{SPACE}(?:to|of|in){SPACE}(?:the{SPACE})?"
    rf"(?:subpart{SPACE}(?P<subpart>[A-Z]{{1,2}}){SPACE}(?:of|to){SPACE})?"
    rf"(?:(?P<title>\d{{1,2}}){GAP}{CFR}{GAP},?{GAP}(?:(?:part|pt\.?){GAP})?|(?:part|pt\.?){GAP})"
    r"(?P<part>\d{1,4}[a-z]?(?:-\d{1,3})?)(?!\w)(?!\.\d)",
    re.IGNORECASE,
)
_THIS = re.compile(rf",?{SPACE}(?:to|of|in){SPACE}this{SPACE}(?:part|subpart)\b", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?:{GAP},{GAP}|{SPACE})(?:(?:to|at"
    rf"|in){SPACE})?(?:subpart{SPACE}(?P<subpart>[A-Z]{{1,2}})\b{GAP},?{GAP})?"
    rf"(?={ANNEX_WORD})",
    re.IGNORECASE,
)
_SUBPART_BEHIND = re.compile(
    rf"{GAP},?{GAP}subpart{SPACE}(?P<letter>[A-Z]{{1,2}})(?!\w)", re.IGNORECASE
)
_OF_THIS = re.compile(
    rf"{SPACE}of{SPACE}this{SPACE}(?:title|chapter|subtitle|subchapter)\b", re.IGNORECASE
)
_PLURAL = frozenset(("parts", "pts", "pts.", "sections", "secs", "secs.", "§§"))
_LAST_TITLE = 50
_MOST = 60
"""Annexes in one list."""
_LONG_PART = 3
"""Figures of a part that the word "part" alone makes one of the CFR."""


def read_code(text: str, at: int, home: Home | None) -> tuple[list[Citation], int]:
    """Return what is cited of a title of the CFR at `at`; a title alone is no citation."""
    head = _CODE.match(text, at)
    if not head or not 1 <= int(head["title"]) <= _LAST_TITLE:
        return [], at
    title, place = int(head["title"]), head.end()
    for reader in (read_annex, read_subpart):
        found, end = reader(text, place, Part(title, _part_of(home)))
        if found:
            return [replace(found[0], quote=text[at : found[0].end], start=at), *found[1:]], end
    unit = _UNIT.match(text, place)
    if not unit:
        return [], at
    word = (unit["word"] or "").lower()
    members, end = listed(text, (at, unit.end()), title, plural=word in _PLURAL)
    return _with_annexes(text, members, end)


def read_part(text: str, at: int, home: Home | None) -> tuple[list[Citation], int]:
    """Return the parts cited at `at` by the word "part".

    Their numbers are long, or short ones of a named law. Notices write "Part 748.11 of the EAR" for
    a section; with no law named, a number with a point is none.
    """
    head = _PART.match(text, at)
    if not head:
        return [], at
    plural = head["word"].lower() in _PLURAL
    said = title_before(text, at)
    members, end = listed(text, (at, head.end()), said, plural=plural)
    title = said or title_behind(text, end)
    if members and isinstance(members[0], Section) and title is not None:
        return entitled(list(members), title, home), end
    if not members or isinstance(members[0], Section):
        return [], at
    made, stop = _with_annexes(text, members, end)
    sure = title is not None or stop > end or _OF_THIS.match(text, end)
    if not sure and (len(members[0].number) < _LONG_PART or is_of_other(text, end)):
        return [], end
    title = title or title_behind(text, stop)
    return entitled(made, title, home), stop  # type: ignore[arg-type]


def _with_annexes(text: str, members: list[Place], end: int) -> tuple[list[Citation], int]:
    """Return the parts of a list, or what is annexed to the one part.

    Such as `part 744, supplement no. 4`.
    """
    last = members[-1] if members else None
    if not isinstance(last, Part) or last.last:
        return list(members), end
    behind = _BEHIND.match(text, end)
    if behind and (word := _WORD.match(text, behind.end())):
        annexes, stop = _numbers(text, last.start, word)
        if annexes:
            found = [
                replace(
                    annex,
                    title=last.title,
                    part=last.number,
                    subpart=(behind["subpart"] or "").upper(),
                )
                for annex in annexes
            ]
            return [*members[:-1], *found], stop
    if subpart := _SUBPART_BEHIND.match(text, end):
        stop = subpart.end()
        below = replace(
            last, subpart=subpart["letter"].upper(), quote=text[last.start : stop], end=stop
        )
        return [*members[:-1], below], stop
    return list(members), end


def read_subpart(text: str, at: int, home: Home | None) -> tuple[list[Citation], int]:
    """Return the subpart cited at `at`: `subpart B of part 922`; of several the first."""
    found = _SUBPART.match(text, at)
    number = found["part"] or _part_of(home) if found else ""
    if not found or not number:
        return [], at
    end = found.end()
    title = int(found["title"]) if found["title"] else title_behind(text, end)
    part = Part(title, number, found["letter"].upper(), quote=found[0], start=at, end=end)
    return entitled([part], title, home), end


def read_annex(text: str, at: int, home: Home | None) -> tuple[list[Citation], int]:
    """Return the annexes cited at `at` with their part behind.

    Such as `supplements nos. 4 and 7 to part 744`.
    """
    word = _WORD.match(text, at)
    found, end = _numbers(text, at, word) if word else ([], at)
    if not found:
        return [], at
    place = _HOME.match(text, end)
    if place:
        number, subpart = place["part"], (place["subpart"] or "").upper()
        stop = place.end()
        title = int(place["title"]) if place["title"] else title_behind(text, stop)
    elif (this := _THIS.match(text, end)) and _part_of(home):
        number, subpart, stop, title = _part_of(home), "", this.end(), None
    else:
        return [], end
    made = [replace(annex, part=number, subpart=subpart, title=title) for annex in found]
    if len(made) == 1:
        made = [replace(made[0], quote=text[at:stop], end=stop)]
    return entitled(made, title, home), stop  # type: ignore[arg-type]


def _part_of(home: Home | None) -> str:
    if home is None:
        return ""
    return home.number if isinstance(home, Part) else home.part


def _numbers(text: str, start: int, word: re.Match[str]) -> tuple[list[Annex], int]:
    """Return the annexes of a list of numbers, without their part; the first begins at `start`."""
    short = ANNEX_WORDS[word["word"].lower()]
    found: list[Annex] = []
    at = word.end()
    while len(found) < _MOST and (number := _NUMBER.match(text, at)):
        end, last = number.end(), ""
        joint = RANGE.match(text, end)
        if joint and (upto := _NUMBER.match(text, joint.end())):
            last, end = upto[0], upto.end()
        found.append(
            Annex(None, "", short, number[0], "", last, quote=text[start:end], start=start, end=end)
        )
        joint = JOINT.match(text, end)
        if not joint:
            break
        start = joint.end()
        again = _AGAIN.match(text, start)
        at = again.end() if again else start
    return found, found[-1].end if found else start

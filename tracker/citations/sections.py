"""Sections of the CFR with their paragraphs, alone and in lists.

`§§ 744.11 and .12`, `734.9(e)(2)(i)-(ii)`.

A member of a list that prints only its last steps is named in full. The title is the printed one,
that of the law named beside ("of the EAR", "EAR § 744.23"), or that of the home of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeAlias

from tracker.citations.forms import (
    CFR,
    DASH,
    GAP,
    JOINT,
    LABEL,
    OTHER,
    PART,
    RANGE,
    SECTION,
    SIGN,
    SPACE,
    TAIL,
    carried,
)  # fmt: skip
from tracker.citations.values import Citation, Home, Paragraph, Part, Section

Place: TypeAlias = Section | Part

_SHAPE = rf"\d{{1,4}}[A-Za-z]{{0,2}}(?:{DASH}\d{{1,3}}[A-Za-z]?)?\.\d"
HEAD = rf"(?:§{{1,2}}{GAP}|\b(?:sections?|secs?\.?){GAP})(?={_SHAPE})"
BARE = r"(?<![\w.$€£,/-])(?=\d{3,4}\.\d{1,3}\([A-Za-z0-9]{1,4}\))"
"""A section by its number alone is one where it is too long for a figure and a label follows."""
PARAGRAPH = rf"(?:\b(?:sub)?paragraphs?|\bparas?\b\.?|¶{{1,2}}){GAP}(?=\()"

_DASHES = re.compile(DASH)
_HEAD = re.compile(rf"(?P<sign>§{{1,2}}|sections?|secs?\.?)?{GAP}(?={_SHAPE})", re.IGNORECASE)
_PARAGRAPH = re.compile(PARAGRAPH, re.IGNORECASE)
_SECTION, _PART = re.compile(SECTION), re.compile(PART)
_SIGN, _TAIL, _LABEL = re.compile(SIGN), re.compile(TAIL), re.compile(LABEL)
_LABEL_APART = re.compile(r"[ \u00a0](?=\(\s?(?:\d{1,2}|[A-Za-z]|[ivx]{2,4})\s?\))")
_SHORT = re.compile(r"(\.\d{1,5}[A-Za-z]{0,3})(?!\w)(?!\.\d)")
_LAST_FIGURES = re.compile(r"(\d{1,5})(?!\w)(?!\.\d)")
_HYPHEN = re.compile(rf"{DASH}(\d{{1,3}}[A-Za-z]?)(?!\w)(?!\.\d)")
_FREE_OF_MEASURE = re.compile(OTHER, re.IGNORECASE)
_LAWS = {"ear": 15, "export": 15, "itar": 22, "international": 22}
_LAW = (
    rf"(?P<law>EAR\b|ITAR\b|Export{SPACE}Administration{SPACE}Regulations"
    rf"|International{SPACE}Traffic{SPACE}in{SPACE}Arms{SPACE}Regulations)"
)
_BEHIND = re.compile(
    rf"{GAP},?{SPACE}of{SPACE}(?:the{SPACE})?(?:{_LAW}|title{SPACE}(?P<title>\d{{1,2}})\b"
    rf"|(?P<cfr>\d{{1,2}}){GAP}{CFR})",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(EAR|ITAR)(?:\s(?:at|in))?,?\s{1,3}\Z")
_STANDARD = re.compile(r"(?<![A-Za-z])(?!EAR|ITAR|CFR)[A-Z]{2,8}\s\Z")
"""A standard is called by capitals and a number: `ISO 9001.2(a)`."""
_OF_OTHER = re.compile(
    rf"{SPACE}of{SPACE}(?:the|this|that|an?|our|its|such|each){SPACE}"
    rf"(?!{_LAW.replace('?P<law>', '?:')}"
    r"|regulations|rules|CFR|Code|chapter|title|subtitle|subchapter)\w",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"{SPACE}of{SPACE}(?:(?P<this>this{SPACE}section\b)"
    rf"|(?:(?P<title>\d{{1,2}}){GAP}{CFR}{GAP},?{GAP})?(?:§{{1,2}}{GAP}|(?:sections?"
    rf"|secs?\.?){GAP})?(?={_SHAPE})"
    r"|(?P<other>\w))",
    re.IGNORECASE,
)
_PLURAL = frozenset(("§§", "sections", "secs", "secs.", "parts", "pts", "pts."))
_WITHOUT_TAILS = frozenset((26, 41, 48))
"""Titles in which a hyphen behind the number of a section belongs to it: `52.204-21`, `1.482-1`."""
_LONG_PART = 3
"""Figures of the part of a section that is no clause of an agreement ("section 5.3")."""


def read(text: str, at: int, home: Home | None) -> tuple[list[Citation], int]:
    """Return the sections cited at `at` by a sign, by the word "section", or bare with a label."""
    head = _HEAD.match(text, at)
    if not head:
        return [], at
    sign = (head["sign"] or "").lower()
    if not sign and _STANDARD.search(text[max(0, at - 12) : at]):
        return [], at
    said = title_before(text, at)
    found, end = listed(text, (at, head.end()), said, plural=sign in _PLURAL)
    if not found:
        return [], at
    title = said or title_behind(text, end)
    part = found[0].number.partition(".")[0]
    if title is None and len(part) < _LONG_PART and (sign[:1] == "s" or _OF_OTHER.match(text, end)):
        return [], end
    return entitled(found, title, home), end


def entitled(found: list[Place], title: int | None, home: Home | None) -> list[Citation]:
    """Return the citations with their title: the one given, else that of the home."""
    known = title if title is not None else home.title if home else None
    return [
        section if section.title is not None else replace(section, title=known) for section in found
    ]


def title_behind(text: str, end: int) -> int | None:
    """Return the title that the law named behind a citation makes sure.

    Such as `of the EAR`, `of title 15`.
    """
    found = _BEHIND.match(text, end)
    if not found:
        return None
    if found["law"]:
        return _LAWS[found["law"].split()[0].lower()]
    return int(found["title"] or found["cfr"])


def title_before(text: str, at: int) -> int | None:
    """Return the title of the law named right before a citation: `EAR § 744.23`."""
    found = _BEFORE.search(text[max(0, at - 12) : at])
    return _LAWS[found[1].lower()] if found else None


def is_of_other(text: str, end: int) -> bool:
    """Tell whether a citation is said to be of something that is no body of regulations."""
    return _OF_OTHER.match(text, end) is not None


def listed(
    text: str, span: tuple[int, int], title: int | None, *, plural: bool
) -> tuple[list[Place], int]:
    """Return the sections or parts of a list and its end.

    The words of the first begin at `span[0]`.
    """
    start, at = span
    found: list[Place] = []
    member: tuple[Place, int] | None = _section_at(text, at, title) or _part_at(text, at, title)
    while member:
        value, end = _ranged(text, *member)
        found.append(replace(value, quote=text[start:end], start=start, end=end))
        joint = JOINT.match(text, end)
        if not joint:
            break
        start = joint.end()
        member = _next(text, start, found, plural=plural)
    return found, found[-1].end if found else at


def _next(text: str, at: int, found: list[Place], *, plural: bool) -> tuple[Place, int] | None:
    """Return the next member of a list, in full; None where the list is at its end."""
    first, before = found[0], found[-1]
    sign = _SIGN.match(text, at)
    number = sign.end() if sign else at
    member = _section_at(text, number, first.title) or (
        None if sign or isinstance(before, Section) else _part_at(text, at, first.title)
    )
    if member:
        free = _FREE_OF_MEASURE.match(text, member[1]) is not None
        alike = plural or _is_as_long(member[0], first)
        return member if sign or (alike and free) else None
    return _shortened(text, at, before) if isinstance(before, Section) else None


def _is_as_long(member: Place, first: Place) -> bool:
    """Tell whether a number has as many figures as the first one, or more as a section may."""
    size, own = len(_figures(first)), len(_figures(member))
    return own == size or (isinstance(member, Section) and first.title is not None and own > size)


def _shortened(text: str, at: int, before: Section) -> tuple[Section, int] | None:
    """Return a member that leaves out what it shares with the section before: `.12`, `(b)`."""
    if short := _SHORT.match(text, at):
        labels, end = labels_at(text, short.end())
        return Section(before.title, before.part + short[1], labels), end
    labels, end = labels_at(text, at)
    full = carried(before.labels, labels) if labels and before.labels else None
    return (Section(before.title, before.number, full), end) if full else None


def _figures(value: Place) -> str:
    return value.number.partition(".")[0]


def _section_at(text: str, at: int, title: int | None) -> tuple[Section, int] | None:
    found = _SECTION.match(text, at)
    if not found:
        return None
    number, end = _DASHES.sub("-", found[0]), found.end()
    tail = _TAIL.match(text, end)
    if tail and _belongs(number, tail, title):
        number, end = f"{number}{tail['labels']}-{tail['figures']}{tail['letters']}", tail.end()
    labels, end = labels_at(text, end)
    return Section(title, number, labels), end


def _belongs(number: str, tail: re.Match[str], title: int | None) -> bool:
    """Tell whether `-1` behind a section is of its number, no range as in `744.12-14`."""
    if tail["labels"] or tail["letters"] or title in _WITHOUT_TAILS:
        return True
    own, figures = number.rpartition(".")[2], tail["figures"]
    return not (own.isdigit() and len(figures) == len(own) and int(figures) > int(own))


def labels_at(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """Return the labels `(a)(3)` that stand at a place and their end.

    One blank between them is forgiven.
    """
    labels: list[str] = []
    apart = _LABEL_APART.match(text, at)
    while found := _LABEL.match(text, apart.end() if apart else at):
        labels.append(found[1])
        at = found.end()
        apart = _LABEL_APART.match(text, at)
    return tuple(labels), at


def _part_at(text: str, at: int, title: int | None) -> tuple[Part, int] | None:
    found = _PART.match(text, at)
    if not found:
        return None
    hyphen = _HYPHEN.match(text, found.end())
    if hyphen and (title == 41 or not _is_later(found[0], hyphen[1])):  # noqa: PLR2004 (60-1)
        return Part(title, f"{found[0]}-{hyphen[1]}"), hyphen.end()
    return Part(title, found[0]), found.end()


def _is_later(first: str, last: str) -> bool:
    """Tell whether a number behind a hyphen ends a range that begins with the one before it."""
    return first.isdigit() and last.isdigit() and int(_in_full(first, last)) > int(first)


def _in_full(first: str, last: str) -> str:
    """Return `774` for the `74` of `730-74`."""
    return first[: -len(last)] + last if 1 < len(last) < len(first) else last


def _ranged(text: str, value: Place, end: int) -> tuple[Place, int]:
    """Return a citation with the end of the range that it begins, where it begins one."""
    joint = RANGE.match(text, end)
    if not joint:
        return value, end
    sign = _SIGN.match(text, joint.end())
    at = sign.end() if sign else joint.end()
    if isinstance(value, Part):
        last = _PART.match(text, at)
        if (
            not last
            or not _is_later(value.number, last[0])
            or not _FREE_OF_MEASURE.match(text, last.end())
        ):
            return value, end
        return replace(value, last=_in_full(value.number, last[0])), last.end()
    return _ranged_section(text, value, end, at)


def _ranged_section(text: str, value: Section, end: int, at: int) -> tuple[Section, int]:
    if member := _section_at(text, at, value.title):
        return replace(value, last=f"{member[0].number}{member[0].paragraph}"), member[1]
    if short := _SHORT.match(text, at):
        labels, stop = labels_at(text, short.end())
        return replace(value, last=str(Section(None, value.part + short[1], labels))[2:]), stop
    last, stop = _last_label(text, value.labels, at)
    if last:
        return replace(value, last=last), stop
    figures = _LAST_FIGURES.match(text, at)
    own = value.number.rpartition(".")[2]
    if figures and not value.labels and len(figures[1]) == len(own) and own < figures[1]:
        return replace(value, last=f"{value.part}.{figures[1]}"), figures.end()
    return value, end


def read_paragraphs(text: str, at: int, home: Home | None) -> tuple[list[Citation], int]:
    """Return the paragraphs cited at `at`, as sections where the text or its home names theirs."""
    head = _PARAGRAPH.match(text, at)
    found, end = _paragraphs(text, at, head.end()) if head else ([], at)
    if not found:
        return [], at
    of = _OF.match(text, end)
    if of and not of["this"] and not of["other"]:
        title = int(of["title"]) if of["title"] else None
        member = _section_at(text, of.end(), title)
        if member:
            section, end = member
            title = title if title is not None else title_behind(text, end)
            made = [_below(section, paragraph) for paragraph in found]
            if len(made) == 1:
                made = [replace(made[0], quote=text[at:end], end=end)]
            return entitled(list(made), title, home), end
    if isinstance(home, Section) and not (of and of["other"]):
        return [_below(replace(home, labels=()), paragraph) for paragraph in found], end
    return list(found), end


def _below(section: Section, paragraph: Paragraph) -> Section:
    """Return a paragraph as one of a section, or of a paragraph of it."""
    last = f"{section.paragraph}{paragraph.last}" if paragraph.last else ""
    labels = (*section.labels, *paragraph.labels)
    made = Section(section.title, section.number, labels, last)
    return replace(made, quote=paragraph.quote, start=paragraph.start, end=paragraph.end)


def _paragraphs(text: str, start: int, at: int) -> tuple[list[Paragraph], int]:
    """Return the paragraphs of a list of labels; the words of the first begin at `start`."""
    found: list[Paragraph] = []
    labels, end = labels_at(text, at)
    while labels:
        joint = RANGE.match(text, end)
        last, end = _last_label(text, labels, joint.end()) if joint else ("", end)
        end = end if last or not joint else joint.start()
        found.append(Paragraph(labels, last, quote=text[start:end], start=start, end=end))
        joint = JOINT.match(text, end)
        if not joint:
            break
        start = joint.end()
        given, end = labels_at(text, start)
        labels = carried(labels, given) or () if given else ()
    return found, found[-1].end if found else at


def _last_label(text: str, labels: tuple[str, ...], at: int) -> tuple[str, int]:
    """Return the label at the end of a range, in full, and its end.

    Nothing where none stands there.
    """
    given, end = labels_at(text, at)
    full = carried(labels, given) if given and labels else None
    return ("".join(f"({label})" for label in full), end) if full else ("", at)

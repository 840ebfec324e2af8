"""Legal labels, as they are read at the start of a paragraph.

`(a)(1)(i)(A)(1)(i)`, and outlines such as `A. 1. a.`.

One printed label can be read in several ways: `(i)` is the letter after (h) or a roman one, `(2)`
is level two or, where the source lost its italics, level five. This module only lists the readings;
`levels` chooses among them by what stands before and after.

    (a) <I>Title.</I>-(1) <I>Scope.</I> (i) Text         three labels in one paragraph
    ^^^                ^^^             ^^^
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.markup import ZERO_WIDTH
from tracker.structure import prices
from tracker.structure.names import without_zero_width
from tracker.structure.readings import Reading, readings


class Label(NamedTuple):
    """A label found in a paragraph.

    Where it stands in the raw text, how it is printed, what it may mean.

    `accept` and `refuse` are the prices of taking it for a label and of leaving it in the text;
    `joined` labels follow another one in the same paragraph and fall with it. `after` is the label
    that follows at once, `(1)` of `(a)(1)`; `path` holds what a label in such a run may mean where
    those before it only name items that are open already.
    """

    start: int
    end: int
    name: str
    printed: str
    readings: tuple[Reading, ...]
    accept: float = 0.0
    refuse: float | None = None
    joined: bool = False
    path: tuple[Reading, ...] = ()
    after: Label | None = None


Spans = tuple[tuple[int, int], ...]
"""Where the raw text of a paragraph is in italics."""

_NAME = r"\(\s*([a-z]{1,5}|[A-Z]{1,5}|\d{1,3}|[a-z]-\d{1,2}|\d{1,3}-?[a-z])\s*\)"
_GAP = rf"[\s{ZERO_WIDTH}]"
STARS = "*†‡"
"""Marks of a footnote or an amendment that may stand before a label; they belong to the text."""

_STARRED = rf"(?:[{STARS}]{{1,3}}{_GAP}*)?"
_OPENING = re.compile(rf"{_GAP}*{_STARRED}{_NAME}")
_TO = r"\s*(?:through|and|to|or|[-–—,])\s*"
_RANGE = re.compile(rf"{_GAP}*{_STARRED}{_NAME}{_TO}{_NAME}\s*(?=[\[.]|$)")
_RANGE_AHEAD = re.compile(rf"{_TO}\(")
_NEXT = re.compile(rf"{_GAP}*{_NAME}")
_DASH = r"(?:[—―]|--|\s-(?=\s))"
"""A dash that sets off a title; typed as two hyphens, or as one between spaces."""
_AFTER_TITLE = re.compile(rf"[\s{ZERO_WIDTH}”\"’'.:;,]*+(?:[—–―]|--?)?{_GAP}*{_NAME}\s*(?=\S)")
_PLAIN_TITLE = re.compile(
    rf"[^.;:()]{{0,160}}?(?:(?P<bare>^{_GAP}*{_DASH}{_GAP}*)|{_DASH}{_GAP}*"
    rf"|\.\s{_GAP}*){_NAME}\s*(?=\S)"
)
_TITLE_LENGTH = 240
_AFTER_DASH = re.compile(r"[:—―-](?:(?<=[:—―])|(?<=--)|(?<=\s-)(?=\s))\s*\(([1iAa])\)\s*(?=\S)")
_SECOND = {"1": "(2)", "i": "(ii)", "A": "(B)", "a": "(b)"}
_DOTTED = re.compile(rf"{_GAP}*{_STARRED}([A-Z]{{1,5}}|[a-z]{{1,5}}|\d{{1,3}})\.\s+(?=\S)")
_DOTTED_RUN = re.compile(
    rf"{_GAP}*{_STARRED}(?:(?:[A-Z]|[a-z]|[ivx]{{2,4}}|\d{{1,2}})\.){{2,6}}\s+(?=\S)"
)
_DOTTED_NAME = re.compile(r"(\w+)\.\s*")
_LISTED = r"(?:\s*+(?:,\s*+(?:and|or)?|and|or|and/or|through|to|[-–—])\s*+(?:\([\w-]{1,5}\)\s*+)+)*"
_DIVISIONS = (
    "section|paragraph|subparagraph|part|subpart|chapter|subchapter|title|appendix|supplement"
)
_CITED = re.compile(rf"{_LISTED}\s*of\s+(?:(?:this|that|such)\s+(?:{_DIVISIONS})\b|§|section\s+\d)")
_LONGEST_LIST = 120
_MOST_BEHIND = 8
"""Labels behind the first one of a paragraph: more levels than the law knows."""
_SPACES = re.compile(r"\s*[“\"‘'(]?\s*")


def opening(raw: str, italics: Spans) -> tuple[Label, ...]:
    """Return the labels that open a paragraph, in order.

    `(a)`, `(a)(1)`, `(a) Title.-(1)`, `(a) through (c) [Reserved]`, `1.`.
    """
    first = _OPENING.match(raw)
    if not first:
        return _dotted(raw)
    if (
        _RANGE_AHEAD.match(raw, first.end())
        and (ranged := _RANGE.match(raw))
        and (whole := _range(ranged))
    ):
        return whole
    label = _label(first, italics)
    if not label.readings:
        return ()
    found = [label, *_behind(raw, label.end, italics)]
    run = 1
    while run < len(found) and found[run].path:
        run += 1
    end = found[run - 1].end
    if raw.find("of", end, end + _LONGEST_LIST - 1) >= 0 and _CITED.match(
        raw, end, end + 2 * _LONGEST_LIST
    ):
        if run > 1:
            return ()
        found[0] = label._replace(refuse=prices.CITED_ALONE)
    return _linked(found, run) if run > 1 else tuple(found)


def _linked(found: list[Label], run: int) -> tuple[Label, ...]:
    """Return labels of which the first `run` stand side by side, each of them knowing the next."""
    for place in range(run - 2, -1, -1):
        found[place] = found[place]._replace(after=found[place + 1])
    return tuple(found)


def _behind(raw: str, start: int, italics: Spans) -> list[Label]:
    """Return the labels that follow the first one of a paragraph.

    Those that follow at once may be any items, those behind words only the first of a list.
    """
    run: list[Label] = []
    while len(run) < _MOST_BEHIND and (label := _next_of_run(raw, start, italics)):
        run.append(label)
        start = label.end
    return [*run, *inner(raw, start, italics)][:_MOST_BEHIND]


def inner(raw: str, start: int, italics: Spans) -> tuple[Label, ...]:
    """Return the labels that follow a defined term or a title, from `start` on."""
    found: list[Label] = []
    while len(found) < _MOST_BEHIND and (label := _next_first(raw, start, italics)):
        found.append(label)
        start = label.end
    return tuple(found)


def _next_first(raw: str, start: int, italics: Spans) -> Label | None:
    """Find the first label of a list, at once or behind words."""
    at_once = _at_once(raw, start, italics)
    first = _first_of_list(at_once) if at_once else None
    return first or _after_words(raw, start, italics)


def _after_words(raw: str, start: int, italics: Spans) -> Label | None:
    return (
        _after_title(raw, start, italics)
        or _after_plain_title(raw, start, italics)
        or _after_dash(raw, start, italics)
    )


def _label(
    match: re.Match[str],
    italics: Spans,
    accept: float = 0.0,
    refuse: float | None = None,
    joined: bool = False,
) -> Label:
    group = match.lastindex or 1
    name, at = match[group], match.start(group)
    is_italic = any(begin <= at < end for begin, end in italics)
    bracket = match.string.rfind("(", 0, at)
    return Label(
        bracket,
        match.end(),
        name,
        f"({name})",
        readings(name, is_italic, False),
        accept,
        refuse,
        joined,
    )


def _first_of_list(label: Label) -> Label | None:
    """Return the label with only the readings that begin a list, or None.

    Inside a paragraph nothing else is a label.
    """
    starts = tuple(reading for reading in label.readings if reading.ordinal == 1)
    return (
        Label(
            label.start,
            label.end,
            label.name,
            label.printed,
            starts,
            label.accept,
            label.refuse,
            True,
        )
        if starts
        else None
    )


def _at_once(raw: str, start: int, italics: Spans) -> Label | None:
    """Find a label that follows at once, whatever it may mean."""
    found = _NEXT.match(raw, start)
    if not found:
        return None
    ranged = _RANGE.match(raw, start) if _RANGE_AHEAD.match(raw, found.end()) else None
    return next(iter(_range(ranged)), None) if ranged else _label(found, italics)


def _next_of_run(raw: str, start: int, italics: Spans) -> Label | None:
    """Find the next label of a run such as `(c)(2)(i)`: the first of a list or any other item."""
    label = _at_once(raw, start, italics)
    if label is None or not label.readings:
        return None
    if first := _first_of_list(label):
        return first._replace(path=label.readings)
    refuse = prices.CLOSE if label.start == start else prices.SPACED
    return label._replace(readings=(), path=label.readings, refuse=refuse, joined=True)


def _after_title(raw: str, start: int, italics: Spans) -> Label | None:
    """Find a label after an italic title that itself follows a label.

    `<I>Title.</I>-(1)`, `<I>Title.</I> (1)`.
    """
    begin = _SPACES.match(raw, start).end()  # type: ignore[union-attr]  # matches always
    end = begin
    for left, right in italics:
        if left <= begin < right or (end < left <= end + 4 and end > begin):
            end = right
    found = _AFTER_TITLE.match(raw, end) if end > begin else None
    return _first_of_list(_label(found, italics, 0.0, prices.BEHIND_TITLE)) if found else None


def _after_plain_title(raw: str, start: int, italics: Spans) -> Label | None:
    """Find a label after a title whose italics are lost.

    It is one only if the paragraphs that follow go on with it.
    """
    bracket = raw.find("(", start, start + _TITLE_LENGTH)
    before = raw[start:bracket].rstrip() if bracket >= 0 else ""
    if (
        bracket < 0
        or (before if before.isascii() else without_zero_width(before))[-1:] not in "—―-."
    ):
        return None
    found = _PLAIN_TITLE.match(raw[start : start + _TITLE_LENGTH])
    if not found:
        return None
    label = _label(found, tuple((left - start, right - start) for left, right in italics))
    bare = found["bare"] is not None
    shifted = Label(
        label.start + start,
        label.end + start,
        label.name,
        label.printed,
        label.readings,
        0.0 if bare else prices.BEHIND_PLAIN_TITLE,
        prices.BEHIND_TITLE if bare else 0.0,
    )
    return _first_of_list(shifted)


def _after_dash(raw: str, start: int, italics: Spans) -> Label | None:
    """Find a label after a dash or colon whose list goes on in later paragraphs."""
    found = _AFTER_DASH.search(raw, start) if raw.find("(", start) >= 0 else None
    if not found or _SECOND[found[1]] in raw[found.end() :]:
        return None
    return _first_of_list(_label(found, italics, prices.BEHIND_PLAIN_TITLE, 0.0))


def _range(found: re.Match[str]) -> tuple[Label, ...]:
    """Return a range as one label that stands where its first item would, and lasts to its last."""
    starts = {reading.style: reading.ordinal for reading in readings(found[1], False, False)}
    both = tuple(
        reading
        for reading in readings(found[2], False, False)
        if starts.get(reading.style, reading.ordinal) < reading.ordinal
    )
    if not both:
        return ()
    until = tuple(
        Reading(label.style, starts[label.style], label.price, label.ordinal) for label in both
    )
    bracket = found.string.rfind("(", 0, found.start(1))
    return (
        Label(
            bracket,
            found.end(),
            f"{found[1]})-({found[2]}",
            " ".join(found.string[bracket : found.end()].split()),
            until,
        ),
    )


def _dotted(raw: str) -> tuple[Label, ...]:
    found = _DOTTED.match(raw)
    read = readings(found[1], False, True) if found else ()
    if not found or not read:
        return ()
    label = Label(found.start(1), found.end(), found[1], f"{found[1]}.", read, 0.0, prices.DOTTED)
    second = _DOTTED.match(raw, label.end)
    starts = (
        tuple(reading for reading in readings(second[1], False, True) if reading.ordinal == 1)
        if second
        else ()
    )
    if not second or not starts:
        return (label,)
    return (
        label,
        Label(
            second.start(1),
            second.end(),
            second[1],
            f"{second[1]}.",
            starts,
            0.0,
            prices.SECOND_DOTTED,
            True,
        ),
    )


def dotted_run(raw: str) -> tuple[Label, ...]:
    """Return the labels of `A.1.a.`, which are such only where the first name open items."""
    run = _DOTTED_RUN.match(raw) if "." in raw[:8] else None
    found: list[Label] = []
    if not run:
        return ()
    for name in _DOTTED_NAME.finditer(run[0]):
        read = readings(name[1], False, True)
        if not read:
            return ()
        joined = bool(found)
        refuse = None if joined else prices.CLOSE
        start, end, printed = name.start(1), name.end(), f"{name[1]}."
        found.append(Label(start, end, name[1], printed, (), 0.0, refuse, joined, read))
    return _linked(found, len(found))

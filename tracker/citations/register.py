"""Pages of the Federal Register: `69 FR 46070, 46074, Aug. 2, 2004`, `89 Fed. Reg. at 96,790`.

A list of pages gives a value for each page that one rule can have; the day at its end is that of
all.
"""

from __future__ import annotations

import re

from tracker.citations.days import DAY, day_of
from tracker.citations.forms import DASH, FREE, GAP, REGISTER, SPACE
from tracker.citations.values import Citation, Page

HEAD = rf"{FREE}\d[\dlI]{{0,2}}{GAP}{REGISTER}"
_NUMBER = r"(?:\d{1,3},\d{3}(?!\d)|\d{1,6})(?![\d/])"
_FIRST = re.compile(
    rf"(?P<volume>\d[\dlI]{{0,2}})(?P<apart>{GAP}){REGISTER}(?P<gap>{GAP})"
    rf"(?:,?{GAP}(?:at|pp?\.|pages?){SPACE})?(?P<page>{_NUMBER})",
    re.IGNORECASE,
)
_NEXT_VOLUME = rf"(?!{GAP}(?:{REGISTER}|CFR|C\.|U\.S|Stat\.))"
_MORE = re.compile(
    rf"(?:,\s{{1,3}}(?:at\s)?|{SPACE}at{SPACE})(?P<page>\d{{1,3}},\d{{3}}(?!\d)|\d{{2,6}}"
    rf"|\d(?=(?:,\s{{1,3}}|\s\(){DAY}))"
    rf"(?![\d/-]){_NEXT_VOLUME}"
    rf"|,?{SPACE}and{SPACE}(?:at\s)?(?P<last>\d{{1,3}},\d{{3}}(?!\d)|\d{{3,6}})(?=[,;.)\]]|\s\("
    rf"|$){_NEXT_VOLUME}",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"(?:(?P<tight>{DASH})|{GAP}{DASH}{GAP}|{SPACE}(?:through"
    rf"|to){SPACE})(?P<page>{_NUMBER}){_NEXT_VOLUME}",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\s{{0,3}},?\s{{0,3}}(?:(?P<open>[(\[])|\b)(?:(?:dated|published(?:\son)?|of"
    rf"|on)\s{{1,3}})?{DAY}(?(open)[)\]])?",
    re.IGNORECASE,
)
_LONGEST = 1500
"""No rule has more pages; a larger number after a citation is no page of it."""


def read(text: str, at: int) -> tuple[list[Citation], int]:
    """Return the pages of the citation that begins at `at`, and where it ends."""
    found = _FIRST.match(text, at)
    if not found or _is_product(found):
        return [], at
    volume = int(found["volume"].translate(_ONES))
    first = _number(found["page"])
    spots = [(first, at, found.end())]
    last, end = _range(text, first, found.end())
    spots[0] = (first, at, end)
    while more := _MORE.match(text, end):
        page = _number(more["page"] or more["last"])
        if not first < page < first + _LONGEST:
            break
        end = more.end()
        spots.append((page, more.start("page" if more["page"] else "last"), end))
    day = _DAY.match(text, end)
    named = day_of(day) if day else None
    if day and named:
        end = day.end()
        spots[-1] = (*spots[-1][:2], end)
    ends = [last, *(None for _ in spots[1:])]
    pages = [
        Page(volume, page, named, upto, quote=text[start:stop], start=start, end=stop)
        for (page, start, stop), upto in zip(spots, ends, strict=True)
    ]
    return list(pages), end


_ONES = str.maketrans("lLI", "111")
"""Old scans print a small L for a one."""


def _is_product(found: re.Match[str]) -> bool:
    """Tell whether `FR` belongs to the figure behind it, as in "10 FR4 laminates"."""
    return bool(found["apart"]) and not found["gap"] and len(found["page"]) <= len("99")


def _range(text: str, first: int, end: int) -> tuple[int | None, int]:
    """Return the last page of a range, `4544-69` read as 4569, and where it ends."""
    found = _TO.match(text, end)
    if not found:
        return None, end
    printed = found["page"].replace(",", "")
    if found["tight"] and len(printed) < len(str(first)):
        printed = str(first)[: -len(printed)] + printed
    last = int(printed)
    return (last, found.end()) if first < last < first + _LONGEST else (None, end)


def _number(printed: str) -> int:
    return int(printed.replace(",", ""))

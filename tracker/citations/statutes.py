"""Statutes and orders.

The United States Code, public laws, Statutes at Large, Executive orders, their compilation.
"""

from __future__ import annotations

import re

from tracker.citations.forms import CFR, DASH, FREE, GAP, JOINT, LABEL, OTHER, SPACE, USC
from tracker.citations.values import Citation, Code, Compilation, Law, Order, Statute

CODE = rf"{FREE}\d{{1,2}}{GAP},?{GAP}{USC}"
NAMED_CODE = rf"\bsections?{SPACE}\d{{1,5}}[a-z]{{0,3}}\b"
LAW = rf"\b(?:Pub(?:lic|\.){GAP}L(?:aws?|\.)|P\.{GAP}L\.|PL){GAP}(?:Nos?\.?{GAP})?\d"
STATUTE = rf"{FREE}\d{{1,3}}{GAP}Stat\.{GAP}\d"
ORDER = r"\b(?:Exec(?:utive|\.)\s{0,24}Orders?|(?-i:E\.\s{0,24}O\.|E\.?O\.?s?))(?![a-z])"
COMPILATION = rf"{FREE}3{GAP}{CFR}{GAP},?{GAP}(?:\d{{4}}|\d{{1,4}}{GAP}\(\d{{4}})"

_CODE = re.compile(
    rf"(?P<title>\d{{1,2}}){GAP},?{GAP}{USC}{GAP},?{GAP}(?P<app>app(?:endix)?\b\.?)?"
    rf"{GAP}(?:(?P<sign>sections?|secs?\.?|§{{1,2}}){GAP})?(?=\d)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"sections?{SPACE}(?=\d{{1,5}}[a-z]{{0,3}}(?:\(\w{{1,5}}\)){{0,5}}{SPACE}of{SPACE}title{SPACE}"
    rf"(?P<title>\d{{1,2}}){GAP},?{GAP}(?:of{SPACE}the{SPACE})?{USC})",
    re.IGNORECASE,
)
_SECTION = re.compile(
    rf"(?P<digits>\d{{1,5}})(?P<letters>[A-Za-z]{{0,3}})(?!\w)(?!\.\d)(?!,\d{{3}}){OTHER}"
)
_HYPHEN = re.compile(rf"{DASH}(?P<digits>\d{{1,5}})(?P<letters>[A-Za-z]{{0,3}})(?!\w)(?!\.\d)")
_LETTERS = re.compile(rf"{DASH}([a-z]{{1,3}})(?!\w)")
_LAST = re.compile(
    rf"{SPACE}(?:{DASH}|through|thru"
    rf"|to){SPACE}(?P<last>\d{{1,5}}[A-Za-z]{{0,3}}(?:-\d{{1,3}})?)(?!\w)(?!\.\d)",
    re.IGNORECASE,
)
_LABEL = re.compile(LABEL)
_ET_SEQ = re.compile(rf"{GAP},?{GAP}et\.?{SPACE}seq\b\.?", re.IGNORECASE)
_LAW = re.compile(
    rf"(?:(?:Pub(?:lic|\.){GAP}L(?:aws?|\.)|P\.{GAP}L\.|PL){GAP}(?:Nos?\.?{GAP})?)?"
    rf"(?P<congress>\d{{1,3}}){GAP}{DASH}{GAP}(?P<number>\d{{1,4}})(?!\w)(?!{DASH}\d)",
    re.IGNORECASE,
)
_STATUTE = re.compile(
    rf"(?P<volume>\d{{1,3}}){GAP}Stat\.{GAP}(?P<page>\d{{1,5}})(?!\w)"
    rf"(?:{DASH}(?P<last>\d{{1,5}})(?!\w))?",
    re.IGNORECASE,
)
_PAGE = re.compile(rf",\s{{1,3}}(?P<page>\d{{1,5}})(?![\w/-]){OTHER}")
_ORDER = re.compile(
    rf"(?:(?P<spelled>Exec(?:utive|\.)\s{{0,24}}Orders?)(?:{GAP}\((?:E\.?{GAP}O\.?s?)\))?"
    rf"|E\.?{GAP}O\.?s?)"
    rf"{GAP}(?:Nos?\.?{GAP})?(?=\d)",
    re.IGNORECASE,
)
_ORDER_NUMBER = re.compile(
    r"(?:(?P<thousand>\d{1,2},\d{3})|(?P<plain>\d{1,5}))(?P<more>-[A-Z])?(?![\w/])(?!,\d|\.\d)"
)
_ENDS = re.compile(OTHER, re.IGNORECASE)
_COMPILATION = re.compile(
    rf"3{GAP}{CFR}{GAP},?{GAP}(?:(?P<years>\d{{4}}(?:{DASH}\d{{2,4}})?){GAP}Comp\b\.?"
    rf"(?:{GAP},?{GAP}(?:(?:pp?\.|pages?|at){GAP})?(?P<page>\d{{1,4}})(?!\w)(?!{GAP}(?:F|C|U)))?"
    rf"|(?P<only>\d{{1,4}}){GAP}\((?P<year>\d{{4}})(?:{GAP}Comp\.?)?\))",
    re.IGNORECASE,
)
_LONGEST = 1500
"""Pages by which a later page of a list may lie behind the first."""
_FEWEST_FIGURES = 4
"""An order cited by `E.O.` alone has so many figures at the least: "EO 1" is none."""


def read_code(text: str, at: int) -> tuple[list[Citation], int]:
    """Return the sections of the Code cited at `at`.

    As `50 U.S.C. 4801-4852` or by title behind.
    """
    head = _CODE.match(text, at) or _NAMED.match(text, at)
    if not head:
        return [], at
    title, appendix = int(head["title"]), bool(head.groupdict().get("app"))
    plural = (head.groupdict().get("sign") or "").lower() in ("§§", "sections", "secs", "secs.")
    found: list[Citation] = []
    start, place, end = at, head.end(), at
    while member := _SECTION.match(text, place):
        if found and not (plural or _is_like(found[0], member, text[end:place])):
            break
        section, last, stop = _number(text, member)
        labels, stop = _labels(text, stop)
        if not last and (range_ := _LAST.match(text, stop)):
            last, stop = range_["last"], range_.end()
        more = _ET_SEQ.match(text, stop)
        stop = more.end() if more else stop
        found.append(
            Code(
                title, section, labels, last, bool(more), appendix,
                quote=text[start:stop], start=start, end=stop,
            )
        )  # fmt: skip
        end = stop
        joint = JOINT.match(text, stop)
        if not joint:
            break
        start = place = joint.end()
    return found, end


def _is_like(first: Citation, member: re.Match[str], joint: str) -> bool:
    """Tell whether a number behind a section can be one more.

    Any is behind a comma, a like one behind "and".
    """
    if joint.strip() == ",":
        return True
    assert isinstance(first, Code)
    figures = re.match(r"\d+", first.section)
    return bool(member["letters"]) or (
        figures is not None and len(figures[0]) == len(member["digits"])
    )


def _number(text: str, member: re.Match[str]) -> tuple[str, str, int]:
    """Return a section's number and the end of its range.

    `4801-4852` is a range, `479a-1` a number.
    """
    first, end = member[0], member.end()
    hyphen = _HYPHEN.match(text, end)
    if not hyphen:
        letters = _LETTERS.match(text, end) if member["letters"] else None
        return (
            (first, member["digits"] + letters[1], letters.end()) if letters else (first, "", end)
        )
    low, high = member["digits"], hyphen["digits"]
    if len(high) < len(low) and len(high) > 1 and not hyphen["letters"] and not member["letters"]:
        high = low[: -len(high)] + high
    is_range = int(high) > int(low) or (high == low and hyphen["letters"] > member["letters"])
    if is_range:
        return first, high + hyphen["letters"], hyphen.end()
    return f"{first}-{hyphen['digits']}{hyphen['letters']}", "", hyphen.end()


def _labels(text: str, end: int) -> tuple[tuple[str, ...], int]:
    labels: list[str] = []
    while found := _LABEL.match(text, end):
        labels.append(found[1])
        end = found.end()
    return tuple(labels), end


def read_law(text: str, at: int) -> tuple[list[Citation], int]:
    """Return the public laws cited at `at`."""
    found: list[Citation] = []
    start = end = at
    while law := _LAW.match(text, start):
        end = law.end()
        congress, number = int(law["congress"]), int(law["number"])
        found.append(Law(congress, number, quote=text[start:end], start=start, end=end))
        joint = JOINT.match(text, end)
        if not joint:
            break
        start = joint.end()
    return found, end


def read_statute(text: str, at: int) -> tuple[list[Citation], int]:
    """Return the pages of the Statutes at Large cited at `at`."""
    found = _STATUTE.match(text, at)
    if not found:
        return [], at
    volume, end = int(found["volume"]), found.end()
    last = int(found["last"]) if found["last"] else None
    pages: list[Citation] = [
        Statute(volume, int(found["page"]), last, quote=found[0], start=at, end=end)
    ]
    first = int(found["page"])
    while (more := _PAGE.match(text, end)) and first < int(more["page"]) < first + _LONGEST:
        start, end = more.start("page"), more.end()
        pages.append(
            Statute(volume, int(more["page"]), quote=text[start:end], start=start, end=end)
        )
    return pages, end


def read_order(text: str, at: int) -> tuple[list[Citation], int]:
    """Return the Executive orders cited at `at`."""
    head = _ORDER.match(text, at)
    if not head:
        return [], at
    found: list[Citation] = []
    start, place, end = at, head.end(), at
    while number := _ORDER_NUMBER.match(text, place):
        figures = (number["thousand"] or number["plain"]).replace(",", "")
        short = len(figures) < _FEWEST_FIGURES and (found or not head["spelled"])
        if short or not _ENDS.match(text, number.end()):
            break
        end = number.end()
        order = figures + (number["more"] or "")
        found.append(Order(order, quote=text[start:end], start=start, end=end))
        joint = JOINT.match(text, end)
        if not joint:
            break
        start = place = joint.end()
    return found, end


def read_compilation(text: str, at: int) -> tuple[list[Citation], int]:
    """Return the page of the compilation of title 3 cited at `at`."""
    found = _COMPILATION.match(text, at)
    if not found:
        return [], at
    years = re.sub(DASH, "-", found["years"] or found["year"])
    page = found["page"] or found["only"]
    number, end = int(page) if page else None, found.end()
    return [Compilation(years, number, quote=found[0], start=at, end=end)], end

"""The lines of Federal Register full-text XML as printed: every word once, in order.

    <SUM><HD SOURCE="HED">SUMMARY:</HD><P>In this rule ...   SUMMARY: In this rule ...
    <SECTION><SECTNO>§ 744.1</SECTNO><SUBJECT>Widgets.       § 744.1 Widgets.
    <AMDPAR>2. Section 744.1 is amended ...                  2. Section 744.1 is amended ...
    <ROW><ENT I="01">Burma</ENT><ENT>(1)</ENT></ROW>         Burma | (1)
    <STARS/>                                                 * * * * *
    <FRDOC>[FR Doc. 2025-00711 Filed ...                     [FR Doc. 2025-00711 Filed ...

Tags: User Guide for Federal Register XML, Government Publishing Office. An unknown tag is a block.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker import footmarks, markup, raised
from tracker.markup import Element

_INLINE = frozenset(
    ("E", "SU", "FTREF", "FR", "AC", "PRTPAGE", "I", "B", "EM", "sup", "sub", "INF")
)
"""Elements within the words of a line; all others begin and end one."""
_ROWS, _CELLS = frozenset(("ROW", "BOXHD")), frozenset(("ENT", "CHED"))
"""Elements that are one line of a table, and the cells that it is made of."""
_RUN_IN = frozenset(
    ("AGY", "ACT", "SUM", "DATES", "EFFDATE", "ADD", "FURINF", "AUTH", "SECAUTH", "SOURCE")
)
"""Elements whose heading is printed at the beginning of their first paragraph."""


@dataclass(slots=True)
class _Row:
    """A row of a table while it is read: the lines of each cell."""

    cells: list[list[str]] = field(default_factory=list)
    in_cell: bool = False


@dataclass(slots=True)
class _Page:
    """The lines that are done, the words of the open one, and whether the next goes on."""

    done: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    goes_on: bool = False

    def put(self, line: str) -> None:
        """Take in a line.

        Into the open row, behind a heading that runs in, or as one of its own.
        """
        if not line:
            return
        if self.rows:
            row = self.rows[-1]
            if not row.in_cell:
                row.cells.append([])
            row.cells[-1].append(line)
        elif self.goes_on:
            self.done[-1] += f" {line}"
        else:
            self.done.append(line)
        self.goes_on = False

    def end_line(self) -> None:
        """Take in the words read so far."""
        self.put(markup.fold(footmarks.as_printed(raised.decoded("".join(self.words)))))
        self.words.clear()

    def begin(self, element: Element) -> None:
        """Begin a block."""
        self.end_line()
        if element.tag in _ROWS:
            self.rows.append(_Row())
        elif element.tag in _CELLS and self.rows:
            self.rows[-1].cells.append([])
            self.rows[-1].in_cell = True
        elif element.tag == "STARS":
            self.put("* * * * *")

    def finish(self, element: Element) -> None:
        """End a block; a row becomes one line."""
        self.end_line()
        self.goes_on = False
        if element.tag in _ROWS:
            cells = [" ".join(cell) for cell in self.rows.pop().cells]
            self.put(" | ".join(cells) if any(cells) else "")
        elif element.tag in _CELLS and self.rows:
            self.rows[-1].in_cell = False


def lines(root: Element) -> list[str]:
    """Return the text of an element and all below it, one line a block, without empty lines."""
    page = _Page()
    waiting = [(root, True)]
    while waiting:
        element, opening = waiting.pop()
        if not opening:
            page.finish(element)
        elif _is_plain(element):
            _plain(page, element)
        else:
            page.begin(element)
            page.words.append(element.text or "")
            waiting.append((element, False))
            waiting += [(child, True) for child in reversed(element)]
            continue
        if element is not root:
            page.words.append(element.tail or "")
    return page.done


def _is_plain(element: Element) -> bool:
    """Tell whether no block stands below an element."""
    return all(child.tag in _INLINE for child in element.iterdescendants())


def _plain(page: _Page, element: Element) -> None:
    if element.tag in _INLINE:
        page.words.append(markup.coded_child(element))
        return
    page.begin(element)
    line = markup.text_of(element)
    page.put(line)
    page.finish(element)
    page.goes_on = bool(line) and not page.rows and _runs_in(element)


def _runs_in(element: Element) -> bool:
    """Tell whether the line after a heading goes on with it, as it is printed."""
    above = element.getparent()
    if element.tag == "SECTNO":
        return True
    return (
        element.tag == "HD"
        and element.get("SOURCE") == "HED"
        and above is not None
        and above.tag in _RUN_IN
    )

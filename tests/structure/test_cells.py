"""Cells of tables: their places, their reach, and the rows that are the head."""

from __future__ import annotations

import pytest
from lxml import etree

from tracker.markup import Element
from tracker.structure.cells import CellPlacer, foot_rows, head_rows, is_head, leading_heads, span


def xml(text: str) -> Element:
    return etree.fromstring(text)


def spread(*rows: str) -> tuple[list[list[tuple[int, int]]], list[int], dict[int, int]]:
    """Return the (column, width) of each cell, the reach of each row, and what hangs below."""
    made = CellPlacer()
    placed, reach = [], []
    for row in rows:
        placed.append([(cell.column, cell.width) for cell in made.place(xml(f"<TR>{row}</TR>"))])
        reach.append(made.reach)
    return placed, reach, made.hanging


def test_cells_stand_beside_those_that_hang_down() -> None:
    tall = "<TD rowspan='3'>a</TD><TD colspan='2'>b</TD>"
    assert spread(tall, "<TD>c</TD>", "<TD>d</TD><TD>e</TD>") == (
        [[(0, 1), (1, 2)], [(1, 1)], [(1, 1), (2, 1)]],
        [3, 2, 3],
        {},
    )


def test_what_hangs_below_the_last_row_is_told_and_counts_for_the_reach() -> None:
    assert spread("<TD/><TD rowspan='4'/>", "<TD/>") == (
        [[(0, 1), (1, 1)], [(0, 1)]],
        [2, 2],
        {1: 2},
    )


def test_a_cell_of_the_printing_office_says_how_far_it_goes_on() -> None:
    assert spread("<ENT A='02'/><ENT A='R01'/><ENT A='x'/><ENT/>")[0] == [
        [(0, 3), (3, 2), (5, 1), (6, 1)]
    ]


def test_no_cell_covers_more_than_two_hundred_columns_and_none_is_wide_beyond_them() -> None:
    assert spread("<TD colspan='201'/><TD colspan='5'/>")[0] == [[(0, 200), (200, 1)]]


@pytest.mark.parametrize(
    ("value", "digits", "found"),
    [("7", 3, 7), (" 7 ", 3, 7), ("0", 3, 1), ("1000", 3, 1), ("1000", 5, 1000), ("-2", 3, 1)],
)
def test_a_span_is_a_number_of_few_digits(value: str, digits: int, found: int) -> None:
    assert span(xml(f"<TD rowspan='{value}'/>"), "rowspan", digits) == found


@pytest.mark.parametrize(
    ("row", "head"),
    [
        ("<TR><TH/><TH/></TR>", True),
        ("<tr><th/></tr>", True),
        ("<TR><TH/><TD/></TR>", False),
        ("<TR><TH scope='row'/></TR>", False),
        ("<TR/>", False),
    ],
)
def test_a_row_of_nothing_but_heads_of_columns_is_a_head(row: str, head: bool) -> None:
    assert is_head(xml(row)) is head
    assert len(leading_heads([xml(row), xml("<TR><TD/></TR>")])) == head


def test_a_marked_head_goes_before_rows_that_look_like_one_and_the_foot_is_apart() -> None:
    head, row = "<TR><TH>a</TH></TR>", "<TR><TD>b</TD></TR>"
    foot = f"<TFOOT>{row}{row}</TFOOT>"
    assert len(head_rows(xml(f"<TABLE><THEAD>{row}</THEAD>{head}{row}{foot}</TABLE>"))) == 1
    assert len(head_rows(xml(f"<TABLE>{head}{head}{row}{head}</TABLE>"))) == 2
    assert len(foot_rows(xml(f"<TABLE>{head}{row}{foot}</TABLE>"))) == 2

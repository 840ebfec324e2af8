"""Tables at their edges: spans, columns, keys, groups of rows, and pieces that go on."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.trees import at
from tracker.structure.cells import head_rows, span
from tracker.structure.drafts import TakenNames
from tracker.structure.grid import read
from tracker.structure.lists.countries.header import header_of
from tracker.structure.tables import (
    build,
    caption_number,
    caption_target,
    footnote_name,
    footnotes,
    key_of,
    split_mark,
)


def xml(text: str) -> etree._Element:
    return etree.fromstring(text)


def rows(*each: str, head: str = "", foot: str = "") -> etree._Element:
    thead = f"<THEAD>{head}</THEAD>" if head else ""
    tfoot = f"<TFOOT>{foot}</TFOOT>" if foot else ""
    cells = (
        [cell if cell[:1] == "<" else f"<TD>{cell}</TD>" for cell in row.split("|")] for row in each
    )
    body = "".join(f"<TR>{''.join(row)}</TR>" for row in cells)
    return xml(f"<TABLE>{thead}<TBODY>{body}</TBODY>{tfoot}</TABLE>")


def cells(table: etree._Element) -> list[list[tuple[int, int, str]]]:
    return [[(cell.column, cell.width, cell.text) for cell in row] for row in read(table).rows]


def built(table: etree._Element) -> list[str]:
    unit = build(table, at("x"), TakenNames())
    return [child.name.text.removeprefix("x table 1, ") for child in unit.children]


def test_a_cell_that_spans_keeps_its_columns_taken_beside_and_below_it() -> None:
    table = rows("<TD rowspan='2'>a</TD>|<TD colspan='2'>b</TD>|c", "d|e|f", "g|h")
    assert cells(table) == [
        [(0, 1, "a"), (1, 2, "b"), (3, 1, "c")],
        [(1, 1, "d"), (2, 1, "e"), (3, 1, "f")],
        [(0, 1, "g"), (1, 1, "h")],
    ]
    deep = rows("<TD rowspan='3'>a</TD>|b", "c", "d", "e|f")
    assert cells(deep) == [
        [(0, 1, "a"), (1, 1, "b")],
        [(1, 1, "c")],
        [(1, 1, "d")],
        [(0, 1, "e"), (1, 1, "f")],
    ]
    both = rows("<TD rowspan='2' colspan='2'>a</TD>|b", "c")
    assert cells(both) == [[(0, 2, "a"), (2, 1, "b")], [(2, 1, "c")]]


@pytest.mark.parametrize(
    ("value", "width"),
    [
        ("1", 1),
        ("2", 2),
        ("0", 1),
        ("-1", 1),
        ("x", 1),
        ("", 1),
        (" 3 ", 3),
        ("199", 199),
        ("200", 200),
        ("201", 200),
        ("99999", 200),
        ("100000", 1),
    ],
)
def test_a_span_is_a_number_up_to_two_hundred(value: str, width: int) -> None:
    assert cells(rows(f"<TD colspan='{value}'>a</TD>|b")) == [[(0, width, "a"), (width, 1, "b")]]


@pytest.mark.parametrize(
    ("value", "width"),
    [("1", 1), ("0", 1), ("5", 5), ("999", 999), ("1000", 1), ("x", 1), (None, 1)],
)
def test_a_span_of_a_country_table_has_up_to_three_figures(value: str | None, width: int) -> None:
    assert span(xml(f"<TD colspan='{value}'/>" if value else "<TD/>"), "colspan") == width


def test_columns_are_named_by_all_header_cells_above_them_each_said_once() -> None:
    head = "<TR><TH rowspan='2'>A</TH><TH colspan='2'>B</TH></TR><TR><TH>C</TH><TH>B</TH></TR>"
    assert read(rows("x|y|z", head=head)).columns == ("A", "B C", "B")
    assert read(rows("x|y|z", head=head)).header == ("A", "B", "C", "B")
    assert read(rows("x|y")).columns == ()


def test_leading_rows_of_header_cells_are_the_header_unless_they_head_a_row() -> None:
    assert read(
        xml(
            "<TABLE><TR><TH>A</TH></TR><TR><TH>B</TH></TR><TR><TD>x</TD></TR><TR><TH>C</TH></TR></TABLE>"
        )
    ).header == ("A", "B")
    assert (
        read(xml("<TABLE><TR><TH scope='row'>A</TH></TR><TR><TD>x</TD></TR></TABLE>")).header == ()
    )
    assert read(xml("<TABLE><TR/><TR><TH>A</TH></TR></TABLE>")).header == ()


def test_what_stands_in_no_row_goes_to_the_caption() -> None:
    table = xml(
        "<TABLE>one<CAPTION>two</CAPTION>three<THEAD>four<TR><TH>A</TH></TR></THEAD><TR><TD>x</TD></TR></TABLE>"
    )
    assert read(table).caption == ("one", "two", "three", "four")


GPO = (
    "<GPOTABLE><TTITLE>T</TTITLE><BOXHD><CHED H='1'>A</CHED><CHED H='1'>B</CHED><CHED"
    " H='2'>C</CHED><CHED H='2'>D</CHED><CHED H='1'>E</CHED></BOXHD><ROW><ENT>a</ENT><ENT"
    " A='01'>b</ENT><ENT>c</ENT></ROW><ROW><ENT/></ROW><TNOTE>n</TNOTE></GPOTABLE>"
)


def test_a_table_of_the_federal_register_has_headers_by_height_and_cells_by_reach() -> None:
    grid = read(xml(GPO))
    assert (grid.caption, grid.header, grid.columns) == (
        ("T",),
        ("A", "B", "C", "D", "E"),
        ("A", "B C", "B D", "E"),
    )
    assert [[(cell.column, cell.width, cell.text) for cell in row] for row in grid.rows] == [
        [(0, 1, "a"), (1, 2, "b"), (3, 1, "c")]
    ]
    assert [row.text for row in grid.foot] == ["n"]
    blank = "<GPOTABLE><BOXHD><CHED>A</CHED><CHED H='2'/></BOXHD><ROW><ENT>a</ENT></ROW></GPOTABLE>"
    assert read(xml(blank)).columns == ("A",)
    early = read(xml("<GPOTABLE><TNOTE>n</TNOTE><ROW><ENT>a</ENT></ROW></GPOTABLE>"))
    assert (early.caption, early.foot) == (("n",), ())


@pytest.mark.parametrize(
    ("height", "columns"),
    [("2", ("A B",)), ("x", ("A", "B")), ("12", ("A", "B")), ("1", ("A", "B"))],
)
def test_the_height_of_a_header_is_one_figure(height: str, columns: tuple[str, ...]) -> None:
    assert (
        read(
            xml(
                "<GPOTABLE><BOXHD><CHED>A</CHED><CHED"
                f" H='{height}'>B</CHED></BOXHD><ROW><ENT>a</ENT></ROW></GPOTABLE>"
            )
        ).columns
        == columns
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("“a” – b", '"a" - b'),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 80),
        (f"{'x' * 40} {'y' * 39}", f"{'x' * 40} {'y' * 39}"),
        (f"{'x' * 40} {'y' * 40}", "x" * 40),
    ],
)
def test_a_key_has_up_to_eighty_characters_cut_at_a_word(text: str, key: str) -> None:
    assert key_of(text) == key


@pytest.mark.parametrize(
    ("caption", "number"),
    [
        ("Table 3 to it", "3"),
        ("Table No. 3", "3"),
        ("table 123", "123"),
        ("Table 1234", ""),
        ("The Table 3", ""),
        ("Table of it", ""),
    ],
)
def test_a_caption_numbers_its_table(caption: str, number: str) -> None:
    assert caption_number(caption) == number


@pytest.mark.parametrize(
    ("letters", "target"), [(1, "(d)(1)"), (59, "(d)(1)"), (60, "(d)"), (80, "")]
)
def test_a_caption_names_what_its_table_belongs_to_within_eighty_letters(
    letters: int, target: str
) -> None:
    table = xml(f"<TABLE><CAPTION>Table 1 {'y' * letters} to paragraph (d)(1)</CAPTION></TABLE>")
    assert caption_target(table).target == target


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (("a", "a", "a", "b", "b", "b"), ["a", "a~2", "a~3", "b", "b~2", "b~3"]),
        (
            ("a", "a", "a", "b", "b", "b", "c"),
            ["a: 0", "a: 1", "a: 2", "b: 3", "b: 4", "b: 5", "c: 6"],
        ),
        (("a", "a", "b", "b", "c", "d", "e"), ["a", "a~2", "b", "b~2", "c", "d", "e"]),
        (
            ("a", "a", "b", "b", "c", "c", "d", "d"),
            ["a", "a~2", "b", "b~2", "c", "c~2", "d", "d~2"],
        ),
        (
            ("a", "a", "b", "b", "c", "c", "c", "c"),
            ["a: 0", "a: 1", "b: 2", "b: 3", "c: 4", "c: 5", "c: 6", "c: 7"],
        ),
    ],
)
def test_in_a_table_of_seven_rows_names_that_more_than_half_share_take_the_second_cell(
    names: tuple[str, ...], keys: list[str]
) -> None:
    assert built(rows(*(f"{name}|{at}" for at, name in enumerate(names)))) == keys


def test_rows_below_a_spanning_or_blank_first_cell_are_called_after_it() -> None:
    assert built(rows("<TD rowspan='2'>a</TD>|b|c", "d|e", "f|g|h")) == [
        "a",
        "a: b",
        "a: d",
        "f",
        "f: g",
    ]
    assert built(rows("a|b", "<TD/>|c", "d|e")) == ["a", "a: b", "a: c", "d", "d: e"]
    assert built(rows("<TD/>|b", "<TD/>|c")) == ["b", "c"]
    assert built(rows("a|b", "c")) == ["a", "c"]


def test_a_cell_without_a_header_is_called_by_its_place() -> None:
    (row,) = build(
        rows("a|b|c", head="<TR><TH>A</TH><TH>B</TH></TR>"), at("x"), TakenNames()
    ).children
    assert [cell.name.text for cell in row.children] == ["x table 1, a [B]", "x table 1, a [3]"]


def test_footnotes_have_their_mark_and_go_on_in_rows_without_one() -> None:
    feet = [
        xml(f"<TR><TD>{text}</TD></TR>")
        for text in ("<sup>1</sup> One.", "More.", "", "* Star.", "† Dagger.", "Last.")
    ]
    found = footnotes(feet, at("x"), TakenNames())
    assert [(note.name.text, note.label, note.text) for note in found] == [
        ("x footnote 1", "1", "One. More."),
        ("x footnote *", "*", "Star."),
        ("x footnote †", "†", "Dagger. Last."),
    ]
    plain = footnotes(
        [xml("<TR><TD>One.</TD></TR>"), xml("<TR><TD>Two.</TD></TR>")], at("x"), TakenNames()
    )
    assert [note.text for note in plain] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("mark", "name"),
    [("1", "x footnote 1"), ("(1)", "x footnote 1"), ("1.", "x footnote 1"), ("", "x footnote")],
)
def test_a_footnote_is_called_by_its_mark(mark: str, name: str) -> None:
    assert str(footnote_name(at("x"), mark)) == name


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("* a", "*"),
        ("**** a", "****"),
        ("† a", "†"),
        ("‡‡‡ a", "‡‡‡"),
        ("a *", ""),
        ("*", ""),
        ("1 a", ""),
    ],
)
def test_a_star_or_dagger_that_opens_a_text_is_its_mark(text: str, mark: str) -> None:
    assert split_mark(xml(f"<P>{text}</P>"), text)[0] == mark


def test_the_header_of_a_country_table_is_read_over_rows_and_spans() -> None:
    table = xml(
        "<TABLE><THEAD><TR><TH rowspan='2'>Country</TH><TH colspan='2'>[D: 1] Arms</TH><TH>[D:"
        " 10]</TH></TR><TR><TH>Sub</TH><TH/><TH>Low</TH></TR></THEAD></TABLE>"
    )
    header = header_of(head_rows(table))
    assert header.columns == ("Country", "Sub", "D:1", "Low")
    assert [name for name, _ in header.printed] == ["Country", "D:1", "D:10", "Sub", "Low"]
    assert header_of([]).columns == ()


@pytest.mark.parametrize(
    ("heads", "group"),
    [
        ("<TH>C</TH><TH>[D: 1]</TH><TH>[D: 5]</TH>", "D"),
        ("<TH>C</TH><TH>[D: 1]</TH><TH>[A: 5]</TH>", ""),
        ("<TH>[A: 1]</TH><TH>[D: 1]</TH>", "D"),
        ("<TH>C</TH><TH>NS 1</TH>", ""),
    ],
)
def test_a_group_is_what_all_its_columns_share(heads: str, group: str) -> None:
    assert (
        header_of(head_rows(xml(f"<TABLE><TR>{heads}</TR><TR><TD>x</TD></TR></TABLE>"))).group
        == group
    )

"""Tables and lists of countries at their limits."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.structure.supplements import element, row, table
from tests.trees import at
from tracker.markup import Element
from tracker.names import provision_of
from tracker.structure import tables
from tracker.structure.cells import head_rows, span
from tracker.structure.drafts import TakenNames
from tracker.structure.grid import read
from tracker.structure.lists import countries
from tracker.structure.lists.countries.header import column_name, header_of
from tracker.structure.tables import caption_target, footnotes, split_mark

GROUPS = "Supplement No. 1 to Part 740"


def xml(text: str) -> Element:
    return etree.fromstring(text)


# -- grids and tables ------------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "width"), [(199, 3), (200, 1)])
def test_a_cell_spans_up_to_the_two_hundredth_column(before: int, width: int) -> None:
    (cells,) = read(xml(f"<TABLE><TR>{'<TD/>' * before}<TD colspan='3'>a</TD></TR></TABLE>")).rows
    assert [(cell.column, cell.width) for cell in cells] == [(before, width)]


def test_small_letters_are_the_same_table() -> None:
    grid = read(
        xml(
            "<TABLE><thead><tr><th>A</th></tr></thead><tbody><tr><td>x</td></tr></tbody><tfoot><tr><td>n</td></tr></tfoot></TABLE>"
        )
    )
    assert (grid.columns, [[cell.text for cell in row] for row in grid.rows], len(grid.foot)) == (
        ("A",),
        [["x"]],
        1,
    )
    assert read(xml("<TABLE><tr><th>A</th></tr><tr><td>x</td></tr></TABLE>")).columns == ("A",)


def test_a_cell_is_keyed_without_its_mark_and_a_mark_alone_is_its_own_key() -> None:
    (cells,) = read(
        xml("<TABLE><TR><TD>a<SU>1</SU></TD><TD><SU>1</SU></TD><TD> \u200b </TD></TR></TABLE>")
    ).rows
    assert [(cell.text, cell.key) for cell in cells] == [("a 1", "a"), ("1", "1")]
    grid = read(
        xml(
            "<GPOTABLE><BOXHD><CHED>A<SU>1</SU></CHED><CHED><SU>2</SU></CHED></BOXHD><ROW><ENT>a<SU>1</SU></ENT><ENT><SU>2</SU></ENT></ROW></GPOTABLE>"
        )
    )
    assert grid.columns == ("A", "2")
    assert [(cell.text, cell.key) for cell in grid.rows[0]] == [("a 1", "a"), ("2", "2")]


def test_an_empty_header_is_no_header_text() -> None:
    grid = read(
        xml("<GPOTABLE><BOXHD><CHED/><CHED>B</CHED></BOXHD><ROW><ENT>a</ENT></ROW></GPOTABLE>")
    )
    assert (grid.header, grid.columns) == (("B",), ("", "B"))
    assert read(xml("<TABLE><THEAD><TR><TH/><TH>B</TH></TR></THEAD></TABLE>")).header == ("B",)


@pytest.mark.parametrize(
    ("reach", "column"),
    [("", 1), ("01", 2), ("L01", 2), ("101", 2), ("10", 11), ("x", 1), ("²", 1)],
)
def test_a_cell_of_the_federal_register_covers_the_columns_that_its_last_two_figures_say(
    reach: str, column: int
) -> None:
    grid = read(xml(f"<GPOTABLE><ROW><ENT A='{reach}'>a</ENT><ENT>b</ENT></ROW></GPOTABLE>"))
    assert grid.rows[0][1].column == column


def test_headers_of_three_heights_stand_over_each_other() -> None:
    heads = "".join(
        f"<CHED H='{height}'>{name}</CHED>"
        for height, name in ((1, "A"), (2, "B"), (3, "C"), (2, "D"), (1, "E"))
    )
    assert read(xml(f"<GPOTABLE><BOXHD>{heads}</BOXHD></GPOTABLE>")).columns == (
        "A B C",
        "A D",
        "E",
    )


@pytest.mark.parametrize("value", ["²", "x", ""])
def test_other_figures_are_no_span_and_no_height(value: str) -> None:
    assert (
        read(xml(f"<TABLE><TR><TD colspan='{value}'>a</TD><TD>b</TD></TR></TABLE>"))
        .rows[0][1]
        .column
        == 1
    )
    assert read(
        xml(f"<GPOTABLE><BOXHD><CHED>A</CHED><CHED H='{value}'>B</CHED></BOXHD></GPOTABLE>")
    ).columns == ("A", "B")


def built(body: str, caption: str = "") -> list[str]:
    unit = tables.build(xml(f"<TABLE>{caption}{body}</TABLE>"), at("x"), TakenNames())
    return [unit.name.text, *(child.name.text for child in unit.children)]


def test_a_group_over_all_columns_is_a_row_and_names_those_below_where_the_first_groups() -> None:
    wide = "<TR><TD/><TD>b</TD></TR>"
    assert built(f"<TR><TD>Part</TD></TR>{wide}<TR><TD>c</TD><TD>d</TD></TR>") == [
        *("x table 1", "x table 1, Part", "x table 1, Part: b", "x table 1, c", "x table 1, c: d"),
    ]  # fmt: skip
    assert built(f"{wide}<TR><TD>c</TD><TD>d</TD></TR>")[1:] == [
        "x table 1, b",
        "x table 1, c",
        "x table 1, c: d",
    ]


def test_of_seven_rows_that_share_their_names_those_with_one_cell_keep_theirs() -> None:
    rows = "".join(f"<TR><TD>{name}</TD><TD>{at}</TD></TR>" for at, name in enumerate("aaabbbc"))
    assert built(f"{rows}<TR><TD>d</TD></TR>")[-2:] == ["x table 1, c: 6", "x table 1, d"]


def test_a_table_is_counted_or_numbered_by_its_caption() -> None:
    assert built("", "<CAPTION>Table 4 to it</CAPTION>") == ["x table 4"]
    assert built("", "<CAPTION>The fees</CAPTION>") == ["x table 1"]
    assert (
        caption_target(
            xml("<TABLE><CAPTION>Table 1<SU>2</SU> to paragraph (a)</CAPTION></TABLE>")
        ).target
        == "(a)"
    )
    assert (
        caption_target(xml("<TABLE/>")).target,
        caption_target(xml("<TABLE><CAPTION>x</CAPTION></TABLE>")).target,
    ) == ("", "")


@pytest.mark.parametrize(
    ("text", "mark", "rest"),
    [
        ("***** a", "****", "* a"),
        ("†††† a", "†††", "† a"),
        ("*a", "*", "a"),
        ("<SU>1</SU> a", "1", "a"),
        ("a <SU>1</SU>", "", "a 1"),
    ],
)
def test_a_mark_has_four_stars_or_three_daggers_at_the_most(
    text: str, mark: str, rest: str
) -> None:
    read_as = "".join(xml(f"<P>{text}</P>").itertext())
    assert split_mark(xml(f"<P>{text}</P>"), read_as) == (mark, rest)


def test_a_foot_without_a_mark_goes_on_only_with_a_foot_that_has_one() -> None:
    feet = [xml(f"<TR><TD>{text}</TD></TR>") for text in ("One.", "* Two.", "Three.")]
    assert [(note.label, note.text) for note in footnotes(feet, at("x"), TakenNames())] == [
        ("", "One."),
        ("*", "Two. Three."),
    ]


# -- country tables --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[D: 5]", "D:5"),
        ("D:10 x", "D:10"),
        ("[D: 100]", "(D: 100)"),
        ("D:100", "D:100"),
        ("NS 1", "NS 1"),
        ("[x]", "(x)"),
        ("A<SU>1</SU>", "A"),
    ],
)
def test_a_column_is_called_by_its_group_and_number(text: str, name: str) -> None:
    assert column_name(xml(f"<TH>{text}</TH>")) == name


def test_a_country_table_has_two_hundred_columns_at_the_most() -> None:
    head = xml("<TR><TH>A</TH><TH colspan='198'>B</TH><TH colspan='3'>C</TH></TR>")
    assert (len(header_of([head]).columns), header_of([head]).columns[-1]) == (200, "C")


def test_a_header_is_read_below_cells_that_hang_down_and_beside_what_is_no_cell() -> None:
    rows = [
        xml(text)
        for text in (
            "<TR><P/><TH rowspan='3'>A</TH><TD>B</TD></TR>",
            "<TR><TH>C</TH></TR>",
            "<TR><TH/><TH>D</TH></TR>",
            "<TR><TH>E</TH></TR>",
        )
    ]
    assert header_of(rows).columns == ("E", "C", "D")
    assert header_of(rows[:1]).printed == (("A", "A"), ("B", "B"))


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("<THEAD><TR/><TR/></THEAD><TR><TH>x</TH></TR>", 2),
        ("<TR><TH>x</TH></TR><TR><TH>y</TH></TR><TR><TD>z</TD></TR><TR><TH>u</TH></TR>", 2),
        ("<TR/><TR><TH>x</TH></TR>", 0),
        ("<TR><TH>x</TH><TD>y</TD></TR>", 0),
    ],
)
def test_the_header_is_what_stands_in_it_or_what_opens_the_table(body: str, rows: int) -> None:
    assert len(head_rows(xml(f"<TABLE>{body}</TABLE>"))) == rows


def test_a_span_in_other_figures_is_one() -> None:
    assert [
        span(xml(f"<TD colspan='{value}'/>"), "colspan") for value in ("²", "", "999", "0")
    ] == [1, 1, 999, 1]


@pytest.mark.parametrize(
    ("head", "fits"),
    [
        ("<TR><TH>Country</TH><TH>x</TH></TR>", True),
        ("<TR><TH>Countries</TH><TH>x</TH></TR>", True),
        ("<TR><TH>Country</TH></TR>", False),
        ("<TR><TH>x</TH><TH>Country</TH></TR>", False),
        ("<TR><TD>Country</TD><TD>x</TD></TR>", False),
    ],
)
def test_a_table_of_countries_has_a_column_of_them_and_another(head: str, fits: bool) -> None:
    served = xml(f"<DIV9><TABLE/><TABLE>{head}</TABLE></DIV9>")
    assert countries.fits(served, provision_of(GROUPS)) is fits


def groups(body: str) -> list[tuple[str, str]]:
    tree = countries.build(element(GROUPS, body), provision_of(GROUPS))
    return [
        (unit.address.removeprefix("15 CFR 740 Supp. 1").removeprefix(",").strip(), unit.text)
        for unit in tree.walk()
    ][2:]


HEAD = row("Country", "[D: 1]", "[D: 2]", tag="TH")


def test_a_row_of_one_cell_is_a_footnote_a_blank_row_nothing_a_cell_beyond_has_its_place() -> None:
    found = groups(
        table(
            HEAD,
            row("", "") + row("Ruritania:", "X", "", "Y") + row("", "X") + row("<SU>1</SU> Note."),
        )
    )
    assert found == [
        ("table 1 [Country] heading", "Country"),
        ("table 1 [D:1] heading", "[D: 1]"),
        ("table 1 [D:2] heading", "[D: 2]"),
        ("Ruritania [D]", "Ruritania:"),
        ("Ruritania [D:1]", "X"),
        ("Ruritania [column 4]", "Y"),
        ("unnamed [D]", ""),
        ("unnamed [D:1]", "X"),
        ("table 1 footnote 1", "Note."),
    ]


def test_a_table_without_a_head_goes_on_with_the_one_before_but_not_below_another_group() -> None:
    more = "<TABLE>" + row("Syldavia", "X", "") + "</TABLE>"
    first = table(HEAD, row("Ruritania", "X", ""))
    assert groups(f"{first}<P>words</P>{more}")[-2:] == [
        ("Syldavia [D]", "Syldavia"),
        ("Syldavia [D:1]", "X"),
    ]
    assert groups(f"{first}<HD1>Country Group D</HD1>{more}")[-1] == ("Syldavia [D:1]", "X")
    assert groups(f"{first}<HD1>Words</HD1>{more}")[-1] == ("Syldavia [D:1]", "X")
    assert groups(f"{first}<HD1>Country Group E</HD1>{more}")[-1] == ("Syldavia [column 2]", "X")


def test_a_listed_country_is_a_cell_of_its_group_with_its_mark_behind_the_cross() -> None:
    found = groups(
        "<HD1>Country Group"
        " b</HD1><LI>Ruritania</LI><LI>Syldavia<SU>2</SU></LI><HD1>Words</HD1><LI>Else</LI>"
    )
    assert found == [
        ("Country Group B", "Country Group b"),
        ("Ruritania [B]", "X"),
        ("Syldavia [B]", "X 2"),
        ("heading~2", "Words"),
        ("p1", "Else"),
    ]


def test_captions_of_a_country_table_are_headings_and_a_picture_beside_them_is_a_line() -> None:
    made = table(HEAD, row("Ruritania", "X", ""), caption="Country Group D").replace(
        "<CAPTION>", "<CAPTION/><CAPTION>", 1
    )
    assert groups(made)[0] == ("Country Group D", "Country Group D")
    assert groups(table(HEAD, "", caption="Fees"))[0] == ("table 1 heading", "Fees")


def test_a_line_that_opens_with_a_mark_is_a_footnote_and_any_other_a_paragraph() -> None:
    body = "<P><SU>1</SU> Note.</P>loose<P>Words<SU>1</SU></P><CITA>[88 FR 1]</CITA><LI>Else</LI>"
    assert groups(body) == [
        ("footnote 1", "Note."),
        ("p1", "loose"),
        ("p2", "Words 1"),
        ("source credit", "[88 FR 1]"),
        ("p3", "Else"),
    ]

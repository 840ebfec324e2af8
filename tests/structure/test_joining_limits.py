"""The limits of pieces of tables: each just inside and just outside."""

from __future__ import annotations

import pytest
from lxml import etree

from tracker.structure.heads import served_as_rows
from tracker.structure.joining import goes_on, join, opening_of, runs_of, stands_after

HEAD = "<THEAD><TR><TH>Area</TH><TH>Sum</TH></TR></THEAD>"
ROW = "<TR><TD>a</TD><TD>1</TD></TR>"
FIRST = f"<TABLE>{HEAD}{ROW}</TABLE>"


def xml(text: str) -> etree._Element:
    return etree.fromstring(text)


def follows(first: str, second: str) -> bool:
    return goes_on(opening_of(xml(first)), xml(second))


def captioned(caption: str, rest: str) -> str:
    return f"<TABLE><CAPTION>{caption}</CAPTION>{rest}</TABLE>"


@pytest.mark.parametrize(
    ("caption", "follow"),
    [
        ("Fees continued", True),
        ("Fees-continued-", True),
        (f"Fees{'-' * 9}continued", True),
        (f"Fees{'-' * 10}continued", False),
        (f"Fees continued{'-' * 9}", True),
        (f"Fees continued{'-' * 10}", False),
        ("Fees discontinued", False),
        ("Fees continued here", False),
    ],
)
def test_a_caption_that_says_continued_is_the_one_before(caption: str, follow: bool) -> None:
    assert follows(captioned("Fees", HEAD + ROW), captioned(caption, ROW)) is follow


@pytest.mark.parametrize(
    ("cells", "follow"),
    [
        ("<TD colspan='150'>a</TD><TD colspan='50'>b</TD>", True),
        ("<TD colspan='150'>a</TD><TD colspan='49'>b</TD>", False),
        ("<TD colspan='150'>a</TD><TD colspan='51'>b</TD>", False),
    ],
)
def test_a_cell_spans_two_hundred_columns_at_the_most(cells: str, follow: bool) -> None:
    head = "<THEAD><TR><TH colspan='201'>A</TH></TR></THEAD>"
    assert follows(f"<TABLE>{head}{ROW}</TABLE>", f"<TABLE><TR>{cells}</TR></TABLE>") is follow


@pytest.mark.parametrize(
    ("value", "follow"),
    [("100000", True), ("99999", False), ("0", True), ("x", True), ("²", True), ("", True)],
)
def test_a_span_that_is_no_number_of_five_figures_is_one(value: str, follow: bool) -> None:
    assert (
        follows(FIRST, f"<TABLE><TR><TD colspan='{value}'>a</TD><TD>b</TD></TR></TABLE>") is follow
    )


@pytest.mark.parametrize(
    ("reach", "columns"),
    [("", 2), ("01", 3), ("00", 2), ("L01", 3), ("101", 3), ("10", 12), ("x", 2), ("²", 2)],
)
def test_a_cell_of_the_federal_register_reaches_as_far_as_its_last_two_figures_say(
    reach: str, columns: int
) -> None:
    first = (
        "<GPOTABLE"
        f" COLS='{columns}'><BOXHD><CHED>A</CHED></BOXHD><ROW><ENT>a</ENT></ROW></GPOTABLE>"
    )
    assert follows(first, f"<GPOTABLE><ROW><ENT A='{reach}'>a</ENT><ENT>b</ENT></ROW></GPOTABLE>")


def test_a_number_of_columns_in_other_figures_is_not_read() -> None:
    row = "<ROW><ENT>a</ENT><ENT>b</ENT></ROW>"
    assert (
        opening_of(xml(f"<GPOTABLE COLS='²'><BOXHD><CHED>A</CHED></BOXHD>{row}</GPOTABLE>")).width
        == 2
    )


def test_a_table_without_a_head_is_as_wide_as_most_of_its_rows() -> None:
    assert opening_of(xml("<TABLE/>")).width == 0
    assert (
        opening_of(
            xml(
                "<TABLE><TR><TD>a</TD></TR><TR><TD>b</TD><TD>c</TD></TR><TR><TD>d</TD><TD>e</TD></TR></TABLE>"
            )
        ).width
        == 2
    )


@pytest.mark.parametrize(
    ("row", "follow"),
    [
        ("<TD><B>Part</B></TD><TD/>", True),
        ("<TD><B>Part</B></TD><TD><B>Fee</B></TD>", False),
        ("<TD><E T='04'>Part</E></TD><TD><strong>Fee</strong></TD>", False),
        ("<TD><E T='03'>Part</E></TD><TD><B>Fee</B></TD>", True),
        ("<TD><B>Part</B></TD><TD>Fee</TD>", True),
        ("<TD><B>Part</B> one</TD><TD><B>Fee</B></TD>", True),
        ("<TD><B>Part <E T='04'>one</E></B></TD><TD><B>Fee</B></TD>", False),
    ],
)
def test_a_row_of_nothing_but_bold_cells_is_another_head(row: str, follow: bool) -> None:
    assert follows(FIRST, f"<TABLE><TR>{row}</TR></TABLE>") is follow


@pytest.mark.parametrize(
    ("second", "follow"),
    [
        (f"<TABLE>{HEAD}</TABLE>", False),
        (f"<TABLE><THEAD><TR><TH/><TH/></TR></THEAD>{ROW}</TABLE>", True),
        (f"<TABLE><TR><TH scope='row'>a</TH><TH scope='row'>1</TH></TR>{ROW}</TABLE>", True),
        (f"<TABLE><TR><TH>b</TH><TH>2</TH></TR>{ROW}</TABLE>", False),
        ("<TABLE><TFOOT><TR><TD>a</TD><TD>1</TD></TR></TFOOT></TABLE>", False),
    ],
)
def test_a_piece_has_rows_and_no_other_head(second: str, follow: bool) -> None:
    assert follows(FIRST, second) is follow


def test_a_header_without_words_is_none() -> None:
    row = "<ROW><ENT>a</ENT><ENT>b</ENT></ROW>"
    first = f"<GPOTABLE><BOXHD><CHED>A</CHED><CHED>B</CHED></BOXHD>{row}</GPOTABLE>"
    assert follows(first, f"<GPOTABLE><BOXHD><CHED/></BOXHD>{row}</GPOTABLE>")


def test_two_hundred_pieces_are_one_table_and_the_next_begins_another() -> None:
    made = xml(f"<DIV9>{FIRST}{f'<TABLE>{ROW}</TABLE>' * 200}</DIV9>")
    assert [len(run) for run in runs_of(list(made))] == [200, 1]


def test_a_cell_that_hangs_out_of_the_second_piece_counts_in_the_third() -> None:
    hanging = "<TABLE><TR><TD rowspan='2'>b</TD><TD>2</TD></TR></TABLE>"
    made = xml(f"<DIV9>{FIRST}{hanging}<TABLE><TR><TD>3</TD></TR></TABLE></DIV9>")
    assert [len(run) for run in runs_of(list(made))] == [3]


def test_a_wrapper_is_looked_into_at_its_beginning() -> None:
    made = xml(f"<DIV9><DIV>{FIRST}</DIV><DIV><TABLE>{ROW}</TABLE><P>words</P></DIV></DIV9>")
    first, second = made.iter("TABLE")
    assert stands_after(first, second)


def test_what_stands_below_a_piece_is_moved_and_a_row_below_its_head_is_kept() -> None:
    boxed = "<BOXHD><CHED>A</CHED></BOXHD>"
    made = xml(
        f"<DIV><GPOTABLE>{boxed}<ROW><ENT>a</ENT></ROW></GPOTABLE>"
        f"<GPOTABLE>{boxed}<ROW><ENT>b</ENT></ROW><TNOTE>n</TNOTE><TDESC>d</TDESC><OTHER>o</OTHER></GPOTABLE></DIV>"
    )
    join(list(made))
    assert ["".join(element.itertext()) for element in made[0]] == ["A", "a", "b", "n", "d"]
    again = xml(f"<DIV>{FIRST}<TABLE>{HEAD}<TR><TD>Area</TD><TD>Sum</TD></TR></TABLE></DIV>")
    join(list(again))
    assert ["".join(row.itertext()) for row in again.iter("TR")] == ["AreaSum", "a1", "AreaSum"]


def test_a_group_in_bold_print_is_blanked_too_and_rows_without_cells_hinder_nothing() -> None:
    grouped = f"<TABLE>{HEAD}<TR/><TR><TD>Lille</TD><TD>1</TD></TR><TR><TD/><TD>2</TD></TR></TABLE>"
    made = xml(f"<DIV>{grouped}<TABLE><TR><TD><B>Lille</B></TD><TD>Lille</TD></TR></TABLE></DIV>")
    join(list(made))
    assert ["".join(cell.itertext()) for cell in list(made.iter("TR"))[-1]] == ["", "Lille"]
    bare = xml(f"<DIV>{grouped}<TABLE><TR/><TR><TD>Lille</TD><TD>3</TD></TR></TABLE></DIV>")
    join(list(bare))
    assert "".join(list(bare.iter("TR"))[-1].itertext()) == "Lille3"


# -- heads -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "heads"),
    [
        ("<TR><TD>Country</TD><TD>Entity</TD></TR>", 1),
        ("<TR><TD>Countries</TD><TD>Entities</TD><TD>x</TD></TR>", 1),
        ("<TR><TD>Country</TD><TD>[D: 1]</TD></TR>", 1),
        ("<TR><TD>Country</TD><TD>NS 1</TD></TR>", 1),
        ("<TR><TD>Country</TD><TD>Fee</TD></TR>", 0),
        ("<TR><TD>Town</TD><TD>Entity</TD></TR>", 0),
        ("<TR><TD>Country</TD></TR>", 0),
        ("<TR><TH>Country</TH><TD>Entity</TD></TR>", 0),
        ("<THEAD><TR><TD>Country</TD><TD>Entity</TD></TR></THEAD>", 0),
        ("<TR><TD>x</TD><TD>y</TD></TR><TR><TD>Country</TD><TD>Entity</TD></TR>", 0),
        ("", 0),
    ],
)
def test_the_head_of_a_list_that_was_served_as_a_row_is_known_by_its_words(
    table: str, heads: int
) -> None:
    assert len(served_as_rows(xml(f"<DIV9><TABLE>{table}</TABLE></DIV9>"))) == heads
    assert served_as_rows(xml(f"<DIV8><TABLE>{table}</TABLE></DIV8>")) == []


@pytest.mark.parametrize("between", ["<P><img/></P>", "<P><GID/></P>", "<MATH><MID/></MATH>"])
def test_a_picture_without_a_name_parts_two_tables_too(between: str) -> None:
    made = xml(f"<DIV9>{FIRST}{between}<TABLE>{ROW}</TABLE></DIV9>")
    assert not stands_after(made[0], made[-1])


def test_of_a_piece_only_the_first_row_says_its_group_again() -> None:
    grouped = f"<TABLE>{HEAD}<TR><TD>Lille</TD><TD>1</TD></TR><TR><TD/><TD>2</TD></TR></TABLE>"
    made = xml(
        f"<DIV>{grouped}<TABLE><TR><TD>Nice</TD><TD>3</TD></TR><TR><TD>Lille</TD><TD>4</TD></TR></TABLE></DIV>"
    )
    join(list(made))
    assert ["".join(row.itertext()) for row in made.iter("TR")] == [
        "AreaSum",
        "Lille1",
        "2",
        "Nice3",
        "Lille4",
    ]


def test_a_cell_that_ends_above_a_break_takes_no_column_below_it() -> None:
    hanging = "<TR><TD>a</TD><TD rowspan='2'>1</TD></TR><TR><TD>b</TD></TR>"
    made = xml(f"<DIV9><TABLE>{HEAD}{hanging}</TABLE><TABLE><TR><TD>b</TD></TR></TABLE></DIV9>")
    assert [len(run) for run in runs_of(list(made))] == [1, 1]


def test_a_table_goes_on_with_the_last_one_and_not_with_the_first() -> None:
    made = xml(f"<DIV9>{FIRST}words{FIRST.replace('Sum', 'Fee')}<TABLE>{ROW}</TABLE></DIV9>")
    assert [len(run) for run in runs_of(list(made))] == [1, 2]


def test_a_piece_that_only_says_the_head_again_adds_nothing() -> None:
    again = "<TABLE><TR><TD>Area</TD><TD>Sum</TD></TR></TABLE>"
    made = xml(f"<DIV>{FIRST}{again}<TABLE><TR><TD>b</TD><TD>2</TD></TR></TABLE></DIV>")
    join(list(made))
    assert ["".join(row.itertext()) for row in made.iter("TR")] == ["AreaSum", "a1", "b2"]
    bare = xml(f"<DIV><TABLE>{HEAD}</TABLE><TABLE>{ROW}</TABLE></DIV>")
    join(list(bare))
    assert ["".join(row.itertext()) for row in bare.iter("TR")] == ["AreaSum", "a1"]

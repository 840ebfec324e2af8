"""When a table goes on with the one before it: each condition alone."""

from __future__ import annotations

import pytest
from lxml import etree

from tracker.structure.credits import is_approval, is_authority, is_credit, is_labelled, notice_end
from tracker.structure.joining import join, joined, runs_of, stands_after, take_out

HEAD = "<THEAD><TR><TH>Area</TH><TH>Sum</TH></TR></THEAD>"
ROW = "<TR><TD>a</TD><TD>1</TD></TR>"


def pieces(body: str) -> list[etree._Element]:
    return list(etree.fromstring(f"<DIV9>{body}</DIV9>").iter("TABLE", "GPOTABLE"))


def table(*rows: str, head: str = "", more: str = "") -> str:
    return f"<TABLE>{more}{head}<TBODY>{''.join(rows)}</TBODY></TABLE>"


@pytest.mark.parametrize(
    ("between", "after"),
    [
        ("", True),
        (" \n ", True),
        ("words", False),
        ("<P/>", True),
        ("<P>words</P>", False),
        ("<XREF>Link to an amendment published at 88 FR 1, Jan. 2, 2023.</XREF>", True),
        ("<img src='a.gif'/>", False),
        ("<DIV></DIV>", True),
        ("<DIV>words</DIV>", False),
        ("<TABLE><TR><TD>x</TD></TR></TABLE>", False),
    ],
)
def test_a_table_stands_after_another_where_nothing_that_is_read_stands_between(
    between: str, after: bool
) -> None:
    tables = pieces(f"{table(ROW, head=HEAD)}{between}{table(ROW)}")
    assert stands_after(tables[0], tables[-1]) is after


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("<DIV><DIV>{}</DIV></DIV><DIV>{}</DIV>", True),
        ("<DIV>{}</DIV> words <DIV>{}</DIV>", False),
        ("<DIV><DIV>{}</DIV> words</DIV><DIV>{}</DIV>", False),
        ("<DIV>{}</DIV><DIV> words {}</DIV>", False),
        ("<EXTRACT>{}</EXTRACT><DIV>{}</DIV>", False),
        ("<DIV>{}</DIV><CENTER><DIV>{}</DIV></CENTER>", True),
        ("<DIV>{}</DIV><DIV><P>words</P>{}</DIV>", False),
    ],
)
def test_wrappers_alone_part_no_table(body: str, after: bool) -> None:
    first, second = pieces(body.format(table(ROW, head=HEAD), table(ROW)))
    assert stands_after(first, second) is after
    assert not stands_after(second, first)


@pytest.mark.parametrize(
    ("first", "second", "goes_on"),
    [
        (table(ROW, head=HEAD), table(ROW), True),
        (table(ROW, head=HEAD), table("<TR><TD>a</TD><TD>1</TD><TD>2</TD></TR>"), False),
        (table(ROW, head=HEAD), table("<TR><TD>a</TD></TR>"), False),
        (table(ROW, head=HEAD), table("<TR><TD colspan='2'>a</TD></TR>"), True),
        (table(ROW, head=HEAD), table(ROW, ROW, "<TR><TD>a</TD></TR>"), True),
        (table(ROW, head=HEAD), table(ROW, head=HEAD), True),
        (table(ROW, head=HEAD), table(ROW, head=HEAD.replace("Sum", "Fee")), False),
        (table(ROW, head=HEAD), table("<TR><TD>Area</TD><TD>Sum</TD></TR>", ROW), True),
        (table(ROW, head=HEAD), table(), False),
        (table(ROW), table(ROW), False),
        (
            table("<TR><TD>a</TD></TR>", head="<THEAD><TR><TH>Area</TH></TR></THEAD>"),
            table("<TR><TD>b</TD></TR>"),
            False,
        ),
        (table(ROW, head=HEAD), table(ROW, more="<CAPTION>Fees</CAPTION>"), False),
        (
            table(ROW, head=HEAD, more="<CAPTION>Fees</CAPTION>"),
            table(ROW, more="<CAPTION>Fees (continued)</CAPTION>"),
            True,
        ),
        (
            table(ROW, head=HEAD, more="<CAPTION>Fees</CAPTION>"),
            table(ROW, more="<CAPTION>continued</CAPTION>"),
            True,
        ),
        (table(ROW, head=HEAD, more="<CAPTION>Fees</CAPTION>"), table(ROW), True),
        (table(ROW, head=HEAD), "<GPOTABLE><ROW><ENT>a</ENT><ENT>1</ENT></ROW></GPOTABLE>", False),
    ],
)
def test_a_table_goes_on_with_as_many_columns_or_the_same_head_and_no_caption_of_its_own(
    first: str, second: str, goes_on: bool
) -> None:
    tables = pieces(first + second)
    assert ([len(run) for run in runs_of(tables)] == [2]) is goes_on
    assert [len(run) for run in runs_of(tables)] == ([2] if goes_on else [1, 1])


@pytest.mark.parametrize(("height", "goes_on"), [(2, True), (3, True), (1, False)])
def test_a_cell_that_hangs_over_the_break_counts_as_a_column(height: int, goes_on: bool) -> None:
    first = table(ROW, f"<TR><TD rowspan='{height}'>a</TD><TD>1</TD></TR>", head=HEAD)
    tables = pieces(first + table("<TR><TD>2</TD></TR>"))
    assert ([len(run) for run in runs_of(tables)] == [2]) is goes_on


@pytest.mark.parametrize(
    ("last", "rows"),
    [
        (
            "<TD rowspan='2'>a</TD><TD>1</TD>",
            ("<TD>2</TD>", "<TD>b</TD><TD>3</TD>", "<TD>c</TD><TD>4</TD>"),
        ),
        ("<TD>a</TD><TD rowspan='2'>1</TD>", ("<TD>b</TD>",)),
        (
            "<TD rowspan='3'>a</TD><TD>1</TD>",
            ("<TD>2</TD>", "<TD>3</TD>", "<TD>b</TD><TD>4</TD>", "<TD>c</TD><TD>5</TD>"),
        ),
    ],
)
def test_a_cell_hangs_as_far_as_it_says_and_no_further(last: str, rows: tuple[str, ...]) -> None:
    tables = pieces(
        table(f"<TR>{last}</TR>", head=HEAD) + table(*(f"<TR>{row}</TR>" for row in rows))
    )
    assert [len(run) for run in runs_of(tables)] == [2]


@pytest.mark.parametrize(
    ("stated", "cells", "goes_on"),
    [
        ("2", 2, True),
        ("3", 2, False),
        ("3", 3, True),
        ("x", 2, True),
        ("1000", 2, True),
        ("", 2, True),
        ("999", 2, False),
    ],
)
def test_a_table_of_the_federal_register_states_its_columns(
    stated: str, cells: int, goes_on: bool
) -> None:
    row = f"<ROW>{'<ENT>a</ENT>' * 2}</ROW>"
    first = f"<GPOTABLE COLS='{stated}'><BOXHD><CHED>A</CHED><CHED>B</CHED></BOXHD>{row}</GPOTABLE>"
    tables = pieces(f"{first}<GPOTABLE><ROW>{'<ENT>a</ENT>' * cells}</ROW></GPOTABLE>")
    assert ([len(run) for run in runs_of(tables)] == [2]) is goes_on


def test_rows_and_feet_are_moved_and_a_head_that_is_said_again_is_dropped() -> None:
    again = table("<TR><TD>Area</TD><TD>Sum</TD></TR>", "<TR><TD>b</TD><TD>2</TD></TR>").replace(
        "</TABLE>", "<TFOOT><TR><TD>note</TD></TR></TFOOT></TABLE>"
    )
    tables = pieces(table(ROW, head=HEAD) + again)
    one = joined(tables)
    assert ["".join(row.itertext()) for row in one.iter("TR")] == ["AreaSum", "a1", "b2", "note"]
    assert [len(tables[0].findall(".//TR")), joined(tables[:1]) is tables[0]] == [2, True]
    join(tables)
    assert ["".join(row.itertext()) for row in tables[0].iter("TR")] == [
        "AreaSum",
        "a1",
        "b2",
        "note",
    ]
    assert tables[1].getparent() is None


@pytest.mark.parametrize(
    ("before", "first", "kept"),
    [
        (("Chicago", ""), "Chicago", ""),
        (("Chicago", ""), "Delta", "Delta"),
        (("Chicago", "Delta"), "Delta", "Delta"),
        (("Chicago", "Delta", ""), "Chicago", "Chicago"),
    ],
)
def test_a_group_that_is_only_said_again_behind_a_break_is_blanked(
    before: tuple[str, ...], first: str, kept: str
) -> None:
    rows = [f"<TR><TD>{name}</TD><TD>1</TD></TR>" for name in before]
    tables = pieces(table(*rows, head=HEAD) + table(f"<TR><TD>{first}</TD><TD>2</TD></TR>"))
    join(tables)
    assert "".join(list(tables[0].iter("TR"))[-1][0].itertext()) == kept


def test_the_text_behind_an_element_that_is_taken_out_stays() -> None:
    root = etree.fromstring("<P>a<B>b</B>c<I>d</I>e</P>")
    take_out(root[1])
    take_out(root[0])
    assert etree.tostring(root) == b"<P>ace</P>"


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("88 FR 100", True),
        ("88 FR 100 Pumps", True),
        ("88 FR 100 Pumps seals", False),
        ("[88 FR 100 Pumps seals rings]", True),
        ("[88 FR 100 Pumps seals rings hoses]", False),
        ("(b) 88 FR 100", True),
        ("(b) 88 FR 100 Pumps", False),
        ("[Amended]", True),
        ("[Pumps]", False),
        ("[]", False),
        ("Amended", False),
    ],
)
def test_a_credit_has_three_words_of_its_own_in_brackets_and_one_without(
    text: str, credit: bool
) -> None:
    assert is_credit(text) is credit


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("50 U.S.C. 4801", True),
        ("50 U.S.C. 4801 pumps seals rings", True),
        ("50 U.S.C. 4801 pumps seals rings hoses", False),
        (f"(50 U.S.C. 4801 {'pumps ' * 8})", True),
        (f"(50 U.S.C. 4801 {'pumps ' * 9})", False),
        (f"Authority: 50 U.S.C. 4801 {'pumps ' * 8}", True),
        (f"Authority: 50 U.S.C. 4801 {'pumps ' * 9}", False),
        ("Authority: pumps seals rings", True),
        ("Authority: pumps seals rings hoses", False),
        ("(b) 50 U.S.C. 4801", True),
        ("(b) 50 U.S.C. 4801 pumps", False),
    ],
)
def test_an_authority_has_three_words_of_its_own_and_eight_where_it_says_that_it_is_one(
    text: str, authority: bool
) -> None:
    assert is_authority(text) is authority


@pytest.mark.parametrize(
    ("text", "labelled"),
    [
        ("(b) x", True),
        ("(1) x", True),
        ("(12) x", True),
        ("(123)", True),
        ("(1234) x", False),
        ("(abcd) x", True),
        ("(abcde) x", False),
        ("(A) x", True),
        ("(ABC) x", True),
        ("(ABCD) x", False),
        ("(Sec. 5)", False),
    ],
)
def test_a_text_opens_with_the_label_of_a_paragraph(text: str, labelled: bool) -> None:
    assert is_labelled(text) is labelled


def test_an_approval_names_who_approved_and_an_announcement_ends_with_its_sentence() -> None:
    assert is_approval(
        "(Approved by the Office of Management and Budget under control number 0694-0088)"
    )
    assert not is_approval("(b) Approved by the Office.")
    assert not is_approval("Nothing.")
    notice = "Link to an amendment published at 88 FR 100, Jan. 3, 2023."
    assert (notice_end(notice), notice_end(f"{notice} More."), notice_end("Nothing.")) == (
        len(notice),
        len(notice),
        0,
    )

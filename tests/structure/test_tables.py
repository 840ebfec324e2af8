"""Ordinary tables: tables, rows, cells, and their feet."""

from __future__ import annotations

from tests.structure.sections import section, supplement, units


def table(*rows: tuple[str, ...], head: str = "", caption: str = "", foot: str = "") -> str:
    body = "".join(
        "<TR>"
        + "".join(cell if cell.startswith("<TD") else f"<TD>{cell}</TD>" for cell in row)
        + "</TR>\n"
        for row in rows
    )
    thead = f"<THEAD>{head}</THEAD>" if head else ""
    title = f'<CAPTION><P class="title">{caption}</P></CAPTION>' if caption else ""
    tail = f"<TFOOT>{foot}</TFOOT>" if foot else ""
    return (
        '<DIV width="100%"><DIV'
        f' class="gpotbl_div">\n<TABLE>{title}{thead}'
        f"<TBODY>{body}</TBODY>{tail}</TABLE></DIV></DIV>"
    )


HEAD = "<TR><TH>Code</TH><TH>Meaning</TH></TR>"


def test_rows_are_called_by_their_first_cell_and_cells_by_their_header() -> None:
    found = units(
        section(
            "(a) One.",
            table(("10", "Ten."), ("20–30", "More."), head=HEAD, caption="Codes"),
            "(b) Two.",
        )
    )

    assert (found["(a) table 1"].text, found["(a) table 1"].kind) == ("Codes Code Meaning", "table")
    assert (found["(a) table 1, 10"].text, found["(a) table 1, 10"].kind) == ("10", "row")
    assert (
        found["(a) table 1, 20-30 [Meaning]"].text,
        found["(a) table 1, 20-30 [Meaning]"].kind,
    ) == ("More.", "cell")


def test_a_caption_numbers_the_table_and_names_what_it_belongs_to() -> None:
    found = units(
        section(
            "(a) One:",
            "(1) Two.",
            table(("x", "y"), head=HEAD, caption='Table 3 to Paragraph (<E T="01">a</E>)'),
            "(b) Three.",
        )
    )

    assert "(a) table 3, x [Meaning]" in found


def test_tables_without_a_number_are_counted() -> None:
    found = units(section("(a) One.", table(("x", "y")), table(("x", "y"))))

    assert [address for address, unit in found.items() if unit.kind == "table"] == [
        "(a) table 1",
        "(a) table 2",
    ]
    assert found["(a) table 2, x [2]"].text == "y"


def test_header_cells_that_span_name_the_columns_below_them() -> None:
    head = (
        '<TR><TH rowspan="2">Country</TH><TH'
        ' colspan="2">Reason<sup>1</sup></TH></TR><TR><TH>[NS<br/>1]</TH><TH>[NS<br/>2]</TH></TR>'
    )
    found = units(section(table(("Chile", "X", ""), ("Peru<sup>2</sup>", "", "X"), head=head)))

    assert [address for address, unit in found.items() if unit.kind == "cell"] == [
        "table 1, Chile [Reason [NS 1]]",
        "table 1, Peru [Reason [NS 2]]",
    ]
    assert found["table 1, Peru"].text == "Peru 2"


def test_a_first_row_of_header_cells_is_the_header() -> None:
    old = (
        "<TABLE><TR><TH>Got</TH><TH>Filed</TH></TR><TR><TD"
        " scope='row'>Monday</TD><TD>Friday</TD></TR></TABLE>"
    )

    assert units(section(old))["table 1, Monday [Filed]"].text == "Friday"


def test_equal_keys_get_twins_and_rows_without_text_open_nothing() -> None:
    found = units(section(table(("x", "one"), (" ", "<TD/>"), ("x", "two"), head=HEAD)))

    assert [address for address, unit in found.items() if unit.kind == "row"] == [
        "table 1, x",
        "table 1, x~2",
    ]
    assert found["table 1, x~2 [Meaning]"].text == "two"


def test_a_column_that_groups_rows_is_a_unit_beside_them() -> None:
    rows = (("CHILE", "Acme", "denied"), (" ", "Beta", "denied"), ("PERU", "Acme", "allowed"))
    found = units(
        section(table(*rows, head="<TR><TH>Country</TH><TH>Entity</TH><TH>Policy</TH></TR>"))
    )

    assert [address for address, unit in found.items() if unit.kind in ("row", "cell")] == [
        "table 1, CHILE",
        "table 1, CHILE: Acme",
        "table 1, CHILE: Acme [Policy]",
        "table 1, CHILE: Beta",
        "table 1, CHILE: Beta [Policy]",
        "table 1, PERU",
        "table 1, PERU: Acme",
        "table 1, PERU: Acme [Policy]",
    ]


def test_spanned_rows_keep_their_columns() -> None:
    rows = (('<TD rowspan="2">CHILE</TD>', "Acme", "denied"), ("Beta", "allowed"))
    found = units(
        section(table(*rows, head="<TR><TH>Country</TH><TH>Entity</TH><TH>Policy</TH></TR>"))
    )

    assert found["table 1, CHILE: Beta [Policy]"].text == "allowed"


def test_the_foot_holds_footnotes_that_may_go_on_over_rows() -> None:
    foot = (
        '<TR><TD colspan="2"><sup>1</sup> First.</TD></TR><TR><TD'
        ' colspan="2">More.</TD></TR><TR><TD><sup>2</sup> Second.</TD></TR>'
    )
    found = units(section(table(("x", "y"), head=HEAD, foot=foot)))

    assert (found["table 1 footnote 1"].text, found["table 1 footnote 1"].label) == (
        "First. More.",
        "1",
    )
    assert found["table 1 footnote 2"].text == "Second."


def test_long_keys_are_cut_at_a_word() -> None:
    found = units(supplement(table(("word " * 40, "y"), head=HEAD)))
    (key,) = [address for address, unit in found.items() if unit.kind == "row"]

    assert len(key) < 100
    assert key.endswith("word")


def test_an_absurd_span_costs_nothing() -> None:
    found = units(section(table(*[('<TD rowspan="99999" colspan="99999">x</TD>', "y")] * 300)))

    assert len([1 for unit in found.values() if unit.kind == "row"]) >= 300


def test_the_foot_may_stand_beside_the_table_and_stray_words_in_it_are_kept() -> None:
    old = (
        '<DIV width="100%"><DIV'
        ' class="gpotbl_div"><TABLE>loose<TR><TD>x</TD><TD>y</TD></TR>words</TABLE></DIV><DIV'
        ' class="table_foot"><P class="gpotbl_note">\n<sup>1</sup> First.</P><P'
        ' class="gpotbl_note">* Second.</P></DIV></DIV>'
    )
    found = units(section("(a) One.", old, "(b) Two."))

    assert found["(a) table 1"].text == "loose words"
    assert (found["(a) table 1 footnote 1"].text, found["(a) table 1 footnote *"].text) == (
        "First.",
        "Second.",
    )


def test_columns_whose_first_cells_repeat_are_told_apart_by_the_second() -> None:
    rows = [
        (country, f"Entity {number}", "denied")
        for country in ("CHILE", "PERU")
        for number in range(4)
    ]
    found = units(
        section(table(*rows, head="<TR><TH>Country</TH><TH>Entity</TH><TH>Policy</TH></TR>"))
    )

    assert "table 1, PERU: Entity 3 [Policy]" in found

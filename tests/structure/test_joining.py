"""Tables that were closed and opened again are read as the one table that was printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise, permutations

import pytest

from tests.structure.sections import section, supplement
from tracker.compare import compare
from tracker.diff import diff
from tracker.model import Change
from tracker.structure import parse_file

GROUPS, CHART, ENTITIES = (
    "Supplement No. 1 to Part 740",
    "Supplement No. 1 to Part 738",
    "Supplement No. 4 to Part 744",
)


def row(*cells: str, tag: str = "TD") -> str:
    return "<TR>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</TR>"


def table(*rows: str, head: str = "", caption: str = "") -> str:
    top = (f"<CAPTION><P>{caption}</P></CAPTION>" if caption else "") + (
        f"<THEAD>{head}</THEAD>" if head else ""
    )
    return (
        '<DIV width="100%"><DIV'
        f' class="gpotbl_div">\n<TABLE>{top}<TBODY>{"".join(rows)}</TBODY></TABLE>\n</DIV></DIV>\n'
    )


E_HEAD = row(
    "Country", "Entity", "License requirement", "License review policy", "Citation", tag="TH"
)
E_ROWS = [
    row("FREEDONIA", "Acme Ltd.", "All items", "Denial", "88 FR 100, 1/3/23."),
    row(" ", "Beta Ltd.", "All items", "Denial", "88 FR 100, 1/3/23."),
    row("", "Gamma Ltd.", "All items", "Denial", "88 FR 100, 1/3/23."),
    row("SYLVANIA", "Delta Ltd.", "All items", "Case-by-case", "88 FR 100, 1/3/23."),
]
G_HEAD = row("Country", "[D:1]<br/>National security", "[D:5]<br/>Arms", tag="TH")
G_ROWS = [
    row("Freedonia", "X", "X"),
    row("Ruritania", "", "X"),
    row("Sylvania", "X", ""),
    row("Zembla", "", "X"),
]
C_HEAD = row("Countries", "NS<br/>1", "RS<br/>1", tag="TH")
T_HEAD = row("Area", "Date", "Type", tag="TH")
T_ROWS = [
    '<TR><TD rowspan="2">Chicago</TD><TD>1/1/21</TD><TD>Marginal</TD></TR>',
    row("2/2/22", "Serious"),
    row("Delta", "3/3/23", "Severe"),
    row("Epsilon", "4/4/24", "Severe"),
]
B_ROWS = [
    row("Chicago", "1/1/21", "Marginal"),
    row("", "2/2/22", "Serious"),
    row("Delta", "3/3/23", "Severe"),
    row("", "4/4/24", "Low"),
]
CASES = {
    "entities": (ENTITIES, E_HEAD, E_ROWS, ""),
    "groups": (GROUPS, G_HEAD, G_ROWS, "Country Group D"),
    "chart": (CHART, C_HEAD, G_ROWS, ""),
    "spanned": (GROUPS.replace("740", "748"), T_HEAD, T_ROWS, ""),
    "blank": (GROUPS.replace("740", "748"), T_HEAD, B_ROWS, "Table 2 to Part 748"),
}
kinds = pytest.mark.parametrize(("name", "head", "rows", "caption"), CASES.values(), ids=CASES)


def told(old: bytes, new: bytes) -> tuple[Change, ...]:
    changes = diff(parse_file(old, "old"), parse_file(new, "new"))
    assert compare(old, new, "old", "new").changes == changes
    return changes


@kinds
@pytest.mark.parametrize("cuts", [(1,), (2,), (3,), (1, 3), (1, 2, 3)])
@pytest.mark.parametrize("again", ["", "head", "caption", "continued", "plain"])
def test_a_table_in_pieces_is_no_change(
    name: str, head: str, rows: list[str], caption: str, cuts: tuple[int, ...], again: str
) -> None:
    whole = supplement(table(*rows, head=head, caption=caption), number=name)
    edges = [0, *cuts, len(rows)]
    pieces = []
    for first, last in pairwise(edges):
        more = rows[first:last]
        if not first:
            pieces.append(table(*more, head=head, caption=caption))
        elif again == "plain":
            pieces.append(table(head.replace("TH>", "TD>"), *more))
        else:
            repeated = {
                "caption": caption,
                "continued": f"{caption}—Continued" if caption else "",
            }.get(again, "")
            pieces.append(table(*more, head=head if again == "head" else "", caption=repeated))
    broken = supplement(*pieces, number=name)

    assert told(whole, broken) == told(broken, whole) == ()
    assert parse_file(broken, "broken") == parse_file(whole, "whole")


@kinds
def test_a_row_behind_a_break_is_told_as_a_row_of_the_table(
    name: str, head: str, rows: list[str], caption: str
) -> None:
    old = supplement(table(*rows[:-1], head=head, caption=caption), table(rows[-1]), number=name)
    new = supplement(table(*rows[:-1], head=head, caption=caption), number=name)
    whole = supplement(table(*rows, head=head, caption=caption), number=name)

    assert told(old, new) == told(whole, new) != ()
    assert told(new, old) == told(new, whole)


def test_the_country_in_force_goes_on_behind_a_break() -> None:
    broken = supplement(table(*E_ROWS[:2], head=E_HEAD), table(*E_ROWS[2:]), number=ENTITIES)

    assert [
        unit.address.partition(", ")[2]
        for unit in parse_file(broken, "x")[0].walk()
        if unit.kind == "entity"
    ] == [
        "FREEDONIA: Acme Ltd.",
        "FREEDONIA: Beta Ltd.",
        "FREEDONIA: Gamma Ltd.",
        "SYLVANIA: Delta Ltd.",
    ]


def test_a_country_said_again_behind_a_break_is_no_change() -> None:
    whole = supplement(table(*E_ROWS, head=E_HEAD), number=ENTITIES)
    broken = supplement(
        table(*E_ROWS[:2], head=E_HEAD),
        table(E_ROWS[2].replace("<TD></TD>", "<TD>FREEDONIA</TD>"), E_ROWS[3]),
        number=ENTITIES,
    )

    assert told(whole, broken) == ()


@pytest.mark.parametrize(
    "between",
    [
        "<P>Words.</P>",
        "<HD1>Part two</HD1>",
        "words",
        "<img src='a.gif'/>",
        "<NOTE><P>Noted.</P></NOTE>",
    ],
)
def test_a_table_behind_words_is_another_table(between: str) -> None:
    parts = table(*G_ROWS[:2], head=T_HEAD), between, table(*G_ROWS[2:])
    addresses = [
        unit.address
        for unit in parse_file(supplement(*parts), "x")[0].walk()
        if unit.kind == "table"
    ]

    assert len(addresses) == 2


@pytest.mark.parametrize(
    "second",
    [
        table(row("a", "b")),
        table(row("Freedonia", "X", "X"), head=row("Place", "One", "Two", tag="TH")),
        table(row("Freedonia", "X", "X"), caption="Table 9"),
    ],
    ids=["other columns", "other head", "caption"],
)
def test_a_table_of_its_own_stays_one(second: str) -> None:
    tables = [
        unit
        for unit in parse_file(section("(a) One.", table(*G_ROWS, head=T_HEAD), second), "x")[
            0
        ].walk()
        if unit.kind == "table"
    ]

    assert len(tables) == 2


def test_two_tables_without_a_head_stay_two() -> None:
    found = parse_file(section("(a) One.", table(*G_ROWS[:2]), table(*G_ROWS[2:])), "x")[0]

    assert sum(unit.kind == "table" for unit in found.walk()) == 2


@pytest.mark.parametrize(
    "between",
    [
        "",
        "<XREF>Link to an amendment published at 91 FR 1, Jan. 2, 2026.</XREF>",
        "<P> </P>",
        "<DIV> </DIV>",
    ],
)
def test_nothing_that_is_read_parts_no_table(between: str) -> None:
    found = parse_file(
        section("(a) One.", table(*G_ROWS[:2], head=T_HEAD) + between + table(*G_ROWS[2:])), "x"
    )[0]

    assert sum(unit.kind == "table" for unit in found.walk()) == 1


def test_the_footnotes_of_a_piece_stay() -> None:
    foot = "<TFOOT><TR><TD><sup>1</sup> Noted.</TD></TR></TFOOT>"
    first, second = (
        table(*G_ROWS[:2], head=T_HEAD),
        table(*G_ROWS[2:]).replace("</TABLE>", f"{foot}</TABLE>"),
    )
    found = parse_file(section("(a) One.", first, second), "x")[0]

    assert [unit.text for unit in found.walk() if unit.kind == "footnote"] == ["Noted."]


def test_a_table_of_the_federal_register_goes_on_too() -> None:
    def document(*tables: str) -> bytes:
        return (
            f"<RULE><SUBJECT>Things</SUBJECT>{''.join(tables)}<FRDOC>[FR Doc. 2024-1 Filed"
            " 1-2-24]</FRDOC></RULE>".encode()
        )

    head = "<TTITLE>Table 1</TTITLE><BOXHD><CHED H='1'>Item</CHED><CHED H='1'>Limit</CHED></BOXHD>"
    rows = [
        f"<ROW><ENT>{name}</ENT><ENT>{number}</ENT></ROW>"
        for number, name in enumerate(("a", "b", "c"))
    ]
    whole = document(f"<GPOTABLE COLS='2'>{head}{''.join(rows)}</GPOTABLE>")
    for again in ("", head):
        broken = document(
            f"<GPOTABLE COLS='2'>{head}{rows[0]}</GPOTABLE>",
            f"<GPOTABLE COLS='2'>{again}{rows[1]}{rows[2]}</GPOTABLE>",
        )
        assert told(whole, broken) == told(broken, whole) == ()


def test_rows_that_the_short_cut_leaves_out_do_not_change_how_a_broken_list_is_read() -> None:
    odd = row("", "Omega Ltd.", "All items")
    for order in permutations((E_ROWS[1], E_ROWS[2], odd)):
        old = supplement(table(E_ROWS[0], head=E_HEAD), table(*order, E_ROWS[3]), number=ENTITIES)
        new = supplement(
            table(E_ROWS[0], head=E_HEAD),
            table(*order, E_ROWS[3].replace("Case-by-case", "Denial")),
            number=ENTITIES,
        )
        (change,) = told(old, new)
        assert (change.kind, change.address) == (
            "amended",
            "15 CFR 744 Supp. 4, SYLVANIA: Delta Ltd.",
        )


BETWEEN = [
    *(
        "<NOTE><HED>Note:</HED><P>Noted.</P></NOTE>",
        "<EFFDNOT><HED>Effective Date Note:</HED><P>At 91 FR 1.</P></EFFDNOT>",
    ),
    *(
        '<img src="/graphics/a.gif"/>',
        "<HD1>The List—Continued</HD1>",
        "<P>Words.</P>",
        "Loose words.",
        "<FTNT><P><SU>1</SU> Noted.</P></FTNT>",
    ),
]
lists = pytest.mark.parametrize("kind", ["entities", "groups", "chart"])


@lists
@pytest.mark.parametrize("between", BETWEEN)
def test_a_list_goes_on_behind_what_stands_between_its_pieces(kind: str, between: str) -> None:
    name, head, rows, caption = CASES[kind]
    whole = supplement(table(*rows, head=head, caption=caption), number=name)
    noted = supplement(
        table(*rows[:2], head=head, caption=caption),
        between,
        table(*rows[2:3]),
        between,
        table(*rows[3:]),
        number=name,
    )

    for old, new, told_as in ((whole, noted, "added"), (noted, whole, "removed")):
        assert {
            (change.kind, change.unit in ("entity", "row", "cell", "table"))
            for change in told(old, new)
        } == {(told_as, False)}
    fewer = supplement(
        table(*rows[:2], head=head, caption=caption),
        between,
        table(*rows[2:3]),
        between,
        number=name,
    )
    (change,) = told(noted, fewer)
    assert (change.kind, change.unit) == ("removed", "entity" if kind == "entities" else "cell")
    assert change.address.partition(", ")[2] in (
        "SYLVANIA: Delta Ltd.",
        "Zembla [D:5]",
        "Zembla [RS 1]",
    )


@lists
@pytest.mark.parametrize(
    "second",
    [
        lambda rows, width: table(*rows, head=row("Country", *["Another"] * (width - 1), tag="TH")),
        lambda rows, width: table(row("<B>Port</B>", *["<B>Another</B>"] * (width - 1)), *rows),
        lambda rows, _: table(*(row.replace("</TR>", "<TD>x</TD></TR>") for row in rows)),
        lambda rows, _: table(*rows, caption="Another table"),
    ],
    ids=["head", "bold head", "other columns", "caption"],
)
def test_a_table_with_a_head_or_caption_of_its_own_is_no_piece_of_a_list(
    kind: str, second: Callable[[list[str], int], str]
) -> None:
    name, head, rows, caption = CASES[kind]
    data = supplement(
        table(*rows[:2], head=head, caption=caption),
        "<P>Words.</P>",
        second(rows[2:], head.count("<TH>")),
        number=name,
    )
    units = list(parse_file(data, "x")[0].walk())

    assert sum(unit.kind == "entity" for unit in units) == (2 if kind == "entities" else 0)
    columns = [
        unit.address
        for unit in units
        if unit.address.endswith(
            ("Sylvania [D:1]", "Zembla [D:5]", "Sylvania [NS 1]", "Zembla [RS 1]")
        )
    ]
    assert columns == []


@lists
@pytest.mark.parametrize("bold", ["{}", "<B>{}</B>", '<E T="04">{}</E>'])
def test_a_head_served_as_the_first_row_is_the_head(kind: str, bold: str) -> None:
    name, head, rows, caption = CASES[kind]
    plain = re.sub("<TH>(.*?)</TH>", lambda cell: f"<TD>{bold.format(cell[1])}</TD>", head)
    whole, flat = (
        supplement(form, number=name)
        for form in (table(*rows, head=head, caption=caption), table(plain, *rows, caption=caption))
    )
    pieces = supplement(
        table(plain, *rows[:2], caption=caption), table(plain, *rows[2:]), number=name
    )

    assert told(whole, flat) == told(flat, whole) == told(whole, pieces) == told(pieces, flat) == ()
    amended = flat.replace(b"Case-by-case", b"Denial").replace(
        b"<TD>Zembla</TD><TD></TD>", b"<TD>Zembla</TD><TD>X</TD>"
    )
    assert [change.unit for change in told(flat, amended)] == [
        "entity" if kind == "entities" else "cell"
    ]


def test_a_row_that_only_begins_like_a_head_is_a_row() -> None:
    rows = row("Country", "Garden Ltd.", "All", "Denial", "c"), *E_ROWS
    found = parse_file(supplement(table(*rows, head=E_HEAD), number=ENTITIES), "x")[0]

    assert sum(unit.kind == "entity" for unit in found.walk()) == len(rows)

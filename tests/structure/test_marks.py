"""Footnote marks: however one is set, it is no part of a name.

Wherever it stands; and its coming or going is told there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.structure.supplements import row, table
from tracker.compare import compare
from tracker.model import Change
from tracker.structure import parse_file

FORMS = (
    *("<sup>1</sup>", " <sup>1</sup>", "<SUP>1</SUP>", "\n<SU>1</SU>", "<SU>1</SU><FTREF/>"),
    *("\n<SU>1</SU>\n<FTREF/>", '<E T="51">1</E>', ' <E T="51">1</E>', '<E T="53">1</E>'),
    *('<E T="0731">1</E>', ' <E T="52">1</E>', ' <E T="54">1</E>', "<sup>10</sup>"),
    *(
        "<sup>1</sup> <sup>2</sup>",
        "<sup>1,2</sup>",
        "<sup>1/</sup>",
        "<sup>(1)</sup>",
        "<SU>a</SU>",
    ),
    *("<SU>*</SU>", "<SU>†</SU>", "<I><sup>1</sup></I>", "<sup><I>1</I></sup>", "¹"),
    *("*", "**", " *", "†", " ‡", "§§", " (*)"),
)

HEAD = "<TR><TH>Area</TH><TH>Type</TH></TR>"
LIST = row("Country", "Entity", "Requirement", "Policy", "Citation", tag="TH")
GROUPS = row("Country", "[A:1]<br/>Signatories", "[A: 2]", tag="TH")


def section(body: str, head: str = "§ 744.99 Sample things.") -> str:
    return (
        '<DIV5 N="744" TYPE="PART"><HEAD>PART 744—X</HEAD><DIV8 N="744.99"'
        f' TYPE="SECTION"><HEAD>{head}</HEAD>{body}</DIV8></DIV5>'
    )


def supplement(number: int, part: int, body: str) -> str:
    name = f"Supplement No. {number} to Part {part}"
    return f'<DIV9 N="{name}" TYPE="APPENDIX"><HEAD>{name}—Sample</HEAD>{body}</DIV9>'


def entry(
    heading: str = "", licence: str = "", items: str = "<P>a. Item</P>", title: str = ""
) -> str:
    return supplement(
        1,
        774,
        f"<HD1>Category 3</HD1><FP-2><B>3A999{heading} “Bells” as follows.</B></FP-2>"
        f'<FP-1><E T="04">License Requirements{title}</E></FP-1>{licence}<FP-1><E T="04">List of'
        f" Items Controlled</E></FP-1>{items}",
    )


def entities(country: str = "", name: str = "") -> str:
    first = row(f"RURITANIA{country}", f"Acme Ltd.{name}", "r", "p", "76 FR 1.")
    return supplement(4, 744, table(LIST, first + row("", "Other SA", "r", "p", "c")))


def groups(country: str = "", header: str = "", caption: str = "", listed: str = "") -> str:
    head = GROUPS.replace("Signatories", f"Signatories{header}")
    body = row(f"Ruritania{country}", "X", "X") + row("Chad", "X", "")
    lists = f"<HD1>Country Group B</HD1><SCOL2><LI>Bordavia{listed}</LI><LI>Chad</LI></SCOL2>"
    return supplement(1, 740, table(head, body, f"Country Group A{caption}") + lists)


def ordinary(key: str = "", header: str = "", caption: str = "", value: str = "") -> str:
    head = HEAD.replace("Type", f"Type{header}")
    body = row(f"Gamma County{key}", f"Moderate{value}") + row("Other", "y")
    return section(
        "<P>(a) One.</P>" + table(head, body, f"Table 2 to paragraph (a) of things{caption}")
    )


PLACES: dict[str, tuple[Callable[[str], str], str]] = {
    "key cell": (lambda mark: ordinary(key=mark), "row 15 CFR 744.99(a) table 2, Gamma County"),
    "value": (
        lambda mark: ordinary(value=mark),
        "cell 15 CFR 744.99(a) table 2, Gamma County [Type]",
    ),
    "header cell": (lambda mark: ordinary(header=mark), "table 15 CFR 744.99(a) table 2"),
    "caption": (lambda mark: ordinary(caption=mark), "table 15 CFR 744.99(a) table 2"),
    "heading": (
        lambda mark: section("<P>(a) One.</P>", f"§ 744.99 Sample things.{mark}"),
        "heading 15 CFR 744.99 heading",
    ),
    "definition": (
        lambda mark: section(
            f"<P><I>Widget{mark}</I> means a thing.</P><P><I>Bell</I> means one.</P>",
            "§ 744.99 Definitions.",
        ),
        'definition 15 CFR 744.99 "Widget"',
    ),
    "quoted term": (
        lambda mark: section(
            f"<P>“Widget”{mark} means a thing.</P><P>“Bell” means one.</P>", "§ 744.99 Definitions."
        ),
        'definition 15 CFR 744.99 "Widget"',
    ),
    "note": (
        lambda mark: section(
            f"<P>(a) One.</P><NOTE><HED>Note 2{mark} to paragraph (a):</HED><P>Text.</P></NOTE>"
        ),
        "note 15 CFR 744.99(a) note 2",
    ),
    "note in a line": (
        lambda mark: section(f"<P>(a) One.</P><P>Note 2{mark} to paragraph (a): Text.</P>"),
        "note 15 CFR 744.99(a) note 2",
    ),
    "entity": (lambda mark: entities(name=mark), "entity 15 CFR 744 Supp. 4, RURITANIA: Acme Ltd."),
    "entity with an alias": (
        lambda mark: entities(name=f"{mark}, a.k.a., the following alias:<br/>—Ac."),
        "entity 15 CFR 744 Supp. 4, RURITANIA: Acme Ltd.",
    ),
    "entity's country": (
        lambda mark: entities(country=mark),
        "entity 15 CFR 744 Supp. 4, RURITANIA: Acme Ltd.",
    ),
    "country": (lambda mark: groups(country=mark), "row 15 CFR 740 Supp. 1, Ruritania [A]"),
    "country header": (
        lambda mark: groups(header=mark),
        "heading 15 CFR 740 Supp. 1, Country Group A [A:1] heading",
    ),
    "country caption": (
        lambda mark: groups(caption=mark),
        "heading 15 CFR 740 Supp. 1, Country Group A",
    ),
    "listed country": (lambda mark: groups(listed=mark), "cell 15 CFR 740 Supp. 1, Bordavia [B]"),
    "entry heading": (lambda mark: entry(heading=mark), "entry 15 CFR 774 Supp. 1, 3A999"),
    "section title": (
        lambda mark: entry(title=mark),
        "heading 15 CFR 774 Supp. 1, 3A999 heading: license requirements",
    ),
    "item": (lambda mark: entry(items=f"<P>a.{mark} Item</P>"), "item 15 CFR 774 Supp. 1, 3A999.a"),
    "item text": (
        lambda mark: entry(items=f"<P>a. Item of things{mark}</P>"),
        "item 15 CFR 774 Supp. 1, 3A999.a",
    ),
    "note of an entry": (
        lambda mark: entry(
            items=f"<P>a. Item</P><NOTE><HED>Note 2{mark} to 3A999.a:</HED><P>Text.</P></NOTE>"
        ),
        "note 15 CFR 774 Supp. 1, 3A999.a note 2",
    ),
    "field": (
        lambda mark: entry(licence=f"<FP-1><I>Reason for Control{mark}:</I> NS, AT</FP-1>"),
        "field 15 CFR 774 Supp. 1, 3A999 reason for control",
    ),
    "licence-table key": (
        lambda mark: entry(
            licence=table(
                row("Control(s)", "Country Chart", tag="TH"),
                row(f"NS applies to 3A999.a{mark}", "NS Column 1"),
            )
        ),
        "field 15 CFR 774 Supp. 1, 3A999 licence table: NS applies to 3A999.a",
    ),
}
"""Each place as a file with a given mark in it, and the unit (kind, address) that the mark belongs
to."""

NEVER_LOWERED = frozenset(("definition", "quoted term", "note in a line", "field", "item"))
"""Running text, where lowered print is an index of what it stands on, unless white space sets it
apart."""


def told(old: str, new: str) -> tuple[Change, ...]:
    return compare(old.encode(), new.encode(), "old", "new").changes


def names(data: str) -> list[str]:
    return [unit.address for top in parse_file(data.encode(), "sample") for unit in top.walk()]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", FORMS)
def test_a_mark_is_no_part_of_any_name(form: str, place: str) -> None:
    written, _ = PLACES[place]

    assert names(written(form)) == names(written(""))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", FORMS)
def test_a_mark_that_comes_or_goes_amends_what_it_stands_on_and_nothing_else(
    form: str, place: str
) -> None:
    written, unit = PLACES[place]

    for before, after in ((written(""), written(form)), (written(form), written(""))):
        assert [
            (change.kind, f"{change.unit} {change.address}") for change in told(before, after)
        ] == [("amended", unit)]


@pytest.mark.parametrize("place", PLACES)
def test_a_mark_that_is_only_set_with_another_tag_is_no_difference(place: str) -> None:
    written, _ = PLACES[place]
    tags = (
        "<sup>1</sup>",
        " <sup>1</sup>",
        "\n<SU>1</SU>",
        '<E T="51">1</E>',
        '<E T="53">1</E>',
        '<E T="0731">1</E>',
        "¹",
    )

    assert {
        change.noise for form in tags for change in told(written("<sup>1</sup>"), written(form))
    } == set()


@pytest.mark.parametrize("place", PLACES)
def test_a_power_is_one_word_of_every_name_and_text(place: str) -> None:
    written, _ = PLACES[place]
    forms = (
        "10<sup>26</sup>",
        "10\n<SU>26</SU>",
        '10<E T="51">26</E>',
        '10 <E T="0731">26</E>',
        "10²⁶",
    )

    for form in forms:
        units = [
            unit
            for top in parse_file(written(f" of {form}").encode(), "sample")
            for unit in top.walk()
        ]
        printed = " ".join(
            (*(unit.address for unit in units), *(f"{unit.label} {unit.text}" for unit in units))
        )
        assert "of 10^26" in printed
        assert not re.search(r"10 ?26", printed)
        assert told(written(" of 10^26"), written(f" of {form}")) == ()


@pytest.mark.parametrize("place", sorted(set(PLACES) - NEVER_LOWERED))
def test_lowered_print_behind_a_word_at_the_end_of_a_name_is_a_mark_too(place: str) -> None:
    written, _ = PLACES[place]
    raised, lowered = written("<sup>1</sup>"), written('<E T="52">1</E>')

    assert names(lowered) == names(raised)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ('CO<E T="52">2</E>', "CO2"),
        ('PM <E T="52">10</E>', "PM 10"),
        ('H<E T="52">2</E>O', "H2O"),
        ('Ca(OH)<E T="52">2</E>', "Ca(OH)2"),
        ('W<E T="52">i</E>', "Wi"),
        ('20 log<E T="52">10</E>', "20 log10"),
        ("10<sup>26</sup>", "10^26"),
        ("10 <SU>26</SU> or more<sup>1</sup>", "10^26 or more"),
        ("5 m<sup>2</sup>", "5 m^2"),
        ("1995<sup>1</sup>", "1995"),
        ("300<SU>1</SU><FTREF/>", "300"),
        ("5<sup>2</sup>", "5"),
        ("Part 10<sup>2</sup>", "Part 10"),
        ("1<sup>st</sup> day", "1st day"),
        ("Acme<SU>®</SU>", "Acme®"),
        ("20<SU>o</SU>C", "20oC"),
        ("Alpha County<sup>1</sup>, CA", "Alpha County, CA"),
        ('Denver County, CO <E T="52">2</E>', "Denver County, CO"),
        ("* * * * *", "* * * * *"),
        ("Then you * * *", "Then you * * *"),
        ("*", "*"),
        ("<sup>1</sup>", "1"),
        ("5 U.S.C. § 1", "5 U.S.C. § 1"),
        ("* Estimated<sup>a</sup>", "Estimated"),
    ],
)
def test_powers_chemistry_and_stars_that_stand_for_words_stay_in_a_name(
    key: str, name: str
) -> None:
    data = section("<P>(a) One.</P>" + table(HEAD, row(key, "x") + row("Other", "y")))

    assert f"15 CFR 744.99(a) table 1, {name}" in names(data)


def test_a_figure_with_a_footnote_below_its_table_is_no_power() -> None:
    foot = '<TR><TD colspan="2"><sup>2</sup> In tons.</TD></TR>'
    body = row("10<sup>2</sup>", "x") + row("10<sup>3</sup>", "y")
    below = f'{table(HEAD, body)}<DIV class="table_foot"><P>\n<sup>2</sup> In tons.</P></DIV>'

    for data in (
        section("<P>(a) One.</P>" + table(HEAD, body, "", foot)),
        section(f"<P>(a) One.</P><DIV>{below}</DIV>"),
    ):
        found = names(data)
        assert "15 CFR 744.99(a) table 1, 10" in found
        assert "15 CFR 744.99(a) table 1, 10^3" in found


def test_two_rows_that_only_their_marks_tell_apart_are_twins() -> None:
    data = section(
        "<P>(a) One.</P>"
        + table(HEAD, row("Gamma<sup>1</sup>", "x") + row("Gamma<sup>2</sup>", "y"))
    )

    assert [name for name in names(data) if "[" not in name and "Gamma" in name] == [
        "15 CFR 744.99(a) table 1, Gamma",
        "15 CFR 744.99(a) table 1, Gamma~2",
    ]


@pytest.mark.parametrize(
    "mark",
    ["<sup>1</sup>", "<SU>1</SU>", '<E T="51">1</E>', '<E T="0731">1</E>', '<E T="52">1</E>'],
)
def test_a_footnote_is_called_by_the_mark_that_opens_it(mark: str) -> None:
    body = table(HEAD, row("Gamma", "x"), "", f'<TR><TD colspan="2">{mark} In tons.</TD></TR>')
    found = {
        unit.address: unit
        for top in parse_file(section(f"<P>(a) One.</P>{body}").encode(), "x")
        for unit in top.walk()
    }

    assert found["15 CFR 744.99(a) table 1 footnote 1"].text == "In tons."
    assert found["15 CFR 744.99(a) table 1 footnote 1"].label == "1"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("country-mark", []),
        (
            "mark51",
            [
                ("amended", "40 CFR 81.1(a) table 1, Alpha County, CA", "", "2"),
                (
                    "amended",
                    "40 CFR 81.1(a) table 1, Alpha County, CA [Type]",
                    "Moderate",
                    "Severe-15",
                ),
            ],
        ),
        (
            "exp",
            [("amended", "15 CFR 774.9(a)", "1.5 × 10^12 5 × 10^3 Gy", "1.5 × 1012 5 × 103 Gy")],
        ),
    ],
)
def test_the_cases_of_the_field_read_as_they_should(
    corpus: Path, name: str, expected: list[tuple[str, ...]]
) -> None:
    old, new = ((corpus / "field" / f"{name}.{side}.xml").read_bytes() for side in ("old", "new"))

    changes = compare(old, new, "old", "new").changes

    assert [
        (change.kind, change.address, words(change, "-"), words(change, "+")) for change in changes
    ] == expected


def words(change: Change, sign: str) -> str:
    return " ".join(text.strip() for kind, text in change.words if kind == sign)


@pytest.mark.parametrize("mark", ["*", "**", " *", "†", "‡", " (*)", "<sup>1</sup>"])
@pytest.mark.parametrize(
    ("served", "address"),
    [
        (
            lambda mark: entities(name=f"X{mark}, OOO, a.k.a., the following: x"),
            "15 CFR 744 Supp. 4, RURITANIA: Acme Ltd.X, OOO",
        ),
        (
            lambda mark: entities(country=f"{mark}, KINGDOM OF"),
            "15 CFR 744 Supp. 4, RURITANIA, KINGDOM OF: Acme Ltd.",
        ),
        (
            lambda mark: groups(country=f"{mark}, Kingdom of"),
            "15 CFR 740 Supp. 1, Ruritania, Kingdom of [A]",
        ),
        (
            lambda mark: ordinary(key=f"{mark}, North"),
            "15 CFR 744.99(a) table 2, Gamma County, North",
        ),
        (
            lambda mark: section(
                f"<P><I>Widget{mark}, special</I> means a thing.</P>", "§ 744.99 Definitions."
            ),
            '15 CFR 744.99 "Widget, special"',
        ),
    ],
)
def test_a_mark_before_a_comma_inside_a_name_is_no_part_of_it(
    served: Callable[[str], str], address: str, mark: str
) -> None:
    (change,) = compare(served("").encode(), served(mark).encode(), "old", "new").changes
    assert (change.kind, change.address) == ("amended", address)


def test_a_star_between_two_words_is_no_mark() -> None:
    units = parse_file(ordinary(key=" a * b and E*Trade").encode(), "x")[-1].walk()
    assert "15 CFR 744.99(a) table 2, Gamma County a * b and E*Trade" in {
        unit.address for unit in units
    }


@pytest.mark.parametrize(
    ("paragraph", "term"),
    [
        *(
            (form.format(mark), "Special widget")
            for mark in ('<E T="52">3</E>', "<sub>3</sub>", '<E T="54">a</E>')
            for form in (
                "<I>Special widget{}.</I> A thing.",
                "<I>Special widget{}</I> means a thing.",
                "<I>Special widget</I>{} means a thing.",
                "“Special widget{}” means a thing.",
                "“Special widget”{} means a thing.",
                '<E T="03">Special widget{}</E> means a thing.',
            )
        ),
        ('<I>H<E T="52">2</E>O</I> means water.', "H2O"),
        ('<I>CO<E T="52">2</E>.</I> A gas.', "CO2"),
        ("<I>PM<sub>10</sub></I> means dust.", "PM10"),
        ('<I>Carbon dioxide (CO<E T="52">2</E>)</I> means a gas.', "Carbon dioxide (CO2)"),
    ],
)  # fmt: skip
def test_a_lowered_mark_ends_a_term_but_chemistry_is_a_part_of_it(
    paragraph: str, term: str
) -> None:
    body = f"<P><I>Acme</I> means a thing.</P><P>{paragraph}</P>"
    units = list(parse_file(section(body, "§ 744.99 Definitions.").encode(), "x")[-1].walk())
    assert units[-1].address == f'15 CFR 744.99 "{term}"'

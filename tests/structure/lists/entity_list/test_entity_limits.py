"""The Entity List at its limits.

What a row is called, which country leads it, what its facets are.
"""

from __future__ import annotations

import pytest
from lxml import etree

from tests.structure.supplements import element, row, table
from tests.trees import at
from tracker.markup import Element
from tracker.names import provision_of
from tracker.structure.drafts import TakenNames
from tracker.structure.lists import entity_list
from tracker.structure.lists.entity_list.facets import BREAK, facets_of
from tracker.structure.lists.entity_list.rows import RowReader, body_rows

LIST = "Supplement No. 4 to Part 744"


def xml(text: str) -> Element:
    return etree.fromstring(text)


def entities(body: str) -> list[tuple[str, str, str]]:
    reader = RowReader(at("x"), TakenNames())
    return [
        (one.name.text, one.label, one.text)
        for row_ in body_rows(xml(f"<TABLE>{body}</TABLE>"))
        if (one := reader.read(row_)) is not None
    ]


FIVE = "<TR><TD>{}</TD><TD>{}</TD><TD>r</TD><TD>p</TD><TD>c</TD></TR>"


@pytest.mark.parametrize(
    ("country", "entity", "address", "label"),
    [
        ("FRANCE", "Acme, a.k.a. Bolt", "x, FRANCE: Acme", ""),
        ("FRANCE", "Acme, a. k. a. Bolt", "x, FRANCE: Acme", ""),
        ("FRANCE", "Acme,a.k.a. Bolt", "x, FRANCE: Acme", ""),
        ("FRANCE", "Acme a.k.a. Bolt", "x, FRANCE: Acme a.k.a. Bolt", ""),
        ("FRANCE", ", a.k.a. Bolt", "x, FRANCE: , a.k.a. Bolt", ""),
        ("FRANCE<SU>1</SU>", "Acme<SU>2</SU>", "x, FRANCE: Acme", "FRANCE 1"),
        ("FRANCE", "Acme<br/>Lille", "x, FRANCE: Acme", ""),
        ("FRANCE", "<br/>Acme", "x, FRANCE: Acme", ""),
        ("FRANCE", "<img src='a.gif'/><br/>Acme", "x, FRANCE: Acme", ""),
        ("FRANCE", "<B>Acme</B> <I>Bolt</I>", "x, FRANCE: Acme Bolt", ""),
        ("France", "Acme", "x, France: Acme", ""),
        ("FRANCE", "<B>Acme<I> Bolt</I></B>", "x, FRANCE: Acme Bolt", ""),
        ("FRANCE", "<B>Acme</B>*", "x, FRANCE: Acme", ""),
        ("FRANCE <img src='a.gif'/>", "Acme", "x, FRANCE: Acme", "FRANCE [graphic a.gif]"),
        ("FRANCE", "Acme<I/> Bolt", "x, FRANCE: Acme Bolt", ""),
        ("FRANCE", "Acme<br> Bolt</br>", "x, FRANCE: Acme", ""),
        ("FRANCE", "<P>Acme</P><P>Bolt</P>", "x, FRANCE: Acme", ""),
        ("FRANCE", "", "x, FRANCE: unnamed", ""),
        ("", "Acme", "x, Acme", ""),
    ],
)
def test_an_entity_is_called_by_its_first_line_up_to_its_aliases(
    country: str, entity: str, address: str, label: str
) -> None:
    ((found, marked, _),) = entities(FIVE.format(country, entity))
    assert (found, marked) == (address, label)


def test_the_cells_of_a_row_are_its_text_without_line_breaks() -> None:
    assert entities(FIVE.format("FRANCE", "Acme<br/>Lille")) == [
        ("x, FRANCE: Acme", "", "Acme Lille | r | p | c")
    ]
    assert entities("<TR><TD>FRANCE</TD><TD>Acme</TD><TD/><TD/><TD>c</TD></TR>") == [
        ("x, FRANCE: Acme", "", "Acme | | | c")
    ]
    assert entities("<TR><TD/><TD/></TR>") == []


def test_a_row_with_one_filled_cell_is_a_country_a_footnote_or_a_row() -> None:
    assert entities(f"<TR><TD>FRANCE</TD></TR>{FIVE.format('', 'Acme')}") == [
        ("x, FRANCE", "", "FRANCE"),
        ("x, FRANCE: Acme", "", "Acme | r | p | c"),
    ]
    assert entities(f"<TR><TD>France</TD><TD/></TR>{FIVE.format('', 'Acme')}")[1][0] == "x, Acme"
    assert entities("<TR><TD><SU>1</SU> Note.</TD></TR>") == [("x footnote 1", "1", "Note.")]
    assert entities("<TR><TD><SU>12</SU> Note.</TD></TR>") == [("x footnote 12", "12", "Note.")]
    assert entities("<TR><TD>1 Note.</TD></TR>") == [("x, 1 Note.", "", "1 Note.")]
    assert entities("<TR><TD><SU>123</SU> Note.</TD></TR>")[0][1] == ""
    assert entities("<TR><TD><SU>1</SU></TD></TR>") == [("x, 1", "", "1")]


def test_a_row_with_too_few_cells_is_led_by_a_country_in_capitals_alone() -> None:
    assert entities("<TR><TD>FRANCE</TD><TD>Acme</TD></TR>") == [("x, FRANCE: Acme", "", "Acme")]
    assert entities("<TR><TD>Acme</TD><TD>r</TD></TR>") == [("x, Acme", "", "Acme | r")]


def test_below_a_country_that_spans_rows_no_cell_is_a_country() -> None:
    spanned = (
        "<TR><TD rowspan='2'"
        " class='x'>FRANCE</TD><TD>Acme</TD></TR><TR><TD>BOLT</TD></TR><TR><TD>SPAIN</TD></TR>"
    )
    assert [address for address, _, _ in entities(spanned)] == [
        "x, FRANCE: Acme",
        "x, FRANCE: BOLT",
        "x, SPAIN",
    ]


def test_the_list_goes_on_in_tables_without_a_head_that_are_as_wide() -> None:
    head = row("Country", "Entity", "Requirement", "Policy", "Citation", tag="TH")
    first, more, other = (
        row(*cells)
        for cells in (("FRANCE", "Acme", "r", "p", "c"), ("", "Bolt", "r", "p", "c"), ("a", "b"))
    )
    inner = (more, other, more.replace("Bolt", "Cog"))
    body = table(head, first) + "".join(f"<TABLE>{rows}</TABLE>" for rows in inner)
    tree = entity_list.build(element(LIST, body), provision_of(LIST))
    listed = [unit for unit in tree.walk() if unit.kind in ("entity", "table")]
    assert [unit.address.removeprefix("15 CFR 744 Supp. 4, ") for unit in listed] == [
        *("FRANCE: Acme", "FRANCE: Bolt", "15 CFR 744 Supp. 4 table 1", "FRANCE: Cog"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "fits"),
    [
        (("Country", "Entity"), True),
        (("Country",), False),
        (("Entity", "Country"), False),
        (("Country", "x"), False),
    ],
)
def test_a_list_of_entities_is_known_by_its_first_two_columns(
    head: tuple[str, ...], fits: bool
) -> None:
    assert (
        entity_list.fits(element(LIST, table(row(*head, tag="TH"), "")), provision_of(LIST)) is fits
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("76 FR 5, 1/2/12", "76 FR 5, 1/2/12"),
        ("76 FR 5,678, 11/22/2012", "76 FR 5,678, 11/22/2012"),
        ("76 FR 5,67, 111/2/12", "76 FR 5"),
        ("1776 FR 5", ""),
        (" FR 5", ""),
        ("76 FR 5, 1/2/1", "76 FR 5"),
        ("76 FR 5, 1/222/12", "76 FR 5"),
        ("76 FR 5, 1/2/20123", "76 FR 5"),
        ("76 FR 5, /2/12", "76 FR 5"),
        ("76 FR 5, 111/2/12", "76 FR 5"),
        ("76 FR 5, 1//12", "76 FR 5"),
    ],
)
def test_a_citation_has_a_volume_a_page_and_a_day(text: str, found: str) -> None:
    assert dict(facets_of("", "x", "x", ["x", "", "", text], [])).get("citations", "") == found


def test_a_line_of_a_dash_alone_is_no_alias() -> None:
    found = dict(facets_of("", "x", BREAK.join(("x", "-", "-Bolt", "", "-")), ["x"], []))
    assert (found.get("aliases"), found["address"]) == (None, "- -Bolt -")


def test_a_cell_that_holds_nothing_but_a_picture_leaves_the_country_in_force() -> None:
    both = FIVE.format("FRANCE", "Acme") + FIVE.format("<img src='a.gif'/>", "Bolt")
    assert [(address, label) for address, label, _ in entities(both)] == [
        ("x, FRANCE: Acme", ""),
        ("x, FRANCE: Bolt", "[graphic a.gif]"),
    ]


def test_a_country_leads_as_many_rows_as_it_spans() -> None:
    spanned = (
        "<TR><TD rowspan='3'>FRANCE</TD><TD>a</TD></TR><TR><TD>b</TD></TR>"
        "<TR><TD colspan='2'>c</TD></TR><TR><TD>d</TD></TR>"
    )
    found = body_rows(xml(f"<TABLE>{spanned}</TABLE>"))
    assert [row_.led for row_ in found] == [True, False, False, True]


@pytest.mark.parametrize(
    ("printed", "alias"),
    [
        ("Acme X.Abc.", "Acme X.Abc."),
        ("Acme X.Abcd.", "Acme X.Abcd"),
        ("Acme X..", "Acme X."),
        ("Acme ABC.", "Acme ABC"),
        ("Acme; or", "Acme"),
    ],
)
def test_an_abbreviation_has_three_letters_behind_its_point_at_the_most(
    printed: str, alias: str
) -> None:
    assert dict(facets_of("", "x", f"x{BREAK}-{printed}", ["x"], []))["aliases"] == alias


def test_the_marks_of_all_cells_are_the_footnotes_of_a_row() -> None:
    noted = [
        xml("<TD>a<SU>1</SU></TD>"),
        xml("<TD>b</TD>"),
        xml("<TD>c<I>d</I></TD>"),
        xml("<TD>e<SU>2</SU></TD>"),
    ]
    assert dict(facets_of("", "x", "x", ["x"], noted))["footnotes"] == "1\n2"


def test_what_stands_around_the_list_is_a_footnote_a_heading_a_table_or_a_paragraph() -> None:
    body = (
        "<P><SU>1</SU> Note.</P>loose<P>Words</P><HD2>Part</HD2><CITA>[88 FR"
        " 1]</CITA><TABLE><TR><TD>x</TD></TR></TABLE>"
    )
    tree = entity_list.build(element(LIST, body), provision_of(LIST))
    addresses = [unit.address.removeprefix("15 CFR 744 Supp. 4") for unit in tree.children]
    assert [address.strip(", ") for address in addresses][1:] == [
        *("footnote 1", "p1", "p2", "Part", "source credit", "table 1"),
    ]  # fmt: skip


def test_a_header_that_is_said_again_among_the_rows_names_nobody_and_keeps_its_words() -> None:
    again = row("Country", "Entity", "", "", "", tag="TH")
    body = row("FRANCE", "Acme", "r", "p", "c") + again + row("", "Bolt", "r", "p", "c")
    served = element(LIST, table(again, body))
    tree = entity_list.build(served, provision_of(LIST))
    assert [unit.text for unit in tree.walk() if unit.address.endswith("table heading")] == [
        "Country | Entity | Country | Entity"
    ]
    assert [unit.address.rpartition(", ")[2] for unit in tree.walk() if unit.kind == "entity"] == [
        "FRANCE: Acme",
        "FRANCE: Bolt",
    ]

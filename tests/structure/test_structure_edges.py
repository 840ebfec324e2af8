"""Which reader a supplement gets, and how runs of the list that begin in the middle are named."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.structure.sections import supplement, units
from tests.structure.supplements import read
from tests.trees import at
from tracker.structure import parse_file, register
from tracker.structure.drafts import Draft, TakenNames
from tracker.structure.lists import ccl
from tracker.structure.lists.entity_list.facets import BREAK, facets_of
from tracker.structure.lists.entity_list.rows import body_rows, header_cells
from tracker.structure.pictures import picture_of

CCL = "Supplement No. 1 to Part 774"
ENTRY = "<FP-2><B>3A777 Whistles.</B></FP-2>"


@pytest.mark.parametrize(
    ("number", "body", "kind"),
    [
        (CCL, ENTRY, "entry"),
        (CCL, "<P>3A777 Whistles.</P>", "paragraph"),
        (CCL, "<P><B>3A777</B> Whistles.</P>", "entry"),
        ("Supplement No. 2 to Part 774", ENTRY, "paragraph"),
    ],
)
def test_the_list_is_read_as_one_where_address_and_shape_agree(
    number: str, body: str, kind: str
) -> None:
    (top,) = parse_file(supplement(body, number=number), "sample")
    assert top.children[-1].kind == kind


def test_a_run_that_begins_inside_an_entry_is_named_by_the_list_alone() -> None:
    found = read(ccl.build, CCL, "<P>a. Whistles.</P>\n<P>Plain words.</P>\n<P>Note: x</P>")
    assert [(name, unit.kind) for name, unit in found.items()][2:] == [
        ("a", "item"),
        ("a p1", "paragraph"),
        ("a note", "note"),
    ]
    first = read(ccl.build, CCL, "<P>Plain words.</P>\n<NOTE><HED>Note:</HED><P>x</P></NOTE>")
    assert list(first)[2:] == ["p1", "note"]


def test_a_mark_without_width_hides_no_label_of_an_item_and_stays_in_its_words() -> None:
    body = f"{ENTRY}\n<P>a\u200b.\u200b1. Whistles.</P>\n<P>b. Be\u200blls.</P>"
    (top,) = parse_file(supplement(body, number=CCL), "sample")
    found = {unit.address.rpartition(", ")[2]: unit for unit in top.walk()}
    assert (found["3A777.a.1"].label, found["3A777.a.1"].text) == ("a.1.", "Whistles.")
    assert found["3A777.b"].text == "Be\u200blls."


def test_a_section_of_a_supplement_is_found_by_its_short_address() -> None:
    assert "(a)" in units(supplement("(a) One."))


def test_only_what_a_row_of_the_entity_list_says_becomes_a_facet() -> None:
    assert facets_of("FRANCE", "Acme", "Acme", ["Acme", "All items.", "Denial."], []) == (
        *(("country", "FRANCE"), ("name", "Acme"), ("requirement", "All items."), ("policy",
          "Denial.")),
    )  # fmt: skip
    cells = ["Acme", "", "Denial.", "76 FR 5, 1/2/12. 77 FR 6,789."]
    assert dict(facets_of("", "Acme", "Acme", cells, [])) == {
        "name": "Acme", "policy": "Denial.", "citations": "76 FR 5, 1/2/12\n77 FR 6,789",
    }  # fmt: skip


def test_aliases_are_the_lines_with_a_dash_and_the_address_what_follows() -> None:
    cell = BREAK.join(
        ("Acme, a.k.a.", "-Acme Works;", "—Acme Co.; and", "• Bolt Inc.", "1 Rue Haute,", "-Lille")
    )
    found = dict(facets_of("FRANCE", "Acme", cell, ["Acme"], []))
    assert (found["aliases"], found["address"]) == (
        "Acme Works\nAcme Co.\nBolt Inc.",
        "1 Rue Haute, -Lille",
    )


@pytest.mark.parametrize(
    ("printed", "alias"),
    [
        ("Acme Ltd.", "Acme Ltd."),
        ("Acme Works.", "Acme Works"),
        ("Acme S.A.", "Acme S.A."),
        ("Acme or", "Acme"),
        ("Acme, and", "Acme"),
    ],
)
def test_an_alias_keeps_the_point_of_an_abbreviation_alone(printed: str, alias: str) -> None:
    assert dict(facets_of("", "x", f"x{BREAK}-{printed}", ["x"], []))["aliases"] == alias


def test_the_rows_of_the_entity_list_are_counted_with_the_country_above_them() -> None:
    table = etree.fromstring(
        "<TABLE><THEAD><TR><TD>A</TD><TD>B</TD></TR></THEAD><TR><TH>C</TH></TR><TR/>"
        "<TR><TD rowspan='2' class='x'>F</TD><TD>a</TD></TR><TR><TD>b</TD></TR><TR><TD>G</TD><TD"
        " colspan='3' class='x'>c</TD></TR>"
        "<TR><TH>H</TH><TD>d</TD></TR>"
        "<TFOOT><TR><TD>n</TD></TR></TFOOT></TABLE>"
    )
    assert [(len(row.cells), row.led) for row in body_rows(table)] == [
        (2, True),
        (1, False),
        (2, True),
        (2, True),
    ]
    assert [cell.text for cell in header_cells(table)] == ["A", "B"]
    assert [
        cell.text
        for cell in header_cells(
            etree.fromstring("<TABLE><TR><TH>C</TH></TR><TR><TD>d</TD></TR></TABLE>")
        )
    ] == ["C"]


def test_a_division_note_is_a_unit_where_it_has_a_head_or_words() -> None:
    body = (
        "<AUTH><HED>Authority:</HED></AUTH><NOTE/><SOURCE><P>88 FR 1.</P></SOURCE><DIV8"
        " N='744.1'><HEAD>§ 744.1 A.</HEAD></DIV8>"
    )
    found = parse_file(
        f"<DIV5 N='744' TYPE='PART'><HEAD>PART 744</HEAD>{body}</DIV5>".encode(), "x"
    )
    assert [(unit.address, unit.label, unit.text) for unit in found if unit.kind == "note"] == [
        ("15 CFR part 744 authority", "Authority:", ""),
        ("15 CFR part 744 source", "", "88 FR 1."),
    ]


@pytest.mark.parametrize("tag", ["P", "ZZZ", "FP", "LI"])
def test_nothing_inside_an_extract_opens_a_label(tag: str) -> None:
    found = units(supplement(f"<P>(a) One.</P><EXTRACT><{tag}>(1) Quoted.</{tag}></EXTRACT>"))
    assert "(a)(1)" not in found
    assert "(1) Quoted." in {unit.text for unit in found.values()}


@pytest.mark.parametrize(
    ("body", "picture"),
    [
        ("<P><img src='/x/a.gif'/></P>", "[a.gif]"),
        ("<P><img src='a.gif'/><br/><img src='b.gif'/></P>", "[a.gif] [b.gif]"),
        ("<GPH><GID>A1.002</GID></GPH>", "[A1.002]"),
        ("<P><img alt='chip'/></P>", "[chip]"),
        ("<P><img/></P>", "[picture]"),
        ("<P>words <img src='a.gif'/></P>", ""),
        ("<P><img src='a.gif'/> words</P>", ""),
        ("<NOTE><img src='a.gif'/></NOTE>", ""),
        ("<P/>", ""),
    ],
)
def test_a_picture_without_words_stands_as_its_name(body: str, picture: str) -> None:
    assert picture_of(etree.fromstring(body)) == picture


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("[FR Doc. 2024-02705 Filed 2-9-24; 8:45 am]", "2024-02705"),
        ("[FR Doc. C1-2024-02705 Filed]", "C1-2024-02705"),
        ("[FR Doc. 2024–02705 Filed]", "2024-02705"),
        ("[FR Document No. 9-1 Filed]", "9-1"),
        ("[Nothing]", "unnumbered"),
    ],
)
def test_the_number_of_a_document_is_printed_at_its_end(printed: str, number: str) -> None:
    element = etree.fromstring(f"<RULE><FRDOC>{printed}</FRDOC></RULE>")
    assert register.document_number(element) == number


def test_the_first_subject_is_the_heading_of_a_document_and_the_second_one_of_its_headings() -> (
    None
):
    (top,) = parse_file(
        b"<RULE><SUBJECT>One</SUBJECT><P>Words.</P><SUBJECT>Two</SUBJECT></RULE>", "x"
    )
    assert [(unit.address, unit.text) for unit in top.children] == [
        ("FR unnumbered heading", "One"),
        ("FR unnumbered p1", "Words."),
        ("FR unnumbered heading 1", "Two"),
    ]


def test_a_name_asked_for_again_is_the_first_twin_that_nobody_has() -> None:
    taken = TakenNames()
    assert [str(taken.name(at(word))) for word in ("a", "a~2", "a", "a~2", "a~2", "a~3")] == [
        "a",
        "a~2",
        "a~3",
        "a~2~2",
        "a~2~3",
        "a~3~2",
    ]
    assert [str(taken.text(at("a"))) for _ in range(2)] == ["a p1", "a p2"]
    assert str(taken.number(at("a"), "note", "note")) == "a note 1"
    assert [taken.holds(at("a").text_number(number)) for number in (2, 3)] == [True, False]


def test_a_continuation_line_opens_a_text_that_is_empty_and_is_parted_from_another_by_a_space() -> (
    None
):
    draft = Draft(at("a"), "note")
    draft.extend("One")
    assert draft.text == "One"
    draft.extend("two.")
    assert draft.node().text == "One two."

"""The Commerce Control List in the shapes that are served, one oddity a test.

All text is invented.
"""

from __future__ import annotations

import pytest

from tests.structure.supplements import element, read, row, table
from tracker.errors import ParseError
from tracker.markup import parse_xml
from tracker.model import Node
from tracker.names import provision_of
from tracker.structure.lists import ccl
from tracker.structure.lists.ccl.items import item_label
from tracker.structure.lists.ccl.notes import note_head, target_of

CCL = "Supplement No. 1 to Part 774"
CONTROLS = row("Control(s)", "Country Chart\n<br/>(see Supp. No. 1\n<br/>to part 738)", tag="TH")


def units(body: str) -> dict[str, Node]:
    return read(ccl.build, CCL, body)


def entry(eccn: str, *lines: str) -> str:
    return (
        f"<FP-2><B>{eccn} Whistles as follows (see List of Items Controlled).</B>\n</FP-2>\n"
        + "\n".join(lines)
    )


def item(text: str) -> str:
    return f"<P>{text}</P>"


def note(head: str, *paragraphs: str) -> str:
    inner = "".join(f"\n<P><I>{text}</I></P>" for text in paragraphs)
    return f"<NOTE>\n<HED><I>{head}</I></HED>{inner}</NOTE>"


def below(found: dict[str, Node], address: str) -> list[str]:
    names = {id(unit): name for name, unit in found.items()}
    return [names[id(child)] for child in found[address].children]


ITEMS = "<FP><I>Items:</I>\n</FP>"


def test_a_whole_entry_has_its_fields_items_and_notes() -> None:
    found = units(
        entry(
            "3A777",
            '<FP-1><E T="04">License Requirements</E>\n</FP-1>',
            "<FP-1><I>Reason for Control:</I> NS, AT\n</FP-1>",
            table(
                CONTROLS,
                row("NS applies to 3A777.a", "NS Column 2.")
                + row("AT applies to entire entry", "AT Column 1."),
            ),
            '<FP-1><E T="05">List Based License Exceptions (See Part 740 for a Description of All'
            " License Exceptions)</E>\n</FP-1>",
            "<FP-1><I>LVS:</I> $10\n</FP-1>",
            "<FP-1><I>NAC/ACA:</I> Yes, for 3A777.a.\n</FP-1>",
            '<FP-1><E T="04">Special Conditions for STA</E>\n</FP-1>',
            "<FP-1><I>STA:</I> Not for whistles.\n</FP-1>",
            '<FP-1><E T="04">List of Items Controlled</E>\n</FP-1>',
            "<FP-1><I>Related Controls:</I> See 3B777.\n</FP-1>",
            "<FP-1><I>Related Definition:</I> N/A\n</FP-1>",
            ITEMS,
            item("a. Tin whistles, as follows:"),
            item("a.1. With a pea; <I>or</I>"),
            item("a.1.a. A round pea;"),
            note("Note 1 to 3A777.a:", "Peas are round."),
        )
    )
    assert [(name, unit.kind) for name, unit in found.items() if name.startswith("3A777")] == [
        ("3A777", "entry"),
        ("3A777 heading: license requirements", "heading"),
        ("3A777 reason for control", "field"),
        ("3A777 licence table heading", "heading"),
        ("3A777 licence table: NS applies to 3A777.a", "field"),
        ("3A777 licence table: AT applies to entire entry", "field"),
        ("3A777 heading: license exceptions", "heading"),
        ("3A777 exception LVS", "field"),
        ("3A777 exception NAC/ACA", "field"),
        ("3A777 heading: special conditions for STA", "heading"),
        ("3A777 special conditions for STA", "field"),
        ("3A777 heading: list of items controlled", "heading"),
        ("3A777 related controls", "field"),
        ("3A777 related definitions", "field"),
        ("3A777 items", "field"),
        ("3A777.a", "item"),
        ("3A777.a.1", "item"),
        ("3A777.a.1.a", "item"),
        ("3A777.a note 1", "note"),
    ]
    assert (found["3A777"].label, found["3A777"].text) == (
        "3A777",
        "Whistles as follows (see List of Items Controlled).",
    )
    assert found["3A777 licence table: NS applies to 3A777.a"].text == "NS Column 2."
    assert (
        found["3A777 licence table heading"].text
        == "Control(s) | Country Chart (see Supp. No. 1 to part 738)"
    )
    assert (found["3A777.a.1"].label, found["3A777.a.1"].text) == ("a.1.", "With a pea; or")
    assert below(found, "3A777.a") == ["3A777.a.1", "3A777.a note 1"]


def test_headings_of_categories_parts_and_groups_are_named_by_their_place() -> None:
    found = units(
        "<HD1>Category 5—Bells, Part 1—Ringing\n</HD1><HD1>A. “End Items”\n</HD1>"
        + entry("5A777")
        + "<HD1>Part 2—Silent Bells\n</HD1><HD1>A. “End Items”\n</HD1>"
        + entry("5A778")
        + "<HD1>CATEGORY 6—GONGS\n</HD1><HD1>B. Test Equipment\n</HD1>"
    )
    names = [name for name, unit in found.items() if unit.kind == "heading"][1:]
    assert names == [
        "Category 5 Part 1",
        "Category 5 Part 1 A",
        "Category 5 Part 2",
        "Category 5 Part 2 A",
        "Category 6",
        "Category 6 B",
    ]
    assert found["Category 5 Part 1"].text == "Category 5—Bells, Part 1—Ringing"


def test_a_note_that_names_a_closed_item_keeps_its_place_in_the_text() -> None:
    found = units(
        entry("3A777", ITEMS, item("a. Tin."), item("b. Wood."), item("b.1. Oak;"))
        + note("Note 2 to 3A777.a and 3A777.b:", "Both are loud.")
        + item("c. Brass.")
    )
    assert found["3A777.a note 2"].text == "Both are loud."
    assert found["3A777.a note 2"].label == "Note 2 to 3A777.a and 3A777.b:"
    assert below(found, "3A777")[1:] == ["3A777.a", "3A777.b", "3A777.a note 2", "3A777.c"]


def test_a_note_between_two_subitems_does_not_close_their_parent() -> None:
    found = units(
        entry(
            "3A777",
            ITEMS,
            item("a. Tin."),
            item("a.1. Red;"),
            note("Note to paragraph .a:", "Loud."),
            item("a.2. Blue."),
        )
    )
    assert below(found, "3A777.a") == ["3A777.a.1", "3A777.a note", "3A777.a.2"]


def test_a_note_without_a_target_belongs_to_the_item_before_it_and_is_never_glued_to_it() -> None:
    found = units(
        entry(
            "3A777",
            ITEMS,
            item("a. Tin."),
            item("a.1. Red."),
            note("Technical Notes:", "1. Red is a colour.", "a. So is blue."),
        )
    )
    assert found["3A777.a.1"].text == "Red."
    assert found["3A777.a.1 technical note"].text == "1. Red is a colour. a. So is blue."
    assert "3A777.a~2" not in found


def test_notes_of_a_kind_on_one_item_are_twins() -> None:
    found = units(
        entry(
            "3A777",
            ITEMS,
            item("a. Tin."),
            note("Note:", "One."),
            note("N.B.:", "Two."),
            note("Note:", "Three."),
        )
    )
    assert [found[name].text for name in ("3A777.a note", "3A777.a N.B.", "3A777.a note~2")] == [
        "One.",
        "Two.",
        "Three.",
    ]


def test_heads_that_hold_only_a_number_go_on_with_the_notes_before_them() -> None:
    found = units(
        entry("3A777", note("Notes: 1.", "One."), note("2. ", "Two."), note("3.", "Three."))
    )
    assert [found[f"3A777 note {number}"].text for number in (1, 2, 3)] == [
        "One.",
        "Two.",
        "Three.",
    ]


def test_the_words_of_a_note_may_stand_in_its_head() -> None:
    found = units(
        entry("3A777", ITEMS, item("a. Tin."))
        + "<NOTE>\n<HED><I>Note:</I> 3A777.a is not wood.</HED></NOTE>"
    )
    assert (found["3A777.a note"].label, found["3A777.a note"].text) == (
        "Note:",
        "3A777.a is not wood.",
    )


def test_a_note_to_a_product_group_hangs_on_its_heading() -> None:
    found = units(
        "<HD1>Category 3—Whistles\n</HD1><HD1>E. Technology\n</HD1>"
        + note("Note 1 to Cat 3 Product Group E:", "None.")
    )
    assert found["Category 3 E note 1"].text == "None."


def test_notes_written_as_plain_lines_gather_their_numbered_lines() -> None:
    found = units(
        entry(
            "3A777",
            ITEMS,
            item("a. Tin."),
            item("Technical Notes:"),
            item("1. Tin is soft."),
            item("2. Tin is grey."),
            item("b. Wood."),
        )
    )
    assert found["3A777.a technical note"].text == "1. Tin is soft. 2. Tin is grey."
    assert found["3A777.b"].text == "Wood."


def test_unnumbered_lines_stay_apart_from_the_item_before_them() -> None:
    found = units(
        entry(
            "3A777",
            ITEMS,
            item("a. Tin whistles; or"),
            item("as long as they are loud."),
            item("b. Wood."),
        )
    )
    assert found["3A777.a"].text == "Tin whistles; or"
    assert found["3A777.a p1"].text == "as long as they are loud."


def test_text_between_elements_is_kept_in_its_place() -> None:
    found = units(
        entry("3A777")
        + " License Requirements Reason for Control: AT "
        + item("a. Tin.")
        + " loose end "
        + item("b. Wood.")
    )
    assert found["3A777 p1"].text == "License Requirements Reason for Control: AT"
    assert below(found, "3A777") == ["3A777 p1", "3A777.a", "3A777 p2", "3A777.b"]


def test_titles_as_hd1_and_the_entry_heading_as_fp1_are_read_alike() -> None:
    found = units(
        "<FP-1><B>8D777 “Software” for bells.</B>\n</FP-1><HD1>List Based License Exceptions (See"
        " Part 740 for bells)\n</HD1><FP-1><I>TSR:</I> N/A\n</FP-1><HD1>List of Items"
        " Controlled\n</HD1>"
    )
    assert [name for name in found if name.startswith("8D777")] == [
        "8D777",
        "8D777 heading: license exceptions",
        "8D777 exception TSR",
        "8D777 heading: list of items controlled",
    ]


def test_a_heading_split_over_several_b_and_a_raised_mark_stay_one_entry() -> None:
    found = units("<FP-2><B>3D777</B><B> “Software”</B> <B>for 10\n<SU>26</SU> bells.</B>\n</FP-2>")
    assert found["3D777"].text == "“Software” for 10^26 bells."


@pytest.mark.parametrize(
    "items", ["<FP><I>Items</I>\n</FP>", "", "<FP><I>Items:</I> The list follows:\n</FP>"]
)
def test_items_are_read_with_without_and_after_a_wordy_items_line(items: str) -> None:
    found = units(entry("9D777", items, item("a. Tin."), item("b. Wood.")))
    assert [found["9D777.a"].text, found["9D777.b"].text] == ["Tin.", "Wood."]


def test_an_item_may_be_an_fp1_and_a_label_may_lose_its_dot() -> None:
    found = units(
        entry(
            "9A777",
            ITEMS,
            "<FP-1>a. “Bells”:\n</FP-1>",
            item("a.1 [Reserved]"),
            item("a.2.b “Small” bells"),
            item("b.1.. Big."),
        )
    )
    assert [
        (name, found[name].label, found[name].text)
        for name in ("9A777.a", "9A777.a.1", "9A777.a.2.b", "9A777.b.1")
    ] == [
        ("9A777.a", "a.", "“Bells”:"),
        ("9A777.a.1", "a.1", "[Reserved]"),
        ("9A777.a.2.b", "a.2.b", "“Small” bells"),
        ("9A777.b.1", "b.1..", "Big."),
    ]


def test_reserved_ranges_have_one_address() -> None:
    found = units(
        entry(
            "0A777",
            ITEMS,
            item("a.1. to a.5. [Reserved]"),
            item("f. through w. [Reserved]"),
            item("y.2. 2 to y.5. [RESERVED]"),
        )
    )
    assert [(name, unit.text) for name, unit in found.items() if unit.kind == "item"] == [
        ("0A777.a.1-a.5", "[Reserved]"),
        ("0A777.f-w", "[Reserved]"),
        ("0A777.y.2-y.5", "[RESERVED]"),
    ]


@pytest.mark.parametrize(
    "text",
    ["i.e. a bell", "e.g. a bell", "n.e.s., bells", "a.k.a. bells", "a two-tone bell", "or. bells"],
)
def test_abbreviations_and_words_open_no_item(text: str) -> None:
    assert item_label(text) is None


def test_items_whose_parent_is_missing_hang_on_the_nearest_open_one() -> None:
    found = units(
        entry("1E777", ITEMS, item("a.1. Tin."), item("a.1.c.2. Red."), item("b.1. Wood."))
    )
    assert below(found, "1E777")[1:] == ["1E777.a.1", "1E777.b.1"]
    assert below(found, "1E777.a.1") == ["1E777.a.1.c.2"]


def test_of_two_items_with_one_label_the_one_with_subitems_keeps_the_address() -> None:
    found = units(
        entry(
            "1C777",
            ITEMS,
            item("a. Tin."),
            item("b. Stray."),
            item("Or so."),
            item("b. Wood:"),
            item("b.1. Oak."),
        )
    )
    assert [found["1C777.b"].text, found["1C777.b~2"].text] == ["Wood:", "Stray."]


def test_adjacent_twins_are_counted_in_order() -> None:
    found = units(entry("1C777", ITEMS, item("a. Tin."), item("a. Wood.")))
    assert [found["1C777.a"].text, found["1C777.a~2"].text] == ["Tin.", "Wood."]


def test_lines_that_go_on_with_a_field_are_one_field() -> None:
    found = units(
        entry(
            "0A777",
            '<FP-1><E T="05">List Based License Exceptions (See Part 740)</E>\n</FP-1>',
            "<FP-1><I>LVS:</I> $500 for 0A777.c.\n</FP-1>",
            "<FP-1>$900 for 0A777.d.\n</FP-1>",
            '<FP-1><E T="04">Special Conditions for STA</E>\n</FP-1>',
            "<FP-1>Not for bells.\n</FP-1>",
            '<FP-1><E T="04">List of Items Controlled</E>\n</FP-1>',
            "<FP-1><I>Related Controls: 0A777.b</I> is a bell.\n</FP-1>",
            "<P>(2) So is 0A778.</P>",
            "<FP-1><I>ECCN Controls:</I> None.\n</FP-1>",
            "<FP><I>Items:</I> The list of items controlled is contained in the ECCN"
            " heading.\n</FP>",
        )
    )
    assert found["0A777 exception LVS"].text == "$500 for 0A777.c. $900 for 0A777.d."
    assert found["0A777 special conditions for STA"].text == "Not for bells."
    assert found["0A777 related controls"].text == "0A777.b is a bell. (2) So is 0A778."
    assert found["0A777 ECCN controls"].text == "None."
    assert (
        found["0A777 items"].text
        == "The list of items controlled is contained in the ECCN heading."
    )


def test_a_label_that_was_never_seen_before_is_a_field_of_its_name() -> None:
    found = units(
        entry(
            "0A777", "<FP-1><I>Bell Policy:</I> Ring.\n</FP-1>", "<FP-1><I>QXZ:</I> Yes.\n</FP-1>"
        )
    )
    assert [found["0A777 bell policy"].text, found["0A777 exception QXZ"].text] == ["Ring.", "Yes."]


def test_sta_is_an_exception_before_its_section_and_the_condition_in_it() -> None:
    found = units(
        entry(
            "1D777",
            "<FP-1><I>STA:</I> One.\n</FP-1>",
            '<FP-1><E T="04">Special Conditions for STA</E>\n</FP-1>',
            "<P>STA: Two.</P>",
        )
    )
    assert [found["1D777 exception STA"].text, found["1D777 special conditions for STA"].text] == [
        "One.",
        "Two.",
    ]


@pytest.mark.parametrize(
    "header",
    [
        row("Control(s)", "Country chart (see supp. No. 1 to part 738)", tag="TH"),
        row("Control(s)", "Country Chart(See Supp. No. 1to part 738)", tag="TH"),
        row("Control(s)", "", tag="TH"),
        row("Control(s)", tag="TH"),
        row("Control", "Country chart", tag="TH"),
        "",
    ],
)
def test_licence_tables_are_known_by_header_or_by_their_first_cells(header: str) -> None:
    found = units(entry("6D777", table(header, row("NP applies to entire entry", "NP Column 1"))))
    assert found["6D777 licence table: NP applies to entire entry"].text == "NP Column 1"


def test_blank_missing_and_third_cells_of_a_licence_table_lose_nothing() -> None:
    found = units(
        entry(
            "6D777",
            table(
                CONTROLS,
                row("NP applies to entire entry", "NP Column 1", "")
                + row("", "NP Column 2")
                + row("CW applies to entire entry. A license is required.", "")
                + row("AT applies to “all” <sup>1</sup>", "AT Column 1", "see below"),
            ),
        )
    )
    rows = {
        name.removeprefix("6D777 licence table: "): unit.text
        for name, unit in found.items()
        if "table: " in name
    }
    assert rows == {
        "NP applies to entire entry": "NP Column 1",
        "NP applies to entire entry~2": "NP Column 2",
        "CW applies to entire entry": "CW applies to entire entry. A license is required.",
        'AT applies to "all"': "AT Column 1 | see below",
    }


def test_controls_written_as_prose_are_rows_too() -> None:
    found = units(
        entry(
            "1C777",
            "<P>CW applies to 1C777.b and .c. The Chart is silent.</P>",
            "<P>AT applies to entire entry. So it is.</P>",
        )
    )
    assert found["1C777 licence table: CW applies to 1C777.b and .c"].text.endswith(
        "The Chart is silent."
    )
    assert found["1C777 licence table: AT applies to entire entry"].kind == "field"


def test_bracketed_paragraphs_of_an_entry_have_bracketed_addresses() -> None:
    found = units(
        entry("9A777", "<P>(a) See 9A778.</P>", "<P>(1) Or not.</P>", "<P>(b) See 9A779.</P>")
    )
    assert [name for name, unit in found.items() if unit.kind == "item"] == [
        "9A777(a)",
        "9A777(a)(1)",
        "9A777(b)",
    ]


def test_ordinary_tables_of_an_entry_are_tables_of_the_item_before_them() -> None:
    found = units(
        entry("2E777", ITEMS, item("f. Bells."))
        + table(row("Bell", "Sound", tag="TH"), row("Small", "Ding"))
    )
    assert found["2E777.f table 1, Small [Sound]"].text == "Ding"


def test_a_run_may_begin_inside_an_entry_and_end_in_credits() -> None:
    found = units(
        "<FP-1><I>Related Definitions:</I> N/A\n</FP-1>"
        + ITEMS
        + item("a. Tin.")
        + entry("3A777", item("a. Wood."))
        + '<P>EAR99 Else.</P><CITA TYPE="N">[61 FR 1, Mar. 25, 1996]\n</CITA><EDNOTE><HED>Editorial'
        " Note:</HED><PSPACE>See the list.</PSPACE></EDNOTE>"
    )
    assert list(found)[2:] == [
        *("related definitions", "items", "a", "3A777", "3A777.a"),
        *("Category 3 EAR99", "source credit", "editorial note 1"),
    ]
    assert found["source credit"].role == "source-credit"


def test_link_notices_are_units_of_their_own_wherever_they_stand() -> None:
    notice = (
        '<XREF ID="20260723" REFID="15">Link to an amendment published at 91 FR 1, July 23,'
        " 2026.</XREF>"
    )
    found = units(
        notice
        + entry("3A777", ITEMS, item("a. Tin."), item("a.1. Red."), notice, item("a.2. Blue."))
    )
    assert found["link notice 2"].role == "link-notice"
    assert below(found, "3A777.a") == ["3A777.a.1", "link notice 2", "3A777.a.2"]


def test_footnotes_are_numbered_by_their_marks() -> None:
    found = units(
        entry("4E777") + "<FTNT>\n<P><SU>26</SU> Ten to the 26.</P>\n<P>Go on.</P></FTNT>"
    )
    assert (found["footnote 26"].label, found["footnote 26"].text) == (
        "26",
        "Ten to the 26. Go on.",
    )


@pytest.mark.parametrize(
    ("head", "name", "named"),
    [
        ("Technical Note 2 to 3A777.a and 3A777.b:", "technical note 2", ("3A777", ("a",))),
        ("Note 3 to paragraph 0A777.d", "note 3", ("0A777", ("d",))),
        ("Note to paragraph .w.1:", "note", ("", ("w", "1"))),
        ("Note 2 to paragraph i:", "note 2", ("", ("i",))),
        ("Notes to ECCN 1A777:", "note", ("1A777", ())),
        ("N.B. to paragraph .k:", "N.B.", ("", ("k",))),
        ("License Requirements Notes:", "license requirement note", None),
        ("Note to the Bell Note:", "note", None),
    ],
)
def test_heads_of_notes_say_kind_number_and_target(
    head: str, name: str, named: tuple[str, tuple[str, ...]] | None
) -> None:
    found = note_head(head)
    assert found is not None
    target = target_of(found.target)
    assert (found.name, target and (target.eccn, target.levels)) == (name, named)


@pytest.mark.parametrize(
    "body",
    [
        "<P>" * 200 + "a. x" + "</P>" * 200,
        "<NOTE>" * 200 + "<P>x</P>" + "</NOTE>" * 200,
        "".join(item(".".join(["a", "1"] * depth) + ". x") for depth in range(1, 60)),
        "<FP-2/><NOTE/><TABLE/><FTNT/><TABLE><TR/></TABLE><P/><HD1/>",
        table("", row("", "") + row("only")),
        item("a. ") + item("a.1.") + "<FP-2><B>3A777</B></FP-2><FP-2>3A777</FP-2>",
    ],
)
def test_hostile_shapes_give_a_tree(body: str) -> None:
    tree = ccl.build(element(CCL, body), provision_of(CCL))
    assert tree.kind == "provision"


def test_text_beyond_bounds_is_refused_by_the_parser() -> None:
    with pytest.raises(ParseError):
        parse_xml(b"<DIV9>" + b"<P>" * 300 + b"</P>" * 300 + b"</DIV9>", "deep")


def test_an_items_line_without_its_colon_is_not_more_of_the_field_before_it() -> None:
    found = units(
        entry(
            "9D777",
            "<FP-1><I>Related Definitions:</I> N/A\n</FP-1>",
            "<FP><I>Items</I>\n</FP>",
            item("a. Tin."),
        )
    )
    assert [found["9D777 related definitions"].text, found["9D777 items"].text] == ["N/A", "Items"]


def test_controls_after_a_label_are_rows_too() -> None:
    found = units(
        entry(
            "0A777",
            "<FP-1><I>Control(s):</I> CC applies to entire entry. A license is required"
            " everywhere.\n</FP-1>",
        )
    )
    assert found["0A777 licence table: CC applies to entire entry"].label == "Control(s):"


def test_what_is_lettered_before_the_list_of_items_is_no_item() -> None:
    found = units(
        entry(
            "1C777",
            '<FP-1><E T="04">License Requirements</E>\n</FP-1>',
            "<P>1. Samples:</P>",
            item("a. Bells not eligible."),
            '<FP-1><E T="04">List of Items Controlled</E>\n</FP-1>',
            ITEMS,
            item("a. Tin."),
        )
    )
    assert found["1C777 license requirements"].text == "1. Samples: a. Bells not eligible."
    assert found["1C777.a"].text == "Tin."

"""The Commerce Control List at its edges.

What is just a label, a head, a field, and what no longer is.
"""

from __future__ import annotations

import pytest

from tests.structure.supplements import element, read, row, table
from tracker.names import provision_of
from tracker.structure.lists import ccl

CCL = "Supplement No. 1 to Part 774"
ENTRY = "<FP-2><B>3A777 Whistles.</B></FP-2>"
ITEMS = "<FP><I>Items:</I></FP>"
NOTICE = "<XREF>Link to an amendment published at 91 FR 1, July 23, 2026.</XREF>"


def told(body: str) -> list[tuple[str, str, str]]:
    """Return each unit below the heading of the list: its short address, its label and its text."""
    found = read(ccl.build, CCL, body)
    return [(name, unit.label, unit.text) for name, unit in found.items()][2:]


def named(body: str) -> list[str]:
    return [name for name, _, _ in told(body)]


def parents(body: str) -> dict[str, str]:
    """Return, for each unit, the unit that it hangs on."""
    found = read(ccl.build, CCL, body)
    names = {id(unit): name for name, unit in found.items()}
    return {names[id(child)]: name for name, unit in found.items() for child in unit.children}


# -- headings and entries --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "last"),
    [
        (("Category 12—Bells",), "Category 12"),
        (("Category 5, Part III—Bells",), "Category 5 Part 3"),
        (("Category 5, Part IV—Bells",), "Category 5"),
        (("Category 5", "Part 2—Bells"), "Category 5 Part 2"),
        (("Category 5", "PART ii—Bells"), "Category 5 Part 2"),
        (("Category 5", "B. Bells", "Part 2—Bells"), "Category 5 Part 2"),
        (("Category 5", "Product Group c. Bells"), "Category 5 C"),
        (("Category 5", "D—Bells"), "Category 5 D"),
    ],
)
def test_a_heading_moves_to_a_category_a_part_or_a_group(
    headings: tuple[str, ...], last: str
) -> None:
    assert named("".join(f"<HD1>{heading}</HD1>" for heading in headings))[-1] == last


@pytest.mark.parametrize(
    "heading",
    ["Category 123—Bells", "Categories", "Bells of Part 2", "F. Bells", "Bells"],
)
def test_another_heading_moves_nowhere(heading: str) -> None:
    assert named(f"<HD1>Category 5</HD1><HD2>{heading}</HD2><P>EAR99 Else.</P>") == [
        *("Category 5", "Category 5 heading", "Category 5 EAR99"),
    ]  # fmt: skip


def test_a_group_needs_its_category_and_a_heading() -> None:
    tree = ccl.build(element(CCL, "<HD1>A. Bells</HD1>"), provision_of(CCL))
    assert [unit.address for unit in tree.children][1:] == ["15 CFR 774 Supp. 1, heading"]
    assert named("<HD1>Category 5</HD1><P>A. Bells</P>") == ["Category 5", "Category 5 p1"]
    assert named("<HD1>Category 5</HD1><P>a. Bells</P>") == ["Category 5", "Category 5 p1"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("<FP-2>3A778 Bells.</FP-2>", "3A778"),
        ("<HD2>3A778 Bells.</HD2>", "3A778"),
        ("<LI>3A778 Bells.</LI>", "3A777 p1"),
        ("<P>3A778 Bells.</P>", "3A777 p1"),
        ("<P>3A778 <B>Bells.</B></P>", "3A777 p1"),
        ("<P><B>3A778</B> Bells.</P>", "3A778"),
        ("<P><E T='04'><B>3A778</B> <I>Bells.</I></E></P>", "3A778"),
        ("<P><E T='04'>3A778</E> Bells.</P>", "3A777 p1"),
        ("<P><I>3A778</I> Bells.</P>", "3A777 p1"),
        ("<P><I><B>3A778</B></I> Bells.</P>", "3A777 p1"),
        ("<FP-2>3A778.a Bells.</FP-2>", "3A777 p1"),
        ("<P>EAR999 Bells.</P>", "3A777 p1"),
        ("<P>EAR99 Bells.</P>", "Category 3 EAR99"),
    ],
)
def test_an_entry_begins_with_its_number_in_bold_print_or_in_a_heading(
    line: str, name: str
) -> None:
    assert named(ENTRY + line) == ["3A777", name]


# -- items, notes and lines in an entry ------------------------------------------------------------


def test_what_belongs_to_the_entry_hangs_on_it_and_what_belongs_to_an_item_on_the_item() -> None:
    body = (
        ENTRY
        + ITEMS
        + "<P>a. Tin.</P>"
        + NOTICE
        + "<P>Unit: Number.</P><P>b. Wood.</P><P>Plain.</P>"
    )
    found = parents(body)
    wanted = ("3A777.a", "link notice 1", "3A777 unit", "3A777.b", "3A777.b p1")
    assert [found[name] for name in wanted] == [
        *("3A777", "3A777", "3A777", "3A777", "3A777.b"),
    ]  # fmt: skip


def test_loose_text_hangs_on_the_entry_and_ends_a_note() -> None:
    lines = "<P>a. Tin.</P><P>Note: One.</P>{}<P>2. Two.</P>"
    assert told(ENTRY + lines.format(" loose "))[2:] == [
        ("3A777.a note", "Note:", "One."),
        ("3A777 p1", "", "loose"),
        ("3A777 p2", "", "2. Two."),
    ]
    assert told(ENTRY + lines.format(""))[2:] == [("3A777.a note", "Note:", "One. 2. Two.")]


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("12. Two.", True),
        ("A. Two.", True),
        ("• Two.", True),
        ("—Two.", True),
        ("123. Two.", False),
        ("AB. Two.", False),
        ("1.Two.", False),
        (". Two.", False),
    ],
)
def test_a_note_goes_on_in_lines_with_a_short_number_a_letter_or_a_bullet(
    line: str, more: bool
) -> None:
    assert (
        told(f"{ENTRY}<P>a. Tin.</P><P>Note: One.</P><P>{line}</P>")[2][2] == f"One. {line}"
    ) is more


def test_a_head_that_stands_alone_becomes_the_label_of_what_follows() -> None:
    assert told(f"{ENTRY}<P>a. Tin.</P><P>Note 1:</P><P>1. Two.</P><P>2. Three.</P>")[2:] == [
        ("3A777.a note 1", "Note 1:", "1. Two. 2. Three."),
    ]
    assert told(f"{ENTRY}<P>a. Tin.</P><P>Note 1:</P>")[2:] == [("3A777.a note 1", "", "Note 1:")]
    assert told(f"{ENTRY}<FP><I>Related Controls:</I></FP><FP>See it.</FP>")[1:] == [
        ("3A777 related controls", "Related Controls:", "See it."),
    ]


@pytest.mark.parametrize(
    ("target", "name", "above"),
    [
        ("3A777.a", "3A777.a note", "3A777.a"),
        ("paragraph a", "3A777.a note", "3A777.a"),
        ("3A778.a", "3A778.a note", "3A777"),
        ("3A777", "3A777 note", "3A777"),
        ("paragraph b", "3A777.b note", "3A777"),
        ("Category 3", "Category 3 note", "3A777"),
        ("it", "3A777.a.1 note", "3A777.a.1"),
    ],
)
def test_a_note_hangs_on_what_it_names_where_that_is_open(
    target: str, name: str, above: str
) -> None:
    found = parents(f"{ENTRY}<P>a. Tin.</P><P>a.1. Red.</P><P>Note to {target}: x</P>")
    assert found[name] == above


def test_brackets_are_items_of_an_entry_and_figures_only_below_letters() -> None:
    lines = ("(1) One.", "(a) Two.", "(1) Three.", "a. Tin.", "(1) Four.", "(b) Five.")
    assert named(ENTRY + "".join(f"<P>{line}</P>" for line in lines)) == [
        *("3A777", "3A777 p1", "3A777(a)", "3A777(a)(1)", "3A777.a", "3A777.a p1", "3A777.a(b)"),
    ]  # fmt: skip
    assert named("<HD1>Category 5</HD1><P>(a) Two.</P>") == ["Category 5", "Category 5 p1"]
    assert named("<P>(a) Two.</P>") == ["p1"]


def test_a_title_is_one_in_plain_or_in_wholly_emphasised_print() -> None:
    plain, part = "<P><I>List</I> of Items Controlled</P>", "3A777 p1"
    assert named(ENTRY + plain) == ["3A777", part]
    for line in ("<P>List of Items Controlled</P>", "<P><I>List of Items Controlled</I></P>"):
        assert named(ENTRY + line) == ["3A777", "3A777 heading: list of items controlled"]
    assert (
        named(f"{ENTRY}<LI>Reporting Requirements</LI>")[1]
        == "3A777 heading: reporting requirements"
    )


def test_in_the_items_no_words_in_italics_are_a_new_field() -> None:
    line = "<P><I>Bell:</I> loud.</P>"
    assert named(ENTRY + line) == ["3A777", "3A777 bell"]
    assert named(f"{ENTRY}<P>a. Tin.</P>{line}") == ["3A777", "3A777.a", "3A777.a p1"]


def test_a_line_below_a_title_is_its_text_and_below_the_items_it_is_not() -> None:
    assert named(f"{ENTRY}<HD2>License Requirements</HD2><P>None.</P>")[2:] == [
        "3A777 license requirements"
    ]
    assert named(f"{ENTRY}<HD2>List of Items Controlled</HD2><P>None.</P>")[2:] == ["3A777 items"]
    assert named(f"{ENTRY}<P>The list of items controlled is contained in the heading.</P>")[
        1:
    ] == ["3A777 items"]
    assert named(f"{ENTRY}<P>None.</P>")[1:] == ["3A777 p1"]


def test_a_licence_table_keeps_its_caption_and_its_stray_words_and_ends_the_field_before_it() -> (
    None
):
    head = row("Control(s)", "Country Chart", tag="TH")
    made = table(head, row("AT applies to entire entry", "AT Column 1"), caption="Fees").replace(
        "</TBODY>", "</TBODY>stray"
    )
    # the source prints the caption first; the reader puts it behind the rows, so the law of the
    # order is not asked here
    tree = ccl.build(
        element(CCL, f"{ENTRY}<FP><I>Related Controls:</I> x</FP>{made}<FP>More.</FP>"),
        provision_of(CCL),
    )
    assert [unit.text for unit in tree.walk()][3:] == [
        "x",
        "Control(s) | Country Chart",
        "AT Column 1",
        "Fees",
        "stray",
        "More.",
    ]


def test_a_control_in_prose_is_a_row_behind_the_label_of_controls_alone() -> None:
    assert named(f"{ENTRY}<FP><I>Related Controls:</I> NS applies to 3A777.</FP>")[1:] == [
        "3A777 related controls"
    ]
    assert named(f"{ENTRY}<FP><I>Control(s):</I> NS applies to 3A777.</FP>")[1:] == [
        "3A777 licence table: NS applies to 3A777"
    ]
    assert named(f"{ENTRY}<FP><I>Control(s):</I> None.</FP>")[1:] == ["3A777 control(s)"]


def test_a_run_without_an_entry_is_named_by_the_supplement() -> None:
    tree = ccl.build(element(CCL, "<P>Plain.</P><P>Note: x</P>"), provision_of(CCL))
    assert [unit.address for unit in tree.children][1:] == [
        "15 CFR 774 Supp. 1 p1",
        "15 CFR 774 Supp. 1 note",
    ]

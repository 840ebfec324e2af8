"""The words and lines of the Commerce Control List at their edges.

Labels, heads of notes, fields, rows of licence tables.
"""

from __future__ import annotations

import pytest
from lxml import etree

from tests.trees import at
from tracker.structure.drafts import TakenNames
from tracker.structure.lines import Line, lines_of, stray_text
from tracker.structure.lists.ccl.fields import (
    field_label,
    is_licence_table,
    licence_rows,
    title_name,
)
from tracker.structure.lists.ccl.items import item_label
from tracker.structure.lists.ccl.labels import with_plain_label
from tracker.structure.lists.ccl.notes import line_head, note_head, target_of
from tracker.structure.surroundings import surroundings


def xml(text: str) -> etree._Element:
    return etree.fromstring(text)


@pytest.mark.parametrize(
    ("text", "name", "printed"),
    [
        ("a.1... Pumps", "a.1", "a.1.."),
        ("a.1.abc. Pumps", "a.1", "a.1."),
        ("a.1.123. Pumps", "a.1.123", "a.1.123."),
        ("a.1.1.1.1.1.1.1.1.1.1. x", "a.1.1.1.1.1.1.1.1.1.1", "a.1.1.1.1.1.1.1.1.1.1."),
        ("y.2. 22 to y.5. [Reserved]", "y.2-y.5", "y.2. 22 to y.5."),
        ("y.2. 222 to y.5. [Reserved]", "y.2", "y.2."),
        ("f.-w. ([Reserved])", "f-w", "f.-w."),
        ("f.-w. (([Reserved]))", "f", "f."),
        ("f.-w. Reserved", "f-w", "f.-w."),
        ("f. through W. [Reserved]", "f-w", "f. through W."),
    ],
)
def test_a_label_is_as_long_as_it_may_be_and_no_longer(text: str, name: str, printed: str) -> None:
    label = item_label(text)
    assert label is not None
    assert (label.name, label.printed) == (name, printed)


@pytest.mark.parametrize(
    "text",
    [
        "a.1.1234. x",
        "a.1-x",
        "a... x",
        "a.1.1.1.1.1.1.1.1.1.1.1. x",
        "a.1234 x",
        "ab. x",
        "ii.1. x",
    ],
)
def test_what_is_longer_opens_no_item(text: str) -> None:
    assert item_label(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Note 1234: x", None),
        ("Note: 123.", "note 123"),
        ("Note: 1234.", "note"),
        ("N. B.: x", "N.B."),
        ("N B: x", "N.B."),
        ("n.b. to it: x", "N.B."),
        ("Note2: x", None),
        ("Note 2a: x", None),
        ("Notes on it: x", "note"),
        ("Note, to it: x", "note"),
    ],
)
def test_a_head_has_a_number_of_three_figures_at_the_most(text: str, name: str | None) -> None:
    head = note_head(text)
    assert (head.name if head else None) == name


def test_a_target_may_be_one_letter() -> None:
    head = note_head("Note to k: x")
    assert head is not None
    assert head.target == "k"


@pytest.mark.parametrize(("letters", "found"), [(55, True), (56, False)])
def test_the_word_note_stands_among_the_first_sixty_letters(letters: int, found: bool) -> None:
    assert (line_head(f"{'A' * letters} Note: x", loose=False) is not None) is found


@pytest.mark.parametrize(
    ("named", "eccn", "levels"),
    [
        ("3A001.a.123", "3A001", "a.123"),
        ("3A001.a.1234", "3A001", "a"),
        ("3A001.ab.1", "3A001", "ab.1"),
        ("3A001.abc", "3A001", ""),
        ("paragraph ab.1", "", "ab.1"),
        ("paragraph a.123", "", "a.123"),
        ("paragraph a.1234", "", "a"),
        ("paragraph a.1.b", "", "a.1.b"),
        ("paragraph a.1.bc", "", "a.1.bc"),
        ("paragraph a.1.bcd", "", "a.1"),
        ("paragraph (.a", "", "a"),
        ("item a", "", "a"),
        (".k.123", "", "k.123"),
        (".k.1234", "", "k"),
        (".k.1.b", "", "k.1.b"),
        (".k.1.bc", "", "k.1.bc"),
        (".k.1.bcd", "", "k.1"),
        (".k.", "", "k"),
    ],
)
def test_a_note_names_levels_of_three_figures_or_two_letters(
    named: str, eccn: str, levels: str
) -> None:
    target = target_of(named)
    assert target is not None
    assert (target.eccn, ".".join(target.levels)) == (eccn, levels)


@pytest.mark.parametrize("named", ["paragraph abc", ".kk", "see paragraph a", ""])
def test_a_note_that_names_more_letters_names_nothing(named: str) -> None:
    assert target_of(named) is None


@pytest.mark.parametrize(
    ("text", "italic", "section", "name"),
    [
        ("ZZZ: Yes", "ZZZ: Yes", "license exceptions", "exception ZZZ"),
        ("ZZZ: Yes", "ZZZ: Yes", "", None),
        ("ZZZ: Yes", "", "license exceptions", None),
        ("ZZZ/LVS: Yes", "", "", None),
        ("LVS/ZZZ: Yes", "", "", "exception LVS/ZZZ"),
        ("LVS:", "", "", "exception LVS"),
        ("LVSX: Yes", "", "", None),
        ("Z: x", "Z:", "", "Z"),
        ("ZZZZ: x", "ZZZZ:", "", "exception ZZZZ"),
        ("ZZZZZ: x", "ZZZZZ:", "", "ZZZZZ"),
        ("ZZ/ZZZZ: x", "ZZ/ZZZZ:", "", "exception ZZ/ZZZZ"),
        ("ZZ/ZZZZZ: x", "ZZ/ZZZZZ:", "", "ZZ/ZZZZZ"),
        ("ZZ/Z: x", "ZZ/Z:", "", "ZZ/Z"),
        ("Group 1: x", "Group 1:", "", "group 1"),
        (":", ":", "", None),
        ("Related control: x", "", "", "related controls"),
        ("reporting requirement: x", "", "", "reporting requirements"),
        ("Special Conditions for STA: x", "", "", "special conditions for STA"),
        (f"{'N' * 58}: x", f"{'N' * 58} ", "", "N" * 58),
        (f"{'N' * 60}: x", "N" * 60, "", "N" * 60),
        (f"{'N' * 61}: x", "N" * 61, "", None),
    ],
)
def test_a_code_is_known_or_stands_in_italics_below_its_title(
    text: str, italic: str, section: str, name: str | None
) -> None:
    label = field_label(text, italic, section)
    assert (label.name if label else None) == name


def test_the_text_of_a_new_field_begins_behind_its_colon_and_space() -> None:
    label = field_label("Bell:  loud", "Bell", "")
    assert label is not None
    assert label.end == 7


@pytest.mark.parametrize("text", ["Licence\u200b Requirements", "License Requirements*"])
def test_marks_hide_no_title(text: str) -> None:
    assert title_name(text) == "license requirements"


# -- licence tables --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "licence"),
    [
        ("", False),
        ("<TR/>", False),
        ("<TR><TD>Bell</TD></TR>", False),
        ("<TR><TD>Control</TD></TR>", True),
        ("<TR><TD>See the Country Chart</TD></TR>", True),
        ("<TR><TD>AT applies to entire entry</TD></TR>", True),
        ("<TR><TD>Bell</TD></TR><TR><TD>Control</TD></TR>", False),
    ],
)
def test_a_licence_table_is_known_by_its_first_row(rows: str, licence: bool) -> None:
    assert is_licence_table(xml(f"<TABLE>{rows}</TABLE>")) is licence


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("<TR><TH>Control(s)</TH><TH>Chart</TH></TR>", [("", "", "Control(s) | Chart")]),
        ("<TR><TD>Control(s)</TD><TD>Chart</TD></TR>", [("", "", "Control(s) | Chart")]),
        ("<TR><TD>Chart</TD><TD>Control(s)</TD></TR>", [("Chart", "Chart", "Control(s)")]),
        ("<TR><TH>AT</TH><TD>1</TD></TR>", [("AT", "AT", "1")]),
        ("<TR><TD/><TD>1</TD></TR>", [("unnamed", "", "1")]),
        ("<TR><TD>..</TD><TD>1</TD></TR>", [("unnamed", "..", "1")]),
        (
            "<TR><TD>AT.</TD><TD>1</TD></TR><TR><TD/></TR><TR><TD/><TD>2</TD></TR>",
            [("AT", "AT.", "1"), ("AT", "", "2")],
        ),
        (
            "<TR><TD>AT</TD><TD>1</TD></TR><TR><TD>Control(s)</TD><TD>2</TD></TR>",
            [("AT", "AT", "1"), ("Control(s)", "Control(s)", "2")],
        ),
        (
            "<TR><TD>AT applies to it. So</TD><TD/></TR>",
            [("AT applies to it", "", "AT applies to it. So")],
        ),
        ("<TR><TD>AT</TD><TD/><TD>3</TD><TD>4</TD></TR>", [("AT", "AT", "3 | 4")]),
        ("<TR><P>x</P><TD>AT</TD><TD>1</TD></TR>", [("AT", "AT", "1")]),
    ],
)
def test_a_row_of_a_licence_table_has_its_key_from_its_first_cell_or_from_above(
    rows: str, found: list[tuple[str, str, str]]
) -> None:
    assert list(licence_rows(xml(f"<TABLE>{rows}</TABLE>"))) == found


# -- lines and frames ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "italic"),
    [
        ("<P><I>Bell:</I> x</P>", "Bell:"),
        ("<P> <I>Bell:</I> x</P>", "Bell:"),
        ("<P>x <I>Bell:</I> x</P>", ""),
        ("<P><U>Bell:</U> x</P>", ""),
        ("<P><E T='51'>1</E> x</P>", ""),
        ("<P><E T='03'>Bell</E> x</P>", "Bell"),
        ("<P>x</P>", ""),
    ],
)
def test_the_emphasised_words_of_a_line_are_those_that_open_it(body: str, italic: str) -> None:
    (line,) = lines_of(xml(f"<DIV9>{body}</DIV9>"))
    assert line.italic == italic


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("one<P>two</P>three", [("", "one"), ("P", "two"), ("", "three")]),
        (
            "<DIV>one<P>two</P>three</DIV>four",
            [("", "one"), ("P", "two"), ("", "three"), ("", "four")],
        ),
        ("<DIV>one</DIV>", [("DIV", "one")]),
        ("<P/><P> </P>", []),
        ("\u200b<P>\u200b</P>\u200b", []),
        ("<TABLE/>", [("TABLE", "")]),
        ("<XREF>words</XREF>", [("P", "words")]),
        (
            "<P>a<XREF>Link to an amendment published at 88 FR 1.</XREF></P>",
            [("P", "a"), ("XREF", "Link to an amendment published at 88 FR 1.")],
        ),
        ("<P><img src='a.gif'/></P>", [("P", "[a.gif]")]),
        ("<GPH><GID>A1.002</GID></GPH>", [("GPH", "[A1.002]")]),
    ],
)
def test_a_supplement_is_a_run_of_lines_and_loose_text(
    body: str, lines: list[tuple[str, str]]
) -> None:
    assert [(line.tag, line.text) for line in lines_of(xml(f"<DIV9>{body}</DIV9>"))] == lines


def test_labels_are_read_in_a_line_with_blanks_for_its_marks() -> None:
    marked, plain = lines_of(xml("<DIV9><P>Items<SU>1</SU> are</P><P>Items are</P></DIV9>"))
    assert (marked.text, marked.plain, len(marked.blanked)) == ("Items 1 are", "Items   are", 11)
    assert (plain.plain, plain.blanked) == ("Items are", "")


def test_what_stands_in_no_cell_of_a_table_is_kept_in_order() -> None:
    table = (
        "<TABLE>a<CAPTION>c</CAPTION>b<TBODY>d<TR>e<P>f</P><TD>x</TD>g</TR>h</TBODY><P>i</P>\u200b<img"
        " src='a.gif'/></TABLE>"
    )
    assert stray_text(xml(table)) == ["a", "b", "i", "[a.gif]", "d", "h", "e", "g"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a\u200b.1. Bel\u200bls", "a.1. Bel\u200bls"),
        ("\u200bBel\u200bls", "Bel\u200bls"),
        ("B\u200bells", "B\u200bells"),
        ("3A\u200b777 Bel\u200bls", "3A777 Bel\u200bls"),
        ("(\u200ba) Bel\u200bls", "(a) Bel\u200bls"),
        ("It\u200bems: Bel\u200bls", "Items: Bel\u200bls"),
        ("No\u200bte 1: Bel\u200bls", "Note 1: Bel\u200bls"),
    ],
)
def test_marks_without_width_are_taken_out_of_the_label_alone(text: str, plain: str) -> None:
    assert with_plain_label(Line("P", None, text, "")).text == plain


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        (
            "<FTNT><P><SU>1</SU> One.</P><P><SU>2</SU> Two.</P></FTNT>",
            [("1", "One."), ("2", "Two.")],
        ),
        ("<EFTNT><P><SU>1</SU> One.</P><P>More.</P></EFTNT>", [("1", "One. More.")]),
        ("<FTNT><P><SU>1</SU> One.</P> tail <P>More.</P></FTNT>", [("1", "One. tail More.")]),
        ("<FTNT>x <P><SU>1</SU> One.</P></FTNT>", [("", "x 1 One.")]),
        ("<FTNT><FP><SU>1</SU> One.</FP></FTNT>", [("1", "One.")]),
        ("<FTNT><FP>x</FP><P><SU>1</SU> One.</P></FTNT>", [("", "x"), ("1", "One.")]),
        ("<CITA>x</CITA>", [("", "x")]),
        ("<CITA/>", []),
        ("<EDNOTE><HED>Note:</HED></EDNOTE>", [("Note:", "")]),
        ("<P>x</P>", []),
    ],
)
def test_what_frames_a_supplement_is_a_unit_or_one_for_each_mark(
    body: str, notes: list[tuple[str, str]]
) -> None:
    assert [
        (note.label, note.text) for note in surroundings(xml(body), at("x"), TakenNames())
    ] == notes

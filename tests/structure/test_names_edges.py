"""How long a name, a number or a term may be, and what is still one.

Tables at the limits of the patterns.
"""

from __future__ import annotations

import pytest
from lxml import etree

from tracker.structure.definitions import leads_definitions, term_of, without_lowered_mark
from tracker.structure.naming import heading_of, identifier_of, without_stray_letter
from tracker.structure.notes import NoteHead, inline_note, read_head
from tracker.structure.register import document_number


def named(tag: str, number: str, head: str = "", part: str = "") -> str:
    """Return what an element is called."""
    element = etree.Element(tag, N=number)
    etree.SubElement(element, "HEAD").text = head
    if part:
        etree.Element("DIV5", N=part).append(element)
    return identifier_of(element)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (".23", "744.1"),
        ("1.1", "1.1"),
        ("1234.1234", "1234.1234"),
        ("12345.12345", "12345.12345"),
        ("x1.1", "744.1"),
        ("", "744.1"),
    ],
)
def test_a_section_is_called_by_its_number_or_by_its_head(number: str, name: str) -> None:
    assert named("DIV8", number, "§ 744.1 A.") == name


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Appendix to Part 20", "Appendix to Part 20"),
        ("Appendix A to Part 20—Plums", "Appendix A to Part 20"),
        ("Appendix A to Part 20—. X", "Appendix A to Part 20"),
        ("Appendix A to Part 20—1. X", "Appendix A to Part 20—1. X"),
        ("Appendix A to Part 20—123", "Appendix A to Part 20—123"),
        ("Appendix A to Part 20—1234", "Appendix A to Part 20"),
        (f"Appendix {'x' * 79} to Part 20—Plums", f"Appendix {'x' * 79} to Part 20"),
        (f"Appendix {'x' * 80} to Part 20—Plums", ""),
    ],
)
def test_a_full_head_names_an_appendix_up_to_its_dash(head: str, name: str) -> None:
    found = named("DIV9", "", head)
    assert found == name or (not name and "to Part" not in found)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        *(
            ("ABC", "Appendix ABC to Part 20"),
            ("ABCD", "ABCD"),
            ("ABC-D", "Appendix ABC-D to Part 20"),
            ("-D", "Appendix D to Part 20"),
        ),
        *(
            ("1", "Appendix 1 to Part 20"),
            ("123A", "Appendix 123A to Part 20"),
            ("1234", "1234"),
            ("1234A", "1234A"),
        ),
        *(
            ("C", "Appendix C to Part 20"),
            ("LXXXVII", "Appendix LXXXVII to Part 20"),
            ("LXXXVIII", "LXXXVIII"),
        ),
        *(
            ("Apps.", "Apps to Part 20"),
            ("Appendix", "Appendix"),
            ("No. 1", "Appendix No. 1 to Part 20"),
        ),
        *(
            ("App." + "x" * 60, f"App.{'x' * 60} to Part 20"),
            ("App." + "x" * 61, f"App.{'x' * 61}"),
        ),
    ],
)
def test_a_bare_number_of_an_appendix_has_a_few_forms_and_lengths(number: str, name: str) -> None:
    assert named("DIV9", number, part="20") == name


@pytest.mark.parametrize(
    ("number", "head", "plain"),
    [
        ("744.1x", "§ 744.1 A.", "744.1"),
        ("744.1", "§ 744.1 A.", ""),
        ("744.1", "§ 744.1a A.", "744.1a"),
        ("744.1xy", "§ 744.1 A.", ""),
        ("744.12", "§ 744.1 A.", ""),
        ("744.1x", "Plums", ""),
        ("744.1x", "", ""),
    ],
)
def test_one_letter_may_have_strayed_into_the_number_of_a_section(
    number: str, head: str, plain: str
) -> None:
    element = etree.fromstring(f"<DIV8 N='{number}'><P>x</P><HEAD>{head}</HEAD></DIV8>")
    assert without_stray_letter(number, element) == plain
    assert heading_of(element) == head
    assert (
        without_stray_letter(number, etree.fromstring(f"<DIV8 N='{number}'><P>x</P></DIV8>")) == ""
    )


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("FR Doc.2024-1", "2024-1"),
        ("FR Doc 2024-1", "2024-1"),
        ("FR Docs. 2024-1", "2024-1"),
        ("FR Doc. No.2024-1", "2024-1"),
        ("FR Doc. No 2024-1", "2024-1"),
        ("FR Doc. -1", "unnumbered"),
        ("FR Doc. 9-", "unnumbered"),
        ("FR Doc. 9", "unnumbered"),
        ("FR Doc. 9-1-2", "9-1-2"),
        ("FR Doc. 9-1-2-3", "9-1-2"),
        (f"FR Doc. {'9' * 12}-1", f"{'9' * 12}-1"),
        (f"FR Doc. {'9' * 13}-1", "unnumbered"),
        (f"FR Doc. 9-{'1' * 8}", f"9-{'1' * 8}"),
        (f"FR Doc. 9-{'1' * 9}", f"9-{'1' * 8}"),
    ],
)
def test_the_number_of_a_document_has_two_or_three_parts(printed: str, number: str) -> None:
    assert document_number(etree.fromstring(f"<RULE><FRDOC>{printed}</FRDOC></RULE>")) == number


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("definitions", True),
        (" a b c definition of", True),
        ("a b c d definitions", False),
        ("definitionsx", False),
        ("x, definitions", False),
    ],
)
def test_up_to_three_words_stand_before_the_word_definitions(text: str, leads: bool) -> None:
    assert leads_definitions(text) is leads


@pytest.mark.parametrize(
    ("raw", "italics", "found"),
    [
        ("Gadget means", ((0, 6),), ("Gadget", 6)),
        ("“Gadget” means", ((1, 7),), ("Gadget", 7)),
        ("A Gadget means", ((2, 8),), None),
        ("Gadget means", ((0, 0),), None),
        ("Gadget means", (), None),
        (f"{'x' * 120} means", ((0, 120),), ("x" * 120, 120)),
        (f"{'x' * 121} means", ((0, 121),), None),
        (f"“{'x' * 120} means", ((1, 121),), ("x" * 120, 121)),
        ("“x” means", (), ("x", 3)),
        ("“” means", (), None),
        (f"“{'x' * 120}” means", (), ("x" * 120, 122)),
        (f"“{'x' * 121}” means", (), None),
        ("“x” or y means", (), ("x", 3)),
        ("“x” or means", (), None),
        (f"“x” or {'y' * 79} means", (), ("x", 3)),
        (f"“x” or {'y' * 80} means", (), None),
        (f"“x” ({'y' * 152}) means", (), ("x", 3)),
        (f"“x” ({'y' * 153}) means", (), None),
    ],
)
def test_a_term_is_set_off_and_followed_by_a_verb(
    raw: str, italics: tuple[tuple[int, int], ...], found: tuple[str, int] | None
) -> None:
    assert term_of(raw, italics, False) == found


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("Gadget. A thing.", ("Gadget", 6)),
        (" Gadget. A thing.", ("Gadget", 7)),
        ("Gadget means it.", ("Gadget", 6)),
        ("gadget. A thing.", None),
        ("X. A thing.", ("X", 1)),
        (". A thing.", None),
        (
            "One two three four five six seven eight nine ten. It.",
            ("One two three four five six seven eight nine ten", 48),
        ),
        ("One two three four five six seven eight nine ten eleven. It.", None),
        (f"X{'x' * 89}. It.", (f"X{'x' * 89}", 90)),
        (f"X{'x' * 90}. It.", None),
    ],
)
def test_where_italics_are_lost_a_term_is_a_few_words_before_a_stop(
    raw: str, found: tuple[str, int] | None
) -> None:
    assert term_of(raw, (), True, True) == found
    assert term_of(raw, (), True) is None


@pytest.mark.parametrize(
    ("element", "raw", "bare"),
    [
        ("<P><I>Widget<sub>3</sub>.</I> x</P>", "Widget3. x", "Widget . x"),
        ("<P><I>Widget<sub>3</sub> y</I> x</P>", "Widget3 y x", "Widget3 y x"),
        ("<P><I>Widget<sub>3</sub><B>y</B></I> x</P>", "Widget3y x", "Widget3y x"),
        ("<P><I>Widget</I><sub>3</sub> x</P>", "Widget3 x", "Widget  x"),
        ("<P><I>Widget</I> x<sub>3</sub> x</P>", "Widget x3 x", "Widget x3 x"),
        ("<P><B>Widget</B><sub>3</sub> x</P>", "Widget3 x", "Widget3 x"),
        ("<P>“Widget<sub>3</sub>” x</P>", "“Widget3” x", "“Widget ” x"),
        ("<P>“Widget”<sub>3</sub> x</P>", "“Widget”3 x", "“Widget”  x"),
        ("<P><B>“Widget</B>”<sub>3</sub> x</P>", "“Widget”3 x", "“Widget”  x"),
        ("<P>Widget<sub>3</sub> x</P>", "Widget3 x", "Widget3 x"),
        ("<P><I>CO<sub>2</sub></I> x</P>", "CO2 x", "CO2 x"),
        (f"<P><I>{'w' * 119}t<sub>3</sub></I> x</P>", f"{'w' * 119}t3 x", f"{'w' * 119}t  x"),
        (f"<P><I>{'w' * 120}t<sub>3</sub></I> x</P>", f"{'w' * 120}t3 x", f"{'w' * 120}t3 x"),
        ("<P><I>Widget<sub>3</sub></I> x</P>", "Other words", "Other words"),
    ],
)
def test_a_lowered_mark_at_the_end_of_a_term_is_no_part_of_it(
    element: str, raw: str, bare: str
) -> None:
    assert without_lowered_mark(etree.fromstring(element), raw) == bare


@pytest.mark.parametrize(
    ("head", "name", "target", "term", "whole"),
    [
        ("a b c Note", "note", "", "", False),
        ("a b c d Note", "note", "", "", False),
        ("Note 123", "note 123", "", "", False),
        ("Note 1234", "note", "", "", False),
        ("Note to paragraph (abcdef)", "note", "(abcdef)", "", False),
        ("Note to paragraph (abcdefg)", "note", "", "", False),
        ("Note to (abcdef)", "note", "(abcdef)", "", False),
        ("Note to (abcdefg)", "note", "", "", False),
        ("Note to § 744.1(abcdef)", "note", "(abcdef)", "", False),
        ("Note to § 744.1(abcdefg)", "note", "", "", True),
        ("Note to paragraphs (a) (1)", "note", "(a)(1)", "", False),
        ("N.B.", "note", "", "", False),
        ("NB", "note", "", "", False),
        ("N. B. 2", "note 2", "", "", False),
        ("Example", "example", "", "", False),
        ("Notes", "note", "", "", False),
        ("Noted", "note", "", "", False),
        ("Note.", "note", "", "", False),
        ("Note. 3", "note 3", "", "", False),
        ("Note No. 4", "note 4", "", "", False),
        ("Technical Note 5", "technical note 5", "", "", False),
        ("Note to supp. 1", "note", "", "", True),
        ("Note to appendix A", "note", "", "", True),
        ("Note to part 7", "note", "", "", True),
        ("Note to partial", "note", "", "", False),
        ("Note to this supplement", "note", "", "", True),
        ("Note to this", "note", "", "", False),
        ("Note to sections 1", "note", "", "", True),
        ("Note to the definition of gadget", "note", "", "gadget", False),
        ("Note to the “Gadget”", "note", "", "Gadget", False),
        ("Note to gadget", "note", "", "", False),
        ("a b c Note 1", "note 1", "", "", False),
        ("a b c d Note 1", "note", "", "", False),
    ],
)
def test_the_head_of_a_note_says_what_it_is_called_and_what_it_belongs_to(
    head: str, name: str, target: str, term: str, whole: bool
) -> None:
    assert read_head(head) == NoteHead(name, target, term, whole)


@pytest.mark.parametrize(
    ("raw", "head"),
    [
        ("Note: x", "Note:"),
        ("Note 123: x", "Note 123:"),
        ("Note 1234: x", ""),
        (f"Note to this{'y' * 90}: x", f"Note to this{'y' * 90}:"),
        (f"Note to this{'y' * 91}: x", ""),
        ("Note. x", "Note."),
        ("Note— x", "Note—"),
        ("Note x", ""),
        ("Note:", ""),
        ("note: x", ""),
        ("Technical Notes 2: x", "Technical Notes 2:"),
        ("Note to table: x", "Note to table:"),
        ("Note to gadgets: x", ""),
    ],
)
def test_a_paragraph_is_a_note_by_the_words_before_its_colon(raw: str, head: str) -> None:
    found = inline_note(raw)
    assert (found["head"] if found else "") == head

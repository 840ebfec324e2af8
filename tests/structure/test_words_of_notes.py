"""Heads of notes and defined terms as words: what each pattern reads, and where it stops."""

from __future__ import annotations

import pytest
from lxml import etree

from tracker.structure.definitions import is_definitions, leads_definitions, term_of
from tracker.structure.names import (
    bare,
    holds_zero_width,
    marks,
    opening_mark,
    opens_with_mark,
    straight,
    unmarked,
    with_plain_opening,
    without_zero_width,
)
from tracker.structure.notes import inline_note, note_parts, read_head, term_key


@pytest.mark.parametrize(
    ("text", "name", "target", "term", "whole"),
    [
        ("Note:", "note", "", "", False),
        ("Notes 2:", "note 2", "", "", False),
        ("Note No. 2:", "note 2", "", "", False),
        ("Note 123:", "note 123", "", "", False),
        ("Note 1234:", "note", "", "", False),
        ("Technical Note 1:", "technical note 1", "", "", False),
        ("One two three Note 1:", "note 1", "", "", False),
        ("One two three four Note 1:", "note", "", "", False),
        ("N.B.:", "note", "", "", False),
        ("Example 2.", "example 2", "", "", False),
        ("Examples", "example", "", "", False),
        ("Something else", "note", "", "", False),
        ("Note 3 to paragraph (e)(3)(i):", "note 3", "(e)(3)(i)", "", False),
        ("Note to paragraphs (a) and (b):", "note", "(a)", "", False),
        ("Note to ( a ) ( 1 ):", "note", "(a)(1)", "", False),
        ("Note to § 744.23(a)(3):", "note", "(a)(3)", "", False),
        ("Note to § 744.23:", "note", "", "", True),
        ("Note to paragraph (abcdef):", "note", "(abcdef)", "", False),
        ("Note to paragraph (abcdefg):", "note", "", "", False),
        ("Note to definition of “Node”:", "note", "", "Node", False),
        ("Note to the definition of node:", "note", "", "node", False),
        ("Note to “Node”:", "note", "", "Node", False),
        ("Note to this section:", "note", "", "", True),
        ("Note to supplement no. 4:", "note", "", "", True),
        ("Note to part 744:", "note", "", "", True),
        ("Note to partners:", "note", "", "", False),
        ("Note to this paragraph:", "note", "", "", False),
    ],
)
def test_the_head_of_a_note_says_its_kind_its_number_and_what_it_belongs_to(
    text: str, name: str, target: str, term: str, whole: bool
) -> None:
    head = read_head(text)
    assert (head.name, head.target, head.term, head.whole) == (name, target, term, whole)


@pytest.mark.parametrize(
    ("raw", "head"),
    [
        ("Note: x", "Note:"),
        ("Note 1: x", "Note 1:"),
        ("Technical Notes. x", "Technical Notes."),
        ("Note 123— x", "Note 123—"),
        ("Note 1234: x", None),
        ("Note to paragraph (a): x", "Note to paragraph (a):"),
        (f"Note to paragraph {'x' * 89}: y", f"Note to paragraph {'x' * 89}:"),
        (f"Note to paragraph {'x' * 90}: y", None),
        ("Note to it: x", None),
        ("note: x", None),
        ("Note:", None),
        ("Note that x", None),
    ],
)
def test_a_note_that_is_printed_as_a_paragraph(raw: str, head: str | None) -> None:
    found = inline_note(raw)
    assert (found["head"] if found else None) == head


def test_the_head_of_a_note_is_its_first_heading_before_any_words() -> None:
    def parts(body: str) -> tuple[str, str]:
        return note_parts(etree.fromstring(f"<NOTE>{body}</NOTE>"))

    assert parts("<HED>Note:</HED><P>One.</P><P>Two.</P>") == ("Note:", "One. Two.")
    assert parts("<HED>Note:</HED><HED>More:</HED><P>One.</P>") == ("Note:", "More: One.")
    assert parts("<P>One.</P><HED>Note:</HED>") == ("", "One. Note:")
    assert parts("<HD>Note:</HD> tail <P>One.</P>") == ("Note:", "tail One.")


@pytest.mark.parametrize(
    ("term", "key"),
    [
        ("“Node”.", "Node"),
        ("Node,", "Node"),
        ("'Node'", "Node"),
        ("Node—part", "Node-part"),
        (" Node : ", "Node"),
        ("Node*", "Node"),
        ("", ""),
    ],
)
def test_a_term_stands_in_an_address_without_its_marks(term: str, key: str) -> None:
    assert term_key(term) == key


@pytest.mark.parametrize(
    ("raw", "italics", "inside", "lost_italics", "found"),
    [
        # A term in italics: anywhere with a verb, in a section of definitions without one.
        ("Agency means each", ((0, 6),), False, False, ("Agency", 6)),
        ("Agency includes each", ((0, 6),), False, False, ("Agency", 6)),
        ("Agency has the same meaning", ((0, 6),), False, False, ("Agency", 6)),
        ("Agency (or bureau) means", ((0, 6),), False, False, ("Agency", 6)),
        ("Agency or bureau means", ((0, 6),), False, False, ("Agency", 6)),
        ("Agency—(1) Each", ((0, 6),), False, False, ("Agency", 6)),
        ("Agency—(2) Each", ((0, 6),), False, False, None),
        ("Agency is each", ((0, 6),), False, False, None),
        ("Agency is each", ((0, 6),), True, False, ("Agency", 6)),
        ("The Agency means each", ((4, 10),), False, False, None),
        ("“Agency” means each", ((1, 7),), False, False, ("Agency", 7)),
        ("Note means each", ((0, 4),), False, False, None),
        ("See means each", ((0, 3),), True, False, None),
        ("means each", ((0, 0),), True, False, None),
        # A term in quotes.
        ("“Agency” means each", (), False, False, ("Agency", 8)),
        ("“Agency” is each", (), False, False, None),
        ("“Agency”. Each", (), True, False, ("Agency", 8)),
        ("“Agency.” Each", (), True, False, ("Agency", 9)),
        ("“Agency” (Cat 5) Each", (), True, False, ("Agency", 8)),
        ("“Agency” each", (), True, False, None),
        # A term whose italics are lost.
        ("Agency. Each one", (), True, True, ("Agency", 6)),
        ("Agency means each one", (), True, True, ("Agency", 6)),
        ("agency. Each one", (), True, True, None),
        ("Agency. Each one", (), True, False, None),
        ("Agency. Each one", (), False, True, None),
        ("A b c d e f g h i j. Each", (), True, True, ("A b c d e f g h i j", 19)),
        ("A b c d e f g h i j k. Each", (), True, True, None),
    ],
)
def test_a_paragraph_defines_the_term_that_opens_it(
    raw: str,
    italics: tuple[tuple[int, int], ...],
    inside: bool,
    lost_italics: bool,
    found: tuple[str, int] | None,
) -> None:
    assert term_of(raw, italics, inside, lost_italics) == found


def test_italics_are_not_taken_for_lost_unless_the_reader_says_so() -> None:
    assert term_of("Agency. Each one", (), True) is None


@pytest.mark.parametrize(("length", "read"), [(119, True), (120, True), (121, False)])
def test_a_term_has_up_to_a_hundred_and_twenty_letters(length: int, read: bool) -> None:
    term = "T" * length
    assert (term_of(f"{term} means x", ((0, length),), False) is not None) is read
    assert (term_of(f"“{term}” means x", (), False) is not None) is read


@pytest.mark.parametrize(("length", "read"), [(90, True), (91, False)])
def test_a_term_without_italics_has_up_to_ninety_letters(length: int, read: bool) -> None:
    assert (term_of(f"{'T' * length}. Each", (), True, True) is not None) is read


@pytest.mark.parametrize(("length", "read"), [(79, True), (80, True), (81, False)])
def test_up_to_eighty_letters_stand_between_a_second_term_and_its_verb(
    length: int, read: bool
) -> None:
    assert (term_of(f"Term or {'x' * (length - 1)} means it", ((0, 4),), False) is not None) is read


@pytest.mark.parametrize(("length", "read"), [(146, True), (147, True), (148, False)])
def test_the_verb_of_a_definition_ends_within_a_hundred_and_sixty_letters_of_its_term(
    length: int, read: bool
) -> None:
    assert (term_of(f"Term ({'x' * length}) refers to it", ((0, 4),), False) is not None) is read


@pytest.mark.parametrize(
    ("heading", "holds"),
    [
        ("§ 772.1 Definitions.", True),
        ("Terms defined", True),
        ("Glossary", True),
        ("Defining terms", False),
        ("Indefinite", False),
    ],
)
def test_a_section_of_definitions_says_so(heading: str, holds: bool) -> None:
    assert is_definitions(heading) is holds


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        (" Definitions. As used", True),
        (" One two three definitions", True),
        (" One two three four definitions", False),
        (" Defined", False),
    ],
)
def test_a_paragraph_that_opens_a_list_of_definitions(text: str, leads: bool) -> None:
    assert leads_definitions(text) is leads


def test_names_are_straightened_and_marks_without_width_dropped() -> None:
    assert straight("“a” ‘b’ „c\u200b –") == '"a" \'b\' "c –'
    assert without_zero_width(" a\u200b \u00adb ") == "a b"
    assert (holds_zero_width("a"), holds_zero_width("é"), holds_zero_width("a\u200b")) == (
        False,
        False,
        True,
    )
    assert bare("* Name †") == "Name"


@pytest.mark.parametrize(
    ("text", "size", "plain"),
    [
        ("a\u200b. Text\u200b", 2, "a. Text"),
        ("\u200ba. Te\u200bxt", 2, "a. Te\u200bxt"),
        ("a\u200b. Te\u200bxt", 6, "a. Text"),
        ("a\u200bb", 0, "a\u200bb"),
        ("a\u200bb", 1, "a\u200bb"),
        ("a\u200bb", 2, "ab"),
    ],
)
def test_marks_without_width_are_dropped_from_what_opens_a_text(
    text: str, size: int, plain: str
) -> None:
    assert with_plain_opening(text, size) == plain


@pytest.mark.parametrize(
    ("body", "name", "noted", "opens", "first"),
    [
        ("Chile", "Chile", "", False, ""),
        ("Chile<sup>1</sup>", "Chile", "1", False, ""),
        ("Chile<sup>1</sup><sup>2</sup>", "Chile", "1 2", False, ""),
        ("*Chile", "Chile", "*", False, ""),
        ("<sup>1</sup> Chile", "Chile", "1", True, "1"),
        ("Chile †", "Chile", "†", False, ""),
    ],
)
def test_footnote_marks_are_no_part_of_a_name(
    body: str, name: str, noted: str, opens: bool, first: str
) -> None:
    element = etree.fromstring(f"<TD>{body}</TD>")
    assert (unmarked(element), marks(element), opens_with_mark(element), opening_mark(element)) == (
        name,
        noted,
        opens,
        first,
    )

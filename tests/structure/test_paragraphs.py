"""Sections become trees of paragraphs with legal labels."""

from __future__ import annotations

import pytest

from tests.structure.sections import labels, section, supplement, texts, units
from tracker.markup import parse_xml
from tracker.structure import build


def test_every_level_of_the_cfr_nests_below_the_one_before() -> None:
    found = labels(
        "(a) One:",
        "(1) Two:",
        "(i) Three:",
        "(A) Four:",
        "(<I>1</I>) Five:",
        "(<I>i</I>) Six.",
        "(b) Next.",
    )

    assert found == [
        "(a)",
        "(a)(1)",
        "(a)(1)(i)",
        "(a)(1)(i)(A)",
        "(a)(1)(i)(A)(1)",
        "(a)(1)(i)(A)(1)(i)",
        "(b)",
    ]


def test_several_labels_open_in_one_paragraph() -> None:
    found = texts(
        section(
            "(a)(1) <I>Title.</I> Text.",
            "(2) More.",
            "(3) <I>Items.</I> (i)(A) Deep.",
            "(B) Second.",
        )
    )

    assert [text for text in found if text.startswith("(")] == [
        "(a)",
        "(a)(1)",
        "(a)(2)",
        "(a)(3)",
        "(a)(3)(i)",
        "(a)(3)(i)(A)",
        "(a)(3)(i)(B)",
    ]
    assert (found["(a)"], found["(a)(1)"], found["(a)(3)"], found["(a)(3)(i)(A)"]) == (
        "",
        "Title. Text.",
        "Items.",
        "Deep.",
    )


def test_four_titles_with_dashes_open_four_levels_and_each_title_belongs_to_the_outer_label() -> (
    None
):
    found = texts(
        section(
            "(a) <I>First</I>—(1) <I>One.</I> Text.",
            "(2) <I>Second</I>—(i) <I>Third</I>—(A) <I>Fourth</I>—(<I>1</I>) <I>Scope.</I> Words.",
            "(<I>2</I>) More.",
        )
    )

    assert found["(a)"] == "First—"
    assert found["(a)(2)"] == "Second—"
    assert found["(a)(2)(i)"] == "Third—"
    assert found["(a)(2)(i)(A)"] == "Fourth—"
    assert found["(a)(2)(i)(A)(1)"] == "Scope. Words."
    assert found["(a)(2)(i)(A)(2)"] == "More."


def test_an_i_between_h_and_j_is_a_letter() -> None:
    letters = [f"({letter}) Text." for letter in "abcdefghijk"]

    assert labels(*letters) == [f"({letter})" for letter in "abcdefghijk"]


def test_an_i_after_h_is_roman_where_a_second_one_follows() -> None:
    found = labels(
        *[f"({letter}) Text." for letter in "abcdefg"],
        "(h) Text:",
        "(i) One;",
        "(ii) Two.",
        "(i) Text.",
        "(j) Text.",
    )

    assert found[7:] == ["(h)", "(h)(i)", "(h)(ii)", "(i)", "(j)"]


@pytest.mark.parametrize("letter", ["c", "d", "i", "l", "m", "v", "x"])
def test_letters_that_are_also_roman_digits_go_on_with_a_list_of_letters(letter: str) -> None:
    upto = [f"({chr(number)}) Text." for number in range(ord("a"), ord(letter) + 2)]

    assert labels(*upto)[-2:] == [f"({letter})", f"({chr(ord(letter) + 1)})"]


def test_long_roman_lists_are_read_as_roman() -> None:
    numerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi"]

    assert labels(
        "(a) One:", "(1) Two:", *[f"({numeral}) Item;" for numeral in numerals], "(2) Next."
    )[2:] == [
        *[f"(a)(1)({numeral})" for numeral in numerals],
        "(a)(2)",
    ]


def test_lost_italics_are_told_by_what_follows() -> None:
    found = labels(
        "(a) One.",
        "(1) Two.",
        "(i) Three.",
        "(A) Four:",
        "(1) Five.",
        "(2) Five.",
        "(B) Four.",
        "(ii) Three.",
        "(2) Two.",
    )

    assert found == [
        *(
            "(a)",
            "(a)(1)",
            "(a)(1)(i)",
            "(a)(1)(i)(A)",
            "(a)(1)(i)(A)(1)",
            "(a)(1)(i)(A)(2)",
            "(a)(1)(i)(B)",
            "(a)(1)(ii)",
            "(a)(2)",
        ),
    ]


def test_titles_without_italics_open_levels_where_the_list_goes_on() -> None:
    found = labels(
        "(a) Scope. (1) First text.",
        "(2) Second text.",
        "(b) Filing—(1) Where. By mail.",
        "(2) When. Soon.",
        "(c) —(1) One.",
        "(2) Two.",
    )

    assert found == [
        "(a)",
        "(a)(1)",
        "(a)(2)",
        "(b)",
        "(b)(1)",
        "(b)(2)",
        "(c)",
        "(c)(1)",
        "(c)(2)",
    ]


def test_a_list_may_begin_after_a_dash_or_colon_within_a_sentence() -> None:
    found = texts(
        section(
            "(a) This does not apply to—(1) A person who is new.",
            "(2) A person who left.",
            "(b) End.",
        )
    )

    assert (found["(a)"], found["(a)(1)"], found["(a)(2)"]) == (
        "This does not apply to—",
        "A person who is new.",
        "A person who left.",
    )


def test_a_list_inside_a_sentence_opens_nothing() -> None:
    found = labels(
        "(a) It must be (1) new, and (2) blue: (i) or not; and (ii) see paragraph (b)(1).",
        "(b) Next.",
    )

    assert found == ["(a)", "(b)"]


def test_a_quoted_label_is_no_label() -> None:
    assert labels("(a) One.", "“(b) quoted text” is a quotation.", "(b) Two.") == [
        "(a)",
        "(a) p1",
        "(b)",
    ]


def test_irregular_trees_are_kept_as_they_are() -> None:
    assert labels("(a) One:", "(1) Only one.", "(b) Two.", "(3) Starts late.") == [
        "(a)",
        "(a)(1)",
        "(b)",
        "(b)(3)",
    ]
    assert labels("(2) Begins at two.", "(3) Goes on.", "(b) A letter.") == ["(2)", "(3)", "(b)"]


def test_inserted_and_doubled_labels_keep_their_place() -> None:
    found = labels(
        "(a) One.",
        "(a-1) Inserted.",
        "(b) Two.",
        *[f"({letter}) T." for letter in "cdefghijklmnopqrstuvwxyz"],
        "(aa) T.",
        "(bb) T.",
    )

    assert found[:3] == ["(a)", "(a-1)", "(b)"]
    assert found[-3:] == ["(z)", "(aa)", "(bb)"]


@pytest.mark.parametrize("words", ["(a) through (c)", "(a) and (b)", "(a)-(c)", "(a)–(c)"])
def test_reserved_ranges_are_one_unit(words: str) -> None:
    last = words[-2]
    following = chr(ord(last) + 1)
    found = units(section(f"{words} [Reserved]", f"({following}) Text."))

    assert (found[f"(a)-({last})"].text, found[f"(a)-({last})"].label) == ("[Reserved]", words)
    assert f"({following})" in found


def test_reserved_ranges_may_open_a_list_or_follow_another_label() -> None:
    found = labels(
        "(a) One.",
        "(1)-(3) [Reserved]",
        "(4) Four.",
        "(b)(1) and (2) [Reserved]",
        "(3) Text.",
        "(i) through (iv) [Reserved]",
        "(v) Five.",
    )

    assert found == [
        "(a)",
        "(a)(1)-(3)",
        "(a)(4)",
        "(b)",
        "(b)(1)-(2)",
        "(b)(3)",
        "(b)(3)(i)-(iv)",
        "(b)(3)(v)",
    ]


def test_italic_letters_are_a_level_of_their_own() -> None:
    found = labels(
        "(a) One:",
        "(1) Two:",
        "(i) Three:",
        "(<I>a</I>) Four:",
        "(<I>1</I>) Five.",
        "(<I>b</I>) Four.",
        "(ii) Three.",
        "(b) Next.",
    )

    assert found == [
        *(
            "(a)",
            "(a)(1)",
            "(a)(1)(i)",
            "(a)(1)(i)(a)",
            "(a)(1)(i)(a)(1)",
            "(a)(1)(i)(b)",
            "(a)(1)(ii)",
            "(b)",
        ),
    ]


def test_the_same_label_twice_gets_a_twin() -> None:
    assert labels("(a) One.", "(b) Two.", "(b) Two again.", "(c) Three.") == [
        "(a)",
        "(b)",
        "(b)~2",
        "(c)",
    ]


def test_unnumbered_text_is_counted_below_its_parent() -> None:
    found = labels("Intro.", "(a) One.", "More of one.", "And more.", "(b) Two.")

    assert found == ["p1", "(a)", "(a) p1", "(a) p2", "(b)"]


def test_text_after_a_list_belongs_to_what_introduced_the_list() -> None:
    found = labels(
        "(a) The following:", "(1) One;", "(2) Two.", "<FP>All of these apply.</FP>", "(b) Next."
    )

    assert found == ["(a)", "(a)(1)", "(a)(2)", "(a) p1", "(b)"]


def test_quoted_extracts_open_no_labels() -> None:
    found = labels(
        "(a) Use this form:",
        "<EXTRACT><P>(a) I certify.</P><FP-1>(b) I sign.</FP-1></EXTRACT>",
        "(b) Next.",
    )

    assert found == ["(a)", "(a) p1", "(a) p2", "(b)"]


def test_supplements_put_a_comma_before_their_labels() -> None:
    found = units(supplement("(a) One.", "(1) Two.", "(dd) Late."))

    assert found["(a)(1)"].address == "15 CFR 748 Supp. 2, (a)(1)"
    assert found["(dd)"].address == "15 CFR 748 Supp. 2, (dd)"


def test_outlines_of_appendices_nest_by_their_style() -> None:
    found = texts(
        supplement(
            "<HD1>A. Purpose</HD1>",
            "1. <I>First.</I> Text:",
            "a. Inner.",
            "b. Inner; and",
            "2. Second.",
            "<HD1>B. Scope</HD1>",
            "1. Again.",
            "(a) Bracket.",
            number="Appendix I to Part 200",
        )
    )

    assert [text for text in found if text[0] in "AB"] == [
        "A",
        "A.1",
        "A.1.a",
        "A.1.b",
        "A.2",
        "B",
        "B.1",
        "B.1(a)",
    ]
    assert found["B"] == "Scope"


def test_numbered_orders_hold_the_paragraphs_below_them() -> None:
    found = units(
        supplement(
            "<HD1>General Order No. 1: First</HD1>",
            "(a) One.",
            "<HD1>General Order No. 2: Second</HD1>",
            "(a) Two.",
        )
    )

    assert found["General Order No. 1(a)"].text == "One."
    assert found["General Order No. 2(a)"].text == "Two."
    assert found["General Order No. 2"].kind == "heading"


def test_unnumbered_headings_stand_before_what_they_head() -> None:
    found = labels("(a) One.", "(1) Two.", "<HD1>More</HD1>", "(2) Three.")
    tree = list(units(section("(a) One.", "(1) Two.", "<HD1>More</HD1>", "(2) Three.")))

    assert found == ["(a)", "(a)(1)", "(a)(2)"]
    assert tree.index("(a) heading 1") == tree.index("(a)(2)") - 1


def test_a_label_is_no_part_of_the_text() -> None:
    unit = units(section("(a) One.", "(1) <I>Title.</I> Text"))["(a)(1)"]

    assert (unit.label, unit.text) == ("(1)", "Title. Text")


def test_images_stand_as_their_name() -> None:
    found = texts(
        section(
            "(a) One <img src='https://host/graphics/er01.gif'/> two.",
            "<MATH><img src='/graphics/er02.gif'/></MATH>",
        )
    )

    assert found["(a)"] == "One [graphic er01.gif] two."
    assert found["(a) p1"] == "[er02.gif]"


@pytest.mark.parametrize(
    "marked",
    [
        "you know\n<SU>1</SU>\n<FTREF/> that",
        "you know<SU>1</SU><FTREF/>that",
        "you know <SU>1</SU> <FTREF/>that",
        "you know<SU>1</SU><FTREF/> that",
    ],
)
def test_the_spaces_round_a_footnote_mark_do_not_matter(marked: str) -> None:
    assert texts(section(f"(a) If {marked} it is."))["(a)"] == "If you know 1 that it is."


def test_stray_text_is_kept_and_zero_width_noise_opens_nothing() -> None:
    found = texts(section("(a) One.</P>\u200b\n stray words <P>(b) Two\u200b."))

    assert found["(a) p1"] == "\u200b stray words"
    assert found["(b)"] == "Two\u200b."
    assert list(texts(section("(a) One.</P>\u200b<P>(b) Two."))) == [
        "15 CFR 744.99",
        "heading",
        "(a)",
        "(b)",
    ]


def test_words_in_brackets_and_backward_ranges_are_no_labels() -> None:
    assert labels("(note) One.", "(a) Two.", "(01) Three.", "(c) and (b) [Reserved]") == [
        "p1",
        "(a)",
        "(a) p1",
        "(c)",
    ]


def test_a_heading_and_a_run_in_heading_of_an_appendix_open_sections_of_their_own() -> None:
    found = units(
        supplement(
            "<I>Section A. Uses.</I> Text.",
            "1. One.",
            "3. a. Two in one.",
            "b. Second.",
            "<I>Section B. Ends.</I>",
            "1. Again.",
        )
    )

    assert [unit for unit in found if unit.startswith("Section")] == [
        *(
            "Section A",
            "Section A.1",
            "Section A.3",
            "Section A.3.a",
            "Section A.3.b",
            "Section B",
            "Section B.1",
        ),
    ]


def test_a_list_of_contents_takes_no_address_from_its_headings() -> None:
    found = units(
        supplement(
            "<FP-1>1. First</FP-1>",
            "<FP-1>2. Second</FP-1>",
            "<HD1>1. First</HD1>",
            "<HD1>2. Second</HD1>",
        )
    )

    assert (found["p1"].text, found["1"].kind, found["2"].text) == ("1. First", "heading", "Second")


def test_one_element_is_built_by_its_own_name() -> None:
    tree = build(parse_xml(section("(a) One."), "sample"), 22)

    assert [unit.address for unit in tree.walk()] == [
        "22 CFR 744.99",
        "22 CFR 744.99 heading",
        "22 CFR 744.99(a)",
    ]

"""Notes, footnotes, examples, definitions and what stands in the margin of a provision."""

from __future__ import annotations

import pytest

from tests.structure.sections import section, supplement, units
from tracker.structure.notes import NoteHead, read_head


def note(head: str, *paragraphs: str) -> str:
    return (
        f"<NOTE>\n<HED>{head}</HED>\n"
        + "\n".join(f"<P>{paragraph}</P>" for paragraph in paragraphs)
        + "</NOTE>"
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Note 3 to paragraph (e)(3)(i)(B)(2):", NoteHead("note 3", target="(e)(3)(i)(B)(2)")),
        ("Note to paragraph (a):", NoteHead("note", target="(a)")),
        ("Note 1 to paragraphs (a)(1) and (2):", NoteHead("note 1", target="(a)(1)")),
        ("Note 1 to definition of “Node”:", NoteHead("note 1", term="Node")),
        ("Note to “600 Series Thing”:", NoteHead("note", term="600 Series Thing")),
        ("Note 2 to § 744.99:", NoteHead("note 2", whole=True)),
        ("Note 1 to § 744.99(b):", NoteHead("note 1", target="(b)")),
        ("Technical Note 2:", NoteHead("technical note 2")),
        ("Notes:", NoteHead("note")),
        ("N.B.", NoteHead("note")),
        ("Example 2.", NoteHead("example 2")),
        ("Something else", NoteHead("note")),
        ("", NoteHead("note")),
    ],
)
def test_the_head_of_a_note_says_what_it_is_and_belongs_to(head: str, expected: NoteHead) -> None:
    assert read_head(head) == expected


def test_a_note_is_one_unit_below_what_it_names() -> None:
    found = units(
        section(
            "(a) One:",
            "(1) Two.",
            "(2) Three.",
            note('Note 1 to paragraph (<E T="01">a</E>):\n', "First.", "(i) Second."),
            "(b) Four.",
        )
    )

    assert (found["(a) note 1"].text, found["(a) note 1"].label, found["(a) note 1"].kind) == (
        "First. (i) Second.",
        "Note 1 to paragraph (a):",
        "note",
    )
    assert list(found).index("(a) note 1") == list(found).index("(b)") - 1


def test_a_note_that_names_nothing_belongs_to_the_unit_before_it() -> None:
    found = units(
        section(
            "(a) One.",
            "Plain text.",
            note("Note:", "One."),
            note("Note:", "Two."),
            "(b) Two.",
            note("N.B.", "Three."),
        )
    )

    assert [unit for unit in found if "note" in unit] == [
        "(a) p1 note",
        "(a) p1 note~2",
        "(b) note",
    ]


def test_a_note_may_name_a_paragraph_that_closed_long_before() -> None:
    found = units(
        section(
            "(a) One.",
            "(1) Two.",
            "(b) Three.",
            note("Note 2 to paragraph (a)(1):", "Text."),
            "(c) Four.",
        )
    )

    assert found["(a)(1) note 2"].text == "Text."
    assert list(found)[-2:] == ["(a)(1) note 2", "(c)"]


def test_a_note_printed_as_a_paragraph_is_a_note() -> None:
    found = units(section("(a) One.", "<I>Note 1 to paragraph (a):</I> Text.", "Note: More."))

    assert (found["(a) note 1"].label, found["(a) note 1"].text) == (
        "Note 1 to paragraph (a):",
        "Text.",
    )
    assert found["(a) note"].text == "More."


def test_notes_of_supplements_put_a_comma_before_the_label() -> None:
    found = units(supplement("(a) One.", note("Note to paragraph (a):", "Text.")))

    assert found["(a) note"].address == "15 CFR 748 Supp. 2, (a) note"


def test_footnotes_are_called_by_the_section_and_stand_where_they_are_printed() -> None:
    found = units(
        section(
            "(a) One\n<SU>1</SU>\n<FTREF/> two\n<SU>2 3</SU>\n<FTREF/>.",
            "<FTNT>\n<P><SU>1</SU> First.</P>\n<P>More of it.</P>\n<P>\n<SU>2</SU>"
            " Second.</P></FTNT>",
            "(b) Three.",
        )
    )

    assert (found["footnote 1"].text, found["footnote 1"].label, found["footnote 1"].kind) == (
        "First. More of it.",
        "1",
        "footnote",
    )
    assert found["footnote 2"].text == "Second."
    assert found["(a)"].text == "One 1 two 2 3."
    assert list(found)[2:] == ["(a)", "footnote 1", "footnote 2", "(b)"]


def test_examples_belong_to_the_unit_before() -> None:
    found = units(
        section("(a) One.", "<EXAMPLE><HED>Example 1.</HED><PSPACE>Text.</PSPACE></EXAMPLE>")
    )

    assert found["(a) example 1"].text == "Text."


def test_what_stands_in_the_margin_has_units_and_roles_of_its_own() -> None:
    found = units(
        section(
            "<XREF ID='1'>Link to an amendment published at 91 FR 1, Jan. 2, 2026.</XREF>",
            "(a) One. <XREF>Link to an amendment published at 92 FR 1, Jan. 2, 2027.</XREF>",
            '<CITA TYPE="N">[90 FR 1, Jan. 2, 2025]\n</CITA>',
            "<EFFDNOT><HED>Effective Date Note:</HED><PSPACE>At 91 FR 2,"
            " stayed.</PSPACE></EFFDNOT>",
            "<EDNOTE><HED>Editorial Note:</HED><PSPACE>See elsewhere.</PSPACE></EDNOTE>",
            "<SECAUTH>(Authority: 1 U.S.C. 1)</SECAUTH>",
        )
    )

    assert [(address, unit.role) for address, unit in found.items() if unit.kind == "note"] == [
        ("link notice 1", "link-notice"),
        ("link notice 2", "link-notice"),
        ("source credit", "source-credit"),
        ("effective date note 1", ""),
        ("editorial note 1", ""),
        ("authority", ""),
    ]
    assert found["(a)"].text == "One."
    assert (found["effective date note 1"].label, found["effective date note 1"].text) == (
        "Effective Date Note:",
        "At 91 FR 2, stayed.",
    )


DEFINITIONS = (
    "The following are definitions.",
    "<I>Bank.</I> Means any of:",
    "(a) A bank; or",
    "(b) A union:",
    "(1) Large.",
    "<I>Node (nm node)</I> is a thing.",
    note("Note 1 to definition of “Node”:", "Text."),
    "This term also covers others.",
    "“<I>Code</I>”. (Cat 5) Words.",
    "<I>“KEY”</I> See “Code.”",
    "<I>Part</I> or <I>PT.</I> Anything.",
)


def test_definitions_are_called_by_their_term_and_hold_their_paragraphs() -> None:
    found = units(section(*DEFINITIONS, heading="§ 772.1 Definitions of terms.", number="772.1"))

    assert [address for address, unit in found.items() if unit.kind == "definition"] == [
        '"Bank"',
        '"Node (nm node)"',
        '"Code"',
        '"KEY"',
        '"Part"',
    ]
    assert found['"Bank"(b)(1)'].address == '15 CFR 772.1 "Bank"(b)(1)'
    assert found['"Bank"'].text == "Bank. Means any of:"
    assert found['"Node (nm node)" note 1'].text == "Text."
    assert found['"Node (nm node)" p1'].text == "This term also covers others."
    assert found["p1"].text == "The following are definitions."


def test_definitions_below_a_paragraph_end_with_the_next_label_of_its_list() -> None:
    found = units(
        section(
            "(a) <I>Definitions.</I> In this section—",
            "<I>Country</I>—(1) One; or",
            "(2) Two.",
            "<I>Person</I> means anybody.",
            "(b) <I>Rule.</I> Text.",
            "<I>Emphasis</I> is no term here.",
        )
    )

    assert list(found)[2:] == [
        "(a)",
        '(a) "Country"',
        '(a) "Country"(1)',
        '(a) "Country"(2)',
        '(a) "Person"',
        "(b)",
        "(b) p1",
    ]


def test_terms_without_italics_are_found_in_a_section_of_definitions() -> None:
    found = units(
        section(
            "Agency means an office.",
            "Bank. See union.",
            "“Code” is a word.",
            heading="§ 1.1 Definitions.",
        )
    )

    assert [address for address, unit in found.items() if unit.kind == "definition"] == [
        '"Agency"',
        '"Bank"',
        '"Code"',
    ]


def test_examples_and_notes_may_lack_a_head_of_their_own() -> None:
    found = units(
        section(
            "(a) One.",
            "<EXAMPLE><P>Text.</P></EXAMPLE>",
            "<NOTE><P>Words.</P></NOTE>",
            "<FTNT>Loose words.</FTNT>",
        )
    )

    assert (found["(a) example"].text, found["(a) note"].text, found["footnote"].text) == (
        "Text.",
        "Words.",
        "Loose words.",
    )


def test_notes_inside_a_definition_may_name_its_own_paragraphs() -> None:
    inside = note("Note to paragraph (b):", "Text.")
    found = units(
        section(
            "<I>Bank.</I> Means:", "(a) One.", "(b) Two.", inside, heading="§ 772.1 Definitions."
        )
    )

    assert '"Bank"(b) note' in found


def test_a_note_to_the_whole_belongs_to_the_provision() -> None:
    found = units(section("(a) One.", note("Note 1 to § 744.99:", "Text."), "(b) Two."))

    assert found["note 1"].text == "Text."
    assert list(found)[-2:] == ["note 1", "(b)"]


def test_a_credit_without_words_opens_nothing() -> None:
    assert list(units(section("(a) One.", "<CITA/>", "<FTNT><P/></FTNT>"))) == [
        "15 CFR 744.99",
        "heading",
        "(a)",
    ]

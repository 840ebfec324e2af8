"""Credits, notices and authorities are told by their words.

Whatever else stands in their elements is read as text.
"""

from __future__ import annotations

import pytest

from tests.structure.sections import section, units
from tracker.diff import diff
from tracker.model import Change
from tracker.structure import parse_file
from tracker.structure.credits import is_approval, is_authority, is_credit, is_notice

CREDIT = "[88 FR 100, Jan. 3, 2023]"
CREDITS = [
    CREDIT,
    "[61 FR 101, Mar. 4, 1996, as amended at 62 FR 202, May 6, 1997; 66 FR 303, Apr. 3, 2001]",
    "[T.D. 6500, 25 FR 11402, Nov. 26, 1960, as amended by T.D. 8180, 53 FR 6602, Mar. 2, 1988]",
    (
        "[Doc. No. 8525, 33 FR 14402, Sept. 25, 1968, as amended by Amdt. 21-92, 74 FR 53385, Oct."
        " 16, 2009]"
    ),
    (
        "[CGFR 68-126, 34 FR 9037, June 5, 1969, as amended by USCG-1998-3799, 63 FR 35526, June"
        " 30, 1998]"
    ),
    (
        "[42 FR 15560, Mar. 22, 1977. Redesignated at 45 FR 1, Jan. 2, 1980, and further"
        " redesignated at 46 FR 2, Jan. 5, 1981]"
    ),
    "[70 FR 1, Jan. 3, 2005; nomenclature change at 71 FR 14434, Mar. 22, 2006]",
    "[Order 3132, 28 FR 1234, Jan. 2, 1963]",
    "[AG Order No. 4147-2018, 83 FR 21, Jan. 4, 2018]",
    "61 FR 102, Mar. 4, 1996, unless otherwise noted.",
    "88 FR 73448, 73494",
    "[Redesignated]",
    (
        "CGFR 68-126, 34 FR 9037, June 5, 1969, as amended by USCG-1998-3799, 63 FR 35526, June 30,"
        " 1998"
    ),
    (
        "[62 FR 10336, Mar. 6, 1997; Department of Homeland Security Notice of Agency Practice, 70"
        " FR 1, Jan. 3, 2005; 71 FR 2, Jan. 3, 2006; 72 FR 3, Jan. 3, 2007]"
    ),
]
RULES = [
    "(b) This section does not apply after June 1, 2024.",
    "(b) See 88 FR 100.",
    "(b) [Reserved]",
    "(b) RESERVED",
    "[Reserved]",
    "See 88 FR 100 for the text of the form.",
    "This section does not apply after June 1, 2024.",
    "A license is required for any item that 88 FR 100 lists.",
    "[A license is required for any item; see 88 FR 100]",
]


def two(old: bytes, new: bytes) -> tuple[Change, ...]:
    return diff(parse_file(old, "old"), parse_file(new, "new"))


@pytest.mark.parametrize("text", CREDITS)
def test_a_list_of_citations_is_a_credit(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize("text", RULES)
def test_a_text_with_words_of_its_own_is_no_credit(text: str) -> None:
    assert not is_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "(Authority: 44 U.S.C. 2103-04, 2 CFR part 200)",
        "(Sec. 5, 62 Stat. 304; 18 U.S.C. 1)",
        "99 U.S.C. 101-152; 99 U.S.C. 201 et seq.; E.O. 99938, 59 FR 404, 3 CFR, 1994 Comp., p. 5",
        "(Pub. L. 93-638, 88 Stat. 2203)",
        "(Interprets or applies sec. 3, 49 Stat. 15; 5 U.S.C. 301)",
        "Authority: The Secretary.",
    ],
)
def test_the_statutes_that_a_text_rests_on_are_an_authority(text: str) -> None:
    assert is_authority(text)


@pytest.mark.parametrize(
    "text",
    [
        "(b) A license is required under 50 U.S.C. 4801.",
        "(c) [Reserved]",
        "Nobody may export such items to any place named in 50 U.S.C. 4801 without notice.",
    ],
)
def test_a_rule_that_names_a_statute_is_no_authority(text: str) -> None:
    assert not is_authority(text)


def test_an_announcement_and_an_approval_are_told_by_their_words() -> None:
    assert is_notice("Link to an amendment published at 91 FR 46261, July 23, 2026.")
    assert is_notice(
        "Link to a correction published at 85 FR 1. This amendment was delayed until June 1, 2027."
    )
    assert not is_notice("Link to a license: the exporter keeps one.")
    assert not is_notice(
        "Link to an amendment published at 91 FR 46261, July 23, 2026. (b) A license is required."
    )
    assert is_approval(
        "(Approved by the Office of Management and Budget under control number 0000-0001)"
    )
    assert not is_approval("(b) Reports are kept for five years.")


@pytest.mark.parametrize(
    "marred",
    [
        f"<CITA>{CREDIT}<P>(b) Two.</P></CITA>",
        f"<CITA>{CREDIT} (b) Two.</CITA>",
        f"<CITA><P>{CREDIT}</P><P>(b) Two.</P></CITA>",
        f"<CITA>{CREDIT}<I><FP>(b) Two.</FP></I></CITA>",
        f"<CITA>(b) Two. {CREDIT}</CITA>",
        f"<CITA>{CREDIT}</CITA><CITA>(b) Two.</CITA>",
        f"<CITA>{CREDIT}</CITA><XREF>(b) Two.</XREF>",
        f"<CITA>{CREDIT}</CITA><XREF><P>(b) Two.</P></XREF>",
        f"<CITA>{CREDIT}</CITA><SECAUTH>(b) Two.</SECAUTH>",
        f"<CITA>{CREDIT}</CITA><AUTH><PSPACE>(b) Two.</PSPACE></AUTH>",
        f"<CITA>{CREDIT}</CITA><SOURCE><P>(b) Two.</P></SOURCE>",
        f"<CITA>{CREDIT}</CITA><PARAUTH>(b) Two.</PARAUTH>",
    ],
)
def test_a_paragraph_that_slipped_into_the_margin_is_a_paragraph(marred: str) -> None:
    old, new = section("(a) One.", f"<CITA>{CREDIT}</CITA>"), section("(a) One.", marred)

    (added,) = two(old, new)
    (removed,) = two(new, old)

    assert (added.kind, added.address, added.after) == ("added", "15 CFR 744.99(b)", "Two.")
    assert (removed.kind, removed.address, removed.before) == (
        "removed",
        "15 CFR 744.99(b)",
        "Two.",
    )
    assert units(new)["source credit"].text == CREDIT


def test_a_credit_that_gave_way_to_a_paragraph_is_editorial_and_the_paragraph_is_not() -> None:
    old, new = (
        section("(a) One.", f"<CITA>{CREDIT}</CITA>"),
        section("(a) One.", "<CITA>(b) Two.</CITA>"),
    )

    assert {(change.kind, change.noise, change.address) for change in two(old, new)} == {
        ("editorial", "citation", "15 CFR 744.99 source credit"),
        ("added", None, "15 CFR 744.99(b)"),
    }


def test_a_rule_inside_an_announcement_is_text_and_the_announcement_stays_one() -> None:
    notice = "Link to an amendment published at 91 FR 1, Jan. 2, 2026."
    found = units(
        section(
            "(a) One.",
            f"<XREF>{notice}<P>(b) Two.</P></XREF>",
            f"(c) Three. <XREF>{notice} Not before June.</XREF>",
        )
    )

    assert [found[name].text for name in ("(a)", "(b)", "(c)")] == [
        "One.",
        "Two.",
        "Three. Not before June.",
    ]
    assert [unit.text for unit in found.values() if unit.role == "link-notice"] == [notice, notice]


def test_an_authority_keeps_its_head_and_loses_the_rule_in_it() -> None:
    marred = "<AUTH><HED>Authority:</HED><PSPACE>50 U.S.C. 4801.</PSPACE><P>(b) Two.</P></AUTH>"
    found = units(section("(a) One.", marred))

    assert (found["authority"].label, found["authority"].text, found["(b)"].text) == (
        "Authority:",
        "50 U.S.C. 4801.",
        "Two.",
    )


def test_beside_sections_a_margin_is_told_by_its_words_too() -> None:
    data = (
        f"<DIV5 N='744'><HEAD>PART 744</HEAD><CITA>{CREDIT}<P>(b) Two.</P></CITA><SECAUTH>Three is"
        " a rule here.</SECAUTH></DIV5>"
    )

    assert [
        (root.address.removeprefix("15 CFR part 744 "), root.text)
        for root in parse_file(data.encode(), "sample")
    ] == [
        ("heading", "PART 744"),
        ("source credit", CREDIT),
        ("p1", "(b) Two."),
        ("p2", "Three is a rule here."),
    ]


@pytest.mark.parametrize(
    "inner", ["<P>(b) Two.</P>", "<I><P>(b) Two.</P></I>", "<E T='03'>x <FP>(b) Two.</FP></E>"]
)
def test_a_block_inside_a_paragraph_is_a_block(inner: str) -> None:
    found = units(section(f"<P>(a) One.{inner}</P>", "(c) Three."))

    assert [found[name].text for name in ("(b)", "(c)")] == ["Two.", "Three."]


def test_a_paragraph_inside_a_heading_is_a_paragraph() -> None:
    data = "<DIV8 N='744.99'><HEAD>§ 744.99 Things.<P>(a) One.</P></HEAD><P>(b) Two.</P></DIV8>"
    (tree,) = parse_file(data.encode(), "sample")

    assert [(child.address.removeprefix(tree.address), child.text) for child in tree.children] == [
        (" heading", "§ 744.99 Things."),
        ("(a)", "One."),
        ("(b)", "Two."),
    ]


@pytest.mark.parametrize(
    "holder", ["<P>(a) One.{}</P>", "<P>(a) One.<I>{}</I></P>", "<P>(a) One.<CITA>{}</CITA></P>"]
)
@pytest.mark.parametrize(
    "block",
    [
        f"<CITA>{CREDIT}</CITA>",
        "<EDNOTE><HED>Editorial Note:</HED><P>Words.</P></EDNOTE>",
        "<SECAUTH>(Sec. 5, 62 Stat. 304)</SECAUTH>",
        "<NOTE><HED>Note:</HED><P>Words.</P></NOTE>",
    ],
)
def test_what_slipped_into_a_paragraph_from_below_is_no_word_of_it(block: str, holder: str) -> None:
    below, inside = section("(a) One.", block), section(holder.format(block))

    assert units(inside)["(a)"].text == "One."
    assert two(below, inside) == two(inside, below) == ()


def test_blocks_inside_blocks_inside_a_paragraph_are_all_blocks() -> None:
    found = units(section("<P>(a) One.<P>(b) Two.<P>(c) Three.</P></P> Four.</P>", "(d) Five."))

    assert [unit.text for unit in found.values() if unit.text][1:] == [
        "One.",
        "Two.",
        "Three.",
        "Four.",
        "Five.",
    ]

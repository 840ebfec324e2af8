"""Accidents of print and of service that change nothing.

Blanks, dashes and marks before labels, and what is served twice.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.structure.sections import labels, section, units
from tests.work import growth
from tracker.diff import diff
from tracker.structure import parse_file
from tracker.structure.blocks import is_visible

BLANKS = ["  ", "\n    ", "\t", "\r\n\t", "\u00a0 ", " \u200b ", "\u2003\u2003"]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (("(a)|(1) One.", "(2) Two.", "(b) Last."), "(a) (a)(1) (a)(2) (b)"),
        (("(a) A.", "(1)|(i) One.", "(ii) Two."), "(a) (a)(1) (a)(1)(i) (a)(1)(ii)"),
        (
            ("(c)|(1)|(i) One.", "(ii) Two.", "(c)|(2)|(i) Three."),
            "(c) (c)(1) (c)(1)(i) (c)(1)(ii) (c)(2) (c)(2)(i)",
        ),
        (("(a) <I>Scope</I>—|(1) One.", "(2) Two."), "(a) (a)(1) (a)(2)"),
        (("(a) Lost|italics—|(1) One.", "(2) Two."), "(a) (a)(1) (a)(2)"),
    ],
)
def test_any_white_space_between_labels_reads_like_one_space(
    blank: str, blocks: tuple[str, ...], expected: str
) -> None:
    assert labels(*(block.replace("|", blank) for block in blocks)) == expected.split()


@pytest.mark.parametrize("blank", [" ", *(blank for blank in BLANKS if blank.isspace())])
def test_white_space_among_labels_that_are_only_cited_makes_no_unit(blank: str) -> None:
    cited = "(b)|(1)|and (d)|of this section hold.".replace("|", blank)
    assert labels("(a) A.", cited, "(b) B.") == ["(a)", "(a) p1", "(b)"]


MARKED = (
    '<DIV5 N="744"><HEAD>PART 744—THINGS</HEAD><AUTH><HED>Authority:</HED><PSPACE>50 U.S.C.'
    " 4801.</PSPACE></AUTH><SOURCE><HED>Source:</HED><PSPACE>75 FR 80288, Dec. 22,"
    ' 2010.</PSPACE></SOURCE><DIV8 N="744.1"><HEAD>§ 744.1   Things.</HEAD><P>(a)'
    " Alpha.</P><NOTE><HED>Note to paragraph"
    " (a):</HED><P>One.</P><P>Two.</P></NOTE>"
    "<EXAMPLE><HED>Example:</HED><P>Ex.</P></EXAMPLE><P></P><P>(b)"
    " Beta:</P><EXTRACT><FP>Quoted.</FP></EXTRACT><DIV><DIV>"
    "<TABLE><THEAD><TR><TH>Part</TH><TH>Article</TH></TR></THEAD><TBODY><TR><TD>Part"
    " 1</TD><TD></TD></TR><TR><TD></TD><TD>Article"
    " one</TD></TR></TBODY><TFOOT><TR><TD></TD></TR></TFOOT></TABLE></DIV></DIV>"
    "<EDNOTE><HED>Editorial"
    " Note:</HED><P>Ed.</P></EDNOTE><EFFDNOT><HED>Effective Date"
    " Note:</HED><P>Eff.</P></EFFDNOT><FTNT><P></P></FTNT><NOTE></NOTE><CITA>[75 FR 80288, Dec. 22,"
    " 2010]</CITA></DIV8></DIV5>"
)
PLACES = [place + 1 for place in range(len(MARKED) - 1) if MARKED[place : place + 2] == "><"]


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200e", "\u2060", "\ufeff\u00ad"])
def test_a_mark_without_width_between_two_tags_is_no_unit_and_nothing_of_substance(
    mark: str,
) -> None:
    plain = parse_file(MARKED.encode(), "x")
    for place in PLACES:
        marked = parse_file(f"{MARKED[:place]}{mark}{MARKED[place:]}".encode(), "x")

        assert diff(plain, marked) == diff(marked, plain) == (), MARKED[place - 20 : place + 20]


def test_no_unit_prints_empty() -> None:
    full = MARKED.replace("><", ">\u00ad<")

    for root in parse_file(full.encode(), "x"):
        for unit in root.walk():
            assert unit.kind == "provision" or is_visible(unit.text) or unit.label, unit.address


@pytest.mark.parametrize("name", ["Part 1", "Article"])
def test_a_soft_hyphen_makes_no_other_name_in_a_table(name: str) -> None:
    soft = MARKED.replace(name, f"{name[:2]}\u00ad{name[2:]}")
    plain, marked = (parse_file(text.encode(), "x") for text in (MARKED, soft))

    assert soft != MARKED
    assert [unit.address for root in plain for unit in root.walk()] == [
        unit.address for root in marked for unit in root.walk()
    ]
    assert {(change.kind, change.noise) for change in diff(plain, marked)} == {
        ("editorial", "whitespace")
    }


@pytest.mark.parametrize(
    ("before", "twice", "after", "expected"),
    [
        (
            (),
            "(a) Name these:",
            ("(1) One.", "(2) Two.", "(b) Last."),
            "(a)~2 (a) (a)(1) (a)(2) (b)",
        ),
        (
            (),
            "(a) Name these.",
            ("(1) One.", "(2) Two.", "(b) Last."),
            "(a)~2 (a) (a)(1) (a)(2) (b)",
        ),
        (
            ("(a) A.",),
            "(b) Name these—",
            ("(1) One.", "(2) Two.", "(c) Last."),
            "(a) (b)~2 (b) (b)(1) (b)(2) (c)",
        ),
        (
            ("(a) A.",),
            "(1) Name these:",
            ("(i) One.", "(ii) Two.", "(b) Last."),
            "(a) (a)(1)~2 (a)(1) (a)(1)(i) (a)(1)(ii) (b)",
        ),
        (("(a) A:",), "(1) One; and", ("(2) Two.", "(b) Last."), "(a) (a)(1) (a)(1)~2 (a)(2) (b)"),
    ],
)
def test_a_paragraph_served_twice_in_a_row_is_one_added_copy(
    before: tuple[str, ...], twice: str, after: tuple[str, ...], expected: str
) -> None:
    once, both = (
        parse_file(section(*before, *copies, *after), "x") for copies in ([twice], [twice, twice])
    )

    assert labels(*before, twice, twice, *after) == expected.split()
    (added,), (removed,) = diff(once, both), diff(both, once)
    assert (added.kind, removed.kind) == ("added", "removed")
    copy = next(f"15 CFR 744.99{name}" for name in expected.split() if "~" in name)
    assert added.address == removed.address
    assert added.address in (copy, copy.removesuffix("~2"))


def test_a_list_of_letters_below_a_letter_stays_a_list() -> None:
    assert labels("(a) These:", "(a) One.", "(b) Two.", "(b) Last.")[:2] == ["(a)", "(a)(a)"]


@pytest.mark.parametrize("dash", ["—", "―", "--", " -- ", " - ", " — ", "\n- "])
@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (("(a) <I>Scope</I>|(1) One.", "(2) Two.", "(b) Last."), "(a) (a)(1) (a)(2) (b)"),
        (("(a) Lost italics|(1) One.", "(2) Two.", "(b) Last."), "(a) (a)(1) (a)(2) (b)"),
        (
            ("(a) These words. More of them|(1) One.", "(2) Two.", "(b) Last."),
            "(a) (a)(1) (a)(2) (b)",
        ),
        (("(a) A.", "(1) <I>Scope.</I>|(i) One.", "(ii) Two."), "(a) (a)(1) (a)(1)(i) (a)(1)(ii)"),
        (("(a) Words|", "(1) One.", "(2) Two.", "(b) Last."), "(a) (a)(1) (a)(2) (b)"),
    ],
)
def test_any_dash_before_a_first_label_reads_like_the_long_one(
    dash: str, blocks: tuple[str, ...], expected: str
) -> None:
    served, typed = (
        parse_file(section(*(block.replace("|", sign) for block in blocks)), "x")
        for sign in ("—", dash)
    )

    assert labels(*(block.replace("|", dash) for block in blocks)) == expected.split()
    assert {(change.kind, change.noise) for change in diff(served, typed)} <= {
        ("editorial", "whitespace"),
        ("editorial", "typography"),
    }


@pytest.mark.parametrize(
    "words", ["See Table-(1) and so on.", "See form DS-(1) and so on.", "The well-known (1) item."]
)
def test_a_hyphen_inside_a_word_begins_no_list(words: str) -> None:
    assert labels(f"(a) {words}", "(b) Last.") == ["(a)", "(b)"]


CREDIT = "[61 FR 12802, Mar. 25, 1996, as amended at 62 FR 5, Jan. 2, 1997]"


@pytest.mark.parametrize(
    "behind",
    [
        (),
        ("<EDNOTE><HED>Editorial Note:</HED><P>Ed.</P></EDNOTE>",),
        ("<FTNT><P><SU>1</SU> Foot.</P></FTNT>",),
    ],
)
@pytest.mark.parametrize("tag", ["P", "FP"])
def test_a_paragraph_at_the_end_that_is_wholly_a_credit_is_the_source_credit(
    tag: str, behind: tuple[str, ...]
) -> None:
    plain, credit = ("(a) Alpha.", "(b) Beta."), f"<{tag}>{CREDIT}</{tag}>"
    told = units(section(*plain, credit, *behind))["source credit"]

    assert (told.kind, told.role, told.text) == ("note", "source-credit", CREDIT)
    served = parse_file(section(*plain, f"<CITA>{CREDIT}</CITA>", *behind), "x")
    assert diff(served, parse_file(section(*plain, credit, *behind), "x")) == ()


@pytest.mark.parametrize(
    "words",
    [
        "[Reserved]",
        "[Removed]",
        "[See 61 FR 12802.]",
        "(c) The rule of 61 FR 12802, Mar. 25, 1996, applies.",
        "[A license is required for every shipment under 61 FR 12802, Mar. 25, 1996]",
    ],
)
def test_a_last_paragraph_with_other_words_is_no_credit(words: str) -> None:
    assert "source credit" not in units(section("(a) Alpha.", "(b) Beta.", words))


def test_a_credit_before_other_text_stays_a_paragraph() -> None:
    assert "source credit" not in units(section("(a) Alpha.", CREDIT, "(b) Beta."))


@pytest.mark.parametrize(
    "raw",
    [
        lambda size: "(b)" + ", (of) (c)" * size,
        lambda size: "(a) <I>T</I>" + " " * size + "— x",
        lambda size: "(a)" + " - (" * size,
    ],
    ids=["references", "blanks", "dashes"],
)
def test_long_runs_of_blanks_and_references_are_no_square(raw: Callable[[int], str]) -> None:
    """The patterns run in C: a square of a million signs would never end."""
    assert growth(lambda size: labels(raw(size), "(b) Last."), 300_000) < 2.5

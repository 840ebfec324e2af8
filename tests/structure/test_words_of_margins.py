"""What stands in a margin or slipped into a paragraph: each limit just inside and just outside."""

from __future__ import annotations

import pytest
from lxml import etree

from tracker.structure.credits import (
    is_authority,
    is_credit,
    is_labelled,
    is_notice,
    is_usual_credit,
    notice_end,
)
from tracker.structure.margins import holds_foreign, parted
from tracker.structure.mending import divisions_inside, mended

HEAD = "<THEAD><TR><TH>Area</TH><TH>Sum</TH></TR></THEAD>"
ROW = "<TR><TD>a</TD><TD>1</TD></TR>"
FIRST = f"<TABLE>{HEAD}{ROW}</TABLE>"
CREDIT = "[88 FR 100, Jan. 3, 2023]"


def xml(text: str) -> etree._Element:
    return etree.fromstring(text)


# -- credits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("[88 FR 100, Jan. 3, 2023]", True),
        ("[88 FR 100, 102, Jan. 3, 2023; 89 FR 5, Feb. 4, 2024]", True),
        ("[88 FR 100, Jan. 3, 2023", False),
        ("[88 FR 100, Jan. 3, 203]", False),
        ("[88 FR 100, Jan. 3, 20233]", False),
        ("61 FR 102, Mar. 4, 1996, unless otherwise noted.", True),
        ("99999 FR 999999999, Mar. 44, 1996, unless otherwise noted", True),
        ("6 FR 1, Mar. 4, 1996; 7 FR 2, Mar. 5, 1997, unless otherwise noted", True),
        ("100000 FR 1, Mar. 4, 1996, unless otherwise noted.", False),
        ("61 FR 1000000000, Mar. 4, 1996, unless otherwise noted.", False),
        ("61 FR 102, Mar. 444, 1996, unless otherwise noted.", False),
        ("61 FR 102, Mar. 4, 19966, unless otherwise noted.", False),
        ("61 FR 102, Mar. 4, 996, unless otherwise noted.", False),
    ],
)
def test_a_usual_credit_has_steps_alone(text: str, usual: bool) -> None:
    assert is_usual_credit(text) is usual


def test_what_announces_nothing_is_no_announcement() -> None:
    assert not is_notice("This amendment was delayed.")


def test_a_day_has_figures_and_so_has_a_label() -> None:
    assert is_credit("88 FR 100 May 5 Pumps")
    assert [
        is_credit(text) for text in ("88 FR 5", "100000 FR 1", "Amended FR 5", "88 FR pumps")
    ] == [True, False, False, False]
    assert is_credit("88 FR 1–5 and 7, 9. Pumps")
    assert not is_credit("88 FR 100 May Pumps")
    assert not is_labelled("() x")
    assert [is_labelled(f"({label}) x") for label in ("a", "A", "1")] == [True, True, True]


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        (f"[88 FR 100 {'by ' * 9}pumps seals rings hoses]", True),
        (f"[88 FR 100 {'by ' * 8}pumps seals rings hoses]", False),
        (f"[88 FR 100 {'by ' * 12}pumps seals rings hoses bolts]", True),
        (f"[88 FR 100 {'by ' * 11}pumps seals rings hoses bolts]", False),
    ],
)
def test_a_quarter_of_the_words_of_a_long_credit_may_be_its_own(text: str, credit: bool) -> None:
    assert is_credit(text) is credit


@pytest.mark.parametrize(
    "text",
    [
        "88 FR 100, Jan. 30 2023",
        "88 FR 100, 102, 104, Jan. 3, 2023 Pumps",
        "1 Stat. 5",
        "99999 U.S.C. 5",
    ],
)
def test_citations_and_days_are_no_words(text: str) -> None:
    assert is_credit(text)


def test_an_authority_counts_small_words_alone() -> None:
    assert is_authority("50 U.S.C. 4801 Acme Bolt Cable Dynamo Engine")
    assert is_authority("The Authority of acme bolts")
    assert not is_authority("Pumps seals rings")
    assert not is_authority("Two Three Authority pumps")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Link to an amendment published at 88 FR 100, Jan. 3, 2023. More", 58),
        ("Link to a one two three four amendment published at 88 FR 100. More", 62),
        ("Link to a one two three four five amendment published at 88 FR 100. More", 0),
        ("Link to a one two three rule that is. More", 37),
        ("Link to a published 88 FR 100. More", 0),
        ("Link to a correction. More", 21),
        ("Link to an amendment published at 91 FR 46,261, July 23, 2026. More", 62),
        ("Link to a one two three four rule. More", 0),
        (f"Link to a thing published {'x' * 298} 88 FR 100", 334),
        (f"Link to a thing published {'x' * 299} 88 FR 100", 0),
    ],
)
def test_an_announcement_is_short_and_ends_with_its_citation_or_its_sentence(
    text: str, end: int
) -> None:
    assert notice_end(text) == end


@pytest.mark.parametrize(
    ("rest", "notice"),
    [
        ("", True),
        ("This amendment was delayed.", True),
        ("This is a rule.", False),
        ("(b) amended", False),
        ("At 89 FR 1 it was corrected.", True),
    ],
)
def test_behind_an_announcement_stands_nothing_or_what_became_of_it(
    rest: str, notice: bool
) -> None:
    assert is_notice(f"Link to an amendment published at 88 FR 100, Jan. 3, 2023. {rest}") is notice


# -- margins ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("margin", "foreign"),
    [
        (f"<CITA>{CREDIT}</CITA>", False),
        (f"<CITA><I>{CREDIT}</I></CITA>", False),
        (f"<CITA><P>{CREDIT}</P></CITA>", False),
        (f"<CITA>{CREDIT}<P>(b) Two.</P></CITA>", True),
        (f"<CITA>{CREDIT}<NOTE>n</NOTE></CITA>", True),
        ("<CITA/>", False),
        ("<CITA>88 FR 100</CITA>", False),
        ("<CITA>[88 FR 100, Jan. 3, 2023</CITA>", False),
        (f"<CITA>88 FR {'5' * 99_994}</CITA>", False),
        (f"<CITA>88 FR {'5' * 99_995}</CITA>", True),
        ("<CITA>(b) Two.</CITA>", True),
        ("<AUTH><HED>Authority:</HED><P>50 U.S.C. 4801.</P></AUTH>", False),
        ("<AUTH><HED>Authority:</HED><P>The Secretary of it.</P></AUTH>", False),
        (
            "<AUTH><HED>Authority:</HED><P>Nobody may sell any such item to a person.</P></AUTH>",
            True,
        ),
        ("<AUTH><HED>Authority:</HED> 50 U.S.C. 4801.</AUTH>", False),
        ("<AUTH><HED>Authority:</HED><PSPACE>(b) 50 U.S.C. 4801 pumps.</PSPACE></AUTH>", True),
        ("<XREF>Link to an amendment published at 88 FR 1. (b) <I>Two</I>.</XREF>", True),
        ("<AUTH><HED>Authority:</HED> Nobody may sell any such item to a person.</AUTH>", True),
        ("<AUTH>Words <HED>Authority:</HED><P>50 U.S.C. 4801.</P></AUTH>", False),
        (f"<CITA>{'[88 FR 100]' * 5} {'x' * 100_000}</CITA>", True),
    ],
)
def test_a_margin_holds_what_it_is_called_or_something_else(margin: str, foreign: bool) -> None:
    assert holds_foreign(xml(margin)) is foreign


@pytest.mark.parametrize(
    ("margin", "parts"),
    [
        (f"<CITA>{CREDIT} (b) Two. [x]</CITA>", [("CITA", CREDIT), ("P", "(b) Two. [x]")]),
        (f"<CITA>(b) Two [or so]. {CREDIT}</CITA>", [("P", "(b) Two [or so]."), ("CITA", CREDIT)]),
        (
            "<CITA>[88 FR 1 [and 2], Jan. 3, 2023] (b) Two.</CITA>",
            [("CITA", "[88 FR 1 [and 2], Jan. 3, 2023]"), ("P", "(b) Two.")],
        ),
        (
            "<CITA>(b) Two. [88 FR 1 [and 2], Jan. 3, 2023]</CITA>",
            [("P", "(b) Two."), ("CITA", "[88 FR 1 [and 2], Jan. 3, 2023]")],
        ),
        (f"<CITA>{CREDIT} {CREDIT}</CITA>", [("CITA", f"{CREDIT} {CREDIT}")]),
        ("<CITA>(b) Two. 88 FR 1]</CITA>", [("P", "(b) Two. 88 FR 1]")]),
        (
            "<CITA>[88 FR 1 (b) Two of them are such.</CITA>",
            [("P", "[88 FR 1 (b) Two of them are such.")],
        ),
        (
            "<CITA>(b) Two. [88 FR 10, Jan. 3, 2023]</CITA>",
            [("P", "(b) Two."), ("CITA", "[88 FR 10, Jan. 3, 2023]")],
        ),
        ("<CITA> </CITA>", []),
        (f"<CITA>{CREDIT}(b) Two.</CITA>", [("CITA", CREDIT), ("P", "(b) Two.")]),
        (
            (
                f"<CITA>{CREDIT} (b) Two. <XREF>Link to an amendment published at 88 FR"
                " 1.</XREF></CITA>"
            ),
            [
                ("CITA", CREDIT),
                ("P", "(b) Two."),
                ("XREF", "Link to an amendment published at 88 FR 1."),
            ],
        ),
        (
            "<SECAUTH>(50 U.S.C. 4801) (b) Two.</SECAUTH>",
            [("SECAUTH", "(50 U.S.C. 4801)"), ("P", "(b) Two.")],
        ),
        ("<XREF>Any words <P>(b) Two.</P></XREF>", [("XREF", "Any words"), ("P", "(b) Two.")]),
        (
            "<XREF>Link to an amendment published at 88 FR 1. (b) Two.</XREF>",
            [("XREF", "Link to an amendment published at 88 FR 1."), ("P", "(b) Two.")],
        ),
        (f"<CITA><PSPACE>(b) Two.</PSPACE>{CREDIT}</CITA>", [("P", "(b) Two."), ("CITA", CREDIT)]),
        ("<CITA>(b) Two <I>or</I> more.</CITA>", [("P", "(b) Two or more.")]),
    ],
)
def test_a_margin_is_parted_by_its_words(margin: str, parts: list[tuple[str, str]]) -> None:
    assert [
        (piece.tag, " ".join("".join(piece.itertext()).split())) for piece in parted(xml(margin))
    ] == parts


@pytest.mark.parametrize("some", ["some", "<I>some</I>"])
def test_an_authority_that_is_parted_keeps_its_head_alone_in_front(some: str) -> None:
    made = parted(
        xml(
            f"<AUTH><HED>Authority:</HED>[50 U.S.C. 4801] (b) A rule of {some} words is"
            " here.</AUTH>"
        )
    )
    assert [(piece.tag, "".join(piece.itertext())) for piece in made] == [
        ("AUTH", "Authority:[50 U.S.C. 4801]"),
        ("P", "(b) A rule of some words is here."),
    ]


# -- mending ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "apart"),
    [
        ("<DIV8 N='1'><HEAD>x</HEAD></DIV8>", 1),
        ("<DIV5><DIV8 N='1'/></DIV5>", 1),
        ("<DIV8 N='1'/><DIV9 N='2'/>", 2),
        ("<DIV6><HEAD>x</HEAD></DIV6>", 1),
        ("<DIV6><HEAD>x</HEAD><P>words</P></DIV6>", 0),
        ("<DIV7><HEAD>x</HEAD></DIV7>", 0),
        ("<DIV6><HEAD>x</HEAD><DIV8 N='1'/></DIV6>", 1),
        ("<DIV6><P>words</P><DIV7><P>more</P></DIV7></DIV6>", 0),
        ("<DIV>words</DIV>", 0),
        ("<DIV1/>", 1),
        ("<DIV0/><DIV10/>", 0),
    ],
)
def test_the_outermost_divisions_inside_a_section_are_told_apart(inside: str, apart: int) -> None:
    assert len(divisions_inside(xml(f"<DIV8>{inside}</DIV8>"))) == apart


@pytest.mark.parametrize(
    ("inside", "marred"),
    [
        ("<P>words</P>", False),
        ("<P>words <I>and</I></P>", False),
        ("<P>words <P>and</P></P>", True),
        ("<P>words <I><B>x<P>and</P></B></I></P>", True),
        (f"<CITA>{CREDIT}</CITA>", False),
        ("<CITA>(b) Two.</CITA>", True),
        (f"<EXTRACT><CITA>{CREDIT}</CITA></EXTRACT>", False),
        ("<EXTRACT><CITA>(b) Two.</CITA></EXTRACT>", True),
        ("<EXTRACT><P>x<P>y</P></P></EXTRACT>", True),
        ("<EXTRACT><DIV8 N='1'/></EXTRACT>", True),
        ("<DIV8 N='1'/>", True),
        (FIRST, False),
        (f"{FIRST}<TABLE>{ROW}</TABLE>", True),
        (f"{FIRST}words<TABLE>{ROW}</TABLE>", False),
        (f"<DIV>{FIRST}</DIV><DIV><TABLE>{ROW}</TABLE></DIV>", True),
        (f"<TABLE>{HEAD}<TR><TD>{FIRST}</TD><TD><TABLE>{ROW}</TABLE></TD></TR></TABLE>", False),
    ],
)
def test_a_section_without_accidents_is_returned_as_it_is(inside: str, marred: bool) -> None:
    element = xml(f"<DIV8>{inside}</DIV8>")
    assert (mended(element) is not element) is marred


@pytest.mark.parametrize(
    ("inside", "parts"),
    [
        ("<P>One <P>two</P> three</P>", ["P:One", "P:two", "P:three"]),
        ("<P>One <I>more <P>two</P> three</I> four</P>", ["P:One more", "P:two", "P:three four"]),
        ("<HEAD>One<P>two</P></HEAD>", ["HEAD:One", "P:two"]),
        ("<HEAD><P>two</P> One</HEAD>", ["HEAD:two One"]),
        ("<HEAD><I>x</I><P>two</P></HEAD>", ["HEAD:x", "P:two"]),
        ("<P><P>two</P></P>", ["P:two"]),
    ],
)
def test_blocks_inside_a_paragraph_stand_behind_what_stands_before_them(
    inside: str, parts: list[str]
) -> None:
    made = mended(xml(f"<DIV8>{inside}</DIV8>"))
    assert [
        f"{element.tag}:{' '.join(''.join(element.itertext()).split())}" for element in made
    ] == parts


@pytest.mark.parametrize(
    ("inside", "tags"),
    [
        ("<XREF>Link to an amendment published at 88 FR 1. (b) Two.</XREF>", ["XREF", "P"]),
        (
            "<P>One. <XREF>Link to an amendment published at 88 FR 1. Two.</XREF></P>",
            ["P", "XREF", "E"],
        ),
        (
            (
                "<TABLE><TR><TD>One. <XREF>Link to an amendment published at 88 FR 1."
                " Two.</XREF></TD></TR></TABLE>"
            ),
            ["TABLE", "TR", "TD", "XREF", "E"],
        ),
    ],
)
def test_words_behind_an_announcement_stay_in_the_paragraph_or_cell_that_it_stands_in(
    inside: str, tags: list[str]
) -> None:
    assert [
        element.tag for element in mended(xml(f"<DIV8>{inside}</DIV8>")).iterdescendants()
    ] == tags

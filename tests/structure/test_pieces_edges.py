"""Where a paragraph is in italics though spaced anew; which answers hold one provision."""

from __future__ import annotations

import pytest
from lxml import etree

from tracker.markup import parse_xml
from tracker.structure.files import names_inside, only_provision, title_of
from tracker.structure.pieces import own_italics


@pytest.mark.parametrize(
    ("element", "raw", "spans"),
    [
        ("<P>ab<I>cd</I>ef</P>", "abcdef", ((2, 4),)),
        ("<P><em>ab</em><I>cd</I></P>", "abcd", ((0, 2), (2, 4))),
        ("<P><E T='03'>ab</E><E T='04'>cd</E><E>ef</E><B T='03'>gh</B></P>", "abcdefgh", ((0, 2),)),
        ("<P><I/>ab</P>", "ab", ()),
        ("<P>xy<I>ab</I></P>", "xyz", ()),
        # A break is a space or nothing in the raw text.
        ("<P><I>one<br/>two</I></P>", "one  two", ((0, 8),)),
        ("<P>x <I>one<br/>two</I></P>", "x onetwo", ((2, 8),)),
        # A tail of more than three letters is passed over, so that what is like the italics in it
        # is not taken for them.
        ("<P><I>a</I>ba <I>a</I></P>", "aba a", ((0, 1), (2, 3))),
        ("<P><I>a</I>bab <I>a</I></P>", "abab a", ((0, 1), (5, 6))),
        ("<P><I>a</I>b  a <I>a</I></P>", "ab a a", ((0, 1), (3, 4))),
        ("<P><PRTPAGE/>abca<I>a</I></P>", "abcaa", ((4, 5),)),
        ("<P><PRTPAGE/>a  a<I>a</I></P>", "a aa", ((0, 1),)),
    ],
)
def test_italics_are_where_the_raw_text_has_their_words(
    element: str, raw: str, spans: tuple[tuple[int, int], ...]
) -> None:
    assert own_italics(etree.fromstring(element), raw) == spans


@pytest.mark.parametrize(("length", "found"), [(3999, True), (4000, True), (4001, False)])
def test_italics_are_looked_for_in_the_first_four_thousand_letters(
    length: int, found: bool
) -> None:
    words = "x" * length
    assert bool(own_italics(etree.fromstring(f"<P>{words}<I>ab</I></P>"), f"{words}ab")) is found


def test_behind_the_four_thousandth_letter_nothing_is_italic() -> None:
    words = "x" * 4001
    element = etree.fromstring(f"<P><I>ab</I>{words}<B>cd</B><I>ef</I></P>")
    assert own_italics(element, f"ab{words}cdef") == ((0, 2),)


@pytest.mark.parametrize(("spaces", "found"), [(199, True), (200, True), (201, False)])
def test_italics_may_have_moved_by_two_hundred_letters(spaces: int, found: bool) -> None:
    gap = " " * spaces
    assert bool(own_italics(etree.fromstring("<P>x<I>ab</I></P>"), f"x{gap}ab")) is found
    assert bool(own_italics(etree.fromstring("<P>x<I>a<br/>b</I></P>"), f"x{gap}ab")) is found
    behind = own_italics(etree.fromstring("<P><I>a</I>bbab<I>a</I></P>"), f"a{gap}bbaba")
    assert (
        behind == ((0, 1), (spaces + 5, spaces + 6) if found else ()) if found else len(behind) == 1
    )


LEAF = "<DIV8 N='744.1'><HEAD>§ 744.1 A.</HEAD></DIV8>"
OTHER = "<DIV9 N='Appendix A to Part 744'/>"
HELD = f"<DIV8 N='744.1'>{OTHER}<DIV5 N='745'/></DIV8>"


@pytest.mark.parametrize(
    ("root", "number"),
    [
        (LEAF, "744.1"),
        (HELD, "744.1"),
        (f"<DIV5 N='744'><HEAD>x</HEAD><DIV6>{LEAF}</DIV6></DIV5>", "744.1"),
        (f"<ECFR>{LEAF}</ECFR>", "744.1"),
        (f"<ECFR>{HELD}</ECFR>", "744.1"),
        (f"<DIV5>{OTHER}</DIV5>", "Appendix A to Part 744"),
        (f"<DIV5>{LEAF}{OTHER}</DIV5>", None),
        ("<DIV5 N='744'/>", None),
        (f"<RULE>{LEAF}</RULE>", None),
        (f"<DIV10>{LEAF}</DIV10>", None),
    ],
)
def test_an_answer_holds_one_provision_or_none_that_can_be_told(
    root: str, number: str | None
) -> None:
    found = only_provision(etree.fromstring(root))
    assert (found is None, None if found is None else found.get("N")) == (number is None, number)


@pytest.mark.parametrize(
    ("answer", "inside"),
    [
        (LEAF, []),
        (HELD, ["15 CFR 744 App. A"]),
        (f"<DIV5>{HELD}</DIV5>", ["15 CFR 744 App. A"]),
        (f"<DIV5>{LEAF}{OTHER}</DIV5>", []),
        (
            f"<DIV8 N='744.1'><P>x</P>{LEAF.replace('744.1', '744.2')}{OTHER}</DIV8>",
            ["15 CFR 744.2", "15 CFR 744 App. A"],
        ),
    ],
)
def test_what_stands_inside_a_provision_is_told_by_its_address(
    answer: str, inside: list[str]
) -> None:
    assert list(map(str, names_inside(parse_xml(answer.encode(), "x"), 15))) == inside


@pytest.mark.parametrize(
    ("root", "title"),
    [
        ("<DLPSTEXTCLASS><IDNO TYPE='title'> 7 </IDNO></DLPSTEXTCLASS>", 7),
        (
            "<DLPSTEXTCLASS><IDNO TYPE='other'>9</IDNO><IDNO TYPE='title'>7</IDNO></DLPSTEXTCLASS>",
            7,
        ),
        ("<DLPSTEXTCLASS><IDNO TYPE='title'>x</IDNO><IDNO TYPE='title'/></DLPSTEXTCLASS>", None),
        ("<ECFR><DIV1 N='7'/></ECFR>", 7),
        ("<DIV1 N='7'/>", 7),
        ("<DIV1 N='x'/>", None),
        ("<ECFR/>", None),
        ("<DIV5><DIV1 N='7'/></DIV5>", None),
        ('<DIV5 hierarchy_metadata=\'{"path": "/on/2024-01-01/title-7/part-1"}\'/>', 7),
        ("<DIV5 hierarchy_metadata='/title-15/part-744'/>", 15),
        ("<DIV5 hierarchy_metadata='/title-150/part-744'/>", None),
        ("<DIV5 hierarchy_metadata='/title-/part-744'/>", None),
        ("<DIV5/>", None),
    ],
)
def test_a_file_names_its_title_in_one_of_three_places(root: str, title: int | None) -> None:
    assert title_of(etree.fromstring(root)) == title

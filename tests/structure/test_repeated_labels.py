"""Labels that name their parents again, stars before labels, and mere references."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.structure.sections import held, labels, printed, section, supplement, texts, units
from tracker.diff import diff
from tracker.markup import parse_xml
from tracker.model import Node
from tracker.structure import parse_file, parse_root

REPEATED = [
    (
        ("(c)(1)(i) One.", "(ii) Two.", "(c)(2)(i) Three.", "(ii) Four.", "(d) Last."),
        "(c) (c)(1) (c)(1)(i) (c)(1)(ii) (c)(2) (c)(2)(i) (c)(2)(ii) (d)",
    ),
    (
        ("(a)(1) One.", "(a)(2) Two.", "(a)(3) Three.", "(b)(1) One.", "(b)(2) Two.", "(c) Last."),
        "(a) (a)(1) (a)(2) (a)(3) (b) (b)(1) (b)(2) (c)",
    ),
    (
        (
            "(a) Words:",
            "(a)(1) One.",
            "(a)(2) Two:",
            "(a)(2)(i) Deep.",
            "(a)(2)(ii) Deep.",
            "(b) X.",
        ),
        "(a) (a)(1) (a)(2) (a)(2)(i) (a)(2)(ii) (b)",
    ),
    (
        ("(c)(1) One.", "(c)(2) Two:", "(c)(2)(i) A.", "(c)(3)(i) B.", "(c)(3)(ii) C.", "(d) X."),
        "(c) (c)(1) (c)(2) (c)(2)(i) (c)(3) (c)(3)(i) (c)(3)(ii) (d)",
    ),
    (
        ("(a) A:", "(1) B:", "(i) C:", "(A) D:", "(<I>1</I>) E.", "(a)(1)(i)(A)(<I>2</I>) F."),
        "(a) (a)(1) (a)(1)(i) (a)(1)(i)(A) (a)(1)(i)(A)(1) (a)(1)(i)(A)(2)",
    ),
    (
        ("(b)(1) [Reserved]", "(b)(2)-(4) [Reserved]", "(b)(5) X.", "(b) (6) Y.", "(b) (7) (i) Z."),
        "(b) (b)(1) (b)(2)-(4) (b)(5) (b)(6) (b)(7) (b)(7)(i)",
    ),
    (
        ("(h) A:", "(1) B.", "(i) C.", "(h)(1)(ii) D.", "(i) E.", "(1) F.", "(i)(2) G."),
        "(h) (h)(1) (h)(1)(i) (h)(1)(ii) (i) (i)(1) (i)(2)",
    ),
    (
        ("(h) A.", "(h)(1) B.", "(h)(2) C.", "(i) D.", "(i)(1) E.", "(i)(2) F.", "(j) G."),
        "(h) (h)(1) (h)(2) (i) (i)(1) (i)(2) (j)",
    ),
    (
        ("(h) A.", "(h)(1) B.", "(h)(2) C:", "(i) D.", "(ii) E.", "(i) F.", "(i)(1) G."),
        "(h) (h)(1) (h)(2) (h)(2)(i) (h)(2)(ii) (i) (i)(1)",
    ),
    (("(h)(1) B.", "(i) D.", "(i)(1) E."), "(h) (h)(1) (i) (i)(1)"),
    (
        ("(n)(1)(i)(A) A.", "(B) B.", "(1)(i)(C) C.", "(n) (1) (i) (D) D.", "(o) E."),
        "(n) (n)(1) (n)(1)(i) (n)(1)(i)(A) (n)(1)(i)(B) (n)(1)(i)(C) (n)(1)(i)(D) (o)",
    ),
    (("(1) A.", "(1)(a) B.", "(1)(b) C.", "(2) D."), "(1) (1)(a) (1)(b) (2)"),
    (("(a)(1) A.", "Plain words.", "(a)(2) B.", "(b) C."), "(a) (a)(1) (a)(1) p1 (a)(2) (b)"),
    (("(a) A.", "(d)(2)(i) B.", "(ii) C.", "(3) D."), "(a) (d) (d)(2) (d)(2)(i) (d)(2)(ii) (d)(3)"),
    (
        ("(c)(1) A.", "(2) B:", "(i) X.", "(c)(2) Again.", "(c)(3) C."),
        "(c) (c)(1) (c)(2) (c)(2)(i) (c)(2)~2 (c)(3)",
    ),
]


@pytest.mark.parametrize(("blocks", "found"), REPEATED, ids=[found for _, found in REPEATED])
def test_a_label_that_names_its_parents_again_opens_its_last_item_only(
    blocks: tuple[str, ...], found: str
) -> None:
    expected = found.replace(" (", "\n(").splitlines()

    assert labels(*blocks) == expected


def test_repeated_labels_are_kept_beside_the_unit_and_not_in_its_label_or_text() -> None:
    found = units(section("(c)(1)(i) One.", "(c)(2)(i) Two."))

    assert [found["(c)(2)"].label, found["(c)(2)"].text] == ["(2)", ""]
    assert [found["(c)(2)(i)"].label, found["(c)(2)(i)"].text] == ["(i)", "Two."]
    assert found["(c)(2)"].facets == (("repeated", "(c)"),)


def test_definitions_have_labels_that_repeat_their_parents_too() -> None:
    found = units(
        section(
            "<I>Node</I> means:", "(1)(i) A.", "(1)(ii) B.", "(2) C.", heading="§ 1.1 Definitions."
        )
    )

    assert [unit for unit in found if unit.startswith('"Node"(')] == [
        '"Node"(1)',
        '"Node"(1)(i)',
        '"Node"(1)(ii)',
        '"Node"(2)',
    ]


def test_an_outline_with_points_may_repeat_its_parents_where_they_are_open() -> None:
    found = texts(
        supplement("I. One", "I.A. Two", "I.B. Three", "I.B.1. Four", "U.S. persons", "II. Five")
    )

    assert {address: text for address, text in found.items() if address.startswith("I")} == {
        "I": "One",
        "I.A": "Two",
        "I.B": "Three",
        "I.B.1": "Four",
        "I.B.1 p1": "U.S. persons",
        "II": "Five",
    }


@pytest.mark.parametrize(
    "reference",
    [
        "(c)(2)(i) of this section applies.",
        "(a)(1) and (2) of this section apply.",
        "(b)(1), (2), or (3) of § 1.2 apply.",
        "(a)(1)(i) through (iii) of this part apply.",
        "(b) and (c) of this section apply.",
    ],
)
def test_a_sentence_that_begins_with_a_reference_is_text(reference: str) -> None:
    assert labels("(a) One.", "(b) Two.", "(c) Three:", reference, "(d) Four.") == [
        "(a)",
        "(b)",
        "(c)",
        "(c) p1",
        "(d)",
    ]


def test_a_closed_unit_that_is_only_named_is_not_opened_twice() -> None:
    found = section(
        "(c)(1) A.", "(2)(i) B.", "(d) C.", "(c)(3) D.", "(c)(2)(ii) E.", "(c)(3) F.", "(e) G."
    )

    assert list(texts(found))[2:] == [
        "(c)",
        "(c)(1)",
        "(c)(2)",
        "(c)(2)(i)",
        "(d)",
        "(c)(3)",
        "(c)(2)(ii)",
        "(c)(3)~2",
        "(e)",
    ]


def test_a_list_that_begins_again_is_another_list() -> None:
    below = labels("(a) A.", "(b) B:", "(a) C.", "(1) D.", "(2) E.", "(b) F.")
    behind_a_heading = labels(
        "(a)(1) A.", "(2) B.", "<HD1>Second</HD1>", "(a)(1) C.", "(2) D.", "(b) E."
    )

    assert below == ["(a)", "(b)", "(b)(a)", "(b)(a)(1)", "(b)(a)(2)", "(b)(b)"]
    assert behind_a_heading == ["(a)", "(a)(1)", "(a)(2)", "(a)~2", "(a)~2(1)", "(a)~2(2)", "(b)"]


@pytest.mark.parametrize(
    ("block", "address", "text"),
    [
        ("*(a) Words.", "(a)", "* Words."),
        ("* (a) Words.", "(a)", "* Words."),
        ("†(a) Words.", "(a)", "† Words."),
        ("**(a) Words.", "(a)", "** Words."),
        ("(a)* Words.", "(a)", "* Words."),
        ("*(a)(1) Words.", "(a)(1)", "* Words."),
        ("*(a) <I>Title.</I>—(1) Words.", "(a)", "* Title.—"),
        ("*a. Words.", "a", "* Words."),
        ("* (a) through (c) [Reserved]", "(a)-(c)", "* [Reserved]"),
        ("* * * * *", "p1", "* * * * *"),
        ("*Words (a) more.", "p1", "*Words (a) more."),
    ],
)
def test_a_star_before_a_label_opens_the_text(block: str, address: str, text: str) -> None:
    assert texts(section(block))[address] == text


def test_a_star_before_a_repeated_label_is_kept_with_the_text() -> None:
    found = units(section("(d)(1) One.", "* (d)(2) Two."))

    assert (found["(d)(2)"].text, found["(d)(2)"].facets) == ("* Two.", (("repeated", "(d)"),))


STYLES = ("abcde", "12345", ("i", "ii", "iii", "iv"), "ABCDE")


@st.composite
def outlines(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """Return the paths of a legal outline in order: `("(a)",)`, `("(a)", "(1)")`, ..."""
    found: list[tuple[str, ...]] = []

    def below(path: tuple[str, ...]) -> None:
        if len(path) == len(STYLES):
            return
        count = draw(st.integers(2 if not path else 0, 3))
        for name in STYLES[len(path)][: 2 if count == 1 else count]:
            found.append((*path, f"({name})"))
            below(found[-1])

    below(())
    return found


@given(outlines(), st.data())
def test_printing_the_parents_of_a_label_again_is_no_difference(
    outline: list[tuple[str, ...]], data: st.DataObject
) -> None:
    again = [path[data.draw(st.integers(0, len(path) - 1)) :] for path in outline]
    plain = _parsed([f"{path[-1]} Text {number}." for number, path in enumerate(outline)])
    full = _parsed([f"{''.join(path)} Text {number}." for number, path in enumerate(again)])

    assert [unit.address for unit in full.walk()] == [unit.address for unit in plain.walk()]
    assert diff((plain,), (full,)) == ()
    assert plain.fingerprint == full.fingerprint


@given(outlines(), st.data())
def test_nothing_that_repeats_its_parents_is_lost(
    outline: list[tuple[str, ...]], data: st.DataObject
) -> None:
    again = [path[data.draw(st.integers(0, len(path) - 1)) :] for path in outline]
    root = parse_xml(section(*(f"{''.join(path)} Text." for path in again)), "sample")

    assert held(parse_root(root, "sample")) == printed(root)


def _parsed(blocks: list[str]) -> Node:
    (top,) = parse_file(section(*blocks), "sample")
    return top

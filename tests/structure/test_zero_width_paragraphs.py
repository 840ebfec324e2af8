"""Zero-width marks and repeated labels in sections.

The tree of paragraphs stays the one that a reader sees.
"""

from __future__ import annotations

import pytest

from tracker.diff import diff
from tracker.markup import parse_xml
from tracker.model import Node
from tracker.structure import build

ZERO_WIDTH = "\u200b"
RULE = (
    "<HEAD>§ 744.99 Widgets.</HEAD><P>(a) <I>Scope.</I> (1) Widgets; and</P><P>(2)"
    " Gears.</P><NOTE><HED>Note 1 to paragraph (a)(1):</HED><P>None at night.</P></NOTE><P>(b)"
    " <I>Ends.</I> None.</P>"
)
TERMS = (
    "<HEAD>§ 772.9 Definitions of terms.</HEAD><P><I>Gear.</I> A wheel.</P><P>“<I>Widget</I>”. (Cat"
    " 3) A thing.</P>"
)


def section(number: str, body: str) -> Node:
    """Return the provision that a section of this body is read as."""
    return build(
        parse_xml(f'<DIV8 N="{number}" TYPE="SECTION">{body}</DIV8>'.encode(), "sample"), 15
    )


@pytest.mark.parametrize(
    ("number", "body", "before"),
    [
        ("744.99", RULE, mark)
        for mark in ("(a) <", "(1) W", "(2)", "(b)", "Note 1", "1 to par", "Gears", "Widgets.<")
    ]
    + [("772.9", TERMS, mark) for mark in ("<I>Gear", "Gear.", "“<I>", "Widget<")],
)
def test_a_zero_width_mark_hides_no_label_and_no_term(number: str, body: str, before: str) -> None:
    plain, marked = (
        section(number, body),
        section(number, body.replace(before, ZERO_WIDTH + before, 1)),
    )
    assert [unit.address for unit in plain.walk()] == [unit.address for unit in marked.walk()]
    changes = diff((plain,), (marked,))
    assert {(change.kind, change.noise) for change in changes} <= {("editorial", "whitespace")}
    assert len(changes) <= 1


@pytest.mark.parametrize("hint", [";", ".", "; or"])
def test_a_paragraph_printed_twice_is_a_twin_and_no_level_below_itself(hint: str) -> None:
    twice = (
        f"<HEAD>§ 744.99 Widgets.</HEAD><P>(a) All of:</P><P>(1) Gears{hint}</P><P>(1)"
        f" Gears{hint}</P><P>(2) Cogs.</P><P>(b) None.</P>"
    )
    assert [
        unit.address.removeprefix("15 CFR 744.99")
        for unit in section("744.99", twice).walk()
        if unit.label
    ] == [*("(a)", "(a)(1)", "(a)(1)~2", "(a)(2)", "(b)")]

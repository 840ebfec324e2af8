"""Accidents of print and of service that change nothing: blanks, dashes and marks before labels, and what is served twice."""

from __future__ import annotations

import pytest

from tests.structure.sections import labels

BLANKS = ["  ", "\n    ", "\t", "\r\n\t", "\u00a0 ", " \u200b ", "\u2003\u2003"]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (("(a)|(1) One.", "(2) Two.", "(b) Last."), "(a) (a)(1) (a)(2) (b)"),
        (("(a) A.", "(1)|(i) One.", "(ii) Two."), "(a) (a)(1) (a)(1)(i) (a)(1)(ii)"),
        (("(c)|(1)|(i) One.", "(ii) Two.", "(c)|(2)|(i) Three."), "(c) (c)(1) (c)(1)(i) (c)(1)(ii) (c)(2) (c)(2)(i)"),
        (("(a) <I>Scope</I>—|(1) One.", "(2) Two."), "(a) (a)(1) (a)(2)"),
        (("(a) Lost|italics—|(1) One.", "(2) Two."), "(a) (a)(1) (a)(2)"),
    ],
)
def test_any_white_space_between_labels_reads_like_one_space(blank: str, blocks: tuple[str, ...], expected: str) -> None:
    assert labels(*(block.replace("|", blank) for block in blocks)) == expected.split()


@pytest.mark.parametrize("blank", [" ", *(blank for blank in BLANKS if blank.isspace())])
def test_white_space_among_labels_that_are_only_cited_makes_no_unit(blank: str) -> None:
    cited = "(b)|(1)|and (d)|of this section hold.".replace("|", blank)
    assert labels("(a) A.", cited, "(b) B.") == ["(a)", "(a) p1", "(b)"]

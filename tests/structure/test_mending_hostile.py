"""Sections, margins and tables of absurd shapes are read in time and break no reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.structure.sections import check_addresses, section
from tests.work import growth, steps
from tracker.structure import parse_file

LONG: dict[str, tuple[int, Callable[[int], str]]] = {
    "brackets": (1_500, lambda size: f"<CITA>{'[1 FR 1, Jan. 1, 2001]' * size}</CITA>"),
    "open brackets": (10_000, lambda size: f"<CITA>{'[(' * size}</CITA>"),
    "digits in a credit": (45_000, lambda size: f"<CITA>[{'1' * size}]</CITA>"),
    "digits in an announcement": (
        500_000,
        lambda size: f"<XREF>Link to an amendment published at {'1' * size}</XREF>",
    ),
    "numbers in an authority": (
        100_000,
        lambda size: f"<SECAUTH>({'1 U.S.C. ' * size})</SECAUTH>",
    ),
    "words without end": (100_000, lambda size: f"<CITA>{'word ' * size}</CITA>"),
    "inner sections": (
        1_500,
        lambda size: '<DIV8 N="744.1"><HEAD>§ 744.1</HEAD></DIV8>' * size,
    ),
    "blocks in a paragraph": (2_500, lambda size: f"<P>(a) One.{'<P>x</P>' * size}</P>"),
    "tables": (
        250,
        lambda size: (
            "<TABLE><TR><TH>a</TH><TH>b</TH></TR><TR><TD>1</TD><TD>2</TD></TR></TABLE>" * size
        ),
    ),
    "wide spans": (
        5,
        lambda size: (
            '<TABLE><TR><TH colspan="99999">a</TH></TR></TABLE><TABLE><TR><TD colspan="99999"'
            ' rowspan="99999">a</TD></TR></TABLE>' * size
        ),
    ),
    "dashes in a caption": (
        250_000,
        lambda size: (
            f"<TABLE><CAPTION>{'—' * size}</CAPTION><TR><TH>a</TH></TR></TABLE>"
            "<TABLE><TR><TD>a</TD></TR></TABLE>"
        ),
    ),
}
DEEP = {
    "inner sections": '<DIV8 N="744.1"><P>a' * 60 + "</P></DIV8>" * 60,
    "blocks in a paragraph": "<P>a" * 100 + "</P>" * 100,
    "a table of no rows": (
        "<TABLE><THEAD><TR><TH>a</TH><TH>b</TH></TR></THEAD></TABLE><TABLE/><TABLE><TR/></TABLE>"
    ),
}


@pytest.mark.parametrize(("size", "body"), LONG.values(), ids=LONG)
def test_twice_as_long_a_shape_is_twice_the_work(size: int, body: Callable[[int], str]) -> None:
    """What a pattern reads, in C, is so long that a square of it would never end."""
    assert growth(lambda size: parse_file(section("(a) One.", body(size)), "sample"), size) < 2.5
    check_addresses(parse_file(section("(a) One.", body(min(size, 100))), "sample"))


@pytest.mark.parametrize("body", DEEP.values(), ids=DEEP)
def test_as_deep_a_shape_as_can_be_is_read_in_bounds(body: str) -> None:
    sample = section("(a) One.", body)
    assert steps(lambda: parse_file(sample, "sample")) < 1_000_000
    check_addresses(parse_file(sample, "sample"))


@pytest.mark.parametrize("tag", ["DIV8", "DIV9", "DIV5"])
@pytest.mark.parametrize(
    ("number", "size"),
    [
        ("1", 500_000),
        ("(", 500_000),
        ("Appendix ", 100_000),
        ("744.", 250_000),
        (" to Subpart ", 80_000),
    ],
)
def test_twice_as_long_a_name_is_twice_the_work(number: str, size: int, tag: str) -> None:
    def read(size: int) -> None:
        name = number * size
        text = f'<{tag} N="{name}"><HEAD>{name}</HEAD></{tag}>'
        parse_file(f'<DIV5 N="1"><HEAD>PART 1</HEAD>{text}</DIV5>'.encode(), "sample")

    assert growth(read, size) < 2.5

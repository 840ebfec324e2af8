"""Sections, margins and tables of absurd shapes are read in time and break no reader."""

from __future__ import annotations

import time

import pytest

from tests.structure.sections import check_addresses, section
from tracker.structure import parse_file

CASES = {
    "many brackets": f"<CITA>{'[1 FR 1, Jan. 1, 2001]' * 3_000}</CITA>",
    "open brackets": f"<CITA>{'[(' * 20_000}</CITA>",
    "digits in a credit": f"<CITA>[{'1' * 90_000}]</CITA>",
    "digits in an announcement": f"<XREF>Link to an amendment published at {'1' * 90_000}</XREF>",
    "numbers in an authority": f"<SECAUTH>({'1 U.S.C. ' * 9_000})</SECAUTH>",
    "words without end": f"<CITA>{'word ' * 200_000}</CITA>",
    "many inner sections": '<DIV8 N="744.1"><HEAD>§ 744.1</HEAD></DIV8>' * 3_000,
    "deep inner sections": '<DIV8 N="744.1"><P>a' * 60 + "</P></DIV8>" * 60,
    "many blocks in a paragraph": f"<P>(a) One.{'<P>x</P>' * 5_000}</P>",
    "deep blocks in a paragraph": "<P>a" * 100 + "</P>" * 100,
    "many tables": (
        "<TABLE><TR><TH>a</TH><TH>b</TH></TR><TR><TD>1</TD><TD>2</TD></TR></TABLE>" * 1_500
    ),
    "a table of no rows": (
        "<TABLE><THEAD><TR><TH>a</TH><TH>b</TH></TR></THEAD></TABLE><TABLE/><TABLE><TR/></TABLE>"
    ),
    "wide spans": (
        '<TABLE><TR><TH colspan="99999">a</TH></TR></TABLE><TABLE><TR><TD colspan="99999"'
        ' rowspan="99999">a</TD></TR></TABLE>' * 9
    ),
    "dashes in a caption": (
        f"<TABLE><CAPTION>{'—' * 50_000}</CAPTION><TR><TH>a</TH></TR></TABLE>"
        "<TABLE><TR><TD>a</TD></TR></TABLE>"
    ),
}


@pytest.mark.parametrize("body", CASES.values(), ids=CASES)
def test_an_absurd_shape_is_read_in_time(body: str) -> None:
    start = time.process_time()
    nodes = parse_file(section("(a) One.", body), "sample")

    assert time.process_time() - start < 5
    if sum(1 for one in nodes for _ in one.walk()) < 2_000:
        check_addresses(nodes)


@pytest.mark.parametrize(
    "number",
    ["1" * 50_000, "(" * 50_000, "Appendix " * 5_000, "744." * 10_000, " to Subpart " * 5_000],
)
def test_an_absurd_name_is_read_in_time(number: str) -> None:
    start = time.process_time()
    for tag in ("DIV8", "DIV9", "DIV5"):
        parse_file(
            f'<DIV5 N="1"><HEAD>PART 1</HEAD><{tag}'
            f' N="{number}"><HEAD>{number}</HEAD></{tag}></DIV5>'.encode(),
            "sample",
        )

    assert time.process_time() - start < 5

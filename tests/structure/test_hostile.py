"""Any bytes give units or one clear error, in bounded time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.structure.sections import section
from tracker.errors import ParseError
from tracker.structure import parse_file, parse_provision


def wrap(body: bytes) -> bytes:
    return b'<DIV8 N="1.1">' + body + b"</DIV8>"


REFUSED = {
    "nothing": b"",
    "only spaces": b" \n ",
    "no XML": b'{"a": 1}',
    "truncated": section("(a) One.")[:-20],
    "100,000 levels": wrap(b"<P>" * 100_000 + b"</P>" * 100_000),
    "an entity bomb": (
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + wrap(b"<P>&b;</P>")
    ),
    "an entity bomb in UTF-16": (
        '<!DOCTYPE x [<!ENTITY a "aa">]><DIV8 N="1"><P>&a;</P></DIV8>'.encode("utf-16")
    ),
    "an outside entity": b'<!DOCTYPE x SYSTEM "file:///etc/hostname">' + wrap(b"<P>&x;</P>"),
    "an unknown entity": wrap(b"<P>&eacute;</P>"),
    "a NUL": wrap(b"<P>a\0b</P>"),
    "a lone surrogate": wrap(b"<P>\xed\xa0\x80</P>"),
    "a lone surrogate by number": wrap(b"<P>&#xD800;</P>"),
    "a wrong encoding": b'<?xml version="1.0" encoding="utf-8"?>' + wrap(b"<P>\xe9</P>"),
    "an unknown encoding": b'<?xml version="1.0" encoding="klingon"?>' + wrap(b"<P>a</P>"),
    "one word of 16 MB": wrap(b"<P>" + b"a" * 16_000_000 + b"</P>"),
    "HTML": b"<html><body><p>Request Access</p></body></html>",
    "HTML of its own kind": (
        b"<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head></html>"
    ),
    "another document": b"<rss><channel/></rss>",
    "an empty title": b"<ECFR/>",
    "a namespace": b'<DIV8 xmlns="urn:x" N="1.1"><P>a</P></DIV8>',
}
TAKEN = {
    "250 levels of italics": wrap(b"<P>" + b"<I>" * 240 + b"x" + b"</I>" * 240 + b"</P>"),
    "250 containers": wrap(b"<DIV>" * 240 + b"<P>x</P>" + b"</DIV>" * 240),
    "nested sections": b'<DIV8 N="1.1">' * 200 + b"<P>x</P>" + b"</DIV8>" * 200,
    "a million labels": wrap(b"<P>" + b"(a)" * 1_000_000 + b"</P>"),
    "a million dashes": wrap(b"<P>(a) " + "a — ".encode() * 300_000 + b"</P>"),
    "brackets": wrap(b"<P>" + b"(" * 1_000_000 + b"</P>"),
    "a megabyte of spaces": wrap(b"<P>(a)" + b" " * 1_000_000 + b"x</P>"),
    "the same label again and again": wrap(b"<P>(i) x</P>" * 3_000),
    "lists that open one another": wrap(b"<P>(a) x: (1) y:</P>" * 1_000),
    "an endless note": wrap(b"<NOTE><HED>Note to " + b"paragraph " * 100_000 + b"</HED></NOTE>"),
    "an endless number": b"<RULE><FRDOC>FR Doc. " + b"1" * 300_000 + b"</FRDOC></RULE>",
    "an endless name": b'<DIV8 N="' + b"1.1" * 100_000 + b'"><P>x</P></DIV8>',
    "no name": b"<DIV8><P>x</P></DIV8>",
    "an odd name": b'<DIV9 N="[a] \n ~2, (b"><P>(a) x</P></DIV9>',
    "greedy spans": wrap(
        b"<TABLE>"
        + b'<TR><TD rowspan="99999" colspan="9999">x</TD><TD>y</TD></TR>' * 2_000
        + b"</TABLE>"
    ),
    "odd spans": wrap(
        b'<TABLE><TR><TD rowspan="-1" colspan="x">a</TD><TD colspan="">b</TD></TR></TABLE>'
    ),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_text_of_the_law_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(ParseError) as refused:
        parse_file(data, "sample.xml")
    assert str(refused.value).startswith("sample.xml")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("data", TAKEN.values(), ids=list(TAKEN))
def test_odd_but_sound_documents_are_read(data: bytes) -> None:
    found = parse_file(data, "sample.xml")
    addresses = [unit.address for top in found for unit in top.walk()]

    assert len(set(addresses)) == len(addresses) > 0


def outcome(data: bytes) -> str:
    """Return "units", or the error that the reader gives; anything else is a fault."""
    try:
        return "units" if parse_file(data, "sample.xml") else ""
    except ParseError as refused:
        return str(refused)


@given(st.binary(max_size=400))
def test_any_bytes_give_units_or_a_clear_error(data: bytes) -> None:
    assert outcome(data)
    with pytest.raises(ParseError):
        parse_provision(data, "sample.xml", 15)


@given(st.data())
def test_any_damage_to_a_sound_document_gives_units_or_a_clear_error(data: st.DataObject) -> None:
    sound = section(
        "(a) <I>One.</I>—(1) Two.",
        "<NOTE><HED>Note to paragraph (a):</HED><P>Text.</P></NOTE>",
        "<TABLE><TR><TD>x</TD></TR></TABLE>",
    )
    at = data.draw(st.integers(0, len(sound)))
    cut = data.draw(st.integers(0, 30))

    assert outcome(sound[:at] + data.draw(st.binary(max_size=20)) + sound[at + cut :])

"""Guidance as PDF, read as pages."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers import bis
from tests.sources.pdfs import pdf
from tracker.errors import ParseError
from tracker.forms import pdf as reader

URL = "https://www.bis.gov/media/documents/invented%20guidance.pdf"
WIDE = (
    "The Bureau of Invented Things issues this guidance to say",
    "that a license is needed for the export of gears to all",
)
NEXT = (
    "entities that have their seat in the country of Zz.",
    "A second paragraph begins here and is about as wide as that",
)


def test_lines_are_joined_to_paragraphs_also_over_the_end_of_a_page() -> None:
    found = reader.page(pdf(("GUIDANCE ON GEARS", "May 31, 2026", *WIDE), NEXT), URL, "x")
    assert found.text.split("\n") == [
        "GUIDANCE ON GEARS",
        "May 31, 2026",
        f"{WIDE[0]} {WIDE[1]} {NEXT[0]} {NEXT[1]}",
    ]
    assert (found.url, found.published_on, found.kind) == (URL, date(2026, 5, 31), "page")


def test_paragraph_begins_where_the_line_before_ended_early_or_a_label_stands() -> None:
    lines = (
        *WIDE,
        "gears of brass.",
        "Another paragraph, which is as wide as all the others are",
        "(a) a part of it;",
        "\x95 a point",
    )
    found = reader.page(pdf(lines), URL, "x").text.split("\n")
    assert found == [
        f"{WIDE[0]} {WIDE[1]} gears of brass.",
        lines[3],
        "(a) a part of it;",
        "• a point",
    ]


def test_hyphens_and_headers_are_left_as_they_stand() -> None:
    found = reader.page(
        pdf(("PAGE HEADER of the Bureau", "this is about an end-", "use check of gears")), URL, "x"
    ).text
    assert found == "PAGE HEADER of the Bureau this is about an end- use check of gears"


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Guidance on gears", "Guidance on gears"),
        ("Microsoft Word - draft7.docx", "First line"),
        ("gears.pdf", "First line"),
        (None, "First line"),
    ],
)
def test_title_is_what_a_person_gave_else_the_first_line(given: str | None, title: str) -> None:
    assert reader.page(pdf(("First line", "of the text"), title=given), URL, "x").title == title


def test_scan_is_tracked_by_its_bytes() -> None:
    scan, other = pdf((), ()), pdf((), (), title="Untitled")
    found = reader.page(scan, URL, "x")
    assert (
        found.text == f"(no text: 2 pages of pictures)\n(bytes: {hashlib.sha256(scan).hexdigest()})"
    )
    assert found.title == "invented guidance.pdf"
    assert reader.page(other, URL, "x").text != found.text
    assert reader.page(pdf(()), URL, "x").text.startswith("(no text: 1 page of pictures)")


LOCKED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format(
        "ab" * 32
    )
)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html>Not found</html>", "not a PDF"),
        (b"%PDF-1.4\n", "the PDF is damaged"),
        (b"%PDF-1.7\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF", "the PDF is damaged"),
        (pdf(("One",), trailer=LOCKED), "locked with a password"),
        (pdf(), "has no pages"),
        (pdf(("One",)) + b" " * 32_000_000, "more than 32 MB"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(body: bytes, why: str) -> None:
    with pytest.raises(ParseError, match=why) as caught:
        reader.page(body, URL, "sample")
    assert "\n" not in str(caught.value)


def test_page_that_draws_too_much_is_named_and_the_others_are_read() -> None:
    found = reader.page(pdf(("One",), ("x" * 2_000_001,), ("Three",)), URL, "x").text
    assert found == "One\n(not read: page 2, it is too large)\nThree"


def test_pages_behind_the_last_that_is_read_are_counted() -> None:
    found = reader.page(pdf(*(("Word",),) * 602), URL, "x").text
    assert "(not read: pages 601 to 602, the PDF is too large)" in found


def test_page_of_the_site_may_be_a_pdf_whatever_its_path_is_called() -> None:
    found = bis.page(pdf(("Guidance", "on gears")), "/media/documents/guidance", "x")
    assert (found.url, found.title) == ("https://www.bis.gov/media/documents/guidance", "Guidance")


_SOUND = pdf(("Guidance on gears", "of brass"), ("Second page",), title="Gears")


@given(
    st.lists(
        st.tuples(st.integers(0, len(_SOUND) - 1), st.binary(min_size=1, max_size=8)), max_size=6
    ),
    st.integers(0, len(_SOUND)),
)
def test_any_damage_gives_a_page_or_a_parse_error(
    damage: list[tuple[int, bytes]], cut: int
) -> None:
    body = bytearray(_SOUND)
    for place, piece in damage:
        body[place : place + len(piece)] = piece
    for bytes_read in (bytes(body), bytes(body[:cut])):
        try:
            reader.page(bytes_read, URL, "x")
        except ParseError as error:
            assert "\n" not in str(error)  # noqa: PT017 (a page is fine too)

"""The pages of the BIS site as values."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.readers import bis
from tests.sources.samples import page
from tracker.errors import ParseError

ITEM = {
    "title": "Acme  pays",
    "path": "/press-release/acme-inc.",
    "publishedOn": {"time": "2021-01-02T04:00:00+00:00"},
}


def test_listing_is_read_from_the_data_block_first() -> None:
    body = page(
        {"deep": {"nodes": [ITEM, ITEM, {"path": "/about"}]}},
        '<a href="/press-release/other">Other</a>',
    )
    assert bis.listing(body, "x", ("/press-release/",)) == (
        bis.Item("/press-release/acme-inc.", "Acme pays", date(2021, 1, 2)),
    )


def test_listing_is_read_from_links_second() -> None:
    body = (
        b'<ul><li><a href="/press-release/acme-inc.">Acme</a><span>July 10, 2026</span></li><li><a'
        b' href="/x">No</a></li></ul>'
    )
    assert bis.listing(body, "x", ("/press-release/",)) == (
        bis.Item("/press-release/acme-inc.", "Acme", date(2026, 7, 10)),
    )


@pytest.mark.parametrize(
    "href",
    [
        "https://evil.example/press-release/x",
        "/press-release/../../admin",
        "/press-release/a b",
        "javascript:x",
        "/press-release/",
    ],
)
def test_links_that_lead_elsewhere_are_left_out(href: str) -> None:
    assert bis.listing(page({"nodes": [ITEM | {"path": href}]}), "x", ("/press-release/",)) == ()


def test_page_without_data_and_links_is_no_listing() -> None:
    with pytest.raises(ParseError):
        bis.listing(b"<html><body>Back soon</body></html>", "x", ("/press-release/",))


def test_release_is_read_a_paragraph_a_line() -> None:
    node = {
        "title": "Acme pays",
        "publishedOn": {"time": "2021-01-02T04:00:00+00:00"},
        "body": {"processed": "<p>One <b>two</b>.</p><ul><li>Three</li></ul>"},
    }
    found = bis.page(page({"node": node}, "<p>Else</p>"), "/press-release/acme-inc.", "x")
    assert (found.url, found.title, found.published_on) == (
        "https://www.bis.gov/press-release/acme-inc.",
        "Acme pays",
        date(2021, 1, 2),
    )
    assert (found.text, found.kind) == ("One two.\nThree", "press-release")


def test_page_without_data_is_read_from_its_main_element() -> None:
    main = "<h1>Questions</h1><p>As of July 10, 2026.</p><script>x</script>"
    head = "<html><head><title>FAQ | Bureau</title></head>"
    body = f"{head}<body><header>Menu</header><main>{main}</main></body></html>".encode()
    found = bis.page(body, "/faq", "x")
    assert (found.title, found.text, found.published_on, found.kind) == (
        "Questions",
        "Questions\nAs of July 10, 2026.",
        date(2026, 7, 10),
        "page",
    )


def test_notices_are_one_line_each() -> None:
    rows = [
        {
            "frnTitle": "A",
            "frnPublicationDate": {"time": "2021-01-04T12:00:00+00:00"},
            "frnCitation": "86FR1",
            "frnUrl": {"url": "https://x/y"},
        }
    ]
    assert (
        bis.notices(page({"frns": rows}), "/n", "x").text == "2021-01-04 | 86FR1 | A | https://x/y"
    )
    with pytest.raises(ParseError, match=r"frns\[0\].frnTitle"):
        bis.notices(page({"frns": [{"frnTitle": 3}]}), "/n", "x")


def test_recorded_listing_is_read(corpus: Path) -> None:
    assert bis.listing(
        (corpus / "pages/bis/listing-li.fragment.html").read_bytes(), "x", ("/press-release/",)
    )

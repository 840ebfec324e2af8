"""The sitemap of the BIS site, and what changed since the one before."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers import sitemap
from tests.readers.sitemap import Entry
from tests.sources.samples import urls
from tracker.errors import ParseError
from tracker.sources.bis import STANDARD
from tracker.sources.site import index as bis_index
from tracker.sources.site.index import Changed, Gone, New, index_changes

SOURCE = "https://www.bis.gov/sitemap.xml"
SPACE = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T23:59:59.999999+00:00")


@pytest.mark.parametrize("space", [SPACE, "", ' xmlns="urn:other"'])
def test_pages_are_read_with_their_days_under_any_host_of_the_site(space: str) -> None:
    body = urls(
        ("https://media.bis.gov/licensing/a", "2026-08-01"),
        ("https://www.bis.gov//learn/b", "2026-07-10T10:00:00-04:00"),
        (" https://bis.gov/c?x=1 ", None),
        space=space,
    )
    assert sitemap.read(body, SOURCE) == sitemap.Sitemap(
        (
            Entry("/licensing/a", day("2026-08-01")),
            Entry("/learn/b", datetime(2026, 7, 10, 14, tzinfo=UTC)),
            Entry("/c", None),
        ),
        (),
    )


@pytest.mark.parametrize(
    "loc",
    [
        "https://evil.example/a", "https://bis.gov.evil.example/a", "ftp://www.bis.gov/a", "/a", "",
        "https://www.bis.gov/", "https://www.bis.gov/../a",
        "https://[::1/a", "javascript:alert(1)", "https://www.bis.gov",
    ],
)  # fmt: skip
def test_what_is_no_page_of_the_site_is_left_out(loc: str) -> None:
    assert sitemap.read(urls((loc, None), ("https://www.bis.gov/b", None)), SOURCE).entries == (
        Entry("/b", None),
    )


def test_pages_of_a_mirror_are_read_without_its_folder() -> None:
    body = urls(("http://127.0.0.1:8/bis/a", None), ("https://media.bis.gov/bis/b", None))
    found = sitemap.read(
        body, "http://127.0.0.1:8/bis/sitemap.xml", "http://127.0.0.1:8/bis"
    ).entries
    assert [entry.path for entry in found] == ["/a", "/bis/b"]


def test_page_that_stands_there_twice_is_one_with_its_later_day() -> None:
    body = urls(
        ("https://www.bis.gov/a", "2026-08-01"),
        ("https://media.bis.gov/a", "2026-08-03"),
        ("https://bis.gov/a", None),
    )
    assert sitemap.read(body, SOURCE).entries == (Entry("/a", day("2026-08-03")),)


def test_day_that_cannot_be_read_is_no_reason_to_lose_the_page() -> None:
    assert sitemap.read(urls(("https://www.bis.gov/a", "last week")), SOURCE).entries == (
        Entry("/a", None),
    )


def test_index_names_further_sitemaps_of_the_same_site() -> None:
    rows = "".join(
        f"<sitemap><loc>{loc}</loc></sitemap>"
        for loc in ("https://www.bis.gov/s-1.xml.gz", "https://evil.example/s-2.xml")
    )
    assert sitemap.read(
        f"<sitemapindex{SPACE}>{rows}</sitemapindex>".encode(), SOURCE
    ) == sitemap.Sitemap((), ("/s-1.xml.gz",))


def test_further_sitemaps_that_only_a_question_tells_apart_are_each_named() -> None:
    rows = "".join(
        f"<sitemap><loc>https://www.bis.gov/sitemap.xml?{query}</loc></sitemap>"
        for query in ("page=1", "page=2", "a b", "x=&lt;")
    )
    found = sitemap.read(f"<sitemapindex{SPACE}>{rows}</sitemapindex>".encode(), SOURCE)
    assert found.further == ("/sitemap.xml?page=1", "/sitemap.xml?page=2", "/sitemap.xml")


def test_gzip_is_read() -> None:
    assert sitemap.read(gzip.compress(urls(("https://www.bis.gov/a", None))), SOURCE).entries == (
        Entry("/a", None),
    )


BOMB = gzip.compress(b"<urlset>" + b" " * 60_000_000, mtime=0)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b"<html><body>Not found</body></html>", "the root element is html"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><urlset><url><loc>&b;</loc></url></urlset>", "entities"),
        (b"<urlset><url>", "not well-formed"),
        (BOMB, "more than 52428800 bytes"),
        (gzip.compress(urls(("https://www.bis.gov/a", None)), mtime=0)[:-12], "ends too early"),
        (b"\x1f\x8b" + b"x" * 30, "not gzip"),
        (b"<urlset>" + b"<url/>" * 50_001 + b"</urlset>", "more than 50000 entries"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_hostile_and_other_bytes_are_refused(body: bytes, why: str) -> None:
    with pytest.raises(ParseError, match=why):
        sitemap.read(body, SOURCE)


@given(
    st.binary(max_size=200)
    | st.binary(max_size=60).map(lambda tail: gzip.compress(urls()) + tail)
    | st.text(max_size=60).map(str.encode)
)
def test_any_bytes_give_a_sitemap_or_a_parse_error(body: bytes) -> None:
    try:
        sitemap.read(body, SOURCE)
    except ParseError as error:
        assert "\n" not in str(error)  # noqa: PT017 (a sitemap is fine too)


def test_default_patterns_skip_the_frame_and_keep_guidance_and_releases() -> None:
    kept = (
        "/licensing/country-guidance/china-export-controls",
        "/press-release/a",
        "/media/documents/a.pdf",
        "/enforcement/penalties",
    )
    skipped = (
        "/careers",
        "/Careers/jobs",
        "/events/a",
        "/user/login",
        "/search",
        "/sites/default/files/a.PNG",
        "/regulations/ear/744",
    )
    entries = tuple(Entry(path, None) for path in (*kept, *skipped))
    assert [entry.path for entry in sitemap.tracked(entries, STANDARD.skip)] == list(kept)


AT = datetime(2026, 8, 20, 12, tzinfo=UTC)


def test_first_sitemap_names_what_is_not_held_and_what_changed_since_it_was_read() -> None:
    now = (
        Entry("/a", None),
        Entry("/b", day("2026-08-21")),
        Entry("/c", day("2026-08-01")),
        Entry("/d", None),
    )
    assert index_changes((), now, {"/b": AT, "/c": AT, "/d": AT}) == (New("/a"), Changed("/b"))


def test_day_that_grew_or_is_another_is_a_change_and_a_day_that_vanished_is_none() -> None:
    before = (
        Entry("/a", day("2026-08-01")),
        Entry("/b", day("2026-08-02")),
        Entry("/c", day("2026-08-02")),
        Entry("/d", None),
    )
    now = (
        Entry("/a", day("2026-08-03")),
        Entry("/b", day("2026-08-01")),
        Entry("/c", None),
        Entry("/d", None),
    )
    held = dict.fromkeys(("/a", "/b", "/c", "/d"), AT)
    assert index_changes(before, now, held) == (Changed("/a"), Changed("/b"))
    assert index_changes(now, now, held) == ()


def test_change_that_could_not_be_read_is_named_again_by_the_same_sitemap() -> None:
    now = (Entry("/a", day("2026-08-21")),)
    assert index_changes(now, now, {"/a": AT}) == (Changed("/a"),)
    assert index_changes(now, now, {"/a": AT + timedelta(days=3)}) == ()


def test_page_that_is_listed_no_more_is_gone_only_where_it_is_held() -> None:
    before = (Entry("/a", None), Entry("/b", None))
    assert index_changes(before, (), {"/a": AT}) == (Gone("/a"),)


def test_day_that_was_not_given_before_is_a_change_only_where_it_is_later() -> None:
    now = (Entry("/a", day("2026-08-01")), Entry("/b", day("2026-08-21")))
    assert index_changes(
        (Entry("/a", None), Entry("/b", None)), now, dict.fromkeys(("/a", "/b"), AT)
    ) == (Changed("/b"),)


def test_sitemap_made_in_one_go_calls_no_page_changed() -> None:
    built = datetime(2026, 8, 25, tzinfo=UTC)
    now = tuple(Entry(f"/{at}", built + timedelta(milliseconds=at)) for at in range(9))
    held = {entry.path: AT for entry in now}
    assert index_changes((), now, held) == ()
    apart = (*now[:-1], Entry("/8", built - timedelta(days=30)))
    assert index_changes((), apart, held) == tuple(Changed(entry.path) for entry in now[:-1])


def test_every_change_of_the_index_is_a_frozen_value() -> None:
    for change in (New("/a"), Changed("/a"), Gone("/a")):
        with pytest.raises(AttributeError):
            change.path = "/c"  # type: ignore[misc]
    assert bis_index.IndexChange == New | Changed | Gone

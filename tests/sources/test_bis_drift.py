"""The BIS site as it drifts: other forms, other hosts, other places, and listings of megabytes."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ReplayedWorld
from tests.readers import bis
from tests.readers import bis as bis_paths
from tests.readers.bis import site_path
from tests.sources.samples import page
from tests.work import steps
from tracker import config
from tracker.errors import ParseError
from tracker.forms.written_days import given as given_day
from tracker.model import Page
from tracker.sources.bis import SITE, SOURCE
from tracker.sources.site.listing import DATE_KEYS, PATH_KEYS, TITLE_KEYS

NEWS = ("/press-release/",)
ITEM = {
    "title": "Acme pays",
    "path": "/press-release/acme-inc.",
    "publishedOn": {"time": "2021-01-02T04:00:00+00:00"},
}
ACME = bis.Item("/press-release/acme-inc.", "Acme pays", date(2021, 1, 2))


def flight(*rows: str) -> bytes:
    """Return a page of the app router whose rows come in pieces that are cut anywhere."""
    whole = "".join(f"{row}\n" for row in rows)
    pieces = [whole[at : at + 37] for at in range(0, len(whole), 37)]
    scripts = "".join(
        f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in pieces
    )
    first = "<script>(self.__next_f=self.__next_f||[]).push([0])</script>"
    return f"<html><body><main>Loading</main>{first}{scripts}</body></html>".encode()


def by_json(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield every object of a value in document order: what the scan must find without building any
    of it."""
    if depth > 60:
        return
    if isinstance(value, dict):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from by_json(inner, depth + 1)


def expected(props: Any) -> tuple[bis.Item, ...]:
    kept: dict[str, bis.Item] = {}
    for values in by_json(props):
        links = (values.get(key) for key in PATH_KEYS)
        texts = (
            (
                next((link[key] for key in PATH_KEYS if isinstance(link.get(key), str)), None)
                if isinstance(link, dict)
                else link
            )
            for link in links
        )
        paths = (site_path(text) for text in texts if isinstance(text, str))
        path = next(
            (path for path in paths if path and path.startswith(NEWS) and path != NEWS[0]), None
        )
        if path and not (path in kept and kept[path].title):
            title = next(
                (values[key] for key in TITLE_KEYS if isinstance(values.get(key), str)), ""
            )
            day = next((day for key in DATE_KEYS if (day := given_day(values.get(key)))), None)
            kept[path] = bis.Item(path, " ".join(title.split()), day)
    return tuple(kept.values())


LEAVES = st.sampled_from(
    [
        "/press-release/a", "/press-release/b.", "https://media.bis.gov//press-release/c", "/about",
        "/press-release/", "", "x\\", "]}",
        'A "quoted" {title}', "\u2028é", "2021-01-02", "July 10, 2026", "2021-01-02T04:00:00+00:00",
        None, True, 3, -1.5e9,
    ]
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda below: (
        st.lists(below, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                (*PATH_KEYS, *TITLE_KEYS[:2], *DATE_KEYS[:2], "time", "props", "pageProps", "x")
            ),
            below,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_scan_finds_what_reading_it_all_finds(
    props: Any, escaped: bool, indent: int | None
) -> None:
    value = {"buildId": "x", "props": {"other": ITEM, "pageProps": {"x": props}}, "again": ITEM}
    text = json.dumps(value, ensure_ascii=escaped, indent=indent).replace(
        "/press", "\\/press" if escaped else "/press"
    )
    body = f'<html><script type="a" id=__NEXT_DATA__>{text}</script></html>'.encode()
    assert bis.listing(body, "x", NEWS) == expected({"x": props})


@given(
    VALUES,
    st.sampled_from(
        ["", '<li><a href="/press-release/z">Z</a> July 10, 2026</li>', '<a href="/about">A</a>']
    ),
)
def test_extract_reads_back_as_the_very_same_entries(props: Any, links: str) -> None:
    body = page({"x": props}, f"<ul>{links}</ul>")
    for prefixes in (NEWS, ("/",), ("/about", "/press-release/b"), ("/nothing",)):
        assert bis.listing(bis.extract(body), "x", prefixes) == bis.listing(body, "x", prefixes)
    assert bis.extract(bis.extract(body)) == bis.extract(body)


def test_extract_says_what_it_was_made_of_and_knows_a_list_from_none() -> None:
    body = page({"nodes": [ITEM]})
    made = json.loads(bis.extract(body))
    assert (made["of"]["size"], len(made["of"]["sha256"]), len(made["listing"])) == (
        len(body),
        64,
        1,
    )
    with pytest.raises(ParseError):
        bis.listing(bis.extract(b"<html><body>Back soon</body></html>"), "x", NEWS)


@pytest.mark.parametrize(
    "text",
    [
        '{"props": {"pageProps": [',
        '{"props": ]',
        '{"props": "a',
        "[]",
        '"x"',
        "",
        '{"props": {}} {}',
        "[" * 2000,
        '{"a": "' + '\\"' * 200_000,
    ],
)
def test_broken_data_block_is_refused_at_once(text: str) -> None:
    with pytest.raises(ParseError):
        bis.listing(f'<html><script id="__NEXT_DATA__">{text}</script></html>'.encode(), "x", NEWS)


@pytest.mark.parametrize("padding", [["x" * 1000] * 12_000, "y\\" * 6_000_000], ids=["many", "one"])
def test_listing_of_twelve_megabytes_is_read_in_little_memory(padding: Any) -> None:
    nodes = [ITEM | {"path": f"/press-release/{number}"} for number in range(500)]
    body = page({"padding": padding, "nodes": nodes})
    assert len(body) > 12_000_000
    tracemalloc.start()
    found, kept = bis.listing(body, "x", NEWS), bis.extract(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(found), bis.listing(kept, "x", NEWS)) == (500, found)
    assert peak < 8_000_000
    assert len(kept) < 100_000
    assert steps(lambda: bis.listing(body, "x", NEWS)) < 1_000_000


def test_scripts_and_comments_are_no_text_of_a_page() -> None:
    body = (
        b"<html><body><main><h1>A</h1><!-- <script>"
        b" --><p>One.</p><SCRIPT>no</SCRIPT><p>Two.</p><script>rest"
    )
    assert bis.page(body, "/x", "x").text == "A\nOne.\nTwo."


def test_listing_is_read_from_the_rows_of_the_app_router_third() -> None:
    link = json.dumps(["$", "a", None, {"href": "/press-release/beta", "children": "Beta"}])
    text = 'a text { that is "no JSON'
    rows = (
        f'0:["$","div",null,{{"data":{json.dumps([ITEM])}}}]',
        "1:HL[broken",
        f"2:T{len(text.encode()):x},{text}3:{link}",
    )
    assert bis.listing(flight(*rows), "x", NEWS) == (
        ACME,
        bis.Item("/press-release/beta", "Beta", None),
    )
    assert bis.listing(bis.extract(flight(*rows)), "x", NEWS) == bis.listing(
        flight(*rows), "x", NEWS
    )


def test_page_that_names_itself_as_the_list_asked_for_may_be_empty() -> None:
    body = (
        b'<html><head><link rel="canonical"'
        b' href="https://media.bis.gov//news-updates"></head><body><main><ul></ul></main></body></html>'
    )
    assert bis.listing(body, "http://127.0.0.1:8/bis/news-updates", NEWS) == ()
    for source in ("http://127.0.0.1:8/bis/other", "x"):
        with pytest.raises(ParseError, match="no listing"):
            bis.listing(body, source, NEWS)


def test_notices_are_links_of_the_main_part_first_then_of_anywhere_then_rows() -> None:
    document = (
        '<p><a href="https://www.federalregister.gov/documents/2026/08/14/2026-16628/a">A rule</a>'
        " effective now</p>"
    )
    home = '<a href="https://www.federalregister.gov/">Federal Register</a>'
    line = (
        "A rule effective now | https://www.federalregister.gov/documents/2026/08/14/2026-16628/a"
    )
    for body in (
        f"<main>{document}</main><footer>{document}{home}</footer>",
        f"<main>None</main><div>{document}</div>{home}",
    ):
        assert bis.notices(f"<html>{body}</html>".encode(), "/n", "x").text == line
    row = {
        "frnTitle": "A",
        "frnPublicationDate": {"time": "2021-01-04T12:00:00+00:00"},
        "frnUrl": {"url": "https://x/y"},
    }
    assert (
        bis.notices(flight(f"0:{json.dumps({'frns': [row]})}"), "/n", "x").text
        == "2021-01-04 | A | https://x/y"
    )
    with pytest.raises(ParseError, match="no list of notices"):
        bis.notices(f"<html><main>Showing 0</main>{home}</html>".encode(), "/n", "x")


TEXT = "FOR RELEASE\nAcme pays a fine.\nFor more, write."


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"text": f"Acme  Pays\nJuly 10, 2026\n{TEXT}"}, True), ({"published_on": None}, True),
        ({"title": "ACME pays"}, True),
        ({"text": f"{TEXT}\nAcme pays"}, False),
        ({"text": TEXT.replace("a fine", "no fine")}, False), ({"title": "Acme paid"}, False),
        ({"published_on": date(2026, 7, 11)}, False),
        ({"text": f"On July 10, 2026 this was new.\n{TEXT}"}, False),
        ({"url": "https://x/z"}, False),
    ],
)  # fmt: skip
def test_heading_or_date_on_top_alone_is_no_difference(other: dict[str, Any], same: bool) -> None:
    fields: dict[str, Any] = {
        "url": "https://x/y",
        "title": "Acme pays",
        "published_on": date(2026, 7, 10),
        "text": TEXT,
    }
    assert (
        bis.same_words(Page(**fields, kind="page"), Page(**(fields | other), kind="page")) is same
    )


@pytest.mark.parametrize(
    ("asked", "answered", "base", "to"),
    [
        ("https://www.bis.gov/a", "https://media.bis.gov/a/", "https://www.bis.gov", None),
        ("https://www.bis.gov/a%20b", "https://www.bis.gov//a b?x=1", "https://www.bis.gov", None),
        (
            "http://127.0.0.1:8/bis/a",
            "http://127.0.0.1:8/bis/b/c",
            "http://127.0.0.1:8/bis",
            "/b/c",
        ),
        ("http://127.0.0.1:8/bis/a", "http://127.0.0.1:8/bis", "http://127.0.0.1:8/bis", "/"),
        ("https://www.bis.gov/a", "https://media.bis.gov/b", "", "/b"),
        ("https://www.bis.gov/A", "https://www.bis.gov/a", "", "/a"),
        ("https://www.bis.gov/a", "https://[::1/b", "", None),
    ],
)
def test_move_is_another_path_and_nothing_less(
    asked: str, answered: str, base: str, to: str | None
) -> None:
    assert bis.moved_to(asked, answered, base) == to


def shaped(world: ReplayedWorld, shape: str) -> None:
    with urlopen(f"{world.base}/_control?shape={shape}", timeout=30) as answer:
        assert answer.status == 200


def got(world: ReplayedWorld, path: str) -> tuple[bytes, str]:
    with urlopen(f"{world.base}/bis{path}", timeout=30) as answer:
        return answer.read(), answer.url


@pytest.mark.parametrize(
    ("url", "path", "before"),
    [
        ("https://www.bis.gov/a", "/a", "https://www.bis.gov"),
        ("https://media.bis.gov/a/", "/a", "https://media.bis.gov"),
        ("http://127.0.0.1:8/bis//a%20b?x=1", "/a b", "http://127.0.0.1:8/bis"),
        ("https://www.bis.gov/b", "/a", None),
        ("https://www.bis.gov/", "/", None),
    ],
)
def test_folder_is_what_stands_before_a_path(url: str, path: str, before: str | None) -> None:
    assert bis_paths.folder(url, path) == before


@pytest.mark.parametrize(
    ("asked", "place", "gone"),
    [
        *(("/a/b", place, True) for place in ("/", "/a", "/a/", "/404", "/Page-Not-Found")),
        *(("/a/b", place, False) for place in ("/a/c", "/ab", "/b", "/a/b/c")),
    ],
)
def test_site_says_gone_by_leading_to_its_front_page_an_error_page_or_a_page_above(
    asked: str, place: str, gone: bool
) -> None:
    assert bis_paths.says_gone(asked, place) is gone


@pytest.mark.parametrize("host", ["https://media.bis.gov", "https://www.bis.gov"])
def test_any_official_host_may_be_asked_and_the_official_one_is_printed(host: str) -> None:
    url = f"{config.load(None, {'TRACKER_BIS_URL': host}).base(SITE.source)}/guidance"
    assert url == f"{host}/guidance"
    assert config.hosts(url) >= {"media.bis.gov", "www.bis.gov"}
    assert SOURCE.house.is_official(url)
    assert bis.moved_to(url, "https://media.bis.gov/guidance", host) is None
    assert bis.address("/guidance") == "https://www.bis.gov/guidance"


def test_recorded_site_says_the_same_in_every_form(world: ReplayedWorld) -> None:
    world.today("2026-08-31")
    forms: dict[str, tuple[Any, ...]] = {}
    for shape in ("clear", "app-router", "large"):
        shaped(world, shape)
        items = bis.listing(*got(world, "/news-updates"), NEWS)
        pages = tuple(bis.page(got(world, item.path)[0], item.path, "x") for item in items)
        forms[shape] = (items, pages)
        shaped(world, "clear")
    assert len(forms["clear"][0]) > 10
    assert all(page.published_on and page.title for page in forms["clear"][0])
    assert forms["app-router"] == forms["clear"]
    assert forms["large"] == forms["clear"]


def test_recorded_list_is_empty_in_every_form_before_its_first_day(world: ReplayedWorld) -> None:
    for shape in ("clear", "app-router"):
        shaped(world, shape)
        assert bis.listing(*got(world, "/news-updates"), NEWS) == ()

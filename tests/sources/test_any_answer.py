"""Anything at all, given to every reader: a value or one clear error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers import bis, ecfr, federal_register, sitemap
from tests.sources.samples import DOCUMENT, ROW, page, search, versions
from tracker.errors import ParseError

READERS = [
    lambda body: ecfr.titles(body, "x"), lambda body: ecfr.versions_page(body, "x"),
    lambda body: federal_register.search_page(body, "x"),
    lambda body: federal_register.detail(body, "x"),
    lambda body: federal_register.inspection(body, "x", ("a",)),
    lambda body: federal_register.text(body, "x"),
    lambda body: bis.listing(body, "x", ("/press-release/",)),
    lambda body: bis.page(body, "/x", "x"), lambda body: bis.notices(body, "/x", "x"),
    lambda body: bis.extract(body, "x"),
    lambda body: sitemap.read(body, "https://www.bis.gov/sitemap.xml"),
]  # fmt: skip
KEYS = [
    "titles",
    "meta",
    "content_versions",
    "results",
    "count",
    "agencies",
    "cfr_references",
    "props",
    "pageProps",
    "node",
    "frns",
    *ROW,
    *DOCUMENT,
]
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2025-13-45", "15", "\ud800", "\x00"]),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(KEYS), below, max_size=5)
    ),
    max_leaves=12,
)


@given(
    st.binary(max_size=300) | JUNK.map(lambda value: json.dumps(value).encode()) | JUNK.map(page)
)
def test_any_bytes_give_a_value_or_a_parse_error(body: bytes) -> None:
    for read in READERS:
        try:
            read(body)
        except ParseError as error:
            assert "\n" not in str(error)  # noqa: PT017 (a value is fine too)


@given(JUNK, st.sampled_from(sorted(ROW)), st.sampled_from(sorted(DOCUMENT)))
def test_any_value_of_a_field_gives_a_value_or_a_parse_error(
    value: Any, row_key: str, document_key: str
) -> None:
    for read, body in (
        (ecfr.versions_page, versions(ROW | {row_key: value})),
        (federal_register.search_page, search(DOCUMENT | {document_key: value})),
    ):
        try:
            read(body, "x")
        except ParseError:
            continue


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"<div>" * 100_000,
        b'{"count": 1e999999}',
        b'{"titles": ' + b"9" * 5000 + b"}",
    ],
)
def test_deep_and_huge_input_is_refused_quickly(body: bytes) -> None:
    for read in READERS:
        try:
            read(body)
        except ParseError:
            continue


def test_json_of_too_many_objects_is_refused_before_it_is_built() -> None:
    body = b'{"results": [' + b"{}," * 1_000_001 + b"{}]}"
    with pytest.raises(ParseError, match="more than 1,000,000 objects"):
        federal_register.search_page(body, "x")

"""Searches that have more than one page, and those that have too many."""

from __future__ import annotations

from datetime import date

import pytest

from tests.readers import federal_register
from tests.readers.federal_register import SearchPage
from tests.readers.subjects import Search
from tests.sources.samples import DOCUMENT, search

FIRST = federal_register.search_request(
    "http://base", Search("a", date(2021, 1, 1), date(2021, 12, 31), 1), 20
)
HERE = "http://base/api/v1/documents.json"


def _page(total: int, printed: str | None) -> SearchPage:
    return SearchPage(total * 20, total, (), (), printed)


def test_the_printed_address_of_the_next_page_is_read() -> None:
    body = search(DOCUMENT, next_page_url=f"{HERE}?page=2")
    assert federal_register.search_page(body, "x").next_url == f"{HERE}?page=2"
    assert federal_register.search_page(search(DOCUMENT, next_page_url=3), "x").next_url is None


def test_the_printed_address_is_followed_where_it_stays_where_it_was_asked() -> None:
    found = federal_register.next_request(FIRST, _page(3, f"{HERE}?cursor=abc&page=2"))
    assert found is not None
    assert (found.url, found.subject) == (
        f"{HERE}?cursor=abc&page=2",
        "fr:search:a:2021-01-01:2021-12-31:2",
    )


@pytest.mark.parametrize(
    "printed",
    [
        "https://base/api/v1/documents.json?page=2", "http://other/api/v1/documents.json?page=2",
        "http://base:81/api/v1/documents.json?page=2",
        "http://me@base/api/v1/documents.json?page=2", "http://base/api/v1/documents?page=2",
        "http://base/admin?page=2", HERE, "/x?page=2",
        "http://[broken", f"{HERE}?page=1", f"{HERE}?page=3", f"{HERE}?page=2 x", FIRST.url,
        f"{HERE}?page=2&x={'y' * 9000}"[:8000],
        None,
    ],
)  # fmt: skip
def test_another_address_gives_our_own_page_number(printed: str | None) -> None:
    found = federal_register.next_request(FIRST, _page(3, printed))
    assert found is not None
    assert found.url == FIRST.url.replace("&page=1&", "&page=2&")
    assert "per_page=20" in found.url


def test_pages_are_followed_to_the_last_one_and_not_beyond_what_the_service_shows() -> None:
    asked, numbers = FIRST, [1]
    while following := federal_register.next_request(asked, _page(3, None)):
        asked, numbers = following, [*numbers, len(numbers) + 1]
    assert (numbers, asked.subject[-2:]) == ([1, 2, 3], ":3")
    endless, times = FIRST, 1
    while following := federal_register.next_request(
        endless, _page(10_000, f"{HERE}?page={times + 1}")
    ):
        endless, times = following, times + 1
    assert times == federal_register.PAGES


@pytest.mark.parametrize(
    ("count", "per_page", "expected"),
    [
        (9_999, 1000, False),
        (10_000, 1000, True),
        (1_000, 20, False),
        (1_001, 20, True),
        (0, 20, False),
    ],
)
def test_a_search_that_the_service_cannot_show_is_too_large(
    count: int, per_page: int, expected: bool
) -> None:
    assert federal_register.too_large(SearchPage(count, 1, ()), per_page) is expected

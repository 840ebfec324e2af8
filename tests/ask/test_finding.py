"""What a person types is found in a store that holds texts of several titles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import pytest

from tests.readers.subjects import Full
from tests.store.build import Book, section
from tracker.ask.finding import find
from tracker.errors import AddressError
from tracker.store import Store

DAY = date(2024, 1, 2)
ANNEXES = "Appendixes A and B to Part 20"
ANNEX = f'<DIV9 N="{ANNEXES}" TYPE="APPENDIX"><HEAD>{ANNEXES}—Forms</HEAD><P>(a) Form.</P></DIV9>'


def put(book: Book, title: int, part: str, name: str, body: bytes) -> None:
    kind: Literal["section", "appendix"] = "appendix" if " " in name else "section"
    book.put(body, str(Full(title, part, kind, name, DAY)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with (
        Store.open(tmp_path_factory.mktemp("titles") / "tracker.db", "create") as store,
        store.writing(),
    ):
        book = Book(store)
        put(book, 41, "60-1", "60-1.3", section("60-1.3", "(a)(1) One.", "(2) Two."))
        put(book, 26, "1", "1.401(a)(9)-1", section("1.401(a)(9)-1", "(b)(1) One.", "(b)(2) Two."))
        put(book, 26, "1", "1.72(e)-1T", section("1.72(e)-1T", "(a) One."))
        put(book, 15, "744", "744.12—744.14", section("744.12—744.14", heading="[Reserved]"))
        put(book, 7, "20", ANNEXES, ANNEX.encode())
        yield store


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("41 CFR 60-1.3", "41 CFR 60-1.3"),
        ("41 CFR § 60-1.3(a)(2)", "41 CFR 60-1.3(a)(2)"),
        ("41 CFR part 60-1", "41 CFR part 60-1"),
        ("41 CFR 60-1", "41 CFR part 60-1"),
        ("26 CFR 1.401(a)(9)-1", "26 CFR 1.401(a)(9)-1"),
        ("26 CFR 1.401(a)(9)-1(b)(2)", "26 CFR 1.401(a)(9)-1(b)(2)"),
        ("26 CFR 1.72(e)-1t", "26 CFR 1.72(e)-1T"),
        ("7 CFR 20 Apps. A and B", "7 CFR 20 Apps. A and B"),
        ("Appendices A and B to 7 CFR part 20, (a)", "7 CFR 20 Apps. A and B, (a)"),
        ("744.12—744.14", "15 CFR 744.12-744.14"),
        ("§§ 744.12-744.14", "15 CFR 744.12-744.14"),
    ],
)
def test_a_citation_of_any_title_is_found(store: Store, typed: str, found: str) -> None:
    assert str(find(store, typed)) == found


def test_an_unknown_section_of_title_41_names_its_neighbour(store: Store) -> None:
    with pytest.raises(AddressError, match=r"41 CFR 60-1\.3"):
        find(store, "41 CFR 60-1.4")

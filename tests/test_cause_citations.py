"""Citations of the Federal Register out of credits, cells and heads, in the shapes that the sources
write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trees import node
from tracker import cause, citations
from tracker.citations import Page
from tracker.citations import days as dates

D = date.fromisoformat


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[61 FR 10, Mar. 25, 1996]", [Page(61, 10, D("1996-03-25"))]),
        ("[61 FR 10, Mar. 25, 1996, as amended at 77 FR 20, July 2, 2012; 91 FR 30, Jan. 15, 2026]",
         [Page(61, 10, D("1996-03-25")), Page(77, 20, D("2012-07-02")),
          Page(91, 30, D("2026-01-15"))]),
        ("88 FR 73001, 73094, Oct. 25, 2023]",
         [Page(88, 73001, D("2023-10-25")), Page(88, 73094, D("2023-10-25"))]),
        ("88 FR 73001, 73094", [Page(88, 73001), Page(88, 73094)]),
        ("89 FR 84000, 10/23/24.", [Page(89, 84000, D("2024-10-23"))]),
        ("89 FR 84000, 12/5/2024.", [Page(89, 84000, D("2024-12-05"))]),
        ("89 FR 84000, 2024-12-05", [Page(89, 84000, D("2024-12-05"))]),
        ("84 FR 22000. 85 FR 29000.", [Page(84, 22000), Page(85, 29000)]),
        ("[90 FR 4000, Jan. 15, 2025}", [Page(90, 4000, D("2025-01-15"))]),
        ("Redesignated at 61 FR 100, 118, Dec. 4, 1996.",
         [Page(61, 100, D("1996-12-04")), Page(61, 118, D("1996-12-04"))]),
        ("as amended at 5l FR 22888, June 23, 1986", [Page(51, 22888, D("1986-06-23"))]),
        ("91FR123", [Page(91, 123)]),
        ("91 FR 43,034 (July 10, 2026)", [Page(91, 43034, D("2026-07-10"))]),
        ("published at 90 FR 4000, January 16, 2025, and", [Page(90, 4000, D("2025-01-16"))]),
        ("89 FR 96000-96030", [Page(89, 96000, last=96030)]),
        ("90 FR 1, Sept. 31, 2024", [Page(90, 1)]),
        ("43 CFR 12 and 12 U.S.C. 3", []),
        ("", []),
    ],
)  # fmt: skip
def test_every_shape_of_a_citation_is_read(text: str, expected: list[Page]) -> None:
    assert list(citations.pages(text)) == expected


def test_a_citation_keeps_the_words_that_gave_it_and_prints_short() -> None:
    (found,) = citations.pages("[91 FR 1687,  Jan. 15, 2026]")
    assert (found.phrase, str(found)) == ("91 FR 1687, Jan. 15, 2026", "91 FR 1687")


def test_days_are_read_in_three_shapes_and_impossible_ones_are_left_out() -> None:
    assert dates("On January 16, 2025, 10/23/24, 2025-01-02, 13/45/24 and 1/2/96") == (
        D("2025-01-16"), D("2024-10-23"), D("2025-01-02"), D("1996-01-02"),
    )  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_gives_citations_and_no_error(text: str) -> None:
    assert all(page.page > 0 or page.page == 0 for page in citations.pages(text))


@given(
    st.lists(
        st.tuples(
            st.integers(1, 99), st.integers(1, 99_999), st.dates(D("1936-01-01"), D("2035-12-31"))
        ),
        max_size=6,
    )
)
def test_a_printed_credit_is_read_back(parts: list[tuple[int, int, date]]) -> None:
    printed = "; ".join(
        f"{volume} FR {page}, {day:%b}. {day.day}, {day.year}" for volume, page, day in parts
    )
    assert list(citations.pages(f"[{printed}]")) == [Page(*part) for part in parts]


def _with_credit(credit: str | None):  # noqa: ANN202 (a tree of the model)
    children = (
        ()
        if credit is None
        else (node("15 CFR 799.1 source credit", "note", credit, role="source-credit"),)
    )
    return node("15 CFR 799.1", "provision", "", children=children)


def test_new_credits_are_those_that_the_old_text_lacks() -> None:
    old = _with_credit("[61 FR 10, Mar. 25, 1996, as amended at 77 FR 20, July 2, 2012]")
    new = _with_credit(
        "[61 FR 10, Mar. 25, 1996, as amended at 77 FR 20, July 2, 2012; 91 FR 30, Jan. 15, 2026]"
    )
    assert cause.new_credits(old, new) == (Page(91, 30, D("2026-01-15")),)


def test_credits_in_another_order_are_not_new() -> None:
    old = _with_credit("[61 FR 10, Mar. 25, 1996; 77 FR 20, July 2, 2012]")
    new = _with_credit("[77 FR 20, July 2, 2012; 61 FR 10, Mar. 25, 1996]")
    assert cause.new_credits(old, new) == ()


def test_a_page_credited_twice_is_new_the_second_time() -> None:
    old, new = (
        _with_credit("[61 FR 10, Mar. 25, 1996]"),
        _with_credit("[61 FR 10, Mar. 25, 1996; 61 FR 10, Mar. 25, 1996]"),
    )
    assert cause.new_credits(old, new) == (Page(61, 10, D("1996-03-25")),)


def test_all_credits_of_an_added_provision_are_new_and_none_of_a_removed_one() -> None:
    tree = _with_credit("[89 FR 5, Dec. 5, 2024]")
    assert cause.new_credits(None, tree) == (Page(89, 5, D("2024-12-05")),)
    assert cause.new_credits(tree, None) == cause.new_credits(tree, _with_credit(None)) == ()


def test_text_outside_the_source_credit_gives_no_credit() -> None:
    tree = node(
        "15 CFR 799.1",
        "provision",
        "",
        children=(node("15 CFR 799.1 p1", "paragraph", "see 89 FR 5, Dec. 5, 2024"),),
    )
    assert cause.credits_of(tree) == ()

"""Laws of finding: exact places, kinds that do not disturb each other, homes, lists, time in
proportion."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import any_text
from tracker.citations import (
    KINDS,
    Annex,
    Eccn,
    Kind,
    Page,
    Paragraph,
    Part,
    Section,
    each,
    find,
    lists,
    pages,
)

FORMS = [
    form["text"]
    for form in tomllib.loads(Path(__file__).with_name("forms.toml").read_text("utf-8"))["form"]
]
ALL: frozenset[Kind] = KINDS | {"paragraph"}
PIECES = st.lists(
    st.sampled_from(
        [*FORMS, "; ", ", ", " and ", " through ", "-", " to part 7", " of the EAR", "("]
    )
).map("".join)


@given(any_text | PIECES)
def test_every_citation_quotes_the_text_where_it_stands_in_order(text: str) -> None:
    end = 0
    for cited in find(text, ALL):
        assert text[cited.start : cited.end] == cited.quote != ""
        assert end <= cited.start
        end = cited.end


@given(PIECES, st.sampled_from(sorted(ALL)))
def test_a_kind_is_found_alone_as_among_all(text: str, kind: Kind) -> None:
    alone = find(text, frozenset((kind,)))
    assert [cited for cited in find(text, ALL) if cited.kind == kind] == list(alone)


@given(PIECES)
def test_the_members_of_a_list_share_its_words(text: str) -> None:
    for listed in lists(text):
        assert len({cited.phrase for cited in listed}) == 1
        first, last = listed[0], listed[-1]
        words = "".join(text[first.start : last.end].split())
        assert words in "".join(first.phrase.split())


def test_a_home_gives_what_the_text_leaves_out() -> None:
    home = Section(15, "744.23", ("a",))
    assert find("§ 744.9(b)", home=home) == (Section(15, "744.9", ("b",)),)
    assert find("part 740", home=home) == (Part(15, "740"),)
    assert find("supplement no. 4 to this part", home=home) == (Annex(15, "744", "Supp", "4"),)
    assert find("subpart B of this part", home=Part(15, "922")) == (Part(15, "922", "B"),)
    assert find("22 CFR 121.1", home=home) == (Section(22, "121.1"),)


def test_a_paragraph_is_one_of_the_section_in_which_it_is_named() -> None:
    home = Section(15, "744.23")
    text = "paragraphs (a)(1), (2), and (b) of this section"
    labels = [("a", "1"), ("a", "2"), ("b",)]
    assert find(text, home=home) == tuple(Section(15, "744.23", label) for label in labels)
    assert find(text, ALL) == tuple(Paragraph(label) for label in labels)
    assert find(text) == ()
    assert find("paragraphs (c)(3) through (5)", home=home) == (
        Section(15, "744.23", ("c", "3"), "(c)(5)"),
    )


def test_a_paragraph_of_something_else_is_none_of_the_home() -> None:
    home = Section(15, "744.23")
    assert find("paragraph (b) of the Act", home=home) == ()
    assert find("paragraph (b) of supplement no. 1 to part 740", home=home) == (
        Annex(15, "740", "Supp", "1"),
    )


def test_a_list_tells_its_own_words_and_those_of_each_member() -> None:
    ((first, second),) = lists("see 88 FR 73448,  73494, Oct. 25, 2023.", frozenset(("page",)))
    assert (first.quote, second.quote) == ("88 FR 73448", "73494, Oct. 25, 2023")
    assert first.phrase == second.phrase == "88 FR 73448, 73494, Oct. 25, 2023"


def test_one_kind_is_asked_for_by_its_type() -> None:
    text = "ECCN 3A090.a, 89 FR 5 and 90 FR 6-9"
    assert each(text, Eccn) == (Eccn("3A090", "a"),)
    assert pages(text) == (Page(89, 5), Page(90, 6, None, 9))
    assert [page.first for page in pages(text)] == ["89 FR 5", "90 FR 6"]


def test_citations_are_equal_where_they_cite_the_same() -> None:
    assert set(find("15 CFR 744.23; 15 C.F.R. § 744.23")) == {Section(15, "744.23")}


HOSTILE = (
    "1", "(", "§", "§ ", "(a)", "3A001, ", "3A001.a, ", "89 FR 1, ", "89 FR 1", "§ 1.1, ",
    "supplement no. 1, ",
    "supplement ", "part 1, ", "parts 100, ", "section 1.1 ", "15 CFR ", "15 CFR 744.1(a), ",
    "paragraph (a), ",
    "paragraph (a)(", "50 U.S.C. 1, ", "1,", " ", "\u2009", "E.O. ", "E.O. 13222, ", "1.1(a)",
    "Pub. L. 1-1, ",
    "1.", "a.", "1/", "title 15 ", "15 CFR 1.1-", "(a", "1 F. R. ", "subpart A, ", "1 Stat. 1, ",
    "[",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_quarter_of_a_megabyte_of_anything_is_read_in_one_walk(piece: str) -> None:
    text = piece * (250_000 // len(piece)) + " of the X"
    assert all(text[cited.start : cited.end] == cited.quote for cited in find(text, ALL))

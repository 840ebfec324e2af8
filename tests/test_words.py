"""Two texts as spans: exact always, readable where they differ, near-linear in any case."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import any_text
from tests.work import MOST, growth, steps
from tracker.words import spans, tokens


@given(any_text, any_text)
def test_spans_rebuild_both_texts(before: str, after: str) -> None:
    told = spans(before, after)
    assert "".join(text for sign, text in told if sign != "+") == before
    assert "".join(text for sign, text in told if sign != "-") == after


@given(any_text, any_text)
def test_spans_backwards_are_the_mirror_image(before: str, after: str) -> None:
    signs = {"=": "=", "-": "+", "+": "-"}
    assert sorted((signs[sign], text) for sign, text in spans(before, after)) == sorted(
        spans(after, before)
    )


@given(st.text(alphabet=st.characters(), max_size=80))
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


def test_equal_texts_are_one_span_and_empty_ones_none() -> None:
    assert spans("same", "same") == (("=", "same"),)
    assert spans("", "") == ()
    assert spans("", "new") == (("+", "new"),)
    assert spans("old", "") == (("-", "old"),)


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        (
            "a rate of 600 Gbyte/s or more",
            "a rate of 900 Gbyte/s or more",
            "600 Gbyte/s",
            "900 Gbyte/s",
        ),
        ("up to 4,800 TOPS in all", "up to 4,900 TOPS in all", "4,800 TOPS", "4,900 TOPS"),
        ("within 30 days of receipt", "within 60 days of receipt", "30 days", "60 days"),
        (
            "chips of 3A090.a.1 and others",
            "chips of 3A090.a.2 and others",
            "3A090.a.1",
            "3A090.a.2",
        ),
        ("added by 91 FR 1687 last", "added by 91 FR 1689 last", "91 FR 1687", "91 FR 1689"),
        (
            "in 88 FR 73448, 73494 only",
            "in 88 FR 73448, 73495 only",
            "88 FR 73448, 73494",
            "88 FR 73448, 73495",
        ),
        (
            "see § 744.23(a)(3) for more",
            "see § 744.23(a)(4) for more",
            "§ 744.23(a)(3)",
            "§ 744.23(a)(4)",
        ),
        (
            "see paragraph (a)(3)(i) here",
            "see paragraph (a)(3)(ii) here",
            "(a)(3)(i)",
            "(a)(3)(ii)",
        ),
        ("from Nov. 21, 2011 on", "from Nov. 22, 2011 on", "Nov. 21, 2011", "Nov. 22, 2011"),
        ("from 11/21/11 on", "from 11/22/11 on", "11/21/11", "11/22/11"),
        (
            "a “foreign direct product” is",
            "a “foreign produced item” is",
            "“foreign direct product”",
            "“foreign produced item”",
        ),
        ("shall and may", "shall or may", "and", "or"),
        ("50 percent or more", "25 percent or more", "50 percent", "25 percent"),
        ("more than 10^26 operations", "more than 10^25 operations", "10^26", "10^25"),
        ("less than 10^-4 Pa in all", "less than 10^-5 Pa in all", "10^-4 Pa", "10^-5 Pa"),
        ("a dose of 5 × 10^3 Gy or", "a dose of 5 × 10^4 Gy or", "5 × 10^3 Gy", "5 × 10^4 Gy"),
        ("a rate of 1.5 × 10^12 or", "a rate of 1.5 × 1012 or", "1.5 × 10^12", "1.5 × 1012"),
        (
            "up to 7 × 10^6 N/m^2; and",
            "up to 7 × 10^7 N/m^2; and",
            "7 × 10^6 N/m^2",
            "7 × 10^7 N/m^2",
        ),
        (
            "with 0.15 grams/cm^3 or",
            "with 0.16 grams/cm^3 or",
            "0.15 grams/cm^3",
            "0.16 grams/cm^3",
        ),
        ("an area of 1 m^2 each", "an area of 1 m^3 each", "1 m^2", "1 m^3"),
        ("levels of 2^n each", "levels of 2^m each", "2^n", "2^m"),
        ("at N^-1 h^-1 or", "at N^-2 h^-1 or", "N^-1", "N^-2"),
    ],
)
def test_what_belongs_together_stays_whole(before: str, after: str, gone: str, come: str) -> None:
    told = spans(before, after)
    assert [text for sign, text in told if sign == "-"] == [gone]
    assert [text for sign, text in told if sign == "+"] == [come]


@pytest.mark.parametrize(
    "citation",
    [
        "41 CFR 60-1.3(a)(1)",
        "26 CFR 1.401(a)(9)-1(b)",
        "§ 1.401(a)-20",
        "§ 60-1.3(a)",
        "48 CFR 52.204-21",
        "15 CFR 744-746",
        "1.72(e)-1T",
    ],
)
def test_a_citation_of_any_title_is_one_token(citation: str) -> None:
    assert [token.strip() for token in tokens(f"see {citation} now")] == ["see", citation, "now"]


def test_a_range_of_sections_is_two_citations() -> None:
    assert [token.strip() for token in tokens("§ 744.12-744.14 of")] == [
        "§ 744.12",
        "-",
        "744.14",
        "of",
    ]


def test_two_citations_are_two_tokens() -> None:
    assert [token.strip() for token in tokens("88 FR 73448, 77 FR 25055")] == [
        "88 FR 73448",
        ",",
        "77 FR 25055",
    ]


def test_scattered_crumbs_are_swallowed() -> None:
    told = spans(
        "the quick brown fox jumps over the lazy dog",
        "a slow red fox leapt under the energetic cat",
    )
    assert [sign for sign, _ in told] == ["-", "+"]


def test_two_separate_edits_stay_separate() -> None:
    told = spans(
        "Exporters of item A must keep all records for five years",
        "Exporters of item B must keep all records for ten years",
    )
    assert [text for sign, text in told if sign == "-"] == ["A", "five years"] or [
        text for sign, text in told if sign == "-"
    ] == [
        "A",
        "five",
    ]


def test_an_unchanged_number_between_edits_is_not_shown_as_changed() -> None:
    told = spans("at least 600 units", "at most 600 pieces")
    assert ("=", " 600 ") in told


def test_an_added_phrase_is_one_insertion() -> None:
    assert spans("Keep records.", "Keep all such records.") == (
        ("=", "Keep "),
        ("+", "all such "),
        ("=", "records."),
    )


def _text(size: int, seed: int) -> str:
    chooser = random.Random(seed)
    words = [f"word{number}" for number in range(3_000)]
    return " ".join(
        chooser.choices(words, weights=[1 / (place + 1) for place in range(3_000)], k=size)
    )


def test_a_paragraph_of_20_000_words_rewritten_from_start_to_end_is_no_square() -> None:
    def cost(size: int, most: int = MOST) -> int:
        before, after = _text(size, 1), _text(size, 2)
        return steps(lambda: spans(before, after), most)

    most = 6 * cost(5_000)
    assert cost(20_000, most) < most


def test_repetition_without_any_rare_word_is_no_square() -> None:
    assert growth(lambda size: spans("a b " * size, "b c " * size), 10_000) < 2.5


def test_the_name_of_a_picture_is_replaced_whole() -> None:
    assert spans("See [er24au26.001.gif] here.", "See [er27au26.002.gif] here.") == (
        ("=", "See "),
        ("-", "[er24au26.001.gif]"),
        ("+", "[er27au26.002.gif]"),
        ("=", " here."),
    )

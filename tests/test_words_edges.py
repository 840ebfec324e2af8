"""Each limit of the word spans at its edge: what is one token, what is a crumb and what is not."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given

from tests.strategies import any_text
from tracker.words import spans, tokens


def cut(text: str) -> list[str]:
    return [token.rstrip() for token in tokens(text)]


@given(any_text, any_text)
def test_no_two_spans_of_one_kind_stand_beside_each_other(before: str, after: str) -> None:
    told = spans(before, after)
    assert all(here[0] != there[0] for here, there in pairwise(told))
    assert all(text for _, text in told)


def words(mark: str, count: int) -> str:
    """Return words that stand nowhere else, without any digit."""
    return " ".join(f"{mark}{chr(97 + number)}x" for number in range(count))


@pytest.mark.parametrize(
    ("shortest", "too_short", "longest"),
    [("“a”", "“”", 60), ('"a"', '""', 60), ("'abc'", "'ab'", 42), ("‘abc’", "‘ab’", 42)],
)
def test_a_quoted_term_is_one_token_up_to_its_longest(
    shortest: str, too_short: str, longest: int
) -> None:
    opening, closing = shortest[0], shortest[-1]
    assert cut(f"{shortest} x") == [shortest, "x"]
    assert len(cut(f"{too_short} x")) > 2
    at_most = f"{opening}{'a' * longest}{closing}"
    assert cut(at_most) == [at_most]
    assert cut(f"{opening}{'a' * (longest + 1)}{closing}") == [
        opening,
        "a" * (longest + 1),
        closing,
    ]


@pytest.mark.parametrize("text", ["a “b” c” d", "“a “b” c"])
def test_a_quoted_term_holds_no_other_quotation_mark(text: str) -> None:
    assert "“b”" in cut(text)


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("12-34-5", "1-34-5"),
        ("1234567-89-0", "12345678-89-0"),
        ("12-34-5", "12-3-5"),
        ("12-34-5", "12-34-56"),
        ("1.2.3", "1.2."),
        ("1.2.3.4", "1. 2"),
        ("March 1, 2031", "March , 2031"),
        ("March 10, 2031", "March 100, 2031"),
        ("Sept. 5, 2031", "Sept. 5, 203"),
        ("Dec. 31, 2031", "Dec. 31, 20311"),
        ("1/2/03", "1/2/3"),
        ("11/22/2031", "111/22/2031"),
        ("1/22/03", "1/222/03"),
        ("11/22/31", "11/22/20311"),
        ("2031-01-02", "203-01-02"),
        ("2031-11-12", "2031-1-12"),
        ("88 FR 73448", "88 FX 73448"),
        ("88 FR 73448, 73494", "88 FR 73448, x"),
        ("15 CFR 744.23(a)", "15 CFX 744.23(a)"),
        ("15 CFR parts 730", "15 CFR those 730"),
        ("22 U.S.C. 2778", "22 U.S.D. 2778"),
        ("§ 744.23(a)(3)", "§ (a)(3)"),
        ("(abcde)", "(abcdef)"),
        ("(a)(12345)", "(a)(123456)"),
        ("(a)", "()"),
        ("D:5", "F:5"),
        ("A: 5", "A:  5"),
        ("A:5:1", "A:5:x"),
        ("NS Column 1", "N Column 1"),
        ("NS column 2", "NSX column 2"),
        ("3A090.a.1", "3A090-.a.1"),
        ("3A090.a(1)", "3A090 (1)"),
        ("744.23(a)", "744.23 (a)"),
        ("744.23b(a)", "744.23bc(a)"),
        ("4,800", "4,80"),
        ("4,800,000", "4,8000"),
        ("-5.5 m", "-5.5 z"),
        ("5 x 10-4 m", "5 x 11-4 m"),
        ("600 Gbyte/s", "600 Gbite/s"),
        ("30 calendar days", "30 calendars"),
        ("2 business days", "2 busy days"),
        ("2 working days", "2 workings days"),
        ("50 percent", "50 shares"),
        ("e.g.", "e.h."),
        ("U.S.", "U.T."),
        ("E.O. 13222", "E.P. 13222"),
        ("Executive Order 13222", "Executive Order x"),
        ("and/or", "and \\ or"),
        ("well-known", "well--known"),
    ],
)
def test_what_is_read_as_one_stays_one_token_and_its_neighbour_is_cut(
    whole: str, broken: str
) -> None:
    assert cut(f"{whole} x") == [whole, "x"]
    assert len(cut(f"{broken} x")) > 2


def test_a_number_too_long_for_a_day_is_cut_at_every_stroke() -> None:
    assert cut("111/22/2031") == ["111", "/", "22", "/", "2031"]


@pytest.mark.parametrize(
    ("before", "island", "after", "swallowed"),
    [
        # Four words at most, and two words of edit on each side for each of them.
        (8, "ka kb kc kd", 8, True),
        (7, "ka kb kc kd", 8, False),
        (8, "ka kb kc kd", 7, False),
        (20, "ka kb kc kd ke", 20, False),
        (4, "kind kept", 4, True),
        (3, "kind kept", 9, False),
        # Forty letters at most.
        (8, "kaaaaaaaaa kbbbbbbbbb kccccccccc kddddddddd", 8, True),
        (8, "kaaaaaaaaa kbbbbbbbbb kccccccccc kdddddddddd", 8, False),
        # A word of up to three letters between single words stays, between more it goes.
        (1, "and", 2, False),
        (1, "and", 3, True),
        (3, "of", 1, True),
        (2, ",", 1, False),
        (2, ",", 2, True),
        # A longer word needs two on each side.
        (2, "with", 2, True),
        (1, "with", 9, False),
        # What holds a figure needs four on each side.
        (4, "7", 4, True),
        (3, "7", 4, False),
        (4, "4800", 4, True),
        (4, "4800", 3, False),
        (8, "kind 4800", 8, True),
        (7, "kind 4800", 8, False),
        (1, "K7", 3, True),
        (1, ", 7", 3, False),
        # Marks are no words.
        (8, "ka , kb , kc kd", 8, True),
        (20, "ka, kb, kc, kd, ke", 20, False),
    ],
)
def test_equal_text_between_two_edits_is_swallowed_where_it_is_small_beside_them(
    before: int, island: str, after: int, swallowed: bool
) -> None:
    old = f"{words('p', before)} {island} {words('q', after)}"
    new = f"{words('r', before)} {island} {words('s', after)}"
    told = spans(old, new)
    assert told == (
        (("-", old), ("+", new))
        if swallowed
        else (
            *(("-", words("p", before)), ("+", words("r", before)), ("=", f" {island} ")),
            *(("-", words("q", after)), ("+", words("s", after))),
        )
    )


def test_the_longer_side_of_an_edit_is_its_size() -> None:
    assert spans("pa kind qa", f"{words('r', 2)} kind {words('s', 2)}") == (
        ("-", "pa kind qa"),
        ("+", "rax rbx kind sax sbx"),
    )
    assert spans(f"{words('r', 2)} kind {words('s', 2)}", "pa kind qa") == (
        ("-", "rax rbx kind sax sbx"),
        ("+", "pa kind qa"),
    )


def test_a_crumb_at_an_end_stays() -> None:
    assert spans(f"of {words('p', 5)}", f"of {words('q', 5)}") == (
        ("=", "of "),
        ("-", words("p", 5)),
        ("+", words("q", 5)),
    )
    assert spans(f"{words('p', 5)} of", f"{words('q', 5)} of") == (
        ("-", words("p", 5)),
        ("+", words("q", 5)),
        ("=", " of"),
    )


def test_crumbs_are_swallowed_one_after_another() -> None:
    old, new = "pa pb of qa qb of ra rb", "sa sb of ta tb of ua ub"
    assert spans(old, new) == (("-", old), ("+", new))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        # "the" is paired with the first "the", then joined with what came on both sides of that.
        (
            "the exporter alone",
            "each owner of the item, the exporter",
            (("+", "each owner of the item, "), ("=", "the exporter"), ("-", " alone")),
        ),
        (
            "any item any exporter",
            "each named any exporter too",
            (("-", "any item"), ("+", "each named"), ("=", " any exporter"), ("+", " too")),
        ),
    ],
)
def test_what_both_sides_of_an_edit_begin_or_end_with_stays_outside_it(
    before: str, after: str, told: tuple[tuple[str, str], ...]
) -> None:
    assert spans(before, after) == told


def test_no_edit_begins_or_ends_with_a_word_that_both_sides_have_there() -> None:
    chooser = random.Random(1)
    vocabulary = ("of", "the", "item", "or", "alpha", "beta", "gamma", "delta", "kappa", ",")
    for _ in range(3_000):
        before, after = (
            " ".join(chooser.choices(vocabulary, k=chooser.randrange(2, 12))) for _ in range(2)
        )
        for (sign, gone), (next_sign, came) in pairwise(spans(before, after)):
            if (sign, next_sign) == ("-", "+") and gone.strip() and came.strip():
                assert gone.split()[0] != came.split()[0], (before, after)
                assert gone.split()[-1] != came.split()[-1], (before, after)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a  b", "a b", (("=", "a"), ("-", "  "), ("+", " "), ("=", "b"))),
        ("a b", "a\nb c", (("=", "a"), ("-", " "), ("+", "\n"), ("=", "b"), ("+", " c"))),
        ("a b c", "a b d", (("=", "a b "), ("-", "c"), ("+", "d"))),
        ("a b  c", "a d  c", (("=", "a "), ("-", "b"), ("+", "d"), ("=", "  c"))),
        ("a b  c", "a d c", (("=", "a "), ("-", "b  "), ("+", "d "), ("=", "c"))),
        ("a b ", "a b", (("=", "a b"), ("-", " "))),
        (" a", "a", (("-", " "), ("=", "a"))),
        (" ", "  ", (("-", " "), ("+", "  "))),
        ("a b", "b", (("-", "a "), ("=", "b"))),
        ("b", "a b", (("+", "a "), ("=", "b"))),
        ("a", "a b", (("=", "a"), ("+", " b"))),
    ],
)
def test_white_space_is_told_exactly_and_stays_outside_where_both_sides_have_it(
    before: str, after: str, told: tuple[tuple[str, str], ...]
) -> None:
    assert spans(before, after) == told

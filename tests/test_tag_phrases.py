"""The little language of phrases: what it finds, that it says where, and that nothing in it can run
away."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work import growth
from tracker.tag.folding import fold
from tracker.tag.phrases import compile_phrase
from tracker.tag.regexes import compile_regex


def _found(phrase: str, text: str) -> list[str]:
    folded = fold(text)
    spans = {folded.span(*hit) for form in compile_phrase(phrase) for hit in form.find(folded)}
    return [text[start:end] for start, end in sorted(spans)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        (
            "license exception",
            "A License  Exception, two license\nexceptions.",
            ["License  Exception", "license\nexceptions"],
        ),
        ("case by case", "case-by-case, case‑by–case", ["case-by-case", "case‑by–case"]),
        ("is informed", "a person “is  informed” by", ["is  informed"]),
        ("advanced node ic", "“advanced-node” “ICs”", ["advanced-node” “ICs"]),
        ("=TPP", "TPP, tpp, TPPs, STPP", ["TPP", "TPPs"]),
        ("=D:5", "D:5 and D:51 and (D:5)", ["D:5", "D:5"]),
        ("smuggl*", "smuggling rings smuggled; unsmuggled", ["smuggling", "smuggled"]),
        (
            "# nanometer",
            "16 nanometers, fourteen nanometers, a nanometer",
            ["16 nanometers", "fourteen nanometers"],
        ),
        ("#% cut", "a 15% cut", ["15% cut"]),
        (
            "adding # entities",
            "adding ninety-one entities, adding 1,200 entities",
            ["adding ninety-one entities", "adding 1,200 entities"],
        ),
        (
            "adds ... entity list",
            "BIS adds two firms to the Entity List. It adds more. The Entity List",
            ["adds two firms to the Entity List"],
        ),
        (
            "(closed|open) weight",
            "closed weights, open-weight, heavy weight",
            ["closed weights", "open-weight"],
        ),
        (
            "train* (an |)(ai|artificial intelligence) model",
            "trained an AI model; training AI models",
            ["trained an AI model", "training AI models"],
        ),
        ("=3A090", "3A090.a and 3A0901", ["3A090"]),
        ("=3A001.z", "3A001.z.1 and 3A001.zz", ["3A001.z"]),
        ("u.s. person", "a U.S. person’s", ["U.S. person’s"[:11]]),
        ("box", "boxes boxing", ["boxes"]),
        ("red flag", "", []),
    ],
)
def test_a_phrase_finds_exactly_these_words(phrase: str, text: str, expected: list[str]) -> None:
    assert _found(phrase, text) == expected


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("", "is empty"),
        ("=", "has no word"),
        ("...", "has no word"),
        ("... list", "begins or ends with a gap"),
        ("# ... list", "gap right after the number"),
        ("ab* list", "three letters"),
        ("a*b list", "three letters"),
        ("(a|b", "brackets"),
        ("a|b", "brackets"),
        ("(a|b|c|d|e|f|g|h|i) (a|b|c|d|e|f|g|h|i) (a|b)", "more than 64"),
        ("x" * 200, "longer than 160"),
    ],
)
def test_a_phrase_that_cannot_be_read_says_why(phrase: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        compile_phrase(phrase)


@given(st.text(alphabet="ab -–—“”\"'\n\t ﬁİ\u00ad\u200bÄ", max_size=60))
def test_folding_leads_back_to_the_same_letters(text: str) -> None:
    folded = fold(text)
    assert len(folded.plain) == len(folded.cased)
    for at, letter in enumerate(folded.cased):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert letter in (" ", "'") or text[start] == letter


@given(st.text(max_size=80), st.integers(0, 20), st.integers(0, 20))
def test_folding_a_stretch_counts_from_the_start_of_the_text(
    text: str, first: int, more: int
) -> None:
    whole, stretch = f"{text} chips {text}", (first, first + more + len(text) + 8)
    folded = fold(whole, *stretch)
    for phrase in compile_phrase("chip"):
        for hit in phrase.find(folded):
            start, end = folded.span(*hit)
            assert whole[start:end].lower() in ("chip", "chips")


@given(st.text(max_size=300))
def test_any_text_is_matched_without_error(text: str) -> None:
    for phrase in ("adds ... entity list", "# nm", "smuggl*", "(a|b) c"):
        for found in _found(phrase, text):
            assert found


HOSTILE = (
    "adds ... entity list",
    "# nm",
    "smuggl* ... chips",
    "adds ... x ... y ... list",
)
EVERY_WORD = " entity list x y chips smuggler 7 nm adds"
"""Without its words no phrase is looked for at all."""


@pytest.mark.parametrize(
    ("again", "length"),
    [
        ("adds ", 100_000),
        ("adds x ", 100_000),
        ("adds x a y b ", 100_000),
        ("1,", 500_000),
        ("1, nm ", 15_000),
        ("entity list ", 500_000),
        ("smuggle a b c ", 500_000),
        (" ", 500_000),
        ("a", 500_000),
        (f"adds {'x' * 39} ", 100_000),
    ],
)
def test_no_phrase_runs_away_on_hostile_text(again: str, length: int) -> None:
    """How often a pattern is tried is counted; how far it looks is bounded, or this never ends."""
    phrases = [phrase for source in HOSTILE for phrase in compile_phrase(source)]

    def find(length: int) -> None:
        folded = fold(again * (length // len(again)) + EVERY_WORD)
        assert any(chain.from_iterable(phrase.find(folded) for phrase in phrases))
        for phrase in phrases:
            list(phrase.find(folded))

    assert growth(find, length) < 2.5


@pytest.mark.parametrize(
    ("regex", "why"),
    [
        ("", "is empty"),
        ("a+", "without a bound"),
        ("a*", "without a bound"),
        ("a{3,}", "more than 60"),
        ("a{0,900}", "more than 60"),
        ("(ab){1,9}", "repeats a group"),
        (r"(a)\1", "refers back"),
        ("(?=a)b", r"other than"),
        ("a{0,60}b{0,60}c{0,60}", "too many"),
        ("(a", "not a regular expression"),
        ("a?", "matches the empty string"),
        ("x" * 200, "longer than 120"),
    ],
)
def test_a_regex_that_could_run_away_is_refused(regex: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        compile_regex(regex)


@pytest.mark.parametrize(
    "regex", [r"\bh[12]00\b", r"tpp of \d{1,6}", "[a-c*+]{1,5}x", r"(?:red|grey) flag", r"a\+b"]
)
def test_a_bounded_regex_is_taken(regex: str) -> None:
    assert compile_regex(regex).pattern == regex

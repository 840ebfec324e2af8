"""The patch between two texts: `patch_apply` of the library makes the second of the first."""

from __future__ import annotations

import random
import re

import pytest
from diff_match_patch import diff_match_patch
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import any_text
from tracker.errors import TrackerError
from tracker.redline.patch import patch


def applied(printed: str, text: str) -> str:
    """Return what the library, as a stranger calls it, makes of a text with a printed patch."""
    library = diff_match_patch()
    made, done = library.patch_apply(library.patch_fromText(printed), text)
    assert all(done)
    return str(made)


@given(any_text, any_text)
def test_the_patch_applied_to_the_first_text_is_the_second(before: str, after: str) -> None:
    assert applied(patch(before, after), before) == after


repetitive = st.lists(st.sampled_from(("ab ", "a", "b", " ", "ab")), max_size=200).map("".join)


@given(repetitive, repetitive)
def test_a_text_that_repeats_itself_is_patched_at_the_right_place(before: str, after: str) -> None:
    assert applied(patch(before, after), before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "All of it is new."),
        ("All of it went.", ""),
        ("one word", "one other word"),
        ("100% of §\u00a0744.23 + 5", "50% of §\u00a0744.24 - 5 %0A"),
        ("a\nb\nc", "a\nd\nc\n"),
        ("an emoji \U0001f600 stands here", "an emoji \U0001f601 stands here too"),
        ("word " * 400, "word " * 200 + "new " + "word " * 199),
        ("gone " * 2_000 + "kept", "kept"),
        ("kept", "come " * 2_000 + "kept"),
        ("@@ -1 +1 @@\n-a\n+b", "@@ -2 +1 @@\n-a\n+c"),
        ("\x01\x02\x03\x04", "\x01\x03\x04\x05"),
    ],
)
def test_signs_sizes_and_edges_do_not_matter(before: str, after: str) -> None:
    assert applied(patch(before, after), before) == after


def test_equal_texts_need_no_patch() -> None:
    assert patch("the same", "the same") == ""
    assert patch("", "") == ""


def test_a_patch_is_printed_as_the_library_prints_it() -> None:
    assert (
        patch("It is ten days.", "It is twenty days.")
        == "@@ -3,11 +3,14 @@\n  is \n-ten\n+twenty\n  day\n"
    )


@pytest.mark.parametrize("equal", [1_990, 2_000, 2_010, 30_000])
def test_edits_far_from_each_other_are_printed_where_they_stand(equal: int) -> None:
    between = "".join(random.Random(equal).choices("abcdefgh ", k=equal))
    before, after = f"one {between} two {between} three", f"1 of {between} {between} three in all"
    assert applied(patch(before, after), before) == after


def test_many_edits_in_a_long_text_are_printed_exactly() -> None:
    chooser = random.Random(7)
    words = [f"word{chooser.randrange(3_000)}" for _ in range(30_000)]
    changed = [
        word if chooser.random() > 0.01 else chooser.choice(("", f"new{word}", f"{word} more"))
        for word in words
    ]
    before, after = " ".join(words), " ".join(changed)
    assert applied(patch(before, after), before) == after


def test_no_line_of_a_patch_is_a_command_to_a_ci_runner() -> None:
    before, after = "old::error::x", "new::error::x"
    printed = patch(before, after)
    assert "%3A%3Aer" in printed
    assert not re.search(r"(?m)^\s*::|##\[", printed)
    assert applied(printed, before) == after


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("keep \ud83d records", "keep records", "character 6 of its earlier text, U+D83D,"),
        ("keep records", "keep records \udfff", "character 14 of its later text, U+DFFF,"),
        ("a \ud83d\ude00 b", "b \udc00 a", "character 3 of its earlier text, U+D83D,"),
    ],
)
def test_half_of_a_character_is_named_with_its_place_and_the_way_out(
    before: str, after: str, place: str
) -> None:
    with pytest.raises(TrackerError) as caught:
        patch(before, after, "15 CFR 744.99(a)")
    said = str(caught.value)
    assert said.startswith(f"15 CFR 744.99(a) cannot be printed as a patch: {place}")
    assert "leave out --patch" in said
    assert said.isascii()


def test_half_of_a_character_far_from_every_edit_is_in_nobody_s_way() -> None:
    before, after = "\ud83d" + "x" * 5_000 + " one", "\ud83d" + "x" * 5_000 + " two"
    assert applied(patch(before, after), before) == after

"""Each rule of noise at its edge: what its step makes of a text, and where it stops."""

from __future__ import annotations

import pytest

from tracker.diff.capitals import without_capitals
from tracker.diff.forgiving import (
    plain_name,
    without_citation_style,
    without_free_stops,
    without_heading_style,
    without_space,
    without_typography,
)
from tracker.diff.noise import noise_of, noise_of_label


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  x  b\n", "xb"),
        ("not able", "not able"),
        ("Not able", "Not able"),
        ("any one", "any one"),
        ("joy sticks", "joysticks"),
        ("350 mm", "350mm"),
        ("mm 350", "mm350"),
        ("10 5", "10 5"),
        ("10 .5", "10\ue000.5"),
        ("10, 5", "10,\ue0005"),
        ("10 , x", "10,x"),
        ("a - b", "a-b"),
        ("zero\u200bwidth\u00ad", "zerowidth"),
        ("x_ y", "x_ y"),
    ],
)
def test_spaces_that_are_no_matter_are_dropped(text: str, plain: str) -> None:
    assert without_space(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("‐‑‒–—―−", "-"),
        ("a--b", "a-b"),
        ("“a” „b‟", '"a" "b"'),
        ("‘a’ `b´", "'a' 'b'"),
        ("''a''", '"a"'),
        ("ﬁ ﬀ ﬃ …", "fi ff ffi ..."),
        ("Cafe\u0301", "Café"),
        ("5 µm", "5 μm"),
        ("10²", "10²"),
    ],
)
def test_marks_are_brought_to_one_form(text: str, plain: str) -> None:
    assert without_typography(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("No. 4 - List", "No. 4—List"),
        ("No. 4 --- List", "No. 4—List"),
        ("4 – List", "4—List"),
        ("re-export", "re-export"),
        ("4 ---- L", "4 ---- L"),
    ],
)
def test_the_dash_behind_a_number_is_brought_to_one_form(text: str, plain: str) -> None:
    assert without_heading_style(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ENTITY List", "entity list"),
        # Short words with capitals inside are symbols, long ones are words.
        ("ABcd", "ABcd"),
        ("ABcde", "abcde"),
        # Of two letters only common words are words.
        ("OF", "of"),
        ("Co", "Co"),
        ("Cob", "cob"),
        # Symbols of units behind a number keep what says how much.
        ("5 MW", "5 Mw"),
        ("5 mW", "5 mw"),
        ("5MW", "5Mw"),
        ("5-MW", "5-Mw"),
        ("5 GHZ", "5 ghz"),
        ("5 GB", "5 gB"),
        ("5 Gb", "5 gb"),
        ("5 PF", "5 Pf"),
        ("KPa", "kpa"),
        # An article, and a letter that numbers something.
        ("A item", "a item"),
        ("see A item", "see a item"),
        ("“A item", "“a item"),
        ("A x", "A x"),
        ("A ox", "a ox"),
        ("Group A may", "group A may"),
        ("groups A may", "groups A may"),
        ("supplements A may", "supplements A may"),
        ("3 A items", "3 A items"),
        ("123 A items", "123 A items"),
        ("1234 A items", "1234 a items"),
        ("item A may", "item A may"),
        ("regroup A may", "regroup a may"),
        # Labels in brackets.
        ("(A) (a)", "(A) (a)"),
        ("(AA) (AB)", "(AA) (AB)"),
        ("(III) (IBM)", "(III) (ibm)"),
    ],
)
def test_capitals_of_words_are_dropped_and_those_that_tell_something_stay(
    text: str, plain: str
) -> None:
    assert without_capitals(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The end.", "The end"),
        ("The end.”", "The end”"),
        ("The end...", "The end..."),
        ("One. Two.", "One. Two"),
        ("a. | b.", "a | b"),
        ("a. |b.", "a. |b"),
        ("the “end,” or", "the “end”, or"),
        ("the “end;” or", "the “end;” or"),
    ],
)
def test_a_last_stop_is_dropped_and_a_mark_stands_behind_its_quotation(
    text: str, plain: str
) -> None:
    assert without_free_stops(text) == plain


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("76 FR 5, 1/2/12", "76 FR 5, Jan. 2, 2012", True),
        ("76 FR 5, 1/2/36", "76 FR 5, Jan. 2, 1936", True),
        ("76 FR 5, 1/2/35", "76 FR 5, Jan. 2, 2035", True),
        ("76 FR 5, 1/2/1999", "76 FR 5, January 2, 1999", True),
        ("76 FR 5, 11/12/12", "76 FR 5 (Nov. 12, 2012)", True),
        ("76 FR 5, 1/2/12", "76 FR 5", True),
        ("76 FR 5, 1/2/12", "76 FR 5, Jan. 3, 2012", False),
        ("76 FR 5, 1/2/12", "76 FR 5, Feb. 2, 2012", False),
        ("76 FR 5, 1/2/12", "76 FR 5, Jan. 2, 2013", False),
        ("76 FR 5, 1/2/12; 77 FR 6, 1/3/13", "76 FR 5, Jan. 2, 2012; 77 FR 6, Jan. 4, 2013", False),
        ("76 FR 5, 1/2/12; 77 FR 6, 1/3/13", "76 FR 5, Jan. 2, 2012; 77 FR 6", True),
        ("76 FR 5", "76 F.R. 5", True),
        ("76 FR 5", "76 Fed. Reg. 5", True),
        ("76 FR 5, 7", "76 FR 5, 8", False),
        ("76 FR 5, 77 FR 8", "76 FR 5. 77 F.R. 8.", True),
        ("15 C.F.R. 7", "15 CFR 7", True),
        ("5 U.S.C. 7", "5 USC 7", True),
        ("5 U.S.C 7", "5 USC 7", True),
        ("§§ 7", "§ 7", True),
        ("Section 7", "§ 7", True),
        ("secs. 7", "§ 7", True),
        ("Section A", "§ A", False),
        ("76 FR 5, Foo 2, 2012", "76 FR 5", False),
        ("76 FR 5, Foo 2, 2012", "76 F.R. 5, Foo 3, 2012", False),
    ],
)
def test_citations_are_the_same_however_they_are_written(
    before: str, after: str, same: bool
) -> None:
    assert noise_of(f"See {before}", f"See {after}", "note") == ("citation" if same else None)
    assert noise_of(f"See {after}", f"See {before}", "note") == ("citation" if same else None)


def test_a_citation_is_written_with_its_day_and_without_the_point_behind_it() -> None:
    assert (
        without_citation_style("76 F.R. 5, 7, 11/2/11; 77 FR 9.")
        == "76 FR 5, 7\ue0012011-11-02\ue001 77 FR 9\ue001-\ue001"
    )
    assert (
        without_citation_style("76 FR 5 (Nov. 2, 2011) and") == "76 FR 5\ue0012011-11-02\ue001 and"
    )


@pytest.mark.parametrize(
    ("before", "after", "unit", "noise"),
    [
        # The heaviest class that is needed gives the name.
        ("“The  END”", '"the end"', "paragraph", "capitals"),
        ("“The end.”  x", '"The end". x', "paragraph", "punctuation"),
        ("“The”  end", '"The" end', "paragraph", "typography"),
        ("Part 7 - LIST", "Part 7—List.", "heading", "capitals"),
        ("Part 7 - List", "Part 7—List.", "heading", "punctuation"),
        ("Part 7 - List", "Part 7—List", "heading", "heading-style"),
        ("Part 7 - List", "Part 7—List", "paragraph", "typography"),
        ("76 F.R. 5. The END", "76 FR 5. The end", "paragraph", "citation"),
        ("[Reserved]", "[RESERVED].", "paragraph", "capitals"),
        ("Reserved - x", "Reserved—x", "paragraph", "typography"),
        ("not\u200bable", "not able", "paragraph", "whitespace"),
        ("not\u200bable", "notable", "paragraph", "whitespace"),
    ],
)
def test_several_classes_at_once_are_called_by_the_heaviest(
    before: str, after: str, unit: str, noise: str
) -> None:
    assert noise_of(before, after, unit) == noise  # type: ignore[arg-type]  # parametrised kinds
    assert noise_of(after, before, unit) == noise  # type: ignore[arg-type]  # parametrised kinds


def test_whatever_changes_in_a_note_of_the_editors_is_noise() -> None:
    assert noise_of("a", "b", "note", "source-credit") == "citation"
    assert noise_of("a", "b", "note", "link-notice") == "link-notice"


@pytest.mark.parametrize(
    ("before", "after", "noise"),
    [
        ("Technical Note", "TECHNICAL NOTE", "capitals"),
        ("Technical Note:", "Technical Notes;", "heading-style"),
        ("Notes", "Note", "heading-style"),
        ("Gas", "Ga", None),
        ("Gass", "Gas", None),
        ("Note 1", "Note 2", None),
        ("Note*", "Note", None),
        ("Note †", "Note ‡", None),
        ("Note_1", "Note 1", None),
        ("Note (a)", "Note a", None),
    ],
)
def test_labels_forgive_marks_and_plurals(before: str, after: str, noise: str | None) -> None:
    assert noise_of_label(before, after) == noise
    assert noise_of_label(after, before) == noise


@pytest.mark.parametrize("distance", [0, 1, 79, 80, 81, 400])
def test_noise_far_apart_in_a_long_text_is_still_noise_and_substance_is_not(distance: int) -> None:
    between = ("x" * 9 + " ") * (distance // 10) + "y" * (distance % 10)
    assert (
        noise_of(f"In 76 F.R. 5 {between} “a”", f'In 76 FR 5 {between} "a"', "paragraph")
        == "citation"
    )
    assert noise_of(f"In 76 F.R. 5 {between} “a”", f'In 76 FR 6 {between} "a"', "paragraph") is None


def test_a_plain_name_is_the_same_in_any_spacing_marks_and_capitals() -> None:
    assert plain_name("Acme “Works”  of\u00adLille") == plain_name('ACME "works" ofLille')
    assert plain_name("Acme") != plain_name("Acne")

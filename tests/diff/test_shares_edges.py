"""Texts that went into several units, and divisions with new numbers.

How much each must have kept.
"""

from __future__ import annotations

import pytest

from tests.diff.builders import RECORDS, paragraph, section, told
from tests.trees import node
from tracker.diff.divisions import is_division, name_now, renamed_divisions
from tracker.model import Node
from tracker.names import parse

RENAMED = {parse("15 CFR part 7").home: parse("15 CFR part 791").home}


def numbered(first: int, last: int) -> str:
    """Return the words from one number up to another."""
    return " ".join(f"w{number}" for number in range(first, last))


def mixed(kept: int, size: int, side: str, first: int = 0) -> str:
    """Return so many words of the old text from a place on, and others up to a size."""
    return (
        f"{numbered(first, first + kept)}"
        f" {' '.join(f'{side}{number}' for number in range(size - kept))}".strip()
    )


def spread(giver: str, left: str, *takers: str) -> list[tuple[str, str | None]]:
    """Return what became of the units below (a), forwards: (kind, old address) of each."""
    old = section(paragraph("(a)", giver), paragraph("(z)", RECORDS))
    below = [paragraph(f"(a)({number})", text) for number, text in enumerate(takers, 1)]
    new = section(paragraph("(a)", left, *below), paragraph("(z)", RECORDS))
    there = {address: (kind, before) for kind, address, before in told(old, new)}
    back = {address: kind for kind, address, _ in told(new, old)}
    found = [there.get(f"(a)({number})", ("", None)) for number in range(1, len(takers) + 1)]
    assert ("renumbered" in back.values()) is any(kind == "renumbered" for kind, _ in found)
    return found


@pytest.mark.parametrize(
    ("kept", "kind"), [(16, "renumbered"), (15, "renumbered"), (14, "added"), (10, "added")]
)
def test_a_unit_below_took_a_text_over_where_three_of_four_words_are_the_same(
    kept: int, kind: str
) -> None:
    assert spread(numbered(0, 20), "", mixed(kept, 20, "new")) == [
        (kind, "(a)" if kind == "renumbered" else None)
    ]


@pytest.mark.parametrize(("left", "kind"), [(15, "renumbered"), (16, "renumbered"), (17, "added")])
def test_a_unit_that_kept_more_of_its_text_than_went_below_gave_nothing(
    left: int, kind: str
) -> None:
    """The unit below has sixteen of the twenty words."""
    assert spread(numbered(0, 20), mixed(left, 20, "left"), mixed(16, 20, "new"))[0][0] == kind


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (mixed(10, 10, ""), mixed(10, 10, "", 10), "renumbered"),
        (mixed(9, 10, "x"), mixed(9, 10, "y", 10), "renumbered"),
        (mixed(8, 10, "x"), mixed(8, 10, "y", 10), "added"),
        (mixed(8, 8, ""), mixed(7, 7, "", 8), "renumbered"),
        (mixed(7, 7, ""), mixed(7, 7, "", 8), "added"),
    ],
)
def test_a_text_was_cut_into_pieces_that_hold_nine_of_ten_words_from_it_and_together_three_of_four(
    first: str, second: str, kind: str
) -> None:
    assert [change[0] for change in spread(numbered(0, 20), "", first, second)] == [kind, kind]


@pytest.mark.parametrize(("size", "kind"), [(8, "renumbered"), (7, "added")])
def test_a_text_of_eight_words_can_be_cut_into_pieces(size: int, kind: str) -> None:
    assert [
        change[0] for change in spread(numbered(0, size), "", numbered(0, 4), numbered(4, size))
    ] == [
        kind,
        kind,
    ]


def test_a_unit_that_kept_its_text_word_for_word_gave_nothing() -> None:
    assert [change[0] for change in spread(numbered(0, 20), numbered(0, 20), numbered(0, 20))] == [
        "added"
    ]


def test_one_piece_alone_is_a_unit_of_its_own() -> None:
    assert [change[0] for change in spread(numbered(0, 20), "", numbered(0, 10))] == ["added"]


@pytest.mark.parametrize(("kept", "kind"), [(19, "renumbered"), (18, "renumbered"), (17, "added")])
def test_a_second_unit_elsewhere_took_a_text_over_where_nine_of_ten_words_are_the_same(
    kept: int, kind: str
) -> None:
    old = section(paragraph("(a)", numbered(0, 20)), paragraph("(z)", RECORDS))
    new = section(
        paragraph("(b)", mixed(19, 20, "new")),
        paragraph("(c)", mixed(kept, 20, "other")),
        paragraph("(z)", RECORDS),
    )
    found = {address: change for change, address, _ in told(old, new)}
    assert (found["(b)"], found["(c)"]) == ("renumbered", kind)


@pytest.mark.parametrize(("size", "kind"), [(8, "renumbered"), (7, "added")])
def test_a_second_unit_elsewhere_needs_eight_words(size: int, kind: str) -> None:
    old = section(paragraph("(a)", numbered(0, size)), paragraph("(z)", RECORDS))
    turned, other = (
        numbered(0, size).replace(*pair) for pair in (("w3 w4", "w4 w3"), ("w1 w2", "w2 w1"))
    )
    new = section(paragraph("(b)", turned), paragraph("(c)", other), paragraph("(z)", RECORDS))
    found = [change for change, address, _ in told(old, new) if address in ("(b)", "(c)")]
    assert sorted(found) == sorted(["renumbered", kind])


def test_a_second_unit_takes_over_the_text_that_it_is_most_like() -> None:
    """Of both old texts (e) has nine words in ten; of that of (b) it has one word more."""
    first, second = mixed(18, 20, "one"), mixed(19, 20, "two")
    old = section(paragraph("(a)", first), paragraph("(b)", second))
    new = section(
        paragraph("(c)", f"{first} beside"),
        paragraph("(d)", f"{second} beside"),
        paragraph("(e)", numbered(0, 20)),
    )
    assert told(old, new) == [
        ("renumbered", "(c)", "(a)"),
        ("renumbered", "(d)", "(b)"),
        ("renumbered", "(e)", "(b)"),
    ]
    assert ("renumbered", "(b)", "(e)") in told(new, old)


def test_a_second_unit_takes_nothing_over_where_the_first_has_the_text_word_for_word() -> None:
    old = section(paragraph("(a)", numbered(0, 20)), paragraph("(z)", RECORDS))
    new = section(
        paragraph("(b)", numbered(0, 20)),
        paragraph("(c)", mixed(19, 20, "other")),
        paragraph("(z)", RECORDS),
    )
    found = {address: change for change, address, _ in told(old, new)}
    assert (found["(b)"], found["(c)"]) == ("renumbered", "added")


def heading(address: str, text: str) -> Node:
    return node(f"{address} heading", "heading", text)


@pytest.mark.parametrize(
    ("old", "new", "renamed"),
    [
        # By all words, or by the words beside the number.
        (("15 CFR part 7", "PART 7—PUMPS"), ("15 CFR part 791", "PART 791—PUMPS"), True),
        (("15 CFR part 7", "Pumps"), ("15 CFR part 791", "PUMPS"), True),
        (("15 CFR part 7", "PART 7—PUMPS"), ("15 CFR part 791", "PART 791—SEALS"), False),
        # Of one title and one level.
        (("15 CFR part 7", "PART 7—PUMPS"), ("2 CFR part 791", "PART 791—PUMPS"), False),
        (("15 CFR chapter 7", "Pumps"), ("15 CFR part 791", "Pumps"), False),
        (
            ("15 CFR part 7 subpart A", "Subpart A—Pumps"),
            ("15 CFR part 7 subpart B", "Subpart B—Pumps"),
            True,
        ),
        # What only sounds like a number is no number.
        (
            ("15 CFR part 7", "PART 7—PUMPS OF 7 KILOS"),
            ("15 CFR part 8", "PART 8—PUMPS OF 8 KILOS"),
            False,
        ),
    ],
)
def test_a_division_with_another_number_and_the_same_words_was_renamed(
    old: tuple[str, str], new: tuple[str, str], renamed: bool
) -> None:
    here, there = parse(old[0]).home, parse(new[0]).home
    assert renamed_divisions([heading(*old)], [heading(*new)]) == ({here: there} if renamed else {})
    assert renamed_divisions([heading(*new)], [heading(*old)]) == ({there: here} if renamed else {})


def test_a_division_that_stands_on_both_sides_or_twice_was_not_renamed() -> None:
    old, new = (
        heading("15 CFR part 7", "PART 7—PUMPS"),
        heading("15 CFR part 791", "PART 791—PUMPS"),
    )
    assert renamed_divisions([old], [old, new]) == {}
    assert renamed_divisions([old, new], [new]) == {}
    assert renamed_divisions([old], [new, heading("15 CFR part 792", "PART 792—PUMPS")]) == {}
    assert renamed_divisions([old, heading("15 CFR part 8", "PART 8—PUMPS")], [new]) == {}
    assert renamed_divisions([node("15 CFR part 7 heading", "paragraph", "PUMPS")], [new]) == {}
    assert renamed_divisions([node("15 CFR part 7 heading", "note", "PART 7—PUMPS")], [new]) == {}


def test_what_stands_below_a_renamed_division_follows_it() -> None:
    old = [
        heading("15 CFR part 7", "PART 7—PUMPS"),
        heading("15 CFR part 7 subpart A", "Subpart A—Seals"),
    ]
    new = [
        heading("15 CFR part 791", "PART 791—PUMPS"),
        heading("15 CFR part 791 subpart A", "Subpart A—Seals"),
    ]
    assert renamed_divisions(old, new) == RENAMED


@pytest.mark.parametrize(
    ("address", "now"),
    [
        ("15 CFR part 7 heading", "15 CFR part 791 heading"),
        ("15 CFR 7.3", "15 CFR 791.3"),
        ("15 CFR 7 Supp. 1", "15 CFR 791 Supp. 1"),
        ("15 CFR 70.3", "15 CFR 70.3"),
        ("15 CFR part 70 heading", "15 CFR part 70 heading"),
        ("2 CFR 7.3", "2 CFR 7.3"),
    ],
)
def test_an_address_below_a_renamed_division_reads_with_its_new_number(
    address: str, now: str
) -> None:
    assert name_now(parse(address), RENAMED) == parse(now)


def test_the_heading_of_a_renamed_division_carries_its_number() -> None:
    assert is_division(heading("15 CFR part 7", "x"), RENAMED)
    assert not is_division(heading("15 CFR part 8", "x"), RENAMED)
    assert not is_division(node("15 CFR part 7", "note", "x"), RENAMED)


@pytest.mark.parametrize(
    ("before", "left", "taken", "kind"),
    [
        ("Pumps, as follows: {}", "Pumps, as follows:", "{}", None),
        ("Pumps, as follows: {}", "Seals, as follows:", "{}", "amended"),
        ("{}", "", "{}", None),
        # The taken text may begin with a capital of its own, which the words before it do not keep.
        ("Pumps, namely seals {}", "Pumps, namely", "Seals {}", None),
        ("Pumps, namely seals {}", "Pumps, namely seals", "Seals {}", "amended"),
        ("Pumps, namely seals {}", "Pumps, namely", "Rings {}", "amended"),
    ],
)
def test_of_a_unit_that_gave_its_text_only_the_words_before_it_are_compared(
    before: str, left: str, taken: str, kind: str | None
) -> None:
    text = numbered(0, 30)
    old = section(paragraph("(a)", before.format(text)), paragraph("(z)", RECORDS))
    below = paragraph("(a)(1)", taken.format(text))
    new = section(paragraph("(a)", left, below), paragraph("(z)", RECORDS))
    found = {address: change for change, address, _ in told(old, new)}
    assert (found.get("(a)"), found["(a)(1)"]) == (kind, "renumbered")

"""How likeness is counted and where candidates are looked for: each number at its edge."""

from __future__ import annotations

from math import log

import pytest

from tests.diff.builders import paragraph, unweighed
from tests.diff.notation import outcome, spelled
from tests.diff.test_itself_edges import sharing, two
from tracker.diff.alike import is_alike, is_alike_beside
from tracker.diff.itself import agrees_in_substance
from tracker.diff.likeness import Likeness
from tracker.diff.noise import noise_of
from tracker.diff.rarity import Rarity
from tracker.model import Node, UnitKind


def units(count: int, side: str, *shared: str) -> list[Node]:
    return [
        paragraph(f"({side}{number})", " ".join((f"{side}own{number}", *shared)))
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("olds", "news", "compared"), [(8, 8, 64), (63, 1, 63), (64, 1, 64), (65, 1, 0), (13, 5, 0)]
)
def test_up_to_sixty_four_pairs_are_all_compared_and_of_more_only_those_that_share_a_word(
    olds: int, news: int, compared: int
) -> None:
    assert len(list(Likeness().candidates(units(olds, "old"), units(news, "new")))) == compared


@pytest.mark.parametrize(
    ("olds", "news", "compared"),
    [(8, 8, 64), (8, 9, 0), (9, 8, 0), (9, 9, 0), (1, 1, 1), (8, 1, 8), (9, 1, 0)],
)
def test_a_word_leads_from_one_side_to_the_other_where_eight_units_of_each_hold_it(
    olds: int, news: int, compared: int
) -> None:
    here = units(olds, "old", "rare") + units(20, "other")
    there = units(news, "new", "rare") + units(20, "strange")
    found = list(Likeness().candidates(here, there))
    assert (
        found == [(at, to) for at in range(olds) for to in range(news)] if compared else found == []
    )


def test_a_word_weighs_the_more_the_fewer_units_hold_it() -> None:
    """Four units, and eight on top of them; two words of all four, one of each unit."""
    four = units(4, "x", "common", "usual")
    rarity = Rarity.among(four, Likeness())
    usual, own = log(12 / 4), log(12 / 1)
    assert rarity.alike(four[0], four[1]) == pytest.approx(2 * usual / (2 * usual + own))
    stranger = paragraph("(z)", "common strange")
    assert rarity.alike(four[0], stranger) == pytest.approx(2 * usual / (3 * usual + 2 * own))


def test_before_anything_is_weighed_all_words_weigh_the_same_and_repeats_count() -> None:
    one, other = paragraph("(a)", "pump pump seal acid"), paragraph("(b)", "pump pump pump seal")
    assert unweighed().alike(one, other) == pytest.approx(6 / 8)
    assert Likeness().own(one, other) == Likeness().all_words(one, other) == 6 / 8


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # A text that goes below its unit: the words before those that went are what the unit is
        # left with.
        (
            "S(a) = You must keep 1-20",
            "S(a) = You must keep; S(a)(1) = 1-20",
            "renumbered S(a)(1) < S(a): You must keep 1-20 -> 1-20",
        ),
        (
            "S(a) = You must keep pumps 1-20",
            "S(a) = You must keep; S(a)(1) = Pumps 1-20",
            "renumbered S(a)(1) < S(a): You must keep pumps 1-20 -> Pumps 1-20",
        ),
        (
            "S(a) = You must keep 1-20",
            "S(a) = You may keep; S(a)(1) = 1-20",
            (
                "amended S(a): You must keep -> You may keep; renumbered S(a)(1) < S(a): You must"
                " keep 1-20 -> 1-20"
            ),
        ),
        # Seven words are too few to be cut into pieces, eight are enough.
        (
            "S(a) = 1-8",
            "S(a) =; S(a)(1) = 1-4; S(a)(2) = 5-8",
            "renumbered S(a)(1) < S(a): 1-8 -> 1-4; renumbered S(a)(2) < S(a): 1-8 -> 5-8",
        ),
        # An entity of one country, name and rule is one whatever alias came.
        (
            "entity E, FRANCE: Acme = / 76 FR 5",
            "entity E, FRANCE: Acme = a.k.a. Bolt / 76 FR 5",
            (
                "amended E, FRANCE: Acme: Acme | For all items. | 76 FR 5 -> Acme, a.k.a. Bolt |"
                " For all items. | 76 FR 5"
            ),
        ),
        # A row whose name only gains a footnote digit stays.
        (
            "table S table 1 = 1; row S table 1, Fee = Fee; cell S table 1, Fee [0] = 1-3",
            "table S table 1 = 1; row S table 1, Fee 1 = Fee #1; cell S table 1, Fee 1 [0] = 1-3",
            "amended S table 1, Fee 1 < S table 1, Fee: Fee -> Fee #1",
        ),
        # A unit of the same words that only changes kind.
        ("S p1 = 1-8", "note S p1 = 1-8", "nothing"),
    ],
)
def test_what_a_reader_is_told(old: str, new: str, told: str) -> None:
    assert outcome(old, new) == told


def test_the_notation_says_what_it_stands_for() -> None:
    assert spelled("1-3 #5 MW 10") == "wc wd wf 5 MW wcb"


@pytest.mark.parametrize(("shared", "alike"), [(9, False), (10, True), (11, True)])
def test_half_of_twenty_words_is_ten_of_them(shared: int, alike: bool) -> None:
    """Of the headings of entries, and of units that are only counted."""
    assert is_alike_beside(*two(shared, 20, "entry"), unweighed()) is alike
    assert (
        is_alike_beside(
            *two(shared, 20, first="15 CFR 744.97 p1", second="15 CFR 744.97 p2"), unweighed()
        )
        is alike
    )


@pytest.mark.parametrize(("shared", "alike"), [(28, False), (32, True)])
def test_three_tenths_of_the_own_words_are_enough_where_half_of_all_agree(
    shared: int, alike: bool
) -> None:
    below = {
        side: paragraph(f"({letter})(1)", sharing(90, 100, side))
        for side, letter in (("old", "a"), ("new", "b"))
    }
    assert is_alike_beside(*two(shared, 100, **below), unweighed()) is alike


@pytest.mark.parametrize(("below", "alike"), [(61, False), (66, False), (72, True)])
def test_half_of_all_words_must_agree_for_three_tenths_of_the_own_to_be_enough(
    below: int, alike: bool
) -> None:
    """The own words share 32 of 100, what is below them so many of 100.

    From 68 on it is half of all.
    """
    children = {
        side: paragraph(f"({letter})(1)", sharing(below, 100, f"low{side}"))
        for side, letter in (("old", "a"), ("new", "b"))
    }
    assert is_alike_beside(*two(32, 100, **children), unweighed()) is alike


@pytest.mark.parametrize(
    ("kind", "shared", "size", "least", "alike"),
    [
        ("provision", 15, 20, 0.6, False),
        ("provision", 16, 20, 0.6, True),
        ("paragraph", 11, 20, 0.6, False),
        ("paragraph", 12, 20, 0.6, True),
    ],
)
def test_a_part_of_twenty_words(
    kind: UnitKind, shared: int, size: int, least: float, alike: bool
) -> None:
    assert is_alike(*two(shared, size, kind), Likeness(), least) is alike


@pytest.mark.parametrize(
    ("old", "new", "reached"),
    [("1-3", "1 50 51", False), ("1-5", "1-2 50-53", True), ("1-4", "1 50 51", False)],
)
def test_a_third_of_few_own_words_must_agree_and_a_little_more(
    old: str, new: str, reached: bool
) -> None:
    """A third is too little, four of eleven are enough; below them everything agrees."""
    here, there = (
        paragraph(label, spelled(text), paragraph(f"{label}(1)", spelled("100-119")))
        for label, text in (("(a)", old), ("(b)", new))
    )
    assert Likeness().reaches(here, there, 3, 0.5) is reached


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # Below another parent of one section six words of ten must be the same, elsewhere nine.
        (
            "S(a) = 1-8; S(a)(1) = 30-49; S(b) = 9-16",
            "S(a) = 1-8; S(b) = 9-16; S(b)(1) = 30-40 70-78",
            "added removed",
        ),
        (
            "S(a) = 1-8; S(a)(1) = 30-49; S(b) = 9-16",
            "S(a) = 1-8; S(b) = 9-16; S(b)(1) = 30-41 70-77",
            "moved",
        ),
        (
            "S(a) = 1-8; S(a)(1) = 30-49; T(b) = 9-16",
            "S(a) = 1-8; T(b) = 9-16; T(b)(1) = 30-46 70-72",
            "added removed",
        ),
        (
            "S(a) = 1-8; S(a)(1) = 30-49; T(b) = 9-16",
            "S(a) = 1-8; T(b) = 9-16; T(b)(1) = 30-47 70-71",
            "moved",
        ),
        # A piece has nine of ten of its words from the text that was cut.
        (
            "S(a) = 1-40",
            "S(a) =; S(a)(1) = 1-17 70-72; S(a)(2) = 21-37 80-82",
            "added added amended",
        ),
        (
            "S(a) = 1-40",
            "S(a) =; S(a)(1) = 1-18 70-71; S(a)(2) = 21-38 80-81",
            "renumbered renumbered",
        ),
        # A few words with a number stay where half of them agree, though they stand elsewhere word
        # for word, unless the list has grown: then it has shifted.
        (
            "S(a) = #5 1-4; S(b) = 60-69",
            "S(a) = #5 1-2 50-54; S(b) = #5 1-4",
            "added removed renumbered",
        ),
        ("S(a) = #5 1-4; S(b) = 60-69", "S(a) = #5 1 50; S(b) = #5 1-4", "amended amended"),
        ("S(a) = #5 1-4", "S(a) = #5 1 50; S(b) = #5 1-4", "added renumbered"),
    ],
)
def test_what_is_told_just_below_a_limit_and_at_it(old: str, new: str, told: str) -> None:
    assert " ".join(sorted(piece.split(" ")[0] for piece in outcome(old, new).split("; "))) == told


@pytest.mark.parametrize(("same", "agree"), [("1-4", False), ("1-5", True)])
def test_texts_that_share_fewer_than_half_of_their_words_are_not_asked_whether_all_else_is_noise(
    same: str, agree: bool
) -> None:
    """Three compounds set as two words each, beside so many words that both have."""
    old, new = (
        paragraph("(a)", spelled(f"{words} {same}"))
        for words in ("joy sticks foot notes rain coats", "joysticks footnotes raincoats")
    )
    assert agrees_in_substance(old, new, Likeness()) is agree


def test_one_repeat_more_in_a_long_text_of_repeats_is_a_change() -> None:
    """What both begin with and what both end with overlap here."""
    for count in (1, 2, 40, 100):
        assert noise_of("item " * count, "item " * (count + 1), "paragraph") is None
        assert noise_of("item " * (count + 1), "item " * count, "paragraph") is None

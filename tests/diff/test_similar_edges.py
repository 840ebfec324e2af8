"""How likeness is counted and where candidates are looked for: each number at its edge."""

from __future__ import annotations

from math import log

import pytest

from tests.diff.builders import paragraph
from tests.diff.notation import outcome, spelled
from tracker.diff.likeness import Likeness
from tracker.model import Node


def units(count: int, side: str, *shared: str) -> list[Node]:
    return [paragraph(f"({side}{number})", " ".join((f"{side}own{number}", *shared))) for number in range(count)]


@pytest.mark.parametrize(("olds", "news", "compared"), [(8, 8, 64), (63, 1, 63), (64, 1, 64), (65, 1, 0), (13, 5, 0)])
def test_up_to_sixty_four_pairs_are_all_compared_and_of_more_only_those_that_share_a_word(olds: int, news: int, compared: int) -> None:
    assert len(list(Likeness().candidates(units(olds, "old"), units(news, "new")))) == compared


@pytest.mark.parametrize(("olds", "news", "compared"), [(8, 8, 64), (8, 9, 0), (9, 8, 0), (9, 9, 0), (1, 1, 1), (8, 1, 8), (9, 1, 0)])
def test_a_word_leads_from_one_side_to_the_other_where_eight_units_of_each_hold_it(olds: int, news: int, compared: int) -> None:
    here = units(olds, "old", "rare") + units(20, "other")
    there = units(news, "new", "rare") + units(20, "strange")
    found = list(Likeness().candidates(here, there))
    assert found == [(at, to) for at in range(olds) for to in range(news)] if compared else found == []


def test_a_word_weighs_the_more_the_fewer_units_hold_it() -> None:
    """Four units, and eight on top of them; two words of all four, one of each unit."""
    four = units(4, "x", "common", "usual")
    likeness = Likeness()
    likeness.weigh_words(four)
    usual, own = log(12 / 4), log(12 / 1)
    assert likeness.by_rare_words(four[0], four[1]) == pytest.approx(2 * usual / (2 * usual + own))
    stranger = paragraph("(z)", "common strange")
    assert likeness.by_rare_words(four[0], stranger) == pytest.approx(2 * usual / (3 * usual + 2 * own))


def test_before_anything_is_weighed_all_words_weigh_the_same_and_repeats_count() -> None:
    one, other = paragraph("(a)", "pump pump seal acid"), paragraph("(b)", "pump pump pump seal")
    assert Likeness().by_rare_words(one, other) == pytest.approx(6 / 8)
    assert Likeness().own(one, other) == Likeness().all_words(one, other) == 6 / 8


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # A text that goes below its unit: the words before those that went are what the unit is left with.
        ("S(a) = You must keep 1-20", "S(a) = You must keep; S(a)(1) = 1-20", "renumbered S(a)(1) < S(a): You must keep 1-20 -> 1-20"),
        (
            "S(a) = You must keep pumps 1-20",
            "S(a) = You must keep; S(a)(1) = Pumps 1-20",
            "renumbered S(a)(1) < S(a): You must keep pumps 1-20 -> Pumps 1-20",
        ),
        (
            "S(a) = You must keep 1-20",
            "S(a) = You may keep; S(a)(1) = 1-20",
            "amended S(a): You must keep -> You may keep; renumbered S(a)(1) < S(a): You must keep 1-20 -> 1-20",
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
            "amended E, FRANCE: Acme: Acme | For all items. | 76 FR 5 -> Acme, a.k.a. Bolt | For all items. | 76 FR 5",
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

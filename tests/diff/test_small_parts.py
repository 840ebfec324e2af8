"""The small parts of the diff at their edges.

The heaviest chain, likeness, instructions, canaries.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diff.builders import DIVERSION, RECORDS, REVIEW, credit, entity, paragraph, section
from tracker.diff.canaries import canaries
from tracker.diff.chain import Edge, heaviest
from tracker.diff.edits import Edit, apply, edits
from tracker.diff.likeness import Likeness
from tracker.errors import UsageError
from tracker.model import Node

places = st.integers(0, 4)
some_edges = st.lists(
    st.builds(Edge, places, places, st.integers(0, 3), st.integers(0, 3)),
    max_size=7,
    unique_by=lambda edge: (edge.old, edge.new),
)


def rises(chain: tuple[Edge, ...] | list[Edge]) -> bool:
    return all(here.old < there.old and here.new < there.new for here, there in pairwise(chain))


@given(some_edges)
def test_no_chain_that_rises_on_both_sides_is_heavier(edges: list[Edge]) -> None:
    chosen = heaviest(edges)
    every = [
        pair
        for size in range(len(edges) + 1)
        for pair in combinations(sorted(edges, key=lambda e: (e.old, e.new)), size)
        if rises(pair)
    ]
    assert rises(chosen)
    assert sum(edge.rank for edge in chosen) == max(
        sum(edge.rank for edge in chain) for chain in every
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Edge(9, 9, 2, 0), Edge(0, 0, 1, 2**47)),
        (Edge(9, 9, 1, 2), Edge(0, 0, 1, 1)),
        (Edge(0, 1, 1, 1), Edge(1, 1, 1, 1)),
        (Edge(1, 0, 1, 1), Edge(1, 1, 1, 1)),
    ],
)
def test_weight_counts_before_the_tie_and_the_tie_before_the_place(
    first: Edge, second: Edge
) -> None:
    assert first.rank > second.rank


def test_two_matches_of_one_unit_are_never_both_taken() -> None:
    assert heaviest([Edge(0, 0, 1, 0), Edge(0, 1, 1, 0)]) == [Edge(0, 0, 1, 0)]
    assert heaviest([Edge(0, 0, 1, 0), Edge(1, 0, 2, 0)]) == [Edge(1, 0, 2, 0)]
    assert heaviest([]) == []


def words(*each: str) -> Node:
    return paragraph("(a)", " ".join(each))


@pytest.mark.parametrize(
    ("shared", "fewest", "least", "reached"),
    [
        (4, 4, 0.1, True),
        (3, 4, 0.1, False),
        (5, 1, 0.5, True),
        (4, 1, 0.5, False),
        (6, 1, 0.6, True),
        (5, 1, 0.6, False),
        (10, 10, 1.0, True),
        (9, 1, 1.0, False),
    ],
)
def test_two_units_are_alike_from_so_many_shared_words_and_such_a_share_on(
    shared: int, fewest: int, least: float, reached: bool
) -> None:
    """Both have ten words."""
    common = [f"common{number}" for number in range(shared)]
    old, new = (
        words(*common, *(f"{side}{number}" for number in range(10 - shared)))
        for side in ("old", "new")
    )
    likeness = Likeness()
    assert likeness.shared(old, new) == likeness.shared(new, old) == shared
    assert (likeness.size(old), likeness.size(new)) == (10, 10)
    assert (
        likeness.reaches(old, new, fewest, least)
        is likeness.reaches(new, old, fewest, least)
        is reached
    )


def test_a_word_is_shared_as_often_as_both_have_it() -> None:
    likeness = Likeness()
    assert (
        likeness.shared(words("pump", "pump", "pump", "acid"), words("pump", "pump", "seal")) == 2
    )
    assert not likeness.reaches(words("pump"), words("pump", "seal", "acid", "ring"), 2, 0.1)


def test_the_smallest_words_count_only_where_there_are_no_others() -> None:
    likeness = Likeness()
    assert likeness.bag(words("the", "Pump", "of", "it")) == {"pump": 1}
    assert likeness.bag(words("the", "of")) == {"the": 1, "of": 1}


def test_of_an_entity_its_names_count_alone() -> None:
    likeness = Likeness()
    assert likeness.bag(entity("FRANCE", "Acme SA", "For pumps.", aliases="Bolt")) == {
        "acme": 1,
        "bolt": 1,
    }


@pytest.mark.parametrize(
    ("old", "new", "agree"),
    [
        (
            paragraph("(a)", "one two", paragraph("(a)(1)", "x")),
            paragraph("(a)", "one six", paragraph("(a)(1)", "x")),
            True,
        ),
        (
            paragraph("(a)", "one two six", paragraph("(a)(1)", "x")),
            paragraph("(a)", "one four five", paragraph("(a)(1)", "x")),
            False,
        ),
        (
            paragraph("(a)", "one two", paragraph("(a)(1)", "x")),
            paragraph("(a)", "six five"),
            False,
        ),
        (paragraph("(a)", "one two"), paragraph("(a)", "six five"), True),
        (
            paragraph("(a)", "", paragraph("(a)(1)", "x")),
            paragraph("(a)", "six five", paragraph("(a)(1)", "x")),
            True,
        ),
        (
            paragraph("(a)", "six five", paragraph("(a)(1)", "x")),
            paragraph("(a)", "", paragraph("(a)(1)", "x")),
            True,
        ),
    ],
)
def test_where_units_lie_below_the_own_words_must_agree_for_their_share(
    old: Node, new: Node, agree: bool
) -> None:
    assert Likeness().own_words_agree(old, new, 0.5) is agree
    assert Likeness().own_words_agree(new, old, 0.5) is agree


@pytest.mark.parametrize(
    ("olds", "news", "all_pairs"),
    [(8, 8, True), (1, 64, True), (64, 1, True), (1, 65, False), (13, 5, False)],
)
def test_up_to_sixty_four_pairs_are_all_worth_comparing(
    olds: int, news: int, all_pairs: bool
) -> None:
    left = [words(f"old{number}") for number in range(olds)]
    right = [words(f"new{number}") for number in range(news)]
    found = list(Likeness().candidates(left, right))
    assert found == ([(at, to) for at in range(olds) for to in range(news)] if all_pairs else [])


@pytest.mark.parametrize(
    ("olds", "news", "found"), [(1, 1, 1), (8, 8, 64), (9, 1, 0), (1, 9, 0), (7, 8, 56)]
)
def test_a_word_of_up_to_eight_units_on_each_side_makes_pairs_of_many(
    olds: int, news: int, found: int
) -> None:
    left = [
        words("pump" if number < olds else f"old{number}", f"left{number}") for number in range(20)
    ]
    right = [
        words("pump" if number < news else f"new{number}", f"right{number}") for number in range(20)
    ]
    pairs = list(Likeness().candidates(left, right))
    assert (
        pairs == sorted((at, to) for at in range(olds) for to in range(news))
        if found
        else pairs == []
    )
    assert len(pairs) == found


def test_instructions_take_over_what_stays_and_hold_what_is_new() -> None:
    old = (section(paragraph("(a)", RECORDS), paragraph("(b)", DIVERSION)),)
    new = (
        section(paragraph("(a)", RECORDS), paragraph("(b)", REVIEW), paragraph("(c)", DIVERSION)),
    )
    home = new[0].name
    made = edits(old, new)
    told = [(edit.name, edit.old, edit.unit is None, edit.children) for edit in made]
    assert told == [
        (None, None, True, (home,)),
        (home, home, True, tuple(map(home.paragraph, "abc"))),
        (home.paragraph("b"), None, False, ()),
        (home.paragraph("c"), None, False, ()),
    ]
    assert apply(made, old) == new
    assert edits(new, new) == ()
    assert apply((), old) == old


def test_instructions_for_another_text_are_refused() -> None:
    home = section().name
    made = (Edit(None, None, None, (home,)), Edit(home, home, None, (home.paragraph("a"),)))
    with pytest.raises(UsageError, match=r"for another text: it has no 15 CFR 744.97\(a\)"):
        apply(made, (section(paragraph("(b)", RECORDS)),))


FIRST = date(2031, 1, 1)


def lived(*each: str | None, label: str = "(a)") -> list[tuple[date, Node]]:
    """Return a version a day, with one paragraph of this text, or without it."""
    rest = paragraph("(z)", RECORDS)
    return [
        (
            FIRST + timedelta(days=at),
            section(rest) if text is None else section(paragraph(label, text), rest),
        )
        for at, text in enumerate(each)
    ]


@pytest.mark.parametrize(
    ("away", "told"),
    [(1, True), (2, True), (3, True), (4, False), (5, False)],
)
def test_a_unit_that_is_back_within_three_versions_is_a_canary(away: int, told: bool) -> None:
    for between in (None, REVIEW):
        found = canaries(lived(DIVERSION, *[between] * away, DIVERSION))
        assert [
            (unit.address, unit.changed, unit.back, unit.text, unit.between) for unit in found
        ] == (
            [
                (
                    "15 CFR 744.97(a)",
                    FIRST + timedelta(days=1),
                    FIRST + timedelta(days=away + 1),
                    DIVERSION,
                    between,
                )
            ]
            if told
            else []
        )


def test_a_window_of_ones_own_is_kept_to() -> None:
    history = lived(DIVERSION, None, None, DIVERSION)
    assert (len(canaries(history, 1)), len(canaries(history, 2))) == (0, 1)


def test_a_unit_that_came_and_went_again_is_a_canary_without_a_text() -> None:
    (found,) = canaries(lived(None, DIVERSION, None))
    assert (found.text, found.between, found.unit, found.changed, found.back) == (
        *(None, DIVERSION, "paragraph"), FIRST + timedelta(days=1), FIRST + timedelta(days=2),
    )  # fmt: skip


def test_a_unit_that_flutters_on_is_told_once_for_each_return_from_its_last_leaving() -> None:
    found = canaries(lived(DIVERSION, REVIEW, DIVERSION, REVIEW))
    assert [(unit.changed, unit.back, unit.text) for unit in found] == [
        (FIRST + timedelta(days=1), FIRST + timedelta(days=2), DIVERSION),
        (FIRST + timedelta(days=2), FIRST + timedelta(days=3), REVIEW),
    ]


def test_canaries_are_told_by_day_and_then_by_address() -> None:
    def both(a: str, b: str) -> Node:
        return section(paragraph("(a)", a), paragraph("(b)", b))

    trees = [
        both(RECORDS, RECORDS),
        both(REVIEW, REVIEW),
        both(REVIEW, RECORDS),
        both(RECORDS, REVIEW),
        both(RECORDS, RECORDS),
    ]
    found = canaries([(FIRST + timedelta(days=at), tree) for at, tree in enumerate(trees)])
    assert [(unit.back.day, unit.address[-3:]) for unit in found] == [
        (3, "(b)"),
        (4, "(a)"),
        (4, "(b)"),
        (5, "(b)"),
    ]


@pytest.mark.parametrize(
    "between", [DIVERSION.replace(" ", "  "), DIVERSION.replace(" ", "\u00a0")]
)
def test_noise_is_no_flutter(between: str) -> None:
    assert canaries(lived(DIVERSION, between, DIVERSION)) == ()


def test_counted_units_and_credits_may_come_and_go() -> None:
    assert canaries(lived(DIVERSION, None, DIVERSION, label=" p3")) == ()
    trees = [section(credit("[61 FR 1]")), section(), section(credit("[61 FR 1]"))]
    assert canaries([(FIRST + timedelta(days=at), tree) for at, tree in enumerate(trees)]) == ()

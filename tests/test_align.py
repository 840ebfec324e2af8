"""The alignment of two sequences: as many pairs as can be, the same both ways, at every limit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work import growth, steps
from tracker.align import Pair, align, rising

few = st.lists(st.sampled_from("abc"), max_size=9)


def longest(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the longest common subsequence by the textbook's table."""
    above = [0] * (len(new) + 1)
    for here in old:
        row = [0]
        for at, there in enumerate(new):
            row.append(above[at] + 1 if here == there else max(above[at + 1], row[at]))
        above = row
    return above[-1]


def named(pairs: list[Pair], old: Sequence[str]) -> list[str]:
    return [old[at] for at, _ in pairs]


def fresh(mark: str, count: int) -> list[str]:
    """Return strings that stand nowhere else."""
    return [f"{mark}{number}" for number in range(count)]


def torn(edits: int, common: str = "a") -> tuple[list[str], list[str]]:
    """Return sequences between which `edits` strings come and go, a common one between any two."""
    old, new = [common], [common]
    for number in range(edits):
        (new if number % 2 else old).append(f"{'new' if number % 2 else 'old'}{number}")
        if number % 2 or number == edits - 1:
            old.append(common)
            new.append(common)
    return old, new


@given(few, few)
def test_short_sequences_are_paired_as_often_as_can_be(old: list[str], new: list[str]) -> None:
    pairs = align(old, new)
    assert len(pairs) == longest(old, new)
    assert all(old[at] == new[to] for at, to in pairs)
    assert all(here[0] < there[0] and here[1] < there[1] for here, there in pairwise(pairs))


@given(few, few)
def test_turned_round_the_pairs_are_turned_round(old: list[str], new: list[str]) -> None:
    assert align(new, old) == [(to, at) for at, to in align(old, new)]


@given(
    st.lists(st.sampled_from("abcdefgh"), min_size=50, max_size=70),
    st.lists(st.sampled_from("abcdefgh"), min_size=50, max_size=70),
)
def test_long_sequences_are_paired_in_order_and_the_same_both_ways(
    old: list[str], new: list[str]
) -> None:
    pairs = align(old, new)
    assert all(old[at] == new[to] for at, to in pairs)
    assert all(here[0] < there[0] and here[1] < there[1] for here, there in pairwise(pairs))
    assert align(new, old) == [(to, at) for at, to in pairs]


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("", "", []),
        ("ab", "ab", [(0, 0), (1, 1)]),
        ("ab", "xaby", [(0, 1), (1, 2)]),
        ("ab", "ba", [(1, 0)]),
        ("abc", "cab", [(0, 1), (1, 2)]),
        ("aXa", "aa", [(0, 0), (2, 1)]),
        ("aa", "aaa", [(0, 0), (1, 1)]),
        ("abXab", "abYab", [(0, 0), (1, 1), (3, 3), (4, 4)]),
        ("Xab", "aYb", [(1, 0), (2, 2)]),
        ("XaaY", "ZaW", [(1, 1)]),
        ("XabY", "ZbaW", [(2, 1)]),
        ("cab", "bca", [(0, 1), (1, 2)]),
        ("aba", "bcab", [(0, 2), (1, 3)]),
        ("aba", "bbcab", [(0, 3), (1, 4)]),
    ],
)
def test_where_several_alignments_are_as_long_one_is_always_taken(
    old: str, new: str, pairs: list[Pair]
) -> None:
    assert align(old, new) == pairs
    assert align(new, old) == [(to, at) for at, to in pairs]


@pytest.mark.parametrize(("edits", "paired"), [(31, 17), (32, 17), (33, 2), (34, 2)])
def test_up_to_thirty_two_edits_are_searched_for_the_shortest_script(
    edits: int, paired: int
) -> None:
    old, new = torn(edits)
    assert len(align(old, new)) == paired


@pytest.mark.parametrize(("gone", "paired"), [(31, 8), (32, 8), (33, 0)])
def test_a_side_may_be_longer_by_thirty_two_strings_for_a_shortest_script(
    gone: int, paired: int
) -> None:
    """Each of eight copies stands between strings that went: neither rare nor at an end."""
    old = [word for number in range(8) for word in (f"old{number}", "a")] + fresh("gone", gone - 8)
    assert len(align(old, ["a"] * 8)) == paired


@pytest.mark.parametrize(("copies", "paired"), [(1, 1), (2, 2), (5, 5), (6, 6), (7, 0), (8, 0)])
def test_a_string_that_stands_six_times_on_both_sides_still_anchors_the_rest(
    copies: int, paired: int
) -> None:
    old = [
        *fresh("old", 40),
        *(word for number in range(copies) for word in ("a", f"gone{number}")),
    ]
    new = [
        *fresh("new", 40),
        *(word for number in range(copies) for word in ("a", f"come{number}")),
    ]
    assert named(align(old, new), old) == ["a"] * paired


def test_a_string_that_stands_oftener_on_one_side_anchors_nothing() -> None:
    old = [*fresh("old", 40), "a", "x", "a", *fresh("gone", 40)]
    assert align(old, [*fresh("new", 40), "a", *fresh("come", 40)]) == []


def test_where_a_string_stands_once_those_that_stand_oftener_wait_for_the_gaps() -> None:
    """The one "m" would cross the two "a": taken first, it leaves the second "a" alone."""
    old = [*fresh("old", 40), "m", *fresh("gone", 40), "a", "x", "a", *fresh("went", 40)]
    new = [*fresh("new", 40), "a", "y", "a", *fresh("come", 40), "m", *fresh("came", 40)]
    assert named(align(old, new), old) == ["m"]


def test_the_gaps_around_an_anchor_are_aligned_each_for_itself() -> None:
    old = [
        *fresh("old", 20),
        "a",
        *fresh("gone", 20),
        "m",
        *fresh("went", 20),
        "a",
        *fresh("left", 20),
    ]
    new = [
        *fresh("new", 20),
        "a",
        *fresh("come", 20),
        "m",
        *fresh("came", 20),
        "a",
        *fresh("here", 20),
    ]
    assert align(old, new) == [(20, 20), (41, 41), (62, 62)]


def test_what_stands_beside_an_anchor_is_paired_with_it() -> None:
    old = [*fresh("old", 40), "a", "m", "a", *fresh("gone", 40), "a"]
    new = [*fresh("new", 40), "a", "m", "a", *fresh("come", 40), "a", "a"]
    assert align(old, new) == [(40, 40), (41, 41), (42, 42), (83, 84)]


@pytest.mark.parametrize(("levels", "paired"), [(11, 11), (12, 12), (13, 12)])
def test_gaps_within_gaps_are_anchored_twelve_levels_deep(levels: int, paired: int) -> None:
    """Each anchor stands again, on the old side alone, before the one to be found first."""
    old: list[str] = []
    new: list[str] = []
    for level in range(levels):
        old += [
            *fresh(f"old{level}.", 3),
            f"anchor{level + 1}",
            *fresh(f"gone{level}.", 3),
            f"anchor{level}",
        ]
        new += [*fresh(f"new{level}.", 4), f"anchor{level}"]
    old, new = old + fresh("last", 40), new + fresh("newest", 40)
    assert named(align(old, new), old) == [f"anchor{level}" for level in range(paired)]


def chosen(size: int, seed: int, kinds: int = 5) -> list[str]:
    """Return strings of a few kinds in an order of chance, so that none is rare."""
    chooser = random.Random(seed)
    return [f"kind{chooser.randrange(kinds)}" for _ in range(size)]


def disordered(size: int, kinds: int) -> tuple[list[str], list[str]]:
    """Return the same strings in two orders of chance."""
    old = chosen(size, 1, kinds)
    return old, random.Random(2).sample(old, size)


@pytest.mark.parametrize("size", [498, 499, 500, 998, 5_000])
def test_few_edits_of_a_long_sequence_without_a_rare_string_are_found_piece_by_piece(
    size: int,
) -> None:
    middle = chosen(size, seed=1)
    old = ["gone", *middle[: size // 2], "went", *middle[size // 2 :], "left"]
    new = ["come", *middle[: size // 2], "here", "too", *middle[size // 2 :], "new"]
    pairs = align(old, new)
    assert named(pairs, old) == middle
    assert align(new, old) == [(to, at) for at, to in pairs]


def test_after_a_piece_without_any_pair_the_next_one_begins_half_a_piece_on() -> None:
    """Two pieces are all "a" against all "b", which have only changed places: the third holds few
    of either."""
    middle = chosen(900, seed=2)
    old = ["x", *["a"] * 281, *["b"] * 281, *middle, "y"]
    new = ["z", *["b"] * 281, *["a"] * 281, *middle, "w"]
    pairs = align(old, new)
    assert pairs == [(at, at) for at in range(563, 1_463)]


@pytest.mark.parametrize(("moved", "paired"), [(1, 400), (63, 400), (64, 400), (65, 0), (200, 0)])
def test_where_more_than_sixty_four_strings_changed_places_a_gap_is_in_quite_another_order(
    moved: int, paired: int
) -> None:
    old = [*["a"] * moved, *["b"] * 200, *["c"] * 200]
    assert len(align(old, [*old[moved:], *old[:moved]])) == paired


@pytest.mark.parametrize("kinds", [2, 5, 50, 500, 5_000])
def test_long_sequences_of_the_same_strings_in_another_order_are_little_work(kinds: int) -> None:
    """Nothing came or went, so that few strings differ, and hardly any stands as before."""
    old, new = disordered(5_000, kinds)
    assert steps(lambda: align(old, new), 600 * len(old)) > len(old)
    pairs = align(old, new)
    assert all(old[at] == new[to] for at, to in pairs)
    assert all(here[0] < there[0] and here[1] < there[1] for here, there in pairwise(pairs))
    assert align(new, old) == [(to, at) for at, to in pairs]


@pytest.mark.parametrize("kinds", [5, 500])
def test_twice_as_many_strings_in_another_order_are_twice_the_work(kinds: int) -> None:
    assert growth(lambda size: align(*disordered(size, kinds)), 4_000) < 2.8


def test_of_strings_that_only_changed_their_order_the_anchors_keep_the_longer_run() -> None:
    moved, rest = fresh("moved", 600), fresh("stays", 900)
    old, new = ["x", *moved, *rest], [*rest, *moved, "y"]
    assert named(align(old, new), old) == rest


def test_a_string_added_to_a_list_is_told_where_it_stands() -> None:
    """`k, f, k` becomes `k, f, g, f, k`: what came is `g, f,`, after what people have read."""
    old, new = list("Xk,f,l,k.Y"), list("Zk,f,g,f,l,k.W")
    came = sorted(set(range(len(new))) - {to for _, to in align(old, new)})
    assert "".join(new[to] for to in came) == "Zg,f,W"


@pytest.mark.parametrize(
    ("seconds", "kept"),
    [
        ((), ()),
        ((5,), (5,)),
        ((1, 2, 3), (1, 2, 3)),
        ((3, 2, 1), (1,)),
        ((2, 1, 3), (1, 3)),
        ((1, 4, 2, 3), (1, 2, 3)),
        ((3, 4, 1, 2), (1, 2)),
        ((5, 1, 2, 6, 3), (1, 2, 3)),
        ((1, 1), (1,)),
        ((0, 2, 1, 4, 3), (0, 1, 3)),
    ],
)
def test_the_longest_rising_run_ends_as_low_as_can_be(
    seconds: tuple[int, ...], kept: tuple[int, ...]
) -> None:
    assert tuple(to for _, to in rising([(at, to) for at, to in enumerate(seconds)])) == kept

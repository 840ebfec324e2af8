"""When a unit stays itself, and what another must say to be taken for it.

Each number at its edge.
"""

from __future__ import annotations

import pytest

from tests.diff.builders import (
    DIVERSION,
    RECORDS,
    credit,
    entity,
    paragraph,
    section,
    unweighed,
)
from tests.trees import node
from tracker.diff.alike import is_alike, is_alike_beside
from tracker.diff.itself import Claim, UnitsInPlace, agrees_in_substance, surest
from tracker.diff.likeness import Likeness
from tracker.diff.rarity import Rarity
from tracker.model import Node, UnitKind

HOME = "15 CFR 744.97"
CCL = "15 CFR 774 Supp. 1"


def sharing(shared: int, size: int, side: str, more: str = "") -> str:
    """Return a text of `size` words, the first `shared` of which both sides have."""
    return (
        " ".join(
            [
                *(f"both{number}" for number in range(shared)),
                *(f"{side}{number}" for number in range(size - shared)),
            ]
        )
        + more
    )


def two(
    shared: int,
    size: int,
    kind: UnitKind = "paragraph",
    first: str = f"{HOME}(a)",
    second: str = f"{HOME}(b)",
    **more: Node,
) -> tuple[Node, Node]:
    """Return two units of different names, `shared` words of `size` the same."""
    return (
        node(
            first,
            kind,
            sharing(shared, size, "old"),
            children=(more["old"],) if "old" in more else (),
        ),
        node(
            second,
            kind,
            sharing(shared, size, "new"),
            children=(more["new"],) if "new" in more else (),
        ),
    )


@pytest.mark.parametrize(
    ("own", "rivals", "kept"),
    [
        ([], [(0, 0, 1.0)], []),
        ([(0, 0, 0.0)], [], [(0, 0)]),
        ([(0, 0, 0.5)], [(0, 1, 0.49)], [(0, 0)]),
        ([(0, 0, 0.5)], [(0, 1, 0.5)], [(0, 0)]),
        ([(0, 0, 0.5)], [(0, 1, 0.51)], []),
        ([(0, 0, 0.5)], [(1, 0, 0.5)], [(0, 0)]),
        ([(0, 0, 0.5)], [(1, 0, 0.51)], []),
        ([(0, 0, 0.5)], [(1, 1, 0.9)], [(0, 0)]),
        ([(0, 0, 0.5)], [(0, 1, 0.4), (0, 2, 0.6)], []),
        ([(0, 0, 0.5)], [(1, 0, 0.4), (2, 0, 0.6)], []),
        # The surest first: who is settled is no rival any more.
        ([(0, 0, 0.5), (1, 1, 0.9)], [(0, 1, 0.6)], [(1, 1), (0, 0)]),
        ([(0, 0, 0.5), (1, 1, 0.9)], [(1, 0, 0.6)], [(1, 1), (0, 0)]),
        ([(0, 0, 0.5), (1, 1, 0.9)], [(0, 1, 0.6), (0, 2, 0.55)], [(1, 1)]),
        (
            [(0, 0, 0.5), (1, 1, 0.7), (2, 2, 0.9)],
            [(0, 1, 0.6), (1, 2, 0.8)],
            [(2, 2), (1, 1), (0, 0)],
        ),
        # Of equals the first.
        ([(1, 1, 0.5), (0, 0, 0.5)], [], [(0, 0), (1, 1)]),
        ([(0, 0, 0.5), (1, 1, 0.6)], [], [(1, 1), (0, 0)]),
    ],
)
def test_a_unit_is_itself_where_its_words_speak_at_least_as_much_as_for_any_rival(
    own: list[tuple[int, int, float]],
    rivals: list[tuple[int, int, float]],
    kept: list[tuple[int, int]],
) -> None:
    assert (
        list(surest([Claim(*claim) for claim in own], [Claim(*claim) for claim in rivals])) == kept
    )


@pytest.mark.parametrize(
    ("old", "new", "agree"),
    [
        (paragraph("(a)", RECORDS), paragraph("(a)", RECORDS), True),
        (paragraph("(a)", RECORDS), paragraph("(b)", RECORDS.replace(" ", "  ")), True),
        (paragraph("(a)", RECORDS), paragraph("(a)", DIVERSION), False),
        (paragraph("(a)", ""), paragraph("(a)", ""), False),
        (paragraph("(a)", RECORDS), paragraph("(a)", ""), False),
        (paragraph("(a)", RECORDS), node(f"{HOME}(a)", "item", RECORDS), False),
    ],
)
def test_two_units_agree_in_substance_where_both_have_words_and_these_are_the_same(
    old: Node, new: Node, agree: bool
) -> None:
    assert (
        agrees_in_substance(old, new, Likeness())
        is agrees_in_substance(new, old, Likeness())
        is agree
    )


def test_a_unit_stands_in_the_other_text_at_its_address_and_nowhere_else() -> None:
    old = section(
        paragraph("(a)", RECORDS, paragraph("(a)(1)", DIVERSION)),
        paragraph(" p1", RECORDS),
        paragraph("(c)", RECORDS),
    )
    new = section(
        paragraph("(a)", DIVERSION, paragraph("(a)(1)", DIVERSION)),
        paragraph(" p1", RECORDS),
        paragraph("(d)", RECORDS),
    )
    standing = UnitsInPlace((old,), (new,), Likeness())
    first, counted, gone = old.children
    assert [standing.stays(unit) for unit in (first, first.children[0], counted, gone)] == [
        False,
        True,
        False,
        False,
    ]
    assert [
        standing.stood(unit)
        for unit in (new.children[0], new.children[0].children[0], new.children[2])
    ] == [False, True, False]


@pytest.mark.parametrize(
    ("shared", "size", "alike"),
    [
        (41, 100, True),
        (39, 100, False),
        (3, 7, True),
        (3, 6, True),
        (2, 6, False),
        (2, 5, False),
        (3, 5, True),
        (2, 4, False),
        (3, 4, True),
    ],
)
def test_labelled_siblings_of_six_words_and_more_are_alike_from_two_words_of_five_on(
    shared: int, size: int, alike: bool
) -> None:
    """Below six words half of all words must be the same, and three at the least."""
    for kind in ("paragraph", "item", "note", "definition", "footnote"):
        assert is_alike_beside(*two(shared, size, kind), unweighed()) is alike  # type: ignore[arg-type]  # parametrised kinds


@pytest.mark.parametrize(("shared", "alike"), [(5, True), (4, False)])
def test_counted_siblings_are_alike_from_half_of_their_words_on(shared: int, alike: bool) -> None:
    assert (
        is_alike_beside(*two(shared, 10, first=f"{HOME} p1", second=f"{HOME} p2"), unweighed())
        is alike
    )
    assert is_alike_beside(*two(shared, 10, first=f"{HOME} p1"), unweighed()) is alike
    assert is_alike_beside(*two(shared, 10, second=f"{HOME} p2"), unweighed()) is alike
    assert is_alike_beside(*two(shared, 10, "table"), unweighed()) is alike


@pytest.mark.parametrize(
    ("shared", "below", "alike"),
    [(3, 10, True), (2, 10, False), (3, 0, False)],
)
def test_where_half_of_all_words_agree_three_of_ten_of_their_own_are_enough(
    shared: int, below: int, alike: bool
) -> None:
    children = {
        side: node(f"{HOME}({letter})(1)", "paragraph", sharing(below, 10, f"below{side}"))
        for side, letter in (("old", "a"), ("new", "b"))
    }
    assert is_alike_beside(*two(shared, 10, **children), unweighed()) is alike
    assert is_alike_beside(*two(shared, 10, old=children["old"]), unweighed()) is False


@pytest.mark.parametrize(("shared", "alike"), [(5, True), (4, False)])
def test_entries_are_alike_by_half_of_their_headings(shared: int, alike: bool) -> None:
    assert is_alike_beside(*two(shared, 10, "entry"), unweighed()) is alike


@pytest.mark.parametrize(
    ("kind", "shared", "alike"),
    [
        ("provision", 8, True),
        ("provision", 7, False),
        ("cell", 9, True),
        ("cell", 8, False),
        ("paragraph", 6, True),
        ("paragraph", 5, False),
    ],
)
def test_some_kinds_must_be_more_alike_than_is_asked_for(
    kind: UnitKind, shared: int, alike: bool
) -> None:
    assert is_alike(*two(shared, 10, kind), Likeness(), 0.6) is alike


@pytest.mark.parametrize(("shared", "alike"), [(17, False), (18, True), (19, True)])
def test_nine_of_ten_words_of_a_cell_must_be_the_same(shared: int, alike: bool) -> None:
    assert is_alike(*two(shared, 20, "cell"), Likeness(), 0.6) is alike


@pytest.mark.parametrize(
    ("shared", "size", "alike"),
    [(2, 2, True), (1, 1, False), (3, 4, False), (4, 5, True), (19, 25, True), (18, 25, False)],
)
def test_entities_are_alike_by_two_names_and_three_of_four(
    shared: int, size: int, alike: bool
) -> None:
    old, new = (
        entity("FRANCE", sharing(shared, size, side), citation="") for side in ("old", "new")
    )
    assert is_alike(old, new, Likeness(), 0.5) is alike


@pytest.mark.parametrize(
    ("old", "new", "one"),
    [
        (("FRANCE", "Acme, Lille", "76 FR 5"), ("FRANCE", "ACME, Paris", "76 FR 5"), True),
        (("FRANCE", "Acme, Lille", "76 FR 5"), ("FRANCE", "Acme, Paris", "76 FR 5. 77 FR 6"), True),
        (("FRANCE", "Acme, Lille", "76 FR 5. 77 FR 6"), ("FRANCE", "Acme, Paris", "77 FR 6"), True),
        (
            ("FRANCE", "Acme, Lille", "76 FR 5. 77 FR 6"),
            ("FRANCE", "Acme, Paris", "77 FR 6. 78 FR 7"),
            False,
        ),
        (("FRANCE", "Acme, Lille", "76 FR 5"), ("FRANCE", "Acme, Paris", ""), False),
        (("FRANCE", "Acme, Lille", ""), ("FRANCE", "Acme, Paris", ""), False),
        (("FRANCE", "Acme, Lille", "76 FR 5"), ("SPAIN", "Acme, Paris", "76 FR 5"), False),
        (("FRANCE", "Acme, Lille", "76 FR 5"), ("FRANCE", "Bolt, Paris", "76 FR 5"), False),
        (("FRANCE", ", Lille", "76 FR 5"), ("FRANCE", ", Paris", "76 FR 5"), False),
    ],
)
def test_two_rows_of_one_country_and_name_that_cite_one_rule_are_one(
    old: tuple[str, str, str], new: tuple[str, str, str], one: bool
) -> None:
    first, second = (
        entity(country, name, citation=citation) for country, name, citation in (old, new)
    )
    assert (
        is_alike(first, second, Likeness(), 1.0) is is_alike(second, first, Likeness(), 1.0) is one
    )


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Alpha", "Alpha", True),
        ("Alpha Beta", "Alpha Gamma", True),
        ("Alpha Beta", "Alpha Gamma Delta", False),
        ("Alpha", "Beta", False),
    ],
)
def test_rows_are_alike_only_where_half_of_their_names_agree(
    first: str, second: str, alike: bool
) -> None:
    words = sharing(9, 9, "")
    old, new = (node(f"{HOME} table 1, {name}", "row", words) for name in (first, second))
    assert is_alike_beside(old, new, unweighed()) is is_alike(old, new, Likeness(), 0.5) is alike


def test_units_of_two_kinds_or_roles_are_never_alike() -> None:
    paragraph_, item = node(f"{HOME}(a)", "paragraph", RECORDS), node(f"{HOME}(b)", "item", RECORDS)
    assert not is_alike_beside(paragraph_, item, unweighed())
    assert not is_alike(paragraph_, item, Likeness(), 0.1)
    assert not is_alike(credit(RECORDS), node(f"{HOME} note 1", "note", RECORDS), Likeness(), 0.1)


@pytest.mark.parametrize(
    ("kind", "own", "below", "weight"),
    [
        ("entry", 5, 10, 4 * 20 * 25 // 20),
        ("entry", 3, 10, 4 * 20 * 9 // 20),
        ("paragraph", 5, 0, 2 * 20 * 10 * 10 // 40),
        ("paragraph", 5, 10, 2 * 20 * 20 * 20 // 60),
        ("paragraph", 0, 0, 0),
    ],
)
def test_a_match_weighs_the_words_that_it_explains(
    kind: UnitKind, own: int, below: int, weight: int
) -> None:
    """Ten words each; of an entry the heading counts alone."""
    children = (
        {
            side: node(f"{HOME}({letter})(1)", "paragraph", sharing(below, below, ""))
            for side, letter in (("old", "a"), ("new", "b"))
        }
        if below
        else {}
    )
    assert Likeness().weight(*two(own, 10, kind, **children), 20) == weight


def test_a_match_of_two_companies_weighs_their_names_and_one_of_two_blanks_nothing() -> None:
    old, new = (entity("FRANCE", sharing(2, 4, side)) for side in ("old", "new"))
    assert Likeness().weight(old, new, 20) == 4 * 20 * 4 // 8
    assert Likeness().weight(paragraph("(a)", ""), paragraph("(b)", ""), 20) == 0
    assert (
        Likeness().weight(*(node(f"{CCL}, {name}", "entry", "") for name in ("3A001", "3A002")), 20)
        == 0
    )


def test_own_words_speak_from_six_on_and_the_rest_where_there_are_none() -> None:
    likeness = Likeness()
    below = paragraph("(a)(1)", "pump seal")
    bare, other = (
        paragraph("(a)", "", below),
        paragraph("(b)", "", paragraph("(b)(1)", "pump acid")),
    )
    assert likeness.own(bare, other) == likeness.all_words(bare, other) > 0
    assert likeness.all_words(bare, bare) == likeness.own(bare, bare) == 1.0
    assert likeness.own(bare, paragraph("(c)", "pump")) == 0
    assert likeness.own(paragraph("(a)", "pump seal"), paragraph("(b)", "pump acid")) == 0.5
    assert likeness.speak_for_themselves(*two(0, 6))
    assert not likeness.speak_for_themselves(*two(0, 5))
    assert not likeness.speak_for_themselves(two(0, 6)[0], two(0, 5)[1])


def test_what_all_siblings_say_counts_little() -> None:
    units = [
        paragraph(f"({letter})", f"common words of all {letter}x {letter}y")
        for letter in "abcdefgh"
    ]
    rarity = Rarity.among(units, Likeness())
    assert 0 < rarity.alike(units[0], units[1]) < unweighed().alike(units[0], units[1])
    assert rarity.alike(units[0], units[0]) == 1.0
    assert unweighed().alike(paragraph("(a)", ""), paragraph("(b)", "")) == 0.0


@pytest.mark.parametrize(("own", "reached"), [(2, True), (1, False)])
def test_where_own_words_are_few_a_third_of_them_must_agree_beside_all_words_below(
    own: int, reached: bool
) -> None:
    """Five words each, which is too few to decide alone; below them everything agrees."""
    children = {
        side: node(f"{HOME}({letter})(1)", "paragraph", RECORDS)
        for side, letter in (("old", "a"), ("new", "b"))
    }
    assert Likeness().reaches(*two(own, 5, **children), 3, 0.5) is reached

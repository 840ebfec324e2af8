"""How many words a unit needs to be known by elsewhere, and how alike they must be.

Each number at its edge.
"""

from __future__ import annotations

import pytest

from tests.diff.builders import (
    CLOUD,
    DIVERSION,
    RECORDS,
    REVIEW,
    changes,
    entities,
    entity,
    paragraph,
    section,
    told,
)
from tests.diff.test_itself_edges import sharing
from tests.trees import node
from tracker.model import Node

OTHER = "15 CFR 744.98"


def kinds(old: Node | tuple[Node, ...], new: Node | tuple[Node, ...]) -> dict[str, str]:
    return {address: kind for kind, address, _ in told(old, new)}


@pytest.mark.parametrize(("words", "kind"), [(5, "added"), (6, "moved"), (7, "moved")])
def test_a_text_of_six_words_is_known_by_below_another_parent(words: int, kind: str) -> None:
    text = sharing(words, words, "")
    old = section(paragraph("(a)", RECORDS, paragraph("(a)(1)", text)), paragraph("(b)", REVIEW))
    new = section(paragraph("(a)", RECORDS), paragraph("(b)", REVIEW, paragraph("(b)(1)", text)))
    assert kinds(old, new)["(b)(1)"] == kind
    assert kinds(new, old)["(a)(1)"] == kind


@pytest.mark.parametrize(("words", "moved"), [(7, False), (8, True), (9, True)])
def test_a_text_inside_what_is_new_is_known_by_from_eight_words_on(words: int, moved: bool) -> None:
    text = sharing(words, words, "")
    old = section(paragraph("(a)", RECORDS, paragraph("(a)(1)", text)))
    new = section(paragraph("(a)", RECORDS), paragraph("(b)", CLOUD, paragraph("(b)(1)", text)))
    assert (("moved", "(b)(1)", "(a)(1)") in told(old, new)) is moved
    assert (("moved", "(a)(1)", "(b)(1)") in told(new, old)) is moved


@pytest.mark.parametrize(
    ("shared", "size", "kind"),
    [(6, 10, "moved"), (5, 10, "added"), (6, 8, "moved"), (6, 7, "added"), (4, 8, "added")],
)
def test_a_text_of_eight_words_that_changed_is_known_by_six_of_ten_in_its_own_section(
    shared: int, size: int, kind: str
) -> None:
    gone, came = sharing(shared, size, "old"), sharing(shared, size, "new")
    old = section(paragraph("(a)", RECORDS, paragraph("(a)(1)", gone)), paragraph("(b)", REVIEW))
    new = section(paragraph("(a)", RECORDS), paragraph("(b)", REVIEW, paragraph("(b)(1)", came)))
    assert kinds(old, new)["(b)(1)"] == kind


@pytest.mark.parametrize(("shared", "kind"), [(9, "moved"), (8, "added")])
def test_in_another_section_or_without_a_label_nine_words_of_ten_must_be_the_same(
    shared: int, kind: str
) -> None:
    gone, came = sharing(shared, 10, "old"), sharing(shared, 10, "new")
    old = (
        section(paragraph("(a)", RECORDS), paragraph("(b)", gone)),
        section(paragraph("(a)", REVIEW, home=OTHER), home=OTHER),
    )
    new = (
        section(paragraph("(a)", RECORDS)),
        section(
            paragraph("(a)", REVIEW, home=OTHER), paragraph("(b)", came, home=OTHER), home=OTHER
        ),
    )
    assert kinds(old, new)[f"{OTHER}(b)"] == kind
    counted_old = section(
        paragraph("(a)", RECORDS, paragraph("(a) p1", gone)), paragraph("(b)", REVIEW)
    )
    counted_new = section(
        paragraph("(a)", RECORDS), paragraph("(b)", REVIEW, paragraph("(b) p1", came))
    )
    assert kinds(counted_old, counted_new)["(b) p1"] == kind


@pytest.mark.parametrize(("shared", "moved"), [(9, True), (8, False)])
def test_inside_what_is_new_only_near_copies_are_known(shared: int, moved: bool) -> None:
    gone, came = sharing(shared, 10, "old"), sharing(shared, 10, "new")
    old = section(paragraph("(a)", RECORDS, paragraph("(a)(1)", gone)))
    new = section(paragraph("(a)", RECORDS), paragraph("(b)", CLOUD, paragraph("(b)(1)", came)))
    assert (("moved", "(b)(1)", "(a)(1)") in told(old, new)) is moved


def test_of_two_that_are_like_one_text_the_likest_is_taken_and_of_two_copies_the_first() -> None:
    gone = sharing(10, 10, "")
    old = section(paragraph("(a)", RECORDS, paragraph("(a)(1)", gone)), paragraph("(b)", REVIEW))
    below = paragraph("(b)(1)", sharing(7, 10, "new")), paragraph("(b)(2)", sharing(9, 10, "other"))
    assert ("moved", "(b)(2)", "(a)(1)") in told(
        old, section(paragraph("(a)", RECORDS), paragraph("(b)", REVIEW, *below))
    )
    copies = paragraph("(b)(1)", gone), paragraph("(b)(2)", gone)
    assert ("moved", "(b)(1)", "(a)(1)") in told(
        old, section(paragraph("(a)", RECORDS), paragraph("(b)", REVIEW, *copies))
    )


def test_copies_go_to_those_of_their_label_first_and_the_largest_texts_first() -> None:
    text = f"{RECORDS} {DIVERSION}"
    old = section(
        paragraph(
            "(a)",
            RECORDS,
            node("15 CFR 744.97(a)(1)", "paragraph", text, label="(1)"),
            node("15 CFR 744.97(a)(2)", "paragraph", text, label="(2)"),
        ),
        paragraph("(b)", REVIEW),
    )
    new = section(
        paragraph("(a)", RECORDS),
        paragraph(
            "(b)",
            REVIEW,
            node("15 CFR 744.97(b)(2)", "paragraph", text, label="(2)"),
            node("15 CFR 744.97(b)(3)", "paragraph", text, label="(3)"),
        ),
    )
    assert told(old, new) == [("moved", "(b)(2)", "(a)(2)"), ("moved", "(b)(3)", "(a)(1)")]


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("whole kilos", "amended"),
        ("whole kilos acid", "amended"),
        ("whole kilos acid here", "renumbered"),
    ],
)
def test_texts_of_six_words_that_change_places_are_renumbered(rest: str, kind: str) -> None:
    first, second = f"Limit of 5 {rest}", f"Limit of 6 {rest}"
    old = section(paragraph("(a)", first), paragraph("(b)", second))
    new = section(paragraph("(a)", second), paragraph("(b)", first))
    assert kinds(old, new) == {"(a)": kind, "(b)": kind}


def test_a_copy_of_one_of_two_texts_that_changed_places_is_no_third_in_the_ring() -> None:
    old = section(paragraph("(a)", RECORDS), paragraph("(b)", DIVERSION), paragraph("(c)", REVIEW))
    new = section(
        paragraph("(a)", DIVERSION), paragraph("(b)", RECORDS), paragraph("(c)", DIVERSION)
    )
    assert told(old, new) == [
        ("renumbered", "(a)", "(b)"),
        ("renumbered", "(b)", "(a)"),
        ("amended", "(c)", None),
    ]


def test_two_pairs_that_change_places_are_each_told_as_such() -> None:
    texts = (
        "pumps seals rings hoses tanks bolts",
        "axles wheels tyres rims hubs nuts",
        "lamps wires fuses plugs coils pins",
        "ropes knots sails masts keels oars",
    )
    first, second, third, fourth = texts
    old = section(
        *(paragraph(f"({label})", text) for label, text in zip("abcd", texts, strict=True))
    )
    new = section(
        *(
            paragraph(f"({label})", text)
            for label, text in zip("abcd", (second, first, fourth, third), strict=True)
        )
    )
    assert told(old, new) == [
        *(("renumbered", "(a)", "(b)"), ("renumbered", "(b)", "(a)")),
        *(("renumbered", "(c)", "(d)"), ("renumbered", "(d)", "(c)")),
    ]


def fee(key: str, *sums: str) -> Node:
    home = "15 CFR 744.97 table 1"
    cells = tuple(node(f"{home}, {key} [{place}]", "cell", text) for place, text in enumerate(sums))
    first = node(
        f"{home}, First", "row", "First", children=(node(f"{home}, First [0]", "cell", "zero"),)
    )
    return section(
        node(
            home,
            "table",
            "Fees",
            children=(first, node(f"{home}, {key}", "row", key, children=cells)),
        )
    )


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (("Pumps", "ten"), ("Seals", "ten"), True),
        (("Pumps", "ten"), ("Seals", "six"), False),
        (("Pumps",), ("Seals",), False),
    ],
)
def test_a_row_stands_for_another_in_its_place_only_with_the_same_cells(
    old: tuple[str, ...], new: tuple[str, ...], same: bool
) -> None:
    found = sorted({kind for kind, _, _ in told(fee(*old), fee(*new))})
    assert found == (["amended"] if same else ["added", "removed"])


def test_three_texts_that_change_places_in_a_ring_are_renumbered() -> None:
    old = section(paragraph("(a)", RECORDS), paragraph("(b)", DIVERSION), paragraph("(c)", REVIEW))
    new = section(paragraph("(a)", REVIEW), paragraph("(b)", RECORDS), paragraph("(c)", DIVERSION))
    assert told(old, new) == [
        ("renumbered", "(a)", "(c)"),
        ("renumbered", "(b)", "(a)"),
        ("renumbered", "(c)", "(b)"),
    ]


@pytest.mark.parametrize(("own", "stays"), [(15, True), (14, True), (13, False), (9, False)])
def test_a_label_outweighs_a_rival_that_is_a_quarter_more_alike(own: int, stays: bool) -> None:
    """Twenty words; the rival shares eighteen, of which three quarters are 13.5."""
    gone = sharing(20, 20, "")
    here = " ".join([*gone.split()[:own], *(f"here{number}" for number in range(20 - own))])
    there = " ".join([*gone.split()[2:], "there1", "there2"])
    old = section(paragraph("(a)", gone))
    new = section(paragraph("(a)", here), paragraph("(b)", there))
    assert told(old, new) == (
        [("amended", "(a)", None), ("added", "(b)", None)]
        if stays
        else [("added", "(a)", None), ("renumbered", "(b)", "(a)")]
    )


def test_a_text_word_for_word_under_another_label_goes_there_however_alike_what_is_left() -> None:
    gone = sharing(20, 20, "")
    here = " ".join([*gone.split()[:19], "here"])
    new = section(paragraph("(a)", here), paragraph("(b)", gone))
    assert told(section(paragraph("(a)", gone)), new) == [
        ("added", "(a)", None),
        ("renumbered", "(b)", "(a)"),
    ]


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Limit of five whole kilos", False),
        ("Limit of 5 kilos", True),
        ("Limit of 5 whole kilos acid", True),
        ("Limit of 5 whole kilos acid here", False),
    ],
)
def test_fewer_than_six_words_with_a_number_stay_under_their_label(text: str, stays: bool) -> None:
    next_one = text.replace("5", "6").replace("five", "six")
    later = text.replace("5", "7").replace("five", "seven")
    old = section(paragraph("(a)", text), paragraph("(b)", next_one))
    new = section(paragraph("(a)", next_one), paragraph("(b)", later))
    assert (told(old, new) == [("amended", "(a)", None), ("amended", "(b)", None)]) is stays


def test_counted_units_as_many_on_both_sides_between_the_same_neighbours_are_amended() -> None:
    old = section(
        paragraph("(a)", RECORDS),
        paragraph(" p1", "One."),
        paragraph(" p2", "Two."),
        paragraph("(b)", REVIEW),
    )
    new = section(
        paragraph("(a)", RECORDS),
        paragraph(" p1", "Six."),
        paragraph(" p2", "Ten."),
        paragraph("(b)", REVIEW),
    )
    assert told(old, new) == [("amended", "p1", None), ("amended", "p2", None)]
    fewer = section(paragraph("(a)", RECORDS), paragraph(" p1", "Six."), paragraph("(b)", REVIEW))
    assert sorted(told(old, fewer)) == [
        ("added", "p1", None),
        ("removed", "p1", None),
        ("removed", "p2", None),
    ]


def test_units_that_came_before_do_not_matter_to_counted_ones() -> None:
    old = section(paragraph("(a)", RECORDS), paragraph(" p1", "One."), paragraph("(b)", REVIEW))
    came = [
        paragraph(f"({label})", f"{CLOUD} {label * 9} {label * 8} {label * 7}") for label in "xyz"
    ]
    new = section(
        *came, paragraph("(a)", RECORDS), paragraph(" p1", "Six."), paragraph("(b)", REVIEW)
    )
    assert ("amended", "p1", None) in told(old, new)
    assert ("amended", "p1", None) in told(new, old)


def test_where_neighbours_changed_places_nothing_counts_on_them() -> None:
    old = section(paragraph("(a)", RECORDS), paragraph(" p1", "One."), paragraph("(b)", REVIEW))
    new = section(paragraph("(b)", REVIEW), paragraph(" p1", "Six."), paragraph("(a)", RECORDS))
    assert {("added", "p1", None), ("removed", "p1", None)} <= set(told(old, new))


def test_a_counted_unit_on_the_other_side_of_a_neighbour_is_another_one() -> None:
    old = section(paragraph("(a)", RECORDS), paragraph(" p1", "One."), paragraph("(b)", REVIEW))
    new = section(paragraph("(a)", RECORDS), paragraph("(b)", REVIEW), paragraph(" p1", "Six."))
    assert sorted(told(old, new)) == [("added", "p1", None), ("removed", "p1", None)]


def test_an_unlabelled_unit_of_another_kind_does_not_replace_one() -> None:
    old = section(paragraph("(a)", RECORDS), paragraph(" p1", "One."))
    new = section(paragraph("(a)", RECORDS), node("15 CFR 744.97 p1", "item", "Six."))
    assert sorted(kind for kind, _, _ in told(old, new)) == ["added", "removed"]


def test_entities_that_are_sorted_anew_say_behind_whom_they_stand() -> None:
    rows = [entity("FRANCE", name) for name in ("Acme SA", "Beta SA", "Gamma SA")]
    (one,) = changes(entities(*rows), entities(rows[2], rows[0], rows[1]))
    assert (one.kind, one.noise) == ("editorial", "order")
    assert (one.before, one.after) == (
        "FRANCE: Gamma SA after FRANCE: Beta SA",
        "FRANCE: Gamma SA first",
    )


@pytest.mark.parametrize("mark", list("abcdefgh"))
def test_the_likest_is_taken_whatever_its_words(mark: str) -> None:
    gone = sharing(10, 10, "")
    old = section(paragraph("(a)", RECORDS, paragraph("(a)(1)", gone)), paragraph("(b)", REVIEW))
    below = (
        paragraph("(b)(1)", sharing(7, 10, mark)),
        paragraph("(b)(2)", sharing(9, 10, f"{mark}x")),
    )
    assert ("moved", "(b)(2)", "(a)(1)") in told(
        old, section(paragraph("(a)", RECORDS), paragraph("(b)", REVIEW, *below))
    )


def test_of_two_copies_of_one_label_one_may_have_gone() -> None:
    text = f"{RECORDS} {DIVERSION}"
    copies = [
        node(f"15 CFR 744.97({letter})(1)", "paragraph", text, label="(1)") for letter in "acb"
    ]
    old = section(
        paragraph("(a)", CLOUD, copies[0]),
        paragraph("(b)", REVIEW),
        paragraph("(c)", RECORDS, copies[1]),
    )
    new = section(
        paragraph("(a)", CLOUD), paragraph("(b)", REVIEW, copies[2]), paragraph("(c)", RECORDS)
    )
    assert sorted(kind for kind, _, _ in told(old, new)) == ["moved", "removed"]
    assert sorted(kind for kind, _, _ in told(new, old)) == ["added", "moved"]


@pytest.mark.parametrize("mark", list("abcdefghijkl"))
def test_of_two_that_are_as_alike_the_same_one_is_taken_both_ways(mark: str) -> None:
    """Nothing but the texts and addresses of both decides, whichever of them is called old."""
    gone = sharing(10, 10, "")
    old = section(paragraph("(a)", gone), paragraph("(z)", RECORDS))
    new = section(
        paragraph("(b)", sharing(8, 10, f"{mark}x")),
        paragraph("(c)", sharing(8, 10, f"{mark}y")),
        paragraph("(z)", RECORDS),
    )
    forward = {(kind, address) for kind, address, _ in told(old, new)}
    backward = {(kind, before) for kind, _, before in told(new, old)}
    taken = {address for kind, address in forward if kind == "renumbered"}
    assert len(taken) == 1
    assert {before for kind, before in backward if kind == "renumbered"} == taken


@pytest.mark.parametrize("mark", list("abcdefghijkl"))
def test_of_two_elsewhere_that_are_as_alike_the_same_one_is_taken_both_ways(mark: str) -> None:
    gone = sharing(10, 10, "")
    old = section(paragraph("(a)", RECORDS, paragraph("(a)(1)", gone)), paragraph("(b)", REVIEW))
    below = [paragraph(f"(b)({place})", sharing(8, 10, f"{mark}{place}x")) for place in (1, 2)]
    new = section(paragraph("(a)", RECORDS), paragraph("(b)", REVIEW, *below))
    forward = {address for kind, address, _ in told(old, new) if kind == "moved"}
    backward = {before for kind, _, before in told(new, old) if kind == "moved"}
    assert forward == backward
    assert len(forward) == 1


def test_two_rows_that_only_changed_places_are_told_as_another_order() -> None:
    rows = [entity("FRANCE", name) for name in ("Acme SA", "Beta SA")]
    (one,) = changes(entities(*rows), entities(*rows[::-1]))
    assert (one.kind, one.noise) == ("editorial", "order")
    assert changes(entities(*rows), entities(*rows)) == ()


def test_a_twin_whose_text_was_rewritten_is_amended_wherever_it_stands() -> None:
    old = section(
        paragraph("(a)", RECORDS), paragraph("(a)~2", DIVERSION), paragraph("(b)", REVIEW)
    )
    new = section(paragraph("(a)", RECORDS), paragraph("(b)", REVIEW), paragraph("(a)~2", CLOUD))
    assert {("amended", "(a)~2", None)} == {
        change for change in told(old, new) if change[0] != "editorial"
    }
    other = section(
        paragraph("(a)", RECORDS),
        paragraph("(b)", REVIEW),
        node("15 CFR 744.97(a)~2", "note", CLOUD),
    )
    assert sorted(kind for kind, _, _ in told(old, other)) == ["added", "removed"]

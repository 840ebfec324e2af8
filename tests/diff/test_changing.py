"""How matches become changes: each told once, where it stands, with the words that are its own."""

from __future__ import annotations

import pytest

from tests.diff.builders import (
    CLOUD,
    DIVERSION,
    GROUPS,
    RECORDS,
    REVIEW,
    SECTION,
    changes,
    country,
    credit,
    groups,
    paragraph,
    section,
    told,
)
from tests.trees import node
from tracker.model import Node, Role


def labelled(label: str, text: str, *below: Node, address: str = "(a)") -> Node:
    return node(f"{SECTION}{address}", "paragraph", text, label=label, children=below)


def noted(label: str, text: str = RECORDS, role: Role = "") -> Node:
    return section(node(f"{SECTION} note 1", "note", text, label=label, role=role))


def test_what_went_is_told_at_its_old_place() -> None:
    old = section(
        paragraph("(a)", RECORDS),
        paragraph("(b)", DIVERSION),
        paragraph("(c)", REVIEW),
        paragraph("(d)", CLOUD),
    )
    new = section(
        paragraph("(b)", DIVERSION.replace("No", "Any")),
        paragraph("(d)", CLOUD.replace("an", "no")),
    )
    assert told(old, new) == [
        ("removed", "(a)", None),
        ("amended", "(b)", None),
        ("removed", "(c)", None),
        ("amended", "(d)", None),
    ]


def test_what_came_is_told_with_all_below_it_and_nothing_below_it_again() -> None:
    new = section(
        paragraph("(a)", RECORDS, paragraph("(a)(1)", DIVERSION), paragraph("(a)(2)", ""))
    )
    (one,) = changes(section(), new)
    assert (one.kind, one.after) == ("added", f"{RECORDS} (a)(1) {DIVERSION} (a)(2)")
    (back,) = changes(new, section())
    assert (back.kind, back.before, back.after) == ("removed", one.after, None)


def test_a_unit_that_says_nothing_is_told_by_its_label_alone_unless_units_stand_below_it() -> None:
    assert [
        (change.kind, change.after) for change in changes(section(), section(labelled("(a)", "")))
    ] == [("added", "(a)")]
    assert changes(section(), section(labelled("", ""))) == ()
    assert [
        change.after
        for change in changes(section(), section(labelled("(a)", "", paragraph("(a)(1)", RECORDS))))
    ] == [f"(a)(1) {RECORDS}"]


def test_a_provision_without_any_text_comes_untold() -> None:
    assert changes((), (section(),)) == ()


def test_a_section_with_another_number_is_moved_its_heading_told_only_if_its_words_changed() -> (
    None
):
    def numbered(number: str, words: str) -> Node:
        home = f"15 CFR {number}"
        return section(
            paragraph("(a)", f"{RECORDS} {DIVERSION} {REVIEW}", home=home),
            home=home,
            heading=f"§ {number} {words}",
        )

    assert told(numbered("7.3", "Records."), numbered("791.3", "Records.")) == [
        ("moved", "15 CFR 791.3", "15 CFR 7.3")
    ]
    assert [
        change[0] for change in told(numbered("7.3", "Records."), numbered("791.3", "Files."))
    ] == [
        "moved",
        "amended",
    ]


def test_inside_what_moved_only_texts_of_their_own_that_changed_are_told() -> None:
    below = paragraph("(b)(1)", RECORDS), paragraph("(b)(2)", CLOUD)
    old = section(paragraph("(a)", REVIEW), paragraph("(b)", DIVERSION, *below))
    new = section(
        paragraph("(a)", REVIEW),
        paragraph("(b)", "Words that nobody said before in any place at all."),
        paragraph(
            "(c)",
            DIVERSION,
            paragraph("(c)(1)", RECORDS.replace("five", "six")),
            paragraph("(c)(3)", "Wholly new."),
        ),
    )
    assert told(old, new) == [
        ("added", "(b)", None),
        ("renumbered", "(c)", "(b)"),
        ("amended", "(c)(1)", "(b)(1)"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "kind", "noise"),
    [
        ("Note:", "NOTE:", "editorial", "capitals"),
        ("Note:", "Notes.", "editorial", "heading-style"),
        ("Note 1:", "Note 2:", "amended", None),
        ("Note:", "Technical Note:", "amended", None),
    ],
)
def test_a_label_that_changed_is_told_with_its_text(
    before: str, after: str, kind: str, noise: str | None
) -> None:
    (one,) = changes(noted(before), noted(after))
    assert (one.kind, one.noise, one.before, one.after) == (
        kind,
        noise,
        f"{before} {RECORDS}",
        f"{after} {RECORDS}",
    )


def test_where_label_and_text_changed_the_text_tells() -> None:
    (one,) = changes(noted("Note:"), noted("NOTE:", RECORDS.replace("five", "six")))
    assert (one.kind, one.before, one.after) == ("amended", RECORDS, RECORDS.replace("five", "six"))
    (one,) = changes(noted("Note 1:"), noted("Note 2:", RECORDS.replace("five", "six")))
    assert (one.kind, one.before, one.after) == (
        "amended",
        f"Note 1: {RECORDS}",
        f"Note 2: {RECORDS.replace('five', 'six')}",
    )


def test_what_the_editors_say_is_editorial_whatever_it_says() -> None:
    for old, new in (("61 FR 1", "61 FR 2"), (None, "61 FR 1"), ("61 FR 1", None)):
        trees = [
            section(paragraph("(a)", RECORDS), *([credit(words)] if words else []))
            for words in (old, new)
        ]
        (one,) = changes(*trees)
        assert (one.kind, one.noise, one.before, one.after) == ("editorial", "citation", old, new)


def test_cells_of_a_country_that_came_are_told_and_those_of_one_that_went() -> None:
    old, new = (
        groups(country("Cuba", "D", "D:1")),
        groups(country("Cuba", "D", "D:1"), country("Mali", "D", "D:1", "D:5")),
    )
    assert told(old, new) == [("added", "Mali [D:1]", None), ("added", "Mali [D:5]", None)]
    assert told(new, old) == [("removed", "Mali [D:1]", None), ("removed", "Mali [D:5]", None)]


def test_a_country_with_a_name_set_otherwise_is_told_once() -> None:
    old, new = (
        groups(country("CUBA", "D", "D:1", marks="CUBA")),
        groups(country("Cuba", "D", "D:1", marks="Cuba")),
    )
    (one,) = changes(old, new)
    assert (one.kind, one.noise, one.old_address) == (
        "editorial",
        "capitals",
        f"{GROUPS}, CUBA [D]",
    )


def row(name: str, text: str) -> Node:
    home = f"{SECTION} table 1"
    cell = node(f"{home}, {name} [Sum]", "cell", "ten")
    return section(
        node(
            home,
            "table",
            "Fees",
            children=(node(f"{home}, {name}", "row", text, children=(cell,)),),
        )
    )


@pytest.mark.parametrize(
    ("old", "new", "kind", "noise"),
    [
        (("Fee", "Fee"), ("FEE", "FEE"), "editorial", "capitals"),
        (("Fee", "Fee"), ("Fee:", "Fee:"), "editorial", "heading-style"),
        (("Fee", "Fee"), ("Fee 1", "Fee 1"), "amended", None),
    ],
)
def test_a_row_whose_key_is_set_otherwise_is_the_same_row(
    old: tuple[str, str], new: tuple[str, str], kind: str, noise: str | None
) -> None:
    (one,) = changes(row(*old), row(*new))
    assert (one.kind, one.noise, one.unit, one.old_address) == (
        kind,
        noise,
        "row",
        f"{SECTION} table 1, {old[0]}",
    )


def test_a_known_unit_inside_what_is_new_is_told_beside_it() -> None:
    deep = paragraph("(b)(1)(i)", f"{RECORDS} {DIVERSION}")
    old = section(paragraph("(a)", REVIEW, paragraph("(a)(1)", f"{RECORDS} {DIVERSION}")))
    new = section(
        paragraph("(a)", REVIEW), paragraph("(b)", CLOUD, paragraph("(b)(1)", "Between.", deep))
    )
    assert told(old, new) == [("added", "(b)", None), ("moved", "(b)(1)(i)", "(a)(1)")]
    assert changes(old, new)[0].after == f"{CLOUD} (b)(1) Between."
    assert [(change.kind, change.before) for change in changes(new, old)] == [
        ("moved", f"{RECORDS} {DIVERSION}"),
        ("removed", f"{CLOUD} (b)(1) Between."),
    ]


def test_a_unit_without_words_inside_what_is_new_leaves_no_gap_in_its_text() -> None:
    deep = paragraph("(b)(1)(i)", f"{RECORDS} {DIVERSION}")
    old = section(paragraph("(a)", REVIEW, paragraph("(a)(1)", f"{RECORDS} {DIVERSION}")))
    below = paragraph("(b)(1)", "", deep), paragraph("(b)(2)", "Last.")
    new = section(paragraph("(a)", REVIEW), paragraph("(b)", CLOUD, *below))
    assert changes(old, new)[0].after == f"{CLOUD} (b)(1) (b)(2) Last."


def test_places_are_told_by_the_sibling_before() -> None:
    def notes(*names: str) -> Node:
        return section(
            *(
                node(f'{SECTION} "{name}"', "definition", f"{name} means {RECORDS}")
                for name in names
            )
        )

    (one,) = changes(notes("Alpha", "Beta", "Gamma"), notes("Beta", "Gamma", "Alpha"))
    assert (one.kind, one.noise, one.address, one.before, one.after) == (
        *("editorial", "order", SECTION), '"Alpha" first', '"Alpha" after "Gamma"',
    )  # fmt: skip


def test_a_comma_in_the_text_of_a_row_of_one_name_is_substance() -> None:
    (one,) = changes(row("Fee", "Fee a, b"), row("Fee", "Fee a b"))
    assert (one.kind, one.noise) == ("amended", None)


def test_a_row_whose_name_only_repeats_that_of_its_group_is_not_told_again() -> None:
    assert changes(row("Group: Fee", "Fee"), row("GROUP: Fee", "Fee")) == ()
    (one,) = changes(row("Fee", "Fee"), row("FEE", "Fee"))
    assert (one.kind, one.noise) == ("editorial", "capitals")
    (one,) = changes(row("Group: Fee", "Fee"), row("GROUP: Fee", "Fees due"))
    assert one.kind == "amended"


def test_a_term_that_is_set_otherwise_is_no_change_of_substance() -> None:
    old, new = (
        section(node(f'{SECTION} "{term}"', "definition", f"“{term}” means {RECORDS}"))
        for term in ("Node - part", "Node—part")
    )
    (one,) = changes(old, new)
    assert (one.kind, one.noise) == ("editorial", "typography")


def fees(*rows: tuple[str, str]) -> Node:
    home = f"{SECTION} table 1"
    made = [
        node(
            f"{home}, {name}", "row", name, children=(node(f"{home}, {name} [Sum]", "cell", text),)
        )
        for name, text in rows
    ]
    return section(node(home, "table", "Fees", children=tuple(made)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # A name that stands on both sides is no other one set otherwise.
        (
            (("Fee", "ten"), ("FEE", "six")),
            (("FEE", "seven"), ("fee", "ten")),
            {("amended", "FEE [Sum]", None), ("editorial", "fee", "Fee")},
        ),
        # Of two that are set otherwise the first is the one that was.
        (
            (("Fee", "ten"),),
            (("FEE", "ten"), ("fee", "six")),
            {("editorial", "FEE", "Fee"), ("added", "fee", None)},
        ),
        # The same but for capitals comes before the same but for a footnote.
        (
            (("Fee", "ten"),),
            (("Fee 1", "six"), ("FEE", "ten")),
            {("added", "Fee 1", None), ("editorial", "FEE", "Fee")},
        ),
    ],
)
def test_a_row_is_found_by_its_name_then_by_its_name_set_otherwise(
    old: tuple[tuple[str, str], ...],
    new: tuple[tuple[str, str], ...],
    expected: set[tuple[str, str, str | None]],
) -> None:
    cut = len(f"{SECTION} table 1, ")
    found = {
        (change.kind, change.address[cut:], change.old_address and change.old_address[cut:])
        for change in changes(fees(*old), fees(*new))
    }
    assert expected <= found
    assert len(found - expected) <= 1  # the order of the rows

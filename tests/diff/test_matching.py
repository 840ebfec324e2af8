"""What became of a unit: matched by address, then by its text elsewhere, then by likeness."""

from __future__ import annotations

from tests.diff.builders import (
    CLOUD,
    DIVERSION,
    RECORDS,
    REVIEW,
    changes,
    country,
    credit,
    entities,
    entity,
    groups,
    notice,
    paragraph,
    section,
    told,
)
from tests.trees import node
from tracker.model import Node


def test_a_text_that_changed_under_its_label_is_amended() -> None:
    (one,) = changes(
        section(paragraph("(a)", RECORDS)),
        section(paragraph("(a)", RECORDS.replace("five", "ten"))),
    )
    assert (one.kind, one.before, one.after) == ("amended", RECORDS, RECORDS.replace("five", "ten"))
    assert ("-", "five") in one.words


def test_a_text_rewritten_from_start_to_end_is_amended() -> None:
    assert told(section(paragraph("(a)", RECORDS)), section(paragraph("(a)", DIVERSION))) == [
        ("amended", "(a)", None)
    ]


def test_an_inserted_paragraph_renumbers_those_behind_it() -> None:
    old = section(paragraph("(a)", RECORDS), paragraph("(b)", DIVERSION), paragraph("(c)", REVIEW))
    new = section(
        paragraph("(a)", RECORDS),
        paragraph("(b)", CLOUD),
        paragraph("(c)", DIVERSION),
        paragraph("(d)", REVIEW),
    )
    assert told(old, new) == [
        ("added", "(b)", None),
        ("renumbered", "(c)", "(b)"),
        ("renumbered", "(d)", "(c)"),
    ]


def test_a_renumbering_shows_the_small_change_inside_it() -> None:
    old = section(paragraph("(a)", RECORDS), paragraph("(b)", DIVERSION))
    new = section(
        paragraph("(a)", CLOUD),
        paragraph("(b)", RECORDS.replace("five", "ten")),
        paragraph("(c)", DIVERSION),
    )
    assert told(old, new) == [
        ("added", "(a)", None),
        ("renumbered", "(b)", "(a)"),
        ("renumbered", "(c)", "(b)"),
    ]
    assert ("-", "five") in changes(old, new)[1].words


def test_small_numbers_that_climb_one_step_are_amended_not_renumbered() -> None:
    old = section(paragraph("(a)", "Limit 5"), paragraph("(b)", "Limit 6"))
    new = section(paragraph("(a)", "Limit 6"), paragraph("(b)", "Limit 7"))
    assert told(old, new) == [("amended", "(a)", None), ("amended", "(b)", None)]


def test_only_the_topmost_of_what_is_new_is_a_change() -> None:
    old = section(paragraph("(a)", RECORDS))
    new = section(
        paragraph("(a)", RECORDS), paragraph("(b)", CLOUD, paragraph("(b)(1)", DIVERSION))
    )
    (one,) = changes(old, new)
    assert (one.kind, one.after) == ("added", f"{CLOUD} (b)(1) {DIVERSION}")


def test_below_a_renumbered_unit_only_a_text_of_its_own_that_differs_is_told() -> None:
    old = section(
        paragraph("(a)", RECORDS),
        paragraph("(b)", DIVERSION, paragraph("(b)(1)", REVIEW), paragraph("(b)(2)", "Gone.")),
    )
    new = section(
        paragraph("(a)", RECORDS),
        paragraph("(b)", CLOUD),
        paragraph("(c)", DIVERSION, paragraph("(c)(1)", REVIEW.replace("case by case", "at once"))),
    )
    assert told(old, new) == [
        ("added", "(b)", None),
        ("renumbered", "(c)", "(b)"),
        ("amended", "(c)(1)", "(b)(1)"),
    ]


def test_a_text_that_stands_below_another_paragraph_is_moved() -> None:
    old = section(
        paragraph("(a)", RECORDS, paragraph("(a)(1)", DIVERSION)), paragraph("(b)", REVIEW)
    )
    new = section(
        paragraph("(a)", RECORDS), paragraph("(b)", REVIEW, paragraph("(b)(1)", DIVERSION))
    )
    assert told(old, new) == [("moved", "(b)(1)", "(a)(1)")]


def test_a_reserved_mark_elsewhere_is_not_moved() -> None:
    old = section(
        paragraph("(a)", RECORDS, paragraph("(a)(1)", "[Reserved]")), paragraph("(b)", REVIEW)
    )
    new = section(
        paragraph("(a)", RECORDS), paragraph("(b)", REVIEW, paragraph("(b)(1)", "[Reserved]"))
    )
    assert {kind for kind, _, _ in told(old, new)} == {"added", "removed"}


def test_a_new_heading_above_old_units_does_not_make_them_new() -> None:
    inside = paragraph("(a)", RECORDS), paragraph("(b)", DIVERSION)
    old = section(*inside)
    new = section(
        node("15 CFR 744.97, Category 3", "entry", "Electronics of every kind.", children=inside)
    )
    assert told(old, new) == [("added", ", Category 3", None)]
    assert changes(old, new)[0].after == "Electronics of every kind."


def test_a_term_set_in_italics_is_no_new_unit() -> None:
    old = section(paragraph(" p1", RECORDS), paragraph(" p2", DIVERSION))
    new = section(
        paragraph(" p1", RECORDS), node('15 CFR 744.97 "No person"', "definition", DIVERSION)
    )
    assert told(old, new) == []


def test_a_section_in_a_new_part_is_moved_with_what_is_in_it() -> None:
    text = f"{RECORDS} {DIVERSION} {REVIEW} {CLOUD}"
    old = section(paragraph("(a)", text, home="15 CFR 7.3"), home="15 CFR 7.3", heading="Records")
    new = section(
        paragraph("(a)", text, home="15 CFR 791.3"), home="15 CFR 791.3", heading="Records"
    )
    assert told(old, new) == [("moved", "15 CFR 791.3", "15 CFR 7.3")]


class TestCounted:
    def test_a_number_that_only_shifts_is_no_change(self) -> None:
        old = section(
            paragraph(" p1", RECORDS), paragraph(" p2", DIVERSION), paragraph(" p3", REVIEW)
        )
        new = section(paragraph(" p1", RECORDS), paragraph(" p2", REVIEW))
        assert told(old, new) == [("removed", "p2", None)]

    def test_one_replaced_between_the_same_neighbours_is_amended(self) -> None:
        old = section(
            paragraph(" p1", RECORDS), paragraph(" p2", DIVERSION), paragraph(" p3", REVIEW)
        )
        new = section(paragraph(" p1", RECORDS), paragraph(" p2", CLOUD), paragraph(" p3", REVIEW))
        assert told(old, new) == [("amended", "p2", None)]

    def test_twins_match_by_text(self) -> None:
        old = section(paragraph("(a)", RECORDS), paragraph("(a)~2", DIVERSION))
        new = section(paragraph("(a)", DIVERSION))
        assert told(old, new) == [("removed", "(a)", None)]

    def test_a_table_in_front_of_another_shifts_no_row(self) -> None:
        def table(number: int, text: str) -> object:
            base = f" table {number}"
            row = node(
                f"15 CFR 744.97{base}, Fee",
                "row",
                "Fee",
                children=(node(f"15 CFR 744.97{base}, Fee [Sum]", "cell", text),),
            )
            return node(f"15 CFR 744.97{base}", "table", f"Head of {text}", children=(row,))

        old = section(table(1, "ten dollars"))  # type: ignore[arg-type]  # table gives a node
        new = section(table(1, "two euros"), table(2, "ten dollars"))  # type: ignore[arg-type]  # table gives a node
        assert told(old, new) == [("added", "table 1", None)]


class TestCountryLists:
    def test_each_cell_of_a_row_that_goes_is_told_and_the_row_is_not(self) -> None:
        old = groups(country("Cambodia", "D", "D:1", "D:5"), country("Cuba", "D", "D:1"))
        new = groups(country("Cuba", "D", "D:1"))
        assert told(old, new) == [
            ("removed", "Cambodia [D:1]", None),
            ("removed", "Cambodia [D:5]", None),
        ]

    def test_a_cell_never_moves_to_another_column_or_country(self) -> None:
        old, new = groups(country("Cuba", "D", "D:1")), groups(country("Cuba", "D", "D:2"))
        assert sorted(told(old, new)) == [
            ("added", "Cuba [D:2]", None),
            ("removed", "Cuba [D:1]", None),
        ]

    def test_a_footnote_mark_is_a_change_of_substance(self) -> None:
        old, new = (
            groups(country("Cuba", "D", "D:1", marks="1")),
            groups(country("Cuba", "D", "D:1", marks="2")),
        )
        assert told(old, new) == [("amended", "Cuba [D]", None)]

    def test_a_country_written_in_capitals_is_respelled(self) -> None:
        old, new = groups(country("Cuba", "D", "D:1")), groups(country("CUBA", "D", "D:1"))
        assert {(change.kind, change.noise) for change in changes(old, new)} == {
            ("editorial", "capitals")
        }


class TestEntities:
    def test_a_later_citation_and_an_alias_amend_the_row(self) -> None:
        old = entities(entity("FRANCE", "Acme SA"), entity("FRANCE", "Zeta SA"))
        new = entities(
            entity("FRANCE", "Acme SA", citation="76 FR 71867. 89 FR 96837"),
            entity("FRANCE", "Zeta SA", aliases="Zed"),
        )
        assert told(old, new) == [
            ("amended", "FRANCE: Acme SA", None),
            ("amended", "FRANCE: Zeta SA", None),
        ]

    def test_another_country_moves_the_row(self) -> None:
        old = entities(entity("FRANCE", "Acme Chips SA"), entity("SPAIN", "Zeta SA"))
        new = entities(entity("SPAIN", "Acme Chips SA"), entity("SPAIN", "Zeta SA"))
        assert told(old, new) == [("moved", "SPAIN: Acme Chips SA", "FRANCE: Acme Chips SA")]

    def test_other_entities_of_like_requirement_are_not_taken_for_one(self) -> None:
        old = entities(entity("FRANCE", "Acme Chips SA"))
        new = entities(entity("FRANCE", "Lumen Optique"))
        assert sorted(kind for kind, _, _ in told(old, new)) == ["added", "removed"]

    def test_a_name_that_changed_a_little_is_amended_with_its_old_address(self) -> None:
        old = entities(entity("FRANCE", "Acme Advanced Chips Marseille"))
        new = entities(entity("FRANCE", "Acme Advanced Chip Works Marseille"))
        assert told(old, new)[0][0] in ("amended", "added", "removed")
        old = entities(entity("FRANCE", "Acme Advanced Micro Chips Marseille"))
        new = entities(entity("FRANCE", "Acme Advanced Micro Chips Lyon Marseille"))
        assert told(old, new) == [
            (
                "amended",
                "FRANCE: Acme Advanced Micro Chips Lyon Marseille",
                "FRANCE: Acme Advanced Micro Chips Marseille",
            )
        ]

    def test_rows_in_another_order_are_one_editorial_change(self) -> None:
        rows = [entity("FRANCE", name) for name in ("Acme SA", "Beta SA", "Gamma SA", "Delta SA")]
        (one,) = changes(entities(*rows), entities(rows[1], rows[2], rows[3], rows[0]))
        assert (one.kind, one.noise) == ("editorial", "order")
        assert one.before != one.after

    def test_a_country_respelled_makes_no_row_new(self) -> None:
        old, new = entities(entity("CHINA", "Acme Ltd.")), entities(entity("China", "Acme Ltd."))
        (one,) = changes(old, new)
        assert (one.kind, one.noise, one.old_address) == (
            "editorial",
            "capitals",
            "15 CFR 744 Supp. 4, CHINA: Acme Ltd.",
        )

    def test_an_entity_split_in_two_is_one_amended_and_one_added(self) -> None:
        old = entities(entity("FRANCE", "Acme SA", aliases="Beta Works; Gamma Works"))
        new = entities(
            entity("FRANCE", "Acme SA", aliases="Gamma Works"), entity("FRANCE", "Beta Works")
        )
        assert told(old, new) == [
            ("amended", "FRANCE: Acme SA", None),
            ("added", "FRANCE: Beta Works", None),
        ]


class TestNotices:
    def test_a_source_credit_is_editorial_always(self) -> None:
        old, new = (
            section(paragraph("(a)", RECORDS)),
            section(paragraph("(a)", RECORDS), credit("89 FR 1, Jan. 2, 2024")),
        )
        for pair in ((old, new), (new, old)):
            (one,) = changes(*pair)
            assert (one.kind, one.noise) == ("editorial", "citation")
        (one,) = changes(section(credit("61 FR 1")), section(credit("61 FR 1; 89 FR 2")))
        assert (one.kind, one.noise) == ("editorial", "citation")

    def test_a_link_notice_is_editorial_and_its_number_counts_for_nothing(self) -> None:
        old = section(
            notice("Link to an amendment published at 91 FR 1.", 1),
            notice("Link to an amendment published at 91 FR 2.", 2),
        )
        new = section(notice("Link to an amendment published at 91 FR 2.", 1))
        (one,) = changes(old, new)
        assert (one.kind, one.noise, one.after) == ("editorial", "link-notice", None)

    def test_an_added_section_does_not_tell_its_credit_apart(self) -> None:
        new = section(paragraph("(a)", RECORDS), credit("89 FR 1"), heading="§ 744.97 Records.")
        (one,) = changes((), (new,))
        assert (one.kind, one.unit, one.after) == (
            "added",
            "provision",
            f"§ 744.97 Records. (a) {RECORDS}",
        )

    def test_a_note_that_now_names_one_target_more_is_amended(self) -> None:
        def noted(label: str) -> object:
            return section(node("15 CFR 744.97(a) note 1", "note", RECORDS, label=label))

        (one,) = changes(
            noted("Note 1 to paragraph (a):"), noted("Note 1 to paragraphs (a) and (b):")
        )  # type: ignore[arg-type]  # noted gives a node
        assert (one.kind, one.after) == ("amended", f"Note 1 to paragraphs (a) and (b): {RECORDS}")
        (one,) = changes(noted("Note 1 to paragraph (a):"), noted("NOTE 1 TO PARAGRAPH (a)."))  # type: ignore[arg-type]  # noted gives a node
        assert one.kind == "editorial"


def test_reworded_column_names_are_told_once_by_the_table() -> None:
    def table(column: str) -> object:
        rows = tuple(
            node(
                f"15 CFR 744.97 table 1, {name}",
                "row",
                name,
                children=(node(f"15 CFR 744.97 table 1, {name} [{column}]", "cell", text),),
            )
            for name, text in (("Alpha", "ten dollars"), ("Beta", "two dollars"))
        )
        return section(node("15 CFR 744.97 table 1", "table", f"Name | {column}", children=rows))

    assert told(table("Sum"), table("Amount due")) == [("amended", "table 1", None)]  # type: ignore[arg-type]  # table gives a node


def test_an_added_row_of_an_ordinary_table_holds_its_cells() -> None:
    def table(*names: str) -> object:
        rows = tuple(
            node(
                f"15 CFR 744.97 table 1, {name}",
                "row",
                name,
                children=(node(f"15 CFR 744.97 table 1, {name} [Sum]", "cell", "10"),),
            )
            for name in names
        )
        return section(node("15 CFR 744.97 table 1", "table", "Name | Sum", children=rows))

    (one,) = changes(table("Alpha"), table("Alpha", "Beta"))  # type: ignore[arg-type]  # table gives a node
    assert (one.kind, one.unit, one.after) == ("added", "row", "Beta 10")


def test_cost_grows_with_what_changed() -> None:
    rows = [entity("FRANCE", f"Company number {number}") for number in range(4_000)]
    amended = [
        *rows[:2_000],
        entity("FRANCE", "Company number 2000", citation="99 FR 1"),
        *rows[2_001:],
    ]
    (one,) = changes(entities(*rows), entities(*amended))
    assert one.kind == "amended"


def test_a_near_copy_inside_what_is_new_is_moved_and_told_once() -> None:
    note = node("15 CFR 744.97(a)(2) note", "note", f"{RECORDS} {DIVERSION}")
    later = node(
        "15 CFR 744.97(a)(5) note", "note", f"{RECORDS} {DIVERSION}".replace(". No", ".  No")
    )
    old = section(paragraph("(a)", REVIEW, paragraph("(a)(2)", CLOUD, note)))
    new = section(
        paragraph(
            "(a)",
            REVIEW,
            paragraph("(a)(2)", CLOUD),
            paragraph("(a)(5)", "A wholly new limit for drones.", later),
        )
    )
    assert told(old, new) == [("added", "(a)(5)", None), ("moved", "(a)(5) note", "(a)(2) note")]
    assert changes(old, new)[0].after == "A wholly new limit for drones."


def test_two_texts_that_change_places_are_both_renumbered() -> None:
    old = section(paragraph("(a)", RECORDS), paragraph("(b)", DIVERSION))
    new = section(paragraph("(a)", DIVERSION), paragraph("(b)", RECORDS))
    assert told(old, new) == [("renumbered", "(a)", "(b)"), ("renumbered", "(b)", "(a)")]


def test_an_entity_that_gains_an_alias_behind_its_address_stays_itself() -> None:
    old = entities(entity("FRANCE", "Acme SA, 1 Rue Haute, Lille"))
    new = entities(entity("FRANCE", "Acme SA", aliases="Acme Works, 1 Rue Haute, Lille"))
    assert told(old, new) == [("amended", "FRANCE: Acme SA", "FRANCE: Acme SA, 1 Rue Haute, Lille")]


def test_a_control_taken_off_one_entry_and_put_on_another_is_no_move() -> None:
    words = "Worldwide control of all items that the whole entry names."

    def entry(name: str, *controls: str) -> Node:
        address = f"15 CFR 774 Supp. 1, {name}"
        rows = tuple(
            node(f"{address} licence table: {control} applies to entire entry", "field", words)
            for control in controls
        )
        return node(address, "entry", f"Machines of kind {name}", label=name, children=rows)

    old = node(
        "15 CFR 774 Supp. 1",
        "provision",
        "",
        children=(entry("2D202", "NP"), entry("2D910", "AT", "RS")),
    )
    new = node(
        "15 CFR 774 Supp. 1",
        "provision",
        "",
        children=(entry("2D202", "NP", "SS"), entry("2D910", "AT")),
    )
    assert [(change.kind, change.address.rpartition(", ")[2]) for change in changes(old, new)] == [
        ("added", "2D202 licence table: SS applies to entire entry"),
        ("removed", "2D910 licence table: RS applies to entire entry"),
    ]

"""Itself first: who keeps an address, who took a text over, and what boilerplate may not do."""

from __future__ import annotations

import pytest

from tests.diff.builders import (
    CLOUD,
    DIVERSION,
    RECORDS,
    REVIEW,
    SECTION,
    changes,
    entities,
    entity,
    paragraph,
    section,
    told,
)
from tests.trees import node
from tracker.diff.divisions import name_now, renamed_divisions
from tracker.model import Node
from tracker.names import parse

CCL = "15 CFR 774 Supp. 1"
FEET = (
    "Computers and “assemblies” that contain circuits, any of which meets or exceeds the {} in"
    " 3A090.{}."
)


def item(name: str, text: str, *below: Node, kind: str = "item") -> Node:
    return node(f"{CCL}, {name}", kind, text, label=name.partition(".")[2] + ".", children=below)  # type: ignore[arg-type]  # a kind


def note(name: str, text: str) -> Node:
    return node(f"{CCL}, {name} technical note", "note", text, label="Technical Note:")


def entry(name: str, heading: str, *below: Node) -> Node:
    return node(f"{CCL}, {name}", "entry", heading, label=name, children=below)


def ccl(*entries: Node) -> Node:
    return node(CCL, "provision", "", children=entries)


def boilerplate(name: str) -> tuple[Node, ...]:
    controls = (
        "NS applies to entire entry",
        "RS applies to entire entry",
        "AT applies to entire entry",
    )
    return tuple(
        node(
            f"{CCL}, {name} licence table: {control} ({name})",
            "field",
            f"{control[:2]} Column 1. See § 742.4 of the EAR.",
            label=f"{control} ({name})",
        )
        for control in controls
    )


def short(old: Node, new: Node) -> list[tuple[str, str, str | None]]:
    cut = len(CCL) + 2
    return [
        (change.kind, change.address[cut:], change.old_address and change.old_address[cut:])
        for change in changes(old, new)
    ]


class TestItself:
    def test_a_note_that_moved_takes_no_item_along(self) -> None:
        remark = (
            "For purposes of 4A090 computers include digital, hybrid and analog computers of every"
            " make and size."
        )
        old = ccl(
            entry(
                "4A090",
                "Computers.",
                item("4A090.a", FEET.format("limit", "a"), note("4A090.a", remark)),
                item("4A090.b", "[Reserved]"),
            )
        )
        new = ccl(
            entry(
                "4A090",
                "Computers.",
                item("4A090.a", FEET.format("limits", "a")),
                item("4A090.b", FEET.format("limits", "b"), note("4A090.b", remark)),
            )
        )
        assert short(old, new) == [
            ("amended", "4A090.a", None),
            ("amended", "4A090.b", None),
            ("moved", "4A090.b technical note", "4A090.a technical note"),
        ]

    def test_own_words_the_same_but_for_noise_are_itself_whatever_hangs_below(self) -> None:
        old = section(
            paragraph(
                "(a)",
                "Scope of “this” section:",
                paragraph("(a)(1)", RECORDS),
                paragraph("(a)(2)", DIVERSION),
            ),
            paragraph("(b)", REVIEW),
        )
        new = section(
            paragraph("(a)", 'Scope of "this" section:', paragraph("(a)(1)", CLOUD)),
            paragraph(
                "(b)",
                "Scope of that part:",
                paragraph("(b)(1)", RECORDS),
                paragraph("(b)(2)", DIVERSION),
            ),
            paragraph("(c)", REVIEW),
        )
        kinds = {address: (kind, before) for kind, address, before in told(old, new)}
        assert kinds["(a)"] == ("editorial", None)
        assert kinds["(c)"] == ("renumbered", "(b)")

    def test_a_text_that_stands_word_for_word_under_another_label_outweighs_a_likeness(
        self,
    ) -> None:
        old = section(
            *(
                paragraph(f"({label})", f"{RECORDS[:-1]} of kind {number}.")
                for label, number in zip("abc", "123", strict=True)
            )
        )
        new = section(
            paragraph("(a)", f"{RECORDS[:-1]} of kind 0."),
            *(
                paragraph(f"({label})", f"{RECORDS[:-1]} of kind {number}.")
                for label, number in zip("bcd", "123", strict=True)
            ),
        )
        assert told(old, new) == [
            ("added", "(a)", None),
            ("renumbered", "(b)", "(a)"),
            ("renumbered", "(c)", "(b)"),
            ("renumbered", "(d)", "(c)"),
        ]

    def test_a_list_of_short_texts_that_grew_shifts_word_for_word(self) -> None:
        names = ("MED", "HBM", "RFF")
        old = section(
            *(
                paragraph(f"({label})", f"§ 740.23, License Exception {name}.")
                for label, name in zip("bcd", names, strict=True)
            )
        )
        new = section(
            paragraph("(b)", CLOUD),
            *(
                paragraph(f"({label})", f"§ 740.23, License Exception {name}.")
                for label, name in zip("cde", names, strict=True)
            ),
        )
        assert told(old, new) == [
            ("added", "(b)", None),
            ("renumbered", "(c)", "(b)"),
            ("renumbered", "(d)", "(c)"),
            ("renumbered", "(e)", "(d)"),
        ]

    def test_a_text_word_for_word_under_the_next_label_outweighs_an_edited_copy(self) -> None:
        old = section(paragraph("(a)", RECORDS), paragraph("(b)", DIVERSION))
        new = section(
            paragraph("(a)", f"{RECORDS[:-1]} or so."),
            paragraph("(b)", RECORDS),
            paragraph("(c)", DIVERSION),
        )
        assert told(old, new) == [
            ("added", "(a)", None),
            ("renumbered", "(b)", "(a)"),
            ("renumbered", "(c)", "(b)"),
        ]

    def test_a_head_that_moved_into_the_text_of_its_note_changes_nothing(self) -> None:
        old = section(node(f"{SECTION} note 1", "note", "Words of it.", label="Note 1:"))
        new = section(node(f"{SECTION} note 1", "note", "Note 1: Words of it."))
        assert changes(old, new) == ()

    def test_an_equal_likeness_leaves_a_unit_where_it_is(self) -> None:
        old = section(paragraph("(a)", "Records of shipments of chips are kept five years."))
        new = section(
            paragraph("(a)", "Records of shipments of boards are kept five years."),
            paragraph("(b)", "Records of shipments of racks are kept five years."),
        )
        assert told(old, new) == [("amended", "(a)", None), ("added", "(b)", None)]

    def test_a_unit_that_stands_below_another_heading_is_not_taken_for_a_sibling(self) -> None:
        old = section(paragraph(" p1", "Rules."), paragraph("(a)", RECORDS))
        new = section(
            paragraph(" p1", "Rules.", paragraph("(a)", RECORDS)),
            paragraph("(b)", RECORDS.replace("five", "six")),
        )
        assert ("added", "(b)", None) in told(old, new)


class TestEntries:
    def test_an_entry_is_known_by_its_heading_and_not_by_its_licence_table(self) -> None:
        old = ccl(
            entry(
                "0A984",
                "Shotguns with barrels of 18 inches or longer; receivers and buckshot shells for"
                " shotguns.",
                *boilerplate("0A984"),
            ),
            entry(
                "0E018",
                "“Technology” for the “development” or “production” of items controlled by 0A018.",
                *boilerplate("0E018"),
            ),
        )
        new = ccl(
            entry(
                "0A502",
                "Shotguns; shotgun receivers, barrels of 18 inches or longer and buckshot shells.",
                *boilerplate("0A502"),
            ),
            entry(
                "0D501",
                "“Software” for the “development” or “production” of commodities controlled by"
                " 0A501.",
                *boilerplate("0D501"),
            ),
        )
        assert {
            change for change in short(old, new) if change[1] in ("0A502", "0D501", "0E018")
        } == {
            ("renumbered", "0A502", "0A984"),
            ("added", "0D501", None),
            ("removed", "0E018", None),
        }

    def test_an_entry_that_stands_in_both_texts_is_itself_though_its_table_went_to_another(
        self,
    ) -> None:
        old = ccl(
            entry(
                "3E992",
                "“Technology” for the “production” of commodities in 3B001.a.4 and d.",
                *boilerplate("3E992"),
            )
        )
        new = ccl(
            entry(
                "3E069",
                "“Technology” for the “production” of items controlled by 3A069.",
                *boilerplate("3E069"),
            ),
            entry(
                "3E992",
                "“Technology” for the “production” of commodities in 3B001.a.4, d and f; and"
                " masks.",
                item("3E992.a", "Masks."),
            ),
        )
        kinds = {address: kind for kind, address, _ in short(old, new)}
        assert kinds["3E069"] == "added"
        assert kinds["3E992"] == "amended"

    def test_software_never_becomes_a_computer_though_their_headings_end_alike(self) -> None:
        tail = (
            "(see List of Items Controlled) not subject to the ITAR. See 22 CFR parts 120 to 130"
            " for what is."
        )
        old = ccl(entry("0D001", f"“Software” {tail}"), entry("3A001", "Electronics."))
        new = ccl(entry("3A001", "Electronics."), entry("4A102", f"“Hybrid computers” {tail}"))
        assert {(kind, address) for kind, address, _ in short(old, new)} == {
            ("removed", "0D001"),
            ("added", "4A102"),
        }


class TestShares:
    LIMIT = (
        "Amplifiers described in 3A001.b that exceed the performance parameters of ECCN 3A090{},"
        " except switches"
    )

    def test_a_text_that_went_into_its_own_children_is_told_once_for_each(self) -> None:
        old = ccl(entry("3A001", "Electronics.", item("3A001.z", self.LIMIT.format(""))))
        new = ccl(
            entry(
                "3A001",
                "Electronics.",
                item(
                    "3A001.z",
                    "",
                    item("3A001.z.1", self.LIMIT.format(".a")),
                    item("3A001.z.2", self.LIMIT.format(".b")),
                ),
            )
        )
        assert short(old, new) == [
            ("renumbered", "3A001.z.1", "3A001.z"),
            ("renumbered", "3A001.z.2", "3A001.z"),
        ]
        first = changes(old, new)[0]
        assert (first.before, first.after) == (self.LIMIT.format(""), self.LIMIT.format(".a"))
        assert {text.strip() for sign, text in first.words if sign != "="} == {"3A090", "3A090.a"}

    @pytest.mark.parametrize("left", ["", "3A001.z", "z."])
    def test_an_emptied_parent_is_told_of_only_where_it_says_something_new(self, left: str) -> None:
        old = ccl(entry("3A001", "Electronics.", item("3A001.z", self.LIMIT.format(""))))
        new = ccl(
            entry(
                "3A001",
                "Electronics.",
                item("3A001.z", left, item("3A001.z.1", self.LIMIT.format(".a"))),
            )
        )
        assert short(old, new) == [("renumbered", "3A001.z.1", "3A001.z")]

    def test_an_introduction_that_the_parent_gained_is_no_deletion(self) -> None:
        old = ccl(entry("3A001", "Electronics.", item("3A001.z", self.LIMIT.format(""))))
        new = ccl(
            entry(
                "3A001",
                "Electronics.",
                item(
                    "3A001.z", "Any of the following:", item("3A001.z.1", self.LIMIT.format(".a"))
                ),
            )
        )
        assert next(
            (change.kind, change.address[len(CCL) + 2 :], change.words)
            for change in changes(old, new)
        ) == (
            "amended",
            "3A001.z",
            (("+", "Any of the following:"),),
        )

    def test_a_text_cut_into_pieces_is_told_for_each_piece(self) -> None:
        old = section(paragraph("(a)", f"{RECORDS} {DIVERSION}"))
        new = section(
            paragraph("(a)", "", paragraph("(a)(1)", RECORDS), paragraph("(a)(2)", DIVERSION))
        )
        assert told(old, new) == [("renumbered", "(a)(1)", "(a)"), ("renumbered", "(a)(2)", "(a)")]

    def test_a_text_that_went_to_two_siblings_is_told_twice(self) -> None:
        long = f"{RECORDS} {DIVERSION} {REVIEW}"
        old = section(paragraph("(a)", long), paragraph("(b)", CLOUD))
        new = section(
            paragraph("(a)", "[Reserved]"),
            paragraph("(b)", CLOUD),
            paragraph("(c)", f"{long} Here."),
            paragraph("(d)", f"{long} There."),
        )
        assert [change for change in told(old, new) if change[0] == "renumbered"] == [
            ("renumbered", "(c)", "(a)"),
            ("renumbered", "(d)", "(a)"),
        ]

    def test_a_second_copy_is_new_while_the_first_still_stands(self) -> None:
        old = section(paragraph("(a)", RECORDS))
        assert told(old, section(paragraph("(a)", RECORDS), paragraph("(b)", RECORDS))) == [
            ("added", "(b)", None)
        ]

    def test_children_that_say_other_things_are_new(self) -> None:
        old = section(paragraph("(a)", RECORDS))
        new = section(
            paragraph("(a)", "", paragraph("(a)(1)", DIVERSION), paragraph("(a)(2)", CLOUD))
        )
        assert told(old, new) == [
            ("amended", "(a)", None),
            ("added", "(a)(1)", None),
            ("added", "(a)(2)", None),
        ]

    def test_what_is_new_below_a_child_that_took_over_is_added(self) -> None:
        old = section(paragraph("(a)", RECORDS))
        new = section(
            paragraph("(a)", "", paragraph("(a)(1)", RECORDS, paragraph("(a)(1)(i)", CLOUD)))
        )
        assert told(old, new) == [("renumbered", "(a)(1)", "(a)"), ("added", "(a)(1)(i)", None)]

    def test_backwards_the_parent_gathers_the_text(self) -> None:
        old = section(paragraph("(a)", "", paragraph("(a)(1)", RECORDS)))
        assert told(old, section(paragraph("(a)", RECORDS))) == [("renumbered", "(a)", "(a)(1)")]


class TestNothingEmpty:
    def test_a_unit_that_says_nothing_comes_and_goes_untold(self) -> None:
        old = section(
            paragraph("(a)", RECORDS), paragraph("(b)", "", paragraph("(b)(1)", DIVERSION))
        )
        new = section(
            paragraph("(a)", RECORDS), paragraph("(c)", "", paragraph("(c)(1)", DIVERSION))
        )
        assert all(change.before or change.after for change in changes(old, new))
        assert "removed" not in {change.kind for change in changes(old, new)}

    def test_a_bare_label_is_told_as_it_is_printed(self) -> None:
        gone = changes(
            section(paragraph("(a)", RECORDS), paragraph("(b)", "")),
            section(paragraph("(a)", RECORDS)),
        )
        assert [(change.kind, change.before) for change in gone] == [("removed", "(b)")]


class TestTwins:
    def test_twins_that_change_places_are_an_order_without_the_mark_of_twins(self) -> None:
        first, second = (
            paragraph("(b)", RECORDS),
            node(f"{SECTION}(b)~2", "paragraph", DIVERSION, label="(b)"),
        )
        swapped = (
            paragraph("(b)", DIVERSION),
            node(f"{SECTION}(b)~2", "paragraph", RECORDS, label="(b)"),
        )
        for change in changes(
            section(paragraph("(a)", CLOUD), first, second),
            section(paragraph("(a)", CLOUD), *swapped),
        ):
            assert change.kind not in ("renumbered", "moved") or change.old_address
            assert "~" not in (change.before or "") + (change.after or "")

    def test_the_name_of_an_entity_that_gains_a_stop_stays_one_entity(self) -> None:
        old, new = (
            entities(entity("RURITANIA", name), entity("RURITANIA", "Beta SA"))
            for name in ("Aerosun Corporation", "Aerosun Corporation.")
        )
        assert [(change.kind, change.noise) for change in changes(old, new)] == [
            ("editorial", "punctuation")
        ]

    def test_the_name_of_an_entity_that_gains_a_comma_is_amended(self) -> None:
        old, new = (
            entities(entity("RURITANIA", name), entity("RURITANIA", "Beta SA"))
            for name in ("Marzoghi Ltd", "Marzoghi, Ltd")
        )
        assert [(change.kind, change.noise) for change in changes(old, new)] == [("amended", None)]


def heading(division: str, text: str) -> Node:
    return node(f"15 CFR {division} heading", "heading", text)


class TestDivisions:
    def test_a_part_with_another_number_takes_its_sections_along(self) -> None:
        old = (
            heading("part 7", "PART 7—SECURING THE SUPPLY CHAIN"),
            heading("part 7 subpart A", "Subpart A—General"),
            section(heading="§ 7.3 [Reserved]", home="15 CFR 7.3"),
        )
        new = (
            heading("part 791", "PART 791—SECURING THE SUPPLY CHAIN"),
            heading("part 791 subpart A", "Subpart A—General"),
            section(heading="§ 791.3 [Reserved]", home="15 CFR 791.3"),
        )
        assert [
            (change.kind, change.address, change.old_address) for change in changes(old, new)
        ] == [
            ("moved", "15 CFR part 791 heading", "15 CFR part 7 heading"),
            ("moved", "15 CFR 791.3", "15 CFR 7.3"),
        ]

    def test_a_number_that_the_heading_never_said_may_change(self) -> None:
        found = changes(
            (heading("chapter 0", "CHAPTER XX [RESERVED]"),),
            (heading("chapter XX", "CHAPTER XX [RESERVED]"),),
        )
        assert [(change.kind, change.address) for change in found] == [
            ("moved", "15 CFR chapter XX heading")
        ]

    @pytest.mark.parametrize(
        ("olds", "news"),
        [
            ([("part 7", "PART 7—CHAINS")], [("part 791", "PART 791—RECORDS")]),
            (
                [("part 7", "PART 7 [RESERVED]"), ("part 8", "PART 8 [RESERVED]")],
                [("part 9", "PART 9 [RESERVED]")],
            ),
            (
                [("part 7", "PART 7—CHAINS")],
                [("part 7", "PART 7—CHAINS"), ("part 791", "PART 791—CHAINS")],
            ),
            ([("part 7", "PART 7—CHAINS")], [("chapter 7", "CHAPTER 7—CHAINS")]),
        ],
        ids=["other words", "two that say the same", "the old one stands", "another level"],
    )
    def test_a_division_is_taken_for_another_only_beyond_doubt(
        self, olds: list[tuple[str, str]], news: list[tuple[str, str]]
    ) -> None:
        assert (
            renamed_divisions(
                [heading(*words) for words in olds], [heading(*words) for words in news]
            )
            == {}
        )

    @pytest.mark.parametrize(
        ("address", "now"),
        [
            ("15 CFR 7.1", "15 CFR 791.1"),
            ("15 CFR 7 Supp. 1", "15 CFR 791 Supp. 1"),
            ("15 CFR part 7 authority", "15 CFR part 791 authority"),
            ("15 CFR 70.1", "15 CFR 70.1"),
            ("15 CFR part 70 heading", "15 CFR part 70 heading"),
        ],
    )
    def test_an_address_below_a_renamed_part_has_its_new_number(
        self, address: str, now: str
    ) -> None:
        renamed = {parse("15 CFR part 7").home: parse("15 CFR part 791").home}
        assert name_now(parse(address), renamed) == parse(now)

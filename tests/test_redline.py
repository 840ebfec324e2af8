"""Redlines: folded words, cards, tables, one-line renumberings, and the terminal without colour."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tests.digest_samples import change, citation_added, emirates, entity
from tests.work import growth
from tracker import redline
from tracker.model import Change, Span
from tracker.redline import Card, Line, Table, Text, View, block, blocks, names
from tracker.redline.fold import fold, spans_of
from tracker.redline.lists import changed_facets

LONG = " ".join(f"word{number}" for number in range(200))
SPANS = st.lists(
    st.tuples(st.sampled_from("=-+"), st.text("ab \n.", max_size=60)), max_size=12
).map(tuple)


def printed(*changes: Change, width: int = 100, side_by_side: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, no_color=True, force_terminal=False)
    for line in redline.terminal(changes, width, side_by_side=side_by_side):
        console.print(line)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def test_long_unchanged_stretches_are_folded_with_context() -> None:
    spans: tuple[Span, ...] = (("=", f"{LONG} "), ("-", "old"), ("+", "new"), ("=", f" {LONG}"))
    pieces = fold(spans, View(context=2))
    assert [piece.mark for piece in pieces] == ["…", "=", "-", "+", "=", "…"]
    assert pieces[0].text == "198 words unchanged"
    assert pieces[1].text.split() == ["word198", "word199"]
    assert pieces[4].text.split() == ["word0", "word1"]


def test_what_changed_is_never_folded_for_counsel() -> None:
    assert fold((("+", LONG),))[0].text == LONG


def test_a_digest_shows_the_beginning_of_what_came() -> None:
    pieces = fold((("+", LONG),), View(longest=10))
    assert pieces[0].text.split()[-1] == "word9"
    assert pieces[1].text == "190 more words added"


def test_text_without_spaces_is_cut_too() -> None:
    pieces = fold(
        (("=", "x" * 100_000), ("+", "y" * 100_000), ("=", "z" * 100_000)),
        View(context=5, longest=10, total=2_000),
    )
    assert sum(len(piece.text) for piece in pieces) < 2_500


@given(SPANS, st.integers(0, 5))
def test_folding_loses_no_word_that_changed(spans: tuple[Span, ...], context: int) -> None:
    pieces = fold(spans, View(context=context))
    for mark in "-+":
        assert "".join(piece.text for piece in pieces if piece.mark == mark) == "".join(
            text for sign, text in spans if sign == mark
        )


@given(SPANS)
def test_a_limited_view_stays_within_its_limit(spans: tuple[Span, ...]) -> None:
    pieces = fold(spans, View(context=1, longest=2, total=100))
    assert sum(len(piece.text) for piece in pieces if piece.mark != "…") <= 160


def test_a_change_without_spans_shows_its_whole_texts() -> None:
    assert spans_of(
        Change("15 CFR 744.23(a)", "paragraph", "amended", None, "old", "new", (), None)
    ) == (("-", "old"), ("+", "new"))
    assert spans_of(
        Change("15 CFR 744.23(a)", "paragraph", "restated", None, "x", "x", (), None)
    ) == (("=", "x"),)


def test_a_renumbering_is_one_line() -> None:
    made = block(
        change("15 CFR 744.99(d)", "renumbered", "Same.", "Same.", old_address="15 CFR 744.99(c)")
    )
    assert made == Line("15 CFR 744.99(d)", "renumbered", "(c) is now (d), text unchanged")


def test_a_renumbering_with_other_words_shows_them() -> None:
    made = block(
        change("15 CFR 744.99(d)", "renumbered", "One.", "Two.", old_address="15 CFR 744.99(c)")
    )
    assert isinstance(made, Text)
    assert made.lead == "(c) is now (d), with other words"


def test_a_move_between_provisions_names_both() -> None:
    made = block(
        change(
            "15 CFR 791.1", "moved", "Same.", "Same.", old_address="15 CFR 7.1", unit="provision"
        )
    )
    assert isinstance(made, Line)
    assert made.text == "15 CFR 7.1 is now 15 CFR 791.1, text unchanged"


def test_an_added_entity_is_a_card() -> None:
    made = block(entity("FRANCE", "Acme: Trading Ltd.").change)
    assert isinstance(made, Card)
    assert {field.name: "".join(piece.text for piece in field.pieces) for field in made.fields} == {
        "Country": "FRANCE",
        "Name": "Acme: Trading Ltd.",
        "Also known as": "Acme: Trading Ltd. Trading; Invented Group",
        "Requirement": "For all items.",
        "Policy": "Presumption of denial.",
        "Citation": "91 FR 40001.",
    }
    assert [field.name for field in made.fields if field.pieces[0].mark == "+"] == ["Name"]


def test_an_amended_entity_shows_only_what_changed_in_it() -> None:
    one = citation_added("FRANCE", "Acme SA").change
    made = block(one)
    assert changed_facets(one) == ("Citation",)
    assert isinstance(made, Card)
    assert [field.name for field in made.fields] == ["Citation"]
    assert [(piece.mark, piece.text) for piece in made.fields[0].pieces] == [
        ("=", "80 FR 1"),
        ("+", "; 91 FR 40001"),
        ("=", "."),
    ]


def test_an_amendment_across_cells_shows_whole_cells() -> None:
    words: tuple[Span, ...] = (("=", "A"), ("-", " | b | c"), ("+", " | x | c"), ("=", " | d"))
    made = block(
        change(
            "15 CFR 744 Supp. 4, FRANCE: A",
            "amended",
            "A | b | c | d",
            "A | x | c | d",
            unit="entity",
            words=words,
        )
    )
    assert isinstance(made, Card)
    assert [
        (field.name, [(piece.mark, piece.text) for piece in field.pieces]) for field in made.fields
    ] == [("Requirement", [("-", "b"), ("+", "x")])]


def test_a_row_of_another_shape_is_shown_as_words() -> None:
    assert isinstance(
        block(change("15 CFR 744 Supp. 4, FRANCE: A", "added", None, "A | b", unit="entity")), Text
    )
    assert isinstance(
        block(change("15 CFR 744 Supp. 4, FRANCE: A", "amended", "A | b", "A | c", unit="entity")),
        Text,
    )
    assert isinstance(
        block(change("15 CFR 744 Supp. 4, odd", "added", None, "A | b | c | d", unit="entity")),
        Text,
    )


def test_cells_of_one_table_stand_together() -> None:
    made = blocks([change.change for change in emirates()])
    assert len(made) == 1
    table = made[0]
    assert isinstance(table, Table)
    assert table.columns == ("A:5", "D:3", "D:4", "D:5")
    assert [row.name for row in table.rows] == ["United Arab Emirates", "Cambodia"]
    assert [[piece.mark for piece in cell] for cell in table.rows[0].cells] == [
        ["+"],
        ["-"],
        ["-"],
        [],
    ]


def test_tables_keep_their_place_among_other_changes() -> None:
    made = blocks(
        [
            change("15 CFR 742.4(a)", "amended", "a", "b"),
            change("15 CFR 742.4 table 1, Row, one [Col 10]", "amended", "1", "2", unit="cell"),
            change("15 CFR 742.4(b)", "amended", "a", "b"),
            change("15 CFR 742.4 table 1, Row, one [Col 9]", "amended", "1", "2", unit="cell"),
        ]
    )
    assert [type(block) for block in made] == [Text, Table, Text]
    assert isinstance(made[1], Table)
    assert (made[1].address, made[1].columns) == ("15 CFR 742.4 table 1", ("Col 9", "Col 10"))


def test_a_cell_without_a_column_is_shown_as_words() -> None:
    assert isinstance(
        blocks([change("15 CFR 742.4 odd", "added", None, "X", unit="cell")])[0], Text
    )


def test_the_terminal_tells_words_apart_without_colour() -> None:
    words: tuple[Span, ...] = (
        ("=", "No more than "),
        ("-", "three"),
        ("+", "five"),
        ("=", " days."),
    )
    shown = printed(change("15 CFR 744.99(a)", "amended", "x", "y", words=words))
    assert "15 CFR 744.99(a)  paragraph amended" in shown
    assert "No more than [-three-]{+five+} days." in shown
    assert "\x1b" not in shown


def test_the_terminal_shows_cards_tables_and_lines() -> None:
    moved = change(
        "15 CFR 744.99(d)", "renumbered", "Same.", "Same.", old_address="15 CFR 744.99(c)"
    )
    shown = printed(
        entity("FRANCE", "Acme SA").change, moved, *[change.change for change in emirates()]
    )
    assert "{+Acme SA+}" in shown
    assert "Requirement" in shown
    assert "(c) is now (d), text unchanged" in shown
    assert "[-X-]" in shown


def test_side_by_side_needs_room() -> None:
    one = change("15 CFR 744.99(a)", "amended", "Old words.", "New words.")
    assert "before" in printed(one, side_by_side=True)
    assert "before" not in printed(one, width=40, side_by_side=True)


def test_a_redline_that_opens_with_a_note_begins_at_its_margin() -> None:
    shown = printed(
        Change(
            "15 CFR 744.9(a)",
            "paragraph",
            "amended",
            None,
            f"{LONG} old",
            f"{LONG} new",
            (("=", f"{LONG} "), ("-", "old"), ("+", "new")),
            None,
        )
    )

    assert shown.splitlines()[1].startswith("  [... 186 words unchanged ...]")


def test_the_terminal_is_safe_from_escapes() -> None:
    hostile = "\x1b]0;owned\x07 [bold]x[/bold] \u202e"
    shown = printed(
        change(f"15 CFR 744.99(a) {hostile}", "added", None, hostile),
        entity("FRANCE", hostile).change,
    )
    assert not set(shown) & set("\x1b\x07\u202e")
    assert "[bold]x[/bold]" in shown


def test_twice_as_many_cards_are_twice_the_work() -> None:
    rows = [entity("FRANCE", f"Acme {number} Company Limited").change for number in range(150)]
    assert printed(*rows).count("{+Acme") == 150
    assert growth(lambda count: printed(*rows[:count]), 75) < 2.3


def test_without_heads_only_what_the_line_above_does_not_say_is_printed() -> None:
    moved = change(
        "15 CFR 744.99(d)", "renumbered", "Same.", "Same.", old_address="15 CFR 744.99(c)"
    )
    amended = change("15 CFR 744.99(a)", "amended", "x", "y")
    console = Console(file=io.StringIO(), width=80, no_color=True, force_terminal=False)
    for row in redline.terminal([moved, amended], 80, heads=False):
        console.print(row)
    assert isinstance(console.file, io.StringIO)
    assert [line.rstrip() for line in console.file.getvalue().splitlines()] == [
        "  (c) is now (d), text unchanged",
        "",
        "  [-x-]{+y+}",
        "",
    ]


def test_the_names_of_a_card_stand_apart_from_their_text() -> None:
    one = change(
        "15 CFR 744 Supp. 4, FRANCE: A",
        "amended",
        "A, a.k.a. B | b | c | d",
        "A, a.k.a. C | b | c | d",
        unit="entity",
    )
    assert "  Name and aliases  [-A, a.k.a. B-]" in printed(one)


@pytest.mark.parametrize(
    ("address", "shown", "place"),
    [
        ("15 CFR 744.23(a)~2", "15 CFR 744.23(a)", "second of this name"),
        ("15 CFR 744.23(a)~3(1)", "15 CFR 744.23(a)(1)", "third of this name"),
        ("15 CFR 744.1~2 heading", "15 CFR 744.1 heading", "second of this name"),
        (
            "15 CFR 744 Supp. 4, FRANCE: Acme SA~12",
            "15 CFR 744 Supp. 4, FRANCE: Acme SA",
            "number 12 of this name",
        ),
        (
            "15 CFR 738 Supp. 1, Chad~2 [NS 1]",
            "15 CFR 738 Supp. 1, Chad [NS 1]",
            "second of this name",
        ),
        ("7 CFR [Appendix A]~2, (a)", "7 CFR [Appendix A], (a)", "second of this name"),
        ("15 CFR 744.23", "15 CFR 744.23", "first of this name"),
        ("https://www.bis.gov/~name p3", "https://www.bis.gov/~name p3", "first of this name"),
    ],
)
def test_a_printed_name_has_no_mark_of_twins(address: str, shown: str, place: str) -> None:
    assert (names.printed(address), names.place_of(address)) == (shown, place)


def _gone(address: str) -> Change:
    return Change(address, "entity", "removed", None, "Acme SA | a | b | c", None, (), None)


def test_a_lone_twin_goes_by_its_name_and_two_together_are_told_apart() -> None:
    first, second = (
        _gone("15 CFR 744 Supp. 4, FRANCE: Acme SA"),
        _gone("15 CFR 744 Supp. 4, FRANCE: Acme SA~2"),
    )

    assert [block.called for block in blocks([second])] == ["15 CFR 744 Supp. 4, FRANCE: Acme SA"]
    assert [block.called for block in blocks([first, second])] == [
        "15 CFR 744 Supp. 4, FRANCE: Acme SA (first of this name)",
        "15 CFR 744 Supp. 4, FRANCE: Acme SA (second of this name)",
    ]
    assert [
        piece.text
        for block in blocks([second])
        if isinstance(block, Card)
        for field in block.fields
        for piece in field.pieces
    ][:2] == [
        "FRANCE",
        "Acme SA",
    ]


def test_a_twin_that_went_is_not_told_like_the_only_one_of_its_name() -> None:
    first, second = (
        _gone("15 CFR 744 Supp. 4, FRANCE: Acme SA"),
        _gone("15 CFR 744 Supp. 4, FRANCE: Acme SA~2"),
    )

    assert [names.lead(moved) for moved in (first, second)] == [
        "entity removed",
        "entity removed, the second of this name",
    ]


def test_a_unit_that_only_changed_places_with_its_twin_says_so() -> None:
    change = Change(
        "15 CFR 744.23(a)~2", "paragraph", "moved", "15 CFR 744.23(a)", "One.", "One.", (), None
    )

    assert (
        names.lead(change)
        == "(a) (first of this name) is now (a) (second of this name), text unchanged"
    )


def test_cells_of_twin_rows_all_stand_in_the_table() -> None:
    cells = [
        Change(
            f"15 CFR 738 Supp. 1, Chad{row} [NS 1]{cell}",
            "cell",
            "added",
            None,
            None,
            "X",
            (),
            None,
        )
        for row in ("", "~2")
        for cell in ("", "~2")
    ]
    (table,) = blocks(cells)

    assert isinstance(table, Table)
    assert ([row.name for row in table.rows], table.columns) == (["Chad", "Chad"], ("NS 1", "NS 1"))
    assert all(len(cell) == 1 for row in table.rows for cell in row.cells)

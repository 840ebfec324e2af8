"""The words by which the Commerce Control List names its units, each pattern at its edge."""

from __future__ import annotations

import pytest

from tests.trees import at
from tracker.structure.drafts import Draft, TakenNames
from tracker.structure.lists.ccl.fields import controls_key, field_label, title_name
from tracker.structure.lists.ccl.items import first_with_items, item_label
from tracker.structure.lists.ccl.labels import BRACKET, ECCN
from tracker.structure.lists.ccl.notes import line_head, next_in_series, note_head, target_of
from tracker.structure.lists.ccl.open import OpenItems, next_levels


@pytest.mark.parametrize(
    ("text", "levels", "last", "printed"),
    [
        ("a. Pumps", "a", "", "a."),
        ("a.1. Pumps", "a.1", "", "a.1."),
        ("a.1 Pumps", "a.1", "", "a.1"),
        ("a.1.b.2. Pumps", "a.1.b.2", "", "a.1.b.2."),
        ("a.1[Reserved]", "a.1", "", "a.1"),
        ("a.1..Pumps", "a.1", "", "a.1.."),
        ("a.. Pumps", "a", "", "a.."),
        ("a.123. Pumps", "a.123", "", "a.123."),
        ("aa. Pumps", "aa", "", "aa."),
        ("hh.1. Pumps", "hh.1", "", "hh.1."),
        ("a.1.ab. Pumps", "a.1.ab", "", "a.1.ab."),
        ("a.1.1.1.1.1.1.1.1.1.1. x", "a.1.1.1.1.1.1.1.1.1.1", "", "a.1.1.1.1.1.1.1.1.1.1."),
        ("f. through w. [Reserved]", "f", "w", "f. through w."),
        ("a.1. to a.5. [Reserved]", "a.1", "a.5", "a.1. to a.5."),
        ("f.-w. [RESERVED]", "f", "w", "f.-w."),
        ("f. through w. Pumps", "f", "", "f."),
    ],
)
def test_the_label_that_opens_an_item(text: str, levels: str, last: str, printed: str) -> None:
    label = item_label(text)
    assert label is not None
    assert (".".join(label.levels), label.last, label.printed) == (levels, last, printed)
    assert label.name == (f"{levels}-{last}" if last else levels)


@pytest.mark.parametrize(
    "text",
    [
        "A. Pumps",
        "ii. Pumps",
        "i.e., pumps",
        "e.g. pumps",
        "n.e.s. pumps",
        "a.k.a. Acme",
        "a.1234. x",
        "a.x",
        "a pump",
        "",
    ],
)
def test_what_opens_no_item(text: str) -> None:
    assert item_label(text) is None


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("a. x", "a.1. x", "a. x"), {"a": 0}),
        (("a. x", "a. x", "a.1. x"), {"a": 1}),
        (("a. x", "a.1. x", "a. x", "a.1. x"), {"a": 0}),
        (("a. x", "b. x", "a. x"), {}),
        (("a. x", "a.1. x"), {}),
        (("a. x", "b.1. x", "a. x"), {}),
        (("a. x", "text", "a.1. x", "a. x"), {"a": 0}),
    ],
)
def test_of_two_items_of_one_name_the_first_with_items_below_it_has_it(
    texts: tuple[str, ...], found: dict[str, int]
) -> None:
    assert first_with_items([item_label(text) for text in texts]) == found


@pytest.mark.parametrize(
    ("text", "eccn"),
    [
        ("3A001 Pumps", "3A001"),
        ("3A001.", None),
        ("3A001—Pumps", "3A001"),
        ("3A001.a", None),
        ("3A0011", None),
        ("3F001", None),
        ("33A001", None),
    ],
)
def test_the_number_that_opens_an_entry(text: str, eccn: str | None) -> None:
    found = ECCN.match(text)
    assert (found["eccn"] if found else None) == eccn


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(a) x", "a"),
        ("(12) x", "12"),
        ("(123) x", None),
        ("(ab) x", None),
        ("(a)x", None),
        ("(a) ", None),
    ],
)
def test_a_label_in_brackets(text: str, name: str | None) -> None:
    found = BRACKET.match(text)
    assert (found["name"] if found else None) == name


@pytest.mark.parametrize(
    ("text", "name", "target"),
    [
        ("Note: text", "note", ""),
        ("Notes: text", "note", ""),
        ("Note 2: text", "note 2", ""),
        ("Note 123: text", "note 123", ""),
        ("Technical Note 1: text", "technical note 1", ""),
        ("One Two Three Four Note: x", "one two three four note", ""),
        ("One Two Three Four Five Note: x", None, ""),
        ("License Requirements Note: x", "license requirement note", ""),
        ("Related Controls Note: x", "related control note", ""),
        ("N.B.: x", "N.B.", ""),
        ("N.B. to paragraph .k: x", "N.B.", "paragraph .k"),
        ("NB: x", "N.B.", ""),
        ("Note to 3A090.a: x", "note", "3A090.a"),
        ("Note 1 for 3A001: x", "note 1", "3A001"),
        ("Note", "note", ""),
        ("Note.", "note", ""),
        ("Note: 2.", "note 2", ""),
        ("Note that it is so", None, ""),
        ("A note: x", "a note", ""),
        (f"Note to {'x' * 300}: y", "note", "x" * 300),
        (f"Note to {'x' * 301}: y", None, ""),
    ],
)
def test_the_head_of_a_note(text: str, name: str | None, target: str) -> None:
    head = note_head(text)
    assert (head.name if head else None) == name
    assert (head.target if head else "") == target


@pytest.mark.parametrize(
    ("text", "line", "loose"),
    [
        ("Note: x", True, True),
        ("Note", True, False),
        ("note: x", False, False),
        ("N.B.: x", True, True),
        ("n.b.: x", True, True),
        ("nb: x", True, True),
        (f"{'X' * 56} ote: x", False, False),
    ],
)
def test_a_line_is_a_note_by_its_head_and_loose_text_by_its_colon(
    text: str, line: bool, loose: bool
) -> None:
    assert (line_head(text, loose=False) is not None, line_head(text, loose=True) is not None) == (
        line,
        loose,
    )


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("2.", "note", "note 2"),
        ("2. :", "note", "note 2"),
        ("2.", "", None),
        ("2. x", "note", None),
        ("1234.", "note", None),
    ],
)
def test_a_bare_number_goes_on_with_the_notes_before_it(
    text: str, kind: str, name: str | None
) -> None:
    head = next_in_series(text, kind)
    assert (head.name if head else None) == name


@pytest.mark.parametrize(
    ("named", "eccn", "levels", "group"),
    [
        ("3A090.a", "3A090", "a", ""),
        ("3A090.a.1 and 3A090.b", "3A090", "a.1", ""),
        ("3A090", "3A090", "", ""),
        ("paragraph a.1", "", "a.1", ""),
        ("subparagraph .a", "", "a", ""),
        ("items A.1", "", "a.1", ""),
        (".k", "", "k", ""),
        ("Cat 3 Product Group E", "", "", "Category 3 E"),
        ("Category 3", "", "", "Category 3"),
    ],
)
def test_what_a_note_names(named: str, eccn: str, levels: str, group: str) -> None:
    target = target_of(named)
    assert target is not None
    assert (target.eccn, ".".join(target.levels), target.group) == (eccn, levels, group)


@pytest.mark.parametrize("named", ["this entry", "the list", "k", "3F090"])
def test_what_names_nothing_with_an_address(named: str) -> None:
    assert target_of(named) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("License Requirements", "license requirements"),
        ("Licensing Requirement:", "license requirements"),
        ("List Based License Exceptions (See Part 740 for a description)", "license exceptions"),
        ("List-Based License Exception", "license exceptions"),
        ("Special Conditions for STA", "special conditions for STA"),
        ("Special Conditions for License Exception STA.", "special conditions for STA"),
        ("List of Items Controlled", "list of items controlled"),
        ("Reporting Requirements", "reporting requirements"),
        ("License Requirements and more", None),
        (f"List Based License Exceptions ({'x' * 128})", "license exceptions"),
        (f"List Based License Exceptions ({'x' * 129})", None),
    ],
)
def test_the_titles_of_sections(text: str, name: str | None) -> None:
    assert title_name(text) == name


@pytest.mark.parametrize(
    ("text", "italic", "section", "name", "rest"),
    [
        ("Reason for Control: NS", "", "", "reason for control", "NS"),
        ("Reasons for Control: NS", "", "", "reason for control", "NS"),
        ("Related Control: x", "", "", "related controls", "x"),
        ("Related Definitions: x", "", "", "related definitions", "x"),
        ("Related Controls (1) x", "", "", "related controls", "(1) x"),
        ("Related Control (1) x", "", "", None, ""),
        ("ECCN Control: x", "", "", "ECCN controls", "x"),
        ("Control(s): x", "", "", "control(s)", "x"),
        ("Items:", "", "", "items", ""),
        ("Items", "", "", "items", ""),
        ("Unit: x", "", "", "unit", "x"),
        ("Items of it", "", "", None, ""),
        ("LVS: $5", "", "", "exception LVS", "$5"),
        ("LVS/GBS: $5", "", "", "exception LVS/GBS", "$5"),
        ("STA: x", "", "", "exception STA", "x"),
        ("STA: x", "", "special conditions for STA", "special conditions for STA", "x"),
        ("ZZZ: x", "", "license exceptions", None, ""),
        ("ZZZ: x", "ZZZ:", "license exceptions", "exception ZZZ", "x"),
        ("ZZZ: x", "ZZZ:", "", "exception ZZZ", "x"),
        ("ZZ: x", "ZZ", "", "exception ZZ", "x"),
        ("New thing: x", "New thing:", "", "new thing", "x"),
        ("New thing: x", "New thing", "", "new thing", "x"),
        ("New thing x", "New thing", "", None, ""),
        ("New thing: x", "Other", "", None, ""),
        ("1: x", "1:", "", None, ""),
        (f"{'N' * 59}: x", f"{'N' * 59}:", "", "N" * 59, "x"),
        (f"{'N' * 60}: x", f"{'N' * 60}:", "", None, ""),
    ],
)
def test_the_label_that_opens_a_field(
    text: str, italic: str, section: str, name: str | None, rest: str
) -> None:
    label = field_label(text, italic, section)
    assert (label.name if label else None) == name
    assert (text[label.end :] if label else "") == rest


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("CW applies to 1C350.b and .c. The rest", "CW applies to 1C350.b and .c"),
        ("NS apply to 3A001", "NS apply to 3A001"),
        ("NS applies to 3A001, see 742.4", "NS applies to 3A001"),
        ("NS applies to 3A001 and a license is required", "NS applies to 3A001"),
        ("NS applies to 3A001: x", "NS applies to 3A001"),
        ("N applies to 3A001", None),
        ("NSRS applies to 3A001", None),
        ("It applies to 3A001", None),
    ],
)
def test_a_control_in_prose(text: str, key: str | None) -> None:
    assert controls_key(text) == key


def draft(name: str) -> Draft:
    return Draft(at(name), "item")


def test_an_item_hangs_on_its_nearest_open_parent_and_closes_what_is_not_above_it() -> None:
    units: list[Draft] = []
    opened = OpenItems(units)
    for levels in (("a",), ("a", "1"), ("a", "1", "b"), ("a", "2"), ("c", "1"), ("c", "1")):
        opened.open(levels, draft(".".join(levels)))
    assert [unit.name.text for unit in units] == ["a", "c.1", "c.1"]
    assert [child.name.text for child in units[0].children] == ["a.1", "a.2"]
    assert [child.name.text for child in units[0].children[0].children] == ["a.1.b"]
    assert (opened.depth, str(opened.innermost), opened.find(("c", "1")), opened.find(("a",))) == (
        1,
        "c.1",
        1,
        0,
    )
    assert str(opened.name(1)) == "c.1"


@pytest.mark.parametrize(
    ("ahead", "wanted", "where"),
    [
        ((), 0, ""),
        ((), 1, "a"),
        ((), 2, "a.1"),
        (("a", "2"), 0, "a"),
        (("a", "1", "b"), 0, "a.1"),
        (("a", "1"), 0, "a"),
        (("b",), 0, ""),
        (("a", "1", "b"), 1, "a.1"),
    ],
)
def test_a_unit_hangs_as_high_as_it_wants_but_closes_nothing_that_the_next_item_needs(
    ahead: tuple[str, ...], wanted: int, where: str
) -> None:
    units: list[Draft] = []
    opened = OpenItems(units)
    for levels in (("a",), ("a", "1")):
        opened.open(levels, draft(".".join(levels)))
    opened.place(ahead, wanted).append(draft("x"))
    assert str(opened.innermost or "") == where
    holder = {"": units, "a": units[0].children, "a.1": units[0].children[0].children}[where]
    assert holder[-1].name.text == "x"


def test_nothing_is_open_at_first() -> None:
    opened = OpenItems([])
    assert (opened.depth, opened.innermost, opened.find(("a",))) == (0, None, 0)
    assert next_levels([]) == []
    assert next_levels([item_label("a. x"), None, item_label("b.1. x"), None]) == [
        ("b", "1"),
        ("b", "1"),
        (),
        (),
    ]


def test_an_address_asked_for_again_gets_the_next_free_twin() -> None:
    taken = TakenNames()
    asked = ("x~2", "x", "x", "x", "y")
    assert [str(taken.name(at(address))) for address in asked] == ["x~2", "x", "x~3", "x~4", "y"]
    assert [taken.holds(at(word)) for word in ("x", "x~3", "z")] == [True, True, False]
    assert [str(taken.text(at(word))) for word in ("x", "x", "y")] == ["x p1", "x p2", "y p1"]
    assert taken.count(at("x"), "table") == 1


def test_a_line_that_goes_on_is_joined_by_a_space() -> None:
    one = Draft(at("x"), "note")
    one.extend("a")
    one.extend("b")
    assert one.text == "a b"

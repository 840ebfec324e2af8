"""What a printed label may mean and what each meaning costs.

The tables that the levels of a section are chosen by.
"""

from __future__ import annotations

import pytest

from tests.structure.sections import labels
from tracker.structure.labels import Label, dotted_run, inner, opening
from tracker.structure.levels import Step, resolve
from tracker.structure.outline import (
    DEFINITION,
    HEADING,
    OpenItem,
    following,
    path_to,
    starting,
)
from tracker.structure.prices import RESTART, TWIN
from tracker.structure.readings import Reading, letters, readings, roman
from tracker.structure.repeats import going_on, late_below, repeats


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(
            ("i", 1),
            ("iv", 4),
            ("v", 5),
            ("ix", 9),
            ("xiv", 14),
            ("xxx", 30),
            ("lxxx", 80),
            ("xl", 40),
            ("xc", 90),
            ("xcix", 99),
            ("c", 100),
            ("cd", 400),
        ),
        *(
            ("dc", 600),
            ("cm", 900),
            ("m", 1000),
            ("mmm", 3000),
            ("mmmm", 0),
            ("iiii", 0),
            ("xxxx", 0),
            ("ccc", 300),
            ("cccc", 0),
            ("vx", 0),
            ("ic", 0),
            ("", 0),
            ("a", 0),
        ),
    ],
)
def test_a_roman_numeral_has_its_value_and_a_word_has_none(text: str, value: int) -> None:
    assert roman(text) == value


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a", 1),
        ("z", 26),
        ("aa", 27),
        ("bb", 28),
        ("zz", 52),
        ("aaa", 53),
        ("ab", 28),
        ("az", 52),
        ("ba", 0),
        ("abc", 0),
    ],
)
def test_a_letter_has_its_place_in_the_alphabet_and_a_pair_behind_it(text: str, place: int) -> None:
    assert letters(text) == place


@pytest.mark.parametrize(
    ("name", "italic", "dotted", "read"),
    [
        ("a", False, False, [("a", 1, 0.0)]),
        ("i", False, False, [("a", 9, 0.0), ("i", 1, 0.0), ("i*", 1, 0.3)]),
        ("i", True, False, [("a", 9, 1.0), ("a*", 9, 0.0), ("i", 1, 1.0), ("i*", 1, 0.0)]),
        ("xcix", False, False, [("i", 99, 0.0), ("i*", 99, 0.3)]),
        ("c", False, False, [("a", 3, 0.0)]),
        ("12", False, False, [("1", 12, 0.0), ("1*", 12, 0.3)]),
        ("12", True, False, [("1", 12, 1.0), ("1*", 12, 0.0)]),
        ("05", False, False, []),
        ("C", False, False, [("A", 3, 0.0), ("I", 100, 0.1)]),
        ("IV", False, False, [("I", 4, 0.1)]),
        ("word", False, False, []),
        ("WORD", False, False, []),
        ("a-1", False, False, [("a", 1.001, 0.0)]),
        ("a-12", False, False, [("a", 1.012, 0.0)]),
        ("12-b", False, False, [("1", 12.002, 0.0), ("1*", 12.002, 0.3)]),
        ("12a", False, False, [("1", 12.001, 0.0), ("1*", 12.001, 0.3)]),
        ("i", False, True, [("a.", 9, 0.0), ("i.", 1, 0.0)]),
        ("5", False, True, [("1.", 5, 0.0)]),
        ("I", False, True, [("A.", 9, 0.0), ("I.", 1, 0.1)]),
    ],
)
def test_a_label_is_read_in_every_way_with_the_price_of_each(
    name: str, italic: bool, dotted: bool, read: list[tuple[str, float, float]]
) -> None:
    assert [
        (reading.style, reading.ordinal, reading.price)
        for reading in readings(name, italic, dotted)
    ] == read


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        # name, price of taking it for a label, price of leaving it in the text, does it fall with
        # the one before
        ("(a) Text", [("a", 0.0, None, False)]),
        ("(a)(1) Text", [("a", 0.0, None, False), ("1", 0.0, None, True)]),
        ("(c)(2) Text", [("c", 0.0, None, False), ("2", 0.0, 3.0, True)]),
        ("(c) (2) Text", [("c", 0.0, None, False), ("2", 0.0, 1.0, True)]),
        (
            "(c)(2)(i) Text",
            [("c", 0.0, None, False), ("2", 0.0, 3.0, True), ("i", 0.0, None, True)],
        ),
        ("(a) Title.—(1) Text", [("a", 0.0, None, False), ("1", 0.35, 0.0, True)]),
        ("(a) Title—(1) Text", [("a", 0.0, None, False), ("1", 0.35, 0.0, True)]),
        ("(a) Title. (1) Text", [("a", 0.0, None, False), ("1", 0.35, 0.0, True)]),
        ("(a)—(1) Text", [("a", 0.0, None, False), ("1", 0.0, 0.6, True)]),
        ("(a) Title. (2) Text", [("a", 0.0, None, False)]),
        ("(a) Text; more: (1) Text", [("a", 0.0, None, False), ("1", 0.35, 0.0, True)]),
        ("(a) Text; more: (1) one and (2) two", [("a", 0.0, None, False)]),
        ("(a) Text; more: (b) one", [("a", 0.0, None, False)]),
        ("(a) through (c) [Reserved]", [("a)-(c", 0.0, None, False)]),
        ("(a)-(c).", [("a)-(c", 0.0, None, False)]),
        ("(a) to (c) of it", [("a", 0.0, None, False)]),
        ("(c)-(a) [Reserved]", [("c", 0.0, None, False)]),
        ("(c)-(c) [Reserved]", [("c", 0.0, None, False)]),
        ("(b) of this section", [("b", 0.0, 0.7, False)]),
        ("(b) and (c) of this section", [("b", 0.0, 0.7, False)]),
        ("(b) of it", [("b", 0.0, None, False)]),
        ("(b)(1) of this section", []),
        ("* (a) Text", [("a", 0.0, None, False)]),
        ("***(a) Text", [("a", 0.0, None, False)]),
        ("****(a) Text", []),
        ("(abcde) Text", []),
        ("(iii) Text", [("iii", 0.0, None, False)]),
        ("(123) Text", [("123", 0.0, None, False)]),
        ("(1234) Text", []),
        ("1. Text", [("1", 0.0, 1.0, False)]),
        ("123. Text", [("123", 0.0, 1.0, False)]),
        ("1234. Text", []),
        ("A. 1. Text", [("A", 0.0, 1.0, False), ("1", 0.0, 0.4, True)]),
        ("A. 2. Text", [("A", 0.0, 1.0, False)]),
        ("1.Text", []),
        (". Text", []),
        ("(-a) Text", []),
        ("Text", []),
    ],
)
def test_the_labels_that_open_a_paragraph(
    raw: str, found: list[tuple[str, float, float | None, bool]]
) -> None:
    assert [
        (label.name, label.accept, label.refuse, label.joined) for label in opening(raw, ())
    ] == found


@pytest.mark.parametrize(("length", "found"), [(159, 2), (160, 2), (161, 1)])
def test_a_title_without_italics_has_up_to_a_hundred_and_sixty_letters(
    length: int, found: int
) -> None:
    assert len(opening(f"(a) {'x' * (length - 1)}— (1) Text and more (2)", ())) == found


@pytest.mark.parametrize(("length", "cited"), [(116, True), (117, True), (118, False)])
def test_a_list_of_references_ends_within_a_hundred_and_twenty_letters(
    length: int, cited: bool
) -> None:
    raw = f"(b) and (c){' ' * (length - 9)} of this section"
    assert (opening(raw, ())[0].refuse == 0.7) is cited


def test_no_more_than_nine_labels_stand_in_one_paragraph() -> None:
    assert [len(opening("(a)" + "(1)" * count, ())) for count in (7, 8, 9)] == [8, 9, 9]


def test_labels_behind_an_italic_title_are_found_and_those_inside_it_are_italic() -> None:
    raw = "(a) Title.—(1) Text"
    title = (4, 10)
    first, second = opening(raw, (title,))
    assert (second.name, second.accept, second.refuse, second.joined) == ("1", 0.0, 0.6, True)
    (only,) = opening("(a) Text", ((1, 2),))
    assert {reading.style for reading in only.readings if reading.price == 0} == {"a*"}
    assert first.readings == (Reading("a", 1, 0.0),)


def test_two_italic_pieces_up_to_four_letters_apart_are_one_title() -> None:
    for gap, found in ((4, 2), (5, 1)):
        raw = f"(a) One{'x' * gap}Two (1) Text"
        spans = ((4, 7), (7 + gap, 10 + gap))
        assert len(opening(raw, spans)) == found


def test_behind_a_defined_term_only_the_first_of_a_list_is_a_label() -> None:
    raw = "Term (2) Text"
    assert inner(raw, 5, ()) == ()
    assert [label.name for label in inner("Term (1) Text", 5, ())] == ["1"]


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("A.1.a. Text", ["A", "1", "a"]),
        ("A.1. Text", ["A", "1"]),
        ("A. Text", []),
        ("A.1.a.b.c.d. Text", ["A", "1", "a", "b", "c", "d"]),
        ("A.1.a.b.c.d.e. Text", []),
        ("1.123. Text", []),
        ("A.1.Text", []),
        ("No dots", []),
    ],
)
def test_a_run_of_labels_with_points(raw: str, names: list[str]) -> None:
    found = dotted_run(raw)
    assert [label.name for label in found] == names
    assert (
        [label.refuse for label in found] == [3.0, *([None] * (len(names) - 1))]
        if names
        else found == ()
    )
    assert (
        [label.joined for label in found] == [False, *([True] * (len(names) - 1))]
        if names
        else True
    )
    assert [label.after.name for label in found if label.after] == names[1:]


@pytest.mark.parametrize(
    ("step", "late", "restart", "price"),
    [
        (1.0, False, 4.0, 0.0),
        (0.001, False, 4.0, 0.0),
        (0.0, False, 4.0, 4.0),
        (0.0, False, 0.3, 0.3),
        (0.0, True, 4.0, 1.0),
        (0.0, True, 0.3, 0.3),
        (-3.0, False, 4.0, 4.0),
        (2.0, False, 4.0, 1.6),
        (20.0, False, 4.0, 2.5),
        (21.0, False, 4.0, 2.5),
    ],
)
def test_the_next_item_is_free_a_gap_costs_by_its_width_and_going_back_is_a_new_list(
    step: float, late: bool, restart: float, price: float
) -> None:
    assert following(step, late, restart) == pytest.approx(price)


@pytest.mark.parametrize(
    ("above", "style", "late", "price"),
    [
        (None, "a", False, 0.05),
        (None, "1", False, 0.1),
        (None, "i", False, 0.6),
        (None, "a", True, 2.55),
        (DEFINITION, "a", False, 0.05),
        (HEADING, "1", False, 0.1),
        ("a", "1", False, 0.05),
        ("1", "i", False, 0.05),
        ("a", "i", False, 0.6),
        ("1", "a", False, 0.6),
        ("a", "A.", False, 0.3),
        ("A.", "1", False, 0.3),
        ("a", "1", True, 2.55),
        ("i", "A", False, 0.05),
        ("A", "1*", False, 0.05),
        ("1*", "i*", False, 0.05),
        ("A", "i*", False, 0.6),
    ],
)
def test_a_list_begins_cheapest_at_the_next_level_of_the_code(
    above: str | None, style: str, late: bool, price: float
) -> None:
    open_item = OpenItem(None, above, 1) if above else None
    assert starting(open_item, style, late) == pytest.approx(price)


def test_the_prices_of_what_hardly_happens_stand_in_this_order() -> None:
    assert (RESTART, TWIN) == (4.0, 0.8)


OPEN = OpenItem(OpenItem(OpenItem(None, "a", 3), "1", 2), "i", 2)


def moves(found: list[tuple[float, OpenItem]]) -> list[tuple[float, str, float]]:
    return [(round(price, 3), open_item.style, open_item.ordinal) for price, open_item in found]


@pytest.mark.parametrize(
    ("raw", "restart", "told"),
    [
        ("(c)(2)(iii) Text", 4.0, [(0.05, "=", 0)]),
        ("(c)(3) Text", 4.0, [(0.05, "=", 0)]),
        ("(d)(1) Text", 4.0, []),
        ("(c) Text", 4.0, []),
        ("(2)(iii) Text", 4.0, [(0.05, "=", 1)]),
        ("(c)(1) Text", 4.0, []),
    ],
)
def test_a_label_that_names_an_open_item_again_costs_next_to_nothing(
    raw: str, restart: float, told: list[tuple[float, str, float]]
) -> None:
    assert moves(repeats(OPEN, restart, opening(raw, ())[0])) == told


def test_behind_a_break_a_list_that_begins_at_its_first_item_is_rather_new() -> None:
    at = OpenItem(OpenItem(None, "a", 1), "1", 1)
    label = opening("(a)(2) Text", ())[0]
    assert moves(repeats(at, 4.0, label)) == [(0.05, "=", 0)]
    assert moves(repeats(at, 0.3, label)) == [(0.55, "=", 0)]
    assert moves(repeats(at, 0.31, label)) == [(0.05, "=", 0)]
    later = OpenItem(OpenItem(None, "a", 2), "1", 1)
    assert moves(repeats(later, 0.3, opening("(b)(2) Text", ())[0])) == [(0.05, "=", 0)]


@pytest.mark.parametrize(
    ("raw", "depth", "told"),
    [
        # Below (c), where (2) is open and (ii) below it.
        ("(c)(3) Text", 0, [(0.0, "1", 3)]),
        ("(c)(5) Text", 0, [(1.65, "1", 5)]),
        ("(c)(2) Text", 0, [(2.0, "1", 2)]),
        ("(c)(1) Text", 0, []),
        ("(c)(2)(iii) Text", 0, [(0.05, "=", 1)]),
        # Below (2), where (ii) is the innermost.
        ("(2)(iii) Text", 1, [(0.0, "i", 3)]),
        ("(2)(ii) Text", 1, [(0.8, "i", 2)]),
        ("(2)(i) Text", 1, []),
        ("(2)(A) Text", 1, [(0.6, "A", 1)]),
        # Below (ii), where nothing is open.
        ("(ii)(A) Text", 2, [(0.05, "A", 1)]),
        ("(ii)(B) Text", 2, [(2.55, "A", 2)]),
    ],
)
def test_what_follows_a_repeated_label_goes_on_below_it(
    raw: str, depth: int, told: list[tuple[float, str, float]]
) -> None:
    after = opening(raw, ())[0].after
    assert after is not None
    found = [
        move for move in moves(going_on(path_to(OPEN), depth, after)) if not move[1].endswith("*")
    ]
    assert [move for move in found if move[1] in "=1iA"] == told


def test_going_back_below_a_repeated_label_costs_most() -> None:
    at = path_to(OpenItem(OpenItem(OpenItem(None, "a", 3), "1", 5), "i", 2))
    after = opening("(c)(3) Text", ())[0].after
    assert after is not None
    assert moves(going_on(at, 0, after)) == [(2.5, "1", 3)]


def test_an_item_behind_a_label_that_opens_a_list_late() -> None:
    label = opening("(d)(2) Text", ())[1]
    assert moves(late_below(OpenItem(None, "a", 4), label)) == [(2.55, "1", 2), (3.4, "1*", 2)]
    assert late_below(None, label) == []
    assert moves(late_below(OpenItem(None, "1", 4), label)) == [(3.4, "1*", 2)]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        # A gap in a list is taken rather than a list that begins late.
        (("(a) A.", "(c) B.", "(d) C."), "(a) (c) (d)"),
        (("(a) A.", "(1) B.", "(3) C.", "(b) D."), "(a) (a)(1) (a)(3) (b)"),
        # Letters or roman numerals: what follows decides.
        (("(g) A.", "(h) B.", "(i) C.", "(j) D."), "(g) (h) (i) (j)"),
        (("(h) A:", "(i) B;", "(ii) C;", "(iii) D."), "(h) (h)(i) (h)(ii) (h)(iii)"),
        (("(h) A.", "(i) B."), "(h) (i)"),
        (("(h) A:", "(i) B."), "(h) (i)"),
        (("(u) A.", "(v) B.", "(w) C."), "(u) (v) (w)"),
        # The same label twice in a row is a twin; behind a colon the first item opens a list.
        (("(a) A.", "(a) B."), "(a) (a)~2"),
        (("(a) A.", "(1) B.", "(1) C.", "(2) D."), "(a) (a)(1) (a)(1)~2 (a)(2)"),
        # A list that begins again behind a heading is a new list.
        (("(a) A.", "(b) B.", "<HD1>Another</HD1>", "(a) C.", "(b) D."), "(a) (b) (a)~2 (b)~2"),
        # Levels that the code does not know.
        (("(a) A.", "(A) B.", "(B) C.", "(b) D."), "(a) (a)(A) (a)(B) (b)"),
        (("(1) A.", "(a) B.", "(b) C.", "(2) D."), "(1) (1)(a) (1)(b) (2)"),
        (("(a) A.", "(i) B.", "(ii) C.", "(b) D."), "(a) (a)(i) (a)(ii) (b)"),
        # Back over several levels.
        (
            ("(a) A.", "(1) B.", "(i) C.", "(A) D.", "(b) E."),
            "(a) (a)(1) (a)(1)(i) (a)(1)(i)(A) (b)",
        ),
        (
            ("(a) A.", "(1) B.", "(i) C.", "(2) D.", "(i) E.", "(b) F."),
            "(a) (a)(1) (a)(1)(i) (a)(2) (a)(2)(i) (b)",
        ),
        # Inserted labels.
        (("(a) A.", "(a-1) B.", "(b) C."), "(a) (a-1) (b)"),
        (("(a) A.", "(1) B.", "(1a) C.", "(2) D."), "(a) (a)(1) (a)(1a) (a)(2)"),
    ],
)
def test_the_cheapest_reading_of_the_whole_sequence_is_taken(
    blocks: tuple[str, ...], expected: str
) -> None:
    assert [label for label in labels(*blocks) if not label.startswith("p")] == expected.split()


def styles(steps: list[Step], in_definitions: bool = False) -> list[str]:
    """Return for each step its path, such as `a1 11` for (a)(1)."""
    return [
        "".join(f"{item.style}{item.ordinal:g}" for item in path_to(open_item))
        for open_item in resolve(steps, in_definitions)
    ]


def step(raw: str, **more: str) -> list[Step]:
    return [Step("label", label, **more) for label in opening(raw, ())]  # type: ignore[arg-type]  # a hint


def test_a_term_stands_beside_the_term_before_and_below_the_item_that_is_open() -> None:
    term = Step("definition")
    assert styles([term, *step("(a) x"), term]) == ['"1', '"1a1', '"2']
    assert styles([*step("(a) x"), *step("(1) x"), term, term]) == [
        "a1",
        "a111",
        'a111"1',
        'a111"2',
    ]
    assert styles([*step("(a) x"), *step("(1) x"), term], in_definitions=True) == [
        "a1",
        "a111",
        'a1"1',
    ]


def test_a_numbered_heading_stands_below_the_last_one_of_a_higher_level() -> None:
    one, two, three = (Step("heading", level=level) for level in (1, 2, 3))
    assert styles([one, two, two, three, one]) == ["H1", "H1H2", "H1H2", "H1H2H3", "H1"]
    assert styles([two, *step("(a) x"), one]) == ["H2", "H2a1", "H1"]


@pytest.mark.parametrize(("depth", "deepest"), [(15, 15), (16, 16), (17, 16), (40, 16)])
def test_no_more_than_sixteen_items_are_open_one_below_the_other(depth: int, deepest: int) -> None:
    steps = [
        Step("label", Label(0, 3, "x", "(x)", (Reading(f"style {number}", 1, 0.0),)))
        for number in range(depth)
    ]
    assert max(len(path_to(open_item)) for open_item in resolve(steps, False)) == deepest

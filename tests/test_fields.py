"""The checks of values from outside: what each takes, and what it says of all else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tracker import fields
from tracker.errors import ParseError
from tracker.forms.record import Record
from tracker.toml_tables import Table

VALUES: list[Any] = ["", " ", "a", " a ", True, False, 0, 0.4, 0.5, 1, 2, 2.1, 3, 4, -1, None, (),
                     [], ["a"], {}, {"a": 1}]  # fmt: skip
"""Of any type, at the edges of the bounds below and beyond them."""


@pytest.mark.parametrize(
    ("check", "said", "taken"),
    [
        (fields.text, "must be a string", ["", " ", "a", " a "]),
        (fields.filled, "must be a string that is not empty", ["a", " a "]),
        (lambda value: fields.formed(value, "[a-z]+", "letters"), "must be letters", ["a"]),
        (fields.flag, "must be true or false", [True, False]),
        (
            lambda value: fields.number(value, 0.5, 2),
            "must be a number from 0.5 to 2",
            [0.5, 1, 2],
        ),
        (lambda value: fields.whole(value, 1, 3), "must be a whole number from 1 to 3", [1, 2, 3]),
        (lambda value: fields.whole(value, 0, 3, ""), "must be a whole number", [0, 1, 2, 3]),
        (
            lambda value: fields.listed(value, " of strings"),
            "must be a list of strings",
            [[], ["a"]],
        ),
        (
            lambda value: fields.several(value, " of tables"),
            "must be a list of tables that is not empty",
            [["a"]],
        ),
        (fields.texts, "must be a list of strings", [[], ["a"]]),
        (lambda value: fields.members(value, "a table"), "must be a table", [{}, {"a": 1}]),
    ],
    ids=[
        "text",
        "filled",
        "formed",
        "flag",
        "number",
        "whole",
        "unbounded",
        "listed",
        "several",
        "texts",
        "members",
    ],
)
def test_a_check_takes_what_it_names_and_says_so_of_all_else(
    check: Callable[[object], object], said: str, taken: list[Any]
) -> None:
    results = [_result(check, value) for value in VALUES]
    refused = [result for result in results if isinstance(result, ValueError)]
    assert [repr(value) for value in results if not isinstance(value, ValueError)] == [
        repr(value) for value in taken
    ]
    assert {str(error) for error in refused} == {said}


def _result(check: Callable[[object], object], value: object) -> object:
    try:
        return check(value)
    except ValueError as error:
        return error


@pytest.mark.parametrize("value", [[1, 3], [2, 2], [0, 9]])
def test_bounds_are_two_whole_numbers_the_lower_one_first(value: list[int]) -> None:
    assert fields.bounds(value, 0, 9) == tuple(value)


@pytest.mark.parametrize(
    "value", [None, 3, "12", [], [1], [1, 2, 3], [3, 1], [-1, 2], [1, 10], [True, 2], [1, 2.0]]
)
def test_what_is_no_bounds_is_told_what_they_are(value: object) -> None:
    with pytest.raises(ValueError, match="must be two whole numbers from 0 to 9, the lower one"):
        fields.bounds(value, 0, 9)


def test_a_table_notes_and_a_record_raises_the_same_words() -> None:
    problems: list[str] = []
    table = Table({"a": 1, "b": "x", "c": 3}, "root", problems)
    assert (table.text("a", "-"), table.flag("b", True), table.texts("c", ("-",))) == (
        "-",
        True,
        ("-",),
    )
    assert problems == [
        "root.a: must be a string that is not empty",
        "root.b: must be true or false",
        "root.c: must be a list of strings",
    ]
    record = Record({"a": 1, "b": "x"}, "the answer", "root")
    with pytest.raises(ParseError, match=r"root\.a: must be a string"):
        record.text("a")
    with pytest.raises(ParseError, match=r"root\.b: must be true or false"):
        record.flag("b")


@pytest.mark.parametrize(
    ("value", "given"), [(0, "0"), (736, "736"), (-1, -1), (True, True), (1.0, 1.0), ("1a", "1a")]
)
def test_whole_numbers_that_count_something_are_spelled_in_figures(
    value: object, given: object
) -> None:
    spelled = fields.spelled(value)
    assert (spelled, type(spelled)) == (given, type(given))


def test_a_label_is_a_text_or_a_number_in_tables_and_in_records() -> None:
    problems: list[str] = []
    table = Table({"parts": [736, " 744 ", -1, True, ""]}, "", problems)
    assert table.texts("parts", (), numbers=True) == ("736", "744")
    wrong = "must be a string that is not empty"
    assert problems == [f"parts[{index}]: {wrong}" for index in (2, 3, 4)]
    record = Record({"a": 736, "b": " 744 ", "c": True, "d": " "}, "the answer")
    assert [record.label(key) for key in ("a", "b", "d", "e")] == ["736", "744", None, None]
    with pytest.raises(ParseError, match="c: must be a string"):
        record.label("c")

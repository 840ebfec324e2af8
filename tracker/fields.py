"""What a value from outside must be, said once for all files and answers.

    configuration, taxonomy, key facts,
    expectations of the probe (TOML)    -> toml_tables.Table  notes every mistake
    answers of services (JSON)          -> forms.record.Record  stops at the first one
                                               both ask the checks here

A check returns the value with its type, or raises `ValueError` that says what it must be.
"""

from __future__ import annotations

import re


def text(value: object) -> str:
    """Return a text, which may be empty."""
    if not isinstance(value, str):
        raise ValueError("must be a string")  # noqa: TRY004 (the caller says where)
    return value


def filled(value: object) -> str:
    """Return a text with more than white space in it."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a string that is not empty")
    return value


def formed(value: object, like: str, what: str) -> str:
    """Return a text of the form of a regular expression; `what` says in words what it must be."""
    if not isinstance(value, str) or not re.fullmatch(like, value, re.DOTALL):
        raise ValueError(f"must be {what}")
    return value


def spelled(value: object) -> object:
    """Return a whole number that is not negative in figures; anything else as it is."""
    counts = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return str(value) if counts else value


def flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false")  # noqa: TRY004 (the caller says where)
    return value


def number(value: object, low: float, high: float) -> float:
    """Return a number between two bounds, both inclusive."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"must be a number from {low:g} to {high:g}")
    return value


def whole(value: object, low: int, high: int, bounds: str = " from {} to {}") -> int:
    """Return a whole number between two bounds, both inclusive."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ValueError(f"must be a whole number{bounds.format(low, high)}")
    return value


def listed(value: object, of: str = "") -> list[object]:
    """Return a list; `of` says what it should hold."""
    if not isinstance(value, list):
        raise ValueError(f"must be a list{of}")  # noqa: TRY004 (the caller says where)
    return value


def several(value: object, of: str = "") -> list[object]:
    """Return a list with anything in it; `of` says what it should hold."""
    if not isinstance(value, list) or not value:
        raise ValueError(f"must be a list{of} that is not empty")
    return value


def texts(value: object) -> list[str]:
    """Return a list of texts."""
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ValueError("must be a list of strings")
    return value


def bounds(value: object, low: int, high: int) -> tuple[int, int]:
    """Return two whole numbers between two bounds, the lower one first."""
    try:
        first, last = (whole(entry, low, high) for entry in listed(value))
    except ValueError:
        first, last = 1, 0
    if first > last:
        raise ValueError(f"must be two whole numbers from {low} to {high}, the lower one first")
    return first, last


def members(value: object, what: str) -> dict[str, object]:
    """Return what has names: a table of TOML, an object of JSON."""
    if not isinstance(value, dict):
        raise ValueError(f"must be {what}")  # noqa: TRY004 (the caller says where)
    return value

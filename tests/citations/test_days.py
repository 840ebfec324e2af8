"""Calendar days as texts print them."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.citations import days, worded_day

D = date.fromisoformat


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dec. 5, 2024", ["2024-12-05"]),
        ("DECEMBER 5, 2024", ["2024-12-05"]),
        ("Sept. 5, 2024 and Sep 6, 2024", ["2024-09-05", "2024-09-06"]),
        ("December 5 2024", ["2024-12-05"]),
        ("5 December 2024", ["2024-12-05"]),
        ("on May\n5,\n2024", ["2024-05-05"]),
        ("12/5/24, 12/5/2024", ["2024-12-05", "2024-12-05"]),
        ("1/2/36 and 1/2/35", ["1936-01-02", "2035-01-02"]),
        ("2024-12-05", ["2024-12-05"]),
        ("January 13. 2025", []),
        ("Feb. 30, 2024", []),
        ("13/13/24", []),
        ("111/2/24", []),
        ("12024-12-05", []),
        ("December 5, 20245", []),
        ("March 12 1500 units", []),
        ("Amay 5, 2024", []),
        ("December 2024", []),
    ],
)
def test_a_day_is_read_in_each_of_its_shapes(text: str, expected: list[str]) -> None:
    assert days(text) == tuple(map(D, expected))


def test_a_worded_day_has_the_name_of_its_month() -> None:
    assert worded_day("2020-01-01, 1/2/20, July 10, 2026 and 1 May 2020") == D("2026-07-10")
    assert worded_day("updated 10 July 2026") == D("2026-07-10")
    assert worded_day("2020-01-01 and Feb. 30, 2024") is None

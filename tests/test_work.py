"""The counting of work tells a line from a square, and stops what does not end."""

from __future__ import annotations

import sys

import pytest

from tests.work import growth, steps


def line(size: int) -> int:
    return sum(1 for _ in range(size))


def square(size: int) -> int:
    return sum(line(size) for _ in range(size))


def endless() -> None:
    while True:
        pass


def test_twice_the_size_is_twice_the_work_in_a_line_and_four_times_in_a_square() -> None:
    assert 1.9 < growth(line, 200) < 2.1
    assert 3.8 < growth(square, 100) < 4.2


def test_the_same_work_is_counted_the_same_every_time() -> None:
    assert steps(lambda: square(50)) == steps(lambda: square(50)) > 2_500


def test_what_does_not_end_is_stopped() -> None:
    with pytest.raises(AssertionError, match="stopped after 1000 steps"):
        steps(endless, most=1_000)


def test_whoever_traced_before_goes_on_afterwards() -> None:
    before = sys.gettrace()
    with pytest.raises(ZeroDivisionError):
        steps(lambda: 1 / 0)
    assert sys.gettrace() is before

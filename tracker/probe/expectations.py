"""The table of expectations: data of the package, read into values."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

from tracker.probe.values import Expectation


@lru_cache(maxsize=1)
def table() -> tuple[Expectation, ...]:
    """Return every question with what is expected of its answer, in the order of asking."""
    data = (resources.files("tracker") / "data" / "expectations.toml").read_text(encoding="utf-8")
    return read(data)


def read(data: str) -> tuple[Expectation, ...]:
    """Read a table from TOML.

    `TypeError` for a key that no expectation has: the file is program.
    """
    made = tomllib.loads(data)["question"]
    return tuple(
        Expectation(**{key: _frozen(value) for key, value in expectation.items()})
        for expectation in made
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value

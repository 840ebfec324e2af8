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
    """Read a table from TOML; a key that no expectation has is a `TypeError`, for the file is part of the program."""
    return tuple(Expectation(**{key: _frozen(value) for key, value in one.items()}) for one in tomllib.loads(data)["question"])


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value

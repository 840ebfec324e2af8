"""The table of expectations: data of the package, read into values."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import cast, get_args

from tracker.errors import ConfigError
from tracker.probe.values import Expectation, Form
from tracker.toml_tables import Table, decoded

_SOURCE = "expectations.toml"
_USUAL = Expectation(id="", service="", asks="", costs="", form="text", types=())
"""What is expected where the table says nothing else."""
_MOST = 1_000_000_000
_LONGEST = 3_600


@lru_cache(maxsize=1)
def table() -> tuple[Expectation, ...]:
    """Return every question with what is expected of its answer, in the order of asking."""
    return read((resources.files("tracker") / "data" / _SOURCE).read_bytes(), _SOURCE)


def read(data: bytes, source: str) -> tuple[Expectation, ...]:
    """Read a table from TOML; `ConfigError` lists all mistakes."""
    problems: list[str] = []
    root = Table(decoded(data, source), "", problems)
    made = tuple(_expectation(entry) for entry in root.tables("question", required=True))
    root.finish()
    if problems:
        raise ConfigError(tuple(f"{source}: {problem}" for problem in problems))
    return made


def _expectation(entry: Table) -> Expectation:
    made = Expectation(
        id=entry.required("id"),
        service=entry.required("service"),
        asks=entry.required("asks"),
        costs=entry.required("costs"),
        form=cast("Form", entry.choice("form", "", get_args(Form))),
        types=entry.texts("types", _USUAL.types),
        status=entry.whole("status", _USUAL.status, 100, 599),
        roots=entry.texts("roots", _USUAL.roots),
        keys=entry.texts("keys", _USUAL.keys),
        also=entry.texts("also", _USUAL.also),
        absent=entry.texts("absent", _USUAL.absent),
        items=entry.text("items", _USUAL.items),
        item_keys=entry.texts("item_keys", _USUAL.item_keys),
        item_also=entry.texts("item_also", _USUAL.item_also),
        size=entry.bounds("size", _USUAL.size, 0, _MOST),
        rows=entry.bounds("rows", _USUAL.rows, 0, _MOST),
        usual=entry.number("usual", _USUAL.usual, 0, _LONGEST),
        limit=entry.number("limit", _USUAL.limit, 0, _LONGEST),
        fresh=entry.flag("fresh", _USUAL.fresh),
        optional=entry.flag("optional", _USUAL.optional),
        paged=entry.flag("paged", _USUAL.paged),
        next_data=entry.flag("next_data", _USUAL.next_data),
        path=entry.text("path", _USUAL.path),
    )
    if not made.types:
        entry.note("types", "required: a list of strings that is not empty")
    entry.finish()
    return made

"""The tables of `make mutants` fit the tree; the tool itself needs an extra and runs outside the quick tests."""

from __future__ import annotations

import tomllib
from typing import Any

from tests.conftest import ROOT

CORE = ("diff", "structure", "words.py", "align.py", "cause", "tag", "digest/coming.py", "store/pending.py")


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "tests/mutants" / name).read_text(encoding="utf-8"))


def test_every_part_of_the_pure_core_has_tests_named_for_its_mutants() -> None:
    named = table("tests.toml")["tests"]
    assert [part for part in CORE if not any(key.rstrip("/") == f"tracker/{part}" for key in named)] == []


def test_every_module_and_test_that_is_named_for_mutants_is_there() -> None:
    named = table("tests.toml")["tests"]
    assert [key for key in named if not (ROOT / key).exists()] == []
    assert [pattern for patterns in named.values() for pattern in patterns if not list(ROOT.glob(pattern))] == []


def test_every_mutant_that_is_marked_as_equivalent_still_has_its_line_and_a_reason() -> None:
    stale = [
        f"{file}: {one['before']}"
        for file, entries in table("equivalent.toml").items()
        for one in entries
        if one["before"] not in (ROOT / file).read_text(encoding="utf-8") or not one["reason"] or not one["after"]
    ]
    assert stale == []

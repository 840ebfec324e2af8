"""The tables of `make mutants` fit the tree; the tool itself needs an extra and runs outside the
quick tests."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT

CORE = (
    "diff",
    "structure",
    "words.py",
    "align.py",
    "cause",
    "tag",
    "digest/coming.py",
    "sources/ecfr/pending.py",
)


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "tests/mutants" / name).read_text(encoding="utf-8"))


def test_every_part_of_the_pure_core_has_tests_named_for_its_mutants() -> None:
    named = table("tests.toml")["tests"]
    assert [
        part for part in CORE if not any(key.rstrip("/") == f"tracker/{part}" for key in named)
    ] == []


def test_every_module_and_test_that_is_named_for_mutants_is_there() -> None:
    named = table("tests.toml")["tests"]
    assert [key for key in named if not (ROOT / key).exists()] == []
    assert [
        pattern
        for patterns in named.values()
        for pattern in patterns
        if not list(ROOT.glob(pattern))
    ] == []


def test_every_mutant_that_is_marked_as_equivalent_still_has_its_line_and_a_reason() -> None:
    stale = [
        f"{file}: {entry['before']}"
        for file, entries in table("equivalent.toml").items()
        for entry in entries
        if entry["before"] not in (ROOT / file).read_text(encoding="utf-8")
        or not entry["reason"]
        or not entry["after"]
    ]
    assert stale == []


SAMPLE = """import re
LIMIT = 0.5
FORM = re.compile(r"a{2,5}")


def chosen(values: list[int] | None) -> list[int]:
    if not values:
        raise ValueError(f"{1} value")
    assert len(values) < 9
    return sorted((one for one in values if one >= LIMIT), key=lambda one: (one, -one))
"""


@pytest.fixture
def mutations() -> ModuleType:
    """Load what makes the mutants, or skip where the extra `mutants` is not installed."""
    pytest.importorskip("cosmic_ray", reason="the extra `mutants` is not installed")
    found = importlib.util.spec_from_file_location("mutations", ROOT / "tests/mutants/mutations.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["mutations"] = module
    found.loader.exec_module(module)
    return module


def test_limits_branches_patterns_and_ties_are_changed_and_annotations_errors_and_asserts_are_not(
    mutations: ModuleType,
) -> None:
    made = [mutations.mutant("x.py", SAMPLE, place) for place in mutations.places(SAMPLE)]
    assert {(mutant.line, mutant.after) for mutant in made if mutant} == {
        (2, "LIMIT = 0.45"),
        (2, "LIMIT = 0.55"),
        (3, 'FORM = re.compile(r"a{1,5}")'),
        (3, 'FORM = re.compile(r"a{3,5}")'),
        (3, 'FORM = re.compile(r"a{2,4}")'),
        (3, 'FORM = re.compile(r"a{2,6}")'),
        (7, "if  values:"),
        (7, "if False:"),
        (7, "if True:"),
        (10, "return sorted((one for one in values if one > LIMIT), key=lambda one: (one, -one))"),
        (10, "return sorted((one for one in values if one < LIMIT), key=lambda one: (one, -one))"),
        (10, "return sorted((one for one in values if False), key=lambda one: (one, -one))"),
        (10, "return sorted((one for one in values if True), key=lambda one: (one, -one))"),
        (10, "return sorted((one for one in values if one >= LIMIT), key=lambda one: (-one,))"),
        (10, "return sorted((one for one in values if one >= LIMIT), key=lambda one: (one,))"),
    }

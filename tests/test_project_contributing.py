"""CONTRIBUTING.md and ARCHITECTURE.md name only what is there: words, files, folders, layers."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PICTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_page_has_the_words_of_the_makefile_and_no_other() -> None:
    listed = re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)
    rows = re.findall(r"^\| `make ([a-z]+)` \|", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(set(listed) - {"help"})
    assert set(re.findall(r"`make ([a-z]+)`", PAGE)) == set(rows)


def test_every_setting_of_a_word_is_read_by_the_makefile() -> None:
    settings = set(re.findall(r"\b([A-Z]+)=", PAGE))
    assert len(settings) >= 4
    assert [name for name in settings if f"$({name})" not in MAKEFILE] == []


@pytest.mark.parametrize("page", [PAGE, PICTURE], ids=["contributing", "architecture"])
def test_every_path_that_a_page_names_exists(page: str) -> None:
    named = re.findall(r"`((?:\.?[\w-]+/)+[\w.-]*|\.?[\w-]+\.(?:md|py|toml|lock|txt))`", page)
    folders = re.findall(r"`(templates|tests)`", page)
    there = [path for path in (*named, *folders) if "NAME" not in path]
    assert len(there) > 15
    assert [path for path in there if not (ROOT / path).exists()] == []


def test_the_layers_of_the_picture_are_those_of_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    rows = re.findall(r"^\| (`\w+`(?: (?:\\\||:) `\w+`)*) \|", PICTURE, re.MULTILINE)
    shown = [row.replace("`", "").replace("\\", "") for row in rows]
    assert shown == [layer for layer in layers if layer != "__main__"]
    modules = {file.stem for file in (ROOT / "tracker").glob("*.py")} - {"__init__", "__main__"}
    assert modules <= set(chain.from_iterable(re.findall(r"\w+", row) for row in shown))


def test_the_picture_is_one_page() -> None:
    lines = PICTURE.splitlines()
    assert len(lines) <= 90
    assert max(map(len, lines)) <= 180


def test_everything_that_can_be_added_has_its_paragraph() -> None:
    added = re.findall(r"^\*\*An? ([a-z ]+)\.\*\*", PAGE, re.MULTILINE)
    assert added == [
        "source", "special list", "unit kind", "topic", "command", "output", "dependency",
    ]  # fmt: skip

"""CONTRIBUTING.md names only what is there: words of the Makefile, files, folders."""

from __future__ import annotations

import re

from tests.conftest import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
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


def test_every_path_that_the_page_names_exists() -> None:
    named = re.findall(r"`((?:\.?[\w-]+/)+[\w.-]*|\.?[\w-]+\.(?:md|py|toml|lock|txt))`", PAGE)
    folders = re.findall(r"`(templates|tests)`", PAGE)
    assert len(named) > 15
    assert [path for path in (*named, *folders) if not (ROOT / path).exists()] == []


def test_everything_that_can_be_added_has_its_paragraph() -> None:
    added = re.findall(r"^\*\*An? ([a-z ]+)\.\*\*", PAGE, re.MULTILINE)
    assert added == [
        "source", "special list", "unit kind", "topic", "command", "output", "dependency",
    ]  # fmt: skip

"""What the tracker says is plain English: "X is not a date", never "X is no date"."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAID = sorted(
    [
        *(ROOT / "tracker").rglob("*.py"),
        *(ROOT / "templates").iterdir(),
        *(ROOT / ".github/scripts").iterdir(),
    ]
)

_IS_NO = re.compile(r"(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b)\w+", re.IGNORECASE)
"""A noun denied by "is no": natural in "there is no database" and "is no longer served" alone."""
_AWKWARD = re.compile(
    r"\b(?:holds?|held) no \w+|\bno (?:JSON|TOML|XML|HTML|PDF)\b|\botherwise than\b"
    r"|\bfor ever\b|\btold of\b|\bis to do\b|\bstands? (?:there|twice)\b|\brow\(s\)",
    re.IGNORECASE,
)
"""Other turns that read like a translation, or that leave singular and plural to the reader."""


def awkward(text: str) -> list[str]:
    """Return the turns of a text that are not plain English."""
    folded = " ".join(text.split())
    return [found[0] for pattern in (_IS_NO, _AWKWARD) for found in pattern.finditer(folded)]


def literals(source: str) -> Iterator[str]:
    """Yield the strings of a module that may reach people: every literal, and the docstrings that
    are help texts."""
    tree = ast.parse(source)
    silent = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    helps = {
        id(node.body[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _is_help(node)
    }
    silent |= {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and id(node) not in helps
    }
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values
            )


def _is_help(one: ast.FunctionDef) -> bool:
    """Tell whether the docstring is printed by `--help`: that of a command or of a group of
    commands."""
    return any(
        name in ast.unparse(mark) for mark in one.decorator_list for name in ("command", "group")
    )


def said_in(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return list(literals(text)) if path.suffix == ".py" else text.splitlines()


@pytest.mark.parametrize("path", SAID, ids=[str(path.relative_to(ROOT)) for path in SAID])
def test_every_message_is_plain_english(path: Path) -> None:
    assert [(found, said) for said in said_in(path) for found in awkward(said)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('x = f"{text!r} is no date; write it as YYYY-MM-DD"', ["is no date"]),
        ('x = "these are no rows " "of a list"', ["are no rows"]),
        ('x = f"{home} holds no such unit"', ["holds no such"]),
        ('x = f"{path}: no TOML ({error})"', ["no TOML"]),
        ('x = f"{count} row(s) gone"', ["row(s)"]),
        (
            '@click.command()\ndef one() -> None:\n    """Tell what is otherwise than expected."""',
            ["otherwise than"],
        ),
        ('x = "there is no database; the page is no longer served"', []),
        ('x = f"{text!r} is not a date"', []),
        ('def one() -> None:\n    """Return None for what is no date."""\n    return None', []),
    ],
)
def test_a_turn_that_is_not_english_is_found_in_what_people_read(
    source: str, found: list[str]
) -> None:
    assert [turn for said in literals(source) for turn in awkward(said)] == found

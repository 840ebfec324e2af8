"""Walks the project: sizes, tests beside sources, commands beside their docs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker.cli.main import COMMANDS
from tracker.sources import SOURCES

MODULES = sorted((ROOT / "tracker").rglob("*.py"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = 350
FUNCTION = 45
COMMAND = 15


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_no_module_is_longer_than_a_reader_likes() -> None:
    assert [
        name_of(file)
        for file in MODULES
        if len(file.read_text(encoding="utf-8").splitlines()) > LINES
    ] == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name_of(file)}:{found.lineno} {found.name}"
        for file in MODULES
        for found in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(found, ast.FunctionDef)
        and (found.end_lineno or found.lineno) - found.lineno + 1 > FUNCTION
    ]
    assert long == []


def test_every_package_and_module_says_what_it_is_for() -> None:
    assert [
        name_of(file)
        for file in MODULES
        if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ] == []


def test_every_source_has_tests_of_its_own() -> None:
    tests = " ".join(file.name for file in (ROOT / "tests").rglob("test_*.py"))
    tables = [source.table for source in SOURCES]
    assert len(tables) > 2
    assert [name for name in tables if name not in tests] == []


def test_the_clock_is_read_by_the_command_line_alone() -> None:
    reading = re.compile(r"\b(?:datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
    found = [
        name_of(file)
        for file in MODULES
        if "cli" not in file.parts and reading.search(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_seconds_are_counted_for_pauses_alone() -> None:
    """No module but these measures time, and each of them takes its clock as an argument."""
    uses = {
        name_of(file): set(re.findall(r"\btime\.(\w+)", file.read_text(encoding="utf-8")))
        for file in MODULES
        if re.search(r"^(?:import time$|from time )", file.read_text("utf-8"), re.MULTILINE)
    }
    assert uses == {
        "tracker/fetch.py": {"sleep", "monotonic"},
        "tracker/probe/__init__.py": {"sleep"},
        "tracker/probe/asking.py": {"sleep", "monotonic"},
    }
    picture = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert "(`fetch` and the probe only count the seconds of their pauses)" in picture


def test_a_command_reads_calls_and_prints_in_a_few_lines() -> None:
    long = [
        f"{name_of(file)}: {found.name}"
        for file in (ROOT / "tracker/cli").glob("*.py")
        for found in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(found, ast.FunctionDef)
        and any("command" in ast.unparse(decorator) for decorator in found.decorator_list)
        and (found.end_lineno or 0) - (found.body[0].end_lineno or 0) > COMMAND
    ]
    assert long == []


def test_every_question_has_tests_of_its_own() -> None:
    questions = {file.stem for file in (ROOT / "tracker/ask").glob("[a-z]*.py")}
    tests = {file.stem.removeprefix("test_") for file in (ROOT / "tests/ask").glob("test_*.py")}
    assert questions == tests


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"| `{command}" in README


def test_every_command_of_the_readme_is_understood() -> None:
    """Each `tracker ...` line in a code block names a command and options that its help knows."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    calls = [
        line.split("tracker ", 1)[1].split("#")[0].split()
        for line in lines
        if re.match(r"(?:\.venv/bin/)?tracker ", line)
    ]
    assert len(calls) > 5
    for words in calls:
        command = next(word for word in words if word in COMMANDS)
        group = [command, *[word for word in words if word in ("restore", "save", "list")]]
        shown = help_of(*group)
        unknown = [
            word
            for word in words[words.index(command) :]
            if word.startswith("--") and word not in shown
        ]
        assert unknown == [], words


def help_of(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tracker", *command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = help_of(command)
    assert "Examples:" in shown
    assert f"tracker {command}" in shown


def test_every_make_word_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    words = set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))
    assert {"demo", "test"} <= words
    assert [word for word in words if f"\n{word}:" not in makefile] == []


def test_every_link_of_the_docs_leads_somewhere() -> None:
    broken = [
        f"{name_of(file)}: {target}"
        for file in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", file.read_text(encoding="utf-8"))
        if not (file.parent / target).exists()
    ]
    assert broken == []

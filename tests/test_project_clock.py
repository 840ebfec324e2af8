"""No quick test compares what a clock says: a busy machine fails it, a fast one hides a square.

Work is counted instead (`tests/work.py`); time is measured by `make bench`, `make soak` and the
scale world.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

MEASURING = ("bench", "scale", "mutants")
"""Folders of `tests` that measure time, beside tests that are marked `soak`."""
TESTS = sorted(
    file
    for file in (ROOT / "tests").rglob("*.py")
    if file.relative_to(ROOT / "tests").parts[0] not in MEASURING
)
CLOCKS = {
    name + form
    for name in ("time", "perf_counter", "monotonic", "process_time", "thread_time")
    for form in ("", "_ns")
}
MEMBERSHIP = (ast.In, ast.NotIn, ast.Is, ast.IsNot)


def is_soak(node: ast.AST) -> bool:
    """Tell whether a function, a class or a whole module is marked `soak`."""
    marks: list[ast.expr] = list(getattr(node, "decorator_list", []))
    if isinstance(node, ast.Module):
        lines = [line for line in node.body if isinstance(line, ast.Assign)]
        marks += [line.value for line in lines if names_of(line.targets[0]) == {"pytestmark"}]
    found = (inner for mark in marks for inner in ast.walk(mark))
    return any(isinstance(mark, ast.Attribute) and mark.attr == "soak" for mark in found)


def quick(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it, without what is marked `soak`."""
    if is_soak(node):
        return
    yield node
    for inner in ast.iter_child_nodes(node):
        yield from quick(inner)


def names_of(target: ast.AST) -> set[str]:
    """Return the names that an assignment fills: of `self.took[word]` it is `took`."""
    match target:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case ast.Subscript(value=inner) | ast.Starred(value=inner):
            return names_of(inner)
        case ast.Tuple(elts=several) | ast.List(elts=several):
            return set().union(*map(names_of, several))
    return set()


def imported(nodes: list[ast.AST]) -> tuple[set[str], set[str]]:
    """Return by which names a module calls `time`, and by which the clocks themselves."""
    modules: set[str] = set()
    clocks: set[str] = set()
    for node in nodes:
        match node:
            case ast.Import(names=several):
                modules |= {alias.asname or alias.name for alias in several if alias.name == "time"}
            case ast.ImportFrom(module="time", names=several):
                clocks |= {alias.asname or alias.name for alias in several if alias.name in CLOCKS}
    return modules, clocks


class Readings:
    """What holds the reading of a clock: the clocks, and every name that was filled from one."""

    def __init__(self, nodes: list[ast.AST]) -> None:
        self.modules, self.clocks = imported(nodes)
        self.names: set[str] = set()
        filled = [(names, value) for node in nodes for names, value in self._filled(node) if value]
        before = -1
        while before < len(self.names):
            before = len(self.names)
            for names, value in filled:
                if self.within(value):
                    self.names |= names

    @staticmethod
    def _filled(node: ast.AST) -> Iterator[tuple[set[str], ast.AST | None]]:
        match node:
            case ast.Assign(targets=several, value=value):
                yield set().union(*map(names_of, several)), value
            case (
                ast.AnnAssign(target=target, value=value)
                | ast.AugAssign(target=target, value=value)
                | ast.NamedExpr(target=target, value=value)
                | ast.For(target=target, iter=value)
                | ast.comprehension(target=target, iter=value)
            ):
                yield names_of(target), value
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return | ast.Yield):
                        yield {name}, inner.value

    def within(self, node: ast.AST) -> bool:
        """Tell whether an expression holds a reading; whether a name is *in* something is none."""
        match node:
            case ast.Compare(ops=several) if all(
                isinstance(operator, MEMBERSHIP) for operator in several
            ):
                return False
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in self.modules:
                return name in CLOCKS
            case ast.Name(id=name):
                return name in self.clocks | self.names
            case ast.Attribute(attr=name) if name in self.names:
                return True
        return any(map(self.within, ast.iter_child_nodes(node)))


def compared(source: str) -> list[int]:
    """Return the lines of a quick test that compare or assert what a clock says."""
    nodes = list(quick(ast.parse(source)))
    readings = Readings(nodes)
    return sorted(
        {
            node.lineno
            for node in nodes
            if isinstance(node, ast.Compare | ast.Assert) and readings.within(node)
        }
    )


@pytest.mark.parametrize(
    "broken",
    [
        "import time\nstart = time.time()\nwork()\nassert time.time() - start < 5",
        "import time as t\nassert t.monotonic_ns() < limit",
        "from time import perf_counter as now\nbegun = now()\nwork()\nassert now() - begun < 2",
        "import time\nclock = time.process_time\ntook = clock()\nassert quick(took)",
        "import time\nstart = time.monotonic()\nif limit > start:\n    pytest.fail('slow')",
        "import time\nwhile (now := time.monotonic()) < until:\n    work()",
        "import time\nrun.took['poll'] = time.monotonic()\nassert 1 > run.took['poll'] * 2",
        "import time\ndef cost():\n    return time.time()\none = cost()\nassert cost() < 4 * one",
        "import time\nleast = 9\nfor _ in range(3):\n    least -= time.time()\nassert least < 3",
        "import time\nall_of = [time.time() for _ in two]\nfor one in all_of:\n    assert one < 3",
        "import time\n@pytest.mark.slow\ndef test_it():\n    assert time.thread_time() < 3",
    ],
)
def test_the_guard_of_clocks_knows_a_test_that_breaks_the_rule(broken: str) -> None:
    faults = [
        place
        for place, line in enumerate(broken.splitlines(), 1)
        if line.strip().startswith(("assert", "if", "while"))
    ]
    assert compared(broken) == faults


@pytest.mark.parametrize(
    "sound",
    [
        "import time\ntime.sleep(1)\nassert time.gmtime() != now",
        "import time\nbegun = time.monotonic()\nprint(time.monotonic() - begun)",
        "import time\ntook['poll'] = time.monotonic()\nif 'rebuild' not in took:\n    run()",
        "import time\n@pytest.mark.soak\ndef test_it():\n    assert time.time() < 3",
        "import time\npytestmark = [pytest.mark.soak]\ndef test_it():\n    assert time.time() < 3",
        "from tracker import time\nassert moment.time() < noon",
        "assert steps(work) < 3",
    ],
)
def test_the_guard_of_clocks_lets_everything_else_pass(sound: str) -> None:
    assert compared(sound) == []


def path_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_no_quick_test_compares_what_a_clock_says() -> None:
    assert len(TESTS) > 100
    found = [
        f"{path_of(file)}:{line}"
        for file in TESTS
        for line in compared(file.read_text(encoding="utf-8"))
    ]
    assert found == []

"""`make mutants`: which small changes of meaning do the tests of a module not see?

    pure core -> places -> a seeded draw, each module by its size -> one changed copy after another
    -> its own tests

Works in a copy of the checkout in a temporary folder, without the recorded data beside it: what
counts is what every machine can see. Prints every survivor with its place and the rate at the end;
always exits 0, since this is a look, not a gate.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import math
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path

from mutations import Mutant, mutant, places

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
DRAWN = 300
IDLE = 20
"""How many times its seconds of work a mutant may take by the clock: one that waits for something
for ever works no second."""
HEAVY = (
    "pytest",
    "hypothesis",
    "hypothesis.strategies",
    "lxml.etree",
    "requests",
    "rich.console",
    "sqlite_utils",
    "jinja2",
    "pypdf",
)
"""Imported once, before the copies of this process run the tests, so that each starts at once."""

ASKED = (
    "-x",
    "-q",
    "--no-header",
    "-p",
    "no:xdist",
    "-p",
    "no:cacheprovider",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)
FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Module:
    """One module of the core, its text, and the tests that should see every change of it."""

    file: str
    source: str
    tests: tuple[str, ...]


@dataclass
class Score:
    """How the mutants of one package fared."""

    killed: int = 0
    marked: int = 0
    survivors: list[Mutant] = field(default_factory=list)

    def told(self, name: str) -> str:
        """Return the line of the report."""
        counted = self.killed + len(self.survivors)
        rate = f"{100 * len(self.survivors) / counted:5.1f}%" if counted else "    -"
        return (
            f"{name:28} {counted:5} mutants {len(self.survivors):5} survive  {rate}  "
            f" ({self.marked} marked as equivalent)"
        )


def modules(only: str, table: dict[str, list[str]]) -> list[Module]:
    """Return the modules of the core that begin with `only`, each with the tests of the longest key
    that it begins with."""
    found = []
    for file in sorted(
        path.relative_to(ROOT).as_posix() for path in (ROOT / "tracker").rglob("*.py")
    ):
        keys = [key for key in table if file.startswith(key)]
        if keys and file.startswith(only):
            tests = tuple(path for pattern in table[max(keys, key=len)] for path in _files(pattern))
            found.append(Module(file, (ROOT / file).read_text(encoding="utf-8"), tests))
    return found


def _files(pattern: str) -> list[str]:
    files = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))
    assert files, f"tests.toml names {pattern}, which is not there"
    return files


def drawn(chosen: list[Module], count: int | None, seed: int) -> list[tuple[Module, Mutant]]:
    """Return all mutants, or about `count` of them: of each module a share by its size, at least
    one."""
    found = {module.file: places(module.source) for module in chosen}
    total = sum(map(len, found.values()))
    picked: list[tuple[Module, Mutant]] = []
    for module in chosen:
        here = found[module.file]
        random.Random(f"{seed} {module.file}").shuffle(here)
        share = len(here) if count is None else math.ceil(count * len(here) / total) if here else 0
        seen: set[bytes] = set()
        for place in here:
            if len(seen) == share:
                break
            made = mutant(module.file, module.source, place)
            mark = hashlib.sha256(made.source.encode()).digest() if made else b""
            if made and mark not in seen:
                seen.add(mark)
                picked.append((module, made))
    return picked


def copied(folder: Path) -> Path:
    """Copy what git knows of the checkout, changed files included, and return the copy."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def _tested(copy: Path, tests: Sequence[str], seconds: int | None) -> None:
    """Run tests in this process, a fork made for it, and end it with their exit code.

    A mutant that runs on is ended after so many seconds of work, whatever else the machine does;
    `None` is no mutant.
    """
    unchanged = seconds is None
    if seconds is not None:
        os.environ["HYPOTHESIS_PROFILE"] = "mutants"
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    os.chdir(copy)
    os.setpgrp()  # what the tests start ends with them
    sys.dont_write_bytecode = not unchanged
    sys.path[:] = [str(copy), *(path for path in sys.path if path and Path(path).resolve() != HERE)]
    if not unchanged:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
    pytest = importlib.import_module("pytest")
    code = pytest.main([*ASKED, *tests])
    os._exit(int(code))


@dataclass(frozen=True)
class Bench:
    """A copy of the checkout in which one mutant at a time is tried."""

    copy: Path
    limits: dict[tuple[str, ...], int]

    def start(self, module: Module, one: Mutant) -> ForkProcess:
        """Write the mutant and start the tests of its module."""
        self._write(module, one.source, 10)  # never the time that a compiled file was made from
        process = FORK.Process(
            target=_tested, args=(self.copy, module.tests, self.limits[module.tests]), daemon=True
        )
        process.start()
        return process

    def finish(self, module: Module, process: ForkProcess) -> bool:
        """End the tests where they still run, put the module back; tell whether the mutant
        survived."""
        if process.exitcode is None and process.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
        process.join()
        self._write(module, module.source, -10)
        return process.exitcode == 0

    def _write(self, module: Module, source: str, later: float) -> None:
        target = self.copy / module.file
        changed = target.stat().st_mtime + later
        target.write_text(source, encoding="utf-8")
        os.utime(target, (changed, changed))


def timed(copy: Path, chosen: list[Module], patience: float) -> dict[tuple[str, ...], int]:
    """Run every set of tests once on the unchanged copy; return the seconds of work that a mutant
    may take for each."""
    limits: dict[tuple[str, ...], int] = {}
    for tests in dict.fromkeys(module.tests for module in chosen):
        before = _worked()
        process = FORK.Process(target=_tested, args=(copy, tests, None))
        process.start()
        process.join()
        if process.exitcode != 0:
            raise SystemExit(f"the tests fail without any mutant: {' '.join(tests)}")
        limits[tests] = math.ceil(patience * (_worked() - before)) + 3
    return limits


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tried(work: list[tuple[Module, Mutant]], benches: list[Bench]) -> Iterator[tuple[Mutant, bool]]:
    """Try every mutant, one in each bench at a time; yield each with whether it survived."""
    waiting = work[::-1]
    free = list(benches)
    running: dict[int, tuple[ForkProcess, Bench, Module, Mutant, float]] = {}
    while waiting or running:
        while waiting and free:
            bench = free.pop()
            module, one = waiting.pop()
            process = bench.start(module, one)
            running[process.sentinel] = (
                process,
                bench,
                module,
                one,
                time.monotonic() + IDLE * bench.limits[module.tests],
            )
        soonest = min(entry[4] for entry in running.values())
        ended = set(wait(list(running), timeout=max(0.0, soonest - time.monotonic())))
        for sentinel, (process, bench, module, one, until) in list(running.items()):
            if sentinel in ended or time.monotonic() >= until:
                del running[sentinel]
                yield one, bench.finish(module, process)
                free.append(bench)


def equivalent() -> set[tuple[str, str, str]]:
    """Return the mutants that somebody marked, with a reason, as no change of behaviour."""
    listed = tomllib.loads((HERE / "equivalent.toml").read_text(encoding="utf-8"))
    return {
        (file, entry["before"], after)
        for file, entries in listed.items()
        for entry in entries
        for after in entry["after"]
    }


def package(file: str) -> str:
    """Return the name under which a module is counted."""
    parts = file.split("/")
    return "/".join(parts[:2]) if parts[1] not in ("digest", "store") else file


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Draw, try, report."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument(
        "--count",
        type=int,
        default=DRAWN,
        help=f"how many mutants to draw from the whole core (default {DRAWN})",
    )
    asked.add_argument("--all", action="store_true", help="try every mutant: hours")
    asked.add_argument("--seed", type=int, default=1, help="another number draws other mutants")
    asked.add_argument(
        "--only", default="", help="modules that begin with this path, such as tracker/diff/"
    )
    asked.add_argument("--jobs", type=int, default=1, help="how many at a time")
    asked.add_argument(
        "--patience",
        type=float,
        default=3,
        help="how many times as long as unchanged the tests may take",
    )
    given = asked.parse_args()

    for name in HEAVY:
        importlib.import_module(name)
    chosen = modules(
        given.only, tomllib.loads((HERE / "tests.toml").read_text(encoding="utf-8"))["tests"]
    )
    if not chosen:
        raise SystemExit(f"no module of the core begins with {given.only}")
    work = drawn(chosen, None if given.all else given.count, given.seed)
    marked = equivalent()
    scores: dict[str, Score] = {package(module.file): Score() for module in chosen}
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        first = copied(Path(folder) / "0" / "checkout")
        limits = timed(first, chosen, given.patience)
        others = [
            shutil.copytree(first, Path(folder) / str(number) / "checkout")  # compiled files too
            for number in range(1, given.jobs)
        ]
        benches = [Bench(copy, limits) for copy in (first, *others)]
        begun = time.monotonic()
        say(f"{len(work)} mutants of {len(chosen)} modules, seed {given.seed}")
        for number, (change, survived) in enumerate(tried(work, benches), 1):
            if number % 50 == 0:
                say(f"... {number} of {len(work)}")
            score = scores[package(change.file)]
            if not survived:
                score.killed += 1
            elif (change.file, change.before, change.after) in marked:
                score.marked += 1
            else:
                score.survivors.append(change)
                say(f"{change.file}:{change.line}\n  - {change.before}\n  + {change.after}")
    report(scores, time.monotonic() - begun)


def report(scores: dict[str, Score], seconds: float) -> None:
    """Print the figure of each package and of all."""
    say("")
    whole = Score()
    for name, score in scores.items():
        say(score.told(name))
        whole.killed, whole.marked = whole.killed + score.killed, whole.marked + score.marked
        whole.survivors += score.survivors
    say(whole.told("all"))
    worst = Counter(survivor.file for survivor in whole.survivors).most_common(5)
    say(
        f"most survivors: {', '.join(f'{file} {count}' for file, count in worst) or 'none'};"
        f" {seconds:.0f} seconds"
    )


if __name__ == "__main__":
    main()

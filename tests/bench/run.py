"""`make bench`: how long `compare` takes from bytes to changes, beside other tools on the flat text
of the same files.

Every line is a ratio within this one run, since machines differ. Tools or recorded files that are
absent are named and left out. `--quick` leaves out what takes minutes (the other tools on a whole
title).
"""

from __future__ import annotations

import argparse
import gc
import importlib
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tracker import structure  # noqa: E402  (the repository need not be installed)
from tracker.compare import compare  # noqa: E402
from tracker.diff import diff  # noqa: E402
from tracker.words import spans  # noqa: E402

WORLD = ROOT / "../shared/corpus/world/ecfr"
CCL = "title-15/part-774/Supplement_No._1_to_Part_774"
ENTITY_LIST = "title-15/part-744/Supplement_No._4_to_Part_744"
FAST = "fast-diff-match-patch"
PATIENCE = 120.0
_WORDS = {True: "met", False: "NOT MET", None: "not measured"}
LONG_PATIENCE = 600.0

sys.setrecursionlimit(20_000)  # lxml's htmldiff descends by recursion


def say(text: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def timed(work: Callable[[], object], runs: int = 3) -> float:
    """Return the least wall-clock seconds of some runs, after one that does not count."""
    return alternating({"": work}, runs)[""]


def alternating(works: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Return the least seconds of each work, all of them in turn, so that a busy moment of the
    machine meets them all."""
    for work in works.values():
        work()
    least = dict.fromkeys(works, float("inf"))
    for _ in range(runs):
        for name, work in works.items():
            gc.collect()
            start = time.perf_counter()
            work()
            least[name] = min(least[name], time.perf_counter() - start)
    return least


def limited(work: Callable[[], object], patience: float = PATIENCE) -> float:
    """Return the seconds of one run in a process of its own; it is stopped when patience ends."""
    process = multiprocessing.get_context("fork").Process(target=work)
    start = time.perf_counter()
    process.start()
    process.join(patience)
    if process.is_alive():
        process.terminate()
        process.join()
    return time.perf_counter() - start


def flat(data: bytes) -> str:
    """Return the text of a file, a line a piece, as the other tools take it."""
    pieces = (piece.strip() for piece in etree.fromstring(data).itertext())
    return "\n".join(piece for piece in pieces if piece)


def parsed(*files: bytes) -> float:
    """Return the seconds that lxml needs to parse these files."""
    return timed(lambda: [etree.fromstring(data) for data in files], 5)


def pair(folder: str, old: str, new: str) -> tuple[bytes, bytes] | None:
    """Return the bytes of two recorded dates, or None (and say so) where they are absent."""
    paths = WORLD / folder / f"{old}.xml", WORLD / folder / f"{new}.xml"
    if not all(path.exists() for path in paths):
        say(f"   skipped: {folder} of {old} and {new} is not recorded here (../shared/corpus)")
        return None
    return paths[0].read_bytes(), paths[1].read_bytes()


def tool(name: str) -> Any | None:
    """Return a module of another tool, or None (and say so) where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        say(
            f"   skipped: {name.replace('_', '-')} is not installed (pip install"
            " 'ear-tracker[bench]')"
        )
        return None


def others(
    old: bytes, new: bytes, ours: Callable[[], object] | None, slow: bool
) -> tuple[float, dict[str, float]]:
    """Return our seconds and those of every other tool on this pair; the slow ones once and only
    where asked for."""
    left, right = flat(old), flat(new)
    works: dict[str, Callable[[], object]] = {"": ours} if ours else {}
    fast = tool("fast_diff_match_patch")
    if fast is not None and ours:
        works[FAST] = lambda: fast.diff(left, right)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("old.txt", "new.txt")]
        for path, text in zip(files, (left, right), strict=True):
            path.write_text(text, encoding="utf-8")
        command = ["git", "diff", "--no-index", "--word-diff", *map(str, files)]
        works["git diff --word-diff"] = lambda: subprocess.run(
            command, stdout=subprocess.DEVNULL, check=False
        )
        seconds = alternating(works, 7)
    if fast is not None and not ours:
        seconds[FAST] = limited(lambda: fast.diff(left, right), LONG_PATIENCE)
    if slow:
        patch = tool("diff_match_patch")
        if patch is not None:
            seconds["diff-match-patch"] = limited(
                lambda: patch.diff_match_patch().diff_main(left, right)
            )
        seconds |= _htmldiff(left, right)
    return seconds.pop("", 0.0), seconds


def _htmldiff(left: str, right: str) -> dict[str, float]:
    module = tool("lxml.html.diff")
    if module is None:
        return {}
    lines = [
        [line.replace("&", "&amp;").replace("<", "&lt;") for line in text.split("\n")]
        for text in (left, right)
    ]
    pages = ["<div>" + "".join(f"<p>{line}</p>" for line in side) + "</div>" for side in lines]
    return {"lxml htmldiff": limited(lambda: module.htmldiff(*pages))}


def told(ours: float, seconds: dict[str, float], target: tuple[str, float] | None) -> bool | None:
    """Print our seconds and those of the others as ratios; return whether the target is met, None
    where its tool is absent."""
    met = True
    say(f"   tracker compare          {ours:9.3f} s")
    for name, other in seconds.items():
        aim = f"   target: at most {target[1]:.3g} of it" if target and target[0] == name else ""
        stopped = ", stopped" if other >= (LONG_PATIENCE if name == FAST else PATIENCE) else ""
        say(f"   {name:24} {other:9.3f} s{stopped}   we take {ours / other:7.3f} of it{aim}")
        met &= not aim or ours / other <= (target[1] if target else 1)
    return met if target is None or target[0] in seconds else None


def title_in_own_process(old: Path, new: Path) -> tuple[float, float]:
    """Return seconds and peak megabytes of one comparison in a fresh interpreter."""
    script = (
        "import resource, sys, time; from pathlib import Path; from tracker.compare import"
        " compare\nold, new = (Path(name).read_bytes() for name in sys.argv[1:3]); start ="
        " time.perf_counter(); compare(old, new, 'old', 'new')\nprint(time.perf_counter() - start,"
        " resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(old), str(new)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def bench_ccl(slow: bool) -> bool | None:
    """(a) the Commerce Control List across one rule."""
    say("\n(a) Commerce Control List, 2023-10-18 to 2023-12-08")
    files = pair(CCL, "2023-10-18", "2023-12-08")
    return (
        told(*others(*files, lambda: compare(*files, "old", "new"), slow), (FAST, 0.5))
        if files
        else None
    )


def bench_title(slow: bool) -> bool | None:
    """(b) a whole title across a year."""
    say("\n(b) title 2 whole, 2024-01-01 to 2025-02-13")
    files = pair("title-2", "2024-01-01", "2025-02-13")
    if files is None:
        return None
    paths = WORLD / "title-2/2024-01-01.xml", WORLD / "title-2/2025-02-13.xml"
    runs = [title_in_own_process(*paths) for _ in range(3)]
    seconds, megabytes = min(run[0] for run in runs), max(run[1] for run in runs)
    say(f"   peak memory              {megabytes:9.0f} MB  target: under 400")
    if not slow:
        say(
            f"   tracker compare          {seconds:9.3f} s   (--quick: the other tools are left"
            " out)"
        )
        return None if megabytes < 400 else False
    met = told(seconds, others(*files, None, slow=False)[1], (FAST, 0.05))
    return met and megabytes < 400 if met is not None else None


def bench_entities(slow: bool) -> bool | None:
    """(c) the Entity List on the day of 140 additions."""
    say("\n(c) Entity List, 2024-11-01 to 2024-12-05")
    files = pair(ENTITY_LIST, "2024-11-01", "2024-12-05")
    if files is None:
        return None
    (ours, seconds), parse = (
        others(*files, lambda: compare(*files, "old", "new"), slow),
        parsed(*files),
    )
    aim = 2 * parse + 0.3
    say(
        f"   lxml parses both in {parse:.3f} s; target: under twice that plus 0.3 s = {aim:.3f} s,"
        f" we take {ours / aim:.2f} of it"
    )
    told(ours, seconds, None)
    return ours < aim


def bench_same() -> bool | None:
    """(d) identical bytes, and the same text in another serialisation."""
    say("\n(d) nothing changed")
    files = pair("title-2", "2024-01-01", "2024-01-01")
    if files is None:
        return None
    again = etree.tostring(etree.fromstring(files[0]), encoding="us-ascii")
    same, other, parse = (
        timed(lambda: compare(*files, "old", "new")),
        timed(lambda: compare(files[0], again, "old", "new")),
        parsed(files[0], again),
    )
    say(
        f"   identical bytes          {same:9.6f} s   {same / parse:.5f} of parsing both; target:"
        " no parse"
    )
    say(
        f"   another serialisation    {other:9.3f} s   {other / parse:.2f} times parsing both;"
        " target: under 8"
    )
    return same < parse / 20 and other < 8 * parse


_TIMED = """
import sys, time
from pathlib import Path
from tracker.compare import compare
old, new = (Path(name).read_bytes() for name in sys.argv[1:3])
compare(old, new, "old", "new", 2 if "title-2" in sys.argv[1] else 15)
least = float("inf")
for _ in range(int(sys.argv[3])):
    start = time.perf_counter()
    compare(old, new, "old", "new", 2 if "title-2" in sys.argv[1] else 15)
    least = min(least, time.perf_counter() - start)
print(least)
"""
_PAIRS = (
    ("(a) Commerce Control List", CCL, "2023-10-18", "2023-12-08", 5),
    ("(b) title 2 whole", "title-2", "2024-01-01", "2025-02-13", 1),
    ("(c) Entity List", ENTITY_LIST, "2024-11-01", "2024-12-05", 5),
    ("(d) one rule on the list", CCL, "2024-12-27", "2025-01-16", 5),
)


def against(other: Path) -> None:
    """Print how long this code takes for each pair as a part of what another checkout takes, both
    in turn in processes of their own."""
    say(f"This code against that in {other}")
    for name, folder, old, new, runs in _PAIRS:
        if pair(folder, old, new) is None:
            continue
        least = dict.fromkeys((ROOT, other), float("inf"))
        for _ in range(3):
            for home in least:
                command = [
                    sys.executable,
                    "-c",
                    _TIMED,
                    str(WORLD / folder / f"{old}.xml"),
                    str(WORLD / folder / f"{new}.xml"),
                    str(runs),
                ]
                done = subprocess.run(
                    command,
                    capture_output=True,
                    text=True,
                    check=True,
                    env={**os.environ, "PYTHONPATH": str(home)},
                )
                least[home] = min(least[home], float(done.stdout))
        say(
            f"   {name:28} before {least[other]:8.3f} s   now {least[ROOT]:8.3f} s   ratio"
            f" {least[ROOT] / least[other]:.2f}"
        )


def bench_growth() -> bool:
    """Cost at 1, 2, 4 and 8 times the size: a list with one change in a hundred, and one paragraph
    wholly rewritten."""
    say("\nGrowth")
    lists = [(size, *_lists(size)) for size in (1_000, 2_000, 4_000, 8_000)]
    first = _curve(
        "rows with 1% changed",
        [(size, lambda old=old, new=new: diff(old, new)) for size, old, new in lists],
    )  # type: ignore[misc]  # bound early
    texts = [(size, _words(size, 1), _words(size, 2)) for size in (2_500, 5_000, 10_000, 20_000)]
    second = _curve(
        "words rewritten",
        [(size, lambda old=old, new=new: spans(old, new)) for size, old, new in texts],
    )  # type: ignore[misc]  # bound early
    return first and second


def _curve(name: str, points: list[tuple[int, Callable[[], object]]]) -> bool:
    seconds = [(size, timed(work)) for size, work in points]
    base = seconds[0][1]
    say(
        f"   {name:24} "
        + "   ".join(f"{size}: {taken:.3f} s ({taken / base:.1f}x)" for size, taken in seconds)
    )
    return seconds[-1][1] / base < 20  # eight times the size; a square would be 64


def _lists(size: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    row = (
        "<TR><TD>{country}</TD><TD>Company {number}</TD><TD>For all items.</TD><TD>Presumption of"
        " denial.</TD><TD>{citation}</TD></TR>"
    )
    titles = (
        "Country",
        "Entity",
        "License requirement",
        "License review policy",
        "Federal Register citation",
    )
    head = f"<TR>{''.join(f'<TH>{title}</TH>' for title in titles)}</TR>"
    forests = []
    for changed in (0, 100):
        rows = "".join(
            row.format(
                country="" if number else "FRANCE",
                number=number,
                citation="9 FR 9" if changed and number % changed == 0 else "1 FR 1",
            )
            for number in range(size)
        )
        table = f"<TABLE><THEAD>{head}</THEAD><TBODY>{rows}</TBODY></TABLE>"
        text = (
            '<DIV9 N="Supplement No. 4 to Part 744"'
            f' TYPE="APPENDIX"><HEAD>List</HEAD>{table}</DIV9>'
        )
        forests.append(structure.parse_file(text.encode(), "list", 15))
    return forests[0], forests[1]


def _words(size: int, seed: int) -> str:
    chooser = random.Random(seed)
    vocabulary = [f"word{number}" for number in range(3_000)]
    return " ".join(
        chooser.choices(vocabulary, weights=[1 / (place + 1) for place in range(3_000)], k=size)
    )


def main() -> int:
    """Run everything and say which targets were met."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    reader.add_argument(
        "--against",
        type=Path,
        metavar="FOLDER",
        help="only: how long this code takes beside that of another checkout",
    )
    chosen = reader.parse_args()
    if chosen.against:
        against(chosen.against.resolve())
        return 0
    slow = not chosen.quick
    results = {
        "a": bench_ccl(slow),
        "b": bench_title(slow),
        "c": bench_entities(slow),
        "d": bench_same(),
        "growth": bench_growth(),
    }
    say("\n" + ", ".join(f"{name}: {_WORDS[met]}" for name, met in results.items()))
    say(
        "peak memory of this process:"
        f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

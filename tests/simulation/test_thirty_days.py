"""Thirty days of three polls a day: told truly, every change found, nothing invented.

Over loopback HTTP, with time as an argument. A week full of faults in every run; thirty days under
the fault model (5% of the endpoints a day), with several seeds, in `make soak`. `-s` prints a
table.

A source-day counts as read when at least one of its polls read the indexes. Days on which no poll
could have (an index struck, or the source down, at all three) do not count: "r/able/all" are the
days read, those that could be read, and all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.simulation import faults, world
from tests.simulation.finding import Change, changes
from tests.simulation.holding import Holding, final
from tests.simulation.serving import TIMEOUT, Site
from tests.simulation.truth import Witness
from tests.store.build import dump
from tracker import config, poll, rebuild
from tracker.fetch import Fetcher
from tracker.store import Store

SETTINGS = f"""
[[ecfr.titles]]
number = 15
parts = ["744"]
[bis]
pages = ["{world.GUIDANCE}"]
[retry]
attempts = 2
wait_seconds = 0
longest_wait_seconds = 0
timeout_seconds = {TIMEOUT}
large_timeout_seconds = {TIMEOUT}
total_seconds = 60
"""


@dataclass(frozen=True)
class Life:
    """What came of some weeks: the database, what it holds, and the truth beside it."""

    db: Path
    settings: config.Config
    witness: Witness
    changes: list[Change]
    holds: dict[str, set[tuple[Any, ...]]]

    def row(self, name: str) -> str:
        """Return the line of the table."""
        site, seen = self.witness.site, self.witness
        struck = sum(request.struck is not None for request in site.log)
        slowest = max((change.took for change in self.changes), default=timedelta(0))
        share = f"{len(seen.read & seen.readable)}/{len(seen.readable)}/{3 * (site.poll // 3 + 1)}"
        columns = (
            site.poll + 1,
            len(site.log),
            struck,
            seen.told,
            len(self.changes),
            share,
            f"{slowest.total_seconds() / 3600:.1f} h",
        )
        return f"{name:<22}" + "".join(f"{column:>12}" for column in columns)


HEAD = f"{'':<22}" + "".join(
    f"{word:>12}"
    for word in (
        "polls",
        "questions",
        "struck",
        "told",
        "changes",
        "days r/able/all",
        "slowest find",
    )
)


def live(drawn: world.World, plan: faults.Plan, folder: Path) -> Life:
    """Poll three times a day, and hold each poll against the truth."""
    folder.mkdir()
    file, db = folder / "tracker.toml", folder / "tracker.db"
    file.write_text(SETTINGS, encoding="utf-8")
    with Site(drawn, plan) as site:
        witness, found = Witness(site), changes(drawn, world.at(world.ORIGIN, *faults.POLLS[0]))
        for number in range(3 * drawn.days):
            site.poll, site.moment = (
                number,
                world.at(world.ORIGIN + timedelta(days=number // 3), *faults.POLLS[number % 3]),
            )
            settings = config.load(file, site.environment)
            with Store.open(db, "create") as store:
                fetcher = Fetcher(settings, _stamp(site.moment))
                result = poll.poll(store, settings, fetcher, site.moment)
                witness.check(result, store)
                holding = Holding.of(store)
            for finding in found:
                if finding.found is None:
                    finding.follow(site, holding)
    with Store.open(db) as store:
        return Life(db, settings, witness, found, final(store))


def _stamp(moment: datetime) -> Any:
    return lambda: moment


def simulate(seed: int, days: int, rate: float, folder: Path) -> tuple[Life, Life]:
    """Live the same weeks twice: undisturbed, and under faults."""
    drawn = world.make(seed, days)
    calm = live(drawn, faults.Plan(), folder / "undisturbed")
    hard = live(drawn, faults.draw(seed, drawn, rate), folder / "under faults")
    lines = (HEAD, calm.row(f"seed {seed}, undisturbed"), hard.row(f"seed {seed}, under faults"))
    print("", *lines, sep="\n")  # noqa: T201 (a table for who asks with -s)
    return calm, hard


def judge(calm: Life, hard: Life) -> None:
    """Hold the end of a life under faults against that of the undisturbed one."""
    assert not calm.witness.told
    assert hard.witness.told
    for life in (calm, hard):
        assert [change.what for change in life.changes if change.found is None] == []
    for kind, expected in calm.holds.items():
        assert (expected - hard.holds[kind], hard.holds[kind] - expected) == (set(), set()), kind
    seen = hard.witness
    assert len(seen.read & seen.readable) >= 0.99 * len(seen.readable), seen.readable - seen.read
    _sound(hard)


def _sound(life: Life) -> None:
    taxonomy = life.settings.taxonomy()
    with Store.open(life.db, "write") as store:
        report = rebuild.verify(store, taxonomy, everything=True)
        assert report.ok, report.problems
        before = dump(store)
        assert rebuild.rebuild(store, taxonomy).differences == ()
        assert dump(store) == before


def test_six_days_full_of_faults_are_told_truly_and_lose_nothing(tmp_path: Path) -> None:
    judge(*simulate(seed=8, days=6 + world.QUIET, rate=0.2, folder=tmp_path))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1, 6))
def test_thirty_days_are_told_truly_and_lose_nothing(tmp_path: Path, seed: int) -> None:
    judge(*simulate(seed, days=30 + world.QUIET, rate=0.05, folder=tmp_path))

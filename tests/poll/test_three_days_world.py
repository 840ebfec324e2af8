"""Three days of the recorded world on which no full text is given and one release cannot be read;
the fourth one heals it.

Three polls a day, as the workflow runs them. Day by day: what is asked, what is told, what is
stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ReplayedWorld
from tests.conftest import world as one_world
from tests.poll.conftest import outcome
from tests.poll.test_faults_world import Recorded
from tracker import config, sources
from tracker.poll import PollResult
from tracker.store import Store

pytestmark = pytest.mark.corpus
HOURS = ("11:17", "18:47", "23:17")
DAYS = ("2025-10-06", "2025-10-07", "2025-10-08")
HEALED = "2025-10-09"
FOR_EVER = 10_000


@pytest.fixture(scope="module")
def replay(corpus: Path) -> Iterator[ReplayedWorld]:
    yield from one_world.__wrapped__(corpus)  # type: ignore[attr-defined]  # one replay for the whole module


def tracker_of(replay: ReplayedWorld, folder: Path, *, govinfo: bool) -> Recorded:
    folder.mkdir(exist_ok=True)
    recorded = Recorded(replay, folder)
    if not govinfo:
        houses = {name: url for name, url in replay.environment.items() if "GOVINFO" not in name}
        recorded.config = config.load(folder / "tracker.toml", houses)
    return recorded


class Watched:
    """A tracker that is polled three times a day, and what each poll asked and told."""

    def __init__(self, replay: ReplayedWorld, recorded: Recorded) -> None:
        self.replay, self.recorded = replay, recorded
        self.asked: list[list[str]] = []
        self.told: list[PollResult] = []

    def day(self, day: str) -> None:
        self.replay.today(day)
        for hour in HOURS:
            since = len(self.replay.log())
            self.told.append(self.recorded.poll(f"{day}T{hour}:00"))
            self.asked.append([request["path"] for request in self.replay.log()[since:]])

    def times(self, piece: str) -> list[int]:
        """Return how many requests of each poll contain a piece."""
        return [sum(piece in question for question in asked) for asked in self.asked]

    def texts(self) -> list[set[str]]:
        """Return the documents whose full texts each poll asked of the Federal Register."""
        numbers = [
            [
                question.rpartition("/")[2].partition(".")[0]
                for question in asked
                if "/full_text/" in question
            ]
            for asked in self.asked
        ]
        return [set(numbered) for numbered in numbers]

    def failures(self, source: str) -> list[list[str]]:
        return [
            [failure.what for failure in outcome(result, source).failures] for result in self.told
        ]


@dataclass(frozen=True)
class Undisturbed:
    """What is known after three and after four days without trouble, and the path of a release of
    these days."""

    third: dict[str, Any]
    fourth: dict[str, Any]
    release: str


@pytest.fixture(scope="module")
def undisturbed(replay: ReplayedWorld, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    watched = Watched(
        replay, tracker_of(replay, tmp_path_factory.mktemp("undisturbed"), govinfo=True)
    )
    for day in DAYS:
        watched.day(day)
    third = watched.recorded.state()
    watched.day(HEALED)
    assert all(source.ok for result in watched.told for source in result.sources)
    releases = [url for url, _ in third["pages"] if "/press-release/" in url]
    assert len(releases) > 1
    return Undisturbed(
        third, watched.recorded.state(), "/press-release/" + releases[0].rpartition("/")[2]
    )


def trouble(replay: ReplayedWorld, release: str) -> None:
    replay.fault("block", "/full_text/", FOR_EVER)
    replay.fault("garbage", release, FOR_EVER)


def check_everything_else(watched: Watched, state: dict[str, Any], release: str) -> None:
    """Assert that all but the texts and one release is held, and that every poll asked for it."""
    held = watched.recorded.state()
    assert held["versions"] == state["versions"]
    assert [document[0] for document in held["documents"]] == [
        document[0] for document in state["documents"]
    ]
    assert held["pages"] == [page for page in state["pages"] if not page[0].endswith(release)]
    assert all(outcome(result, "ecfr").ok for result in watched.told)
    assert all(source.read for result in watched.told for source in result.sources)
    for asked in watched.asked:
        first = next(
            (place for place, question in enumerate(asked) if "/full_text/" in question), len(asked)
        )
        assert any("current.json" in question for question in asked[:first]), (
            "public inspection comes before full texts"
        )
        assert sum("documents.json" in question for question in asked) >= 3


def check_release(watched: Watched, release: str) -> None:
    """Assert that the bad release is asked for after growing pauses, at least once a day, and told
    each time."""
    asked = watched.times(release)
    assert asked == [1, 1, 1, 1, 0, 1, 0, 1, 0]
    assert watched.failures("bis") == [[f"the page {release}"] * times for times in asked]


@pytest.mark.parametrize("govinfo", [True, False], ids=["two houses", "one house"])
@pytest.mark.slow
def test_three_days_without_full_texts_and_with_a_bad_release_cost_only_themselves_and_heal(
    replay: ReplayedWorld, undisturbed: Undisturbed, tmp_path: Path, govinfo: bool
) -> None:
    state, release = undisturbed.third, undisturbed.release
    watched = Watched(replay, tracker_of(replay, tmp_path / "db", govinfo=govinfo))
    trouble(replay, release)
    for day in DAYS:
        watched.day(day)
    check_everything_else(watched, state, release)
    check_release(watched, release)
    check_texts(watched, state, govinfo=govinfo)
    replay.clear()
    watched.day(HEALED)
    assert [
        [source.name for source in result.sources if not source.ok] for result in watched.told[-3:]
    ] == [
        [],
        [],
        [],
    ]
    assert watched.recorded.state() == undisturbed.fourth
    with Store.open(watched.recorded.db) as store:
        assert [question for source in sources.states(store) for question in source.open] == []


def check_texts(watched: Watched, state: dict[str, Any], *, govinfo: bool) -> None:
    """Assert that each text is asked for once a day at most, five a poll at most, and told by name
    or as not asked."""
    asked, told = watched.texts(), watched.failures("federal-register")
    assert max(map(len, asked)) <= 5
    wanted = set().union(*asked)
    for day in range(3):
        counted = Counter(number for poll in asked[3 * day : 3 * day + 3] for number in poll)
        assert max(counted.values()) == 1, "once a day"
    assert len(wanted) > 5
    held = {number: text for number, _, text in watched.recorded.state()["documents"] if text}
    assert held == (
        {number: text for number, _, text in state["documents"] if text} if govinfo else {}
    )
    for numbers, lines in zip(asked, told, strict=True):
        assert {f"the full text of {number}" for number in numbers if number not in held} <= set(
            lines
        )
    if not govinfo:
        assert any("more questions" in line for line in told[0])

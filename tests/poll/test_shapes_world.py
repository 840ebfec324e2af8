"""The services of the recorded world in other forms, one by one and all at once: the same is known,
and nothing is invented."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ReplayedWorld
from tests.conftest import world as one_world
from tests.poll.conftest import outcome
from tests.poll.test_faults_world import Recorded
from tracker.poll import PollResult
from tracker.store import Store
from tracker.store import changes as recorded_changes

pytestmark = [pytest.mark.corpus, pytest.mark.slow]
SHAPES = ("wrapped", "unpaged", "no-page", "moved", "app-router", "large", "aged")
ALL = "all at once"
NOTICES = "the notices /regulations/federal-register-notices"
AGENT = re.compile(r"ear-tracker/\S+ \(\+https://\S+; contact: \S+\)")
FIRST, THEN, LAST = "2026-06-30", "2026-07-31", "2026-08-03"


def put_on(replay: ReplayedWorld, name: str) -> None:
    for shape in SHAPES if name == ALL else (name,):
        replay.shape(shape)


def well(result: PollResult, *, named: bool) -> None:
    """Assert that all was read; `named`: but for the notices page, which shows no list in this
    form."""
    failures = [failure.what for source in result.sources for failure in source.failures]
    assert failures == ([NOTICES] if named else [])
    assert {source.name for source in result.sources if not source.ok} == (
        {"bis"} if named else set()
    )
    assert all(source.read for source in result.sources)


def changes(db: Path) -> list[Any]:
    with Store.open(db) as store:
        return sorted(
            (change.id, change.change.kind, change.change.address)
            for change in recorded_changes.between(store.db)
        )


@pytest.fixture(scope="module")
def replay(corpus: Path) -> Iterator[ReplayedWorld]:
    yield from one_world.__wrapped__(corpus)  # type: ignore[attr-defined]  # one replay for the whole module


@pytest.fixture(autouse=True)
def plain(replay: ReplayedWorld) -> Iterator[None]:
    yield
    replay.shape("clear")
    replay.clear()


@pytest.fixture(scope="module")
def undisturbed(replay: ReplayedWorld, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return databases and states after a first poll and after a second one a month later, all in
    the common form."""
    recorded = Recorded(replay, tmp_path_factory.mktemp("recorded"))
    found: dict[str, Any] = {}
    for day in (FIRST, THEN):
        replay.today(day)
        well(recorded.poll(f"{day}T12:00:00"), named=False)
        kept = tmp_path_factory.mktemp("kept") / "tracker.db"
        shutil.copy(recorded.db, kept)
        found[day] = (kept, recorded.state(), changes(kept))
    return found


@pytest.mark.parametrize("name", [*SHAPES, ALL])
def test_a_first_poll_learns_the_same_in_any_form(
    replay: ReplayedWorld, undisturbed: dict[str, Any], tmp_path: Path, name: str
) -> None:
    recorded = Recorded(replay, tmp_path)
    replay.today(FIRST)
    put_on(replay, name)
    result = recorded.poll(f"{FIRST}T12:00:00")
    _, state, known = undisturbed[FIRST]
    listless = name in ("app-router", ALL)
    well(result, named=False)
    assert without_notices(recorded.state(), listless=listless) == without_notices(
        state, listless=listless
    )
    assert changes(recorded.db) == known


@pytest.mark.parametrize("name", [*SHAPES, ALL])
def test_a_service_that_drifts_between_two_polls_changes_nothing_that_is_known(
    replay: ReplayedWorld, undisturbed: dict[str, Any], tmp_path: Path, name: str
) -> None:
    recorded = Recorded(replay, tmp_path)
    shutil.copy(undisturbed[FIRST][0], recorded.db)
    replay.today(THEN)
    put_on(replay, name)
    since = len(replay.log())
    well(recorded.poll(f"{THEN}T12:00:00"), named=name in ("app-router", ALL))
    _, state, known = undisturbed[THEN]
    listless = name in ("app-router", ALL)
    assert without_notices(recorded.state(), listless=listless) == without_notices(
        state, listless=listless
    )
    assert changes(recorded.db) == known
    assert all(AGENT.fullmatch(request["agent"]) for request in replay.log()[since:])
    before = recorded.state()
    well(recorded.poll(f"{THEN}T18:00:00"), named=name in ("app-router", ALL))
    assert recorded.state() == before, "a poll more finds nothing new"


@pytest.mark.parametrize(
    "name", [ALL, *(pytest.param(shape, marks=pytest.mark.soak) for shape in SHAPES)]
)
def test_a_service_that_drifts_back_changes_nothing_that_is_known(
    replay: ReplayedWorld, undisturbed: dict[str, Any], tmp_path: Path, name: str
) -> None:
    recorded = Recorded(replay, tmp_path)
    replay.today(FIRST)
    put_on(replay, name)
    recorded.poll(f"{FIRST}T12:00:00")
    replay.shape("clear")
    replay.today(THEN)
    well(recorded.poll(f"{THEN}T12:00:00"), named=False)
    _, state, known = undisturbed[THEN]
    listless = name in ("app-router", ALL)
    assert without_notices(recorded.state(), listless=listless) == without_notices(
        state, listless=listless
    )
    assert changes(recorded.db) == known


def without_notices(state: dict[str, Any], *, listless: bool) -> dict[str, Any]:
    """Leave out the page of notices where its form shows none."""
    pages = [
        page
        for page in state["pages"]
        if not (listless and page[0].endswith("/federal-register-notices"))
    ]
    return state | {"pages": pages}


def test_old_answers_are_told_and_the_other_way_may_fail(
    replay: ReplayedWorld, undisturbed: dict[str, Any], tmp_path: Path
) -> None:
    recorded = Recorded(replay, tmp_path)
    replay.today(FIRST)
    put_on(replay, "aged")
    replay.fault("block", "fresh=", 10_000)
    since = len(replay.log())
    well(recorded.poll(f"{FIRST}T12:00:00"), named=False)
    assert recorded.state() == undisturbed[FIRST][1]
    asked = [request["path"] for request in replay.log()[since:]]
    twice = [question for question in asked if "fresh=" in question]
    assert len(twice) > 3
    assert all("documents.json" in path or "current.json" in path for path in twice), (
        "full texts are not asked twice"
    )


def test_a_moved_listing_is_read_at_its_new_place(replay: ReplayedWorld, tmp_path: Path) -> None:
    recorded = Recorded(replay, tmp_path)
    replay.today(FIRST)
    put_on(replay, "moved")
    result = recorded.poll(f"{FIRST}T12:00:00")
    assert outcome(result, "bis").stored > 2

"""The fault table on the recorded world: every kind at every endpoint, once and for ever, against
the replay of the services."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

from tests.conftest import ReplayedWorld
from tests.conftest import world as one_world
from tests.poll.conftest import outcome
from tests.poll.small_world import HEALED, KINDS, REFUSED
from tests.poll.test_faults import FOR_EVER
from tracker import config, poll
from tracker.fetch import Fetcher
from tracker.poll import PollResult
from tracker.store import Store, queries, texts
from tracker.store import changes as recorded_changes
from tracker.store import documents as held_documents
from tracker.store import pages as held_pages
from tracker.store import versions as held_versions

SETTINGS = """
[[ecfr.titles]]
number = 15
parts = ["736", "740"]
[retry]
attempts = 3
wait_seconds = 0.01
longest_wait_seconds = 0.02
timeout_seconds = 0.5
large_timeout_seconds = 0.5
"""
ENDPOINTS = {
    "titles.json": "ecfr",
    "/versions/": "ecfr",
    "/full/": "ecfr",
    "industry-and-security": "federal-register",
    "PRESDOCU": "federal-register",
    "/full_text/": "federal-register",
    "current.json": "federal-register",
    "/news-updates": "bis",
    "/press-release/": "bis",
    "/federal-register-notices": "bis",
}
VITAL = ("titles.json", "/versions/", "industry-and-security", "PRESDOCU", "/news-updates")
"""Without these indexes a source counts as not read."""
ELSEWHERE = ("/full_text/", "/news-updates", "/federal-register-notices")
"""What is asked for at another address where one refuses."""
CELLS = [
    cell
    for cell in product(KINDS, ENDPOINTS, (1, FOR_EVER))
    if cell[0] != "import" or cell[1] == "titles.json"
]


class Recorded:
    """A tracker of two parts of the recorded world."""

    def __init__(self, world: ReplayedWorld, folder: Path) -> None:
        self.world, self.db = world, folder / "tracker.db"
        path = folder / "tracker.toml"
        path.write_text(SETTINGS, encoding="utf-8")
        self.config = config.load(path, world.environment)

    def poll(self, now: str) -> PollResult:
        moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
        with Store.open(self.db, "create") as store:
            return poll.poll(store, self.config, Fetcher(self.config, lambda: moment), moment)

    def state(self) -> dict[str, Any]:
        with Store.open(self.db) as store:
            versions = [
                (version.provision, version.in_force, version.reading, version.fingerprint)
                for name in queries.provisions(store.db)
                for version in texts.versions(store.db, name)
            ]
            documents = [
                (document.document.document_number, document.version, document.document.text)
                for document in held_documents.between(store.db)
            ]
            pages = [(page.page.url, page.version) for page in held_pages.between(store.db)]
            return {
                "versions": versions,
                "documents": sorted(documents, key=lambda document: document[0]),
                "pages": sorted(pages),
            }


@pytest.fixture(scope="module")
def replay(corpus: Path) -> Iterator[ReplayedWorld]:
    yield from one_world.__wrapped__(corpus)  # type: ignore[attr-defined]  # one replay for the whole module


@pytest.fixture(scope="module")
def before(
    replay: ReplayedWorld, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Any]]:
    """Return a database of 2026-06-30, and the state after an undisturbed poll on 2026-07-31 and
    one more."""
    recorded = Recorded(replay, tmp_path_factory.mktemp("recorded"))
    replay.today("2026-06-30")
    assert all(source.ok for source in recorded.poll("2026-06-30T12:00:00").sources)
    kept = tmp_path_factory.mktemp("before") / "tracker.db"
    shutil.copy(recorded.db, kept)
    replay.today("2026-07-31")
    assert all(source.ok for source in recorded.poll("2026-07-31T12:00:00").sources)
    recorded.poll("2026-08-01T13:00:00")
    return kept, recorded.state()


@pytest.mark.soak
@pytest.mark.corpus
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: "-".join(map(str, cell)))
def test_fault_in_the_recorded_world(
    replay: ReplayedWorld,
    before: tuple[Path, dict[str, Any]],
    tmp_path: Path,
    cell: tuple[str, str, int],
) -> None:
    kind, endpoint, times = cell
    kept, expected = before
    recorded = Recorded(replay, tmp_path)
    shutil.copy(kept, recorded.db)
    replay.today("2026-07-31")
    asked = len(replay.log())
    replay.fault(kind, endpoint, times)
    result = recorded.poll("2026-07-31T12:00:00")
    replay.clear()
    struck = outcome(result, ENDPOINTS[endpoint])
    assert all(source.ok for source in result.sources if source.name != struck.name), (
        "the others must finish"
    )
    if kind == "import":
        assert (struck.ok, struck.error) == (True, None if times == 1 else "import in progress")
    elif kind in HEALED and times == 1:
        assert struck.ok, struck
    elif times == 1 and endpoint in ELSEWHERE:
        assert struck.read, "another address may give it"
    else:
        assert not struck.ok
        left_alone = any("left alone" in failure.why for failure in struck.failures)
        assert struck.read is (endpoint not in VITAL and not left_alone), struck
        assert any(endpoint in unquote_plus(failure.url) for failure in struck.failures), (
            "what failed is told by name"
        )
    if kind in REFUSED:
        hit = Counter(
            request["path"]
            for request in replay.log()[asked:]
            if endpoint in unquote_plus(request["path"])
        )
        assert set(hit.values()) == {1}, "what is no answer must not be hammered"
    assert all(
        source.ok and source.error is None
        for source in recorded.poll("2026-08-01T13:00:00").sources
    )
    assert recorded.state() == expected, "the next good poll must leave no gap"


@pytest.mark.slow
@pytest.mark.corpus
def test_restated_version_keeps_both_readings(world: ReplayedWorld, tmp_path: Path) -> None:
    recorded = Recorded(world, tmp_path)
    recorded.poll("2025-01-20T12:00:00")
    with Store.open(recorded.db) as store:
        held = held_versions.stale(store.db, 1, datetime(2025, 1, 21, tzinfo=UTC))[0]
    world.restate(held.identifier, held.in_force)
    result = recorded.poll("2025-01-21T12:00:00")
    assert (outcome(result, "ecfr").ok, result.changes) == (True, 1)
    with Store.open(recorded.db) as store:
        changes = recorded_changes.of_provision(store.db, held.provision)
        assert [change.change.kind for change in changes] == ["restated"]
        assert changes[0].old_capture != changes[0].new_capture
        assert [
            reading.reading
            for reading in held_versions.readings(store.db, held.provision, held.in_force)
        ] == [2, 1]

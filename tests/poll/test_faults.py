"""The whole product of fault, endpoint, position and duration, over real HTTP: what happens, and
that nothing is lost by it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.poll import small_world
from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import HEALED, KINDS, REFUSED, document
from tracker import sources
from tracker.store import changes, documents, pages, quarantine, queries, texts

ENDPOINTS = {
    "titles.json": "ecfr",
    "/versions/": "ecfr",
    "/full/": "ecfr",
    "documents.json": "federal-register",
    "/full_text/": "federal-register",
    "current.json": "federal-register",
    "/news-updates": "bis",
    "/press-release/": "bis",
    "/federal-register-notices": "bis",
}
ELSEWHERE = ("/full_text/", "/news-updates", "/federal-register-notices")
"""What has several addresses: where one fails once, another may give the same."""
FOR_EVER = 10_000
CELLS = [
    (kind, endpoint, times, position)
    for kind, endpoint, times, position in product(
        KINDS, ENDPOINTS, (1, FOR_EVER), ("first", "last")
    )
    if kind != "import" or endpoint == "titles.json"
]
SHORT = [
    cell
    for cell in CELLS
    if cell[1] in ("titles.json", "/full/", "documents.json", "/news-updates")
    and cell[3] == "last"
    and (cell[2] == 1 or cell[0] in HEALED)
]


def state(tracked: Tracked) -> dict[str, Any]:
    """Return what is known, without when and from which answer we know it."""
    with tracked.store() as store:
        held = [texts.versions(store.db, provision) for provision in queries.provisions(store.db)]
        return {
            "versions": [
                (place.provision, place.in_force, place.removed, place.reading, place.fingerprint)
                for of in held
                for place in of
            ],
            "changes": sorted(
                ((change.id, change.change) for change in changes.between(store.db)),
                key=lambda change: change[0],
            ),
            "documents": sorted(
                ((document.document, document.version) for document in documents.between(store.db)),
                key=lambda document: document[0].document_number,
            ),
            "pages": sorted(
                ((page.page, page.version) for page in pages.between(store.db)),
                key=lambda page: page[0].url,
            ),
            "quarantined": quarantine.quarantined(store.db),
        }


@pytest.fixture(scope="module")
def undisturbed(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Path, dict[str, Any], dict[str, int]]]:
    """Return a database after a first poll, the state after a second one, and how often that asks
    at each endpoint."""
    world = small_world.world()
    with world.serve() as server:
        tracked = Tracked(world, server, tmp_path_factory.mktemp("undisturbed"))
        tracked.poll()
        before = tmp_path_factory.mktemp("before") / "tracker.db"
        shutil.copy(tracked.db, before)
        world.log.clear()
        assert all(source.ok for source in tracked.on("2021-02-02").sources)
        asked = {endpoint: len(world.asked(endpoint)) for endpoint in ENDPOINTS}
        # What is checked again later must not depend on the order of the listing.
        world.news.reverse()
        tracked.poll("2021-02-02T14:00:00")
        yield before, state(tracked), asked


def check(
    tracked: Tracked,
    undisturbed: tuple[Path, dict[str, Any], dict[str, int]],
    cell: tuple[str, str, int, str],
) -> None:
    kind, endpoint, times, position = cell
    before, expected, asked = undisturbed
    shutil.copy(before, tracked.db)
    tracked.world.fail(
        kind, endpoint, times, spare=asked[endpoint] - 1 if position == "last" else 0
    )
    before_poll = len(tracked.world.log)
    result = tracked.on("2021-02-02")
    struck, source = outcome(result, ENDPOINTS[endpoint]), ENDPOINTS[endpoint]
    assert all(other.ok for other in result.sources if other.name != source), (
        "the others must finish"
    )
    tracked.world.faults.pop()
    if kind == "import":
        assert (struck.ok, struck.error) == (True, None if times == 1 else "import in progress")
    elif kind in HEALED and times == 1:
        assert struck.ok, struck
    elif times == 1 and endpoint in ELSEWHERE:
        assert struck.read or struck.failures, "another address may give it"
    else:
        assert not struck.ok, struck
    if kind in REFUSED:
        hit = Counter(target for target in tracked.world.log[before_poll:] if endpoint in target)
        assert set(hit.values()) == {1}, "what is no answer must not be hammered"
    if not struck.ok:
        assert struck.error
        with tracked.store() as store:
            known = next(service for service in sources.states(store) if service.name == source)
            assert (known.ok, known.last_error, known.read) == (False, struck.error, struck.read)
            assert known.failures_in_a_row == (0 if struck.read else 1)
            assert {question.last.subject for question in known.open} == {
                failure.subject for failure in struck.failures
            }
    again = tracked.poll("2021-02-03T14:00:00")
    assert all(source.ok and source.error is None for source in again.sources), (
        "the next good poll must heal"
    )
    assert state(tracked) == expected, "and leave no gap"


@pytest.mark.parametrize("cell", SHORT, ids=lambda cell: "-".join(map(str, cell)))
def test_fault(
    tracked: Tracked,
    undisturbed: tuple[Path, dict[str, Any], dict[str, int]],
    cell: tuple[str, str, int, str],
) -> None:
    check(tracked, undisturbed, cell)


@pytest.mark.soak
@pytest.mark.parametrize(
    "cell", [cell for cell in CELLS if cell not in SHORT], ids=lambda cell: "-".join(map(str, cell))
)
def test_every_fault(
    tracked: Tracked,
    undisturbed: tuple[Path, dict[str, Any], dict[str, int]],
    cell: tuple[str, str, int, str],
) -> None:
    check(tracked, undisturbed, cell)


@pytest.mark.parametrize(
    ("kind", "well"),
    [
        ("429", True),
        ("503", True),
        ("truncate", True),
        ("reset", True),
        ("slow", True),
        ("block", False),
    ],
)
def test_backfill_meets_faults_like_a_poll(tracked: Tracked, kind: str, well: bool) -> None:
    tracked.world.today = "2021-02-02"
    tracked.world.fail(kind, "/full/", spare=2)
    assert outcome(tracked.backfill(), "ecfr").ok is well
    assert all(source.ok for source in tracked.backfill().sources)
    assert tracked.counts()["versions"] == 6


def test_all_sources_out_of_reach_name_their_hosts(tracked: Tracked) -> None:
    tracked.server.__exit__()
    result = tracked.poll()
    assert [source.ok for source in result.sources] == [False, False, False]
    host = tracked.server.base.removeprefix("http://")
    assert all(f"could not reach {host}" in (source.error or "") for source in result.sources)


def test_a_text_that_the_second_house_lacks_is_asked_for_again_where_the_first_one_was_left_alone(
    tracked: Tracked,
) -> None:
    numbers = [f"2019-0{place}000" for place in range(1, 9)]
    tracked.settings += f'[federal_register]\ngovinfo_url = "{tracked.server.base}/govinfo"\n'
    tracked.world.documents = [document(number, "2019-05-02") for number in numbers]
    tracked.world.full_texts = {number: f"Invented rule {number}" for number in numbers}
    tracked.world.answers["/govinfo/"] = (404, "text/html", b"<html>missing</html>")
    tracked.world.fail("block", "/full_text/", times=100)
    first = outcome(tracked.backfill(), "federal-register")
    asked = {number for number in numbers if tracked.world.asked(f"{number}.txt")}
    assert len(asked) < len(numbers)
    assert [failure.what for failure in first.failures][-1] == f"{len(numbers) - 5} more questions"
    assert len(first.failures) == 5 + 1, "the others are told as not asked"
    tracked.world.faults.clear()
    assert outcome(tracked.on("2021-01-12"), "federal-register").ok
    with tracked.store() as store:
        assert documents.without_text(store.db, ("Rule",)) == []

"""No single answer blinds a source: each URL of a poll fails for ever, in six ways; all others are
asked, all else is stored."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.poll import small_world
from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import ENTITY_LIST, plain
from tracker.poll import PollResult
from tracker.store import Store, documents, failures, pages, queries, texts

DAY = "2021-02-02"
WAYS = {
    "refused": (503, "text/html", b"<html><body>Service Unavailable</body></html>"),
    "blocked": (200, "text/html; charset=utf-8", small_world.BLOCK.encode()),
    "challenged": (403, "text/html", b"<html><head><title>Just a moment...</title></head></html>"),
    "unreadable": (200, "application/octet-stream", bytes(range(256)) * 40),
    "missing": (404, "text/html", b"<html><head><title>Not found</title></head></html>"),
    "over-large": (200, "application/xml", b"<a>" + b" " * 200_000 + b"</a>"),
}
SETTINGS = "largest_body_bytes = 100000\n[ecfr]\nrecheck = 2\n"
VITAL = ("titles.json", "/versions/", "documents.json", "/news-updates")
Known = frozenset[tuple[Any, ...]]


def known(db: Path) -> Known:
    """Return each version, document, text and page held, as one value each."""
    with Store.open(db) as store:
        found: set[tuple[Any, ...]] = set()
        for name in queries.provisions(store.db):
            found |= {
                (
                    "version",
                    name,
                    version.in_force.isoformat(),
                    version.removed,
                    version.fingerprint,
                )
                for version in texts.versions(store.db, name)
            }
        for record in documents.between(store.db):
            document = record.document
            found.add(("document", document.document_number, document.public_inspection))
            found |= {("text", document.document_number, document.text)} if document.text else set()
        found |= {
            ("page", page.page.url, page.page.title, page.page.text)
            for page in pages.between(store.db)
        }
    return frozenset(found)


@dataclass(frozen=True)
class Undisturbed:
    """A database after a first poll, what a second one asks, and what is known after it."""

    before: Path
    old: Known
    asked: tuple[str, ...]
    known: Known


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    world = small_world.world()
    with world.serve() as server:
        tracked = Tracked(world, server, tmp_path_factory.mktemp("undisturbed"))
        tracked.settings += SETTINGS
        assert all(source.ok for source in tracked.poll().sources)
        kept = tmp_path_factory.mktemp("before") / "tracker.db"
        shutil.copy(tracked.db, kept)
        world.log.clear()
        assert all(source.ok for source in tracked.on(DAY).sources)
        return Undisturbed(
            kept, known(kept), tuple(dict.fromkeys(map(plain, world.log))), known(tracked.db)
        )


def costs(target: str, thing: tuple[Any, ...]) -> bool:  # noqa: PLR0911 (one line an endpoint)
    """Tell whether a thing may be missing where an answer is: the thing asked for, or what only an
    index can name."""
    kind, name = thing[:2]
    if "titles.json" in target or "/versions/" in target:
        return kind == "version"
    if "/full/" in target:
        asked = name.removeprefix("15 CFR ").replace("744 Supp. 4", ENTITY_LIST)
        return kind == "version" and target.endswith(asked) and thing[2] in target
    if "documents.json" in target:
        return kind in ("document", "text")
    if "current.json" in target:
        return kind == "document" and thing[2]
    if "/full_text/" in target or "/content/pkg/" in target:
        return kind == "text" and name in target
    if "/all-press-releases" in target:
        return False
    if target.endswith("/news-updates"):
        return kind == "page" and "/press-release/" in name
    return kind == "page" and target.endswith(name.rpartition(".gov")[2])


def follows(struck: str, other: str) -> bool:
    """Tell whether a URL is known only from the answer that another one gives."""
    if "titles.json" in struck:
        return "/versions/" in other or "/full/" in other
    if "/versions/" in struck:
        return "/full/" in other
    if "documents.json" in struck:
        return "documents.json" in other or "/full_text/" in other
    return struck.endswith("/news-updates") and "/press-release/" in other


def names(result: PollResult, target: str) -> bool:
    """Tell whether a failure about the URL is told by name."""
    path = target[1:].partition("/")[2]
    return any(
        plain(failure.url).endswith(f".gov/{path}")
        for outcome in result.sources
        for failure in outcome.failures
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.slow
def test_a_url_that_fails_for_ever_costs_itself(
    undisturbed: Undisturbed, tracked: Tracked, way: str
) -> None:
    tracked.settings += SETTINGS
    assert len(undisturbed.asked) > 15
    for target in undisturbed.asked:
        shutil.copy(undisturbed.before, tracked.db)
        tracked.world.log.clear()
        tracked.world.exact = {target: WAYS[way]}
        result = tracked.on(DAY)
        asked = set(map(plain, tracked.world.log))
        lost = {
            thing for thing in undisturbed.known - known(tracked.db) if not costs(target, thing)
        }
        unasked = {
            other
            for other in undisturbed.asked
            if other not in asked and not follows(target, other)
        }
        assert (lost, unasked) == (set(), set()), f"{way} at {target}"
        assert known(tracked.db) <= undisturbed.known | undisturbed.old, (
            f"{way} at {target} invents something"
        )
        failed = [source for source in result.sources if not source.ok]
        told = way == "missing" and not any(
            piece in target for piece in (*VITAL, "current.json", "-register-notices")
        )
        elsewhere = "/full_text/" in target or "/all-press-releases" in target
        if not told and not elsewhere:
            assert names(result, target), f"{way} at {target}: {failed}"
        assert all(source.read for source in failed) or any(vital in target for vital in VITAL), (
            f"{way} at {target}"
        )
        tracked.world.exact = {}
        tracked.world.log.clear()
        healed = tracked.poll("2021-02-03T12:00:00")
        assert all(source.ok for source in healed.sources), f"{way} at {target}: {healed}"
        assert known(tracked.db) == undisturbed.known, f"{way} at {target}: a gap is left"


def test_what_failed_is_asked_last_and_after_growing_pauses(tracked: Tracked) -> None:
    tracked.settings += SETTINGS.replace("recheck = 2", "recheck = 0")
    first = "/ecfr/api/versioner/v1/full/2017-01-03/title-15.xml?part=744&section=744.1"
    tracked.world.exact = {first: WAYS["refused"]}
    days = {}
    for hour in range(0, 72, 2):
        tracked.world.log.clear()
        tracked.poll(f"2021-01-{10 + hour // 24}T{hour % 24:02}:00:00")
        days[hour] = [plain(request) for request in tracked.world.asked("/full/")]
    asked = [hour for hour, targets in days.items() if first in targets]
    assert asked == [0, 2, 4, 8, 16, 36, 56]
    assert days[0][0] == first, "it never failed before"
    tracked.world.exact = {}
    assert outcome(tracked.poll("2021-01-13T23:00:00"), "ecfr").ok
    with tracked.store() as store:
        assert failures.still_open(store.db, "ecfr") == []

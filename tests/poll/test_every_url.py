"""No single answer blinds a source: each URL of a poll fails for ever, in six ways; all others are asked, all else is stored.

The small world in every run, the recorded one in `make soak` (and a few of its URLs in every run).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.poll import small_world
from tests.poll.conftest import Tracked
from tracker.store import Store

BEFORE, DAY = "2021-01-10", "2021-02-02"
WAYS = {
    "refused": (503, "text/html", b"<html><body>Service Unavailable</body></html>"),
    "blocked": (200, "text/html; charset=utf-8", small_world.BLOCK.encode()),
    "challenged": (403, "text/html", b"<html><head><title>Just a moment...</title></head><body>Checking</body></html>"),
    "unreadable": (200, "application/octet-stream", bytes(range(256)) * 40),
    "missing": (404, "text/html", b"<html><head><title>Not found</title></head><body><h1>404</h1></body></html>"),
    "over-large": (200, "application/xml", b"<a>" + b" " * 3_000_000 + b"</a>"),
}
LARGEST = "largest_body_bytes = 2000000\n"


@dataclass(frozen=True)
class Seen:
    """What a poll asked, and what was known after it, each thing under a name of its own."""

    asked: frozenset[str]
    known: frozenset[tuple[Any, ...]]


def known(db: Path) -> frozenset[tuple[Any, ...]]:
    """Return each version, document, text and page held, as one value each."""
    with Store.open(db) as store:
        found: set[tuple[Any, ...]] = set()
        for provision in store.provisions():
            found |= {("version", provision, one.in_force, one.removed, one.fingerprint) for one in store.versions(provision)}
        for one in store.documents():
            document = one.document
            found.add(("document", document.document_number, document.public_inspection))
            if document.text is not None:
                found.add(("text", document.document_number, " ".join(document.text.split())))
        found |= {("page", one.page.url, one.page.title, one.page.text) for one in store.pages()}
    return frozenset(found)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Seen]:
    """Return a database after a first poll, and what an undisturbed second one asks and brings."""
    world = small_world.world()
    with world.serve() as server:
        tracked = Tracked(world, server, tmp_path_factory.mktemp("undisturbed"))
        tracked.settings += LARGEST
        assert all(one.ok for one in tracked.poll().sources)
        kept = tmp_path_factory.mktemp("before") / "tracker.db"
        shutil.copy(tracked.db, kept)
        world.log.clear()
        assert all(one.ok for one in tracked.on(DAY).sources)
        return kept, Seen(frozenset(map(_plain, world.log)), known(tracked.db))


def _plain(target: str) -> str:
    """Return a target without the mark of a question that is asked again another way."""
    return target.partition("&fresh=")[0].partition("?fresh=")[0]


def _targets() -> Iterator[str]:
    """Yield every URL that a poll of the small world asks, from one poll made while tests are collected."""
    world = small_world.world()
    world.today = DAY
    import tempfile

    with world.serve() as server, tempfile.TemporaryDirectory() as folder:
        tracked = Tracked(world, server, Path(folder))
        world.today = BEFORE
        tracked.poll()
        world.log.clear()
        tracked.on(DAY)
        yield from dict.fromkeys(map(_plain, world.log))

"""No single answer blinds a source, on the recorded world: each URL of a poll fails for ever, in
six ways.

All other URLs are asked, all else is stored, the failure is told by name, and the next good poll
leaves no gap.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ReplayedWorld
from tests.conftest import world as one_world
from tests.poll.small_world import plain
from tests.poll.test_every_url import Known, follows, known, names
from tests.poll.test_faults_world import Recorded
from tracker.names import provision_of

pytestmark = [pytest.mark.corpus, pytest.mark.slow]
WAYS = ("503", "block", "html", "empty", "garbage", "reset")
BEFORE, DAY, AFTER = "2026-06-30", "2026-07-31T12:00:00", "2026-08-01T12:00:00"
VITAL = ("titles.json", "/versions/", "documents.json", "/news-updates")
FOR_EVER = 10_000


@dataclass(frozen=True)
class Undisturbed:
    """A database after a first poll, what a second one asks, what is known after it and after one
    more a day later."""

    before: Path
    old: Known
    asked: tuple[str, ...]
    known: Known
    later: Known


@dataclass(frozen=True)
class Struck:
    """What one URL cost that fails for ever in one way."""

    lost: frozenset[tuple[Any, ...]]
    unasked: frozenset[str]


@pytest.fixture(scope="module")
def replay(corpus: Path) -> Iterator[ReplayedWorld]:
    yield from one_world.__wrapped__(corpus)  # type: ignore[attr-defined]  # one replay for the whole module


@pytest.fixture(scope="module")
def undisturbed(replay: ReplayedWorld, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    recorded = Recorded(replay, tmp_path_factory.mktemp("undisturbed"))
    replay.today(BEFORE)
    assert all(source.ok for source in recorded.poll(f"{BEFORE}T12:00:00").sources)
    kept = tmp_path_factory.mktemp("before") / "tracker.db"
    shutil.copy(recorded.db, kept)
    replay.today(DAY[:10])
    since = len(replay.log())
    assert all(source.ok for source in recorded.poll(DAY).sources)
    asked = tuple(dict.fromkeys(asked_since(replay, since)))
    held = known(recorded.db)
    assert all(source.ok for source in recorded.poll(AFTER).sources)
    return Undisturbed(kept, known(kept), asked, held, known(recorded.db))


def asked_since(replay: ReplayedWorld, since: int) -> list[str]:
    return [plain(request["path"]) for request in replay.log()[since:]]


def costs(target: str, thing: tuple[Any, ...]) -> bool:  # noqa: PLR0911 (one line an endpoint)
    """Tell whether a thing may be missing where an answer is: the thing asked for, or what only an
    index can name."""
    kind, name = thing[:2]
    if "titles.json" in target or "/versions/" in target:
        return kind == "version"
    if found := re.search(r"/full/([\d-]+)/title-(\d+)\.xml\?.*&(?:section|appendix)=(.*)", target):
        day, title, identifier = found.groups()
        return (
            kind == "version"
            and name == str(provision_of(identifier, int(title)))
            and thing[2] == day
        )
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


def textless(things: Known, target: str) -> Known:
    """Return what is known without the wording of a full text that another house may give in
    another form."""
    if "/full_text/" not in target and "/content/pkg/" not in target:
        return things
    return frozenset(
        (*thing[:2], "some") if thing[0] == "text" and thing[1] in target else thing
        for thing in things
    )


def strike(
    replay: ReplayedWorld, undisturbed: Undisturbed, folder: Path, target: str, way: str
) -> Struck:
    """Let a URL fail in a poll, check what is told, let it heal, check that no gap is left; return
    what it cost."""
    recorded = Recorded(replay, folder)
    shutil.copy(undisturbed.before, recorded.db)
    replay.fault(way, target, FOR_EVER)
    since = len(replay.log())
    result = recorded.poll(DAY)
    replay.clear()
    asked = set(asked_since(replay, since))
    struck = [question for question in undisturbed.asked if target in question]
    held, where = textless(known(recorded.db), target), f"{way} at {target}"
    lost = {
        missing
        for missing in textless(undisturbed.known, target) - held
        if not any(costs(each, missing) for each in struck)
    }
    unasked = {
        question
        for question in undisturbed.asked
        if question not in asked and not any(follows(each, question) for each in struck)
    }
    assert held <= textless(undisturbed.known | undisturbed.old, target), (
        f"{where} invents something"
    )
    failed = [source for source in result.sources if not source.ok]
    if "/full_text/" not in target and "/all-press-releases" not in target:
        assert any(names(result, question) for question in struck), f"{where} is not told: {failed}"
    assert all(source.read for source in failed) or any(piece in target for piece in VITAL), where
    assert len(failed) <= 1, f"{where}: the other sources must finish"
    healed = recorded.poll(AFTER)
    assert all(source.ok for source in healed.sources), f"{where}: {healed}"
    assert textless(known(recorded.db), target) == textless(undisturbed.later, target), (
        f"{where}: a gap is left"
    )
    return Struck(frozenset(lost), frozenset(unasked))


def table(found: dict[tuple[str, str], Struck]) -> str:
    """Return the table of URLs and ways: how many of each, and what was lost or not asked beyond
    what must be."""
    ways = dict.fromkeys(way for _, way in found)
    lines = [f"{'way':8} {'URLs':>5} {'lost':>5} {'unasked':>8}"]
    for kind in ways:
        mine = [struck for (_, way), struck in found.items() if way == kind]
        lines.append(
            f"{kind:8} {len(mine):5} {sum(len(each.lost) for each in mine):5}"
            f" {sum(len(each.unasked) for each in mine):8}"
        )
    return "\n".join(lines)


def check(found: dict[tuple[str, str], Struck]) -> None:
    print(f"\n{table(found)}")  # noqa: T201 (the table is what `-s` is for)
    assert {key: entry for key, entry in found.items() if entry.lost or entry.unasked} == {}


def test_every_seventh_url_fails_for_ever_in_one_way_and_costs_itself(
    replay: ReplayedWorld, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    assert len(undisturbed.asked) > 25
    chosen = [
        (question, WAYS[place % len(WAYS)]) for place, question in enumerate(undisturbed.asked[::7])
    ]
    check({key: strike(replay, undisturbed, tmp_path, *key) for key in chosen})


@pytest.mark.soak
@pytest.mark.parametrize("way", WAYS)
def test_every_url_fails_for_ever_and_costs_itself(
    replay: ReplayedWorld, undisturbed: Undisturbed, tmp_path: Path, way: str
) -> None:
    check(
        {
            (question, way): strike(replay, undisturbed, tmp_path, question, way)
            for question in undisturbed.asked
        }
    )

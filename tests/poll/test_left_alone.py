"""A host that is left alone: the source was read unless an index was among what was not asked."""

from __future__ import annotations

from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import BLOCK, row, section
from tracker.store import failures

BLOCKED = (200, "text/html; charset=utf-8", BLOCK.encode())


def test_a_source_whose_texts_are_challenged_was_read_when_its_indexes_were(
    tracked: Tracked,
) -> None:
    for number in range(10, 17):
        tracked.world.rows.append(row(f"744.{number}", "2021-01-04"))
        tracked.world.texts[f"744.{number}", "2021-01-04"] = section(f"744.{number}", "(a) New.")
    tracked.world.answers = {"/full/": BLOCKED}
    found = outcome(tracked.poll(), "ecfr")
    asked = len({target for target in tracked.world.log if "/full/" in target})
    assert asked == 5
    assert "not asked: " in found.failures[-1].why
    assert (found.ok, found.read) == (False, True)
    assert [failure.vital for failure in found.failures] == [False] * 6


def test_a_source_that_was_left_alone_before_an_index_was_not_read(tracked: Tracked) -> None:
    tracked.settings += '[bis]\nlistings = ["/a", "/b", "/c", "/d", "/e", "/f"]\n'
    tracked.world.answers = {"/bis/": BLOCKED}
    found = outcome(tracked.poll(), "bis")
    assert not found.read
    assert any(failure.vital for failure in found.failures if "not asked" in failure.why)


def test_a_question_that_was_not_asked_stays_open(tracked: Tracked) -> None:
    tracked.settings += '[bis]\nlistings = ["/news-updates", "/b", "/c", "/d", "/e"]\n'
    tracked.world.answers = {"/federal-register-notices": BLOCKED}
    tracked.poll()
    tracked.world.answers = {"/bis/": BLOCKED}
    tracked.world.log.clear()
    tracked.on("2021-01-11")
    assert tracked.world.asked("/federal-register-notices") == []
    with tracked.store() as store:
        opened = {question.last.what for question in failures.still_open(store.db, "bis")}
    assert "the notices /regulations/federal-register-notices" in opened

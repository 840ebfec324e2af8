"""What is hard to believe is kept out, reported, asked for again, and believed when it persists."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import ENTITY_LIST, entities
from tracker import derive
from tracker.store import changes, quarantine, queries, texts

LIST = "15 CFR 744 Supp. 4"


def held_rows(tracked: Tracked) -> int:
    with tracked.store() as store:
        held = texts.versions(store.db, LIST)[0]
        return sum(unit.kind == "entity" for unit in queries.tree(store.db, held).walk())


def shrink(tracked: Tracked) -> None:
    tracked.world.texts[ENTITY_LIST, "2021-02-01"] = entities(
        *[f"Acme {number} Ltd." for number in range(12)]
    )


def test_list_that_loses_many_rows_waits_until_it_persists(tracked: Tracked) -> None:
    tracked.poll()
    shrink(tracked)
    result = tracked.on("2021-02-02")
    assert outcome(result, "ecfr").ok
    assert tracked.counts()["quarantined"] == 1
    assert held_rows(tracked) == 30
    assert any("lost 18 of 30" in line for line in tracked.said)
    tracked.poll("2021-02-03T12:00:00")
    assert held_rows(tracked) == 30
    tracked.poll("2021-02-04T12:00:00")
    assert held_rows(tracked) == 12
    assert tracked.counts()["quarantined"] == 0


def test_polls_of_a_single_day_prove_nothing(tracked: Tracked) -> None:
    tracked.poll()
    shrink(tracked)
    tracked.on("2021-02-02")
    for hour in (13, 18, 23):
        tracked.poll(f"2021-02-02T{hour}:00:00")
    assert held_rows(tracked) == 30
    tracked.poll("2021-02-03T11:00:00")
    assert held_rows(tracked) == 12


def test_list_that_recovers_never_shows_the_loss(tracked: Tracked) -> None:
    whole = tracked.world.texts[ENTITY_LIST, "2021-02-01"]
    tracked.poll()
    shrink(tracked)
    tracked.on("2021-02-02")
    tracked.world.texts[ENTITY_LIST, "2021-02-01"] = whole
    tracked.poll("2021-02-03T12:00:00")
    assert tracked.counts()["quarantined"] == 0
    with tracked.store() as store:
        assert [change.change.kind for change in changes.of_provision(store.db, LIST)] == ["added"]


def test_person_may_accept_what_is_doubted(tracked: Tracked) -> None:
    tracked.poll()
    shrink(tracked)
    tracked.on("2021-02-02")
    with tracked.store() as store, store.writing():
        waiting = quarantine.quarantined(store.db)
        derive.decide(
            store,
            waiting[0].id,
            "accept",
            datetime(2021, 2, 2, 13, tzinfo=UTC),
            tracked.config().taxonomy(),
        )
    assert held_rows(tracked) == 12
    assert tracked.counts()["quarantined"] == 0


def test_what_a_person_rejected_stays_out_and_is_not_counted_again(tracked: Tracked) -> None:
    tracked.poll()
    shrink(tracked)
    tracked.on("2021-02-02")
    with tracked.store() as store, store.writing():
        derive.decide(
            store,
            quarantine.quarantined(store.db)[0].id,
            "reject",
            datetime(2021, 2, 2, 13, tzinfo=UTC),
            tracked.config().taxonomy(),
        )
    for day in ("03", "04", "05"):
        assert outcome(tracked.poll(f"2021-02-{day}T12:00:00"), "ecfr").ok
    assert held_rows(tracked) == 30
    assert tracked.counts()["quarantined"] == 0


def test_glued_rows_are_doubted_and_the_repair_is_taken(tracked: Tracked) -> None:
    names = [f"Acme {number} Ltd." for number in range(30)]
    tracked.poll()
    tracked.world.texts[ENTITY_LIST, "2021-02-01"] = entities(*names, "Zenith Corp.", glued=True)
    tracked.on("2021-02-02")
    assert tracked.counts()["quarantined"] == 1
    assert any("glued" in line for line in tracked.said)
    tracked.world.texts[ENTITY_LIST, "2021-02-01"] = entities(*names, "Zenith Corp.")
    tracked.poll("2021-02-03T12:00:00")
    assert held_rows(tracked) == 31


def test_doubted_restatement_of_a_held_version_is_asked_for_again(tracked: Tracked) -> None:
    tracked.settings = tracked.settings.replace(
        "[[ecfr.titles]]", "[ecfr]\nrecheck = 3\n[[ecfr.titles]]"
    )
    tracked.poll()
    names = [f"Acme {number} Ltd." for number in range(9)]
    tracked.world.texts[ENTITY_LIST, "2017-01-03"] = entities(*names)
    tracked.poll("2021-01-11T12:00:00")
    assert tracked.counts()["quarantined"] == 1
    tracked.settings = tracked.settings.replace("recheck = 3", "recheck = 0")
    tracked.world.log.clear()
    tracked.poll("2021-01-12T12:00:00")
    assert len(tracked.world.asked("/full/")) == 1
    tracked.poll("2021-01-13T12:00:00")
    with tracked.store() as store:
        assert {change.change.kind for change in changes.of_provision(store.db, LIST)} == {
            "restated"
        }

"""Rule texts from two houses: the Federal Register first, govinfo where it refuses, each capture
saying where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.poll import small_world
from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import document, rule_xml
from tracker import poll
from tracker.fetch import Fetcher
from tracker.model import Capture, Request
from tracker.store import documents, facts, failures

NUMBER = "2021-00001"
XML = f"/fr/documents/full_text/xml/2021/01/04/{NUMBER}.xml"
PRINTED = f"/fr/documents/full_text/text/2021/01/04/{NUMBER}.txt"
GOVINFO_XML = f"/govinfo/content/pkg/FR-2021-01-04/xml/{NUMBER}.xml"
GOVINFO_PRINTED = f"/govinfo/content/pkg/FR-2021-01-04/html/{NUMBER}.htm"
SUBJECT = f"fr:text:{NUMBER}:2021-01-04"
GUARDED = (403, "text/html", b"<html><head><title>Just a moment...</title></head></html>")
NOT_HERE = (404, "text/html", b"<html>missing</html>")


@pytest.fixture
def houses(tmp_path: Path) -> Iterator[Tracked]:
    """A small world with both houses, where the first document has both forms."""
    world = small_world.world()
    world.govinfo = True
    world.marked[NUMBER] = rule_xml(NUMBER, "From mark-up.")
    with world.serve() as server:
        yield Tracked(world, server, tmp_path)


def texts_asked(tracked: Tracked) -> list[str]:
    return [
        request
        for request in tracked.world.log
        if "/full_text/" in request or "/content/pkg/" in request
    ]


def text(tracked: Tracked, number: str = NUMBER) -> str | None:
    with tracked.store() as store:
        found = documents.document(store.db, number)
    assert found is not None
    return found.text


def origin(tracked: Tracked, subject: str = SUBJECT) -> str | None:
    """Return the path of the answer that the held text comes from."""
    with tracked.store() as store:
        held = facts.latest(store.db, subject)
    return held.url.removeprefix(tracked.server.base) if held else None


def many(tracked: Tracked, amount: int) -> list[str]:
    """Let the world have so many rules with texts, and return their numbers."""
    numbers = [f"2021-{number:05}" for number in range(100, 100 + amount)]
    tracked.world.documents = [document(number, "2021-01-05") for number in numbers]
    tracked.world.full_texts = {
        number: f"Text.\n[FR Doc. {number} Filed 1-4-21]" for number in numbers
    }
    return numbers


def test_xml_comes_first_and_nothing_else_is_asked(houses: Tracked) -> None:
    assert outcome(houses.poll(), "federal-register").ok
    assert texts_asked(houses) == [XML]
    assert (origin(houses), (text(houses) or "").splitlines()[-2]) == (XML, "From mark-up.")


def test_the_printed_form_comes_second_and_govinfo_is_not_asked(houses: Tracked) -> None:
    del houses.world.marked[NUMBER]
    assert outcome(houses.poll(), "federal-register").ok
    assert texts_asked(houses) == [XML, PRINTED]
    assert (origin(houses), (text(houses) or "").splitlines()[0]) == (PRINTED, "Rule text.")


def test_a_text_that_the_federal_register_does_not_have_is_not_asked_of_govinfo(
    houses: Tracked,
) -> None:
    houses.world.answers["/fr/documents/full_text/"] = NOT_HERE
    result = outcome(houses.poll(), "federal-register")
    assert (result.ok, texts_asked(houses), text(houses)) == (True, [XML, PRINTED], None)


@pytest.mark.parametrize("way", ["block", "html", "503", "garbage", "empty", "reset", "403", "202"])
def test_govinfo_gives_what_the_federal_register_refuses(houses: Tracked, way: str) -> None:
    if way in small_world.KINDS:
        houses.world.fail(way, "/fr/documents/full_text/", times=10_000)
    else:
        houses.world.answers["/fr/documents/full_text/"] = (int(way), *GUARDED[1:])
    result = outcome(houses.poll(), "federal-register")
    assert (result.ok, result.error, result.failures) == (True, None, ())
    assert list(dict.fromkeys(texts_asked(houses))) == [XML, PRINTED, GOVINFO_XML]
    assert (origin(houses), (text(houses) or "").splitlines()[-2]) == (GOVINFO_XML, "From mark-up.")
    assert [line for line in houses.said if "taken from govinfo" in line and NUMBER in line]
    houses.world.log.clear()
    houses.poll("2021-01-11T12:00:00")
    assert texts_asked(houses) == [], "what is held is not asked for again"


def test_govinfo_gives_the_printed_form_where_it_has_no_xml(houses: Tracked) -> None:
    del houses.world.marked[NUMBER]
    houses.world.fail("block", "/fr/documents/full_text/", times=10_000)
    assert outcome(houses.poll(), "federal-register").ok
    assert (origin(houses), (text(houses) or "").splitlines()[0]) == (GOVINFO_PRINTED, "Rule text.")


def test_one_form_that_is_refused_costs_nothing_where_the_other_one_comes(houses: Tracked) -> None:
    houses.world.fail("garbage", XML, times=10_000)
    result = outcome(houses.poll(), "federal-register")
    assert (result.ok, texts_asked(houses), origin(houses)) == (True, [XML, PRINTED], PRINTED)


def test_a_text_refused_everywhere_leaves_a_document_that_is_named_and_asked_once_a_day(
    houses: Tracked,
) -> None:
    houses.world.fail("block", "/full_text/", times=10_000)
    houses.world.fail("503", "/content/pkg/", times=10_000)
    tries = []
    for day in (10, 11):
        for hour in ("11:17", "18:47", "23:17"):
            houses.world.log.clear()
            result = outcome(houses.poll(f"2021-01-{day}T{hour}:00"), "federal-register")
            tries.append(len({path for path in texts_asked(houses) if path == XML}))
            if tries[-1]:
                assert (result.ok, result.read) == (False, True)
                assert [failure.subject for failure in result.failures] == [SUBJECT]
                assert f"the full text of {NUMBER}" in (result.error or "")
                assert "block page" in (result.error or "")
                assert "HTTP 503" in (result.error or "")
            else:
                assert (result.ok, result.failures) == (True, ())
    assert tries == [1, 0, 0, 1, 0, 0]
    assert text(houses) is None
    with houses.store() as store:
        assert [
            (question.last.subject, question.tries)
            for question in failures.still_open(store.db, "federal-register")
        ] == [(SUBJECT, 2)]
    houses.world.faults.clear()
    assert outcome(houses.poll("2021-01-12T11:17:00"), "federal-register").ok
    assert (origin(houses), text(houses) is not None) == (XML, True)
    with houses.store() as store:
        assert failures.still_open(store.db, "federal-register") == []


def test_public_inspection_is_asked_before_any_full_text(houses: Tracked) -> None:
    houses.poll()
    asked = [request for request in houses.world.log if request.startswith(("/fr/", "/govinfo/"))]
    inspection = next(place for place, question in enumerate(asked) if "current.json" in question)
    assert inspection < asked.index(XML)
    assert all("documents.json" in question for question in asked[:inspection])


@pytest.mark.parametrize("way", ["block", "403"])
def test_after_five_challenges_only_govinfo_is_asked(houses: Tracked, way: str) -> None:
    numbers = many(houses, 9)
    if way == "block":
        houses.world.fail("block", "/full_text/", times=10_000)
    else:
        houses.world.answers["/full_text/"] = GUARDED
    result = outcome(houses.poll(), "federal-register")
    asked = [path for path in texts_asked(houses) if path.startswith("/fr/")]
    assert {request.rpartition("/")[2][:10] for request in asked} == set(numbers[:5])
    assert len(asked) == len(set(asked)), "a challenge is not met twice"
    assert {number: text(houses, number) for number in numbers} == {
        number: f"Text.\n[FR Doc. {number} Filed 1-4-21]" for number in numbers
    }
    assert (result.ok, result.error) == (True, None)
    assert len([line for line in houses.said if "taken from govinfo" in line]) == 9


def test_without_govinfo_the_rest_is_told_as_not_asked(houses: Tracked) -> None:
    numbers = many(houses, 9)
    houses.world.govinfo = False
    houses.world.fail("block", "/full_text/", times=10_000)
    result = outcome(houses.poll(), "federal-register")
    assert (result.ok, result.read) == (False, True)
    assert [failure.what for failure in result.failures] == [
        *(f"the full text of {number}" for number in numbers[:5]),
        "4 more questions",
    ]
    assert "challenge" in result.failures[-1].why
    assert "left alone until the next poll" in (result.error or "")
    houses.world.faults.clear()
    result = outcome(houses.poll("2021-01-10T18:47:00"), "federal-register")
    assert (result.ok, [text(houses, number) is None for number in numbers]) == (
        True,
        [True] * 5 + [False] * 4,
    ), "the five wait for tomorrow"
    assert outcome(houses.poll("2021-01-11T11:17:00"), "federal-register").ok
    assert all(text(houses, number) for number in numbers)
    with houses.store() as store:
        assert failures.still_open(store.db, "federal-register") == []


@pytest.mark.parametrize(
    "second", [NOT_HERE, GUARDED, (503, "text/html", b"down")], ids=["missing", "challenge", "down"]
)
def test_what_govinfo_does_not_give_while_the_federal_register_is_left_alone_is_not_given_up(
    houses: Tracked, second: tuple[int, str, bytes]
) -> None:
    numbers = many(houses, 9)
    for record in houses.world.documents:
        record["publication_date"] = (
            "2020-01-05"  # so old that a text that is missing would not be asked for again
        )
    houses.world.fail("block", "/full_text/", times=10_000)
    houses.world.answers["/content/pkg/"] = second
    result = outcome(
        houses.backfill(since=date(2020, 1, 1), until=date(2021, 1, 10)), "federal-register"
    )
    assert (result.ok, result.read) == (False, True)
    told = [failure.what for failure in result.failures]
    assert told[:6] == [
        *(f"the full text of {number}" for number in numbers[:5]),
        "4 more questions",
    ]
    houses.world.log.clear()
    houses.poll("2021-01-10T18:00:00")
    assert any(numbers[5] in path for path in texts_asked(houses)), "what was not asked comes first"
    assert not any(numbers[0] in path for path in texts_asked(houses)), (
        "what was refused waits for the next day"
    )
    houses.world.faults.clear()
    houses.world.answers.clear()
    assert outcome(houses.poll("2021-01-11T11:17:00"), "federal-register").ok
    assert [number for number in numbers if text(houses, number) is None] == []


def test_both_houses_left_alone_end_the_texts_and_both_are_told(houses: Tracked) -> None:
    many(houses, 12)
    houses.world.fail("block", "/full_text/", times=10_000)
    houses.world.fail("block", "/content/pkg/", times=10_000)
    result = outcome(houses.poll(), "federal-register")
    assert (result.ok, result.read) == (False, True)
    assert len({path for path in texts_asked(houses) if path.endswith(".xml")}) == 10, (
        "five of each house"
    )
    assert sorted(failure.what for failure in result.failures)[:2] == [
        "7 more questions",
        "7 more questions",
    ]
    assert len(result.failures) == 7
    houses.world.faults.clear()
    assert outcome(houses.poll("2021-01-11T12:00:00"), "federal-register").ok
    with houses.store() as store:
        assert documents.without_text(store.db, ("Rule",)) == []
        assert failures.still_open(store.db, "federal-register") == []


class Stumbling(Fetcher):
    """A fetcher with a fault that shows at one full text only."""

    def get(self, request: Request, *more: object, **named: object) -> Capture:
        wrong = request.subject == "fr:text:2021-00100:2021-01-05"
        return super().get(request.nowhere if wrong else request, *more, **named)  # type: ignore[attr-defined,arg-type]


def test_a_fault_of_our_own_at_one_text_costs_that_text(houses: Tracked) -> None:
    numbers = many(houses, 3)
    noon, settings = datetime(2021, 1, 10, 12, tzinfo=UTC), houses.config()
    with houses.store() as store:
        result = outcome(
            poll.poll(store, settings, Stumbling(settings, lambda: noon), noon), "federal-register"
        )
    assert (result.ok, result.read, [failure.what for failure in result.failures]) == (
        False,
        True,
        ["the full text of 2021-00100"],
    )
    assert [text(houses, number) is not None for number in numbers] == [False, True, True]

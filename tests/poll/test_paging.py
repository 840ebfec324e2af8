"""Searches of many pages through a poll: pages followed, windows halved, a page that fails, numbers
that repeat."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import document
from tracker.store import documents, failures

TEXTLESS = {"raw_text_url": None, "full_text_xml_url": None, "type": "Notice"}
ONE_GROUP = "\n[federal_register]\nalso_agencies = []\nalso_types = []\nper_page = {}\n"


def notices(amount: int, first: date, days: int) -> list[dict[str, object]]:
    """Return so many documents spread evenly over some days, oldest first."""
    dated = [first + timedelta(days=number * days // amount) for number in range(amount)]
    return [
        document(f"{day.year}-{number:05}", day.isoformat(), **TEXTLESS)
        for number, day in enumerate(dated)
    ]


def numbers(tracked: Tracked) -> list[str]:
    with tracked.store() as store:
        return sorted(
            document.document.document_number
            for document in documents.between(store.db)
            if not document.document.public_inspection
        )


def given(tracked: Tracked) -> list[str]:
    return sorted(str(document["document_number"]) for document in tracked.world.documents)


def searches(tracked: Tracked) -> list[str]:
    return [
        request for request in tracked.world.asked("documents.json") if "order=oldest" in request
    ]


def pages(tracked: Tracked) -> list[str]:
    return [
        number for target in searches(tracked) for number in re.findall(r"[?&]page=(\d+)", target)
    ]


def open_questions(tracked: Tracked) -> list[str]:
    with tracked.store() as store:
        return [
            question.last.subject for question in failures.still_open(store.db, "federal-register")
        ]


@pytest.mark.parametrize("elsewhere", [False, True], ids=["where it was asked", "elsewhere"])
def test_the_printed_next_page_is_followed_only_where_it_stays_on_the_host(
    tracked: Tracked, elsewhere: bool
) -> None:
    tracked.settings += ONE_GROUP.format(2)
    tracked.world.documents = notices(5, date(2021, 1, 2), 5)
    host = "http://127.0.0.1:9" if elsewhere else tracked.server.base
    tracked.world.next_page = f"{host}/fr/api/v1/documents.json"
    result = outcome(tracked.poll(), "federal-register")
    assert (result.ok, numbers(tracked)) == (True, given(tracked))
    assert pages(tracked) == ["1", "2", "3"]
    assert ["printed=yes" in search for search in searches(tracked)] == [
        False,
        not elsewhere,
        not elsewhere,
    ]


def test_a_small_page_never_runs_into_the_fifty_that_are_shown(tracked: Tracked) -> None:
    tracked.settings += ONE_GROUP.format(2)
    tracked.world.documents = notices(150, date(2020, 12, 1), 40)
    result = outcome(tracked.poll(), "federal-register")
    assert (result.ok, result.error) == (True, None)
    assert numbers(tracked) == given(tracked)
    windows = {re.sub(r"[?&]page=\d+", "", search) for search in searches(tracked)}
    assert len(windows) > 1, "the window is halved"
    assert max(map(int, pages(tracked))) <= 50
    assert open_questions(tracked) == []
    tracked.world.log.clear()
    assert outcome(tracked.poll("2021-01-11T12:00:00"), "federal-register").ok
    assert tracked.counts()["documents"] == 150


def test_a_day_of_more_than_fifty_small_pages_is_asked_for_in_larger_ones(tracked: Tracked) -> None:
    tracked.settings += ONE_GROUP.format(2)
    tracked.world.documents = notices(120, date(2021, 1, 5), 1)
    result = outcome(tracked.poll(), "federal-register")
    assert (result.ok, numbers(tracked)) == (True, given(tracked))
    day = [
        search
        for search in searches(tracked)
        if "[gte]=2021-01-05&conditions[publication_date][lte]=2021-01-05" in search
    ]
    assert [re.findall(r"per_page=(\d+)", path) for path in day] == [["2"], ["1000"]]
    assert open_questions(tracked) == []


def test_a_search_that_is_not_counted_to_its_end_is_halved(tracked: Tracked) -> None:
    tracked.settings += ONE_GROUP.format(1000)
    tracked.world.documents = notices(30, date(2020, 12, 20), 20)
    uncounted = b'{"count": 10000, "total_pages": 10, "results": []}'
    window = "%5Bgte%5D=2020-11-01&conditions%5Bpublication_date%5D%5Blte%5D=2022-12-31"
    tracked.world.answers[window] = (200, "application/json", uncounted)
    result = outcome(tracked.poll(), "federal-register")
    assert (result.ok, numbers(tracked)) == (True, given(tracked))
    days = [re.findall(r"\[[gl]te\]=([\d-]+)", search) for search in searches(tracked)]
    assert days == [
        ["2020-11-01", "2022-12-31"],
        ["2020-11-01", "2021-12-01"],
        ["2021-12-02", "2022-12-31"],
    ]


@pytest.mark.parametrize("way", ["503", "block", "garbage", "empty", "reset"])
def test_a_page_in_the_middle_that_fails_costs_itself(tracked: Tracked, way: str) -> None:
    tracked.settings += ONE_GROUP.format(2)
    tracked.world.documents = notices(9, date(2021, 1, 1), 9)
    tracked.world.fail(way, "&page=3", times=10_000)
    result = outcome(tracked.poll(), "federal-register")
    assert (result.ok, result.read) == (
        False,
        False,
    ), "an index that was not read whole is not read"
    assert numbers(tracked) == [
        failure for failure in given(tracked) if failure not in given(tracked)[4:6]
    ]
    assert [(failure.what, failure.vital) for failure in result.failures] == [
        ("the documents of industry-and-security-bureau, page 3", True)
    ]
    assert "current.json" in " ".join(tracked.world.log)
    tracked.world.faults.clear()
    assert outcome(tracked.poll("2021-01-10T18:00:00"), "federal-register").ok
    assert numbers(tracked) == given(tracked)
    assert open_questions(tracked) == []


def test_the_last_page_that_fails_and_printed_addresses_cost_no_more(tracked: Tracked) -> None:
    tracked.settings += ONE_GROUP.format(2)
    tracked.world.documents = notices(5, date(2021, 1, 1), 5)
    tracked.world.next_page = f"{tracked.server.base}/fr/api/v1/documents.json"
    tracked.world.fail("block", "&page=2", times=10_000)
    tracked.world.fail("block", "&page=3", times=10_000)
    result = outcome(tracked.poll(), "federal-register")
    assert numbers(tracked) == given(tracked)[:2]
    assert [failure.what.rpartition(" ")[2] for failure in result.failures] == ["2", "3"]


def test_one_half_of_a_window_that_fails_costs_itself_and_is_closed_by_a_later_poll(
    tracked: Tracked,
) -> None:
    tracked.settings += ONE_GROUP.format(2)
    tracked.world.documents = notices(150, date(2020, 12, 1), 40)
    tracked.poll("2021-01-10T10:00:00")
    asked = searches(tracked)
    half = next(
        path
        for path in asked
        if "[lte]=2022-12-31" not in path
        and "page=1" in path
        and "page=1" in asked[asked.index(path) + 1]
    )
    piece = re.findall(r"\[gte\]=[\d-]+&conditions\[publication_date\]\[lte\]=[\d-]+", half)[0]
    later = Tracked(tracked.world, tracked.server, tracked.folder / "later", tracked.settings)
    later.folder.mkdir()
    tracked.world.fail("503", piece, times=10_000)
    result = outcome(later.poll(), "federal-register")
    assert (result.ok, result.read, len(result.failures)) == (False, False, 1)
    tracked.world.faults.clear()
    tracked.world.documents.append(document("2021-00999", "2021-01-12", **TEXTLESS))
    later.settings = later.settings.replace("per_page = 2", "per_page = 1000")
    assert outcome(later.on("2021-02-20"), "federal-register").ok
    assert numbers(later) == given(later)
    assert open_questions(later) == [], "other windows cover the same days"


def test_documents_of_one_number_on_two_days_are_two_documents_with_their_own_texts(
    tracked: Tracked,
) -> None:
    number, days = "2021-00001", ("2021-01-04", "2021-01-07")
    tracked.world.documents = [document(number, day, title=f"Of {day}") for day in days]
    tracked.world.full_texts = {
        f"{day}/{number}": f"Text of {day}.\n[FR Doc. {number} Filed 1-1-21]" for day in days
    }
    result = outcome(tracked.poll(), "federal-register")
    assert (result.ok, result.stored) == (True, 2)
    with tracked.store() as store:
        held = [
            document.document
            for document in documents.between(store.db)
            if document.document.document_number == number
        ]
    told = sorted(
        (str(document.publication_date), document.title, (document.text or "").splitlines()[0])
        for document in held
    )
    assert told == [(day, f"Of {day}", f"Text of {day}.") for day in days]
    tracked.world.log.clear()
    before = tracked.counts()["captures"]
    assert outcome(tracked.poll("2021-01-11T12:00:00"), "federal-register").ok
    assert (tracked.world.asked("/full_text/"), tracked.counts()["captures"]) == ([], before)

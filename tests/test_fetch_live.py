"""What the real services do: challenges, old copies out of caches, a large appendix that takes its
time."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler
from typing import Literal

import pytest

from tests.readers import bis, ecfr, federal_register
from tests.readers.subjects import Full, Search
from tests.sources.samples import DOCUMENT
from tests.test_fetch import NOW, QUICK, Answer, Script, fetcher, ok, reset, send, serving, status
from tracker import __version__
from tracker.config import Config
from tracker.errors import FetchError
from tracker.exchange import agent
from tracker.fetch import Fetcher, age
from tracker.forms import record
from tracker.model import Request
from tracker.sources.federal_register import document as fr_document

AGENT = re.compile(r"ear-tracker/\S+ \(\+https://\S+; contact: \S+\)")
HOUR = 3600


def aged(seconds: int | str, body: bytes = b'{"old": true}') -> Answer:
    return lambda handler: send(
        handler, 200, body, Age=str(seconds), Content_Type="application/json"
    )


def late(seconds: float) -> Answer:
    """Keep silent for a while before the first byte."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        ok(handler)

    return answer


def full(script: Script, kind: Literal["section", "appendix"]) -> Request:
    name = "744.1" if kind == "section" else "Supplement No. 4 to Part 744"
    return ecfr.full_request(script.base, Full(15, "744", kind, name, date(2021, 1, 5)))


@pytest.mark.parametrize("code", [202, 403])
def test_a_challenge_is_named_and_never_tried_again(code: int) -> None:
    with serving(status(code), ok) as script:
        with pytest.raises(
            FetchError, match=rf"^a challenge instead of an answer \(HTTP {code}\)"
        ) as caught:
            fetcher(script).get(script.request())
        assert (caught.value.challenge, caught.value.status, len(script.requests)) == (
            True,
            code,
            1,
        )


@pytest.mark.parametrize("code", [400, 401, 406, 410, 503])
def test_other_refusals_are_no_challenge(code: int) -> None:
    with serving(status(code)) as script, pytest.raises(FetchError, match=f"HTTP {code}") as caught:
        fetcher(script).get(script.request())
    assert not caught.value.challenge


@pytest.mark.parametrize(
    ("seconds", "times"),
    [(0, 1), (6 * HOUR, 1), (6 * HOUR + 1, 2), (9 * HOUR, 2), ("soon", 1), ("-9", 1)],
)
def test_an_answer_older_than_six_hours_is_asked_for_again(seconds: int | str, times: int) -> None:
    with serving(aged(seconds), ok) as script:
        fetcher(script).get(script.request("/x?a=b"))
        assert len(script.requests) == times


@pytest.mark.parametrize(("path", "joint"), [("/x?a=b", "&"), ("/x", "?")])
def test_it_is_asked_for_in_other_words_past_every_cache_and_the_younger_answer_wins(
    path: str, joint: str
) -> None:
    with serving(aged(9 * HOUR), ok) as script:
        capture = fetcher(script).get(script.request(path))
        assert [request["path"] for request in script.requests] == [
            path,
            f"{path}{joint}fresh=202101101200",
        ]
        assert all(request["Cache-Control"] == "no-cache" for request in script.requests)
        assert all(AGENT.fullmatch(request["User-Agent"]) for request in script.requests)
    assert (capture.body, age(capture), capture.url) == (
        b'{"good": true}',
        0,
        f"{script.base}{path}{joint}fresh=202101101200",
    )


def test_of_two_old_answers_the_younger_one_counts() -> None:
    with serving(aged(9 * HOUR, b"first"), aged(8 * HOUR, b"second")) as script:
        assert fetcher(script).get(script.request()).body == b"second"
    with serving(aged(8 * HOUR, b"first"), aged(8 * HOUR, b"second")) as script:
        assert fetcher(script).get(script.request()).body == b"first"


@pytest.mark.parametrize(
    "second",
    [status(503), status(403), status(404), status(400), reset],
    ids=["503", "403", "404", "400", "reset"],
)
def test_a_second_way_that_fails_costs_nothing_and_is_tried_once(second: Answer) -> None:
    with serving(aged(9 * HOUR), second) as script:
        capture = fetcher(script).get(script.request())
        assert (capture.body, capture.url) == (b'{"old": true}', f"{script.base}/x")
        assert len(script.requests) == 2


def test_a_second_answer_that_is_none_to_the_question_does_not_win() -> None:
    block = b"<html><head><title>Request Access</title></head></html>"
    for given, expected in ((block, b'{"old": true}'), (b'{"new": true}', b'{"new": true}')):
        with serving(
            aged(9 * HOUR), lambda handler, body=given: send(handler, 200, body)
        ) as script:  # type: ignore[misc]
            capture = fetcher(script).get(
                script.request(), passes=lambda request: request.body.startswith(b"{")
            )
        assert capture.body == expected


def test_an_answer_that_stays_old_is_returned_with_its_age() -> None:
    with serving(aged(9 * HOUR)) as script:
        capture = fetcher(script).get(script.request())
        assert (age(capture), len(script.requests)) == (9 * HOUR, 2)


def test_full_texts_and_provisions_are_not_asked_for_twice() -> None:
    with serving(aged(90 * HOUR)) as script:
        found = fr_document.read(record.decode(json.dumps(DOCUMENT).encode(), "x"))
        texts = federal_register.text_requests(script.base, found, f"{script.base}/govinfo")
        asked = [
            full(script, "section"),
            full(script, "appendix"),
            *(text.request for text in texts),
        ]
        for question in asked:
            fetcher(script).get(question)
        assert len(script.requests) == len(asked) > 4
        assert not any("Cache-Control" in request for request in script.requests)


def test_every_index_is_asked_for_again_where_it_is_old() -> None:
    with serving(aged(9 * HOUR)) as script:
        search = Search("a", date(2021, 1, 1), date(2021, 12, 31), 1)
        asked = [
            ecfr.titles_request(script.base),
            ecfr.versions_request(script.base, 15, 1, date(2021, 1, 1)),
            federal_register.search_request(script.base, search, 20),
            federal_register.newest_request(script.base, search),
            federal_register.inspection_request(script.base, ("a",)),
            bis.listing_request(script.base, "/news-updates"),
            bis.notices_request(script.base, "/notices"),
        ]
        for question in asked:
            fetcher(script).get(question)
        assert ["fresh=" in request["path"] for request in script.requests] == [False, True] * len(
            asked
        )


def test_a_large_appendix_is_waited_for_and_a_section_is_not() -> None:
    patient = replace(QUICK, attempts=1, timeout=0.1, large_timeout=3.0)
    with serving(late(0.4)) as script:
        assert fetcher(script, patient).get(full(script, "appendix")).status == 200
        with pytest.raises(FetchError, match="no answer in time, after 1 try") as caught:
            fetcher(script, patient).get(full(script, "section"))
    assert caught.value.silent


def test_the_patience_with_an_appendix_ends_too() -> None:
    with (
        serving(late(0.6)) as script,
        pytest.raises(FetchError, match="no answer in time") as caught,
    ):
        fetcher(script, replace(QUICK, attempts=1, timeout=0.1, large_timeout=0.2)).get(
            full(script, "appendix")
        )
    assert caught.value.silent


def test_a_long_silence_of_an_appendix_may_use_up_more_than_the_total() -> None:
    short = replace(QUICK, attempts=2, timeout=0.1, large_timeout=0.5, total=0.2)
    with serving(late(0.7), ok) as script:
        assert fetcher(script, short).get(full(script, "appendix")).status == 200


@pytest.mark.parametrize("contact", [None, "export@example.org", "https://example.org/us"])
def test_every_request_names_the_page_of_the_project_and_a_contact(contact: str | None) -> None:
    page = "https://example.org/tracker"
    with serving(status(302, Location="/there"), status(503), aged(9 * HOUR), ok) as script:
        settings = Config(retry=QUICK, contact=contact, project_page=page)
        Fetcher(settings, lambda: NOW, sleep=lambda _: None).get(script.request())
        assert [request["path"].partition("?")[0] for request in script.requests] == [
            "/x",
            "/there",
            "/x",
            "/x",
        ]
        named = f"ear-tracker/{__version__} (+{page}; contact: {contact or f'{page}/issues'})"
        assert (
            {request["User-Agent"] for request in script.requests}
            == {named}
            == {agent(page, contact)}
        )

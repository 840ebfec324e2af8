"""How a host bears our questions: when it is left alone, and when a kind of question is tried once
only."""

from __future__ import annotations

import pytest

from tracker import sources
from tracker.answers import Weight
from tracker.cycle.ledger import Ledger, trouble_of
from tracker.errors import FetchError, RefusedError
from tracker.model import Request

HOUSES = ("http://replay/ecfr", "http://replay/fr", "http://replay/govinfo", "http://replay/bis")
FR, GOVINFO = "http://replay/fr", "http://replay/govinfo"


def kind(subject: str) -> str:
    """Return the mark of a kind of question, as the table of sources has it."""
    return next(
        (made for source in sources.SOURCES if (made := source.kind_of(subject)) != subject),
        subject,
    )


def weight(subject: str) -> Weight:
    return sources.asked(subject).kind.weight


def asked(number: int = 0, house: str = FR, subject: str | None = None) -> Request:
    name = subject or f"fr:text:2021-{number:05}"
    return Request("federal-register", name, f"{house}/x/{number}", "text/plain")


def challenge(url: str = "") -> RefusedError:
    return RefusedError(url, "a block page came instead of an answer", challenge=True)


def guarded(url: str = "") -> FetchError:
    return FetchError(url, "a challenge instead of an answer (HTTP 403)", 403, challenge=True)


def silent(url: str = "") -> FetchError:
    return FetchError(url, "no answer in time", silent=True)


def nobody(url: str = "") -> FetchError:
    return FetchError(url, "could not reach replay", unreachable=True)


def refused(url: str = "") -> FetchError:
    return FetchError(url, "HTTP 503", 503)


@pytest.mark.parametrize(
    ("failure", "limit", "said"),
    [
        (challenge(), 5, "answered 5 questions in a row with a challenge"),
        (guarded(), 5, "answered 5 questions in a row with a challenge"),
        (silent(), 5, "left 5 questions in a row without an answer"),
        (nobody(), 2, "could not be reached 2 times in a row"),
    ],
    ids=["block page", "403", "silence", "unreachable"],
)
def test_a_house_is_left_alone_after_different_questions_in_a_row(
    failure: FetchError | RefusedError, limit: int, said: str
) -> None:
    ledger = Ledger(weight, kind, HOUSES)
    for number in range(limit - 1):
        ledger.failed(asked(number), failure)
    assert ledger.closed == {}
    ledger.failed(asked(limit), failure)
    assert ledger.closed == {"replay/fr": f"replay/fr {said} and is left alone until the next poll"}


def test_one_question_that_is_challenged_again_and_again_closes_no_house() -> None:
    ledger = Ledger(weight, kind, HOUSES)
    for _ in range(50):
        ledger.failed(asked(1), challenge())
    assert ledger.closed == {}


@pytest.mark.parametrize(
    "failure",
    [
        refused(),
        RefusedError("", "the answer is empty"),
        RefusedError("", "garbage", wrong_document=True),
    ],
)
def test_what_tells_of_the_question_closes_no_house(failure: FetchError | RefusedError) -> None:
    ledger = Ledger(weight, kind, HOUSES)
    for number in range(50):
        ledger.failed(asked(number), failure)
    assert ledger.closed == {}


@pytest.mark.parametrize("between", ["a good answer", "another trouble"])
def test_what_comes_between_begins_the_count_anew(between: str) -> None:
    ledger = Ledger(weight, kind, HOUSES)
    for number in range(8):
        if number == 4 and between == "a good answer":
            ledger.answered(asked(99))
        elif number == 4:
            ledger.failed(asked(99), refused())
        ledger.failed(asked(number), challenge())
    assert ledger.closed == {}
    ledger.failed(asked(8), challenge())
    assert list(ledger.closed) == ["replay/fr"]


def test_a_good_answer_of_another_house_helps_none() -> None:
    ledger = Ledger(weight, kind, HOUSES)
    for number in range(5):
        ledger.failed(asked(number), challenge())
        ledger.answered(asked(number, GOVINFO))
    assert list(ledger.closed) == ["replay/fr"]


@pytest.mark.parametrize(
    ("url", "house"),
    [
        ("http://replay/fr/api/v1/documents.json", "replay/fr"),
        ("http://replay/govinfo/content/pkg/x", "replay/govinfo"),
        ("http://replay/frog/x", "replay"),
        ("https://replay/fr/x", "replay"),
        ("http://elsewhere:80/fr/x", "elsewhere:80"),
    ],
)
def test_two_services_on_one_host_are_told_apart(url: str, house: str) -> None:
    assert Ledger(weight, kind, HOUSES).house(url) == house


def test_a_service_below_another_one_is_told_apart() -> None:
    ledger = Ledger(weight, kind, ("http://replay", "http://replay/fr"))
    assert [ledger.house(f"http://replay/{path}") for path in ("fr/x", "api/x")] == [
        "replay/fr",
        "replay",
    ]


def test_a_house_that_is_closed_leaves_the_others_open() -> None:
    ledger = Ledger(weight, kind, HOUSES)
    for number in range(5):
        ledger.failed(asked(number), challenge())
        ledger.failed(asked(number, GOVINFO), refused())
    assert list(ledger.closed) == ["replay/fr"]


def test_a_tired_kind_of_question_is_tried_once() -> None:
    ledger = Ledger(weight, kind, HOUSES)
    for number in range(5):
        assert ledger.attempts(asked(number)) is None
        ledger.failed(asked(number), refused())
    assert ledger.attempts(asked(9)) == 1
    assert ledger.attempts(asked(subject="fr:inspection:bureau")) is None, (
        "other kinds are not tired"
    )
    ledger.answered(asked(10))
    assert ledger.attempts(asked(9)) is None


def test_a_second_house_that_answers_does_not_wake_the_first_one() -> None:
    ledger = Ledger(weight, kind, HOUSES)
    for number in range(5):
        ledger.failed(asked(number), refused())
        ledger.answered(asked(number, GOVINFO))
    assert ledger.attempts(asked(9)) == 1
    assert ledger.attempts(asked(9, GOVINFO)) is None


def test_unasked_questions_are_counted_once_each_and_taken_off_by_an_answer_from_elsewhere() -> (
    None
):
    ledger = Ledger(weight, kind, HOUSES)
    for number in (1, 1, 2):
        ledger.skipped(asked(number))
    assert ledger.unasked == {"replay/fr": ["fr:text:2021-00001", "fr:text:2021-00002"]}
    ledger.answered(asked(1, GOVINFO))
    assert ledger.unasked == {"replay/fr": ["fr:text:2021-00002"]}


def test_hosts_that_could_not_be_reached_are_remembered() -> None:
    ledger = Ledger(weight, kind, HOUSES)
    ledger.failed(asked(1), silent())
    ledger.failed(asked(2, GOVINFO), nobody())
    assert ledger.absent == {"replay/govinfo"}


def test_trouble_and_kind_are_read_off() -> None:
    kinds = [
        trouble_of(failure) for failure in (challenge(), guarded(), silent(), nobody(), refused())
    ]
    assert kinds == ["challenge", "challenge", "silence", "nobody", "other"]
    subjects = ["ecfr:full:15:744:section:744.1:2021-01-05", "ecfr:titles", "bis:page:/x:y", "odd"]
    assert [kind(subject) for subject in subjects] == [
        "ecfr:full:",
        "ecfr:titles",
        "bis:page:",
        "odd",
    ]

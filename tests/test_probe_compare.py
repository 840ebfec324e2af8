"""Expectation against answer, by literals: what the lower ends, clocks and counts of the real
services mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tracker.config import Config
from tracker.errors import ConfigError
from tracker.probe import table
from tracker.probe.compare import compare
from tracker.probe.expectations import read
from tracker.probe.lessons import learn
from tracker.probe.looking import look
from tracker.probe.questions import beginning, target
from tracker.probe.values import Answer, Circumstances, Context, Expectation, Finding, Looked
from tracker.probe.words import public, size_of

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
REAL = Circumstances(official=True, allowed=frozenset(("www.ecfr.gov",)))
REPLAY = Circumstances(official=False, allowed=frozenset(("127.0.0.1:1",)))
EXPECTED = Expectation(
    id="q",
    service="ecfr",
    asks="what there is",
    costs="much",
    form="json",
    types=("application/json",),
    keys=("rows",),
    items="rows",
)
LISTED = replace(EXPECTED, rows=(10, 20), paged=True)


def answer(size: int = 100, **more: object) -> Answer:
    headers = {"content-type": "application/json", "date": format_datetime(NOW, usegmt=True)}
    headers |= more.pop("headers", {})  # type: ignore[arg-type]
    return replace(Answer("/q", NOW, status=200, headers=headers, body=b"x" * size), **more)  # type: ignore[arg-type]


def finding(
    expectation: Expectation = EXPECTED,
    got: Answer | None = None,
    looked: Looked | None = None,
    around: Circumstances = REAL,
) -> Finding:
    return compare(expectation, got or answer(), looked or Looked("json", keys=("rows",)), around)


def told(found: Finding) -> list[str]:
    return [difference.what for difference in found.differences]


def test_what_is_as_believed_has_no_difference() -> None:
    found = finding()
    assert (found.severity, found.differences) == ("as expected", ())


def test_a_size_below_the_range_is_told_of_the_real_service_only() -> None:
    large = replace(EXPECTED, size=(1_500_000, 6_000_000))
    assert told(finding(large, answer(29_000))) == ["29 kB, smaller than expected (from 1.5 MB)"]
    assert told(finding(large, answer(29_000), around=REPLAY)) == []


def test_a_size_above_the_range_is_told_everywhere() -> None:
    small = replace(EXPECTED, size=(1, 50))
    assert told(finding(small, around=REPLAY)) == [
        "100 bytes, larger than expected (up to 50 bytes)"
    ]


def test_an_empty_list_costs_something_of_the_real_service_only() -> None:
    empty = Looked("json", keys=("rows",), rows=0, count=0, pages=1)
    assert (finding(LISTED, looked=empty).severity, told(finding(LISTED, looked=empty))) == (
        "costs",
        ["the list of rows is empty"],
    )
    assert finding(LISTED, looked=empty, around=REPLAY).severity == "as expected"


@pytest.mark.parametrize(
    ("rows", "count", "pages", "severity", "words"),
    [
        (12, 12, None, "harmless", "there is no total_pages: all 12 rows came in one answer"),
        (
            10,
            12,
            None,
            "costs",
            "there is no total_pages, and only 10 of 12 rows came: the rest cannot be asked for",
        ),
        (10, 12, 1, "costs", "total_pages is 1, but only 10 of 12 rows came"),
        (10, 12, 2, "as expected", None),
        (
            12,
            None,
            1,
            "harmless",
            "there is no count of all rows, so whether the list is whole cannot be checked",
        ),
    ],
)
def test_paging_is_told_by_what_it_would_cost(
    rows: int, count: int | None, pages: int | None, severity: str, words: str | None
) -> None:
    found = finding(
        LISTED, looked=Looked("json", keys=("rows",), rows=rows, count=count, pages=pages)
    )
    assert (found.severity, told(found)) == (severity, [words] if words else [])


def test_a_next_page_on_another_host_is_told() -> None:
    paged = replace(LISTED, also=("next_page_url",))
    looked = Looked("json", keys=("rows",), rows=10, count=15, pages=2, next_host="example.org")
    assert told(finding(paged, looked=looked)) == [
        "next_page_url leads to another host, where our code does not follow"
    ]
    assert told(finding(paged, looked=replace(looked, next_host="www.ecfr.gov"))) == []


@pytest.mark.parametrize(
    ("ahead", "severity", "words"),
    [
        (timedelta(minutes=1), "as expected", None),
        (
            timedelta(minutes=5),
            "harmless",
            "our clock is 300.0 s behind that of the service (Date)",
        ),
        (
            timedelta(hours=-9),
            "costs",
            "our clock is 32,400.0 s ahead of that of the service (Date)",
        ),
    ],
)
def test_clocks_are_compared(ahead: timedelta, severity: str, words: str | None) -> None:
    found = finding(got=answer(headers={"date": format_datetime(NOW + ahead, usegmt=True)}))
    assert (found.severity, told(found)) == (severity, [words] if words else [])
    assert (
        told(
            finding(
                got=answer(headers={"date": format_datetime(NOW + ahead, usegmt=True)}),
                around=REPLAY,
            )
        )
        == []
    )


def test_the_age_of_a_copy_explains_its_old_date() -> None:
    old = {"date": format_datetime(NOW - timedelta(hours=2), usegmt=True), "age": "7200"}
    assert finding(got=answer(headers=old)).severity == "as expected"


def test_a_first_byte_after_the_limit_costs_something() -> None:
    large = replace(EXPECTED, limit=90.0)
    assert told(finding(large, answer(first_byte=41.0))) == [
        "slow: the first byte came after 41.0 s (usual: under 2.5 s)"
    ]
    late = finding(large, answer(first_byte=95.0))
    assert (late.severity, told(late)) == (
        "costs",
        ["the first byte came after 95.0 s; the tracker waits 90 s"],
    )


def test_a_content_type_that_the_gate_refuses_costs_something() -> None:
    wide = replace(EXPECTED, types=("application/json", "text/json"))
    assert (
        finding(wide, answer(headers={"content-type": "text/json; charset=utf-8"})).severity
        == "harmless"
    )
    assert finding(wide, answer(headers={"content-type": "text/plain"})).severity == "costs"


def test_the_verdict_says_what_it_would_cost() -> None:
    assert (
        finding(looked=Looked("nothing", why="the answer is empty")).verdict
        == "differs (would cost us something: much)"
    )


def test_a_wrapped_section_is_told_with_what_our_reader_makes_of_it() -> None:
    expected = next(row for row in table() if row.id == "ecfr-section")
    inner = (
        '<DIV8 N="744.23" TYPE="SECTION"><HEAD>§ 744.23 Invented.</HEAD><P>(a) Invented.</P></DIV8>'
    )
    body = f'<DIV5 N="744" TYPE="PART"><HEAD>PART 744</HEAD>{inner}</DIV5>'.encode()
    looked = look(expected, body, Context(15, (), (), "agent", ()))
    found = compare(
        expected, answer(headers={"content-type": "application/xml"}, body=body), looked, REPLAY
    )
    assert any(
        change.startswith("the root element is DIV5 (1 DIV8 inside) instead of DIV8")
        for change in told(found)
    )
    assert found.severity == ("harmless" if looked.unread is None else "costs")


def test_the_table_can_be_read_and_every_question_can_be_asked() -> None:
    learned = beginning(Config(), NOW.date())
    assert len({row.id for row in table()}) == len(table()) > 15
    reasons = {row.id: made for row in table() if isinstance(made := target(row, learned), str)}
    assert set(reasons) == {
        "fr-document",
        "fr-xml",
        "fr-text",
        "govinfo-xml",
        "govinfo-htm",
        "bis-release",
    }
    assert all(row.costs and row.asks and row.size[0] < row.size[1] for row in table())


WHOLE = """
[[question]]
id = "q"
service = "ecfr"
asks = "what there is"
costs = "much"
form = "json"
types = ["application/json"]
keys = ["rows"]
items = "rows"
"""


def test_a_table_is_read_with_what_is_usual_where_it_is_silent() -> None:
    assert read(WHOLE.encode(), "x") == (EXPECTED,)


def test_a_table_is_not_read_and_all_its_mistakes_are_told_at_once() -> None:
    table = b"""
[[question]]
id = "x"
sizes = [1, 2]
form = "yaml"
types = []
rows = [2, 1]
usual = "soon"
fresh = 1
"""
    two = "two whole numbers from 0 to 1000000000, the lower one first"
    with pytest.raises(ConfigError) as raised:
        read(table, "x.toml")
    assert raised.value.problems == (
        "x.toml: question[0].service: required: a string that is not empty",
        "x.toml: question[0].asks: required: a string that is not empty",
        "x.toml: question[0].costs: required: a string that is not empty",
        "x.toml: question[0].form: 'yaml' is not one of json, xml, html, text",
        f"x.toml: question[0].rows: must be {two}",
        "x.toml: question[0].usual: must be a number from 0 to 3600",
        "x.toml: question[0].fresh: must be true or false",
        "x.toml: question[0].types: required: a list of strings that is not empty",
        "x.toml: question[0].sizes: unknown key; did you mean size?",
    )


@pytest.mark.parametrize("table", [b"", b"question = []"])
def test_a_table_without_questions_is_not_read(table: bytes) -> None:
    with pytest.raises(ConfigError, match="question: required, at least one table"):
        read(table, "x")


def test_an_answer_that_cannot_be_read_teaches_nothing() -> None:
    learned = beginning(Config(), NOW.date())
    assert all(learn(row, b"garbage", learned) == learned for row in table())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Blocked: 203.0.113.9 and 2001:db8:0:0:0:0:0:1", "Blocked: (address) and (address)"),
        ("write to help.desk@example.gov", "write to (mail address)"),
        ("https://me:secret@example.gov/a?token=1#x", "https://example.gov/a"),
        ("two\nlines", "two lines"),
    ],
)
def test_nothing_private_of_a_block_page_is_repeated(text: str, shown: str) -> None:
    assert public(text) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "1 byte"), (141, "141 bytes"), (29_400, "29 kB"), (2_249_167, "2.2 MB")],
)
def test_sizes_are_written_as_people_write_them(count: int, shown: str) -> None:
    assert size_of(count) == shown

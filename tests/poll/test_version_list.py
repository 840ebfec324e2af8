"""The version list over real HTTP: how it is asked for, and when a further page is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import row
from tracker.store import versions

LIST = "/versions/title-15.json"


def give(tracked: Tracked, piece: str, rows: list[dict[str, Any]], **meta: Any) -> None:
    """Answer the requests whose raw target contains a piece with some rows."""
    listed = {"content_versions": rows, "meta": {"title": "15"} | meta}
    tracked.world.answers[piece] = (
        200,
        "application/json; charset=utf-8",
        json.dumps(listed).encode(),
    )


def asked(tracked: Tracked) -> list[str]:
    """Return the version lists asked for as they stood in the request line."""
    return [
        document.rpartition("/")[2] for document in tracked.world.raw if "/versions/" in document
    ]


def held(tracked: Tracked) -> int:
    with tracked.store() as store:
        return len(versions.rows(store.db, 15))


def test_the_first_question_has_no_page_and_no_bracket_stands_bare(tracked: Tracked) -> None:
    tracked.poll()
    assert asked(tracked) == ["title-15.json"]
    tracked.on("2021-02-02")
    assert asked(tracked)[1:] == ["title-15.json?issue_date%5Bgte%5D=2020-12-06"]
    bare = [document for document in tracked.world.raw if "[" in document or "]" in document]
    assert bare == [], "nor anywhere else"


def test_a_page_is_followed_where_the_pages_are_counted(tracked: Tracked) -> None:
    tracked.world.per_page = 3
    assert outcome(tracked.poll(), "ecfr").ok
    assert asked(tracked) == ["title-15.json", "title-15.json?page=2"]
    tracked.world.rows += [
        row(f"744.{number}", "2021-01-20", removed=True) for number in range(50, 53)
    ]
    assert outcome(tracked.on("2021-02-02"), "ecfr").ok
    assert asked(tracked)[2:] == [
        f"title-15.json?issue_date%5Bgte%5D=2020-12-06{more}" for more in ("", "&page=2")
    ]


def test_a_page_is_followed_where_more_rows_are_counted_than_given(tracked: Tracked) -> None:
    rows = tracked.world.issued()
    give(tracked, "title-15.json?page=3", rows[4:], result_count=str(len(rows)))
    give(tracked, "title-15.json?page=2", rows[2:4], result_count=str(len(rows)))
    give(tracked, LIST, rows[:2], result_count=str(len(rows)))
    assert outcome(tracked.poll(), "ecfr").ok
    assert asked(tracked) == ["title-15.json", "title-15.json?page=2", "title-15.json?page=3"]
    assert held(tracked) == 4, (
        "all but the row without a part, and the phantom that stands for the first day"
    )


@pytest.mark.parametrize(
    "meta", [{}, {"result_count": "6"}, {"result_count": 6}, {"total_pages": 1}], ids=str
)
def test_no_page_is_asked_for_that_nobody_speaks_of(tracked: Tracked, meta: dict[str, Any]) -> None:
    give(tracked, "page=", [], **meta)
    give(tracked, LIST, tracked.world.issued(), **meta)
    assert len(tracked.world.issued()) == 6
    assert outcome(tracked.poll(), "ecfr").ok
    assert asked(tracked) == ["title-15.json"]


def test_a_service_that_does_not_know_pages_and_has_told_all_is_never_asked_for_one(
    tracked: Tracked,
) -> None:
    tracked.world.answers["page="] = (400, "application/json", b'{"error": "unknown parameter"}')
    give(tracked, LIST, tracked.world.issued(), result_count="6")
    assert outcome(tracked.poll(), "ecfr").ok


def test_rows_that_are_counted_and_never_given_are_a_failure_and_end(tracked: Tracked) -> None:
    give(tracked, "page=", [], result_count="9")
    give(tracked, LIST, tracked.world.issued(), result_count="9")
    result = outcome(tracked.poll(), "ecfr")
    assert (result.ok, result.read) == (False, False)
    assert "counts 9 rows, but gave 6" in (result.error or "")
    assert asked(tracked) == ["title-15.json", "title-15.json?page=2"]


def test_thousands_of_rows_in_one_answer_are_read_in_one_question(tracked: Tracked) -> None:
    rows = [
        row(f"{part}.{number}", "2017-01-03", part=str(part))
        for part in range(800, 806)
        for number in range(972)
    ]
    rows = [*tracked.world.issued(), *rows]
    give(tracked, LIST, rows, result_count=str(len(rows)))
    assert outcome(tracked.poll(), "ecfr").ok
    assert asked(tracked) == ["title-15.json"]
    assert held(tracked) == len(rows) - 2 > 5_800


@pytest.mark.corpus
def test_the_recorded_list_of_5840_rows_is_read_in_one_question(
    tracked: Tracked, corpus: Path
) -> None:
    listed = json.loads(
        (corpus / "ecfr/api/versions-title-15.2025-07.json").read_text(encoding="utf-8")
    )
    assert len(listed["content_versions"]) == 5_840
    listed["meta"] = {"title": "15", "result_count": "5840"}
    tracked.world.answers[LIST] = (200, "application/json", json.dumps(listed).encode())
    tracked.world.answers["/full/"] = (
        404,
        "application/json",
        b'{"error": "No matching content found."}',
    )
    tracked.settings = tracked.settings.replace('["744"]', '["772"]')
    tracked.world.today = "2025-07-31"
    result = outcome(tracked.poll(), "ecfr")
    assert (result.ok, result.error) == (True, None)
    assert asked(tracked) == ["title-15.json"]
    partless = sum(1 for version in listed["content_versions"] if not version["part"])
    with tracked.store() as store:
        told = {(row.identifier, row.date, row.issue_date) for row in versions.rows(store.db, 15)}
    given = {
        (version["identifier"], version["issue_date"])
        for version in listed["content_versions"]
        if version["part"]
    }
    assert {(name, issued.isoformat()) for name, _, issued in told} == given
    assert partless > 0

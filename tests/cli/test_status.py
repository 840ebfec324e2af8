"""What `status` says of questions that have no usable answer: what, since when, when they are asked
again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Tracker
from tracker.asking import Failure
from tracker.cli import output
from tracker.store import Store

AT = datetime(2021, 3, 12, 11, 17, tzinfo=UTC)


def failed(
    source: str, subject: str, what: str, why: str = "HTTP 503", at: datetime = AT
) -> Failure:
    return Failure(source, subject, what, "https://example.test/x", why, vital=False, failed_at=at)  # type: ignore[arg-type]  # a name of the test


def status_after(filled: Path, folder: Path, *failures: Failure) -> tuple[str, list[str]]:
    """Return what `status` says of the sources once these questions have failed."""
    db = folder / "tracker.db"
    shutil.copy(filled, db)
    with Store.open(db, "create") as store, store.writing():
        for failure in failures:
            store.record_failure(failure)
    said = Tracker(db, {})("status").out
    return said, [line for line in said.split("\n") if "usable answer since" in line]


def test_questions_that_failed_for_one_reason_are_one_line(filled: Path, tmp_path: Path) -> None:
    _, told = status_after(
        filled,
        tmp_path,
        *(failed("bis", f"bis:page:/{name}", f"the page /{name}") for name in "abcde"),
    )
    names = "the page /e, the page /d, the page /c and 2 more"
    assert told == [
        (
            f"bis: no usable answer since 2021-03-12 11:17Z (1 try) for {names}: HTTP 503; the next"
            " poll asks again"
        )
    ]


def test_a_source_with_an_open_question_is_not_told_as_ok(filled: Path, tmp_path: Path) -> None:
    said, _ = status_after(filled, tmp_path, failed("bis", "bis:page:/a", "the page /a"))
    states = {line.split()[0]: line for line in said.split("\n")[2:5]}
    assert " in part " in states["bis"]
    assert " ok " in states["ecfr"]


def test_a_text_is_asked_for_again_on_the_next_day(filled: Path, tmp_path: Path) -> None:
    _, told = status_after(
        filled,
        tmp_path,
        failed("federal-register", "fr:text:2021-1:2021-03-01", "the full text of 2021-1"),
    )
    assert told[0].endswith("polls ask again from 2021-03-13 00:00Z on")


def test_a_page_that_failed_three_times_waits_some_hours(filled: Path, tmp_path: Path) -> None:
    one = failed("bis", "bis:page:/a", "the page /a")
    _, told = status_after(
        filled,
        tmp_path,
        *(replace(one, failed_at=AT.replace(minute=minute)) for minute in (17, 18, 19)),
    )
    assert "(3 tries)" in told[0]
    assert told[0].endswith("polls ask again from 2021-03-12 15:19Z on")


def test_a_table_breaks_a_long_address_behind_a_slash_or_a_hyphen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = "/press-release/" + "-".join(["administrative", "penalty"] * 8)
    output.table(
        ("source", "remark"),
        [("bis", f"the page {path}: HTTP 503 Service Unavailable, after 4 tries")],
    )
    lines = [
        line.rstrip().removeprefix("bis").strip()
        for line in capsys.readouterr().out.split("\n")[2:]
        if line.strip()
    ]
    assert max(map(len, lines)) <= 100
    assert len(lines) > 1
    assert path in "".join(lines)
    broken = [
        line
        for line in lines[:-1]
        if not line.endswith(("-", "/", ":", "page")) and " " not in line
    ]
    assert broken == []


def test_columns_that_are_all_too_long_share_the_room(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(
        ("asked for", "kept out because"),
        [("the text of a supplement " * 5, "lost some of its many units " * 5)],
    )
    lines = [line for line in capsys.readouterr().out.split("\n")[2:] if line.strip()]
    assert len(lines) <= 4

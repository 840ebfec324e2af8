"""One odd record in an answer costs itself: the others are stored, it is told by name, and closed
once it is mended."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import ENTITY_LIST, document, row, section
from tracker.cli.main import run
from tracker.store import documents as held_documents
from tracker.store import failures, queries

TEXTLESS = {"raw_text_url": None, "full_text_xml_url": None, "type": "Notice"}


def twin() -> list[dict[str, Any]]:
    """Return invented records of the shapes in the recorded file: a day that is none, no title, an
    odd number, a null."""
    return [
        document("2021-99001", "2021-01-05", **TEXTLESS, effective_on="2021-02-30"),
        document("2021-99002", "2021-01-05", **TEXTLESS) | {"title": None},
        document("2021-99003_1", "2021-01-05", **TEXTLESS),
        document("2021-99004", "2021-01-05", **TEXTLESS) | {"docket_ids": [None]},
    ]


def recorded(corpus: Path) -> list[dict[str, Any]]:
    """Return the recorded records, with the fields that a search gives and the recording left
    out."""
    held = json.loads((corpus / "field/fr-odd-records.json").read_text(encoding="utf-8"))
    ours = document("x", "x")["agencies"]
    return [
        document(record["document_number"], record["publication_date"], **TEXTLESS)
        | record
        | {"agencies": ours}
        for record in held
    ]


def documents(tracked: Tracked) -> list[str]:
    with tracked.store() as store:
        return sorted(
            document.document.document_number for document in held_documents.between(store.db)
        )


def still_open(tracked: Tracked, source: Any) -> list[str]:
    with tracked.store() as store:
        return [question.last.what for question in failures.still_open(store.db, source)]


def check(tracked: Tracked, day: str) -> None:
    numbers = [document["document_number"] for document in tracked.world.documents]
    result = outcome(tracked.on(day), "federal-register")
    assert (result.ok, result.read) == (False, True)
    told = [failure.what.split(" ")[0] for failure in result.failures]
    assert told == numbers[:3]
    assert all(
        "the documents of industry-and-security-bureau" in failure.what
        for failure in result.failures
    )
    assert [failure.why for failure in result.failures] == [
        next(line.split(": ", 1)[1] for line in tracked.said if line.startswith(number))
        for number in numbers[:3]
    ]
    assert documents(tracked) == sorted(numbers[3:])
    assert len(still_open(tracked, "federal-register")) == 3
    for record in tracked.world.documents[:3]:
        record |= {"effective_on": None, "title": "Mended"}
    tracked.world.documents[2]["document_number"] = numbers[2].replace("_1", "")
    tracked.poll(f"{day}T18:00:00")
    left = still_open(tracked, "federal-register")
    assert [question.split(" ")[0] for question in left] == [numbers[2]], (
        "a record under another number is another one"
    )
    assert set(numbers[:2]) < set(documents(tracked))


def test_odd_documents_cost_themselves_and_are_closed_when_they_are_mended(
    tracked: Tracked,
) -> None:
    tracked.world.documents = [*twin(), document("2021-00001", "2021-01-06", **TEXTLESS)]
    check(tracked, "2021-01-10")


@pytest.mark.corpus
def test_recorded_odd_documents_cost_themselves(tracked: Tracked, corpus: Path) -> None:
    odd = recorded(corpus)
    tracked.world.documents = [*odd, document("2024-00001", "2024-01-11", **TEXTLESS)]
    check(tracked, "2024-01-20")


def test_odd_documents_are_told_on_the_command_line_which_leaves_with_1(tracked: Tracked) -> None:
    tracked.world.documents = [twin()[0], document("2021-00001", "2021-01-06", **TEXTLESS)]
    tracked.config()
    words = [
        "--db",
        str(tracked.db),
        "--config",
        str(tracked.folder / "tracker.toml"),
        "--now",
        "2021-01-10T12:00:00Z",
        "poll",
    ]
    before, out = dict(os.environ), io.StringIO()
    os.environ.update(tracked.server.environment)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = run([*words, "--json"])
    finally:
        os.environ.clear()
        os.environ.update(before)
    told = next(
        source
        for source in json.loads(out.getvalue())["sources"]
        if source["name"] == "federal-register"
    )
    assert (code, told["ok"], told["stored"]) == (1, False, 1)
    assert "2021-99001" in told["error"]
    assert "effective_on: '2021-02-30' is not a date" in told["error"]


def test_an_odd_document_on_public_inspection_is_told_and_closed(tracked: Tracked) -> None:
    tracked.world.documents[1]["title"] = None
    answer = {
        "count": 2,
        "results": [tracked.world.documents[1], document("2021-00950", "2021-01-12")],
    }
    tracked.world.answers["current.json"] = (200, "application/json", json.dumps(answer).encode())
    result = outcome(tracked.poll(), "federal-register")
    assert [failure.what for failure in result.failures] == [
        "2021-00900 in the documents on public inspection"
    ]
    assert "2021-00950" in documents(tracked)
    answer["results"][0]["title"] = "There it is"  # type: ignore[index]
    tracked.world.answers["current.json"] = (200, "application/json", json.dumps(answer).encode())
    assert outcome(tracked.poll("2021-01-10T18:00:00"), "federal-register").ok
    assert still_open(tracked, "federal-register") == []


@pytest.mark.parametrize(
    "odd", [{"type": "subject_group"}, {"issue_date": "soon"}, {"identifier": None}], ids=str
)
def test_an_odd_row_of_another_part_disturbs_nothing(tracked: Tracked, odd: dict[str, Any]) -> None:
    strange = row("902.1", "2017-01-03", part="902") | odd
    listed = {"content_versions": [*tracked.world.issued(), strange], "meta": {"title": "15"}}
    tracked.world.answers["/versions/"] = (200, "application/json", json.dumps(listed).encode())
    result = outcome(tracked.poll(), "ecfr")
    assert (result.ok, result.stored) == (True, 3)


@pytest.mark.corpus
def test_the_recorded_odd_row_disturbs_nothing(tracked: Tracked, corpus: Path) -> None:
    strange = json.loads((corpus / "field/versions-odd-row.json").read_bytes())["content_versions"]
    tracked.world.answers["/versions/"] = (
        200,
        "application/json",
        json.dumps(
            {"content_versions": [*strange, *tracked.world.issued()], "meta": {"title": "15"}}
        ).encode(),
    )
    result = outcome(tracked.poll(), "ecfr")
    assert (result.ok, result.stored) == (True, 3)


def test_an_odd_row_of_a_tracked_part_is_told_and_closed_when_it_is_mended(
    tracked: Tracked,
) -> None:
    strange = row("744.7", "2021-01-06") | {"type": "subject_group"}
    tracked.world.rows.append(strange)
    result = outcome(tracked.poll(), "ecfr")
    assert (result.ok, result.read, result.stored) == (False, True, 3)
    assert [failure.what for failure in result.failures] == [
        "744.7 of 2021-01-06 in the version list of title 15"
    ]
    assert "subject_group" in (result.error or "")
    strange["type"] = "section"
    tracked.world.texts["744.7", "2021-01-06"] = section("744.7", "(a) Mended.")
    tracked.world.rows.append(row(ENTITY_LIST, "2017-01-03", issued="2021-01-12"))
    assert outcome(tracked.on("2021-01-12"), "ecfr").ok
    assert still_open(tracked, "ecfr") == []
    with tracked.store() as store:
        assert "15 CFR 744.7" in queries.provisions(store.db)


@pytest.mark.parametrize(
    "odd",
    [
        {"number": 16, "latest_issue_date": "2021-02-30"},
        {"number": None},
        {"number": 17, "reserved": "no"},
        None,
    ],
    ids=["day", "number", "flag", "null"],
)
def test_an_odd_title_that_is_not_tracked_disturbs_nothing(
    tracked: Tracked, odd: dict[str, Any] | None
) -> None:
    titles = tracked.world.titles(busy=False)
    titles["titles"].insert(0, odd)
    tracked.world.answers["titles.json"] = (200, "application/json", json.dumps(titles).encode())
    result = outcome(tracked.poll(), "ecfr")
    assert (result.ok, result.stored) == (True, 3)


def test_an_odd_title_that_is_tracked_is_told_and_the_others_are_read(tracked: Tracked) -> None:
    tracked.settings += "[[ecfr.titles]]\nnumber = 16\n"
    titles = tracked.world.titles(busy=False)
    titles["titles"].append({"number": 16, "latest_issue_date": "2021-02-30"})
    tracked.world.answers["titles.json"] = (200, "application/json", json.dumps(titles).encode())
    result = outcome(tracked.poll(), "ecfr")
    assert (result.ok, result.read, result.stored) == (False, False, 3)
    assert [failure.why for failure in result.failures] == [
        "title 16: latest_issue_date: '2021-02-30' is not a date"
    ]

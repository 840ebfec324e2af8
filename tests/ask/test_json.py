"""The JSON of answers is plain and whole: it survives `json.dumps`, and nothing is left out."""

from __future__ import annotations

import json as plain
from datetime import date

from tests.store.build import Book, section, subject_of
from tracker import compare
from tracker.ask import histories, json, periods, redlines, shown, standing
from tracker.ask.json import Json

TODAY = date(2025, 1, 20)
CHANGE = "id address unit kind old_address before after words noise provision from to causes tags"
VERSION = "in_force_from issue_date observed_at fingerprint source_url capture changes causes tags"


def keys(made: Json) -> list[str]:
    assert plain.loads(plain.dumps(made)) == made
    return list(made)


def test_a_history_has_each_version_with_what_it_brought(book: Book) -> None:
    made = json.of_history(histories.history(book.store, "744.1"))
    assert keys(made) == ["address", "heading", "versions", "changes"]
    assert " ".join(made["versions"][0]) == VERSION
    assert made["versions"][0]["changes"] == 2
    assert " ".join(made["changes"][0]) == CHANGE


def test_a_text_that_was_not_in_force_is_null_with_no_units(book: Book) -> None:
    made = json.of_shown(shown.show(book.store, "744.2", TODAY))
    assert keys(made) == ["address", "heading", "in_force_from", "text", "units"]
    assert (made["in_force_from"], made["text"], made["units"]) == (None, None, [])


def test_a_redline_has_both_sides_and_its_changes_with_causes(book: Book) -> None:
    made = json.of_redline(redlines.redline(book.store, "744.1(a)", None, TODAY))
    assert keys(made) == ["old", "new", "changes", "summary"]
    assert list(made["old"]) == ["source", "in_force_from", "fingerprint"]
    (change,) = made["changes"]
    assert " ".join(change) == CHANGE
    assert (change["from"], change["to"]) == ("2023-03-01", "2024-05-02")
    assert change["causes"][0]["document_number"] == "2024-09813"
    assert made["summary"] == {"amended": 1}


def test_a_redline_and_the_log_say_the_same_of_a_stored_step(book: Book) -> None:
    third = date(2024, 5, 2)
    logged = json.of_changes(periods.changes(book.store, periods.Span(third, third)))
    shown_as = json.of_redline(redlines.redline(book.store, "744.1(a)", None, TODAY))
    assert shown_as["changes"][0] in logged["changes"]


def test_a_status_has_the_counts_beside_the_sources(book: Book) -> None:
    made = json.of_status(standing.status(book.store))
    assert keys(made)[0] == "sources"
    assert (made["provisions"], made["quarantined"]) == (2, 0)


def test_what_waits_is_told_by_number_reason_and_time(book: Book) -> None:
    body = section("744.1", "(a) Garbage.")
    number = book.put(body, subject_of("744.1", "2024-08-01"), "quarantined", "it lost its text")
    (answer,) = json.of_waiting(standing.waiting(book.store))["quarantined"]
    assert list(answer) == ["id", "subject", "url", "reason", "tries", "sha256", "first_seen"]
    assert (answer["id"], answer["reason"]) == (number, "it lost its text")


def test_two_files_have_their_names_for_sources_and_no_days() -> None:
    old, new = section("744.1", "(a) Ten widgets."), section("744.1", "(a) Twelve widgets.")
    made = json.of_comparison(compare.compare(old, new, "old.xml", "new.xml"), "old.xml", "new.xml")
    assert keys(made) == ["old", "new", "changes", "summary"]
    assert (made["old"]["source"], made["new"]["in_force_from"]) == ("old.xml", None)
    assert made["old"]["fingerprint"] != made["new"]["fingerprint"]
    (change,) = made["changes"]
    assert (change["address"], change["provision"], change["causes"]) == (
        "15 CFR 744.1(a)",
        None,
        [],
    )

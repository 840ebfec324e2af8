"""Both days of a cause, the law's and the eCFR's, wherever a cause is shown to people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Tracker
from tests.store.build import Book, document, row, search
from tracker.store import Store

BOTH = "effective 29 April 2024; in the eCFR from 2 May"


@pytest.fixture
def dated(tmp_path: Path) -> Tracker:
    """A database in which one rule took effect three days before the version that shows it, and one
    on its very day."""
    with Store.open(tmp_path / "tracker.db", "create") as store, store.writing():
        book = Book(store)
        book.listed(*(row("744.1", on) for on in ("2017-01-03", "2024-05-02", "2024-08-01")))
        book.track("744")
        book.text("744.1", "2017-01-03", "(a) One.")
        book.text("744.1", "2024-05-02", "(a) Two.")
        book.text("744.1", "2024-08-01", "(a) Three.")
        early = document("2024-09813", citation="89 FR 1680", effective_on="2024-04-29", dates=None)
        same = document(
            "2024-16000",
            citation="89 FR 4000",
            publication_date="2024-08-01",
            effective_on="2024-08-01",
            dates=None,
        )
        book.put(
            search(early, same), "fr:search:industry-and-security-bureau:2024-05-01:2024-08-03:1"
        )
    return Tracker(tmp_path / "tracker.db", {}, now="2025-01-20T12:00:00Z")


def test_log_and_history_print_both_days_where_they_differ_and_one_where_they_do_not(
    dated: Tracker,
) -> None:
    for words in (("log",), ("history", "744.1")):
        told = " ".join(dated(*words).out.split())
        assert f"[89 FR 1680 (medium, {BOTH})]" in told
        assert "[89 FR 4000 (medium)]" in told


def test_the_table_of_history_prints_the_laws_day_beside_the_rule(dated: Tracker) -> None:
    told = " ".join(dated("history", "744.1").out.partition("2017-01-03")[0].split())
    assert "89 FR 1680 (effective 2024-04-29)" in told
    assert "89 FR 4000 (effective" not in told


def test_diff_prints_both_days_of_the_rules_behind_it(dated: Tracker) -> None:
    assert (
        f"cause: 89 FR 1680 (medium, {BOTH})"
        in dated("diff", "744.1", "--from", "2024-05-01", "--to", "2024-05-02").out
    )
    assert "cause:" not in dated("diff", "744.1", "--from", "2024-05-02", "--to", "2024-08-01").out


def test_evidence_in_json_tells_both_days(dated: Tracker) -> None:
    changes = dated("log", "--json").json["changes"]
    assert [BOTH in change["causes"][0]["evidence"] for change in changes] == [False, True]


def test_every_form_of_the_digest_tells_both_days(dated: Tracker, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert (
        dated(
            "digest",
            "--since",
            "2024-05-01",
            "--until",
            "2024-05-05",
            "--by",
            "in-force",
            "--out",
            str(out),
        ).code
        == 0
    )
    written = {
        path.suffix: " ".join(path.read_text(encoding="utf-8").split())
        for path in out.rglob("digest.*")
    }
    assert set(written) >= {".txt", ".md", ".html", ".json"}
    for suffix in (".txt", ".md", ".html"):
        assert "Effective 29 April 2024; in the eCFR from 2 May" in written[suffix], suffix
        assert f"({BOTH})" in written[suffix], suffix
    assert BOTH in json.dumps(json.loads(written[".json"])["changes"])

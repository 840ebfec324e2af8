"""docs/live.md and the table of questions tell of the same things."""

from __future__ import annotations

import re

from tests.conftest import ROOT
from tracker.probe import table

LIVE = (ROOT / "docs/live.md").read_text(encoding="utf-8")
ROWS = [
    line.strip("|").split("|")
    for line in LIVE.splitlines()
    if line.startswith("| ") and not line.startswith("| belief")
]
SERVICES = sorted({question.id.partition("-")[0] for question in table()})
QUESTION = re.compile(rf"`((?:{'|'.join(SERVICES)})-[a-z\-]+)`")


def test_every_question_crosses_off_a_belief() -> None:
    named = {name for row in ROWS for name in QUESTION.findall(row[3])}
    assert {row.id for row in table()} - named == set()


def test_every_question_that_the_document_names_is_asked() -> None:
    assert set(QUESTION.findall(LIVE)) - {row.id for row in table()} == set()


def test_every_belief_says_where_it_matters_what_follows_and_what_crosses_it_off() -> None:
    assert len(ROWS) > 25
    assert [
        row[0] for row in ROWS if len(row) != 5 or not all(cell.strip() for cell in row[:4])
    ] == []


def test_every_place_in_the_code_exists() -> None:
    places = {
        place for row in ROWS for place in re.findall(r"`((?:tracker|\.github)/[^`]+)`", row[1])
    }
    assert [place for place in sorted(places) if not (ROOT / place).is_file()] == []
    assert all("`" in row[1] for row in ROWS)

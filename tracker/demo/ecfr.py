"""The invented eCFR: titles, version list, the text of a provision on a day, in the real shapes."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from tracker.demo.answer import WORLD, Answer, Question, as_json, as_xml, load

ROWS_A_PAGE = 1_000
_FILTERS = {"part": "part", "section": "identifier", "appendix": "identifier"}
_NOTHING = Answer(404, "application/json; charset=utf-8", b'{"error":"No matching content found."}')


def answer(question: Question) -> Answer:
    """Answer one request for `/api/versioner/v1/...`."""
    path = question.path.removeprefix("/api/versioner/v1/")
    if path in ("titles.json", "titles"):
        return _titles(question.day)
    if path in ("versions/title-15.json", "versions/title-15"):
        return _versions(question)
    found = re.fullmatch(r"full/(\d{4}-\d\d-\d\d)/title-15\.xml", path)
    return _full(question, found[1]) if found else _NOTHING


def _rows(day: date) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = load("ecfr/versions.json")["content_versions"]
    return [row for row in rows if row["issue_date"] <= day.isoformat()]


def _titles(day: date) -> Answer:
    latest = max(row["issue_date"] for row in _rows(day))
    title = {
        "number": 15,
        "name": "Invented Commerce and Foreign Trade",
        "latest_amended_on": latest,
        "latest_issue_date": latest,
        "up_to_date_as_of": day.isoformat(),
        "reserved": False,
    }
    return as_json(
        {"titles": [title], "meta": {"date": day.isoformat(), "import_in_progress": False}}
    )


def _versions(question: Question) -> Answer:
    rows = _rows(question.day)
    for key, field in _FILTERS.items():
        if (wanted := question.value(key)) is not None:
            rows = [row for row in rows if row[field] == wanted]
    first, last, on = (question.value(f"issue_date[{end}]") for end in ("gte", "lte", "on"))
    rows = [
        row
        for row in rows
        if (first or "") <= row["issue_date"] <= (last or "9999")
        and on in (None, row["issue_date"])
    ]
    page = int(question.value("page") or 1)
    meta = {
        "title": "15",
        "result_count": str(len(rows)),
        "total_pages": max(1, -(-len(rows) // ROWS_A_PAGE)),
        "latest_amendment_date": max((row["amendment_date"] for row in rows), default=None),
        "latest_issue_date": max((row["issue_date"] for row in rows), default=None),
    }
    return as_json(
        {"content_versions": rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE], "meta": meta}
    )


def _full(question: Question, at: str) -> Answer:
    wanted = question.value("section") or question.value("appendix")
    if at > question.day.isoformat():
        why = (
            f"The requested date {at} is past the title's most recent issue date of {question.day}"
        )
        return Answer(404, "application/json; charset=utf-8", json.dumps({"error": why}).encode())
    rows = [row for row in _rows(question.day) if row["identifier"] == wanted and row["date"] <= at]
    latest = max(rows, key=lambda row: (row["date"], row["issue_date"]), default=None)
    if latest is None or latest["removed"]:
        return _NOTHING
    return as_xml(_text(latest["identifier"], at, question.day).replace("<br/>", "<br></br>"))


def _text(identifier: str, at: str, day: date) -> str:
    """Return the text in force as served on `day`: a repair upstream shows from its day on."""
    folder = WORLD / "ecfr" / identifier.replace(" ", "_")
    stem = max(file.stem for file in folder.glob("????-??-??.xml") if file.stem <= at)
    repairs = [
        file
        for file in folder.glob(f"{stem}.since-*.xml")
        if file.stem.rpartition("since-")[2] <= day.isoformat()
    ]
    return max(repairs, default=folder / f"{stem}.xml").read_text(encoding="utf-8")

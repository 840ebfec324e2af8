"""The invented Federal Register: search, document, public inspection, text, in the real shapes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import escape
from typing import Any

from tracker.demo.answer import WORLD, Answer, Question, as_html, as_json, load

OFFICIAL = "https://www.federalregister.gov"
TYPES = {
    "RULE": "Rule",
    "PRORULE": "Proposed Rule",
    "NOTICE": "Notice",
    "PRESDOCU": "Presidential Document",
}
INSPECTION = timedelta(days=3)

Json = dict[str, Any]


def answer(question: Question) -> Answer:
    """Answer one request for `/api/v1/...` or a raw text."""
    path = question.path.removesuffix(".json")
    if path == "/api/v1/documents":
        return _search(question)
    if path in (
        "/api/v1/public-inspection-documents/current",
        "/api/v1/public_inspection_documents/current",
    ):
        return _inspection(question)
    if found := re.fullmatch(r"/api/v1/documents/([\w-]+)", path):
        hits = [one for one in _published(question.day) if one["document_number"] == found[1]]
        return as_json(_local(hits[0], question.base)) if hits else _missing()
    if found := re.fullmatch(r"/documents/full_text/text/[\d/]+/([\w-]+)\.txt", path):
        return _raw(found[1], question.day)
    return _missing()


def _missing() -> Answer:
    return as_html(
        "<!DOCTYPE html><html><head><title>Page not found</title></head><body></body></html>", 404
    )


def _published(day: date) -> list[Json]:
    documents: list[Json] = load("fr/documents.json")
    return [one for one in documents if one["publication_date"] <= day.isoformat()]


def _local(document: Json, base: str) -> Json:
    """Let the links that the tracker follows lead to this server."""
    return document | {
        key: document[key].replace(OFFICIAL, base)
        for key in ("raw_text_url", "json_url")
        if document[key]
    }


def _search(question: Question) -> Answer:
    documents = _published(question.day)
    if agencies := set(question.query.get("conditions[agencies][]", ())):
        documents = [
            one for one in documents if agencies & {agency["slug"] for agency in one["agencies"]}
        ]
    if kinds := {TYPES.get(code) for code in question.query.get("conditions[type][]", ())}:
        documents = [one for one in documents if one["type"] in kinds]
    first, last, on = (
        question.one(f"conditions[publication_date][{end}]") for end in ("gte", "lte", "is")
    )
    documents = [
        one
        for one in documents
        if (first or "") <= one["publication_date"] <= (last or "9999")
        and on in (None, one["publication_date"])
    ]
    if not documents:
        return as_json({"description": "Documents", "count": 0})
    if question.one("order") == "newest":
        documents.reverse()
    size, page = int(question.one("per_page") or 20), int(question.one("page") or 1)
    fields = question.query.get("fields[]") or (
        "title",
        "type",
        "abstract",
        "document_number",
        "publication_date",
        "agencies",
    )
    shown = documents[(page - 1) * size : page * size]
    results = [{field: _local(one, question.base).get(field) for field in fields} for one in shown]
    return as_json(
        {
            "description": "Documents",
            "count": len(documents),
            "total_pages": -(-len(documents) // size),
            "results": results,
        }
    )


def _inspection(question: Question) -> Answer:
    ahead = (question.day + INSPECTION).isoformat()
    soon = [
        one
        for one in load("fr/documents.json")
        if question.day.isoformat() < one["publication_date"] <= ahead
    ]
    rows = [
        {
            "document_number": one["document_number"],
            "title": one["title"] + " ",
            "type": one["type"],
            "filed_at": f"{question.day}T08:45:00.000-05:00",
            "filing_type": "regular",
            "agencies": one["agencies"],
            "agency_names": [agency["name"] for agency in one["agencies"]],
            "publication_date": one["publication_date"],
            "html_url": one["html_url"],
            "pdf_url": None,
            "num_pages": one["page_length"],
            "docket_numbers": one["docket_ids"],
            "editorial_note": None,
            "subject_1": None,
            "raw_text_url": None,
            "page_views": {"count": 1, "last_updated": None},
        }
        for one in soon
    ]
    return as_json({"count": len(rows), "results": rows})


def _raw(number: str, day: date) -> Answer:
    file = WORLD / "fr/raw" / f"{number}.txt"
    if not file.is_file() or number not in {one["document_number"] for one in _published(day)}:
        return _missing()
    text = escape(file.read_text(encoding="utf-8"), quote=False)
    page = (
        "<html>\n<head>\n<title>Federal"
        f" Register</title>\n</head>\n<body><pre>\n{text}\n</pre></body>\n</html>\n"
    )
    return Answer(200, "text/plain; charset=utf-8", page.encode())

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
_DEFAULT_FIELDS = (
    "title", "type", "abstract", "document_number", "publication_date", "agencies",
)  # fmt: skip


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
        hits = [
            document
            for document in _published(question.day)
            if document["document_number"] == found[1]
        ]
        return as_json(_with_own_links(hits[0], question.base)) if hits else _missing()
    if found := re.fullmatch(r"/documents/full_text/text/[\d/]+/([\w-]+)\.txt", path):
        return _raw(found[1], question.day)
    return _missing()


def _missing() -> Answer:
    return as_html(
        "<!DOCTYPE html><html><head><title>Page not found</title></head><body></body></html>", 404
    )


def _published(day: date) -> list[Json]:
    documents: list[Json] = load("fr/documents.json")
    return [document for document in documents if document["publication_date"] <= day.isoformat()]


def _with_own_links(document: Json, base: str) -> Json:
    """Let the links that the tracker follows lead to this server."""
    return document | {
        key: document[key].replace(OFFICIAL, base)
        for key in ("raw_text_url", "json_url")
        if document[key]
    }


def _search(question: Question) -> Answer:
    documents = [document for document in _published(question.day) if _matches(document, question)]
    if not documents:
        return as_json({"description": "Documents", "count": 0})
    if question.value("order") == "newest":
        documents.reverse()
    size, page = int(question.value("per_page") or 20), int(question.value("page") or 1)
    fields = question.query.get("fields[]") or _DEFAULT_FIELDS
    shown = [
        _with_own_links(found, question.base)
        for found in documents[(page - 1) * size : page * size]
    ]
    return as_json(
        {
            "description": "Documents",
            "count": len(documents),
            "total_pages": -(-len(documents) // size),
            "results": [{field: document.get(field) for field in fields} for document in shown],
        }
    )


def _matches(document: Json, question: Question) -> bool:
    """Tell whether a document is of the agencies, types and days that were asked for."""
    agencies = set(question.query.get("conditions[agencies][]", ()))
    if agencies and not agencies & {agency["slug"] for agency in document["agencies"]}:
        return False
    types = {TYPES.get(code) for code in question.query.get("conditions[type][]", ())}
    if types and document["type"] not in types:
        return False
    first, last, on = (
        question.value(f"conditions[publication_date][{end}]") for end in ("gte", "lte", "is")
    )
    published = document["publication_date"]
    return (first or "") <= published <= (last or "9999") and on in (None, published)


def _inspection(question: Question) -> Answer:
    ahead = (question.day + INSPECTION).isoformat()
    soon = [
        document
        for document in load("fr/documents.json")
        if question.day.isoformat() < document["publication_date"] <= ahead
    ]
    rows = [
        {
            "document_number": document["document_number"],
            "title": document["title"] + " ",
            "type": document["type"],
            "filed_at": f"{question.day}T08:45:00.000-05:00",
            "filing_type": "regular",
            "agencies": document["agencies"],
            "agency_names": [agency["name"] for agency in document["agencies"]],
            "publication_date": document["publication_date"],
            "html_url": document["html_url"],
            "pdf_url": None,
            "num_pages": document["page_length"],
            "docket_numbers": document["docket_ids"],
            "editorial_note": None,
            "subject_1": None,
            "raw_text_url": None,
            "page_views": {"count": 1, "last_updated": None},
        }
        for document in soon
    ]
    return as_json({"count": len(rows), "results": rows})


def _raw(number: str, day: date) -> Answer:
    file = WORLD / "fr/raw" / f"{number}.txt"
    if not file.is_file() or number not in {
        document["document_number"] for document in _published(day)
    }:
        return _missing()
    text = escape(file.read_text(encoding="utf-8"), quote=False)
    page = (
        "<html>\n<head>\n<title>Federal"
        f" Register</title>\n</head>\n<body><pre>\n{text}\n</pre></body>\n</html>\n"
    )
    return Answer(200, "text/plain; charset=utf-8", page.encode())

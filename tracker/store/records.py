"""Recorded answers whole, as evidence shows them: every column, and what the chain is made of."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from tracker.store import chain
from tracker.store.db import Db


def of_body(db: Db, sha: str) -> list[dict[str, Any]]:
    """Return every answer with this body: all columns, and what its chain hash is taken of."""
    names = [row[1] for row in db.rows("PRAGMA table_info(captures)")]
    found = []
    for row in db.rows("SELECT * FROM captures WHERE sha256 = ? ORDER BY id", (sha,)):
        record: dict[str, Any] = dict(zip(names, row, strict=True))
        columns = [value for name, value in record.items() if name not in ("previous", "chain")]
        record["chained"] = chain.text_of(record["previous"], columns)
        record |= {
            name: json.loads(record[name]) for name in ("request_headers", "response_headers")
        }
        found.append(record)
    return found


def of_document(db: Db, number: str, published: date | None) -> list[str]:
    """Return the SHA-256 of the answers that gave the latest version of a document and its text.

    A text asked for without a day, as earlier releases did, belongs to the newest document of its
    number that was held then.
    """
    own = published.isoformat() if published else ""
    rows = db.rows(
        "SELECT capture_sha256 FROM documents WHERE document_number = ? AND published = ? AND "
        "latest = 1",
        (number, own),
    )
    then = (
        "SELECT max(d.published) FROM documents d WHERE d.document_number = ?1 AND "
        "d.public_inspection = 0 "
        "AND d.first_observed_at <= c.fetched_at"
    )
    texts = db.rows(
        "SELECT c.sha256 FROM captures c WHERE c.verdict = 'accepted' "
        f"AND (c.subject = ?3 OR (c.subject = ?4 AND ({then}) = ?2)) ORDER BY c.id DESC LIMIT 1",
        (number, own, f"fr:text:{number}:{own}", f"fr:text:{number}"),
    )
    return list(dict.fromkeys(row[0] for row in (*rows, *texts)))

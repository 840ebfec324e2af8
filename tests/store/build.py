"""A small invented world for tests of the store.

Captures in the real shapes, made and derived in one line each.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from tracker import derive, tag
from tracker.model import Capture
from tracker.sources.ecfr import pending
from tracker.sources.ecfr.subjects import Full
from tracker.store import Store, Verdict, changes
from tracker.store.derived_tables import TABLES

NOW = datetime(2025, 1, 20, 8, tzinfo=UTC)
LONG_AGO = date(2017, 1, 3)
TAXONOMY = tag.load(
    (Path(__file__).resolve().parents[2] / "tracker/data/taxonomy.toml").read_bytes(),
    "taxonomy.toml",
)
CONTEXT = derive.DeriveContext(TAXONOMY)


def section(
    number: str,
    *paragraphs: str,
    heading: str = "Widgets.",
    credit: str = "61 FR 12802, Mar. 25, 1996",
) -> bytes:
    """Return the XML of a section as the eCFR serves it."""
    body = "".join(f"<P>{escape(text)}</P>\n" for text in paragraphs)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<DIV8 N="{number}" TYPE="SECTION">\n<HEAD>§'
        f' {number} {heading}</HEAD>\n{body}<CITA TYPE="N">[{credit}]\n</CITA>\n</DIV8>'
    ).encode()


def capture(body: bytes, subject: str, now: datetime = NOW, status: int = 200) -> Capture:
    """Return a capture of `body` as the answer to `subject`."""
    source = {"ecfr": "ecfr", "fr": "federal-register", "bis": "bis"}[subject.partition(":")[0]]
    headers = (("Content-Type", "application/xml" if ":full:" in subject else "application/json"),)
    url = f"https://example.test/{subject}"
    return Capture(
        source,
        subject,
        url,
        status,
        (("Accept", "*/*"),),
        headers,
        now,
        body,
        sha256(body).hexdigest(),
    )  # type: ignore[arg-type]


def row(identifier: str, on: str, **other: Any) -> dict[str, Any]:
    """Return a row of the version list."""
    plain = {
        "date": on, "amendment_date": on, "issue_date": on, "identifier": identifier,
        "name": f"§ {identifier} Widgets.",
        "part": identifier.partition(".")[0], "substantive": True, "removed": False,
        "subpart": None, "title": "15", "type": "section",
    }  # fmt: skip
    return plain | other


def document(number: str, **other: Any) -> dict[str, Any]:
    """Return a document as the Federal Register's search gives it."""
    plain: dict[str, Any] = {
        "document_number": number, "title": f"Rule {number}", "type": "Rule",
        "abstract": "About widgets.", "action": "Final rule.",
        "citation": None, "volume": None, "start_page": None, "end_page": None,
        "publication_date": "2024-05-02", "effective_on": "2024-05-02",
        "comments_close_on": None, "signing_date": None,
        "dates": "This rule is effective May 2, 2024.",
        "agencies": [
            {"slug": "industry-and-security-bureau", "name": "Industry and Security Bureau"}
        ],
        "cfr_references": [{"title": 15, "part": 744}], "docket_ids": [],
        "regulation_id_numbers": [], "correction_of": None,
        "corrections": [], "html_url": f"https://www.federalregister.gov/d/{number}",
        "raw_text_url": None, "full_text_xml_url": None,
    }  # fmt: skip
    return plain | other


def search(*documents: dict[str, Any]) -> bytes:
    """Return a page of search results."""
    return json.dumps(
        {"count": len(documents), "total_pages": 1, "results": list(documents)}
    ).encode()


@dataclass
class Book:
    """An open store with a clock; a method records one answer and derives from it."""

    store: Store
    now: datetime = NOW
    context: derive.DeriveContext = field(default_factory=lambda: CONTEXT)

    def put(
        self, body: bytes, subject: str, verdict: Verdict = "accepted", reason: str | None = None
    ) -> int:
        """Record an answer and derive from it, as a poll does."""
        made = capture(body, subject, self.now, 404 if verdict == "not-found" else 200)
        with self.store.transaction():
            number = self.store.record_capture(made, verdict, reason)
            derive.apply(self.store, number, made, self.context)
        return number

    def listed(self, *rows: dict[str, Any], query: str = "page=1") -> int:
        """Record a page of the version list."""
        return self.put(
            json.dumps({"content_versions": list(rows), "meta": {"title": "15"}}).encode(),
            f"ecfr:versions:15:{query}",
        )

    def text(
        self,
        number: str,
        on: str,
        *paragraphs: str,
        verdict: Verdict = "accepted",
        reason: str | None = None,
        **other: str,
    ) -> int:
        """Record the text of a section as in force from a day."""
        subject = Full(15, number.partition(".")[0], "section", number, date.fromisoformat(on))
        return self.put(section(number, *paragraphs, **other), str(subject), verdict, reason)

    def track(self, *parts: str, since: date = LONG_AGO, baseline_on: date | None = None) -> None:
        """Follow parts."""
        for part in parts:
            derive.track(self.store, 15, part, since, self.now, self.context, baseline_on)

    def kinds(self, provision: str) -> list[tuple[str, str, str | None, str]]:
        """Return the changes of a provision as (kind, address, from, to), newest first."""
        found = changes.of_provision(self.store.db, provision)
        return [
            (
                change.change.kind,
                change.change.address,
                change.from_.isoformat() if change.from_ else None,
                str(change.to),
            )
            for change in found
        ]

    def pending(self, until: str = "2030-01-01", parts: Sequence[str] | None = None) -> list[str]:
        """Return what is still to fetch, as `identifier date`."""
        return [
            f"{row.identifier} {row.date}"
            for row in pending.pending(self.store.db, 15, parts, date.fromisoformat(until))
        ]


def subject_of(number: str, on: str) -> str:
    """Return the subject under which the text of a section is asked for."""
    return str(Full(15, number.partition(".")[0], "section", number, date.fromisoformat(on)))


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return every derived row, sorted: what two undisturbed runs must share byte for byte."""
    return {table: sorted(store.db.rows(f"SELECT * FROM {table}"), key=repr) for table in TABLES}

"""Values to the JSON that others rely on: plain dictionaries, nothing left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from tracker.model import Cause, Change, Node, OpenQuestion, SourceOutcome, SourceState, Tag
from tracker.recorded import RecordedChange

Json = dict[str, Any]


def day(value: date | None) -> str | None:
    """Print a date as YYYY-MM-DD, or null."""
    return value.isoformat() if value else None


def moment(value: datetime | None) -> str | None:
    """Print an aware time as ISO 8601 in UTC with a Z, or null."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def cause(value: Cause) -> Json:
    """Return the JSON of one cause."""
    return {
        "document_number": value.document_number,
        "citation": value.citation,
        "title": value.title,
        "evidence": value.evidence,
        "confidence": value.confidence,
    }


def tag(value: Tag) -> Json:
    """Return the JSON of one tag with its evidence."""
    evidence = {"text": value.text, "where": value.where, "start": value.start, "end": value.end}
    return {"tag": value.tag, "topic": value.topic, "rule": value.rule, "evidence": evidence}


def change(value: Change, *, identity: str | None = None, provision: str | None = None) -> Json:
    """Return the JSON of a change that no store holds: dates null, no causes or tags."""
    return {
        "id": identity,
        "address": value.address,
        "unit": value.unit,
        "kind": value.kind,
        "old_address": value.old_address,
        "before": value.before,
        "after": value.after,
        "words": [list(span) for span in value.words],
        "noise": value.noise,
        "provision": provision,
        "from": None,
        "to": None,
        "causes": [],
        "tags": [],
    }


def recorded(value: RecordedChange) -> Json:
    """Return the JSON of a stored change."""
    return change(value.change, identity=value.id, provision=value.provision) | {
        "from": day(value.from_),
        "to": day(value.to),
        "causes": [cause(held) for held in value.causes],
        "tags": [tag(found) for found in value.tags],
    }


def summary(changes: Iterable[Change]) -> dict[str, int]:
    """Count changes by kind."""
    return dict(sorted(Counter(listed.kind for listed in changes).items()))


def unit(value: Node) -> Json:
    """Return the JSON of one unit of a text (`show`)."""
    return {"address": value.address, "unit": value.kind, "text": value.text}


def outcome(value: SourceOutcome) -> Json:
    """Return the JSON of one source in the answer of `poll` and `backfill`."""
    return {
        "name": value.name,
        "ok": value.ok,
        "requests": value.requests,
        "stored": value.stored,
        "error": value.error,
        "read": value.read,
        "failed": [
            {"what": failure.what, "url": failure.url, "why": failure.why}
            for failure in value.failures
        ],
    }


def unanswered(value: OpenQuestion) -> Json:
    """Return the JSON of a question that still has no answer."""
    return {
        "what": value.last.what,
        "url": value.last.url,
        "why": value.last.why,
        "tries": value.tries,
        "since": moment(value.since),
    }


def state(value: SourceState) -> Json:
    """Return the JSON of one source in `status` and the digest."""
    return {
        "name": value.name,
        "ok": value.ok,
        "current_as_of": day(value.current_as_of),
        "last_success": moment(value.last_success),
        "last_error": value.last_error,
        "failures_in_a_row": value.failures_in_a_row,
        "read": value.read,
        "open": [unanswered(question) for question in value.open],
    }

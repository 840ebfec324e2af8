"""A digest as the JSON that others rely on: everything, folded nowhere."""

from __future__ import annotations

from typing import Any

from tracker import wire
from tracker.digest.values import Digest
from tracker.model import SourceState
from tracker.recorded import RecordedChange, RecordedDocument, RecordedPage

Json = dict[str, Any]
_DOCUMENT_FIELDS = (
    "document_number", "title", "type", "abstract", "action", "citation", "volume", "start_page",
    "end_page", "dates", "correction_of",
    "html_url", "raw_text_url", "full_text_xml_url", "public_inspection", "filed_at",
)  # fmt: skip
_DOCUMENT_LISTS = (
    "agencies",
    "cfr_parts",
    "cfr_parts_in_text",
    "docket_ids",
    "regulation_id_numbers",
    "corrections",
)
_DOCUMENT_DAYS = ("publication_date", "effective_on", "comments_close_on", "signing_date")


def as_json(digest: Digest) -> Json:
    """Return `digest.json`: changes by kind, documents, pages, dates ahead, sources."""
    record = digest.record
    return {
        "since": wire.day(digest.since),
        "until": wire.day(digest.until),
        "generated_at": wire.moment(digest.generated_at),
        "changes": [wire.recorded(change) for change in record.changes],
        "editorial": [wire.recorded(change) for change in record.editorial],
        "restated": [_restated(change) for change in record.restated],
        "documents": [_document(document) for document in record.documents],
        "pages": [_page(page) for page in record.pages],
        "coming": [
            {
                "date": wire.day(event.day),
                "what": f"{event.what}: {event.link.text}",
                "document_number": event.document_number,
            }
            for event in record.coming
        ],
        "sources": [_source(state) for state in record.states],
    }


def _restated(change: RecordedChange) -> Json:
    return wire.recorded(change) | {
        "old_capture": change.old_capture,
        "new_capture": change.new_capture,
    }


def _document(recorded: RecordedDocument) -> Json:
    document = recorded.document
    return {
        **{name: getattr(document, name) for name in _DOCUMENT_FIELDS},
        **{name: list(getattr(document, name)) for name in _DOCUMENT_LISTS},
        **{name: wire.day(getattr(document, name)) for name in _DOCUMENT_DAYS},
        "version": recorded.version,
        "first_observed_at": wire.moment(recorded.first_observed_at),
        "observed_at": wire.moment(recorded.observed_at),
        "tags": [wire.tag(tag) for tag in recorded.tags],
    }


def _page(recorded: RecordedPage) -> Json:
    page = recorded.page
    return {
        "url": page.url,
        "title": page.title,
        "published_on": wire.day(page.published_on),
        "kind": page.kind,
        "text": page.text if recorded.version == 1 else None,
        "version": recorded.version,
        "first_observed_at": wire.moment(recorded.first_observed_at),
        "observed_at": wire.moment(recorded.observed_at),
        "tags": [wire.tag(tag) for tag in recorded.tags],
        "changes": [wire.recorded(change) for change in recorded.changes],
    }


def _source(state: SourceState) -> Json:
    return wire.state(state) | {
        "last_change": wire.day(state.last_change),
        "broken_since": wire.moment(state.broken_since),
        "recovered_at": wire.moment(state.recovered_at),
    }

"""What tells a Federal Register document from all others: its number and day of publication."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from tracker.model import Cause, Document

Identity: TypeAlias = tuple[str, date | None]


def of_document(value: Document) -> Identity:
    """Return the identity of a document."""
    return value.document_number, value.publication_date


def of_cause(value: Cause) -> Identity | None:
    """Return the identity of the document behind a cause, or None where none is known."""
    return (value.document_number, value.published) if value.document_number else None

"""Whether an answer of the Federal Register is what was asked for, by the value read of it."""

from __future__ import annotations

from tracker.model import Capture
from tracker.sources.federal_register import reading
from tracker.sources.federal_register import text as texts
from tracker.sources.federal_register.subjects import Inspection, Search, Text


def read_search(capture: Capture, subject: Search) -> reading.SearchPage:
    """Read a page of a search; most of its documents are of the days asked for."""
    return reading.search_page(capture.body, capture.url, subject)


def read_text(capture: Capture, subject: Text) -> str:
    """Read the full text of a document."""
    del subject
    return texts.text(capture.body, capture.url)


def read_inspection(capture: Capture, subject: Inspection) -> reading.Inspection:
    """Read what is on public inspection."""
    return reading.inspection(capture.body, capture.url, subject.agencies)


def any_value(value: object, subject: object, source: str) -> None:
    """Refuse nothing: what is no answer cannot be read."""
    del value, subject, source

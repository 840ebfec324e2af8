"""Asking a text for citations of one kind, as values of that kind."""

from __future__ import annotations

from typing import TypeVar

from tracker.citations.finding import find
from tracker.citations.values import Citation, Home, Page

_Sort = TypeVar("_Sort", bound=Citation)


def each(text: str, sort: type[_Sort], home: Home | None = None) -> tuple[_Sort, ...]:
    """Return the citations of one kind, in the order in which they are printed."""
    found = find(text, frozenset((sort.kind,)), home)
    return tuple(citation for citation in found if isinstance(citation, sort))


def pages(text: str) -> tuple[Page, ...]:
    """Return the pages of the Federal Register that a text cites; one that names two gives two."""
    return each(text, Page)

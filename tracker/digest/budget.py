"""How much of a digest a mail program shows.

Gmail clips a message at 102 KB, so entries are weighed before they are shown.

Weights are bytes of the HTML that a value becomes, rounded up; the templates' own markup is counted
a piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import assert_never

from tracker import plain
from tracker.digest.values import Brief, CauseLine, Coming, Entry, Link, Listing, Notice, TagLine
from tracker.redline import Block, Card, Line, Pieces, Table, Text

CHANGES, DOCUMENTS, INSPECTION, PAGES, FOLDED, COMING = 48_000, 14_000, 5_000, 8_000, 3_500, 5_500
"""Bytes of HTML for each part of a digest (three are folded); headline, alarms and sources take up
to 6,000 more."""
ENTRY = 18_000
"""Bytes of HTML that one entry may take before it shows fewer redlines."""
_LINK, _ITEM, _LINE, _CAUSE, _PIECE, _CELL, _FIELD, _BLOCK, _ENTRY, _DATE = (
    20,
    60,
    80,
    110,
    90,
    70,
    180,
    200,
    450,
    160,
)
_BRIEFS = 0.7
"""The share of the room that may go to entries in full while some wait for a line."""


def of_text(text: str | None) -> int:
    """Return the bytes of a text in HTML."""
    return len(escape(plain.visible(text)).encode("utf-8", "replace")) if text else 0


def of_link(link: Link) -> int:
    """Return the bytes of a link in HTML."""
    return of_text(link.text) + of_text(link.url) + _LINK


def of_brief(brief: Brief) -> int:
    """Return the bytes of one line."""
    return of_link(brief.link) + of_text(brief.text) + _ITEM


def of_entry(entry: Entry) -> int:
    """Return the bytes of an entry with all its redlines."""
    words = sum(map(of_text, (entry.title, entry.heading, entry.lead, entry.in_force, entry.more)))
    lines: tuple[CauseLine | TagLine | Listing, ...] = (*entry.causes, *entry.tags, *entry.listings)
    linked = sum(of_block(block) + of_text(entry.link.url) + _LINK for block in entry.blocks)
    return _ENTRY + words + of_link(entry.link) + sum(map(_of_line, lines)) + linked


def of_coming(coming: Coming) -> int:
    """Return the bytes of a date ahead."""
    return of_link(coming.link) + of_text(coming.when) + of_text(coming.what) + _DATE


def of_notice(notice: Notice) -> int:
    """Return the bytes of a document or page."""
    words = of_text(notice.label) + of_text(notice.facts) + of_text(notice.summary)
    return (
        _BLOCK
        + words
        + of_link(notice.link)
        + sum(map(_of_line, notice.tags))
        + sum(map(of_block, notice.blocks))
    )


def _of_line(line: CauseLine | TagLine | Listing) -> int:
    match line:
        case CauseLine():
            return (
                of_link(line.link)
                + sum(map(of_text, (line.label, line.detail, line.evidence)))
                + _CAUSE
            )
        case TagLine():
            return of_text(line.tag) + of_text(line.evidence) + _LINE
        case Listing():
            return of_text(line.title) + of_text(line.text) + _LINE
        case _:
            assert_never(line)


def of_block(block: Block) -> int:
    """Return the bytes of one redline."""
    match block:
        case Text():
            return _BLOCK + of_text(block.called) + of_text(block.lead) + _of_pieces(block.pieces)
        case Card():
            fields = sum(
                of_text(field.name) + _FIELD + _of_pieces(field.pieces) for field in block.fields
            )
            return _BLOCK + of_text(block.called) + of_text(block.lead) + fields
        case Table():
            cells = sum(
                of_text(row.name) + _CELL + sum(_CELL + _of_pieces(cell) for cell in row.cells)
                for row in block.rows
            )
            return (
                _BLOCK
                + of_text(block.called)
                + of_text(block.lead)
                + sum(of_text(name) + _CELL for name in block.columns)
                + cells
            )
        case Line():
            return _BLOCK + of_text(block.called) + of_text(block.text)
        case _:
            assert_never(block)


def _of_pieces(pieces: Pieces) -> int:
    return sum(of_text(piece.text) + (_PIECE if piece.mark != "=" else 0) for piece in pieces)


def fit(full: Sequence[int], brief: Sequence[int], room: int) -> tuple[int, int]:
    """Return how many items fit `room` bytes in full, and how many of the next ones in brief."""
    if sum(full) <= room:
        return len(full), 0
    shown = _how_many_fit(full, room * _BRIEFS)
    left = room - sum(full[:shown])
    return shown, _how_many_fit(brief[shown:], left)


def _how_many_fit(costs: Iterable[int], room: float) -> int:
    number = 0
    for cost in costs:
        room -= cost
        if room < 0:
            break
        number += 1
    return number

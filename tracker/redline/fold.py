"""Word spans to pieces a person can read.

Long unchanged stretches give way to `[... 120 more words unchanged ...]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker import plain
from tracker.model import Change, Span
from tracker.redline.values import Piece, Pieces

_CHARS_A_WORD = 12
"""What a word may take on average before a stretch counts as longer than its words (text without
spaces)."""
_MARKS = 30
"""What the marks of a piece count for when a redline is fitted into a number of characters."""


@dataclass(frozen=True, slots=True)
class View:
    """How much of a redline is shown.

    Words kept around a change, words of one stretch that came or went, characters in all.

    Null means without limit: counsel reads every word that changed; a digest shows the beginning.
    """

    context: int = 14
    longest: int | None = None
    total: int | None = None


FULL = View()


def spans_of(change: Change) -> tuple[Span, ...]:
    """Return the spans of a change; one that came or went whole has its text in a single span."""
    if change.words:
        return change.words
    if change.before == change.after:
        return (("=", change.after),) if change.after else ()
    gone: tuple[Span, ...] = (("-", change.before),) if change.before else ()
    come: tuple[Span, ...] = (("+", change.after),) if change.after else ()
    return gone + come


def fold(spans: Iterable[Span], view: View = FULL) -> Pieces:
    """Return the pieces of a redline, folded as the view says."""
    given = [span for span in spans if span[1]]
    pieces: list[Piece] = []
    for place, (mark, text) in enumerate(given):
        if mark == "=" and len(given) > 1:
            pieces.extend(
                _kept(
                    text,
                    view.context if place else 0,
                    view.context if place < len(given) - 1 else 0,
                )
            )
        else:
            pieces.extend(_cut(Piece(mark, text), view.longest))
    return _within(pieces, view.total)


def _kept(text: str, head: int, tail: int) -> list[Piece]:
    """Fold unchanged text to its first `head` and last `tail` words.

    Only where that leaves out enough to matter.
    """
    left_out = len(text.split()) - head - tail
    enough = max(head, tail, 4)
    if left_out <= enough and len(text) <= (head + tail + enough) * _CHARS_A_WORD * 2:
        return [Piece("=", text)]
    first = text[: _end_of(text, head)]
    last = text[len(text) - _end_of(text[::-1], tail) :] if tail else ""
    return [
        piece
        for piece in (
            Piece("=", first),
            Piece("…", f"{plain.counted(max(left_out, 1), 'word')} unchanged"),
            Piece("=", last),
        )
        if piece.text
    ]


def _cut(piece: Piece, longest: int | None) -> list[Piece]:
    if longest is None:
        return [piece]
    end = _end_of(piece.text, longest)
    more = len(piece.text[end:].split())
    if more <= longest // 4 and len(piece.text) - end <= longest * _CHARS_A_WORD // 4:
        return [piece]
    return [
        Piece(piece.mark, piece.text[:end]),
        _note(more, {"-": "removed", "+": "added"}.get(piece.mark, "unchanged")),
    ]


def _within(pieces: list[Piece], total: int | None) -> Pieces:
    """Keep the pieces that fit `total` characters and say how many words follow.

    Each is counted with its marks.
    """
    if total is None:
        return tuple(pieces)
    for place, piece in enumerate(pieces):
        total -= len(piece.text) + _MARKS
        if total < 0 and place:
            return (
                *pieces[:place],
                _note(sum(len(rest.text.split()) for rest in pieces[place:]), "of this redline"),
            )
    return tuple(pieces)


def _note(number: int, what: str) -> Piece:
    return Piece("…", f"{plain.counted(number, 'more word')} {what}")


def _end_of(text: str, count: int) -> int:
    """Return where the `count`-th word ends, white space before it included.

    At most twelve characters a word on.
    """
    place, last = 0, min(len(text), count * _CHARS_A_WORD)
    for _ in range(count):
        while place < last and text[place].isspace():
            place += 1
        while place < last and not text[place].isspace():
            place += 1
    return place


def sides(pieces: Pieces) -> tuple[Pieces, Pieces]:
    """Return the old and the new column of a redline that was folded before."""
    old = tuple(piece for piece in pieces if piece.mark != "+" and not _notes(piece, "added"))
    new = tuple(piece for piece in pieces if piece.mark != "-" and not _notes(piece, "removed"))
    return old, new


def _notes(piece: Piece, what: str) -> bool:
    return piece.mark == "…" and piece.text.endswith(f" {what}")

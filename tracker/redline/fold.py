"""Word spans to pieces a person can read: long unchanged stretches give way to `[... 120 words unchanged ...]`."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.model import Change, Span
from tracker.redline.values import Piece, Pieces

CONTEXT = 14
"""Words kept on each side of a change."""
LONGEST = 160
"""Words shown of one stretch that came or went."""


def spans_of(change: Change) -> tuple[Span, ...]:
    """Return the spans of a change; one that came or went whole has its text in a single span."""
    if change.words:
        return change.words
    gone: tuple[Span, ...] = (("-", change.before),) if change.before else ()
    come: tuple[Span, ...] = (("+", change.after),) if change.after else ()
    return (("=", change.after),) if change.before == change.after and change.after else gone + come


def fold(spans: Iterable[Span], context: int = CONTEXT, longest: int = LONGEST) -> Pieces:
    """Return the pieces of a redline, kept text folded to `context` words around changes, others to `longest` words."""
    given = [span for span in spans if span[1]]
    pieces: list[Piece] = []
    for place, (mark, text) in enumerate(given):
        if mark == "=":
            pieces.extend(_kept(text, context if place else 0, context if place < len(given) - 1 else 0, whole=len(given) == 1))
        else:
            pieces.extend(_cut(mark, text, longest))
    return tuple(pieces)


def _kept(text: str, head: int, tail: int, *, whole: bool) -> list[Piece]:
    """Fold unchanged text to its first `head` and last `tail` words, where that leaves out enough to matter."""
    words = text.split()
    left_out = len(words) - head - tail
    if whole:
        return _cut("=", text, LONGEST)
    if left_out <= max(head, tail, 4):
        return [Piece("=", text)]
    first = _first(text, head)
    last = _last(text, tail)
    return [piece for piece in (Piece("=", first), Piece("…", _count(left_out, "unchanged")), Piece("=", last)) if piece.text]


def _cut(mark: str, text: str, longest: int) -> list[Piece]:
    words = text.split()
    more = len(words) - longest
    kept = _first(text, longest) if more > longest // 4 else text
    piece = Piece("-" if mark == "-" else "+" if mark == "+" else "=", kept)
    word = {"-": "removed", "+": "added", "=": "unchanged"}[piece.mark]
    return [piece, Piece("…", _count(more, word))] if kept is not text else [piece]


def _count(number: int, what: str) -> str:
    return f"{number:,} more {'word' if number == 1 else 'words'} {what}"


def _first(text: str, count: int) -> str:
    """Return the beginning of the text through its `count`-th word, with the white space before it."""
    return text[: _end_of_word(text, count)]


def _end_of_word(text: str, count: int) -> int:
    place = 0
    for _ in range(count):
        while place < len(text) and text[place].isspace():
            place += 1
        while place < len(text) and not text[place].isspace():
            place += 1
    return place


def _last(text: str, count: int) -> str:
    """Return the end of the text from its `count`-th word from behind, with the white space after it."""
    return text[len(text) - _end_of_word(text[::-1], count) :] if count else ""


def sides(pieces: Pieces) -> tuple[Pieces, Pieces]:
    """Return the old and the new column of a redline that was folded before."""
    old = tuple(piece for piece in pieces if piece.mark != "+" and not _notes(piece, "added"))
    new = tuple(piece for piece in pieces if piece.mark != "-" and not _notes(piece, "removed"))
    return old, new


def _notes(piece: Piece, what: str) -> bool:
    return piece.mark == "…" and piece.text.endswith(f" {what}")

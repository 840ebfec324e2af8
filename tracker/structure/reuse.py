"""Pieces of a list that were read before: a version of a long list repeats nearly all of the last.

    piece of a list, as bytes --key_of--> known? --> its units, without reading it again

A piece may be reused only where nothing but its own bytes, and what the key names beside them,
decides how it is read. The names of its units are the one exception: they depend on which names
are taken. So a piece is read with `Twins` of its own, and counts only where none of the names that
it asked for was given before (`Twins.take_in`); else it is read again where it stands.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Generic, TypeVar

from lxml import etree

from tracker.markup import Element

Read = TypeVar("Read")


class Remembered(Generic[Read]):
    """What was read from the last pieces, by their keys; the one not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        """Hold at most so many pieces: a list and a half of the longest kind."""
        self._most = most
        self._held: dict[bytes, Read] = {}

    def get(self, key: bytes) -> Read | None:
        """Return what was read from a piece, None where it is not known."""
        found = self._held.pop(key, None)
        if found is not None:
            self._held[key] = found
        return found

    def put(self, key: bytes, read: Read) -> Read:
        """Remember what was read from a piece, and return it."""
        if len(self._held) >= self._most:
            del self._held[next(iter(self._held))]
        self._held[key] = read
        return read


def bytes_of(element: Element, *, tail: bool = True) -> bytes:
    """Return an element with all in it, and the text behind it, as bytes."""
    written: bytes = etree.tostring(element, encoding="utf-8", with_tail=tail)
    return written


def key_of(*pieces: bytes) -> bytes:
    """Return a key for pieces of bytes: a hash of each one's length and content."""
    lengths = ",".join([str(len(piece)) for piece in pieces]).encode()
    return blake2b(b"\0".join((lengths, *pieces)), digest_size=20).digest()

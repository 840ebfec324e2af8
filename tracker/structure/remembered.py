"""Units that were read before, found again by the very bytes that they were read from.

A title, the Commerce Control List and the Entity List are served again and again with nearly all of
their sections, entries and rows unchanged; so poll, derive, rebuild and compare read each of them
once. What is kept is frozen and follows from its key alone: only the time tells that it was kept.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Generic, TypeVar

from lxml import etree

from tracker.markup import Element

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """Values by their keys, the latest of them: those of up to twice `most` bytes of source."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[bytes, Value] = {}
        self._aged: dict[bytes, Value] = {}
        self._size = 0

    def get(self, key: bytes) -> Value | None:
        """Return the value of a key, or None where it is not known or was forgotten."""
        found = self._young.get(key)
        if found is None and (found := self._aged.pop(key, None)) is not None:
            self._young[key] = found
        return found

    def keep(self, key: bytes, value: Value, size: int) -> None:
        """Remember a value read from so many bytes; what was not asked for longest goes."""
        if size > self._most:
            return
        self._size += size
        if self._size > self._most:
            self._young, self._aged, self._size = {}, self._young, size
        self._young[key] = value


def bytes_of(element: Element, *, tail: bool = False) -> bytes:
    """Return an element as it was served, without the text behind it, or with it."""
    served: bytes = etree.tostring(element, with_tail=tail)
    return served


def key_of(*pieces: bytes) -> bytes:
    """Return a key for pieces that hold no NUL, as nothing from XML does."""
    return blake2b(b"\0".join(pieces), digest_size=16).digest()

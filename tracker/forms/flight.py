r"""What a page of the Next.js app router carries for its scripts: rows of JSON in quoted pieces.

    self.__next_f.push([1,"5:[\"$\",\"a\",null,{\"href\":\"/press/x\",\"children\":\"X\"}]\n"])

The pieces of all scripts joined are lines `NUMBER:JSON`, and texts `NUMBER:TLENGTH,` that end where
their length says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tracker.errors import ParseError
from tracker.forms.html_reading import Script
from tracker.forms.json_scan import Members, Span, Wanted, objects

_PUSH = re.compile(
    rb'__next_f\s*\.push\(\s*\[\s*1\s*,\s*("(?:[^"\\]++|\\.)*+")\s*\]\s*\)', re.DOTALL
)
_ROW = re.compile(rb"[0-9a-f]*:(?:(T)([0-9a-f]{1,7}),|[A-Z]{0,3})")
_LARGEST = 16_000_000


def stream(body: bytes, scripts: tuple[Script, ...]) -> bytes:
    """Return the joined pieces of a page; empty where there are none, or too many to be read."""
    pieces: list[bytes] = []
    size = 0
    for script in scripts:
        for push in _PUSH.finditer(body, script.start, script.end):
            size += len(push[1])
            if size > _LARGEST:
                return b""
            try:
                piece = json.loads(push[1].decode("utf-8", "replace"), strict=False)
            except ValueError:
                continue
            pieces.append(piece.encode("utf-8", "replace"))
    return b"".join(pieces)


def rows(text: bytes) -> Iterator[Span]:
    """Yield where the JSON of each row stands; texts are stepped over by their length."""
    place = 0
    while place < len(text):
        head = _ROW.match(text, place)
        if head and head[1]:
            place = head.end() + int(head[2], 16)
            continue
        end = text.find(b"\n", place)
        end = len(text) if end < 0 else end
        if head:
            yield head.end(), end
        place = end + 1


def found(text: bytes, wanted: Wanted, source: str) -> Iterator[Members]:
    """Yield the wanted members of the objects of all rows, in order; broken rows are left out."""
    for span in rows(text):
        try:
            here = sorted(objects(text, span, wanted, source), key=lambda found: found[0])
        except ParseError:
            continue
        yield from (members for _, members in here)

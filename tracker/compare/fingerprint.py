"""What a file says, as one hash: its words, and the blocks that part them."""

from __future__ import annotations

import re
from hashlib import blake2b
from html import escape

from tracker.elements import BLOCKS, DIVISIONS
from tracker.markup import Element

_PARTING = BLOCKS | set(DIVISIONS)
_INLINE = frozenset(("I", "E", "B", "strong", "em", "i", "b", "span", "a"))
_TELLING = ("N", "TYPE", "alt", "src")
_BLANKS = re.compile(r"[ \t\n]{2,}|[\t\n]")
_ESCAPED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"}
)


def fingerprint(root: Element) -> str:
    """Return a hash (32 hex digits) of a text, the same for all its serialisations.

    Emphasis does not count, nor does white space at the edges of blocks.
    """
    said = [""]
    _collect(root, said)
    return blake2b("".join(said).encode(), digest_size=16).hexdigest()


def _collect(element: Element, said: list[str]) -> None:
    """Append an element and the words behind it to what was said, of which words are the last.

    Depth is bounded by the parser, so recursion is safe.
    """
    tag = element.tag
    parts, counts = tag in _PARTING, tag not in _INLINE
    if parts:
        said[-1] = said[-1].removesuffix(" ")
    said += (_mark(element) if counts else "", _words(element.text, parts))
    for child in element:
        _collect(child, said)
    if parts:
        said[-1] = said[-1].removesuffix(" ")
    said += (f"</{tag}>" if counts else "", _words(element.tail, parts))


def _words(text: str | None, parts: bool) -> str:
    """Return the words behind a mark as they count; one that parts them takes a space with it."""
    if not text:
        return ""
    folded = escape(_BLANKS.sub(" ", text), quote=False).replace("\r", "&#xD;")
    return folded.removeprefix(" ") if parts else folded


def _mark(element: Element) -> str:
    """Return an element as it counts: its name and its telling attributes."""
    told = ((name, element.get(name)) for name in _TELLING) if element.attrib else ()
    kept = "".join(f' {name}="{_value(value)}"' for name, value in told if value is not None)
    return f"<{element.tag}{kept}>"


def _value(value: str) -> str:
    return _BLANKS.sub(" ", value.translate(_ESCAPED))

"""One form for all serialisations of a text (Canonical XML 1.0), and a fingerprint of what it says in which blocks."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache
from hashlib import blake2b

from lxml import etree

from tracker.markup import BLOCKS, Element

_VOLATILE = ("VOLUME", "hierarchy_metadata")
_TAG = re.compile(rb'(<(?:[^">]|"[^"]*")*>)')
_NAME = re.compile(rb'</?([^\s/>]+)')
_KEPT = re.compile(rb' (?:N|TYPE|src|alt)="[^"]*"')
_INLINE = frozenset((b"I", b"E", b"B", b"strong", b"em", b"i", b"b", b"span", b"a"))
_EDGE = b"\x01"
_BLOCKS = frozenset(name.encode() for name in BLOCKS)


def canonical_bytes(root: Element) -> bytes:
    """Return the canonical form of a tree without the attributes that the eCFR adds and drops at will; the tree is left as it is."""
    if any(one in element.attrib for element in root.iter("DIV1", "DIV5", "DIV8", "DIV9", "DIV6", "DIV3", "DIV4", "DIV2", "DIV7") for one in _VOLATILE):
        root = deepcopy(root)
        etree.strip_attributes(root, *_VOLATILE)
    written: bytes = etree.tostring(root, method="c14n")
    return written


def fingerprint(root: Element) -> str:
    """Return a hash (32 hex digits) of a text: words, and the blocks that part them; emphasis and white space do not count."""
    pieces = _TAG.split(canonical_bytes(root))
    said = [_tag(piece) if place % 2 else _words(piece) for place, piece in enumerate(pieces)]
    plain = re.sub(rb" +", b" ", b"".join(said)).replace(b" " + _EDGE, _EDGE).replace(_EDGE + b" ", _EDGE)
    return blake2b(plain, digest_size=16).hexdigest()


def _words(piece: bytes) -> bytes:
    if not piece or piece.isspace():
        return b" " if piece else b""
    return (b" " if piece[:1].isspace() else b"") + b" ".join(piece.split()) + (b" " if piece[-1:].isspace() else b"")


@lru_cache(maxsize=8_192)
def _tag(written: bytes) -> bytes:
    """Return a tag as it counts: nothing for emphasis, its name and the attributes that say something for others."""
    found = _NAME.match(written)
    name = found[1] if found else b""
    if name in _INLINE:
        return b""
    closing = b"/" if written.startswith(b"</") else b""
    body = b"<" + closing + name + b"".join(_KEPT.findall(written)) + b">"
    return _EDGE + body + _EDGE if name in _BLOCKS or name.startswith(b"DIV") else body

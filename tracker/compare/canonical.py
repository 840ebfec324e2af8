"""One form for all serialisations of a text (Canonical XML 1.0), and a fingerprint of what it says in which blocks."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from lxml import etree

from tracker.elements import BLOCKS, DIVISIONS
from tracker.markup import Element

_VOLATILE = ("VOLUME", "hierarchy_metadata")
_PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]*?(?:encoding=[\"'](?P<encoding>[^\"']*)[\"'][^>]*?)?\?>)?\s*"
)
_NAMES = "|".join(re.escape(name) for name in sorted(BLOCKS | set(DIVISIONS)))
_BEFORE_BLOCK = re.compile(rf" (?=</?(?:{_NAMES})[ >])".encode())
_AFTER_BLOCK = re.compile(rf"(</?(?:{_NAMES})(?: [^>]*)?>) ".encode())
_BLANKS = bytes.maketrans(b"\t\r\n", b"   ")
_TAG = re.compile(rb'<(?:[^">]|"[^"]*")*>')
_NAME = re.compile(rb"</?([^\s/>]+)")
_KEPT = re.compile(rb' (?:N|TYPE|src|alt)="[^"]*"')
_INLINE = frozenset((b"I", b"E", b"B", b"strong", b"em", b"i", b"b", b"span", b"a"))


def plain_body(data: bytes) -> bytes | None:
    """Return a served file from its root element on, or None where its bytes may mean something else than they show.

    So it is with comments, CDATA, processing instructions, a DOCTYPE, and encodings other than
    UTF-8.
    """
    prolog = _PROLOG.match(data)
    assert prolog is not None
    if prolog["encoding"] and prolog["encoding"].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        return None
    body = data[prolog.end() :]
    return (
        None
        if any(mark in body for mark in (b"<!", b"<?", b"\x00")) or not body.startswith(b"<")
        else body
    )


def canonical_bytes(root: Element) -> bytes:
    """Return the canonical form of a tree; attributes that the eCFR adds and drops at will are taken off the tree first."""
    etree.strip_attributes(root, *_VOLATILE)
    written: bytes = etree.tostring(root, method="c14n")
    return written


def evenly_spaced(canonical: bytes) -> bytes:
    """Return canonical text with white space folded, and none at the edges of blocks: line breaks vary from date to date."""
    plain = canonical.translate(_BLANKS)
    while b"  " in plain:
        plain = plain.replace(b"  ", b" ")
    return _AFTER_BLOCK.sub(rb"\1", _BEFORE_BLOCK.sub(b"", plain))


def fingerprint(canonical: bytes) -> str:
    """Return a hash (32 hex digits) of a canonical text: words, and the blocks that part them; emphasis does not count."""
    return blake2b(
        _TAG.sub(lambda found: _said(found[0]), evenly_spaced(canonical)), digest_size=16
    ).hexdigest()


@lru_cache(maxsize=8_192)
def _said(tag: bytes) -> bytes:
    """Return a tag as it counts: nothing for emphasis, else its name and the attributes that say something."""
    found = _NAME.match(tag)
    if found is None or found[1] in _INLINE:
        return b""
    return (
        b"<"
        + (b"/" if tag.startswith(b"</") else b"")
        + found[1]
        + b"".join(_KEPT.findall(tag))
        + b">"
    )

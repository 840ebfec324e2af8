"""Bytes of two files -> the changes between them, without a database.

    identical bytes?       nothing is parsed
    one canonical form?    (attributes in any order, entity references) nothing is structured
    else                   structure -> diff

The sections, entries and rows that both files have in the same bytes are read once: `structure`
remembers them, for poll and derive too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from tracker import structure
from tracker.compare.fingerprint import fingerprint
from tracker.diff import diff
from tracker.markup import Element, parse_xml
from tracker.model import Change
from tracker.names import DEFAULT_TITLE
from tracker.structure import register

_ROOT = re.compile(r"ECFR|DLPSTEXTCLASS|DIV[1-9]")
_VOLATILE = ("VOLUME", "hierarchy_metadata")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two files, and a fingerprint of each, worked out when it is asked for.

    Fingerprints are equal where both files say the same in the same blocks, however they are
    serialised.
    """

    changes: tuple[Change, ...]
    _old: Callable[[], str]
    _new: Callable[[], str]

    @property
    def old_fingerprint(self) -> str:
        """Return the fingerprint of the old text; raises `ParseError` for an unreadable file."""
        return self._old()

    @property
    def new_fingerprint(self) -> str:
        """Return the fingerprint of the new text; raises `ParseError` for an unreadable file."""
        return self._new()


def compare(
    old: bytes, new: bytes, old_source: str, new_source: str, title: int | None = None
) -> Comparison:
    """Return the changes from one file to another: eCFR, govinfo bulk or Federal Register XML.

    The title is the one that a file names, else `title`, else 15. Raises `ParseError` naming the
    file that is no such text.
    """
    fingerprints = _fingerprint_of(old, old_source), _fingerprint_of(new, new_source)
    if old == new:
        return Comparison((), *fingerprints)
    first, second = _read(old, old_source), _read(new, new_source)
    number = structure.title_of(first) or structure.title_of(second) or title or DEFAULT_TITLE
    if _canonical(first) == _canonical(second):
        return Comparison((), *fingerprints)
    units = (
        structure.parse_root(root, source, number)
        for root, source in ((first, old_source), (second, new_source))
    )
    return Comparison(diff(*units), *fingerprints)


def _fingerprint_of(data: bytes, source: str) -> Callable[[], str]:
    return lambda: fingerprint(_read(data, source))


def _read(data: bytes, source: str) -> Element:
    root = parse_xml(data, source)
    if not (register.is_register(root) or _ROOT.fullmatch(root.tag)):
        structure.parse_root(root, source)  # says in one sentence what else it is
    return root


def _canonical(root: Element) -> bytes:
    """Return Canonical XML 1.0 of a tree, off which volatile attributes are taken first."""
    etree.strip_attributes(root, *_VOLATILE)
    written: bytes = etree.tostring(root, method="c14n")
    return written

"""Bytes of two files -> the changes between them, without a database; as little work as the difference asks for.

    identical bytes?          nothing is parsed
    one canonical form?       (attributes in any order, entity references, <br></br>) nothing is structured
    else  cut what both have, whole and under one name (cuts.py) -> structure -> diff

What is cut can neither change nor be where something moved from or to, so the changes are those of the whole files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tracker import structure
from tracker.address import DEFAULT_TITLE
from tracker.compare.canonical import canonical_bytes, fingerprint
from tracker.compare.cuts import cut
from tracker.diff import diff
from tracker.errors import ParseError
from tracker.markup import Element, parse_xml
from tracker.model import Change
from tracker.structure import register

_ROOT = re.compile(r"ECFR|DLPSTEXTCLASS|DIV[1-9]")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two files, and a fingerprint of each that is worked out when it is asked for.

    Fingerprints are equal where both files say the same in the same blocks, however they are serialised.
    """

    changes: tuple[Change, ...]
    _old: Callable[[], str]
    _new: Callable[[], str]

    @property
    def old_fingerprint(self) -> str:
        """Return the fingerprint of the old text; raises `ParseError` where the file cannot be read."""
        return self._old()

    @property
    def new_fingerprint(self) -> str:
        """Return the fingerprint of the new text; raises `ParseError` where the file cannot be read."""
        return self._new()


def compare(old: bytes, new: bytes, old_source: str, new_source: str, title: int | None = None) -> Comparison:
    """Return the changes from one file to another: eCFR, govinfo bulk or Federal Register XML.

    The title is the one that a file names, else `title`, else 15. Raises `ParseError` naming the file that is no such text.
    """
    if old == new:
        return Comparison((), lambda: _fingerprint_of(old, old_source), lambda: _fingerprint_of(new, new_source))
    roots = _read(old, old_source), _read(new, new_source)
    number = structure.title_of(roots[0]) or structure.title_of(roots[1]) or title or DEFAULT_TITLE
    forms = canonical_bytes(roots[0]), canonical_bytes(roots[1])
    changes = () if forms[0] == forms[1] else _changes(roots, forms, (old_source, new_source), number)
    return Comparison(changes, lambda: fingerprint(forms[0]), lambda: fingerprint(forms[1]))


def _fingerprint_of(data: bytes, source: str) -> str:
    return fingerprint(canonical_bytes(_read(data, source)))


def _read(data: bytes, source: str) -> Element:
    root = parse_xml(data, source)
    if not (register.is_register(root) or _ROOT.fullmatch(root.tag)):
        structure.parse_root(root, source)  # says in one sentence what else it is
    return root


def _changes(roots: tuple[Element, Element], forms: tuple[bytes, bytes], sources: tuple[str, str], title: int) -> tuple[Change, ...]:
    """Structure what is left of both texts after the cuts, and compare it."""
    short = cut(*forms, title)
    if short is not None:
        try:
            roots = parse_xml(short[0], sources[0]), parse_xml(short[1], sources[1])
        except ParseError:
            short = None  # what was cut was not whole after all; the whole files tell the same, only slower
    old, new = (structure.parse_root(root, source, title) for root, source in zip(roots, sources, strict=True))
    return diff(old, new)

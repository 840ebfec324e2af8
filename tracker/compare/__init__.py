"""Bytes of two files -> the changes between them, without a database; as little work as the difference asks for.

    identical bytes?          nothing is parsed
    served alike?             cut what both have, whole and under one name (cuts.py) -> structure -> diff
    one canonical form?       (attributes in any order, entity references, <br></br>) nothing is structured
    else                      cut the canonical forms -> structure -> diff

What is cut can neither change nor be where something moved from or to, so the changes are those of
the whole files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tracker import structure
from tracker.compare.canonical import canonical_bytes, fingerprint, plain_body
from tracker.compare.cuts import cut
from tracker.diff import diff
from tracker.errors import ParseError
from tracker.markup import Element, parse_xml
from tracker.model import Change
from tracker.names import DEFAULT_TITLE
from tracker.structure import register

_WORTHWHILE = 0.6
_ROOT = re.compile(r"ECFR|DLPSTEXTCLASS|DIV[1-9]")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two files, and a fingerprint of each that is worked out when it is asked for.

    Fingerprints are equal where both files say the same in the same blocks, however they are
    serialised.
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


def compare(
    old: bytes, new: bytes, old_source: str, new_source: str, title: int | None = None
) -> Comparison:
    """Return the changes from one file to another: eCFR, govinfo bulk or Federal Register XML.

    The title is the one that a file names, else `title`, else 15. Raises `ParseError` naming the
    file that is no such text.
    """
    sources = old_source, new_source
    if old == new:
        return Comparison((), _fingerprint_of(old, old_source), _fingerprint_of(new, new_source))
    first = _read(old, old_source)
    changes = _as_served(first, (old, new), sources, title)
    if changes is None:
        changes = _as_canonical(first, _read(new, new_source), sources, title)
    return Comparison(changes, _fingerprint_of(old, old_source), _fingerprint_of(new, new_source))


def _fingerprint_of(data: bytes, source: str) -> Callable[[], str]:
    return lambda: fingerprint(canonical_bytes(_read(data, source)))


def _read(data: bytes, source: str) -> Element:
    root = parse_xml(data, source)
    if not (register.is_register(root) or _ROOT.fullmatch(root.tag)):
        structure.parse_root(root, source)  # says in one sentence what else it is
    return root


def _as_served(
    first: Element, served: tuple[bytes, bytes], sources: tuple[str, str], title: int | None
) -> tuple[Change, ...] | None:
    """Compare two files of one serialisation, the new one parsed only where it differs; None where that would spare little.

    What is cut from the new file stands, byte for byte, in the old one, which was parsed; so
    nothing unread is believed.
    """
    old, new = (plain_body(data) for data in served)
    named = structure.title_of(first)
    short = cut(old, new, named or title or DEFAULT_TITLE) if old and new else None
    if (
        not old
        or not new
        or short is None
        or len(short[0]) + len(short[1]) > _WORTHWHILE * (len(old) + len(new))
    ):
        return None
    try:
        roots = parse_xml(short[0], sources[0]), parse_xml(short[1], sources[1])
    except ParseError:  # malformed, or cut where it is not whole: the whole file will tell
        return None
    if not named and structure.title_of(roots[1]):
        return None
    return _diff(roots, sources, named or title or DEFAULT_TITLE)


def _as_canonical(
    old: Element, new: Element, sources: tuple[str, str], title: int | None
) -> tuple[Change, ...]:
    """Compare two files by their canonical forms, so that no serialisation matters."""
    number = structure.title_of(old) or structure.title_of(new) or title or DEFAULT_TITLE
    forms = canonical_bytes(old), canonical_bytes(new)
    if forms[0] == forms[1]:
        return ()
    short = cut(*forms, number)
    try:
        roots = (
            (parse_xml(short[0], sources[0]), parse_xml(short[1], sources[1]))
            if short
            else (old, new)
        )
    except (
        ParseError
    ):  # what was cut was not whole after all; the whole files tell the same, only slower
        roots = old, new
    return _diff(roots, sources, number)


def _diff(
    roots: tuple[Element, Element], sources: tuple[str, str], title: int
) -> tuple[Change, ...]:
    old, new = (
        structure.parse_root(root, source, title)
        for root, source in zip(roots, sources, strict=True)
    )
    return diff(old, new)

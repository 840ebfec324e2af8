"""Bytes of two files -> the changes between them, without a database.

    identical bytes?       nothing is parsed
    one canonical form?    (attributes in any order, entity references) nothing is structured
    else                   structure -> diff

Whole titles of two dates part their blocks by other white space; spaced evenly, the sections that
both have are the same bytes, which `structure` reads once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tracker import structure
from tracker.compare.canonical import canonical_bytes, evenly_spaced, fingerprint
from tracker.diff import diff
from tracker.elements import LEAVES
from tracker.markup import Element, parse_xml
from tracker.model import Change
from tracker.names import DEFAULT_TITLE
from tracker.structure import register

_ROOT = re.compile(r"ECFR|DLPSTEXTCLASS|DIV[1-9]")


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
    forms = canonical_bytes(first), canonical_bytes(second)
    if forms[0] == forms[1]:
        return Comparison((), *fingerprints)
    if _holds_several(first) and _holds_several(second):
        first, second = (parse_xml(evenly_spaced(form), old_source) for form in forms)
    units = (
        structure.parse_root(root, source, number)
        for root, source in ((first, old_source), (second, new_source))
    )
    return Comparison(diff(*units), *fingerprints)


def _fingerprint_of(data: bytes, source: str) -> Callable[[], str]:
    return lambda: fingerprint(canonical_bytes(_read(data, source)))


def _read(data: bytes, source: str) -> Element:
    root = parse_xml(data, source)
    if not (register.is_register(root) or _ROOT.fullmatch(root.tag)):
        structure.parse_root(root, source)  # says in one sentence what else it is
    return root


def _holds_several(root: Element) -> bool:
    """Tell whether a file holds more than one section or appendix."""
    return len(list(islice(root.iter(*LEAVES), 2))) > 1

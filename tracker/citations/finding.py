"""One walk over a text: where a citation may begin, its reader is asked; what it read or refused is not read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias, get_args

from tracker.citations import annexes, eccns, register, sections, statutes
from tracker.citations.values import Citation, Home, Kind

_Read: TypeAlias = tuple[list[Citation], int]
_Reader: TypeAlias = Callable[[str, int, Home | None], _Read]

KINDS: frozenset[Kind] = frozenset(get_args(Kind)) - {"paragraph"}
"""What is looked for unless told: all that names its law. A lone "paragraph (b)" must be asked for."""


def _at_home(reader: Callable[[str, int], _Read]) -> _Reader:
    """Make a reader that does not ask for the home of the text one like the others."""
    return lambda text, at, _home: reader(text, at)


_REGULATIONS: frozenset[Kind] = frozenset(("section", "part", "annex", "paragraph"))
_READERS: dict[str, tuple[frozenset[Kind], str, _Reader]] = {
    "compilation": (frozenset(("compilation",)), statutes.COMPILATION, _at_home(statutes.read_compilation)),
    "page": (frozenset(("page",)), register.HEAD, _at_home(register.read)),
    "cfr": (_REGULATIONS, annexes.CODE, annexes.read_code),
    "code": (frozenset(("code",)), statutes.CODE, _at_home(statutes.read_code)),
    "statute": (frozenset(("statute",)), statutes.STATUTE, _at_home(statutes.read_statute)),
    "eccn": (frozenset(("eccn",)), eccns.HEAD, _at_home(eccns.read)),
    "bare": (_REGULATIONS, sections.BARE, sections.read),
    "section": (_REGULATIONS, sections.HEAD, sections.read),
    "named": (frozenset(("code",)), statutes.NAMED_CODE, _at_home(statutes.read_code)),
    "paragraph": (_REGULATIONS, sections.PARAGRAPH, sections.read_paragraphs),
    "part": (_REGULATIONS, annexes.PART_HEAD, annexes.read_part),
    "subpart": (_REGULATIONS, annexes.SUBPART, annexes.read_subpart),
    "annex": (_REGULATIONS, annexes.ANNEX, annexes.read_annex),
    "law": (frozenset(("law",)), statutes.LAW, _at_home(statutes.read_law)),
    "order": (frozenset(("order",)), statutes.ORDER, _at_home(statutes.read_order)),
}  # fmt: skip


def iterate(
    text: str, kinds: Collection[Kind] = KINDS, home: Home | None = None
) -> Iterator[Citation]:
    """Yield the citations of `text` of these kinds, in the order in which they are printed.

    `home` is where the text stands: with it "§ 744.23" has a title, "this part" a number and
    "paragraph (a)" a section. The time is in proportion to the text, whatever it says.
    """
    wanted = frozenset(kinds)
    heads = _heads(wanted)
    at = 0
    while head := heads.search(text, at):
        found, end = _READERS[str(head.lastgroup)][2](text, head.start(), home)
        if found:
            phrase = " ".join(text[found[0].start : end].split())
            yield from (replace(one, phrase=phrase) for one in found if one.kind in wanted)
        at = max(end, head.start() + 1)


def find(
    text: str, kinds: Collection[Kind] = KINDS, home: Home | None = None
) -> tuple[Citation, ...]:
    """Return the citations of `text` of these kinds, in the order in which they are printed."""
    return tuple(iterate(text, kinds, home))


@lru_cache(maxsize=64)
def _heads(wanted: frozenset[Kind]) -> re.Pattern[str]:
    """Return the pattern of what citations of these kinds begin with; the name of its group is that of the reader."""
    asked = (f"(?P<{name}>{head})" for name, (kinds, head, _) in _READERS.items() if kinds & wanted)
    return re.compile("|".join(asked), re.IGNORECASE)

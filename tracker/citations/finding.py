"""One walk over a text: where a citation may begin, its reader is asked.

What it read or refused is not read again.
"""

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
"""What is looked for unless told: all that names its law. A lone "paragraph (b)" must be asked
for."""


def _at_home(reader: Callable[[str, int], _Read]) -> _Reader:
    """Make a reader that does not ask for the home of the text one like the others."""
    return lambda text, at, _home: reader(text, at)


_REGULATIONS: frozenset[Kind] = frozenset(("section", "part", "annex", "paragraph"))
_COMPILED: frozenset[Kind] = _REGULATIONS | {"compilation"}
"""Asked for with regulations too, so that "3 CFR, 2001 Comp." is never taken for a part."""
_PAGE, _CODE, _STATUTE, _ECCN, _LAW, _ORDER = (
    frozenset[Kind]((kind,)) for kind in ("page", "code", "statute", "eccn", "law", "order")
)
_ON_FIGURES: dict[str, tuple[frozenset[Kind], str, _Reader]] = {
    "compilation": (_COMPILED, statutes.COMPILATION, _at_home(statutes.read_compilation)),
    "page": (_PAGE, register.HEAD, _at_home(register.read)),
    "cfr": (_REGULATIONS, annexes.CODE, annexes.read_code),
    "code": (_CODE, statutes.CODE, _at_home(statutes.read_code)),
    "statute": (_STATUTE, statutes.STATUTE, _at_home(statutes.read_statute)),
    "eccn": (_ECCN, eccns.HEAD, _at_home(eccns.read)),
    "bare": (_REGULATIONS, sections.BARE, sections.read),
}
_ON_WORDS: dict[str, tuple[frozenset[Kind], str, _Reader]] = {
    "section": (_REGULATIONS, sections.HEAD, sections.read),
    "named": (_CODE, statutes.NAMED_CODE, _at_home(statutes.read_code)),
    "paragraph": (_REGULATIONS, sections.PARAGRAPH, sections.read_paragraphs),
    "part": (_REGULATIONS, annexes.PART_HEAD, annexes.read_part),
    "subpart": (_REGULATIONS, annexes.SUBPART, annexes.read_subpart),
    "annex": (_REGULATIONS, annexes.ANNEX, annexes.read_annex),
    "titled": (_REGULATIONS, annexes.TITLED_CODE, annexes.read_code),
    "called": (_ECCN, eccns.CALLED, _at_home(eccns.read)),
    "law": (_LAW, statutes.LAW, _at_home(statutes.read_law)),
    "order": (_ORDER, statutes.ORDER, _at_home(statutes.read_order)),
}
_READERS = {name: reader for name, (_, _, reader) in (_ON_FIGURES | _ON_WORDS).items()}
_LETTERS = "[§¶AEFPST]"
"""Every citation begins with one of these or with a figure, and at the beginning of a word."""
_FIGURES = re.compile("[0-9]+")
_AT_A_WORD = r"(?:(?<![^\W_])|(?=[§¶]))"


def lists(
    text: str, kinds: Collection[Kind] = KINDS, home: Home | None = None
) -> Iterator[tuple[Citation, ...]]:
    """Yield the citations that one list prints together, list by list; most have one member.

    `home` is where the text stands: with it "§ 744.23" has a title, "this part" a number and
    "paragraph (a)" a section. The time is in proportion to the text, whatever it says.
    """
    wanted = frozenset(kinds)
    at = 0
    while head := _next_head(wanted, text, at):
        place = head.start()
        found, end = _READERS[str(head.lastgroup)](text, place, home)
        if asked := [citation for citation in found if citation.kind in wanted]:
            phrase = " ".join(text[place:end].split())
            yield tuple(replace(citation, phrase=phrase) for citation in asked)
        at = max(end, place + 1)


def find(
    text: str, kinds: Collection[Kind] = KINDS, home: Home | None = None
) -> tuple[Citation, ...]:
    """Return the citations of `text` of these kinds, in the order in which they are printed."""
    return tuple(citation for listed in lists(text, kinds, home) for citation in listed)


def _next_head(wanted: frozenset[Kind], text: str, at: int) -> re.Match[str] | None:
    """Return the beginning of the next citation that may be one of these kinds.

    Where all of them begin with a figure, only figures are looked at.
    """
    heads = _heads(wanted)
    if any(kinds & wanted for kinds, _, _ in _ON_WORDS.values()):
        return heads.search(text, at)
    while figures := _FIGURES.search(text, at):
        if head := heads.match(text, figures.start()):
            return head
        at = figures.end()
    return None


@lru_cache(maxsize=64)
def _heads(wanted: frozenset[Kind]) -> re.Pattern[str]:
    """Return what citations of these kinds begin with; a group has the name of its reader."""
    figures, words = (
        "|".join(
            f"(?P<{name}>{head})" for name, (kinds, head, _) in table.items() if kinds & wanted
        )
        for table in (_ON_FIGURES, _ON_WORDS)
    )
    starts = [f"(?=[0-9])(?:{figures})"] if figures else []
    starts += [f"(?={_LETTERS})(?:{words})"] if words else []
    return re.compile(f"{_AT_A_WORD}(?:{'|'.join(starts) or '(?!)'})", re.IGNORECASE)

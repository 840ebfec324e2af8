"""Which parts of the CFR a text names.

"15 CFR Parts 740 and 742", "part 744 of the EAR", "supplement no. 4 to part 744".

The whole EAR ("15 CFR parts 730-774") names no part. Amendatory law: Federal Register Document
Drafting Handbook, 1.10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.citations import Annex, Kind, Part, Section, find
from tracker.names import EAR_TITLE

_REGULATIONS: frozenset[Kind] = frozenset(("section", "part", "annex"))
_TITLED = re.compile(r"(?:title )?\d|parts? ", re.IGNORECASE)
"""A section of which the title is printed, or that is called a part.

"§ 750.4 of the EAR" in passing is no part of a rule's."""
_SPELLED = re.compile("supplement", re.IGNORECASE)
_EAR_PART = re.compile(r"7[3-7]\d")


def named(text: str) -> tuple[str, ...]:
    """Return the parts that a text names, each as "15 CFR 744", in order of title and part."""
    found = {f"{title} CFR {part}" for title, part in _named(text)}
    return tuple(sorted(found, key=order))


def order(part: str) -> tuple[int, int, str]:
    """Return what sorts "15 CFR 744" by title and number."""
    title, number = next(iter(_named(part)), (0, "0"))
    return title, int(number) if number.isdecimal() else 0, part


def _named(text: str) -> Iterator[tuple[int, str]]:
    for cited in find(text, _REGULATIONS):
        if isinstance(cited, Part) and not cited.last and cited.title:
            yield cited.title, cited.number
        elif isinstance(cited, Section) and cited.title and _TITLED.match(cited.phrase):
            yield cited.title, cited.part
        elif isinstance(cited, Annex) and (title := _title(cited)):
            yield title, cited.part


def _title(annex: Annex) -> int | None:
    """Return the title of an annex.

    The printed one, else that of the EAR for a supplement of theirs.

    One that is abbreviated does not count: each licence table says "(see Supp. No. 1 to part 738)".
    """
    spelled = _SPELLED.match(annex.phrase) and _EAR_PART.fullmatch(annex.part)
    return annex.title or (EAR_TITLE if spelled else None)

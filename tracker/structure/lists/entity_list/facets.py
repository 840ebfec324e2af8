"""The named parts of an Entity List row: what a card shows and what a search finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tracker.markup import Element
from tracker.structure.names import marks

BREAK = "\0"
"""Stands for a line break inside the text of a cell; no XML text can hold it."""

Facets = tuple[tuple[str, str], ...]

_BULLETS = frozenset("—–‒•-")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Ltd|Inc|Co|Corp|Bros|Est|Sh|St|Sti|Bhd|Pte|Pvt|Gmb)|\b[A-Za-z]|\.[A-Za-z]{1,3})\.$"
)
_CITATION = re.compile(r"\d{1,3} FR \d+(?:,\d{3})*(?:,\s*\d{1,2}/\d{1,2}/\d{2,4})?")
_FIELDS = ("requirement", "policy")


def facets_of(
    country: str, name: str, entity: str, printed: Sequence[str], noted: Sequence[Element]
) -> Facets:
    """Return the facets of a row; several values of one facet stand on lines of their own.

    `entity` is the entity cell without footnote marks and with its line breaks marked, `printed`
    are the texts of all cells after the country, `noted` those cells that may hold footnote marks.
    Keys: country, name, aliases, address, requirement, policy, citations, footnotes; one without a
    value is left out.
    """
    found = [("country", country), ("name", name)]
    if BREAK in entity:
        aliases, address = _names(entity)
        found += (("aliases", "\n".join(aliases)), ("address", address))
    found += zip(_FIELDS, printed[1:], strict=False)
    if len(printed) > len(_FIELDS) + 1:
        found.append(("citations", _citations(" ".join(printed[3:]))))
    if footnotes := [piece for cell in noted if len(cell) and (piece := marks(cell))]:
        found.append(("footnotes", "\n".join(footnotes)))
    return tuple([facet for facet in found if facet[1]])


@lru_cache(maxsize=1_024)
def _citations(text: str) -> str:
    """Return the citations of a cell, a line each; a rule adds many entities at once."""
    return "\n".join(_CITATION.findall(text))


def _names(cell: str) -> tuple[list[str], str]:
    """Return the aliases (lines that begin with a dash) and the postal address (lines after)."""
    aliases: list[str] = []
    rest: list[str] = []
    for raw in cell.split(BREAK)[1:]:
        line = raw.strip()
        if line[:1] in _BULLETS and len(line) > 1 and not rest:
            aliases.append(_alias(line[1:].strip()))
        elif line:
            rest.append(line)
    return aliases, " ".join(rest)


def _alias(printed: str) -> str:
    """Return an alias without what parts it from the next one: "Acme Co.; and" is "Acme Co."."""
    name = printed.removesuffix(" and").removesuffix(" or").rstrip(" ;,")
    if not name.endswith(".") or printed != name:
        return name
    return name if _ABBREVIATED.search(name) else name[:-1]

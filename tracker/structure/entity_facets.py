"""The named parts of an Entity List row: what a card shows and what a search finds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.markup import Element, fold
from tracker.structure.names import MARKS, marks

BREAK = "\0"
"""Stands for a line break inside the text of a cell; no XML text can hold it."""

Facets = tuple[tuple[str, str], ...]

_BULLET = re.compile(r"\s*[—–‒•-]\s*")
_TAIL = re.compile(r"\s*(?:[;,]\s*(?:and|or)?|[;,]?\s+(?:and|or))\s*$")
_ABBREVIATED = re.compile(r"(?:\b(?:Ltd|Inc|Co|Corp|Bros|Est|Sh|St|Sti|Bhd|Pte|Pvt|Gmb)|\b[A-Za-z]|\.[A-Za-z]{1,3})\.$")
_CITATION = re.compile(r"\d{1,3} FR \d+(?:,\d{3})*(?:,\s*\d{1,2}/\d{1,2}/\d{2,4})?")
_FIELDS = ("requirement", "policy")


def facets_of(country: str, name: str, texts: Sequence[str], cells: Sequence[Element]) -> Facets:
    """Return the facets of a row; several values of one facet stand on lines of their own.

    `texts` are the cells after the country with their line breaks marked. Keys: country, name, aliases, address,
    requirement, policy, citations, footnotes; a facet without a value is left out.
    """
    aliases, address = _names(texts[0])
    found = [("country", country), ("name", name), ("aliases", "\n".join(aliases)), ("address", address)]
    found += [(key, fold(text.replace(BREAK, " "))) for key, text in zip(_FIELDS, texts[1:], strict=False)]
    if len(texts) > len(_FIELDS) + 1:
        found.append(("citations", "\n".join(_CITATION.findall(fold(" ".join(texts[3:]).replace(BREAK, " "))))))
    if any(child.tag in MARKS for cell in cells for child in cell):
        found.append(("footnotes", "\n".join(piece for cell in cells if (piece := marks(cell)))))
    return tuple((key, value) for key, value in found if value)


def _names(cell: str) -> tuple[list[str], str]:
    """Return the aliases (the lines that begin with a dash) and the postal address (the lines after them)."""
    lines = cell.split(BREAK)[1:]
    aliases: list[str] = []
    rest: list[str] = []
    for line in lines:
        bullet = _BULLET.match(line) if not rest else None
        if bullet and bullet.end() < len(line):
            aliases.append(_alias(line[bullet.end() :].strip()))
        elif line.strip():
            rest.append(line.strip())
    return aliases, fold(" ".join(rest))


def _alias(printed: str) -> str:
    name = _TAIL.sub("", printed)
    return name if _ABBREVIATED.search(name) else name.removesuffix(".")

"""Bytes of one source file to trees of units with legal addresses.

Pure, by shape, the same for every title.

    bytes -> markup.parse_xml -> files (DIV1..DIV9) -> build(provision) -> mending -> reader -> Node

`build` picks the reader: the Commerce Control List, the Entity List and the country lists have
their own; any other text is a tree of paragraphs, whose labels `levels` puts into levels by their
`prices`. `PARSER_VERSION` is stored with what was derived, so that a new one asks for a rebuild.
"""

from __future__ import annotations

from tracker.markup import Element, parse_xml
from tracker.model import full_text
from tracker.structure.build import build
from tracker.structure.files import (
    names_inside,
    only_provision,
    parse_file,
    parse_provision,
    parse_root,
    read_provision,
    title_of,
)
from tracker.structure.naming import identifier_of

PARSER_VERSION = "2"

__all__ = [
    "PARSER_VERSION",
    "Element",
    "build",
    "full_text",
    "identifier_of",
    "names_inside",
    "only_provision",
    "parse_file",
    "parse_provision",
    "parse_root",
    "parse_xml",
    "read_provision",
    "title_of",
]

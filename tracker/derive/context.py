"""What every derivation needs beside the captures: the taxonomy, and the version that marks its rows."""

from __future__ import annotations

from dataclasses import dataclass

from tracker import structure
from tracker.tag import Taxonomy

VERSION = f"{structure.PARSER_VERSION}.2"
"""The version of everything from captures to rows: that of the parsers, then that of diff, causes and this package.

Raise the second number when the same captures would give other rows; `bring_up_to_date` then rebuilds."""


@dataclass(frozen=True, slots=True)
class DeriveContext:
    """The taxonomy that tags are made with, and the version that the rows carry."""

    taxonomy: Taxonomy
    version: str = VERSION

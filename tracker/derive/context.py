"""What every derivation needs beside the captures.

The taxonomy, and the version that marks its rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker import structure
from tracker.store.steps import Step
from tracker.tag import Taxonomy

VERSION = f"{structure.PARSER_VERSION}.5"
"""The version of everything from captures to rows.

That of the parsers, then that of diff, causes and this package.

Raise the second number when the same captures would give other rows; a poll then asks for `tracker
rebuild`."""


@dataclass(frozen=True, slots=True)
class DeriveContext:
    """The taxonomy that tags are made with, and the version that the rows carry.

    `waiting` gathers the steps whose causes are found later, once for many documents; None: at
    once.
    """

    taxonomy: Taxonomy
    version: str = VERSION
    waiting: dict[int, Step] | None = None

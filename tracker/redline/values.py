"""What a redline is made of.

Pieces of text, and blocks that show one change or one table of changes.

Change -> Block = Text | Card | Table | Line      (computed once; terminal and HTML only print)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tracker.model import ChangeKind, UnitKind
from tracker.redline.names import called

Mark = Literal["=", "-", "+", "…"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed ("="), went ("-") or came ("+"), or a note ("…").

    The note says what words are left out.
    """

    mark: Mark
    text: str


Pieces: TypeAlias = tuple[Piece, ...]


class _Called:
    """What every block is called: by its address.

    By `place` too where several units of that name stand together.
    """

    __slots__ = ()
    address: str
    place: str

    @property
    def called(self) -> str:
        """Return the address as a person reads it, with the place where one is given."""
        return called(self.address, self.place)


@dataclass(frozen=True, slots=True)
class Text(_Called):
    """One unit with its words.

    `lead` says what happened ("amended"), `old` and `new` are its two columns.
    """

    address: str
    unit: UnitKind
    kind: ChangeKind
    lead: str
    pieces: Pieces
    old: Pieces
    new: Pieces
    place: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One named line of a card; a field whose words changed holds more than one piece."""

    name: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Card(_Called):
    """One Entity List row: country, name, aliases, requirement, policy, citation."""

    address: str
    kind: ChangeKind
    lead: str
    title: str
    fields: tuple[Field, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a changed table, its cells in the order of the table's columns."""

    name: str
    cells: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Table(_Called):
    """The changed rows and columns of one table; cells that did not change are left empty."""

    address: str
    lead: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Line(_Called):
    """A change told in one line, such as `(c) is now (d), text unchanged`."""

    address: str
    kind: ChangeKind
    text: str
    place: str = ""


Block: TypeAlias = Text | Card | Table | Line

"""Which unit of one text is which of the other.

The values that matching makes and `changing` reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tracker.model import Node

Relation = Literal["same", "respelled", "renamed", "renumbered", "moved"]
"""`respelled` and `renamed` are for names made of words (an entity, a row): the same word set
otherwise, or other words."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Who took whose text over, in one direction, by the identity of the units in memory.

    `giver` of each taker; `lead` of each unit that gave its text to units below it: the words
    before those that were taken.
    """

    giver: dict[int, Node] = field(default_factory=dict)
    lead: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """One unit of the old text taken for one of the new text, and how the two names relate.

    `elsewhere` says that their parents are not matched with each other.
    """

    old: Node
    new: Node
    relation: Relation
    elsewhere: bool = False


@dataclass(slots=True)
class Matching:
    """All matches below the first difference, looked up by either unit (its identity in memory)."""

    by_old: dict[int, Match] = field(default_factory=dict)
    by_new: dict[int, Match] = field(default_factory=dict)
    displaced: dict[int, list[Match]] = field(default_factory=dict)
    inside: bool = False
    """Whether some match stands inside a unit that itself has come or gone."""
    shared: Shares = field(default_factory=Shares)
    """Which units of the new text took over a text of the old one beside its match."""
    gathered: Shares = field(default_factory=Shares)
    """The same backwards: which units of the old text gave theirs to one of the new."""

    def add(self, match: Match) -> None:
        """Keep a match."""
        self.by_old[id(match.old)] = match
        self.by_new[id(match.new)] = match


@dataclass(frozen=True, slots=True)
class Taken:
    """The units that went with a match of this round, by side: the two texts may share a unit."""

    old: set[int] = field(default_factory=set)
    new: set[int] = field(default_factory=set)

    def holds(self, old: Node, new: Node) -> bool:
        """Tell whether one of two units is taken."""
        return id(old) in self.old or id(new) in self.new

    def add(self, old: Node, new: Node) -> None:
        """Take two units with all below them."""
        self.old.update(id(unit) for unit in old.walk())
        self.new.update(id(unit) for unit in new.walk())

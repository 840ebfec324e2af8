"""The matching of two forests while it is made: parents still to descend, units still loose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.diff.divisions import Renamed
from tracker.diff.itself import UnitsInPlace
from tracker.diff.likeness import Likeness
from tracker.diff.matches import Match, Matching
from tracker.model import Node
from tracker.names import Name


@dataclass(frozen=True, slots=True)
class Parents:
    """Two matched parents whose children are still to be matched.

    `reworded` below a table whose column names changed; `renamed` at the top of two files whose
    divisions got other numbers.
    """

    olds: Sequence[Node]
    news: Sequence[Node]
    old: Name | None = None
    new: Name | None = None
    parent: int = 0
    reworded: bool = False
    renamed: Renamed | None = None


@dataclass(slots=True)
class Work:
    """What is matched so far, the parents whose children are next, and what is left over."""

    old: Sequence[Node]
    new: Sequence[Node]
    likeness: Likeness
    standing: UnitsInPlace
    found: Matching
    queue: list[Parents]
    loose_old: list[Node] = field(default_factory=list)
    loose_new: list[Node] = field(default_factory=list)

    def accept(self, match: Match, *, reworded: bool = False) -> None:
        """Take a match; its children are matched next, where anything below differs."""
        self.found.add(match)
        old, new = match.old, match.new
        if old.fingerprint != new.fingerprint:
            self.queue.append(
                Parents(old.children, new.children, old.name, new.name, id(new), reworded)
            )

    def drop_matched(self) -> None:
        """Forget those loose units that have got a match."""
        self.loose_old = [unit for unit in self.loose_old if id(unit) not in self.found.by_old]
        self.loose_new = [unit for unit in self.loose_new if id(unit) not in self.found.by_new]

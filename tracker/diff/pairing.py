"""Two lists of children side by side, with their names, and what was found out about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.diff import keys
from tracker.diff.divisions import Renamed, name_now
from tracker.model import Node
from tracker.names import Name


@dataclass(slots=True)
class Side:
    """One list of children with their names.

    `group` is the series that a counted name belongs to.
    """

    units: Sequence[Node]
    names: list[str]
    groups: list[str | None]

    @staticmethod
    def of(units: Sequence[Node], parent: Name | None, renamed: Renamed | None = None) -> Side:
        """Name the children of `parent`, those of a file as their divisions are called now."""
        names = [unit.name for unit in units]
        names = [name_now(name, renamed) for name in names] if renamed else names
        called = [name.beyond(parent) for name in names]
        return Side(
            units, called, [keys.series_of(*both) for both in zip(names, called, strict=True)]
        )


@dataclass(slots=True)
class Pairing:
    """What was found out about two lists of children: `partner[place in old] = place in new`."""

    old: Side
    new: Side
    partner: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def match(self, at: int, to: int) -> None:
        """Take two units for one."""
        self.partner[at] = to
        self.taken.add(to)

    def loose_old(self) -> list[int]:
        """Return the places of old units without a partner."""
        return [at for at in range(len(self.old.units)) if at not in self.partner]

    def loose_new(self) -> list[int]:
        """Return the places of new units without a partner."""
        return [to for to in range(len(self.new.units)) if to not in self.taken]

    def both_loose(self, at: int, to: int) -> bool:
        """Tell whether neither of two units has a partner yet."""
        return at not in self.partner and to not in self.taken

    def same_name(self, at: int, to: int) -> bool:
        """Tell whether two units carry one legal label, or are counted in one series."""
        group = self.old.groups[at]
        return (
            group == self.new.groups[to]
            if group
            else self.new.groups[to] is None and self.old.names[at] == self.new.names[to]
        )

    def respelled(self, at: int, to: int) -> bool:
        """Tell whether two units carry one name that is only set in another way.

        Capitals, dashes, quotes; of a row any mark.
        """
        unit = self.old.units[at]
        if not keys.may_be_respelled(unit) or unit.kind != self.new.units[to].kind:
            return False
        return keys.are_one_name(self.old.names[at], self.new.names[to], unit.kind)

"""Key facts: what everybody knows to be in the rules, kept as data that users edit.

A fact that held in the text before and does not hold in the new one is a reason to doubt the new
one. A fact that never held proves nothing, so a small world or an old text is not doubted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.errors import ConfigError
from tracker.model import Node
from tracker.toml_tables import Table, decoded


@dataclass(frozen=True, slots=True)
class Fact:
    """A unit that a provision has or lacks."""

    provision: str
    unit: str
    present: bool
    says: str

    def holds(self, node: Node) -> bool:
        """Tell whether the fact holds in this text of its provision."""
        return any(unit.address == self.unit for unit in node.walk()) is self.present


@dataclass(frozen=True, slots=True)
class Floor:
    """The number of units of one kind that a list never falls below."""

    provision: str
    kind: str
    at_least: int

    def holds(self, node: Node) -> bool:
        """Tell whether the list has that many units in this text."""
        return sum(unit.kind == self.kind for unit in node.walk()) >= self.at_least

    @property
    def says(self) -> str:
        """Say the floor in words."""
        return f"{self.provision} has at least {self.at_least} units of kind {self.kind}"


@dataclass(frozen=True, slots=True)
class Facts:
    """All key facts and floors."""

    facts: tuple[Fact, ...] = ()
    floors: tuple[Floor, ...] = ()

    def lost(self, new: Node, held: Node) -> Iterator[str]:
        """Yield every fact of this provision that held before and does not in the new text."""
        known: tuple[Fact | Floor, ...] = (*self.facts, *self.floors)
        for fact in known:
            if fact.provision == new.address and fact.holds(held) and not fact.holds(new):
                yield fact.says


def load(data: bytes, source: str) -> Facts:
    """Read key facts from TOML; `ConfigError` lists all mistakes."""
    problems: list[str] = []
    root = Table(decoded(data, source), "", problems)
    facts = tuple(_fact(table) for table in root.tables("fact"))
    floors = tuple(_floor(table) for table in root.tables("floor"))
    root.finish()
    if problems:
        raise ConfigError(tuple(f"{source}: {problem}" for problem in problems))
    return Facts(facts, floors)


def _fact(table: Table) -> Fact:
    present = table.has("has")
    if present is table.has("lacks"):
        table.note("", "give either `has` or `lacks`")
    unit = table.optional("has" if present else "lacks") or ""
    table.knows("has")
    table.knows("lacks")
    made = Fact(table.required("provision"), unit, present, table.required("says"))
    table.finish()
    return made


def _floor(table: Table) -> Floor:
    made = Floor(
        table.required("provision"),
        table.required("unit"),
        table.whole("at_least", 1, 1, 1_000_000),
    )
    table.finish()
    return made

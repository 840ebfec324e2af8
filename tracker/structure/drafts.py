"""Units in the making: a draft gathers text and children until the reader knows it is whole.

TakenNames keep addresses unique.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.model import Node, Role, UnitKind, node
from tracker.names import Name
from tracker.structure.labels import STARS


class TakenNames:
    """Gives every unit of a provision a name of its own.

    The second to ask for one gets `~2`, the third `~3`.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def name(self, wanted: Name) -> Name:
        """Return `wanted`, or its first free twin."""
        seen, text = self._seen, wanted.text
        if text not in seen:
            seen[text] = 1
            return wanted
        while True:
            seen[text] += 1
            twin = wanted.again(seen[text])
            if twin.text not in seen:
                seen[twin.text] = 1
                return twin

    def holds(self, name: Name) -> bool:
        """Tell whether a unit has this name already."""
        return name.text in self._seen

    def join(self, others: TakenNames) -> bool:
        """Take the names that others gave, if they are what would have been given here.

        They are where nothing that was asked for there was ever asked for here.
        """
        if not self._seen.keys().isdisjoint(others._seen):
            return False
        self._seen.update(others._seen)
        return True

    def count(self, owner: Name, words: str) -> int:
        """Return the next number of what is counted below `owner`: 1, 2, ..."""
        counter = f"{owner.text}\0{words}"
        self._seen[counter] = count = self._seen.get(counter, 0) + 1
        return count

    def text(self, owner: Name) -> Name:
        """Return the next `owner p1`, `owner p2`, ..., what text without a number is called by."""
        return self.name(owner.text_number(self.count(owner, "p")))

    def number(self, owner: Name, words: str, unit: UnitKind) -> Name:
        """Return the next `owner words 1`, `owner words 2`, ... of units of a kind."""
        return self.name(owner.named(f"{words} {self.count(owner, words)}", unit))


@dataclass(slots=True)
class Draft:
    """A unit that may still gain text (continuation lines) and children.

    `node()` freezes it with all below.
    """

    name: Name
    kind: UnitKind
    text: str = ""
    label: str = ""
    role: Role = ""
    facets: tuple[tuple[str, str], ...] = ()
    children: list[Draft] = field(default_factory=list)
    known: Node | None = None
    """The finished unit, where it was read before."""

    @classmethod
    def finished(cls, known: Node) -> Draft:
        """Return a unit that was read before, to stand among those in the making."""
        return cls(
            known.name,
            known.kind,
            known.text,
            known.label,
            known.role,
            known.facets,
            known=known,
        )

    def extend(self, text: str) -> None:
        """Append a continuation line to the text."""
        self.text = f"{self.text} {text}" if self.text else text

    def node(self) -> Node:
        """Return the finished unit; its depth is bounded by that of labels, which readers limit."""
        if self.known is not None:
            return self.known
        children = tuple([child.node() for child in self.children]) if self.children else ()
        return node(
            self.name,
            self.kind,
            self.text,
            label=self.label,
            children=children,
            facets=self.facets,
            role=self.role,
        )


def keep_before(before: str, opened: list[Draft]) -> None:
    """Keep what stands before the label that opens the first unit.

    Stars open its text. Labels that name its parents again are a fact of print: a facet holds them.
    """
    again = before.lstrip(STARS)
    if stars := before[: len(before) - len(again)]:
        unit = next((draft for draft in opened if draft.text), opened[-1])
        unit.text = f"{stars} {unit.text}".strip()
    if again := again.strip():
        opened[0].facets = (("repeated", again),)

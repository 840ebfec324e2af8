"""Units in the making: a draft gathers text and children until the reader knows it is whole; twins keep addresses unique."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.model import Node, Role, UnitKind, node


class Twins:
    """Gives every unit of a provision an address of its own: the second to ask for one gets `~2`, the third `~3`."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def name(self, wanted: str) -> str:
        """Return `wanted`, or its first free twin."""
        seen = self._seen
        if wanted not in seen:
            seen[wanted] = 1
            return wanted
        while True:
            seen[wanted] += 1
            twin = f"{wanted}~{seen[wanted]}"
            if twin not in seen:
                seen[twin] = 1
                return twin

    def holds(self, name: str) -> bool:
        """Tell whether a unit has this address already."""
        return name in self._seen

    def take_in(self, others: Twins) -> bool:
        """Take over the names that another gave, unless one of them is taken; tell whether."""
        if not self._seen.keys().isdisjoint(others._seen):
            return False
        self._seen.update(others._seen)
        return True

    def number(self, owner: str, word: str) -> str:
        """Return the next `owner word1`, `owner word2`, ... (unnumbered text: p1, p2)."""
        counter = f"{owner}\0{word}"
        self._seen[counter] = count = self._seen.get(counter, 0) + 1
        return self.name(f"{owner} {word}{count}")


@dataclass(slots=True)
class Draft:
    """A unit that may still gain text (continuation lines) and children; `node()` freezes it with all below."""

    address: str
    kind: UnitKind
    text: str = ""
    label: str = ""
    role: Role = ""
    facets: tuple[tuple[str, str], ...] = ()
    children: list[Draft] = field(default_factory=list)

    def extend(self, text: str) -> None:
        """Append a continuation line to the text."""
        self.text = f"{self.text} {text}" if self.text else text

    def node(self) -> Node:
        """Return the finished unit; its depth is bounded by the depth of labels, which every reader limits."""
        children = tuple([child.node() for child in self.children]) if self.children else ()
        return node(
            self.address,
            self.kind,
            self.text,
            label=self.label,
            children=children,
            facets=self.facets,
            role=self.role,
        )

"""How alike two siblings are by the words that few of them say.

Much of what siblings say, headings of entries above all, is the same for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum, log

from tracker.diff.likeness import Likeness
from tracker.model import Node

_STEADY = 8
"""Units that are counted on top of those at hand, so that a word of two units of three still weighs
something."""


@dataclass(slots=True)
class Rarity:
    """What each word weighs among some units: the more the fewer of them hold it."""

    likeness: Likeness
    _weights: dict[str, float]
    _rarest: float
    _weight_by_text: dict[str, float] = field(default_factory=dict)

    @staticmethod
    def among(units: Sequence[Node], likeness: Likeness) -> Rarity:
        """Weigh the own words of these units."""
        holders: Counter[str] = Counter()
        for unit in units:
            holders.update(likeness.own_bag(unit).keys())
        size = len(units) + _STEADY
        weights = {word: log(size / count) for word, count in holders.items()}
        return Rarity(likeness, weights, log(size))

    def alike(self, old: Node, new: Node) -> float:
        """Return how alike the own words of two units are by their weights (Dice, 0 to 1)."""
        both = self._weight_of(old) + self._weight_of(new)
        bags = (self.likeness.own_bag(old), self.likeness.own_bag(new))
        small, large = sorted(bags, key=len)
        weight_of = self._weights.get
        shared = fsum(
            [
                weight_of(word, self._rarest) * min(count, large[word])
                for word, count in small.items()
                if word in large
            ]
        )
        return 2 * shared / both if both else 0.0

    def _weight_of(self, unit: Node) -> float:
        held = self._weight_by_text.get(unit.own)
        if held is None:
            weight_of = self._weights.get
            bag = self.likeness.own_bag(unit)
            heft = fsum([weight_of(word, self._rarest) * count for word, count in bag.items()])
            held = self._weight_by_text[unit.own] = heft
        return held

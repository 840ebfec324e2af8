"""How much two units say the same: shared words, counted once per diff and looked up by fingerprint.

Candidates are found through words that are rare on both sides, so a thousand strangers cost no million comparisons.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.model import Node, full_text

_WORD = re.compile(r"\w+")
_FORM_WORDS = frozenset((
    *("a", "an", "and", "any", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or", "that"),
    *("the", "these", "this", "those", "to", "under", "which", "with"),
    *("co", "company", "corp", "corporation", "inc", "limited", "llc", "ltd", "gmbh", "sa"),
))  # fmt: skip
_RARE = 8
_FEW_PAIRS = 64

Bag = Counter[str]


@dataclass(slots=True)
class Likeness:
    """Bags of words of units, and what two of them share."""

    _bags: dict[str, Bag] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)

    def bag(self, unit: Node) -> Bag:
        """Return the words of a unit with all below it, without the smallest words; of an entity, its names."""
        held = self._bags.get(unit.fingerprint)
        if held is None:
            text = _names(unit) if unit.kind == "entity" else full_text(unit)
            words = _WORD.findall(text.lower())
            held = self._bags[unit.fingerprint] = Counter(word for word in words if word not in _FORM_WORDS) or Counter(words)
        return held

    def size(self, unit: Node) -> int:
        """Return the number of words in a unit's bag."""
        held = self._sizes.get(unit.fingerprint)
        if held is None:
            held = self._sizes[unit.fingerprint] = sum(self.bag(unit).values())
        return held

    def shared(self, old: Node, new: Node) -> int:
        """Return how many words two units share."""
        small, large = sorted((self.bag(old), self.bag(new)), key=len)
        count_there = large.get
        return sum([min(count, count_there(word, 0)) for word, count in small.items()])

    def reaches(self, old: Node, new: Node, fewest: int, least: float) -> bool:
        """Tell whether two units share `fewest` words and are alike: twice the shared words over all words of both (Dice)."""
        here, there = self.size(old), self.size(new)
        need = max(fewest, least * (here + there) / 2)
        return min(here, there) >= need and self.shared(old, new) >= need

    def own_words_agree(self, old: Node, new: Node, least: float) -> bool:
        """Tell whether the own texts of two units, where both have one, are alike too: what lies below must not speak for them."""
        if not (old.children or new.children) or not old.text or not new.text:
            return True
        here, there = (Counter(_WORD.findall(unit.text.lower())) for unit in (old, new))
        return 2 * sum((here & there).values()) >= least * (sum(here.values()) + sum(there.values()))

    def candidates(self, olds: Sequence[Node], news: Sequence[Node]) -> Iterator[tuple[int, int]]:
        """Yield the pairs (place in olds, place in news) worth comparing: all of few, else those that share a rare word."""
        if len(olds) * len(news) <= _FEW_PAIRS:
            yield from ((at, to) for at in range(len(olds)) for to in range(len(news)))
            return
        here, there = self._places(olds), self._places(news)
        seen: set[tuple[int, int]] = set()
        for word, places in here.items():
            others = there.get(word, ())
            if len(places) <= _RARE and len(others) <= _RARE:
                seen.update((at, to) for at in places for to in others)
        yield from sorted(seen)

    def _places(self, units: Sequence[Node]) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, unit in enumerate(units):
            for word in self.bag(unit):
                places.setdefault(word, []).append(place)
        return places


def _names(unit: Node) -> str:
    """Return the names of an entity: its own and its aliases; the rest of a row is much the same for all."""
    facets = dict(unit.facets)
    return " ".join((facets.get("name", ""), facets.get("aliases", ""))).strip() or unit.text.partition(" | ")[0]

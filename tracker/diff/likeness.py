"""How much two units say the same.

Shared words, counted once per diff and looked up by fingerprint.

Candidates are found through words that are rare on both sides, so a thousand strangers cost no
million comparisons.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.model import Node, full_text

_WORD = re.compile(r"\w+")
_FORM_WORDS = frozenset((
    *("a", "an", "and", "any", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it",
    "its", "of", "on", "or", "that"),
    *("the", "these", "this", "those", "to", "under", "which", "with"),
    *("co", "company", "corp", "corporation", "inc", "limited", "llc", "ltd", "gmbh", "sa"),
))  # fmt: skip
_RARE = 8
"""Units of one side that may hold a word which still leads from one to the other: more would
compare everything with everything."""
_FEW_PAIRS = 64
"""Pairs that are all compared, whatever words they share."""
_ENOUGH_OF_ITS_OWN = 6
"""Words that a unit must say itself before they alone tell what it is like; a bare title lets what
is below it speak."""
_OWN_WORDS = 0.34
"""How alike two own texts must be where what is below them speaks for the units."""
Bag = Counter[str]


@dataclass(slots=True)
class Likeness:
    """Bags of words of units, and what two of them share."""

    _bags: dict[str, Bag] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)
    _shared: dict[tuple[str, str], int] = field(default_factory=dict)

    def bag(self, unit: Node) -> Bag:
        """Return the words of a unit with all below it, without the smallest words.

        Of an entity, its names.
        """
        held = self._bags.get(unit.fingerprint)
        if held is None:
            text = _names(unit) if unit.kind == "entity" else full_text(unit)
            held = self._bags[unit.fingerprint] = _bag_of(text)
        return held

    def own_bag(self, unit: Node) -> Bag:
        """Return the words of a unit's own text, without the smallest words.

        Of an entity, its names.
        """
        if unit.kind == "entity":
            return self.bag(unit)
        held = self._bags.get(unit.own)
        if held is None:
            held = self._bags[unit.own] = _bag_of(unit.text)
        return held

    def size(self, unit: Node) -> int:
        """Return the number of words in a unit's bag."""
        held = self._sizes.get(unit.fingerprint)
        if held is None:
            held = self._sizes[unit.fingerprint] = sum(self.bag(unit).values())
        return held

    def own_size(self, unit: Node) -> int:
        """Return the number of words in the bag of a unit's own text."""
        held = self._sizes.get(unit.own)
        if held is None:
            held = self._sizes[unit.own] = sum(self.own_bag(unit).values())
        return held

    def shared(self, old: Node, new: Node) -> int:
        """Return how many words two units share."""
        return self._shared_by(old.fingerprint, new.fingerprint, self.bag(old), self.bag(new))

    def own_shared(self, old: Node, new: Node) -> int:
        """Return how many words the own texts of two units share."""
        return self._shared_by(old.own, new.own, self.own_bag(old), self.own_bag(new))

    def _shared_by(self, here: str, there: str, old: Bag, new: Bag) -> int:
        held = self._shared.get((here, there))
        if held is None:
            held = self._shared[here, there] = _common(old, new)
        return held

    def own(self, old: Node, new: Node) -> float:
        """Return how alike two units are by their own words (Dice, 0 to 1).

        By all below them where neither has any.
        """
        if not old.text and not new.text:
            return self.all_words(old, new)
        return 2 * self.own_shared(old, new) / ((self.own_size(old) + self.own_size(new)) or 1)

    def all_words(self, old: Node, new: Node) -> float:
        """Return how alike two units are by all words down to the last unit (Dice, 0 to 1)."""
        return 2 * self.shared(old, new) / ((self.size(old) + self.size(new)) or 1)

    def speak_for_themselves(self, old: Node, new: Node) -> bool:
        """Tell whether two units both say enough of their own for what is below not to be asked."""
        return min(self.own_size(old), self.own_size(new)) >= _ENOUGH_OF_ITS_OWN

    def reaches(self, old: Node, new: Node, fewest: int, least: float) -> bool:
        """Tell whether two units share `fewest` words and are alike.

        Twice the shared words over all words of both (Dice).

        Their own words decide where both have enough of them, else all words down to the last unit
        below them.
        """
        if old.kind != "entity" and self.speak_for_themselves(old, new):
            need = max(fewest, least * (self.own_size(old) + self.own_size(new)) / 2)
            return (
                min(self.own_size(old), self.own_size(new)) >= need
                and self.own_shared(old, new) >= need
            )
        here, there = self.size(old), self.size(new)
        need = max(fewest, least * (here + there) / 2)
        return (
            min(here, there) >= need
            and self.shared(old, new) >= need
            and self.own_words_agree(old, new, _OWN_WORDS)
        )

    def weight(self, old: Node, new: Node, scale: int) -> int:
        """Return how many words a match of two units explains, as a whole number.

        Times `scale`, and times how alike they are.

        Of an entry the heading alone counts, of other units their own words as much as all words
        together, so that two strangers who share what everybody says never outweigh an heir.
        """
        if old.kind == new.kind == "entry":
            own = self.own_shared(old, new)
            return 4 * scale * own * own // ((self.own_size(old) + self.own_size(new)) or 1)
        shared, size = self.shared(old, new), self.size(old) + self.size(new)
        explained, size = (
            self.own_shared(old, new) + shared,
            size + self.own_size(old) + self.own_size(new),
        )
        return 2 * scale * explained * explained // (size or 1)

    def own_words_agree(self, old: Node, new: Node, least: float) -> bool:
        """Tell whether the own texts of two units, where both have one, are alike too.

        What lies below must not speak for them.
        """
        if (
            old.kind == "entity"
            or not (old.children or new.children)
            or not old.text
            or not new.text
        ):
            return True
        here, there = (Counter(_WORD.findall(unit.text.lower())) for unit in (old, new))
        return 2 * _common(here, there) >= least * (sum(here.values()) + sum(there.values()))

    def candidates(self, olds: Sequence[Node], news: Sequence[Node]) -> Iterator[tuple[int, int]]:
        """Yield the pairs (place in olds, place in news) worth comparing.

        All of few, else those that share a rare word.
        """
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


def _common(here: Bag, there: Bag) -> int:
    """Return how many words two bags share."""
    small, large = (here, there) if len(here) <= len(there) else (there, here)
    count_there = large.get
    return sum([min(count, count_there(word, 0)) for word, count in small.items()])


def _bag_of(text: str) -> Bag:
    words = _WORD.findall(text.lower())
    return Counter(word for word in words if word not in _FORM_WORDS) or Counter(words)


def _names(unit: Node) -> str:
    """Return the names of an entity: its own and its aliases.

    The rest of a row is much the same for all.
    """
    facets = dict(unit.facets)
    return (
        " ".join((facets.get("name", ""), facets.get("aliases", ""))).strip()
        or unit.text.partition(" | ")[0]
    )

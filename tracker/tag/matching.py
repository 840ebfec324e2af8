"""Rules against one folded text: where they fire, and whether what stands around allows it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from tracker.tag.folding import Folded
from tracker.tag.phrases import Phrase
from tracker.tag.taxonomy import Rule, Taxonomy

Place = tuple[int, int]
"""A tag and one of its rules, by their places in the taxonomy."""
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is looked at beside the hit.

    Its own text, and what belongs to it (a heading; title, abstract, summary).

    `reach` bounds, in characters of the own text, how far a context without a distance of its own
    may stand; 0 is no bound.
    """

    own: Folded
    beside: tuple[Folded, ...]
    reach: int = 0
    _found: dict[int, list[Stretch]] = field(default_factory=dict, compare=False, repr=False)
    """Where phrases of the taxonomy stand in the own text: many hits ask for the same ones."""

    def holds(self, phrase: Phrase, start: int, end: int) -> bool:
        """Tell whether a phrase stands in a stretch of the own text."""
        found = self._found.get(id(phrase))
        if found is None:
            found = self._found[id(phrase)] = list(phrase.find(self.own))
        first = bisect_left(found, (start, 0))
        inside = takewhile(lambda span: span[0] < end, islice(found, first, None))
        return any(stop <= end for _, stop in inside)


def fired(taxonomy: Taxonomy, folded: Folded) -> dict[Place, list[Stretch]]:
    """Return where each rule's phrases and regexes stand in `folded`.

    From left to right, longest first.
    """
    found: defaultdict[Place, set[Stretch]] = defaultdict(set)
    for words, index in ((folded.words, taxonomy.index), (folded.stems, taxonomy.stems)):
        for word in words & index.keys():
            for tag_at, rule_at, phrase in index[word]:
                if folded.words.issuperset(phrase.words):
                    found[tag_at, rule_at].update(phrase.find(folded))
    for tag_at, rule_at, regex in taxonomy.regexes:
        found[tag_at, rule_at].update(match.span() for match in regex.finditer(folded.plain))
    return {
        place: sorted(spans, key=lambda span: (span[0], -span[1]))
        for place, spans in found.items()
        if spans
    }


def allowed(rule: Rule, hit: Stretch, around: Surroundings) -> bool:
    """Tell whether a hit counts.

    What the rule needs is there, and nothing that speaks against it, or something rescues it.
    """
    if rule.needs and not _stands(rule.needs, hit, rule.near, around):
        return False
    if rule.blocked_by and _stands(rule.blocked_by, hit, rule.against_near, around):
        return False
    if not rule.doubted_by or not _stands(rule.doubted_by, hit, rule.against_near, around):
        return True
    return bool(rule.saved_by) and _stands(rule.saved_by, hit, rule.against_near, around)


def _stands(phrases: Sequence[Phrase], hit: Stretch, near: int, around: Surroundings) -> bool:
    """Tell whether one of `phrases` stands within `near` characters of the hit.

    Anywhere around it without a distance.
    """
    if near or around.reach:
        reach = near or around.reach
        start, end = hit[0] - reach, hit[1] + reach
        if any(around.holds(phrase, start, end) for phrase in phrases):
            return True
    if near:
        return False
    texts: Iterable[Folded] = around.beside if around.reach else (around.own, *around.beside)
    return any(phrase.occurs(text) for text in texts for phrase in phrases)

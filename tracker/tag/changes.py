"""Tags of a change: on the words that changed, or close to them, or by the address alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tracker.model import Change, Tag
from tracker.tag.folding import Folded, fold
from tracker.tag.matching import Place, Stretch, Surroundings, allowed, fired
from tracker.tag.taxonomy import Rule, Taxonomy

Side = Literal["before", "after"]
_SHORT = 300
"""A unit of so many characters is read whole: whatever changed in it, it is about what it names."""
_CLOSE = 160
"""In a longer unit, what stands so near to changed words, in the same sentence, is what they are
about."""
_SHOWN = 80
_LONG_ENOUGH = 4
"""Changed words with fewer letters say nothing, where there are others."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A rule that fired on one side; `grade` 0 is on changed words, 1 beside them, 2 by address."""

    grade: int
    side: Side
    start: int
    end: int


def tags_of_change(change: Change, taxonomy: Taxonomy, heading: str = "") -> tuple[Tag, ...]:
    """Return the tags of a change in the order of the taxonomy.

    Each with the best evidence of each rule that fired.

    `heading` is that of the provision, which counts as context only. Editorial changes get no tag:
    no word of substance changed. Offsets are those of `before` or `after`.
    """
    if change.kind == "editorial":
        return ()
    best: dict[Place, _Hit] = {}
    for place, hit in (*_by_words(change, taxonomy, heading), *_by_address(change, taxonomy)):
        held = best.get(place)
        if held is None or (hit.grade, hit.side, hit.start) < (held.grade, held.side, held.start):
            best[place] = hit
    return tuple(_tag(change, taxonomy, place, best[place]) for place in sorted(best))


def _by_words(change: Change, taxonomy: Taxonomy, heading: str) -> Iterator[tuple[Place, _Hit]]:
    sides: tuple[tuple[Side, str | None], ...] = (
        ("after", change.after),
        ("before", change.before),
    )
    beside = (_folded(heading),) if heading else ()
    for side, text in sides:
        if not text:
            continue
        folded = fold(text)
        around = Surroundings(folded, beside)
        touched = _touched(change, side, text)
        for place, spans in fired(taxonomy, folded).items():
            rule = _rule(taxonomy, place)
            if side not in rule.where or _elsewhere(rule, change):
                continue
            for span in spans:
                start, end = folded.span(*span)
                grade = _grade(text, start, end, touched)
                if grade is not None and allowed(rule, span, around):
                    yield place, _Hit(grade, side, start, end)
                    if grade == 0:
                        break


@lru_cache(maxsize=64)
def _folded(heading: str) -> Folded:
    """Fold a heading once for all changes of its provision."""
    return fold(heading)


def _by_address(change: Change, taxonomy: Taxonomy) -> Iterator[tuple[Place, _Hit]]:
    side: Side = "after" if change.after else "before"
    text = change.after or change.before
    if not text:
        return
    at = (change.address, change.old_address)
    for tag_at, rule_at, rule in taxonomy.addressed:
        if rule.addresses.hold(*at) and not rule.not_at.hold(*at):
            start, end = _shown(change, side, text)
            yield (tag_at, rule_at), _Hit(2, side, start, end)


def _elsewhere(rule: Rule, change: Change) -> bool:
    at = (change.address, change.old_address)
    return bool(rule.only_at and not rule.only_at.hold(*at)) or rule.not_at.hold(*at)


def _touched(change: Change, side: Side, text: str) -> tuple[Stretch, ...]:
    """Return the changed stretches of one side.

    Where the other side lost or gained words, an empty stretch stands there.
    """
    if not any(mark != "=" for mark, _ in change.words) or change.kind in ("added", "removed"):
        return ((0, len(text)),)
    own = "+" if side == "after" else "-"
    found: list[Stretch] = []
    at = 0
    for mark, words in change.words:
        if mark == own:
            found.append((at, at + len(words)))
        elif mark != "=":
            found.append((at, at))
        at += len(words) if mark in ("=", own) else 0
    return tuple(found)


def _grade(text: str, start: int, end: int, touched: Sequence[Stretch]) -> int | None:
    """Return 0 for a hit on changed words, 1 for one beside them, else nothing.

    Nothing is said of an unchanged stretch.
    """
    if any(begin < end and start < stop for begin, stop in touched):
        return 0
    if len(text) <= _SHORT:
        return 1
    for begin, stop in touched:
        between = text[stop:start] if stop <= start else text[end:begin]
        if len(between) <= _CLOSE and ". " not in between and "; " not in between:
            return 1
    return None


def _shown(change: Change, side: Side, text: str) -> Stretch:
    """Return the first changed words of one side, cut at a word.

    They show what an address rule fired on.
    """
    stretches = [
        stretch for stretch in _touched(change, side, text) if text[stretch[0] : stretch[1]].strip()
    ]
    longest = [
        stretch
        for stretch in stretches
        if sum(map(str.isalnum, text[stretch[0] : stretch[1]])) >= _LONG_ENOUGH
    ]
    start, end = (longest or stretches or [(0, len(text))])[0]
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if end - start > _SHOWN:
        cut = text.rfind(" ", start, start + _SHOWN)
        end = cut if cut > start else start + _SHOWN
    return start, start + len(text[start:end].rstrip())


def _rule(taxonomy: Taxonomy, place: Place) -> Rule:
    return taxonomy.tags[place[0]].rules[place[1]]


def _tag(change: Change, taxonomy: Taxonomy, place: Place, hit: _Hit) -> Tag:
    kind = taxonomy.tags[place[0]]
    text = change.after if hit.side == "after" else change.before
    assert text is not None
    return Tag(
        kind.id,
        kind.topic,
        kind.rules[place[1]].id,
        text[hit.start : hit.end],
        hit.side,
        hit.start,
        hit.end,
    )

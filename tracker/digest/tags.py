"""Tags in words: each tag once, with the words that fired and the rule that fired on them."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.digest.values import TagLine
from tracker.digest.wording import cut
from tracker.model import Tag

_WORDS, _TAGS = 3, 8


def tag_lines(tags: Iterable[Tag]) -> tuple[TagLine, ...]:
    """Return one line a tag, the one that fired most first, with up to three of the words it fired on."""
    found: dict[str, dict[str, str]] = {}
    fired: dict[str, int] = {}
    for tag in tags:
        found.setdefault(tag.tag, {}).setdefault(cut(tag.text, 60).casefold(), f"“{cut(tag.text, 60)}” (rule {cut(tag.rule, 60)})")
        fired[tag.tag] = fired.get(tag.tag, 0) + 1
    ordered = sorted(found, key=lambda name: (-fired[name], name))
    return tuple(TagLine(name, _evidence(list(found[name].values()))) for name in ordered[:_TAGS])


def _evidence(words: list[str]) -> str:
    more = len(words) - _WORDS
    return ", ".join(words[:_WORDS]) + (f" and {more:,} more" if more > 0 else "")

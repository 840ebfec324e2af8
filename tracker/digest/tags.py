"""Tags in words: each tag once, with the words that fired and the rule that fired on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.digest.values import TagLine
from tracker.digest.wording import cut
from tracker.model import Tag
from tracker.recorded import RecordedChange
from tracker.redline.names import short

_WORDS, _TAGS, _LONG_ENOUGH, _LENGTH = 3, 8, 3, 48


def of_changes(changes: Iterable[RecordedChange]) -> tuple[TagLine, ...]:
    """Return the lines of the tags of changes.

    Where the words say little by themselves (an X), the unit is named.
    """
    return tag_lines(
        _named(tag, short(change.change.address)) for change in changes for tag in change.tags
    )


def _named(tag: Tag, unit: str) -> Tag:
    return tag if len(tag.text) >= _LONG_ENOUGH else replace(tag, text=f"{tag.text} at {unit}")


def tag_lines(tags: Iterable[Tag]) -> tuple[TagLine, ...]:
    """Return one line a tag, the most frequent first, with up to three of the words it fired on."""
    found: dict[str, dict[str, str]] = {}
    fired: dict[str, int] = {}
    for tag in tags:
        words = cut(tag.text, _LENGTH)
        found.setdefault(tag.tag, {}).setdefault(
            words.casefold(), f"“{words}” (rule {cut(tag.rule, 60)})"
        )
        fired[tag.tag] = fired.get(tag.tag, 0) + 1
    ordered = sorted(found, key=lambda name: (-fired[name], name))
    return tuple(TagLine(name, _evidence(list(found[name].values()))) for name in ordered[:_TAGS])


def _evidence(words: list[str]) -> str:
    more = len(words) - _WORDS
    return ", ".join(words[:_WORDS]) + (f" and {more:,} more" if more > 0 else "")

"""Numbers, dates and lists in words; names of topics and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from tracker import plain, sources
from tracker.cause.days import in_words
from tracker.model import SourceName

TOPICS: dict[str, str] = {
    "chip-licensing": "Chip licensing",
    "country-tiers": "Country tiers",
    "iaas-loophole": "IaaS loophole and remote access",
    "end-users": "End users",
    "process": "Process",
}
"""The five headline topics in their order."""
OTHER = "Other changes"


def source(name: SourceName) -> str:
    """Return what a source is called in print, behind "the"."""
    return sources.named(name).words.title


def count(number: int, noun: str) -> str:
    """Return `no changes`, `1 change`, `1,240 changes of substance`."""
    return plain.counted(number, noun) if number else f"no {plain.plural(number, noun)}"


day = in_words
"""A date as people write it: `10 July 2026`."""


def moment(value: datetime) -> str:
    """Return an aware time in UTC: `10 July 2026, 06:12 UTC`."""
    utc = value.astimezone(UTC)
    return f"{day(utc.date())}, {utc:%H:%M} UTC"


def span(since: date, until: date) -> str:
    """Return a period without repeating what its ends share: `25 to 31 July 2026`."""
    if since == until:
        return day(until)
    if (since.year, since.month) == (until.year, until.month):
        return f"{since.day} to {day(until)}"
    if since.year == until.year:
        return f"{since.day} {since:%B} to {day(until)}"
    return f"{day(since)} to {day(until)}"


def listing(words: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def few(words: Sequence[str], most: int, noun: str) -> str:
    """Return the first `most` words and count the rest: `a, b and 12 more countries`."""
    if len(words) <= most:
        return listing(words)
    return f"{', '.join(words[:most])} and {count(len(words) - most, f'more {noun}')}"


def cut(text: str, most: int) -> str:
    """Return one line of at most `most` characters, cut at a word with an ellipsis."""
    line = plain.line(text)
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def within(texts: Iterable[str], most: int) -> list[str]:
    """Return the first texts that together stay within `most` characters."""
    kept: list[str] = []
    for text in texts:
        most -= len(text) + 2
        if most < 0:
            break
        kept.append(text)
    return kept


def sentence(text: str) -> str:
    """Return text that starts with a capital and ends in a full stop."""
    plain_text = text.strip()
    return (
        plain_text[:1].upper()
        + plain_text[1:]
        + ("" if plain_text.endswith((".", "!", "?", "…")) else ".")
    )


def topic(slug: str) -> str:
    """Return what a topic is called; one that users added to the taxonomy goes by its own name."""
    return TOPICS.get(slug) or (slug.replace("-", " ").capitalize() if slug else OTHER)

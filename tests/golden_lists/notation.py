"""How golden lists write changes: one line each, so that a git diff shows which came and went.

    renumbered item 15 CFR 744.9(b) <- 15 CFR 744.9(a) =210 -3 +4 #1f0c9a52
    kind       unit address            old address     spans      their words

A span is its operation and its length in characters. The words of the law stay where they were
recorded: a list holds one hash of them all. Noise stands after the kind (`editorial/typography`).
Lists of invented texts say the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tracker.model import Change, digest_of

_LONGEST_NAME = 80
"""Rows of licence tables are named by sentences of the law: what is longer is cut and hashed."""
_START, _END = 50, 25
_HASH = 8
_OPENS = {"=": "", "-": "[-", "+": "{+"}
_CLOSES = {"=": "", "-": "-]", "+": "+}"}


def without_words(changes: tuple[Change, ...]) -> str:
    """Return a list in which the words of the texts are hashed."""
    return _listed(changes, (_line(change, _spans(change)) for change in changes))


def with_words(changes: tuple[Change, ...]) -> str:
    """Return a list with the words on a second line: `Keep [-all-]{+some+} records.`."""
    return _listed(changes, (f"{_line(change, '')}\n    {_marked(change)}" for change in changes))


def _listed(changes: tuple[Change, ...], lines: Iterator[str]) -> str:
    counts = Counter(change.kind for change in changes)
    heads = [f"# {kind} {counts[kind]}" for kind in sorted(counts)] or ["# no change"]
    return "\n".join([*heads, *lines]) + "\n"


def _line(change: Change, spans: str) -> str:
    kind = f"{change.kind}/{change.noise}" if change.noise else change.kind
    came = f" <- {_name(change.old_address)}" if change.old_address is not None else ""
    return f"{kind} {change.unit} {_name(change.address)}{came} {spans}".rstrip()


def _name(address: str) -> str:
    if len(address) <= _LONGEST_NAME:
        return address
    return f"{address[:_START]}…{address[-_END:]}#{digest_of(address)[:_HASH]}"


def _spans(change: Change) -> str:
    words = digest_of(*(f"{operation}{text}" for operation, text in change.words))
    lengths = [f"{operation}{len(text)}" for operation, text in change.words]
    return " ".join([*lengths, f"#{words[:_HASH]}"])


def _marked(change: Change) -> str:
    return "".join(f"{_OPENS[sign]}{text}{_CLOSES[sign]}" for sign, text in change.words)

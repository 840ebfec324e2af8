"""Two texts -> spans that people read: what stayed, what went, what came.

    text -> tokens (numbers with units, ECCNs, citations, dates, quoted terms stay whole) -> aligned
         -> edits joined across small islands of equal words -> spans

`=` and `-` spans joined give the old text exactly, `=` and `+` the new one, for any Unicode.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.align import align
from tracker.citations.unbroken import DAY, ECCN, REFERENCE, SECTION_ALONE
from tracker.model import Span

_PREFIXED = (
    r"(?:[µμunpmkcdhMGT]|Ti|Gi|Mi|Ki)?"
    r"(?:m[23²³]?|g|s|Hz|W|V|Pa|J|N|F|K|eV|bps|T|H|Ω|ohms?|bar|L|l|Ci|Bq|Gy|rad|rem)(?!\w)"
    r"(?:\^-?\d)?(?:/\w+(?:\^-?\d)?)?(?![\w^])"
)
_DATA = (
    r"dB\w*|[kKMGT]?(?:bits?|bytes?|B)(?:/s)?\b"
    r"|(?:[gG]iga|[mM]ega|[tT]era|[pP]eta|[kK]ilo)\w+(?:/s)?|(?:TOPS|TPP|WT|TFLOPS|FLOPS)\b"
)
_SPELLED = (
    r"(?:nano|micro|milli|centi|kilo)?(?:met(?:er|re)s?|grams?|lit(?:er|re)s?|seconds?|amperes?"
    r"|volts?|watts?|joules?|newtons?|pascals?)\b"
    r"|(?:(?:calendar|business|working)\s)?(?:days?|months?|years?|hours?|minutes?|weeks?)\b"
    r"|(?:inch(?:es)?|feet|miles?|pounds?|dollars?|million|billion|percent|rpm|torr|mrad)\b"
)
_UNITS = rf"%|°\s?[CFK]?|{_PREFIXED}|{_DATA}|{_SPELLED}"
_NUMBER = r"[+\-−±]?[$€£]?\d+(?:,\d{3})*(?:\.\d+)?"
_RAISED = r"\^[+\-]?(?:\d+(?:[./]\d+)?|[a-zA-Z](?!\w))"
"""An exponent: `^26`, `^-4`, `^2/3`, `^n`."""
_POWER = rf"(?:{_RAISED})?(?:\s?[×x·]\s?10(?:{_RAISED}|\s?[-−]?\d+)?)?"
"""What makes a number larger or smaller: `10^26`, `1.5 × 10^12`, `2.5 x 10 25` where the raised
print is lost."""
_TOKEN = re.compile(
    rf"""(?:
      \[(?:graphic\s)?[\w.\-]+\.(?:gif|jpe?g|png|svg|tiff?|eps)\]
    | [“][^“”"]{{1,60}}[”] | "[^"“”]{{1,60}}"
    | (?<!\w)'\w[^'“”"]{{1,40}}\w'(?!\w) | ‘\w[^‘’“”"]{{1,40}}\w’(?!\w)
    | \b(?:e\.g\.|i\.e\.|a\.k\.a\.|f\.k\.a\.|n\.e\.s\.|U\.S\.(?!C)|U\.N\.|N\.B\.)
     | \b\d{{2,7}}-\d\d-\d\b | \b\d+(?:\.\d+){{2,}}\b
     | {DAY} | {REFERENCE}
    | \b[A-E]:\s?\d+(?::\d+)?\b | \b[A-Z]{{2}}\s[Cc]olumn\s\d+\b
    | {ECCN} | {SECTION_ALONE}
    | (?<!\w){_NUMBER}{_POWER}(?:[\s-]?(?:{_UNITS})(?:/[a-zA-Zµμ]+(?:\^-?\d)?)?)
    | (?<!\w){_NUMBER}{_POWER}(?![\w^])
    | \w+(?:['’\-‑&/]\w+)*(?:{_RAISED})?
    | {_RAISED}
    | [^\w\s]
    )?\s*""",
    re.VERBOSE,
)
_EDIT_ISLAND_EDIT = 3
_MOST_ISLAND_WORDS = 4
_MOST_ISLAND_LETTERS = 40
_SHORT_WORD = 3
_SINGLE_WORDS = 3
"""Edits of one word and two on either side of a short word: `[-1-]{+2+} and [-b-]{+c d+}`."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of tokens of both texts: equal pair by pair, or an edit (a side may be empty)."""

    equal: bool
    low: int
    high: int
    left: int
    right: int

    @property
    def size(self) -> int:
        """Return the number of tokens of the longer side."""
        return max(self.high - self.low, self.right - self.left)


def tokens(text: str) -> list[str]:
    """Cut a text into tokens, each with the white space after it; joined they are the text."""
    return [piece for piece in _TOKEN.findall(text) if piece]


def spans(before: str, after: str) -> tuple[Span, ...]:
    """Return the spans that turn `before` into `after`, in order, deletions before insertions."""
    if before == after:
        return (("=", before),) if before else ()
    if not before or not after:
        return (("-", before),) if before else (("+", after),)
    old, new = tokens(before), tokens(after)
    old_words, new_words = _words(old), _words(new)
    runs = _runs(align(old_words, new_words), len(old), len(new))
    joined = _without_small_islands(old_words, runs)
    trimmed = [part for run in joined for part in _trimmed(old_words, new_words, run)]
    return _as_spans(old, new, trimmed)


def _words(cut: list[str]) -> list[str]:
    """Return tokens without the white space that follows them."""
    return [token.rstrip() or token for token in cut]


def _runs(pairs: list[tuple[int, int]], rows: int, columns: int) -> list[_Run]:
    """Turn aligned pairs into runs that alternate between equal and edited and cover both texts."""
    runs: list[_Run] = []
    low = left = start = 0
    for at, to in [*pairs, (rows, columns)]:
        if at > low or to > left or at == rows:
            if low > start:
                runs.append(_Run(True, start, low, left - (low - start), left))
            if at > low or to > left:
                runs.append(_Run(False, low, at, left, to))
            start = at
        low, left = at + 1, to + 1
    return runs


def _without_small_islands(words: list[str], runs: list[_Run]) -> list[_Run]:
    """Join edits that only an island of equal words parts: people read phrase for phrase."""
    kept: list[_Run] = []
    for run in runs:
        kept.append(run)
        while (
            not run.equal
            and len(kept) >= _EDIT_ISLAND_EDIT
            and _is_small_island(words, *kept[-_EDIT_ISLAND_EDIT:])
        ):
            first, _, last = kept[-_EDIT_ISLAND_EDIT:]
            kept[-_EDIT_ISLAND_EDIT:] = [_Run(False, first.low, last.high, first.left, last.right)]
    return kept


def _is_small_island(words: list[str], first: _Run, island: _Run, last: _Run) -> bool:
    """Tell whether the equal words between two edits are too small to be read by themselves."""
    between = words[island.low : island.high]
    count = sum(1 for word in between if word[0].isalnum() or len(word) > 1)
    letters = sum(map(len, between))
    if count > _MOST_ISLAND_WORDS or letters > _MOST_ISLAND_LETTERS:
        return False
    if count <= 1 and letters <= _SHORT_WORD and not any(word[0].isdigit() for word in between):
        return first.size + last.size > _SINGLE_WORDS
    holds_figure = any(letter.isdigit() for word in between for letter in word)
    return count * (4 if holds_figure else 2) <= min(first.size, last.size)


def _trimmed(old: list[str], new: list[str], run: _Run) -> list[_Run]:
    """Give back what both sides of an edit begin or end with, which joining edits took in."""
    if run.equal:
        return [run]
    low, high, left, right = run.low, run.high, run.left, run.right
    while low < high and left < right and old[low] == new[left]:
        low, left = low + 1, left + 1
    while low < high and left < right and old[high - 1] == new[right - 1]:
        high, right = high - 1, right - 1
    parts = (
        _Run(True, run.low, low, run.left, left),
        _Run(False, low, high, left, right),
        _Run(True, high, run.high, right, run.right),
    )
    return [part for part in parts if part.size]


def _as_spans(old: list[str], new: list[str], runs: list[_Run]) -> tuple[Span, ...]:
    collected = _Spans()
    for run in runs:
        gone, came = old[run.low : run.high], new[run.left : run.right]
        if not run.equal:
            collected.edit("".join(gone), "".join(came))
        elif gone == came:
            collected.keep("".join(gone))
        else:
            for before, after in zip(gone, came, strict=True):
                collected.keep_word(before, after)
    return collected.finished()


def _common_blank(gone: str, came: str) -> str:
    """Return the white space that both sides end with, so that it stays outside the edit."""
    blank = gone[len(gone.rstrip()) :]
    return blank if blank == came[len(came.rstrip()) :] else ""


class _Spans:
    """Collects kept and edited text and joins neighbours of one kind."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._kept: list[str] = []
        self._gone: list[str] = []
        self._came: list[str] = []

    def keep(self, text: str) -> None:
        """Add text that both sides have."""
        if text:
            self._flush_edit()
            self._kept.append(text)

    def keep_word(self, before: str, after: str) -> None:
        """Add a word that both sides have, with the white space that each has behind it."""
        if before == after:
            self.keep(before)
        else:
            word = before.rstrip()
            self.keep(word)
            self.edit(before[len(word) :], after[len(word) :])

    def edit(self, gone: str, came: str) -> None:
        """Add text of the old side and text of the new side."""
        if gone or came:
            self._flush_kept()
            self._gone.append(gone)
            self._came.append(came)

    def _flush_edit(self) -> None:
        gone, came = "".join(self._gone), "".join(self._came)
        self._gone, self._came = [], []
        blank = _common_blank(gone, came)
        gone, came = gone.removesuffix(blank), came.removesuffix(blank)
        if gone:
            self._spans.append(("-", gone))
        if came:
            self._spans.append(("+", came))
        if blank:
            self._kept.append(blank)

    def _flush_kept(self) -> None:
        text = "".join(self._kept)
        self._kept = []
        if text:
            self._spans.append(("=", text))

    def finished(self) -> tuple[Span, ...]:
        """Return all spans so far."""
        self._flush_edit()
        self._flush_kept()
        return tuple(self._spans)

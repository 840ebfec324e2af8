"""Two texts -> spans that people read: what stayed, what went, what came.

    text -> tokens (numbers with units, ECCNs, citations, references, dates, quoted terms stay whole) -> aligned
         -> equal crumbs between edits swallowed -> spans

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
_DATA = r"dB\w*|[kKMGT]?(?:bits?|bytes?|B)(?:/s)?\b|(?:[gG]iga|[mM]ega|[tT]era|[pP]eta|[kK]ilo)\w+(?:/s)?|(?:TOPS|TPP|WT|TFLOPS|FLOPS)\b"
_SPELLED = (
    r"(?:nano|micro|milli|centi|kilo)?(?:met(?:er|re)s?|grams?|lit(?:er|re)s?|seconds?|amperes?|volts?|watts?|joules?|newtons?|pascals?)\b"
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
    | [“][^“”"]{{1,60}}[”] | "[^"“”]{{1,60}}" | (?<!\w)'\w[^'“”"]{{1,40}}\w'(?!\w) | ‘\w[^‘’“”"]{{1,40}}\w’(?!\w)
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
_CRUMB_WORDS = 4
_CRUMB_LENGTH = 40
_SHORT_WORD = 3
_LONE_EDITS = 3
_EDIT_CRUMB_EDIT = 3


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of tokens of both texts: equal pair by pair, or an edit (then one side may be empty)."""

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
    """Cut a text into tokens that stay whole, each with the white space that follows it; joined they are the text."""
    return [piece for piece in _TOKEN.findall(text) if piece]


def spans(before: str, after: str) -> tuple[Span, ...]:
    """Return the spans that turn `before` into `after`, in reading order, deletions before insertions."""
    if before == after:
        return (("=", before),) if before else ()
    if not before or not after:
        return (("-", before),) if before else (("+", after),)
    old, new = tokens(before), tokens(after)
    pairs = align(
        [token.rstrip() or token for token in old], [token.rstrip() or token for token in new]
    )
    return _told(old, new, _swallowed(old, _runs(pairs, len(old), len(new))))


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


def _swallowed(old: list[str], runs: list[_Run]) -> list[_Run]:
    """Join edits that only a crumb of equal text parts, so that people read one phrase for another."""
    kept: list[_Run] = []
    for run in runs:
        kept.append(run)
        while (
            len(kept) >= _EDIT_CRUMB_EDIT
            and not kept[-1].equal
            and kept[-2].equal
            and _is_crumb(old, kept[-3], kept[-2], kept[-1])
        ):
            last = kept.pop()
            kept.pop()
            first = kept.pop()
            kept.append(_Run(False, first.low, last.high, first.left, last.right))
    return kept


def _is_crumb(old: list[str], first: _Run, crumb: _Run, last: _Run) -> bool:
    """Tell whether the equal text between two edits is too small to be worth reading by itself."""
    island = [token.rstrip() for token in old[crumb.low : crumb.high]]
    words = sum(1 for token in island if token[0].isalnum() or len(token) > 1)
    length = sum(map(len, island))
    if words > _CRUMB_WORDS or length > _CRUMB_LENGTH:
        return False
    before, after = first.size, last.size
    if words <= 1 and length <= _SHORT_WORD and not any(token[0].isdigit() for token in island):
        return before + after > _LONE_EDITS
    telling = any(character.isdigit() for token in island for character in token)
    return words * (4 if telling else 2) <= min(before, after)


def _told(old: list[str], new: list[str], runs: list[_Run]) -> tuple[Span, ...]:
    told = _Telling()
    for run in runs:
        if not run.equal:
            told.edit("".join(old[run.low : run.high]), "".join(new[run.left : run.right]))
            continue
        here, there = old[run.low : run.high], new[run.left : run.right]
        if here == there:
            told.keep("".join(here))
            continue
        for before, after in zip(here, there, strict=True):
            if before == after:
                told.keep(before)
            else:
                word = before.rstrip()
                told.keep(word)
                told.edit(before[len(word) :], after[len(word) :])
    return told.spans()


def _common_blank(gone: str, come: str) -> str:
    """Return the white space that both sides of an edit end with, so that it stays outside the edit."""
    blank = gone[len(gone.rstrip()) :]
    return blank if blank == come[len(come.rstrip()) :] else ""


class _Telling:
    """Collects kept and edited text and joins neighbours of one kind."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._kept: list[str] = []
        self._gone: list[str] = []
        self._come: list[str] = []

    def keep(self, text: str) -> None:
        """Add text that both sides have."""
        if text:
            self._flush_edit()
            self._kept.append(text)

    def edit(self, gone: str, come: str) -> None:
        """Add text of the old side and text of the new side."""
        if gone or come:
            self._flush_kept()
            self._gone.append(gone)
            self._come.append(come)

    def _flush_edit(self) -> None:
        gone, come = "".join(self._gone), "".join(self._come)
        self._gone, self._come = [], []
        blank = _common_blank(gone, come)
        gone, come = gone.removesuffix(blank), come.removesuffix(blank)
        if gone:
            self._spans.append(("-", gone))
        if come:
            self._spans.append(("+", come))
        if blank:
            self._kept.append(blank)

    def _flush_kept(self) -> None:
        text = "".join(self._kept)
        self._kept = []
        if text:
            self._spans.append(("=", text))

    def spans(self) -> tuple[Span, ...]:
        """Return all spans so far."""
        self._flush_edit()
        self._flush_kept()
        return tuple(self._spans)

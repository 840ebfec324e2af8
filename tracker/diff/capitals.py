"""Capitals without meaning: words that a reader takes for the same whether FULL, Title or small.

    noise             LICENSE and License; 5 DB and 5 dB; A license and a license
    kept as they are  5 mW and 5 MW; 5 Gb and 5 GB; Co and CO; Pa; (A) and (a); column A

Of the symbol of a unit stays what says how much, and whether of bits or of bytes.
"""

from __future__ import annotations

import re
from itertools import product

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL_WORDS = frozenset((
    *("an", "as", "at", "be", "by", "de", "do", "e", "el", "he", "if", "in", "is", "it", "la",
    "le", "my", "no", "of", "on", "or", "so"),
    *("to", "up", "us", "we"),
))  # fmt: skip
_LONG_WORD = 5
"""Letters from which a word with capitals inside is a word after all, and not the symbol of a unit
or an element."""
_PREFIXES = ("", "m", "k", "g", "t", "p", "n", "f", "c", "d", "h")
_UNITS = (
    "pa", "w", "hz", "v", "a", "g", "j", "n", "s", "l", "b", "f", "k", "ev", "bq", "ci", "sv", "gy",
    "bar", "rad", "rem", "ohm", "ohms", "bit", "bits", "byte", "bytes", "mol", "cal", "wt", "flops",
    "sps", "torr", "lm", "lx", "wb", "m",
)  # fmt: skip
_SYMBOLS = frozenset(map("".join, product(_PREFIXES, _UNITS))) - frozenset(
    "abcdefghijklmnopqrstuvwxyz"
) | {"db", "dbm", "mt", "kt", "gt"}
"""Symbols of units, small: of their capitals only those that say how much or of what count (5 mW or
5 MW, Gb or GB)."""
_CAPITAL_PREFIXES, _CAPITAL_LETTERS, _BITS_OR_BYTES = (
    frozenset("mpn"),
    frozenset("bBsSnN"),
    frozenset("bB"),
)
_SHORT_SYMBOL = 3
"""Letters up to which an s may be seconds or siemens, an n nano or newton."""
_LABEL = re.compile(r"\((?i:[ivxlcdm]+|([a-z])\1?)\)")
_ARTICLE = re.compile(r"(?<![^ \"“‘'(\[—–-])[Aa](?= [\"“‘'(\[]?\w{2})")
"""`a` before a word: an article, unless what stands before it is numbered with letters (`Group A
may`)."""
_LETTERED = re.compile(
    r"(?:(?<![\d.])\d{1,3}|\b(?:annex|appendix|article|category|class|column|exhibit|form|group"
    r"|hepatitis|item|level|option|paragraph|part|phase"
    r"|schedule|section|series|step|subpart|supplement|table|tier|type|vitamin|zone))s? $",
    re.IGNORECASE,
)
_LONGEST_LETTERED = 12
_LONG_ENOUGH, _FEWEST_RESTYLED = 3, 3
"""Letters of the words that are looked at, and how many of these a stretch must hold to have a
style."""
_NUMBER_BEFORE = re.compile(r"\d[ -]?$")
_DOTTED = re.compile(
    r"\b(?:[^\W\d_]\.){2,}|\b[^\W\d_](?=-[^\W\d_]{3})|\b[Cc][Oo](?=\.|,?"
    r" (?i:ltd|limited|inc|llc)\b)"
)
"""`n.e.s.`, `e.g.`; the letter of `X-ray`; `Co.`"""


def without_capitals(text: str) -> str:
    """Write words small.

    Words with capitals inside such as MPa, symbols behind a number and labels such as (A) stay.
    """
    return _WORD.sub(
        _small, _DOTTED.sub(lambda found: found[0].casefold(), _ARTICLE.sub(_article, text))
    )


def without_capitals_in_names(row: str) -> str:
    """Write the names of an entity small altogether, and the words of other cells as ever.

    The names stand in its first cell.
    """
    names, bar, rest = row.partition(" | ")
    return f"{names.casefold()}{bar}{without_capitals(rest)}"


def is_restyled(before: str, after: str) -> bool:
    """Tell whether two stretches that differ in capitals alone are set otherwise from end to end.

    In FULL CAPITALS, or In Title Case.

    Then a label or a short symbol follows the rest; a prefix that says how much (5 mW) still does
    not.
    """
    if before.casefold() != after.casefold() or not (_in_one_style(before) or _in_one_style(after)):
        return False
    pairs = zip(_WORD.finditer(before), _WORD.finditer(after), strict=False)
    return all(
        _symbol(here[0]) == _symbol(there[0])
        for here, there in pairs
        if here[0].lower() in _SYMBOLS and _is_numbered(here)
    )


def _in_one_style(text: str) -> bool:
    """Tell whether all words of a stretch are in capitals, or all but the shortest begin so."""
    words = _WORD.findall(text)
    long = [word for word in words if len(word) >= _LONG_ENOUGH]
    return len(long) >= _FEWEST_RESTYLED and (
        all(map(str.isupper, words)) or all(word[0].isupper() for word in long)
    )


def _is_numbered(found: re.Match[str]) -> bool:
    return (
        _NUMBER_BEFORE.search(found.string[max(0, found.start() - 2) : found.start()]) is not None
    )


def _article(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - _LONGEST_LETTERED) : found.start()]
    return found[0] if _LETTERED.search(before) else "a"


def _small(found: re.Match[str]) -> str:
    word = found[0]
    if _LABEL.fullmatch(found.string, max(0, found.start() - 1), found.end() + 1):
        return word
    lower = word.lower()
    plain = (
        word.isupper()
        or word.islower()
        or (word[0].isupper() and word[1:].islower())
        or len(word) >= _LONG_WORD
    )
    if lower in _SYMBOLS and (not plain or _is_numbered(found)):
        return _symbol(word)
    long_enough = len(word) > 2 or lower in _SMALL_WORDS  # noqa: PLR2004 (Pa, mW are symbols)
    return word.casefold() if plain and long_enough else word


def _symbol(word: str) -> str:
    """Write the symbol of a unit small where that says the same.

    Not so a first letter that may be milli or mega, pico or peta, nano or newton, nor bits and
    bytes, seconds and siemens.
    """
    first = word[0] if word[0].lower() in _CAPITAL_PREFIXES else word[0].lower()
    kept = _CAPITAL_LETTERS if len(word) <= _SHORT_SYMBOL else _BITS_OR_BYTES
    return first + "".join(letter if letter in kept else letter.lower() for letter in word[1:])

r"""Is a difference the same words to a lawyer, and of which class?

    class          what it forgives                                       what it never forgives
    whitespace     white space, zero-width and soft marks; a compound     a space in a number ("10 5") or behind a word that
      set as two words ("joy sticks")                                       turns another round ("not able", "any one")
    typography     dashes, curly quotes, ligatures, ellipses, accents     a dash or quote that comes or goes; "10²" for "102"
      composed otherwise
    heading-style  " - " for an em dash; headings                         everything else
    capitals       FULL, Title or small capitals of words                 MPa for mPa, 5 MW for 5 mW, (A) for (a), column A
    punctuation    a last full stop; a comma or full stop that crosses a  any other comma, colon, hyphen; a stop inside a text
      quotation mark
    citation       `11/21/11` for `Nov. 21, 2011` after a Federal         another page, another day, one citation more
      Register page, `F.R.`, `C.F.R.`, `sec. 5` for `§ 5`

Each class is a small pure function of the text; two texts are noise when some of these functions make them equal.
Nothing here ever makes two digits, `and` and `or`, a `not` or a footnote mark equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from tracker.model import Noise, Role, UnitKind

_ZERO_WIDTH = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ANY_SPACE = re.compile(r"\s+")
_DECIMAL_SPACE = re.compile(r"(?<=\d) (?=[.,]\d)|(?<=\d[.,]) (?=\d)")
_IDLE_SPACE = re.compile(r" (?=[^\w ])|(?<=[^\w ]) |(?<=\d) (?=[^\W\d_])|(?<=[^\W\d_]) (?=\d)")
_TWO_WORDS = re.compile(r"(?<![^\W\d_])([^\W\d_]+) (?=[^\W\d_])")
_TURNING = frozenset((
    *("a", "all", "an", "any", "dis", "every", "il", "im", "in", "ir", "may", "mis", "never", "no", "non", "nor", "not", "now", "over"),
    *("some", "un", "under"),
))  # fmt: skip
"""Words that make another word of the one behind them when they are joined: not able, any one, in direct."""
_SPACE_KEPT = "\ue000"

_MARKS = str.maketrans({
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("“”„‟″〃", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
    "…": "...", "µ": "μ",
})  # fmt: skip
_DASHES = re.compile(r"-{2,}")
_TWO_QUOTES = re.compile(r"''")

_SMALL_WORDS = frozenset(
    ["an", "as", "at", "be", "by", "do", "he", "if", "in", "is", "it", "my", "no", "of", "on", "or", "so", "to", "up", "us", "we"]
)
_LONG_WORD = 5
"""Letters from which a word with capitals inside is a word after all, and not the symbol of a unit or an element."""
_SYMBOLS = frozenset((
    *("pa", "hpa", "kpa", "mpa", "gpa", "mw", "kw", "gw", "tw", "hz", "mhz", "khz", "ghz", "thz", "mv", "kv", "ma", "ka", "pf", "nf", "mf"),
    *("mm", "nm", "km", "cm", "pm", "fm", "mg", "kg", "ng", "pg", "gy", "mgy", "ev", "mev", "kev", "gev", "gb", "kb", "mb", "tb", "pb"),
    *("bit", "mbit", "gbit", "kbit", "tbit", "mj", "kj", "gj", "mn", "kn", "gn", "ms", "ns", "ps", "fs", "ml", "dl", "kl", "bq", "mbq"),
    *("gbq", "ci", "mci", "kci", "db", "dbm", "sv", "msv", "wt", "mol", "mmol", "sr", "lm", "lx", "wb", "mt", "kt", "gt"),
))  # fmt: skip
"""Symbols of units: of their capitals only those that say how much or of what count (5 mW or 5 MW, Gb or GB)."""
_LABEL = re.compile(r"\((?i:[ivxlcdm]+|([a-z])\1?)\)")
_PREFIXES = frozenset("mp")
_ARTICLE = re.compile(r"(?<![^ \"“‘'(\[—–-])[Aa](?= [\"“‘'(\[]?\w{2})")
"""`a` before a word: an article, unless what stands before it is numbered with letters (`Group A may`)."""
_LETTERED = re.compile(
    r"(?:\d|\b(?:annex|appendix|article|category|class|column|exhibit|form|group|hepatitis|item|level|option|paragraph|part|phase|schedule"
    r"|section|series|step|subpart|supplement|table|tier|type|vitamin|zone))s? $",
    re.IGNORECASE,
)
_LONGEST_LETTERED = 12
_NUMBER_BEFORE = re.compile(r"\d[ -]?$")
_CROSSING = re.compile(r"([.,])([\"”’'])")
_LAST_STOP = re.compile(r"(?<![.])\.(?=[\"”’']?(?:$| \| ))")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_MONTHS = {
    name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_PAGE = r"(?:FR|F\. ?R\.|Fed\. Reg\.|FED\. REG\.) (?P<pages>\d+(?:, \d+(?![\d/]| FR| F\.))*)"
_SLASHES = r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})"
_WORDED = r"(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}), (?P<year>\d{4})"
_CITED = re.compile(
    rf"\b(?P<volume>\d+) {_PAGE}(?:,? \(?(?:{_SLASHES}|{_WORDED})\)?)?(?P<stop>[.;,](?= ?(?:$|\||\d+ (?:FR|F\.|Fed|FED))))?"
)
_ABBREVIATED = (
    (re.compile(r"\bC\. ?F\. ?R\."), "CFR"),
    (re.compile(r"\bU\. ?S\. ?C\."), "USC"),
    (re.compile(r"\bU\.S\.C\b"), "USC"),
    (re.compile(r"(?:§§|§|\b(?:[Ss]ections?|[Ss]ecs?\.)) ?(?=\d)"), "§ "),
)  # fmt: skip
_CONTEXT = 80
_RESERVED = re.compile(r"\[?reserved\]?[.;]?", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
_CITATION_WORDS = frozenset(("fr", "f", "r", "fed", "reg", "cfr", "c", "usc", "u", "s", "sec", "secs", "section", "sections"))
_CITING = re.compile(rf"§|\d/\d|\b(?:FR|F\.|Fed|CFR|C\.|USC|U\.|sec|{'|'.join(_MONTHS)})", re.IGNORECASE)
_DATE = re.compile("\ue001([\\d-]+)\ue001")


def without_space(text: str) -> str:
    """Drop zero-width marks and every space that is no matter: `350 mm` is `350mm`, but `10 5` is not `105`, nor `not able` `notable`."""
    plain = _ANY_SPACE.sub(" ", _ZERO_WIDTH.sub("", text)).strip()
    plain = _IDLE_SPACE.sub("", _DECIMAL_SPACE.sub(_SPACE_KEPT, plain))
    return _TWO_WORDS.sub(_joined, plain)


def _joined(found: re.Match[str]) -> str:
    return found[0] if found[1].lower() in _TURNING else found[1]


def without_typography(text: str) -> str:
    """Bring dashes, quotes, ligatures and composed letters to one plain form; what they stand for stays."""
    plain = unicodedata.normalize("NFC", text).translate(_MARKS)
    return _TWO_QUOTES.sub('"', _DASHES.sub("-", plain))


def without_heading_style(text: str) -> str:
    """Bring the dash after a heading's number to one form."""
    return re.sub(r"(?:\s+-{1,3}\s+|\s*[–—]\s*)", "—", text)


def without_capitals(text: str) -> str:
    """Write words small; words with capitals inside such as MPa, symbols behind a number and labels such as (A) stay as they are."""
    return _WORD.sub(_small, _ARTICLE.sub(_article, text))


def _article(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - _LONGEST_LETTERED) : found.start()]
    return found[0] if _LETTERED.search(before) else "a"


def _small(found: re.Match[str]) -> str:
    word = found[0]
    lower = word.lower()
    plain = word.isupper() or word.islower() or (word[0].isupper() and word[1:].islower()) or len(word) >= _LONG_WORD
    numbered = _NUMBER_BEFORE.search(found.string[max(0, found.start() - 2) : found.start()])
    if _LABEL.fullmatch(found.string, max(0, found.start() - 1), found.end() + 1):
        return word
    if lower in _SYMBOLS and (numbered or not plain):
        return _symbol(word)
    long_enough = len(word) > 2 or lower in _SMALL_WORDS  # noqa: PLR2004 (Pa, mW, Co and the like are symbols)
    return word.casefold() if plain and long_enough else word


def _symbol(word: str) -> str:
    """Write the symbol of a unit small, but for a first letter that may be milli or mega, pico or peta, and the b of bits and bytes."""
    first = word[0] if word[0].lower() in _PREFIXES else word[0].lower()
    return first + "".join(letter if letter in "bB" else letter.lower() for letter in word[1:])


def without_free_stops(text: str) -> str:
    """Drop a last full stop, also that of a cell, and let commas and full stops stand behind a quotation mark."""
    return _LAST_STOP.sub("", _CROSSING.sub(r"\2\1", text))


def without_citation_style(text: str) -> str:
    """Write Federal Register citations with marked ISO days and without closing points, and `§`, `CFR`, `USC` in one form."""
    plain = _CITED.sub(_cited, text)
    for pattern, form in _ABBREVIATED:
        plain = pattern.sub(form, plain)
    return plain


def _cited(found: re.Match[str]) -> str:
    head = f"{found['volume']} FR {found['pages']}"
    if found["m"]:
        year = int(found["y"])
        year += 0 if year > 99 else 1900 if year > 35 else 2000  # noqa: PLR2004 (the Federal Register began in 1936)
        return f"{head}\ue001{year:04}-{int(found['m']):02}-{int(found['d']):02}\ue001"
    month = _MONTHS.get((found["month"] or "")[:3].lower())
    if month:
        return f"{head}\ue001{found['year']}-{month:02}-{int(found['day']):02}\ue001"
    return found[0] if found["month"] else f"{head}\ue001-\ue001"


_STEPS: dict[Noise, Callable[[str], str]] = {
    "citation": without_citation_style,
    "capitals": without_capitals,
    "punctuation": without_free_stops,
    "heading-style": without_heading_style,
    "typography": without_typography,
    "whitespace": without_space,
}
"""The classes from the heaviest to the lightest, which is also the order in which their steps are applied."""
_EVERYWHERE: tuple[Noise, ...] = ("whitespace", "typography", "punctuation", "capitals", "citation")
_IN_HEADINGS: tuple[Noise, ...] = ("whitespace", "heading-style", "typography", "punctuation", "capitals", "citation")


def noise_of(before: str, after: str, unit: UnitKind, role: Role = "") -> Noise | None:
    """Return the class of noise that a difference is, or None where it is one of substance.

    One class (with white space) is tried after the other, then all together; the heaviest that is needed gives the name.
    """
    if role:
        return "citation" if role == "source-credit" else "link-notice"
    return _class_of(before, after, _IN_HEADINGS if unit == "heading" or _RESERVED.fullmatch(before) else _EVERYWHERE)


@lru_cache(maxsize=1024)
def _class_of(before: str, after: str, classes: tuple[Noise, ...]) -> Noise | None:
    """Return the class of noise among these that a difference is; matching and telling ask for one pair twice."""
    pair = _if_bones_agree(before, after)
    if pair is None:
        return None
    here, there = pair
    for one in classes:
        if _same(here, there, {one, "whitespace"}):
            return one
    if _same(here, there, set(classes)):
        return next((one for one in _STEPS if one in classes and not _same(here, there, set(classes) - {one})), "typography")
    if "\u200b" in here + there:
        return _class_of(here.replace("\u200b", " "), there.replace("\u200b", " "), classes)
    return None


def noise_of_label(before: str, after: str) -> Noise | None:
    """Return the class of noise that a difference between two labels or names is, or None.

    Beyond what headings forgive, punctuation and the plural of a word do not matter: `Technical Note:`, `Technical Notes.`.
    """
    found = noise_of(before, after, "heading")
    if found:
        return found
    plain = [re.sub(r"(?<=[a-z]{3})s\b", "", re.sub(r"[^\w*†‡§¶]+|_", " ", without_capitals(text))).split() for text in (before, after)]
    return "heading-style" if plain[0] == plain[1] else None


def noise_of_key(before: str, after: str) -> Noise | None:
    """Return the class of noise that a difference between two keys of rows is, or None: a colon, bracket or stop at an edge is none."""
    edges = " .:;()[]"
    return noise_of(before, after, "heading") or ("heading-style" if _agree(before.strip(edges), after.strip(edges)) else None)


def _agree(before: str, after: str) -> bool:
    return before == after or noise_of(before, after, "heading") is not None


def _if_bones_agree(before: str, after: str) -> tuple[str, str] | None:
    """Return both texts around their difference, or None where letters or digits differ that no noise ever changes."""
    tight = _around_the_difference(before, after, 0)
    agree = _bones(tight[0]) == _bones(tight[1])
    if not agree and not _only_citations_differ(*tight):
        return None
    before, after = _around_the_difference(before, after, _CONTEXT)
    return (before, after) if agree or _bones(_undated(before)) == _bones(_undated(after)) else None


def _around_the_difference(before: str, after: str, context: int) -> tuple[str, str]:
    """Cut off what both texts begin and end with, but for the words around the difference, which decide what it is."""
    shorter = min(len(before), len(after))
    head = _agreeing(shorter, lambda size: before[:size] == after[:size])
    head = max(0, before.rfind(" ", 0, max(0, head - context)))
    tail = _agreeing(shorter - head, lambda size: before.endswith(after[len(after) - size :]))
    tail = max(0, tail - context)
    blank = before.find(" ", len(before) - tail) if tail else -1
    tail = len(before) - blank if blank >= 0 else 0
    return before[head : len(before) - tail], after[head : len(after) - tail]


def _agreeing(most: int, agree: Callable[[int], bool]) -> int:
    """Return the greatest size up to `most` for which `agree` holds, by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if agree(middle) else (low, middle - 1)
    return low


def _bones(text: str) -> str:
    """Return the letters and digits of a text, which noise never changes."""
    return _NO_LETTER.sub("", text if text.isascii() else without_typography(text)).casefold()


def _undated(text: str) -> str:
    """Return a text with its citations in one form and without their days."""
    return _DATE.sub("", without_citation_style(text))


def _only_citations_differ(before: str, after: str) -> bool:
    """Tell whether the words that only one side has are of the kind that citations are written with."""
    if not (_CITING.search(before) or _CITING.search(after)):
        return False
    here, there = (Counter(_WORD.findall(text.casefold())) for text in (before, after))
    return all(word in _CITATION_WORDS or word[:3] in _MONTHS for word in (here - there) + (there - here))


def _same(before: str, after: str, classes: set[Noise]) -> bool:
    """Tell whether the steps of these classes make two texts equal; a citation may have lost or gained its day."""
    for one, step in _STEPS.items():
        if one in classes:
            before, after = step(before), step(after)
    if before == after or "citation" not in classes:
        return before == after
    days = zip(_DATE.findall(before), _DATE.findall(after), strict=False)
    return _DATE.sub("", before) == _DATE.sub("", after) and all(left == right or "-" in (left, right) for left, right in days)


@lru_cache(maxsize=65_536)
def plain_name(name: str) -> str:
    """Return a name (country, entity, defined term, column) as it is the same however it is set: for respelled headings."""
    return without_space(without_typography(name)).casefold()

"""What each class of noise forgives, as a small pure function of one text.

without_space("joy  sticks , 10 5")   without_typography("“a”—b")   without_free_stops("C.A.S.")
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from tracker.citations import Citation, Kind, Page, lists
from tracker.citations.spelling import MARK, spelled

_ZERO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-"
    "\u2064\ufeff]"
)
_ANY_SPACE = re.compile(r"\s+")
_DECIMAL_SPACE = re.compile(r"(?<=\d) (?=[.,]\d)|(?<=\d[.,]) (?=\d)")
_IDLE_SPACE = re.compile(r" (?=[^\w ])|(?<=[^\w ]) |(?<=\d) (?=[^\W\d_])|(?<=[^\W\d_]) (?=\d)")
_TWO_WORDS = re.compile(r"(?<![^\W\d_])([^\W\d_]+) (?=[^\W\d_])")
_TURNING = frozenset((
    *("a", "all", "any", "dis", "every", "il", "im", "in", "ir", "may", "mis", "never", "no",
    "non", "nor", "not", "now", "over"),
    *("some", "un", "under"),
))  # fmt: skip
"""Words that make another word of the one behind them when they are joined: not able, any one, in
direct."""
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

_CROSSING = re.compile(r"([.,])([\"”’'])")
_NO_CITATION = rf"\b(?!{MARK})"
_ABBREVIATION = re.compile(
    rf"{_NO_CITATION}(?:[A-Z]\.)+[A-Z](?![\w.])|{_NO_CITATION}(?:[^\W\d_]\.){{2,}}|\b(?:[Nn]os?"
    rf"|[Ss]upp|App|Pt|Art|Vol|Ch|Fig)\.(?="
    r" ?\d)"
)
"""`C.A.S.`, `r.p.m.`, `Supp. No. 1`."""
_NUMBER_STOP = re.compile(r"\A(§+ ?[\w.\-()]*\w\)?)\.(?=\s)")
_NUMBERED = re.compile(r"\b(\d[A-E]\d{3}(?:\.[a-z0-9]+)*)\.(?=[\s;:,]|$)")
_INNER_STOP = re.compile(r"(?<![.\s])\.(?= [^a-z\s]|[;:,]|$)")
_LAST_STOP = re.compile(r"(?<![.])\.(?=[\"”’']?(?:$| \| ))")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_PAGES: frozenset[Kind] = frozenset(("page",))
_CLOSING = re.compile(r"[.;,](?= ?(?:$|\|))")


@lru_cache(maxsize=1024)
def without_space(text: str) -> str:
    """Drop zero-width marks and every space that is no matter.

    `350 mm` is `350mm`, but `10 5` is not `105`, nor `not able` `notable`. Each class of noise is
    tried with this one, so that a text comes here several times.
    """
    plain = _ANY_SPACE.sub(" ", _ZERO_WIDTH.sub("", text)).strip()
    plain = _IDLE_SPACE.sub("", _DECIMAL_SPACE.sub(_SPACE_KEPT, plain))
    return _TWO_WORDS.sub(_joined, plain)


def _joined(found: re.Match[str]) -> str:
    return found[0] if found[1].lower() in _TURNING else found[1]


def without_typography(text: str) -> str:
    """Bring dashes, quotes, ligatures and composed letters to one plain form.

    What they stand for stays.
    """
    plain = unicodedata.normalize("NFC", text).translate(_MARKS)
    return _TWO_QUOTES.sub('"', _DASHES.sub("-", plain))


def without_heading_style(text: str) -> str:
    """Bring the dash after a heading's number to one form, and drop the stop behind it."""
    return _NUMBER_STOP.sub(r"\1", re.sub(r"(?:\s+-{1,3}\s+|\s*[–—]\s*)", "—", text))


def without_free_stops(text: str) -> str:
    """Drop the stop of a text, cell, number or abbreviation.

    Let commas and stops stand behind a quotation mark.
    """
    text = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)
    return _LAST_STOP.sub("", _NUMBERED.sub(r"\1", _CROSSING.sub(r"\2\1", text)))


def without_inner_stops(text: str) -> str:
    """Drop, beyond `without_free_stops`, the full stops inside a text that was joined.

    They ended its paragraphs, cells or numbers.
    """
    return _INNER_STOP.sub("", without_free_stops(text))


def without_citation_style(text: str) -> str:
    """Write Federal Register citations with marked ISO days and without closing points.

    What is left is brought to one spelling.
    """
    pieces: list[str] = []
    end = 0
    for listed in lists(text, _PAGES):
        first, last = listed[0], listed[-1]
        between = text[end : first.start]
        pieces += (between[1:] if pieces and between in _PARTING else between, _cited(listed))
        end = last.end
    rest = text[end:]
    pieces.append(_CLOSING.sub("", rest, count=1) if end and _CLOSING.match(rest) else rest)
    return spelled("".join(pieces))


_PARTING = frozenset(mark + space for mark in ".;," for space in ("", " "))
"""What parts two citations of a list."""


def _cited(listed: Sequence[Citation]) -> str:
    """Return the pages of one list in one form, with the day between marks, `-` for none."""
    found = [page for page in listed if isinstance(page, Page)]
    printed = ", ".join(
        f"{page.page}-{page.last}" if page.last else str(page.page) for page in found
    )
    day = found[0].day
    return f"{found[0].volume} FR {printed}\ue001{day.isoformat() if day else '-'}\ue001"


@lru_cache(maxsize=65_536)
def plain_name(name: str) -> str:
    """Return a name (country, entity, defined term, column) as it is the same however it is set.

    For respelled headings.
    """
    return without_space(without_typography(name)).casefold()

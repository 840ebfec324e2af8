"""Federal Register citations out of running text: source credits, Entity List cells, heads, notes.

[61 FR 12802, Mar. 25, 1996, as amended at 88 FR 73448, 73494, Oct. 25, 2023]    two pages, one date
84 FR 22963. 85 FR 29853.                                                        no date
89 FR 84462, 10/23/24.                                                           a date in figures

Volume 61 is 1996, volume 91 is 2026; a rule is cited by any of its pages, not by its first alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = rf"(?P<word>{_MONTH})\.?\s*(?P<day>\d{{1,2}})\s*,\s*(?P<year>\d{{4}})(?!\d)"
_FIGURES = r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})(?!\d)"
_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
_ANY_DATE = re.compile(rf"{_DATE}|{_FIGURES}|{_ISO}", re.IGNORECASE)
_CITATION = re.compile(
    r"(?<![\w.])(?P<volume>\d[\dl]{0,2})\s?(?:FR|F\.\s?R\.|Fed\.\s?Reg\.)\s?(?P<first>\d{1,3},\d{3}(?=\D)|\d{1,6})(?![\d/])"
    r"(?P<more>(?:,\s\d{2,6}(?![\d/-]))*)"
    rf"(?:\s{{0,3}},?\s{{0,3}}\(?(?:{_DATE}|{_FIGURES}|{_ISO})\)?)?",
    re.IGNORECASE,
)
_LONGEST = 1500
"""No rule has more pages; a larger number after a citation is no page of it."""
_PIVOT = 36
"""Two figures of a year stand for 1936 (the Register's first year) to 2035."""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A page of the Federal Register, with the day of publication where the text names it."""

    volume: int
    page: int
    date: date | None = None
    quote: str = field(default="", compare=False)
    """The words that gave it, as they stood."""

    def __str__(self) -> str:
        """Print the short form, such as `91 FR 43034`."""
        return f"{self.volume} FR {self.page}"


def citations(text: str) -> tuple[Citation, ...]:
    """Return every Federal Register citation of `text` in order; one that names two pages gives two."""
    found: list[Citation] = []
    for match in _CITATION.finditer(text):
        volume = int(match["volume"].replace("l", "1").replace("L", "1"))
        first = int(match["first"].replace(",", ""))
        later = (int(page) for page in re.findall(r"\d+", match["more"]))
        pages = [first, *(page for page in later if first < page < first + _LONGEST)]
        day, quote = _date_of(match), " ".join(match[0].split())
        found.extend(Citation(volume, page, day, quote) for page in pages)
    return tuple(found)


def dates(text: str) -> tuple[date, ...]:
    """Return every calendar day that `text` names, in order, whatever its shape; impossible days are left out."""
    return tuple(day for match in _ANY_DATE.finditer(text) if (day := _date_of(match)))


def _date_of(match: re.Match[str]) -> date | None:
    try:
        if match["word"]:
            return date(
                int(match["year"]), _MONTHS.index(match["word"][:3].lower()) + 1, int(match["day"])
            )
        if match["m"]:
            return date(_century(match["y"]), int(match["m"]), int(match["d"]))
        return date.fromisoformat(match["iso"]) if match["iso"] else None
    except ValueError:
        return None


def _century(year: str) -> int:
    short = int(year)
    if len(year) > 2:  # noqa: PLR2004 (a year in full)
        return short
    return 1900 + short if short >= _PIVOT else 2000 + short

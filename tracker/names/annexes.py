"""The one grammar of annexes, in full and in addresses.

What supplements, appendices, tables and their like are called.

Supplement No. 4 to Part 744               744 Supp. 4
Appendixes A through C to Part 20          20 Apps. A-C
Appendix A to Subpart I of Part 922        922 Subpart I App. A
Appendix A to Chapter XX                   chapter XX App. A
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.citations.forms import ANNEX_WORDS, ANNEXES

_FULL = {short: words[0] for short, (words, _) in ANNEXES.items()}
_ONE = tuple(word for words, _ in ANNEXES.values() for word in words)
_SEVERAL = tuple(word for _, several in ANNEXES.values() for word in several)
WORD, WORDS = "|".join(_ONE), "|".join(_SEVERAL)
"""The words of one annex and of several, in small letters, as alternatives of a pattern."""
KIND = rf"(?:{'|'.join(_FULL.values())})"
"""A word for one annex in full."""
KINDS = rf"(?:{KIND}(?:es|s)?|appendices|(?:supp|app|att|exh|sched|fig)s?)\b\.?"
"""Any word for one annex or several, as headings print it."""

PART = r"\d+[A-Za-z]{0,3}(?:-\d+[A-Za-z]{0,3})?"
"""The number of a part: `744`, `35a`, `60-1` (title 41)."""
_SUBDIVISION = r"(?:[\w.\-]+(?: Subpart [\w\-]+)?|(?:chapter|subchapter|subtitle) [\w\-]+)"
_SOME = r"[\w.\-]{1,6}"
_MANY = rf"(?:{_SOME}(?:, {_SOME})* and {_SOME}|[\w.\-]+)"
_SHORTS = "|".join(ANNEXES)
_SEVERAL_SHORTS = "|".join("Annexes" if short == "Annex" else f"{short}s" for short in ANNEXES)
ANNEX = rf"{_SUBDIVISION} (?:(?:{_SHORTS})\. [\w.\-]+|(?:{_SEVERAL_SHORTS})\. {_MANY})"
"""The pattern of an annex as addresses print it."""

_ENDS_RANGE = (
    r"(?![\w—])(?! (?!(?:to|of|and|through|p\d+|heading|table|footnote|note|source|authority"
    r"|approval|example|link notice)\b)\w)"
)
_EM_RANGE = (
    r"(?:[A-Z]{1,2}(?:-\d{1,2})? ?— ?[A-Z]{1,2}(?:-\d{1,2})?"
    r"|\d{1,3}(?:\.\d{1,3})? ?— ?\d{1,3}(?:\.\d{1,3})?"
    rf"|[IVX]{{1,5}} ?— ?[IVX]{{1,5}}){_ENDS_RANGE}"
)
"""`A—C`, `A-1—A-8`, `1—3`, `I—IV`: behind an em dash stands the end of a range where it looks like
one, else the heading."""
_ITEM = rf"(?:{_EM_RANGE}|[\w.]{{1,12}}(?: ?- ?[\w.]{{1,12}}){{0,3}})"
_LIST = rf"{_ITEM}(?:(?:, {_ITEM}){{0,20}},? (?:and|&) {_ITEM}| (?:through|to) {_ITEM})?"
_ONE_WORD = rf"(?P<word>{WORD})\b\.?(?: ?No\b\.?)?"
ONE_NAMED = rf"{_ONE_WORD} ?(?P<numbers>{_ITEM})"
_ONE_LISTED = rf"{_ONE_WORD} ?(?P<numbers>{_LIST})"
SEVERAL_NAMED = (
    rf"(?P<word>(?:{WORDS})\b\.?(?: ?Nos?\b\.?)?|(?:{WORD})\b\.? Nos\b\.?) ?(?P<numbers>{_LIST})"
)
_TO_HOME = (
    r" to (?:(?P<title>\d+) C\.?F\.?R\.? )?(?:(?P<sub>Subpart) (?P<letter>[\w\-]+) (?:of|to) )?"
    rf"(?:(?P<level>Part) (?P<home>{PART}\b)"
    r"|(?P<above>Chapter|Subchapter|Subtitle) (?P<name>[\w\-]+))"
)
_IN_FULL = tuple(
    re.compile(f"{named}{_TO_HOME}", re.IGNORECASE) for named in (SEVERAL_NAMED, _ONE_LISTED)
)
_PRINTED = re.compile(
    rf"(?P<home>.+?) (?P<word>{_SHORTS})(?P<several>e?s)?\. (?P<numbers>.+)", re.DOTALL
)
_PRINTED_RANGE = re.compile(r"\d+-\d+")
_MANY_IN_FULL = {"Supp": "Supplement Nos.", "App": "Appendixes", "Annex": "Annexes"}


@dataclass(frozen=True, slots=True)
class Annex:
    """The parts of an annex's name.

    To what it belongs ("744", "922 Subpart I"), its word, whether several, its numbers.
    """

    home: str
    word: str
    several: bool
    numbers: str

    @property
    def full_name(self) -> str:
        """Return the name that the eCFR gives it: "Supplement No. 4 to Part 744"."""
        long = _FULL[self.word].capitalize()
        singular = f"{long} No." if self.word == "Supp" else long
        ranged = self.word == "Supp" and _PRINTED_RANGE.fullmatch(self.numbers)
        word = _MANY_IN_FULL.get(self.word, f"{singular}s") if self.several or ranged else singular
        return f"{word} {self.numbers} to {self._home_in_full()}"

    def _home_in_full(self) -> str:
        """Return "Part 740", "Subpart B of Part 200", "Chapter I"."""
        part, subpart, letter = self.home.partition(" Subpart ")
        if subpart:
            return f"Subpart {letter} of Part {part}"
        if self.home[:1].isdigit():
            return f"Part {self.home}"
        return self.home[:1].upper() + self.home[1:]


def annex_of(provision: str) -> Annex | None:
    """Read the number of a provision, such as "744 Supp. 4", as that of an annex.

    None where it is none.
    """
    found = _PRINTED.fullmatch(provision)
    if not found or not re.fullmatch(ANNEX, provision):
        return None
    return Annex(found["home"], found["word"], bool(found["several"]), found["numbers"])


def in_full(plain: str) -> re.Match[str] | None:
    """Find the full name of an annex at the beginning of a text.

    Such as "Supplement No. 4 to Part 744".
    """
    return next((found for form in _IN_FULL if (found := form.match(plain))), None)


def provision_in_full(found: re.Match[str]) -> str:
    """Return the provision that a full name gives.

    "Appendixes A, B, and C to Subpart I of Part 922".
    """
    home = found["home"] or f"{found['above'].lower()} {found['name']}"
    if found["sub"]:
        home = f"{home} Subpart {found['letter']}"
    return f"{home} {printed(found['word'], found['numbers'])}"


def printed(word: str, numbers: str) -> str:
    """Return `App. A`, `Apps. A-C` or `Apps. A, B and D`."""
    ranged = re.sub(r" (?:through|to) | ?[-—] ?", "-", numbers, flags=re.IGNORECASE)
    items = re.split(r",? (?:and|&) |, ", ranged, flags=re.IGNORECASE)
    name = re.match(r"\w+", word.lower())[0]  # type: ignore[index]  # all begin so
    short = ANNEX_WORDS[name]
    ending = ("es" if short == "Annex" else "s") if name in _SEVERAL or len(items) > 1 else ""
    last = f" and {items[-1]}" if len(items) > 1 else ""
    return f"{short}{ending}. {', '.join(items[:-1] or items)}{last}"

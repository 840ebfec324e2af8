"""Raised and lowered print: what is a footnote's mark, what a power, what only small words.

    served                                          read as
    Ukraine<sup>4</sup>  Ukraine<E T="51">4</E>     a mark     `Ukraine 4`, the name is `Ukraine`
    10<SU>26</SU>  10 <sup>26</sup>  10²⁶           a power    `10^26`, never 1026 nor 10 26
    10<E T="51">-4</E>  10<sup>-4</sup>             a power    `10^-4`
    cm<sup>2</sup>  kg N<E T="51">-1</E>            a power    `cm^2`, `N^-1`
    1<sup>st</sup>  2<SU>1</SU>/<E T="52">2</E>     words      `1st`, `2 1/2`
    H<E T="52">2</E>O                               words      `H2O`

The reader of XML (`markup`) puts what it meets between code characters that no XML can hold;
`decoded` then decides for each piece by what stands before and behind it. The rules of powers are
in `powers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tracker import elements
from tracker.footmarks import END_MARK, IN_MARKS, MARK
from tracker.powers import (
    Noted,
    is_isotope,
    is_lowered_mark,
    is_power,
    minus_outside,
    plain_exponent,
)

Setting: TypeAlias = Literal["raised", "lowered", ""]
_Role: TypeAlias = Literal["mark", "power", "words"]

RAISED, LOWERED, CLOSED, NOTED = "\x01", "\x02", "\x03", "\x04"
"""Around raised or lowered print, and in the place of a footnote reference (`FTREF`)."""
BEGIN, NAME = "\x05", "\x06"
"""Where a block begins or ends: what follows is of the kind that the text began with, or a name.

A name is the text of a cell, heading, caption or list entry; all else is running text.
"""

_TAGS: dict[str, Setting] = {
    **dict.fromkeys(elements.RAISED, "raised"),
    **dict.fromkeys(elements.LOWERED, "lowered"),
}
_CODES: dict[str, Setting] = {
    **dict.fromkeys(("51", "53", "0131", "0731"), "raised"),
    **dict.fromkeys(("52", "54", "0132", "0732", "0735"), "lowered"),
}
"""The `T` of an `E`: 51 and 52 upright, 53 and 54 in italics, codes of four figures in other
faces."""

_SUPERSCRIPT = re.compile("[⁰¹²³⁴-⁹⁺⁻ⁿ]+")
_HIGH = "⁰".encode()[:2]
_FLAT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n")
_SEGMENT = re.compile(
    "(?P<set>[\x01\x02])(?P<said>[^\x01-\x06]*)\x03(?P<noted>\\s*\x04)?|[\x04-\x06]"
)
_CODES_IN = re.compile("[\x01-\x06]")
_BLANK_CODES = f"{BEGIN}{NAME} \t\r\n\u00a0"
_SIGN_APART = re.compile("(\x01\\s*[+−–‒‐‑-])\\s*\x03\\s*\x01")
_FRACTION = re.compile(
    "\x01\\s*(?P<top>\\d+)\\s*\x03\\s*[/⁄]\\s*(?P<set>[\x01\x02])\\s*(?P<below>\\d+)\\s*\x03"
)
_STROKE_BEHIND = re.compile(r"\s*[/⁄]\s*\d")
_WORD_AT_ONCE = re.compile(r"[\w“‘(\[]")
_WORD_BEHIND = re.compile(r"\s[^\W\d_]")
_NAME_ENDS = re.compile("\\s*\\.?\\s*(?:$|[\x00\x01\x02\x04-\x06,;:])")
_BLOCK_ENDS = re.compile("\\s*(?:$|[\x00\x04-\x06:])")
_CUT = re.compile("[\x00\x05\x06]")

_ONE_MARK = (
    r"[(\[]?(?:\d{1,3}|[a-zA-Z]|aa|bb|cc|dd|ee|ff|gg|hh|[ivx]{2,4}|[IVX]{2,4}|[*∗⁎†‡§¶#+]+)"
    r"[)\].:/]*"
)
_A_MARK = re.compile(
    rf"{_ONE_MARK}(?:(?:[\s,;&/–-]|and)+{_ONE_MARK})*[,;]?|(?:see )?(?:foot)?notes? ?\d{{0,2}}",
    re.IGNORECASE,
)
_DEGREE, _SCALE = re.compile(r"\d$"), re.compile(r"\s*[CFK]\b")
_SIMPLE_FRACTION = re.compile(r"\d{1,2}[/⁄]\d{1,3}")
_MOST_BEFORE = 80
_SHORT_WORD, _LONGEST_MARK = 3, 24


def setting_of(tag: str, code: str | None) -> Setting:
    """Tell whether an element is set raised or lowered: the one table of tags and codes of `E`."""
    return _CODES.get(code or "", "") if tag == "E" else _TAGS.get(tag, "")


def coded(setting: Setting, text: str) -> str:
    """Return the text of a raised or lowered element between codes.

    Nothing for one without any text.
    """
    plain = _CODES_IN.sub(" ", text)
    return (
        f"{RAISED if setting == 'raised' else LOWERED}{plain}{CLOSED}" if plain.strip() else plain
    )


def opening_mark(text: str) -> str:
    """Return the raised print that opens a coded text, "" where other words do."""
    found = _SEGMENT.match(text.lstrip(_BLANK_CODES))
    return " ".join(found["said"].split()) if found and found["set"] == RAISED else ""


def before_lowered(text: str) -> str:
    """Return the words of a coded text before its first lowered piece."""
    return _CODES_IN.sub("", text.partition(LOWERED)[0])


def holds_small_print(coded: str) -> bool:
    """Tell whether anything in a coded text is to be decoded.

    If not, it is what `blocks_parted` makes of it.
    """
    return CLOSED in coded or NOTED in coded or (not coded.isascii() and holds_superscript(coded))


def holds_superscript(text: str) -> bool:
    """Tell whether a text has superscript figures.

    All but three begin alike in UTF-8, which is searched fast.
    """
    if "²" in text or "³" in text or "¹" in text:
        return True
    return _HIGH in text.encode("utf-8", "surrogatepass") and _SUPERSCRIPT.search(text) is not None


def blocks_parted(coded: str) -> str:
    """Return a coded text with a space where a block begins or ends."""
    return coded.replace(BEGIN, " ").replace(NAME, " ")


def _none() -> frozenset[str]:
    return frozenset()


def decoded(coded: str, *, named: bool = False, noted: Noted = _none) -> str:
    """Decide what each raised or lowered piece of a coded text is, and mark the marks.

    `named` says that the text begins as that of a cell, heading, caption or list entry; `noted`
    gives the marks of the footnotes below its table. Read the result with
    the functions of `footmarks`.
    """
    if not coded.isascii():
        coded = _SUPERSCRIPT.sub(
            lambda found: f"{RAISED}{found[0].translate(_FLAT)}{CLOSED}", coded
        )
    coded = _FRACTION.sub(_fraction, _SIGN_APART.sub("\\1", coded))
    return _Decoding(coded, named, noted).text()


def _fraction(found: re.Match[str]) -> str:
    """Join a fraction's parts: both raised may be an exponent, else they are a number."""
    joined = f"{found['top']}/{found['below']}"
    if found["set"] == RAISED:
        return f"{RAISED}{joined}{CLOSED}"
    before = found.string[max(0, found.start() - 1) : found.start()]
    return f" {joined}" if before.isalnum() else joined


@dataclass(slots=True)
class _Decoding:
    """One coded text while it is decoded: what is read so far, and where the reading stands."""

    coded: str
    named: bool
    noted: Noted
    done: list[str] = field(default_factory=list)
    at: int = 0

    def text(self) -> str:
        """Read the whole text."""
        began = self.named
        for found in _SEGMENT.finditer(self.coded):
            piece = self.coded[self.at : found.start()]
            self.at = found.end()
            if found[0] == NOTED or found["set"]:
                self.done.append(piece.rstrip())
            else:
                self.done.append(piece)
            if found["set"]:
                self._piece(found, " ".join(found["said"].split()), piece[len(self.done[-1]) :])
            elif found[0] == NOTED:
                self._space_behind_reference()
            else:
                self.named = began or found[0] == NAME
                self.done.append(found[0])
        self.done.append(self.coded[self.at :])
        return blocks_parted("".join(self.done))

    def _piece(self, found: re.Match[str], said: str, blank: str) -> None:
        """Read one raised or lowered piece; `blank` is the white space before it."""
        before = self._before()
        decide = self._lowered if found["set"] == LOWERED else self._raised
        role: _Role = "mark" if found["noted"] else decide(said, before + blank)
        if not said:
            self.done.append(blank)
        elif role == "power":
            self._append_power(said)
        elif role == "mark":
            opens = not before.strip() or before.rstrip()[-1] in "([“‘"
            space = blank if opens else " " if any(map(str.isalnum, said)) else ""
            self.done.append(f"{space}{MARK}{said}{END_MARK}")
        else:
            self.done += (self._blank_before(said, before, blank, found["set"]), said)
        if found["noted"]:
            self._space_behind_reference()
        elif role == "mark" and _WORD_AT_ONCE.match(self._behind()):
            self.done.append(" ")

    def _before(self) -> str:
        """Return the end of what is read so far, from the last block on.

        A mark in it is only its end.
        """
        tail = ""
        for piece in reversed(self.done):
            tail = piece[-_MOST_BEFORE:] + tail
            if len(tail) > _MOST_BEFORE or _CUT.search(piece):
                break
        return IN_MARKS.sub(END_MARK, _CUT.split(tail)[-1][-_MOST_BEFORE:])

    def _behind(self) -> str:
        return self.coded[self.at : self.at + _MOST_BEFORE]

    def _space_behind_reference(self) -> None:
        """Give a footnote reference one space before the word behind it, however it is served."""
        while self.at < len(self.coded) and self.coded[self.at].isspace():
            self.at += 1
        rest = self.coded[self.at : self.at + 1]
        if rest and rest not in ".,;:)]”’\x04\x05\x06":
            self.done.append(" ")

    def _raised(self, said: str, before: str) -> _Role:
        """Decide what raised print is: a power by the rules of `powers`, else perhaps a mark."""
        on, behind = before.rstrip(), self._behind()
        if is_isotope(said, before, behind) or _is_numerator(said, on, behind):
            return "words"
        if on and on[-1] != END_MARK and self._is_power(said, on, behind):
            return "power"
        if _is_fraction(said, on, behind) or _is_degree(said, on, behind):
            return "words"
        return "mark" if len(said) <= _LONGEST_MARK and _A_MARK.fullmatch(said) else "words"

    def _is_power(self, said: str, on: str, behind: str) -> bool:
        return on[-1] == "^" or is_power(said, on, behind, named=self.named, noted=self.noted)

    def _lowered(self, said: str, before: str) -> _Role:
        """Decide what lowered print is: an index, or a mark that opens a text or ends a name."""
        behind = self._behind()
        if not before.strip():
            is_mark = len(said) <= _LONGEST_MARK and _A_MARK.fullmatch(said)
            return "mark" if is_mark and behind[:1].isspace() else "words"
        ends = (_NAME_ENDS if self.named else _BLOCK_ENDS).match(behind) is not None
        return "mark" if is_lowered_mark(said, before, ends=ends, named=self.named) else "words"

    def _append_power(self, said: str) -> None:
        """Append `^26`, close to its base.

        A minus that stands before the raised print goes into the exponent.
        """
        exponent, stops = plain_exponent(said)
        while self.done and not self.done[-1].strip():
            self.done.pop()
        base = self.done.pop().rstrip().removesuffix("^") if self.done else ""
        if (minus := minus_outside(base)) >= 0:
            base, exponent = base[:minus].rstrip(), f"-{exponent}"
        self.done.append(f"{base}^{exponent}{stops}")

    @staticmethod
    def _blank_before(said: str, before: str, blank: str, setting: str) -> str:
        """Return the space before small print that is only words: `1st`, but `5 1/2`."""
        if setting == RAISED and said[0].isdigit() and before[-1:].isdigit():
            return " "
        short = setting == RAISED and len(said) <= _SHORT_WORD and not said[0].isdigit()
        return "" if short and before.strip() else blank


def _is_numerator(said: str, on: str, behind: str) -> bool:
    """Tell whether raised figures begin a fraction whose stroke is set full: `2<SU>1</SU>/4`."""
    begins = on[-1:] != "" and on[-1:] in "0123456789(-–"
    return begins and said.isdecimal() and _STROKE_BEHIND.match(behind) is not None


def _is_fraction(said: str, on: str, behind: str) -> bool:
    """Tell whether raised print is a fraction by itself: behind a figure, or before a word."""
    if on[-1:] == END_MARK or not _SIMPLE_FRACTION.fullmatch(said):
        return False
    return on[-1:].isdecimal() or _WORD_BEHIND.match(behind) is not None


def _is_degree(said: str, on: str, behind: str) -> bool:
    """Tell whether a raised letter is the sign of a degree: `20<SU>o</SU>C`."""
    is_ring = said in ("o", "O", "0")
    return is_ring and _DEGREE.search(on) is not None and _SCALE.match(behind) is not None

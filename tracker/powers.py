"""What raised or lowered print means, told from its text and from what stands around it.

    a power     10<sup>26</sup>   cm<sup>2</sup>   N<sup>-1</sup>   (a + b)<sup>2</sup>
    an isotope  <sup>235</sup>U
    a mark      Ukraine<sup>4</sup>   1995<sup>1</sup>   300<sup>1</sup>   (b)<sup>a</sup>

No rule knows an element or a file: `on` is the text before without white space at its end, `behind`
the text after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import TypeAlias

Noted: TypeAlias = Callable[[], Container[str]]
"""Gives the marks of the footnotes below the table that a text stands in; asked only where a figure
could be either."""

_DASHES = str.maketrans({**dict.fromkeys("−–—‒‐‑﹣－", "-"), "⁄": "/", "＋": "+"})
_STOPS = re.compile(r"[.,;:]+$")
_EXPONENT = re.compile(r"(?P<sign>[+-])?(?P<digits>\d{1,5})(?P<decimals>\.\d+)?(?P<over>/\d{1,3})?")
_VARIABLE = re.compile(r"-?[nmkxyzNMX](?:[+-]\d{1,2})?")
_CHARGE = re.compile(r"\d?[+-]")
_ION = re.compile(r"(?:\b(?:[A-Z][a-z]?\d*)+|[)\]])$")

_BASE = re.compile(r"(?<!\d)(?P<base>\d{1,2})$")
_INSIDE = re.compile(r"(?:[\w.,$€£§^]|\d/|[A-Za-z]:|[\w.)][-–—])$")
_BEHIND_POWER = re.compile(r"\^-?\d{1,3}[-–—]$")
"""A figure inside a longer one is no base: `5.10`, `3/10`, `A:10`, `2-10`; but `10^3-10^5` has
two."""
_MINUS_OUTSIDE = re.compile(r"(?:(?<![\w.,:/^$€£§])|(?<=\d[xX])|(?<=[( ]x))10\s?(?P<minus>[−–-])$")
_TIMES = re.compile(r"(?:[×*·•∙⋅]|(?<![A-Za-z])[xX])\s*$")
_TIMES_CLOSE = re.compile(r"(?:\d[xX]|(?<![A-Za-z\d])x)$")
"""A letter as the sign of multiplication, set close: `1x10`, `(x10`."""
_BASES = frozenset(("2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "16"))
_LARGE_EXPONENT = 10
_NAMING = re.compile(
    r"\b(?:tables?|columns?|parts?|subparts?|paragraphs?|sections?|categor(?:y|ies)|groups?"
    r"|class(?:es)?|types?|notes?|footnotes?|items?"
    r"|nos?|numbers?|steps?|phases?|levels?|tiers?|chapters?|titles?|articles?|annex(?:es)?"
    r"|appendix|appendices|schedules?|forms?"
    r"|figures?|figs?|supplements?|supp|zones?|areas?|orders?|pages?|rows?|lines?|box(?:es)?|days?"
    r"|ages?|grades?|rules?|methods?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\.?\s*$",
    re.IGNORECASE,
)
"""Words whose figure is a name: `Table 10`, `May 10`."""
_NAMED_FIGURE = re.compile(r"(?:\b[A-Z][\w.]*\s+|:\s*)$")

_LENGTH = re.compile(r"(?<![A-Za-z])(?:[cdkmnuµμ]?m|ft|yd)$")
"""Signs of lengths; raised figures on them are powers wherever they stand."""
_MEASURED = re.compile(
    r"(?:[\d½¼¾/(·•⋅,]|\b(?:per|square|cubic))[\s-]?(?:in\.?|n?mi\.?|ft\.|yd\.|inch(?:es)?|foot"
    r"|feet|yards?|miles?"
    r"|(?:centi|milli|kilo)?met(?:er|re)s?|(?:[cmk]?m|ft|in)/s(?:ec)?)$"
)
"""Lengths that are words too, and accelerations: powers in a cell too, unless the figure is the
mark of a footnote below."""
_UNIT = re.compile(
    r"(?:[\d/(·•⋅]|\b(?:per|square|cubic))\s*(?:in|mi|s|sec|h|hr|min|mrad|rad|sr|g|kg|[kMG]?Hz"
    r"|[µμ]?s|[VAJNTKWΩ]"
    r"|inch(?:es)?|foot|feet|(?:centi|milli|kilo)?met(?:er|re)s?)$"
)
"""Signs and words of other units; only in running text, and behind a figure, a stroke or `per`."""
_SQUARED = frozenset("234")
_BRACKETED = re.compile(r"\([^()]*[*•∙·⋅×+√^=][^()]*\)$")
_SYMBOL = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]|[\u0370-\u03ff])$")
_GREEK = re.compile(r"[\u0370-\u03ff]$")
_OPERATOR_BEFORE = re.compile(
    r"(?:[=×√*·•∙⋅+−]|[√=×+−*]\s?\(|[\d)]\s*/)\s*[A-Za-z\u0370-\u03ff]{1,4}$"
)
_OPERATOR_BEHIND = re.compile(r"\s*[+=×*·•∙⋅√]")

_ISOTOPES = {
    "H": (2, 3),
    "He": (3, 6),
    "Li": (6, 8),
    "Be": (7, 10),
    "B": (10, 11),
    "C": (11, 14),
    "N": (13, 16),
    "O": (15, 18),
    "F": (18, 18),
    "Na": (22, 24),
    "P": (32, 33),
    "S": (35, 35),
    "Cl": (36, 38),
    "K": (40, 42),
    "Ca": (45, 47),
    "Cr": (51, 51),
    "Fe": (55, 59),
    "Co": (56, 60),
    "Ni": (59, 63),
    "Kr": (81, 88),
    "Sr": (85, 92),
    "Y": (88, 91),
    "Mo": (99, 99),
    "Tc": (96, 99),
    "I": (123, 135),
    "Xe": (127, 135),
    "Cs": (131, 137),
    "Ba": (131, 140),
    "Ir": (190, 194),
    "Tl": (200, 204),
    "Pb": (201, 212),
    "Bi": (205, 214),
    "Po": (208, 210),
    "Rn": (219, 222),
    "Ra": (223, 228),
    "Ac": (225, 228),
    "Th": (227, 234),
    "Pa": (230, 234),
    "U": (230, 240),
    "Np": (235, 239),
    "Pu": (236, 244),
    "Am": (241, 243),
    "Cm": (240, 248),
    "Bk": (247, 250),
    "Cf": (248, 254),
}
"""The weights that the law speaks of, by element: a raised figure before a word is an isotope only
within them."""
_ELEMENT = re.compile(r"(?P<symbol>[A-Z][a-z]?)(?![\w'’.])")

_LOWERED_MARK = re.compile(r"\d{1,2}|[a-h]|[*∗⁎†‡§¶]+")
_WORD_BEFORE = re.compile(r"(?:[a-z]{2}|[A-Z]{4}|\w\.|[a-z]{2}\)|[\d\x0f]|[^\x00-\u024f])$")
_NAME_BEFORE = re.compile(
    r"(?:[a-z]{3}, (?!CO)[A-Z]{2}|\d[A-E]\d{3}(?:\.\w+)*|[Pp]aragraphs? (?:\(\w+\))+"
    r"|\b(?:[Gg]roup|[Cc]ategory|[Cc]lass|[Tt]ype|[Pp]art|[Cc]olumn|[Tt]able|[Aa]nnex) [A-Z])$"
)
"""Ends of names that are no words: `Alpha County, CA` (CO is left to chemistry), `3A090.a`, `Group
E`, `paragraph (a)(1)`."""
_STATE_BEFORE = re.compile(r"[a-z]{3}, [A-Z]{2}$")
_FIGURE_BEFORE = re.compile(r"(?:(?<![\w^.])\d{1,4}|\b\d[A-E]\d{3})$")
_FORMULA = re.compile(
    r"[^\w]*(?:[A-Za-z\u0370-\u03ff]|(?:[A-Z][a-z]?\d*){1,3}|(?:[A-Z][a-z]?\d+)+|log|lim|min|max)"
)
_SPELLED_SYMBOL = re.compile(
    r"\b(?:log|ln|lim|min|max|exp|sin|cos|tan|alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota"
    r"|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi"
    r"|chi|psi|omega)$",
    re.IGNORECASE,
)


def plain_exponent(said: str) -> tuple[str, str]:
    """Return raised print as an exponent (plain minus, no spaces) and its last stops."""
    plain = said.translate(_DASHES).replace(" ", "")
    stops = _STOPS.search(plain)
    own = plain[: stops.start()] if stops else plain
    own = own[1:-1] if own.startswith("(") and own.endswith(")") else own
    return own, stops[0] if stops else ""


def minus_outside(on: str) -> int:
    """Return where the minus stands that was printed before the raised figure, or -1."""
    found = _MINUS_OUTSIDE.search(on)
    if found is None or (found["minus"] == "-" and not _TIMES.search(on[: found.start()])):
        return -1
    return found.start("minus")


def is_power(said: str, on: str, behind: str, *, named: bool, noted: Noted) -> bool:
    """Tell whether raised print is an exponent of what it stands on.

    `named` says that it stands in a cell, heading, caption or list entry, where a figure is rather
    the mark of a footnote.
    """
    exponent = plain_exponent(said)[0]
    if _CHARGE.fullmatch(exponent):
        return _ION.search(on) is not None
    if _VARIABLE.fullmatch(exponent):
        return _takes_variable(on, named, noted)
    found = _EXPONENT.fullmatch(exponent)
    if found is None:
        return False
    if found["sign"] or found["decimals"]:
        return on[-1].isalnum() or on[-1] in ")]"
    if found["over"]:
        return _takes_fraction(on, named)
    return (
        _on_figure(on, exponent, named, noted)
        or _on_unit(on, exponent, named, noted)
        or _in_formula(on, exponent, behind, named)
    )


def _takes_variable(on: str, named: bool, noted: Noted) -> bool:
    """Tell whether a letter can be an exponent here: `2^n`, `(a + b)^n`, in running text `x^n`."""
    if _on_figure(on, "", named, noted) or _BRACKETED.search(on):
        return True
    return not named and _SYMBOL.search(on) is not None


def _takes_fraction(on: str, named: bool) -> bool:
    """Tell whether a fraction can be an exponent here: `(a + b)^1/2`, `cm^1/2`, `x^1/2`."""
    if on[-1] in ")]" or _LENGTH.search(on):
        return True
    return not named and (_SYMBOL.search(on) or _UNIT.search(on)) is not None


def _on_figure(on: str, exponent: str, named: bool, noted: Noted) -> bool:
    """Tell whether a figure is a base, not a value with a footnote.

    `1995`, `300`, `$10`, `5.10`, `Table 2`, `May 10` never are. After a sign of multiplication 10
    and the small bases always are; 10 elsewhere too, unless the exponent were 1 or is the mark of a
    footnote below the table; the small bases only in running text, but 2 with an exponent of two
    figures in a cell or heading too.
    """
    found = _BASE.search(on)
    if found is None:
        return minus_outside(on) >= 0
    base, lead = found["base"], on[: found.start()]
    if base not in _BASES:
        return False
    close = base == "10" and exponent != "1" and _TIMES_CLOSE.search(lead) is not None
    if not close and _INSIDE.search(lead) and not _BEHIND_POWER.search(lead):
        return False
    if close or _TIMES.search(lead):
        return True
    if _NAMING.search(lead) or exponent == "1" or (named and exponent in noted()):
        return False
    return base == "10" or _is_small_base(base, exponent, lead, named)


def _is_small_base(base: str, exponent: str, lead: str, named: bool) -> bool:
    """Tell whether a base below 10 has an exponent: in running text, or 2 with two figures."""
    if _NAMED_FIGURE.search(lead):
        return False
    return not named or not exponent or _is_two_to(base, exponent)


def _is_two_to(base: str, exponent: str) -> bool:
    return base == "2" and int(exponent) >= _LARGE_EXPONENT


def _on_unit(on: str, exponent: str, named: bool, noted: Noted) -> bool:
    """Tell whether a raised 2, 3 or 4 stands on a unit: `cm^2`, in running text `kg^2` too."""
    if exponent not in _SQUARED:
        return False
    if _LENGTH.search(on) or (not named and _UNIT.search(on)):
        return True
    return _MEASURED.search(on) is not None and not (named and exponent in noted())


def _in_formula(on: str, exponent: str, behind: str, named: bool) -> bool:
    """Tell whether raised print stands on a part of a formula.

    Such as `(mm•mrad)^2`, `√(a^2+(b*d)^2)`, `(output power)/BPP^2`.
    """
    if exponent == "1" or len(exponent) > 1:
        return False
    if _BRACKETED.search(on):
        return True
    if named:
        return False
    formula = _GREEK.search(on) or _OPERATOR_BEFORE.search(on)
    return formula is not None or (
        _SYMBOL.search(on) is not None and _OPERATOR_BEHIND.match(behind) is not None
    )


def is_isotope(said: str, before: str, behind: str) -> bool:
    """Tell whether a raised figure is the weight of the element behind it.

    It is in `<sup>235</sup>U`, but not in `<sup>43</sup>H. Smith`.
    """
    found = _ELEMENT.match(behind)
    if (
        found is None
        or not said.isdecimal()
        or found["symbol"] not in _ISOTOPES
        or before[-1:].isalnum()
    ):
        return False
    least, most = _ISOTOPES[found["symbol"]]
    return least <= int(said) <= most


def is_lowered_mark(said: str, before: str, *, ends: bool, named: bool) -> bool:
    """Tell whether lowered print is the mark of a footnote, by what it follows.

    Behind a word it is one at the end of a block (`ends`): `Ukraine<E T="52">4</E>`, `Alpha County,
    CA <E T="52">2</E>`. Elsewhere only where white space sets it apart, or behind a figure: `Note
    2<E T="52">1</E> to`. Behind a symbol it is chemistry or an index: `CO<E T="52">2</E>`, `PM <E
    T="52">10</E>`, `log<E T="52">10</E>`.
    """
    on = before.rstrip()
    if not on or not _LOWERED_MARK.fullmatch(said):
        return False
    if _FIGURE_BEFORE.search(on):
        return True
    if not ends:
        return (
            before != on
            and _WORD_BEFORE.search(on) is not None
            and _SPELLED_SYMBOL.search(on) is None
        )
    if named and (not said.isalnum() or _NAME_BEFORE.search(on)):
        return True
    if named and before != on:
        return _FORMULA.fullmatch(on.split()[-1]) is None or _STATE_BEFORE.search(on) is not None
    return _WORD_BEFORE.search(on) is not None and _SPELLED_SYMBOL.search(on) is None

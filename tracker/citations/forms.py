"""The pieces that citations are printed with: gaps, dashes, joints, numbers, labels, annex words.

Every piece is bounded, so that no text makes a reader look far. White space is that of Unicode
(thin, no-break, line breaks) and the marks of no width.
"""

from __future__ import annotations

import re

SPACE = r"[\s\u200b\u2060\ufeff]{1,24}"
GAP = r"[\s\u200b\u2060\ufeff]{0,24}"
DASH = r"[-‐‑‒–—−]"
SIGN = rf"§{{1,2}}{GAP}"
FREE = r"(?<![\w.])(?<!\d,)"
"""Stands before a number that begins here, and is not the rest of a longer one."""

REGISTER = (
    rf"(?:(?-i:FR|fr)(?![A-Za-z])|F\.{GAP}R\.|Fed\.?{GAP}Reg\.?(?!\w)|Federal{SPACE}Register\b)"
)
CFR = (
    rf"(?:,?{GAP}(?:of{SPACE}the{SPACE})?"
    rf"(?:C\.?{GAP}F\.?{GAP}R\b\.?|Code{SPACE}of{SPACE}Federal{SPACE}Regulations\b))"
)
USC = (
    rf"(?:U\.?{GAP}S\.?{GAP}C\b\.?(?!{GAP}[AS]\b\.?)"
    rf"|United{SPACE}States{SPACE}Code\b(?!{SPACE}Annot))"
)

SECTION = (
    rf"\d{{1,4}}[A-Za-z]{{0,2}}(?:{DASH}\d{{1,3}}[A-Za-z]?)?"
    r"\.\d{1,5}[A-Za-z]{0,3}(?!\w)(?!\.\d)"
)
"""`744.23`, `60-1.3` (title 41), `1.402A` (title 26); what follows a hyphen is read apart."""
PART = r"\d{1,4}[A-Za-z]?(?!\w)(?!\.\d)"
LABEL = (
    rf"\({GAP}(\d{{1,3}}[a-z]?|[A-Za-z]{{1,2}}|[ivxl]{{3,6}}|[IVXL]{{3,6}}"
    rf"|[a-z]{{3}}|[a-z]{{1,2}}-\d{{1,2}}){GAP}\)"
)
TAIL = (
    rf"(?P<labels>(?:\([A-Za-z0-9]{{1,5}}\)){{0,4}}){DASH}"
    r"(?P<figures>\d{1,4})(?P<letters>[A-Za-z]{0,2})(?!\w)(?!\.\d)"
)
"""`(a)(9)-1` behind `1.401`, `-1` behind `1.482`."""

OTHER = (
    rf"(?!{GAP}(?:CFR|C\.{GAP}F|FR\b|F\.{GAP}R|Fed\.|Federal{SPACE}Reg|U\.{GAP}S\.|USC|Stat\."
    r"|percent|%|million|billion|days|years|months|[kMG]?Hz\b|mm\b|nm\b|items?\b))"
)
"""Stands behind a number that is the next in a list: not the volume of something else, no
measure."""

JOINT = re.compile(
    rf"{GAP}[,;]{GAP}(?:(?:and/or|and|or|&|as{SPACE}well{SPACE}as){SPACE})?"
    rf"|{SPACE}(?:and/or|and|or|&|as{SPACE}well{SPACE}as){SPACE}|/",
    re.IGNORECASE,
)
RANGE = re.compile(
    rf"{GAP}{DASH}{GAP}|,?{SPACE}(?:through|thru|to|and{SPACE}including){SPACE}", re.IGNORECASE
)

ANNEXES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Supp": (("supplement", "supp"), ("supplements", "supps")),
    "App": (("appendix", "app"), ("appendixes", "appendices", "apps")),
    "Att": (("attachment", "att"), ("attachments", "atts")),
    "Exh": (("exhibit", "exh"), ("exhibits", "exhs")),
    "Sched": (("schedule", "sched"), ("schedules", "scheds")),
    "Table": (("table",), ("tables",)),
    "Form": (("form",), ("forms",)),
    "Fig": (("figure", "fig"), ("figures", "figs")),
    "Annex": (("annex",), ("annexes",)),
}
"""What is annexed to a part, by the short word that addresses print: the words for one, the full
one first, and those for several."""
ANNEX_WORDS = {word: short for short, forms in ANNEXES.items() for words in forms for word in words}
"""Each word by which an annex of a part is called, with the short word that addresses print."""
ANNEX_WORD = "|".join(sorted(ANNEX_WORDS, key=len, reverse=True))
ANNEX_NUMBER = r"(?-i:\d{1,3}|[A-Z]{1,2}\d?|[IVX]{1,5})(?:-\d{1,2})?(?!\w)"


def label_class(label: str) -> str:
    """Return the sort of a label or of a step of an item: figures, small or large letters."""
    if label[0].isdigit():
        return "1"
    return "A" if label[0].isupper() else "a"


def is_roman(label: str) -> bool:
    """Tell whether a label can be a small Roman numeral."""
    return re.fullmatch(r"[ivx]{1,6}", label) is not None


def carried(before: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the full path of a member of a list that prints only its own last steps.

    (c)(3) and (4)       (c)(4)          3A001.a.5, .b        3A001.b
    (a)(2)(i), (b)       (b)             3A001.z.1.a, z.2.a   3A001.z.2.a
    (d)(1)(i) and (ii)   (d)(1)(ii)      (d)(1)(i) and (2)    (d)(2)

    The steps stand in for as many of the last ones, else at the deepest place whose label is of
    their sort; None where no label before is of that sort.
    """
    places = [len(before) - len(given), *range(len(before) - 1, -1, -1)]
    for place in places:
        if place >= 0 and _fits(before, place, given[0]):
            return (*before[:place], *given)
    return None


def _fits(before: tuple[str, ...], place: int, label: str) -> bool:
    if label_class(before[place]) != label_class(label):
        return False
    if label_class(label) != "a" or place == 0:
        return True
    return is_roman(label) or not is_roman(before[place])

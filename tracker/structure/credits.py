"""What a text in a margin is by its words.

A credit, an authority, an approval, an announcement, or a rule.

A text is told by what is left of it without citations, dates and the formulas of credits: a rule
has words of its own.

    [88 FR 100, Jan. 3, 2023, as amended at 89 FR 5, Jan. 2, 2024]     nothing is left: a credit
    (b) This section does not apply after June 1, 2024.                words are left: a rule
"""

from __future__ import annotations

import re

_FIRST = r"(?<!\d)\d{1,5}"
_CITATIONS = (
    rf"{_FIRST} F\.? ?R\.? [\d,–-]+",
    rf"{_FIRST} Stat\. \d+",
    rf"{_FIRST} U\.?S\.?C\.?(?: app\.?)?(?: [\d][\w()–-]*)?",
    r"\bT\.D\. [\w-]+",
    r"\bPub\. ?L\.(?: [\d–-]+)?",
    r"\bE\.O\. [\d,]+",
    r"\b(?:Executive )?Order (?:Nos?\. ?)?\d[\w-]*",
    r"\b(?:Amdt|Doc(?:ket)?|Dept|Reg)\. ?(?:Nos?\. ?)?[\w-]+",
    rf"{_FIRST} CFR\b(?: [\d.,–-]+)?",
    r"\bReorg(?:anization|\.) Plan\b",
    r"\b[Ss]ecs?\. \d[\w()–-]*",
)
_CITED = re.compile("|".join(_CITATIONS))
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATED = re.compile(rf"\b{_MONTHS} \d")
_FORMULAS = frozenset(
    word
    for line in (
        (
            "a act added adopted amended amendment amendments amdt an and app appear appears apply"
            " applied applies approved as at"
        ),
        (
            "authority by cfr change changed chapter codified comp congress control corrected"
            " correction corrections delayed"
        ),
        (
            "delegated derived designated doc docket dated effective et final following for fr from"
            " further in interim interpret"
        ),
        (
            "interpreted interprets is issued its no nomenclature nos note noted of office official"
            " omb on or order originally"
        ),
        (
            "otherwise page pages paragraph paragraphs part parts plan pp prior pub published re"
            " redesignated reg regs"
        ),
        (
            "regulations removed reorganization repealed republished republication res revised rule"
            " sec secs section sections seq"
        ),
        (
            "so source stat statutory subchapter subpart subparts subtitle supp suspended technical"
            " the therein thru through title"
        ),
        "to transferred under unless usc which",
    )
    for word in line.split()
)
_WORD = re.compile(r"[A-Za-z][A-Za-z’']+")
_LABEL = re.compile(r"\((?:[a-z]{1,4}|[A-Z]{1,3}|\d{1,3})\)(?=[\s(]|$)")
_STEP = rf"\d+ FR \d+(?:, \d+)?, {_MONTHS} \d+, \d{{4}}"
_USUAL = re.compile(rf"\[{_STEP}(?:(?:, as amended at|;|; and) {_STEP})*\]")
_SOURCED = rf"\d{{1,5}} FR \d{{1,9}}, {_MONTHS} \d{{1,2}}, \d{{4}}"
_USUAL_SOURCE = re.compile(
    rf"{_SOURCED}(?:(?:, as amended at|;|; and) {_SOURCED})*, unless otherwise noted\.?"
)
_DATED_PAGE = re.compile(_SOURCED)
_NOTICE = re.compile(
    r"Link to an? (?:[\w-]+ ){1,5}?(?:published|made|issued|appearing|effective)\b"
    rf".{{0,300}}?{_FIRST} FR \d+(?:,\d{{3}})*(?:, {_MONTHS} \d+, \d{{4}})?\.?"
    r"|Link to an? (?:[\w-]+ ){0,3}(?:amendment|correction|delay|rule|document)s?\b[^.]*\.?"
)
_OF_AMENDMENTS = re.compile(
    r"(?:This|These|The|Effective|At)\b.*\b(?:amend\w+|correct\w+|delay\w*|effective|revis\w+)\b"
)
_APPROVED = re.compile(
    r"\bapprov|\bcontrol numbers?\b|\bManagement and Budget\b|\bOMB\b", re.IGNORECASE
)
_AUTHORISED = re.compile(r"\(?(?:\w+ )?Authority\b", re.IGNORECASE)
_BRACKETED, _LOOSE = 3, 1
"""Words of its own that a credit may have, in brackets (names of agencies; a quarter of a long one)
and without them."""
_FEW, _MANY = 3, 8
"""Words of its own, names aside, that an authority may have; more where it says that it is one."""


def is_credit(text: str) -> bool:
    """Tell whether a text is a list of citations with their formulas, and no rule."""
    if is_usual_credit(text):
        return True
    bracketed = text.startswith("[") and text.endswith("]")
    words, cited = _own_words(text)
    if is_labelled(text):
        return cited and not words
    if not cited:
        return bracketed and not words and any(letter.isalpha() for letter in text)
    return len(words) <= (max(_BRACKETED, len(text.split()) // 4) if bracketed else _LOOSE)


def is_usual_credit(text: str) -> bool:
    """Tell whether a text is a credit of the form that nearly all have.

    Of a section or of a part.
    """
    return (_USUAL if text.startswith("[") else _USUAL_SOURCE).fullmatch(text) is not None


def is_dated_credit(text: str) -> bool:
    """Tell whether a text is a credit in brackets that cites a dated page of the Register.

    Wherever it stands.
    """
    return (
        text.startswith("[")
        and text.endswith("]")
        and _DATED_PAGE.search(text) is not None
        and is_credit(text)
    )


def is_authority(text: str) -> bool:
    """Tell whether a text names the statutes that a text rests on, and no rule."""
    words, cited = _own_words(text)
    if is_labelled(text):
        return cited and not words
    own = [word for word in words if word[0].islower()]
    authorised = _AUTHORISED.match(text) is not None
    return (cited and len(own) <= (_MANY if authorised or text.startswith("(") else _FEW)) or (
        authorised and len(own) <= _FEW
    )


def is_approval(text: str) -> bool:
    """Tell whether a text is the approval of an information collection."""
    return not is_labelled(text) and _APPROVED.search(text) is not None


def is_notice(text: str) -> bool:
    """Tell whether a text only announces an amendment."""
    end = notice_end(text)
    rest = text[end:].strip()
    return end > 0 and (not rest or _OF_AMENDMENTS.match(rest) is not None)


def notice_end(text: str) -> int:
    """Return where the announcement that opens a text ends, 0 where none does."""
    found = _NOTICE.match(text)
    return found.end() if found else 0


def is_labelled(text: str) -> bool:
    """Tell whether a text opens with the label of a paragraph: `(b)`, `(12)`, never `(Sec. 5)`."""
    return _LABEL.match(text) is not None


def _own_words(text: str) -> tuple[list[str], bool]:
    """Return the words of no acronym, citation or formula, and whether anything is cited."""
    if " app" not in text and not _own(
        _WORD.findall(text)
    ):  # then nothing is left of any word that a citation cuts
        return [], _CITED.search(text) is not None
    rest = _CITED.sub(" ", text)
    return _own(_WORD.findall(_DATED.sub(" ", rest))), rest != text


def _own(words: list[str]) -> list[str]:
    return [word for word in words if not word.isupper() and word.lower() not in _FORMULAS]

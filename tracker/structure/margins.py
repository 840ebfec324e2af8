"""Credits, notices and authorities are what their words say, whatever element they stand in.

    <CITA>[88 FR 100, Jan. 3, 2023]<P>(b) A license is required.</P></CITA>     a credit, then paragraph (b)
    <CITA>(b) This section does not apply.</CITA>                                paragraph (b)
    <SECAUTH>(Sec. 5, 62 Stat. 304; 18 U.S.C. 1)</SECAUTH>                       an authority

A text is told by what is left of it without citations, dates and the formulas of credits: a rule has words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from tracker.markup import Element, fold, raw_text, text_of
from tracker.structure.blocks import is_visible

MARGINS = ("CITA", "XREF", "SECAUTH", "PARAUTH", "AUTH", "SOURCE", "APPRO")
PARAGRAPHS = frozenset(
    (
        *("P", "FP", "FP-1", "FP-2", "FP-3", "FP1-2", "FP2", "FP2-2", "FP2-3", "P-1", "P-2", "P-3", "P1", "P2", "FL-2", "FRP", "FRP0"),
        *("FP-DASH", "P-DASH"),
    )
)
BLOCKS = PARAGRAPHS | {"HD1", "HD2", "HD3", "TABLE", "GPOTABLE", "DIV", "EXTRACT", "NOTE", "EXAMPLE", "FTNT", "GPH"}
_JUDGED = PARAGRAPHS | {"PSPACE"}

_CITED = re.compile(
    r"\d+ F\.? ?R\.? [\d,–-]+(?:(?:,| and) \d[\d,]*(?= ?[,;.\]]))*|\d+ Stat\. \d+|\d+ U\.?S\.?C\.?(?: app\.?)?(?: [\d][\w()–-]*)?|\bT\.D\. [\w-]+"
    r"|\bPub\. ?L\.(?: [\d–-]+)?|\bE\.O\. [\d,]+|\b(?:Executive )?Order (?:Nos?\. ?)?\d[\w-]*|\b(?:Amdt|Doc(?:ket)?|Dept|Reg)\. ?(?:Nos?\. ?)?[\w-]+"
    r"|\d+ CFR\b(?: [\d.,–-]+)?|\bReorg(?:anization|\.) Plan\b|\b[Ss]ecs?\. \d[\w()–-]*"
)
_DATED = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?")
_FORMULAS = frozenset(
    "a act added adopted amended amendment amendments amdt an and app appear appears apply applied applies approved as at authority by"
    " cfr change changed chapter codified comp congress control corrected correction corrections delayed delegated"
    " derived designated doc docket dated doc e ed effective et final following for fr from further in interim interpret interpreted"
    " interprets is issued its no nomenclature nos note noted of office official omb on or order originally otherwise p page pages"
    " paragraph paragraphs part parts plan pp prior pub published re redesignated reg regs regulations removed reorganization"
    " repealed republished republication res revised rule sec secs section sections seq so source stat statutory subchapter subpart"
    " subparts subtitle supp suspended technical the therein thru through title to transferred u under unless usc which".split()
)
_WORD = re.compile(r"[A-Za-z][A-Za-z’']+")
_LABEL = re.compile(r"\((?:[a-z]{1,4}|[A-Z]{1,3}|\d{1,3})\)(?=[\s(]|$)")
_USUAL = re.compile(r"\[\d+ FR \d+, [A-Z][a-z]+\.? \d+, \d{4}(?:(?:, as amended at|;|; and) \d+ FR \d+(?:, \d+)?, [A-Z][a-z]+\.? \d+, \d{4})*\]")
_NOTICE = re.compile(
    r"Link to an? (?:[\w-]+ ){1,5}?(?:published|made|issued|appearing|effective)\b.*?\d+ FR \d+(?:,\d{3})*(?:, [A-Z][a-z]+\.? \d+, \d{4})?\.?"
    r"|Link to an? (?:[\w-]+ ){0,3}(?:amendment|correction|delay|rule|document)s?\b[^.]*\.?"
)
_OF_AMENDMENTS = re.compile(r"(?:This|These|The|Effective|At)\b.*\b(?:amend\w+|correct\w+|delay\w*|effective|revis\w+|add\w+|remov\w+)\b")
_APPROVED = re.compile(r"\bapprov|\bcontrol numbers?\b|\bManagement and Budget\b|\bOMB\b", re.IGNORECASE)
_AUTHORISED = re.compile(r"\(?(?:\w+ )?Authority\b", re.IGNORECASE)


def is_credit(text: str) -> bool:
    """Tell whether a text is a list of citations with their formulas, and no rule."""
    if _USUAL.fullmatch(text):
        return True
    bracketed = text.startswith("[") and text.endswith("]")
    words, cited = _own_words(text)
    if _LABEL.match(text):
        return cited and not words
    if not cited:
        return bracketed and not words and len(text) > 2  # noqa: PLR2004 (empty brackets)
    return len(words) <= (3 if bracketed else 1) or 8 * len(words) < len(text.split())


def is_authority(text: str) -> bool:
    """Tell whether a text names the statutes that a text rests on, and no rule."""
    words, cited = _own_words(text)
    if _LABEL.match(text):
        return cited and not words
    own = [word for word in words if word[0].islower()]
    told = _AUTHORISED.match(text) is not None
    return (cited and len(own) <= (8 if told or text.startswith("(") else 3)) or (told and len(own) <= 3)  # noqa: PLR2004 (a few words)


def is_approval(text: str) -> bool:
    """Tell whether a text is the approval of an information collection."""
    return not _LABEL.match(text) and _APPROVED.search(text) is not None


def is_notice(text: str) -> bool:
    """Tell whether a text only announces an amendment."""
    found = _NOTICE.match(text)
    rest = text[found.end() :].strip() if found else ""
    return found is not None and (not rest or _OF_AMENDMENTS.match(rest) is not None)


_NATIVE: dict[str, Callable[[str], bool]] = {
    "CITA": is_credit, "XREF": is_notice, "SECAUTH": is_authority, "PARAUTH": is_authority, "AUTH": is_authority,
    "SOURCE": is_credit, "APPRO": is_approval,
}  # fmt: skip


def _own_words(text: str) -> tuple[list[str], bool]:
    """Return the words that are neither of citations nor of their formulas, and whether anything is cited."""
    rest = _CITED.sub(" ", text)
    return [word for word in _WORD.findall(_DATED.sub(" ", rest)) if word.lower() not in _FORMULAS], rest != text


def holds_foreign(element: Element) -> bool:
    """Tell whether something in a margin element is no credit, notice or authority by its words."""
    if not len(element) and element.tag == "CITA" and _USUAL.fullmatch(fold(element.text or "")):
        return False
    made = parted(element)
    return len(made) > 1 or (len(made) == 1 and made[0].tag != element.tag)


def parted(element: Element) -> list[Element]:
    """Return a margin element as the elements that its words make: itself, and paragraphs for what is none of its kind.

    An `XREF` that is no announcement at all is read as text where it stands, and stays.
    """
    made: list[Element] = []
    shell = _shell(element, element.text)
    for child in element:
        part = deepcopy(child)
        part.tail = None
        if child.tag in BLOCKS or child.tag == "PSPACE":
            if child.tag not in _JUDGED or not _is_native(element.tag, text_of(child), headed=_is_headed(element)):
                made += [*_by_words(shell), part]
                part.tag = "P" if child.tag == "PSPACE" else child.tag
                shell = _shell(element, child.tail)
                continue
        part.tail = child.tail
        shell.append(part)
    return [*made, *_by_words(shell)]


def _shell(element: Element, text: str | None) -> Element:
    shell = element.makeelement(element.tag, dict(element.attrib))
    shell.text = text
    return shell


def _is_headed(element: Element) -> bool:
    return element.find("HED") is not None or element.find("HD") is not None


def _is_native(tag: str, text: str, *, headed: bool) -> bool:
    if not is_visible(text) or _NATIVE[tag](text):
        return True
    words, _ = _own_words(text)
    return headed and not _LABEL.match(text) and _NATIVE[tag](f"Authority: {text}") and bool(words)


def _by_words(shell: Element) -> list[Element]:
    """Return a run of words as the elements it makes; one without anything visible makes none."""
    text = text_of(shell) if shell.tag != "XREF" else fold("".join(shell.itertext()))
    if not is_visible(text):
        return []
    heads = " ".join(text_of(one) for one in shell if one.tag in ("HED", "HD"))
    own = text.removeprefix(heads).strip()
    if _is_native(shell.tag, own, headed=bool(heads)) or (shell.tag == "XREF" and not text.startswith("Link to a")):
        return [shell]
    groups = _groups(own, shell.tag, headed=bool(heads))
    if not groups:
        return [_paragraph(shell, None)]
    return [_paragraph(shell, piece) if not native else _kept(shell, piece) for native, piece in groups]


def _groups(text: str, tag: str, *, headed: bool) -> list[tuple[bool, str]]:
    """Part a text that opens or closes with a credit (or opens with a notice) and has other words beside it; else nothing."""
    if tag == "XREF":
        found = _NOTICE.match(text)
        return [(True, found[0]), (False, text[found.end() :].strip())] if found else []
    first, last = _bracket_end(text), _bracket_start(text)
    lead, rest = text[:first].strip(), text[first:].strip()
    if lead and rest and _is_native(tag, lead, headed=headed):
        return [(True, lead), (False, rest)] if not _is_native(tag, rest, headed=headed) else []
    body, trail = text[:last].strip(), text[last:].strip()
    if body and trail and _is_native(tag, trail, headed=headed):
        return [(False, body), (True, trail)]
    return []


def _bracket_end(text: str) -> int:
    """Return where the bracket that opens a text closes, 0 where none opens it."""
    pairs = {"[": "]", "(": ")"}
    if text[:1] not in pairs:
        return 0
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == text[0]) - (letter == pairs[text[0]])
        if not depth:
            return place + 1
    return 0


def _bracket_start(text: str) -> int:
    """Return where the square bracket that closes a text opens, its end where none closes it."""
    if not text.endswith("]"):
        return len(text)
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if not depth:
            return place
    return len(text)


def _paragraph(shell: Element, text: str | None) -> Element:
    """Return a run of words as a paragraph: with the elements in it, or as the plain text given."""
    made = shell.makeelement("P", {})
    if text is not None:
        made.text = text
        return made
    made.text = shell.text
    made.extend(list(shell))
    for notice in made.iter("XREF"):
        notice.tag = "E"
    return made


def _kept(shell: Element, text: str) -> Element:
    made = _shell(shell, None)
    heads = [deepcopy(one) for one in shell if one.tag in ("HED", "HD")]
    for one in heads:
        one.tail = None
        made.append(one)
    if heads:
        heads[-1].tail = text
    else:
        made.text = text
    return made

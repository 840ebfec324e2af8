"""Names of what stands in a CCL entry before its items: sections, fields, exceptions, tables.

The list prints them in many ways (`<E T="04">`, `<HD1>`, plain text, singular or plural, with or
without a colon): here each gets the one name that its address says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tracker.footmarks import edges
from tracker.markup import Element, text_of
from tracker.structure.names import bare, straight, unmarked, without_zero_width

STA = "special conditions for STA"
ITEMS = "items"
LIST = "list of items controlled"
CONTROLS = "control(s)"

_TITLES = (
    (
        re.compile(r"(?:licen[sc]e|licensing) requirements?\s*[.:]?", re.IGNORECASE),
        "license requirements",
    ),
    (
        re.compile(r"list[- ]based licen[sc]e exceptions?\b\s*(?:\(.*\))?\s*[.:]?", re.IGNORECASE),
        "license exceptions",
    ),
    (
        re.compile(r"special conditions for (?:licen[sc]e exception )?STA\s*[.:]?", re.IGNORECASE),
        STA,
    ),
    (re.compile(r"list of items controlled\s*[.:]?", re.IGNORECASE), LIST),
    (re.compile(r"reporting requirements?\s*[.:]?", re.IGNORECASE), "reporting requirements"),
)
_FIELD = re.compile(
    r"(?P<name>reasons? for control|related (?:controls?|definitions?)|ECCN controls?"
    r"|control\(s\)|items|reporting requirements?|unit|special conditions for STA)"
    r"(?:\s*:\s*|\s*$)|(?P<loose>related (?:controls|definitions))\s+(?=\()",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?P<code>[A-Z]{3}(?:/[A-Z]{3})*)\s*:\s*(?=.|$)")
_KNOWN_CODES = frozenset(
    (
        "LVS",
        "GBS",
        "TSR",
        "CIV",
        "APP",
        "STA",
        "ENC",
        "IEC",
        "HBM",
        "AIA",
        "ACM",
        "LPP",
        "ACE",
        "NAC",
        "ACA",
        "RPL",
        "GOV",
        "TMP",
        "AVS",
    )
)
_ITALIC_CODE = re.compile(r"[A-Z]{2,4}(?:/[A-Z]{2,4})*")
_CONTROLS = re.compile(
    r"(?P<key>[A-Z]{2,3} appl(?:y|ies) to .+?)"
    r"(?:\.(?=\s+[A-Z(])|\.?$|,?\s+see\b|[:;]|,? and a licen[sc]e\b)"
)


@dataclass(frozen=True, slots=True)
class FieldLabel:
    """The label that opens a field: the name for the address, and where the text begins."""

    name: str
    end: int


def title_name(text: str) -> str | None:
    """Return the section title that the whole of `text` is ("license exceptions"), or None."""
    if len(text) > 160:  # noqa: PLR2004 (a title; the longest served has 90 characters)
        return None
    return _title_of(text)


@lru_cache(maxsize=1_024)
def _title_of(text: str) -> str | None:
    plain = edges(text if text.isascii() else without_zero_width(text))[1]
    return next((name for pattern, name in _TITLES if pattern.fullmatch(plain)), None)


def field_label(text: str, italic: str, section: str) -> FieldLabel | None:
    """Read the label that opens a line of an entry.

    `italic` is the text of the element that opens the line ("" where plain text opens it); only an
    italic label may be one that the list does not have yet. `section` is the name of the title in
    force: STA is an exception before `Special Conditions for STA` and the condition itself after
    it.
    """
    found = _FIELD.match(text)
    if found:
        return FieldLabel(_field_name(found["name"] or found["loose"]), found.end())
    code = _CODE.match(text)
    if code and (
        code["code"].split("/")[0] in _KNOWN_CODES or (italic and section == "license exceptions")
    ):
        return FieldLabel(_code_name(code["code"], section), code.end())
    return _new_label(text, italic, section)


def controls_key(text: str) -> str | None:
    """Return the key of a control that is written as prose ("CW applies to 1C350.b"), or None."""
    found = _CONTROLS.match(text)
    return bare(found["key"].rstrip(" ,;")) if found else None


def is_licence_table(table: Element) -> bool:
    """Tell by its first row whether a table says which controls apply to an entry."""
    first = next(table.iter("TR"), None)
    if first is None:
        return False
    header = straight(text_of(first)).lower()
    return (
        header.startswith("control")
        or "country chart" in header
        or controls_key(text_of(first)) is not None
    )


def licence_rows(table: Element) -> Iterator[tuple[str, str, str]]:
    """Yield (key, label, text) of each row; key "" for a row of the header.

    A blank first cell inherits the key above it; a row whose cells after the first are blank keeps
    all its text and takes its key from its first words; cells after the second are joined by ` | `.
    """
    key = ""
    for row in table.iter("TR"):
        cells = [(cell, text_of(cell)) for cell in row if cell.tag in ("TD", "TH")]
        filled = [text for _, text in cells if text]
        if not filled:
            continue
        if all(cell.tag == "TH" for cell, _ in cells) or (
            not key and filled[0].lower().startswith("control(s)")
        ):
            yield "", "", " | ".join(filled)
        elif not cells[0][1]:
            yield key or "unnamed", "", " | ".join(filled)
        elif len(filled) == 1:
            key = _key(controls_key(plain := unmarked(cells[0][0])) or plain)
            yield key, "", filled[0]
        else:
            key = _key(unmarked(cells[0][0]))
            yield key, filled[0], " | ".join(filled[1:])


def _key(text: str) -> str:
    """Return the text of a cell as part of an address: no stars or daggers, straight quotes."""
    return bare(straight(text).rstrip(" .:;,")) or "unnamed"


@lru_cache(maxsize=256)
def _field_name(printed: str) -> str:
    plain = " ".join(printed.lower().split())
    for pattern, name in (
        ("reason", "reason for control"),
        ("special", STA),
        ("eccn", "ECCN controls"),
    ):
        if plain.startswith(pattern):
            return name
    if plain == CONTROLS:
        return plain
    return re.sub(r"\b(control|definition|requirement)s?$", r"\1s", plain)


def _code_name(code: str, section: str) -> str:
    return STA if code == "STA" and section == STA else f"exception {code}"


def _new_label(text: str, italic: str, section: str) -> FieldLabel | None:
    """Read an italic label of a kind that the list did not have when this was written."""
    label = italic.rstrip()
    if not label or len(label) > 60 or not text.startswith(label):  # noqa: PLR2004 (a few words)
        return None
    end = len(label)
    if not label.endswith(":"):
        if text[end : end + 1] != ":":
            return None
        end += 1
    plain = text[: end - 1].strip()
    rest = end + len(text[end:]) - len(text[end:].lstrip())
    if _ITALIC_CODE.fullmatch(plain):
        return FieldLabel(_code_name(plain, section), rest)
    words = " ".join(word if word.isupper() else word.lower() for word in straight(plain).split())
    return FieldLabel(words, rest) if words and words[0].isalpha() else None

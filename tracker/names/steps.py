"""The kinds of units, the steps that name them, and which of them words behind a blank are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple, assert_never, get_args

UnitKind = Literal[
    "provision",
    "heading",
    "paragraph",
    "note",
    "footnote",
    "definition",
    "entry",
    "field",
    "item",
    "entity",
    "cell",
    "row",
    "table",
]


class UnitFacts(NamedTuple):
    """What people call a unit of a kind, and how much a change of one matters by itself.

    What has the greater weight comes first in a digest.
    """

    word: str
    weight: int


def _facts_of(kind: UnitKind) -> UnitFacts:  # noqa: PLR0911 (a table that mypy keeps complete)
    match kind:
        case "provision":
            return UnitFacts("whole text", 80)
        case "entry" | "item":
            return UnitFacts(kind, 80)
        case "field":
            return UnitFacts(kind, 70)
        case "entity" | "definition" | "paragraph":
            return UnitFacts(kind, 60)
        case "row" | "cell" | "table":
            return UnitFacts(kind, 55)
        case "note":
            return UnitFacts(kind, 50)
        case "footnote":
            return UnitFacts(kind, 45)
        case "heading":
            return UnitFacts(kind, 30)
        case _:
            assert_never(kind)


UNITS: dict[UnitKind, UnitFacts] = {kind: _facts_of(kind) for kind in get_args(UnitKind)}
LISTED: tuple[UnitKind, ...] = ("entity", "entry", "item", "row", "cell", "field")
"""Kinds that lists are made of: a text that loses many of one is doubted."""
StepKind = Literal[
    "provision",
    "division",
    "paragraph",
    "part",
    "definition",
    "text",
    "heading",
    "note",
    "margin",
    "footnote",
    "table",
    "row",
    "column",
    "title",
    "country",
    "entity",
    "entry",
    "item",
    "field",
    "control",
    "exception",
    "other",
]
"""What a step is called by:

provision    (the root)                       division   ` subpart A`, ` subject group`
paragraph    `(a)`, `, (a)`, `.a`, `, 1`      part       `, Step 1`, `, Category 3 A`
definition   ` "Term"`, `, "Term"`            text       ` p3`: a paragraph that is only counted
heading      ` heading`, ` heading 2`         note       ` note 3`, ` technical note`, ` N.B. 1`
margin       ` source credit`, ` link notice 1`, ` authority`
footnote     ` footnote 1`, ` footnote`       table      ` table 1`
row          `, KEY`, `: KEY` in its group    column     ` [D:5]`
title        `, Country Group D`: a heading that is called by its words
country      `, FRANCE`                       entity     `: Acme SA`, `, Acme SA`
entry        `, 3A090`                        item       `.a`, `.a-f`, `, a`
field        ` reason for control`            exception  ` exception LVS`
control      ` licence table: RS applies to ...`
other        what no grammar knows
"""

_TWIN = re.compile(r"(?P<label>.*)~(?P<twin>[2-9]|[1-9]\d{1,8})", re.DOTALL)
_FORMS: tuple[tuple[StepKind, re.Pattern[str], UnitKind | None], ...] = (
    ("text", re.compile(r"p(?=\d+\Z)"), None),
    ("table", re.compile(r"table (?=\d+\Z)"), None),
    ("control", re.compile(r"licence table: "), "field"),
    ("exception", re.compile(r"exception "), "field"),
    ("heading", re.compile(r"(?=heading(?: \d+\Z|: |\Z))"), "heading"),
    (
        "heading",
        re.compile(r"(?=(?:licence table heading|table caption|table heading)\Z)"),
        "heading",
    ),
    ("footnote", re.compile(r"footnote(?: |\Z)"), "footnote"),
    (
        "margin",
        re.compile(
            r"(?=(?:source credit|authority|source|approval|contents|file header|amendment date"
            r"|editorial note|effective date note|cross reference|link notice)(?: \d+)?\Z)"
        ),
        "note",
    ),
    (
        "note",
        re.compile(r"(?=(?:(?:[\w()-]+ ){0,4}note|example|N\.B\.)(?: \d{1,3})?\Z)", re.IGNORECASE),
        "note",
    ),
)
"""Each kind with the words that open it, what of them is no label, and the kind of unit that it is
(None: any)."""


@lru_cache(maxsize=4_096)
def step_of(words: str, unit: UnitKind | None, listed: bool) -> tuple[StepKind, str]:
    """Return kind and label of the step that words name.

    `unit` is the kind of unit, where it is known.

    `listed` says that it stands in the Commerce Control List, where any other words name a field.
    """
    for kind, form, needed in _FORMS:
        if needed is None or unit is None or unit == needed:
            found = form.match(words)
            if found:
                return kind, words[found.end() :]
    if unit == "note":
        return "note", words
    return ("field" if unit == "field" or (unit is None and listed) else "other"), words


def without_twin(label: str) -> tuple[str, int]:
    """Part a label that may hold anything from the mark of a twin: ("Acme", 2) for `Acme~2`."""
    found = _TWIN.fullmatch(label) if "~" in label else None
    return (found["label"], int(found["twin"])) if found else (label, 1)

"""How plainly a rule names what a change is about.

From title and abstract down to a text that never does.

PRINTS      its amendatory part prints the new words, and an instruction names the entry
UNIT        an instruction names the entry with the very paragraph
INSTRUCTS   an instruction names the entry, section, country or company
HEAD        title, abstract or dates do
TEXT        its text does, whose instructions we cannot tell
UNREAD      nothing that we hold does, but the text is not held
PASSING     its text does, but none of its instructions
KEEPS       its amendatory part prints on the words that went
SILENT      the text is held, and does not name it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from tracker import names
from tracker.cause import terms
from tracker.cause.texts import Reading, folded, reading, squeezed
from tracker.errors import AddressError
from tracker.model import Change, Document

_AROUND = 30
_NEW = 80
_LONG_ENOUGH = 45
"""Letters and digits that must agree before words count as printed: shorter ones stand in many
rules."""
_NAME = 6
"""Letters and digits of the shortest name of a company that is looked for in what instructions
print."""


class Grade(IntEnum):
    """How plainly a rule names the subject of a change; greater is plainer."""

    SILENT = -3
    KEEPS = -2
    PASSING = -1
    UNREAD = 0
    TEXT = 1
    HEAD = 2
    INSTRUCTS = 3
    UNIT = 4
    PRINTS = 5


_FIRST = re.compile(r"\w+")
"""Of the label of a range, `(9)-(11)` or `.f-w`, where it begins."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change is about.

    Its name, its own paragraph, the words that are new, and names around it.
    """

    names: tuple[str, ...]
    lesser: tuple[str, ...]
    """Names that say less: the country of an Entity List row, the entry to which a line of a
    licence table applies."""
    paragraphs: tuple[str, ...]
    new: str
    gone: str
    """The beginning of a text that was removed (no stock phrase: those are shorter): a rule that
    prints it did not remove it."""
    around: tuple[str, ...]
    cell: bool
    row: bool
    """A row of the Entity List, told apart by the company."""


@dataclass(frozen=True, slots=True)
class Naming:
    """How one rule names a subject.

    The grade, the names found there, how often its text has them, names around it.
    """

    grade: Grade
    found: tuple[str, ...]
    mentions: int
    around: tuple[str, ...]


def subject(change: Change, provision: str) -> Subject:
    """Return what a change is about; ask once for a change, then `naming` for each rule."""
    about = terms.subject(change.address) or terms.place(provision)
    around = tuple(dict.fromkeys((*about, *terms.home(provision), *terms.changed(change))))
    new, rows = _new_words(change), change.unit == "entity"
    gone = squeezed(change.before or "")[:_NEW] if change.kind == "removed" else ""
    gone = gone if len(gone) == _NEW else ""
    return Subject(
        about[:1],
        about[1:],
        _paragraphs(change.address, about),
        new,
        gone,
        around,
        change.unit == "cell",
        rows,
    )


def naming(about: Subject, document: Document) -> Naming:
    """Tell how plainly a rule names a subject."""
    title = head(document)
    around = terms.named(about.around, title)
    in_head = terms.named((*about.names, *about.lesser), title)
    if not document.text:
        return Naming(_grade_of_head(in_head), in_head, 0, around)
    text = reading(document.text, document.document_number)
    held = tuple(name for name in about.names if _holds(text, name))
    mentions = sum(text.counted(name) for name in held)
    grade = _grade_of_law(about, text, held)
    if grade is not None:
        return Naming(grade, held, mentions, around)
    if in_head or not about.names:
        return Naming(_grade_of_head(in_head), in_head, mentions, around)
    found = held or terms.named(about.lesser, text.said)
    said = Grade.PASSING if text.instructions else Grade.TEXT
    return Naming(said if found else Grade.SILENT, found, mentions, around)


def _grade_of_head(in_head: tuple[str, ...]) -> Grade:
    """Return the grade by title and abstract alone."""
    return Grade.HEAD if in_head else Grade.UNREAD


def _grade_of_law(about: Subject, text: Reading, held: tuple[str, ...]) -> Grade | None:
    """Return the grade by what a rule orders and prints; None where that names no subject."""
    instructions = _instructed(about, text) if held else ()
    if about.new and about.new in text.printed and (instructions or not about.names):
        return Grade.PRINTS
    if about.gone and about.gone in text.printed:
        return Grade.KEEPS
    if not instructions:
        return None
    exact = any(
        _names_paragraph(label, instruction)
        for instruction in instructions
        for label in about.paragraphs
    )
    return Grade.UNIT if exact else Grade.INSTRUCTS


def _instructed(about: Subject, text: Reading) -> tuple[str, ...]:
    """Return the instructions that name a subject.

    The row of a list is named by what follows them.
    """
    named = tuple(
        instruction for instruction in text.instructions if terms.named(about.names, instruction)
    )
    if (
        not named
        and about.row
        and any(len(key := squeezed(name)) >= _NAME and key in text.printed for name in about.names)
    ):
        return text.instructions
    return named


def _names_paragraph(label: str, instruction: str) -> bool:
    """Tell whether an instruction names a paragraph itself.

    Neither one below it nor one of the same end elsewhere.
    """
    return bool(re.search(rf"(?<![\w.)]){re.escape(label)}(?![\w(]|\.\w)", instruction))


def _holds(text: Reading, name: str) -> bool:
    return bool(terms.named((name,), text.said)) or (" " in name and squeezed(name) in text.printed)


def head(document: Document) -> str:
    """Return title, abstract and dates, folded."""
    return _head(document.title, document.abstract or "", document.dates or "")


@lru_cache(maxsize=512)
def _head(title: str, abstract: str, dates: str) -> str:
    return folded(f"{title} . {abstract} . {dates}")


def _paragraphs(address: str, about: Sequence[str]) -> tuple[str, ...]:
    """Return how instructions may write the own place of a unit: `(a)(6)(i)`, `(a)(6)`, `(a)`.

    Of an entry `3a090.a.1`, `3a090.a`. It is told only where the section or entry is what the unit
    is `about`.
    """
    try:
        steps = names.parse(address).steps()
    except AddressError:
        return ()
    if not about or about[0] not in (steps[0].provision, steps[min(1, len(steps) - 1)].label):
        return ()
    if steps[0].provision == about[0]:
        below, kind, first, parted = steps[1:], "paragraph", "", ("(", ")")
    else:
        below, kind, first, parted = steps[2:], "item", about[0], (".", "")
    labels: list[str] = []
    for step in below:
        label = _FIRST.match(step.label)
        if step.kind != kind or label is None or not step.own.startswith(parted[0]):
            break
        labels.append(f"{parted[0]}{label[0]}{parted[1]}")
        if step.twin > 1 or label[0] != step.label:
            break
    return tuple(f"{first}{''.join(labels[:end])}".lower() for end in range(len(labels), 0, -1))


def _new_words(change: Change) -> str:
    """Return the longest run of new words with a little of what stands around it.

    As letters and digits; empty if too short.
    """
    runs = [place for place, (mark, _) in enumerate(change.words) if mark == "+"]
    if not runs or change.after is None:
        return ""
    longest = max(runs, key=lambda place: len(change.words[place][1]))
    after = [(place, text) for place, (mark, text) in enumerate(change.words) if mark != "-"]
    before = squeezed("".join(text for place, text in after if place < longest))
    behind = squeezed("".join(text for place, text in after if place > longest))
    around = before[-_AROUND:] + squeezed(change.words[longest][1])[:_NEW] + behind[:_AROUND]
    return around if len(around) >= _LONG_ENOUGH else ""

r"""Is a difference the same words to a lawyer, and of which class?

    class          what it forgives                     what it never forgives
    whitespace     white space, zero-width marks; a     a space in a number ("10 5"), or behind a
      compound in two words ("joy sticks")                word that turns another ("not able")
    typography     dashes, curly quotes, ligatures,     a dash or quote that comes or goes; "10²"
      accents composed in another way                     for "102"
    heading-style  " - " for an em dash; headings       everything else
    capitals       FULL, Title or small capitals        MPa for mPa, 5 MW for 5 mW, (A) for (a)
    punctuation    a last full stop, in notes and       any other comma, colon, hyphen; a stop
      fields those of their inner paragraphs; a           inside a text
      comma or stop that crosses a quotation mark
    citation       `11/21/11` for `Nov. 21, 2011`       another page, another day, one citation
      after a Register page; `F.R.`, `sec. 5`             more

Each class is a small pure function of the text; two texts are noise when some of these functions
make them equal. Nothing here ever makes two digits, `and` and `or`, a `not` or a footnote mark
equal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import assert_never

from tracker.citations.spelling import is_mark, may_cite
from tracker.diff.capitals import is_restyled, without_capitals, without_capitals_in_names
from tracker.diff.forgiving import (
    without_citation_style,
    without_free_stops,
    without_heading_style,
    without_inner_stops,
    without_space,
    without_typography,
)
from tracker.model import Noise, Role, UnitKind

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CONTEXT = 80
_NOTES = re.compile(r"\b(note|example)s(?=$| )", re.IGNORECASE)
_RESERVED = re.compile(r"\[?reserved\]?[.;]?", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
_DATE = re.compile("\ue001([\\d-]+)\ue001")


Steps = dict[Noise, Callable[[str], str]]
"""What each class forgives, in the order in which the steps are taken: stops go while capitals
still tell where a sentence begins."""

_IN_TEXT: Steps = {
    "citation": without_citation_style,
    "punctuation": without_free_stops,
    "capitals": without_capitals,
    "typography": without_typography,
    "whitespace": without_space,
}
_IN_HEADINGS: Steps = {
    "citation": without_citation_style,
    "punctuation": without_free_stops,
    "capitals": without_capitals,
    "heading-style": without_heading_style,
    "typography": without_typography,
    "whitespace": without_space,
}
_TRIED: tuple[Noise, ...] = (
    "whitespace",
    "heading-style",
    "typography",
    "punctuation",
    "capitals",
    "citation",
)
_IN_JOINED: Steps = {**_IN_TEXT, "punctuation": without_inner_stops}
_IN_ENTITIES: Steps = {**_IN_JOINED, "capitals": without_capitals_in_names}


def _steps_in(kind: UnitKind) -> Steps:
    """Return what each class forgives in the text of such a unit."""
    match kind:
        case "heading":
            return _IN_HEADINGS
        case "entity":
            return _IN_ENTITIES
        case "note" | "footnote" | "field" | "table":
            return _IN_JOINED
        case "provision" | "paragraph" | "definition" | "entry" | "item" | "cell" | "row":
            return _IN_TEXT
        case _:
            assert_never(kind)


def noise_of(before: str, after: str, unit: UnitKind, role: Role = "") -> Noise | None:
    """Return the class of noise that a difference is, or None where it is one of substance.

    One class (with white space) is tried after the other, then all together; the heaviest that is
    needed gives the name.
    """
    if role:
        return "citation" if role == "source-credit" else "link-notice"
    return _class_of(before, after, "heading" if _RESERVED.fullmatch(before) else unit)


@lru_cache(maxsize=1024)
def _class_of(before: str, after: str, unit: UnitKind) -> Noise | None:
    """Return the class of noise that a difference is in a unit of this kind.

    `matching` and `changing` ask for one pair twice.
    """
    steps = _steps_in(unit)
    pair = _where_letters_agree(before, after)
    if pair is None:
        return None
    here, there = (before, after) if unit == "entity" else pair
    for noise in _TRIED:
        if noise in steps and _forgives(noise, here, there, steps):
            return noise
    if _same(here, there, steps, steps.keys()):
        return next(
            (
                noise
                for noise in reversed(_TRIED)
                if noise in steps and not _same(here, there, steps, steps.keys() - {noise})
            ),
            "typography",
        )
    if is_restyled(
        *_around_the_difference(
            *_after(here, there, steps, steps.keys() - {"capitals", "whitespace"}), 0
        )
    ):
        return "capitals"
    if "\u200b" in here + there:
        return _class_of(here.replace("\u200b", " "), there.replace("\u200b", " "), unit)
    return None


def _forgives(noise: Noise, here: str, there: str, steps: Steps) -> bool:
    """Tell whether one class, with white space, makes two texts equal.

    White space is tried first, so that a class that changes neither text has no more to offer.
    """
    before, after = steps[noise](here), steps[noise](there)
    if noise != "whitespace" and before == here and after == there:
        return False
    return _same(here, there, steps, {noise, "whitespace"})


def noise_of_label(before: str, after: str) -> Noise | None:
    """Return the class of noise that a difference between two labels or names is, or None.

    Beyond what headings forgive, the marks behind a label do not matter, nor the plural of the word
    note: `Technical Note:`, `Technical Notes.`. What it says does: a quotation mark, a comma in a
    list, the plural of any other word.
    """
    return noise_of(before, after, "heading") or _noise_of_cores(
        *(_NOTES.sub(r"\1", text.rstrip(" .:;—–-")) for text in (before, after))
    )


def noise_of_key(before: str, after: str) -> Noise | None:
    """Return the class of noise that a difference between two keys of rows is, or None.

    A colon or bracket around words is no matter.
    """
    return noise_of(before, after, "heading") or _noise_of_cores(
        *(_key(text) for text in (before, after))
    )


def _key(text: str) -> str:
    core = text.strip(" ()[]").rstrip(" .:;)]")
    return core if any(letter.isalpha() for letter in core) else text


def _noise_of_cores(before: str, after: str) -> Noise | None:
    return "heading-style" if before == after or noise_of(before, after, "heading") else None


def _where_letters_agree(before: str, after: str) -> tuple[str, str] | None:
    """Return both texts around their difference; None where what no noise changes differs."""
    tight = _around_the_difference(before, after, 0)
    agree = _letters_of(tight[0]) == _letters_of(tight[1])
    if not agree and not _only_citations_differ(*tight):
        return None
    before, after = _around_the_difference(before, after, _CONTEXT)
    return (
        (before, after)
        if agree or _letters_of(_undated(before)) == _letters_of(_undated(after))
        else None
    )


def _around_the_difference(before: str, after: str, context: int) -> tuple[str, str]:
    """Cut off what both texts begin and end with.

    The words around the difference stay: they decide what it is.
    """
    shorter = min(len(before), len(after))
    head = _agreeing(shorter, lambda size: before[:size] == after[:size])
    head = max(0, before.rfind(" ", 0, max(0, head - context)))
    tail = _agreeing(shorter - head, lambda size: before.endswith(after[len(after) - size :]))
    tail = max(0, tail - context)
    blank = before.find(" ", len(before) - tail) if tail else -1
    tail = len(before) - blank if blank >= 0 else 0
    return before[head : len(before) - tail], after[head : len(after) - tail]


def _agreeing(most: int, agree: Callable[[int], bool]) -> int:
    """Return the greatest size up to `most` for which `agree` holds, by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if agree(middle) else (low, middle - 1)
    return low


def _letters_of(text: str) -> str:
    """Return the letters and digits of a text, which noise never changes."""
    return _NO_LETTER.sub("", text if text.isascii() else without_typography(text)).casefold()


def _undated(text: str) -> str:
    """Return a text with its citations in one form and without their days."""
    return _DATE.sub("", without_citation_style(text))


def _only_citations_differ(before: str, after: str) -> bool:
    """Tell whether the words that only one side has are such as citations are written with."""
    if not (may_cite(before) or may_cite(after)):
        return False
    here, there = (Counter(_WORD.findall(text.casefold())) for text in (before, after))
    return all(is_mark(word) for word in (here - there) + (there - here))


def _after(before: str, after: str, steps: Steps, classes: Collection[Noise]) -> tuple[str, str]:
    """Return both texts after the steps of these classes."""
    for noise, step in steps.items():
        if noise in classes:
            before, after = step(before), step(after)
    return before, after


def _same(before: str, after: str, steps: Steps, classes: Collection[Noise]) -> bool:
    """Tell whether the steps of these classes make two texts equal.

    A citation may have lost or gained its day.
    """
    before, after = _after(before, after, steps, classes)
    if before == after or "citation" not in classes:
        return before == after
    days = zip(_DATE.findall(before), _DATE.findall(after), strict=False)
    return _DATE.sub("", before) == _DATE.sub("", after) and all(
        left == right or "-" in (left, right) for left, right in days
    )

"""Footnote marks in text that `raised` decoded: told from the words, read out, left out or blanked.

Mark characters (`*`, daggers) that no tag raises are marks by where they stand: behind a word, or
at the edges of a name.
"""

from __future__ import annotations

import re

MARK, END_MARK = "\x0e", "\x0f"
"""Around a footnote mark in decoded text."""
IN_MARKS = re.compile(f"\\s?{MARK}([^{END_MARK}]*){END_MARK}")

_CHARACTERS = r"[*∗⁎†‡]"
_LEADING = re.compile(rf"\s*{_CHARACTERS}[*∗⁎†‡\s]*")
_TRAILING = re.compile(rf"(?:\s*(?:[*∗⁎†‡§¶]+|\({_CHARACTERS}+\)|\[{_CHARACTERS}+\]))+\s*$")
_BEHIND_WORD = re.compile(
    rf"(?<=[\w”\"’.)])(?:[*∗⁎†‡§¶]+| {_CHARACTERS}+|"
    rf" ?\({_CHARACTERS}+\))(?=[\s:;,.”\"’]|$)(?!\s*\*)"
)
_OTHER_CHARACTERS = "∗⁎†‡§¶"
_INSIDE_NAME = re.compile(
    rf"(?<=[\w”\"’.)])(?:[*∗⁎†‡§¶]+|\s*\({_CHARACTERS}+\)|"
    rf" {_CHARACTERS}+(?=[,;:.]))(?=[\s:;,.”\"’]|$)(?!\s*\*)"
)
_STARS = re.compile(r"\*\s+\*")
_OPENING_CHARACTERS, _CLOSING_CHARACTERS = "*∗⁎†‡", "*∗⁎†‡§¶)] "
_MOST_MARKS = 20


def as_printed(text: str) -> str:
    """Return decoded text with its marks as words of it."""
    return text.replace(MARK, "").replace(END_MARK, "") if MARK in text else text


def without_marks(text: str) -> str:
    """Return decoded text without its marks."""
    return IN_MARKS.sub("", text) if MARK in text else text


def marks_in(text: str) -> list[str]:
    """Return the marks of decoded text, in order."""
    return [found[1] for found in IN_MARKS.finditer(text)]


def blanked(text: str) -> str:
    """Return decoded text with blanks in the place of its marks, as long as it is printed.

    Stars and daggers behind a word or its quotation mark are marks here; so `Term* means` is read
    as `Term  means`.
    """
    plain = IN_MARKS.sub(lambda found: " " * (len(found[0]) - 2), text) if MARK in text else text
    if "*" not in plain and (plain.isascii() or not _may_hold_marks(plain)):
        return plain
    return _BEHIND_WORD.sub(lambda found: " " * len(found[0]), plain)


def _may_hold_marks(plain: str) -> bool:
    """Tell whether a text without `*` may have a mark character behind a word.

    `§ 1` and `§§ 1 and 2` have none.
    """
    if "§" in plain and plain.count("§") > plain.count(" §") + plain.count("§§"):
        return True
    return "†" in plain or "‡" in plain or "¶" in plain or "∗" in plain or "⁎" in plain


def printed_and_blanked(text: str) -> tuple[str, str]:
    """Return what `as_printed` and `blanked` make of decoded text; of nearly every one, itself."""
    if text.isascii() and "*" not in text and MARK not in text:
        return text, text
    return as_printed(text), blanked(text)


def opens_with_mark(text: str) -> bool:
    """Tell whether decoded text begins with a mark, as a footnote does."""
    return text.lstrip().startswith(MARK)


def characters_inside(text: str) -> list[str]:
    """Return the mark characters that stand behind words inside a name: `Acme*, Ltd.`."""
    return (
        [found[0].strip() for found in _INSIDE_NAME.finditer(text)]
        if _may_hold_characters(text)
        else []
    )


def without_characters_inside(text: str) -> str:
    """Return a name without the mark characters behind its words.

    Stars apart from one another stay, and so does `a * b`.
    """
    return _INSIDE_NAME.sub("", text) if _may_hold_characters(text) else text


def _may_hold_characters(text: str) -> bool:
    return "*" in text or (not text.isascii() and any(map(text.__contains__, _OTHER_CHARACTERS)))


def holds_edges(text: str) -> bool:
    """Tell whether a folded text may open or close with mark characters; nearly none does."""
    return bool(text) and (text[0] in _OPENING_CHARACTERS or text[-1] in _CLOSING_CHARACTERS)


def edges(text: str) -> tuple[str, str, str]:
    """Part a folded name into the mark characters that open it, the name, and those that close it.

    `Ukraine*`, `† Acme Ltd.`, `Iran §§`; a text of such characters alone is the name itself, and
    stars apart from one another (`Then you * * *`) are words left out.
    """
    if not holds_edges(text):
        return "", text, ""
    leading = _LEADING.match(text)
    start = leading.end() if leading and not _STARS.search(leading[0]) else 0
    trailing = _TRAILING.search(text, max(start, len(text) - _MOST_MARKS))
    end = trailing.start() if trailing and not _STARS.search(trailing[0]) else len(text)
    return (
        (text[:start].strip(), text[start:end], text[end:].strip())
        if start < end
        else ("", text, "")
    )

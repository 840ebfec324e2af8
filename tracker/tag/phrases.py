"""The little language of the taxonomy's phrases, and how they are found in folded text.

    license exception            these words in this order; any capitals; also in the plural
    =TPP                         with exactly these capitals
    (artificial intelligence|AI) model weight      one of several
    smuggl*                      any ending (at least three letters before the star)
    # nanometer, #% cut          a number, in figures or in words
    adding ... entities          up to six words of the same sentence between
    @chips                       every phrase of the context "chips"

Everything is compiled by us from word lists: nothing that a user writes can make matching slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tracker.tag.folding import Folded, alike, lowered

_LONGEST, _MOST_FORMS = 160, 64
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    "|(?:thir|four|fif|six|seven|eigh|nine)teen"
)
_NUMBER = (
    rf"(?:\d[\d,.]{{0,20}}(?<=\d)|(?:{_TENS})(?: (?:{_ONES}))?|{_ONES}"
    r"|(?:one )?hundred(?: and [a-z]{3,9}(?: [a-z]{3,5})?)?)"
)
_GAP = r"(?: \S{0,40}[^\s.;]){0,6}? "
_WORD = re.compile(r"[^\W_]+")
_GROUP = re.compile(r"\(([^()]*)\)")
_STEM = 4
_NUMBER_LENGTH = 40
"""A number in words is no longer than this."""
_REACH = 500
"""No phrase with gaps is longer than this."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One concrete phrase.

    Its literal text or its pattern, and the words without which it cannot occur.

    `key` is the rarest-looking of these words, or a stem where `stem` is set. `anchor` is the
    literal text that every hit holds, at most `lead` characters behind its start: `pattern` is
    tried only there.
    """

    text: str
    exact: bool
    key: str
    stem: bool
    words: tuple[str, ...]
    anchor: str
    lead: int
    pattern: str | None
    plural: bool

    def find(self, folded: Folded) -> Iterator[tuple[int, int]]:
        """Yield where the phrase stands in `folded`, in its offsets, from left to right."""
        if self.stem and self.key not in folded.stems:
            return
        if not folded.words.issuperset(self.words):
            return
        text = folded.cased if self.exact else folded.plain
        at, done = text.find(self.anchor), 0
        regex = _compiled(self.pattern) if self.pattern and at >= 0 else None
        while at >= 0:
            if regex is None:
                end = (
                    0
                    if at and text[at - 1].isalnum()
                    else _end(text, at + len(self.anchor), self.plural)
                )
                if end:
                    yield at, end
            elif at >= done:
                found = (
                    regex.search(text, max(done, at - self.lead), at + _REACH)
                    if self.lead
                    else regex.match(text, at)
                )
                if found:
                    yield found.span()
                    done = found.end()
            at = text.find(self.anchor, at + 1)

    def occurs(self, folded: Folded) -> bool:
        """Tell whether the phrase stands anywhere in `folded`."""
        return next(self.find(folded), None) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed.

    Most never are, and a command that tags nothing should start fast.
    """
    return re.compile(pattern)


def _end(text: str, end: int, plural: bool) -> int:
    """Return the end of the word that stops at `end` or runs on by a plural ending only.

    0 where it is another word.
    """
    for ending in ("", "s", "es") if plural else ("",):
        stop = end + len(ending)
        if text.startswith(ending, end) and not text[stop : stop + 1].isalnum():
            return stop
    return 0


def compile_phrase(source: str) -> tuple[Phrase, ...]:
    """Return the concrete phrases of one written phrase.

    Raise `ValueError` saying what is wrong with it.
    """
    if not source.strip():
        raise ValueError("is empty")
    if len(source) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST} characters")
    exact = source.startswith("=")
    forms = _forms(source[1:] if exact else source)
    return tuple(
        dict.fromkeys(_concrete(form if exact else lowered(form), exact) for form in forms)
    )


def _forms(source: str) -> list[str]:
    """Write out the alternatives in brackets."""
    forms = [source]
    while any("(" in form for form in forms):
        if len(forms) > _MOST_FORMS:
            raise ValueError(f"stands for more than {_MOST_FORMS} phrases")
        forms = [made for form in forms for made in _opened(form)]
    if any(")" in form or "|" in form for form in forms):
        raise ValueError("has brackets that do not match")
    return forms


def _opened(form: str) -> Iterable[str]:
    if "(" not in form:
        return (form,)
    found = _GROUP.search(form)
    if not found:
        raise ValueError("has brackets that do not match")
    return (form[: found.start()] + choice + form[found.end() :] for choice in found[1].split("|"))


def _concrete(form: str, exact: bool) -> Phrase:
    words = alike(form).split(" ")
    _refuse_odd(words)
    text, (key, stem) = " ".join(words), _key(words)
    plural = words[-1][-1:].isalnum()
    whole = tuple(dict.fromkeys(_whole_words(words)))
    if not any(word == "..." or word.startswith("#") or word.endswith("*") for word in words):
        return Phrase(text, exact, key, stem, whole, text, 0, None, plural)
    anchor, lead = _anchor(words)
    return Phrase(text, exact, key, stem, whole, anchor, lead, _pattern(words), plural)


def _refuse_odd(words: list[str]) -> None:
    """Raise `ValueError` for a phrase that could not be found, or would be found everywhere."""
    if not any(_WORD.search(word) for word in words):
        raise ValueError("has no word to look for")
    if words[0] == "..." or words[-1] == "...":
        raise ValueError("begins or ends with a gap")
    if words[0].startswith("#") and len(words) > 1 and words[1] == "...":
        raise ValueError("has a gap right after the number that it begins with")
    short = next((word for word in words if word.endswith("*") and len(word) < _STEM), None)
    if short or any("*" in word[:-1] for word in words):
        raise ValueError("has a star that does not follow at least three letters")


def _whole_words(words: list[str]) -> list[str]:
    """Return the words that stand in every hit as they are: those without a star."""
    return [
        token for word in words if not word.endswith("*") for token in _WORD.findall(lowered(word))
    ]


def _anchor(words: list[str]) -> tuple[str, int]:
    """Return literal text of a phrase with gaps, and how far behind its start that may stand."""
    literal: list[str] = []
    for word in words[words[0].startswith("#") :]:
        if word == "..." or word.startswith("#"):
            break
        literal.append(word.rstrip("*"))
        if word.endswith("*"):
            break
    return " ".join(literal), _NUMBER_LENGTH if words[0].startswith("#") else 0


def _key(words: list[str]) -> tuple[str, bool]:
    whole = _whole_words(words)
    if whole and (
        len(max(whole, key=len)) >= _STEM or not any(word.endswith("*") for word in words)
    ):
        return max(whole, key=len), False
    starred = next(word for word in words if word.endswith("*"))
    return lowered(_WORD.findall(starred)[-1])[:_STEM], True


def _pattern(words: list[str]) -> str:
    parts: list[str] = []
    for place, word in enumerate(words):
        if word == "...":
            parts.append(_GAP)
            continue
        if place and words[place - 1] != "...":
            parts.append(" ")
        if word.startswith("#"):
            parts.append(_NUMBER + re.escape(word[1:]))
        elif word.endswith("*"):
            parts.append(re.escape(word[:-1]) + r"[^\W_]{0,20}")
        else:
            parts.append(re.escape(word))
    ending = "(?:e?s)?" if words[-1][-1:].isalnum() else ""
    return rf"(?<![^\W_]){''.join(parts)}{ending}(?![^\W_])"

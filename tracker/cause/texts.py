"""The full text of a rule as causes read it.

What it says, its amendatory instructions, what they print.

    preamble                       said
    PART 742 ...                   said
    14. Section 742.6 is amended by:     said, instruction 1
    a. Revising paragraph (a)(6);        said, instruction 1
    (6) The new words ...                said, printed

An instruction is told by its number and its verb alone; what it does to which unit is not read
here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.tag.body import own

_FORMULA = re.compile(
    r"\b(?:accordingly|for\s+the\s+reasons)\b[^:]{0,700}?\b(?:amended|corrected)\b[^:]{0,80}:"
    r"|^[ \t]*(?:[■●▪0]\s{1,3})?1\.\s+The\s+authority\s+citation\s+for\b"
    r"|^[ \t]*[■●▪]\s*\d+\.\s",
    re.IGNORECASE | re.MULTILINE,
)
_LEAD = r"^[ \t]*(?:[■●▪0]\s{1,3})?"
_INSTRUCTION = re.compile(
    rf"{_LEAD}(?P<number>\d{{1,3}}|[a-z]{{1,2}}|[ivx]{{1,5}})\.[ \t]+"
    r"(?P<words>\S(?:[^\n]|\n(?![ \t]*\n)){0,6000}?"
    r"(?<!\bno)(?<!\bnos)(?<!\bco)(?<!\bltd)(?<!\binc)[:.;](?:[ \t]+and)?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""Ends with the line that ends a sentence or clause, but for an abbreviation: raw texts break lines
anywhere."""
_VERB = re.compile(
    r"\b(?:amend(?:ed|ing)?|revis(?:e|ed|ing)|add(?:ed|ing)?|remov(?:e|ed|ing)|redesignat(?:e|ed"
    r"|ing)|correct(?:ed|ing)?"
    r"|reserv(?:e|ed|ing)|delet(?:e|ed|ing)|replac(?:e|ed|ing)|suspend(?:ed|ing)?|stay(?:ed|ing)?"
    r"|entr(?:y|ies)\s+for)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:sections?|parts?|supplements?|ECCNs?|pages?|entr(?:y|ies))\b|§", re.IGNORECASE
)
_PADDED = re.compile(r"\( ?(\w+) ?\)(?: (?=\())?")
_UNDER = re.compile(r"Under\s+[A-Z]{3}")
_HEAD = 600
"""Characters of an instruction in which its verb and its place stand; what follows is a list."""
_SOFT = re.compile("[￾\xad]")
_QUOTES = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "\xa0": " ",
        "\u200b": "",
    }
)
_NOT_A_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule says, in lower case with white space folded.

    `said` is all of it, `instructions` one string for each number.

    `printed` is its amendatory part with letters and digits only, so that broken lines and hyphens
    make no difference.
    """

    said: str
    instructions: tuple[str, ...]
    printed: str

    def counted(self, term: str) -> int:
        """Return how often the text holds a term."""
        return self.said.count(term.lower())


@lru_cache(maxsize=256)
def reading(text: str, number: str) -> Reading:
    """Read the text of document `number`, without what its shared pages hold of its neighbours.

    Remembered for each rule.
    """
    start, end = own(text, number)
    law = text[_law(text, start, end) : end]
    return Reading(folded(text[start:end]), tuple(_instructions(law)), squeezed(law))


def folded(text: str) -> str:
    """Return text in lower case, quotes and dashes in one form, white space folded."""
    return " ".join(_SOFT.sub("-", text).translate(_QUOTES).lower().split())


def squeezed(text: str) -> str:
    """Return the letters and digits of a text alone, in lower case."""
    return _NOT_A_LETTER.sub("", text.lower())


def _law(text: str, start: int, end: int) -> int:
    """Return where the amendatory part begins: at its formula, else at its first instruction.

    `end` where none is seen.
    """
    found = _FORMULA.search(text, start, end)
    return found.start() if found else end


def _instructions(law: str) -> list[str]:
    """Return the instructions, each with those below it.

    What stands after "as follows:" is new text, up to the next number.
    """
    found: list[list[str]] = []
    reads_on = False
    for match in _INSTRUCTION.finditer(law):
        words = match["words"]
        if (
            match["number"].isdigit()
            and _VERB.search(words[:_HEAD])
            and _PLACE.search(words[:_HEAD])
        ):
            found.append([])
        elif not (reads_on and (_VERB.search(words[:_HEAD]) or _UNDER.match(words))):
            continue
        found[-1].append(words)
        reads_on = not words.rstrip().endswith("follows:")
    return [_PADDED.sub(r"(\1)", folded(" ".join(instruction))) for instruction in found]

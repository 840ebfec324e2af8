"""Two small forests on two lines, and what the diff tells of them on the next.

So hundreds of pairs can be read in a file.

    S(a) = 1-8; S(a)(1) = 9-14         two paragraphs, one in the other, of words 1 to 8 and 9 to 14
    S(a) = 1-6 30 31; S(b) = 9-14
    amended S(a): 1-8 -> 1-6 30 31; ...

`S` and `T` are two sections, `C` the Commerce Control List, `E` the Entity List, `G` the Country
Groups. Kinds that are no paragraphs are named before the address. A unit stands below the nearest
one before it whose address it goes on with.
"""

from __future__ import annotations

import re
from itertools import groupby

from tests.diff.builders import GROUPS, LIST, SECTION
from tests.trees import node
from tracker.diff import diff
from tracker.model import Change, Node, Role, UnitKind

HOMES = {
    "S": SECTION,
    "T": "15 CFR 744.98",
    "C": "15 CFR 774 Supp. 1",
    "E": LIST,
    "G": GROUPS,
    "U": "15 CFR 745.2",
    "V": "15 CFR 791.2",
}
_ROLES: dict[str, Role] = {"credit": "source-credit", "notice": "link-notice"}
_LETTERS = "bcdfghklmn"
_UNIT = re.compile(
    r"(?:(?P<kind>[a-z]+) )?(?P<address>[A-Z\d][^=<]*?)(?: <(?P<label>[^>]*)>)? =(?: (?P<text>.*))?"
)
_LABEL = re.compile(r"\([^()]+\)$|\.\w+$")
_RANGE = re.compile(r"\d+-\d+|\d+")
_WORD = re.compile(rf"w([{_LETTERS}]+)(?!\w)")


def word(number: int) -> str:
    """Return the invented word of a number.

    It has no digits, which would mean something to the diff.
    """
    return "w" + "".join(_LETTERS[int(digit)] for digit in str(number))


def spelled(text: str) -> str:
    """Return the text that a notation stands for.

    Numbers and ranges are words, `#5` is the number 5, all else is itself.
    """
    return " ".join(
        token[1:] if token.startswith("#") else _words(token) if _RANGE.fullmatch(token) else token
        for token in text.split(" ")
    )


def _words(token: str) -> str:
    first, _, last = token.partition("-")
    return " ".join(word(number) for number in range(int(first), int(last or first) + 1))


def noted(text: str | None) -> str:
    """Return the notation of a text; `none` stands for no text."""
    if text is None:
        return "none"
    numbers = [(found and int("".join(str(_LETTERS.index(letter)) for letter in found[1])), piece)
               for piece in text.split(" ") for found in [_WORD.fullmatch(piece)]]  # fmt: skip
    runs = groupby(
        enumerate(numbers),
        key=lambda number: number[1][0] - number[0] if number[1][0] is not None else f"{number[0]}",
    )
    return " ".join(_run([entry for _, entry in run]) for _, run in runs)


def _run(entries: list[tuple[int | None, str]]) -> str:
    first, last = entries[0], entries[-1]
    if first[0] is None:
        return f"#{first[1]}" if _RANGE.fullmatch(first[1]) else first[1]
    return f"{first[0]}" if len(entries) == 1 else f"{first[0]}-{last[0]}"


class _Draft:
    """A unit whose children are still to come."""

    def __init__(self, kind: str, address: str, label: str | None, text: str) -> None:
        self.kind, self.address, self.text = kind, address, text
        found = _LABEL.search(address) if kind == "paragraph" else None
        self.label = label if label is not None else found[0] if found else ""
        self.children: list[_Draft] = []

    def holds(self, other: _Draft) -> bool:
        if other.kind == "cell":
            return self.kind == "row" or (
                self.kind == "provision" and other.address.startswith(self.address)
            )
        rest = other.address.removeprefix(self.address)
        return self.kind != "entity" and rest != other.address and bool(rest) and rest[0] in "(. ,"

    def made(self) -> Node:
        below = tuple(child.made() for child in self.children)
        if self.kind == "entity":
            return _entity(self.address, self.text)
        kind: UnitKind = "note" if self.kind in _ROLES else self.kind  # type: ignore[assignment]  # the notation names kinds
        return node(
            self.address,
            kind,
            self.text,
            label=self.label,
            children=below,
            role=_ROLES.get(self.kind, ""),
        )


def _entity(address: str, text: str) -> Node:
    """Return a row of the Entity List: `ALIASES / CITATIONS` is its text in the notation."""
    aliases, cited = (part.strip() for part in text.split("/"))
    country, _, name = address.removeprefix(f"{LIST}, ").partition(": ")
    names = f"{name}, {aliases}".strip(", ")
    facets = (("country", country), ("name", name), ("aliases", aliases), ("citations", cited))
    return node(address, "entity", f"{names} | For all items. | {cited}", facets=facets)


def forest(line: str) -> tuple[Node, ...]:
    """Return the forest that a line stands for; a home letter opens a provision."""
    roots: list[_Draft] = []
    stack: list[_Draft] = []
    for written in filter(None, line.split("; ")):
        found = _UNIT.fullmatch(written)
        assert found, written
        home = HOMES.get(found["address"][0], "") if not found["address"][1:2].isalpha() else ""
        address = (home + found["address"][1:] if home else found["address"]).strip()
        one = _Draft(
            found["kind"] or "paragraph", address, found["label"], spelled(found["text"] or "")
        )
        while stack and not stack[-1].holds(one):
            stack.pop()
        if home and not stack and address != home:
            stack.append(_Draft("provision", home, "", ""))
            roots.append(stack[-1])
        (stack[-1].children if stack else roots).append(one)
        stack.append(one)
    return tuple(root.made() for root in roots)


def _shown(address: str) -> str:
    return next(
        (
            letter + address.removeprefix(home)
            for letter, home in HOMES.items()
            if address.startswith(home)
        ),
        address,
    )


def _change(one: Change) -> str:
    name = _shown(one.address) + (f" < {_shown(one.old_address)}" if one.old_address else "")
    kind = f"{one.kind} ({one.noise})" if one.noise else one.kind
    return f"{kind} {name}: {noted(one.before)} -> {noted(one.after)}"


def outcome(old: str, new: str) -> str:
    """Return what the diff tells of two forests, in the same notation."""
    return "; ".join(map(_change, diff(forest(old), forest(new)))) or "nothing"

"""Texts of the scale world: recorded ones made larger, with small edits from version to version.

    recorded text --pad (once)--> about 2 MB --edits 1..k--> version k

An edit picks its place by the hash of what stands there, so that it stays where it is when the
recorded text underneath changes. All follows from identifier and version number; nothing is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from pathlib import Path
from random import Random
from zlib import crc32

from tests.scale import invented

ENTITY_LIST = "Supplement No. 4 to Part 744"
CCL = "Supplement No. 1 to Part 774"
CHART = "Supplement No. 1 to Part 738"
DEFINITIONS = "772.1"
LISTS = frozenset(("Supplement No. 6 to Part 744", "Supplement No. 7 to Part 744"))
"""Lists of persons with three columns; nobody recorded them."""
PADDING = 950_000
"""Characters by which the two large lists are made longer."""
_COUNTRIES = ("ZAMUNDA", "ZEMBLA", "ZENDA", "ZUBROWKA")
_ROWS_A_COUNTRY, _SMALL_LIST = 400, 250
_EVERY, _MANY, _FEW, _LEAST = 8, 60, 5, 2
_MOST_ENTRIES = 500
_ROW, _PARAGRAPH = "</TR>\n", "</P>\n"
_NUMBER = re.compile(r"(?<=[ .])[1-9]\d{1,4}(?=[ ,;)])")
_CELL = re.compile(r"(<TD[^>]*>)(X?)(</TD>)")

Places = tuple[tuple[int, int], ...]
"""The hash and the place of the pieces that may be edited, by hash."""


def edits(identifier: str, number: int) -> int:
    """Return how many edits version `number` makes: every eighth of a large list is a large one."""
    if identifier not in (ENTITY_LIST, CCL):
        return _LEAST
    return _MANY if number % _EVERY == 0 else _FEW


class Texts:
    """Makes the text of any version of any provision out of a folder of recorded ones."""

    def __init__(self, folder: Path, padding: int = PADDING) -> None:
        """Read nothing yet but the names in the folder of one title."""
        self._padding = padding
        self._files: dict[str, list[Path]] = {}
        for file in sorted(folder.glob("part-*/*/*.xml")):
            self._files.setdefault(file.parent.name, []).append(file)
        self._sections = sorted(name for name in self._files if "Supplement" not in name)

    def text(self, identifier: str, date: str, number: int) -> str:
        """Return version `number` (from 0) of a provision, which is in force from `date`."""
        pieces, places = _pieces(self._file(identifier, date), identifier, self._padding)
        made = list(pieces)
        for figure in range(1, number + 1):
            _edit(made, places, identifier, figure)
        return "".join(made)

    def _file(self, identifier: str, date: str) -> Path:
        """Return the recorded text that a version repeats: its own, or that of some section."""
        files = self._files.get(re.sub(r"[^A-Za-z0-9.]+", "_", identifier))
        if files is None:
            some = self._sections[crc32(identifier.encode()) % len(self._sections)]
            files = self._files[some][-1:]
        return [file for file in files if file.stem <= max(date, files[0].stem)][-1]


@lru_cache(maxsize=16)
def _pieces(file: Path, identifier: str, padding: int) -> tuple[tuple[str, ...], Places]:
    """Return a text in pieces, and where it may be edited."""
    rows = identifier in (ENTITY_LIST, CHART) or identifier in LISTS
    border = _ROW if rows else _PARAGRAPH
    text = _grown(file.read_text(encoding="utf-8"), identifier, padding)
    pieces = tuple(re.split(f"(?<={border})", text))
    fit = (at for at, piece in enumerate(pieces) if piece.endswith(border) and not _is_frame(piece))
    places = sorted((crc32(pieces[at].encode()), at) for at in fit)
    return pieces, tuple(places) or ((0, 0),)


def _is_frame(piece: str) -> bool:
    """Tell whether a piece opens a table or a note; they are left as they are."""
    return "<THEAD>" in piece or "<HED>" in piece


def _grown(text: str, identifier: str, padding: int) -> str:
    """Return a recorded text as that of the provision asked for, and the large lists padded."""
    if identifier == ENTITY_LIST:
        return f"{''.join(_rows(padding))}</TBODY>".join(text.rsplit("</TBODY>", 1))
    if identifier == CCL:
        most = range(padding // len(invented.entry(0)))
        return _ended(text, "".join(invented.entry(at) for at in most))
    if identifier in LISTS:
        rows = [invented.row(at, invented.SHORT_ROW) for at in range(1, _SMALL_LIST)]
        first = invented.row(0, invented.SHORT_ROW, "FREDONIA")
        header = ("Country", "Listed person and address", "Citation")
        return _named(identifier, invented.table(header, "".join((first, *rows))))
    if identifier == DEFINITIONS:
        terms = (invented.definition(at) for at in range(_SMALL_LIST))
        return _named(identifier, "".join(terms))
    if f'N="{identifier}"' in text:
        return text
    return _named(identifier, text.partition("</HEAD>")[2].rpartition("</DIV")[0])


def _rows(padding: int) -> Iterator[str]:
    """Yield rows of some invented countries, until there are so many characters of them."""
    at, size = 0, 0
    while size < padding:
        begins = at % _ROWS_A_COUNTRY == 0
        country = _COUNTRIES[at // _ROWS_A_COUNTRY % len(_COUNTRIES)] if begins else " "
        made = invented.row(at, country=country)
        yield made
        at, size = at + 1, size + len(made)


def _named(identifier: str, body: str) -> str:
    appendix = "Supplement" in identifier
    tag, kind, sign = ("DIV9", "APPENDIX", "") if appendix else ("DIV8", "SECTION", "§ ")
    name = escape(identifier)
    head = f'<{tag} N="{name}" TYPE="{kind}">\n<HEAD>{sign}{name} Invented duties.</HEAD>\n'
    return f"{head}{body.strip()}\n</{tag}>\n"


def _ended(text: str, more: str) -> str:
    """Return a supplement with more at its end."""
    return f"{more}</DIV9>".join(text.rsplit("</DIV9>", 1))


def _edit(pieces: list[str], places: Places, identifier: str, number: int) -> None:
    """Make the edits by which version `number` of a provision differs from the one before."""
    random = Random(f"{identifier} {number}")
    count = edits(identifier, number)
    for figure in range(count):
        at = places[bisect_left(places, (random.getrandbits(32), 0)) % len(places)][1]
        pieces[at] = _changed(pieces[at], identifier, 10_000 + number * 100 + figure, random)
    if identifier == CCL and count == _MANY:
        pieces[-1] = _ended(pieces[-1], invented.entry(_MOST_ENTRIES - number // _EVERY))


def _changed(piece: str, identifier: str, number: int, random: Random) -> str:
    """Return a piece with a row, a citation, a cell or a sentence more, or another number."""
    if identifier == CHART:
        cell = random.choice(list(_CELL.finditer(piece)))
        return f"{piece[: cell.start(2)]}{'' if cell[2] else 'X'}{piece[cell.end(2) :]}"
    if piece.endswith(_ROW):
        if identifier in LISTS:
            return piece + invented.row(number, invented.SHORT_ROW)
        return piece + invented.row(number) if random.random() < 0.5 else _cited(piece, random)
    numbers = list(_NUMBER.finditer(piece))
    if numbers and random.random() < 0.4:
        old = random.choice(numbers)
        return f"{piece[: old.start()]}{random.randint(10, 9999)}{piece[old.end() :]}"
    head, _, tail = piece.rpartition("</P>")
    if head:
        return f"{head} Invented sentence {number} says a little more.</P>{tail}"
    first = f"<P>Invented sentence {number} is the first.</P>\n</DIV"
    return first.join(piece.rsplit("</DIV", 1))


def _cited(piece: str, random: Random) -> str:
    """Return a row with one citation more."""
    head, _, tail = piece.rpartition("</TD>")
    cited = f"{random.randint(80, 90)} FR {random.randint(1000, 99999)}."
    return f"{head.rstrip()} {cited}</TD>{tail}"

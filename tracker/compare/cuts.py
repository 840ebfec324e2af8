r"""What two canonical texts have in common, cut out of both before anything is structured.

    whole title or part    <DIV8>...</DIV8>, <DIV9>...</DIV9> that are equal and alone under their number
    Commerce Control List  <FP-2><B>3A001 ... up to the next entry, where nothing else depends on it
    Entity List            <TR> of an inherited country, alone under its name

A cut must not change how what is left is read. So whatever names, numbers or shelters something else stays: entries
before a heading, rows that bring a country, names that occur twice. Where the order of names differs, nothing is cut.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_EAR = 15
_LEAF = re.compile(rb'<DIV(?P<level>[89])(?: [\w:]+="[^"]*")*>.*?</DIV(?P=level)>', re.DOTALL)
_NUMBER = re.compile(rb' N="([^"]*)"')
_BORDER = re.compile(rb"</?DIV[1-7]\b|</DIV[89]>")
_CCL = b"Supplement No. 1 to Part 774"
_ENTITY_LIST = b"Supplement No. 4 to Part 744"

_LINE = re.compile(rb"<(?:FP-2|HD[1-4])\b[^>]*>\s*(?:<B>\s*(?P<eccn>\d[A-E]\d{3})(?=[ <\xc2]))?")
_HOST = re.compile(rb"<(?:P|FP|FP-1)\b[^>]*>\s*(?:<E\b[^>]*>\s*)?<B>|>\s*EAR99")
_NOTE_HEAD = re.compile(rb"(?i)note[^<:]{0,200}")
_ECCN = re.compile(rb"\d[A-E]\d{3}")

_ROW = re.compile(rb"<TR\b[^>]*>.*?</TR>", re.DOTALL)
_HEIR = re.compile(rb"<TR\b[^>]*>\s*<TD\b[^>]*>(?:\s|\xc2\xa0)*</TD>\s*<TD\b[^>]*>\s*(?P<name>[^,<(]+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a canonical text, the name that its units carry, and whether it could be cut."""

    start: int
    stop: int
    name: bytes
    free: bool


Reader = Callable[[bytes], list[Piece]]


def cut(old: bytes, new: bytes, title: int) -> tuple[bytes, bytes] | None:
    """Return both texts without what they have in common, or None where nothing can be cut."""
    leaves = _leaves(old), _leaves(new)
    if leaves[0] and leaves[0][0].start == 0:
        return _inside(old, new, title)
    old, new = _without_common(old, new, *leaves, whole=True)
    return _lists(old, new) if title == _EAR else (old, new)


def _lists(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Cut inside the two long lists of the EAR where both texts hold them."""
    for number in (_CCL, _ENTITY_LIST):
        here, there = (next((piece for piece in _leaves(text) if number in _opening(text, piece)), None) for text in (old, new))
        if here and there:
            inner = _inside(old[here.start : here.stop], new[there.start : there.stop], _EAR)
            if inner:
                old = old[: here.start] + inner[0] + old[here.stop :]
                new = new[: there.start] + inner[1] + new[there.stop :]
    return old, new


def _inside(old: bytes, new: bytes, title: int) -> tuple[bytes, bytes] | None:
    """Cut inside one supplement, if it is one of the long lists on both sides."""
    for number, read in ((_CCL, _entries), (_ENTITY_LIST, _rows)):
        if title == _EAR and number in old[: old.find(b">")] and number in new[: new.find(b">")]:
            return _without_common(old, new, read(old), read(new), whole=False)
    return None


def _opening(text: bytes, piece: Piece) -> bytes:
    return text[piece.start : text.find(b">", piece.start)]


def _without_common(old: bytes, new: bytes, olds: list[Piece], news: list[Piece], *, whole: bool) -> tuple[bytes, bytes]:
    here, there = _alone(olds), _alone(news)
    if [name for name in here if name in there] != [name for name in there if name in here] and not whole:
        return old, new
    common = {
        name
        for name, piece in here.items()
        if piece.free and name in there and there[name].free and old[piece.start : piece.stop] == new[there[name].start : there[name].stop]
    }
    if whole and len(common) in (len(olds), len(news)):
        common.discard(min(common, default=b""))  # a file without any section would be no text of the CFR
    return _left(old, olds, common), _left(new, news, common)


def _alone(pieces: list[Piece]) -> dict[bytes, Piece]:
    counts = Counter(piece.name for piece in pieces)
    return {piece.name: piece for piece in pieces if counts[piece.name] == 1}


def _left(text: bytes, pieces: list[Piece], common: set[bytes]) -> bytes:
    kept: list[bytes] = []
    at = 0
    for piece in pieces:
        if piece.name in common:
            kept.append(text[at : piece.start])
            at = piece.stop
    return b"".join([*kept, text[at:]])


def _leaves(text: bytes) -> list[Piece]:
    """Return the sections and appendices of a text; one is free where only divisions stand around it."""
    found: list[Piece] = []
    for leaf in _LEAF.finditer(text):
        number = _NUMBER.search(text, leaf.start(), text.find(b">", leaf.start()))
        name = b" ".join(number[1].replace("–".encode(), b"-").replace("§".encode(), b" ").split()).lower() if number else b""
        found.append(Piece(leaf.start(), leaf.end(), name, bool(name) and _among_divisions(text, leaf.end())))
    return found


def _among_divisions(text: bytes, stop: int) -> bool:
    """Tell whether a section is followed by the next or by the end of its division: no other element shelters it."""
    following = text[stop : stop + 400].lstrip()
    return following.startswith((b"<DIV", b"</DIV"))


def _entries(text: bytes) -> list[Piece]:
    """Return the entries of the Commerce Control List; one is free that another entry follows and no note of another names."""
    lines = list(_LINE.finditer(text))
    tainted = set(_named_by_others(text, lines))
    found: list[Piece] = []
    for line, following in zip(lines, lines[1:], strict=False):
        if line["eccn"]:
            free = following["eccn"] is not None and line["eccn"] not in tainted and _stands_alone(text[line.start() : following.start()])
            found.append(Piece(line.start(), following.start(), line["eccn"], free))
    if lines and lines[-1]["eccn"]:
        found.append(Piece(lines[-1].start(), len(text), lines[-1]["eccn"], free=False))
    return found


def _stands_alone(entry: bytes) -> bool:
    """Tell whether an entry is whole in itself: no second entry inside, no wrapper that opens or closes around its end."""
    if _HOST.search(entry):
        return False
    return all(entry.count(b"<" + wrapper + b">") + entry.count(b"<" + wrapper + b" ") == entry.count(b"</" + wrapper + b">") for wrapper in _WRAPPERS)


_WRAPPERS = (b"DIV", b"EXTRACT", b"NOTE", b"BOXTXT", b"TABLE", b"SCOL2", b"SCOL3", b"FTNT", b"OL", b"UL")


def _named_by_others(text: bytes, lines: list[re.Match[bytes]]) -> Iterator[bytes]:
    """Yield the ECCNs of entries whose notes name another entry, and those named: their addresses may depend on each other."""
    stops = [line.start() for line in lines[1:]] + [len(text)]
    for line, stop in zip(lines, stops, strict=True):
        own = line["eccn"]
        for head in _NOTE_HEAD.finditer(text, line.start(), stop):
            foreign = {eccn for eccn in _ECCN.findall(head[0]) if eccn != own}
            yield from foreign
            if foreign and own:
                yield own


def _rows(text: bytes) -> list[Piece]:
    """Return the rows of the Entity List; one is free that brings no country of its own."""
    if b" rowspan=" in text:
        return []
    found: list[Piece] = []
    for row in _ROW.finditer(text):
        heir = _HEIR.match(row[0])
        name = heir["name"].strip() if heir else b"row %d" % row.start()
        found.append(Piece(row.start(), row.end(), name, heir is not None))
    return found

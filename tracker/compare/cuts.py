r"""What two canonical texts have in common, cut out of both before anything is structured.

    whole title or part    <DIV8>...</DIV8>, <DIV9>...</DIV9> that are equal and alone under their number
    Commerce Control List  <FP-2><B>3A001 ... up to the next entry, where nothing else depends on it
    Entity List            <TR> of an inherited country, alone under its name

A cut must not change how what is left is read. So whatever names, numbers or shelters something
else stays: entries before a heading, rows that bring a country, names that occur twice, and what
stands before a newcomer or a loss. Where the order of names differs, nothing is cut.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from tracker.compare.canonical import evenly_spaced

_EAR = 15
_LEAF_TAGS = (b"<DIV8", b"<DIV9")
_NUMBER = re.compile(rb' N="([^"]*)"')
_LEAF_EDGE = re.compile(rb"<DIV[89](?=[ >])|</DIV[89]>")
_PROPER = re.compile(
    rb"\d[\w.()-]*[\w)]|[a-z]+ (?:nos?\. )?[\w.-]+ to (?:subpart [\w-]+ of )?(?:part|chapter|subchapter|subtitle) [\w-]+"
)
_PRINTED = re.compile(rb"<HEAD>\s*(?:\xc2\xa7\s*)+([\w.-]+)")
_LETTERS = re.compile(rb"[a-z]")
_HEAD_FAR = 600
_CCL = b"Supplement No. 1 to Part 774"
_ENTITY_LIST = b"Supplement No. 4 to Part 744"

_HEADER = re.compile(rb"<FP-2[^>]*>\s*<B>\s*(\d[A-E]\d{3})(?=[ <\xc2])")
_OPENS_LINE = re.compile(rb"<(?:P|FP|FP-1)(?: [^>]*)?>\s*(?:<E\b[^>]*>\s*)?$")
_HEAD_BACK = 40
_WORDS_BEFORE_NOTE = 3
_NOTES = tuple(
    re.compile(rb"%s[^<:]{0,200}?\d[A-E]\d{3}[^<:]{0,200}" % word) for word in (b"ote", b"OTE")
)
_ECCN = re.compile(rb"\d[A-E]\d{3}")
_WRAPPER = re.compile(rb"</?(?:DIV|EXTRACT|NOTE|BOXTXT|TABLE|SCOL2|SCOL3|FTNT|OL|UL)[ >]")
_LOOK_BACK = 80

_NAME = re.compile(rb"\s*([^,<(]+)")


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
    if old.startswith(_LEAF_TAGS) or new.startswith(_LEAF_TAGS):
        return _inside(old, new, title)
    old, new = _without_common(old, new, _leaves(old), _leaves(new), whole=True)
    return _lists(old, new) if title == _EAR else (old, new)


def _lists(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Cut inside the two long lists of the EAR where both texts hold them."""
    for number in (_CCL, _ENTITY_LIST):
        here, there = (
            next((piece for piece in _leaves(text) if number in _opening(text, piece)), None)
            for text in (old, new)
        )
        if here and there:
            inner = _inside(old[here.start : here.stop], new[there.start : there.stop], _EAR)
            if inner:
                old = old[: here.start] + inner[0] + old[here.stop :]
                new = new[: there.start] + inner[1] + new[there.stop :]
    return old, new


def _inside(old: bytes, new: bytes, title: int) -> tuple[bytes, bytes] | None:
    """Cut inside one supplement, if it is one of the long lists on both sides; not where another division stands inside."""
    if any(
        text[place + 4 : place + 5].isdigit()
        for text in (old, new)
        for place in _places(text, b"<DIV")
        if place
    ):
        return None
    for number, read in ((_CCL, _entries), (_ENTITY_LIST, _rows)):
        if title == _EAR and number in old[: old.find(b">")] and number in new[: new.find(b">")]:
            return _without_common(old, new, read(old), read(new), whole=False)
    return None


def _opening(text: bytes, piece: Piece) -> bytes:
    return text[piece.start : text.find(b">", piece.start)]


def _without_common(
    old: bytes, new: bytes, olds: list[Piece], news: list[Piece], *, whole: bool
) -> tuple[bytes, bytes]:
    here, there = _alone(olds), _alone(news)
    if [name for name in here if name in there] != [
        name for name in there if name in here
    ] and not whole:
        return old, new
    common = {
        name
        for name, piece in here.items()
        if piece.free
        and name in there
        and there[name].free
        and _same(old[piece.start : piece.stop], new[there[name].start : there[name].stop])
    }
    common -= {
        before.name
        for pieces in (olds, news)
        for before, piece in pairwise(pieces)
        if not (piece.name in here and piece.name in there)
    }
    if whole and len(common) in (len(olds), len(news)):
        common.discard(
            min(common, default=b"")
        )  # a file without any section would be no text of the CFR
    return _left(old, olds, common), _left(new, news, common)


def _same(old: bytes, new: bytes) -> bool:
    """Tell whether two stretches are equal but for white space at the edges of blocks."""
    if old == new:
        return True
    return old.translate(None, b" \t\r\n") == new.translate(None, b" \t\r\n") and evenly_spaced(
        old
    ) == evenly_spaced(new)


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


def _places(text: bytes, needle: bytes) -> Iterator[int]:
    """Yield every place where `needle` begins."""
    place = text.find(needle)
    while place >= 0:
        yield place
        place = text.find(needle, place + 1)


def _leaves(text: bytes) -> list[Piece]:
    """Return the sections and appendices of a text; one is free where only divisions stand around it, and none in it.

    One that stands inside another, or holds one, stays: which of two of one name is told depends on
    where they stand. So does one whose name is not in `N` alone, and the one that it may share its
    name with.
    """
    spans = _spans(text)
    names = [_named(text, start) for start, _, _ in spans]
    headed = [
        _headed(text, start, stop, name)
        for (start, stop, _), name in zip(spans, names, strict=True)
    ]
    shared = set(headed)
    found: list[Piece] = []
    for (start, stop, nested), name, other in zip(spans, names, headed, strict=True):
        free = (
            not nested and not other and name not in shared and _PROPER.fullmatch(name) is not None
        )
        found.append(Piece(start, stop, name, free and _among_divisions(text, stop)))
    return found


def _spans(text: bytes) -> list[tuple[int, int, bool]]:
    """Return where each section and appendix begins and ends, in order, and whether it stands in another or holds one."""
    found: list[tuple[int, int, bool]] = []
    opened: list[int] = []
    for tag in _LEAF_EDGE.finditer(text):
        if tag[0].startswith(b"</"):
            if opened:
                place = opened.pop()
                start, _, nested = found[place]
                found[place] = start, tag.end(), nested
            continue
        nested = bool(opened)
        if nested:
            found[opened[-1]] = (*found[opened[-1]][:2], True)
        opened.append(len(found))
        found.append((tag.start(), len(text), nested))
        if text[text.find(b">", tag.end()) - 1 : text.find(b">", tag.end())] == b"/":
            place = opened.pop()
            found[place] = tag.start(), text.find(b">", tag.end()) + 1, nested
    return found


def _named(text: bytes, start: int) -> bytes:
    number = _NUMBER.search(text, start, text.find(b">", start))
    plain = number[1].replace("–".encode(), b"-").replace("—".encode(), b"-") if number else b""
    return b" ".join(plain.replace("§".encode(), b" ").split()).lower()


def _headed(text: bytes, start: int, stop: int, name: bytes) -> bytes:
    """Return the number that the heading of a section prints, where it is not quite the one in `N`; else b""."""
    if not text.startswith(b"<DIV8", start):
        return b""
    head = _PRINTED.search(text, start, min(stop, start + _HEAD_FAR))
    printed = head[1].rstrip(b".-").lower() if head else b""
    return (
        printed
        if printed != name and _LETTERS.sub(b"", printed) == _LETTERS.sub(b"", name)
        else b""
    )


def _among_divisions(text: bytes, stop: int) -> bool:
    """Tell whether a section is followed by the next or by the end of its division: no other element shelters it."""
    return text[stop : stop + 400].lstrip().startswith((b"<DIV", b"</DIV"))


def _entries(text: bytes) -> list[Piece]:
    """Return the entries of the Commerce Control List; one is free that another entry follows and no note of another names.

    It must be whole in itself, too: no second entry inside, no wrapper that opens or closes around
    its ends.
    """
    starts = sorted([*_places(text, b"<FP-2"), *_places(text, b"<HD")])
    names = [header[1] if (header := _HEADER.match(text, start)) else b"" for start in starts]
    bound = _named_by_others(text, starts, names)
    hosts = {bisect_right(starts, place) - 1 for place in _hosts(text)}
    sheltered = _sheltered(text, starts)
    found: list[Piece] = []
    for place, (start, name) in enumerate(zip(starts, names, strict=True)):
        if name:
            last = place + 1 == len(starts)
            free = (
                not last
                and bool(names[place + 1])
                and place not in hosts
                and not {place, place + 1} & sheltered
            )
            found.append(
                Piece(
                    start,
                    len(text) if last else starts[place + 1],
                    name,
                    free and name not in bound,
                )
            )
    return found


def _hosts(text: bytes) -> Iterator[int]:
    """Yield the places of lines that may open an entry without being an FP-2: bold ones, and EAR99."""
    for place in _places(text, b"<B>"):
        if text[place - 6 : place] != b"<FP-2>" and _OPENS_LINE.search(
            text, max(0, place - _LOOK_BACK), place
        ):
            yield place
    for place in _places(text, b"EAR99"):
        if text[max(0, place - _LOOK_BACK) : place].rstrip().endswith(b">"):
            yield place


def _sheltered(text: bytes, starts: list[int]) -> set[int]:
    """Return the places of the lines that stand inside a wrapper."""
    changes = Counter[int]()
    for wrapper in _WRAPPER.finditer(text):
        changes[bisect_right(starts, wrapper.start())] += -1 if wrapper[0][1:2] == b"/" else 1
    depth, found = 0, set()
    for place in range(len(starts)):
        depth += changes[place]
        if depth:
            found.add(place)
    return found


def _named_by_others(text: bytes, starts: list[int], names: list[bytes]) -> set[bytes]:
    """Return the ECCNs of entries whose notes name another entry, and those named: their addresses may depend on each other."""
    found: set[bytes] = set()
    for note in (one for pattern in _NOTES for one in pattern.finditer(text)):
        place = note.start()
        if _opens_note(text[max(0, place - _HEAD_BACK) : place]):
            line = bisect_right(starts, place) - 1
            own = names[line] if line >= 0 else b""
            foreign = {eccn for eccn in _ECCN.findall(note[0]) if eccn != own}
            found |= foreign | ({own} if foreign else set())
    return found


def _opens_note(before: bytes) -> bool:
    """Tell whether `N` stands at the end of what precedes, at most three words behind a tag: the head of a note."""
    edge = before.rfind(b">")
    return (
        edge >= 0
        and before[-1:] in b"Nn"
        and len(before[edge + 1 : -1].split()) <= _WORDS_BEFORE_NOTE
    )


def _rows(text: bytes) -> list[Piece]:
    """Return the rows of the Entity List, named by the country in force and the entity; one is free that brings no country.

    Rows of a second table stay: whether it goes on with the first one depends on all its rows.
    """
    if b" rowspan=" in text:
        return []
    second_table = next(islice(_places(text, b"<TABLE"), 1, None), len(text))
    found: list[Piece] = []
    country = b""
    for start in _places(text, b"<TR"):
        stop = text.find(b"</TR>", start) + len(b"</TR>")
        first = text.find(b">", text.find(b"<T", start + 3)) + 1
        own = text[first : text.find(b"</T", first)].replace(b"\xc2\xa0", b"").strip()
        second = text.find(b"<T", text.find(b"</T", first) + 3)
        name = _NAME.match(text, text.find(b">", second) + 1) if first < second < stop else None
        country = own or country
        named = country + b": " + name[1].strip() if name else b"row %d" % start
        found.append(
            Piece(start, stop, named, name is not None and not own and start < second_table)
        )
    return found

"""Matches -> changes, each told once, in document order of the new text.

Removals stand at their old place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.diff import keys
from tracker.diff.matches import Match, Matching
from tracker.diff.noise import noise_of, noise_of_key, noise_of_label
from tracker.model import Change, ChangeKind, Node, Noise, UnitKind, full_text
from tracker.words import spans


def changes_of(old: Sequence[Node], new: Sequence[Node], found: Matching) -> Iterator[Change]:
    """Yield the changes between two forests that were matched."""
    yield from _children(old, new, found, _NOTHING)


@dataclass(frozen=True, slots=True)
class _Above:
    """What is already told of the units above.

    That they moved or got another number, that their name is set otherwise.
    """

    moved: bool = False
    respelled: bool = False


_NOTHING = _Above()


def _children(
    old: Sequence[Node], new: Sequence[Node], found: Matching, above: _Above
) -> Iterator[Change]:
    gone = {} if above.moved else _gone_after(old, new, found)
    for unit in gone.get(None, ()):
        yield from _lost(unit, found)
    for unit in new:
        match = found.by_new.get(id(unit))
        if match:
            yield from _pair(match, found, above)
        elif above.moved:
            yield from _matched_inside(unit, found)
        else:
            yield from _came(unit, found)
        for lost in gone.get(id(unit), ()):
            yield from _lost(lost, found)


def _gone_after(
    old: Sequence[Node], new: Sequence[Node], found: Matching
) -> dict[int | None, list[Node]]:
    """Return the old units without a match by the new unit that they stood behind.

    Those under None stood first.
    """
    here = {id(unit) for unit in new}
    gone: dict[int | None, list[Node]] = {}
    behind: int | None = None
    for unit in old:
        match = found.by_old.get(id(unit))
        if match is None:
            gone.setdefault(behind, []).append(unit)
        elif id(match.new) in here:
            behind = id(match.new)
    return gone


def _pair(match: Match, found: Matching, above: _Above) -> Iterator[Change]:
    above = _NOTHING if match.elsewhere else above
    carried = match.relation == "moved" or (match.relation == "renumbered" and not above.moved)
    if carried:
        kind: ChangeKind = "moved" if match.relation == "moved" else "renumbered"
        yield _change(
            match.new,
            kind,
            match.old,
            _text(match.old, found.by_old, found),
            _text(match.new, found.by_new, found),
            None,
        )
    elif not _is_told_above(match, above):
        yield from _rewritten(match, found)
    if match.old.fingerprint == match.new.fingerprint:
        return
    yield from _order(match.old, match.new, found)
    below = _Above(above.moved or carried, match.relation == "respelled")
    yield from _children(match.old.children, match.new.children, found, below)


def _is_told_above(match: Match, above: _Above) -> bool:
    """Tell whether all that differs follows from what is told of the unit above.

    A section's number in its heading, a name.
    """
    if above.moved and match.new.kind == "heading":
        return _unnumbered(match.old) == _unnumbered(match.new)
    return above.respelled and match.relation == "respelled" and match.old.own == match.new.own


def _unnumbered(heading: Node) -> str:
    home = heading.name.home
    number = home.number if home.form == "section" else home.part
    return heading.text.replace(number, "", 1)


def _rewritten(match: Match, found: Matching) -> Iterator[Change]:
    """Tell that a unit's own text, its label, or only the way its name is set became another.

    What went to units below it is not told here. Words that are only emphasised otherwise, and so
    read as a unit of another kind, are no change.
    """
    old, new = match.old, match.new
    before = found.shared.lead.get(id(old), old.text)
    after = found.gathered.lead.get(id(new), new.text)
    shared = (before, after) != (old.text, new.text)
    if shared and _says_only_its_name(old, before) and _says_only_its_name(new, after):
        return
    if _is_relabelled(match):
        yield from _relabelled(match, before, after)
    elif before != after:
        noise = _noise_of_texts(match, before, after)
        kind: ChangeKind = "editorial" if noise or old.role or new.role else "amended"
        yield _change(new, kind, old, before, after, noise)
    elif not (old.role or new.role):
        yield from _respelled(match, before)


def _relabelled(match: Match, before: str, after: str) -> Iterator[Change]:
    """Tell that a unit has another label, and its text where that changed too."""
    old, new = match.old, match.new
    noise = noise_of_label(old.label, new.label)
    if noise is None or old.text == new.text:
        before, after = (f"{unit.label} {unit.text}".strip() for unit in (old, new))
    by_label = noise is None or old.own == new.own
    if before == after:
        yield from () if by_label or old.role or new.role else _respelled(match, before)
        return
    if old.role or new.role or not by_label:
        noise = _noise_of_texts(match, before, after)
    kind: ChangeKind = "editorial" if noise or old.role or new.role else "amended"
    yield _change(new, kind, old, before, after, noise)


def _is_relabelled(match: Match) -> bool:
    """Tell whether a unit of the same kind, under the same or a like name, has another label."""
    old, new = match.old, match.new
    if old.label == new.label or old.kind != new.kind:
        return False
    return old.address == new.address or match.relation in ("respelled", "renamed")


def _respelled(match: Match, text: str) -> Iterator[Change]:
    """Tell that a unit of one text has its name set in another way."""
    old, new = match.old, match.new
    if match.relation == "respelled" and old.kind == new.kind and not _is_named_by_another(new):
        noise = noise_of_label(old.address, new.address) or "capitals"
        yield _change(new, "editorial", old, text, text, noise)


def _noise_of_texts(match: Match, before: str, after: str) -> Noise | None:
    """Return the class of noise that two texts of one unit differ by.

    A name forgives more than a text, joined paragraphs more stops.
    """
    old, new = match.old, match.new
    if old.role or new.role:
        return noise_of(before, after, new.kind, new.role or old.role)
    both_headings = keys.reads_as_heading(old) and keys.reads_as_heading(new)
    if both_headings or (match.relation == "respelled" and _only_the_name_differs(old, new)):
        kind: UnitKind = "heading"
    else:
        kind = "note" if keys.holds_joined_text(new) else new.kind
    noise = noise_of(before, after, kind)
    if noise is None and old.kind == new.kind == "row":
        return noise_of_key(before, after)
    return noise


def _says_only_its_name(unit: Node, text: str) -> bool:
    """Tell whether a text is empty or repeats the number of its unit: `z.1.`, `3A001.z.1`."""
    return not text or unit.name.repeats(text.rstrip("."))


def _is_named_by_another(unit: Node) -> bool:
    """Tell whether a row's name only repeats the name of the row that heads its group."""
    above = unit.name.above
    return unit.name.kind == "row" and above is not None and above.kind == "row"


def _only_the_name_differs(old: Node, new: Node) -> bool:
    """Tell whether two texts that open with the unit's name are the same behind it."""
    length = len(keys.spoken_name(new)) + 2
    return old.text[length:] == new.text[length:]


def _came(unit: Node, found: Matching) -> Iterator[Change]:
    """Tell that a unit is new; cells of a country list speak for the row that brings them."""
    if unit.role:
        yield _change(
            unit, "editorial", None, None, unit.text, noise_of("", unit.text, unit.kind, unit.role)
        )
    elif unit.kind == "row" and keys.stands_in_country_list(unit):
        for child in unit.children:
            yield from _came(child, found)
    elif giver := found.shared.giver.get(id(unit)):
        yield _change(unit, "renumbered", giver, giver.text, unit.text, None)
        for child in unit.children:
            yield from (
                _pair(known, found, _NOTHING)
                if (known := found.by_new.get(id(child)))
                else _came(child, found)
            )
    else:
        if text := _body(unit, found.by_new, found):
            yield _change(unit, "added", None, None, text, None)
        yield from _matched_inside(unit, found)


def _lost(unit: Node, found: Matching) -> Iterator[Change]:
    if unit.role:
        yield _change(
            unit, "editorial", unit, unit.text, None, noise_of(unit.text, "", unit.kind, unit.role)
        )
    elif unit.kind == "row" and keys.stands_in_country_list(unit):
        for child in unit.children:
            yield from _lost(child, found) if id(child) not in found.by_old else ()
    elif giver := found.gathered.giver.get(id(unit)):
        yield _change(giver, "renumbered", unit, unit.text, giver.text, None)
        for child in unit.children:
            yield from _lost(child, found) if id(child) not in found.by_old else ()
    elif text := _body(unit, found.by_old, found):
        yield _change(unit, "removed", unit, text, None, None)


def _matched_inside(unit: Node, found: Matching) -> Iterator[Change]:
    """Tell what became of the known units inside one that is new."""
    if not found.inside:
        return
    for child in unit.children:
        match = found.by_new.get(id(child))
        if match:
            yield from _pair(match, found, _NOTHING)
        else:
            yield from _matched_inside(child, found)


def _order(old: Node, new: Node, found: Matching) -> Iterator[Change]:
    """Tell in one editorial change which children stand in another order.

    Nothing counts on their order.
    """
    displaced = found.displaced.get(id(new))
    if not displaced:
        return
    before = "; ".join(_place(match.old, old) for match in displaced)
    places = {id(unit): place for place, unit in enumerate(new.children)}
    after = "; ".join(
        _place(match.new, new)
        for match in sorted(displaced, key=lambda match: places[id(match.new)])
    )
    yield _change(new, "editorial", old, before, after, "order")


def _place(unit: Node, parent: Node) -> str:
    """Say behind which sibling a unit stands."""
    place = next(place for place, child in enumerate(parent.children) if child is unit)
    name = keys.spoken_below(unit, parent)
    return (
        f"{name} after {keys.spoken_below(parent.children[place - 1], parent)}"
        if place
        else f"{name} first"
    )


def _body(unit: Node, known: dict[int, Match], found: Matching) -> str:
    """Return what a unit brings or takes along.

    Its text, a bare label, or nothing where all in it is told of elsewhere.
    """
    return _text(unit, known, found) or ("" if unit.children else unit.label)


def _text(unit: Node, known: dict[int, Match], found: Matching) -> str:
    """Return the full text of a unit without the units inside it that are told of elsewhere."""
    if not found.inside:
        return full_text(unit)
    pieces = [unit.text]
    stack = list(reversed(unit.children))
    while stack:
        current = stack.pop()
        match = known.get(id(current))
        if not current.role and not (match and match.elsewhere):
            pieces += (current.label, current.text)
            stack.extend(reversed(current.children))
    return " ".join(piece for piece in pieces if piece)


def _change(
    unit: Node,
    kind: ChangeKind,
    old: Node | None,
    before: str | None,
    after: str | None,
    noise: Noise | None,
) -> Change:
    old_address = old.address if old and old.address != unit.address else None
    return Change(
        unit.address,
        unit.kind,
        kind,
        old_address,
        before,
        after,
        spans(before or "", after or ""),
        noise,
    )

"""Is it hard to believe? Compares a new text with the one before it; reasons, not verdicts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tracker import plain
from tracker.gate.facts import Facts
from tracker.gate.shape import Shape
from tracker.model import Node
from tracker.names import LISTED


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When an answer is doubted, and when a doubted answer is believed after all.

    A supplement that loses more than `lost_share` of its units (and more than `lost_units`), rows
    with more cells than their table has columns, a key fact that vanishes. Believed when the same
    bytes came in `polls` polls, on two days at least where that is more than one, or stayed `days`.
    """

    lost_share: float = 0.05
    lost_units: int = 5
    polls: int = 3
    days: int = 14


def doubts(
    new: Node,
    held: Node | None,
    facts: Facts,
    thresholds: Thresholds,
    shapes: tuple[Shape, Shape | None] | None = None,
) -> tuple[str, ...]:
    """Return the reasons to keep a new text in quarantine, none where it is plausible.

    `held` is the text in force just before it (or the reading of the same version that we hold);
    `shapes` are those of the tables of the new and of the held text.
    """
    found = [*_glued(*shapes), *_misshapen(*shapes)] if shapes else []
    if held is not None:
        found += _losses(new, held, thresholds)
        found += _twins(new, held, thresholds)
        found += [f"a key fact no longer holds: {fact}" for fact in facts.lost(new, held)]
    return tuple(found)


def _glued(new: Shape, held: Shape | None) -> Iterator[str]:
    if held is None:
        if new.doubled:
            yield (
                f"{_rows(new.doubled, 'twice as many cells as the table')}: rows may be glued"
                " together"
            )
    elif new.overfull > held.overfull:
        yield (
            f"{_rows(new.overfull - held.overfull, 'more cells than columns')}, which was not so"
            " before: rows may be glued together"
        )


def _rows(number: int, what: str) -> str:
    return f"{plain.counted(number, 'table row')} {plain.verb(number, 'has')} {what}"


def _misshapen(new: Shape, held: Shape | None) -> Iterator[str]:
    """Yield where rows or whole tables changed their number of cells."""
    if held is None:
        return
    if new.underfull > held.underfull:
        yield (
            f"{_rows(new.underfull - held.underfull, 'fewer cells than columns')}, which was not so"
            " before: cells may be lost"
        )
    if len(new.columns) == len(held.columns):
        for place, (had, has) in enumerate(zip(held.columns, new.columns, strict=True), 1):
            if had != has and had and has:
                yield f"table {place} has {has} columns where it had {had}"


def _twins(new: Node, held: Node, thresholds: Thresholds) -> Iterator[str]:
    """Yield that a text repeats itself.

    Many more units than before share their address with another one.
    """
    repeated, all_units = _repeated(new), sum(1 for _ in held.walk())
    if (
        more := repeated - _repeated(held)
    ) > thresholds.lost_units and more > thresholds.lost_share * all_units:
        units = f"{plain.counted(more, 'unit')} {plain.verb(more, 'is')}"
        yield f"{units} in the text twice"


def _repeated(node: Node) -> int:
    return sum(unit.name.twin > 1 for unit in node.walk())


def _losses(new: Node, held: Node, thresholds: Thresholds) -> Iterator[str]:
    """Yield what a supplement lost beyond its threshold.

    Of all units, and of each kind that lists are made of.
    """
    before, after = (
        Counter(unit.kind for unit in held.walk()),
        Counter(unit.kind for unit in new.walk()),
    )
    if new.name.home.form != "annex":
        body = sum(before.values()) - before["heading"] - before["provision"] - before["note"]
        left = sum(after.values()) - after["heading"] - after["provision"] - after["note"]
        if body and not left and "reserved" not in _heading(new).casefold():
            yield f"the whole text is gone (it had {plain.counted(body, 'unit')})"
        return
    counts: list[tuple[str, int, int]] = [("unit", sum(before.values()), sum(after.values()))]
    counts += [(kind, before[kind], after[kind]) for kind in LISTED]
    for kind, had, has in counts:
        if had - has > thresholds.lost_units and had - has > thresholds.lost_share * had:
            yield f"the text lost {had - has} of {had} units" + (
                "" if kind == "unit" else f" of kind {kind}"
            )


def _heading(node: Node) -> str:
    return next((child.text for child in node.children if child.kind == "heading"), "")


def text_doubts(full_text: str, number: str, title: str) -> tuple[str, ...]:
    """Return the reasons to doubt the full text of a document.

    It names other documents, or neither this one nor its title.
    """
    plain = full_text.replace("–", "-")
    named = set(re.findall(r"FR\s+Doc\.?\s*([A-Z]?\d*-?\d{2,4}-\d+)", plain))
    if number in plain:
        return ()
    if named:
        return (f"the text names {', '.join(sorted(named)[:3])}, not {number}",)
    words, said = (set(re.findall(r"[^\W\d_]{4,}", text.casefold())) for text in (title, plain))
    return (
        (f"the text names neither {number} nor its title",)
        if 2 * len(words & said) < len(words)
        else ()
    )

"""What the changes of one provision are, in one sentence that stands alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.digest import countries, entities
from tracker.digest.weighing import weight
from tracker.digest.wording import count, cut, few, listing, sentence
from tracker.model import Change
from tracker.names import StepKind, parse
from tracker.recorded import RecordedChange
from tracker.redline.names import in_one_home, kind_word, printed, short, unit_word

_EACH = 4
"""Changes named one by one; more are counted by kind."""
_KINDS, _HEADING = 3, 70
_NUMBERING = re.compile(
    r"^(?:§+\s*\S+|Supplement No\. \S+ to Part \S+?(?=[\s—-])|(?:Appendix|Attachment) \S+ to"
    r" [^—]+)[\s—.-]*"
)
_LOOKED_UP: tuple[StepKind, ...] = ("entry", "paragraph")


@dataclass(frozen=True, slots=True)
class Lead:
    """What happened to a provision, in a sentence that stands alone.

    `beyond` are its words beside a link that names the provision. `named`: the sentence names it.
    """

    sentence: str
    beyond: str
    named: bool


def lead(changes: Sequence[RecordedChange]) -> Lead:
    """Say in one sentence what happened to a provision: who joined, who is listed, what changed.

    `United Arab Emirates joins Country Group A:5 and leaves D:3 and D:4.`
    `15 CFR 744.23 (Supercomputer end use): (a)(2) amended, (c) is now (d).`
    """
    first, heading = changes[0], _heading(changes[0])
    name = f"{first.provision} ({heading})" if heading else first.provision
    bare = [change.change for change in changes]
    whole = bare[0] if len(bare) == 1 and bare[0].unit == "provision" else None
    if whole:
        verb = "New text" if whole.kind == "added" else f"Text {kind_word(whole.kind)}"
        return Lead(
            sentence(f"{verb}: {name}"), f"{verb} ({heading})" if heading else verb, named=True
        )
    listed = [change for change in bare if change.unit in ("cell", "entity")]
    special = countries.lead(listed) or entities.lead(listed)
    if special is None:
        said = _counted(changes)
        beyond = f"{heading}: {said}" if heading else said
        return Lead(sentence(f"{name}: {said}"), beyond, named=True)
    rest = [change for change in changes if change.change.unit not in ("cell", "entity")]
    said = sentence(f"{special}; also {_counted(rest)}" if rest else special)
    return Lead(said, said, named=False)


def _heading(change: RecordedChange) -> str:
    """Return what the heading of the provision says beyond its number, "" for nothing."""
    heading = cut(_NUMBERING.sub("", change.heading, count=1), _HEADING).rstrip(".")
    known = heading and heading != change.provision and not change.provision.endswith(heading)
    return heading if known else ""


def _counted(changes: Sequence[RecordedChange]) -> str:
    """Name a few changes one by one, or count many by kind and name the units that matter most."""
    if len(changes) <= _EACH:
        return ", ".join(_in_words(change.change) for change in changes)
    kinds = Counter((change.change.unit, change.change.kind) for change in changes).most_common()
    said = [
        f"{count(number, unit_word(unit))} {kind_word(kind)}"
        for (unit, kind), number in kinds[:_KINDS]
    ]
    others = sum(number for _, number in kinds[_KINDS:])
    said.extend([count(others, "other change")] if others else [])
    first = sorted(changes, key=lambda change: -weight(change))
    roots = list(dict.fromkeys(_root(change.change.address) for change in first))
    return f"{listing(said)}, in {few(roots, _EACH, 'unit')}"


def _root(text: str) -> str:
    """Return what a reader looks up: the ECCN, or a paragraph's outermost label."""
    top = next((step for step in parse(text).steps()[1:2] if step.kind in _LOOKED_UP), None)
    return short(top.text) if top else cut(short(text), 50)


def _in_words(change: Change) -> str:
    name = cut(short(change.address), 60)
    if change.old_address and change.old_address != change.address:
        old = (
            short(change.old_address)
            if in_one_home(change.old_address, change.address)
            else change.old_address
        )
        return f"{cut(printed(old), 60)} is now {name}"
    which = "row " if change.unit == "row" else ""
    return f"{which}{name} {kind_word(change.kind)}"

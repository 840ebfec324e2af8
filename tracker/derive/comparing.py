"""The changes of one step, with causes and tags: texts compared, or one that came or went."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker import cause, diff, log, tag
from tracker.citations import Page
from tracker.derive import causes
from tracker.derive.context import DeriveContext
from tracker.model import Change, Node, full_text
from tracker.sources.ecfr.reading import NAME
from tracker.store import Store, changes, steps, units
from tracker.store.steps import Reading, Step


class Trees:
    """The trees of readings by their roots, whose ids say all that is in them.

    What was just parsed need not be loaded, and what several texts share is loaded once.
    """

    def __init__(self, store: Store, parsed: Mapping[int, Node] | None = None) -> None:
        """Begin with the trees that were just `parsed`."""
        self._parsed, self._stored = parsed or {}, units.Trees(store.db)

    def of(self, reading: Reading | None) -> Node | None:
        """Return the tree of a reading, None where it has no text."""
        if reading is None or reading.root is None:
            return None
        return self._parsed.get(reading.root) or self._stored.tree(reading.root)


def compute(store: Store, step: Step, context: DeriveContext, trees: Trees) -> None:
    """Compute the changes of one step by itself and store them in place of what it had."""
    old, new = _reading(store, step.old), _reading(store, step.new)
    before, after = trees.of(old), trees.of(new)
    match step.kind:
        case "begin":
            assert after is not None
            told: Sequence[Change] = (whole(after, "added"),)
        case "end":
            assert before is not None
            told = (whole(before, "removed"),)
        case "pair":
            assert old is not None
            assert new is not None
            assert before is not None
            assert after is not None
            told = _paired(store, (old, before), (new, after))
        case "restated":
            assert before is not None
            assert after is not None
            told = tuple(
                replace(one, kind="restated", noise=None) for one in diff.diff((before,), (after,))
            )
    credits_ = cause.new_credits(before, after) if step.kind != "restated" else ()
    _store(store, step, told, old, new, credits_, context)


def pair(store: Store, old: Reading, new: Reading) -> tuple[Change, ...]:
    """Return what changed from one version to the next, in the words of their newest readings.

    A unit that differs only because the source restated one of the two is left out: the restatement
    tells it, and no text that was served at first says that the law changed there.
    """
    return _paired(store, (old, _standing(store, old)), (new, _standing(store, new)))


def _paired(
    store: Store, old: tuple[Reading, Node], new: tuple[Reading, Node]
) -> tuple[Change, ...]:
    """Do what `pair` does with two readings whose trees were loaded already."""
    told = diff.diff((old[1],), (new[1],))
    if old[0].reading == new[0].reading == 1:
        return told
    first = [_standing(store, _first(store, one)) for one, _ in (old, new)]
    at_first = {one.address for one in diff.diff((first[0],), (first[1],))}
    for change in told:
        if change.address not in at_first:
            why = "it differs only because the source restated one of the two versions"
            log.decided("skipped", f"{change.address} of {new[0].in_force}", why)
    return tuple(one for one in told if one.address in at_first)


def _standing(store: Store, reading: Reading) -> Node:
    """Return the tree of a reading that has a text."""
    tree = Trees(store).of(reading)
    assert tree is not None
    return tree


def whole(tree: Node, kind: str) -> Change:
    """Return the one change by which a whole provision comes (`added`) or goes (`removed`)."""
    text = full_text(tree)
    if kind == "added":
        return Change(tree.address, "provision", "added", None, None, text, (("+", text),), None)
    return Change(tree.address, "provision", "removed", None, text, None, (("-", text),), None)


def compute_together(store: Store, together: Sequence[Step], context: DeriveContext) -> None:
    """Compute the beginnings and ends of one day together, so that a move is told as one."""
    ended = {one.provision: _Side(store, one) for one in together if one.kind == "end"}
    began = {one.provision: _Side(store, one) for one in together if one.kind == "begin"}
    told = diff.diff(
        tuple(side.tree for side in ended.values()), tuple(side.tree for side in began.values())
    )
    homes_old = {unit.address: name for name, side in ended.items() for unit in side.tree.walk()}
    homes_new = {unit.address: name for name, side in began.items() for unit in side.tree.walk()}
    shares: dict[int, list[Change]] = {one.id: [] for one in together}
    came_from: dict[str, str] = {}
    for one in told:
        home = homes_old[one.address] if one.kind == "removed" else homes_new[one.address]
        side = ended[home] if one.kind == "removed" else began[home]
        shares[side.step.id].append(one)
        if one.unit == "provision" and one.old_address:
            came_from[home] = homes_old[one.old_address]
    for name, side in (*ended.items(), *began.items()):
        origin = ended.get(came_from.get(name, "")) if side.step.kind == "begin" else None
        old = origin.reading if origin else (side.reading if side.step.kind == "end" else None)
        before = origin.tree if origin else None
        credits_ = cause.new_credits(before, side.tree) if side.step.kind == "begin" else ()
        told_here = [
            _moved(one) if origin and one.unit == "provision" else one
            for one in shares[side.step.id]
        ]
        new = _reading(store, side.step.new)
        _store(store, side.step, told_here, old, new, credits_, context)


def _moved(one: Change) -> Change:
    """Call a provision that stands elsewhere with like text moved, however its number changed."""
    return replace(one, kind="moved") if one.kind == "renumbered" else one


class _Side:
    """One end or beginning with its last or first text."""

    def __init__(self, store: Store, step: Step) -> None:
        self.step = step
        reading = _reading(store, step.old if step.kind == "end" else step.new)
        assert reading is not None
        self.reading, self.tree = reading, _standing(store, reading)


def _reading(store: Store, number: int | None) -> Reading | None:
    return steps.reading(store.db, number) if number is not None else None


def _store(
    store: Store, step: Step, told: Iterable[Change], old: Reading | None, new: Reading | None,
    credits_: Sequence[Page],
    context: DeriveContext,
) -> None:  # fmt: skip
    """Store the changes of a step with their causes and tags, in place of what it had."""
    assert new is not None
    told = tuple(told)
    _tell(step, told, old)
    steps.drop_changes(store.db, step.id)
    steps.put_step(
        store.db, replace(step, new_credits=causes.print_credits(credits_)), context.version
    )
    seen = new if step.kind == "restated" else _first(store, new)
    recorded = [_new_change(step, place, one, (old, new, seen)) for place, one in enumerate(told)]
    changes.put(store.db, recorded, context.version)
    gained = [
        page
        for one in told
        if one.kind != "removed"
        for page in cause.new_citations(one.before, one.after)
    ]
    steps.put_citations(
        store.db,
        step.id,
        {(page.volume, page.page) for page in (*credits_, *gained)},
        context.version,
    )
    tags = {
        row.id: tag.tags_of_change(row.change, context.taxonomy, row.heading) for row in recorded
    }
    changes.put_tags(store.db, tags, context.version)
    causes.put_causes(store, step, credits_, [(one.id, one.change) for one in recorded], context)


def _tell(step: Step, told: Sequence[Change], old: Reading | None) -> None:
    """Tell how many changes a step gives, and how many of them are editorial."""
    what = f"{step.provision} of {step.to}"
    since = f"since {old.in_force}" if old else "since it was not there"
    if not told:
        return log.decided("skipped", what, f"no unit differs {since}")
    editorial = sum(change.kind == "editorial" for change in told)
    number = "1 change" if len(told) == 1 else f"{len(told)} changes"
    log.decided("kept", what, f"{number} {since}, {editorial} of them editorial ({step.kind})")
    for change in told:
        noise = f", {change.noise}" if change.noise else ""
        log.decided("kept", f"{change.address} of {step.to}", f"{change.kind}{noise}", detail=True)
    return None


def _new_change(
    step: Step, place: int, one: Change, readings: tuple[Reading | None, Reading, Reading]
) -> changes.NewChange:
    """Build the row of a change.

    `readings` are the old one, the new one, and the one by which we first saw the new version.
    """
    old, new, seen = readings
    shown = old if new.removed and old else new
    restated = (
        json.dumps([old.reading if old else 0, new.reading]) if step.kind == "restated" else ""
    )
    return changes.NewChange(
        step=step.id,
        source=NAME,
        title=new.title,
        part=new.part,
        provision=step.provision,
        heading=shown.heading,
        position=place,
        change=one,
        from_=_from(old),
        to=step.to,
        readings=restated,
        observed_at=seen.observed_at,
        backfilled=seen.backfilled,
        old_capture=old.capture if old else None,
        new_capture=new.capture,
    )


def _first(store: Store, new: Reading) -> Reading:
    """Return the reading by which a version was first seen.

    A later one is a repair, and its news is `restated`.
    """
    return steps.reading(store.db, replace(new, reading=1).id) if new.reading > 1 else new


def _from(old: Reading | None) -> date | None:
    return old.in_force if old and not old.removed else None

"""The changes of one step, with causes and tags: texts compared, or one that came or went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker import cause, diff, log, plain, tag
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

    def just_read(self, reading: Reading) -> bool:
        """Tell whether a reading has a tree that was just parsed."""
        return reading.root in self._parsed

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
            differences: Sequence[Change] = (whole(after, "added"),)
        case "end":
            assert before is not None
            differences = (whole(before, "removed"),)
        case "pair":
            assert old is not None
            assert new is not None
            assert before is not None
            assert after is not None
            differences = _paired(store, (old, before), (new, after))
        case "restated":
            assert before is not None
            assert after is not None
            differences = tuple(
                replace(change, kind="restated", noise=None)
                for change in diff.diff((before,), (after,))
            )
    credits_ = cause.new_credits(before, after) if step.kind != "restated" else ()
    _store(store, step, differences, old, new, credits_, context)


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
    differences = diff.diff((old[1],), (new[1],))
    if old[0].reading == new[0].reading == 1:
        return differences
    first = [_standing(store, _first(store, reading)) for reading, _ in (old, new)]
    at_first = {change.address for change in diff.diff((first[0],), (first[1],))}
    for change in differences:
        if change.address not in at_first:
            why = "it differs only because the source restated one of the two versions"
            log.decided("skipped", f"{change.address} of {new[0].in_force}", why)
    return tuple(change for change in differences if change.address in at_first)


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
    ended = {step.provision: _Side(store, step) for step in together if step.kind == "end"}
    began = {step.provision: _Side(store, step) for step in together if step.kind == "begin"}
    shares, came_from = _shared_out(ended, began)
    for side in ended.values():
        new = _reading(store, side.step.new)
        _store(store, side.step, shares.get(side.step.id, ()), side.reading, new, (), context)
    for name, side in began.items():
        origin = ended.get(came_from.get(name, ""))
        found = shares.get(side.step.id, ())
        if origin:
            found = [_moved(change) if change.unit == "provision" else change for change in found]
        credits_ = cause.new_credits(origin.tree if origin else None, side.tree)
        old, new = origin.reading if origin else None, _reading(store, side.step.new)
        _store(store, side.step, found, old, new, credits_, context)


def _shared_out(
    ended: Mapping[str, _Side], began: Mapping[str, _Side]
) -> tuple[dict[int, list[Change]], dict[str, str]]:
    """Return the changes of each step by its id, and the provisions that moved: new to old."""
    olds, news = ([side.tree for side in sides.values()] for sides in (ended, began))
    homes_old, homes_new = _homes(ended), _homes(began)
    shares: dict[int, list[Change]] = {}
    came_from: dict[str, str] = {}
    for change in diff.diff(tuple(olds), tuple(news)):
        if change.kind == "removed":
            side = ended[homes_old[change.address]]
        else:
            side = began[homes_new[change.address]]
        shares.setdefault(side.step.id, []).append(change)
        if change.unit == "provision" and change.old_address:
            came_from[side.step.provision] = homes_old[change.old_address]
    return shares, came_from


def _homes(sides: Mapping[str, _Side]) -> dict[str, str]:
    """Return the provision of each unit, by the unit's address."""
    return {unit.address: name for name, side in sides.items() for unit in side.tree.walk()}


def _moved(change: Change) -> Change:
    """Call a provision that stands elsewhere with like text moved, however its number changed."""
    return replace(change, kind="moved") if change.kind == "renumbered" else change


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
    store: Store,
    step: Step,
    differences: Iterable[Change],
    old: Reading | None,
    new: Reading | None,
    credits_: Sequence[Page],
    context: DeriveContext,
) -> None:
    """Store the changes of a step with their causes and tags, in place of what it had."""
    assert new is not None
    differences = tuple(differences)
    _tell(step, differences, old)
    steps.drop_changes(store.db, step.id)
    steps.put_step(store.db, replace(step, new_credits=tuple(credits_)), context.version)
    seen = new if step.kind == "restated" else _first(store, new)
    recorded = [
        _new_change(step, place, change, (old, new, seen))
        for place, change in enumerate(differences)
    ]
    changes.put(store.db, recorded, context.version)
    gained = [
        page
        for change in differences
        if change.kind != "removed"
        for page in cause.new_citations(change.before, change.after)
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
    causes.put_causes(store, step, credits_, [(row.id, row.change) for row in recorded], context)


def _tell(step: Step, differences: Sequence[Change], old: Reading | None) -> None:
    """Tell how many changes a step gives, and how many of them are editorial."""
    what = f"{step.provision} of {step.to}"
    if not differences:
        return log.decided("skipped", what, f"no unit differs{_since(step, old)}")
    editorial = sum(change.kind == "editorial" for change in differences)
    number = f"{len(differences)} {plain.plural(len(differences), 'change')}"
    counted = f", {editorial} of them editorial" if editorial else ""
    log.decided("kept", what, f"{number}{_since(step, old)}{counted}")
    for change in differences:
        noise = f", {change.noise}" if change.noise else ""
        log.decided("kept", f"{change.address} of {step.to}", f"{change.kind}{noise}", detail=True)
    return None


def _since(step: Step, old: Reading | None) -> str:
    """Say what a step leads from: an older version, nothing, or another reading of its version."""
    match step.kind:
        case "begin":
            return ": it came"
        case "end":
            return ": it went"
        case "restated":
            return " from how the source served this version before"
        case "pair":
            return f" since {old.in_force}" if old else ""


def _new_change(
    step: Step, place: int, change: Change, readings: tuple[Reading | None, Reading, Reading]
) -> changes.NewChange:
    """Build the row of a change.

    `readings` are the old one, the new one, and the one by which we first saw the new version.
    """
    old, new, seen = readings
    shown = old if new.removed and old else new
    restated = (old.reading if old else 0, new.reading) if step.kind == "restated" else None
    return changes.NewChange(
        step=step.id,
        source=NAME,
        title=new.title,
        part=new.part,
        provision=step.provision,
        heading=shown.heading,
        position=place,
        change=change,
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

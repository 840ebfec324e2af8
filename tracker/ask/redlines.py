"""What differs between two days: which two versions are meant, their units, their changes.

to     the version of the later day
from   that of the earlier day; without one, the version before in which the unit differs
before a baseline nobody has recorded the past: there the baseline itself stands
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tracker.ask.finding import find, is_part, provisions_of
from tracker.ask.histories import distinct
from tracker.cause.days import both
from tracker.diff import diff
from tracker.model import Cause, Change, Node, Tag, digest_of
from tracker.names import Name
from tracker.recorded import HeldVersion, RecordedChange
from tracker.store import Store, changes, texts

Forest = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a redline; a part has the day of its last version and one fingerprint over all.

    `removed`: nothing stood there. `source` is the official address, of one provision only.
    """

    source: str | None
    in_force: date | None
    removed: bool
    fingerprint: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A change between the two sides, with what the store knows of it."""

    id: str
    change: Change
    provision: str
    from_: date | None
    to: date | None
    causes: tuple[Cause, ...]
    tags: tuple[Tag, ...]


class Behind(NamedTuple):
    """A cause of changes behind a redline, and the day of the version that shows it."""

    cause: Cause
    to: date


@dataclass(frozen=True, slots=True)
class Redline:
    """What differs between the texts of two days; `from_day` is None before the first text.

    `provisions` are those compared. `behind` are the recorded changes that led from one side to the
    other, with their causes.
    """

    address: str
    from_day: date | None
    to_day: date
    provisions: tuple[str, ...]
    old: Side
    new: Side
    differences: tuple[Difference, ...]
    behind: tuple[RecordedChange, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the changes alone."""
        return tuple(difference.change for difference in self.differences)

    @property
    def last_day(self) -> date:
        """Return the later of the two days."""
        return max(self.to_day, self.from_day or self.to_day)

    @property
    def causes_of_two_days(self) -> tuple[Behind, ...]:
        """Return the causes whose law's day is not the eCFR's, each once, oldest version first."""
        found: dict[tuple[date, str, str, str], Behind] = {}
        for change in self.behind:
            for cause in change.leading:
                if change.to and (law := cause.law_day(change.to)):
                    said = change.to, cause.name, cause.confidence, both(law, change.to)
                    found.setdefault(said, Behind(cause, change.to))
        return tuple(found[said] for said in sorted(found))


def redline(store: Store, typed: str, from_day: date | None, to_day: date) -> Redline:
    """Return what differs between two days; with the later day first, the mirror image.

    Raises `AddressError` for what is not held.
    """
    wanted = find(store, typed)
    homes = provisions_of(store, wanted)
    if is_part(wanted):
        from_day = from_day or _day_before_last(store, wanted, to_day)
    pairs = [_pair(store, home, from_day, to_day) for home in homes]
    found = [_difference(change, pair) for pair in pairs for change in _changes(pair)]
    shown = {difference.change.address for difference in found} | {pair.home for pair in pairs}
    return Redline(
        str(wanted),
        from_day,
        to_day,
        tuple(pair.home for pair in pairs),
        _side([(pair.old, pair.trees[0]) for pair in pairs]),
        _side([(pair.new, pair.trees[1]) for pair in pairs]),
        tuple(found),
        tuple(step for pair in pairs for step in pair.known if step.change.address in shown),
    )


def earlier_day(store: Store, typed: str, to_day: date) -> date | None:
    """Return the day that a redline begins with where none is named; None before the first text.

    Raises `AddressError` for what is not held.
    """
    wanted = find(store, typed)
    if is_part(wanted):
        return _day_before_last(store, wanted, to_day)
    known = changes.of_provision(store.db, str(wanted.home))
    old, _ = _versions(store, wanted, None, to_day, known)
    return old.in_force if old else None


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two versions of a provision or unit, their units, and the recorded changes between them.

    `around` are the provisions whole, for a unit that differs: it may have come from elsewhere.
    """

    home: str
    old: HeldVersion | None
    new: HeldVersion | None
    trees: tuple[Forest, Forest]
    around: tuple[Forest, Forest]
    known: tuple[RecordedChange, ...]


def _pair(store: Store, wanted: Name, from_day: date | None, to_day: date) -> _Pair:
    home = str(wanted.home)
    known = changes.of_provision(store.db, home)
    old, new = _versions(store, wanted, from_day, to_day, known)
    trees = _forest(store, str(wanted), old), _forest(store, str(wanted), new)
    around = trees
    if wanted.unit and trees[0] != trees[1]:
        around = _forest(store, home, old), _forest(store, home, new)
    return _Pair(home, old, new, trees, around, _between(known, old, new))


def _versions(
    store: Store,
    wanted: Name,
    from_day: date | None,
    to_day: date,
    known: Sequence[RecordedChange],
) -> tuple[HeldVersion | None, HeldVersion | None]:
    """Return the two versions that are meant."""
    home = str(wanted.home)
    first = _first_known(store, home, known)
    new = texts.held(store.db, home, to_day) or first
    old = texts.held(store.db, home, from_day) if from_day else _before(store, wanted, new)
    return old or first, new


def _between(
    known: Sequence[RecordedChange], old: HeldVersion | None, new: HeldVersion | None
) -> tuple[RecordedChange, ...]:
    """Return the recorded changes from one version to another, whichever came first."""
    span = sorted(side.in_force for side in (old, new) if side) or [date.min]
    first, last = span[0] if old else date.min, span[-1]
    return tuple(step for step in known if step.to and first < step.to <= last)


def _changes(pair: _Pair) -> tuple[Change, ...]:
    """Return the changes of what is wanted as its provision tells them.

    Inside what came or went whole the provision tells none of it; there the unit speaks for itself.
    """
    if pair.around == pair.trees:
        return diff(*pair.trees)
    inside = {unit.address for forest in pair.trees for root in forest for unit in root.walk()}
    own = tuple(
        change
        for change in diff(*pair.around)
        if change.address in inside or change.old_address in inside
    )
    return own or diff(*pair.trees)


def _first_known(store: Store, home: str, known: Sequence[RecordedChange]) -> HeldVersion | None:
    """Return the first version where it is a baseline, None where the provision began with it."""
    versions = texts.versions(store.db, home)
    first = min(versions, key=lambda held: held.in_force, default=None)
    if first is None or any(
        step.to == first.in_force and step.change.unit == "provision" for step in known
    ):
        return None
    return first


def _day_before_last(store: Store, part: Name, to_day: date) -> date | None:
    """Return the day before the last version of any provision of a part began, if any did."""
    versions, _ = texts.history(store.db, str(part))
    begun = [held.in_force for held in versions if held.in_force <= to_day]
    return max(begun) - timedelta(days=1) if begun else None


def _before(store: Store, wanted: Name, new: HeldVersion | None) -> HeldVersion | None:
    """Return the version before `new` in which the unit differs, else the one before it."""
    if new is None:
        return None
    differing, _ = texts.history(store.db, str(wanted))
    days = (held.in_force for held in differing if held.in_force <= new.in_force)
    last = max(days, default=new.in_force)
    versions = texts.versions(store.db, str(wanted.home))
    return max(
        (held for held in versions if held.in_force < last),
        key=lambda held: (held.in_force, held.reading),
        default=None,
    )


def _forest(store: Store, address: str, held: HeldVersion | None) -> Forest:
    unit = texts.unit(store.db, address, held.in_force) if held and not held.removed else None
    return (unit,) if unit else ()


def _side(versions: Sequence[tuple[HeldVersion | None, Forest]]) -> Side:
    held = [version for version, _ in versions if version]
    prints = [forest[0].fingerprint for _, forest in versions if forest]
    alone = len(versions) == 1
    fingerprint = None
    if prints:
        fingerprint = prints[0] if alone else digest_of(*prints)
    return Side(
        held[0].source_url if alone and held else None,
        max((version.in_force for version in held), default=None),
        all(version.removed for version in held),
        fingerprint,
    )


def _difference(change: Change, pair: _Pair) -> Difference:
    """Return a change with its causes and tags: those of the recorded steps that led to it.

    It has the id of a recorded change that is this very one, else one of its own.
    """
    steps = [step for step in pair.known if step.change.address in (change.address, pair.home)]
    first, last = (side.in_force if side else None for side in (pair.old, pair.new))
    made = digest_of(change.address, change.kind, str(first), str(last))
    same = (step for step in steps if step.change.after == change.after)
    return Difference(
        next((step.id for step in steps if step.change == change), made),
        change,
        pair.home,
        first,
        last,
        distinct(cause for step in steps for cause in step.causes),
        tuple(dict.fromkeys(tag for step in same for tag in step.tags)),
    )

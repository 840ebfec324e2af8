"""Commands that print redlines: `diff` between two days, `compare` of two files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker import wire
from tracker.address import Address
from tracker.cli import output
from tracker.cli.causes import days_apart
from tracker.cli.context import App, read_day
from tracker.ask.finding import find, part_provisions
from tracker.errors import UsageError
from tracker.model import Change, HeldVersion, Node, RecordedChange, digest_of

if TYPE_CHECKING:
    from tracker.store import Store


@click.command()
@click.argument("address_text", metavar="ADDRESS")
@click.option(
    "--from", "from_text", metavar="D", help="The earlier day [the version before that of --to]."
)
@click.option("--to", "to_text", metavar="D", help="The later day [today].")
@click.option("--side-by-side", is_flag=True, help="Old and new in two columns.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def diff(
    app: App,
    address_text: str,
    from_text: str | None,
    to_text: str | None,
    side_by_side: bool,
    as_json: bool,
) -> int:
    """Print the redline of a provision, a unit or a part between two days; with --from after --to, the mirror image.

    \b
    Examples:
      tracker diff 740.2
      tracker diff "744 Supp. 4" --from 2024-11-01 --to 2024-12-05
    """
    to_day, from_day = read_day(to_text, "--to") or app.today(), read_day(from_text, "--from")
    with app.store() as store:
        wanted = find(store, address_text)
        if wanted.provision.startswith("part "):
            homes = part_provisions(store, wanted)
            from_day = from_day or _day_before_last(store, wanted, to_day)
        else:
            homes = (wanted,)
        pairs = [_pair(store, one, from_day, to_day) for one in homes]
    told = [(pair, one) for pair in pairs for one in _told(pair)]
    if as_json:
        changes = [_change(one, pair) for pair, one in told]
        sides = {
            "old": _side([(one.old, one.trees[0]) for one in pairs]),
            "new": _side([(one.new, one.trees[1]) for one in pairs]),
        }
        output.as_json(
            {**sides, "changes": changes, "summary": wire.summary(one for _, one in told)}
        )
    else:
        old, new = (
            (_day(pairs[0].old), _day(pairs[0].new))
            if len(pairs) == 1
            else (f"text of {from_day}" if from_day else "no text", f"text of {to_day}")
        )
        output.prose(f"{wanted}, old: {old}; new: {new}")
        _print_days(pairs, {one.address for _, one in told})
        _print(tuple(one for _, one in told), side_by_side)
    return 0


def _print_days(pairs: Sequence[Pair], shown: set[str]) -> None:
    """Print both days of the rules behind what is shown, wherever a rule took effect on another day than the eCFR tells."""
    homes = {str(one.wanted.home) for one in pairs}
    known = [one for pair in pairs for one in pair.known if one.change.address in shown | homes]
    for line in days_apart(known):
        output.prose(f"cause: {output.safe(line)}", hanging="  ")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of one provision or unit, their units, and what the store knows of the changes of that provision."""

    wanted: Address
    old: HeldVersion | None
    new: HeldVersion | None
    trees: tuple[tuple[Node, ...], tuple[Node, ...]]
    around: tuple[tuple[Node, ...], tuple[Node, ...]]
    """The provisions whole, for a unit that differs: it may have come from elsewhere in them."""
    known: list[RecordedChange]


def _pair(store: Store, wanted: Address, from_day: date | None, to_day: date) -> Pair:
    known = store.changes_of(str(wanted.home))
    new = _held(store, wanted, to_day, known)
    old = (
        _held(store, wanted, from_day, known)
        if from_day
        else _before(store, wanted, new) or _first_known(store, wanted, known)
    )
    span = sorted(one.in_force for one in (old, new) if one) or [date.min]
    first = span[0] if old else date.min
    within = [one for one in known if one.to and first < one.to <= span[-1]]
    trees = _forest(store, wanted, old), _forest(store, wanted, new)
    alone = not wanted.unit or trees[0] == trees[1]
    around = (
        trees if alone else (_forest(store, wanted.home, old), _forest(store, wanted.home, new))
    )
    return Pair(wanted, old, new, trees, around, within)


def _told(pair: Pair) -> tuple[Change, ...]:
    """Return the changes of what is wanted as its provision tells them, else, inside what came or went whole, as it reads alone."""
    from tracker import diff as differ

    if pair.around == pair.trees:
        return differ.diff(*pair.trees)
    inside = {unit.address for forest in pair.trees for root in forest for unit in root.walk()}
    told = tuple(
        one
        for one in differ.diff(*pair.around)
        if one.address in inside or one.old_address in inside
    )
    return told or differ.diff(*pair.trees)


def _held(
    store: Store, wanted: Address, day: date, known: Sequence[RecordedChange]
) -> HeldVersion | None:
    """Return the version of a day; before a baseline, whose own past nobody has recorded, that baseline."""
    return store.held(str(wanted.home), day) or _first_known(store, wanted, known)


def _first_known(
    store: Store, wanted: Address, known: Sequence[RecordedChange]
) -> HeldVersion | None:
    """Return the first version held where it is a baseline, None where the provision is known to begin with it."""
    first = min(store.versions(str(wanted.home)), key=lambda one: one.in_force, default=None)
    begins = first and any(
        one.to == first.in_force and one.change.unit == "provision" for one in known
    )
    return None if begins else first


def _day_before_last(store: Store, wanted: Address, to_day: date) -> date | None:
    """Return the day before the last version of any provision of a part began, None where the part begins later."""
    begun = [one.in_force for one in store.history(str(wanted))[0] if one.in_force <= to_day]
    return max(begun) - timedelta(days=1) if begun else None


def _day(held: HeldVersion | None) -> str:
    return f"in force from {held.in_force}" if held and not held.removed else "not in force"


def _before(store: Store, wanted: Address, new: HeldVersion | None) -> HeldVersion | None:
    """Return the version before `new` in which the wanted unit differs, else the one before it."""
    if new is None:
        return None
    versions, _ = store.history(str(wanted))
    earlier = [one for one in store.versions(str(wanted.home)) if one.in_force < new.in_force]
    differing = [one.in_force for one in versions if one.in_force <= new.in_force]
    last = max(differing, default=new.in_force)
    return max(
        (one for one in earlier if one.in_force < last),
        key=lambda one: (one.in_force, one.reading),
        default=None,
    )


def _forest(store: Store, wanted: Address, held: HeldVersion | None) -> tuple[Node, ...]:
    unit = store.unit(str(wanted), held.in_force) if held and not held.removed else None
    return (unit,) if unit else ()


def _side(versions: Sequence[tuple[HeldVersion | None, tuple[Node, ...]]]) -> wire.Json:
    """Return the JSON of one side; a part has the day of its last version, and one fingerprint over all its provisions."""
    held = [one for one, _ in versions if one]
    prints = [forest[0].fingerprint for _, forest in versions if forest]
    return {
        "source": held[0].source_url if len(versions) == 1 and held else None,
        "in_force_from": wire.day(max((one.in_force for one in held), default=None)),
        "fingerprint": (prints[0] if len(versions) == 1 else digest_of(*prints))
        if prints
        else None,
    }


def _change(one: Change, pair: Pair) -> wire.Json:
    home = str(pair.wanted.home)
    same = [other for other in pair.known if other.change.address in (one.address, home)]
    causes = {
        wire.dumps(wire.cause(cause)): wire.cause(cause) for other in same for cause in other.causes
    }
    tags = {
        wire.dumps(wire.tag(tag)): wire.tag(tag)
        for other in same
        if other.change.after == one.after
        for tag in other.tags
    }
    first, last = (wire.day(side.in_force) if side else None for side in (pair.old, pair.new))
    identity = next(
        (other.id for other in same if other.change == one),
        digest_of(one.address, one.kind, str(first), str(last)),
    )
    return wire.change(one, identity=identity, provision=home) | {
        "from": first,
        "to": last,
        "causes": list(causes.values()),
        "tags": list(tags.values()),
    }


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--title", type=click.IntRange(1, 99), help="CFR title, where the files do not name it [15]."
)
@click.option("--side-by-side", is_flag=True, help="Old and new in two columns.")
@click.option(
    "--html",
    "html_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the redline as one HTML file too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def compare(
    old: Path,
    new: Path,
    title: int | None,
    side_by_side: bool,
    html_path: Path | None,
    as_json: bool,
) -> int:
    """Print the redline of two XML files (eCFR, govinfo bulk, Federal Register), without a database.

    \b
    Examples:
      tracker compare old.xml new.xml
      tracker compare old.xml new.xml --html redline.html
    """
    from tracker.compare import compare as compare_bytes

    result = compare_bytes(_bytes(old), _bytes(new), str(old), str(new), title)
    if html_path:
        from tracker import render

        html_path.write_text(
            render.redline_page(
                result.changes, f"{old.name} to {new.name}", side_by_side=side_by_side
            ),
            encoding="utf-8",
        )
        output.note(f"wrote {html_path}")
    if as_json:
        output.as_json(
            {
                "old": {
                    "source": str(old),
                    "in_force_from": None,
                    "fingerprint": result.old_fingerprint,
                },
                "new": {
                    "source": str(new),
                    "in_force_from": None,
                    "fingerprint": result.new_fingerprint,
                },
                "changes": [
                    wire.change(
                        one,
                        identity=digest_of(
                            one.address,
                            one.kind,
                            one.old_address or "",
                            str(one.before),
                            str(one.after),
                        ),
                    )
                    for one in result.changes
                ],
                "summary": wire.summary(result.changes),
            }
        )
    else:
        _print(result.changes, side_by_side)
    return 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error


def _print(changes: tuple[Change, ...], side_by_side: bool) -> None:
    from tracker import redline

    counts = wire.summary(changes)
    output.say(
        ", ".join(f"{number} {kind}" for kind, number in counts.items()) or "No differences."
    )
    output.show_rich(redline.terminal(changes, width=output.width(), side_by_side=side_by_side))

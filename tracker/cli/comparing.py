"""Commands that print redlines: `diff` between two days, `compare` of two files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker import wire
from tracker.address import Address
from tracker.cli import output
from tracker.cli.context import App, read_day
from tracker.cli.finding import find
from tracker.errors import AddressError, UsageError
from tracker.model import Change, HeldVersion, Node, RecordedChange, digest_of

if TYPE_CHECKING:
    from tracker.store import Store


@click.command()
@click.argument("address_text", metavar="ADDRESS")
@click.option("--from", "from_text", metavar="D", help="The earlier day [the version before that of --to].")
@click.option("--to", "to_text", metavar="D", help="The later day [today].")
@click.option("--side-by-side", is_flag=True, help="Old and new in two columns.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def diff(app: App, address_text: str, from_text: str | None, to_text: str | None, side_by_side: bool, as_json: bool) -> int:
    """Print the redline of one provision or unit between two days; from after to gives the mirror image.

    \b
    Examples:
      tracker diff 740.2
      tracker diff "744 Supp. 4" --from 2024-12-04 --to 2024-12-05
    """
    from tracker import diff as differ

    to_day, from_day = read_day(to_text, "--to") or app.today(), read_day(from_text, "--from")
    with app.store() as store:
        wanted = find(store, address_text)
        if wanted.provision.startswith("part "):
            raise AddressError(address_text, "diff takes one provision or unit", store.neighbours(str(wanted), 3))
        new = store.held(str(wanted.home), to_day)
        old = store.held(str(wanted.home), from_day) if from_day else _before(store, wanted, new)
        trees = _trees(store, wanted, old, new)
        known = store.changes_of(str(wanted.home))
    changes = differ.diff(*trees)
    if as_json:
        output.as_json(_as_json(changes, old, new, trees, known, wanted))
    else:
        output.say(f"{wanted}: {_day(old)} to {_day(new)}")
        _print(changes, side_by_side)
    return 0


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
    return max((one for one in earlier if one.in_force < last), key=lambda one: (one.in_force, one.reading), default=None)


def _trees(store: Store, wanted: Address, old: HeldVersion | None, new: HeldVersion | None) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    def forest(held: HeldVersion | None) -> tuple[Node, ...]:
        if held is None or held.removed:
            return ()
        unit = store.unit(str(wanted), held.in_force)
        return (unit,) if unit else ()

    return forest(old), forest(new)


def _as_json(
    changes: tuple[Change, ...],
    old: HeldVersion | None,
    new: HeldVersion | None,
    trees: tuple[tuple[Node, ...], tuple[Node, ...]],
    known: list[RecordedChange],
    wanted: Address,
) -> wire.Json:
    span = sorted(one.in_force for one in (old, new) if one) or [date.min]
    within = (
        [one for one in known if one.to and span[0] < one.to <= span[-1]]
        if old
        else [one for one in known if one.to and one.to <= span[-1]]
    )
    return {
        "old": _side(old, trees[0]),
        "new": _side(new, trees[1]),
        "changes": [_change(one, old, new, within, wanted) for one in changes],
        "summary": wire.summary(changes),
    }


def _side(held: HeldVersion | None, forest: tuple[Node, ...]) -> wire.Json:
    return {
        "source": held.source_url if held else None,
        "in_force_from": wire.day(held.in_force) if held else None,
        "fingerprint": forest[0].fingerprint if forest else None,
    }


def _change(one: Change, old: HeldVersion | None, new: HeldVersion | None, known: list[RecordedChange], wanted: Address) -> wire.Json:
    same = [other for other in known if other.change.address == one.address or other.change.address == str(wanted.home)]
    causes = {wire.dumps(wire.cause(cause)): wire.cause(cause) for other in same for cause in other.causes}
    tags = {wire.dumps(wire.tag(tag)): wire.tag(tag) for other in same if other.change.after == one.after for tag in other.tags}
    first, last = (wire.day(side.in_force) if side else None for side in (old, new))
    identity = next((other.id for other in same if other.change == one), digest_of(one.address, one.kind, str(first), str(last)))
    return wire.change(one, identity=identity, provision=str(wanted.home)) | {
        "from": first,
        "to": last,
        "causes": list(causes.values()),
        "tags": list(tags.values()),
    }


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--title", type=click.IntRange(1, 99), help="CFR title, where the files do not name it [15].")
@click.option("--side-by-side", is_flag=True, help="Old and new in two columns.")
@click.option("--html", "html_path", type=click.Path(path_type=Path, dir_okay=False), help="Write the redline as one HTML file too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def compare(old: Path, new: Path, title: int | None, side_by_side: bool, html_path: Path | None, as_json: bool) -> int:
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

        html_path.write_text(render.redline_page(result.changes, f"{old.name} to {new.name}", side_by_side=side_by_side), encoding="utf-8")
        output.note(f"wrote {html_path}")
    if as_json:
        output.as_json(
            {
                "old": {"source": str(old), "in_force_from": None, "fingerprint": result.old_fingerprint},
                "new": {"source": str(new), "in_force_from": None, "fingerprint": result.new_fingerprint},
                "changes": [
                    wire.change(one, identity=digest_of(one.address, one.kind, one.old_address or "", str(one.before), str(one.after)))
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
    output.say(", ".join(f"{number} {kind}" for kind, number in counts.items()) or "No differences.")
    output.show_rich(redline.terminal(changes, width=output.width(), side_by_side=side_by_side))

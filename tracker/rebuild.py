"""Deriving everything again from the captures.

Into fresh tables beside the old ones, swapped in one transaction.

    facts --replay in the order in which they counted--> scratch tables --compare--> report
                                                             `------swap-----> derived tables

A kill at any moment leaves the old rows. Differences between old and new rows are ours, never
changes of law.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TypeVar

from tracker import derive, log, sources, structure
from tracker.derive import VERSION, DeriveContext, comparing
from tracker.errors import ParseError, StoreError, TrackerError
from tracker.model import Change, Node
from tracker.store import (
    Store,
    VerifyReport,
    changes,
    derivation,
    facts,
    quarantine,
    schema,
    steps,
    units,
)
from tracker.store import verify as store_verify
from tracker.store.opening import connect
from tracker.store.steps import Reading, Step
from tracker.tag import Taxonomy

_KEPT_BYTES = 100_000_000
"""The texts, by their size as served, whose trees stay in memory until they are compared; the
others are loaded again."""
SAMPLE = 6
"""How many versions and how many comparisons `verify` derives again where not everything is asked
for."""


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """How many captures were derived again into how many rows, and which rows differ."""

    captures: int
    rows: int
    differences: tuple[str, ...]


def rebuild(store: Store, taxonomy: Taxonomy, version: str = VERSION) -> RebuildReport:
    """Derive everything again and swap it in.

    With the same version and taxonomy the rows are byte for byte the same.
    """
    with (
        store.writing(),
        _derived_again(store, DeriveContext(taxonomy, version), _workplace(store)) as (
            path,
            captures,
            problems,
        ),
    ):
        with derivation.beside(store.db, path):
            unlike = derivation.unlike(store.db)
            found = derivation.differences(store.db, unlike, versions_too=False)
            if unlike:
                with store.transaction():
                    derivation.swap(store.db)
        _tell_kept_out(store)
        return RebuildReport(captures, derivation.counted(store.db), (*problems, *found))


def _tell_kept_out(store: Store) -> None:
    """Tell of each answer that gives no row because it waits in quarantine."""
    for kept_out in quarantine.quarantined(store.db):
        why = f"{kept_out.reason} (it waits in quarantine)"
        log.decided("doubted", kept_out.subject, why)


def require_version(store: Store, version: str = VERSION) -> None:
    """Refuse rows of another version before anything is asked: `StoreError` names the way out.

    A rebuild may take longer than a poll, so it is a run of its own and never a poll's first hour.
    """
    made = derivation.made(store.db)
    if made is not None and made.version != version:
        made_by = (
            f"{store.db.path} was derived by version {made.version}, and this release is version"
            f" {version}"
        )
        raise StoreError(f"{made_by}: run `tracker rebuild` first; nothing was asked")


def retag_if_edited(store: Store, taxonomy: Taxonomy, version: str = VERSION) -> str | None:
    """Tag again where another taxonomy tagged; return a line for people, or None."""
    now = derivation.Made(version, taxonomy.fingerprint)
    made = derivation.made(store.db)
    if made is None or made == now:
        return None
    require_version(store, version)
    with store.writing(), store.transaction():
        derive.retag(store, DeriveContext(taxonomy, version))
        derivation.put_made(store.db, now)
    return "the taxonomy was edited: topics were found again for everything held"


def rebuild_if_needed(
    store: Store, taxonomy: Taxonomy, version: str = VERSION
) -> RebuildReport | None:
    """Rebuild where another version made the rows; None where this one did, or there are none."""
    made = derivation.made(store.db)
    if made is None or made.version == version:
        return None
    return rebuild(store, taxonomy, version)


def older_schema(path: Path) -> bool:
    """Tell whether the file waits for migrations, which opening it for writing runs.

    A file that is missing or not ours is neither: opening it says so.
    """
    try:
        db = connect(path, "read")
        try:
            return not schema.check(db)
        finally:
            db.close()
    except StoreError:
        return False


def verify(store: Store, taxonomy: Taxonomy, *, everything: bool = False) -> VerifyReport:
    """Check facts, references and structures, then derive rows again: a sample, or all."""
    report = store_verify.verify(store.db)
    try:
        found = _all_again(store, taxonomy) if everything else list(_sample_again(store))
    except TrackerError as error:
        found = [f"derivation: {error}"]
    return VerifyReport(report.ok and not found, report.captures, (*report.problems, *found))


@contextmanager
def _derived_again(
    store: Store, context: DeriveContext, folder: Path | None
) -> Iterator[tuple[Path, int, list[str]]]:
    """Derive everything into a scratch database that lives for the block.

    Give its path, the captures read, and problems.
    """
    with TemporaryDirectory(prefix=_prefix(store), dir=folder, ignore_cleanup_errors=True) as name:
        path = Path(name) / "derived.db"
        scratch = Store(derivation.scratch(path, store.db.path))
        try:
            captures, problems = _replay(scratch, context)
        finally:
            scratch.db.close()
        yield path, captures, problems


def _prefix(store: Store) -> str:
    return f".{store.db.path.name}-rebuild-"


def _workplace(store: Store) -> Path | None:
    """Return the database's own folder, where there is room if anywhere; else None.

    It is freed of what a killed rebuild left.
    """
    folder = store.db.path.parent
    for left in folder.glob(f"{_prefix(store)}*"):
        rmtree(left, ignore_errors=True)
    return folder if os.access(folder, os.W_OK) else None


def _replay(scratch: Store, context: DeriveContext) -> tuple[int, list[str]]:
    problems: list[str] = []
    parsed: dict[int, Node] = {}
    left = _KEPT_BYTES
    admitted = facts.admitted(scratch.db)
    with scratch.transaction():
        derivation.put_made(
            scratch.db, derivation.Made(context.version, context.taxonomy.fingerprint)
        )
        for row in admitted:
            try:
                capture = facts.capture(scratch.db, row.id)
                if row.missing:
                    derive.passed_over(
                        scratch, capture, context, missing=True, backfilled=row.backfilled
                    )
                else:
                    answer = sources.read(capture)
                    touched = derive.take(scratch, answer, context, backfilled=row.backfilled)
                    left -= len(capture.body) if touched.parsed else 0
                    parsed |= touched.parsed if left > 0 else {}
            except ParseError as error:
                problems.append(f"capture {row.id} ({row.subject}) can no longer be read: {error}")
        derive.settle_all(scratch, context, parsed)
    return len(admitted), problems


def _all_again(store: Store, taxonomy: Taxonomy) -> list[str]:
    made = derivation.made(store.db)
    if made is None or made.version != VERSION:
        return []
    with (
        _derived_again(store, DeriveContext(taxonomy), None) as (path, _, problems),
        derivation.beside(store.db, path),
    ):
        return [
            *problems,
            *(
                f"derived rows: {line}"
                for line in derivation.differences(
                    store.db, derivation.unlike(store.db), versions_too=True
                )
            ),
        ]


def _sample_again(store: Store) -> Iterator[str]:
    made = derivation.made(store.db)
    if made is None or made.version != VERSION:
        return
    every = steps.every(store.db)
    texts = [reading for reading in steps.all_readings(store.db) if not reading.removed]
    for reading in _spread(texts):
        yield from _told(reading.provision, _reading_again(store, reading))
    for step in _spread([step for step in every if step.kind == "pair"]):
        yield from _told(step.provision, _step_again(store, step))


def _told(what: str, lines: Iterator[str]) -> Iterator[str]:
    try:
        yield from lines
    except (TrackerError, ValueError, KeyError, AssertionError) as error:
        yield f"derivation of {what}: {error}"


_One = TypeVar("_One")


def _spread(found: Sequence[_One]) -> Sequence[_One]:
    """Choose some of many, evenly spread, the last one always."""
    stride = max(1, len(found) // SAMPLE)
    return found[::-1][::stride][:SAMPLE]


def _reading_again(store: Store, reading: Reading) -> Iterator[str]:
    assert reading.capture is not None
    assert reading.root is not None
    where = f"{reading.provision} of {reading.in_force}"
    parsed = structure.parse_provision(
        facts.body(store.db, reading.capture), reading.subject or where, reading.title
    )
    if units.Identities(parsed)[parsed] != reading.root:
        yield f"derivation of {where}: its capture gives other units than those stored"
    stored = units.tree(store.db, reading.root)
    if (
        units.Identities(stored)[stored] != reading.root
        or stored.fingerprint != reading.fingerprint
    ):
        yield f"derivation of {where}: its stored units were altered"


def _step_again(store: Store, step: Step) -> Iterator[str]:
    assert step.old is not None
    assert step.new is not None
    old, new = steps.reading(store.db, step.old), steps.reading(store.db, step.new)
    again = comparing.pair(store, old, new)
    stored: tuple[Change, ...] = tuple(
        change.change for change in changes.select(store.db, "c.step_id = ?", (step.id,))
    )
    if again != stored:
        yield (
            f"derivation of {step.provision}: the changes stored for {step.to} are not those that"
            " its two texts give"
        )

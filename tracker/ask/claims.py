"""What an address said on a day, to be proved: its version, what led to it, what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.ask import finding, histories
from tracker.errors import UsageError
from tracker.model import Node
from tracker.recorded import HeldVersion, RecordedChange
from tracker.store import Store, records, texts, versions


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be proved: a unit of a version, on a day; `changes` led to its text."""

    address: str
    at: date
    held: HeldVersion
    unit: Node
    heading: str
    changes: tuple[RecordedChange, ...]


def claim(store: Store, typed: str, at: date) -> Claim:
    """Return what is claimed of an address on a day.

    Raises `AddressError` for what is not held, `UsageError` where nothing of that address was in
    force on that day.
    """
    wanted = finding.find(store, typed)
    address = str(wanted)
    held = texts.held(store.db, str(wanted.home), at)
    unit = texts.unit(store.db, address, at)
    if held is None or held.removed or unit is None:
        raise UsageError(
            f"{address} was not in force on {at}, according to the versions held; "
            "name another day with --at"
        )
    history = histories.history(store, address)
    began = (brought.version.in_force for brought in history.versions)
    last = next((day for day in began if day <= at), held.in_force)
    own = tuple(change for change in history.changes if change.to == last)
    return Claim(address, at, held, unit, held.heading, own)


def rests_on(store: Store, case: Claim) -> dict[str, str]:
    """Return the SHA-256 of each body that a claim rests on, with what it is."""
    provision, in_force = case.held.provision, case.held.in_force
    wanted: dict[str, str] = {}
    for held in versions.readings(store.db, provision, in_force):
        if held.capture:
            wanted[held.capture] = (
                f"the text of {provision} in force from {in_force}, reading {held.reading}"
            )
    for listed in versions.rows_of(store.db, provision):
        if listed.row.date == in_force:
            wanted.setdefault(
                listed.capture, "the version list that names this version and its issue date"
            )
    causes = [cause for change in case.changes for cause in change.causes]
    named = ((cause.document_number, cause.published) for cause in causes)
    for number, published in dict.fromkeys(named):
        for sha in records.of_document(store.db, number, published) if number else ():
            wanted.setdefault(sha, f"the Federal Register's answer about document {number}")
    return wanted

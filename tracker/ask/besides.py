"""What is known of a place beside its versions: why a change may be missing there.

    parts, or an address --besides--> parts that nobody follows, answers that were kept out

Each is told as a decision too, so that `--verbose` says it where an answer is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker import log, sources
from tracker.errors import AddressError
from tracker.names import Name, parse, provision_of
from tracker.sources.ecfr.subjects import Full
from tracker.store import Quarantined, Store, facts, quarantine


@dataclass(frozen=True, slots=True)
class KeptOut:
    """An answer about a place that waits in quarantine, and what it is about, in words."""

    about: str
    answer: Quarantined


@dataclass(frozen=True, slots=True)
class Besides:
    """Parts that are not tracked, and answers that wait for a decision, each in order."""

    untracked: tuple[str, ...]
    kept_out: tuple[KeptOut, ...]


def of_parts(store: Store, parts: Iterable[str]) -> Besides:
    """Return what is known of some parts, of whatever title; of none, of all that is tracked."""
    wanted = set(parts)
    followed = {part for _, part, _ in facts.tracked(store.db)}
    kept_out = tuple(kept for kept, asked in _kept_out(store) if not wanted or asked.part in wanted)
    return _told(Besides(tuple(sorted(wanted - followed)), kept_out))


def of_place(store: Store, wanted: Name) -> Besides:
    """Return what is known of the provision of an address, or of a whole part."""
    kept_out = tuple(kept for kept, asked in _kept_out(store) if _is_about(asked, wanted))
    return _told(Besides((), kept_out))


def of_address(store: Store, address: str) -> Besides:
    """Return what is known of the provision of an address; of a page there is nothing to know."""
    try:
        return of_place(store, parse(address))
    except AddressError:
        return Besides((), ())


def is_tracked(store: Store, wanted: Name) -> bool:
    """Tell whether anybody follows the part that an address stands in."""
    return facts.tracked_since(store.db, wanted.title, wanted.part) is not None


def _kept_out(store: Store) -> Iterator[tuple[KeptOut, Full]]:
    """Yield the texts of provisions that wait in quarantine, with what was asked for."""
    for answer in quarantine.quarantined(store.db):
        asked = sources.asked(answer.subject).subject
        if isinstance(asked, Full):
            yield KeptOut(sources.words(answer.subject), answer), asked


def _is_about(asked: Full, wanted: Name) -> bool:
    if wanted.home.is_part:
        return (asked.title, asked.part) == (wanted.title, wanted.part)
    return str(provision_of(asked.identifier, asked.title)) == str(wanted.home)


def _told(found: Besides) -> Besides:
    """Tell each as a decision."""
    for part in found.untracked:
        log.decided("skipped", f"part {part}", "this part is not tracked")
    for kept in found.kept_out:
        why = f"{kept.answer.reason} (it waits in quarantine)"
        log.decided("doubted", kept.about, why)
    return found

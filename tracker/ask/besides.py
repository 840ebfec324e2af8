"""What is known of a place beside its versions: why a change may be missing there.

    parts, or an address --besides--> parts that nobody follows, answers that were kept out,
                                      versions that are listed and still to be read

Each is told as a decision too, so that `--verbose` says it where an answer is empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker import log, sources
from tracker.errors import AddressError
from tracker.model import VersionRow
from tracker.names import Name, parse, provision_of
from tracker.sources.ecfr import pending
from tracker.sources.ecfr.subjects import Full, subject_of
from tracker.sources.federal_register.subjects import Text
from tracker.sources.site.subjects import SitePage
from tracker.store import Quarantined, Store, facts, quarantine, queries, versions


@dataclass(frozen=True, slots=True)
class Untracked:
    """A part that nobody follows, and what is followed instead, a line each."""

    place: str
    followed: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return that it is not tracked, what is, and the way out."""
        followed = "; ".join(self.followed) or "nothing yet"
        return (
            f"{self.place} is not tracked (tracked: {followed}); to follow it, name it under "
            "parts in the configuration, then run tracker poll"
        )


@dataclass(frozen=True, slots=True)
class KeptOut:
    """An answer about a place that waits in quarantine, and what it is about, in words."""

    about: str
    answer: Quarantined


@dataclass(frozen=True, slots=True)
class Besides:
    """Parts that are not tracked, answers that wait for a decision, versions still to be read.

    Each in order; of versions the oldest first, as `15 CFR 744.1 of 2024-05-02`.
    """

    untracked: tuple[Untracked, ...] = ()
    kept_out: tuple[KeptOut, ...] = ()
    unread: tuple[str, ...] = ()


def of_parts(store: Store, parts: Iterable[str], until: date) -> Besides:
    """Return what is known of some parts, of whatever title; of none, of all that is tracked.

    Versions count up to a day.
    """
    wanted = tuple(sorted(set(parts)))
    tracked = facts.tracked(store.db)
    missing = [part for part in wanted if part not in {part for _, part, _ in tracked}]
    kept_out = tuple(kept for kept, asked in _kept_out(store) if _is_in(asked, wanted))
    rows = [
        row
        for title in sorted({title for title, _, _ in tracked})
        for row in pending.pending(store.db, title, wanted or None, until)
    ]
    untracked = tuple(_untracked(store, f"part {part}") for part in missing)
    return _told(Besides(untracked, kept_out, _unread(rows, kept_out)))


def of_place(store: Store, wanted: Name, until: date) -> Besides:
    """Return what is known of a provision, a part, a page or a document, up to a day."""
    kept_out = tuple(kept for kept, asked in _kept_out(store) if _is_about(asked, wanted))
    unread = _unread(_listed(store, wanted, until), kept_out)
    return _told(Besides(_followed_by_nobody(store, wanted), kept_out, unread))


def of_address(store: Store, address: str, until: date) -> Besides:
    """Return what is known of a printed address; nothing of one that names no place."""
    try:
        wanted = parse(address)
    except AddressError:
        return Besides()
    return of_place(store, wanted, until)


def _followed_by_nobody(store: Store, wanted: Name) -> tuple[Untracked, ...]:
    """Return the part of a place if it is not tracked; a page or a document has none."""
    if not wanted.part or facts.tracked_since(store.db, wanted.title, wanted.part):
        return ()
    return (_untracked(store, f"part {wanted.part} of title {wanted.title}"),)


def _untracked(store: Store, place: str) -> Untracked:
    return Untracked(place, tuple(queries.tracked(store.db)))


def _listed(store: Store, wanted: Name, until: date) -> list[VersionRow]:
    """Return the rows of a place that are still to be fetched; siblings are not asked about."""
    if not wanted.part:
        return []
    parts = (wanted.part,)
    if wanted.home.is_part:
        return pending.pending(store.db, wanted.title, parts, until)
    listed = {row.identifier for row in versions.rows(store.db, wanted.title, parts)}
    home = str(wanted.home)
    return [
        row
        for identifier in sorted(listed)
        if str(provision_of(identifier, wanted.title)) == home
        for row in pending.pending(store.db, wanted.title, parts, until, only=identifier)
    ]


def _unread(rows: Iterable[VersionRow], kept_out: Iterable[KeptOut]) -> tuple[str, ...]:
    """Return what is still to be read in words, without what waits in quarantine."""
    waiting = {kept.answer.subject for kept in kept_out}
    return tuple(pending.named(row) for row in rows if str(subject_of(row)) not in waiting)


def _kept_out(store: Store) -> Iterator[tuple[KeptOut, Any]]:
    """Yield what waits in quarantine, with what was asked for."""
    for answer in quarantine.quarantined(store.db):
        asked = sources.asked(answer.subject).subject
        yield KeptOut(sources.words(answer.subject), answer), asked


def _is_in(asked: object, parts: Collection[str]) -> bool:
    """Tell whether an answer is about one of some parts; where none is named, any is."""
    return not parts or (isinstance(asked, Full) and asked.part in parts)


def _is_about(asked: object, wanted: Name) -> bool:
    home = str(wanted.home)
    match asked:
        case Full() if wanted.home.is_part:
            return (asked.title, asked.part) == (wanted.title, wanted.part)
        case Full():
            return str(provision_of(asked.identifier, asked.title)) == home
        case SitePage():
            pages = sources.named(asked.source).pages or ""
            return f"{pages.rstrip('/')}{asked.path}" == home
        case Text():
            return f"FR {asked.number}" == home
    return False


def _told(found: Besides) -> Besides:
    """Tell each as a decision."""
    for part in found.untracked:
        log.decided("skipped", part.place, "this part is not tracked")
    for kept in found.kept_out:
        why = f"{kept.answer.reason} (it waits in quarantine)"
        log.decided("doubted", kept.answer.subject, why)
    for version in found.unread:
        log.decided("not yet asked", version, "it is listed, and its text is still to be read")
    return found

"""The text of a provision, a unit, a part or a page as it stood on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.ask.finding import find, is_part, provisions_of
from tracker.model import Node, full_text, node
from tracker.names import Name
from tracker.recorded import HeldVersion
from tracker.sources.ecfr import pending
from tracker.store import Store, texts


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood at an address on a day; `unit` is None where nothing was in force there.

    `held` is the version, of a part the one that began last. `unread` is the day of a later version
    that is listed as in force on the day, but whose text could not be read yet.
    """

    address: str
    day: date
    heading: str | None
    held: HeldVersion | None
    unit: Node | None
    unread: date | None

    @property
    def text(self) -> str | None:
        """Return the whole text, None where nothing was in force."""
        return full_text(self.unit) if self.unit else None

    @property
    def in_force(self) -> date | None:
        """Return the day from which the text is in force; None where there is no text."""
        return self.held.in_force if self.held and self.unit else None


def show(store: Store, typed: str, day: date) -> Shown:
    """Return the text of what a person typed; raises `AddressError` for what is not held."""
    wanted = find(store, typed)
    heading = texts.heading(store.db, str(wanted.home), day)
    if is_part(wanted):
        held, unit = _part(store, wanted, day)
        return Shown(str(wanted), day, heading, held, unit, None)
    held, unit = _unit(store, wanted, day)
    return Shown(str(wanted), day, heading, held, unit, _unread(store, held, day))


def _unread(store: Store, held: HeldVersion | None, day: date) -> date | None:
    if held is None:
        return None
    rows = pending.pending(store.db, held.title, (held.part,), day, only=held.identifier)
    return max((row.date for row in rows if row.date > held.in_force), default=None)


def _unit(store: Store, wanted: Name, day: date) -> tuple[HeldVersion | None, Node | None]:
    held = texts.held(store.db, str(wanted.home), day)
    return held, texts.unit(store.db, str(wanted), day)


def _part(store: Store, wanted: Name, day: date) -> tuple[HeldVersion | None, Node | None]:
    """Return the version of a part that began last, and all its provisions under one node."""
    found = [_unit(store, provision, day) for provision in provisions_of(store, wanted)]
    standing = [(held, unit) for held, unit in found if held and unit]
    if not standing:
        return None, None
    last = max((held for held, _ in standing), key=lambda held: held.in_force)
    return last, node(wanted, "provision", "", children=tuple(unit for _, unit in standing))

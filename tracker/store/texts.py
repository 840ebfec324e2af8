"""What stood at an address, whether a provision of the CFR or a page: one question for both.

https://...   page_versions   in force from the day on which we first saw it
other         versions        in force from the day that the eCFR names
"""

from __future__ import annotations

from datetime import date

from tracker import names
from tracker.model import Node
from tracker.recorded import HeldVersion, RecordedChange
from tracker.store import page_versions, queries
from tracker.store import versions as provision_versions
from tracker.store.db import Db
from tracker.store.page_versions import is_page


def versions(db: Db, home: str) -> list[HeldVersion]:
    """Return the versions of a provision (newest readings) or page, removals too; newest first."""
    if is_page(home):
        return page_versions.versions(db, home)
    return provision_versions.versions(db, home)


def held(db: Db, home: str, day: date) -> HeldVersion | None:
    """Return the version in force on a day, a removal too; of a page, that seen by then."""
    if is_page(home):
        found = page_versions.on(db, home, day)
        return found[0] if found else None
    return provision_versions.held(db, home, day)


def unit(db: Db, address: str, day: date) -> Node | None:
    """Return a unit with all below it as in force on a day; the rest is not loaded."""
    if is_page(address):
        return page_versions.unit(db, address, day)
    return queries.unit(db, address, day)


def history(db: Db, address: str) -> tuple[list[HeldVersion], list[RecordedChange]]:
    """Return the versions in which what is addressed differs, and its changes; newest first."""
    if is_page(address):
        return page_versions.history(db, address)
    return queries.history(db, address)


def heading(db: Db, address: str, day: date | None = None) -> str | None:
    """Return the heading of a provision or page, on a day or in its latest text."""
    if is_page(address):
        found = page_versions.on(db, str(names.parse(address).home), day or date.max)
        return found[0].heading if found else None
    return queries.heading(db, address, day)


def knows(db: Db, address: str) -> bool:
    """Tell whether a provision, page or unit of this address was ever held."""
    return page_versions.knows(db, address) if is_page(address) else queries.knows(db, address)

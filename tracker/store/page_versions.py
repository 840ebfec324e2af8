"""Pages read as provisions are: versions by the day when we saw them, paragraphs, changes."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tracker import names
from tracker.model import Node, Page, node
from tracker.recorded import HeldVersion, RecordedChange
from tracker.store import changes
from tracker.store.db import Db, read_day, read_moment


def is_page(address: str) -> bool:
    """Tell whether an address is that of a page or of a piece of one."""
    return address.startswith(("https://", "http://"))


def tree(page: Page) -> Node:
    """Return a page as units: its title, then a paragraph a line, addressed `URL p1`, `URL p2`."""
    lines = [line for line in page.text.split("\n") if line.strip()]
    home = names.home(names.Provision(0, page.url))
    below = [node(home.named("heading", "heading"), "heading", page.title)]
    below += [
        node(home.text_number(place), "paragraph", " ".join(line.split()))
        for place, line in enumerate(lines, 1)
    ]
    return node(home, "provision", "", children=tuple(below))


def every(db: Db, url: str) -> list[tuple[HeldVersion, Node]]:
    """Return each version of a page with its units, newest first, in force from when we saw it."""
    sql = (
        "SELECT version, kind, title, published_on, text, observed_at, capture_sha256 FROM "
        "pages WHERE url = ? ORDER BY version DESC"
    )
    found = []
    for version, kind, title, published, text, observed, capture in db.rows(sql, (url,)):
        whole, seen = tree(Page(url, title, read_day(published), text, kind)), read_moment(observed)
        removed = not text and kind != "notice"
        held = HeldVersion(
            url, title, 0, "", url, "page", seen.date(), read_day(published) or seen.date(),
            seen, removed, version, whole.fingerprint, capture, url, seen,
        )  # fmt: skip
        found.append((held, whole))
    return found


def versions(db: Db, url: str) -> list[HeldVersion]:
    """Return the versions of a page, newest first."""
    return [held for held, _ in every(db, url)]


def on(db: Db, url: str, day: date) -> tuple[HeldVersion, Node] | None:
    """Return the version of a page that we had seen by the end of a day (UTC), with its units."""
    return next((pair for pair in every(db, url) if pair[0].in_force <= day), None)


def unit(db: Db, address: str, day: date) -> Node | None:
    """Return a page, or a piece of it, as seen by the end of a day; None for one that was gone."""
    found = on(db, str(names.parse(address).home), day)
    return _piece(found[1], address) if found and not found[0].removed else None


def knows(db: Db, address: str) -> bool:
    """Tell whether a page, or a piece of it, was ever held."""
    return any(_piece(whole, address) for _, whole in every(db, str(names.parse(address).home)))


def history(db: Db, address: str) -> tuple[list[HeldVersion], list[RecordedChange]]:
    """Return the versions in which a page or a piece of it differs, and its changes.

    Newest first.
    """
    home = str(names.parse(address).home)
    found = changes.select(db, "c.provision = ? OR c.old_address = ?", (home, home))
    held = [(version, _piece(whole, address)) for version, whole in every(db, home)]
    if address == home:
        return [version for version, _ in held], found
    differing = [
        later[0]
        for later, earlier in pairwise((*held, (None, None)))
        if later[0] and later[1] != earlier[1]
    ]
    return differing, [
        recorded
        for recorded in found
        if address in (recorded.change.address, recorded.change.old_address)
    ]


def _piece(whole: Node, address: str) -> Node | None:
    return next((unit for unit in whole.walk() if unit.address == address), None)

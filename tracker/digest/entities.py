"""Changes of the Entity List in words and in lists by country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.digest.values import Listing
from tracker.digest.wording import count, listing, within
from tracker.model import Change
from tracker.redline.lists import changed_facets
from tracker.redline.names import entity, printed, twin

_COUNTRIES = 3
NAMES = 9_000
"""Characters of names that one list may take in a digest; the whole list is in digest.json."""


def lead(changes: Sequence[Change]) -> str | None:
    """Say how many Entity List rows came, went, moved, changed; null for other changes."""
    if not changes or any(
        change.unit != "entity" or entity(change.address) is None for change in changes
    ):
        return None
    said = []
    for kind, verb in (
        ("added", "added"),
        ("removed", "removed"),
        ("moved", "moved"),
        ("renumbered", "renamed"),
        ("amended", "amended"),
    ):
        of_kind = [change for change in changes if change.kind == kind]
        if of_kind:
            said.append(_in_words(of_kind, verb))
    return f"Entity List: {'; '.join(said)}" if said else None


def _in_words(changes: Sequence[Change], verb: str) -> str:
    if len(changes) == 1:
        country, name = entity(changes[0].address) or ("", "")
        which = twin(changes[0].address)
        return f"{name} ({country}){f', the {which},' if which else ''} {verb}{_touched(changes)}"
    return f"{count(len(changes), 'entity')} {verb} ({by_country(changes)}){_touched(changes)}"


def _touched(changes: Sequence[Change]) -> str:
    """Say which facets amendments touched, if all the same: ` in the citation only`."""
    touched = {changed_facets(change) for change in changes if change.kind == "amended"}
    only = touched.pop() if len(touched) == 1 else ()
    facets = [f"the {name.lower()}" for name in only]
    return f" in {listing(facets)}{' only' if len(facets) == 1 else ''}" if facets else ""


def by_country(changes: Iterable[Change]) -> str:
    """Return `CHINA, PEOPLE'S REPUBLIC OF: 120; JAPAN: 2`, the country with the most rows first."""
    counts: dict[str, int] = {}
    for change in changes:
        country = (entity(change.address) or ("", ""))[0]
        counts[country] = counts.get(country, 0) + 1
    ordered = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    said = [f"{country}: {number:,}" for country, number in ordered[:_COUNTRIES]]
    more = len(ordered) - _COUNTRIES
    return "; ".join([*said, *([count(more, "more country")] if more > 0 else [])])


def listings(changes: Sequence[Change], title: str) -> tuple[Listing, ...]:
    """Return one list of names per country, in the list's order.

    What does not fit is counted in a last one.
    """
    names: dict[str, list[str]] = {}
    for change in changes:
        country, name = entity(change.address) or ("", printed(change.address))
        names.setdefault(country, []).append(name)
    room, made, left = NAMES, [], 0
    for country, given in names.items():
        kept = within(given, room)
        room -= sum(len(name) + 2 for name in kept)
        left += len(given) - len(kept)
        if kept:
            made.append(Listing(f"{title}, {country}: {len(given)}", "; ".join(kept)))
    if left:
        made.append(
            Listing(f"{title}, not shown here", f"{count(left, 'more name')}, all in digest.json")
        )
    return tuple(made)

"""Changes of Country Groups and the Country Chart in words: who joins what, who leaves what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.digest.wording import count, listing
from tracker.model import Change
from tracker.names import COUNTRY_CHART, COUNTRY_GROUPS, EAR_TITLE, Provision
from tracker.redline.lists import natural
from tracker.redline.names import cell, home

_MOST = 4
_GROUPS, _CHART = Provision(EAR_TITLE, COUNTRY_GROUPS), Provision(EAR_TITLE, COUNTRY_CHART)


def lead(changes: Sequence[Change]) -> str | None:
    """Say what cells mean, country by country; null unless all are of a known list.

    `United Arab Emirates joins Country Group A:5 and leaves D:3 and D:4; Cambodia leaves Country
    Group D:5`.
    """
    listed_in = home(changes[0].address) if changes else None
    say = {_GROUPS: _groups, _CHART: _chart}.get(listed_in) if listed_in else None
    moves_by_country = _by_country(changes) if say else {}
    if say is None or not moves_by_country:
        return None
    said = [
        say(country, **moves)
        for country, moves in sorted(
            moves_by_country.items(), key=lambda pair: -sum(map(len, pair[1].values()))
        )
    ]
    more = len(said) - _MOST
    return "; ".join([*said[:_MOST], *([f"and {count(more, 'more country')}"] if more > 0 else [])])


def _by_country(changes: Iterable[Change]) -> dict[str, dict[str, list[str]]]:
    """Return what each country gained, lost and had amended, by column.

    Empty if any change is no cell.
    """
    moves_by_country: dict[str, dict[str, list[str]]] = {}
    for change in changes:
        place = cell(change.address) if change.unit == "cell" else None
        if place is None:
            return {}
        moves = moves_by_country.setdefault(
            place.row.spoken, {"gained": [], "lost": [], "amended": []}
        )
        key = {"added": "gained", "removed": "lost"}.get(change.kind, "amended")
        moves[key].append(place.column.spoken)
    return {
        row: {key: sorted(columns, key=natural) for key, columns in moves.items()}
        for row, moves in moves_by_country.items()
    }


def _groups(
    country: str, gained: Sequence[str], lost: Sequence[str], amended: Sequence[str]
) -> str:
    """Say which Country Groups one country joins and leaves.

    The words "Country Group" stand once.
    """
    verbs = [
        (verb, columns)
        for verb, columns in (
            ("joins", gained),
            ("leaves", lost),
            ("has changed marks in", amended),
        )
        if columns
    ]
    said = [
        f"{verb} {'Country Group ' if not place else ''}{listing(columns)}"
        for place, (verb, columns) in enumerate(verbs)
    ]
    return f"{country} {listing(said)}"


def _chart(country: str, gained: Sequence[str], lost: Sequence[str], amended: Sequence[str]) -> str:
    """Say where the Country Chart now asks for a license, and where no longer."""
    no_longer = "no longer needs one for" if gained else "no longer needs a license for"
    phrases = (
        ("now needs a license for", gained),
        (no_longer, lost),
        ("has changed marks for", amended),
    )
    said = [f"{phrase} {listing(columns)}" for phrase, columns in phrases if columns]
    return f"{country} {listing(said)} on the Country Chart"

"""Entries under their topics, what matters most first, as many in full as a mail program shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from tracker import log
from tracker.digest import budget
from tracker.digest.entries import Group, brief, entry
from tracker.digest.identity import Identity
from tracker.digest.values import Brief, Entry, Section
from tracker.digest.wording import TOPICS, count, topic
from tracker.model import Document


def ordered(groups: Iterable[Group]) -> list[Group]:
    """Return groups topic by topic, the weightiest first.

    Ties go by the order of the five topics; changes of no topic come last.
    """
    given = list(groups)
    heaviest: dict[str, int] = {}
    for group in given:
        heaviest[group.topic] = max(heaviest.get(group.topic, 0), group.weight)
    rank = {
        slug: place for place, slug in enumerate([*TOPICS, *sorted(set(heaviest) - set(TOPICS))])
    }
    return sorted(
        given, key=lambda group: (not group.topic, -heaviest[group.topic], rank[group.topic])
    )


def sections(
    groups: Sequence[Group], documents: Mapping[Identity, Document], room: int
) -> tuple[Section, ...]:
    """Return one section a topic for groups in their order, within `room` bytes.

    What fits stands in full, then in brief, and the rest is counted.

    Room is given round by round, to the first group of each topic, then to the second ones, so that
    none starves another.
    """
    places = _rounds(groups)
    entries = _full([groups[place] for place in places], documents, room)
    briefs = _brief(
        [groups[place] for place in places[len(entries) :]],
        room - sum(map(budget.of_entry, entries)),
    )
    shown_at: dict[int, Entry | Brief] = dict(zip(places, [*entries, *briefs], strict=False))
    for place in places[len(shown_at) :]:
        for change in groups[place].changes:
            what = f"{change.change.address} of {change.to}"
            log.decided("skipped", what, "a mail has no more room; it stands in digest.json")
    members = groupby(range(len(groups)), key=lambda place: groups[place].topic)
    return tuple(
        _section(slug, [shown_at.get(place) for place in those]) for slug, those in members
    )


def _rounds(groups: Sequence[Group]) -> list[int]:
    """Return the places of groups by their rank within their topic."""
    ranks: Counter[str] = Counter()
    ranked = []
    for place, group in enumerate(groups):
        ranked.append((ranks[group.topic], place))
        ranks[group.topic] += 1
    return [place for _, place in sorted(ranked)]


def _full(
    groups: Sequence[Group], documents: Mapping[Identity, Document], room: int
) -> list[Entry]:
    """Return entries while they fit.

    Where not all do, they leave a share of the room to lines in brief.
    """
    made: list[Entry] = []
    costs: list[int] = []
    for group in groups:
        made.append(entry(group, documents))
        costs.append(budget.of_entry(made[-1]))
        if sum(costs) > room:
            return made[: budget.fit(costs, [], room)[0]]
    return made


def _brief(groups: Iterable[Group], room: int) -> list[Brief]:
    made: list[Brief] = []
    for group in groups:
        line = brief(group)
        room -= budget.of_brief(line)
        if room < 0:
            break
        made.append(line)
    return made


def _section(slug: str, entries: Sequence[Entry | Brief | None]) -> Section:
    rest = sum(1 for shown in entries if shown is None)
    return Section(
        topic(slug),
        tuple(shown for shown in entries if isinstance(shown, Entry)),
        tuple(shown for shown in entries if isinstance(shown, Brief)),
        f"And {count(rest, 'more group of changes')}, all in digest.json." if rest else None,
    )

"""What goes wrong, and when: drawn from a seed beforehand, so that the truth is known.

each endpoint, each day, 5%   one of the known ways, all day or at some polls, all its questions or
                              half of them, for good or once (a second try heals what deserves one)
one question for days         a text blocked, a provision refused, a release unreadable; an import
two days of outage            a source gives nothing on the first day, all three on the second
drift                         from some day on a source answers in another form: no failure
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.simulation.world import ORIGIN, QUIET, World

POLLS = ((11, 17), (18, 47), (23, 17))
"""The hours and minutes of the polls of a day."""
ENDPOINTS = {
    "ecfr": ("titles", "versions", "full"),
    "federal-register": ("search", "inspection", "text"),
    "bis": ("listing", "release", "notices", "guidance"),
}
INDEXES = frozenset(("titles", "versions", "search", "listing"))
"""The kinds of questions without whose answer it is not known what is missing."""
CHALLENGES = ("block", "202", "403")
HEALED = ("429", "503", "500", "truncate", "reset", "slow")
"""What is tried again."""
KINDS = (*HEALED, *CHALLENGES, "html", "empty", "garbage")
SHAPES = ("wrapped", "unpaged", "aged")
SAID = {
    **{kind: (f"HTTP {kind}",) for kind in ("429", "503", "500")},
    **dict.fromkeys(("202", "403"), ("challenge",)),
    "truncate": ("cut off", "reset"),
    "reset": ("reset",),
    "slow": ("no answer in time",),
    "block": ("block page",),
    "html": ("maintenance page",),
    "empty": ("empty",),
    "garbage": ("",),
}
"""What a failure of each kind has to say: one of these."""


@dataclass(frozen=True, slots=True)
class Strike:
    """Some polls (counted through) at which an endpoint (`*`: all of a source) fails in one way.

    `share` of its questions are struck (drawn by `salt`), or the one named; `once`: only the first
    request of a poll.
    """

    kind: str
    source: str
    endpoint: str
    polls: frozenset[int]
    share: float = 1.0
    salt: int = 0
    question: str | None = None
    once: bool = False

    def hits(self, source: str, question: str, poll: int) -> bool:
        """Tell whether a question of a source is struck at a poll."""
        if poll not in self.polls or source != self.source:
            return False
        if self.question is not None:
            return question == self.question
        drawn = zlib.crc32(f"{self.salt} {question}".encode()) / 2**32
        return self.endpoint in ("*", endpoint_of(question)) and drawn < self.share


@dataclass(frozen=True, slots=True)
class Plan:
    """All that goes wrong; `down` are polls with a source to which no connection can be made."""

    strikes: tuple[Strike, ...] = ()
    down: frozenset[tuple[int, str]] = frozenset()
    drift: tuple[tuple[str, int], ...] = ()

    def on(self, source: str, question: str, poll: int) -> Strike | None:
        """Return what strikes a question at a poll: what lasts before what strikes once."""
        found = [strike for strike in self.strikes if strike.hits(source, question, poll)]
        return min(found, key=lambda strike: strike.once, default=None)

    def clean(self, source: str, question: str, poll: int) -> bool:
        """Tell whether a question is sure to be answered at a poll if it is asked."""
        return (poll, source) not in self.down and self.on(source, question, poll) is None

    def down_at(self, poll: int) -> frozenset[str]:
        """Return the sources to which no connection can be made at a poll."""
        return frozenset(source for number, source in self.down if number == poll)

    def shapes(self, poll: int) -> frozenset[str]:
        """Return the forms in which sources answer by then."""
        return frozenset(name for name, first in self.drift if first <= poll)


def endpoint_of(question: str) -> str:
    """Return the kind of a question."""
    return question.partition(":")[0]


def draw(seed: int, world: World, rate: float) -> Plan:
    """Draw what goes wrong in a world; its first day and its last two stay undisturbed."""
    rng = random.Random(f"faults {seed}")
    days = range(1, world.days - QUIET + 1)
    outage = rng.choice(days[:-1])
    strikes = [*_daily(rng, days, rate), *_lasting(rng, world)]
    first = rng.choice(tuple(ENDPOINTS))
    down: set[tuple[int, str]] = set()
    for day, sources in ((outage, (first,)), (outage + 1, tuple(ENDPOINTS))):
        for source in sources:
            if rng.random() < 0.5:  # an outage has two faces
                down |= {(poll, source) for poll in _polls(day)}
            else:
                strikes.append(Strike("reset", source, "*", _polls(day)))
    drift = tuple((name, 3 * rng.choice(days)) for name in SHAPES)
    return Plan(tuple(strikes), frozenset(down), drift)


def _polls(first: int, days: int = 1) -> frozenset[int]:
    return frozenset(range(3 * first, 3 * (first + days)))


def _daily(rng: random.Random, days: range, rate: float) -> Iterator[Strike]:
    for day in days:
        for source, endpoints in ENDPOINTS.items():
            for endpoint in endpoints:
                if rng.random() >= rate:
                    continue
                kinds = (*KINDS, "import", "import") if endpoint == "titles" else KINDS
                every = sorted(_polls(day))
                some = rng.sample(every, rng.choice((1, 2)))
                polls = every if rng.random() < 0.5 else some
                share = 1.0 if endpoint in INDEXES else rng.choice((1.0, 0.5))
                salt, once = rng.randrange(1000), rng.random() < 0.25
                kind = rng.choice(kinds)
                yield Strike(kind, source, endpoint, frozenset(polls), share, salt, once=once)


def _lasting(rng: random.Random, world: World) -> Iterator[Strike]:
    """Draw an import of a day and a half, and a question of each source that fails for three
    days."""
    begin = rng.randrange(3, 3 * (world.days - QUIET) - 2)
    yield Strike("import", "ecfr", "titles", frozenset(range(begin, begin + 5)))
    last = world.days - QUIET - 3
    rules = (
        document for document in world.documents if document.raw_from and document.type == "Rule"
    )
    documents = [rule for rule in rules if 0 < _day(rule.published) <= last]
    releases = [release for release in world.releases if 0 < _day(release.published) <= last]
    rows = [row for row in world.rows if row.text and 0 < _day(row.listed) <= last]
    if documents:
        one = rng.choice(documents)
        yield Strike(
            "block",
            "federal-register",
            "text",
            _polls(_day(one.published), 3),
            question=f"text:{one.number}",
        )
    if releases:
        bad = rng.choice(releases)
        yield Strike(
            "garbage",
            "bis",
            "release",
            _polls(_day(bad.published), 3),
            question=f"release:{bad.path}",
        )
    if rows:
        row = rng.choice(rows)
        yield Strike(
            "503",
            "ecfr",
            "full",
            _polls(_day(row.listed), 3),
            question=f"full:{row.identifier}:{row.date}",
        )


def _day(moment: datetime) -> int:
    return (moment.date() - ORIGIN).days

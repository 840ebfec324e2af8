"""What went wrong in one cycle: each failure on its own, and how a host bears our questions.

A host is left alone for the rest of the cycle when it meets five different questions in a row with
a challenge, gives five in a row no answer in time, or cannot be reached twice in a row. After five
failures in a row of one kind of question to one host, questions of that kind are tried there once
each, so that a service in trouble is not hammered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, assert_never
from urllib.parse import urlsplit

from tracker.answers import Weight
from tracker.errors import FetchError, RefusedError
from tracker.model import Failure, Request

Trouble = Literal["challenge", "silence", "nobody", "other"]

_MOST_CHALLENGES, _MOST_SILENCES, _MOST_ABSENCES = 5, 5, 2
"""After how many different questions in a row that met the same trouble a host is left alone."""
TIRED = 5
"""After how many failures in a row a kind of question is tried once only."""


@dataclass(slots=True)
class Ledger:
    """The failures of a cycle so far, and the counts by host and by kind of question.

    `houses` are the configured addresses, so that two services on one host (a replay) are told
    apart. `closed` says why a host is left alone, `unasked` what that cost; `absent` are the hosts
    that could not be reached. `oldest` is the age in seconds of the oldest copy of an index that a
    cache gave for a fresh answer. `weight_of` tells what the answer to a question is to its source,
    `kind_of` which questions it is tired of together.
    """

    weight_of: Callable[[str], Weight]
    kind_of: Callable[[str], str]

    houses: tuple[str, ...] = ()
    failures: list[Failure] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    oldest: int = 0
    unasked: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _met: dict[str, tuple[Trouble, frozenset[str]]] = field(default_factory=dict)
    _streaks: Counter[tuple[str, str]] = field(default_factory=Counter)

    def house(self, url: str) -> str:
        """Return which service an address belongs to: a configured one, else its host."""
        known = max(
            (house for house in self.houses if url.startswith(f"{house}/")), key=len, default=None
        )
        return known.partition("://")[2] if known else urlsplit(url).netloc

    def answered(self, request: Request) -> None:
        """Note that a host gave a usable answer."""
        self._met.pop(self.house(request.url), None)
        for host, subjects in self.unasked.items():
            self.unasked[host] = [subject for subject in subjects if subject != request.subject]
        self._streaks[self._kind(request)] = 0

    def failed(self, request: Request, failure: FetchError | RefusedError) -> None:
        """Note that a question got no usable answer, and close its host where that is enough."""
        host, trouble = self.house(request.url), trouble_of(failure)
        self._streaks[self._kind(request)] += 1
        before, subjects = self._met.get(host, (trouble, frozenset()))
        met = subjects | {request.subject} if before == trouble else frozenset((request.subject,))
        self._met[host] = trouble, met
        if trouble == "nobody":
            self.absent.add(host)
        if why := _too_much(trouble, len(met)):
            self.closed[host] = f"{host} {why} and is left alone until the next poll"

    def attempts(self, request: Request) -> int | None:
        """Return how often to try: once where the question's kind keeps failing, else None."""
        return 1 if self._streaks[self._kind(request)] >= TIRED else None

    def _kind(self, request: Request) -> tuple[str, str]:
        """Return the house and kind of a question.

        That one house answers says nothing of another.
        """
        return self.house(request.url), self.kind_of(request.subject)

    def aged(self, request: Request, seconds: int) -> None:
        """Note that the answer was an old copy: an index says nothing of what came after."""
        if self.weight_of(request.subject) != "single":
            self.oldest = max(self.oldest, seconds)

    def skipped(self, request: Request) -> None:
        """Note that a question was not asked, because its host is left alone."""
        subjects = self.unasked[self.house(request.url)]
        if request.subject not in subjects:
            subjects.append(request.subject)

    def was_skipped(self, subject: str) -> bool:
        """Tell whether a question was not asked, and nothing else answered it."""
        return any(subject in subjects for subjects in self.unasked.values())

    def unasked_beside_named(self) -> dict[str, int]:
        """Count, by host, the questions that were not asked and did not fail by name either."""
        named = {failure.subject for failure in self.failures}
        return {
            host: sum(subject not in named for subject in subjects)
            for host, subjects in self.unasked.items()
        }

    def lacks_index(self, host: str) -> bool:
        """Tell whether an index was among what a host was not asked."""
        return any(self.weight_of(subject) == "index" for subject in self.unasked[host])


def trouble_of(failure: FetchError | RefusedError) -> Trouble:
    """Return which kind of trouble a failure is, as far as it tells of the host."""
    if failure.challenge:
        return "challenge"
    if isinstance(failure, FetchError) and failure.unreachable:
        return "nobody"
    return "silence" if isinstance(failure, FetchError) and failure.silent else "other"


def _too_much(trouble: Trouble, met: int) -> str | None:
    """Return what a host did too often, where `met` questions in a row met with it."""
    match trouble:
        case "challenge":
            most, did = _MOST_CHALLENGES, "answered {} questions in a row with a challenge"
        case "silence":
            most, did = _MOST_SILENCES, "left {} questions in a row without an answer"
        case "nobody":
            most, did = _MOST_ABSENCES, "could not be reached {} times in a row"
        case "other":
            return None
        case _:
            assert_never(trouble)
    return did.format(most) if met >= most else None

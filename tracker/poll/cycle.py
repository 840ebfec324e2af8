"""What all sources share in one cycle: asking through the gate, keeping answers, doubting them, reporting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, TypeVar

from tracker import derive, gate
from tracker.config import Config
from tracker.errors import ParseError, RefusedError
from tracker.fetch import Fetcher
from tracker.gate.admission import Absence
from tracker.model import Capture, Node, Request, SourceOutcome
from tracker.store import Store, Verdict

Value = TypeVar("Value")


class Progress(Protocol):
    """Where a cycle reports to: bars and lines for people, nothing that decides."""

    def step(self, stage: str, done: int, total: int, what: str) -> None:
        """Take notice that `done` of `total` pieces of a stage are finished and which comes next."""

    def say(self, line: str) -> None:
        """Take notice of one line of news."""


class Silent:
    """A `Progress` that keeps its peace."""

    def step(self, stage: str, done: int, total: int, what: str) -> None:
        """Do nothing."""

    def say(self, line: str) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class PollResult:
    """What each source gave, and how many changes were recorded."""

    sources: tuple[SourceOutcome, ...]
    changes: int

    @property
    def unreachable(self) -> tuple[str, ...]:
        """Return the hosts where no source could be reached at all, none where any of them answered."""
        said = [one.error or "" for one in self.sources]
        if not said or not all(line.startswith("could not reach ") for line in said):
            return ()
        return tuple(dict.fromkeys(line.removeprefix("could not reach ").split(" ")[0] for line in said))


class Postponed(Exception):  # noqa: N818 (no error: the source asks us to come back later)
    """The source is being worked on; nothing was read, and that is no failure."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text of a provision as just read: the SHA-256 of its bytes, its units, the shape of its tables."""

    sha256: str
    node: Node
    shape: gate.Shape


@dataclass(frozen=True, slots=True)
class Cycle:
    """The tools of one cycle; `asked` are the subjects asked for so far, `read` the last text of each provision."""

    store: Store
    config: Config
    fetcher: Fetcher
    now: datetime
    progress: Progress
    context: derive.DeriveContext
    facts: gate.Facts
    asked: set[str] = field(default_factory=set)
    read: dict[str, Reading] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the day of this cycle in UTC."""
        return self.now.date()

    def ask(self, request: Request) -> Capture | Absence:
        """Return an answer that passed the gate, or the kind of its absence; raises `FetchError` or `RefusedError`."""
        capture = self.fetcher.get(request)
        self.asked.add(request.subject)
        absence = gate.missing(request, capture)
        if absence == "no-content":
            self._record(capture, "not-found", "the source has no such text")
        if absence:
            return absence
        gate.admit(request, capture)
        return capture

    def demand(self, request: Request) -> Capture:
        """Return an answer that must be there."""
        answer = self.ask(request)
        if isinstance(answer, Capture):
            return answer
        raise RefusedError(request.url, "HTTP 404")

    def keep(self, *captures: Capture) -> None:
        """Record accepted answers and derive everything from them, all in one transaction."""
        with self.store.transaction():
            for capture in captures:
                self._record(capture, "accepted", None)

    def _record(self, capture: Capture, verdict: Verdict, reason: str | None) -> None:
        with self.store.transaction():
            number = self.store.record_capture(capture, verdict, reason)
            derive.apply(self.store, number, capture, self.context)

    def settle(self, capture: Capture, reasons: tuple[str, ...], name: str) -> None:
        """Keep an answer; one that is doubted goes to quarantine until it persists or a person decides."""
        if not reasons:
            return self.keep(capture)
        if self.store.rejected(capture.subject, capture.sha256):
            self.store.mark_checked(capture.subject, self.now)
            return self.progress.say(f"{name}: the source still serves what was rejected")
        seen = self.store.tries(capture.subject, capture.sha256)
        tries, since = (seen[0] + 1, seen[1]) if seen else (1, self.now)
        limits = self.config.gate
        if tries >= limits.polls or (self.now - since).days >= limits.days > 0:
            self.keep(capture)
            return self.progress.say(f"{name}: believed after {tries} polls ({'; '.join(reasons)})")
        self._record(capture, "quarantined", "; ".join(reasons))
        return self.progress.say(f"{name}: quarantined, {'; '.join(reasons)}")

    def quarantined(self, prefix: str) -> list[str]:
        """Return the subjects that wait in quarantine and were not asked for in this cycle."""
        waiting = (one.subject for one in self.store.quarantined())
        return [subject for subject in waiting if subject.startswith(prefix) and subject not in self.asked]


def reading(held: Capture, read: Callable[[Capture], Value]) -> Value | None:
    """Read a held answer again; None where today's parser refuses it."""
    try:
        return read(held)
    except ParseError:
        return None

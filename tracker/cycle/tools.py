"""What all sources share in one cycle: asking through the gate, keeping answers, doubting them, reporting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol, TypeVar

from tracker import derive, gate
from tracker.config import Config
from tracker.errors import ClosedError, FetchError, ParseError, RefusedError, TrackerError
from tracker.fetch import Fetcher, age
from tracker.gate.admission import Absence
from tracker.model import Capture, Failure, Node, OpenQuestion, Request, SourceName, SourceOutcome
from tracker.poll import pauses
from tracker.poll.ledger import Ledger
from tracker.sources import naming
from tracker.sources.record import Odd
from tracker.store import Store, Verdict

Value = TypeVar("Value")
Item = TypeVar("Item")
STALE_HOURS = 6
"""An answer out of a cache that is older than this was asked for again another way; what is still
old is told."""


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


_NOBODY = "could not reach "


@dataclass(frozen=True, slots=True)
class PollResult:
    """What each source gave, and how many changes were recorded."""

    sources: tuple[SourceOutcome, ...]
    changes: int

    @property
    def unreachable(self) -> tuple[str, ...]:
        """Return the hosts where no source could be reached at all, none where any of them answered."""
        why = [one.why for outcome in self.sources for one in outcome.failures]
        if any(one.read for one in self.sources) or not all(
            line.startswith(_NOBODY) for line in why
        ):
            return ()
        return tuple(dict.fromkeys(line.removeprefix(_NOBODY).split(" ")[0] for line in why))


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
    """The tools of one source in one cycle.

    `asked` are the subjects asked for so far, `read` the last text of each provision, `open` the
    questions that failed in earlier cycles, `patient` whether those wait until their pause is over.
    """

    store: Store
    config: Config
    fetcher: Fetcher
    now: datetime
    progress: Progress
    context: derive.DeriveContext
    facts: gate.Facts
    asked: set[str] = field(default_factory=set)
    read: dict[str, Reading] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    open: dict[str, OpenQuestion] = field(default_factory=dict)
    patient: bool = True

    @property
    def today(self) -> date:
        """Return the day of this cycle in UTC."""
        return self.now.date()

    def of(self, source: SourceName) -> Cycle:
        """Return the tools for one source: the same ones, with nothing asked yet."""
        known = {one.last.subject: one for one in self.store.open_questions(source)}
        return replace(self, asked=set(), read={}, ledger=Ledger(self.config.houses()), open=known)

    def ask(self, request: Request, *, final: bool = True) -> Capture | Absence:
        """Return an answer that passed the gate, or the kind of its absence; raises `FetchError` or `RefusedError`.

        An absence is recorded unless the same thing is asked for in another form next (`final` is
        False).
        """
        if closed := self.left_alone(request):
            self.ledger.skipped(request)
            raise ClosedError(request.url, f"not asked: {closed}")
        self.asked.add(request.subject)
        try:
            answer = self._answer(request, final=final)
        except (FetchError, RefusedError) as failure:
            self.ledger.failed(request, failure)
            raise
        self.ledger.answered(request)
        return answer

    def left_alone(self, request: Request) -> str | None:
        """Say why the host of a question is left alone for the rest of the cycle; None where it is not."""
        return self.ledger.closed.get(self.ledger.house(request.url))

    def _answer(self, request: Request, *, final: bool) -> Capture | Absence:
        tries = self.ledger.attempts(request)
        capture = self.fetcher.get(request, tries, lambda one: gate.passes(request, one))
        absence = gate.missing(request, capture)
        if absence == "no-content" and final:
            self._record(capture, "not-found", "the source has no such text")
        if absence:
            return absence
        gate.admit(request, capture)
        old = age(capture) if request.fresh else 0
        if old > STALE_HOURS * 3600:
            what = naming.words(request.subject)
            self.ledger.aged(request, old)
            self.progress.say(
                f"{what}: the answer came from a cache and is {old // 3600} hours old"
            )
        return capture

    @contextmanager
    def alone(self, request: Request, *, vital: bool = False) -> Iterator[None]:
        """Let one question stand alone: what fails in the block costs this question and nothing else.

        The failure is recorded and told by name. A disk that is full or a second writer ends the
        run, as ever; a fault of our own in one answer must not cost the others.
        """
        try:
            yield
        except ClosedError:
            return
        except (FetchError, RefusedError) as failure:
            self.fail(replace(request, url=failure.url), failure.why, vital=vital)
        except ParseError as failure:
            self.fail(request, failure.why, vital=vital)
        except (TrackerError, OSError, Postponed):
            raise
        except Exception as surprise:  # noqa: BLE001 (a fault of ours in one answer must not cost the others theirs; it is told as a failure)
            why = f"unforeseen fault of the tracker, {type(surprise).__name__}: {surprise}"
            self.fail(request, why, vital=vital)
        else:
            self._close(request.source, request.subject)

    def fail(
        self, request: Request, why: str, *, vital: bool = False, what: str | None = None
    ) -> None:
        """Record that a question got no usable answer, and tell it by name."""
        told = what or naming.words(request.subject)
        failure = Failure(
            request.source,
            request.subject,
            told,
            self.config.official(request.url),
            why,
            vital,
            self.now,
        )
        self.ledger.failures.append(failure)
        self.store.record_failure(failure)
        self.progress.say(str(failure))

    def tell_odd(
        self, request: Request, source: str, odd: Iterable[Odd], read: Iterable[str]
    ) -> None:
        """Record each record of an answer that could not be read, by its own name; one that can be read again is closed."""
        mark = f"{source}:odd:"
        for one in odd:
            record = replace(request, subject=mark + one.what)
            if not any(record.subject == known.subject for known in self.ledger.failures):
                self.fail(record, one.why, what=f"{one.what} in {naming.words(request.subject)}")
        for what in read:
            self._close(request.source, mark + what)

    def fail_whole(self, source: SourceName, why: str) -> None:
        """Record that a source could not be read as a whole."""
        request = Request(source, f"{source}:whole", self.config.base(source), "")
        self.fail(request, why, vital=True, what="the source as a whole")

    def close_all(self, subjects: Iterable[str]) -> None:
        """Record that questions that were open are answered, whichever of them the answer came to."""
        for subject in subjects:
            if subject in self.open:
                self._close(self.open[subject].last.source, subject)

    def _close(self, source: SourceName, subject: str) -> None:
        """Record that a question that was open is answered, where the answer itself left no trace."""
        failed = any(one.subject == subject for one in self.ledger.failures)
        if subject in self.open and not failed:
            still = {one.last.subject for one in self.store.open_questions(source)}
            if subject in still and not self.ledger.was_skipped(subject):
                self.store.mark_checked(subject, self.now)

    def queue(
        self, items: Iterable[Item], subject_of: Callable[[Item], str], *, daily: bool = False
    ) -> list[Item]:
        """Return the questions to ask now: what failed before comes last, and only when its pause is over."""
        now = self.now if self.patient else None
        return pauses.in_order(items, subject_of, self.open, now, daily=daily)

    def some(
        self, items: Iterable[Item], subject_of: Callable[[Item], str], most: int
    ) -> list[Item]:
        """Return a few of many questions to ask again: those in their order, then as many that failed and are due.

        The two do not compete: else one that failed would wait behind all others for ever.
        """
        found = list(items)
        fresh = [one for one in found if subject_of(one) not in self.open]
        return [
            *fresh[:most],
            *self.queue((one for one in found if subject_of(one) in self.open), subject_of)[:most],
        ]

    def tell_unasked(self, source: SourceName) -> None:
        """Record which hosts were left alone and how many questions that cost; a host that answers again is told off.

        What failed by name is not counted again. Where no index was among them, the source counts
        as read: it is known what is missing.
        """
        if not any(one.subject == f"{source}:whole" for one in self.ledger.failures):
            self._close(source, f"{source}:whole")
        mark = f"{source}:unasked:"
        known = any(one.vital for one in self.ledger.failures)
        named = {one.subject for one in self.ledger.failures}
        unasked = {
            host: [one for one in subjects if one not in named]
            for host, subjects in self.ledger.unasked.items()
        }
        for host, subjects in unasked.items():
            if not subjects or (known and host in self.ledger.absent):
                continue
            what = f"{len(subjects)} more question{'' if len(subjects) == 1 else 's'}"
            request = Request(source, mark + host, f"https://{host}/", "")
            vital = self.ledger.lacks_index(host)
            self.fail(request, f"not asked: {self.ledger.closed[host]}", vital=vital, what=what)
        for subject in self.open:
            host = subject.removeprefix(mark)
            if subject.startswith(mark) and not unasked.get(host):
                self._close(source, subject)

    def demand(self, request: Request) -> Capture:
        """Return an answer that must be there."""
        answer = self.ask(request)
        if isinstance(answer, Capture):
            return answer
        raise RefusedError(request.url, "HTTP 404", missing=True)

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
        """Keep an answer; one that is doubted goes to quarantine until it persists or a person decides.

        Three polls of one day may all meet the same fault of a service: what persists was seen on
        two days at least.
        """
        if not reasons:
            return self.keep(capture)
        if self.store.rejected(capture.subject, capture.sha256):
            self.store.mark_checked(capture.subject, self.now)
            return self.progress.say(f"{name}: the source still serves what was rejected")
        seen = self.store.tries(capture.subject, capture.sha256)
        tries, since = (seen[0] + 1, seen[1]) if seen else (1, self.now)
        limits = self.config.gate
        lasting = tries >= limits.polls and (limits.polls == 1 or since.date() < self.today)
        if lasting or (self.now - since).days >= limits.days > 0:
            self.keep(capture)
            polls = "1 poll" if tries == 1 else f"{tries} polls"
            return self.progress.say(
                f"{name}: accepted after {polls}, although {'; '.join(reasons)}"
            )
        self._record(capture, "quarantined", "; ".join(reasons))
        return self.progress.say(f"{name}: quarantined, because {'; '.join(reasons)}")

    def quarantined(self, prefix: str) -> list[str]:
        """Return the subjects that wait in quarantine and were not asked for in this cycle."""
        waiting = (one.subject for one in self.store.quarantined())
        return [
            subject
            for subject in waiting
            if subject.startswith(prefix) and subject not in self.asked
        ]


def reading(held: Capture, read: Callable[[Capture], Value]) -> Value | None:
    """Read a held answer again; None where today's parser refuses it."""
    try:
        return read(held)
    except ParseError:
        return None

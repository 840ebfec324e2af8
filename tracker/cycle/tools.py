"""What all sources share in one cycle: asking through the gate, keeping, doubting, reporting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from tracker import gate, log, plain
from tracker.answers import Absence, Answer, Question
from tracker.cycle import pauses
from tracker.cycle.ledger import Ledger
from tracker.cycle.values import Deriving, Postponed, Progress, Questions, Settings
from tracker.errors import ClosedError, FetchError, ParseError, RefusedError, TrackerError
from tracker.fetch import Fetcher, age
from tracker.forms.record import OddRecord
from tracker.model import Capture, Failure, OpenQuestion, Request, SourceName
from tracker.store import Store, Verdict, failures, quarantine, questions
from tracker.store import facts as recorded_facts

V = TypeVar("V")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Cycle:
    """The tools of one source in one cycle.

    `source` is whose questions they are, `settings` what is configured for it. `asked` are the
    subjects asked for so far, `read` what was read last of each text, `open` the questions that
    failed in earlier cycles, `patient` whether those wait until their pause is over.
    """

    store: Store
    config: Settings
    fetcher: Fetcher
    now: datetime
    progress: Progress
    deriving: Deriving
    facts: gate.Facts
    source: Questions
    ledger: Ledger
    asked: set[str] = field(default_factory=set)
    read: dict[str, Answer[Any, Any]] = field(default_factory=dict)
    open: dict[str, OpenQuestion] = field(default_factory=dict)
    patient: bool = True

    @property
    def today(self) -> date:
        """Return the day of this cycle in UTC."""
        return self.now.date()

    def ask(self, request: Request, *, final: bool = True) -> Answer[Any, Any] | Absence:
        """Return an answer that passed the gate, or the kind of its absence.

        Raises `FetchError` or `RefusedError`. An absence is recorded unless the same thing is asked
        for in another form next (`final` is False).
        """
        if closed := self.left_alone(request):
            self.ledger.skipped(request)
            log.decided("not yet asked", request.subject, closed)
            raise ClosedError(request.url, f"not asked: {closed}")
        self.asked.add(request.subject)
        try:
            answer = self._answer(request, final=final)
        except (FetchError, RefusedError) as failure:
            self.ledger.failed(request, failure)
            log.decided("skipped", request.subject, failure.why)
            raise
        self.ledger.answered(request)
        return answer

    def left_alone(self, request: Request) -> str | None:
        """Say why the host of a question is left alone in this cycle; None where it is not."""
        return self.ledger.closed.get(self.ledger.house(request.url))

    def _answer(self, request: Request, *, final: bool) -> Answer[Any, Any] | Absence:
        question, hosts = self.source.question(request.subject), self.config.hosts(request.url)
        read: list[Answer[Any, Any]] = []

        def passes(capture: Capture) -> bool:
            try:
                judged = gate.judge(question, request, capture, hosts)
            except RefusedError:
                return False
            read.extend([judged] if isinstance(judged, Answer) else [])
            return isinstance(judged, Answer)

        capture = self.fetcher.get(request, self.ledger.attempts(request), passes)
        known = next((answer for answer in read if answer.capture is capture), None)
        answer = known or gate.judge(question, request, capture, hosts)
        if not isinstance(answer, Answer):
            if answer == "no-content" and final:
                self.record_missing(capture, "the source has no such text")
            return answer
        self._tell_age(request, question, capture)
        return answer

    def _tell_age(self, request: Request, question: Question[Any, Any], capture: Capture) -> None:
        old = age(capture) if request.fresh else 0
        if old > self.source.stale_hours * 3600:
            self.ledger.aged(request, old)
            hours = f"{old // 3600} hours old"
            self.progress.say(f"{question.words}: the answer came from a cache and is {hours}")

    @contextmanager
    def alone(self, request: Request, *, vital: bool = False) -> Iterator[None]:
        """Let one question stand alone: its failure in the block costs nothing else.

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
        except Exception as surprise:  # noqa: BLE001 (a fault of ours costs its answer alone; told)
            why = f"unforeseen fault of the tracker, {type(surprise).__name__}: {surprise}"
            self.fail(request, why, vital=vital)
        else:
            self._close(request.source, request.subject)

    def fail(
        self, request: Request, why: str, *, vital: bool = False, what: str | None = None
    ) -> None:
        """Record that a question got no usable answer, and tell it by name."""
        log.decided("skipped", request.subject, why)
        said = what or self.source.words_of(request.subject)
        failure = Failure(
            request.source,
            request.subject,
            said,
            self.config.official(request.url),
            why,
            vital,
            self.now,
        )
        self.ledger.failures.append(failure)
        self.store.record_failure(failure)
        self.progress.say(str(failure))

    def tell_odd(
        self, request: Request, source: str, odd: Iterable[OddRecord], read: Iterable[str]
    ) -> None:
        """Record each record of an answer that could not be read, by its own name.

        One that can be read again is closed.
        """
        mark = f"{source}:odd:"
        for entry in odd:
            record = replace(request, subject=mark + entry.what)
            if not any(record.subject == known.subject for known in self.ledger.failures):
                self.fail(
                    record,
                    entry.why,
                    what=f"{entry.what} in {self.source.words_of(request.subject)}",
                )
        for what in read:
            self._close(request.source, mark + what)

    def fail_whole(self, source: SourceName, why: str) -> None:
        """Record that a source could not be read as a whole."""
        request = Request(source, f"{source}:whole", self.config.base(source), "")
        self.fail(request, why, vital=True, what="the source as a whole")

    def close_all(self, subjects: Iterable[str]) -> None:
        """Record that open questions are answered, whichever of them the answer came to."""
        for subject in subjects:
            if subject in self.open:
                self._close(self.open[subject].last.source, subject)

    def _close(self, source: SourceName, subject: str) -> None:
        """Record that an open question is answered, where the answer itself left no trace."""
        failed = any(failure.subject == subject for failure in self.ledger.failures)
        if subject in self.open and not failed:
            still = {
                question.last.subject for question in failures.still_open(self.store.db, source)
            }
            if subject in still and not self.ledger.was_skipped(subject):
                recorded_facts.mark_checked(self.store.db, subject, self.now)

    def queue(
        self, items: Iterable[Item], subject_of: Callable[[Item], str], *, daily: bool = False
    ) -> list[Item]:
        """Return the questions to ask now.

        What failed before comes last, once its pause is over.
        """
        now = self.now if self.patient else None
        found = list(items)
        due = pauses.in_order(found, subject_of, self.open, now, daily=daily)
        later = {subject_of(item) for item in found} - {subject_of(item) for item in due}
        for subject in sorted(later):
            reason = pauses.reason(self.open[subject], daily=daily)
            log.decided("not yet asked", subject, reason)
        return due

    def some(
        self, items: Iterable[Item], subject_of: Callable[[Item], str], most: int
    ) -> list[Item]:
        """Return a few of many questions to ask again, then as many that failed and are due.

        The two do not compete: else one that failed would wait behind all others for ever.
        """
        found = list(items)
        fresh = [question for question in found if subject_of(question) not in self.open]
        return [
            *fresh[:most],
            *self.queue(
                (question for question in found if subject_of(question) in self.open), subject_of
            )[:most],
        ]

    def tell_unasked(self, source: SourceName) -> None:
        """Record which hosts were left alone and how many questions that cost.

        A host that answers again is closed; what failed by name is not counted again. Where no
        index was among them, the source counts as read: it is known what is missing.
        """
        if not any(failure.subject == f"{source}:whole" for failure in self.ledger.failures):
            self._close(source, f"{source}:whole")
        mark = f"{source}:unasked:"
        known = any(failure.vital for failure in self.ledger.failures)
        unasked = self.ledger.unasked_beside_named()
        for host, count in unasked.items():
            if not count or (known and host in self.ledger.absent):
                continue
            what = plain.counted(count, "more question")
            request = Request(source, mark + host, f"https://{host}/", "")
            vital = self.ledger.lacks_index(host)
            self.fail(request, f"not asked: {self.ledger.closed[host]}", vital=vital, what=what)
        still = {mark + host for host, count in unasked.items() if count}
        for subject in self.open:
            if subject.startswith(mark) and subject not in still:
                self._close(source, subject)

    def demand(self, request: Request) -> Answer[Any, Any]:
        """Return an answer that must be there."""
        answer = self.ask(request)
        if isinstance(answer, Answer):
            return answer
        raise RefusedError(request.url, "HTTP 404", missing=True)

    def keep(self, *answers: Answer[Any, Any], why: str = "the answer passed every check") -> None:
        """Record accepted answers and derive everything from them, all in one transaction."""
        with self.store.transaction():
            for answer in answers:
                log.decided("kept", answer.capture.subject, why)
                self._record(answer.capture, "accepted", None, answer)

    def check(self, subject: str, why: str) -> None:
        """Note that a subject was checked and its answer not kept: it says nothing new."""
        log.decided("skipped", subject, why)
        recorded_facts.mark_checked(self.store.db, subject, self.now)

    def record_missing(self, capture: Capture, why: str) -> None:
        """Record that there is no such thing, and derive what follows from that."""
        log.decided("skipped", capture.subject, why)
        self._record(capture, "not-found", why, capture)

    def _record(
        self,
        capture: Capture,
        verdict: Verdict,
        reason: str | None,
        given: Answer[Any, Any] | Capture,
    ) -> None:
        with self.store.transaction():
            number = self.store.record_capture(capture, verdict, reason)
            self.deriving.apply(self.store, number, given)

    @contextmanager
    def gathering(self) -> Iterator[Cycle]:
        """Give the same tools, under which the causes of what is kept wait for the block's end."""
        with self.deriving.later(self.store) as deriving:
            yield replace(self, deriving=deriving)

    def track(self, title: int, part: str, since: date, baseline_on: date | None = None) -> bool:
        """Follow a part of the CFR from a day on."""
        return self.deriving.track(self.store, title, part, since, self.now, baseline_on)

    def rests(self, subject: str, pause: timedelta) -> bool:
        """Tell whether something was missing a short while ago, so that it is not asked for yet."""
        last = questions.last_asked(self.store.db, subject)
        if (
            not self.patient
            or last is None
            or last[0] != "not-found"
            or not timedelta(0) <= self.now - last[1] < pause
        ):
            return False
        again = f"{last[1] + pause:%Y-%m-%d %H:%M} UTC"
        log.decided("not yet asked", subject, f"it was missing; asked again from {again}")
        return True

    def keep_unless_doubted(
        self, answer: Answer[Any, Any], reasons: tuple[str, ...], name: str
    ) -> None:
        """Keep an answer; a doubted one waits in quarantine.

        It waits until it persists or a person decides.

        Three polls of one day may all meet the same fault of a service: what persists was seen on
        two days at least.
        """
        if not reasons:
            return self.keep(answer)
        capture = answer.capture
        if quarantine.rejected(self.store.db, capture.subject, capture.sha256):
            self.check(capture.subject, "a person rejected this very answer")
            return self.progress.say(f"{name}: the source still serves what was rejected")
        seen = quarantine.tries(self.store.db, capture.subject, capture.sha256)
        tries, since = (seen[0] + 1, seen[1]) if seen else (1, self.now)
        limits = self.config.gate
        lasting = tries >= limits.polls and (limits.polls == 1 or since.date() < self.today)
        if lasting or (self.now - since).days >= limits.days > 0:
            polls = plain.counted(tries, "poll")
            why = f"accepted after {polls}, although {'; '.join(reasons)}"
            self.keep(answer, why=why)
            return self.progress.say(f"{name}: {why}")
        seen_in = f"seen in {tries} of the {limits.polls} polls after which it is believed"
        log.decided("doubted", capture.subject, f"{'; '.join(reasons)} ({seen_in})")
        self._record(capture, "quarantined", "; ".join(reasons), answer)
        return self.progress.say(f"{name}: quarantined, because {'; '.join(reasons)}")

    def quarantined(self, prefix: str) -> list[str]:
        """Return the subjects that wait in quarantine and were not asked for in this cycle."""
        waiting = (capture.subject for capture in quarantine.quarantined(self.store.db))
        return [
            subject
            for subject in waiting
            if subject.startswith(prefix) and subject not in self.asked
        ]


def reading(question: Question[Any, V], held: Capture) -> V | None:
    """Read a held answer again; None where today's parser refuses it."""
    try:
        return question.read(held).value
    except ParseError:
        return None

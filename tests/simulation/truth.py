"""What each poll has to tell and to hold, against what was really asked, struck and served."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from tests.simulation.answers import question_of
from tests.simulation.faults import CHALLENGES, INDEXES, SAID, endpoint_of
from tests.simulation.holding import Holding, fingerprint
from tests.simulation.serving import Asked, Site
from tracker import sources
from tracker.model import Failure, SourceOutcome
from tracker.poll import PollResult
from tracker.sources.ecfr import pending
from tracker.store import POSTPONED, Store, quarantine

_OK = 200
_PATIENCE, _ASKED = 3, 3
"""How many polls in a row an import is no failure, and how often a poll asks about it."""
ANYWHERE = ("text", "listing", "notices")
"""What is asked for at several addresses until one gives it."""


def question_told(failure: Failure) -> str | None:
    """Return the question that a failure names, None where a host was left alone."""
    if ":unasked:" in failure.subject or failure.subject.endswith(":whole"):
        return None
    parts = urlsplit(failure.url)
    return question_of(failure.source, f"{parts.path}?{parts.query}")


@dataclass
class Questions:
    """What was asked of one source at one poll: each question with its requests, in their order."""

    asked: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, site: Site, source: str) -> Questions:
        """Gather the requests of the poll; asking for a younger copy costs nothing where it
        fails."""
        made = cls()
        for request in site.log:
            if request.poll == site.poll and request.source == source and not request.again:
                made.asked[request.question].append(request)
        return made

    def last(self, question: str) -> list[Asked]:
        """Return the last request to each address at which a question was asked."""
        return list({target.target: target for target in self.asked.get(question, ())}.values())

    def answered(self, question: str) -> bool:
        """Tell whether a question was answered: each of its pages, or any address of one thing."""
        last = self.last(question)
        sound = any(answer.struck is None and answer.status == _OK for answer in last)
        if sound and endpoint_of(question) in ANYWHERE:
            return True
        return bool(last) and all(answer.struck in (None, "import") for answer in last)

    def failed(self) -> set[str]:
        """Return the questions that were asked and got no answer."""
        return {question for question in self.asked if not self.answered(question)}

    def served(self, endpoint: str) -> list[Asked]:
        """Return the answers with a body to questions of one kind."""
        found = (answer for question in self.asked for answer in self.last(question))
        of_kind = (answer for answer in found if endpoint_of(answer.question) == endpoint)
        return [answer for answer in of_kind if answer.struck is None and answer.status == _OK]

    @property
    def postponed(self) -> bool:
        """Tell whether the source said at last that it is being worked on."""
        return any(answer.struck == "import" for answer in self.last("titles"))


@dataclass
class Witness:
    """Follows all polls: open questions, imports in a row, and the source-days read.

    `readable` are the source-days on which all indexes could be read at one poll at least.
    """

    site: Site
    open: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    imports: int = 0
    told: int = 0
    read: set[tuple[int, str]] = field(default_factory=set)
    readable: set[tuple[int, str]] = field(default_factory=set)

    def check(self, result: PollResult, store: Store) -> None:
        """Hold a poll against the truth."""
        holding = Holding.of(store)
        states = {source.name: source for source in sources.states(store)}
        down = self.site.plan.down_at(self.site.poll)
        for outcome in result.sources:
            questions = Questions.of(self.site, outcome.name)
            self._outcome(outcome, questions, gone=outcome.name in down)
            found = {question_told(question.last) for question in states[outcome.name].open}
            self._opened(outcome, questions, found)
            self._days(outcome, questions, gone=outcome.name in down)
        errors = [outcome.error or "" for outcome in result.sources]
        if len(down) == len(result.sources):
            assert all("could not reach" in error for error in errors), (self._now, errors)
        self._stored(result, holding, store)

    @property
    def _now(self) -> str:
        return f"poll {self.site.poll}, {self.site.moment:%Y-%m-%d %H:%M}"

    def _outcome(self, outcome: SourceOutcome, questions: Questions, *, gone: bool) -> None:
        told = {
            question: failure
            for failure in outcome.failures
            if (question := question_told(failure))
        }
        failed = questions.failed()
        self.told += len(outcome.failures)
        where = (self._now, outcome.name)
        if gone:
            assert told, where
            assert all("could not reach" in failure.why for failure in told.values()), (
                *where,
                told,
            )
        else:
            assert set(told) == failed, (
                *where,
                "told but not struck",
                set(told) - failed,
                "struck but not told",
                failed - set(told),
            )
            for question in failed:
                kinds = [answer.struck for answer in questions.last(question) if answer.struck]
                assert any(said in told[question].why for kind in kinds for said in SAID[kind]), (
                    *where,
                    question,
                    kinds,
                    told[question].why,
                )
        self._left_alone(outcome, questions, gone=gone)
        if questions.postponed:
            assert len(questions.asked["titles"]) == _ASKED, (*where, "not asked again in the run")
            late = self.imports >= _PATIENCE
            self.imports += 1
            assert (outcome.ok, (outcome.error or "").startswith(POSTPONED)) == (not late, True), (
                *where,
                outcome,
            )
            return
        self.imports = 0 if outcome.name == "ecfr" else self.imports
        indexes = {question for question in failed if endpoint_of(question) in INDEXES}
        assert outcome.ok == (not outcome.failures), (*where, outcome)
        assert outcome.read == (not indexes and not gone), (*where, indexes, outcome)
        assert outcome.ok == (outcome.error is None), (*where, outcome)
        line = outcome.error or ""
        named = [
            failure for failure in outcome.failures if failure.what in line and failure.why in line
        ]
        assert bool(named) == bool(outcome.failures), (*where, outcome.error)
        assert any(failure.vital for failure in named) == bool(indexes or gone), (
            *where,
            outcome.error,
        )

    def _left_alone(self, outcome: SourceOutcome, questions: Questions, *, gone: bool) -> None:
        """A host is left alone only after enough trouble."""
        if gone or not any(":unasked:" in failure.subject for failure in outcome.failures):
            return
        struck = [answer.struck for asked in questions.asked for answer in questions.last(asked)]
        challenged, silent = sum(failure in CHALLENGES for failure in struck), struck.count("slow")
        assert max(challenged, silent) >= 5, (
            self._now,
            outcome.name,
            outcome.failures,
        )  # the ledger's limit

    def _opened(self, outcome: SourceOutcome, questions: Questions, found: set[str | None]) -> None:
        """What failed stays open until it is answered, and no longer."""
        expected = self.open[outcome.name]
        expected |= {
            question for failure in outcome.failures if (question := question_told(failure))
        }
        answered = {question for question in questions.asked if questions.answered(question)}
        expected -= answered - ({"titles"} if questions.postponed else set())
        assert found - {None} == expected, (
            self._now,
            outcome.name,
            "open",
            found - expected,
            "not open",
            expected - found,
        )

    def _days(self, outcome: SourceOutcome, questions: Questions, *, gone: bool) -> None:
        """Count a source-day as read when a poll read the indexes, as readable when one could."""
        key = self.site.poll // 3, outcome.name
        names = {"ecfr": ("titles", "versions"), "bis": ("listing",)}.get(outcome.name)
        indexes = names or [
            question for question in questions.asked if endpoint_of(question) in INDEXES
        ]
        plan, poll = self.site.plan, self.site.poll
        if not gone and indexes and all(plan.clean(outcome.name, index, poll) for index in indexes):
            self.readable.add(key)
        if outcome.read and not questions.postponed:
            self.read.add(key)

    # ---- nothing that was served is missing

    def _stored(self, result: PollResult, holding: Holding, store: Store) -> None:
        by_name = {source.name: Questions.of(self.site, source.name) for source in result.sources}
        if not by_name["ecfr"].postponed:
            known = (*result.sources, *sources.states(store))
            days = (source.current_as_of for source in known if source.name == "ecfr")
            reached = next((day for day in days if day), None)
            self._code(by_name["ecfr"], reached, holding, store)
        self._register(by_name["federal-register"], holding)
        self._site(by_name["bis"], holding)

    def _code(self, asked: Questions, until: date | None, held: Holding, store: Store) -> None:
        listed = self.site.world.listed(self.site.moment)
        shown = {(row.identifier, row.date, row.issued) for row in listed}
        if asked.answered("titles") and "versions" not in asked.failed():
            assert not shown - held.rows, (
                self._now,
                "rows shown but not held",
                shown - held.rows,
            )
        assert not held.rows - shown, (
            self._now,
            "rows that were never shown",
            held.rows - shown,
        )
        kept_out = {
            question_of_subject(answer.subject) for answer in quarantine.quarantined(store.db)
        }
        for answer in asked.served("full"):
            _, name, day = answer.question.split(":")
            found = held.has_text(name, day, fingerprint(answer.body.decode()))
            assert found or answer.question in kept_out, (
                self._now,
                answer.question,
                "served, but not held",
            )
        alone = any(":unasked:" in question.last.subject for question in _open(store, "ecfr"))
        for row in pending.pending(store.db, 15, ("744",), until or self.site.moment.date()):
            question = f"full:{row.identifier}:{row.date}"
            assert alone or question in self.open["ecfr"] | kept_out, (
                self._now,
                question,
                "neither held nor told as open",
            )

    def _register(self, questions: Questions, holding: Holding) -> None:
        now, world = self.site.moment, self.site.world
        if questions.answered("search:industry-and-security-bureau"):
            shown = {document.number for document in world.documents if document.published <= now}
            assert not shown - holding.published, (self._now, shown - holding.published)
        if questions.answered("inspection"):
            filed = {
                document.number
                for document in world.documents
                if document.filed <= now < document.published
            }
            assert not filed - holding.documents, (self._now, filed - holding.documents)
        assert holding.documents <= {
            document.number for document in world.documents if document.filed <= now
        }
        for answer in questions.served("text"):
            number = answer.question.removeprefix("text:")
            assert number in holding.texts, (
                self._now,
                number,
                "its text was served, but is not held",
            )

    def _site(self, questions: Questions, holding: Holding) -> None:
        titles = {release.path: release.title for release in self.site.world.releases}
        for answer in questions.served("release"):
            path = answer.question.removeprefix("release:")
            assert titles[path] in holding.pages.get(path, ""), (
                self._now,
                answer.question,
                "served, but not held",
            )
        known = set(holding.pages) | {
            question.removeprefix("release:") for question in self.open["bis"]
        }
        if questions.answered("listing"):
            now, releases = self.site.moment, self.site.world.releases
            shown = {release.path for release in releases if release.published <= now}
            assert questions.failed() or not shown - known, (self._now, shown - known)


def question_of_subject(subject: str) -> str:
    """Return the question of a provision's text, by the subject of its capture."""
    identifier, _, day = subject.split(":", 5)[5].rpartition(":")
    return f"full:{identifier}:{day}"


def _open(store: Store, source: str) -> tuple[object, ...]:
    return next(service.open for service in sources.states(store) if service.name == source)

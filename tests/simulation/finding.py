"""Is every change found? Each with what has to be served for it, and when all of that was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.simulation.holding import Holding, fingerprint, provision
from tests.simulation.serving import Site
from tests.simulation.world import GUIDANCE, NOTICES, Doc, Edit, Release, Row, World, at

LATEST = timedelta(days=2)
_TYPES = ("Rule", "Proposed Rule")


@dataclass(frozen=True, slots=True)
class Stage:
    """Questions that have to be answered at one poll, from a moment on."""

    source: str
    questions: tuple[str, ...]
    since: datetime


@dataclass
class Change:
    """Something new in the world: what it takes to see it, one stage after the other."""

    what: str
    stages: tuple[Stage, ...]
    held: Callable[[Holding], bool]
    passed: int = 0
    served: datetime | None = None
    found: datetime | None = None

    def follow(self, site: Site, holding: Holding) -> None:
        """Note how far the change was served, and whether it is held; fail where it is late."""
        now = site.moment
        while self.passed < len(self.stages):
            stage = self.stages[self.passed]
            asked = (
                site.plan.clean(stage.source, question, site.poll) for question in stage.questions
            )
            if stage.since > now or not all(asked):
                break
            self.passed += 1
        if self.passed == len(self.stages) and self.served is None:
            self.served = now
        if self.found is None and self.held(holding):
            self.found = now
        late = self.found is None and self.served is not None and now - self.served >= LATEST
        assert not late, f"{self.what}: served since {self.served}, not found at {now}"

    @property
    def took(self) -> timedelta:
        """Return how long after it was served the change was found."""
        if self.found is None or self.served is None:
            return timedelta(0)
        return max(timedelta(0), self.found - self.served)


def changes(world: World, after: datetime) -> list[Change]:
    """Return everything that becomes new after a moment."""
    made = [_row(row) for row in world.rows if row.listed > after]
    for doc in world.documents:
        if doc.published > after:
            made += _document(doc)
    made += [_release(release) for release in world.releases if release.published > after]
    return made + [_edit(page) for page in world.guidance if page.since > after]


def _row(row: Row) -> Change:
    stages = [Stage("ecfr", ("titles", "versions"), row.listed)]
    name, day = provision(row.identifier), row.date.isoformat()
    key = (row.identifier, row.date, row.issued)
    if row.text is None:
        return Change(
            f"{key} removed",
            tuple(stages),
            lambda held: key in held.rows and (name, day) in held.removals,
        )
    expected = fingerprint(row.text)
    since = max(row.listed, at(row.date, 0))
    stages.append(Stage("ecfr", (f"full:{row.identifier}:{day}",), since))
    return Change(
        f"{key}",
        tuple(stages),
        lambda held: key in held.rows and (name, day, expected) in held.readings,
    )


def _document(doc: Doc) -> Iterator[Change]:
    search = Stage("federal-register", ("search:industry-and-security-bureau",), doc.published)
    yield Change(f"document {doc.number}", (search,), lambda held: doc.number in held.published)
    yield Change(
        f"notice {doc.number}",
        (Stage("bis", ("notices",), doc.published),),
        lambda held: doc.title in held.pages.get(NOTICES, ""),
    )
    there = [start for start in (doc.raw_from, doc.xml_from) if start]
    if there and doc.type in _TYPES:
        stage = Stage("federal-register", (f"text:{doc.number}",), min(there))
        yield Change(
            f"text of {doc.number}",
            (search, stage),
            lambda held: doc.sentence in held.texts.get(doc.number, ""),
        )


def _release(one: Release) -> Change:
    questions = ("listing",), (f"release:{one.path}",)
    stages = tuple(Stage("bis", asked, one.published) for asked in questions)

    def held(holding: Holding) -> bool:
        return one.title in holding.pages.get(one.path, "")

    return Change(f"release {one.path}", stages, held)


def _edit(one: Edit) -> Change:
    return Change(
        f"guidance {one.since}",
        (Stage("bis", ("guidance",), one.since),),
        lambda held: one.text in held.pages.get(GUIDANCE, ""),
    )

"""Answers as values: what was asked, what came, what our reader made of it, once.

    printed subject -> Kind + subject -> Question
    Question, Capture -> Answer (capture, value)     goes from gate to cycle to derivation

A `Kind` is one kind of question to a source with everything that is particular to it: how it is
printed and read back, what can answer it, what follows from an answer. Sources give tuples of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, Protocol, TypeAlias, TypeVar

from tracker.asking import SubjectForm
from tracker.errors import ParseError
from tracker.model import Capture, Document, Node, Request, SourceName
from tracker.store import Store
from tracker.tag import Taxonomy

S = TypeVar("S")
V = TypeVar("V")
Absence: TypeAlias = Literal["no-content", "not-yet"]
Weight: TypeAlias = Literal["index", "dated", "single"]
"""What the answers to a kind of question are to their source.

`index`: without one it is not known what is missing. `dated`: an old copy of one says nothing of
what came after. `single`: it says nothing of any other."""


class Context(Protocol):
    """What a derivation may know beside the answer."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The topics that tags are found by."""

    @property
    def version(self) -> str:
        """The version that rows are marked with."""


@dataclass(slots=True)
class Touched:
    """What has to be brought up to date after answers were read into rows."""

    provisions: set[str] = field(default_factory=set)
    days: set[tuple[int, date]] = field(default_factory=set)
    parsed: dict[int, Node] = field(default_factory=dict)
    """The trees that were read, by their roots."""
    documents: list[Document] = field(default_factory=list)
    """The documents that may be causes of other changes than before, as they were and as they
    are."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[S, V]):
    """One kind of question to a source.

    `form` says how its subjects are printed. `types` are the content types that can hold an answer,
    the usual one first. `read` makes the value of an answer, or raises `ParseError`; `check` raises
    it for the value of another answer than was asked for. `absence` tells whether an answer means
    that there is no such thing. `take` derives rows from an answer that counts, `passed_over` what
    follows from one that does not (`missing`: there is no such thing). `daily`: what failed is
    asked for again the next day.
    """

    source: SourceName
    form: SubjectForm[S]
    words: Callable[[S], str]
    weight: Weight
    daily: bool
    types: Callable[[S, bytes], tuple[str, ...]]
    read: Callable[[Capture, S], V]
    check: Callable[[V, S, str], None]
    absence: Callable[[Request, Capture, S, Callable[[], V]], Absence | None]
    take: Callable[[Store, Answer[S, V], Context, bool], Touched]
    passed_over: Callable[[Store, Capture, S, Context, bool, bool], Touched]

    @property
    def mark(self) -> str:
        """Return what its printed subjects begin with."""
        return self.form.mark


@dataclass(frozen=True, slots=True)
class Question(Generic[S, V]):
    """One question: its kind and what was asked for."""

    kind: Kind[S, V]
    subject: S

    @property
    def words(self) -> str:
        """Return what was asked for, as people say it."""
        return self.kind.words(self.subject)

    def read(self, capture: Capture) -> Answer[S, V]:
        """Read what answered the question; raises `ParseError` for what our reader cannot read."""
        return Answer(capture, self.kind.read(capture, self.subject), self)


@dataclass(frozen=True, slots=True)
class Answer(Generic[S, V]):
    """An answer as it was kept, and what it says."""

    capture: Capture
    value: V
    question: Question[S, V]

    @property
    def subject(self) -> S:
        """Return what was asked for."""
        return self.question.subject


def question(kinds: Iterable[Kind[Any, Any]], text: str) -> Question[Any, Any]:
    """Read a printed subject; raise `ParseError` for what none of the kinds has printed."""
    for kind in kinds:
        subject = kind.form.read(text)
        if subject is not None:
            return Question(kind, subject)
    raise ParseError(text, "not a subject of a capture")


def never_absent(request: Request, capture: Capture, subject: object, read: object) -> None:
    """Tell of a kind of question that a missing answer is no answer; an `absence` of kinds."""
    del request, capture, subject, read


def nothing_follows(
    store: Store, capture: Capture, subject: object, context: Context, missing: bool, late: bool
) -> Touched:
    """Derive nothing from an answer that does not count; a `passed_over` of kinds."""
    del store, capture, subject, context, missing, late
    return Touched()


def no_rows(store: Store, answer: Answer[Any, Any], context: Context, late: bool) -> Touched:
    """Derive nothing from an answer: it only says what to ask for next; a `take` of kinds."""
    del store, answer, context, late
    return Touched()

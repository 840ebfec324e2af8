"""The words of a probe as frozen values: what is expected, what was observed, what that means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal, TypeAlias

Service: TypeAlias = str
"""The name of a source, or that of a further house of one."""
Form = Literal["json", "xml", "html", "text"]
Severity = Literal["as expected", "harmless", "costs", "refused", "not asked"]
Harm = Literal["harmless", "costs", "refused"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One kind of question, and what the real service is believed to answer.

    `types[0]` is the content type expected, the others pass the gate as well. `keys` must be there,
    `also` may be; a key in neither is new. `items` names the list whose objects have `item_keys`.
    `size` and `rows` are ranges, `usual` the seconds to the first byte that surprise nobody,
    `limit` those beyond which the answer is lost. `fresh`: an old copy of the answer would hide
    news. `optional`: 404 is an answer too. `costs` ends the sentence "would cost us something:
    ...". `path` is asked for, where no code chooses what is.
    """

    id: str
    service: Service
    asks: str
    costs: str
    form: Form
    types: tuple[str, ...]
    status: int = 200
    roots: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    items: str = ""
    item_keys: tuple[str, ...] = ()
    item_also: tuple[str, ...] = ()
    size: tuple[int, int] = (1, 64_000_000)
    rows: tuple[int, int] = (0, 1_000_000)
    usual: float = 2.5
    limit: float = 30.0
    fresh: bool = False
    optional: bool = False
    paged: bool = False
    next_data: bool = False
    path: str = ""

    @property
    def kind(self) -> str:
        """Return what is asked of its service: `listing` of `bis-listing`."""
        return self.id.removeprefix(f"{self.service}-")


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader has to know beyond the bytes."""

    title: int
    items: tuple[str, ...]
    agencies: tuple[str, ...]
    agent: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What can be said about a body without showing it; `unread`: why our reader cannot read it."""

    form: Form | Literal["nothing", "unreadable"]
    why: str = ""
    root: str = ""
    keys: tuple[str, ...] = ()
    item_keys: tuple[str, ...] = ()
    title: str = ""
    block: bool = False
    down: bool = False
    next_data: bool = False
    rows: int | None = None
    count: int | None = None
    pages: int | None = None
    next_host: str | None = None
    unread: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirect: the status, where to (without any query), and whether our code goes along."""

    status: int
    where: str
    followed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one question.

    Its body, its times in seconds, what happened before it came.

    `earlier` tells tries that failed, `places` the paths that did not have it; `failure` stands
    where no answer came.
    """

    path: str
    received_at: datetime
    status: int | None = None
    failure: str | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: bytes = b""
    first_byte: float = 0.0
    whole: float = 0.0
    redirects: tuple[Redirect, ...] = ()
    earlier: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides what a difference costs: an official address, the hosts and paths we know."""

    official: bool
    allowed: frozenset[str]
    paths: tuple[str, ...] = ()
    """The paths that the configuration names for this question; none where it names no paths."""
    spare: tuple[int, ...] = ()
    """Statuses that cost nothing in the light of what was answered before."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise than expected."""

    harm: Harm
    what: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one question told: a severity, what is otherwise, the facts seen; never a body."""

    expectation: Expectation
    severity: Severity
    path: str
    differences: tuple[Difference, ...] = ()
    seen: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """Return the severity in words."""
        match self.severity:
            case "harmless":
                return "differs (harmless)"
            case "costs":
                return f"differs (would cost us something: {self.expectation.costs})"
            case plain:
                return plain


@dataclass(frozen=True, slots=True)
class Asked:
    """One service in a report: was its address the official one, or why was it not asked at all."""

    service: Service
    official: bool
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole probe."""

    version: str
    began_at: datetime
    ended_at: datetime
    contact: bool
    services: tuple[Asked, ...]
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """Return 1 where something was refused or would cost us something, else 0."""
        return int(any(finding.severity in ("costs", "refused") for finding in self.findings))

"""All value types that the stages share: frozen, without I/O, without lxml.

    Capture (fact) -> Node (tree of units) -> Change -> Cause, Tag

Three clocks are never mixed: `in_force` (the law's day), `issue_date` (the eCFR's issue) and
`observed_at` (ours, UTC).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Literal

from tracker.asking import (
    Failure,
    OpenQuestion,
    Request,
    SourceName,
    SourceOutcome,
    SourceState,
)
from tracker.names import Name, UnitKind

__all__ = [
    "Capture", "Cause", "Change", "ChangeKind", "Day", "Document", "Failure", "Node", "Noise",
    "OpenQuestion", "Page", "Request", "Role", "SourceName", "SourceOutcome", "SourceState",
    "Span", "Tag", "UnitKind", "VersionRow", "digest_of", "full_text", "node",
]  # fmt: skip

ChangeKind = Literal["added", "removed", "amended", "moved", "renumbered", "editorial", "restated"]
Noise = Literal[
    "whitespace",
    "typography",
    "capitals",
    "punctuation",
    "citation",
    "heading-style",
    "link-notice",
    "order",
]
Span = tuple[Literal["=", "-", "+"], str]
Day = date
Role = Literal["", "source-credit", "link-notice"]
"""What a unit is to the diff beyond its kind: changes of a source credit or link notice are
editorial always."""


@dataclass(frozen=True, slots=True)
class Node:
    """One unit of a provision with the units below it.

    `text` is the unit's own text, white space folded, opening label left out. `label` is what a
    reader sees before it ("(a)", "a.1.", "Note 1 to paragraph (e):"). `facets` are named parts of
    the text (Entity List: country, name, aliases, requirement, policy, citations, footnotes). `own`
    hashes kind and text; `fingerprint` the whole subtree with the labels and names below but
    without its own address: one that only moved keeps it. Build with `node()`.
    """

    name: Name
    kind: UnitKind
    text: str
    label: str
    children: tuple[Node, ...]
    facets: tuple[tuple[str, str], ...]
    role: Role
    own: str
    fingerprint: str

    @property
    def address(self) -> str:
        """Return the address that the name prints to."""
        return self.name.text

    def walk(self) -> Iterator[Node]:
        """Yield this unit and every unit below it, in document order."""
        yield self
        stack = list(reversed(self.children))
        while stack:
            current = stack.pop()
            yield current
            stack.extend(reversed(current.children))


def digest_of(*pieces: str) -> str:
    """Return a short, stable hash (32 hex digits) of the pieces in order."""
    return blake2b("\x1f".join(pieces).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def node(
    name: Name,
    kind: UnitKind,
    text: str,
    *,
    label: str = "",
    children: tuple[Node, ...] = (),
    facets: tuple[tuple[str, str], ...] = (),
    role: Role = "",
) -> Node:
    """Build a `Node` with its hashes computed bottom-up."""
    own = digest_of(kind, text)
    if not children:
        return Node(name, kind, text, label, children, facets, role, own, own)
    below = "\x1e".join(
        [
            f"{child.name.apart(name)}\x1f{_label_below(child)}\x1f{child.fingerprint}"
            for child in children
        ]
    )
    return Node(name, kind, text, label, children, facets, role, own, digest_of(own, below))


def _label_below(child: Node) -> str:
    """Return what a label says beyond the name: of `b.3.` in `9A012.b.3` the last point.

    So moved items stay the same.
    """
    path = child.label.rstrip(".")
    return child.label[len(path) :] if path and child.name.repeats(path) else child.label


def full_text(unit: Node) -> str:
    """Return the text of a unit as a reader sees it.

    Its own text, then the labels and texts of all below it.

    Pieces are joined by single spaces. Source credits and link notices (units with a `role`) are
    left out, unless the unit asked for is one itself.
    """
    pieces = [unit.text]
    stack = list(reversed(unit.children))
    while stack:
        current = stack.pop()
        if not current.role:
            pieces += (current.label, current.text)
            stack.extend(reversed(current.children))
    return " ".join(piece for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one unit between two texts.

    `=` and `-` spans joined give `before` exactly, `=` and `+` give `after` exactly. `noise` is set
    only for `editorial` changes. `old_address` is set where the unit stood elsewhere before.
    """

    address: str
    unit: UnitKind
    kind: ChangeKind
    old_address: str | None
    before: str | None
    after: str | None
    words: tuple[Span, ...]
    noise: Noise | None


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP answer as received, with the question that it answers.

    `subject` says what was asked for, as `kind:key` (see `tracker.sources`), so that everything to
    the right of a capture can be derived again from captures alone. `sha256` is that of `body` as
    received after transfer decoding.
    """

    source: SourceName
    subject: str
    url: str
    status: int
    request_headers: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime
    body: bytes
    sha256: str


@dataclass(frozen=True, slots=True, order=True)
class VersionRow:
    """One row of the eCFR version list (`/api/versioner/v1/versions/title-N`)."""

    title: int
    part: str
    identifier: str
    type: Literal["section", "appendix"]
    date: Day
    amendment_date: Day
    issue_date: Day
    name: str
    removed: bool
    substantive: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A Federal Register document, or one on public inspection that is not yet published.

    Dates stay separate: `publication_date`, `effective_on`, `comments_close_on`, `signing_date`.
    `cfr_parts` is what the API lists, `cfr_parts_in_text` what its dates, title, abstract and text
    name, both as "15 CFR 744".
    """

    document_number: str
    title: str
    type: str
    abstract: str | None
    action: str | None
    citation: str | None
    volume: int | None
    start_page: int | None
    end_page: int | None
    publication_date: date | None
    effective_on: date | None
    comments_close_on: date | None
    signing_date: date | None
    dates: str | None
    agencies: tuple[str, ...]
    cfr_parts: tuple[str, ...]
    cfr_parts_in_text: tuple[str, ...]
    docket_ids: tuple[str, ...]
    regulation_id_numbers: tuple[str, ...]
    correction_of: str | None
    corrections: tuple[str, ...]
    html_url: str | None
    raw_text_url: str | None
    full_text_xml_url: str | None
    public_inspection: bool
    filed_at: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a site: news item, press release, guidance. `text` keeps one paragraph a line."""

    url: str
    title: str
    published_on: date | None
    text: str
    kind: Literal["press-release", "notice", "page"]


@dataclass(frozen=True, slots=True)
class Cause:
    """A document held responsible for a change, with one sentence of evidence.

    Its number and its day of publication name it.

    `effective` is the law's day, as the store knows it.
    """

    document_number: str | None
    citation: str | None
    title: str | None
    evidence: str
    confidence: Literal["high", "medium", "low"]
    published: date | None = None
    effective: date | None = None

    @property
    def name(self) -> str:
        """Return what people call the document by: its citation, else its number."""
        return self.citation or self.document_number or "?"

    def law_day(self, to: date | None) -> date | None:
        """Return the law's day where it is another one than `to`, the eCFR's; None where it is not.

        None too where either is not known.
        """
        return self.effective if to and self.effective != to else None


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic found in a change, document or page, with the rule and the words it fired on.

    `start` and `end` are character offsets, from 0, in the text that `where` names.
    """

    tag: str
    topic: str
    rule: str
    text: str
    where: Literal["before", "after", "title", "abstract", "body"]
    start: int
    end: int

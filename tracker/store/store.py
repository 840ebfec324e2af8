"""`Store`: what the rest of the tracker may ask of the database, one method a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker import names
from tracker.model import (
    Capture,
    Document,
    Failure,
    HeldVersion,
    Node,
    OpenQuestion,
    RecordedChange,
    RecordedDocument,
    RecordedPage,
    SourceName,
    SourceOutcome,
    SourceState,
    VersionRow,
)  # fmt: skip
from tracker.store import (
    changes,
    documents,
    facts,
    failures,
    lock,
    page_versions,
    pages,
    pending,
    quarantine,
    queries,
    runs,
    sightings,
    units,
    verify,
    versions,
)
from tracker.store.changes import By
from tracker.store.db import Db
from tracker.store.facts import Verdict
from tracker.store.opening import Mode, open_db
from tracker.store.page_versions import is_page
from tracker.store.quarantine import Decision, Quarantined
from tracker.store.verify import VerifyReport


class Store:
    """An open database. Facts are recorded here; derived rows are written by `tracker.derive` only, through `db`."""

    def __init__(self, db: Db) -> None:
        """Wrap an open connection; use `Store.open`."""
        self.db = db
        self._run: int | None = None
        self._writing = False

    @classmethod
    def open(cls, path: Path, mode: Mode = "read") -> Store:
        """Open the database at `path`: `read`, `write` (must exist) or `create` (made where missing).

        Raises `ForeignStoreError` (missing, foreign, newer) or `StoreError` (cannot be used), one
        line each.
        """
        return cls(open_db(path, mode))

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the database."""
        self.db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock for a block; a second writer gets a `StoreError` at once. Nested blocks hold it once."""
        if self._writing:
            yield
            return
        with lock.hold(self.db.path):
            self._writing = True
            try:
                yield
            finally:
                self._writing = False

    def transaction(self) -> AbstractContextManager[None]:
        """Do all or nothing; nested blocks are part of the outer one."""
        return self.db.transaction()

    def record_capture(self, capture: Capture, verdict: Verdict, reason: str | None = None) -> int:
        """Append a capture with its verdict (and why it was quarantined) and return its id."""
        with self.transaction():
            return facts.record_capture(self.db, capture, verdict, reason, self._run)

    def capture(self, number: int) -> Capture:
        """Return the capture with this id, its body unpacked and checked."""
        return facts.capture(self.db, number)

    def capture_by_sha(self, sha: str) -> Capture:
        """Return the first capture that brought a body with this SHA-256."""
        return facts.captures_of(self.db, sha)[0][1]

    def captures(self) -> Iterator[tuple[int, Capture]]:
        """Yield every capture with its id, oldest first."""
        return facts.captures(self.db)

    def latest_capture(self, subject: str) -> Capture | None:
        """Return the newest accepted capture of a subject."""
        return facts.latest(self.db, subject)

    def last_asked(self, subject: str) -> tuple[Verdict, datetime] | None:
        """Return verdict and time of the newest answer about a subject, whatever became of it."""
        return facts.last_asked(self.db, subject)

    def start_run(self, command: str, now: datetime) -> int:
        """Append the start of a run; captures recorded from now on belong to it."""
        with self.transaction():
            self._run = runs.start(self.db, command, now)
        return self._run

    def finish_run(self, run: int, outcomes: Sequence[SourceOutcome], now: datetime) -> None:
        """Append what each source gave in a run."""
        with self.transaction():
            runs.finish(self.db, run, outcomes, now)
        self._run = None

    def record_failure(self, failure: Failure) -> None:
        """Append a question that got no usable answer in this run."""
        with self.transaction():
            failures.record(self.db, (failure,), self._run)

    def open_questions(self, source: SourceName) -> list[OpenQuestion]:
        """Return the questions to a source that failed and were not answered since."""
        return failures.still_open(self.db, source)

    def last_read(self, source: SourceName, until: datetime) -> datetime | None:
        """Return when the indexes of a source were read last, not after `until`."""
        return runs.last_read(self.db, source, until)

    def postponed_in_a_row(self, source: SourceName) -> int:
        """Return how often in a row, up to now, a source asked us to come back later."""
        return runs.postponed_in_a_row(self.db, source)

    def track(
        self, title: int, part: str, since: date, now: datetime, baseline_on: date | None = None
    ) -> bool:
        """Record that a part is followed from `since`; False where that (or an earlier day) was known already.

        The baseline is the text of the day before `since`, or of `baseline_on`.
        """
        with self.transaction():
            return facts.track(self.db, title, part, since, now, baseline_on)

    def tracked_since(self, title: int, part: str) -> date | None:
        """Return the day from which a part is followed, or None."""
        return next(
            (
                since
                for one, other, since in facts.tracked(self.db)
                if (one, other) == (title, part)
            ),
            None,
        )

    def quarantined(self) -> list[Quarantined]:
        """Return what waits in quarantine, one for each subject."""
        return quarantine.quarantined(self.db)

    def tries(self, subject: str, sha256: str) -> tuple[int, datetime] | None:
        """Return how often and since when this very body was kept out undecided."""
        return quarantine.tries(self.db, subject, sha256)

    def rejected(self, subject: str, sha256: str) -> bool:
        """Tell whether a person rejected this very body for this subject."""
        return quarantine.rejected(self.db, subject, sha256)

    def decide(self, number: int, decision: Decision, now: datetime) -> None:
        """Append a decision about a quarantined capture; use `derive.decide`, which also derives what is accepted."""
        with self.transaction():
            quarantine.decide(self.db, number, decision, now)

    def mark_checked(self, subject: str, now: datetime) -> None:
        """Record that a version or page was asked for again without a capture to show for it."""
        with self.transaction():
            facts.mark_checked(self.db, subject, now)

    def last_moment(self) -> datetime | None:
        """Return the latest time that anything was stamped with; a clock before it has jumped back."""
        return runs.last_moment(self.db)

    # ---- versions

    def version_rows(self, title: int, parts: Sequence[str] | None = None) -> list[VersionRow]:
        """Return the version list as we know it (of some parts), oldest first."""
        return versions.rows(self.db, title, parts)

    def pending_rows(
        self, title: int, parts: Sequence[str] | None, until: date
    ) -> list[VersionRow]:
        """Return the rows to fetch, oldest first: tracked, in the span, and not held or issued again since last asked for."""
        return pending.pending(self.db, title, parts, until)

    def stale_versions(self, limit: int, until: datetime) -> list[HeldVersion]:
        """Return the held versions that were longest not asked for, and not after `until`."""
        return versions.stale(self.db, limit, until)

    def last_issue_date(self, title: int) -> date | None:
        """Return the issue up to which the version list is complete, or None where it was never read."""
        return versions.last_issue_date(self.db, title)

    def versions(self, provision: str) -> list[HeldVersion]:
        """Return the versions of a provision in their newest reading, removals too, or of a page; newest first."""
        return (
            page_versions.versions(self.db, provision)
            if is_page(provision)
            else versions.versions(self.db, provision)
        )

    def readings(self, provision: str, in_force: date | None = None) -> list[HeldVersion]:
        """Return every reading of every version (or of one), newest first."""
        return versions.readings(self.db, provision, in_force)

    def held(self, provision: str, at: date) -> HeldVersion | None:
        """Return the version in force on a day, a removal too; of a page, that seen by then."""
        if is_page(provision):
            found = page_versions.on(self.db, provision, at)
            return found[0] if found else None
        return versions.held(self.db, provision, at)

    def tree(self, provision: str, at: date) -> Node | None:
        """Return the whole text of a provision in force on a day, or None."""
        return queries.unit(self.db, provision, at)

    def tree_of(self, held: HeldVersion) -> Node:
        """Return the whole text of a held version; it must not be a removal."""
        root = queries.root_of(self.db, held)
        assert root is not None, "a removal has no text"
        return units.tree(self.db, root)

    def unit(self, address: str, at: date) -> Node | None:
        """Return one unit with all below it as in force on a day, without loading the rest."""
        return (
            page_versions.unit(self.db, address, at)
            if is_page(address)
            else queries.unit(self.db, address, at)
        )

    def history(self, address: str) -> tuple[list[HeldVersion], list[RecordedChange]]:
        """Return the versions in which a provision, unit, part or page differs, and its changes; newest first."""
        return (
            page_versions.history(self.db, address)
            if is_page(address)
            else queries.history(self.db, address)
        )

    def heading(self, address: str, at: date | None = None) -> str | None:
        """Return the heading of the provision of an address, or the title of a page, on a day or in its latest text."""
        if is_page(address):
            found = page_versions.on(self.db, str(names.parse(address).home), at or date.max)
            return found[0].heading if found else None
        return queries.heading(self.db, address, at)

    def provisions(self) -> tuple[str, ...]:
        """Return the addresses of all provisions held, in the order of the code."""
        return queries.provisions(self.db)

    def knows(self, address: str) -> bool:
        """Tell whether a provision, page or unit of this address was ever held."""
        return (
            page_versions.knows(self.db, address)
            if is_page(address)
            else queries.knows(self.db, address)
        )

    def same_but_for_capitals(self, address: str) -> str | None:
        """Return the one held address that differs in capitals or quotes only."""
        return queries.same_but_for_capitals(self.db, address)

    def neighbours(self, text: str, most: int = 3) -> tuple[str, ...]:
        """Return the held addresses that look most like `text`."""
        return queries.neighbours(self.db, text, most)

    def find_entity(self, name: str) -> list[str]:
        """Return the addresses of Entity List rows of this name, or whose name begins so."""
        return queries.find_entity(self.db, name)

    def link_notices(self) -> list[tuple[str, str]]:
        """Return address and text of every link notice that stands in a text in force: amendments still to come."""
        return queries.link_notices(self.db)

    # ---- changes, documents, pages

    def changes(
        self, *, since: date | None = None, until: date | None = None, by: By = "in-force", parts: Sequence[str] = (),
        tag: str | None = None, include_editorial: bool = True, include_backfilled: bool = True, sources: Sequence[str] | None = None,
    ) -> list[RecordedChange]:  # fmt: skip
        """Return the changes of a period, both ends included, newest first.

        Those of provisions, or of the pages of the sites that `sources` names.
        """
        return changes.between(
            self.db,
            since,
            until,
            by=by,
            parts=parts,
            tag=tag,
            editorial=include_editorial,
            backfilled=include_backfilled,
            sources=sources,
        )

    def changes_of(self, provision: str) -> list[RecordedChange]:
        """Return all changes of a provision (or page), newest first."""
        return changes.of_provision(self.db, provision)

    def documents(
        self, *, since: date | None = None, until: date | None = None, by: By = "observed", tag: str | None = None,
        include_backfilled: bool = True,
    ) -> list[RecordedDocument]:  # fmt: skip
        """Return the documents of a period: by day of publication (`in-force`) or by the day when we saw them."""
        return documents.between(
            self.db, since, until, by=by, tag=tag, backfilled=include_backfilled
        )

    def documents_ahead(self, today: date) -> list[RecordedDocument]:
        """Return the documents with a day still to come: effective, comments close, publication."""
        return documents.ahead(self.db, today)

    def document(self, number: str, day: date | None = None) -> Document | None:
        """Return the latest version of a document, with its text: that of `day`, or the newest."""
        found = documents.latest(self.db, number, day)
        return found[0] if found else None

    def counterpart(self, told: Document) -> Document | None:
        """Return the document held that `told` is another sighting of, or None where it is a new one."""
        found = sightings.counterpart(self.db, told)
        return found[0] if found else None

    def documents_without_text(self, types: Iterable[str]) -> list[Document]:
        """Return published documents of these types whose full text is not held, oldest first."""
        return documents.without_text(self.db, types)

    def newest_publication(self) -> date | None:
        """Return the latest day of publication held, public inspection left out."""
        return documents.newest_publication(self.db)

    def pages(
        self, *, since: date | None = None, until: date | None = None, by: By = "observed", tag: str | None = None,
        include_backfilled: bool = True,
    ) -> list[RecordedPage]:  # fmt: skip
        """Return the pages of a period, newest first."""
        return pages.between(self.db, since, until, by=by, tag=tag, backfilled=include_backfilled)

    def page(self, url: str) -> RecordedPage | None:
        """Return the latest version of a page."""
        return pages.recorded(self.db, url)

    def stale_pages(self, source: SourceName, base: str, limit: int, until: datetime) -> list[str]:
        """Return the URLs of the pages of a site that were longest not asked for by `until`."""
        return pages.stale(self.db, source, base, limit, until)

    def pages_read_at(self, source: SourceName, base: str) -> dict[str, datetime]:
        """Return when each page of a site was read last, by its address."""
        return pages.read_at(self.db, source, base)

    def missing_pages(self, source: SourceName, base: str, before: date) -> list[str]:
        """Return the pages of a site that were missing when last asked for, before a day.

        Those that are known to be gone are left out.
        """
        return pages.missing(self.db, source, base, before)

    def verify(self) -> VerifyReport:
        """Check every fact, reference and structure; `rebuild.verify` checks the derivations too."""
        return verify.verify(self.db)

    def source_state(self, name: SourceName, last_change: date | None) -> SourceState:
        """Return how a source stands whose content changed last on a day."""
        return runs.state(self.db, name, last_change)

    def current_as_of(self, name: SourceName) -> date | None:
        """Return the latest day that any run of a source reached."""
        return runs.current_as_of(self.db, name)

    def counts(self) -> dict[str, int]:
        """Return what `tracker status` counts."""
        return queries.counts(self.db)

    def tracked(self) -> list[str]:
        """Return what is tracked, one line each, for people."""
        return queries.tracked(self.db)

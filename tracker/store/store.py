"""`Store`: an open database, its writer's lock and its run.

Questions are functions of the modules beside this one, with `store.db` as the first argument.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.model import Capture, Failure, SourceOutcome
from tracker.store import facts, failures, lock, runs
from tracker.store.db import Db
from tracker.store.facts import Verdict
from tracker.store.opening import Mode, open_db


class Store:
    """An open database, with what is recorded as part of a run.

    Derived rows are written by `tracker.derive` only.
    """

    def __init__(self, db: Db) -> None:
        """Wrap an open connection; use `Store.open`."""
        self.db = db
        self._run: int | None = None
        self._writing = False

    @classmethod
    def open(cls, path: Path, mode: Mode = "read") -> Store:
        """Open the database at `path` to `read`, to `write`, or to `create` where it is missing.

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
        """Hold the writer's lock for a block; a second writer gets a `StoreError` at once.

        Nested blocks hold it once.
        """
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

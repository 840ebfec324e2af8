"""One writer at a time: a lock file beside the database that the system frees when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import StoreError


@contextmanager
def hold(database: Path) -> Iterator[None]:
    """Hold the writer's lock of `database` for the block; a second writer gets a `StoreError` at once.

    The lock is `flock` on `<database>.lock`, so `kill -9` frees it; the file itself stays and means
    nothing.
    """
    path = database.with_name(database.name + ".lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(
            f"{database.parent}: the folder cannot be written ({error.strerror}); make it writable"
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = _holder(handle)
            raise StoreError(
                f"{database}: another tracker{holder} is writing; run the command again when it is done"
            ) from error
        _sign(handle)
        yield
    finally:
        os.close(handle)


def _holder(handle: int) -> str:
    said = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
    return f" (process {said})" if said.isdigit() else ""


def _sign(handle: int) -> None:
    """Leave our process number for the message of a second writer; a full disk must not keep a writer from starting."""
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode("ascii"), 0)
    except OSError:
        return

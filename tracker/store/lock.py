"""One writer at a time: a lock file that the system frees when its holder dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tracker.errors import StoreError

_OWN = 1
"""Where the number of the holder begins: Windows locks the first byte, and nobody else reads it."""
_LONGEST = 20


@contextmanager
def hold(database: Path) -> Iterator[None]:
    """Hold the writer's lock of `database`; a second writer gets a `StoreError` at once.

    The lock is the system's own (`flock`, on Windows `LockFileEx`) on `<database>.lock`, so a
    killed process frees it; the file itself may stay and means nothing. A drive that knows no locks
    is refused: a file that only stands for a lock would outlive the process that wrote it.
    """
    # Readers need no lock, and start at once.
    from filelock import FileLock, SoftFileLock, Timeout  # noqa: PLC0415 (see above)

    path = database.with_name(database.name + ".lock")
    lock = FileLock(path, timeout=0, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout as error:
        number = lock.pid if isinstance(lock, SoftFileLock) else _signed(path)
        holder = f" (process {number})" if number else ""
        raise StoreError(
            f"{database}: another tracker{holder} is writing; run the command again when it is done"
        ) from error
    except (OSError, NotImplementedError) as error:
        raise _unusable(database, error) from error
    try:
        if not isinstance(lock, SoftFileLock):  # which has written more than a number already
            _sign(path)
        yield
    finally:
        lock.release()


def _unusable(database: Path, error: Exception) -> StoreError:
    why = getattr(error, "strerror", None) or str(error)
    return StoreError(
        f"{database.parent}: the folder cannot be written or locked ({why}); "
        "make it writable, or keep the database on a local disk"
    )


def _signed(path: Path) -> int | None:
    """Return the number of the process that holds the lock, where it can be read."""
    try:
        with path.open("rb", buffering=0) as signed:
            signed.seek(_OWN)
            number = signed.read(_LONGEST).strip()
    except OSError:
        return None
    return int(number) if number.isdigit() else None


def _sign(path: Path) -> None:
    """Leave our number for the message of a second writer; a full disk keeps no writer out."""
    with suppress(OSError), path.open("r+b", buffering=0) as signed:
        signed.truncate(_OWN)
        signed.seek(_OWN)
        signed.write(f"{os.getpid()}\n".encode("ascii"))

"""The database on a git branch: one commit, replaced by each save, so that history does not grow.

    branch                manifest.json        {"format": 1, "sha256", "bytes", "pieces", "weekly"}
                          tracker.db.gz.000    at most 45 MB each: GitHub refuses files above 100 MB
    beside the database   tracker.db.kept      the commit that it was restored from or kept as
                          tracker.db.weekly    the days of the weekly digest (see `weekly`)

A save replaces only the commit that was restored: what another run kept meanwhile is never
overwritten.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tracker.errors import ForeignStoreError, StoreError, UsageError
from tracker.keep import weekly
from tracker.keep.git import Git, GitError
from tracker.store import files as database

FORMAT: Final = 1
PIECE: Final = 45_000_000
MANIFEST: Final = "manifest.json"
_NONE: Final = "none"


def restore(remote: str, branch: str, db: Path) -> str:
    """Put the kept database at `db` and return one sentence about it.

    Without a branch there is nothing to restore.

    Raises `UsageError` where `db` exists (nothing is overwritten), `StoreError` where the branch
    cannot be read or what it holds is not what was kept.
    """
    if db.exists():
        raise UsageError(f"{db} exists and would be overwritten; move it away, then restore")
    db.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        git = Git.beside(remote, Path(folder))
        if git.tip(branch) is None:
            _note(db).write_text(f"{_NONE}\n", encoding="ascii", newline="\n")
            return f"there is no branch {branch} yet: this run starts anew"
        commit = git.fetch(branch)
        half = db.with_name(f"{db.name}.part")
        try:
            manifest = _manifest(git, commit, branch)
            size = _assemble(git, commit, branch, manifest, half)
            weekly.write(db, weekly.from_json(manifest.get("weekly", {}), f"branch {branch}"))
            half.replace(db)
        finally:
            half.unlink(missing_ok=True)
    _note(db).write_text(f"{commit}\n", encoding="ascii", newline="\n")
    return f"restored {size:,} bytes from {branch} at {commit[:12]}"


def save(remote: str, branch: str, db: Path, message: str, piece: int = PIECE) -> str:
    """Keep the database as the one commit of the branch, in files of at most `piece` bytes.

    Return one sentence about it.

    Raises `ForeignStoreError` where there is no database, `StoreError` where the branch moved since
    it was restored or cannot be written; the branch is then as it was.
    """
    if not db.is_file():
        raise ForeignStoreError(f"{db}: there is no such database; nothing was kept")
    expected = _expected(db)
    with tempfile.TemporaryDirectory() as folder:
        git = Git.beside(remote, Path(folder) / "git")
        files = _pack(db, Path(folder), piece)
        commit = git.commit(files, message)
        try:
            git.push(commit, branch, expected)
        except GitError as error:
            raise _explain(git, branch, expected, error) from error
    _note(db).write_text(f"{commit}\n", encoding="ascii", newline="\n")
    return f"kept {sum(map(len, files.values())):,} bytes on {branch} at {commit[:12]}"


def _explain(git: Git, branch: str, expected: str | None, error: GitError) -> StoreError:
    if git.tip(branch) != expected:
        return StoreError(
            f"another run kept its state on {branch} after this one began; nothing was overwritten."
            " Restore and run again: what this run fetched is fetched anew"
        )
    return StoreError(f"the state could not be kept on {branch}, which is as it was: {error.said}")


def _note(db: Path) -> Path:
    return db.with_name(f"{db.name}.kept")


def _expected(db: Path) -> str | None:
    """Return the commit that the branch must stand on, None where it must not exist yet."""
    try:
        noted = _note(db).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return None if noted == _NONE else noted


def _pack(db: Path, folder: Path, size: int) -> dict[str, bytes]:
    """Return the files of a commit: the database, compressed, in pieces; a manifest."""
    whole, packed = folder / "copy.db", folder / "copy.db.gz"
    database.copy(db, whole)
    with (
        whole.open("rb") as source,
        packed.open("wb") as target,
        gzip.GzipFile("", "wb", 6, target, mtime=0) as zipped,
    ):
        shutil.copyfileobj(source, zipped, 1 << 20)
    with whole.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    files = {
        f"tracker.db.gz.{number:03}": piece for number, piece in enumerate(_pieces(packed, size))
    }
    held = {"sha256": digest, "bytes": whole.stat().st_size, "pieces": sorted(files)}
    manifest = {"format": FORMAT, **held, "weekly": weekly.read(db).as_json()}
    return files | {MANIFEST: (json.dumps(manifest, indent=1) + "\n").encode()}


def _pieces(packed: Path, size: int) -> Iterator[bytes]:
    with packed.open("rb") as source:
        while piece := source.read(size):
            yield piece


def _assemble(git: Git, commit: str, branch: str, manifest: dict[str, Any], target: Path) -> int:
    """Write the database of a commit to `target`, checked; return its size."""
    packed = target.with_name(f"{target.name}.gz")
    try:
        with packed.open("wb") as pieces:
            for name in manifest["pieces"]:
                pieces.write(git.run("cat-file", "blob", f"{commit}:{name}"))
        with gzip.open(packed, "rb") as source, target.open("wb") as whole:
            shutil.copyfileobj(source, whole, 1 << 20)
        with target.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise StoreError(
            f"what branch {branch} holds is damaged ({error}); nothing was restored"
        ) from error
    finally:
        packed.unlink(missing_ok=True)
    if digest != manifest["sha256"]:
        raise StoreError(
            f"what branch {branch} holds is not what was kept there (SHA-256 differs); nothing was"
            " restored"
        )
    return target.stat().st_size


def _manifest(git: Git, commit: str, branch: str) -> dict[str, Any]:
    try:
        manifest = json.loads(git.run("cat-file", "blob", f"{commit}:{MANIFEST}"))
    except (GitError, ValueError) as error:
        raise StoreError(
            f"branch {branch} does not hold a state of the tracker; name another branch"
        ) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise StoreError(
            f"branch {branch} was kept by another release of the tracker (format"
            f" {manifest.get('format') if isinstance(manifest, dict) else manifest})"
        )
    if not {"sha256", "bytes", "pieces"} <= manifest.keys() or not all(
        str(name).startswith("tracker.db.gz.") for name in manifest["pieces"]
    ):
        raise StoreError(
            f"branch {branch} does not hold a state of the tracker; name another branch"
        )
    return manifest

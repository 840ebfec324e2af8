"""The database on a branch of its own, against a bare git repository on disk."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tracker import keep
from tracker.errors import ForeignStoreError, StoreError, UsageError

BRANCH = "tracker-state"


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, check=True, text=True
    ).stdout.strip()


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    folder = tmp_path / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    return folder


def database(path: Path, *rows: str) -> Path:
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE IF NOT EXISTS facts (text)")
        made.executemany("INSERT INTO facts VALUES (?)", [(row,) for row in rows])
        made.commit()
    return path


def rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as held:
        return [row[0] for row in held.execute("SELECT text FROM facts ORDER BY rowid")]


def test_what_is_kept_is_restored(remote: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a/tracker.db", tmp_path / "b/tracker.db"
    assert "starts anew" in keep.restore(str(remote), BRANCH, first)
    database(first, "one", "two")
    keep.save(str(remote), BRANCH, first, "State of day 1")
    assert "restored" in keep.restore(str(remote), BRANCH, second)
    assert rows(second) == ["one", "two"]


def test_a_remote_is_found_by_its_name(
    remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = tmp_path / "checkout"
    subprocess.run(["git", "init", "--quiet", str(checkout)], check=True)
    git(checkout, "remote", "add", "origin", "../remote.git")
    monkeypatch.chdir(checkout)
    keep.save("origin", BRANCH, database(tmp_path / "tracker.db", "held"), "State")
    assert git(remote, "rev-list", "--count", BRANCH) == "1"


def test_history_of_the_branch_stays_at_one_commit(remote: Path, tmp_path: Path) -> None:
    db = tmp_path / "tracker.db"
    keep.restore(str(remote), BRANCH, db)
    for day in ("one", "two", "three"):
        database(db, day)
        keep.save(str(remote), BRANCH, db, f"State of {day}")
    assert git(remote, "rev-list", "--count", BRANCH) == "1"
    assert git(remote, "log", "-1", "--format=%s", BRANCH) == "State of three"


def test_rows_still_in_the_write_ahead_log_are_kept(remote: Path, tmp_path: Path) -> None:
    db = database(tmp_path / "tracker.db", "settled")
    with closing(sqlite3.connect(db)) as writer:
        writer.execute("INSERT INTO facts VALUES ('in the log')")
        writer.commit()
        keep.save(str(remote), BRANCH, db, "State")
    restored = tmp_path / "again.db"
    keep.restore(str(remote), BRANCH, restored)
    assert rows(restored) == ["settled", "in the log"]


def test_what_another_run_kept_meanwhile_is_not_overwritten(remote: Path, tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine.db", tmp_path / "theirs.db"
    keep.restore(str(remote), BRANCH, mine)
    keep.restore(str(remote), BRANCH, theirs)
    database(mine, "mine")
    database(theirs, "theirs")
    keep.save(str(remote), BRANCH, theirs, "Theirs")
    with pytest.raises(
        StoreError, match=r"another run kept its state on tracker-state.*nothing was overwritten"
    ):
        keep.save(str(remote), BRANCH, mine, "Mine")
    assert git(remote, "log", "-1", "--format=%s", BRANCH) == "Theirs"


def test_a_database_that_was_never_restored_cannot_replace_the_branch(
    remote: Path, tmp_path: Path
) -> None:
    keep.save(str(remote), BRANCH, database(tmp_path / "held.db", "held"), "Held")
    with pytest.raises(StoreError, match="nothing was overwritten"):
        keep.save(str(remote), BRANCH, database(tmp_path / "other.db", "other"), "Other")


def test_restoring_never_overwrites_a_database(remote: Path, tmp_path: Path) -> None:
    db = database(tmp_path / "tracker.db", "mine")
    with pytest.raises(UsageError, match="would be overwritten"):
        keep.restore(str(remote), BRANCH, db)
    assert rows(db) == ["mine"]


def test_a_large_database_is_kept_in_pieces(remote: Path, tmp_path: Path) -> None:
    db = database(tmp_path / "tracker.db", *map(str, range(500)))
    keep.save(str(remote), BRANCH, db, "State", piece=100)
    assert len(git(remote, "ls-tree", "--name-only", BRANCH).splitlines()) > 3
    keep.restore(str(remote), BRANCH, tmp_path / "again.db")
    assert len(rows(tmp_path / "again.db")) == 500


def test_nothing_to_keep_is_a_clear_mistake(remote: Path, tmp_path: Path) -> None:
    with pytest.raises(ForeignStoreError, match="no such database"):
        keep.save(str(remote), BRANCH, tmp_path / "absent.db", "State")


def test_a_file_that_is_no_database_is_not_kept(remote: Path, tmp_path: Path) -> None:
    (tmp_path / "tracker.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="cannot be copied"):
        keep.save(str(remote), BRANCH, tmp_path / "tracker.db", "State")


def test_a_remote_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="ls-remote"):
        keep.restore(str(tmp_path / "absent.git"), BRANCH, tmp_path / "tracker.db")


@pytest.mark.parametrize(
    "files",
    [{"notes.txt": "no state"}, {"manifest.json": "not JSON"}, {"manifest.json": '{"format": 1}'}],
)
def test_a_branch_that_holds_something_else_is_refused(
    remote: Path, tmp_path: Path, files: dict[str, str]
) -> None:
    put(remote, tmp_path, files)
    with pytest.raises(StoreError, match="does not hold a state of the tracker"):
        keep.restore(str(remote), BRANCH, tmp_path / "tracker.db")
    assert not (tmp_path / "tracker.db").exists()


def test_a_branch_of_a_newer_release_is_refused(remote: Path, tmp_path: Path) -> None:
    put(remote, tmp_path, {"manifest.json": '{"format": 99}'})
    with pytest.raises(StoreError, match="another release"):
        keep.restore(str(remote), BRANCH, tmp_path / "tracker.db")


def test_a_damaged_piece_is_found_and_nothing_restored(remote: Path, tmp_path: Path) -> None:
    keep.save(str(remote), BRANCH, database(tmp_path / "held.db", "held"), "Held")
    manifest = git(remote, "show", f"{BRANCH}:manifest.json")
    put(remote, tmp_path, {"manifest.json": manifest, "tracker.db.gz.000": "torn"})
    with pytest.raises(StoreError, match="nothing was restored"):
        keep.restore(str(remote), BRANCH, tmp_path / "tracker.db")
    assert not (tmp_path / "tracker.db").exists()


def put(remote: Path, tmp_path: Path, files: dict[str, str]) -> None:
    """Let the branch hold these files instead."""
    work = tmp_path / "work"
    subprocess.run(["git", "init", "--quiet", "--initial-branch", BRANCH, str(work)], check=True)
    for name, text in files.items():
        (work / name).write_text(text, encoding="utf-8")
    git(work, "add", ".")
    git(work, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "Other")
    git(work, "push", "--quiet", "--force", str(remote), BRANCH)


def test_a_token_reaches_git_in_its_environment_and_no_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_KEEP_TOKEN", "s3cret-value")
    with pytest.raises(StoreError) as caught:
        keep.restore(
            "https://user:s3cret-value@127.0.0.1:9/absent.git", BRANCH, tmp_path / "tracker.db"
        )
    assert "s3cret" not in str(caught.value)

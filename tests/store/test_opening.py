from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.build import Book, capture
from tracker.errors import ForeignStoreError, StoreError
from tracker.store import Store, queries, verify
from tracker.store.schema import APPLICATION_ID, VERSION

HERE = Path(__file__).resolve().parent
ENVIRONMENT = os.environ | {"PYTHONPATH": f"{HERE.parents[1]}{os.pathsep}{HERE}"}


def test_a_missing_database_is_no_database_and_none_is_made(tmp_path: Path) -> None:
    for mode in ("read", "write"):
        with pytest.raises(ForeignStoreError, match="there is no database"):
            Store.open(tmp_path / "none.db", mode)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_create_makes_the_folder_too(tmp_path: Path) -> None:
    with Store.open(tmp_path / "state" / "deep" / "tracker.db", "create") as store:
        assert queries.counts(store.db)["captures"] == 0


def test_an_empty_file_is_filled_by_create_only(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    path.touch()
    for mode in ("read", "write"):
        with pytest.raises(ForeignStoreError, match="empty"):
            Store.open(path, mode)  # type: ignore[arg-type]
    with Store.open(path, "create") as store:
        assert verify.verify(store.db).ok


@pytest.mark.parametrize("mode", ["read", "write", "create"])
def test_the_database_of_another_program_is_refused_and_left_alone(
    tmp_path: Path, mode: str
) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(ForeignStoreError, match="another program"):
        Store.open(path, mode)  # type: ignore[arg-type]
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", ["read", "write", "create"])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database at all\n" * 100)
    with pytest.raises(ForeignStoreError, match="not an SQLite database"):
        Store.open(path, mode)  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["read", "write", "create"])
def test_a_newer_database_is_refused(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "tracker.db"
    Store.open(path, "create").db.close()
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    with pytest.raises(ForeignStoreError, match="newer release"):
        Store.open(path, mode)  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["read", "write", "create"])
def test_an_older_database_is_brought_up_to_date_by_an_upgrade_and_left_alone_by_all_else(
    tmp_path: Path, mode: str
) -> None:
    path = tmp_path / "tracker.db"
    Store.open(path, "create").db.close()
    with sqlite3.connect(path) as older:
        older.execute(f"PRAGMA user_version = {VERSION - 1}")
    older.close()
    with pytest.raises(StoreError, match="older release; run `tracker rebuild` once"):
        Store.open(path, mode)  # type: ignore[arg-type]
    with sqlite3.connect(path) as left:
        assert left.execute("PRAGMA user_version").fetchone() == (VERSION - 1,)
    left.close()
    Store.open(path, "upgrade").db.close()
    Store.open(path, mode).db.close()  # type: ignore[arg-type]


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    Store.open(path, "create").db.close()
    assert int.from_bytes(path.read_bytes()[68:72], "big") == APPLICATION_ID


def test_a_second_writer_is_told_at_once(book: Book) -> None:
    with (
        Store.open(book.store.db.path, "write") as second,
        pytest.raises(StoreError, match="another tracker"),
        second.writing(),
    ):
        pass


def test_readers_read_while_a_writer_writes(book: Book) -> None:
    with book.store.transaction():
        book.store.record_capture(capture(b"one", "ecfr:titles"), "accepted")
        with Store.open(book.store.db.path) as reader:
            assert queries.counts(reader.db)["captures"] == 0
    with Store.open(book.store.db.path) as reader:
        assert queries.counts(reader.db)["captures"] == 1


def test_a_writer_of_another_program_is_told_in_one_line(book: Book) -> None:
    other = sqlite3.connect(book.store.db.path)
    other.execute("BEGIN IMMEDIATE")
    book.store.db.run("PRAGMA busy_timeout = 50")
    with pytest.raises(StoreError, match="another program is writing"):
        book.store.record_capture(capture(b"one", "ecfr:titles"), "accepted")
    other.close()


def test_a_transaction_that_fails_leaves_nothing(book: Book) -> None:
    def fail() -> None:
        with book.store.transaction():
            book.store.record_capture(capture(b"one", "ecfr:titles"), "accepted")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert queries.counts(book.store.db)["captures"] == 0
    book.store.record_capture(capture(b"one", "ecfr:titles"), "accepted")
    assert verify.verify(book.store.db).ok


def test_a_full_database_is_told_in_one_line_and_nothing_is_lost(book: Book) -> None:
    book.store.record_capture(capture(b"one", "ecfr:titles"), "accepted")
    pages = book.store.db.first("PRAGMA page_count")
    assert pages is not None
    book.store.db.run(f"PRAGMA max_page_count = {pages[0]}")
    with pytest.raises(StoreError, match="disk is full") as told:
        book.store.record_capture(capture(os.urandom(200_000), "ecfr:titles"), "accepted")
    assert "\n" not in str(told.value)
    book.store.db.run("PRAGMA max_page_count = 1000000")
    assert verify.verify(book.store.db).captures == 1
    book.store.record_capture(capture(os.urandom(200_000), "ecfr:titles"), "accepted")
    assert verify.verify(book.store.db).ok


def test_a_file_size_limit_is_told_in_one_line_and_nothing_is_lost(tmp_path: Path) -> None:
    script = (
        "import os, resource, sys\nfrom pathlib import Path\nfrom build import capture\nfrom"
        " tracker.errors import StoreError\nfrom tracker.store import Store, queries\npath ="
        " Path(sys.argv[1])\nwith Store.open(path, 'create') as store, store.writing():\n   "
        " store.record_capture(capture(b'one', 'ecfr:titles'), 'accepted')\n   "
        " resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n    try:\n       "
        " store.record_capture(capture(os.urandom(900_000), 'ecfr:titles'), 'accepted')\n    except"
        " StoreError as error:\n        print(error)\n"
    )
    path = tmp_path / "tracker.db"
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    assert "nothing that was stored is lost" in done.stdout, done.stderr
    with Store.open(path) as store:
        assert (verify.verify(store.db).ok, queries.counts(store.db)["captures"]) == (True, 1)


def _as_nobody(code: str, path: Path) -> str:
    """Run Python as a user without rights on the folder.

    Root, who ignores permissions, steps down once all is imported.
    """
    begin = (
        "import os, sys\nfrom pathlib import Path\nfrom tracker.errors import StoreError\nfrom"
        " tracker.store import Store, queries\nif os.getuid() == 0:\n    os.setgid(65534)\n   "
        " os.setuid(65534)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", begin + code, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    return done.stdout + done.stderr


_TRY = (
    "try:\n    with Store.open(Path(sys.argv[1]), {mode!r}) as store{lock}:\n       "
    " print(queries.counts(store.db)['captures'], 'captures')\nexcept StoreError as error:\n   "
    " print('TOLD', error)\n"
)


@pytest.fixture
def frozen() -> Iterator[Path]:
    """A database in a folder that nobody may write to, reachable by every user."""
    folder = Path(
        tempfile.mkdtemp(prefix="frozen-", dir="/tmp")
    )  # the folders of pytest are closed to other users
    path = folder / "tracker.db"
    with Store.open(path, "create") as store:
        store.record_capture(capture(b"one", "ecfr:titles"), "accepted")
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_folder_can_be_read(frozen: Path) -> None:
    assert _as_nobody(_TRY.format(mode="read", lock=""), frozen).strip() == "1 captures"


def test_a_read_only_folder_cannot_be_written_and_says_so(frozen: Path) -> None:
    told = _as_nobody(_TRY.format(mode="write", lock=", store.writing()"), frozen)
    assert told.startswith("TOLD"), told
    assert "writable" in told
    assert told.count("\n") == 1

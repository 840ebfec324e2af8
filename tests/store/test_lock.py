"""The writer's lock: refused at once, free after a kill, one clear line where there can be none."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker.errors import StoreError
from tracker.store import lock

NO_FCNTL = """
import os, sys, warnings
warnings.simplefilter("ignore")
sys.modules["fcntl"] = None
del os.fork
"""
HOLD = """
import sys
from pathlib import Path
from tracker.store import lock
with lock.hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(database: Path, script: str = HOLD) -> Iterator[subprocess.Popen[str]]:
    """Run another process that holds the lock until its standard input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def refusal(database: Path) -> str:
    with pytest.raises(StoreError) as refused, lock.hold(database):
        pass
    assert refused.value.exit_code == 1
    return str(refused.value)


def test_the_holder_is_named_to_a_second_writer_however_often_it_asks(tmp_path: Path) -> None:
    database = tmp_path / "tracker.db"
    with holder(database) as process:
        expected = (
            f"{database}: another tracker (process {process.pid}) is writing; "
            "run the command again when it is done"
        )
        assert [refusal(database) for _ in range(3)] == [expected] * 3


def test_a_killed_holder_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    database = tmp_path / "tracker.db"
    with holder(database) as process:
        process.kill()
        process.wait(timeout=60)
        with lock.hold(database):
            assert f"(process {os.getpid()})" in refusal(database)


def test_where_nothing_of_unix_is_there_a_second_writer_is_refused_too(tmp_path: Path) -> None:
    database = tmp_path / "tracker.db"
    second = [sys.executable, "-c", NO_FCNTL + HOLD, str(database)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    def attempt() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            second, input="", capture_output=True, text=True, env=environment, check=False
        )

    with holder(database, NO_FCNTL + HOLD) as process:
        refused = attempt()
        assert refused.stderr.splitlines()[-1] == (
            f"tracker.errors.StoreError: {database}: another tracker (process {process.pid}) "
            "is writing; run the command again when it is done"
        )
        process.kill()
        process.wait(timeout=60)
        assert attempt().stdout == "held\n"


def test_the_lock_is_free_after_an_error_inside(tmp_path: Path) -> None:
    def fail() -> None:
        with lock.hold(tmp_path / "tracker.db"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with lock.hold(tmp_path / "tracker.db"):
        pass


@pytest.mark.parametrize("left", [b"", b"12345", b"\xff" * 40, b" not a number\n"])
def test_what_an_earlier_release_or_a_crash_left_in_the_file_means_nothing(
    tmp_path: Path, left: bytes
) -> None:
    (tmp_path / "tracker.db.lock").write_bytes(left)
    with lock.hold(tmp_path / "tracker.db"):
        assert f"(process {os.getpid()})" in refusal(tmp_path / "tracker.db")


def test_the_first_byte_which_windows_locks_is_neither_written_nor_read(tmp_path: Path) -> None:
    file = tmp_path / "tracker.db.lock"
    file.write_bytes(b"7")
    with lock.hold(tmp_path / "tracker.db"):
        assert file.read_bytes() == f"7{os.getpid()}\n".encode("ascii")


def test_two_databases_of_a_folder_have_a_lock_each(tmp_path: Path) -> None:
    with lock.hold(tmp_path / "one.db"), lock.hold(tmp_path / "two.db"):
        assert "one.db: another tracker" in refusal(tmp_path / "one.db")


@pytest.mark.parametrize("name", ["file/tracker.db", "taken.db"])
def test_a_place_that_can_hold_no_lock_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "taken.db.lock").mkdir()
    said = refusal(tmp_path / name)
    assert said.startswith(f"{(tmp_path / name).parent}: the folder cannot be written or locked (")
    assert said.endswith("make it writable, or keep the database on a local disk")
    assert "\n" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such permissions there")
def test_a_read_only_folder_is_told_in_one_line() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with lock.hold(Path(folder, "loads-the-library.db")):
            Path(folder).chmod(0o555)
        with as_a_user_like_any_other():
            said = refusal(Path(folder, "tracker.db"))
        Path(folder).chmod(0o755)
    assert said.startswith(f"{folder}: the folder cannot be written or locked (Permission denied)")


@contextmanager
def as_a_user_like_any_other() -> Iterator[None]:
    """Take away for a while what root may do: permissions bind nobody else."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)

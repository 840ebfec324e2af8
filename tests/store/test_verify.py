"""Flipping any byte of any fact is found, and damage of any kind is told instead of raised."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.store.build import NOW, TAXONOMY, Book, document, row, search
from tracker import rebuild
from tracker.errors import StoreError
from tracker.model import Failure, SourceOutcome
from tracker.store import Store, facts, quarantine, verify
from tracker.store.derived_tables import TABLES
from tracker.store.fact_tables import FACTS


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "tracker.db"
    with Store.open(path, "create") as store, store.writing():
        book = Book(store)
        run = store.start_run("poll", NOW)
        book.listed(*(row("744.1", on) for on in ("2017-01-03", "2020-01-01", "2024-05-02")))
        book.track("744")
        book.track("746", since=date(2020, 1, 1))
        for on, words in (
            ("2017-01-03", "(a) One."),
            ("2020-01-01", "(a) Two."),
            ("2024-05-02", "(a) Three."),
        ):
            book.text("744.1", on, words)
        book.put(
            search(document("2024-1"), document("2024-2")),
            "fr:search:industry-and-security-bureau:2024-05-01:2024-05-03:1",
        )
        kept_out = book.text(
            "744.1", "2020-01-01", "(a) Zwölf.", verdict="quarantined", reason="odd"
        )
        quarantine.decide(store.db, kept_out, "reject", NOW)
        facts.mark_checked(store.db, "bis:page:/x", NOW)
        failure = Failure(
            "bis",
            "bis:page:/y",
            "the page /y",
            "https://www.bis.gov/y",
            "HTTP 503",
            vital=False,
            failed_at=NOW,
        )
        store.record_failure(failure)
        store.finish_run(
            run,
            [
                SourceOutcome("ecfr", True, 3, 3, None, date(2025, 1, 20)),
                SourceOutcome("bis", False, 1, 0, "HTTP 503"),
            ],
            NOW,
        )
        store.finish_run(store.start_run("poll", NOW + timedelta(days=1)), [], NOW)
    return path


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "tracker.db"))


def _problems(path: Path) -> tuple[str, ...]:
    with Store.open(path) as store:
        report = verify.verify(store.db)
    assert report.ok == (not report.problems)
    assert all("\n" not in line for line in report.problems)
    return report.problems


def _cells(path: Path) -> Iterator[tuple[str, int, str, Any]]:
    """Yield every cell of every fact: table, rowid, column, value."""
    with closing(sqlite3.connect(path)) as db:
        for table in ("blobs", *FACTS):
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            for number, *values in db.execute(f"SELECT rowid, * FROM {table}"):
                yield from (
                    (table, number, name, value) for name, value in zip(names, values, strict=True)
                )


def _flipped(value: Any, place: int) -> Any:
    """Return the value with one bit of the byte at `place` flipped, as its kind allows."""
    if isinstance(value, str):
        raw = bytearray(value.encode())
        raw[place % len(raw)] ^= 1
        return raw.decode("utf-8", "replace")
    if isinstance(value, bytes):
        raw = bytearray(value)
        raw[place % len(raw)] ^= 1
        return bytes(raw)
    return "x" if value is None else value ^ 1


def _alter(path: Path, table: str, number: int, column: str, value: Any) -> None:
    """Change a cell behind the back of the guards, as a disk would."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        guards = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall()
        for name, _ in guards:
            db.execute(f"DROP TRIGGER {name}")
        db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, number))
        for _, sql in guards:
            db.execute(sql)
        db.commit()


def test_an_undamaged_store_is_sound(filled: Path) -> None:
    assert _problems(filled) == ()


def test_a_flip_in_any_column_of_any_fact_is_found(filled: Path, tmp_path: Path) -> None:
    cells = [
        (table, number, column, value)
        for table, number, column, value in _cells(filled)
        if value != ""
    ]
    assert {table for table, *_ in cells} == {"blobs", *FACTS}
    chance = random.Random(7)
    for table, number, column, value in cells:
        places = (
            [0]
            if not isinstance(value, bytes)
            else [0, 1, 2, len(value) - 1, *(chance.randrange(len(value)) for _ in range(4))]
        )
        for place in places:
            path = Path(shutil.copy(filled, tmp_path / "tracker.db"))
            altered = _flipped(value, place)
            if (column, altered) == ("id", 0):
                altered = 99
            try:
                _alter(path, table, number, column, altered)
            except sqlite3.IntegrityError:
                continue
            assert _problems(path), f"{table} {number} {column}: {value!r} became {altered!r}"


def test_a_row_that_was_taken_out_is_found(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as db:
        db.execute("DROP TRIGGER captures_no_delete")
        db.execute("DELETE FROM captures WHERE id = 3")
        db.commit()
    told = _problems(copy)
    assert any("schema: captures_no_delete is missing" in line for line in told)
    assert any("captures 4" in line and "row 3 is missing" in line for line in told)


@pytest.mark.parametrize(
    ("statement", "mark"),
    [
        ("UPDATE texts SET text = text || '!' WHERE id = (SELECT min(id) FROM texts)", "texts"),
        (
            (
                "UPDATE addresses SET address = address || '!' WHERE id = (SELECT min(id) FROM"
                " addresses)"
            ),
            "addresses",
        ),
        ("UPDATE units SET label = 'z' WHERE id = (SELECT max(id) FROM units)", "units"),
        (
            (
                "DELETE FROM unit_children WHERE parent_id = (SELECT max(parent_id) FROM"
                " unit_children)"
            ),
            "units",
        ),
        ("UPDATE changes SET words = replace(words, 'T', 'S')", "changes"),
        ("UPDATE versions SET in_force = '2021-01-01' WHERE in_force = '2020-01-01'", "version"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM blobs", "blobs"),
    ],
)
def test_derived_rows_that_were_altered_no_longer_fit_their_ids(
    copy: Path, statement: str, mark: str
) -> None:
    with closing(sqlite3.connect(copy)) as db:
        if mark == "blobs":
            db.execute("DROP TRIGGER blobs_no_delete")
        db.executescript(statement)
    assert any(mark in line for line in _problems(copy))


def test_every_derived_cell_that_was_altered_is_found_when_everything_is_derived_again(
    filled: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(filled)) as db:
        columns = [
            (table, row[1])
            for table in TABLES
            if table != "derivation"
            for row in db.execute(f"PRAGMA table_info({table})")
        ]
        filled_tables = {
            table for table in TABLES if db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        }
    for table, column in random.Random(3).sample(
        [column for column in columns if column[0] in filled_tables], 12
    ):
        path = Path(shutil.copy(filled, tmp_path / "tracker.db"))
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA foreign_keys = OFF")
            key = db.execute(
                f"SELECT name FROM pragma_table_info('{table}') WHERE pk = 1"
            ).fetchone()[0]
            try:
                db.execute(
                    f'UPDATE {table} SET "{column}" = 77 WHERE {key} = (SELECT max({key}) FROM'
                    f" {table})"
                )
            except sqlite3.IntegrityError:
                continue
            db.commit()
        with Store.open(path) as store:
            assert not rebuild.verify(store, TAXONOMY, everything=True).ok, f"{table}.{column}"


def _facts_of(path: Path) -> list[Any] | None:
    """Return all facts as they read, or None where they cannot be read."""
    try:
        return list(_cells(path))
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def _flip_file(filled: Path, copy: Path, times: int, seed: int) -> int:
    """Flip single bytes of the file.

    Whenever a fact reads differently `verify` must say so. Return how often one did.
    """
    sound, raw, found = _facts_of(filled), filled.read_bytes(), 0
    chance = random.Random(seed)
    for _ in range(times):
        place = chance.randrange(100, len(raw))
        copy.write_bytes(
            raw[:place] + bytes([raw[place] ^ (1 << chance.randrange(8))]) + raw[place + 1 :]
        )
        try:
            told = _problems(copy)
        except StoreError as error:
            told = (str(error),)
        if _facts_of(copy) != sound:
            found += 1
            assert told, f"byte {place} of the file"
    return found


def test_bytes_flipped_anywhere_in_the_file_are_found_where_they_touch_a_fact(
    filled: Path, copy: Path
) -> None:
    assert _flip_file(filled, copy, 60, 11) > 3


@pytest.mark.soak
def test_many_bytes_flipped_anywhere_in_the_file_are_found_where_they_touch_a_fact(
    filled: Path, copy: Path
) -> None:
    assert _flip_file(filled, copy, 3000, 12) > 150


def test_a_truncated_file_is_told(copy: Path) -> None:
    raw = copy.read_bytes()
    copy.write_bytes(raw[: len(raw) // 2])
    try:
        told = _problems(copy)
    except StoreError as error:
        told = (str(error),)
    assert any("damaged" in line for line in told)

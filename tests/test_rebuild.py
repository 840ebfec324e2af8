from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.build import TAXONOMY, Book, capture, document, dump, row, search
from tracker import derive, rebuild, tag
from tracker.errors import StoreError
from tracker.store import Store
from tracker.store import changes as recorded_changes

P = "15 CFR 744.1"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Store.open(tmp_path / "tracker.db", "create") as store, store.writing():
        book = Book(store)
        run = store.start_run("backfill", book.now)
        book.listed(
            *(row("744.1", on) for on in ("2017-01-03", "2020-01-01")),
            row("744.2", "2019-01-01"),
            row("744.2", "2024-05-02", removed=True),
        )
        book.track("744")
        book.text("744.1", "2017-01-03", "(a) One.", "(1) Half.")
        book.text("744.2", "2019-01-01", "(a) Else.")
        store.finish_run(run, [], book.now)
        store.start_run("poll", book.now)
        book.now += timedelta(days=1)
        late = book.text(
            "744.1", "2020-01-01", "(a) Tow.", "(1) Half.", verdict="quarantined", reason="odd"
        )
        book.text("744.1", "2020-01-01", "(a) Two.", "(1) Half.")
        derive.decide(store, late, "accept", book.now, TAXONOMY)
        book.put(
            search(document("2024-1")),
            "fr:search:industry-and-security-bureau:2024-05-01:2024-05-03:1",
        )
        book.put(b"Rule 2024-1 amends part 744.\n", "fr:text:2024-1")
        book.put(
            b"<html><body><main><h1>News</h1><p>One.</p></main></body></html>", "bis:page:/news"
        )
        book.put(
            b"<html><body><main><h1>News</h1><p>Other words.</p></main></body></html>",
            "bis:page:/news",
        )
        yield book


def test_rebuilding_with_the_same_version_gives_the_same_rows_byte_for_byte(book: Book) -> None:
    before = dump(book.store)
    assert [kind for kind, *_ in book.kinds(P)].count("restated") == 1
    report = rebuild.rebuild(book.store, TAXONOMY)
    assert report.differences == ()
    assert report.rows == sum(len(rows) for rows in before.values())
    assert dump(book.store) == before
    assert rebuild.verify(book.store, TAXONOMY, everything=True).ok


def test_a_new_version_marks_every_row_and_changes_no_law(book: Book) -> None:
    report = rebuild.rebuild(book.store, TAXONOMY, version="99")
    assert report.differences == ()
    for table, rows in dump(book.store).items():
        assert {row[-1] for row in rows} <= {"99"}, table


def test_rows_that_come_out_differently_are_reported_as_ours_with_examples(book: Book) -> None:
    changes = len(recorded_changes.between(book.store.db))
    book.store.db.run(
        "UPDATE changes SET heading = 'Old' || char(10) || 'parser' WHERE kind = 'amended' AND"
        " source = 'ecfr'"
    )
    report = rebuild.rebuild(book.store, TAXONOMY)
    (line,) = report.differences
    assert line.startswith("changes: 1 row is gone, 1 new")
    assert "\n" not in line
    assert len(recorded_changes.between(book.store.db)) == changes
    assert rebuild.rebuild(book.store, TAXONOMY).differences == ()


def test_a_rebuild_where_needed_does_only_what_is_needed(book: Book) -> None:
    assert rebuild.rebuild_if_needed(book.store, TAXONOMY) is None
    report = rebuild.rebuild_if_needed(book.store, TAXONOMY, version="99")
    assert report is not None
    assert report.captures > 0
    assert report.differences == ()
    assert rebuild.rebuild_if_needed(book.store, TAXONOMY, version="99") is None


def test_rows_of_another_version_are_refused_and_left_as_they_are(book: Book) -> None:
    rebuild.require_version(book.store)
    before = dump(book.store)
    with pytest.raises(
        StoreError,
        match=r"this release is version 99: run `tracker rebuild` first; nothing was asked",
    ):
        rebuild.require_version(book.store, "99")
    with pytest.raises(StoreError, match=r"run `tracker rebuild` first"):
        rebuild.retag_if_edited(book.store, TAXONOMY, "99")
    assert dump(book.store) == before


def test_an_edited_taxonomy_tags_everything_again(book: Book) -> None:
    text = (Path(__file__).resolve().parents[1] / "tracker/data/taxonomy.toml").read_text(
        encoding="utf-8"
    )
    edited = tag.load((text + "\n# edited\n").encode(), "edited.toml")
    if edited.fingerprint == TAXONOMY.fingerprint:
        edited = (
            replace(TAXONOMY, fingerprint="f" * 32)
            if hasattr(TAXONOMY, "__dataclass_fields__")
            else edited
        )
    before = dump(book.store)
    assert rebuild.retag_if_edited(book.store, edited) is not None
    assert rebuild.retag_if_edited(book.store, edited) is None
    after = dump(book.store)
    assert {table for table in after if after[table] != before[table]} <= {"derivation"}


def test_a_store_without_rows_needs_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "tracker.db", "create") as store:
        rebuild.require_version(store)
        assert rebuild.rebuild_if_needed(store, TAXONOMY) is None
        assert rebuild.retag_if_edited(store, TAXONOMY) is None
        assert rebuild.verify(store, TAXONOMY).ok
        assert rebuild.rebuild(store, TAXONOMY).captures == 0


def test_a_rebuild_waits_for_no_other_writer(book: Book) -> None:
    with (
        Store.open(book.store.db.path, "write") as second,
        pytest.raises(StoreError, match="another tracker"),
    ):
        rebuild.rebuild(second, TAXONOMY)


def test_a_capture_that_can_no_longer_be_read_is_named_and_the_rest_is_kept(book: Book) -> None:
    book.store.record_capture(
        capture(b"<html/>", "ecfr:full:15:744:section:744.9:2020-01-01"), "accepted"
    )
    report = rebuild.rebuild(book.store, TAXONOMY)
    assert any("744.9" in line and "can no longer be read" in line for line in report.differences)
    assert book.kinds(P)


def test_verify_names_a_sample_that_comes_out_differently(book: Book) -> None:
    book.store.db.run("UPDATE changes SET noise = 'order' WHERE kind = 'amended'")
    told = rebuild.verify(book.store, TAXONOMY)
    assert not told.ok
    assert any(P in line for line in told.problems)

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.store.build import NOW, Book, document, row, search, section
from tracker import evidence
from tracker.errors import UsageError
from tracker.store import Store

UNIT = "15 CFR 744.1(a)"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Store.open(tmp_path / "tracker.db", "create") as store, store.writing():
        book = Book(store)
        book.listed(
            row("744.1", "2017-01-03"),
            row("744.1", "2024-05-02"),
            row("744.1", "2025-01-01", removed=True),
        )
        book.track("744")
        book.text("744.1", "2017-01-03", "(a) One & <none>.")
        book.text(
            "744.1",
            "2024-05-02",
            "(a) Two & <all>.",
            credit="61 FR 12802, Mar. 25, 1996, as amended at 89 FR 1687, May 2, 2024",
        )
        found = document(
            "2024-09813", citation="89 FR 1680", volume=89, start_page=1680, end_page=1690
        )
        book.put(search(found), "fr:search:industry-and-security-bureau:2024-05-01:2024-05-03:1")
        yield book


def _files(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_bundle_holds_text_captures_causes_and_sums(book: Book) -> None:
    files = _files(evidence.bundle(book.store, UNIT, date(2024, 6, 1), NOW))
    assert "[15 CFR 744.1(a)]\n(a) Two & <all>." in files["text.txt"].decode()
    assert "Two &amp; &lt;all&gt;." in files["text.html"].decode()
    told = json.loads(files["captures.json"])["captures"]
    assert {capture["file"] for capture in told} == {
        name for name in files if name.startswith("captures/")
    }
    raw = [files[capture["file"]] for capture in told]
    assert any(b"Two &amp; &lt;all&gt;." in body for body in raw)
    assert any(b"content_versions" in body for body in raw)
    assert any(b"2024-09813" in body for body in raw)
    assert [
        cause["document_number"]
        for change in json.loads(files["causes.json"])["changes"]
        for cause in change["causes"]
    ] == ["2024-09813"]


def test_every_hash_can_be_checked_without_us(book: Book) -> None:
    files = _files(evidence.bundle(book.store, UNIT, date(2024, 6, 1), NOW))
    for line in files.pop("SHA256SUMS").decode().splitlines():
        said, _, name = line.partition("  ")
        assert hashlib.sha256(files.pop(name)).hexdigest() == said
    assert files == {}
    files = _files(evidence.bundle(book.store, UNIT, date(2024, 6, 1), NOW))
    for capture in json.loads(files["captures.json"])["captures"]:
        assert hashlib.sha256(files[capture["file"]]).hexdigest() == capture["sha256"]
        for answer in capture["answers"]:
            record = files[f"chain/capture-{answer['id']:06d}.json"]
            assert hashlib.sha256(record).hexdigest() == answer["chain"]
            assert json.loads(record)[0] == answer["previous"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not on this machine")
def test_the_readme_works_with_sha256sum(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with zipfile.ZipFile(
        io.BytesIO(evidence.bundle(book.store, UNIT, date(2024, 6, 1), NOW))
    ) as archive:
        archive.extractall(folder)
    assert "sha256sum -c SHA256SUMS" in (folder / "README.txt").read_text()
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (folder / "text.txt").write_text("other")
    assert (
        subprocess.run(
            ["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
        ).returncode
        == 1
    )


def test_the_same_question_gives_the_same_bytes(book: Book) -> None:
    first = evidence.bundle(book.store, UNIT, date(2024, 6, 1), NOW)
    assert evidence.bundle(book.store, UNIT, date(2024, 6, 1), NOW) == first


def test_a_restated_text_brings_both_answers(book: Book) -> None:
    book.now += timedelta(days=1)
    book.text("744.1", "2024-05-02", "(a) Two & <some>.")
    files = _files(evidence.bundle(book.store, UNIT, date(2024, 6, 1), NOW))
    bodies = [body for name, body in files.items() if name.startswith("captures/")]
    assert section("744.1", "(a) Two & <some>.") in bodies
    assert sum(b"Two &amp;" in body for body in bodies) == 2
    assert "Two & <some>." in files["text.txt"].decode()


@pytest.mark.parametrize("day", [date(2016, 1, 1), date(2025, 2, 1)])
def test_what_was_not_in_force_cannot_be_proved(book: Book, day: date) -> None:
    with pytest.raises(UsageError, match="in force"):
        evidence.bundle(book.store, UNIT, day, NOW)

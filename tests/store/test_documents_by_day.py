"""Numbers repeat in the Federal Register.

A document is its number and the day of its publication.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest

from tests.readers.subjects import Text
from tests.store.build import NOW, TAXONOMY, Book, document, dump, row, search
from tracker import evidence, rebuild
from tracker.store import Store, changes, documents, facts, records, verify

AT = "fr:search:industry-and-security-bureau:2024-01-01:2024-12-31:1"
ON_INSPECTION = "fr:inspection:industry-and-security-bureau"
MAY, JUNE = date(2024, 5, 2), date(2024, 6, 3)


def _listing(*found: dict[str, Any]) -> bytes:
    return json.dumps({"count": len(found), "results": list(found)}).encode()


def _inspected(planned: str | None) -> bytes:
    return _listing(
        document(
            "2024-1",
            publication_date=planned,
            docket_numbers=[],
            filed_at="2024-05-01T08:45:00-05:00",
        )
    )


def _known(store: Store) -> list[tuple[str, int, bool]]:
    """Return day, version and state of every version held, whether it is the latest or not."""
    sql = "SELECT published, version, public_inspection FROM documents ORDER BY published, version"
    return [(row[0], row[1], bool(row[2])) for row in store.db.rows(sql)]


def _twins() -> bytes:
    june = document(
        "2024-1",
        publication_date="2024-06-03",
        effective_on=None,
        dates=None,
        title="Additions to the Entity List",
    )
    return search(document("2024-1"), june)


def _same_after_a_rebuild(book: Book) -> bool:
    before = dump(book.store)
    rebuild.rebuild(book.store, TAXONOMY)
    return dump(book.store) == before and verify.verify(book.store.db).ok


def test_two_documents_of_one_number_have_their_own_versions_texts_and_tags(book: Book) -> None:
    book.put(_twins(), AT)
    assert [
        document.publication_date for document in documents.without_text(book.store.db, ("Rule",))
    ] == [
        MAY,
        JUNE,
    ]
    book.put(b"Rule about advanced computing.\n[FR Doc. 2024-1 Filed]", str(Text("2024-1", JUNE)))
    assert [
        document.publication_date for document in documents.without_text(book.store.db, ("Rule",))
    ] == [MAY]
    book.put(b"Rule about widgets.\n[FR Doc. 2024-1 Filed]", str(Text("2024-1", MAY)))
    book.now += timedelta(days=1)
    book.put(search(document("2024-1", citation="89 FR 1")), AT.replace("12-31", "05-31"))
    held = {
        document.document.publication_date: document
        for document in documents.between(book.store.db)
    }
    assert [(day, held[day].version) for day in (MAY, JUNE)] == [(MAY, 2), (JUNE, 1)]
    texts = [
        (documents.document(book.store.db, "2024-1", day) or held[day].document).text
        for day in (MAY, JUNE)
    ]
    assert [(text or "").split("\n")[0] for text in texts] == [
        "Rule about widgets.",
        "Rule about advanced computing.",
    ]
    assert held[JUNE].tags
    assert not held[MAY].tags
    tag = held[JUNE].tags[0].tag
    assert [
        document.document.publication_date for document in documents.between(book.store.db, tag=tag)
    ] == [JUNE]
    assert _same_after_a_rebuild(book)


def test_a_document_is_found_by_number_the_newest_day_first(book: Book) -> None:
    book.put(_twins(), AT)
    found = [
        documents.document(book.store.db, "2024-1", *day)
        for day in ((), (MAY,), (date(2024, 7, 1),))
    ]
    assert [document.publication_date if document else None for document in found] == [
        JUNE,
        MAY,
        None,
    ]


def test_a_text_of_an_earlier_release_belongs_to_the_newest_document_of_its_number(
    book: Book,
) -> None:
    book.put(search(document("2024-1")), AT)
    book.put(b"First.", "fr:text:2024-1")
    book.now += timedelta(days=1)
    book.put(_twins(), AT)
    book.put(b"Second.", "fr:text:2024-1")
    told = [documents.document(book.store.db, "2024-1", day) for day in (MAY, JUNE)]
    assert [document.text if document else None for document in told] == ["First.", "Second."]
    assert _same_after_a_rebuild(book)


@pytest.mark.parametrize("planned", ["2024-05-02", "2024-04-30", "2024-05-10", None])
def test_what_is_on_inspection_becomes_the_published_one_whatever_day_was_planned(
    book: Book, planned: str | None
) -> None:
    book.put(_inspected(planned), ON_INSPECTION)
    assert _known(book.store) == [(planned or "", 0, True)]
    book.now += timedelta(days=1)
    book.put(search(document("2024-1")), AT)
    assert _known(book.store) == [("2024-05-02", 0, True), ("2024-05-02", 1, False)]
    (held,) = documents.between(book.store.db)
    assert (held.version, held.first_observed_at, held.observed_at) == (1, NOW, book.now)
    book.put(_inspected(planned), ON_INSPECTION)
    assert len(_known(book.store)) == 2
    assert _same_after_a_rebuild(book)


def test_a_planned_day_that_slips_makes_no_second_document(book: Book) -> None:
    for planned in ("2024-05-02", "2024-05-06", None, "2024-05-03"):
        book.put(_inspected(planned), ON_INSPECTION)
        assert len(_known(book.store)) == 1
    assert _known(book.store) == [("2024-05-03", 0, True)]
    assert book.store.db.rows("SELECT DISTINCT published FROM document_days") == [("2024-05-03",)]
    assert _same_after_a_rebuild(book)


def test_the_nearest_one_on_inspection_becomes_the_published_one(book: Book) -> None:
    book.put(search(document("2024-1", publication_date="2024-04-01")), AT)
    for planned in ("2024-05-03", "2024-05-29"):
        book.put(_inspected(planned), ON_INSPECTION)
    assert _known(book.store) == [
        ("2024-04-01", 1, False),
        ("2024-05-29", 0, True),
    ]  # the same filing, with another day
    book.put(search(document("2024-1", publication_date="2024-05-31")), AT)
    assert _known(book.store)[1:] == [("2024-05-31", 0, True), ("2024-05-31", 1, False)]
    assert _same_after_a_rebuild(book)


def test_what_is_published_far_from_the_planned_day_is_another_document(book: Book) -> None:
    book.put(_inspected("2024-05-02"), ON_INSPECTION)
    book.put(search(document("2024-1", publication_date="2024-12-02")), AT)
    assert _known(book.store) == [("2024-05-02", 0, True), ("2024-12-02", 1, False)]


def test_a_document_on_inspection_again_under_its_number_is_a_new_one(book: Book) -> None:
    book.put(search(document("2024-1")), AT)
    book.put(_inspected("2024-06-03"), ON_INSPECTION)
    assert _known(book.store) == [("2024-05-02", 1, False), ("2024-06-03", 0, True)]
    assert [document.public_inspection for document in documents.every(book.store.db)] == [
        False,
        True,
    ]


def test_a_cause_names_the_document_of_its_day_and_its_proof_holds_no_other_text(
    book: Book,
) -> None:
    paged = document("2024-1", citation="89 FR 1680", volume=89, start_page=1680, end_page=1690)
    other = document(
        "2024-1",
        publication_date="2024-06-03",
        effective_on="2024-06-03",
        dates=None,
        citation="89 FR 5000",
    )
    book.listed(row("744.1", "2017-01-03"), row("744.1", "2024-05-02"))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    book.text(
        "744.1",
        "2024-05-02",
        "(a) Two.",
        credit="61 FR 12802, Mar. 25, 1996, as amended at 89 FR 1687, May 2, 2024",
    )
    book.put(search(paged, other), AT)
    book.put(b"Text of May.", str(Text("2024-1", MAY)))
    book.put(b"Text of June.", str(Text("2024-1", JUNE)))
    causes = {
        (cause.document_number, cause.published)
        for change in changes.of_provision(book.store.db, "15 CFR 744.1")
        for cause in change.causes
    }
    assert causes == {("2024-1", MAY)}
    counted = book.store.db.rows(
        "SELECT publication_date, changes_caused > 0 FROM v_documents ORDER BY 1"
    )
    assert counted == [("2024-05-02", 1), ("2024-06-03", 0)]
    bundle = evidence.bundle(book.store, "15 CFR 744.1(a)", date(2024, 6, 1), NOW)
    assert [text in _unpacked(bundle) for text in (b"Text of May.", b"Text of June.")] == [
        True,
        False,
    ]


def test_the_proof_holds_the_text_that_an_earlier_release_asked_for_without_a_day(
    book: Book,
) -> None:
    book.put(search(document("2024-1")), AT)
    book.put(b"Text of May.", "fr:text:2024-1")
    book.now += timedelta(days=1)
    book.put(_twins(), AT)
    captured = [_bodies_of(book, day) for day in (MAY, JUNE)]
    assert [b"Text of May." in found for found in captured] == [True, False]


def _bodies_of(book: Book, day: date) -> list[bytes]:
    return [
        facts.body(book.store.db, sha) for sha in records.of_document(book.store.db, "2024-1", day)
    ]


def _unpacked(bundle: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())

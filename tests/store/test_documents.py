from __future__ import annotations

import json
from datetime import date, timedelta

from tests.store.build import NOW, Book, document, search
from tracker.store import changes as recorded_changes
from tracker.store import documents, facts, pages, queries, texts

AT = "fr:search:industry-and-security-bureau:2024-05-01:2024-05-03:1"

SITE = ("bis", "https://www.bis.gov")


def _seen(book: Book) -> list[tuple[str, int]]:
    return [
        (document.document.document_number, document.version)
        for document in documents.between(book.store.db)
    ]


def test_a_document_seen_again_unchanged_stays_one_version(book: Book) -> None:
    for _ in range(2):
        book.put(search(document("2024-1")), AT)
        book.now += timedelta(days=1)
    (held,) = documents.between(book.store.db)
    assert (held.version, held.observed_at, held.first_observed_at) == (1, NOW, NOW)


def test_a_document_that_changes_upstream_becomes_a_new_version(book: Book) -> None:
    book.put(search(document("2024-1")), AT)
    book.now += timedelta(days=1)
    book.put(search(document("2024-1", effective_on="2024-06-01")), AT)
    (held,) = documents.between(book.store.db)
    assert (held.version, held.first_observed_at, held.observed_at) == (
        2,
        NOW,
        NOW + timedelta(days=1),
    )
    assert held.document.effective_on == date(2024, 6, 1)
    assert book.store.db.rows("SELECT count(*) FROM documents") == [(2,)]


def test_a_full_text_completes_a_version_and_survives_the_next_search(book: Book) -> None:
    book.put(
        search(
            document(
                "2024-1",
                raw_text_url=(
                    "https://www.federalregister.gov/documents/full_text/text/2024/05/02/2024-1.txt"
                ),
            )
        ),
        AT,
    )
    assert [
        document.document_number for document in documents.without_text(book.store.db, ("Rule",))
    ] == ["2024-1"]
    book.put(b"Rule 2024-1 amends 15 CFR part 772.\n", "fr:text:2024-1")
    held = documents.document(book.store.db, "2024-1")
    assert held is not None
    assert held.text == "Rule 2024-1 amends 15 CFR part 772."
    assert "15 CFR 772" in held.cfr_parts_in_text
    book.put(
        search(
            document(
                "2024-1",
                raw_text_url=(
                    "https://www.federalregister.gov/documents/full_text/text/2024/05/02/2024-1.txt"
                ),
            )
        ),
        AT,
    )
    assert _seen(book) == [("2024-1", 1)]
    book.put(b"Rule 2024-1, corrected, amends 15 CFR part 772.\n", "fr:text:2024-1")
    assert _seen(book) == [("2024-1", 2)]
    assert documents.without_text(book.store.db, ("Rule",)) == []


def test_a_document_on_inspection_is_followed_by_its_publication_and_never_by_inspection_again(
    book: Book,
) -> None:
    inspected = document("2024-1", docket_numbers=[], filed_at="2024-05-01T08:45:00.000-05:00")
    listing = json.dumps({"count": 1, "results": [inspected]}).encode()
    book.put(listing, "fr:inspection:industry-and-security-bureau")
    assert [
        document.document.public_inspection
        for document in documents.ahead(book.store.db, date(2024, 5, 1))
    ] == [True]
    assert documents.newest_publication(book.store.db) is None
    book.put(search(document("2024-1")), AT)
    book.put(listing, "fr:inspection:industry-and-security-bureau")
    (held,) = documents.between(book.store.db)
    assert (held.version, held.document.public_inspection, held.first_observed_at) == (
        1,
        False,
        NOW,
    )
    assert documents.newest_publication(book.store.db) == date(2024, 5, 2)


def test_what_needs_the_classifier_is_kept_only_if_it_keeps_it(book: Book) -> None:
    trade = [
        {"slug": "international-trade-administration", "name": "International Trade Administration"}
    ]
    fish = document(
        "2024-2",
        agencies=trade,
        title="Frozen fish fillets from Ruritania",
        abstract="Antidumping duties.",
        cfr_references=[],
    )
    book.put(search(fish), "fr:search:~international-trade-administration:2024-05-01:2024-05-03:1")
    assert _seen(book) == []
    book.put(search(fish), "fr:search:international-trade-administration:2024-05-01:2024-05-03:1")
    assert _seen(book) == [("2024-2", 1)]


def test_documents_are_found_by_day_and_ahead(book: Book) -> None:
    book.put(
        search(
            document("2024-1"),
            document("2024-3", publication_date="2024-05-03", comments_close_on="2025-03-01"),
        ),
        AT,
    )
    assert [
        document.document.document_number
        for document in documents.between(book.store.db, since=date(2024, 5, 3), by="in-force")
    ] == ["2024-3"]
    assert (
        len(documents.between(book.store.db, since=NOW.date(), until=NOW.date(), by="observed"))
        == 2
    )
    assert [
        document.document.document_number
        for document in documents.ahead(book.store.db, date(2025, 1, 20))
    ] == ["2024-3"]
    assert documents.between(book.store.db, backfilled=False) != []


def _page(*paragraphs: str, title: str = "Guidance on widgets") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "<!DOCTYPE"
        f" html><html><head><title>x</title></head><body><main><h1>{title}</h1>{body}"
        "</main></body></html>".encode()
    )


def test_a_page_is_versioned_and_diffed_by_paragraph(book: Book) -> None:
    book.put(_page("First paragraph here.", "Second paragraph here."), "bis:page:/guidance")
    book.now += timedelta(days=2)
    book.put(_page("First paragraph here.", "Second paragraph here."), "bis:page:/guidance")
    assert [page.version for page in pages.between(book.store.db)] == [1]
    book.put(
        _page("First paragraph here.", "Second passage here, longer than before."),
        "bis:page:/guidance",
    )
    (page,) = pages.between(book.store.db)
    assert (page.version, page.first_observed_at, page.observed_at) == (2, NOW, book.now)
    assert [change.change.kind for change in page.changes] != []
    assert all(change.change.address.startswith(f"{page.page.url} p") for change in page.changes)
    changes = recorded_changes.between(book.store.db, sources=("bis",))
    assert {(change.from_, change.to) for change in changes} == {(NOW.date(), book.now.date())}
    assert recorded_changes.between(book.store.db) == []
    assert queries.counts(book.store.db)["changes"] == 0


def test_a_page_is_read_by_its_address_as_a_provision_is(book: Book) -> None:
    book.put(_page("First paragraph here.", "Second paragraph here."), "bis:page:/guidance")
    book.now += timedelta(days=2)
    book.put(
        _page("First paragraph here.", "Second passage here, longer than before."),
        "bis:page:/guidance",
    )
    store, url = book.store, pages.between(book.store.db)[0].page.url
    second = f"{url} p3"
    versions, changes = texts.history(store.db, url)
    assert [(version.reading, version.in_force) for version in versions] == [
        (2, book.now.date()),
        (1, NOW.date()),
    ]
    assert [change.id for change in changes] == [
        change.id for change in recorded_changes.of_provision(store.db, url)
    ]
    assert [version.in_force for version in texts.history(store.db, f"{url} p2")[0]] == [NOW.date()]
    assert [version.in_force for version in texts.history(store.db, second)[0]] == [
        book.now.date(),
        NOW.date(),
    ]
    assert [
        (unit.text if unit else None)
        for unit in (
            texts.unit(store.db, second, NOW.date()),
            texts.unit(store.db, second, book.now.date()),
        )
    ] == [
        "Second paragraph here.",
        "Second passage here, longer than before.",
    ]
    assert texts.unit(store.db, url, NOW.date() - timedelta(days=1)) is None
    assert texts.heading(store.db, url) == "Guidance on widgets"
    assert (
        texts.knows(store.db, url),
        texts.knows(store.db, f"{url} p9"),
        texts.knows(store.db, "https://www.bis.gov/nothing"),
    ) == (True, False, False)
    assert queries.neighbours(store.db, "https://www.bis.gov/guidanse", 3) == (url,)


def test_pages_longest_unchecked_come_first(book: Book) -> None:
    book.put(_page("One."), "bis:page:/one")
    book.now += timedelta(days=1)
    book.put(_page("Two."), "bis:page:/two")
    urls = pages.stale(book.store.db, *SITE, 5, NOW + timedelta(days=9))
    assert [url.rpartition("/")[2] for url in urls] == ["one", "two"]
    facts.mark_checked(book.store.db, "bis:page:/one", NOW + timedelta(days=3))
    assert [
        url.rpartition("/")[2]
        for url in pages.stale(book.store.db, *SITE, 5, NOW + timedelta(days=9))
    ] == ["two", "one"]
    assert pages.stale(book.store.db, *SITE, 1, NOW + timedelta(days=2)) == urls[1:]

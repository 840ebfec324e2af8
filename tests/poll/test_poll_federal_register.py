"""The Federal Register's part of a cycle, over real HTTP."""

from __future__ import annotations

from datetime import date

from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import document
from tracker.store import documents as held_documents
from tracker.store import failures


def documents(tracked: Tracked) -> list[str]:
    with tracked.store() as store:
        return sorted(
            document.document.document_number for document in held_documents.between(store.db)
        )


def test_first_poll_looks_back_from_the_newest_document(tracked: Tracked) -> None:
    tracked.world.documents.insert(0, document("2020-00001", "2020-01-02"))
    assert outcome(tracked.poll(), "federal-register").ok
    assert documents(tracked) == [
        "2021-00001",
        "2021-00900",
    ]  # the second one is on public inspection


def test_poll_finds_the_days_of_a_world_whose_clock_is_behind_ours(tracked: Tracked) -> None:
    tracked.poll("2024-05-01T12:00:00")
    assert "2021-00001" in documents(tracked)
    tracked.world.today = "2021-02-13"
    tracked.poll("2024-05-02T12:00:00")
    assert documents(tracked) == ["2021-00001", "2021-00900", "2021-01500"]


def test_document_is_first_inspected_and_then_published(tracked: Tracked) -> None:
    tracked.poll()
    with tracked.store() as store:
        found = held_documents.document(store.db, "2021-00900")
        assert found is not None
        assert (found.public_inspection, found.publication_date) == (True, date(2021, 1, 29))
    tracked.on("2021-01-30")
    with tracked.store() as store:
        found = held_documents.document(store.db, "2021-00900")
        assert found is not None
        assert found.public_inspection is False


def test_backfill_reads_year_by_year_and_every_page(tracked: Tracked) -> None:
    tracked.world.documents = [
        document(f"2019-{number:05}", "2019-06-01") for number in range(7)
    ] + tracked.world.documents
    tracked.world.per_page = 3
    assert outcome(tracked.backfill(), "federal-register").ok
    assert len(documents(tracked)) == 8
    pages = [
        target
        for target in tracked.world.asked("documents.json")
        if "2019-01-01" in target and "industry-and-security" in target
    ]
    assert [target.split("&page=")[1].split("&")[0] for target in pages] == ["1", "2", "3"]


def test_count_that_is_not_given_is_a_failure(tracked: Tracked) -> None:
    tracked.world.documents.append(document("2021-00001", "2021-01-04"))
    assert "counted" in (outcome(tracked.poll(), "federal-register").error or "")


def test_second_poll_records_nothing_new(tracked: Tracked) -> None:
    tracked.poll()
    before = tracked.counts()["captures"]
    tracked.world.log.clear()
    tracked.poll("2021-01-10T13:00:00")
    assert tracked.counts()["captures"] == before
    assert tracked.world.asked("/full_text/") == []


def test_document_that_changes_upstream_becomes_a_new_version(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.documents[0]["citation"] = "86 FR 123"
    tracked.poll("2021-01-11T12:00:00")
    with tracked.store() as store:
        found = next(
            document
            for document in held_documents.between(store.db)
            if document.document.document_number == "2021-00001"
        )
        assert (found.version, found.document.citation) == (2, "86 FR 123")
        assert found.document.text is not None


def test_missing_full_text_is_no_failure_and_asked_for_again_while_young(tracked: Tracked) -> None:
    del tracked.world.full_texts["2021-00001"]
    assert outcome(tracked.poll(), "federal-register").ok
    tracked.poll("2021-01-20T12:00:00")
    assert len(tracked.world.asked("2021-00001.txt")) == 2
    tracked.world.full_texts["2021-00001"] = "Late.\n[FR Doc. 2021-00001 Filed]"
    tracked.poll("2021-03-20T12:00:00")
    assert len(tracked.world.asked("2021-00001.txt")) == 2


def test_text_that_was_refused_and_is_then_missing_has_its_answer(tracked: Tracked) -> None:
    tracked.world.fail("block", "/full_text/", times=1000)
    assert not outcome(tracked.poll(), "federal-register").ok
    tracked.world.faults.clear()
    tracked.world.full_texts.clear()
    assert outcome(tracked.poll("2021-01-11T12:00:00"), "federal-register").ok
    with tracked.store() as store:
        assert failures.still_open(store.db, "federal-register") == []


def test_full_text_is_taken_from_xml_where_there_is_no_plain_one(tracked: Tracked) -> None:
    del tracked.world.full_texts["2021-00001"]
    address = "https://www.federalregister.gov/documents/full_text/xml/2021/01/04/2021-00001.xml"
    tracked.world.documents[0]["full_text_xml_url"] = address
    xml = b"<RULE><P>From XML.</P><FRDOC>[FR Doc. 2021-00001 Filed 1-1-21]</FRDOC></RULE>"
    tracked.world.answers["2021-00001.xml"] = (200, "application/xml", xml)
    assert outcome(tracked.poll(), "federal-register").ok
    with tracked.store() as store:
        found = held_documents.document(store.db, "2021-00001")
    assert found is not None
    assert found.text == "From XML.\n[FR Doc. 2021-00001 Filed 1-1-21]"


def test_full_text_is_fetched_from_the_configured_host_only(tracked: Tracked) -> None:
    tracked.world.documents[0]["raw_text_url"] = (
        "http://169.254.169.254/documents/full_text/text/2021/01/04/2021-00001.txt"
    )
    tracked.world.documents.insert(
        0, document("2021-00002", "2021-01-03", raw_text_url="http://127.0.0.1:9/latest/meta-data")
    )
    assert outcome(tracked.poll(), "federal-register").ok
    with tracked.store() as store:
        found = held_documents.document(store.db, "2021-00001")
        other = held_documents.document(store.db, "2021-00002")
    assert found is not None
    assert found.text == "Rule text.\n[FR Doc. 2021-00001 Filed 1-1-21]"
    assert other is not None
    assert (other.raw_text_url, other.text) == (None, None)


def test_full_text_of_another_document_is_quarantined(tracked: Tracked) -> None:
    tracked.world.full_texts["2021-00001"] = "Other.\n[FR Doc. 2021-77777 Filed]"
    assert outcome(tracked.poll(), "federal-register").ok
    assert tracked.counts()["quarantined"] == 1
    assert any("2021-77777" in line for line in tracked.said)


def test_search_that_yields_nothing_where_it_had_something_is_a_failure(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.documents.clear()
    failed = outcome(tracked.poll("2021-01-11T12:00:00"), "federal-register")
    assert not failed.ok
    assert "no documents" in (failed.error or "")


def test_documents_of_other_agencies_are_kept_only_where_the_classifier_keeps_them(
    tracked: Tracked,
) -> None:
    commerce = [
        {"raw_name": "DOC", "name": "Commerce Department", "id": 54, "slug": "commerce-department"}
    ]
    more = {"agencies": commerce, "raw_text_url": None}
    herring, chips = (
        "Atlantic Herring Quota",
        (
            "Export Controls on Advanced Computing Integrated Circuits and Semiconductor"
            " Manufacturing Items"
        ),
    )
    tracked.world.documents.append(
        document(
            "2021-00003", "2021-01-05", title=herring, type="Notice", cfr_references=[], **more
        )
    )
    tracked.world.documents.append(document("2021-00004", "2021-01-06", title=chips, **more))
    tracked.poll()
    assert "2021-00004" in documents(tracked)
    assert "2021-00003" not in documents(tracked)


def test_poll_after_a_long_silence_leaves_no_gap(tracked: Tracked) -> None:
    tracked.poll()
    assert documents(tracked) == ["2021-00001", "2021-00900"]
    tracked.world.documents += [
        document("2021-09000", "2021-06-01"),
        document("2021-20000", "2021-12-20"),
    ]
    tracked.on("2022-01-05")
    assert documents(tracked) == [
        "2021-00001",
        "2021-00900",
        "2021-01500",
        "2021-09000",
        "2021-20000",
    ]


def test_window_that_the_service_cannot_count_is_divided(tracked: Tracked) -> None:
    whole = '{"count": 10000, "total_pages": 10, "results": []}'
    tracked.world.answers["[lte]=2021-01-10"] = (200, "application/json", whole.encode())
    tracked.world.answers["lte%5D=2021-01-10"] = (200, "application/json", whole.encode())
    failed = outcome(
        tracked.backfill(since=date(2021, 1, 1), until=date(2021, 1, 10)), "federal-register"
    )
    assert "more documents on 2021-01-10" in (failed.error or "")
    assert any("[lte]=2021-01-05" in target for target in tracked.world.log)


def test_a_source_is_as_current_as_the_oldest_copy_that_a_cache_gave_for_a_fresh_answer(
    tracked: Tracked,
) -> None:
    tracked.world.fail("aged", "/fr/api/", times=100)
    tracked.world.fail("aged", "/press-release/", times=100)
    aged = tracked.poll()
    assert [source.current_as_of for source in aged.sources] == [
        date(2021, 1, 10),
        date(2021, 1, 7),
        date(2021, 1, 10),
    ]
    assert any("72 hours old" in line for line in tracked.said)


def test_first_poll_searches_back_from_our_clock_where_the_newest_document_is_not_told(
    tracked: Tracked,
) -> None:
    tracked.world.fail("block", "order=newest", times=100)
    found = outcome(tracked.poll(), "federal-register")
    assert not found.ok
    assert found.stored == 2
    tracked.world.faults.clear()
    assert outcome(tracked.poll(), "federal-register").ok


def test_one_poll_under_a_clock_gone_back_makes_no_old_document_new(tracked: Tracked) -> None:
    tracked.world.documents.insert(0, document("2019-00001", "2019-01-02"))
    tracked.poll()
    tracked.poll("1999-01-01T12:00:00")
    tracked.poll("2021-01-11T12:00:00")
    assert documents(tracked) == ["2021-00001", "2021-00900"]

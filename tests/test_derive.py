"""What counts as a change, as DESIGN says it.

Baselines, beginnings, removals, moves, restatements, gaps.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from tests.store.build import NOW, Book, document, dump, row, search, subject_of
from tracker.errors import ParseError, StoreError
from tracker.store import Store, changes, queries, versions
from tracker.store import facts as recorded_facts
from tracker.store import texts as held_texts

P = "15 CFR 744.1"
LONG = [
    f"({letter}) Exporters of widget number {place} must ask for a licence before they ship it."
    for place, letter in enumerate("abcdef")
]


@pytest.fixture
def book(tmp_path: Path):  # type: ignore[no-untyped-def] # noqa: ANN201 (a generator fixture)
    with Store.open(tmp_path / "tracker.db", "create") as store, store.writing():
        yield Book(store)


def test_the_first_version_is_a_baseline_and_no_change(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    assert book.kinds(P) == []
    assert queries.counts(book.store.db)["versions"] == 1


def test_a_provision_that_began_inside_the_span_is_one_added_change_with_its_full_text(
    book: Book,
) -> None:
    book.listed(row("744.1", "2020-05-01"))
    book.track("744")
    book.text("744.1", "2020-05-01", "(a) One.", "(1) Half.")
    (change,) = changes.of_provision(book.store.db, P)
    assert (change.change.kind, change.change.unit, change.from_, change.to) == (
        "added",
        "provision",
        None,
        date(2020, 5, 1),
    )
    assert change.change.before is None
    assert (change.change.after or "").endswith("Widgets. (a) One. (1) Half.")
    assert change.change.words == (("+", change.change.after),)


def test_a_provision_that_began_before_the_span_is_a_baseline(book: Book) -> None:
    book.listed(row("744.1", "2019-05-01"), row("744.1", "2021-05-01"))
    book.track("744", since=date(2020, 1, 1))
    assert book.pending() == ["744.1 2019-05-01", "744.1 2021-05-01"]
    book.text("744.1", "2019-05-01", "(a) One.")
    book.text("744.1", "2021-05-01", "(a) Two.")
    assert book.kinds(P) == [("amended", f"{P}(a)", "2019-05-01", "2021-05-01")]


def test_a_phantom_row_before_the_floor_stands_for_the_floor(book: Book) -> None:
    book.listed(row("744.1", "2016-12-28", issue_date="2017-01-03"), row("744.1", "2017-04-19"))
    book.track("744")
    assert book.pending() == ["744.1 2017-01-03", "744.1 2017-04-19"]
    book.text("744.1", "2017-01-03", "(a) One.")
    book.text("744.1", "2017-04-19", "(a) Two.")
    assert book.kinds(P) == [("amended", f"{P}(a)", "2017-01-03", "2017-04-19")]


def test_a_first_poll_takes_the_text_now_in_force_as_baseline(book: Book) -> None:
    today = NOW.date()
    book.listed(
        row("744.1", "2020-05-01"),
        row("744.1", today.isoformat()),
        row("744.2", "2018-01-01"),
        row("744.3", "2019-01-01", removed=True),
    )
    book.track("744", since=today, baseline_on=today)
    assert book.pending() == ["744.2 2018-01-01", f"744.1 {today}"]
    book.text("744.2", "2018-01-01", "(a) One.")
    book.text("744.1", today.isoformat(), "(a) One.")
    assert changes.between(book.store.db) == []


def test_a_later_backfill_turns_the_baseline_of_a_poll_into_history(book: Book) -> None:
    today = NOW.date()
    rows = [row("744.1", "2017-01-03"), row("744.1", "2020-05-01"), row("744.2", "2021-01-01")]
    book.listed(*rows)
    book.track("744", since=today, baseline_on=today)
    book.text("744.1", "2020-05-01", "(a) Two.")
    book.text("744.2", "2021-01-01", "(a) New.")
    assert changes.between(book.store.db) == []
    book.track("744")
    assert book.kinds("15 CFR 744.2") == [("added", "15 CFR 744.2", None, "2021-01-01")]
    assert book.pending() == ["744.1 2017-01-03"]
    book.text("744.1", "2017-01-03", "(a) One.")
    assert book.kinds(P) == [("amended", f"{P}(a)", "2017-01-03", "2020-05-01")]


def test_a_removed_row_gives_one_removed_change_on_its_day(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"), row("744.1", "2024-03-21", removed=True))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    (change,) = changes.of_provision(book.store.db, P)
    assert (change.change.kind, change.change.unit, change.from_, change.to) == (
        "removed",
        "provision",
        date(2017, 1, 3),
        date(2024, 3, 21),
    )
    assert (change.change.before or "").endswith("Widgets. (a) One.")
    assert change.change.after is None
    held = held_texts.held(book.store.db, P, date(2024, 3, 21))
    assert held is not None
    assert (held.removed, held.capture, held.fingerprint) == (True, None, None)
    assert queries.unit(book.store.db, P, date(2024, 3, 21)) is None
    assert queries.unit(book.store.db, P, date(2024, 3, 20)) is not None
    assert book.pending() == []


def test_a_provision_that_returns_is_added_again(book: Book) -> None:
    book.listed(
        row("744.1", "2017-01-03"),
        row("744.1", "2018-01-01", removed=True),
        row("744.1", "2019-01-01"),
    )
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    book.text("744.1", "2019-01-01", "(a) Again.")
    assert book.kinds(P) == [
        ("added", P, None, "2019-01-01"),
        ("removed", P, "2017-01-03", "2018-01-01"),
    ]


def test_a_row_listed_as_removed_before_anything_was_held_is_no_change(book: Book) -> None:
    book.listed(row("744.1", "2018-01-01", removed=True), row("744.1", "2019-01-01"))
    book.track("744")
    book.text("744.1", "2019-01-01", "(a) Again.")
    assert book.kinds(P) == []


def _moved_parts(book: Book) -> None:
    book.listed(
        row("7.1", "2021-03-22"), row("7.1", "2024-07-18", removed=True),
        row("791.1", "2024-07-18"),
        row("7.2", "2021-03-22"), row("7.2", "2024-07-18", removed=True),
        row("791.2", "2024-07-18"),
    )  # fmt: skip
    book.track("7", "791")
    book.text("7.1", "2021-03-22", *LONG)
    book.text("7.2", "2021-03-22", "(a) Nothing here is like anything else at all.")


def test_a_part_that_moves_is_one_move_and_its_amended_paragraphs(book: Book) -> None:
    _moved_parts(book)
    book.text("791.1", "2024-07-18", *LONG[:-1], LONG[-1].replace("ship it", "send it"))
    assert {kind for kind, *_ in book.kinds("15 CFR 791.1")} == {"added"}
    book.text(
        "791.2",
        "2024-07-18",
        "(a) Quite other words stand in this place, about other matters.",
        heading="Sprockets.",
    )
    moved = changes.of_provision(book.store.db, "15 CFR 791.1")
    assert [
        (change.change.kind, change.change.address, change.change.old_address)
        for change in moved
        if change.change.unit != "heading"
    ] == [
        ("moved", "15 CFR 791.1", "15 CFR 7.1"),
        ("amended", "15 CFR 791.1(f)", "15 CFR 7.1(f)"),
    ]
    assert (moved[0].from_, moved[0].to) == (date(2021, 3, 22), date(2024, 7, 18))
    assert [change.change.kind for change in changes.of_provision(book.store.db, "15 CFR 7.1")] == [
        "moved",
        "added",
    ]
    left = changes.between(book.store.db, since=date(2024, 1, 1), parts=("7",))
    assert [
        (change.change.kind, change.change.old_address or change.change.address) for change in left
    ] == [
        ("removed", "15 CFR 7.2"),
        ("moved", "15 CFR 7.1"),
    ]
    assert book.kinds("15 CFR 7.2") == [
        ("removed", "15 CFR 7.2", "2021-03-22", "2024-07-18"),
        ("added", "15 CFR 7.2", None, "2021-03-22"),
    ]
    assert book.kinds("15 CFR 791.2") == [("added", "15 CFR 791.2", None, "2024-07-18")]


def test_a_move_waits_for_every_text_of_its_day_but_not_for_one_that_is_not_there(
    book: Book,
) -> None:
    _moved_parts(book)
    book.text("791.1", "2024-07-18", *LONG)
    assert [kind for kind, *_ in book.kinds("15 CFR 791.1")] == ["added"]
    book.text("791.2", "2024-07-18", verdict="not-found")
    assert book.kinds("15 CFR 791.1")[0][0] == "moved"


def test_restated_text_is_no_change_of_law_and_both_captures_stay(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"), row("744.1", "2020-05-01"), row("744.1", "2021-05-01"))
    book.track("744")
    for on, words in (
        ("2017-01-03", "(a) One two."),
        ("2020-05-01", "(a) One tow three."),
        ("2021-05-01", "(a) One two three four."),
    ):
        book.text("744.1", on, words)
    book.now += timedelta(days=1)
    book.text("744.1", "2020-05-01", "(a) One two three.")
    assert book.kinds(P) == [
        ("amended", f"{P}(a)", "2020-05-01", "2021-05-01"),
        ("amended", f"{P}(a)", "2017-01-03", "2020-05-01"),
        ("restated", f"{P}(a)", "2020-05-01", "2020-05-01"),
    ]
    last, first, restated = changes.of_provision(book.store.db, P)
    assert (last.change.before, first.change.after) == ("One two three.", "One two three.")
    assert (restated.change.before, restated.change.after) == ("One tow three.", "One two three.")
    assert restated.causes == ()
    assert restated.observed_at == book.now
    assert (first.observed_at, last.observed_at) == (NOW, NOW)
    assert restated.old_capture != restated.new_capture
    for sha in (restated.old_capture, restated.new_capture):
        assert sha is not None
        assert recorded_facts.capture_by_sha(book.store.db, sha).subject == subject_of(
            "744.1", "2020-05-01"
        )
    assert [
        reading.reading for reading in versions.readings(book.store.db, P, date(2020, 5, 1))
    ] == [2, 1]
    assert [version.reading for version in held_texts.versions(book.store.db, P)] == [1, 2, 1]


def test_text_restated_back_and_forth_keeps_every_reading(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"))
    book.track("744")
    for words in ("(a) One.", "(a) Two.", "(a) One.", "(a) Two."):
        book.now += timedelta(days=1)
        book.text("744.1", "2017-01-03", words)
    assert [
        (change.change.before, change.change.after)
        for change in sorted(
            changes.of_provision(book.store.db, P), key=lambda change: change.observed_at
        )
    ] == [
        ("One.", "Two."),
        ("Two.", "One."),
        ("One.", "Two."),
    ]


def test_the_same_text_again_is_a_check_and_nothing_else(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    before = dump(book.store)
    (stale,) = versions.stale(book.store.db, 5, NOW + timedelta(days=1))
    assert stale.checked_at == NOW
    book.now += timedelta(days=2)
    book.text("744.1", "2017-01-03", "(a)   One.  ")
    assert dump(book.store) == before
    assert held_texts.versions(book.store.db, P)[0].checked_at == book.now
    assert versions.stale(book.store.db, 5, NOW + timedelta(days=1)) == []


def test_no_step_leads_across_a_listed_text_that_is_still_to_come(book: Book) -> None:
    book.listed(*(row("744.1", on) for on in ("2017-01-03", "2018-01-01", "2019-01-01")))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    book.text("744.1", "2019-01-01", "(a) Three.")
    assert book.kinds(P) == []
    book.text("744.1", "2018-01-01", "(a) Two.")
    assert [
        (change.change.before, change.change.after)
        for change in changes.of_provision(book.store.db, P)
    ] == [
        ("Two.", "Three."),
        ("One.", "Two."),
    ]


def test_a_text_that_cannot_be_had_does_not_hide_what_came_after(book: Book) -> None:
    book.listed(*(row("744.1", on) for on in ("2017-01-03", "2018-01-01", "2019-01-01")))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    book.text("744.1", "2019-01-01", "(a) Three.")
    book.text("744.1", "2018-01-01", verdict="not-found")
    assert book.kinds(P) == [("amended", f"{P}(a)", "2017-01-03", "2019-01-01")]
    assert book.pending() == []


def test_a_version_listed_late_is_put_between(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"), row("744.1", "2019-01-01"))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    book.text("744.1", "2019-01-01", "(a) Three.")
    assert len(book.kinds(P)) == 1
    book.listed(row("744.1", "2018-01-01", issue_date="2025-01-19"), query="page=1&late")
    assert book.pending() == ["744.1 2018-01-01"]
    book.text("744.1", "2018-01-01", "(a) Two.")
    assert [
        (change.change.before, change.change.after)
        for change in changes.of_provision(book.store.db, P)
    ] == [
        ("Two.", "Three."),
        ("One.", "Two."),
    ]


def test_a_row_listed_twice_is_one_version_with_the_first_issue(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"), row("744.1", "2017-01-03", issue_date="2023-03-30"))
    book.track("744")
    assert book.pending() == ["744.1 2017-01-03"]
    book.text("744.1", "2017-01-03", "(a) One.")
    assert [version.issue_date for version in held_texts.versions(book.store.db, P)] == [
        date(2017, 1, 3)
    ]
    assert book.pending() == []


def test_a_version_issued_again_is_asked_for_again_once(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    book.listed(
        row("744.1", "2017-01-03", issue_date="2025-01-19"),
        query="issue_date[gte]=2025-01-01&page=1",
    )
    assert book.pending() == ["744.1 2017-01-03"]
    book.text("744.1", "2017-01-03", "(a) One.")
    assert book.pending() == []
    assert book.kinds(P) == []


def test_what_is_not_tracked_is_neither_asked_for_nor_begun(book: Book) -> None:
    book.listed(row("744.1", "2020-01-01"), row("30.1", "2020-01-01"))
    book.track("744")
    assert book.pending() == ["744.1 2020-01-01"]
    assert book.pending("2019-12-31") == []
    assert queries.tracked(book.store.db) == [
        "15 CFR part 744, for changes in force since 2017-01-03"
    ]


def test_a_source_credit_is_editorial_and_feeds_the_cause(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"), row("744.1", "2024-05-02"))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    book.text(
        "744.1",
        "2024-05-02",
        "(a) Two.",
        credit="61 FR 12802, Mar. 25, 1996, as amended at 89 FR 1687, May 2, 2024",
    )
    assert [
        cause.document_number
        for change in changes.of_provision(book.store.db, P)
        for cause in change.causes
    ] == [None, None]
    found = document("2024-09813", citation="89 FR 1680", volume=89, start_page=1680, end_page=1690)
    book.put(search(found), "fr:search:industry-and-security-bureau:2024-05-01:2024-05-03:1")
    amended, credit = changes.of_provision(book.store.db, P)
    assert (amended.change.kind, credit.change.kind, credit.change.noise) == (
        "amended",
        "editorial",
        "citation",
    )
    assert [(cause.document_number, cause.confidence) for cause in amended.causes] == [
        ("2024-09813", "high")
    ]
    assert [cause.document_number for cause in credit.causes] == ["2024-09813"]


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_rows_do_not_depend_on_the_order_of_the_texts(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    found = document("2024-09813", citation="89 FR 1680", volume=89, start_page=1680, end_page=1690)
    texts = [
        ("744.1", "2017-01-03", "(a) One."),
        ("744.1", "2020-01-01", "(a) Two."),
        ("744.1", "2024-05-02", "(a) Three."),
    ]
    dumps = []
    for place, wanted in enumerate((range(4), order)):
        with Store.open(tmp_path / f"{place}.db", "create") as store, store.writing():
            book = Book(store)
            book.listed(
                *(row(identifier, on) for identifier, on, _ in texts),
                row("744.1", "2025-01-01", removed=True),
            )
            book.track("744")
            for which in wanted:
                if which == 3:
                    book.put(
                        search(found),
                        "fr:search:industry-and-security-bureau:2024-05-01:2024-05-03:1",
                    )
                else:
                    book.text(*texts[which])
            dumps.append(dump(store))
    assert dumps[0] == dumps[1]


@pytest.mark.parametrize("order", list(permutations(range(6)))[::37])
def test_causes_by_the_days_between_two_versions_do_not_depend_on_the_order_of_the_facts(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    group = "fr:search:industry-and-security-bureau"
    days = {"publication_date": "2022-06-02", "effective_on": "2022-05-30", "dates": None}
    plain = document("2022-00001", raw_text_url="https://www.federalregister.gov/x.txt", **days)
    unlisted = document(
        "2024-00002",
        publication_date="2024-12-30",
        effective_on=None,
        cfr_references=[],
        dates=None,
    )
    later = {
        "title": "Export Administration Regulations",
        "effective_on": "2024-12-31",
        "cfr_references": [{"title": 15, "part": 744}],
    }
    law = (
        "Part 744 is amended as follows:\n1. Section 744.1 is amended by revising paragraph (a).\n"
    )
    facts = (
        lambda book: book.text("744.1", "2017-01-03", "(a) One."),
        lambda book: book.text("744.1", "2020-01-01", "(a) Two."),
        lambda book: book.text("744.1", "2024-05-02", "(a) Three."),
        lambda book: book.put(search(plain), f"{group}:2022-06-01:2022-06-30:1"),
        lambda book: book.put(f"Accordingly, {law}".encode(), "fr:text:2022-00001"),
        lambda book: book.put(search(unlisted), f"{group}:2024-12-01:2024-12-31:1"),
    )
    dumps, causes = [], []
    for place, wanted in enumerate((range(6), order)):
        with Store.open(tmp_path / f"{place}.db", "create") as store, store.writing():
            book = Book(store)
            book.listed(
                *(row("744.1", on) for on in ("2017-01-03", "2020-01-01", "2024-05-02")),
                row("744.1", "2025-01-01", removed=True),
            )
            book.track("744")
            for which in sorted(
                wanted,
                key=lambda entry: (wanted.index(3), 1) if entry == 4 else (wanted.index(entry), 0),
            ):
                facts[which](book)
            book.put(search(unlisted | later), f"{group}:2024-12-01:2024-12-31:1")
            dumps.append(dump(store))
            causes = [
                [(cause.document_number, cause.confidence) for cause in change.causes]
                for change in changes.of_provision(store.db, P)
            ]
    assert dumps[0] == dumps[1]
    assert causes == [[("2024-00002", "low")], [("2022-00001", "medium")], []]


def test_a_cause_carries_the_laws_day_beside_the_ecfrs(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"), row("744.1", "2024-05-02"))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    book.text("744.1", "2024-05-02", "(a) Two.")
    book.put(
        search(document("2024-09813", effective_on="2024-04-29", dates=None)),
        "fr:search:industry-and-security-bureau:2024-05-01:2024-05-03:1",
    )
    (amended,) = changes.of_provision(book.store.db, P)
    assert [(cause.document_number, cause.effective) for cause in amended.causes] == [
        ("2024-09813", date(2024, 4, 29))
    ]
    assert "(effective 29 April 2024; in the eCFR from 2 May)" in amended.causes[0].evidence


def test_what_a_backfill_brings_is_marked_and_what_a_poll_brings_is_not(book: Book) -> None:
    run = book.store.start_run("backfill", NOW)
    book.listed(row("744.1", "2017-01-03"), row("744.1", "2020-01-01"))
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.")
    book.store.finish_run(run, [], NOW)
    book.store.start_run("poll", NOW)
    book.text("744.1", "2020-01-01", "(a) Two.")
    book.listed(row("744.1", "2025-01-15"), query="page=1&since")
    book.text("744.1", "2025-01-15", "(a) Three.")
    assert [
        (str(change.to), change.backfilled) for change in changes.of_provision(book.store.db, P)
    ] == [
        ("2025-01-15", False),
        ("2020-01-01", True),
    ]
    assert [
        str(change.to) for change in changes.between(book.store.db, by="observed", backfilled=False)
    ] == ["2025-01-15"]
    book.text("744.1", "2017-01-03", "(a) Once.")
    restated = [
        change
        for change in changes.between(book.store.db, backfilled=False)
        if change.change.kind == "restated"
    ]
    assert [(str(change.to), change.change.after) for change in restated] == [
        ("2017-01-03", "Once.")
    ]


def test_bytes_that_cannot_be_read_leave_no_capture_behind(book: Book) -> None:
    with pytest.raises(ParseError):
        book.put(b"<DIV5/>", subject_of("744.1", "2017-01-03"))
    assert queries.counts(book.store.db)["captures"] == 0


def test_rows_of_another_version_are_not_added_to(book: Book) -> None:
    book.text("744.1", "2017-01-03", "(a) One.")
    book.context = replace(book.context, version="99")
    with pytest.raises(StoreError, match="tracker rebuild"):
        book.text("744.1", "2018-01-01", "(a) Two.")
    assert queries.counts(book.store.db)["captures"] == 1


def test_what_a_restatement_alone_brings_is_never_told_as_law(book: Book) -> None:
    book.listed(row("744.1", "2017-01-03"), row("744.1", "2020-05-01"), row("744.1", "2021-05-01"))
    book.track("744")
    for on, words in (("2017-01-03", "(a) One."), ("2020-05-01", "(a) One and a half.")):
        book.text("744.1", on, words)
    book.now += timedelta(days=1)
    book.text("744.1", "2020-05-01", "(a) One and a half.", "(b) A stray paragraph.")
    book.now += timedelta(days=1)
    book.text("744.1", "2021-05-01", "(a) Two.")
    assert book.kinds(P) == [
        ("amended", f"{P}(a)", "2020-05-01", "2021-05-01"),
        ("amended", f"{P}(a)", "2017-01-03", "2020-05-01"),
        ("restated", f"{P}(b)", "2020-05-01", "2020-05-01"),
    ]

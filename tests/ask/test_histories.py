from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.ask.conftest import RULE
from tests.store.build import Book
from tracker.ask.histories import distinct, history, tag_names
from tracker.model import Cause, Tag

CAUSE = Cause("2024-1", "89 FR 1", "A rule", "Its credit names it.", "high")
TAG = Tag("endusers.entities", "end-users", "phrase", "widgets", "after", 0, 7)


def test_a_version_has_the_changes_that_it_brought(book: Book) -> None:
    answer = history(book.store, "744.1")
    days = [(str(brought.version.in_force), len(brought.changes)) for brought in answer.versions]
    assert days[-1] == ("2017-01-03", 0)
    assert [day for day, _ in days] == ["2024-05-02", "2023-03-01", "2017-01-03"]
    for brought in answer.versions:
        assert {change.to for change in brought.changes} <= {brought.version.in_force}
    assert sum(number for _, number in days) == len(answer.changes)
    assert (answer.address, answer.heading) == ("15 CFR 744.1", "§ 744.1 Widgets.")


def test_a_version_names_each_cause_once(book: Book) -> None:
    newest = history(book.store, "744.1").versions[0]
    assert len(newest.changes) > 1
    assert [cause.document_number for cause in newest.causes] == [RULE]


def test_a_version_names_what_leads_to_it_once_with_the_laws_day_where_it_is_another(
    book: Book,
) -> None:
    (newest, *_) = history(book.store, "744.1").versions
    law = date(2024, 4, 29)
    late, same, other = (
        replace(CAUSE, effective=law),
        replace(CAUSE, citation=None, effective=newest.version.in_force),
        replace(CAUSE, citation="89 FR 0", confidence="low"),
    )
    first, second, *_ = newest.changes
    changes = (replace(first, causes=(late, same, other)), replace(second, causes=(other, late)))
    brought = replace(newest, changes=changes)
    assert brought.leading == (("2024-1", None), ("89 FR 0", None), ("89 FR 1", law))


def test_a_unit_has_the_versions_in_which_it_differs(book: Book) -> None:
    answer = history(book.store, "§ 744.1(b)")
    assert answer.address == "15 CFR 744.1(b)"
    assert [brought.version.in_force for brought in answer.versions] == [
        date(2023, 3, 1),
        date(2017, 1, 3),
    ]
    assert [change.change.kind for change in answer.changes] == ["amended"]


def test_a_part_has_the_versions_of_all_its_provisions(book: Book) -> None:
    answer = history(book.store, "part 744")
    provisions = [brought.version.provision for brought in answer.versions]
    assert provisions.count("15 CFR 744.1") == 3
    assert provisions.count("15 CFR 744.2") == 2
    (gone,) = (version for version in answer.versions if version.version.removed)
    assert [(change.change.kind, change.provision) for change in gone.changes] == [
        ("removed", "15 CFR 744.2")
    ]


def test_causes_that_say_the_same_are_one_whatever_their_days() -> None:
    later = replace(CAUSE, published=date(2024, 5, 2), effective=date(2024, 6, 1))
    other = replace(CAUSE, confidence="low")
    assert distinct([CAUSE, later, other, CAUSE]) == (CAUSE, other)


def test_tags_are_named_once_and_in_order() -> None:
    first = replace(TAG, tag="access.iaas")
    assert tag_names([TAG, first, replace(TAG, start=9, end=16)]) == (
        "access.iaas",
        "endusers.entities",
    )

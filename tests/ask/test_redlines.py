"""Which two versions a redline compares, and what it knows of the changes between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.ask.conftest import RULE
from tests.store.build import Book, row
from tracker.ask.redlines import Redline, redline
from tracker.errors import AddressError
from tracker.model import Cause, digest_of
from tracker.store import changes

TODAY = date(2025, 1, 20)
FLOOR, SECOND, THIRD = date(2017, 1, 3), date(2023, 3, 1), date(2024, 5, 2)
LONG_BEFORE = date(2001, 1, 1)


def told(answer: Redline) -> list[tuple[str, str]]:
    """Return the changes of substance as kind and address."""
    return [
        (change.kind, change.address) for change in answer.changes if change.kind != "editorial"
    ]


def test_without_an_earlier_day_the_version_before_is_meant(book: Book) -> None:
    answer = redline(book.store, "744.1", None, TODAY)
    assert (answer.old.in_force, answer.new.in_force) == (SECOND, THIRD)
    assert told(answer) == [("amended", "15 CFR 744.1(a)")]


def test_of_a_unit_the_last_version_in_which_it_differs_is_meant(book: Book) -> None:
    answer = redline(book.store, "744.1(b)", None, TODAY)
    assert (answer.old.in_force, answer.new.in_force) == (FLOOR, THIRD)
    assert told(answer) == [("amended", "15 CFR 744.1(b)")]


def test_with_the_later_day_first_it_is_the_mirror_image(book: Book) -> None:
    forth = redline(book.store, "744.1", SECOND, THIRD)
    back = redline(book.store, "744.1", THIRD, SECOND)
    assert (back.old, back.new) == (forth.new, forth.old)
    assert [(change.before, change.after) for change in back.changes] == [
        (change.after, change.before) for change in forth.changes
    ]
    assert {step.id for step in back.behind} == {step.id for step in forth.behind}


@pytest.mark.parametrize("days", [(None, FLOOR), (LONG_BEFORE, FLOOR), (LONG_BEFORE, LONG_BEFORE)])
def test_before_a_baseline_stands_the_baseline(book: Book, days: tuple[date | None, date]) -> None:
    answer = redline(book.store, "744.1", *days)
    assert answer.old == answer.new
    assert (answer.old.in_force, answer.old.removed, answer.changes) == (FLOOR, False, ())


def test_what_began_within_the_tracked_span_came_out_of_nothing(book: Book) -> None:
    answer = redline(book.store, "744.2", None, SECOND)
    assert (answer.old.in_force, answer.old.removed, answer.old.fingerprint) == (None, True, None)
    assert told(answer) == [("added", "15 CFR 744.2")]


def test_what_was_removed_stands_on_no_side(book: Book) -> None:
    answer = redline(book.store, "744.2", None, TODAY)
    assert (answer.new.in_force, answer.new.removed, answer.new.fingerprint) == (THIRD, True, None)
    assert told(answer) == [("removed", "15 CFR 744.2")]


def test_of_a_part_the_day_before_its_last_version_is_meant(book: Book) -> None:
    answer = redline(book.store, "part 744", None, TODAY)
    assert answer.from_day == date(2024, 5, 1)
    assert answer.provisions == ("15 CFR 744.1", "15 CFR 744.2")
    assert told(answer) == [("amended", "15 CFR 744.1(a)"), ("removed", "15 CFR 744.2")]


def test_a_part_has_one_fingerprint_over_all_and_no_single_source(book: Book) -> None:
    part = redline(book.store, "part 744", SECOND, THIRD)
    alone = [redline(book.store, home, SECOND, THIRD) for home in part.provisions]
    prints = [answer.old.fingerprint or "" for answer in alone]
    assert (part.old.source, part.old.fingerprint) == (None, digest_of(*prints))
    assert alone[0].old.source
    assert part.differences == tuple(found for answer in alone for found in answer.differences)


def test_a_part_that_begins_later_has_no_text_before(book: Book) -> None:
    answer = redline(book.store, "part 744", None, date(2016, 1, 1))
    assert answer.from_day is None


def test_a_recorded_change_keeps_its_id_causes_and_tags(book: Book) -> None:
    answer = redline(book.store, "744.1", SECOND, THIRD)
    recorded = {
        step.change.address: step
        for step in changes.of_provision(book.store.db, "15 CFR 744.1")
        if step.to == THIRD
    }
    for difference in answer.differences:
        step = recorded[difference.change.address]
        assert (difference.id, difference.causes, difference.tags) == (
            step.id,
            step.causes,
            step.tags,
        )
    (amended,) = (
        difference for difference in answer.differences if difference.change.kind == "amended"
    )
    assert [cause.document_number for cause in amended.causes] == [RULE]


def test_over_two_steps_a_change_has_an_id_of_its_own_and_the_causes_of_both(book: Book) -> None:
    book.listed(row("744.1", "2024-11-01"))
    credit = "61 FR 12802, Mar. 25, 1996, as amended at 89 FR 1687, May 2, 2024"
    paragraphs = "(a) Thirteen widgets.", "(b) No license exceptions at all."
    book.text("744.1", "2024-11-01", *paragraphs, credit=credit)
    (long,) = (
        difference
        for difference in redline(book.store, "744.1", SECOND, TODAY).differences
        if difference.change.address == "15 CFR 744.1(a)"
    )
    assert (long.change.before, long.change.after) == ("Ten widgets.", "Thirteen widgets.")
    assert (long.from_, long.to) == (SECOND, date(2024, 11, 1))
    assert RULE in [cause.document_number for cause in long.causes]
    known = {step.id for step in changes.of_provision(book.store.db, "15 CFR 744.1")}
    assert long.id not in known


def test_behind_a_redline_stand_the_recorded_changes_of_what_is_shown(book: Book) -> None:
    answer = redline(book.store, "744.1(a)", SECOND, TODAY)
    assert [step.change.address for step in answer.behind] == ["15 CFR 744.1(a)"]
    assert {step.to for step in answer.behind} == {THIRD}


def test_a_unit_that_got_another_name_is_told_as_its_provision_tells_it(book: Book) -> None:
    book.listed(row("744.1", "2024-11-01"))
    book.text(
        "744.1",
        "2024-11-01",
        "(a) Twelve widgets.",
        "(b) Crates are counted once a year by the person who owns them.",
        "(c) No license exceptions at all.",
    )
    answer = redline(book.store, "744.1(c)", THIRD, TODAY)
    assert [(change.kind, change.old_address) for change in answer.changes] == [
        ("renumbered", "15 CFR 744.1(b)")
    ]


def test_inside_what_came_whole_a_unit_speaks_for_itself(book: Book) -> None:
    answer = redline(book.store, "744.2(a)", None, SECOND)
    assert told(answer) == [("added", "15 CFR 744.2(a)")]


def test_what_is_not_held_names_its_neighbours(book: Book) -> None:
    with pytest.raises(AddressError, match=r"15 CFR 744\.1"):
        redline(book.store, "744.3", None, TODAY)


def test_causes_whose_two_days_differ_are_told_once_and_oldest_first(book: Book) -> None:
    answer = redline(book.store, "part 744", LONG_BEFORE, TODAY)
    cause = Cause("2024-1", "89 FR 2", "A rule", "Its credit names it.", "high")
    late, early = (replace(cause, effective=day) for day in (date(2024, 4, 29), SECOND))
    one, guess = replace(late, citation="89 FR 1"), replace(early, confidence="low")
    new, old = (
        replace(answer.behind[0], to=to, causes=causes)
        for to, causes in ((THIRD, (late, one, guess)), (SECOND, (early, late)))
    )
    told = replace(answer, behind=(new, old, new)).causes_of_two_days
    assert told == ((late, SECOND), (one, THIRD), (late, THIRD))

"""Causes at their edges: each number, each day and each tie of the rules that say who changed a
text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.meaning_samples import change, document, rule
from tracker import cause, citations
from tracker.cause import Window
from tracker.cause.days import beside, both, in_words, law_day
from tracker.cause.index import can_be_cause, effective, held_back, inside
from tracker.citations import Page
from tracker.citations import days as dates
from tracker.model import Cause, Document

HOME = "15 CFR 799.2"
CCL = "15 CFR 774 Supp. 1"
BEFORE, DAY = date(2031, 1, 5), date(2031, 3, 10)
AMENDED = change(
    f"{HOME}(a)", "ten chips", "six chips", ("-", "ten"), ("+", "six"), ("=", " chips")
)
ENTRY = change(f"{CCL}, 2A998.a", "x", "y", unit="item")
D = date.fromisoformat


def numbers(found: tuple[Cause, ...]) -> list[tuple[str | None, str]]:
    return [(cause.document_number, cause.confidence) for cause in found]


def _law(*instructions: str, preamble: str = "It says why.") -> str:
    formula = (
        "For the reasons stated in the preamble, part 774 of the EAR (15 CFR parts 730-774) is"
        " amended as follows:"
    )
    return "\n".join((f"SUPPLEMENTARY INFORMATION: {preamble}", formula, *instructions))


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("1 FR 2", ["1 FR 2"]),
        ("999 FR 2", ["999 FR 2"]),
        ("1000 FR 2", []),
        ("a1 FR 2", []),
        (".1 FR 2", []),
        ("9 FR 999999", ["9 FR 999999"]),
        ("9 FR 9999999", []),
        ("9 FR 1/2", []),
        ("9 FR 1,234 x", ["9 FR 1234"]),
        ("9 FR 123,456", ["9 FR 123456"]),
        ("9 FR ,123 x", []),
        ("9 FR 1234,567 x", ["9 FR 1234"]),
        ("9 FR 123,456 x", ["9 FR 123456"]),
        ("9 FR 1,23 x", ["9 FR 1"]),
        ("9 FR 5, 9", ["9 FR 5"]),
        ("9 FR 5, 10", ["9 FR 5", "9 FR 10"]),
        ("9 FR 999000, 999999", ["9 FR 999000", "9 FR 999999"]),
        ("9 FR 100, 99", ["9 FR 100"]),
        ("9 FR 100, 100", ["9 FR 100"]),
        ("9 FR 100, 101", ["9 FR 100", "9 FR 101"]),
        ("9 FR 100, 1599", ["9 FR 100", "9 FR 1599"]),
        ("9 FR 100, 1600", ["9 FR 100"]),
        ("9 FR 100, 101-105", ["9 FR 100"]),
        ("9 FR 100, 101/2", ["9 FR 100"]),
        ("9 Fed. Reg. 5 and 8 F.R. 4 and 7 F. R. 3", ["9 FR 5", "8 FR 4", "7 FR 3"]),
    ],
)
def test_a_citation_has_a_volume_a_page_and_pages_that_can_be_of_the_same_rule(
    text: str, pages: list[str]
) -> None:
    assert [str(page) for page in citations.pages(text)] == pages


@pytest.mark.parametrize(
    ("after", "day"),
    [
        (", Jan. 2, 1944", "1944-01-02"),
        (" (Jan. 2, 1944)", "1944-01-02"),
        ("   ,   Jan. 2, 1944", "1944-01-02"),
        ("    , Jan. 2, 1944", None),
        (",    Jan. 2, 1944", None),
        (", Jan. 12, 1944", "1944-01-12"),
        (", Jan. 112, 1944", None),
        (", Jan. 2, 194", None),
        (", Jan. 2, 19441", None),
        (", 1/2/1944", "1944-01-02"),
        (", 11/12/44", "1944-11-12"),
        (", 1/2/36", "1936-01-02"),
        (", 1/2/35", "2035-01-02"),
        (", 1/2/99", "1999-01-02"),
        (", 1/2/00", "2000-01-02"),
        (", 1/2/194", None),
        (", 1/2/19441", None),
        (", 111/2/44", None),
        (", 1944-01-02", "1944-01-02"),
        (", 1944-01-022", None),
        (", 1944-1-02", None),
        (", 13/1/44", None),
    ],
)
def test_the_day_of_a_citation_is_read_in_each_of_its_shapes(after: str, day: str | None) -> None:
    assert [page.day for page in citations.pages(f"9 FR 5{after}")] == [D(day) if day else None]


@pytest.mark.parametrize(
    "after",
    [
        ", Jan. 112, 1944",
        ", Jan. , 1944",
        ", 111/2/44",
        ", /2/44",
        ", Jan. 2, 19441",
        ", 1944-1-02",
    ],
)
def test_what_is_no_day_is_not_quoted_with_a_citation(after: str) -> None:
    assert [page.phrase for page in citations.pages(f"9 FR 5{after}")] == ["9 FR 5"]


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_read_long_and_short(month: int) -> None:
    day = date(2030, month, 9)
    assert dates(f"{day:%B} 9, 2030; {day:%b}. 9, 2030; {day:%b} 9, 2030") == (day,) * 3


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        ("2031-01-05", False),
        ("2031-01-06", True),
        ("2031-03-10", True),
        ("2031-03-11", False),
        (None, False),
    ],
)
def test_a_window_begins_after_the_version_before_and_ends_with_the_day_of_this_one(
    day: str | None, inside: bool
) -> None:
    assert Window(BEFORE, DAY).holds(D(day) if day else None) is inside


@pytest.mark.parametrize(
    ("since", "bounded", "begins"),
    [
        (None, False, DAY - timedelta(days=30)),
        (None, True, DAY - timedelta(days=30)),
        (date(2020, 1, 1), False, date(2020, 1, 1)),
        (date(2020, 1, 1), True, DAY - timedelta(days=30)),
        (DAY - timedelta(days=31), True, DAY - timedelta(days=30)),
        (DAY - timedelta(days=29), True, DAY - timedelta(days=29)),
        (DAY - timedelta(days=29), False, DAY - timedelta(days=29)),
    ],
)
def test_a_window_without_a_version_before_is_thirty_days_long(
    since: date | None, bounded: bool, begins: date
) -> None:
    assert cause.window(since, DAY, bounded=bounded) == Window(begins, DAY)


@pytest.mark.parametrize(
    ("effective_days", "day"),
    [
        ((), None),
        (("2031-03-10",), "2031-03-10"),
        (("2031-03-11",), "2031-03-11"),
        (("2031-03-01", "2031-03-10", "2031-03-11"), "2031-03-10"),
        (("2031-03-10", "2031-03-01"), "2031-03-10"),
        (("2031-05-01", "2031-04-01"), "2031-04-01"),
    ],
)
def test_the_day_of_the_law_is_the_last_one_up_to_the_version_else_the_first(
    effective_days: tuple[str, ...], day: str | None
) -> None:
    assert law_day([D(day) for day in effective_days], DAY) == (D(day) if day else None)


def test_a_day_beside_another_is_told_without_its_year_where_that_is_the_same() -> None:
    assert in_words(DAY) == "10 March 2031"
    assert beside(DAY, date(2031, 1, 1)) == "10 March"
    assert beside(DAY, date(2030, 12, 31)) == "10 March 2031"
    assert both(DAY, DAY) == "effective 10 March 2031"
    assert both(BEFORE, DAY) == "effective 5 January 2031; in the eCFR from 10 March"


@pytest.mark.parametrize(
    ("page", "held"),
    [(11_999, None), (12_000, "2031-00007"), (12_040, "2031-00007"), (12_041, None)],
)
def test_a_rule_covers_its_pages_from_the_first_to_the_last(page: int, held: str | None) -> None:
    index = cause.index_documents(
        [rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")]
    )
    assert [row.document.document_number for row in inside(index, Page(96, page))] == (
        [held] if held else []
    )
    assert inside(index, Page(95, page)) == ()


def test_volume_and_pages_count_where_no_citation_is_known() -> None:
    ours = document(
        "2031-00007",
        volume=96,
        start_page=12000,
        end_page=12040,
        publication_date=DAY,
        effective_on=DAY,
    )
    assert numbers(cause.causes(AMENDED, HOME, DAY, citations.pages("96 FR 12031"), [ours])) == [
        ("2031-00007", "high")
    ]
    unpaged = document(
        "2031-00007", volume=96, end_page=12040, publication_date=DAY, effective_on=DAY
    )
    (found,) = cause.causes(AMENDED, HOME, DAY, citations.pages("96 FR 12031"), [unpaged])
    assert found.document_number is None


@pytest.mark.parametrize(
    ("page", "named"),
    [
        (11_999, None),
        (12_000, "2031-00007"),
        (12_001, "2031-00007"),
        (12_400, "2031-00007"),
        (12_401, None),
    ],
)
def test_a_rule_of_unknown_length_may_run_on_for_four_hundred_pages(
    page: int, named: str | None
) -> None:
    ours = rule("2031-00007", "96 FR 12000", None, "2031-03-10", "2031-03-10", "799")
    (found,) = cause.causes(
        AMENDED, HOME, DAY, citations.pages(f"96 FR {page}, Mar. 10, 2031"), [ours]
    )
    assert found.document_number == named


def test_a_rule_of_unknown_length_ends_where_the_next_one_begins() -> None:
    ours = rule("2031-00007", "96 FR 12000", None, "2031-03-10", "2031-03-10", "799")
    later = rule("2031-00008", "96 FR 12020", None, "2031-03-11", "2031-03-11", "799")
    credit = citations.pages("96 FR 12031, Mar. 10, 2031")
    (found,) = cause.causes(AMENDED, HOME, DAY, credit, [ours, later])
    assert found.document_number is None
    (found,) = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12019, Mar. 10, 2031"), [ours, later]
    )
    assert found.document_number == "2031-00007"


def test_of_rules_that_share_a_page_the_one_of_the_named_day_is_meant() -> None:
    first = rule("2031-00007", "96 FR 12000", 12040, "2031-03-09", None, "799")
    second = rule("2031-00008", "96 FR 12040", 12060, "2031-03-10", None, "799")
    index = cause.index_documents([second, first])
    assert [row.document.document_number for row in inside(index, Page(96, 12040))] == [
        "2031-00007",
        "2031-00008",
    ]
    assert [row.document.document_number for row in inside(index, Page(96, 12040, DAY))] == [
        "2031-00008"
    ]


@pytest.mark.parametrize(
    ("listed", "said", "days"),
    [
        (None, None, ()),
        ("2031-03-10", None, ("2031-03-10",)),
        ("2031-03-10", "This rule is effective March 10, 2031.", ("2031-03-10",)),
        ("2031-03-10", "This rule is effective April 1, 2031.", ("2031-03-10", "2031-04-01")),
        (None, "This rule takes effect on March 10, 2031.", ("2031-03-10",)),
        (None, "This rule was signed on March 10, 2031.", ()),
        (
            None,
            "This rule is effective March 10, 2031. Comments close April 1, 2031.",
            ("2031-03-10",),
        ),
        (None, "Effective: March 10, 2031, but compliance is required from April 1, 2031.", ()),
        (
            None,
            "The effective date for compliance is delayed until March 10, 2031.",
            ("2031-03-10",),
        ),
        (None, "Effective March 10, 2031; Compliance date: April 1, 2031.", ("2031-03-10",)),
        (None, "Effective March 10, 2031; until April 1, 2031.", ()),
    ],
)
def test_the_days_of_effect_are_those_of_sentences_that_speak_of_effect(
    listed: str | None, said: str | None, days: tuple[str, ...]
) -> None:
    assert effective(D(listed) if listed else None, said) == tuple(map(D, days))


@pytest.mark.parametrize(
    ("kind", "action", "may"),
    [
        ("Rule", None, True),
        ("Rule", "Final rule.", True),
        ("Rule", "Notice of meeting.", False),
        ("Rule", "Final rule; notice of effect.", True),
        ("Rule", "Proposed rule.", False),
        ("Proposed Rule", None, False),
        ("Notice", None, False),
        ("Presidential Document", None, True),
        ("Correction", None, True),
        ("Uncategorized Document", None, False),
        ("", None, False),
    ],
)
def test_rules_corrections_and_documents_of_the_president_can_change_the_law(
    kind: str, action: str | None, may: bool
) -> None:
    assert can_be_cause(document(type=kind, action=action)) is may


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (None, None),
        ("This rule is effective March 10, 2031.", None),
        ("Effective March 10, 2031. The rest is\n stayed. It is delayed.", "The rest is stayed."),
    ],
)
def test_the_first_sentence_that_holds_a_rule_back_is_quoted(
    said: str | None, sentence: str | None
) -> None:
    assert held_back(document(dates=said)) == sentence


@pytest.mark.parametrize(("length", "told"), [(159, 159), (160, 160), (161, 160)])
@pytest.mark.parametrize("credited", [True, False])
def test_no_more_than_a_hundred_and_sixty_characters_of_a_delay_are_quoted(
    length: int, told: int, credited: bool
) -> None:
    sentence = f"It is delayed {'x' * (length - 15)}."
    ours = rule(
        "2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799", dates=sentence
    )
    credit = citations.pages("96 FR 12031, Mar. 10, 2031") if credited else ()
    (found,) = cause.causes(AMENDED, HOME, DAY, credit, [ours])
    assert f"“{sentence[:told]}”" in found.evidence


def test_at_most_five_candidates_are_told_the_newest_first() -> None:
    rules = [
        rule(f"2031-0000{at}", f"96 FR {at}00", None, f"2031-03-0{at}", f"2031-03-0{at}", "799")
        for at in range(1, 7)
    ]
    found = cause.causes(AMENDED, HOME, DAY, (), rules, BEFORE)
    assert [cause.document_number for cause in found] == [
        f"2031-0000{at}" for at in (6, 5, 4, 3, 2)
    ]


GRADED: dict[str, dict[str, Any]] = {
    "unit": {"text": _law("1. In supplement no. 1, ECCN 2A998 is amended by revising 2A998.a.")},
    "instructs": {"text": _law("1. In supplement no. 1, ECCN 2A998 is revised.")},
    "head": {"title": "Controls on ECCN 2A998"},
    "text": {"text": "ECCN 2A998 is like it."},
    "unread": {},
    "passing": {"text": _law("1. ECCN 3A999 is revised.", preamble="ECCN 2A998 is like it.")},
    "silent": {"text": "Nothing of it."},
}


def graded(number: str, grade: str, day: str = "2031-03-10", *parts: str, **known: Any) -> Document:
    return rule(
        number, "96 FR 12000", 12040, day, day, *(parts or ("774",)), **(GRADED[grade] | known)
    )


@pytest.mark.parametrize(
    ("plainer", "plain", "sure"),
    [
        ("unit", "instructs", True),
        ("instructs", "head", True),
        ("head", "text", True),
        ("text", "unread", False),
        ("head", "unread", True),
        ("text", "passing", True),
        ("unread", "passing", True),
        ("unread", "silent", True),
        ("passing", "silent", False),
    ],
)
def test_what_names_the_change_more_plainly_leads(plainer: str, plain: str, sure: bool) -> None:
    first, second = graded("2031-00007", plain), graded("2031-00008", plainer)
    found = cause.causes(ENTRY, CCL, DAY, (), [first, second], BEFORE)
    assert numbers(found) == [("2031-00008", "medium" if sure else "low"), ("2031-00007", "low")]
    first, second = graded("2031-00008", plain), graded("2031-00007", plainer)
    found = cause.causes(ENTRY, CCL, DAY, (), [first, second], BEFORE)
    assert numbers(found) == [("2031-00007", "medium" if sure else "low"), ("2031-00008", "low")]


@pytest.mark.parametrize("grade", list(GRADED))
def test_two_that_name_the_change_as_plainly_are_both_unsure(grade: str) -> None:
    found = cause.causes(
        ENTRY, CCL, DAY, (), [graded("2031-00007", grade), graded("2031-00008", grade)], BEFORE
    )
    assert [cause.confidence for cause in found] == ["low", "low"]


@pytest.mark.parametrize(
    ("grade", "on_the_day", "other_day"),
    [
        ("unit", "medium", "medium"),
        ("instructs", "medium", "medium"),
        ("head", "medium", "medium"),
        ("text", "medium", "low"),
        ("unread", "medium", "low"),
        ("passing", "low", "low"),
        ("silent", "low", None),
    ],
)
def test_a_rule_alone_is_likely_where_it_names_the_change_or_has_its_day(
    grade: str, on_the_day: str, other_day: str | None
) -> None:
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [graded("2031-00007", grade)], BEFORE)) == [
        ("2031-00007", on_the_day)
    ]
    other = cause.causes(ENTRY, CCL, DAY, (), [graded("2031-00007", grade, "2031-02-01")], BEFORE)
    assert numbers(other) == ([("2031-00007", other_day)] if other_day else [])


@pytest.mark.parametrize(
    ("grade", "confidence"),
    [
        ("unit", "low"),
        ("instructs", "low"),
        ("head", "low"),
        ("text", None),
        ("unread", None),
        ("silent", None),
    ],
)
def test_a_rule_that_is_effective_only_later_must_name_the_change(
    grade: str, confidence: str | None
) -> None:
    later = rule(
        "2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-11", "774", **GRADED[grade]
    )
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [later], BEFORE)) == (
        [("2031-00007", confidence)] if confidence else []
    )


def test_a_rule_of_which_a_part_is_effective_only_later_is_one_of_its_first_day() -> None:
    dates = "This rule is effective March 10, 2031. Instruction 3 is effective April 1, 2031."
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "774", dates=dates)
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [ours], BEFORE)) == [("2031-00007", "medium")]


@pytest.mark.parametrize(
    ("grade", "told"),
    [
        ("unit", True),
        ("instructs", True),
        ("head", True),
        ("text", True),
        ("unread", True),
        ("passing", False),
        ("silent", False),
    ],
)
def test_a_correction_whose_text_is_seen_to_correct_something_else_is_no_candidate(
    grade: str, told: bool
) -> None:
    ours = graded("2031-00007", grade, action="Final rule; correction.")
    assert [
        reason.document_number for reason in cause.causes(ENTRY, CCL, DAY, (), [ours], BEFORE)
    ] == (["2031-00007"] if told else [])


@pytest.mark.parametrize(
    ("fewer", "more", "sure"),
    [(2, 5, False), (2, 6, True), (1, 2, False), (1, 3, True), (0, 1, True)],
)
def test_a_text_that_names_the_entry_three_times_as_often_is_clearly_about_it(
    fewer: int, more: int, sure: bool
) -> None:
    first = graded("2031-00007", "head", text="ECCN 2A998. " * fewer)
    second = graded("2031-00008", "head", text="ECCN 2A998. " * more)
    found = cause.causes(ENTRY, CCL, DAY, (), [first, second], BEFORE)
    assert numbers(found) == [("2031-00008", "medium" if sure else "low"), ("2031-00007", "low")]


def test_where_instructions_name_the_entry_it_does_not_matter_how_often_a_text_does() -> None:
    often = {
        "text": _law("1. In supplement no. 1, ECCN 2A998 is revised.", preamble="ECCN 2A998. " * 9)
    }
    found = cause.causes(
        ENTRY,
        CCL,
        DAY,
        (),
        [graded("2031-00007", "instructs"), graded("2031-00008", "instructs", **often)],
        BEFORE,
    )
    assert numbers(found) == [("2031-00008", "low"), ("2031-00007", "low")]


@pytest.mark.parametrize(
    ("grade", "sure"), [("head", False), ("text", False), ("unread", True), ("silent", False)]
)
def test_the_versions_own_day_is_clear_only_where_neither_rule_is_seen_to_name_the_change(
    grade: str, sure: bool
) -> None:
    early, timely = graded("2031-00007", grade, "2031-02-01"), graded("2031-00008", grade)
    found = cause.causes(ENTRY, CCL, DAY, (), [early, timely], BEFORE)
    assert numbers(found)[0] == ("2031-00008", "medium" if sure else "low")


@pytest.mark.parametrize(
    ("mine", "my_day", "other", "other_day", "told"),
    [
        # The rule that lists the part first, the one that lists none second.
        ("head", "2031-03-10", "head", "2031-03-10", [("2031-00007", "medium")]),
        (
            "unread",
            "2031-03-10",
            "head",
            "2031-03-10",
            [("2031-00008", "low"), ("2031-00007", "low")],
        ),
        (
            "unread",
            "2031-02-01",
            "head",
            "2031-02-01",
            [("2031-00008", "low"), ("2031-00007", "low")],
        ),
        ("head", "2031-02-01", "head", "2031-03-10", [("2031-00007", "medium")]),
        (
            "text",
            "2031-03-10",
            "instructs",
            "2031-03-10",
            [("2031-00008", "low"), ("2031-00007", "low")],
        ),
        ("head", "2031-03-10", "unit", "2031-03-10", [("2031-00007", "medium")]),
    ],
)
def test_a_rule_that_lists_no_part_is_told_beside_one_that_does_only_where_it_is_as_likely(
    mine: str, my_day: str, other: str, other_day: str, told: list[tuple[str, str]]
) -> None:
    ours = graded("2031-00007", mine, my_day)
    theirs = document(
        "2031-00008", publication_date=D(other_day), effective_on=D(other_day), **GRADED[other]
    )
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [ours, theirs], BEFORE)) == told


def test_a_rule_that_lists_another_part_is_no_candidate_unless_its_text_names_the_part() -> None:
    other = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        "2031-03-10",
        "740",
        title="Controls on ECCN 2A998",
    )
    assert cause.causes(ENTRY, CCL, DAY, (), [other], BEFORE) == ()
    read = document(
        "2031-00007",
        publication_date=DAY,
        effective_on=DAY,
        cfr_parts_in_text=("15 CFR 774",),
        title="Controls on ECCN 2A998",
    )
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [read], BEFORE)) == [("2031-00007", "medium")]


@pytest.mark.parametrize(
    ("volume", "confidence"), [(92, "low"), (93, "high"), (94, "high"), (96, "high")]
)
def test_a_credit_older_than_three_years_is_no_proof(volume: int, confidence: str) -> None:
    """Volume 93 is that of 2028."""
    (found,) = cause.causes(AMENDED, HOME, DAY, citations.pages(f"{volume} FR 12031"), [])
    assert (found.citation, found.confidence) == (f"{volume} FR 12031", confidence)


@pytest.mark.parametrize(
    ("pages", "named"),
    [
        ("96 FR 12004. 96 FR 12003.", ["2031-00007"]),
        ("96 FR 12004. 96 FR 11999.", ["2031-00007"]),
        ("95 FR 12004. 96 FR 12004.", ["2031-00007"]),
        ("96 FR 11999. 96 FR 12000.", ["2031-00006", "2031-00007"]),
        ("96 FR 11998. 96 FR 12000.", ["2031-00007"]),
    ],
)
def test_of_citations_without_days_an_added_row_has_the_last_page_and_the_one_before_it(
    pages: str, named: list[str]
) -> None:
    older = rule("2031-00006", "96 FR 11990", 11999, "2031-03-10", "2031-03-10", "744")
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "744")
    added = change(
        "15 CFR 744 Supp. 4, FRANCE: Acme SA", None, f"Acme SA | All items | {pages}", unit="entity"
    )
    found = cause.causes(added, "15 CFR 744 Supp. 4", DAY, (), [older, ours])
    assert [cause.document_number for cause in found] == named


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[96 FR 12031, Mar. 9, 2031; 96 FR 12050, Mar. 10, 2031]", ["96 FR 12050"]),
        (
            "[96 FR 12050, Mar. 10, 2031; 96 FR 12031, Mar. 10, 2031]",
            ["96 FR 12031", "96 FR 12050"],
        ),
        ("[96 FR 12050; 96 FR 12031, Mar. 10, 2031]", ["96 FR 12050"]),
    ],
)
def test_an_added_section_names_the_credits_of_its_newest_day(text: str, told: list[str]) -> None:
    came = change(HOME, None, "Words", unit="provision")
    assert [
        reason.citation for reason in cause.causes(came, HOME, DAY, citations.pages(text), [])
    ] == told


@pytest.mark.parametrize(
    ("unit", "address", "after", "reads"),
    [
        (
            "entity",
            "15 CFR 744 Supp. 4, FRANCE: Acme SA",
            "Acme SA | 96 FR 12004.",
            "The row now reads",
        ),
        ("row", "15 CFR 748 Supp. 7, row 1", "Acme | 96 FR 12004.", "The row now reads"),
        ("cell", "15 CFR 748 Supp. 7, row 1 [x]", "96 FR 12004.", "The row now reads"),
        (
            "note",
            f"{HOME} link notice 1",
            "Link to an amendment published at 96 FR 12004.",
            "The note that is new in this version reads",
        ),
        (
            "note",
            f"{HOME} effective date note 1",
            "At 96 FR 12004 it was amended.",
            "The note that is new in this version reads",
        ),
        (
            "note",
            f"{HOME} editorial note 1",
            "At 96 FR 12004 it was amended.",
            "The note that is new in this version reads",
        ),
        ("paragraph", f"{HOME}(a)", "As published at 96 FR 12004.", None),
    ],
)
def test_rows_and_notes_name_their_rule_themselves_and_a_paragraph_does_not(
    unit: Any, address: str, after: str, reads: str | None
) -> None:
    found = cause.causes(
        change(address, "Acme", after, unit=unit), address.partition(",")[0], DAY, (), []
    )
    assert [cause.evidence.partition(" “")[0] for cause in found] == ([reads] if reads else [])


def test_rules_that_start_on_one_page_stand_by_their_numbers() -> None:
    first, second = (
        rule(number, "96 FR 12000", 12040, "2031-03-10", None, "799")
        for number in ("2031-00007", "2031-00008")
    )
    for given in ([first, second], [second, first]):
        found = inside(cause.index_documents(given), Page(96, 12000))
        assert [candidate.document.document_number for candidate in found] == [
            "2031-00007",
            "2031-00008",
        ]


def test_a_candidate_that_corrects_another_rule_says_which() -> None:
    ours = graded("2031-00009", "instructs", correction_of="https://x/documents/2031-00007")
    (found,) = cause.causes(ENTRY, CCL, DAY, (), [ours], BEFORE)
    assert found.evidence.endswith("; it corrects 2031-00007.")


def test_of_two_pages_of_one_rule_the_first_is_quoted() -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")
    (found,) = cause.causes(AMENDED, HOME, DAY, citations.pages("96 FR 12003; 96 FR 12031"), [ours])
    assert "“96 FR 12003”" in found.evidence


def test_of_two_rules_behind_one_citation_the_surer_comes_first() -> None:
    early = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-01", "799", dates="")
    early = replace(early, publication_date=date(2031, 3, 1))
    ours = rule("2031-00008", "96 FR 12041", 12060, "2031-03-10", "2031-03-10", "799")
    credit = citations.pages("96 FR 12003, 12050")
    assert numbers(cause.causes(AMENDED, HOME, DAY, credit, [early, ours])) == [
        ("2031-00008", "high"),
        ("2031-00007", "medium"),
    ]


def test_a_window_may_be_handed_over_itself() -> None:
    ours = rule(
        "2031-00007", "96 FR 12000", 12040, "2031-02-01", "2031-02-01", "799", title="On § 799.2"
    )
    for since, told in (
        (Window(date(2031, 1, 31), DAY), 1),
        (date(2031, 1, 31), 1),
        (Window(date(2031, 2, 1), DAY), 0),
    ):
        assert len(cause.causes(AMENDED, HOME, DAY, (), [ours], since)) == told


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"cfr_parts": ("15 CFR 799",)}, "and lists 15 CFR 799, but its pages are not known."),
        (
            {"cfr_parts_in_text": ("15 CFR 799",)},
            "and lists 15 CFR 799, but its pages are not known.",
        ),
        ({"title": "Export Administration Regulations"}, None),
        ({"cfr_parts": ("15 CFR 30",)}, None),
        ({}, None),
    ],
)
def test_the_rule_of_a_credited_day_without_pages_must_list_the_part(
    known: dict[str, Any], told: str | None
) -> None:
    """Part 799 is none of the regulations that a title alone may name."""
    ours = document("2031-00007", publication_date=DAY, **known)
    (found,) = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12031, Mar. 10, 2031"), [ours]
    )
    assert (told in found.evidence) if told else found.document_number is None


def test_a_rule_of_the_credited_day_that_lists_other_parts_is_not_named_by_its_title() -> None:
    came = change("15 CFR 744.97", None, "Words", unit="provision")
    credit = citations.pages("[96 FR 12031, Mar. 10, 2031]")
    for parts, number in (((), "2031-00007"), (("15 CFR 30",), None)):
        ours = document(
            "2031-00007",
            publication_date=DAY,
            title="Export Administration Regulations: Ruritania",
            cfr_parts=parts,
        )
        (found,) = cause.causes(came, "15 CFR 744.97", DAY, credit, [ours])
        assert found.document_number == number


@pytest.mark.parametrize(
    ("end", "told"),
    [(12040, "(96 FR 12000 to 12040)"), (12000, "(96 FR 12000)"), (None, "(96 FR 12000)")],
)
def test_the_pages_of_a_rule_are_told_as_far_as_they_are_known(end: int | None, told: str) -> None:
    ours = rule("2031-00007", "96 FR 12000", end, "2031-03-10", "2031-03-10", "799")
    (found,) = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12000, Mar. 10, 2031"), [ours]
    )
    assert told in found.evidence

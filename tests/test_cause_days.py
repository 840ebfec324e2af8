"""Causes by the days between two versions: which rules are looked at, what tells them apart, which
never lead."""

from __future__ import annotations

from datetime import date

import pytest

from tests.meaning_samples import change, document, rule
from tests.test_cause import AMENDED, DAY, GROUPS, HOME, ROWS, cell, numbers, row
from tracker import cause, citations

BEFORE = date(2031, 1, 5)
ENTRY = change("15 CFR 774 Supp. 1, 2A998.a", "x", "y", unit="item")
CCL = "15 CFR 774 Supp. 1"


def _instructing(*instructions: str, preamble: str = "It says why.") -> str:
    """Return the full text of a rule with these amendatory instructions."""
    formula = (
        "For the reasons stated in the preamble, part 774 of the EAR (15 CFR parts 730-774) is"
        " amended as follows:"
    )
    return "\n".join((f"SUPPLEMENTARY INFORMATION: {preamble}", formula, *instructions))


@pytest.mark.parametrize(
    ("published", "effective", "told"),
    [
        ("2031-01-05", "2031-01-05", []),
        ("2031-01-06", "2031-01-06", ["2031-00007"]),
        ("2031-01-08", "2031-01-05", ["2031-00007"]),
        ("2030-12-20", "2031-02-20", ["2031-00007"]),
        ("2031-03-10", "2031-03-06", ["2031-00007"]),
        ("2031-03-11", "2031-03-11", []),
    ],
)
def test_a_rule_is_a_candidate_by_either_day_after_the_version_before_and_not_after_this_one(
    published: str, effective: str, told: list[str]
) -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, published, effective, "799")
    assert [
        reason.document_number for reason in cause.causes(AMENDED, HOME, DAY, (), [ours], BEFORE)
    ] == told


def test_without_a_version_before_a_month_is_looked_at() -> None:
    near = rule("2031-00007", "96 FR 12000", 12040, "2031-02-20", "2031-02-18", "799")
    far = rule("2031-00008", "96 FR 900", 940, "2031-02-08", "2031-02-08", "799")
    assert numbers(cause.causes(AMENDED, HOME, DAY, (), [near, far])) == [("2031-00007", "low")]


def test_a_provision_that_stood_for_years_was_taken_out_within_the_last_month() -> None:
    assert (
        cause.window(date(2020, 1, 1), DAY, bounded=True)
        == cause.window(None, DAY)
        == cause.Window(date(2031, 2, 8), DAY)
    )
    assert cause.window(date(2031, 3, 1), DAY, bounded=True) == cause.Window(date(2031, 3, 1), DAY)


def test_both_days_are_told_where_the_ecfr_dates_by_publication() -> None:
    ours = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        "2031-03-06",
        "774",
        text=_instructing("1. ECCN 2A998 is revised."),
    )
    (found,) = cause.causes(ENTRY, CCL, DAY, (), [ours], BEFORE)
    assert found.confidence == "medium"
    assert (
        found.evidence
        == "2031-00007 (effective 6 March 2031; in the eCFR from 10 March) is a candidate: "
        "it lists 15 CFR 774, and its instructions name “2A998”."
    )
    credited = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12003, Mar. 10, 2031"), [ours], BEFORE
    )
    assert credited[0].evidence.endswith(
        "(96 FR 12000 to 12040), effective 6 March 2031; in the eCFR from 10 March."
    )


def test_three_days_of_a_rule_over_the_turn_of_a_year_are_told_apart() -> None:
    ours = rule("2030-00007", "95 FR 12000", 12040, "2031-01-08", "2030-12-30", "799")
    (found,) = cause.causes(AMENDED, HOME, DAY, (), [ours], BEFORE)
    assert (
        "(effective 30 December 2030, published 8 January 2031; in the eCFR from 10 March 2031)"
        in found.evidence
    )
    assert found.confidence == "low"


def test_a_rule_that_names_the_country_beats_the_one_of_the_versions_own_day() -> None:
    own_day = rule(
        "2031-00009",
        "96 FR 12041",
        12060,
        "2031-03-10",
        "2031-03-06",
        "740",
        title="Better terms for Graustark",
    )
    ours = rule(
        "2031-00007",
        "96 FR 9000",
        9004,
        "2031-01-20",
        "2031-01-19",
        "740",
        title="A change for Ruritania",
    )
    found = cause.causes(cell("Ruritania", "D:5"), GROUPS, DAY, (), [own_day, ours], BEFORE)
    assert numbers(found) == [("2031-00007", "medium"), ("2031-00009", "low")]
    assert "another candidate since 5 January 2031: 2031-00009" in found[0].evidence


def test_a_rule_that_lists_the_part_beats_one_that_names_the_country_and_lists_none() -> None:
    ours = rule(
        "2031-00007",
        "96 FR 9000",
        9004,
        "2031-03-10",
        "2031-03-06",
        "740",
        title="Better terms for Ruritania",
    )
    other = document(
        "2031-00008", publication_date=date(2031, 2, 1), title="A firm of Ruritania is listed"
    )
    assert numbers(
        cause.causes(cell("Ruritania", "A:5"), GROUPS, DAY, (), [other, ours], BEFORE)
    ) == [("2031-00007", "medium")]
    assert numbers(cause.causes(cell("Ruritania", "A:5"), GROUPS, DAY, (), [other], BEFORE)) == [
        ("2031-00008", "low")
    ]


@pytest.mark.parametrize(
    ("instructions", "said"),
    [
        (
            (
                (
                    "1. Supplement no. 1 to part 774 is amended by revising ECCNs 2A997 and 2A998"
                    " to read as follows:"
                ),
            ),
            "name “2A998”",
        ),
        (
            (
                "■ 1. Supplement no. 1 is amended by:",
                "■ a. Adding ECCN 3A997; and",
                "■ b. Revising",
                "ECCN 2A998.",
            ),
            "name “2A998”",
        ),
        (
            ("1. In supplement no. 1, ECCN 2A998 is amended by revising 2A998.a.",),
            "name “2A998” and this very paragraph",
        ),
    ],
)
def test_a_rule_whose_instructions_name_the_entry_beats_one_that_mentions_it_often(
    instructions: tuple[str, ...], said: str
) -> None:
    often = _instructing("1. ECCN 3A999 is revised.", preamble="ECCN 2A998 is not touched. " * 40)
    first = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "774", text=often)
    second = rule(
        "2031-00008",
        "96 FR 9000",
        9004,
        "2031-01-20",
        "2031-01-20",
        "774",
        text=_instructing(*instructions),
    )
    found = cause.causes(ENTRY, CCL, DAY, (), [first, second], BEFORE)
    assert numbers(found) == [("2031-00008", "medium"), ("2031-00007", "low")]
    assert f"its instructions {said}" in found[0].evidence
    assert "names “2A998” in its text, though not in an instruction" in found[1].evidence


def test_of_two_rules_that_amend_one_entry_the_one_that_prints_the_new_words_leads() -> None:
    told = "Pumps that move more than forty litres of acid a minute through a ceramic seal"
    instruction = (
        "1. Supplement no. 1 to part 774 is amended by revising ECCN 2A998 to read as follows:"
    )
    first = rule(
        "2031-00007",
        "96 FR 9000",
        9004,
        "2031-01-20",
        "2031-01-20",
        "774",
        text=_instructing(instruction, "a. Other pumps."),
    )
    broken = told.replace("ceramic", "cera￾\nmic")
    second = rule(
        "2031-00008",
        "96 FR 12000",
        12040,
        "2031-03-10",
        "2031-03-10",
        "774",
        text=_instructing(instruction, f"a. {broken}."),
    )
    about = change(
        "15 CFR 774 Supp. 1, 2A998.a",
        "Pumps",
        told,
        ("=", "Pumps"),
        ("+", told.removeprefix("Pumps")),
        unit="item",
    )
    found = cause.causes(about, CCL, DAY, (), [first, second], BEFORE)
    assert numbers(found) == [("2031-00008", "medium"), ("2031-00007", "low")]
    assert "its instructions print the new words for “2A998”" in found[0].evidence
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [first, second], BEFORE)) == [
        ("2031-00008", "low"),
        ("2031-00007", "low"),
    ]


def test_new_words_that_a_rule_prints_for_another_entry_prove_nothing() -> None:
    told = "Pumps that move more than forty litres of acid a minute through a ceramic seal"
    text = _instructing(
        "1. ECCN 3A999 is revised to read as follows:", told, preamble="ECCN 2A998 stays."
    )
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "774", text=text)
    about = change("15 CFR 774 Supp. 1, 2A998.a", None, told, unit="item")
    (found,) = cause.causes(about, CCL, DAY, (), [ours], BEFORE)
    assert (found.confidence, "though not in an instruction" in found.evidence) == ("low", True)


def test_an_instruction_for_a_paragraph_is_not_one_for_its_neighbour() -> None:
    text = _instructing(
        "1. Section 744.97 is amended by revising paragraphs (a)(3) and (b)(1) to read as follows:"
    )
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "744", text=text)
    said = {
        label: (
            "and this very paragraph"
            in cause.causes(
                change(f"15 CFR 744.97{label}", "x", "y"), "15 CFR 744.97", DAY, (), [ours]
            )[0].evidence
        )
        for label in ("(a)(3)", "(a)(3)(ii)", "(a)(1)", "(a)", "(c)")
    }
    assert said == {"(a)(3)": True, "(a)(3)(ii)": True, "(a)(1)": False, "(a)": False, "(c)": False}


def test_a_company_is_found_in_the_rows_that_an_instruction_adds() -> None:
    text = _instructing(
        "2. Supplement no. 4 is amended under FRANCE by removing the entries:",
        "FRANCE. Acme",
        "SA, Paris",
    )
    first = rule("2031-00007", "96 FR 9000", 9004, "2031-01-20", "2031-01-20", "744", text=text)
    other = _instructing(
        "2. Supplement no. 4 is amended under FRANCE by adding the entries:",
        "FRANCE. Bolt SA, Paris",
    )
    second = rule("2031-00008", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "744", text=other)
    found = cause.causes(
        row("Acme SA | All items | 93 FR 101.", None), ROWS, DAY, (), [first, second], BEFORE
    )
    assert numbers(found) == [("2031-00007", "medium"), ("2031-00008", "low")]


@pytest.mark.parametrize(
    "title",
    [
        "Public Briefing on Controls for ECCN 2A998",
        "Notice of Request for Public Comments on ECCN 2A998",
        "Request for Comments on ECCN 2A998",
        "Controls on ECCN 2A998; Extension of Comment Period",
        "Public Hearing on ECCN 2A998",
        "Technical Advisory Committee Meeting on ECCN 2A998",
        "Reopening of the Public Comment Period for ECCN 2A998",
        "Membership of the Board for ECCN 2A998",
    ],
)
def test_a_notice_filed_as_a_rule_is_no_cause_even_where_it_alone_names_the_entry(
    title: str,
) -> None:
    notice = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", None, "774", title=title)
    assert cause.causes(ENTRY, CCL, DAY, (), [notice], BEFORE) == ()
    amending = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        None,
        "774",
        title=title,
        text=_instructing("1. ECCN 2A998 is revised."),
    )
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [amending], BEFORE)) == [
        ("2031-00007", "medium")
    ]


@pytest.mark.parametrize(
    "action",
    ["Interim final rule; request for comments.", "Interim final rule, with request for comment."],
)
def test_a_rule_that_asks_for_comments_is_no_notice(action: str) -> None:
    ours = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        "2031-03-06",
        "774",
        title="Controls on ECCN 2A998",
        action=action,
    )
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [ours], BEFORE)) == [("2031-00007", "medium")]


def test_a_rule_that_carries_out_what_a_meeting_decided_is_no_notice() -> None:
    title = "Implementation of the 2030 Plenary Meeting Decisions on ECCN 2A998"
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-06", "774", title=title)
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [ours], BEFORE)) == [("2031-00007", "medium")]


def test_a_notice_whose_page_a_new_credit_names_is_its_cause_all_the_same() -> None:
    notice = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        None,
        "799",
        title="Public Hearing on Widgets",
    )
    assert numbers(
        cause.causes(AMENDED, HOME, DAY, citations.pages("96 FR 12031"), [notice], BEFORE)
    ) == [("2031-00007", "high")]


def test_a_correction_of_another_thing_is_no_cause_and_one_that_names_the_entry_is() -> None:
    other, ours = (
        _instructing("1. On page 9, ECCN 3A999 is corrected."),
        _instructing("1. On page 9, ECCN 2A998 is corrected."),
    )
    known = {"action": "Final rule; correction."}
    wrong = rule(
        "2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "774", text=other, **known
    )
    right = rule(
        "2031-00008", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "774", text=ours, **known
    )
    assert cause.causes(ENTRY, CCL, DAY, (), [wrong], BEFORE) == ()
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [wrong, right], BEFORE)) == [
        ("2031-00008", "medium")
    ]


def test_a_rule_that_is_effective_only_later_is_a_weak_candidate_where_it_names_the_entry() -> None:
    silent = rule(
        "2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-05-01", "774", title="Widgets"
    )
    named = rule(
        "2031-00008",
        "96 FR 12041",
        12060,
        "2031-03-10",
        "2031-05-01",
        "774",
        title="Controls on ECCN 2A998",
    )
    (found,) = cause.causes(ENTRY, CCL, DAY, (), [silent, named], BEFORE)
    assert (found.document_number, found.confidence) == ("2031-00008", "low")
    assert "effective 1 May 2031" in found.evidence


def test_a_passing_mention_does_not_clearly_beat_a_rule_whose_text_is_not_held() -> None:
    mention = rule(
        "2031-00007",
        "96 FR 9000",
        9004,
        "2031-01-20",
        "2031-01-20",
        "774",
        text="ECCN 2A998 is like it.",
    )
    unread = rule("2031-00008", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "774")
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [mention, unread], BEFORE)) == [
        ("2031-00007", "low"),
        ("2031-00008", "low"),
    ]


def test_a_rule_that_instructs_other_entries_stands_behind_one_whose_text_is_not_held() -> None:
    passing = _instructing("1. ECCN 3A999 is revised.", preamble="ECCN 2A998 is like it.")
    mention = rule(
        "2031-00007", "96 FR 9000", 9004, "2031-01-20", "2031-01-20", "774", text=passing
    )
    unread = rule("2031-00008", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "774")
    assert numbers(cause.causes(ENTRY, CCL, DAY, (), [mention, unread], BEFORE)) == [
        ("2031-00008", "medium"),
        ("2031-00007", "low"),
    ]


def test_a_rule_of_the_versions_day_that_lists_no_part_stands_before_one_of_another_day() -> None:
    gone = change("15 CFR 744.97", "Words", None, unit="provision")
    early = rule(
        "2031-00007",
        "96 FR 9000",
        9004,
        "2031-02-20",
        "2031-02-18",
        "744",
        title="Additions to the Entity List",
    )
    ours = document(
        "2031-00008",
        publication_date=DAY,
        effective_on=DAY,
        title="Export Administration Regulations: End-User Controls",
    )
    found = cause.causes(gone, "15 CFR 744.97", DAY, (), [early, ours])
    assert numbers(found) == [("2031-00008", "low"), ("2031-00007", "low")]


def test_a_rule_that_still_prints_what_went_is_no_likely_cause_of_its_going() -> None:
    told = (
        "Pumps that move more than forty litres of acid a minute through a ceramic seal, whatever"
        " drives them."
    )
    revising = (
        "1. Supplement no. 1 to part 774 is amended by revising ECCN 2A998 to read as follows:"
    )
    keeps = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        "2031-03-10",
        "774",
        text=_instructing(revising, f"a. {told}"),
    )
    drops = rule(
        "2031-00008",
        "96 FR 9000",
        9004,
        "2031-01-20",
        "2031-01-20",
        "774",
        text=_instructing(revising, "a. [Reserved]"),
    )
    gone = change("15 CFR 774 Supp. 1, 2A998.a", told, None, unit="item")
    (alone,) = cause.causes(gone, CCL, DAY, (), [keeps], BEFORE)
    assert (alone.confidence, "still prints what was removed from “2A998”" in alone.evidence) == (
        "low",
        True,
    )
    assert numbers(cause.causes(gone, CCL, DAY, (), [keeps, drops], BEFORE)) == [
        ("2031-00008", "medium"),
        ("2031-00007", "low"),
    ]


def test_a_supplement_without_entries_is_named_by_its_own_name() -> None:
    text = _instructing(
        "1. Supplement No. 2 to part 748 is amended by adding paragraph (c)(3) to read as follows:"
    )
    ours = rule("2031-00007", "96 FR 9000", 9004, "2031-01-20", "2031-01-20", "748", text=text)
    unread = rule("2031-00008", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "748")
    about = change("15 CFR 748 Supp. 2, (c)(3)", None, "Words")
    assert numbers(cause.causes(about, "15 CFR 748 Supp. 2", DAY, (), [ours, unread], BEFORE)) == [
        ("2031-00007", "medium"), ("2031-00008", "low"),
    ]  # fmt: skip

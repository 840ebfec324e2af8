"""Causes: the document behind a change, how surely, and the sentence that says what it rests on."""

from __future__ import annotations

from datetime import date

import pytest

from tests.meaning_samples import change, document, rule
from tracker import cause, citations
from tracker.model import Cause, Change, Document

HOME = "15 CFR 799.2"
ROWS = "15 CFR 744 Supp. 4"
GROUPS = "15 CFR 740 Supp. 1"
DAY = date(2031, 3, 10)
AMENDED = change(
    f"{HOME}(a)", "ten chips", "six chips", ("-", "ten"), ("+", "six"), ("=", " chips")
)


def row(before: str | None, after: str | None) -> Change:
    return change(f"{ROWS}, FRANCE: Acme SA", before, after, unit="entity")


def cell(country: str, column: str) -> Change:
    return change(f"{GROUPS}, {country} [{column}]", None, "X", unit="cell")


def numbers(found: tuple[Cause, ...]) -> list[tuple[str | None, str]]:
    return [(cause.document_number, cause.confidence) for cause in found]


def test_a_new_credit_names_the_rule_that_holds_its_page() -> None:
    ours = rule(
        "2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799", title="Fewer chips"
    )
    found = cause.causes(
        AMENDED, HOME, DAY, citations.pages("[96 FR 12031, Mar. 10, 2031]"), [ours]
    )
    assert found == (
        Cause(
            "2031-00007",
            "96 FR 12000",
            "Fewer chips",
            "The source credit that is new in this version reads “96 FR 12031, Mar. 10, 2031”, a"
            " page of 2031-00007 (96 FR 12000 to 12040), effective 10 March 2031.",
            "high",
            date(2031, 3, 10),
        ),
    )


def test_two_pages_of_one_rule_are_one_cause() -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")
    found = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12003, 12031, Mar. 10, 2031"), [ours]
    )
    assert numbers(found) == [("2031-00007", "high")]


def test_a_credit_whose_rule_is_not_held_is_a_cause_without_a_number() -> None:
    found = cause.causes(AMENDED, HOME, DAY, citations.pages("[96 FR 12031, Mar. 10, 2031]"), [])
    assert [(cause.document_number, cause.citation, cause.title) for cause in found] == [
        (None, "96 FR 12031", None)
    ]
    assert "no document that we hold" in found[0].evidence


def test_a_credit_of_long_ago_is_no_proof_for_a_section_that_returns() -> None:
    returned = change(HOME, None, "Six chips.", ("+", "Six chips."), unit="provision", kind="added")
    old = citations.pages("[61 FR 12802, Mar. 25, 1996]")
    (found,) = cause.causes(returned, HOME, DAY, old, [])
    assert (found.citation, found.confidence) == ("61 FR 12802", "low")
    assert "more than 3 years before 10 March 2031." in found.evidence
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")
    assert [
        reason.document_number for reason in cause.causes(returned, HOME, DAY, old, [ours])
    ] == ["2031-00007"]


def test_an_added_cell_without_credit_or_candidate_has_no_cause() -> None:
    assert cause.causes(cell("Freedonia", "A:5"), GROUPS, DAY, (), []) == ()


def test_a_rule_effective_on_another_day_is_less_sure() -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-01", "2031-04-01", "799")
    (found,) = cause.causes(
        AMENDED, HOME, DAY, citations.pages("[96 FR 12031, Mar. 1, 2031]"), [ours]
    )
    assert found.confidence == "medium"
    assert "effective 1 April 2031; in the eCFR from 10 March." in found.evidence


def test_a_rule_without_an_effective_day_is_sure_by_its_part() -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-01", None, "799")
    assert numbers(cause.causes(AMENDED, HOME, DAY, citations.pages("96 FR 12031"), [ours])) == [
        ("2031-00007", "high")
    ]


def test_a_day_in_the_dates_text_counts_as_effective() -> None:
    dates = (
        "This rule is effective April 1, 2031, except for amendatory instruction 3, which is"
        " effective March 10, 2031. Comments must arrive by May 2, 2031."
    )
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-01", "2031-04-01", "799", dates=dates)
    assert numbers(cause.causes(AMENDED, HOME, DAY, citations.pages("96 FR 12031"), [ours])) == [
        ("2031-00007", "high")
    ]
    assert numbers(cause.causes(AMENDED, HOME, date(2031, 5, 2), (), [ours])) == []


def test_a_delayed_rule_is_told_as_delayed() -> None:
    dates = "The effective date of the rule published at 96 FR 5 is delayed until March 10, 2031."
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-01", None, "799", dates=dates)
    (found,) = cause.causes(AMENDED, HOME, DAY, (), [ours])
    assert "is delayed until March 10, 2031" in found.evidence


def test_a_correction_is_told_as_one() -> None:
    ours = rule(
        "2031-00009",
        "96 FR 13000",
        13001,
        "2031-03-10",
        "2031-03-10",
        "799",
        correction_of="https://x/documents/2031-00007",
    )
    (found,) = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 13000, Mar. 10, 2031"), [ours]
    )
    assert "a correction of 2031-00007" in found.evidence


def test_two_new_credits_are_two_causes_and_neither_is_certain() -> None:
    first = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")
    second = rule("2031-00008", "96 FR 12041", 12060, "2031-03-10", "2031-03-10", "799")
    found = cause.causes(
        AMENDED,
        HOME,
        DAY,
        citations.pages("96 FR 12031, Mar. 10, 2031; 96 FR 12050, Mar. 10, 2031"),
        [first, second],
    )
    assert numbers(found) == [("2031-00007", "medium"), ("2031-00008", "medium")]


def test_on_a_page_shared_by_two_rules_the_part_decides() -> None:
    first = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")
    second = rule("2031-00008", "96 FR 12040", 12060, "2031-03-10", "2031-03-10", "30")
    found = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12040, Mar. 10, 2031"), [first, second]
    )
    assert numbers(found) == [("2031-00007", "high")]


def test_a_rule_of_unknown_length_is_found_by_its_first_page_and_day() -> None:
    ours = rule("2031-00007", "96 FR 12000", None, "2031-03-10", "2031-03-10", "799")
    (found,) = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12031, Mar. 10, 2031"), [ours]
    )
    assert (found.document_number, found.confidence) == ("2031-00007", "medium")
    other_day = rule("2031-00007", "96 FR 12000", None, "2031-02-10", "2031-03-10", "799")
    (found,) = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12031, Mar. 10, 2031"), [other_day]
    )
    assert found.document_number is None


def test_a_credit_that_names_the_day_of_a_rule_without_pages_is_a_candidate() -> None:
    ours = document("2031-00007", publication_date=DAY, cfr_parts=("15 CFR 799",))
    (found,) = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12031, Mar. 10, 2031"), [ours]
    )
    assert (found.document_number, found.confidence) == ("2031-00007", "medium")
    assert "its pages are not known" in found.evidence


def test_a_citation_alone_gives_volume_and_page() -> None:
    ours = document(
        "2031-00007", citation="96 FR 12000", end_page=12040, publication_date=DAY, effective_on=DAY
    )
    assert numbers(
        cause.causes(AMENDED, HOME, DAY, citations.pages("96 FR 12031, Mar. 10, 2031"), [ours])
    ) == [("2031-00007", "high")]


def test_an_added_row_names_the_rule_of_its_newest_citation() -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "744")
    found = cause.causes(
        row(None, "Acme SA | All items | Denied | 80 FR 5. 96 FR 12004."), ROWS, DAY, (), [ours]
    )
    assert numbers(found) == [("2031-00007", "high")]
    assert found[0].evidence.startswith("The row now reads “96 FR 12004”")


def test_a_row_that_gained_a_citation_names_its_rule_alone() -> None:
    old = rule("2028-00007", "93 FR 100", 140, "2028-03-10", "2028-03-10", "744")
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "744")
    found = cause.causes(
        row("Acme SA | All items | 93 FR 101.", "Acme SA | All items | 93 FR 101. 96 FR 12004."),
        ROWS,
        DAY,
        (),
        [old, ours],
    )
    assert numbers(found) == [("2031-00007", "high")]


def test_a_removed_row_is_looked_for_by_day_and_part() -> None:
    ours = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        "2031-03-10",
        "744",
        title="Removal From the Entity List",
    )
    (found,) = cause.causes(row("Acme SA | All items | 93 FR 101.", None), ROWS, DAY, (), [ours])
    assert (found.document_number, found.confidence) == ("2031-00007", "medium")
    assert "is a candidate: it lists" in found.evidence


def test_the_only_rule_of_the_day_and_part_is_a_candidate() -> None:
    ours = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-12",
        "2031-03-10",
        "740",
        title="Better terms for Ruritania",
    )
    (found,) = cause.causes(cell("Ruritania", "A:5"), GROUPS, DAY, (), [ours])
    assert (found.document_number, found.confidence) == ("2031-00007", "medium")
    assert "names “Ruritania” in its title, abstract or dates" in found.evidence


def test_a_rule_that_names_another_country_is_a_weak_candidate() -> None:
    ours = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-12",
        "2031-03-10",
        "740",
        title="Better terms for Ruritania",
    )
    (found,) = cause.causes(cell("Graustark", "D:5"), GROUPS, DAY, (), [ours])
    assert (found.document_number, found.confidence) == ("2031-00007", "low")
    assert "does not name Graustark anywhere" in found.evidence


def test_of_two_rules_of_one_day_the_one_that_names_the_entry_leads() -> None:
    first = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        "2031-03-10",
        "774",
        title="Controls on laser tools of ECCN 6A999",
    )
    second = rule(
        "2031-00008",
        "96 FR 12041",
        12060,
        "2031-03-10",
        "2031-03-10",
        "774",
        title="Controls on pumps of ECCN 2A998",
    )
    about = change("15 CFR 774 Supp. 1, 2A998.a", "x", "y", unit="item")
    found = cause.causes(about, "15 CFR 774 Supp. 1", DAY, (), [first, second])
    assert numbers(found) == [("2031-00008", "medium"), ("2031-00007", "low")]
    assert "another candidate of that day: 2031-00007" in found[0].evidence


def test_two_rules_that_nothing_tells_apart_are_both_weak_candidates() -> None:
    first = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")
    second = rule("2031-00008", "96 FR 12041", 12060, "2031-03-10", "2031-03-10", "799")
    assert numbers(cause.causes(AMENDED, HOME, DAY, (), [first, second])) == [
        ("2031-00007", "low"),
        ("2031-00008", "low"),
    ]


def test_the_body_of_a_rule_decides_where_titles_say_nothing() -> None:
    said = (
        "SUPPLEMENTARY INFORMATION: ECCN 2A998 is revised. In ECCN 2A998 the limit of ECCN 2A998"
        " falls."
    )
    first = rule(
        "2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "774", text="Nothing of it."
    )
    second = rule("2031-00008", "96 FR 12041", 12060, "2031-03-10", "2031-03-10", "774", text=said)
    about = change("15 CFR 774 Supp. 1, 2A998.a", "x", "y", unit="item")
    found = cause.causes(about, "15 CFR 774 Supp. 1", DAY, (), [first, second])
    assert numbers(found) == [("2031-00008", "medium"), ("2031-00007", "low")]


def test_publication_on_the_day_without_an_effective_day_is_a_weak_candidate() -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", None, "799")
    (found,) = cause.causes(AMENDED, HOME, DAY, (), [ours])
    assert (found.document_number, found.confidence) == ("2031-00007", "low")
    assert "its effective day is not known" in found.evidence


@pytest.mark.parametrize(
    "other",
    [
        rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-11", "799"),
        rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "744"),
        rule(
            "2031-00007",
            "96 FR 12000",
            12040,
            "2031-03-10",
            "2031-03-10",
            "799",
            type="Proposed Rule",
        ),
        rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799", type="Notice"),
        document("2031-00007", effective_on=DAY, title="Something else"),
    ],
)
def test_a_day_beside_it_another_part_a_proposal_and_a_notice_are_no_cause(other: Document) -> None:
    assert cause.causes(AMENDED, HOME, DAY, (), [other]) == ()


def test_a_restated_text_has_no_cause_and_an_editorial_one_only_by_credit() -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")
    restated = change(f"{HOME}(a)", "x", "y", kind="restated")
    editorial = change(f"{HOME} source credit", "x", "y", unit="note", kind="editorial")
    credit = citations.pages("96 FR 12031, Mar. 10, 2031")
    assert cause.causes(restated, HOME, DAY, credit, [ours]) == ()
    assert cause.causes(editorial, HOME, DAY, (), [ours]) == ()
    assert numbers(cause.causes(editorial, HOME, DAY, credit, [ours])) == [("2031-00007", "high")]


def test_a_link_notice_names_the_rule_that_it_announces() -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-06-01", "799")
    notice = change(
        f"{HOME} link notice 1",
        None,
        "Link to an amendment published at 96 FR 12004, Mar. 10, 2031.",
        unit="note",
        kind="added",
    )
    (found,) = cause.causes(notice, HOME, DAY, (), [ours])
    assert (found.document_number, found.confidence) == ("2031-00007", "high")


def test_a_library_answers_as_the_documents_do() -> None:
    ours = [rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")]
    credit = citations.pages("96 FR 12031, Mar. 10, 2031")
    assert cause.causes(AMENDED, HOME, DAY, credit, cause.index_documents(ours)) == cause.causes(
        AMENDED, HOME, DAY, credit, ours
    )


def test_a_rule_that_lists_no_part_is_a_weak_candidate_where_it_names_the_regulations() -> None:
    gone = change("15 CFR 744.97", "Words", None, unit="provision")
    ours = document(
        "2031-00007",
        publication_date=DAY,
        title="Export Administration Regulations: End-User Controls",
    )
    (found,) = cause.causes(gone, "15 CFR 744.97", DAY, (), [ours])
    assert (found.document_number, found.confidence) == ("2031-00007", "low")
    assert "lists no CFR part, and names “Export Administration Regulations”" in found.evidence
    listed = rule("2031-00008", "96 FR 12000", 12040, "2031-03-10", None, "744")
    assert numbers(cause.causes(gone, "15 CFR 744.97", DAY, (), [ours, listed])) == [
        ("2031-00008", "low")
    ]


def test_a_rule_whose_text_never_names_the_section_is_a_weak_candidate() -> None:
    about = change("15 CFR 744.97(a)", "x", "y")
    silent = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        "2031-03-10",
        "744",
        text="It amends § 744.98 and § 744.970.",
    )
    (found,) = cause.causes(about, "15 CFR 744.97", DAY, (), [silent])
    assert (
        found.confidence,
        "but does not name 744.97 anywhere that we can see" in found.evidence,
    ) == ("low", True)
    speaking = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        "2031-03-10",
        "744",
        text="It amends § 744.97(a).",
    )
    (found,) = cause.causes(about, "15 CFR 744.97", DAY, (), [speaking])
    assert (found.confidence, "and names “744.97” in its text" in found.evidence) == (
        "medium",
        True,
    )


def test_of_two_rules_of_one_page_without_days_both_stay_candidates() -> None:
    first = rule("2031-00007", "96 FR 12000", 12040, "2031-03-01", None, "799")
    second = rule("2031-00008", "96 FR 12040", 12060, "2031-03-01", None, "799")
    found = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12040, Mar. 1, 2031"), [first, second]
    )
    assert numbers(found) == [("2031-00007", "medium"), ("2031-00008", "medium")]


def test_a_credit_with_another_day_than_its_rule_is_told() -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")
    (found,) = cause.causes(
        AMENDED, HOME, DAY, citations.pages("96 FR 12031, Mar. 11, 2031"), [ours]
    )
    assert (found.confidence, "though that was published on 10 March 2031" in found.evidence) == (
        "medium",
        True,
    )


def test_an_added_section_that_brings_old_credits_names_its_newest_one() -> None:
    old = rule("1996-00001", "61 FR 10", 20, "1996-03-25", "1996-03-25", "799")
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")
    came = change("15 CFR 799.2", None, "Words", unit="provision")
    credit = citations.pages(
        "[61 FR 12, Mar. 25, 1996. Redesignated at 96 FR 12001, Mar. 10, 2031]"
    )
    assert numbers(cause.causes(came, HOME, DAY, credit, [old, ours])) == [("2031-00007", "high")]


@pytest.mark.parametrize(
    "provision",
    ["FR 2031-00001", "https://www.bis.gov/x", "no address at all", "15 CFR part 744 heading"],
)
def test_a_provision_without_a_part_has_no_candidates_and_makes_no_error(provision: str) -> None:
    ours = rule("2031-00007", "96 FR 12000", 12040, "2031-03-10", "2031-03-10", "799")
    other = document("2031-00009", effective_on=DAY)
    assert (
        cause.causes(change(f"{provision} p1", "x", "y"), provision, DAY, (), [ours, other]) == ()
    )


def test_a_rule_without_pages_or_parts_is_named_where_it_is_the_only_one_of_the_credited_day() -> (
    None
):
    came = change("15 CFR 744.97", None, "Words", unit="provision")
    ours = document(
        "2031-00007", publication_date=DAY, title="Export Administration Regulations: Ruritania"
    )
    (found,) = cause.causes(
        came, "15 CFR 744.97", DAY, citations.pages("[96 FR 12031, Mar. 10, 2031]"), [ours]
    )
    assert (found.document_number, found.citation, found.confidence) == (
        "2031-00007",
        "96 FR 12031",
        "medium",
    )
    assert "amends these regulations" in found.evidence


def test_a_row_whose_rule_is_not_held_names_its_citation_alone() -> None:
    found = cause.causes(
        row(None, "Acme SA | All items | 80 FR 5. 96 FR 12004."), ROWS, DAY, (), []
    )
    assert [(cause.document_number, cause.citation, cause.confidence) for cause in found] == [
        (None, "96 FR 12004", "medium")
    ]


def test_the_entity_named_in_the_text_of_a_rule_tells_two_rules_apart() -> None:
    said = "The bureau removes Acme SA, under France, from the Entity List."
    first = rule(
        "2031-00007",
        "96 FR 12000",
        12040,
        "2031-03-10",
        "2031-03-10",
        "744",
        text="It removes Other SA from the list.",
    )
    second = rule("2031-00008", "96 FR 12041", 12060, "2031-03-10", "2031-03-10", "744", text=said)
    found = cause.causes(
        row("Acme SA | All items | 93 FR 101.", None), ROWS, DAY, (), [first, second]
    )
    assert numbers(found) == [("2031-00008", "medium"), ("2031-00007", "low")]

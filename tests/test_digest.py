"""What a digest says first, how it groups, counts and folds, and what it says of sources and
silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.digest_samples import (
    ENTITIES,
    NOW,
    SINCE,
    UNTIL,
    broken,
    cell,
    change,
    citation_added,
    compose,
    document,
    emirates,
    entity,
    page,
    paragraph,
    recorded,
    state,
    states,
    tag,
)
from tracker import digest
from tracker.digest import DefaultSettings, countries
from tracker.digest.entries import brief, groups
from tracker.digest.values import Entry
from tracker.model import Cause, Failure, OpenQuestion
from tracker.recorded import RecordedChange
from tracker.redline import Card, Table

SETTINGS = DefaultSettings()


def entries(made: digest.Digest) -> list[Entry]:
    return [entry for section in made.sections for entry in section.entries]


def test_july_2026_leads_to_the_emirates_first() -> None:
    made = compose(
        emirates(), documents=[document(citation="91 FR 43034", effective_on=date(2026, 7, 10))]
    )
    said = (
        "United Arab Emirates joins Country Group A:5 and leaves D:3 and D:4; Cambodia leaves"
        " Country Group D:5."
    )
    assert made.headline == (said, "4 changes of substance in 1 provision, 1 rule, nothing broken.")
    assert made.subject == f"EAR 25 to 31 July 2026: {said.rstrip('.')}"
    first = made.sections[0].entries[0]
    assert made.sections[0].title == "Country tiers"
    assert first.lead == said
    assert first.causes[0].label == "Candidate cause (medium confidence)"
    assert first.causes[0].detail == "91 FR 43034, document 2026-14132"
    assert (
        first.causes[0].link.url
        == "https://www.federalregister.gov/documents/2026/07/14/2026-14132/invented"
    )
    assert (
        first.link.url
        == "https://www.ecfr.gov/on/2026-07-10/title-15/part-740/appendix-Supplement%20No.%201%20to%20Part%20740"
    )
    assert (
        first.in_force
        == "In force from 10 July 2026; the text before was in force from 2 January 2025."
    )
    assert isinstance(first.blocks[0], Table)


def test_a_sure_cause_is_called_a_cause() -> None:
    made = entries(compose([entity("FRANCE", "Acme SA")]))[0]
    assert made.causes[0].label == "Cause (high confidence)"
    assert made.causes[0].link.url == "https://www.federalregister.gov/d/2026-11111"


def test_a_cause_known_by_citation_only_is_linked_by_it() -> None:
    cause = Cause(None, "91 FR 12345", None, "Named in the source credit.", "high")
    made = entries(compose([paragraph(causes=(cause,))]))[0].causes[0]
    assert (made.link.text, made.link.url) == (
        "91 FR 12345",
        "https://www.federalregister.gov/citation/91-FR-12345",
    )
    assert made.detail == ""


def test_changes_of_one_provision_and_cause_stand_together() -> None:
    sure = Cause("2026-1", None, None, "Named.", "high")
    other = Cause("2026-2", None, None, "Named.", "high")
    made = entries(
        compose(
            [
                paragraph("(a)", causes=(sure,)),
                paragraph("(b)", causes=(other,)),
                paragraph("(c)", causes=(sure,)),
            ]
        )
    )
    assert [entry.lead for entry in made] == [
        "15 CFR 744.99 (Invented facilities): (a) amended, (c) amended.",
        "15 CFR 744.99 (Invented facilities): (b) amended.",
    ]


def test_topics_follow_what_matters_and_other_changes_come_last() -> None:
    untagged = recorded(
        change("15 CFR 774 Supp. 1, 9A012", "amended", "a", "b", unit="entry"), "15 CFR 774 Supp. 1"
    )
    made = compose(
        [
            untagged,
            paragraph("(a)", tags=(tag("process.reporting-records", "process"),)),
            replace(
                paragraph("(a)", tags=(tag("items.chip-thresholds", "chip-licensing"),)),
                provision="15 CFR 742.6",
            ),
            replace(
                paragraph("(a)", tags=(tag("mine.topic", "my-own-topic"),)),
                provision="15 CFR 742.7",
            ),
            *emirates(),
        ]
    )
    assert [section.title for section in made.sections] == [
        "Country tiers",
        "Chip licensing",
        "Process",
        "My own topic",
        "Other changes",
    ]


def test_many_paragraphs_are_counted_by_kind() -> None:
    made = entries(compose([paragraph(f"({letter})") for letter in "abcdef"]))[0]
    assert (
        made.lead
        == "15 CFR 744.99 (Invented facilities): 6 paragraphs amended, in (a), (b), (c), (d) and 2"
        " more units."
    )


def test_a_new_section_is_told_by_its_heading() -> None:
    new = recorded(
        change("15 CFR 740.99", "added", None, "Whole text.", unit="provision"),
        "15 CFR 740.99",
        heading="§ 740.99 Invented Exception.",
    )
    assert entries(compose([new]))[0].lead == "New text: 15 CFR 740.99 (Invented Exception)."


def test_a_line_about_a_provision_names_it_once() -> None:
    whole = change("15 CFR 740.99", "added", None, "Whole text.", unit="provision")
    given = {
        "15 CFR 740.99": recorded(
            whole, "15 CFR 740.99", heading="§ 740.99 Invented Exception (IE)."
        ),
        "15 CFR 744.99": paragraph(),
        "15 CFR 744.12": recorded(
            change("15 CFR 744.12", "removed", "Whole text.", None, unit="provision"),
            "15 CFR 744.12",
        ),
        "15 CFR 744.13": recorded(change("15 CFR 744.13(a)", "amended", "x", "y"), "15 CFR 744.13"),
        "15 CFR 740 Supp. 1": cell("Cambodia", "D:5", "removed", causes=()),
    }
    told = {name: brief(groups([given_change])[0]) for name, given_change in given.items()}
    assert {name: (line.link.text, line.text) for name, line in told.items()} == {
        "15 CFR 740.99": (
            "15 CFR 740.99",
            "New text (Invented Exception (IE)), in force from 20 July 2026",
        ),
        "15 CFR 744.99": (
            "15 CFR 744.99",
            "Invented facilities: (a) amended, in force from 20 July 2026",
        ),
        "15 CFR 744.12": ("15 CFR 744.12", "Text removed on 20 July 2026"),
        "15 CFR 744.13": ("15 CFR 744.13", "(a) amended, in force from 20 July 2026"),
        "15 CFR 740 Supp. 1": (
            "15 CFR 740 Supp. 1",
            "Cambodia leaves Country Group D:5, in force from 10 July 2026",
        ),
    }


def test_a_line_keeps_a_heading_whole_whatever_it_holds() -> None:
    amended = change("15 CFR 744.13(a)", "amended", "x", "y")
    given = recorded(amended, "15 CFR 744.13", heading="§ 744.13 Uses (new): 15 CFR 744.13 and all")
    assert brief(groups([given])[0]).text == (
        "Uses (new): 15 CFR 744.13 and all: (a) amended, in force from 20 July 2026"
    )


def test_country_groups_are_those_of_the_ear_alone() -> None:
    joins = change("15 CFR 740 Supp. 1, Cambodia [D:5]", "added", None, "X", unit="cell")
    elsewhere = change("22 CFR 740 Supp. 1, Cambodia [D:5]", "added", None, "X", unit="cell")
    assert countries.lead([joins]) == "Cambodia joins Country Group D:5"
    assert countries.lead([elsewhere]) is None


def test_a_removed_section_links_to_its_last_text() -> None:
    gone = recorded(
        change("15 CFR 744.12", "removed", "Whole text.", None, unit="provision"), "15 CFR 744.12"
    )
    made = entries(compose([gone]))[0]
    assert made.lead == "Text removed: 15 CFR 744.12."
    assert made.link.url == "https://www.ecfr.gov/on/2025-01-02/title-15/section-744.12"
    assert (
        made.in_force == "Removed on 20 July 2026; its last text was in force from 2 January 2025."
    )


def test_a_renumbering_is_told_in_the_lead() -> None:
    moved = recorded(
        change("15 CFR 744.99(d)", "renumbered", "x", "x", old_address="15 CFR 744.99(c)"),
        "15 CFR 744.99",
    )
    assert entries(compose([moved]))[0].lead == "15 CFR 744.99: (c) is now (d)."


def test_140_new_entities_are_cards_first_and_names_by_country() -> None:
    rows = [entity("CHINA, PEOPLE'S REPUBLIC OF", f"Acme {number}") for number in range(100)]
    rows += [entity("JAPAN", f"Nippon {number}") for number in range(40)]
    made = entries(compose([*rows, citation_added("FRANCE", "Aged SA")]))[0]
    assert (
        made.lead
        == "Entity List: 140 entities added (CHINA, PEOPLE'S REPUBLIC OF: 100; JAPAN: 40); Aged SA"
        " (FRANCE) amended in the citation only."
    )
    assert [type(block) for block in made.blocks] == [Card, Card, Card]
    assert [listing.title for listing in made.listings] == [
        "Added, CHINA, PEOPLE'S REPUBLIC OF: 100",
        "Added, JAPAN: 40",
        "Amended in the citation only, FRANCE: 1",
    ]
    assert all(f"Acme {number}" in made.listings[0].text for number in range(100))


def test_a_few_entities_are_all_cards() -> None:
    made = entries(compose([entity("FRANCE", f"Acme {number}") for number in range(6)]))[0]
    assert (len(made.blocks), made.listings, made.more) == (6, (), None)


def test_rows_that_only_gained_a_citation_come_after_rules_of_substance() -> None:
    minor = [citation_added("FRANCE", f"Aged {number}") for number in range(9)]
    made = entries(compose([*minor, paragraph()]))
    assert made[1].lead == "Entity List: 9 entities amended (FRANCE: 9) in the citation only."


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([("Albania [NS 1]", "added"), ("Albania [MT 1]", "removed")],
         ("Albania now needs a license for NS 1 and no longer needs one for MT 1"
          " on the Country Chart.")),
        ([("Albania [NS 1]", "removed")],
         "Albania no longer needs a license for NS 1 on the Country Chart."),
        ([("Albania [NS 1]", "amended")],
         "Albania has changed marks for NS 1 on the Country Chart."),
    ],
)  # fmt: skip
def test_the_country_chart_is_told_as_what_needs_a_license(
    cells: list[tuple[str, str]], said: str
) -> None:
    home = "15 CFR 738 Supp. 1"
    rows = [
        recorded(
            change(
                f"{home}, {name}",
                kind,
                "X" if kind != "added" else None,
                None if kind == "removed" else "X 1",
                unit="cell",
            ),
            home,
        )  # type: ignore[arg-type]  # literals of the table above
        for name, kind in cells
    ]
    assert entries(compose(rows))[0].lead == said


def test_many_countries_are_named_up_to_four() -> None:
    made = entries(compose([cell(f"Country {number}", "D:5", "added") for number in range(7)]))[0]
    assert made.lead.endswith("Country 3 joins Country Group D:5; and 3 more countries.")


def test_a_list_with_other_changes_tells_both() -> None:
    footnote = recorded(
        change("15 CFR 740 Supp. 1 footnote 1", "amended", "a", "b", unit="footnote"),
        "15 CFR 740 Supp. 1",
        date(2026, 7, 10),
    )
    made = entries(compose([cell("Albania", "A:5", "added", causes=()), footnote]))[0]
    assert made.lead == "Albania joins Country Group A:5; also footnote 1 amended."


def test_tags_are_told_once_with_the_words_that_fired() -> None:
    tags = tuple(
        tag("a", "iaas-loophole", words)
        for words in ("remote access", "Remote Access", "IaaS", "cloud", "rent")
    )
    made = entries(compose([paragraph(tags=tags)]))[0].tags
    assert [(tag.tag, tag.evidence) for tag in made] == [
        (
            "a",
            "“remote access” (rule a.rule), “IaaS” (rule a.rule), “cloud” (rule a.rule) and 1 more",
        )
    ]


def test_what_a_backfill_brought_is_left_out_of_what_was_observed() -> None:
    old = [replace(change, backfilled=True) for change in emirates()]
    more = {"documents": [document(backfilled=True)], "pages": [page(backfilled=True)]}
    assert not compose(old, **more).sections
    assert compose(old, **more, by="in-force").sections
    assert compose(old, **more, by="in-force").documents


def test_a_quiet_week_says_so_and_that_every_source_was_read() -> None:
    made, as_of = compose(), " (current as of 30 July 2026)"
    assert made.headline == (
        "No change of substance: no rules, nothing broken.",
        f"All 3 sources were read: eCFR{as_of}, Federal Register{as_of} and BIS site{as_of}.",
    )
    assert made.subject == "EAR 25 to 31 July 2026: no change of substance"
    assert made.nothing is not None
    assert made.nothing.startswith(
        "Also looked at, with nothing to report: dates ahead, Federal Register documents"
    )
    assert [line.state for line in made.sources] == ["read", "read", "read"]
    assert digest.headline(made).startswith("No change of substance")


def test_a_week_in_which_a_text_had_no_answer_never_claims_that_nothing_changed() -> None:
    lists = Failure(
        "ecfr",
        "ecfr:full:x",
        "the text of Supplement No. 4",
        "https://x/",
        "a block page",
        False,
        NOW,
    )
    partly = state(
        ok=False,
        partly=True,
        open=(
            OpenQuestion(lists, 4, NOW),
            *[OpenQuestion(replace(lists, what="another"), 1, NOW)] * 3,
        ),
    )
    made = compose(states=(partly, *states()[1:]))
    assert (
        made.headline[0]
        == "No change of substance in what was read: no rules, 1 source read in part: eCFR."
    )
    assert made.headline[1].startswith("All 3 sources were read: ")
    assert made.headline[1].endswith(
        "But 4 questions had no answer: the text of Supplement No. 4, another, another and 1 more."
    )
    assert (
        made.subject == "EAR 25 to 31 July 2026: no change of substance (a source was read in part)"
    )
    assert "1 source read in part: eCFR" in " ".join(
        compose(emirates(), states=(partly, *states()[1:])).headline
    )


def test_a_quiet_week_without_any_reading_does_not_claim_one() -> None:
    assert compose(states=()).headline[1] == "No source has been read yet."
    assert "silence means nothing here" in " ".join(compose(states=()).silence)


def test_a_source_that_was_not_read_in_the_period_is_named() -> None:
    stale = replace(state("bis"), last_success=NOW - timedelta(days=20))
    made = compose(states=(*states()[:2], stale))
    assert made.headline[0] == "No change of substance: no rules, 1 source not read: BIS site."
    assert made.headline[1].endswith("Not read well: BIS site.")
    assert made.sources[2].state == "NOT READ in this period"
    assert any(said.startswith("Silence about the BIS site means nothing") for said in made.silence)


def test_a_broken_source_is_named_in_headline_subject_and_silence() -> None:
    made = compose(states=(state("ecfr"), broken(), state("bis")))
    assert "1 source broken: Federal Register" in made.headline[0]
    assert made.subject.endswith("(a source is broken)")
    assert made.sources[1].state == "FAILED"
    assert made.sources[1].note == "Last error of the Federal Register: HTTP 503 after 4 tries."


def unanswered(what: str, why: str, since: datetime) -> OpenQuestion:
    return OpenQuestion(
        Failure("bis", f"bis:page:{what}", what, "https://example.test/x", why, False, since),
        1,
        since,
    )


def test_questions_that_failed_for_one_reason_are_told_together() -> None:
    missing = tuple(unanswered(f"the page /{name}", "HTTP 503", NOW) for name in "abcde")
    made = compose(states=(state("bis", ok=False, partly=True, open=missing),))
    said = (
        "No usable answer since 31 July 2026 for the page /e, the page /d, the page /c and 2 more:"
        " HTTP 503."
    )
    assert (made.sources[0].note, made.sources[0].state) == (said, "read, but for what is named")
    assert "The one source was read: BIS site" in made.headline[1]
    assert (
        "But 5 questions had no answer: the page /a, the page /b, the page /c and 2 more."
        in made.headline[1]
    )


def test_a_reason_is_told_however_long_the_names_are() -> None:
    missing = tuple(unanswered(f"the page /{name * 150}", "HTTP 503", NOW) for name in "abc")
    note = compose(states=(state("bis", ok=False, partly=True, open=missing),)).sources[0].note
    assert note is not None
    assert note.endswith("…: HTTP 503.")
    assert len(note) < 300


def test_what_a_recovered_source_still_misses_is_not_told_as_read() -> None:
    missing = (unanswered("the page /a", "HTTP 503", NOW),)
    one = state("bis", recovered_at=NOW, failed_at=broken().failed_at, open=missing)
    said = digest.alarms([one], SINCE, UNTIL, NOW, SETTINGS)[0].text
    assert said.endswith("; what still has no usable answer is named under Sources.")


def test_an_error_that_is_over_is_told_with_its_day_in_its_period_only() -> None:
    over = state("bis", last_error="HTTP 503 after 4 tries", last_error_at=NOW - timedelta(days=1))
    assert (
        compose(states=(over,)).sources[0].note
        == "Last error of the BIS site on 30 July 2026, answered since: HTTP 503 after 4 tries."
    )
    assert (
        compose(states=(replace(over, last_error_at=NOW - timedelta(days=40)),)).sources[0].note
        is None
    )


def test_a_source_never_read_is_said_to_be_so() -> None:
    never = replace(state("bis"), last_success=None, current_as_of=None, last_change=None)
    made = compose(states=(never,))
    assert made.sources[0].state == "never read"
    assert compose(states=(replace(never, ok=False),)).sources[0].state == "FAILED, never read"


def test_a_failure_is_announced_once_shown_in_between_and_recovered_once() -> None:
    def kinds(**more: object) -> list[str]:
        given = {"since": SINCE, "until": UNTIL, "now": NOW, "settings": SETTINGS} | more
        return [alarm.kind for alarm in digest.alarms(**given)]  # type: ignore[arg-type]  # keywords of the test

    assert kinds(states=[broken(days=2)]) == ["broke"]
    assert kinds(states=[broken(days=20)]) == ["broken"]
    assert kinds(states=[broken(days=2, failures=2)]) == []
    failed = broken(days=20).failed_at
    assert kinds(states=[replace(state(), recovered_at=NOW, failed_at=failed)]) == ["recovered"]
    assert (
        kinds(states=[replace(state(), recovered_at=NOW - timedelta(days=20), failed_at=failed)])
        == []
    )


def test_a_failure_that_was_never_announced_does_not_recover_either() -> None:
    short = replace(
        state(), recovered_at=NOW, failed_at=broken(failures=SETTINGS.alarm_after - 1).failed_at
    )
    assert digest.alarms([short], SINCE, UNTIL, NOW, SETTINGS) == ()


def test_a_source_that_failed_before_the_period_is_announced_when_it_failed_often_enough() -> None:
    first = NOW - timedelta(days=20)
    last = replace(
        broken(days=20, failures=3),
        failed_at=(first, first + timedelta(days=1), NOW - timedelta(days=1)),
    )
    assert [alarm.kind for alarm in digest.alarms([last], SINCE, UNTIL, NOW, SETTINGS)] == ["broke"]
    postponed = replace(last, ok=True)
    assert [alarm.kind for alarm in digest.alarms([postponed], SINCE, UNTIL, NOW, SETTINGS)] == [
        "broke"
    ]


def test_a_source_that_never_answered_is_alarmed_too() -> None:
    one = replace(
        broken(), last_success=None, broken_since=None, last_error=None, failures_in_a_row=1
    )
    said = digest.alarms([one], SINCE, UNTIL, NOW, DefaultSettings(alarm_after=1))[0].text
    assert (
        said == "The Federal Register broke: it has failed once in a row; it has never given a good"
        " answer. Last error: not recorded."
    )


def test_a_source_long_unchanged_is_questioned_with_the_day_of_its_last_change() -> None:
    quiet = replace(state("bis"), last_change=date(2026, 3, 1))
    said = digest.alarms([quiet], SINCE, UNTIL, NOW, SETTINGS)
    assert [(alarm.kind, alarm.text) for alarm in said] == [
        (
            "quiet",
            (
                "Is the BIS site a dead source? It answers, but nothing in it has changed for 152"
                " days; its last change was on 1 March 2026."
            ),
        )
    ]


def test_editorial_changes_are_counted_by_what_they_are() -> None:
    one = recorded(
        change("15 CFR 742.6(a)", "editorial", "a - b", "a—b", noise="typography"), "15 CFR 742.6"
    )
    two = recorded(
        change("15 CFR 742.6(b)", "editorial", "a  b", "a b", noise="whitespace"), "15 CFR 742.6"
    )
    made = compose([one, two])
    assert not made.sections
    assert made.editorial is not None
    assert (
        made.editorial.summary
        == "2 editorial changes in 1 provision, with the same words to a lawyer: dashes, quotes and"
        " other typography (1), white space (1)."
    )
    assert len(made.editorial.lines) == 1


def test_restated_versions_stand_apart_with_both_captures() -> None:
    one = recorded(
        change(f"{ENTITIES}, FRANCE: A", "restated", "A", "A b", unit="entity"),
        ENTITIES,
        old_capture="a" * 64,
        new_capture="b" * 64,
    )
    made = compose([one])
    assert not made.sections
    assert made.restated is not None
    assert "This is not a change of law." in made.restated.summary
    assert f"captures {'a' * 64} and {'b' * 64}" in made.restated.lines[0].text


class Held:
    subject, reason, first_seen = (
        "ecfr:full:15:744:section:744.23:2026-07-10",
        "lost 40 of 50 units",
        NOW,
    )


def test_quarantined_answers_are_told_with_their_reason() -> None:
    made = compose(quarantined=[Held(), object()]).quarantined
    assert made is not None
    assert made.summary.startswith("2 answers are held in quarantine")
    assert made.lines[0].text == "lost 40 of 50 units; since 31 July 2026, 06:12 UTC"
    assert made.lines[0].link.text == "the text of 744.23 as of 2026-07-10"
    assert made.lines[1].text == "no reason recorded"


def test_rules_come_first_and_tagged_documents_before_others() -> None:
    made = compose(
        documents=[
            document("2026-4", "Notice", type="Notice"),
            document("2026-3", "Odd", type="Correction"),
            document("2026-2", "Rule"),
            document("2026-1", "Tagged rule", tags=(tag("scope.fdp", "country-tiers"),)),
            document("2026-5", "Proposed", type="Proposed Rule"),
        ]
    ).documents
    assert made is not None
    assert [change.link.text for change in made.shown] == [
        "Tagged rule",
        "Rule",
        "Proposed",
        "Notice",
        "Odd",
    ]


def test_a_document_tells_its_dates_and_that_it_changed() -> None:
    one = document(
        citation="91 FR 43034", action="Final rule.", effective_on=date(2026, 7, 10),
        comments_close_on=date(2026, 9, 1),
        cfr_parts_in_text=("15 CFR 742", "15 CFR 740"), correction_of="2026-1", version=2,
        abstract="Moves them.",
    )  # fmt: skip
    made = compose(documents=[one]).documents
    assert made is not None
    assert (
        made.shown[0].facts
        == "91 FR 43034; document 2026-14132; Final rule; published 14 July 2026; effective 10 July"
        " 2026; comments close 1 September 2026; touches 15 CFR 740 and 15 CFR 742; corrects"
        " 2026-1; version 2, first seen 31 July 2026"
    )
    assert made.shown[0].summary == "Moves them."


def test_public_inspection_is_marked_as_not_yet_published() -> None:
    one = document(
        public_inspection=True,
        publication_date=date(2026, 8, 4),
        filed_at="07/30/2026 at 8:45 am",
        html_url=None,
    )
    made = compose(documents=[one])
    assert made.documents is None
    assert made.inspection is not None
    assert made.inspection.shown[0].label == "Rule, NOT YET PUBLISHED"
    assert "expected to be published 4 August 2026" in made.inspection.shown[0].facts
    assert (
        made.headline[0]
        == "No change of substance: no rules, 1 document on public inspection, nothing broken."
    )
    assert [line.what for line in made.coming] == [
        "Expected to be published (on public inspection now)"
    ]


def test_pages_show_what_changed_in_them() -> None:
    told = recorded(change("https://x.example p1", "amended", "a", "b"), "https://x.example")
    made = compose(pages=[page("News"), page("Guidance", version=2, kind="page", changes=(told,))])
    (inner,) = digest.as_json(made)["pages"][1]["changes"]
    assert (inner["id"], inner["from"], inner["to"]) == (told.id, "2025-01-02", "2026-07-20")
    [(heading, pages)] = made.pages
    assert heading == "BIS news and pages"
    assert [(change.label, change.summary, len(change.blocks)) for change in pages.shown] == [
        ("Press release", "Said today.", 0),
        ("Page", None, 1),
    ]


def test_coming_dates_are_those_ahead_soonest_first() -> None:
    made = compose(
        documents=[
            document("2026-1", "Later", effective_on=date(2026, 12, 31)),
            document("2026-2", "Past", effective_on=date(2026, 7, 1)),
        ],
        upcoming=[
            document("2026-3", "Comments", comments_close_on=date(2026, 7, 31)),
            document("2026-4", "Announced", citation="91 FR 46261", effective_on=date(2026, 9, 1)),
            document(
                "2026-5",
                "Announced and done",
                citation="91 FR 46262",
                effective_on=date(2026, 7, 1),
            ),
        ],
        link_notices=[
            (
                "15 CFR 742.6 link notice 1",
                "Link to an amendment published at 91 FR 46261, July 23, 2026.",
            ),
            (
                "15 CFR 742.6 link notice 2",
                "Link to an amendment published at 91 FR 46261, July 23, 2026.",
            ),
            (
                "15 CFR 742.6 link notice 3",
                "Link to an amendment published at 91 FR 46262, July 23, 2026.",
            ),
            (
                "15 CFR 742.7 link notice 1",
                "Link to an amendment published at 99 FR 1, July 23, 2026.",
            ),
            ("15 CFR 742.8 link notice 1", "Link to nothing."),
        ],
    )
    assert [(line.when, line.what, line.document_number) for line in made.coming] == [
        ("31 July 2026", "Comments close (Rule)", "2026-3"),
        ("1 September 2026", "Announced amendment of 15 CFR 742.6 (91 FR 46261)", "2026-4"),
        ("1 September 2026", "Takes effect (Rule, 91 FR 46261)", "2026-4"),
        ("31 December 2026", "Takes effect (Rule)", "2026-1"),
        ("Date not known", "Announced amendment of 15 CFR 742.7 (99 FR 1)", None),
    ]


def test_a_new_link_notice_of_the_period_announces_an_amendment() -> None:
    text = "Link to an amendment published at 91 FR 46261, July 23, 2026."
    one = recorded(
        change(
            "15 CFR 742.6 link notice 1", "editorial", None, text, unit="note", noise="link-notice"
        ),
        "15 CFR 742.6",
    )
    assert [date.link.url for date in compose([one]).coming] == [
        "https://www.federalregister.gov/citation/91-FR-46261"
    ]


def test_json_holds_everything_that_is_folded() -> None:
    rows = [entity("FRANCE", f"Acme {number}") for number in range(140)]
    restated = recorded(
        change("15 CFR 744.1", "restated", "a", "b"),
        "15 CFR 744.1",
        old_capture="old",
        new_capture="new",
    )
    editorial = recorded(
        change("15 CFR 744.2", "editorial", "a", "b", noise="capitals"), "15 CFR 744.2"
    )
    made = digest.as_json(
        compose(
            [*rows, restated, editorial],
            documents=[document(effective_on=date(2026, 9, 1))],
            pages=[page()],
            by="in-force",
        )
    )
    assert list(made) == [
        "since",
        "until",
        "generated_at",
        "changes",
        "editorial",
        "restated",
        "documents",
        "pages",
        "coming",
        "sources",
    ]
    assert (made["since"], made["until"], made["generated_at"]) == (
        "2026-07-25",
        "2026-07-31",
        "2026-07-31T06:12:00Z",
    )
    assert len(made["changes"]) == 140
    assert [
        len(made[name])
        for name in ("editorial", "restated", "documents", "pages", "coming", "sources")
    ] == [1, 1, 1, 1, 1, 3]
    assert (made["restated"][0]["old_capture"], made["restated"][0]["new_capture"]) == (
        "old",
        "new",
    )
    assert made["documents"][0]["effective_on"] == "2026-09-01"
    assert made["coming"] == [
        {
            "date": "2026-09-01",
            "what": "Takes effect (Rule): Invented Treatment for the Emirates",
            "document_number": "2026-14132",
        }
    ]


def test_composing_twice_gives_the_same_digest() -> None:
    def changes() -> list[RecordedChange]:
        return [*emirates(), entity("FRANCE", "Acme SA"), paragraph()]

    assert compose(changes()) == compose(changes())


def test_what_matters_in_a_long_entry_is_shown_in_document_order() -> None:
    marks = [paragraph(f"({letter})", "Same words", "Same words.") for letter in "abcdefghijkl"]
    marks = [
        replace(mark, change=replace(mark.change, words=(("=", "Same words"), ("+", "."))))
        for mark in marks
    ]
    last = paragraph("(z)", tags=(tag("scope.fdp", "country-tiers"),))
    made = entries(compose([*marks, last]))[0]
    assert [block.address for block in made.blocks][-1] == "15 CFR 744.99(z)"
    assert made.more == "Not shown here, but all in digest.json: (j), (k) and (l)."


def test_a_tag_on_a_bare_mark_names_the_unit() -> None:
    made = entries(
        compose(
            [
                cell(
                    "Albania",
                    "A:5",
                    "added",
                    tags=(tag("scope.country-groups", "country-tiers", "X"),),
                )
            ]
        )
    )[0]
    assert made.tags[0].evidence == "“X at Albania [A:5]” (rule scope.country-groups.rule)"


def test_a_press_release_is_quoted_beyond_its_title() -> None:
    text = (
        "Invented news\nFOR IMMEDIATE RELEASE | July 20, 2026\nInvented news.\nThe Bureau said"
        " more."
    )
    made = compose(pages=[page("Invented news", text=text)]).pages
    assert made[0][1].shown[0].summary == "The Bureau said more."


def test_remote_access_wins_a_tie_of_topics() -> None:
    both = (tag("scope.hq-parent", "country-tiers"), tag("access.remote-iaas", "iaas-loophole"))
    assert compose([paragraph(tags=both)]).sections[0].title == "IaaS loophole and remote access"


def test_the_time_of_filing_is_told_as_a_day() -> None:
    made = compose(
        documents=[document(public_inspection=True, filed_at="2026-07-30T08:45:00.000-04:00")]
    ).inspection
    assert made is not None
    assert "filed 30 July 2026;" in made.shown[0].facts


def test_an_entity_amended_in_several_facets_names_them() -> None:
    words = (("-", "A | b"), ("+", "A Ltd. | c"), ("=", " | d | e"))
    one = recorded(
        change(
            f"{ENTITIES}, FRANCE: A",
            "amended",
            "A | b | d | e",
            "A Ltd. | c | d | e",
            unit="entity",
            words=words,
        ),
        ENTITIES,
    )
    assert (
        entries(compose([one]))[0].lead
        == "Entity List: A (FRANCE) amended in the name and aliases and the requirement."
    )


def test_a_twin_row_that_went_is_not_told_as_the_only_one() -> None:
    one = recorded(
        change(f"{ENTITIES}, FRANCE: A~2", "removed", "A | b | d | e", None, unit="entity"),
        ENTITIES,
    )
    assert (
        entries(compose([one]))[0].lead
        == "Entity List: A (FRANCE), the second of this name, removed."
    )


def test_a_text_from_the_beginning_of_the_served_history_may_be_older() -> None:
    one = paragraph("(a)", "Old words.", "New words.")
    made = compose([replace(one, from_=date(2017, 1, 3))])
    assert entries(made)[0].in_force.endswith(
        "the text before was in force from 3 January 2017 or earlier."
    )

"""Tags of documents and pages: which field speaks, what a body may add, what is kept of other
agencies."""

from __future__ import annotations

import pytest

from tests.meaning_samples import TAXONOMY, document, page
from tracker import tag
from tracker.model import Tag
from tracker.tag.body import own, preamble, summary

CHIPS = (
    "The bureau explains total processing performance and how total processing performance "
    "follows from the total processing performance of parts."
)
RAW = f"""Federal Register / Vol. 96, No. 10 / Rules and Regulations 4617
This is the end of a rule on license exceptions: License Exception NAC.
[FR Doc. 2031–00003 Filed 1–15–31; 8:45 am]
BILLING CODE 3510–33–P
DEPARTMENT OF COMMERCE
AGENCY: Bureau of Industry and Security.
SUMMARY: This rule changes a limit for
advanced computing integrated
circuits.
DATES: This rule is effective March 10, 2031.
FOR FURTHER INFORMATION CONTACT:
For questions on infrastructure as a service call us.
SUPPLEMENTARY INFORMATION:
Background
{CHIPS}
Rulemaking Requirements
2. The Paperwork Reduction Act asks for remote access, remote access and remote access to chips.
List of Subjects in 15 CFR Part 744
Exports, Reporting and recordkeeping requirements.
Accordingly, part 744 is amended as follows:
3A090 validated end user, validated end user, validated end user.
[FR Doc. 2031–00007 Filed 1–15–31; 8:45 am]
BILLING CODE 3510–33–P
The next rule is about the Entity List, additions to the Entity List, and the Entity List.
"""


def _names(tags: tuple[Tag, ...]) -> set[str]:
    return {tag.tag for tag in tags}


def test_a_title_gives_its_tag_with_the_rule_and_the_words() -> None:
    (found,) = tag.tags_of_document(
        document(title="Additions to the Unverified  List of 2031"), TAXONOMY
    )[:1]
    assert (found.tag, found.topic, found.where, found.text) == (
        "endusers.listed-parties", "end-users", "title", "Additions to the Unverified  List",
    )  # fmt: skip
    assert (found.start, found.end) == (0, 33)


def test_each_rule_is_named_once_by_its_first_field() -> None:
    one = document(
        title="Advanced computing items",
        abstract="Advanced computing items and ECCN 3A090; advanced computing items.",
    )
    found = [
        (each.rule, each.where)
        for each in tag.tags_of_document(one, TAXONOMY)
        if each.tag == "items.chip-thresholds"
    ]
    assert found == [("item", "title"), ("eccn", "abstract")]


def test_the_quoted_title_of_another_rule_gives_no_tag() -> None:
    quoted = (
        'It corrects "Additions of Certain Entities to the Entity List; Foreign Direct Product'
        ' Rule", which came out before.'
    )
    assert tag.tags_of_document(document(title="Corrections", abstract=quoted), TAXONOMY) == ()


def test_only_the_document_itself_speaks_not_its_neighbours_nor_its_boilerplate() -> None:
    one = document("2031-00007", title="A limit", text=RAW)
    found = tag.tags_of_document(one, TAXONOMY)
    assert [(each.tag, each.rule, each.where, each.text) for each in found] == [
        ("items.chip-thresholds", "item", "body", "advanced computing integrated\ncircuits"),
    ]
    assert RAW[found[0].start : found[0].end] == found[0].text


def test_a_body_gives_a_tag_only_when_it_says_it_often_enough() -> None:
    often = document(title="A rule", text=f"SUPPLEMENTARY INFORMATION:\n{CHIPS}")
    once = document(
        title="A rule", text="SUPPLEMENTARY INFORMATION:\nOne word on total processing performance."
    )
    assert _names(tag.tags_of_document(often, TAXONOMY)) == {"items.chip-thresholds"}
    assert tag.tags_of_document(once, TAXONOMY) == ()


def test_the_stretches_of_a_printed_document() -> None:
    start, end = own(RAW, "2031-00007")
    assert RAW[start:end].split(maxsplit=1)[0] == "DEPARTMENT"
    assert "next rule" not in RAW[start:end]
    first, last = summary(RAW, (start, end))
    assert " ".join(RAW[first:last].split()).startswith("This rule changes")
    first, last = preamble(RAW, (start, end))
    assert RAW[first:last].strip().startswith("Background")
    assert RAW[first:last].strip().endswith("parts.")
    assert own("no marks", "2031-00007") == preamble("no marks", (0, 8)) == (0, 8)
    assert summary("no marks", (0, 8)) == (0, 0)


def test_a_press_release_is_read_in_its_title_and_its_text() -> None:
    found = tag.tags_of_page(
        page(
            "Guidance on red flags",
            "Exporters of advanced computing chips\nmust ask who rents the servers.",
        ),
        TAXONOMY,
    )
    assert {(each.tag, each.where) for each in found} >= {
        ("endusers.diversion-redflags", "title"),
        ("items.chip-thresholds", "body"),
    }


def test_a_long_page_must_say_it_more_than_once() -> None:
    filler = "Nothing of note is said in this sentence. " * 400
    assert tag.tags_of_page(page("News", filler + "3A090 is named."), TAXONOMY) == ()
    assert _names(
        tag.tags_of_page(page("News", filler + "3A090 and 3A090 and 3A090 are named."), TAXONOMY)
    ) == {"items.chip-thresholds"}


OTHERS = ("Commerce Department", "International Trade Administration")


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("American AI Exports Program", None),
        ("Promoting Advanced Artificial Intelligence Innovation and Security", None),
        ("Inaugurating the Era of Super Intelligence", None),
        ("Adjusting Imports of Semiconductors and Their Derivative Products", None),
        ("Report to the President", "On export controls for advanced chips."),
        (
            (
                "Taking Additional Steps To Address the National Emergency With Respect to"
                " Significant Malicious Cyber-Enabled Activities"
            ),
            None,
        ),
    ],
)
def test_what_speaks_of_chips_ai_or_export_controls_is_kept(
    title: str, abstract: str | None
) -> None:
    assert tag.keeps(document(title=title, abstract=abstract, agencies=OTHERS), TAXONOMY)


@pytest.mark.parametrize(
    "title",
    [
        (
            "Certain Frozen Shrimp From Thailand: Preliminary Results of Antidumping Duty"
            " Administrative Review"
        ),
        "Tin Mill Products From China: Preliminary Determination of Sales at Less Than Fair Value",
        "Advancing Artificial Intelligence Education for American Youth",
        "Preventing Woke AI in the Federal Government",
        "Accelerating Federal Permitting of Data Center Infrastructure",
        "Airworthiness Directives; Textron Aviation Model B300 Airplanes",
        "Proposed Information Collection; Export Trade Certificates",
        "Meeting of the Council on Water Diversion",
    ],
)
def test_what_only_sounds_alike_is_not_kept(title: str) -> None:
    assert not tag.keeps(document(title=title, agencies=OTHERS), TAXONOMY)


def test_everything_of_the_bureau_is_kept() -> None:
    assert tag.keeps(
        document(
            title="Membership of a board",
            agencies=("Commerce Department", "Industry and Security Bureau"),
        ),
        TAXONOMY,
    )
    assert tag.keeps(
        document(title="Membership of a board", agencies=("industry-and-security-bureau",)),
        TAXONOMY,
    )


def test_a_word_that_never_may_stand_there_is_not_rescued() -> None:
    said = "Items for entities on the Entity List of China in standards activities"
    assert tag.tags_of_document(document(title=said), TAXONOMY) == ()
    assert _names(tag.tags_of_page(page("Entity List of China: what is new"), TAXONOMY)) == {
        "endusers.listed-parties"
    }

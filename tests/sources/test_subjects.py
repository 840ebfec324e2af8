"""What a capture answers, printed and read back."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.readers import subjects
from tests.readers.subjects import (
    BisPage,
    Full,
    Inspection,
    Listing,
    Notices,
    Search,
    Sitemap,
    Text,
    Titles,
    Versions,
)
from tracker.errors import ParseError
from tracker.sources.bis import SITE
from tracker.sources.site import subjects as site

SUBJECTS = [
    Titles(), Versions(15, "issue_date[gte]=2021-01-01&page=2"),
    Full(15, "744", "section", "744.1", date(2021, 1, 5)),
    Full(15, "748", "appendix", "Supplement No. 6 to Part 748 - Authorities: Issuing",
         date(2017, 1, 3)),
    Search("industry-and-security-bureau", date(2021, 1, 1), date(2021, 12, 31), 3),
    Search("~PRESDOCU", date(2021, 1, 1), date(2021, 1, 1), 1), Text("C1-2021-00001"),
    Inspection(("a-b", "c")), Listing("/news-updates"),
    Text("2021-00001", date(2021, 1, 4)), Notices("/regulations/x"),
    BisPage("/press-release/acme-inc."), Sitemap("/sitemap.xml"),
]  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_subject_round_trips(subject: subjects.Subject) -> None:
    assert subjects.parse(str(subject)) == subject


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ecfr:",
        "fr:text:2021-1:2021-13-45",
        "fr:text:2021-1:x",
        "ecfr:full:15:744:section:744.1:2021-13-45",
        "fr:search:a:2021-01-01:x:1",
        "bis:page:x",
        "x:y",
    ],
)
def test_what_no_subject_prints_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        subjects.parse(text)


def test_group_says_whether_it_is_classified_and_by_type() -> None:
    group = Search("~PRESDOCU+RULE", date(2021, 1, 1), date(2021, 1, 2), 1)
    assert (group.classified, group.by_type, group.names) == (True, True, ("PRESDOCU", "RULE"))


_TAKEN_APART = re.compile(r"\b(?:r?split|r?partition)\(\s*\"[:]\"")


def test_a_printed_subject_is_read_by_its_form_and_taken_apart_by_nothing_else() -> None:
    package = Path(__file__).parents[2] / "tracker"
    sources = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    assert [str(path) for path, source in sources.items() if _TAKEN_APART.search(source)] == []


@pytest.mark.parametrize("subject", [Listing("/a"), Notices("/b:c"), BisPage("/d"), Sitemap("/e")])
def test_what_is_asked_of_a_site_is_read_without_the_table_of_sources(
    subject: site.Subject,
) -> None:
    assert site.read(SITE.source, str(subject)) == subject
    assert site.read(SITE.source, str(Titles())) is None


def test_a_sitemap_has_its_place_without_its_query() -> None:
    assert Sitemap("/sitemap.xml?page=2").place == "/sitemap.xml"
    assert Sitemap("/sitemap.xml").place == "/sitemap.xml"

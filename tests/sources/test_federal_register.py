"""The answers of the Federal Register as values."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.readers import federal_register
from tests.sources.samples import DOCUMENT, one
from tracker.errors import ParseError
from tracker.sources import parts


def test_document_is_read_with_its_dates_and_parts() -> None:
    found = one(
        abstract="Sets 10<INF>2</INF> limits in part 742 of the EAR.",
        dates="Effective 15 CFR Parts 740 and 742.",
        effective_on="2021-02-01",
        cfr_references=[{"title": 15, "part": "744", "chapter": None}, {"title": 15, "part": 736},
                        {"title": None, "part": "1"}],
        volume=86, start_page=123, citation="86 FR 123",
    )  # fmt: skip
    assert (found.title, found.abstract) == ("A rule", "Sets 102 limits in part 742 of the EAR.")
    assert found.cfr_parts == ("15 CFR 736", "15 CFR 744")
    assert found.cfr_parts_in_text == ("15 CFR 740", "15 CFR 742")
    assert (found.effective_on, found.volume, found.text, found.public_inspection) == (
        date(2021, 2, 1),
        86,
        None,
        False,
    )


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        (None, None),
        ("2020-00009", "2020-00009"),
        (
            "https://www.federalregister.gov/api/v1/documents/2020-00009.json?publication_date=2020-01-01",
            "2020-00009",
        ),
        ({"document_number": "C1-2020-00009"}, "C1-2020-00009"),
        ({"nested": {"junk": 1}}, None),
        (17, None),
    ],
)
def test_corrections_are_document_numbers(given_value: Any, expected: str | None) -> None:
    found = one(correction_of=given_value, corrections=[given_value])
    assert found.correction_of == expected
    assert found.corrections == ((expected,) if expected else ())


def test_search_without_results_is_no_match() -> None:
    assert federal_register.search_page(
        b'{"description": "Documents", "count": 0}', "x"
    ) == federal_register.SearchPage(0, 0, ())
    with pytest.raises(ParseError, match="results"):
        federal_register.search_page(b'{"count": 3}', "x")


@pytest.mark.parametrize(
    "wrong",
    [
        {"document_number": "../../etc"}, {"document_number": None}, {"title": None},
        {"publication_date": "2025-13-45"},
        {"publication_date": []}, {"volume": "many"}, {"volume": 1e400}, {"agencies": "BIS"},
        {"agencies": [1]},
        {"cfr_references": {"a": 1}},
        {"docket_ids": [1]}, {"corrections": "x"}, {"effective_on": {"time": 1}},
        {"abstract": ["x"]},
    ],
    ids=str,
)  # fmt: skip
def test_wrong_document_is_refused_with_its_path(wrong: dict[str, Any]) -> None:
    with pytest.raises(ParseError, match=rf"results\[0\]\.{next(iter(wrong))}"):
        one(**wrong)


def test_inspection_is_parted_by_agency() -> None:
    ours = DOCUMENT | {
        "agencies": [{"name": "Bureau", "slug": "ours"}],
        "page_views": {"count": 3},
        "filed_at": "2021-01-03T08:45:00-05:00",
    }
    other = DOCUMENT | {"document_number": "2021-00002", "agencies": [{"raw_name": "NEW OFFICE"}]}
    found = federal_register.inspection(
        json.dumps({"count": 2, "results": [ours, other]}).encode(), "x", ("ours",)
    )
    assert [document.document_number for document in found.certain] == ["2021-00001"]
    assert [document.agencies for document in found.possible] == [("NEW OFFICE",)]
    assert found.certain[0].public_inspection is True


def test_text_adds_the_parts_of_its_own_stretch() -> None:
    document = one(title="Rule of 15 CFR part 736")
    text = "15 CFR part 30 (of a neighbour) ... 15 CFR Part 744 ..."
    assert federal_register.with_text(document, text, (35, len(text))).cfr_parts_in_text == (
        "15 CFR 736",
        "15 CFR 744",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 CFR Parts 740, 742, and 744", ("15 CFR 740", "15 CFR 742", "15 CFR 744")),
        ("15 C.F.R. § 744.23(a)(1)", ("15 CFR 744",)),
        (
            "part 744 of the EAR and parts 740 and 742 of the Export Administration Regulations",
            ("15 CFR 740", "15 CFR 742", "15 CFR 744"),
        ),
        ("supplement no. 4 to part 744", ("15 CFR 744",)),
        ("Supplements Nos. 6 and 7 to part 742", ("15 CFR 742",)),
        ("the EAR (15 CFR parts 730-774)", ()),
        ("15 CFR parts 730 through 774", ()),
        ("22 CFR 121.1 and 15 CFR 7", ("15 CFR 7", "22 CFR 121")),
        ("under Part 748.11 of the Export Administration Regulations (EAR)", ("15 CFR 748",)),
        ("part 3 of the form", ()),
        ("part 12.5 of the form", ()),
        ("1215 CFR 99999", ()),
    ],
)
def test_parts_named_in_a_text(text: str, expected: tuple[str, ...]) -> None:
    assert parts.named(text) == expected


def test_recorded_answers_are_read(corpus: Path) -> None:
    api = corpus / "fr/api"
    for name in (
        "search-all-fields-page-one.json",
        "search-newest-page-one.json",
        "search-commerce-department.2026-09.json",
    ):
        found = federal_register.search_page((api / name).read_bytes(), name)
        assert found.documents
        assert found.total_pages == 50
    assert (
        federal_register.search_page((api / "search-no-match.200.json").read_bytes(), "x").count
        == 0
    )
    assert federal_register.detail(
        (api / "document.2024-31396.json").read_bytes(), "x"
    ).cfr_parts == ("40 CFR 52",)
    assert (
        federal_register.detail((api / "document.93-32104.json").read_bytes(), "x").document_number
        == "93-32104"
    )
    assert (
        federal_register.inspection(
            (api / "inspection-date-empty.200.json").read_bytes(), "x", ()
        ).certain
        == ()
    )


def test_our_fields_are_those_that_the_service_knows(corpus: Path) -> None:
    found = json.loads(
        (corpus / "fr/api/search-all-fields-page-one.json").read_text(encoding="utf-8")
    )["results"][0]
    assert set(federal_register.FIELDS) <= set(found)
    assert not set(federal_register.FIELDS) & {
        "page_views",
        "dockets",
        "pdf_url",
        "public_inspection_pdf_url",
        "images",
    }

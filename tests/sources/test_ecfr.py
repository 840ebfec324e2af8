"""The answers of the eCFR as values."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.readers import ecfr
from tests.readers.subjects import Full
from tests.sources.samples import ROW, versions
from tracker.errors import ParseError
from tracker.model import VersionRow


def test_rows_are_read_with_their_three_dates() -> None:
    expected = VersionRow(
        15,
        "744",
        "744.1",
        "section",
        date(2021, 1, 5),
        date(2021, 1, 5),
        date(2021, 1, 6),
        "§ 744.1 A.",
        False,
        True,
    )
    assert ecfr.version_rows(versions(ROW), "x") == (expected,)


def test_phantoms_before_the_floor_stand_for_the_floor() -> None:
    found = ecfr.version_rows(
        versions(ROW | {"date": "2016-12-28", "amendment_date": "2016-12-28"}), "x"
    )[0]
    assert (found.date, found.amendment_date) == (date(2017, 1, 3), date(2016, 12, 28))


def test_row_without_a_part_is_counted_but_left_out() -> None:
    page = ecfr.versions_page(
        versions(ROW | {"part": None}, ROW, result_count="2", total_pages=1), "x"
    )
    assert (page.listed, len(page.rows), page.result_count, page.total_pages, page.title) == (
        2,
        1,
        2,
        1,
        15,
    )


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"date": "2025-13-45"}, "content_versions[0].date"),
        ({"date": 20250101}, "content_versions[0].date"),
        ({"issue_date": None}, "content_versions[0].issue_date"),
        ({"issue_date": "2021-1-5"}, "content_versions[0].issue_date"),
        ({"identifier": ["744.1"]}, "content_versions[0].identifier"),
        ({"identifier": ""}, "content_versions[0].identifier"),
        ({"type": None}, "content_versions[0].type"),
        ({"title": {"x": 1}}, "content_versions[0].title"),
        ({"title": 10**400}, "content_versions[0].title"),
        ({"title": -1}, "content_versions[0].title"),
        ({"removed": "no"}, "content_versions[0].removed"),
        ({"part": 744}, "content_versions[0].part"),
    ],
)
def test_wrong_row_names_its_path(wrong: dict[str, Any], path: str) -> None:
    with pytest.raises(ParseError, match=path.replace("[", r"\[")):
        ecfr.version_rows(versions(ROW | wrong), "x")


def test_titles_are_read_with_their_state() -> None:
    rows = [
        {
            "number": 15,
            "latest_issue_date": "2021-01-05",
            "up_to_date_as_of": "2021-01-08",
            "reserved": False,
            "processing_in_progress": True,
        }
    ]
    found = ecfr.titles(
        json.dumps(
            {
                "titles": [*rows, {"number": 35, "reserved": True}],
                "meta": {"import_in_progress": False},
            }
        ).encode(),
        "x",
    )
    assert found.importing is False
    assert found.of(15) == ecfr.TitleState(15, date(2021, 1, 5), date(2021, 1, 8), False, True)
    assert found.of(35) == ecfr.TitleState(35, None, None, True, False)
    assert found.of(1) is None


def test_address_of_a_text_is_quoted() -> None:
    request = ecfr.full_request(
        "http://x",
        Full(15, "744", "appendix", "Supplement No. 4 to Part 744 & more", date(2021, 1, 5)),
    )
    query = "part=744&appendix=Supplement%20No.%204%20to%20Part%20744%20%26%20more"
    assert request.url == f"http://x/api/versioner/v1/full/2021-01-05/title-15.xml?{query}"
    assert request.accept == "application/xml"


def test_recorded_answers_are_read(corpus: Path) -> None:
    rows = ecfr.versions_page(
        (corpus / "ecfr/api/versions-title-15.2025-07.json").read_bytes(), "x"
    )
    assert (rows.listed, len(rows.rows), rows.result_count) == (5840, 5838, 5840)
    assert min(row.date for row in rows.rows) == date(2017, 1, 3)
    titles = ecfr.titles((corpus / "ecfr/api/titles.2025-07.json").read_bytes(), "x")
    assert len(titles.titles) == 50
    assert titles.of(15) == ecfr.TitleState(15, date(2025, 6, 17), date(2025, 7, 31), False, False)

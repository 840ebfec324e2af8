"""One odd record costs itself: the others are read, and it is named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.readers import ecfr, federal_register
from tests.readers.subjects import Search
from tests.sources.samples import DOCUMENT, ROW, search, versions
from tracker.errors import ParseError
from tracker.forms.record import OddRecord

GOOD = DOCUMENT | {"document_number": "2021-00009"}
YEAR = Search("a", date(2021, 1, 1), date(2021, 12, 31), 1)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (
            DOCUMENT | {"effective_on": "2024-02-30"},
            OddRecord("2021-00001", "effective_on: '2024-02-30' is not a date"),
        ),
        (DOCUMENT | {"title": None}, OddRecord("2021-00001", "title: missing")),
        (
            DOCUMENT | {"document_number": "2024-3_1"},
            OddRecord("2024-3_1", "document_number: '2024-3_1' is not a document number"),
        ),
        (
            DOCUMENT | {"document_number": 7},
            OddRecord("record 2 of results", "document_number: must be a string"),
        ),
        (None, OddRecord("record 2 of results", "results[1]: must be an object")),
        ([], OddRecord("record 2 of results", "results[1]: must be an object")),
    ],
)
def test_an_odd_document_is_named_and_the_others_are_read(wrong: Any, expected: OddRecord) -> None:
    page = federal_register.search_page(search(GOOD, wrong), "x")
    assert [document.document_number for document in page.documents] == ["2021-00009"]
    assert page.odd == (expected,)
    assert (page.count, page.given) == (2, 2)


@pytest.mark.parametrize(
    "harmless",
    [{"docket_ids": [None]}, {"regulation_id_numbers": [None, "0694-AA00"]}, {"agencies": [None]},
     {"cfr_references": [None]},
     {"corrections": [None]}],
    ids=str,
)  # fmt: skip
def test_a_null_entry_in_a_list_costs_nothing(harmless: dict[str, Any]) -> None:
    page = federal_register.search_page(search(DOCUMENT | harmless), "x")
    assert (len(page.documents), page.odd) == (1, ())
    assert page.documents[0].docket_ids == ()


def test_an_answer_all_of_whose_records_are_odd_is_none() -> None:
    with pytest.raises(ParseError, match=r"results\[0\]\.title"):
        federal_register.search_page(
            search(DOCUMENT | {"title": None}, DOCUMENT | {"type": 1}), "x"
        )
    with pytest.raises(ParseError, match="content_versions"):
        ecfr.versions_page(versions(ROW | {"date": "x"}), "x")
    with pytest.raises(ParseError, match="results"):
        federal_register.inspection(b'{"count": 3}', "x", ())


def test_a_document_outside_the_days_asked_for_costs_itself() -> None:
    late = DOCUMENT | {"document_number": "2022-00001", "publication_date": "2022-01-03"}
    page = federal_register.search_page(search(GOOD, DOCUMENT, late), "x", YEAR)
    assert [document.document_number for document in page.documents] == ["2021-00009", "2021-00001"]
    assert page.odd == (
        OddRecord("2022-00001", "its day 2022-01-03 is outside the days asked for"),
    )
    with pytest.raises(ParseError, match=r"2022-00001.*outside the days"):
        federal_register.search_page(search(GOOD, late, late), "x", YEAR)
    undated = DOCUMENT | {"publication_date": None}
    assert len(federal_register.search_page(search(GOOD, undated), "x", YEAR).odd) == 1


def test_an_odd_document_on_inspection_is_named() -> None:
    ours = GOOD | {"agencies": [{"name": "Bureau", "slug": "ours"}]}
    found = federal_register.inspection(search(ours, DOCUMENT | {"title": None}), "x", ("ours",))
    assert ([document.document_number for document in found.certain], found.possible) == (
        ["2021-00009"],
        (),
    )
    assert found.odd == (OddRecord("2021-00001", "title: missing"),)


def test_an_odd_row_of_a_version_list_is_named_by_identifier_and_date() -> None:
    page = ecfr.versions_page(versions(ROW, ROW | {"issue_date": "soon"}), "x")
    assert (len(page.rows), page.listed) == (1, 2)
    assert page.odd == (
        OddRecord("744.1 of 2021-01-05", "issue_date: 'soon' is not a date", "744"),
    )


@pytest.mark.parametrize(
    ("part", "told"),
    [("744", True), ("902", False), (None, False), (["744"], True)],
    ids=["tracked", "another", "none", "unreadable"],
)
def test_an_odd_row_is_told_where_it_may_be_of_a_tracked_part(part: Any, told: bool) -> None:
    page = ecfr.versions_page(versions(ROW, ROW | {"type": "subject_group", "part": part}), "x")
    assert bool(page.odd_in({"744"})) is told


def test_a_list_of_rows_of_an_unknown_kind_is_an_answer_without_rows() -> None:
    page = ecfr.versions_page(versions(ROW | {"type": "subject_group", "part": "902"}), "x")
    assert (page.rows, page.listed, page.odd_in({"744"})) == ((), 1, ())


def test_an_odd_title_costs_itself() -> None:
    titles = [{"number": 15}, {"number": 16, "latest_issue_date": "2021-02-30"}, {"number": None}]
    found = ecfr.titles(json.dumps({"titles": titles}).encode(), "x")
    assert [title.number for title in found.titles] == [15]
    assert [record.what for record in found.odd] == ["title 16", "record 3 of titles"]


def test_recorded_odd_records_cost_themselves(corpus: Path) -> None:
    listed = json.loads((corpus / "field/fr-odd-records.json").read_text(encoding="utf-8"))
    page = federal_register.search_page(search(*listed), "x")
    assert [document.document_number for document in page.documents] == ["2024-99004"]
    assert [record.what for record in page.odd] == ["2024-99001", "2024-99002", "2024-99003_1"]
    row = (corpus / "field/versions-odd-row.json").read_bytes()
    assert ecfr.versions_page(row, "x").odd_in({"744"}) == ()
    assert [failure.what for failure in ecfr.versions_page(row, "x").odd_in({"902"})] == [
        "ECFR0123456789abc of 2017-01-03"
    ]

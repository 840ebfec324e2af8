"""Answers of the three sources as values: the real shapes, and what is wrong with others."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ParseError
from tracker.model import VersionRow
from tracker.sources import bis, ecfr, federal_register, parts, subjects
from tracker.sources.subjects import BisPage, Detail, Full, Inspection, Listing, Notices, Search, Text, Titles, Versions

ROW = {"date": "2021-01-05", "amendment_date": "2021-01-05", "issue_date": "2021-01-06", "identifier": "744.1", "name": "§ 744.1   A."}
ROW |= {"part": "744", "substantive": True, "removed": False, "title": "15", "type": "section"}
DOCUMENT = {"document_number": "2021-00001", "title": "A rule  ", "type": "Rule", "publication_date": "2021-01-04", "agencies": []}


def versions(*rows: dict[str, Any], **meta: Any) -> bytes:
    return json.dumps({"content_versions": rows, "meta": {"title": "15"} | meta}).encode()


def search(*documents: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"count": len(documents), "results": documents} | more).encode()


def one(**more: Any) -> Any:
    return federal_register.search_page(search(DOCUMENT | more), "x").documents[0]


SUBJECTS = [
    Titles(), Versions(15, "issue_date[gte]=2021-01-01&page=2"), Full(15, "744", "section", "744.1", date(2021, 1, 5)),
    Full(15, "748", "appendix", "Supplement No. 6 to Part 748 - Authorities: Issuing", date(2017, 1, 3)), Detail("2021-00001"),
    Search("industry-and-security-bureau", date(2021, 1, 1), date(2021, 12, 31), 3),
    Search("~PRESDOCU", date(2021, 1, 1), date(2021, 1, 1), 1), Text("C1-2021-00001"), Inspection(("a-b", "c")), Listing("/news-updates"),
    Notices("/regulations/x"), BisPage("/press-release/acme-inc."),
]  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_subject_round_trips(subject: subjects.Subject) -> None:
    assert subjects.parse(str(subject)) == subject


@pytest.mark.parametrize(
    "text", ["", "ecfr:", "ecfr:full:15:744:section:744.1:2021-13-45", "fr:search:a:2021-01-01:x:1", "bis:page:x", "x:y"]
)
def test_what_no_subject_prints_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        subjects.parse(text)


def test_group_says_whether_it_is_classified_and_by_type() -> None:
    group = Search("~PRESDOCU+RULE", date(2021, 1, 1), date(2021, 1, 2), 1)
    assert (group.classified, group.by_type, group.names) == (True, True, ("PRESDOCU", "RULE"))


# ---- eCFR


def test_rows_are_read_with_their_three_dates() -> None:
    expected = VersionRow(15, "744", "744.1", "section", date(2021, 1, 5), date(2021, 1, 5), date(2021, 1, 6), "§ 744.1 A.", False, True)
    assert ecfr.version_rows(versions(ROW), "x") == (expected,)


def test_phantoms_before_the_floor_stand_for_the_floor() -> None:
    found = ecfr.version_rows(versions(ROW | {"date": "2016-12-28", "amendment_date": "2016-12-28"}), "x")[0]
    assert (found.date, found.amendment_date) == (date(2017, 1, 3), date(2016, 12, 28))


def test_row_without_a_part_is_counted_but_left_out() -> None:
    page = ecfr.versions_page(versions(ROW | {"part": None}, ROW, result_count="2", total_pages=1), "x")
    assert (page.listed, len(page.rows), page.result_count, page.total_pages, page.title) == (2, 1, 2, 1, 15)


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"date": "2025-13-45"}, "content_versions[0].date"),
        ({"date": 20250101}, "content_versions[0].date"),
        ({"issue_date": None}, "content_versions[0].issue_date"),
        ({"issue_date": "2021-1-5"}, "content_versions[0].issue_date"),
        ({"identifier": ["744.1"]}, "content_versions[0].identifier"),
        ({"identifier": ""}, "content_versions[0].identifier"),
        ({"type": "chapter"}, "content_versions[0].type"),
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
        json.dumps({"titles": [*rows, {"number": 35, "reserved": True}], "meta": {"import_in_progress": False}}).encode(), "x"
    )
    assert found.importing is False
    assert found.of(15) == ecfr.TitleState(15, date(2021, 1, 5), date(2021, 1, 8), False, True)
    assert found.of(35) == ecfr.TitleState(35, None, None, True, False)
    assert found.of(1) is None


def test_address_of_a_text_is_quoted() -> None:
    request = ecfr.full_request("http://x", Full(15, "744", "appendix", "Supplement No. 4 to Part 744 & more", date(2021, 1, 5)))
    query = "part=744&appendix=Supplement%20No.%204%20to%20Part%20744%20%26%20more"
    assert request.url == f"http://x/api/versioner/v1/full/2021-01-05/title-15.xml?{query}"
    assert request.accept == "application/xml"


# ---- Federal Register


def test_document_is_read_with_its_dates_and_parts() -> None:
    found = one(
        abstract="Sets 10<INF>2</INF> limits in part 742 of the EAR.",
        dates="Effective 15 CFR Parts 740 and 742.",
        effective_on="2021-02-01",
        cfr_references=[{"title": 15, "part": "744", "chapter": None}, {"title": 15, "part": 736}, {"title": None, "part": "1"}],
        volume=86, start_page=123, citation="86 FR 123",
    )  # fmt: skip
    assert (found.title, found.abstract) == ("A rule", "Sets 102 limits in part 742 of the EAR.")
    assert found.cfr_parts == ("15 CFR 736", "15 CFR 744")
    assert found.cfr_parts_in_text == ("15 CFR 740", "15 CFR 742")
    assert (found.effective_on, found.volume, found.text, found.public_inspection) == (date(2021, 2, 1), 86, None, False)


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        (None, None),
        ("2020-00009", "2020-00009"),
        ("https://www.federalregister.gov/api/v1/documents/2020-00009.json?publication_date=2020-01-01", "2020-00009"),
        ({"document_number": "C1-2020-00009"}, "C1-2020-00009"),
        ({"nested": {"junk": 1}}, None),
        (17, None),
    ],
)
def test_corrections_are_document_numbers(given_value: Any, expected: str | None) -> None:
    found = one(correction_of=given_value, corrections=[given_value])
    assert found.correction_of == expected
    assert found.corrections == ((expected,) if expected else ())


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://www.federalregister.gov/documents/full_text/text/2021/01/04/2021-00001.txt", True),
        ("http://127.0.0.1:8/fr/documents/full_text/text/2021/01/04/2021-00001.txt", True),
        ("http://169.254.169.254/latest/meta-data", False),
        ("file:///etc/passwd", False),
        ("https://www.federalregister.gov/documents/full_text/text/2021/01/04/../../../x.txt", False),
        ("http://[broken", False),
    ],
)
def test_full_text_is_asked_for_at_our_base_whatever_the_answer_names(url: str, kept: bool) -> None:
    request = federal_register.text_request("http://base", one(raw_text_url=url))
    expected = "http://base/documents/full_text/text/2021/01/04/2021-00001.txt"
    assert (request.url if request else None) == (expected if kept else None)


def test_search_without_results_is_no_match() -> None:
    assert federal_register.search_page(b'{"description": "Documents", "count": 0}', "x") == federal_register.SearchPage(0, 0, ())
    with pytest.raises(ParseError, match="results"):
        federal_register.search_page(b'{"count": 3}', "x")


@pytest.mark.parametrize(
    "wrong",
    [
        {"document_number": "../../etc"}, {"document_number": None}, {"title": None}, {"publication_date": "2025-13-45"},
        {"publication_date": []}, {"volume": "many"}, {"volume": 1e400}, {"agencies": "BIS"}, {"agencies": [1]},
        {"cfr_references": {"a": 1}},
        {"docket_ids": [1]}, {"corrections": "x"}, {"effective_on": {"time": 1}}, {"abstract": ["x"]},
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
    found = federal_register.inspection(json.dumps({"count": 2, "results": [ours, other]}).encode(), "x", ("ours",))
    assert [one.document_number for one in found.certain] == ["2021-00001"]
    assert [one.agencies for one in found.possible] == [("NEW OFFICE",)]
    assert found.certain[0].public_inspection is True


def test_full_text_is_taken_out_of_its_frame() -> None:
    framed = b"<html>\n<head><title>FR</title></head>\n<body><pre>\n[Federal Register]\nA &lt; B\n</pre></body>\n</html>\n"
    assert federal_register.text(framed, "x") == "[Federal Register]\nA < B"
    assert federal_register.text(b"plain\r\ntext", "x") == "plain\ntext"
    xml = b"<RULE><PREAMB><AGENCY>BIS</AGENCY><P>One <E T='03'>two</E>.</P></PREAMB></RULE>"
    assert federal_register.text(xml, "x") == "BIS\nOne two."


@pytest.mark.parametrize(
    "body", [b"", b"  ", b"<html><body>Back soon</body></html>", bytes(range(256)), b"<RULE/>", b"<RULE>", b"<html><pre> </pre>"]
)
def test_what_holds_no_full_text_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        federal_register.text(body, "x")


def test_text_adds_the_parts_of_its_own_stretch() -> None:
    document = one(title="Rule of 15 CFR part 736")
    text = "15 CFR part 30 (of a neighbour) ... 15 CFR Part 744 ..."
    assert federal_register.with_text(document, text, (35, len(text))).cfr_parts_in_text == ("15 CFR 736", "15 CFR 744")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 CFR Parts 740, 742, and 744", ("15 CFR 740", "15 CFR 742", "15 CFR 744")),
        ("15 C.F.R. § 744.23(a)(1)", ("15 CFR 744",)),
        ("part 744 of the EAR and parts 740 and 742 of the Export Administration Regulations", ("15 CFR 740", "15 CFR 742", "15 CFR 744")),
        ("supplement no. 4 to part 744", ("15 CFR 744",)),
        ("Supplements Nos. 6 and 7 to part 742", ("15 CFR 742",)),
        ("the EAR (15 CFR parts 730-774)", ()),
        ("15 CFR parts 730 through 774", ()),
        ("22 CFR 121.1 and 15 CFR 7", ("15 CFR 7", "22 CFR 121")),
        ("part 3 of the form", ()),
        ("1215 CFR 99999", ()),
    ],
)
def test_parts_named_in_a_text(text: str, expected: tuple[str, ...]) -> None:
    assert parts.named(text) == expected


# ---- BIS


def page(props: Any, body: str = "") -> bytes:
    data = json.dumps({"props": {"pageProps": props}})
    head = "<!DOCTYPE html><html><head><title>T | Bureau</title></head><body><nav>Menu</nav>"
    script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    return f"{head}<main>{body}</main>{script}</body></html>".encode()


ITEM = {"title": "Acme  pays", "path": "/press-release/acme-inc.", "publishedOn": {"time": "2021-01-02T04:00:00+00:00"}}


def test_listing_is_read_from_the_data_block_first() -> None:
    body = page({"deep": {"nodes": [ITEM, ITEM, {"path": "/about"}]}}, '<a href="/press-release/other">Other</a>')
    assert bis.listing(body, "x", ("/press-release/",)) == (bis.Item("/press-release/acme-inc.", "Acme pays", date(2021, 1, 2)),)


def test_listing_is_read_from_links_second() -> None:
    body = b'<ul><li><a href="/press-release/acme-inc.">Acme</a><span>July 10, 2026</span></li><li><a href="/x">No</a></li></ul>'
    assert bis.listing(body, "x", ("/press-release/",)) == (bis.Item("/press-release/acme-inc.", "Acme", date(2026, 7, 10)),)


@pytest.mark.parametrize(
    "href", ["https://evil.example/press-release/x", "/press-release/../../admin", "/press-release/a b", "javascript:x", "/press-release/"]
)
def test_links_that_lead_elsewhere_are_left_out(href: str) -> None:
    assert bis.listing(page({"nodes": [ITEM | {"path": href}]}), "x", ("/press-release/",)) == ()


def test_page_without_data_and_links_is_no_listing() -> None:
    with pytest.raises(ParseError):
        bis.listing(b"<html><body>Back soon</body></html>", "x", ("/press-release/",))


def test_release_is_read_a_paragraph_a_line() -> None:
    node = {
        "title": "Acme pays",
        "publishedOn": {"time": "2021-01-02T04:00:00+00:00"},
        "body": {"processed": "<p>One <b>two</b>.</p><ul><li>Three</li></ul>"},
    }
    found = bis.page(page({"node": node}, "<p>Else</p>"), "/press-release/acme-inc.", "x")
    assert (found.url, found.title, found.published_on) == ("https://media.bis.gov/press-release/acme-inc.", "Acme pays", date(2021, 1, 2))
    assert (found.text, found.kind) == ("One two.\nThree", "press-release")


def test_page_without_data_is_read_from_its_main_element() -> None:
    main = "<h1>Questions</h1><p>As of July 10, 2026.</p><script>x</script>"
    body = f"<html><head><title>FAQ | Bureau</title></head><body><header>Menu</header><main>{main}</main></body></html>".encode()
    found = bis.page(body, "/faq", "x")
    assert (found.title, found.text, found.published_on, found.kind) == (
        "Questions",
        "Questions\nAs of July 10, 2026.",
        date(2026, 7, 10),
        "page",
    )


def test_notices_are_one_line_each() -> None:
    rows = [
        {
            "frnTitle": "A",
            "frnPublicationDate": {"time": "2021-01-04T12:00:00+00:00"},
            "frnCitation": "86FR1",
            "frnUrl": {"url": "https://x/y"},
        }
    ]
    assert bis.notices(page({"frns": rows}), "/n", "x").text == "2021-01-04 | 86FR1 | A | https://x/y"
    with pytest.raises(ParseError, match=r"frns\[0\].frnTitle"):
        bis.notices(page({"frns": [{"frnTitle": 3}]}), "/n", "x")


# ---- anything at all

READERS = [
    lambda body: ecfr.titles(body, "x"), lambda body: ecfr.versions_page(body, "x"), lambda body: federal_register.search_page(body, "x"),
    lambda body: federal_register.detail(body, "x"), lambda body: federal_register.inspection(body, "x", ("a",)),
    lambda body: federal_register.text(body, "x"), lambda body: bis.listing(body, "x", ("/press-release/",)),
    lambda body: bis.page(body, "/x", "x"), lambda body: bis.notices(body, "/x", "x"),
]  # fmt: skip
KEYS = [
    "titles",
    "meta",
    "content_versions",
    "results",
    "count",
    "agencies",
    "cfr_references",
    "props",
    "pageProps",
    "node",
    "frns",
    *ROW,
    *DOCUMENT,
]
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2025-13-45", "15", "\ud800", "\x00"]),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(KEYS), below, max_size=5),
    max_leaves=12,
)


@given(st.binary(max_size=300) | JUNK.map(lambda value: json.dumps(value).encode()) | JUNK.map(page))
def test_any_bytes_give_a_value_or_a_parse_error(body: bytes) -> None:
    for read in READERS:
        try:
            read(body)
        except ParseError as error:
            assert "\n" not in str(error)  # noqa: PT017 (a value is fine too)


@given(JUNK, st.sampled_from(sorted(ROW)), st.sampled_from(sorted(DOCUMENT)))
def test_any_value_of_a_field_gives_a_value_or_a_parse_error(value: Any, row_key: str, document_key: str) -> None:
    for read, body in (
        (ecfr.versions_page, versions(ROW | {row_key: value})),
        (federal_register.search_page, search(DOCUMENT | {document_key: value})),
    ):
        try:
            read(body, "x")
        except ParseError:
            continue


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 100_000, b"<div>" * 100_000, b'{"count": 1e999999}', b'{"titles": ' + b"9" * 5000 + b"}"]
)
def test_deep_and_huge_input_is_refused_quickly(body: bytes) -> None:
    for read in READERS:
        try:
            read(body)
        except ParseError:
            continue


# ---- the recorded answers


def test_recorded_answers_are_read(corpus: Path) -> None:
    api = corpus / "fr/api"
    for name in ("search-all-fields-page-one.json", "search-newest-page-one.json", "search-commerce-department.2026-09.json"):
        found = federal_register.search_page((api / name).read_bytes(), name)
        assert found.documents
        assert found.total_pages == 50
    assert federal_register.search_page((api / "search-no-match.200.json").read_bytes(), "x").count == 0
    assert federal_register.detail((api / "document.2024-31396.json").read_bytes(), "x").cfr_parts == ("40 CFR 52",)
    assert federal_register.detail((api / "document.93-32104.json").read_bytes(), "x").document_number == "93-32104"
    assert federal_register.inspection((api / "inspection-date-empty.200.json").read_bytes(), "x", ()).certain == ()
    rows = ecfr.versions_page((corpus / "ecfr/api/versions-title-15.2025-07.json").read_bytes(), "x")
    assert (rows.listed, len(rows.rows), rows.result_count) == (5840, 5838, 5840)
    assert min(row.date for row in rows.rows) == date(2017, 1, 3)
    titles = ecfr.titles((corpus / "ecfr/api/titles.2025-07.json").read_bytes(), "x")
    assert len(titles.titles) == 50
    assert titles.of(15) == ecfr.TitleState(15, date(2025, 6, 17), date(2025, 7, 31), False, False)
    assert bis.listing((corpus / "pages/bis/listing-li.fragment.html").read_bytes(), "x", ("/press-release/",))


def test_our_fields_are_those_that_the_service_knows(corpus: Path) -> None:
    found = json.loads((corpus / "fr/api/search-all-fields-page-one.json").read_text(encoding="utf-8"))["results"][0]
    assert set(federal_register.FIELDS) <= set(found)
    assert not set(federal_register.FIELDS) & {"page_views", "dockets", "pdf_url", "public_inspection_pdf_url", "images"}

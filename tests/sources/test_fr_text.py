"""Full texts of the Federal Register: where they are asked for, and the lines that they are read
into."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.meaning_samples import document as sample
from tests.readers import federal_register
from tests.sources.samples import one
from tracker import markup, tag
from tracker.errors import ParseError
from tracker.forms import html_reading
from tracker.model import Document
from tracker.sources.federal_register import xml as fr_xml
from tracker.tag.body import own

BASE, GOVINFO = "http://base", "http://second"
XML_URL = "http://base/documents/full_text/xml/2021/01/04/2021-00001.xml"
RAW_URL = "http://base/documents/full_text/text/2021/01/04/2021-00001.txt"


def _asked(document: Document, govinfo: str | None = None) -> list[tuple[str, str]]:
    return [
        (found.house, found.request.url)
        for found in federal_register.text_requests(BASE, document, govinfo)
    ]


def test_xml_is_asked_for_before_the_printed_form_and_the_second_house_last() -> None:
    requests = federal_register.text_requests(BASE, one(), GOVINFO)
    assert [(found.house, found.request.url, found.request.accept) for found in requests] == [
        ("federal-register", XML_URL, "application/xml"),
        ("federal-register", RAW_URL, "text/plain"),
        (
            "govinfo",
            "http://second/content/pkg/FR-2021-01-04/xml/2021-00001.xml",
            "application/xml",
        ),
        ("govinfo", "http://second/content/pkg/FR-2021-01-04/html/2021-00001.htm", "text/html"),
    ]
    assert {found.request.subject for found in requests} == {"fr:text:2021-00001:2021-01-04"}
    assert all(found.request.optional for found in requests)


def test_without_a_second_house_only_the_first_one_is_asked() -> None:
    assert [house for house, _ in _asked(one())] == ["federal-register", "federal-register"]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.federalregister.gov/documents/full_text/text/2021/01/04/2021-00001.txt",
        "http://127.0.0.1:8/fr/documents/full_text/text/2021/01/04/2021-00001.txt",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "https://www.federalregister.gov/documents/full_text/text/2021/01/04/../../../x.txt",
        "http://[broken",
        None,
    ],
)
def test_full_text_is_asked_for_at_our_base_whatever_the_answer_names(url: str | None) -> None:
    assert [address for _, address in _asked(one(raw_text_url=url, full_text_xml_url=url))][
        -1
    ] == RAW_URL


def test_a_printed_address_is_followed_at_our_base() -> None:
    printed = "https://www.federalregister.gov/documents/full_text/xml/2021/01/05/C1-2021-00001.xml"
    assert (
        _asked(one(full_text_xml_url=printed))[0][1]
        == "http://base/documents/full_text/xml/2021/01/05/C1-2021-00001.xml"
    )


def test_a_document_without_a_day_has_no_place_for_its_text() -> None:
    assert _asked(one(publication_date=None), GOVINFO) == []


def test_full_text_is_taken_out_of_its_frame() -> None:
    framed = (
        b"<html>\n<head><title>FR</title></head>\n<body><pre>\n[Federal Register]\nA &lt;"
        b" B\n</pre></body>\n</html>\n"
    )
    assert federal_register.text(framed, "x") == "[Federal Register]\nA < B"
    assert federal_register.text(b"plain\r\ntext", "x") == "plain\ntext"
    xml = b"<RULE><PREAMB><AGENCY>BIS</AGENCY><P>One <E T='03'>two</E>.</P></PREAMB></RULE>"
    assert federal_register.text(xml, "x") == "BIS\nOne two."


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  ",
        b"<html><body>Back soon</body></html>",
        bytes(range(256)),
        b"<RULE/>",
        b"<RULE>",
        b"<html><pre> </pre>",
    ],
)
def test_what_holds_no_full_text_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        federal_register.text(body, "x")


RULE = """<RULE><PREAMB><PRTPAGE P="1"/><AGENCY TYPE="S">DEPARTMENT</AGENCY>
<CFR>15 CFR Part 744</CFR>
<SUBJECT>Widgets</SUBJECT>
<AGY><HD SOURCE="HED">AGENCY:</HD><P>Invented Bureau.</P></AGY>
<SUM><HD SOURCE="HED">SUMMARY:</HD><P>It amends <E T="03">widgets.</E><SU>1</SU><FTREF/></P>
<FTNT><P><SU>1</SU>A footnote.</P></FTNT></SUM>
<EFFDATE><HD SOURCE="HED">DATES:</HD><P>Effective May 2, 2031.</P>
<P>Comments by June 1.</P></EFFDATE></PREAMB>
<SUPLINF><HD SOURCE="HED">SUPPLEMENTARY INFORMATION:</HD>
<HD SOURCE="HD1">Background</HD><P>Words<PRTPAGE P="2"/>of it.</P>
<GPOTABLE><TTITLE>Table 1</TTITLE>
<BOXHD><CHED H="1">Country</CHED><CHED H="1">Number <LI>of rows</LI></CHED></BOXHD>
<ROW><ENT I="01">Burma</ENT><ENT/><ENT>1<SU>2</SU></ENT></ROW>
<TNOTE><SU>2</SU> About.</TNOTE></GPOTABLE>
<REGTEXT TITLE="15" PART="744"><AMDPAR>1. Section 744.1 is revised:</AMDPAR>
<SECTION><SECTNO>§ 744.1</SECTNO><SUBJECT>Widgets.</SUBJECT><P>(a) One.</P>
<STARS/></SECTION></REGTEXT>
<SIG><NAME>A. Person,</NAME><TITLE>Chief.</TITLE></SIG>
<FRDOC>[FR Doc. 2031-00001 Filed 5-1-31; 8:45 am]</FRDOC></SUPLINF>
<BILCOD>BILLING CODE 3510-33-P</BILCOD></RULE>"""


def test_xml_reads_as_the_printed_page_does_one_line_a_block() -> None:
    assert federal_register.text(RULE.encode(), "x").split("\n") == [
        "DEPARTMENT", "15 CFR Part 744", "Widgets", "AGENCY: Invented Bureau.",
        "SUMMARY: It amends widgets. 1",
        "1 A footnote.", "DATES: Effective May 2, 2031.", "Comments by June 1.",
        "SUPPLEMENTARY INFORMATION:", "Background",
        "Words of it.", "Table 1", "Country | Number of rows", "Burma |  | 1 2", "2 About.",
        "1. Section 744.1 is revised:",
        "§ 744.1 Widgets.", "(a) One.", "* * * * *", "A. Person,", "Chief.",
        "[FR Doc. 2031-00001 Filed 5-1-31; 8:45 am]",
        "BILLING CODE 3510-33-P",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            "<R>loose<P>One</P>between<P>Two</P>after</R>",
            ["loose", "One", "between", "Two", "after"],
        ),
        ("<R><P>One <FOO>two</FOO> three</P></R>", ["One", "two", "three"]),
        ("<R><ROW>stray<ENT>a</ENT>tail</ROW></R>", ["stray | a | tail"]),
        ("<R><ROW><ENT><P>a</P><P>b</P></ENT><ENT>c</ENT></ROW></R>", ["a b | c"]),
        ("<R><ROW><ENT/><ENT/></ROW><ENT>alone</ENT></R>", ["alone"]),
        ("<R><AGY><HD SOURCE='HED'>AGENCY:</HD></AGY><P>Else</P></R>", ["AGENCY:", "Else"]),
        ("<R><SECTION><SECTNO>1</SECTNO></SECTION><P>Else</P></R>", ["1", "Else"]),
        ("<R><AGY><HD SOURCE='HED'/><P>Else</P></AGY></R>", ["Else"]),
    ],
)
def test_odd_markup_loses_no_words(xml: str, expected: list[str]) -> None:
    assert fr_xml.lines(markup.parse_xml(xml.encode(), "x")) == expected


def test_markup_as_deep_as_the_parser_lets_through_is_read() -> None:
    deep = "<R>" + "<D>a" * 250 + "</D>" * 250 + "</R>"
    assert len(fr_xml.lines(markup.parse_xml(deep.encode(), "x"))) == 250


def _bare(text: str) -> str:
    """Return a text without white space, without the marks that stand for cells and stars, and with
    powers as they are served."""
    return (
        "".join(text.split()).replace("|", "").replace("*", "").replace("^", "").replace("−", "-")
    )


def test_every_text_node_of_recorded_xml_appears_once_and_in_order(corpus: Path) -> None:
    files = sorted([*(corpus / "fr/xml").glob("*.xml"), *(corpus / "world/fr/xml").glob("*.xml")])
    assert files
    for file in files:
        root = markup.parse_xml(file.read_bytes(), file.name)
        assert _bare(" ".join(fr_xml.lines(root))) == _bare("".join(root.itertext())), file.name


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (
            "<RULE><P>more than 10<SU>26</SU> operations<SU>1</SU><FTREF/>of it</P></RULE>",
            "more than 10^26 operations 1 of it",
        ),
        ("<RULE>loose 10<SU>26</SU> words<P>One</P></RULE>", "loose 10^26 words"),
        ('<RULE>loose 10<E T="51">-4</E> words<P>One</P></RULE>', "loose 10^-4 words"),
        (
            "<html><pre>more than 10\\26\\ operations\\1\\ of it</pre></html>",
            "more than 10^26 operations\\1\\ of it",
        ),
        (
            "more than 10\\26\\ operations, 0.1 m\\2\\, less than 10\\-4\\",
            "more than 10^26 operations, 0.1 m^2, less than 10^-4",
        ),
        ("\\1\\ See 89 FR 1, at page 10.\\2\\", "\\1\\ See 89 FR 1, at page 10.\\2\\"),
    ],
)
def test_a_power_reads_the_same_in_mark_up_and_in_print(body: str, line: str) -> None:
    assert federal_register.text(body.encode(), "x").split("\n")[0] == line


def test_a_power_on_a_web_page_is_one_word_and_a_footnote_mark_another() -> None:
    page = html_reading.parse(
        "<main><p>more than 10<sup>26</sup> operations<sup>1</sup></p><p>of"
        " CO<sub>2</sub></p></main>",
        "page",
    )

    assert html_reading.paragraphs(page) == ("more than 10^26 operations 1", "of CO2")


def _tags(document: Document, taxonomy: tag.Taxonomy) -> set[str]:
    return {found.tag for found in tag.tags_of_document(document, taxonomy)}


def test_tags_from_xml_are_those_from_the_printed_text(corpus: Path) -> None:
    taxonomy = tag.load(
        (Path(tag.__file__).parents[1] / "data/taxonomy.toml").read_bytes(), "taxonomy.toml"
    )
    records: list[dict[str, Any]] = json.loads(
        (corpus / "world/fr/documents.json").read_text(encoding="utf-8")
    )
    compared = 0
    for record in records:
        number = record["document_number"]
        forms = [corpus / f"world/fr/xml/{number}.xml", corpus / f"world/fr/raw/{number}.txt"]
        if not all(form.exists() for form in forms):
            continue
        compared += 1
        bare = sample(number, title=record["title"], abstract=record["abstract"])
        texts = [federal_register.text(form.read_bytes(), number) for form in forms]
        xml, printed = (federal_register.with_text(bare, text, own(text, number)) for text in texts)
        assert _tags(xml, taxonomy) >= _tags(printed, taxonomy), number
        assert set(xml.cfr_parts_in_text) >= set(printed.cfr_parts_in_text), number
    assert compared

"""Two files to their changes: serialisation changes nothing, real pairs give what they should."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from tracker import structure
from tracker.compare import compare
from tracker.diff import diff
from tracker.errors import ParseError
from tracker.model import Change
from tracker.names import parse

SECTION = """<DIV8 N="{number}" TYPE="SECTION"><HEAD>§ {number}   Records.</HEAD>
<P>(a) Keep &amp; show all records of “{thing}”.
</P>
<P>(b) <I>Time.</I> For five<br/>years.</P><CITA TYPE="N">[61 FR 1]</CITA></DIV8>"""


def part(*sections: str) -> bytes:
    body = "\n\n".join(sections)
    return f'<DIV5 N="744" TYPE="PART"><HEAD>PART 744—CONTROLS</HEAD>\n{body}\n</DIV5>'.encode()


def section(number: str, thing: str = "chips") -> str:
    return SECTION.format(number=number, thing=thing)


def told(old: bytes, new: bytes) -> tuple[Change, ...]:
    return compare(old, new, "old.xml", "new.xml").changes


def slowly(old: bytes, new: bytes, title: int | None = None) -> tuple[Change, ...]:
    return diff(structure.parse_file(old, "old", title), structure.parse_file(new, "new", title))


def test_identical_bytes_are_not_even_parsed() -> None:
    large = part(*(section(f"744.{number}") for number in range(10, 3_000)))
    assert told(large, large) == ()
    no_document = b"<DIV5"
    with pytest.raises(ParseError):
        told(no_document, large)
    assert told(no_document, no_document) == ()


def test_another_serialisation_is_no_change() -> None:
    one = part(section("744.1"))
    other = (
        one.decode()
        .replace("“", "&#8220;")
        .replace("<br/>", "<br></br>")
        .replace('N="744.1" TYPE="SECTION"', "TYPE='SECTION' N='744.1'")
    )
    result = compare(one, other.encode(), "old", "new")
    assert result.changes == ()
    assert result.old_fingerprint == result.new_fingerprint


def test_line_breaks_and_metadata_are_no_change() -> None:
    one = part(section("744.1"))
    other = one.decode().replace("</P>", "\n\n</P>\n").replace("§ 744.1   R", "§ 744.1 R")
    other = other.replace(
        'TYPE="PART"',
        'TYPE="PART" VOLUME="2"'
        ' hierarchy_metadata="{&amp;quot;path&amp;quot;:&amp;quot;/x&amp;quot;}"',
    )
    result = compare(one, other.encode(), "old", "new")
    assert result.changes == ()
    assert result.old_fingerprint == result.new_fingerprint


def test_emphasis_and_white_space_at_the_edges_of_blocks_change_no_fingerprint() -> None:
    one = part(section("744.1"))
    result = compare(
        one,
        one.replace(b"<I>Time.</I>", b"Time.").replace(b"<P>(a) ", b"\n<P>  (a)\t"),
        "old",
        "new",
    )
    assert result.old_fingerprint == result.new_fingerprint


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("five<br/>years", "five years"),
        ("Keep &amp; show", "Keep &lt; show"),
        ('N="744.1"', 'N="744.2"'),
        ("show all", "showall"),
    ],
)
def test_blocks_words_and_telling_attributes_change_the_fingerprint(
    said: str, instead: str
) -> None:
    one = part(section("744.1"))
    result = compare(one, one.replace(said.encode(), instead.encode()), "old", "new")
    assert result.old_fingerprint != result.new_fingerprint


def test_a_digit_changes_the_fingerprint() -> None:
    result = compare(part(section("744.1", "3A001")), part(section("744.1", "3A002")), "old", "new")
    assert result.old_fingerprint != result.new_fingerprint
    assert [(change.kind, change.address) for change in result.changes] == [
        ("amended", "15 CFR 744.1(a)")
    ]


def test_what_did_not_change_is_told_as_little_as_when_it_is_read_twice() -> None:
    old = [section(f"744.{number}") for number in range(1, 9)]
    new = [*old[:3], section("744.4", "tools"), *old[4:7], section("744.9")]
    assert told(part(*old), part(*new)) == slowly(part(*old), part(*new))


def test_what_stands_under_one_number_twice_is_removed_once() -> None:
    old = part(section("744.1"), section("744.1", "boards"), section("744.2"))
    new = part(section("744.1"), section("744.2"))
    assert told(old, new) == slowly(old, new)
    assert [(change.kind, change.address) for change in told(old, new)] == [
        ("removed", "15 CFR 744.1~2")
    ]


def test_what_stands_there_twice_word_for_word_is_one_section() -> None:
    old = part(section("744.1"), section("744.1"), section("744.2"))
    new = part(section("744.1"), section("744.2"))
    assert told(old, new) == slowly(old, new) == ()


@pytest.mark.parametrize(
    "garbage",
    [b"", b"no xml", b"<html><body>Request Access</body></html>", b"<DIV8><P>cut", b"\xff\xfe\x00"],
)
def test_any_other_bytes_are_one_clear_error(garbage: bytes) -> None:
    with pytest.raises(ParseError, match=r"new\.xml"):
        told(part(section("744.1")), garbage)


LISTED = """<DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX"><HEAD>Supplement No. 4 to Part 744—Entity List</HEAD>
<DIV><DIV class="gpotbl_div"><TABLE><THEAD><TR><TH>Country</TH><TH>Entity</TH><TH>License requirement</TH><TH>License review<br/>policy</TH>
<TH>Federal Register citation</TH></TR></THEAD><TBODY>{rows}</TBODY></TABLE></DIV></DIV></DIV9>"""  # noqa: E501 (as it is served)


def listed(*rows: tuple[str, str, str]) -> bytes:
    cells = "".join(
        f"<TR><TD>{country}</TD><TD>{name}</TD><TD>For all items.</TD><TD>Presumption of"
        f" denial.</TD><TD>{citation}</TD></TR>"
        for country, name, citation in rows
    )
    return LISTED.format(rows=cells).encode()


def test_rows_of_the_entity_list_that_are_known_keep_their_country() -> None:
    old = [
        ("FRANCE", "Acme", "1 FR 1"),
        (" ", "Beta, a.k.a., Bee", "1 FR 1"),
        ("SPAIN", "Gamma", "1 FR 2"),
        (" ", "Delta", "1 FR 3"),
    ]
    new = [*old[:2], (" ", "Zeta", "9 FR 9"), old[2], (" ", "Delta", "1 FR 3. 9 FR 9")]
    assert told(listed(*old), listed(*new)) == slowly(listed(*old), listed(*new), 15)
    assert [
        (change.kind, change.address.partition(", ")[2])
        for change in told(listed(*old), listed(*new))
    ] == [
        ("added", "FRANCE: Zeta"),
        ("amended", "SPAIN: Delta"),
    ]


def _pairs(folder: Path) -> list[tuple[Path, Path]]:
    dates = sorted(folder.glob("*.xml"))
    return list(pairwise(dates))


@pytest.mark.corpus
@pytest.mark.parametrize(
    "where", ["part-774/Supplement_No._1_to_Part_774", "part-744/Supplement_No._4_to_Part_744"]
)
def test_a_comparison_tells_what_reading_both_files_tells(corpus: Path, where: str) -> None:
    for old, new in _pairs(corpus / "world/ecfr/title-15" / where)[-6:]:
        before, after = old.read_bytes(), new.read_bytes()
        assert told(before, after) == slowly(before, after), (old.stem, new.stem)


@pytest.mark.corpus
def test_a_comparison_of_two_titles_tells_what_reading_both_tells(corpus: Path) -> None:
    folder = corpus / "world/ecfr/title-2"
    old, new = ((folder / f"{date}.xml").read_bytes() for date in ("2024-01-01", "2025-02-13"))
    assert told(old, new) == slowly(old, new, 2)


@pytest.mark.corpus
def test_title_2_gains_59_sections_loses_68_and_changes_429(corpus: Path) -> None:
    old, new = (
        (corpus / f"world/ecfr/title-2/{day}.xml").read_bytes()
        for day in ("2024-01-01", "2025-02-13")
    )
    changes = told(old, new)
    sections = Counter(
        change.kind
        for change in changes
        if change.unit == "provision" and re.search(r" \d+\.\d", change.address)
    )
    assert (sections["added"], sections["removed"]) == (59, 68)
    touched = {
        parse(address).provision
        for change in changes
        for address in (change.address, change.old_address or change.address)
    }
    both = [{leaf.get("N") for leaf in etree.fromstring(text).iter("DIV8")} for text in (old, new)]
    assert len(touched & both[0] & both[1]) == 429
    assert changes == slowly(old, new)


@pytest.mark.corpus
def test_the_entity_list_of_2024_12_05_gains_140_rows_and_citations_and_nothing_else(
    corpus: Path,
) -> None:
    folder = corpus / "world/ecfr/title-15/part-744/Supplement_No._4_to_Part_744"
    changes = told(
        (folder / "2024-11-01.xml").read_bytes(), (folder / "2024-12-05.xml").read_bytes()
    )
    counts = Counter((change.kind, change.unit) for change in changes)
    assert counts["added", "entity"] == 140
    assert set(counts) == {("added", "entity"), ("amended", "entity")}
    gained = [
        text
        for change in changes
        if change.kind == "amended"
        for sign, text in change.words
        if sign != "="
    ]
    assert all("FR" in text for text in gained)


@pytest.mark.corpus
def test_the_country_groups_of_2026_07_14_change_in_four_cells(corpus: Path) -> None:
    folder = corpus / "world/ecfr/title-15/part-740/Supplement_No._1_to_Part_740"
    changes = told(
        (folder / "2017-01-03.xml").read_bytes(), (folder / "2026-07-14.xml").read_bytes()
    )
    assert sorted((change.kind, change.address.partition(", ")[2]) for change in changes) == [
        ("added", "United Arab Emirates [A:5]"),
        ("removed", "Cambodia [D:5]"),
        ("removed", "United Arab Emirates [D:3]"),
        ("removed", "United Arab Emirates [D:4]"),
    ]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "ecfr/other-titles/title-1.bulk.dashes-before.xml",
            "ecfr/other-titles/title-1.bulk.dashes-after.xml",
        ),
        ("fr/xml/FR-2024-02-12.current.xml", "fr/xml/FR-2024-02-12.updated.xml"),
    ],
)
def test_dashes_alone_give_editorial_changes_only(corpus: Path, old: str, new: str) -> None:
    changes = told((corpus / old).read_bytes(), (corpus / new).read_bytes())
    assert changes
    assert {(change.kind, change.noise) for change in changes} == {("editorial", "typography")}


@pytest.mark.corpus
def test_attributes_shuffled_and_text_escaped_change_nothing_in_real_files(corpus: Path) -> None:
    for path in (corpus / "ecfr/excerpts").rglob("*.xml"):
        root = etree.fromstring(path.read_bytes())
        for element in root.iter(etree.Element):
            held = sorted(element.attrib.items(), reverse=True)
            element.attrib.clear()
            element.attrib.update(held)
        result = compare(
            path.read_bytes(), etree.tostring(root, encoding="us-ascii"), path.name, "again.xml"
        )
        assert result.changes == ()
        assert result.old_fingerprint == result.new_fingerprint

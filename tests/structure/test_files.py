"""Whole files of any root: what they give, and what is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.structure.sections import section, supplement
from tracker.errors import ParseError
from tracker.markup import parse_xml
from tracker.structure import PARSER_VERSION, full_text, parse_file, parse_provision, title_of

PART = """<DIV5 N="744" TYPE="PART" VOLUME="2">
<HEAD>PART 744—CONTROL POLICY
</HEAD>
<AUTH>
<HED>Authority:</HED><PSPACE>50 U.S.C. 1.
</PSPACE></AUTH>
<SOURCE>
<HED>Source:</HED><PSPACE>61 FR 1, unless otherwise noted.
</PSPACE></SOURCE>
<DIV6 N="A" TYPE="SUBPART">
<HEAD>Subpart A—General</HEAD>
<DIV7 N="ECFR1" TYPE="SUBJGRP">
<HEAD>First Things</HEAD>
<DIV8 N="744.1" TYPE="SECTION">
<HEAD>§ 744.1 One.</HEAD>
<P>(a) Text.</P>
</DIV8>
</DIV7>
</DIV6>
<DIV9 N="Supplement No. 1 to Part 744" TYPE="APPENDIX">
<HEAD>Supplement No. 1 to Part 744—Lists
</HEAD>
<P>(a) Listed.</P>
</DIV9>\u200b
</DIV5>"""
TITLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<ECFR>
<AMDDATE>Dec. 29, 2022
</AMDDATE>

<VOLUME N="1" AMDDATE="2022-12-29"/>
<DIV1 N="{{title}}" TYPE="TITLE">

<HEAD>Title 7—Agriculture</HEAD>
<DIV2 N="Subtitle B" TYPE="SUBTITLE"><HEAD>Subtitle B</HEAD>
<DIV3 N="VII" TYPE="CHAPTER"><HEAD> CHAPTER VII—BUREAU</HEAD>
<DIV4 N="C" TYPE="SUBCHAP"><HEAD>SUBCHAPTER C—REGULATIONS</HEAD>
{PART}
</DIV4></DIV3></DIV2></DIV1></ECFR>
"""
BULK = """<?xml version="1.0" encoding="UTF-8" ?>
<DLPSTEXTCLASS>
<HEADER><FILEDESC><TITLESTMT><TITLE>
Title 7: Agriculture</TITLE></TITLESTMT><PUBLICATIONSTMT><IDNO TYPE="title">
7</IDNO></PUBLICATIONSTMT></FILEDESC></HEADER>
<TEXT><BODY><ECFRBRWS>
<AMDDATE>Dec. 29, 2022
</AMDDATE>
<DIV1 N="2" NODE="7:2" TYPE="TITLE">
<HEAD>Title 7—Agriculture--Volume 2</HEAD>
<DIV5 N="744" NODE="7:2.1" TYPE="PART"><HEAD>PART 744—CONTROL POLICY</HEAD>
<DIV8 N="§ 744.1" NODE="x" TYPE="SECTION"><HEAD>§ 744.1   One.</HEAD><P>(a) Text.
</P></DIV8>
<DIV8 N="§§ 744.2–744.9" NODE="x" TYPE="SECTION"><HEAD>§§ 744.2–744.9 [Reserved]</HEAD></DIV8>
</DIV5></DIV1></ECFRBRWS></BODY></TEXT></DLPSTEXTCLASS>"""


def addresses(data: str | bytes, title: int | None = None) -> list[str]:
    return [
        root.address
        for root in parse_file(data if isinstance(data, bytes) else data.encode(), "sample", title)
    ]


def test_a_part_gives_its_provisions_and_what_stands_between_them() -> None:
    assert addresses(PART) == [
        "15 CFR part 744 heading",
        "15 CFR part 744 authority",
        "15 CFR part 744 source",
        "15 CFR part 744 subpart A heading",
        "15 CFR part 744 subpart A subject group heading",
        "15 CFR 744.1",
        "15 CFR 744 Supp. 1",
    ]


def test_a_title_names_itself_and_overrides_what_the_caller_says() -> None:
    found = addresses(TITLE.replace("{title}", "7"), 15)

    assert found[:5] == [
        "7 CFR title amendment date",
        "7 CFR title heading",
        "7 CFR subtitle B heading",
        "7 CFR chapter VII heading",
        "7 CFR chapter VII subchapter C heading",
    ]
    assert "7 CFR 744.1" in found


def test_bulk_files_name_the_title_in_their_header_and_number_sections_with_a_sign() -> None:
    assert addresses(BULK)[-3:] == ["7 CFR part 744 heading", "7 CFR 744.1", "7 CFR 744.2-744.9"]


def test_the_title_of_a_lone_part_is_the_callers_or_fifteen_or_in_its_metadata() -> None:
    named = PART.replace(
        'VOLUME="2"',
        'hierarchy_metadata="{&amp;quot;path&amp;quot;:&amp;quot;/on/X/title-22/part-744&amp;quot;}"',
    )

    assert addresses(PART)[-1].startswith("15 CFR")
    assert addresses(PART, 4)[-1].startswith("4 CFR")
    assert addresses(named)[-1].startswith("22 CFR")
    assert title_of(parse_xml(named.encode(), "sample")) == 22
    assert title_of(parse_xml(PART.encode(), "sample")) is None


def test_the_date_of_the_last_amendment_is_never_substance() -> None:
    date, *_ = parse_file(TITLE.replace("{title}", "7").encode(), "sample")

    assert date.role == "source-credit"


def test_a_section_present_twice_gets_a_twin_with_all_its_units() -> None:
    once = '<DIV8 N="744.1"><HEAD>§ 744.1 One.</HEAD><P>(a) Text.</P></DIV8>'
    other = once.replace("Text", "Words")
    first, second = parse_file(f'<DIV6 N="A">{once}{other}</DIV6>'.encode(), "sample")

    assert (first.address, second.address) == ("15 CFR 744.1", "15 CFR 744.1~2")
    assert [unit.address for unit in second.walk()][-1] == "15 CFR 744.1~2(a)"
    assert first.fingerprint != second.fingerprint


def test_sections_without_a_number_are_two_though_they_say_the_same() -> None:
    once = '<DIV8 N=""><HEAD>[Reserved]</HEAD></DIV8>'
    found = parse_file(f'<DIV6 N="A">{once}{once}</DIV6>'.encode(), "sample")

    assert [root.address for root in found] == ["15 CFR [unnumbered]", "15 CFR [unnumbered]~2"]


def test_what_stands_between_provisions_is_kept() -> None:
    data = """<DIV6 N="B"><HEAD>Subpart B</HEAD>stray<P>Loose words.</P><NOTE><HED>Note:</HED><P>Text.</P></NOTE>
    <XREF>Link to an amendment published at 91 FR 1.</XREF><CITA>[1 FR 1]</CITA><DIV8 N="1.1"><HEAD>§ 1.1</HEAD></DIV8></DIV6>"""  # noqa: E501 (as it is served)
    found = {
        root.address.removeprefix("15 CFR subpart B "): root
        for root in parse_file(data.encode(), "sample")
    }

    assert list(found) == [
        "heading",
        "p1",
        "p2",
        "note 1",
        "link notice 1",
        "source credit",
        "15 CFR 1.1",
    ]
    assert (found["link notice 1"].role, found["note 1"].label) == ("link-notice", "Note:")


def test_one_provision_is_read_alone() -> None:
    assert parse_provision(section("(a) One."), "sample", 15).address == "15 CFR 744.99"
    assert parse_provision(supplement("(a) One."), "sample", 3).address == "3 CFR 748 Supp. 2"
    with pytest.raises(ParseError, match="expected one section or appendix, found <DIV5>"):
        parse_provision(PART.encode(), "sample", 15)


@pytest.mark.parametrize(
    "data",
    [
        section("(a) One.", "(1) Two."),
        PART.encode(),
        TITLE.replace("{title}", "7").encode(),
        BULK.encode(),
    ],
)
def test_the_same_text_twice_gives_the_same_tree(data: bytes) -> None:
    trees = [parse_file(data, "sample") for _ in range(2)]

    assert all(first == second for first, second in pairwise(trees))


def test_the_full_text_joins_labels_and_texts_and_leaves_credits_out() -> None:
    (tree,) = parse_file(
        section("(a) One:", "(1) Two.", "<CITA>[1 FR 1]</CITA>", heading="§ 744.99 Head."), "sample"
    )

    assert full_text(tree) == "§ 744.99 Head. (a) One: (1) Two."
    assert full_text(tree.children[-1]) == "[1 FR 1]"
    assert PARSER_VERSION


@pytest.mark.parametrize("mark", ["\u200b", "\n\u200b\n", "&#8203;", "&#x200B;\n", "\n"])
def test_a_zero_width_mark_behind_the_root_is_no_fault(mark: str) -> None:
    data = supplement("(a) One.")

    assert parse_file(data + mark.encode(), "sample") == parse_file(data, "sample")
    assert parse_file((data.decode() + "\n").encode("utf-16"), "sample") == parse_file(
        data, "sample"
    )


def test_visible_words_behind_the_root_are_a_fault() -> None:
    with pytest.raises(ParseError):
        parse_file(supplement("(a) One.") + b"words", "sample")

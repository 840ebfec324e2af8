"""What sections, appendices and divisions are called where `N` is blank, bare or marred."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.diff import diff
from tracker.structure import parse_file, parse_provision

P = "<P>(a) One.</P>"


def annex(
    number: str | None, head: str, title: int = 7, part: str | None = "20", sub: str = ""
) -> str:
    named = "" if number is None else f' N="{number}"'
    leaf = f'<DIV9{named} TYPE="APPENDIX"><HEAD>{head}</HEAD>{P}</DIV9>'
    leaf = f'<DIV6 N="{sub}"><HEAD>Subpart {sub}—Things</HEAD>{leaf}</DIV6>' if sub else leaf
    inner = (
        leaf
        if part is None
        else f'<DIV5 N="{part}" TYPE="PART"><HEAD>PART 20—THINGS</HEAD>{leaf}</DIV5>'
    )
    data = f'<ECFR><DIV1 N="{title}" TYPE="TITLE">{inner}</DIV1></ECFR>'
    return parse_file(data.encode(), "x")[-1].address


def section(number: str | None, head: str, more: str = "") -> str:
    named = "" if number is None else f' N="{number}"'
    leaf = f'<DIV8{named} TYPE="SECTION"><HEAD>{head}</HEAD>{P}</DIV8>'
    return f'<DIV5 N="744" TYPE="PART"><HEAD>PART 744—THINGS</HEAD>{leaf}{more}</DIV5>'


@pytest.mark.parametrize(
    ("number", "head", "expected"),
    [
        ("Appendix A", "Appendix A to Part 20—Plums", "7 CFR 20 App. A"),
        ("Appendix A", "Appendix A to Part 20-plums", "7 CFR 20 App. A"),
        ("A", "Appendix A to Part 20—Plums", "7 CFR 20 App. A"),
        ("", "Appendix A to Part 20—Plums", "7 CFR 20 App. A"),
        (None, "Appendix A to Part 20", "7 CFR 20 App. A"),
        (" ", "Supplement No. 1 to Part 20: Plums", "7 CFR 20 Supp. 1"),
        ("Supplement No. 1", "Supplement No. 1 to Part 20—Plums", "7 CFR 20 Supp. 1"),
        ("1", "Supplement No. 1 to Part 20—Plums", "7 CFR 20 Supp. 1"),
        ("1", "Supplement No. 1—Plums", "7 CFR 20 Supp. 1"),
        ("A", "Plums and cherries", "7 CFR 20 App. A"),
        ("Appendix A", "Plums and cherries", "7 CFR 20 App. A"),
        ("Appendix A", "Appendix A—Plums", "7 CFR 20 App. A"),
        ("", "Appendix A—Plums", "7 CFR 20 App. A"),
        ("Appendix A to Part 20.", "Plums", "7 CFR 20 App. A"),
        ("Appendix A\u200b to Part 20", "Plums", "7 CFR 20 App. A"),
        ("App. A", "Appendix A to Part 20—Plums", "7 CFR 20 App. A"),
        ("Appendix II", "Appendix II to Part 20—Plums", "7 CFR 20 App. II"),
        ("Appendix A", "Appendix A to Subpart B of Part 20—Plums", "7 CFR 20 Subpart B App. A"),
        ("Appendix A", "Appendix A to Subpart B—Plums", "7 CFR 20 Subpart B App. A"),
        ("Appendix A to Subpart B", "Plums", "7 CFR 20 Subpart B App. A"),
        ("Appendix A to Part 21", "Appendix A to Part 20—Plums", "7 CFR 21 App. A"),
        ("Appendix to Part 20", "Appendix to Part 20—Plums", "7 CFR [Appendix to Part 20]"),
        ("Appendix", "Appendix to Part 20—Plums", "7 CFR [Appendix to Part 20]"),
        *(
            ("", f"Appendixes A{dash}C to Part 20 [Reserved]", "7 CFR 20 Apps. A-C")
            for dash in "-–—"
        ),
        *(
            (f"Appendixes A{dash}C", "Appendixes A to C to Part 20", "7 CFR 20 Apps. A-C")
            for dash in "-–—"
        ),
        *(
            (f"A{dash}C", f"Appendixes A{dash}C to Part 20—Plums", "7 CFR 20 Apps. A-C")
            for dash in "-–—"
        ),
        *(
            ("Appendix A", f"Appendix A to Part 60{dash}1—Plums", "7 CFR 60-1 App. A")
            for dash in "-–—"
        ),
        ("", "Plums", "7 CFR [unnumbered]"),
    ],
)
def test_an_appendix_takes_from_its_heading_or_its_part_what_its_number_leaves_out(
    number: str | None, head: str, expected: str
) -> None:
    assert annex(number, head) == expected


def test_an_appendix_takes_the_nearest_division_with_a_name() -> None:
    assert annex("Appendix A", "Appendix A—Plums", 15, "744", "B") == "15 CFR 744 App. A"
    assert annex("Appendix A", "Appendix A—Plums", 40, "PART 60") == "40 CFR 60 App. A"
    assert annex("Appendix A", "Appendix A—Plums", part="") == "7 CFR 20 App. A"
    assert annex("Appendix A", "Appendix A—Plums", part=None) == "7 CFR [Appendix A]"


@pytest.mark.parametrize(
    ("number", "head"),
    [
        ("744.23", "§ 744.23   Chips."),
        ("744.23.", "§ 744.23   Chips."),
        ("§ 744.23", "§ 744.23   Chips."),
        ("Sec. 744.23", "§ 744.23   Chips."),
        (" 744.23\u00a0", "§ 744.23   Chips."),
        ("744.23\u200b", "§ 744.23   Chips."),
        ("744\u200b.23", "§ 744.23   Chips."),
        ("744.23*", "§ 744.23   Chips."),
        ("744.23—", "§ 744.23   Chips."),
        ("", "§ 744.23   Chips."),
        (None, "§ 744.23   Chips."),
        (None, "Sec. 744.23 Chips."),
        ("23", "§ 744.23   Chips."),
        ("744.23a", "§ 744.23   Chips."),
        ("744.b23", "§ 744.23   Chips."),
        ("744.23", "§ 744.23a   Chips.".replace("a", "")),
    ],
)
def test_a_stray_character_in_the_number_of_a_section_counts_for_nothing(
    number: str | None, head: str
) -> None:
    clean, marred = section("744.23", "§ 744.23   Chips.").encode(), section(number, head).encode()

    assert [root.address for root in parse_file(marred, "x")][-1] == "15 CFR 744.23"
    for old, new in ((clean, marred), (marred, clean)):
        assert not any(
            change.kind in ("moved", "renumbered", "added", "removed")
            for change in compare(old, new, "old", "new").changes
        )
        assert compare(old, new, "old", "new").changes == diff(
            parse_file(old, "old"), parse_file(new, "new")
        )


def test_the_number_in_n_is_believed_where_the_heading_has_another_one_or_its_own_is_there() -> (
    None
):
    other = '<DIV8 N="744.23"><HEAD>§ 744.23 Chips.</HEAD></DIV8>'

    assert (
        parse_file(section("744.23", "§ 744.24   Chips.").encode(), "x")[-1].address
        == "15 CFR 744.23"
    )
    assert (
        parse_file(section("744.23", "§ 744.231   Chips.").encode(), "x")[-1].address
        == "15 CFR 744.23"
    )
    assert [
        root.address
        for root in parse_file(section("744.23a", "§ 744.23   Chips.", other).encode(), "x")
    ][-2:] == [
        "15 CFR 744.23a",
        "15 CFR 744.23",
    ]


def test_a_section_served_alone_is_named_as_in_its_file() -> None:
    alone = '<DIV8 N="744.23."><HEAD>§ 744.23 Chips.</HEAD></DIV8>'
    annexed = (
        '<DIV5 N="20"><HEAD>PART 20</HEAD><DIV9 N="Appendix A"><HEAD>Appendix'
        f" A—Plums</HEAD>{P}</DIV9></DIV5>"
    )

    assert parse_provision(alone.encode(), "x", 15).address == "15 CFR 744.23"
    assert parse_provision(annexed.encode(), "x", 7).address == "7 CFR 20 App. A"


@pytest.mark.parametrize(
    ("tag", "number", "head", "expected"),
    [
        ("DIV5", "", "PART 20—THINGS", "part 20"),
        ("DIV5", "20.", "PART 20—THINGS", "part 20"),
        ("DIV5", "PART 20", "PART 20—THINGS", "part 20"),
        ("DIV5", "Part", "PART 20—THINGS", "part 20"),
        ("DIV3", "", "CHAPTER XX [RESERVED]", "chapter XX"),
        ("DIV3", "\u200bXX", "CHAPTER XX [RESERVED]", "chapter XX"),
        ("DIV4", " ", "SUBCHAPTER C—THINGS", "subchapter C"),
        ("DIV6", "", "Subpart B—Things", "subpart B"),
        ("DIV6", "", "Things", "subpart unnumbered"),
        ("DIV3", "0", "CHAPTER XX [RESERVED]", "chapter 0"),
    ],
)
def test_a_division_without_a_number_takes_that_of_its_heading(
    tag: str, number: str, head: str, expected: str
) -> None:
    data = f'<DIV1 N="7"><{tag} N="{number}"><HEAD>{head}</HEAD></{tag}></DIV1>'

    assert [root.address for root in parse_file(data.encode(), "x")] == [
        f"7 CFR {expected} heading"
    ]


def test_equal_appendices_that_stand_in_other_parts_are_not_the_same() -> None:
    bare = f'<DIV9 N="Appendix A"><HEAD>Appendix A—Plums</HEAD>{P}</DIV9>'

    def file(home: int) -> bytes:
        parts = [
            f'<DIV5 N="{number}"><HEAD>PART {number}</HEAD>{bare if number == home else ""}</DIV5>'
            for number in (10, 20)
        ]
        return f'<ECFR><DIV1 N="7">{"".join(parts)}</DIV1></ECFR>'.encode()

    old, new = file(10), file(20)
    changes = compare(old, new, "old", "new").changes

    assert changes == diff(parse_file(old, "old"), parse_file(new, "new"))
    assert [(change.kind, change.old_address, change.address) for change in changes] == [
        ("moved", "7 CFR 10 App. A", "7 CFR 20 App. A")
    ]

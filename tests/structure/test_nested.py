"""A section, appendix or part that is served inside another has its own address.

By every reader of a file.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.compare import compare
from tracker.diff import diff
from tracker.model import Change, Node
from tracker.structure import parse_file, parse_provision

NOTES = "<P>(a) No license is required.</P>"


def leaf(number: str, *blocks: str, tag: str = "DIV8") -> str:
    name = number if tag == "DIV9" else f"§ {number}"
    return f'<{tag} N="{number}"><HEAD>{name}   Things.</HEAD>{"".join(blocks)}</{tag}>'


def part(*inside: str, number: str = "744") -> str:
    return (
        f'<DIV5 N="{number}" TYPE="PART"><HEAD>PART {number}—THINGS</HEAD>{"".join(inside)}</DIV5>'
    )


def title(*inside: str, number: str = "15") -> bytes:
    return f'<ECFR><DIV1 N="{number}" TYPE="TITLE">{"".join(inside)}</DIV1></ECFR>'.encode()


def told(old: bytes, new: bytes) -> tuple[Change, ...]:
    changes = diff(parse_file(old, "old"), parse_file(new, "new"))
    assert compare(old, new, "old", "new").changes == changes
    return changes


def names(data: bytes) -> list[str]:
    return [root.address for root in parse_file(data, "x") if root.kind == "provision"]


INNER = leaf("744.24", "<P>(a) A license is required.</P>")
OTHER = leaf("744.24", "<P>(a) No license is required.</P>")
FIRST = "<P>(a) First rule of the section.</P>"
APPENDIX = "Appendix A to Part 744"


def in_section(inner: str) -> str:
    return part(leaf("744.23", FIRST, inner))


def in_paragraph(inner: str) -> str:
    return part(leaf("744.23", FIRST.replace("</P>", f"{inner}</P>")))


def in_extract(inner: str) -> str:
    return part(leaf("744.23", FIRST, f"<EXTRACT>{inner}</EXTRACT>"))


def in_emphasis(inner: str) -> str:
    return part(leaf("744.23", FIRST.replace("</P>", f"<I>{inner}</I></P>")))


def in_appendix(inner: str) -> str:
    return part(leaf(APPENDIX, FIRST, inner, tag="DIV9"))


def in_subpart(inner: str) -> str:
    return part(leaf("744.23", FIRST, f'<DIV6 N="B"><HEAD>Subpart B</HEAD>{inner}</DIV6>'))


def in_authority(inner: str) -> str:
    return part(f"<AUTH><HED>Authority:</HED><PSPACE>50 U.S.C. 1.</PSPACE>{inner}</AUTH>")


def in_heading(inner: str) -> str:
    return part(leaf("744.23", FIRST).replace("</HEAD>", f"{inner}</HEAD>"))


places = pytest.mark.parametrize(
    "place",
    [
        in_section,
        in_paragraph,
        in_extract,
        in_emphasis,
        in_appendix,
        in_subpart,
        in_authority,
        in_heading,
    ],
)


@places
@pytest.mark.parametrize("number", ["15", "47"])
def test_a_change_in_an_inner_section_is_told_under_its_own_address(
    place: Callable[[str], str], number: str
) -> None:
    old, new = title(place(INNER), number=number), title(place(OTHER), number=number)

    for before, after in ((old, new), (new, old)):
        (change,) = told(before, after)
        assert (change.kind, change.address) == ("amended", f"{number} CFR 744.24(a)")


@places
def test_an_inner_section_leaves_no_word_in_the_outer_one(place: Callable[[str], str]) -> None:
    found = parse_file(title(place(INNER)), "x")

    assert sum("license" in unit.text for root in found for unit in root.walk()) == 1
    assert sum("First rule" in unit.text for root in found for unit in root.walk()) == (
        place is not in_authority
    )


@pytest.mark.parametrize(
    "nested",
    [
        part(leaf("744.23", FIRST, INNER)),
        part(leaf("744.23", FIRST, f"<EXTRACT>{INNER}</EXTRACT>")),
        part(leaf("744.23", FIRST).replace("</P>", f"{INNER}</P>")),
    ],
)
def test_the_repair_of_the_nesting_is_no_change(nested: str) -> None:
    alone = title(part(leaf("744.23", FIRST), INNER))

    assert told(title(nested), alone) == told(alone, title(nested)) == ()


def test_several_levels_of_nesting_are_all_told_apart() -> None:
    deep = part(
        leaf("744.23", FIRST, leaf("744.24", FIRST, leaf("744.25", FIRST)), leaf("744.26", FIRST))
    )
    flat = part(*(leaf(number, FIRST) for number in ("744.23", "744.24", "744.25", "744.26")))

    assert names(title(deep)) == names(title(flat))
    assert told(title(deep), title(flat)) == ()


@pytest.mark.parametrize("tag", ["DIV8", "DIV9"])
def test_a_part_inside_a_section_or_appendix_keeps_its_name_and_notes(tag: str) -> None:
    number = "702.1" if tag == "DIV8" else "Appendix A to Part 702"
    inner = part(
        "<AUTH><HED>Authority:</HED><PSPACE>12 U.S.C. 1.</PSPACE></AUTH>",
        leaf("703.1", FIRST),
        number="703",
    )
    nested = title(part(leaf(number, FIRST, inner, tag=tag), number="702"), number="12")
    flat = title(part(leaf(number, FIRST, tag=tag), number="702"), inner, number="12")

    assert [root.address for root in parse_file(nested, "x")][-3:] == [
        "12 CFR part 703 heading",
        "12 CFR part 703 authority",
        "12 CFR 703.1",
    ]
    assert told(nested, flat) == told(flat, nested) == ()


def test_one_section_served_twice_alike_is_one_and_otherwise_the_inner_one_is_the_twin() -> None:
    same = title(part(leaf("744.23", FIRST, INNER), INNER))
    differing = title(part(leaf("744.23", FIRST, OTHER), INNER))
    alone = title(part(leaf("744.23", FIRST), INNER))

    assert names(same) == ["15 CFR 744.23", "15 CFR 744.24"]
    assert names(differing) == ["15 CFR 744.23", "15 CFR 744.24~2", "15 CFR 744.24"]
    assert told(same, alone) == told(alone, same) == ()
    assert [(change.kind, change.unit) for change in told(differing, alone)] == [
        ("removed", "provision")
    ]
    assert [(change.kind, change.unit) for change in told(alone, differing)] == [
        ("added", "provision")
    ]


def test_a_part_served_twice_alike_is_one() -> None:
    inner = part(leaf("703.1", FIRST), "<P>Loose words.</P>", number="703")
    both = title(part(leaf("702.1", FIRST, inner), number="702"), inner)
    alone = title(part(leaf("702.1", FIRST), number="702"), inner)

    assert [root.address for root in parse_file(both, "x")] == [
        root.address for root in parse_file(alone, "x")
    ]


def test_words_that_an_inner_part_says_twice_are_told_twice() -> None:
    inner = part("<P>[Reserved]</P><P>[Reserved]</P>", leaf("703.1", FIRST), number="703")
    nested, alone = (
        title(body, number="12")
        for body in (part(leaf("702.1", FIRST, inner)), part(leaf("702.1", FIRST)) + inner)
    )

    assert [root.address for root in parse_file(nested, "x")][-3:] == [
        "12 CFR part 703 p1",
        "12 CFR part 703 p2",
        "12 CFR 703.1",
    ]
    assert told(nested, alone) == told(alone, nested) == ()


@pytest.mark.parametrize("around", ["", "744"])
def test_what_a_poll_stores_of_the_outer_section_holds_nothing_of_the_inner_one(
    around: str,
) -> None:
    served = leaf("744.23", FIRST, INNER, "<P>(b) Second.</P>")
    tree = parse_provision((part(served) if around else served).encode(), "x", 15)
    inner = parse_provision(INNER.encode(), "x", 15)

    assert [unit.address for unit in tree.walk()] == [
        "15 CFR 744.23",
        "15 CFR 744.23 heading",
        "15 CFR 744.23(a)",
        "15 CFR 744.23(b)",
    ]
    assert inner in parse_file(title(part(served)), "x")
    assert tree in parse_file(title(part(served)), "x")


def test_a_heading_group_without_sections_stays_text_of_its_appendix() -> None:
    served = leaf(
        APPENDIX, FIRST, '<DIV7 N="1"><HEAD>More</HEAD><P>(b) Second.</P></DIV7>', tag="DIV9"
    )
    tree: Node = parse_provision(served.encode(), "x", 15)

    assert "Second." in [unit.text for unit in tree.walk()]


def test_a_reserved_subpart_inside_a_section_is_no_heading_of_it() -> None:
    reserved = '<DIV6 N="B"><HEAD>Subpart B [Reserved]</HEAD></DIV6>'
    nested, alone = (
        title(part(leaf("744.23", FIRST, reserved))),
        title(part(leaf("744.23", FIRST), reserved)),
    )

    assert told(nested, alone) == told(alone, nested) == ()


def test_a_list_is_read_without_a_section_inside_it() -> None:
    titles = ("Country", "Entity", "Requirement", "Policy", "Citation")
    head = f"<THEAD><TR>{''.join(f'<TH>{title}</TH>' for title in titles)}</TR></THEAD>"

    def listed(inner: str) -> bytes:
        rows = "".join(
            f"<TR><TD>{c}</TD><TD>{n}</TD><TD>a</TD><TD>b</TD><TD>c</TD></TR>"
            for c, n in (("FREEDONIA", "Acme"), ("", "Beta"))
        )
        return title(
            part(
                leaf(
                    "Supplement No. 4 to Part 744",
                    f"<TABLE>{head}{rows}</TABLE>",
                    inner,
                    tag="DIV9",
                )
            )
        )

    (change,) = told(listed(INNER), listed(OTHER))
    assert change.address == "15 CFR 744.24(a)"
    assert any(unit.kind == "entity" for unit in parse_file(listed(INNER), "x")[1].walk())


def test_equal_sections_are_cut_only_where_none_stands_in_another() -> None:
    rest = [leaf(f"744.{number}", FIRST) for number in range(30, 40)]
    old = title(part(leaf("744.23", FIRST, INNER), *rest))
    new = title(part(leaf("744.23", "<P>(a) Other.</P>", INNER), *rest))

    (change,) = told(old, new)
    assert change.address == "15 CFR 744.23(a)"


RESERVED = '<DIV8 N="744.24"><HEAD>§ 744.24   [Reserved]</HEAD></DIV8>'


@pytest.mark.parametrize("one", [INNER, RESERVED, leaf(APPENDIX, FIRST, tag="DIV9")])
@pytest.mark.parametrize("between", ["", leaf("744.30", FIRST)])
def test_a_section_that_a_file_holds_twice_word_for_word_is_one(one: str, between: str) -> None:
    twice, once = title(part(one, between, one, one)), title(part(one, between))

    assert told(twice, once) == told(once, twice) == ()


def test_a_twin_that_differs_stays_a_twin() -> None:
    both = title(part(INNER, OTHER, INNER))

    assert names(both) == ["15 CFR 744.24", "15 CFR 744.24~2"]
    (change,) = told(title(part(INNER)), both)
    assert (change.kind, change.unit) == ("added", "provision")

"""What was read before is found again, and nobody can tell but by the time."""

from __future__ import annotations

import re
from itertools import count

import pytest

from tests.structure.sections import section
from tests.structure.supplements import element, row, table
from tracker import structure
from tracker.markup import Element, parse_xml
from tracker.model import Node
from tracker.names import provision_of
from tracker.structure.build import build_at
from tracker.structure.drafts import TakenNames
from tracker.structure.remembered import Remembered, bytes_of, key_of

CCL, ENTITIES = "Supplement No. 1 to Part 774", "Supplement No. 4 to Part 744"
HEAD = row("Country", "Entity", "Requirement", "Policy", "Citation", tag="TH")
NONCE = count()


def read(name: str, body: str) -> Node:
    return build_at(element(name, body), provision_of(name))


def anew(name: str, body: str) -> Node:
    """Read a text whose bytes were never seen before, though it says the same."""
    return read(
        name, re.sub(r"<(P|FP-2|TR|TD)\b", lambda tag: f'<{tag[1]} n="{next(NONCE)}"', body)
    )


def test_what_was_not_asked_for_longest_is_forgotten() -> None:
    memory = Remembered[str](10)
    memory.keep(b"a", "A", 5)
    memory.keep(b"b", "B", 5)
    assert (memory.get(b"a"), memory.get(b"b"), memory.get(b"c")) == ("A", "B", None)
    memory.keep(b"c", "C", 6)
    assert memory.get(b"a") == "A"
    memory.keep(b"d", "D", 6)
    assert [memory.get(name) for name in (b"a", b"b", b"c", b"d")] == ["A", None, "C", "D"]


def test_what_is_larger_than_all_that_may_be_kept_is_not() -> None:
    memory = Remembered[str](10)
    memory.keep(b"a", "A", 5)
    memory.keep(b"b", "B", 11)
    assert (memory.get(b"a"), memory.get(b"b")) == ("A", None)


def test_a_key_tells_where_one_piece_ends() -> None:
    assert key_of(b"ab", b"c") != key_of(b"a", b"bc")
    assert key_of(b"ab", b"c") == key_of(b"ab", b"c")


def test_the_bytes_of_an_element_leave_out_what_stands_behind_it() -> None:
    assert bytes_of(parse_xml(b"<A><B>x</B>y</A>", "x")[0]) == b"<B>x</B>"


def test_names_are_joined_only_where_none_was_asked_for_on_both_sides() -> None:
    here, there, other = TakenNames(), TakenNames(), TakenNames()
    home = provision_of("744.1")
    here.name(home.paragraph("a"))
    there.text(home)
    other.name(home.paragraph("a"))
    assert here.join(there)
    assert here.text(home).text == "15 CFR 744.1 p2"
    assert not here.join(other)
    assert here.name(home.paragraph("a")).text == "15 CFR 744.1(a)~2"


def test_the_same_section_is_one_object_at_one_address_alone() -> None:
    served = section("<P>(a) Whistles.</P>")
    first, second = (structure.parse_file(served, "x", 15) for _ in "12")
    assert first[-1] is second[-1]
    other = structure.parse_file(served, "x", 2)
    assert other[-1].address != first[-1].address
    assert other[-1].text == first[-1].text


ENTRY = "<FP-2><B>{0} Whistles.</B></FP-2><P>a. Tin.</P><P>a.1. Red.</P>{1}"


@pytest.mark.parametrize(
    "entries",
    [
        (("3A777", ""), ("3A778", "<P>b. Brass.</P>")),
        (("3A777", ""), ("3A777", "")),
        (("3A777", ""), ("3A778", "<P>Note to 3A777.a: x</P>"), ("3A777", "")),
        (("3A778", "<P>Note to 3A777.a: x</P>"), ("3A777", "<P>Note to 3A777.a: y</P>")),
        (("3A777", "<P>Plain words.</P>"), ("3A778", "<P>Note to 3A777.a: x</P><P>More.</P>")),
    ],
)
def test_entries_that_are_known_are_read_as_new_ones_whatever_their_names(
    entries: tuple[tuple[str, str], ...],
) -> None:
    body = "\n".join(ENTRY.format(*entry) for entry in entries)
    new = anew(CCL, body)
    for number, entry in enumerate(entries):
        read(CCL, f"<P>Lead {number}.</P>{ENTRY.format(*entry)}")
    assert read(CCL, body) == new
    changed = read(CCL, body.replace("Red", "Blue", 1))
    assert changed == anew(CCL, body.replace("Red", "Blue", 1))


ROW = row("", "Acme Ltd.", "All", "Denial", "76 FR 1.")


@pytest.mark.parametrize(
    "rows",
    [
        (row("FRANCE", "Bolt", "r", "p", "c"), ROW),
        (row("FRANCE", "Bolt", "r", "p", "c"), ROW, ROW),
        (row("FRANCE", "Bolt", "r", "p", "c"), ROW, row("ITALY", "Cog", "r", "p", "c"), ROW),
        (row("FRANCE", "", "", "", ""), ROW),
        (row("", "", "", "", ""), ROW),
    ],
)
def test_rows_that_are_known_are_read_as_new_ones_whatever_their_country(
    rows: tuple[str, ...],
) -> None:
    body = table(HEAD, "".join(rows))
    new = anew(ENTITIES, body)
    for part in rows:
        read(ENTITIES, table(HEAD, part))
    assert read(ENTITIES, body) == new
    assert read(ENTITIES, table(HEAD, "".join((*rows, ROW)))) == anew(
        ENTITIES, table(HEAD, "".join((*rows, ROW)))
    )


def test_a_row_with_small_print_is_read_by_the_foot_of_its_own_table() -> None:
    marked = row("FRANCE", "Acme 10<SU>1</SU>", "r", "p", "c")
    foot = "<TR><TD><SU>1</SU> See there.</TD></TR>"
    bodies = table(HEAD, marked), table(HEAD, marked, foot=foot)
    assert [read(ENTITIES, body) for body in bodies] == [anew(ENTITIES, body) for body in bodies]


def test_a_text_is_read_by_what_it_stands_in_too() -> None:
    served = b'<DIV8 N="744.1"><HEAD>744.1 A</HEAD><P>Ten 10<SU>4</SU></P></DIV8>'

    def within(tag: bytes) -> Element:
        return parse_xml(b"<%s>%s</%s>" % (tag, served, tag), "x")[0]

    found = [build_at(within(tag), provision_of("744.1")) for tag in (b"DIV5", b"LI", b"DIV5")]
    assert found[0] is found[2]
    assert found[0] is not found[1]

"""Which reader a supplement gets, and how runs of the list that begin in the middle are named."""

from __future__ import annotations

import pytest

from tests.structure.sections import supplement, units
from tests.structure.supplements import read
from tracker.structure import ccl, parse_file

CCL = "Supplement No. 1 to Part 774"
ENTRY = "<FP-2><B>3A777 Whistles.</B></FP-2>"


@pytest.mark.parametrize(
    ("number", "body", "kind"),
    [
        (CCL, ENTRY, "entry"),
        (CCL, "<P>3A777 Whistles.</P>", "paragraph"),
        (CCL, "<P><B>3A777</B> Whistles.</P>", "entry"),
        ("Supplement No. 2 to Part 774", ENTRY, "paragraph"),
    ],
)
def test_the_list_is_read_as_one_where_address_and_shape_agree(number: str, body: str, kind: str) -> None:
    (top,) = parse_file(supplement(body, number=number), "sample")
    assert top.children[-1].kind == kind


def test_a_run_that_begins_inside_an_entry_is_named_by_the_list_alone() -> None:
    found = read(ccl.build, CCL, "<P>a. Whistles.</P>\n<P>Plain words.</P>\n<P>Note: x</P>")
    assert [(name, unit.kind) for name, unit in found.items()][2:] == [("a", "item"), ("a p1", "paragraph"), ("a note", "note")]
    first = read(ccl.build, CCL, "<P>Plain words.</P>\n<NOTE><HED>Note:</HED><P>x</P></NOTE>")
    assert list(first)[2:] == ["p1", "note"]


def test_a_mark_without_width_hides_no_label_of_an_item_and_stays_in_its_words() -> None:
    body = f"{ENTRY}\n<P>a\u200b.\u200b1. Whistles.</P>\n<P>b. Be\u200blls.</P>"
    (top,) = parse_file(supplement(body, number=CCL), "sample")
    found = {unit.address.rpartition(", ")[2]: unit for unit in top.walk()}
    assert (found["3A777.a.1"].label, found["3A777.a.1"].text) == ("a.1.", "Whistles.")
    assert found["3A777.b"].text == "Be\u200blls."


def test_a_section_of_a_supplement_is_found_by_its_short_address() -> None:
    assert "(a)" in units(supplement("(a) One."))

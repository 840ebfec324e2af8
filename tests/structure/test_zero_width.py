"""Zero-width marks in the lists of the EAR.

No label, name or blank cell is another one because of them.
"""

from __future__ import annotations

import pytest

from tests.structure import supplements
from tests.structure.supplements import row, table
from tracker.diff import diff
from tracker.model import Node
from tracker.names import provision_of
from tracker.structure import build

ZERO_WIDTH = "\u200b"
CCL = "Supplement No. 1 to Part 774"
ENTITY_LIST = "Supplement No. 4 to Part 744"
GROUPS = "Supplement No. 1 to Part 740"

ENTRY = (
    "<HD1>Category 3-Electronics</HD1><HD1>A. Systems</HD1><FP-2><B>3A090 Circuits as"
    ' follows.</B></FP-2><FP-1><E T="04">License Requirements</E></FP-1><FP-1><I>Reason for'
    ' Control:</I> RS, AT</FP-1><FP-1><E T="05">List Based License Exceptions (See Part'
    ' 740)</E></FP-1><FP-1><I>LVS:</I> N/A</FP-1><FP-1><E T="04">List of Items'
    " Controlled</E></FP-1><FP><I>Items:</I></FP><P>a. Circuits with all of these:</P><P>a.1. A"
    " speed of 4800 or more.</P><NOTE><HED>Note 1 to 3A090.a:</HED><P>It does not count at"
    " night.</P></NOTE>"
)
ENTITIES = table(
    row(
        "Country",
        "Entity",
        "License requirement",
        "License review policy",
        "Federal Register citation",
        tag="TH",
    ),
    row("IRELAND", "Acme Ltd.", "All items", "Denial", "1 FR 2, 3/4/05.")
    + row(" ", "Beta SA", "All items", "Denial", "1 FR 3, 3/4/05."),
)
COUNTRIES = table(
    row("Country", "[D: 1]", "[D: 5]", tag="TH"),
    row("Cambodia", "X", ""),
    "<CAPTION><P>Country Group D</P></CAPTION>\n",
)


def tree(name: str, body: str) -> Node:
    """Return the provision that a supplement of this name and body is read as."""
    return build(supplements.element(name, body), provision_of(name).title)


IN_THE_CCL = (
    *(
        "Category",
        "A. Sys",
        "3A090 C",
        "License R",
        "Reason",
        "LVS",
        "List of",
        "Items:<",
        "a. C",
        "a.1. A",
        "1 to",
    ),
    *("Requirements<", "090 Circuits", "speed"),
)
IN_THE_ENTITY_LIST = ("Acme", "Ltd.", ' </TD>\n<TD class="left border-right-single">Beta', "Denial")
IN_THE_GROUPS = ("Cambodia", ": 1]", "</TD>\n</TR>\n</TBODY>", "X")


@pytest.mark.parametrize(
    ("name", "body", "before"),
    [(CCL, ENTRY, mark) for mark in IN_THE_CCL]
    + [(ENTITY_LIST, ENTITIES, mark) for mark in IN_THE_ENTITY_LIST]
    + [(GROUPS, COUNTRIES, mark) for mark in IN_THE_GROUPS],
)
def test_no_unit_gets_another_address_and_nothing_of_substance_is_told(
    name: str, body: str, before: str
) -> None:
    assert body.count(before) >= 1
    plain, marked = tree(name, body), tree(name, body.replace(before, ZERO_WIDTH + before, 1))
    assert [unit.address for unit in plain.walk()] == [unit.address for unit in marked.walk()]
    changes = diff((plain,), (marked,))
    assert {(change.kind, change.noise) for change in changes} <= {("editorial", "whitespace")}
    assert len(changes) <= 1


def test_a_mark_behind_the_label_stays_in_the_text() -> None:
    marked = tree(CCL, ENTRY.replace("A speed of", f"A speed{ZERO_WIDTH} of"))
    assert f"A speed{ZERO_WIDTH} of 4800 or more." in [unit.text for unit in marked.walk()]


def test_a_country_behind_a_mark_is_the_country_in_force() -> None:
    marked = tree(ENTITY_LIST, ENTITIES.replace("IRELAND", f"{ZERO_WIDTH}IRELAND"))
    assert [unit.address for unit in marked.walk() if unit.kind == "entity"] == [
        f"15 CFR 744 Supp. 4, IRELAND: {name}" for name in ("Acme Ltd.", "Beta SA")
    ]

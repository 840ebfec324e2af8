"""The law on every XML file of the corpus.

Each text node of the source lands in exactly one unit, in order.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.structure.sections import check_addresses, held, printed
from tracker.markup import Element, parse_xml
from tracker.model import Node
from tracker.structure import parse_file, parse_root

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"
FILES = sorted(
    path for folder in ("ecfr", "fr", "world") for path in (CORPUS / folder).glob("**/*.xml")
)
"""What a service gave whole; the other folders hold rules taken apart and small cases of faults."""
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FILES, reason="the recorded corpus (../shared/corpus) is not here"),
]

EXACT = {
    "ecfr/excerpts/part-744/2026-09-01.744.23-supp1.xml": (
        "15 CFR 744.23(a)(3)(i)(A)",
        "15 CFR 744.23(a)(4) note 1",
        "15 CFR 744 Supp. 1, (a)(8)",
    ),
    "ecfr/excerpts/part-740/2026-09-01.740.8.xml": (
        "15 CFR 740.8(c)(1)(vi)(B)(2)",
        "15 CFR 740.8 source credit",
    ),
    "ecfr/excerpts/part-738/2026-09-01.738.1-738.2.excerpt.xml": (
        "15 CFR 738.2(d)(1) table 1, 000-099 [Reason for control]",
        "15 CFR 738.2(d)(2)(iv)(C)(1)",
        "15 CFR part 738 authority",
    ),
    "ecfr/excerpts/part-772/2026-09-01.772.1.excerpt.xml": (
        '15 CFR 772.1 "Accuracy"',
        '15 CFR 772.1 "Bank"(a)',
    ),
    "ecfr/excerpts/part-744/2026-09-01.744.1-supp4-supp7-supp8.excerpt.xml": (
        "15 CFR 744.2 footnote 1",
        "15 CFR 744 Supp. 7 effective date note 1",
        "15 CFR 744.1 editorial note 1",
        "15 CFR 744.1(b)(2)",
    ),
}


def inherited(root: Element) -> frozenset[Element]:
    """Return the country cells of the Entity List.

    The country of an entity is in its address and facets, not in its text.
    """
    lists = [
        element
        for element in root.iter("DIV9")
        if element.get("N") == "Supplement No. 4 to Part 744"
    ]
    rows = [
        row
        for sequence in lists
        for row in sequence.iter("TR")
        if len(row) >= 5 and row[0].tag == "TD"
    ]
    return frozenset(row[0] for row in rows)


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(CORPUS)) for path in FILES])
def test_every_text_node_lands_in_exactly_one_unit_in_order(path: Path) -> None:
    root = parse_xml(path.read_bytes(), path.name)
    nodes = parse_root(root, path.name)

    assert held(nodes) == printed(root, inherited(root))
    check_addresses(nodes)


@pytest.mark.parametrize(("name", "addresses"), EXACT.items(), ids=list(EXACT))
def test_the_excerpts_hold_the_addresses_that_the_law_uses(
    name: str, addresses: tuple[str, ...]
) -> None:
    path = CORPUS / name
    if not path.exists():
        pytest.skip(f"{name} is not in this corpus")
    found = {unit.address for top in parse_file(path.read_bytes(), name) for unit in top.walk()}

    assert set(addresses) <= found


SELF = re.compile(r"[Tt]his paragraph ((?:\([\w]+\))+)")


def test_paragraphs_that_cite_themselves_have_the_address_they_cite() -> None:
    """The text is its own witness: `this paragraph (e)(3)` must stand in (e)(3).

    Misprints of the source are few.
    """
    cited = wrong = 0
    for path in FILES:
        if "/fr/" in str(path) or "Supplement" in str(path) or "excerpts" in str(path):
            continue
        for unit in paragraphs(parse_file(path.read_bytes(), path.name)):
            for found in SELF.finditer(unit.text):
                cited += 1
                wrong += found[1] not in unit.address

    assert cited > 100
    assert wrong <= cited * 0.02


def paragraphs(nodes: tuple[Node, ...]) -> list[Node]:
    return [unit for top in nodes for unit in top.walk() if unit.kind == "paragraph"]

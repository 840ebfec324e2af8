"""The lists of the EAR on the recorded data.

Every word kept in order, addresses unique, artefacts of our own reading rare.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.readers.judging import shape
from tests.structure.supplements import check, printed, squeezed
from tracker.markup import Element, parse_xml
from tracker.model import Node
from tracker.names import parse, provision_of
from tracker.structure.lists import ccl, countries, entity_list

CORPUS = SHARED / "corpus"
VERSIONS = CORPUS / "world/ecfr/title-15"
CCL, ENTITIES = (
    VERSIONS / "part-774/Supplement_No._1_to_Part_774",
    VERSIONS / "part-744/Supplement_No._4_to_Part_744",
)
GROUPS, CHART = (
    VERSIONS / "part-740/Supplement_No._1_to_Part_740",
    VERSIONS / "part-738/Supplement_No._1_to_Part_738",
)
EXCERPTS = CORPUS / "ecfr/excerpts"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not CORPUS.is_dir(), reason="the recorded data (../shared/corpus) is not here"
    ),
]


def files(folder: Path, pattern: str = "*.xml") -> list[Path]:
    return sorted(folder.glob(pattern))


def named(path: Path) -> str:
    return "-".join(path.parts[-2:])


def supplements(path: Path, name: str) -> Iterator[Element]:
    root = parse_xml(path.read_bytes(), path.name)
    yield from (found for found in root.iter("DIV9") if found.get("N") == name)


@cache
def read_ccl(path: Path) -> tuple[Element, Node]:
    root = next(supplements(path, "Supplement No. 1 to Part 774"))
    return root, ccl.build(root, provision_of("Supplement No. 1 to Part 774"))


@pytest.mark.parametrize(
    "path",
    [*files(CCL), *files(EXCERPTS / "part-774"), CORPUS / "world/ecfr/ccl-fields.2026-07-23.xml"],
    ids=named,
)
def test_every_word_of_the_control_list_lands_in_one_unit_in_order(path: Path) -> None:
    root, tree = read_ccl(path)
    check(root, tree)
    kinds = Counter(unit.kind for unit in tree.walk())
    entries = sum(
        1 for line in root.iter("FP-2") if re.match(r"\s*\d[A-E]\d{3}\b", "".join(line.itertext()))
    )
    assert kinds["entry"] == entries
    assert kinds["note"] >= sum(1 for _ in root.iter("NOTE")) - sum(
        len(list(note.iter("NOTE"))) - 1 for note in root.iter("NOTE")
    )


def test_the_whole_3a090_has_the_units_that_the_law_names() -> None:
    _, tree = read_ccl(EXCERPTS / "part-774/2026-09-01.3A090.xml")
    found = {unit.address.removeprefix("15 CFR 774 Supp. 1, "): unit for unit in tree.walk()}
    assert {
        *(
            "3A090",
            "3A090 reason for control",
            "3A090 licence table: RS applies to 3A090.a",
            "3A090 exception LVS",
            "3A090 exception NAC/ACA",
        ),
        *(
            "3A090 related controls",
            "3A090 related definitions",
            "3A090.a",
            "3A090.a.1",
            "3A090.b.2",
            "3A090.c",
            "3A090.a note 1",
        ),
        *(
            "3A090.a note 2",
            "3A090.a note 4",
            "3A090.a technical note 1",
            "3A090.a technical note 2",
            "3A090.c technical note 1",
        ),
    } <= found.keys()
    assert [
        name for name, unit in found.items() if unit.kind == "item" and name.startswith("3A090")
    ] == [
        *("3A090.a", "3A090.a.1", "3A090.a.2", "3A090.b", "3A090.b.1", "3A090.b.2", "3A090.c"),
    ]


def test_few_items_change_and_change_back_beyond_the_known_artefacts() -> None:
    known = json.loads((CORPUS / "known-ccl-artefacts.json").read_text(encoding="utf-8"))
    history = [
        {unit.address: unit.text for unit in read_ccl(path)[1].walk() if unit.kind == "item"}
        for path in files(CCL)
    ]
    items = sorted({address for version in history for address in version})
    flipping = [
        address for address in items if _flips([version.get(address) for version in history])
    ]
    ours = [
        address
        for address in flipping
        if re.split(r"[~-]", address.removeprefix("15 CFR 774 Supp. 1, "))[0] not in known
    ]
    assert len(items) > 3_500
    assert len(ours) < 0.005 * len(items), ours


def _flips(texts: list[str | None]) -> bool:
    """Tell whether a text, or its absence, goes and comes back within three versions."""
    return any(
        texts[at] != texts[at - 1] and texts[at - 1] in texts[at + 1 : at + 4]
        for at in range(1, len(texts) - 1)
    )


@pytest.mark.parametrize("path", files(ENTITIES), ids=named)
def test_every_row_of_the_entity_list_is_one_entity(path: Path) -> None:
    root = parse_xml(path.read_bytes(), path.name)
    tree = entity_list.build(root, provision_of(root.get("N")))
    rows = sum(1 for _ in root.iter("TR")) - 1
    entities = [unit for unit in tree.walk() if unit.kind == "entity"]
    assert len(entities) == rows
    seen = shape(path.read_bytes(), path.name)
    assert (seen.overfull, seen.underfull) == (0, 0)
    assert len({unit.address for unit in tree.walk()}) == len(list(tree.walk()))
    assert all(
        str(parse(unit.address)) == unit.address and unit.text.count(" | ") >= 3
        for unit in entities
    )
    countries = [
        squeezed("".join(cell.itertext())) for cell in root.iter("TD") if cell.getprevious() is None
    ]
    kept = squeezed("".join(printed(tree))) + "".join(countries)
    assert sorted(kept) == sorted(squeezed("".join(root.itertext())))


def test_the_glued_row_of_october_2024_is_noticed() -> None:
    patch = (
        (CORPUS / "ecfr/repairs/011-backport-tr-fix/001.patch")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    cells = "\n".join(
        line[1:] for line in patch if line.startswith((" ", "-")) and not line.startswith("---")
    )
    glued = cells[cells.index('<TD class="left">') :].rpartition("</TR>")[0]
    before = '<TR><TD class="left"> </TD><TD>Someone</TD><TD>All</TD><TD>Denial</TD>'
    head = "<THEAD><TR><TH>Country</TH><TH>Entity</TH><TH>a</TH><TH>b</TH><TH>c</TH></TR></THEAD>"
    body = (
        '<DIV9 N="Supplement No. 4 to Part'
        f' 744"><TABLE>{head}<TBODY>{before}{glued}</TR></TBODY></TABLE></DIV9>'
    )
    root = parse_xml(body.encode(), "glued")
    assert shape(body.encode(), "glued").doubled == 1
    entity = next(
        unit
        for unit in entity_list.build(root, provision_of(root.get("N"))).walk()
        if unit.kind == "entity"
    )
    assert entity.address.endswith("Someone")
    assert "Zaheer & Sons" in entity.text


GRIDS = [
    *files(GROUPS),
    *files(CHART),
    *files(EXCERPTS / "part-740", "*appendix*.xml"),
    *files(EXCERPTS / "part-738", "*appendix*.xml"),
]


@pytest.mark.parametrize("path", GRIDS, ids=named)
def test_every_filled_cell_of_a_country_table_is_a_cell(path: Path) -> None:
    root = parse_xml(path.read_bytes(), path.name)
    tree = countries.build(root, provision_of(root.get("N")))
    cells = [unit for unit in tree.walk() if unit.kind == "cell"]
    filled = [
        cell
        for body in root.iter("TBODY")
        for cell in body.iter("TD")
        if cell.getprevious() is not None and (cell.text or "").strip()
    ]
    assert len(cells) == len(filled) + sum(1 for _ in root.iter("LI"))
    assert len({unit.address for unit in tree.walk()}) == len(list(tree.walk()))
    assert all(str(parse(unit.address)) == unit.address for unit in tree.walk())
    listed = "X" * sum(1 for _ in root.iter("LI"))
    assert sorted(squeezed("".join(printed(tree)))) == sorted(
        squeezed("".join(root.itertext())) + listed
    )


def test_the_country_groups_of_july_2026_differ_in_four_cells() -> None:
    before, after = (
        {
            unit.address
            for unit in countries.build(
                parse_xml(path.read_bytes(), path.name),
                provision_of("Supplement No. 1 to Part 740"),
            ).walk()
        }
        for path in files(GROUPS)
    )
    assert {
        address.rpartition(", ")[2]
        for address in before ^ after
        if address.endswith("]") and ":" in address
    } == {
        *(
            "United Arab Emirates [A:5]",
            "United Arab Emirates [D:3]",
            "United Arab Emirates [D:4]",
            "Cambodia [D:5]",
        ),
    }

"""The small inputs of the field that came out wrong: lists, nesting, margins, names, pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.compare import compare
from tracker.redline.names import printed

pytestmark = pytest.mark.corpus
ANSWERS = {
    "el-split-tables": set(),
    "cita-swallow": {("added", "15 CFR 744.99(b)")},
    "cita-lost": {("added", "15 CFR 744.99(b)"), ("editorial", "15 CFR 744.99 source credit")},
    "nested-ear": {("amended", "15 CFR 744.24(a)")},
    "nested-sections": set(),
    "nested-part-edit": {("amended", "12 CFR 703.1(a)")},
    "bulk-appendix": {("added", "7 CFR 20 App. A"), ("amended", "7 CFR 30 App. A, 2")},
    "img-part": {("amended", "15 CFR part 744 p1")},
    "el-dup-row": {("removed", "15 CFR 744 Supp. 4, SYLVANIA: Gamma Institute, 1 Model Avenue.")},
}
MIRRORED = {"added": "removed", "removed": "added"}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_case_of_the_field_gets_its_right_answer_both_ways(corpus: Path, name: str) -> None:
    old, new = ((corpus / "field" / f"{name}.{which}.xml").read_bytes() for which in ("old", "new"))

    forth, back = compare(old, new, "old", "new").changes, compare(new, old, "new", "old").changes
    assert {(change.kind, printed(change.address)) for change in forth} == ANSWERS[name]
    assert {
        (MIRRORED.get(change.kind, change.kind), printed(change.address)) for change in back
    } == ANSWERS[name]

"""Small documents: every block, alone and beside another, and its units.

Each line falls with a branch or a limit of the module that its file is named for:

    @ <P>(a) One.</P>                                the blocks of a section, or a whole file
    15 CFR 744.99(a) | paragraph |  | (a) | One.     address, kind, role, label, text, facets
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.structure.sections import section
from tracker.errors import ParseError
from tracker.structure import parse_file
from tracker.structure.names import ZERO_WIDTH

WHOLE = re.compile(r"<(?:DIV[1-9] N=|RULE>|NOTICE>|CORRECT>|FEDREG>|ECFR>)")
SEEN = {ord(mark): f"&#{ord(mark)};" for mark in ZERO_WIDTH}
READINGS = Path(__file__).parent / "readings"
SAMPLES = sorted(READINGS.glob("*.txt"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda file: file.stem)
def test_every_small_document_becomes_the_units_that_are_written_down(
    sample: Path, golden: Golden
) -> None:
    documents = [
        line[2:]
        for line in sample.read_text(encoding="utf-8").splitlines()
        if line.startswith("@ ")
    ]
    assert documents
    golden(
        sample,
        "\n\n".join("\n".join([f"@ {document}", *units_of(document)]) for document in documents),
    )


def units_of(document: str) -> list[str]:
    """Return one line for each unit of a document."""
    whole = document if WHOLE.match(document) else section(document).decode()
    try:
        found = parse_file(whole.encode(), "sample")
    except ParseError as error:
        return [f"refused: {error}"]
    return [
        " | ".join(
            (
                unit.address,
                unit.kind,
                unit.role,
                unit.label,
                unit.text,
                *(": ".join(facet) for facet in unit.facets),
            )
        ).translate(SEEN)
        for top in found
        for unit in top.walk()
    ]

"""Causes on the recorded world: the UAE of July 2026, Entity List rows, dates of the CCL."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.meaning_samples import recorded_documents
from tracker import cause, diff
from tracker.model import Change, Node
from tracker.structure import parse_provision

pytestmark = pytest.mark.corpus
TITLE = "world/ecfr/title-15"


def _tree(corpus: Path, path: str) -> Node:
    return parse_provision((corpus / TITLE / path).read_bytes(), path, 15)


def _changes(corpus: Path, folder: str, old: str, new: str) -> tuple[Change, ...]:
    return diff.diff((_tree(corpus, f"{folder}/{old}.xml"),), (_tree(corpus, f"{folder}/{new}.xml"),))


def test_the_rule_for_the_emirates_is_named_for_all_three_of_their_cells(corpus: Path) -> None:
    changes = _changes(corpus, "part-740/Supplement_No._1_to_Part_740", "2017-01-03", "2026-07-10")
    shelf = cause.library(tuple(recorded_documents(corpus).values()))
    named = {one.address: cause.causes(one, "15 CFR 740 Supp. 1", date(2026, 7, 10), (), shelf) for one in changes}
    emirates = [found for address, found in named.items() if "United Arab Emirates [" in address]
    assert [(one.document_number, one.citation, one.confidence) for found in emirates for one in found] == [
        ("2026-14132", "91 FR 43034", "medium")
    ] * 3
    assert [one.confidence for address, found in named.items() if "Cambodia" in address for one in found] == ["low"]


def test_every_added_row_of_a_single_rule_names_that_rule(corpus: Path) -> None:
    changes = _changes(corpus, "part-744/Supplement_No._4_to_Part_744", "2025-09-16", "2025-10-09")
    shelf = cause.library(tuple(recorded_documents(corpus).values()))
    found = {
        tuple((c.document_number, c.confidence) for c in cause.causes(one, "15 CFR 744 Supp. 4", date(2025, 10, 9), (), shelf))
        for one in changes
    }
    assert found == {(("2025-19508", "high"),)}


def test_a_new_section_names_the_rule_in_its_credit(corpus: Path) -> None:
    tree = _tree(corpus, "part-740/740.29/2025-01-15.xml")
    (added,) = diff.diff((), (tree,))
    documents = tuple(recorded_documents(corpus).values())
    found = cause.causes(added, "15 CFR 740.29", date(2025, 1, 15), cause.new_credits(None, tree), documents)
    assert [(one.document_number, one.confidence) for one in found] == [("2025-00636", "high")]

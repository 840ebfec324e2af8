"""Causes on the recorded world: the UAE of July 2026, Entity List rows, dates of the CCL."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.meaning_samples import recorded_documents
from tests.readers import federal_register
from tracker import cause, diff
from tracker.model import Change, Node
from tracker.structure import parse_provision

pytestmark = pytest.mark.corpus
TITLE = "world/ecfr/title-15"


def _tree(corpus: Path, path: str) -> Node:
    return parse_provision((corpus / TITLE / path).read_bytes(), path, 15)


def _index(corpus: Path) -> cause.DocumentIndex:
    """Return the documents of the world as the tracker holds them, with every full text that a
    service gives."""
    held = recorded_documents(corpus)
    for path in (corpus / "world/fr/xml").glob("*.xml"):
        if held[path.stem].text is None:
            held[path.stem] = replace(
                held[path.stem], text=federal_register.text(path.read_bytes(), path.name)
            )
    return cause.index_documents(tuple(held.values()))


def _changes(corpus: Path, folder: str, old: str, new: str) -> tuple[Change, ...]:
    return diff.diff(
        (_tree(corpus, f"{folder}/{old}.xml"),), (_tree(corpus, f"{folder}/{new}.xml"),)
    )


def test_the_rules_for_the_emirates_and_for_cambodia_are_named_for_their_cells(
    corpus: Path,
) -> None:
    changes = _changes(corpus, "part-740/Supplement_No._1_to_Part_740", "2017-01-03", "2026-07-14")
    index, day = _index(corpus), date(2026, 7, 14)
    found = {
        change.address.partition(", ")[2]: cause.causes(
            change, "15 CFR 740 Supp. 1", day, (), index, date(2017, 1, 3)
        )[0]
        for change in changes
    }
    assert {name: (cause.document_number, cause.confidence) for name, cause in found.items()} == {
        "United Arab Emirates [A:5]": ("2026-14132", "medium"),
        "United Arab Emirates [D:3]": ("2026-14132", "medium"),
        "United Arab Emirates [D:4]": ("2026-14132", "medium"),
        "Cambodia [D:5]": ("2026-02262", "medium"),
    }
    assert (
        "(effective 10 July 2026; in the eCFR from 14 July)"
        in found["United Arab Emirates [A:5]"].evidence
    )
    assert (
        "(effective 3 February 2026, published 4 February; in the eCFR from 14 July)"
        in found["Cambodia [D:5]"].evidence
    )


def test_the_changes_of_one_day_are_shared_out_among_the_three_rules_published_before_it(
    corpus: Path,
) -> None:
    changes = _changes(corpus, "part-774/Supplement_No._1_to_Part_774", "2024-12-27", "2025-01-16")
    index, home = _index(corpus), "15 CFR 774 Supp. 1"
    wanted = {
        "3A001": "2025-00636",
        "4E091": "2025-00636",
        "5D002": "2025-00636",
        "3B993": "2025-00711",
        "3A999": "2025-00723",
    }
    leads: dict[str, set[str | None]] = {}
    likely: set[str | None] = set()
    for change in (change for change in changes if change.kind != "editorial"):
        first = cause.causes(change, home, date(2025, 1, 16), (), index, date(2024, 12, 27))[0]
        leads.setdefault(change.address.removeprefix(f"{home}, ")[:5], set()).add(
            first.document_number
        )
        likely |= {first.document_number} if first.confidence != "low" else set()
    assert {entry: leads[entry] for entry in wanted} == {
        entry: {number} for entry, number in wanted.items()
    }
    assert likely == {"2025-00636", "2025-00711", "2025-00723"}


def test_where_the_answer_key_says_which_rule_changed_a_unit_that_rule_leads(corpus: Path) -> None:
    """The key names the real day of a version: here the first one that is held on or after it."""
    index = _index(corpus)
    right = total = 0
    for key in map(
        json.loads, (corpus / "amend/observed.jsonl").read_text(encoding="utf-8").splitlines()
    ):
        if key["provision"] not in ("15 CFR 774 Supp. 1", "15 CFR 740 Supp. 1"):
            continue
        part, number = re.findall(r"\d+", key["provision"])[1:]
        folder = f"part-{part}/Supplement_No._{number}_to_Part_{part}"
        days = sorted(path.stem for path in (corpus / TITLE / folder).glob("*.xml"))
        to = next(day for day in days if day >= key["to"])
        since = days[days.index(to) - 1]
        told = {
            change.address: change
            for change in _changes(corpus, folder, since, to)
            if change.kind != "editorial"
        }
        for address in {entry["address"] for entry in key["expected"]} & told.keys():
            found = cause.causes(
                told[address],
                key["provision"],
                date.fromisoformat(to),
                (),
                index,
                date.fromisoformat(since),
            )
            total += 1
            right += found[0].document_number == key["document_number"]
    assert total > 150
    assert right >= 0.9 * total


def test_every_added_row_of_a_single_rule_names_that_rule(corpus: Path) -> None:
    changes = _changes(corpus, "part-744/Supplement_No._4_to_Part_744", "2025-09-16", "2025-10-09")
    index = cause.index_documents(tuple(recorded_documents(corpus).values()))
    found = {
        tuple(
            (c.document_number, c.confidence)
            for c in cause.causes(change, "15 CFR 744 Supp. 4", date(2025, 10, 9), (), index)
        )
        for change in changes
    }
    assert found == {(("2025-19508", "high"),)}


def test_a_new_section_names_the_rule_in_its_credit(corpus: Path) -> None:
    tree = _tree(corpus, "part-740/740.29/2025-01-15.xml")
    (added,) = diff.diff((), (tree,))
    documents = tuple(recorded_documents(corpus).values())
    found = cause.causes(
        added, "15 CFR 740.29", date(2025, 1, 15), cause.new_credits(None, tree), documents
    )
    assert [(cause.document_number, cause.confidence) for cause in found] == [
        ("2025-00636", "high")
    ]

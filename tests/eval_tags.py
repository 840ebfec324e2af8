"""Precision and recall of a taxonomy on the labelled examples; `pytest tests/test_tag_corpus.py -s`
prints them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.meaning_samples import document
from tracker import tag
from tracker.model import Document

Row = dict[str, str]


@dataclass(slots=True)
class Score:
    """What was found, given wrongly and missed, by tag, with a line for each document in
    question."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right.total() / max(1, self.right.total() + self.wrong.total())

    @property
    def recall(self) -> float:
        return self.right.total() / max(1, self.right.total() + self.missed.total())

    def __str__(self) -> str:
        names = sorted({*self.right, *self.wrong, *self.missed})
        table = [
            f"{name:32} found {self.right[name]:3}  wrong {self.wrong[name]:3}  missed"
            f" {self.missed[name]:3}"
            for name in names
        ]
        return "\n".join(
            [*table, f"precision {self.precision:.2f}  recall {self.recall:.2f}", *self.lines]
        )


def labelled(corpus: Path) -> list[Row]:
    """Return the labelled rows; those of type "hard negative" want no tag at all."""
    with (corpus.parent / "domain/labelled.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def as_told(row: Row) -> Document:
    """Return a document made of what a labelled row says: its title, and what changed as the
    abstract."""
    return document(row["id"], title=row["title"], abstract=row["what_changed"])


def as_published(documents: dict[str, Document]) -> Callable[[Row], Document | None]:
    """Return what finds the recorded document of a labelled row, if it is a Federal Register
    document that is held."""

    def find(row: Row) -> Document | None:
        numbers = re.findall(r"\d{4}-\d{5}", row["fr_doc"])
        return documents.get(numbers[0]) if numbers else None

    return find


def score(rows: list[Row], make: Callable[[Row], Document | None], taxonomy: tag.Taxonomy) -> Score:
    """Compare the tags of each row's document with its labels."""
    made = Score()
    for row, record in _made(rows, make):
        wanted = {name for name in row["tags"].split(";") if name in taxonomy.names()}
        tags = tag.tags_of_document(record, taxonomy)
        given = {found.tag for found in tags}
        made.right.update(wanted & given)
        made.wrong.update(given - wanted)
        made.missed.update(wanted - given)
        if wanted != given:
            extra = [
                f"{found.tag}/{found.rule} on {found.text!r}"
                for found in tags
                if found.tag not in wanted
            ]
            made.lines.append(
                f"{row['id']} {record.title[:80]}: missed {sorted(wanted - given)}, wrong {extra}"
            )
    return made


def _made(
    rows: list[Row], make: Callable[[Row], Document | None]
) -> Iterator[tuple[Row, Document]]:
    for row in rows:
        one = make(row)
        if one is not None:
            yield row, one

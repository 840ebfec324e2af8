"""The scale world: the real version list of title 15, texts made when they are asked for.

Served by the server of the small world (`tests/poll/small_world.py`), in the real forms.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from tests.poll.small_world import SmallWorld
from tests.scale import invented
from tests.scale.texts import PADDING, Texts
from tracker.poll.run import FLOOR
from tracker.sources.ecfr.settings import EAR_PARTS, ICTS_PARTS

PARTS = EAR_PARTS + ICTS_PARTS
"""The parts that the tracker follows by default."""
_LIST = "ecfr/api/versions-title-15.2025-07.json"
_NOT_THERE = b'{"error": "No matching content found."}'
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass
class ScaleWorld(SmallWorld):
    """A small world whose texts are made when they are asked for."""

    made: Texts | None = None
    days: dict[str, list[str]] = field(default_factory=dict)
    """The days of the versions of each provision, the removed ones left out."""

    def full(self, date: str, query: dict[str, list[str]]) -> tuple[int, str, bytes]:
        """Return the text of a provision on a day."""
        assert self.made is not None
        wanted = (query.get("section") or query.get("appendix") or [""])[0]
        mine = [issue for issue in self.issued() if issue["identifier"] == wanted]
        standing = [issue for issue in mine if issue["date"] <= date <= self.today]
        if not standing or standing[-1]["removed"]:
            return 404, "application/json; charset=utf-8", _NOT_THERE
        day = standing[-1]["date"]
        text = self.made.text(wanted, day, self.days[wanted].index(day))
        return 200, "application/xml", f"{_DECLARED}{text}".encode()


def build(corpus: Path, padding: int = PADDING, documents: int = 1_000) -> ScaleWorld:
    """Return the world of the real version list, on the day after its last issue.

    Of the recorded documents and of the invented releases the newest `documents` are there.
    """
    listed = json.loads((corpus / _LIST).read_text(encoding="utf-8"))["content_versions"]
    rows = sorted(listed, key=lambda row: (row["date"], row["issue_date"]))
    texts = Texts(corpus / "world/ecfr/title-15", padding)
    world = ScaleWorld(today="2025-06-18", rows=rows, made=texts)
    for row in rows:
        known = world.days.setdefault(row["identifier"], [])
        if not row["removed"] and row["date"] not in known:
            known.append(row["date"])
    _tell(world, corpus, documents)
    return world


def _tell(world: ScaleWorld, corpus: Path, most: int) -> None:
    """Give the world its documents with full texts, and its press releases."""
    recorded = json.loads((corpus / "world/fr/documents.json").read_text(encoding="utf-8"))
    past = (document for document in recorded if document["publication_date"] <= world.today)
    told = sorted(past, key=lambda document: str(document["publication_date"]))[-most:]
    world.documents = [document | {"full_text_xml_url": None} for document in told]
    for document in told:
        number, title, day = (
            document[key] for key in ("document_number", "title", "publication_date")
        )
        world.full_texts[number] = invented.rule(number, title, day)
    months = [f"{year}-{month:02}" for year in range(2020, 2025) for month in range(1, 13)]
    days = [f"{month}-{day}" for month in months for day in ("05", "20")]
    releases = [(f"/press-release/release-{day}", f"Release of {day}", day) for day in days]
    world.news = releases[-most:]


def versions(world: ScaleWorld, parts: Collection[str] = PARTS) -> list[tuple[str, str]]:
    """Return identifier and day of every version with text; the row issued last counts."""
    floor, last = FLOOR.isoformat(), dict[tuple[str, str], bool]()
    for row in world.rows:
        if row["part"] in parts:
            last[row["identifier"], max(row["date"], floor)] = row["removed"]
    return sorted(key for key, removed in last.items() if not removed)

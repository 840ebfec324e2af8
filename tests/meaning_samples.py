"""Documents, pages and changes for the tests of causes and tags, with everything that a test does
not speak of left empty."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from tracker import tag
from tracker.model import Change, ChangeKind, Document, Page, Span, UnitKind

ROOT = Path(__file__).resolve().parents[1]
TAXONOMY_FILE = ROOT / "tracker/data/taxonomy.toml"
TAXONOMY = tag.load(TAXONOMY_FILE.read_bytes(), "taxonomy.toml")
_EMPTY: dict[str, Any] = dict.fromkeys(Document.__dataclass_fields__) | {
    "agencies": ("Commerce Department", "Industry and Security Bureau"), "cfr_parts": (),
    "cfr_parts_in_text": (), "docket_ids": (),
    "regulation_id_numbers": (), "corrections": (), "public_inspection": False, "type": "Rule",
    "title": "A rule",
}  # fmt: skip


def document(number: str = "2031-00001", **known: Any) -> Document:
    """Return a final rule of the Bureau of which only what is `known` is known."""
    return Document(**(_EMPTY | {"document_number": number} | known))


def rule(
    number: str,
    citation: str,
    end: int | None,
    published: str,
    effective: str | None,
    *parts: str,
    **known: Any,
) -> Document:
    """Return a rule with its pages, its two days and the parts of title 15 that it lists."""
    volume, _, start = citation.split()
    return document(
        number,
        citation=citation,
        volume=int(volume),
        start_page=int(start),
        end_page=end,
        publication_date=date.fromisoformat(published),
        effective_on=date.fromisoformat(effective) if effective else None,
        cfr_parts=tuple(f"15 CFR {part}" for part in parts),
        **known,
    )


def page(title: str, text: str = "") -> Page:
    """Return a press release."""
    return Page("https://www.bis.gov/x", title, None, text, "press-release")


def change(
    address: str,
    before: str | None,
    after: str | None,
    *words: Span,
    unit: UnitKind = "paragraph",
    kind: ChangeKind | None = None,
) -> Change:
    """Return a change; its kind follows from which side is there, its words from the sides where
    none are given."""
    told = kind or ("added" if before is None else "removed" if after is None else "amended")
    spans: tuple[Span, ...] = words or tuple(
        span for span in (("-", before or ""), ("+", after or "")) if span[1]
    )
    return Change(address, unit, told, None, before, after, spans, None)


def added(text: str, address: str = "15 CFR 744.99(b)") -> Change:
    """Return the addition of one paragraph."""
    return change(address, None, text)


def recorded_documents(corpus: Path) -> dict[str, Document]:
    """Return the documents of the recorded data by number: those of the world with their texts,
    then titles with abstracts."""
    found: dict[str, Document] = {}
    for raw in json.loads((corpus / "world/fr/documents.json").read_text(encoding="utf-8")):
        text = corpus / f"world/fr/raw/{raw['document_number']}.txt"
        found[raw["document_number"]] = document(
            raw["document_number"],
            title=raw["title"],
            type=raw["type"],
            abstract=raw["abstract"],
            citation=raw["citation"],
            volume=raw["volume"],
            start_page=raw["start_page"],
            end_page=raw["end_page"],
            publication_date=date.fromisoformat(raw["publication_date"]),
            effective_on=date.fromisoformat(raw["effective_on"]) if raw["effective_on"] else None,
            cfr_parts=tuple(
                f"15 CFR {reference['part']}" for reference in raw["cfr_references"] or ()
            ),
            text=text.read_text(encoding="utf-8") if text.exists() else None,
        )
    for raw in json.loads(
        (corpus / "fr/bis_related_fr_documents.json").read_text(encoding="utf-8")
    ):
        told = document(raw["document_number"], title=raw["title"], abstract=raw["abstract"])
        found.setdefault(raw["document_number"], told)
    return found

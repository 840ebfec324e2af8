"""Invented values in the shapes that the store hands to a digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tracker import digest
from tracker.digest import Digest
from tracker.model import (
    Cause,
    Change,
    ChangeKind,
    Document,
    Page,
    SourceState,
    Span,
    Tag,
    UnitKind,
    digest_of,
)
from tracker.recorded import RecordedChange, RecordedDocument, RecordedPage
from tracker.sources import SOURCES

NOW = datetime(2026, 7, 31, 6, 12, tzinfo=UTC)
SINCE, UNTIL = date(2026, 7, 25), date(2026, 7, 31)
GROUPS = "15 CFR 740 Supp. 1"
ENTITIES = "15 CFR 744 Supp. 4"
CAUSE = Cause(
    "2026-14132",
    "91 FR 43034",
    "Invented Treatment for the Emirates",
    "It takes effect on the same day and amends part 740.",
    "medium",
    date(2026, 7, 14),
)
SURE = Cause(
    "2026-11111",
    "91 FR 40001",
    "Invented Rule on Facilities",
    "The source credit that is new names 91 FR 40001.",
    "high",
)


def change(
    address: str,
    kind: ChangeKind = "amended",
    before: str | None = None,
    after: str | None = None,
    *,
    unit: UnitKind = "paragraph",
    words: tuple[Span, ...] = (),
    **more: Any,
) -> Change:
    """Build a change; words that are not given are the whole old text and the whole new one."""
    if not words and before == after and after is not None:
        words = (("=", after),)
    elif not words:
        gone: tuple[Span, ...] = (("-", before),) if before else ()
        come: tuple[Span, ...] = (("+", after),) if after else ()
        words = gone + come
    return Change(
        address, unit, kind, more.get("old_address"), before, after, words, more.get("noise")
    )


def recorded(
    value: Change, provision: str, to: date | None = date(2026, 7, 20), **more: Any
) -> RecordedChange:
    """Build a stored change, first observed now."""
    base: dict[str, Any] = {
        "id": digest_of(value.address, value.kind, str(to)), "change": value,
        "provision": provision, "heading": provision,
        "from_": date(2025, 1, 2), "to": to, "observed_at": NOW, "backfilled": False, "causes": (),
        "tags": (),
    }  # fmt: skip
    return RecordedChange(**(base | more))


def tag(name: str, topic: str, words: str = "invented words") -> Tag:
    return Tag(name, topic, f"{name}.rule", words, "after", 0, len(words))


def cell(country: str, column: str, kind: ChangeKind, **more: Any) -> RecordedChange:
    """Build a change of one cell of the Country Groups."""
    before, after = ("X", None) if kind == "removed" else (None, "X")
    more = {
        "tags": (tag("scope.country-groups", "country-tiers", column),),
        "causes": (CAUSE,),
    } | more
    made = change(f"{GROUPS}, {country} [{column}]", kind, before, after, unit="cell")
    return recorded(
        made,
        GROUPS,
        date(2026, 7, 10),
        heading="Supplement No. 1 to Part 740—Country Groups",
        **more,
    )


def emirates() -> list[RecordedChange]:
    """The UAE joins A:5 and leaves D:3 and D:4; Cambodia leaves D:5."""
    return [
        cell("United Arab Emirates", "A:5", "added"),
        cell("Cambodia", "D:5", "removed"),
        cell("United Arab Emirates", "D:3", "removed"),
        cell("United Arab Emirates", "D:4", "removed"),
    ]


def entity(
    country: str, name: str, kind: ChangeKind = "added", citation: str = "91 FR 40001."
) -> RecordedChange:
    """Build a row of the Entity List that came or went."""
    cells = (
        f"{name}, a.k.a., the following two aliases: —{name} Trading; and —Invented Group.",
        "For all items.",
        "Presumption of denial.",
        citation,
    )
    text = " | ".join(cells)
    before, after = (text, None) if kind == "removed" else (None, text)
    made = change(f"{ENTITIES}, {country}: {name}", kind, before, after, unit="entity")
    return recorded(
        made, ENTITIES, causes=(SURE,), tags=(tag("endusers.listed-parties", "end-users", name),)
    )


def citation_added(country: str, name: str) -> RecordedChange:
    """Build a row of the Entity List that gained a citation and nothing else."""
    start = f"{name} | For all items. | Presumption of denial. | 80 FR 1"
    words: tuple[Span, ...] = (("=", start), ("+", "; 91 FR 40001"), ("=", "."))
    made = change(
        f"{ENTITIES}, {country}: {name}",
        "amended",
        f"{start}.",
        f"{start}; 91 FR 40001.",
        unit="entity",
        words=words,
    )
    return recorded(made, ENTITIES, causes=(SURE,))


def paragraph(
    label: str = "(a)", before: str = "Old words.", after: str = "New words.", **more: Any
) -> RecordedChange:
    return recorded(
        change(f"15 CFR 744.99{label}", "amended", before, after),
        "15 CFR 744.99",
        heading="§ 744.99 Invented facilities.",
        **more,
    )


def document(
    number: str = "2026-14132", title: str = "Invented Treatment for the Emirates", **more: Any
) -> RecordedDocument:
    fields: dict[str, Any] = dict.fromkeys(Document.__dataclass_fields__) | {
        "document_number": number, "title": title, "type": "Rule",
        "publication_date": date(2026, 7, 14), "agencies": ("Invented Bureau",),
        "cfr_parts": ("15 CFR 740",), "cfr_parts_in_text": (), "docket_ids": (),
        "regulation_id_numbers": (), "corrections": (),
        "html_url": f"https://www.federalregister.gov/documents/2026/07/14/{number}/invented",
        "public_inspection": False,
    }  # fmt: skip
    outer = {name: more.pop(name) for name in ("version", "backfilled", "tags") if name in more}
    made = RecordedDocument(Document(**(fields | more)), 1, NOW, NOW, False, ())
    return replace(made, **outer)


def page(title: str = "Invented news", **more: Any) -> RecordedPage:
    fields: dict[str, Any] = {
        "url": "https://www.bis.gov/press-release/invented",
        "published_on": date(2026, 7, 20),
        "text": "Said today.",
    }
    outer = {
        name: more.pop(name)
        for name in ("version", "backfilled", "tags", "changes")
        if name in more
    }
    made = RecordedPage(
        Page(title=title, kind=more.pop("kind", "press-release"), **(fields | more)),
        1,
        NOW,
        NOW,
        False,
        (),
        (),
    )
    return replace(made, **outer)


def state(name: Any = "ecfr", **more: Any) -> SourceState:
    fields: dict[str, Any] = {
        "name": name, "ok": True, "current_as_of": date(2026, 7, 30), "last_success": NOW,
        "last_error": None, "failures_in_a_row": 0,
        "last_change": date(2026, 7, 20), "broken_since": None, "recovered_at": None,
    }  # fmt: skip
    return SourceState(**(fields | more))


def broken(name: Any = "federal-register", days: int = 2, failures: int = 4) -> SourceState:
    since = NOW - timedelta(days=days)
    moments = tuple(since + timedelta(hours=hour) for hour in range(failures))
    told = {"failures_in_a_row": failures, "broken_since": since, "failed_at": moments}
    return state(name, ok=False, last_success=since, last_error="HTTP 503 after 4 tries", **told)


def states() -> tuple[SourceState, ...]:
    return tuple(state(source.name) for source in SOURCES)


def compose(changes: Sequence[RecordedChange] = (), **more: Any) -> Digest:
    """Compose the digest of the last week of July 2026."""
    given: dict[str, Any] = {
        "since": SINCE, "until": UNTIL, "generated_at": NOW, "changes": changes, "documents": (),
        "pages": (), "states": states(),
    }  # fmt: skip
    return digest.compose(**(given | more))

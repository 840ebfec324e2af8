"""Changes with their causes and tags.

Written a step at a time, read newest first in document order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from tracker.model import Cause, Change, SourceName, Span, Tag, digest_of
from tracker.names import parse
from tracker.recorded import RecordedChange
from tracker.store.db import Db, Row, day, moment, read_day, read_moment
from tracker.store.keys import key_of

By: TypeAlias = Literal["in-force", "observed"]
_BATCH = 400


@dataclass(frozen=True, slots=True)
class NewChange:
    """A change to store, with all that is known about it but its causes and tags."""

    step: int | None
    source: SourceName
    title: int | None
    part: str | None
    provision: str
    heading: str
    position: int
    change: Change
    from_: date | None
    to: date | None
    readings: tuple[int, int] | None
    observed_at: datetime
    backfilled: bool
    old_capture: str | None
    new_capture: str | None

    @property
    def id(self) -> str:
        """Return the id: a hash of what changed, from which version to which.

        `readings`, the numbers of the two that a restatement leads between, tells those apart.
        """
        change = self.change
        pair = self.readings or ()
        # Ids always had them so: of provisions as JSON, of pages parted by a blank.
        readings = json.dumps(pair) if pair and self.step else " ".join(map(str, pair))
        where = (self.provision, day(self.from_) or "", day(self.to) or "", readings)
        return digest_of(
            *where,
            change.kind,
            change.unit,
            change.address,
            change.old_address or "",
            repr(change.before),
            repr(change.after),
        )


def put(db: Db, new: Iterable[NewChange], parser_version: str) -> None:
    """Store changes."""
    db.many(
        f"INSERT OR IGNORE INTO changes VALUES ({','.join('?' * 23)})",
        [(*_values(change), parser_version) for change in new],
    )


def _values(new: NewChange) -> tuple[Any, ...]:
    change = new.change
    whole = (change.before is None and change.words == (("+", change.after),)) or (
        change.after is None and change.words == (("-", change.before),)
    )
    words = None if whole else json.dumps(change.words, ensure_ascii=False, separators=(",", ":"))
    return (
        new.id, new.step, new.source, new.title, new.part, new.provision, new.heading,
        new.position, change.address, change.unit, change.kind,
        change.old_address, change.before, change.after, words, change.noise, day(new.from_),
        day(new.to),
        moment(new.observed_at),
        int(new.backfilled), new.old_capture, new.new_capture,
    )  # fmt: skip


def put_causes(db: Db, causes: Mapping[str, Sequence[Cause]], parser_version: str) -> None:
    """Set the causes of changes by their ids; what stood there before is replaced."""
    db.many("DELETE FROM change_causes WHERE change_id = ?", [(change,) for change in causes])
    rows = [
        (
            change,
            place,
            cause.document_number,
            _published(cause),
            cause.citation,
            cause.title,
            cause.evidence,
            cause.confidence,
            parser_version,
        )
        for change, found in causes.items()
        for place, cause in enumerate(found)
    ]
    db.many("INSERT INTO change_causes VALUES (?,?,?,?,?,?,?,?,?)", rows)


def _published(cause: Cause) -> str | None:
    """Return the second half of what a document is known by; null where no document is named."""
    return (day(cause.published) or "") if cause.document_number else None


def put_tags(db: Db, tags: Mapping[str, Sequence[Tag]], parser_version: str) -> None:
    """Set the tags of changes by their ids; what stood there before is replaced."""
    db.many("DELETE FROM change_tags WHERE change_id = ?", [(change,) for change in tags])
    db.many(
        "INSERT INTO change_tags VALUES (?,?,?,?,?,?,?,?,?,?)",
        [
            (change, *row, parser_version)
            for change, found in tags.items()
            for row in tag_rows(found)
        ],
    )


def tag_rows(tags: Sequence[Tag]) -> list[tuple[Any, ...]]:
    """Return position and columns of tags as the three tables of tags hold them."""
    return [
        (place, tag_.tag, tag_.topic, tag_.rule, tag_.text, tag_.where, tag_.start, tag_.end)
        for place, tag_ in enumerate(tags)
    ]


_CHANGE = (
    "c.id, c.address, c.unit, c.kind, c.old_address, c.before, c.after, c.words, c.noise,"
    " c.provision, c.heading, c.from_date, c.to_date, c.observed_at, c.backfilled,"
    " c.old_capture_sha256, c.new_capture_sha256, c.position"
)


def select(db: Db, where: str, values: Sequence[Any] = ()) -> list[RecordedChange]:
    """Return the changes that a condition over `changes c` chooses.

    Newest first, in document order within a version.
    """
    rows = db.rows(f"SELECT {_CHANGE} FROM changes c WHERE {where}", values)
    rows.sort(key=lambda row: (key_of(row[9]), row[17]))
    rows.sort(key=lambda row: row[12] or "", reverse=True)
    numbers = [row[0] for row in rows]
    causes, tags = _causes(db, numbers), _tags(db, numbers)
    return [_recorded(row, causes.get(row[0], ()), tags.get(row[0], ())) for row in rows]


def _recorded(row: Row, causes: tuple[Cause, ...], tags: tuple[Tag, ...]) -> RecordedChange:
    (
        number,
        address,
        unit,
        kind,
        old,
        before,
        after,
        words,
        noise,
        provision,
        heading,
        first,
        last,
        observed,
        backfilled,
        was,
        is_,
        _,
    ) = row
    change = Change(address, unit, kind, old, before, after, _spans(words, before, after), noise)
    return RecordedChange(
        number,
        change,
        provision,
        heading,
        read_day(first),
        read_day(last),
        read_moment(observed),
        bool(backfilled),
        causes,
        tags,
        was,
        is_,
    )


def _spans(words: str | None, before: str | None, after: str | None) -> tuple[Span, ...]:
    if words is not None:
        return tuple((sign, text) for sign, text in json.loads(words))
    return (("+", after),) if after is not None else (("-", before or ""),)


def _batches(numbers: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        yield ",".join("?" * len(batch)), batch


def _causes(db: Db, numbers: Sequence[str]) -> dict[str, tuple[Cause, ...]]:
    """Return the causes of changes, each with the law's day by the document that we hold now."""
    # What reads no change need not load what finds causes.
    from tracker.cause.days import law_day  # noqa: PLC0415 (see above)
    from tracker.cause.index import effective  # noqa: PLC0415 (see above)

    found: dict[str, tuple[Cause, ...]] = {}
    for marks, batch in _batches(numbers):
        sql = (
            "SELECT k.change_id, k.document_number, k.citation, k.title, k.evidence, k.confidence,"
            " k.published, c.to_date, d.effective_on, d.dates FROM change_causes k JOIN changes c"
            " ON c.id = k.change_id LEFT JOIN documents d ON d.rowid = (SELECT n.rowid FROM"
            " documents n WHERE n.document_number = k.document_number AND n.latest = 1 AND"
            f" n.published = k.published LIMIT 1) WHERE k.change_id IN ({marks}) ORDER BY"
            " k.change_id, k.position"
        )
        for (
            number,
            document,
            citation,
            title,
            evidence,
            sure,
            published,
            to,
            listed,
            said,
        ) in db.rows(sql, batch):
            law = law_day(effective(read_day(listed), said), date.fromisoformat(to)) if to else None
            cause = Cause(
                document, citation, title, evidence, sure, read_day(published or None), law
            )
            found[number] = (*found.get(number, ()), cause)
    return found


def _tags(db: Db, numbers: Sequence[str]) -> dict[str, tuple[Tag, ...]]:
    found: dict[str, tuple[Tag, ...]] = {}
    for marks, batch in _batches(numbers):
        sql = (
            'SELECT change_id, tag, topic, rule, words, "where", start, "end" FROM change_tags '
            f"WHERE change_id IN ({marks}) ORDER BY change_id, position"
        )
        for number, *rest in db.rows(sql, batch):
            found[number] = (*found.get(number, ()), Tag(*rest))
    return found


def between(
    db: Db,
    since: date | None = None,
    until: date | None = None,
    *,
    by: By = "in-force",
    parts: Sequence[str] = (),
    tag: str | None = None,
    editorial: bool = True,
    backfilled: bool = True,
    sources: Sequence[str] | None = None,
) -> list[RecordedChange]:
    """Return the changes of a period, both ends included, newest first.

    By in-force day, or by the day (UTC) when we first saw them. `tag` is a tag or a topic;
    `backfilled` takes in what a backfill brought. They are changes of provisions, or of the pages
    of the sites that `sources` names.
    """
    column = "c.to_date" if by == "in-force" else "substr(c.observed_at, 1, 10)"
    wanted = [_of_sources(sources)]
    if since:
        wanted.append((f"{column} >= ?", (since.isoformat(),)))
    if until:
        wanted.append((f"{column} <= ?", (until.isoformat(),)))
    if parts:
        wanted.append(_of_parts(parts))
    if tag:
        tagged = "c.id IN (SELECT change_id FROM change_tags WHERE tag = ? OR topic = ?)"
        wanted.append((tagged, (tag, tag)))
    if not editorial:
        wanted.append(("c.kind <> 'editorial'", ()))
    if not backfilled:
        wanted.append(("c.backfilled = 0", ()))
    where = " AND ".join(condition for condition, _ in wanted)
    return select(db, where, [value for _, values in wanted for value in values])


_Condition: TypeAlias = tuple[str, Sequence[Any]]
"""A condition of a query, and the values of its marks."""


def _of_sources(sources: Sequence[str] | None) -> _Condition:
    if sources is None:
        return "c.step_id IS NOT NULL", ()
    return f"c.step_id IS NULL AND c.source IN ({','.join('?' * len(sources))})", sources


def _of_parts(parts: Sequence[str]) -> _Condition:
    """Return the condition of changes in some parts, or of provisions that moved out of one."""
    marks = ",".join("?" * len(parts))
    left = f"SELECT part FROM versions v WHERE v.provision = c.old_address AND v.part IN ({marks})"
    moved = f"c.kind = 'moved' AND c.unit = 'provision' AND EXISTS ({left})"
    return f"(c.part IN ({marks}) OR ({moved}))", [*parts, *parts]


def of_provision(db: Db, provision: str) -> list[RecordedChange]:
    """Return all changes of a provision, also those by which it moved elsewhere."""
    return select(db, "c.provision = ? OR c.old_address = ?", (provision, provision))


def of_addresses(
    db: Db, provision: str, at_or_below: set[str], above: set[str]
) -> list[RecordedChange]:
    """Return the changes of a unit.

    At or below it, and those by which a unit around it came, went or moved with it inside.
    """
    whole = ("added", "removed", "moved", "renumbered")
    sql = (
        "SELECT id, address, old_address, kind FROM changes WHERE provision = ? OR old_address = ?"
    )
    wanted = [
        number
        for number, address, old, kind in db.rows(sql, (provision, provision))
        if address in at_or_below
        or old in at_or_below
        or (kind in whole and _carries(address, old, above))
    ]
    found = [
        change
        for marks, batch in _batches(wanted)
        for change in select(db, f"c.id IN ({marks})", batch)
    ]
    if len(wanted) <= _BATCH:
        return found
    return sorted(found, key=lambda change: day(change.to) or "", reverse=True)


def _carries(address: str, old: str | None, above: set[str]) -> bool:
    """Tell whether what came, went or moved is a unit above.

    A text that only went into another unit below it is none.
    """
    return address in above or (
        old is not None and old in above and not parse(address).is_below(parse(old))
    )

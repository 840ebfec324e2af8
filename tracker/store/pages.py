"""Pages of the BIS site: a row for each version; changes stand beside those of the eCFR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.address import BIS
from tracker.model import Page, RecordedPage, Tag
from tracker.store import changes
from tracker.store.changes import By, tag_rows
from tracker.store.db import Db, Row, day, moment, read_day, read_moment

_COLUMNS = (
    "p.url, p.title, p.published_on, p.text, p.kind, p.version, p.first_observed_at, "
    "p.observed_at, p.backfilled"
)


def put(
    db: Db,
    page: Page,
    version: int,
    observed_at: datetime,
    capture: str,
    parser_version: str,
    *,
    backfilled: bool,
) -> None:
    """Store a new version of a page; it becomes the latest one."""
    db.run("UPDATE pages SET latest = 0 WHERE url = ?", (page.url,))
    found = db.one("SELECT min(first_observed_at) FROM pages WHERE url = ?", (page.url,))
    first = found[0] if found and found[0] else moment(observed_at)
    values = (
        page.url, version, 1, page.kind, page.title, day(page.published_on), page.text,
        first, moment(observed_at), int(backfilled), capture, parser_version,
    )  # fmt: skip
    db.run(f"INSERT INTO pages VALUES ({','.join('?' * 12)})", values)


def retire(db: Db, url: str) -> None:
    """Call no version of a page the latest one: it stands under another address now."""
    db.run("UPDATE pages SET latest = 0 WHERE url = ?", (url,))


def last_number(db: Db, url: str) -> int:
    """Return the number of the last version of a page, 0 for none."""
    found = db.one("SELECT max(version) FROM pages WHERE url = ?", (url,))
    return int(found[0] or 0) if found else 0


def of_text(db: Db, text: str) -> list[Latest]:
    """Return the pages whose latest version has this very text, in the order of their addresses."""
    sql = (
        f"SELECT {_COLUMNS}, p.capture_sha256 FROM pages p WHERE p.latest = 1 AND p.text = ? "
        "ORDER BY p.url"
    )
    return [
        Latest(_page(row), int(row[5]), read_moment(row[7]), row[9])
        for row in db.rows(sql, (text,))
    ]


def moved_to(db: Db, url: str) -> str | None:
    """Return the address to which a page moved last, or None."""
    sql = (
        "SELECT address FROM changes WHERE source = 'bis' AND kind = 'moved' AND old_address = "
        "? ORDER BY observed_at DESC LIMIT 1"
    )
    found = db.one(sql, (url,))
    return str(found[0]) if found else None


def moved_here(db: Db, url: str) -> bool:
    """Tell whether a page moved to this address."""
    sql = (
        "SELECT 1 FROM changes WHERE source = 'bis' AND kind = 'moved' AND unit = 'provision' "
        "AND address = ?"
    )
    return db.one(sql, (url,)) is not None


def home(db: Db, url: str) -> str:
    """Return the address under which a page stands now, however often it moved."""
    seen: set[str] = set()
    while latest(db, url) is None and url not in seen and (there := moved_to(db, url)):
        seen.add(url)
        url = there
    return url


def last(db: Db, url: str) -> Latest | None:
    """Return the last version of a page, also where it stands elsewhere now, or None."""
    return _newest(db, url, "1")


def last_said(db: Db, url: str) -> Latest | None:
    """Return the last version of a page that had any text, or None."""
    return _newest(db, url, "p.text <> ''")


def _newest(db: Db, url: str, condition: str) -> Latest | None:
    sql = (
        f"SELECT {_COLUMNS}, p.capture_sha256 FROM pages p WHERE p.url = ? AND {condition} ORDER "
        "BY p.version DESC LIMIT 1"
    )
    row = db.one(sql, (url,))
    return Latest(_page(row), int(row[5]), read_moment(row[7]), row[9]) if row else None


def first_seen(db: Db, url: str) -> tuple[datetime, bool] | None:
    """Return when a page was first seen, and whether it was there before anybody looked."""
    found = db.one(
        "SELECT observed_at, backfilled FROM pages WHERE url = ? ORDER BY version LIMIT 1", (url,)
    )
    return (read_moment(found[0]), bool(found[1])) if found else None


def notices(db: Db) -> str | None:
    """Return the address under which the list of notices was read first, or None."""
    found = db.one(
        "SELECT url FROM pages WHERE kind = 'notice' AND latest = 1 ORDER BY first_observed_at, "
        "url LIMIT 1"
    )
    return str(found[0]) if found else None


def missing(db: Db, before: date) -> list[str]:
    """Return the pages that were missing when last asked for, on a day before this one.

    What is known to be gone is not among them.
    """
    subject = f"'bis:page:' || substr(p.url, {len(BIS) + 1})"
    sql = (
        "SELECT p.url FROM pages p JOIN captures c ON c.id = (SELECT max(n.id) FROM captures n "
        f"WHERE n.subject = {subject}) "
        "WHERE p.latest = 1 AND p.text <> '' AND c.verdict = 'not-found' AND c.fetched_at < ? "
        f"AND NOT EXISTS (SELECT 1 FROM checks k WHERE k.subject = {subject} AND k.checked_at > "
        "c.fetched_at) ORDER BY p.url"
    )
    return [row[0] for row in db.rows(sql, (before.isoformat(),))]


def put_tags(db: Db, url: str, version: int, tags: Sequence[Tag], parser_version: str) -> None:
    """Set the tags of a version of a page."""
    db.run("DELETE FROM page_tags WHERE url = ? AND version = ?", (url, version))
    db.many(
        "INSERT INTO page_tags VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        [(url, version, *row, parser_version) for row in tag_rows(tags)],
    )


def _page(row: Row) -> Page:
    url, title, published, text, kind = row[:5]
    return Page(url, title, read_day(published), text, kind)


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest version of a page: its number, when it was seen, the SHA-256 of its capture."""

    page: Page
    version: int
    observed_at: datetime
    capture: str


def latest(db: Db, url: str) -> Latest | None:
    """Return the latest version of a page, or None."""
    row = db.one(
        f"SELECT {_COLUMNS}, p.capture_sha256 FROM pages p WHERE p.url = ? AND p.latest = 1", (url,)
    )
    return Latest(_page(row), int(row[5]), read_moment(row[7]), row[9]) if row else None


def versions(db: Db) -> list[tuple[Page, int]]:
    """Return every version of every page."""
    return [
        (_page(row), int(row[5]))
        for row in db.rows(f"SELECT {_COLUMNS} FROM pages p ORDER BY p.url, p.version")
    ]


def between(
    db: Db,
    since: date | None,
    until: date | None,
    *,
    by: By,
    tag: str | None = None,
    backfilled: bool = True,
) -> list[RecordedPage]:
    """Return the pages of a period, newest first.

    By day of publication (else of sight), or by the day when we saw this version.
    """
    seen = "substr(p.observed_at, 1, 10)"
    column = f"coalesce(p.published_on, {seen})" if by == "in-force" else seen
    wanted: list[tuple[str, tuple[Any, ...]]] = [("p.latest = 1", ())]
    if since:
        wanted.append((f"{column} >= ?", (since.isoformat(),)))
    if until:
        wanted.append((f"{column} <= ?", (until.isoformat(),)))
    if tag:
        own = "t.url = p.url AND t.version = p.version AND (t.tag = ? OR t.topic = ?)"
        wanted.append((f"EXISTS (SELECT 1 FROM page_tags t WHERE {own})", (tag, tag)))
    if not backfilled:
        wanted.append(("p.backfilled = 0", ()))
    where = " AND ".join(condition for condition, _ in wanted)
    rows = db.rows(
        f"SELECT {_COLUMNS} FROM pages p WHERE {where} ORDER BY coalesce(p.published_on, {seen}) "
        "DESC, p.url",
        [value for _, values in wanted for value in values],
    )
    return [_recorded(db, row, since if by == "observed" else None) for row in rows]


def recorded(db: Db, url: str) -> RecordedPage | None:
    """Return the latest version of a page with its tags and changes, or None."""
    row = db.one(f"SELECT {_COLUMNS} FROM pages p WHERE p.latest = 1 AND p.url = ?", (url,))
    return _recorded(db, row) if row else None


def _recorded(db: Db, row: Row, since: date | None = None) -> RecordedPage:
    """Return a page with the changes of its latest version, and of others seen since a day."""
    page, (version, first, observed, backfilled) = _page(row), row[5:9]
    tags = db.rows(
        'SELECT tag, topic, rule, words, "where", start, "end" FROM page_tags WHERE url = ? AND '
        "version = ? ORDER BY position",
        (page.url, version),
    )
    begin = min(since.isoformat(), observed) if since else observed
    where = "c.source = 'bis' AND c.provision = ? AND c.observed_at >= ? AND c.observed_at <= ?"
    found = changes.select(db, where, (page.url, begin, observed)) if version > 1 else []
    return RecordedPage(
        page,
        version,
        read_moment(first),
        read_moment(observed),
        bool(backfilled),
        tuple(Tag(*tag) for tag in tags),
        tuple(found),
    )


def stale(db: Db, limit: int, until: datetime) -> list[str]:
    """Return the URLs of the pages longest not asked for, not after `until`; at most `limit`."""
    rows = db.rows(
        f"SELECT url, checked FROM ({_CHECKED}) WHERE checked <= ? ORDER BY checked, last_check, "
        "url LIMIT ?",
        (moment(until), limit),
    )
    return [row[0] for row in rows]


def read_at(db: Db) -> dict[str, datetime]:
    """Return when each page that is still there was read last, by its address."""
    return {
        row[0]: read_moment(row[1])
        for row in db.rows(f"SELECT url, checked FROM ({_CHECKED}) WHERE there")
    }


_CHECKED = f"""
SELECT s.url, s.there,
  max(s.observed_at,
    coalesce((SELECT max(c.fetched_at) FROM captures c WHERE c.subject = s.subject), ''),
    coalesce((SELECT max(k.checked_at) FROM checks k WHERE k.subject = s.subject), '')) AS checked,
  coalesce((SELECT max(k.id) FROM checks k WHERE k.subject = s.subject), 0) AS last_check
FROM (
  SELECT p.url, p.observed_at, p.text <> '' OR p.kind = 'notice' AS there,
    CASE p.kind WHEN 'notice' THEN 'bis:notices:' ELSE 'bis:page:' END
      || substr(p.url, {len(BIS) + 1}) AS subject
  FROM pages p WHERE p.latest = 1
) s
"""

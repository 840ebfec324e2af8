"""Pages of sites: one row for each version; their changes stand beside those of provisions.

The pages of a site are those below its official address, the `base`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.model import Page, SourceName, Tag
from tracker.recorded import RecordedPage
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
    found = db.first("SELECT min(first_observed_at) FROM pages WHERE url = ?", (page.url,))
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
    found = db.first("SELECT max(version) FROM pages WHERE url = ?", (url,))
    return int(found[0] or 0) if found else 0


def of_text(db: Db, base: str, text: str) -> list[Latest]:
    """Return the pages of a site whose latest version has this very text, by their addresses."""
    sql = (
        f"SELECT {_COLUMNS}, p.capture_sha256 FROM pages p "
        f"WHERE p.latest = 1 AND p.text = ? AND {_WITHIN} ORDER BY p.url"
    )
    return [
        Latest(_page(row), int(row[5]), read_moment(row[7]), row[9])
        for row in db.rows(sql, (text, *_bounds(base)))
    ]


_WITHIN = "p.url >= ? AND p.url < ?"
"""The condition of a page that it is one of a site; see `_bounds`."""


def _bounds(base: str) -> tuple[str, str]:
    """Return what the addresses of a site lie between."""
    return f"{base}/", f"{base}0"


def count(db: Db, base: str) -> int:
    """Return how many versions of pages of a site are held."""
    found = db.first(f"SELECT count(*) FROM pages p WHERE {_WITHIN}", _bounds(base))
    return int(found[0]) if found else 0


def last_change(db: Db, base: str) -> date | None:
    """Return the newest day of publication of a page of a site, else of sight."""
    day_of = "coalesce(p.published_on, substr(p.observed_at, 1, 10))"
    found = db.first(f"SELECT max({day_of}) FROM pages p WHERE {_WITHIN}", _bounds(base))
    return read_day(found[0]) if found else None


def moved_to(db: Db, url: str) -> str | None:
    """Return the address to which a page moved last, or None."""
    sql = (
        "SELECT address FROM changes WHERE step_id IS NULL AND kind = 'moved' AND old_address = ? "
        "ORDER BY observed_at DESC LIMIT 1"
    )
    found = db.first(sql, (url,))
    return str(found[0]) if found else None


def moved_here(db: Db, url: str) -> bool:
    """Tell whether a page moved to this address."""
    sql = (
        "SELECT 1 FROM changes WHERE step_id IS NULL AND kind = 'moved' AND unit = 'provision' "
        "AND address = ?"
    )
    return db.first(sql, (url,)) is not None


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
    row = db.first(sql, (url,))
    return Latest(_page(row), int(row[5]), read_moment(row[7]), row[9]) if row else None


def first_seen(db: Db, url: str) -> tuple[datetime, bool] | None:
    """Return when a page was first seen, and whether it was there before anybody looked."""
    found = db.first(
        "SELECT observed_at, backfilled FROM pages WHERE url = ? ORDER BY version LIMIT 1", (url,)
    )
    return (read_moment(found[0]), bool(found[1])) if found else None


def notices(db: Db, base: str) -> str | None:
    """Return the address under which the list of notices of a site was read first, or None."""
    found = db.first(
        f"SELECT p.url FROM pages p WHERE p.kind = 'notice' AND p.latest = 1 AND {_WITHIN} "
        "ORDER BY p.first_observed_at, p.url LIMIT 1",
        _bounds(base),
    )
    return str(found[0]) if found else None


def missing(db: Db, source: SourceName, base: str, before: date) -> list[str]:
    """Return the pages of a site that were missing when they were last asked for, before a day.

    Those that are known to be gone are left out.
    """
    sql = (
        "SELECT p.url FROM (SELECT url, latest, text, ? || substr(url, ?) AS subject FROM pages) p "
        "JOIN captures c ON c.id = (SELECT max(n.id) FROM captures n WHERE n.subject = p.subject) "
        "WHERE p.latest = 1 AND p.text <> '' AND c.verdict = 'not-found' AND c.fetched_at < ? "
        "AND NOT EXISTS (SELECT 1 FROM checks k WHERE k.subject = p.subject "
        f"AND k.checked_at > c.fetched_at) AND {_WITHIN} ORDER BY p.url"
    )
    values = (f"{source}:page:", len(base) + 1, before.isoformat(), *_bounds(base))
    return [row[0] for row in db.rows(sql, values)]


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
    row = db.first(
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
    since: date | None = None,
    until: date | None = None,
    *,
    by: By = "observed",
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
    row = db.first(f"SELECT {_COLUMNS} FROM pages p WHERE p.latest = 1 AND p.url = ?", (url,))
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
    where = "c.provision = ? AND c.observed_at >= ? AND c.observed_at <= ?"
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


def stale(db: Db, source: SourceName, base: str, limit: int, until: datetime) -> list[str]:
    """Return the URLs of the pages of a site that were longest not asked for by `until`."""
    rows = db.rows(
        f"SELECT url, checked FROM ({_CHECKED}) WHERE checked <= ? "
        "ORDER BY checked, last_check, url LIMIT ?",
        (*_asked(source, base), moment(until), limit),
    )
    return [row[0] for row in rows]


def read_at(db: Db, source: SourceName, base: str) -> dict[str, datetime]:
    """Return when each page of a site that is still there was read last, by its address."""
    rows = db.rows(f"SELECT url, checked FROM ({_CHECKED}) WHERE there", _asked(source, base))
    return {row[0]: read_moment(row[1]) for row in rows}


def _asked(source: SourceName, base: str) -> tuple[Any, ...]:
    """Return what `_CHECKED` needs to know of a site."""
    return f"{source}:notices:", f"{source}:page:", len(base) + 1, *_bounds(base)


_CHECKED = f"""
SELECT s.url, s.there,
  max(s.observed_at,
    coalesce((SELECT max(c.fetched_at) FROM captures c WHERE c.subject = s.subject), ''),
    coalesce((SELECT max(k.checked_at) FROM checks k WHERE k.subject = s.subject), '')) AS checked,
  coalesce((SELECT max(k.id) FROM checks k WHERE k.subject = s.subject), 0) AS last_check
FROM (
  SELECT p.url, p.observed_at, p.text <> '' OR p.kind = 'notice' AS there,
    CASE p.kind WHEN 'notice' THEN ? ELSE ? END || substr(p.url, ?) AS subject
  FROM pages p WHERE p.latest = 1 AND {_WITHIN}
) s
"""

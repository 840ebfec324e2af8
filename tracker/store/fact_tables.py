"""The tables of facts: appended, never changed.

Triggers refuse every UPDATE and DELETE; hashes chain the rows of each table.
"""

from __future__ import annotations

from collections.abc import Iterable

FIRST_FACTS = ("runs", "run_outcomes", "spans", "captures", "decisions", "checks")
"""The chained tables of the first release; `blobs` is checked by its own hashes."""
FACTS = (*FIRST_FACTS, "failures")
"""All chained tables."""

BLOBS = """
CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY NOT NULL,      -- of the body as received
  size INTEGER NOT NULL,                 -- bytes of the body
  packed BLOB NOT NULL,                  -- the body, compressed (zlib)
  packed_sha256 TEXT NOT NULL            -- of the compressed bytes
);
"""

RUNS = """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  command TEXT NOT NULL,                 -- poll or backfill
  started_at TEXT NOT NULL,
  previous TEXT NOT NULL,
  chain TEXT NOT NULL
);
CREATE TABLE run_outcomes (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs(id),
  source TEXT NOT NULL,                  -- ecfr, federal-register or bis
  ok INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  error TEXT,
  current_as_of TEXT,                    -- the day up to which the source says it is current
  finished_at TEXT NOT NULL,
  previous TEXT NOT NULL,
  chain TEXT NOT NULL
);
CREATE INDEX run_outcomes_source ON run_outcomes(source, id);
CREATE TABLE spans (
  id INTEGER PRIMARY KEY,
  title INTEGER NOT NULL,
  part TEXT NOT NULL,
  since TEXT NOT NULL,                   -- changes in force from this day on are followed
  baseline_on TEXT NOT NULL,             -- the text in force on this day is the baseline
  tracked_at TEXT NOT NULL,
  previous TEXT NOT NULL,
  chain TEXT NOT NULL
);
"""

CAPTURES = """
CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  run_id INTEGER REFERENCES runs(id),
  source TEXT NOT NULL,
  subject TEXT NOT NULL,                 -- what was asked for
  url TEXT NOT NULL,
  status INTEGER NOT NULL,
  request_headers TEXT NOT NULL,         -- JSON list of [name, value]
  response_headers TEXT NOT NULL,        -- JSON list of [name, value]
  fetched_at TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  verdict TEXT NOT NULL,                 -- accepted, quarantined or not-found
  reason TEXT,                           -- why it was quarantined
  previous TEXT NOT NULL,                -- chain of the capture before this one
  chain TEXT NOT NULL                    -- SHA-256 over `previous` and every column of this row
);
CREATE INDEX captures_subject ON captures(subject, id);
CREATE INDEX captures_sha256 ON captures(sha256);
CREATE INDEX captures_quarantined ON captures(id) WHERE verdict = 'quarantined';
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  capture_id INTEGER NOT NULL REFERENCES captures(id),
  decision TEXT NOT NULL,                -- accept or reject
  decided_at TEXT NOT NULL,
  after_capture INTEGER NOT NULL,        -- the last capture when it was decided
  previous TEXT NOT NULL,
  chain TEXT NOT NULL
);
CREATE INDEX decisions_capture ON decisions(capture_id);
CREATE TABLE checks (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  checked_at TEXT NOT NULL,              -- asked again without a capture to show for it
  previous TEXT NOT NULL,
  chain TEXT NOT NULL
);
CREATE INDEX checks_subject ON checks(subject);
"""


FAILURES = """
CREATE TABLE failures (
  id INTEGER PRIMARY KEY,
  run_id INTEGER REFERENCES runs(id),
  source TEXT NOT NULL,
  subject TEXT NOT NULL,                 -- what was asked for
  what TEXT NOT NULL,                    -- the same in words
  url TEXT NOT NULL,
  why TEXT NOT NULL,                     -- why there is no usable answer
  vital INTEGER NOT NULL,                -- 1: without it the source counts as not read
  failed_at TEXT NOT NULL,
  after_capture INTEGER NOT NULL,        -- the last capture then: a later one answers it
  after_check INTEGER NOT NULL,          -- the last check then: a later one answers it
  previous TEXT NOT NULL,
  chain TEXT NOT NULL
);
CREATE INDEX failures_subject ON failures(subject, id);
CREATE INDEX failures_run ON failures(run_id, source);
"""


def guards(tables: Iterable[str] = ("blobs", *FIRST_FACTS)) -> str:
    """Return the triggers that keep facts from being changed or deleted."""
    return "".join(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'facts are never changed ({table})'); END;\n"
        for table in tables
        for verb in ("UPDATE", "DELETE")
    )

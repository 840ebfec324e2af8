"""The derived tables: all that `tracker rebuild` drops and builds again from the captures.

Ids are made from content (63 bits of a hash, or natural keys), never counted, so that the same
facts always give the same rows. A unit is stored once for each distinct wording of itself and all
below it, like a tree in git:

    versions.root_unit_id -> units <- unit_children -> units ...
"""

from __future__ import annotations

TABLES = (
    "derivation", "titles", "version_rows", "addresses", "texts", "units", "unit_children",
    "versions", "steps", "step_citations",
    "changes", "change_causes", "change_tags", "documents", "document_days", "document_tags",
    "pages", "page_tags",
)  # fmt: skip
"""All derived tables, referred-to ones first."""

VERSION_ROWS = """
CREATE TABLE derivation (
  name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL, parser_version TEXT NOT NULL
);
CREATE TABLE titles (
  title INTEGER PRIMARY KEY,
  latest_issue_date TEXT,                -- the version list is complete up to this issue
  parser_version TEXT NOT NULL
);
CREATE TABLE version_rows (
  title INTEGER NOT NULL, identifier TEXT NOT NULL, date TEXT NOT NULL, issue_date TEXT NOT NULL,
  part TEXT NOT NULL, type TEXT NOT NULL, amendment_date TEXT NOT NULL, name TEXT NOT NULL,
  removed INTEGER NOT NULL, substantive INTEGER NOT NULL,
  provision TEXT NOT NULL, first_observed_at TEXT NOT NULL, backfilled INTEGER NOT NULL,
  capture_sha256 TEXT NOT NULL, parser_version TEXT NOT NULL,
  PRIMARY KEY (title, identifier, date, issue_date)
);
CREATE INDEX version_rows_provision ON version_rows(provision);
CREATE INDEX version_rows_part ON version_rows(title, part, date);
CREATE INDEX version_rows_day ON version_rows(title, date);
CREATE INDEX version_rows_issue ON version_rows(title, issue_date);
"""

UNITS = """
CREATE TABLE addresses (
  id INTEGER PRIMARY KEY, address TEXT NOT NULL, provision TEXT NOT NULL,
  parser_version TEXT NOT NULL
);
CREATE INDEX addresses_address ON addresses(address COLLATE NOCASE);
CREATE INDEX addresses_provision ON addresses(provision);
CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL, parser_version TEXT NOT NULL);
CREATE TABLE units (
  id INTEGER PRIMARY KEY,
  address_id INTEGER NOT NULL REFERENCES addresses(id),
  kind TEXT NOT NULL, label TEXT NOT NULL, role TEXT NOT NULL,
  text_id INTEGER NOT NULL REFERENCES texts(id),
  facets TEXT,                           -- JSON list of [name, value]
  parser_version TEXT NOT NULL
);
CREATE INDEX units_address ON units(address_id);
CREATE INDEX units_entity ON units(address_id) WHERE kind = 'entity';
CREATE INDEX units_link_notice ON units(role) WHERE role = 'link-notice';
CREATE TABLE unit_children (
  parent_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
  child_id INTEGER NOT NULL REFERENCES units(id), parser_version TEXT NOT NULL,
  PRIMARY KEY (parent_id, position)
) WITHOUT ROWID;
CREATE INDEX unit_children_child ON unit_children(child_id);
"""

VERSIONS = """
CREATE TABLE versions (
  id INTEGER PRIMARY KEY,
  provision TEXT NOT NULL, heading TEXT NOT NULL,
  title INTEGER NOT NULL, part TEXT NOT NULL, identifier TEXT NOT NULL, type TEXT NOT NULL,
  in_force TEXT NOT NULL,                -- the law's day
  issue_date TEXT NOT NULL,              -- the eCFR issue that first showed it
  observed_at TEXT NOT NULL,             -- when we first saw this reading, UTC
  removed INTEGER NOT NULL,              -- 1: from this day there is no text
  -- grows when the source serves other text for the same version
  reading INTEGER NOT NULL,
  backfilled INTEGER NOT NULL,
  root_unit_id INTEGER REFERENCES units(id),
  fingerprint TEXT,
  capture_sha256 TEXT REFERENCES blobs(sha256),
  subject TEXT, source_url TEXT,
  parser_version TEXT NOT NULL,
  UNIQUE (provision, in_force, reading)
);
CREATE INDEX versions_root ON versions(root_unit_id);
CREATE INDEX versions_part ON versions(title, part);
CREATE TABLE steps (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                    -- pair, restated, begin or end
  provision TEXT NOT NULL,
  old_version_id INTEGER REFERENCES versions(id),
  new_version_id INTEGER REFERENCES versions(id),
  to_date TEXT NOT NULL,
  -- what began or ended the same day and was compared with it
  companions TEXT NOT NULL,
  -- JSON list: source credits that the new version has and the old one lacks
  new_credits TEXT NOT NULL,
  parser_version TEXT NOT NULL
);
CREATE INDEX steps_provision ON steps(provision);
CREATE INDEX steps_day ON steps(to_date, kind);
-- Federal Register pages that the new version cites and the old one did not
CREATE TABLE step_citations (
  step_id INTEGER NOT NULL REFERENCES steps(id) ON DELETE CASCADE,
  volume INTEGER NOT NULL, page INTEGER NOT NULL, parser_version TEXT NOT NULL,
  PRIMARY KEY (volume, page, step_id)
) WITHOUT ROWID;
CREATE INDEX step_citations_step ON step_citations(step_id);
"""

CHANGES = """
CREATE TABLE changes (
  id TEXT PRIMARY KEY NOT NULL,
  step_id INTEGER REFERENCES steps(id) ON DELETE CASCADE,
  source TEXT NOT NULL,                  -- its name in the table of sources
  title INTEGER, part TEXT,
  provision TEXT NOT NULL, heading TEXT NOT NULL,
  position INTEGER NOT NULL,             -- document order within the step
  address TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, old_address TEXT,
  before TEXT, after TEXT,
  -- JSON list of [sign, text]; null where all was added or all removed
  words TEXT,
  noise TEXT,
  -- in-force days of the two versions; observed days for pages
  from_date TEXT, to_date TEXT,
  observed_at TEXT NOT NULL,
  backfilled INTEGER NOT NULL,
  old_capture_sha256 TEXT, new_capture_sha256 TEXT,
  parser_version TEXT NOT NULL
);
CREATE INDEX changes_step ON changes(step_id);
CREATE INDEX changes_provision ON changes(provision);
CREATE INDEX changes_address ON changes(address);
CREATE INDEX changes_old_address ON changes(old_address) WHERE old_address IS NOT NULL;
CREATE INDEX changes_to_date ON changes(to_date);
CREATE INDEX changes_observed_at ON changes(observed_at);
CREATE TABLE change_tags (
  change_id TEXT NOT NULL REFERENCES changes(id) ON DELETE CASCADE, position INTEGER NOT NULL,
  tag TEXT NOT NULL, topic TEXT NOT NULL, rule TEXT NOT NULL, words TEXT NOT NULL,
  "where" TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  parser_version TEXT NOT NULL,
  PRIMARY KEY (change_id, position)
) WITHOUT ROWID;
CREATE INDEX change_tags_tag ON change_tags(tag);
"""

CAUSES = """
CREATE TABLE change_causes (
  change_id TEXT NOT NULL REFERENCES changes(id) ON DELETE CASCADE, position INTEGER NOT NULL,
  document_number TEXT,
  -- with the number: which document; null where none is known, "" without a day
  published TEXT,
  citation TEXT, title TEXT, evidence TEXT NOT NULL, confidence TEXT NOT NULL,
  parser_version TEXT NOT NULL,
  PRIMARY KEY (change_id, position)
) WITHOUT ROWID;
CREATE INDEX change_causes_document ON change_causes(document_number, published);
"""

DOCUMENTS = """
CREATE TABLE documents (
  document_number TEXT NOT NULL,
  -- numbers repeat: the day of publication, planned while on inspection, '' if unknown
  published TEXT NOT NULL,
  version INTEGER NOT NULL, latest INTEGER NOT NULL,
  type TEXT NOT NULL, title TEXT NOT NULL, abstract TEXT, action TEXT, citation TEXT,
  volume INTEGER, start_page INTEGER, end_page INTEGER,
  publication_date TEXT, effective_on TEXT, comments_close_on TEXT, signing_date TEXT, dates TEXT,
  -- JSON lists
  agencies TEXT NOT NULL, cfr_parts TEXT NOT NULL, cfr_parts_in_text TEXT NOT NULL,
  docket_ids TEXT NOT NULL, regulation_id_numbers TEXT NOT NULL, corrections TEXT NOT NULL,
  correction_of TEXT, html_url TEXT, raw_text_url TEXT, full_text_xml_url TEXT,
  public_inspection INTEGER NOT NULL, filed_at TEXT, text TEXT,
  first_observed_at TEXT NOT NULL, observed_at TEXT NOT NULL, backfilled INTEGER NOT NULL,
  capture_sha256 TEXT NOT NULL REFERENCES blobs(sha256), parser_version TEXT NOT NULL,
  PRIMARY KEY (document_number, published, version)
);
CREATE INDEX documents_published ON documents(publication_date);
CREATE INDEX documents_effective ON documents(effective_on);
CREATE INDEX documents_volume ON documents(volume, start_page);
-- days on which the latest version takes effect or was published
CREATE TABLE document_days (
  document_number TEXT NOT NULL, published TEXT NOT NULL, day TEXT NOT NULL,
  parser_version TEXT NOT NULL,
  PRIMARY KEY (document_number, published, day)
) WITHOUT ROWID;
CREATE INDEX document_days_day ON document_days(day);
CREATE TABLE document_tags (
  document_number TEXT NOT NULL, published TEXT NOT NULL, version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  tag TEXT NOT NULL, topic TEXT NOT NULL, rule TEXT NOT NULL, words TEXT NOT NULL,
  "where" TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  parser_version TEXT NOT NULL,
  PRIMARY KEY (document_number, published, version, position),
  FOREIGN KEY (document_number, published, version)
    REFERENCES documents(document_number, published, version)
    ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;
"""

PAGES = """
CREATE TABLE pages (
  url TEXT NOT NULL, version INTEGER NOT NULL, latest INTEGER NOT NULL,
  kind TEXT NOT NULL, title TEXT NOT NULL, published_on TEXT, text TEXT NOT NULL,
  first_observed_at TEXT NOT NULL, observed_at TEXT NOT NULL, backfilled INTEGER NOT NULL,
  capture_sha256 TEXT NOT NULL REFERENCES blobs(sha256), parser_version TEXT NOT NULL,
  PRIMARY KEY (url, version)
);
CREATE INDEX pages_published ON pages(published_on);
CREATE TABLE page_tags (
  url TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,
  tag TEXT NOT NULL, topic TEXT NOT NULL, rule TEXT NOT NULL, words TEXT NOT NULL,
  "where" TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  parser_version TEXT NOT NULL,
  PRIMARY KEY (url, version, position),
  FOREIGN KEY (url, version) REFERENCES pages(url, version) ON DELETE CASCADE
) WITHOUT ROWID;
"""

ALL = (VERSION_ROWS, UNITS, VERSIONS, CHANGES, CAUSES, DOCUMENTS, PAGES)
"""The scripts that create the derived tables, in order."""

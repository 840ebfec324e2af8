"""Views for people who open the database in Datasette or pandas.

Nothing in the tracker reads them.
"""

from __future__ import annotations

NAMES = ("v_changes", "v_versions", "v_wordings", "v_documents", "v_pages")

VIEWS = """
CREATE VIEW v_changes AS
SELECT c.to_date AS in_force, c.provision, c.heading, c.address, c.unit, c.kind, c.old_address,
  c.before, c.after, c.noise,
  c.from_date AS in_force_before, c.observed_at, c.source, c.title AS cfr_title, c.part,
  (SELECT group_concat(DISTINCT tag) FROM change_tags t WHERE t.change_id = c.id) AS tags,
  (SELECT group_concat(DISTINCT topic) FROM change_tags t WHERE t.change_id = c.id) AS topics,
  (SELECT document_number FROM change_causes k WHERE k.change_id = c.id AND position = 0) AS cause,
  (SELECT published FROM change_causes k WHERE k.change_id = c.id AND position = 0)
    AS cause_published,
  (SELECT citation FROM change_causes k WHERE k.change_id = c.id AND position = 0)
    AS cause_citation,
  (SELECT confidence FROM change_causes k WHERE k.change_id = c.id AND position = 0)
    AS cause_confidence,
  c.id
FROM changes c;

CREATE VIEW v_versions AS
SELECT v.provision, v.heading, v.in_force,
  (SELECT min(n.in_force) FROM versions n WHERE n.provision = v.provision
    AND n.in_force > v.in_force) AS in_force_until,
  v.issue_date, v.observed_at, v.removed, v.reading,
  v.reading = (SELECT max(n.reading) FROM versions n WHERE n.provision = v.provision
    AND n.in_force = v.in_force) AS newest_reading,
  v.title AS cfr_title, v.part, v.source_url, v.capture_sha256, v.fingerprint, v.id
FROM versions v;

CREATE VIEW v_wordings AS
SELECT a.provision, a.address, u.kind, u.label, t.text, u.id AS unit_id
FROM units u JOIN addresses a ON a.id = u.address_id JOIN texts t ON t.id = u.text_id;

CREATE VIEW v_documents AS
SELECT d.publication_date, d.effective_on, d.comments_close_on, d.type, d.title, d.citation,
  d.document_number, d.action, d.abstract,
  d.cfr_parts, d.public_inspection, d.html_url, d.observed_at,
  (SELECT group_concat(DISTINCT tag) FROM document_tags t
    WHERE t.document_number = d.document_number
    AND t.published = d.published AND t.version = d.version) AS tags,
  (SELECT count(*) FROM change_causes k WHERE k.document_number = d.document_number
    AND k.published = d.published) AS changes_caused
FROM documents d WHERE d.latest = 1;

CREATE VIEW v_pages AS
SELECT p.published_on, p.kind, p.title, p.url, p.version, p.text, p.observed_at,
  (SELECT group_concat(DISTINCT tag) FROM page_tags t WHERE t.url = p.url AND t.version =
    p.version) AS tags
FROM pages p WHERE p.latest = 1;
"""

"""Questions that got no usable answer: facts, appended.

Which of them are still open follows from later answers. A later capture of the same subject
(accepted, kept out, or a 404 that is an answer), or a later check without a capture, answers a
question. The 404 of one house for a rule's text does not, since another house may have refused it;
a check says when all of them answered. What is not answered is asked again after growing pauses
(`tracker.poll.pauses`).
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.model import Failure, OpenQuestion, SourceName
from tracker.store import chain
from tracker.store.db import Db, moment, read_moment

_OPEN = """
SELECT f.source, f.subject, f.what, f.url, f.why, f.vital, f.failed_at, g.tries, g.since
FROM (
  SELECT subject, max(id) AS last, count(*) AS tries, min(failed_at) AS since FROM failures o
  WHERE o.after_capture >= coalesce((SELECT max(c.id) FROM captures c WHERE c.subject = o.subject
      AND NOT (c.verdict = 'not-found' AND c.subject LIKE 'fr:text:%')), 0)
    AND o.after_check >= coalesce((SELECT max(k.id) FROM checks k WHERE k.subject = o.subject), 0)
  GROUP BY subject
) g JOIN failures f ON f.id = g.last
WHERE f.source = ? ORDER BY f.id
"""


def record(db: Db, failures: Sequence[Failure], run: int | None) -> None:
    """Append the failures of a run, in the order in which they happened."""
    for failure in failures:
        columns = {
            "run_id": run,
            "source": failure.source,
            "subject": failure.subject,
            "what": failure.what,
            "url": failure.url,
            "why": failure.why,
            "vital": int(failure.vital),
            "failed_at": moment(failure.failed_at),
            "after_capture": _last(db, "captures"),
            "after_check": _last(db, "checks"),
        }
        chain.append(db, "failures", columns)


def _last(db: Db, table: str) -> int:
    found = db.first(f"SELECT coalesce(max(id), 0) FROM {table}")
    return int(found[0]) if found else 0


def still_open(db: Db, source: SourceName) -> list[OpenQuestion]:
    """Return the questions to a source that failed and are unanswered, longest waiting first."""
    found = []
    for row in db.rows(_OPEN, (source,)):
        name, subject, what, url, why, vital, failed_at, tries, since = row
        last = Failure(name, subject, what, url, why, bool(vital), read_moment(failed_at))
        found.append(OpenQuestion(last, int(tries), read_moment(since)))
    return found

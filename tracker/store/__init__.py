"""The one door to the database: facts that are appended, rows that are derived from them.

    captures, runs, spans, decisions   facts: chained by hashes, guarded by triggers
    versions, units, changes, ...      derived: ids from content, same facts same rows

Only this package knows SQLite; `Store` takes and gives values.
"""

from tracker.store.facts import Admitted, Verdict
from tracker.store.opening import Mode
from tracker.store.quarantine import Decision, Quarantined
from tracker.store.runs import POSTPONED
from tracker.store.store import Store
from tracker.store.verify import VerifyReport
from tracker.store.versions import FLOOR

__all__ = [
    "FLOOR",
    "POSTPONED",
    "Admitted",
    "Decision",
    "Mode",
    "Quarantined",
    "Store",
    "Verdict",
    "VerifyReport",
]

"""Answers as the JSON that others rely on: plain dictionaries, nothing left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker import wire
from tracker.model import Change, digest_of
from tracker.recorded import RecordedChange
from tracker.wire import Json

if TYPE_CHECKING:
    from tracker.ask.histories import Brought, History
    from tracker.ask.redlines import Difference, Redline, Side
    from tracker.ask.shown import Shown
    from tracker.ask.standing import Status
    from tracker.compare import Comparison
    from tracker.diff import Canary
    from tracker.store import Quarantined


def of_status(status: Status) -> Json:
    """Return the JSON of `status`."""
    return {"sources": [wire.state(source) for source in status.sources], **status.counts}


def of_changes(changes: Iterable[RecordedChange]) -> Json:
    """Return the JSON of `log`."""
    return {"changes": [wire.recorded(change) for change in changes]}


def of_history(history: History) -> Json:
    """Return the JSON of `history`."""
    return {
        "address": history.address,
        "heading": history.heading,
        "versions": [_brought(version) for version in history.versions],
        "changes": [wire.recorded(change) for change in history.changes],
    }


def _brought(brought: Brought) -> Json:
    version = brought.version
    return {
        "in_force_from": wire.day(version.in_force),
        "issue_date": wire.day(version.issue_date),
        "observed_at": wire.moment(version.observed_at),
        "fingerprint": version.fingerprint,
        "source_url": version.source_url,
        "capture": version.capture,
        "changes": len(brought.changes),
        "causes": [wire.cause(cause) for cause in brought.causes],
        "tags": list(brought.tags),
    }


def of_shown(shown: Shown) -> Json:
    """Return the JSON of `show`."""
    unit = shown.unit
    return {
        "address": shown.address,
        "heading": shown.heading,
        "in_force_from": wire.day(shown.in_force),
        "text": shown.text,
        "units": [wire.unit(below) for below in unit.walk()] if unit else [],
    }


def of_redline(redline: Redline) -> Json:
    """Return the JSON of `diff`."""
    return {
        "old": _side(redline.old),
        "new": _side(redline.new),
        "changes": [_difference(difference) for difference in redline.differences],
        "summary": wire.summary(redline.changes),
    }


def _side(side: Side) -> Json:
    return {
        "source": side.source,
        "in_force_from": wire.day(side.in_force),
        "fingerprint": side.fingerprint,
    }


def _difference(difference: Difference) -> Json:
    made = wire.change(difference.change, identity=difference.id, provision=difference.provision)
    return made | {
        "from": wire.day(difference.from_),
        "to": wire.day(difference.to),
        "causes": [wire.cause(cause) for cause in difference.causes],
        "tags": [wire.tag(tag) for tag in difference.tags],
    }


def of_comparison(comparison: Comparison, old: str, new: str) -> Json:
    """Return the JSON of `compare`; `old` and `new` are the names of the two files."""
    sides = (
        {"source": source, "in_force_from": None, "fingerprint": fingerprint}
        for source, fingerprint in (
            (old, comparison.old_fingerprint),
            (new, comparison.new_fingerprint),
        )
    )
    return {
        **dict(zip(("old", "new"), sides, strict=True)),
        "changes": [wire.change(change, identity=_id(change)) for change in comparison.changes],
        "summary": wire.summary(comparison.changes),
    }


def _id(change: Change) -> str:
    before, after = str(change.before), str(change.after)
    return digest_of(change.address, change.kind, change.old_address or "", before, after)


def of_waiting(waiting: Iterable[Quarantined]) -> Json:
    """Return the JSON of `quarantine list`."""
    return {"quarantined": [_waiting(answer) for answer in waiting]}


def _waiting(answer: Quarantined) -> Json:
    return {
        "id": answer.id,
        "subject": answer.subject,
        "url": answer.url,
        "reason": answer.reason,
        "tries": answer.tries,
        "sha256": answer.sha256,
        "first_seen": wire.moment(answer.first_seen),
    }


def of_canaries(canaries: Iterable[Canary]) -> Json:
    """Return the JSON of `doctor`."""
    return {
        "canaries": [
            {
                "address": canary.address,
                "unit": canary.unit,
                "changed": wire.day(canary.changed),
                "changed_back": wire.day(canary.back),
            }
            for canary in canaries
        ]
    }

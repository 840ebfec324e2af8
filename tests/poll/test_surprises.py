"""A fault of our own in one source costs the others nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.poll.conftest import Tracked, outcome
from tracker import poll
from tracker.fetch import Fetcher
from tracker.model import Capture, Request

NOON = datetime(2021, 1, 10, 12, tzinfo=UTC)


class Stumbling(Fetcher):
    """A fetcher with a fault that shows at one source only."""

    def get(self, request: Request, *more: Any, **named: Any) -> Capture:
        return super().get(request if request.source != "ecfr" else request.nowhere, *more, **named)  # type: ignore[attr-defined]


def test_an_unforeseen_fault_in_one_source_is_told_and_the_others_finish(tracked: Tracked) -> None:
    settings = tracked.config()
    with tracked.store() as store:
        result = poll.poll(store, settings, Stumbling(settings, lambda: NOON), NOON)
    assert [source.ok for source in result.sources] == [False, True, True]
    assert "AttributeError" in (outcome(result, "ecfr").error or "")

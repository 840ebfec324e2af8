"""The facts of an answer that a report may show, none of which shows its body."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from tracker.plain import counted
from tracker.probe.values import Answer, Looked
from tracker.probe.words import seconds, size_of

OLD = 6 * 3600
"""The age of an answer in seconds beyond which the tracker asks again another way."""
HINTS = ("cf-mitigated", "x-amzn-waf-action", "x-datadome", "x-px-block")
"""Headers by which a challenge for browsers gives itself away."""
_SERVERS = ("server", "via", "x-cache", "cf-cache-status")
_LONGEST_AGE = 9


def age_of(answer: Answer) -> int | None:
    """Return the `Age` of an answer in seconds, if it tells one."""
    text = answer.headers.get("age", "").strip()
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_AGE else None


def skew_of(answer: Answer) -> float | None:
    """Return how many seconds the service's clock is ahead of ours, or None without a `Date`."""
    try:
        theirs = parsedate_to_datetime(answer.headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    if theirs.tzinfo is None:
        return None
    return (theirs - answer.received_at).total_seconds() + (age_of(answer) or 0)


def seen(answer: Answer, looked: Looked) -> Iterator[str]:
    """Yield the facts of an answer, none of which shows its body."""
    if answer.failure:
        yield answer.failure
        return
    kind = answer.headers.get("content-type", "no content type").partition(";")[0].strip()
    yield f"HTTP {answer.status}, {kind}"
    yield size_of(len(answer.body))
    yield f"first byte {seconds(answer.first_byte)}, whole {seconds(answer.whole)}"
    yield from _seen_of_body(looked)
    if (age := age_of(answer)) is not None:
        yield f"Age {age} s"
    if (skew := skew_of(answer)) is not None and abs(skew) < OLD:
        yield f"Date {skew:+.0f} s from our clock"
    named = [key for key in (*_SERVERS, *HINTS) if key in answer.headers]
    yield from (f"{key}: {answer.headers[key][:60]}" for key in named)


def _seen_of_body(looked: Looked) -> Iterator[str]:
    if looked.root:
        yield f"root {looked.root}"
    if looked.form == "html" and looked.title:
        yield f"page “{looked.title}”" + (", __NEXT_DATA__" if looked.next_data else "")
    if looked.rows is not None:
        of = f"{looked.rows:,} of " if looked.count is not None else ""
        pages = f", total_pages {looked.pages}" if looked.pages is not None else ""
        yield of + counted(looked.rows if looked.count is None else looked.count, "row") + pages
    elif looked.count is not None:
        yield f"count {looked.count:,}"
    if looked.next_host:
        yield "next_page_url"
    yield from looked.notes

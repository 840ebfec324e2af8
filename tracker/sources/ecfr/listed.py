"""A version list of the eCFR, read to its end: what it has gained since it was read last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from tracker import log, plain
from tracker.answers import Answer
from tracker.cycle import Cycle
from tracker.errors import RefusedError
from tracker.model import VersionRow
from tracker.sources.ecfr import reading
from tracker.sources.ecfr.reading import FLOOR, NAME, TitleState, VersionsPage
from tracker.sources.ecfr.settings import Ecfr, Title
from tracker.sources.ecfr.subjects import Versions
from tracker.store import versions


def settings(cycle: Cycle) -> Ecfr:
    """Return what is configured of the eCFR."""
    found = cycle.config.of(NAME)
    assert isinstance(found, Ecfr)
    return found


def rows_of(
    cycle: Cycle, title: Title, state: TitleState
) -> list[Answer[Versions, VersionsPage]] | None:
    """Read what a version list has gained, nothing where no row is new.

    None where it could not be read to its end.

    It is read from some days before the newest issue that we know: rows join an issue in the
    afternoon, and some are listed days late.
    """
    known, rows = (
        versions.last_issue_date(cycle.store.db, title.number),
        versions.rows(cycle.store.db, title.number),
    )
    newest = min((known or FLOOR, max(row.issue_date for row in rows))) if rows else None
    since = max(FLOOR, newest - timedelta(days=settings(cycle).overlap_days)) if newest else None
    with cycle.alone(
        reading.versions_request(settings(cycle).url, title.number, 1, since), vital=True
    ):
        pages = _pages(cycle, title, since)
        listed = {row for page in pages for row in page.value.rows}
        if known == state.latest_issue_date and listed <= set(rows):
            cycle.check(pages[0].capture.subject, "every row of the list is held")
            return []
        _tell_untracked(title, listed - set(rows))
        return pages
    return None


def _tell_untracked(title: Title, fresh: Iterable[VersionRow]) -> None:
    """Tell of which parts that nobody tracks a version list has new rows, and how many."""
    outside = (row.part for row in fresh if title.parts and row.part not in title.parts)
    for part, number in sorted(Counter(outside).items()):
        rows = plain.counted(number, "new row")
        log.decided(
            "skipped", f"{title.number} CFR part {part}", f"{rows}; this part is not tracked"
        )


def _pages(cycle: Cycle, title: Title, since: date | None) -> list[Answer[Versions, VersionsPage]]:
    """Read a version list to its end and check that it is whole.

    A further page is asked for only where the answer says that there is one.
    """
    pages: list[Answer[Versions, VersionsPage]] = []
    listed, page = 0, 1
    while True:
        request = reading.versions_request(settings(cycle).url, title.number, page, since)
        answer = cycle.demand(request)
        if pages and answer.capture.sha256 == pages[-1].capture.sha256:
            raise RefusedError(
                request.url,
                f"page {page} repeats page {page - 1}: not all the rows that are counted were"
                " given",
            )
        found = answer.value
        pages.append(answer)
        odd = found.odd_in(title.parts) if title.parts else found.odd
        cycle.tell_odd(
            request, NAME, odd, (f"{row.identifier} of {row.date}" for row in found.rows)
        )
        listed += found.listed
        total = found.total_pages or (
            page
            if found.result_count is None or listed >= found.result_count or not found.listed
            else page + 1
        )
        cycle.progress.step("eCFR versions", page, total, f"title {title.number}")
        if page >= total:
            break
        page += 1
    if found.result_count is not None and listed < found.result_count:
        raise RefusedError(
            request.url, f"the version list counts {found.result_count} rows, but gave {listed}"
        )
    if since is not None and not listed:
        raise RefusedError(
            request.url,
            f"the version list since {since} is empty, although it had rows of that day before",
        )
    return pages

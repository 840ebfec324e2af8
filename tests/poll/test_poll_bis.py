"""The BIS site's part of a cycle, over real HTTP."""

from __future__ import annotations

from datetime import date

from tests.poll.conftest import Tracked, outcome
from tracker.store import pages as held_pages


def pages(tracked: Tracked) -> dict[str, int]:
    with tracked.store() as store:
        return {
            page.page.url.removeprefix("https://www.bis.gov"): page.version
            for page in held_pages.between(store.db)
        }


def test_poll_reads_listing_releases_and_notices(tracked: Tracked) -> None:
    assert outcome(tracked.poll(), "bis").ok
    assert pages(tracked) == {
        "/press-release/first-inc.": 1,
        "/regulations/federal-register-notices": 1,
    }
    with tracked.store() as store:
        found = held_pages.recorded(store.db, "https://www.bis.gov/press-release/first-inc.")
    assert found is not None
    assert (found.page.title, found.page.published_on, found.page.text) == (
        "First",
        date(2021, 1, 2),
        "First\nFirst, in full.",
    )


def test_next_poll_fetches_what_is_not_held(tracked: Tracked) -> None:
    tracked.settings += "[bis]\nrecheck = 0\n"
    tracked.poll()
    tracked.world.log.clear()
    tracked.on("2021-02-01")
    assert len(tracked.world.asked("/press-release/")) == 1
    assert "/press-release/second" in pages(tracked)


def test_held_releases_are_checked_again_and_a_change_becomes_a_version(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.news[0] = ("/press-release/first-inc.", "First, corrected", "2021-01-02")
    tracked.poll("2021-01-11T12:00:00")
    assert pages(tracked)["/press-release/first-inc."] == 2


def test_listing_that_was_never_non_empty_is_no_failure(tracked: Tracked) -> None:
    tracked.world.news.clear()
    assert outcome(tracked.poll(), "bis").ok


def test_listing_that_once_had_items_and_yields_none_is_a_failure(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.news.clear()
    failed = outcome(tracked.poll("2021-01-11T12:00:00"), "bis")
    assert not failed.ok
    assert "had entries before (1) and has none now" in (failed.error or "")


def test_notices_that_vanish_are_a_failure(tracked: Tracked) -> None:
    tracked.poll()
    tracked.world.notices.clear()
    assert not outcome(tracked.poll("2021-01-11T12:00:00"), "bis").ok


def test_release_that_is_named_but_not_served_is_reported_and_no_failure(tracked: Tracked) -> None:
    tracked.world.answers["/press-release/first-inc."] = (
        404,
        "text/html",
        b"<html><h1>404</h1></html>",
    )
    assert outcome(tracked.poll(), "bis").ok
    assert any("first-inc." in line for line in tracked.said)


def test_page_named_in_the_configuration_is_versioned(tracked: Tracked) -> None:
    tracked.settings += '[bis]\npages = ["/guidance"]\n'
    one = (
        "<html><head><title>Guidance |"
        " Bureau</title></head><body><main><h1>Guidance</h1><p>One.</p></main></body></html>"
    )
    tracked.world.answers["/guidance"] = (200, "text/html", one.encode())
    assert outcome(tracked.poll(), "bis").ok
    tracked.world.answers["/guidance"] = (200, "text/html", one.replace("One.", "Two.").encode())
    tracked.poll("2021-01-11T12:00:00")
    assert pages(tracked)["/guidance"] == 2


def test_configured_page_that_is_missing_holds_up_no_press_release(tracked: Tracked) -> None:
    tracked.settings += '[bis]\npages = ["/nowhere"]\n'
    assert not outcome(tracked.poll(), "bis").ok
    assert pages(tracked) == {
        "/press-release/first-inc.": 1,
        "/regulations/federal-register-notices": 1,
    }


def test_unchanged_pages_are_not_recorded_again(tracked: Tracked) -> None:
    tracked.poll()
    before = tracked.counts()["captures"]
    tracked.poll("2021-01-11T12:00:00")
    assert tracked.counts()["captures"] == before


def test_backfill_is_not_limited_to_the_newest(tracked: Tracked) -> None:
    tracked.settings += "[bis]\nmost_a_poll = 1\n"
    tracked.world.news += [
        (f"/press-release/old-{number}", f"Old {number}", "2020-12-01") for number in range(4)
    ]
    tracked.poll()
    assert len([path for path in pages(tracked) if "press" in path]) == 1
    tracked.backfill()
    assert len([path for path in pages(tracked) if "press" in path]) == 5

"""Pages that the sitemap and the configuration name: new, changed, gone, back and moved."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from itertools import pairwise

import pytest

from tests.poll.bis_site import (
    CHALLENGE,
    HTML,
    LISTING,
    OFFICIAL,
    Answer,
    Watched,
    index,
    listing,
    page,
    urlset,
)
from tests.sources.pdfs import pdf
from tracker.sources.bis import GUIDANCE
from tracker.store import pages as held_pages
from tracker.store import texts

MAP = "/sitemap.xml"
OWN = (
    "Exporters of widgets must ask for a licence before a widget leaves the country, whoever made"
    " it and wherever it goes, " * 2
)
"""Words enough to be shared by no other page by chance."""


def guidance(name: str, *more: str) -> Answer:
    return page(name.title(), f"What to know about {name}.", f"{OWN} This is about {name}.", *more)


def settled(watched: Watched, *names: str, pages: Sequence[str] = (), more: str = "") -> None:
    """Serve pages of guidance, list them in the sitemap, and poll once on the first of March."""
    watched.settings += f"[bis]\nrecheck = 0\npages = {list(pages)}\n{more}".replace("'", '"')
    watched.site.pages |= {f"/guidance/{name}": guidance(name) for name in names}
    listed(watched, *names)
    assert watched.bis("2026-03-01").ok, watched.said


def listed(watched: Watched, *names: str, day: str | None = None) -> None:
    watched.site.pages[MAP] = urlset({f"/guidance/{name}": day for name in names})


def guided(watched: Watched) -> dict[str, int]:
    return {
        path: page.version for path, page in watched.held().items() if path.startswith("/guidance")
    }


# ---- the sitemap


def test_missing_sitemap_is_asked_for_again_only_after_a_week(watched: Watched) -> None:
    for day, asked in (
        ("2026-03-01", 1),
        ("2026-03-02", 0),
        ("2026-03-07", 0),
        ("2026-03-08", 1),
        ("2026-03-09", 0),
    ):
        assert watched.bis(day).ok
        assert watched.site.asked(MAP) == asked


def test_pages_of_the_first_sitemap_are_read_and_no_news(watched: Watched) -> None:
    settled(watched, "a", "b")
    assert guided(watched) == {"/guidance/a": 1, "/guidance/b": 1}
    assert set(watched.told("2026-03-01")) == {
        "/press-release/first",
        "/press-release/second",
        "/regulations/federal-register-notices",
    }


@pytest.mark.parametrize("zipped", [False, True])
def test_index_of_two_sitemaps_is_a_baseline_as_one_is(watched: Watched, zipped: bool) -> None:
    def part(*names: str) -> Answer:
        kind, body = urlset({f"/guidance/{name}": None for name in names})[1:]
        return (200, "application/gzip", gzip.compress(body)) if zipped else (200, kind, body)

    paths = (
        ("/sitemap-1.xml.gz", "/sitemap-2.xml.gz")
        if zipped
        else ("/sitemap.xml?page=1", "/sitemap.xml?page=2")
    )
    watched.site.pages |= {MAP: index(*paths), paths[0]: part("a"), paths[1]: part("b")}
    watched.site.pages |= {f"/guidance/{letter}": guidance(letter) for letter in "abc"}
    assert watched.bis("2026-03-01").ok
    assert guided(watched) == {"/guidance/a": 1, "/guidance/b": 1}
    assert not [path for path in watched.told("2026-03-01") if "guidance" in path]
    watched.site.pages[paths[1]] = part("b", "c")
    assert watched.bis("2026-03-02").ok
    assert watched.told("2026-03-02") == {"/guidance/c": ["new"]}


def test_sitemap_of_the_index_that_failed_at_first_is_a_baseline_when_it_is_read(
    watched: Watched,
) -> None:
    watched.site.pages |= {
        MAP: index("/s-1.xml", "/s-2.xml"),
        "/s-1.xml": urlset({"/guidance/a": None}),
        "/s-2.xml": (503, HTML, b""),
    }
    watched.site.pages |= {f"/guidance/{letter}": guidance(letter) for letter in "ab"}
    assert not watched.bis("2026-03-01").ok
    watched.site.pages["/s-2.xml"] = urlset({"/guidance/b": None})
    assert watched.bis("2026-03-02").ok
    assert guided(watched) == {"/guidance/a": 1, "/guidance/b": 1}
    assert watched.told("2026-03-02") == {}


def test_page_that_came_since_the_first_sitemap_is_told_as_new(watched: Watched) -> None:
    settled(watched, "a")
    watched.site.pages["/guidance/b"] = guidance("b")
    listed(watched, "a", "b")
    assert watched.bis("2026-03-02").ok
    assert watched.told("2026-03-02") == {"/guidance/b": ["new"]}


def test_own_addresses_of_a_mirror_are_the_sites(watched: Watched) -> None:
    watched.site.pages["/guidance/a"] = guidance("a")
    watched.site.pages[MAP] = urlset({"/guidance/a": None}, host=watched.site.base)
    assert watched.bis("2026-03-01").ok
    assert guided(watched) == {"/guidance/a": 1}
    assert "/guidance/a" not in watched.told("2026-03-01")


def test_pages_that_the_configuration_names_and_no_sitemap_lists_are_no_news_at_first(
    watched: Watched,
) -> None:
    watched.site.pages["/guidance/b"] = guidance("b")
    settled(watched, "a", pages=["/guidance/b"])
    assert guided(watched) == {"/guidance/a": 1, "/guidance/b": 1}
    assert not [path for path in watched.told("2026-03-01") if "guidance" in path]


def test_page_that_the_sitemap_calls_changed_is_asked_for_and_versioned(watched: Watched) -> None:
    settled(watched, "a", "b")
    watched.site.pages["/guidance/a"] = guidance("a", "A third paragraph.")
    assert watched.bis("2026-03-02").ok
    assert watched.site.asked("/guidance/a") == 0
    watched.site.pages[MAP] = urlset({"/guidance/a": "2026-03-02", "/guidance/b": "2026-02-01"})
    assert watched.bis("2026-03-03").ok
    assert watched.site.asked("/guidance/b") == 0
    assert watched.told("2026-03-03") == {"/guidance/a": ["added"]}


def test_page_that_the_sitemap_lists_no_more_but_that_is_served_is_told_of_in_no_way(
    watched: Watched,
) -> None:
    settled(watched, "a", "b")
    listed(watched, "a")
    for day in ("2026-03-02", "2026-03-03", "2026-03-04"):
        assert watched.bis(day).ok
        assert watched.told(day) == {}
    assert guided(watched) == {"/guidance/a": 1, "/guidance/b": 1}


def test_skipped_pages_are_not_asked_for(watched: Watched) -> None:
    watched.site.pages[MAP] = urlset(
        dict.fromkeys(
            ("/careers/widget-maker", "/guidance/a", "/media/data.xlsx", "/Events/gala"), None
        )
    )
    watched.site.pages["/guidance/a"] = guidance("a")
    assert watched.bis("2026-03-01").ok
    assert [
        path
        for path in watched.site.log
        if path in ("/careers/widget-maker", "/media/data.xlsx", "/Events/gala")
    ] == []


def test_what_does_not_fit_into_one_poll_is_read_by_the_next(watched: Watched) -> None:
    names = [f"n{number}" for number in range(60)]
    settled(watched, *names)
    assert len(guided(watched)) == 48  # two press releases count too
    assert "BIS site: 12 more pages are left of the sitemap for the next polls" in watched.said
    assert watched.bis("2026-03-01", "18:00").ok
    assert len(guided(watched)) == 60
    assert not [path for path in watched.told("2026-03-01") if "guidance" in path]


def test_a_backlog_of_press_releases_is_told_and_leaves_the_sitemap_its_share(
    watched: Watched,
) -> None:
    news = [f"release-{number}" for number in range(12)]
    watched.settings += "[bis]\nrecheck = 0\nmost_a_poll = 5\npages = []\n"
    watched.site.pages |= {
        f"/press-release/{name}": page(name.title(), f"{name} in full.") for name in news
    }
    watched.site.pages[LISTING] = listing(LISTING, *news)
    watched.site.pages |= {f"/guidance/{word}": guidance(word) for word in ("a", "b")}
    listed(watched, "a", "b")
    assert watched.bis("2026-03-01").ok
    assert len([path for path in watched.held() if path.startswith("/press-release/")]) == 5
    assert len(guided(watched)) == 1
    assert (
        "BIS site: 7 more press releases are left of the listing for the next polls" in watched.said
    )
    assert "BIS site: 1 more page is left of the sitemap for the next polls" in watched.said


def test_pages_that_fail_for_ever_cost_no_other_page_its_turn(watched: Watched) -> None:
    names = [f"n{number}" for number in range(8)]
    bad = {f"/guidance/{name}": (200, HTML, CHALLENGE.encode()) for name in names[:6]}
    watched.settings += "[bis]\nrecheck = 0\nmost_a_poll = 3\npages = []\n"
    watched.site.pages |= {f"/guidance/{name}": guidance(name) for name in names} | bad
    listed(watched, *names)
    for day in range(1, 6):
        watched.bis(f"2026-03-0{day}")
    assert guided(watched) == {"/guidance/n6": 1, "/guidance/n7": 1}
    watched.site.pages["/press-release/late"] = page("Late", "late in full.")
    watched.site.pages[LISTING] = listing(LISTING, "late", "first", "second")
    failed = watched.bis("2026-03-06")
    assert "/press-release/late" in watched.held()
    assert not failed.ok
    assert failed.read
    first = next(place for place, request in enumerate(watched.site.log) if request in bad)
    assert set(watched.site.log[first:]) <= set(bad)


def test_pages_that_answer_with_a_challenge_end_the_cycle_politely(watched: Watched) -> None:
    names = [f"n{number}" for number in range(20)]
    watched.settings += "[bis]\nrecheck = 0\npages = []\n"
    watched.site.pages |= {f"/guidance/{name}": (200, HTML, CHALLENGE.encode()) for name in names}
    listed(watched, *names)
    failed = watched.bis("2026-03-01")
    assert sum(watched.site.asked(f"/guidance/{name}") for name in names) == 5
    assert {"/press-release/first", "/press-release/second"} <= watched.held().keys()
    assert "15 more questions" in (failed.error or "")


# ---- gone


def test_page_that_is_missing_on_two_days_is_told_as_gone_once(watched: Watched) -> None:
    settled(watched, "a", "b")
    del watched.site.pages["/guidance/b"]
    listed(watched, "a")
    for hour in ("11:00", "18:00", "23:00"):
        assert watched.bis("2026-03-02", hour).ok
    assert watched.told("2026-03-02") == {}
    assert watched.bis("2026-03-03").ok
    assert watched.told("2026-03-03") == {"/guidance/b": ["removed"]}
    for day in ("2026-03-04", "2026-03-05", "2026-03-20"):
        assert watched.bis(day).ok
        assert watched.told(day) == {}
        assert watched.site.asked("/guidance/b") == 0
    history = watched.command("history", f"{OFFICIAL}/guidance/b")
    assert "removed" in history


def test_missing_page_that_is_served_again_the_next_day_is_told_of_in_no_way(
    watched: Watched,
) -> None:
    settled(watched, "a", "b")
    whole = watched.site.pages.pop("/guidance/b")
    listed(watched, "a")
    for day, answer in (
        ("2026-03-02", None),
        ("2026-03-03", whole),
        ("2026-03-04", whole),
        ("2026-03-05", None),
        ("2026-03-06", whole),
    ):
        watched.site.pages.pop("/guidance/b", None)
        if answer:
            watched.site.pages["/guidance/b"] = answer
        assert watched.bis(day).ok
        assert watched.told(day) == {}
    assert (
        watched.site.asked("/guidance/b") == 0
    )  # it is well again, and no longer asked for every day


def test_page_that_is_gone_and_comes_back_is_told_with_what_changed(watched: Watched) -> None:
    settled(watched, "a", "b")
    del watched.site.pages["/guidance/b"]
    for day in ("2026-03-02", "2026-03-03"):
        listed(watched, "a")
        watched.bis(day)
    assert guided(watched)["/guidance/b"] == 2
    watched.site.pages["/guidance/b"] = guidance("b", "A third paragraph.")
    listed(watched, "a", "b")
    assert watched.bis("2026-03-04").ok
    assert (
        guided(watched)["/guidance/b"] == 2
    )  # it was missing yesterday: asked for again within a week
    assert watched.bis("2026-03-12").ok
    assert watched.told("2026-03-12") == {"/guidance/b": ["added", "added"]}
    with watched.store() as store:
        first, second = (
            change.change
            for change in held_pages.recorded(store.db, f"{OFFICIAL}/guidance/b").changes
        )  # type: ignore[union-attr]
    assert (first.unit, second.unit, second.after) == (
        "provision",
        "paragraph",
        "A third paragraph.",
    )
    assert watched.bis("2026-03-13").ok
    assert watched.told("2026-03-13") == {}


def test_page_of_the_configuration_that_goes_is_told_as_gone_and_is_no_failure(
    watched: Watched,
) -> None:
    watched.site.pages["/guidance/b"] = guidance("b")
    settled(watched, "a", pages=["/guidance/b"])
    del watched.site.pages["/guidance/b"]
    assert watched.bis("2026-03-02").ok
    assert watched.bis("2026-03-03").ok
    assert watched.told("2026-03-03") == {"/guidance/b": ["removed"]}
    assert watched.bis("2026-03-04").ok


@pytest.mark.parametrize("place", ["/", "/guidance", "/404", "/guidance/a"])
def test_pages_that_lead_to_a_page_that_was_there_are_gone_and_did_not_move(
    watched: Watched, place: str
) -> None:
    watched.site.pages |= {
        path: guidance(f"the page {path}") for path in ("/", "/guidance", "/404")
    }
    settled(watched, "a", "b", "c", "d")
    watched.site.moved |= dict.fromkeys(("/guidance/b", "/guidance/c", "/guidance/d"), place)
    listed(watched, "a")
    assert watched.bis("2026-03-02").ok
    assert watched.told("2026-03-02") == {}
    assert watched.bis("2026-03-03").ok
    assert watched.told("2026-03-03") == {f"/guidance/{letter}": ["removed"] for letter in "bcd"}
    assert watched.bis("2026-03-04").ok
    assert watched.told("2026-03-04") == {}


# ---- moved


@pytest.mark.parametrize("is_listed", [True, False])
def test_page_that_moved_by_a_redirect_is_told_once_and_goes_on_in_its_new_place(
    watched: Watched, is_listed: bool
) -> None:
    settled(watched, "a", "b")
    watched.site.pages["/guidance/new-b"] = watched.site.pages.pop("/guidance/b")
    watched.site.moved["/guidance/b"] = "/guidance/new-b"
    listed(watched, "a", *(["new-b"] if is_listed else []))
    assert watched.bis("2026-03-02").ok
    assert f"{OFFICIAL}/guidance/b has moved to {OFFICIAL}/guidance/new-b" in watched.said
    assert watched.told("2026-03-02") == {"/guidance/new-b": ["moved"]}
    assert guided(watched).keys() == {"/guidance/a", "/guidance/new-b"}
    with watched.store() as store:
        (moved,) = texts.history(store.db, f"{OFFICIAL}/guidance/new-b")[1]
    assert (moved.change.old_address, moved.change.address) == (
        f"{OFFICIAL}/guidance/b",
        f"{OFFICIAL}/guidance/new-b",
    )
    for day in ("2026-03-03", "2026-03-04"):
        assert watched.bis(day).ok
        assert watched.told(day) == {}
        assert not any("moved" in line for line in watched.said)
    watched.site.pages["/guidance/new-b"] = guidance("b", "A third paragraph.")
    listed(watched, "a", "new-b", day="2026-03-05")
    assert watched.bis("2026-03-05").ok
    assert watched.told("2026-03-05")["/guidance/new-b"] == ["added"]


def test_text_that_changed_with_the_move_is_told_with_it(watched: Watched) -> None:
    settled(watched, "a", "b")
    watched.site.pages["/guidance/new-b"] = guidance("b", "A third paragraph.")
    watched.site.moved["/guidance/b"] = "/guidance/new-b"
    listed(watched, "a", "new-b")
    assert watched.bis("2026-03-02").ok
    assert watched.told("2026-03-02") == {"/guidance/new-b": ["moved", "added"]}


def test_page_may_move_again_and_back(watched: Watched) -> None:
    settled(watched, "a", "b")
    places = ["b", "c", "d", "b"]
    for day, (old, new) in enumerate(pairwise(places), 2):
        watched.site.moved = {f"/guidance/{old}": f"/guidance/{new}"}
        watched.site.pages[f"/guidance/{new}"] = guidance("b")
        listed(watched, "a", new)
        assert watched.bis(f"2026-03-0{day}").ok
        assert watched.told(f"2026-03-0{day}") == {f"/guidance/{new}": ["moved"]}
        assert guided(watched).keys() == {"/guidance/a", f"/guidance/{new}"}


def test_configured_page_that_moved_twice_goes_on_under_its_new_place(watched: Watched) -> None:
    watched.site.pages["/guidance/b"] = guidance("b")
    settled(watched, "a", pages=["/guidance/b"])
    watched.site.moved["/guidance/b"] = "/guidance/c"
    watched.site.pages["/guidance/c"] = guidance("b")
    assert watched.bis("2026-03-02").ok
    assert watched.told("2026-03-02") == {"/guidance/c": ["moved"]}
    watched.site.moved |= {"/guidance/b": "/guidance/d", "/guidance/c": "/guidance/d"}
    watched.site.pages["/guidance/d"] = guidance("b")
    assert watched.bis("2026-03-03").ok
    assert watched.told("2026-03-03") == {"/guidance/d": ["moved"]}
    assert watched.bis("2026-03-04").ok
    assert (
        watched.site.asked("/guidance/b"),
        watched.site.asked("/guidance/c"),
        watched.site.asked("/guidance/d"),
    ) == (0, 0, 1)
    watched.site.pages["/guidance/d"] = guidance("b", "A third paragraph.")
    assert watched.bis("2026-03-05").ok
    assert watched.told("2026-03-05") == {"/guidance/d": ["added"]}


def test_page_of_the_same_long_text_that_came_since_is_where_a_missing_one_moved(
    watched: Watched,
) -> None:
    settled(watched, "a", "b")
    watched.site.pages["/guidance/new-b"] = watched.site.pages.pop("/guidance/b")
    listed(watched, "a", "new-b")
    assert watched.bis("2026-03-02").ok
    assert watched.told("2026-03-02") == {"/guidance/new-b": ["new"]}
    assert watched.bis("2026-03-03").ok
    assert watched.told("2026-03-03") == {"/guidance/new-b": ["moved"]}
    assert guided(watched).keys() == {"/guidance/a", "/guidance/new-b"}
    watched.site.moved["/guidance/new-b"] = "/guidance/newest-b"
    watched.site.pages["/guidance/newest-b"] = guidance("b")
    listed(watched, "a", "newest-b")
    assert watched.bis("2026-03-04").ok
    assert watched.told("2026-03-04") == {"/guidance/newest-b": ["moved"]}


def test_twin_that_was_always_there_is_not_where_a_missing_page_moved(watched: Watched) -> None:
    watched.site.pages["/guidance/twin"] = guidance("b")
    settled(watched, "b", "twin")
    del watched.site.pages["/guidance/b"]
    listed(watched, "twin")
    assert watched.bis("2026-03-02").ok
    assert watched.bis("2026-03-03").ok
    assert watched.told("2026-03-03") == {"/guidance/b": ["removed"]}


def test_second_name_that_always_leads_elsewhere_is_no_move_and_is_stored_once(
    watched: Watched,
) -> None:
    watched.site.moved["/guidance/alias"] = "/guidance/a"
    settled(watched, "a", pages=["/guidance/alias"])
    before = watched.counts()["captures"]
    for day in ("2026-03-02", "2026-03-03"):
        assert watched.bis(day).ok
        assert watched.counts()["captures"] == before
        assert watched.told(day) == {}
        assert not any("moved" in line for line in watched.said)
    assert guided(watched) == {"/guidance/a": 1, "/guidance/alias": 1}


def test_slash_at_the_end_is_no_move_and_does_not_hide_one(watched: Watched) -> None:
    watched.site.moved["/guidance/b"] = "/guidance/b/"
    watched.site.pages["/guidance/b/"] = guidance("b")
    settled(watched, "a", pages=["/guidance/b"])
    assert watched.bis("2026-03-02").ok
    assert watched.told("2026-03-02") == {}
    watched.site.moved["/guidance/b"] = "/help/b"
    watched.site.pages["/help/b"] = guidance("b")
    assert watched.bis("2026-03-03").ok
    assert watched.told("2026-03-03") == {"/help/b": ["moved"]}


def test_page_that_has_moved_and_whose_old_address_leads_to_the_front_page_later_stays_where_it_is(
    watched: Watched,
) -> None:
    settled(watched, "a", "b")
    watched.site.pages["/guidance/new-b"] = watched.site.pages.pop("/guidance/b")
    watched.site.moved["/guidance/b"] = "/guidance/new-b"
    listed(watched, "a", "new-b")
    watched.bis("2026-03-02")
    watched.site.moved["/guidance/b"] = "/"
    watched.site.pages["/"] = guidance("everything")
    listed(watched, "a", "b", "new-b", day="2026-03-03")
    assert watched.bis("2026-03-03").ok
    assert watched.told("2026-03-03") == {}


# ---- guidance by default, PDFs


def test_guidance_by_default_that_is_missing_is_no_failure_and_asked_for_weekly(
    watched: Watched,
) -> None:
    for day, asked in (("2026-03-01", 1), ("2026-03-02", 0), ("2026-03-08", 1), ("2026-03-09", 0)):
        assert watched.bis(day).ok
        assert [watched.site.asked(path) for path in GUIDANCE] == [asked] * len(GUIDANCE)
        assert watched.said == []


def test_guidance_by_default_that_leads_to_the_front_page_is_missing_too(watched: Watched) -> None:
    watched.site.moved |= dict.fromkeys(GUIDANCE, "/")
    watched.site.pages["/"] = guidance("everything")
    for day, asked in (("2026-03-01", 1), ("2026-03-02", 0)):
        assert watched.bis(day).ok
        assert [watched.site.asked(path) for path in GUIDANCE] == [asked] * len(GUIDANCE)
    assert not [path for path in watched.held() if path in GUIDANCE]


def test_page_that_says_itself_that_it_is_missing_is_missing(watched: Watched) -> None:
    watched.site.pages[GUIDANCE[0]] = page("404: This page could not be found", "Sorry.")
    assert watched.bis("2026-03-01").ok
    assert watched.bis("2026-03-02").ok
    assert watched.site.asked(GUIDANCE[0]) == 0


def test_page_of_the_configuration_that_leads_to_the_front_page_at_once_is_a_failure(
    watched: Watched,
) -> None:
    watched.settings += '[bis]\npages = ["/guidance/typo"]\n'
    watched.site.moved["/guidance/typo"] = "/"
    watched.site.pages["/"] = guidance("everything")
    failed = watched.bis("2026-03-01")
    assert failed.error == f"the page /guidance/typo: the site leads to {OFFICIAL}/ instead"


def test_guidance_by_default_that_comes_is_no_failure_when_it_goes(watched: Watched) -> None:
    path = GUIDANCE[0]
    watched.site.pages[path] = guidance("questions")
    assert watched.bis("2026-03-01").ok
    del watched.site.pages[path]
    assert watched.bis("2026-03-02").ok
    assert watched.bis("2026-03-03").ok
    assert watched.told("2026-03-03") == {path: ["removed"]}


def test_pdf_is_stored_as_text_and_its_paragraphs_are_diffed(watched: Watched) -> None:
    path = "/media/documents/entity-list-faqs.pdf"
    lines = (
        "Questions about widgets",
        "1. Who asks for a licence?",
        "The person who exports the widget, whoever made it and wherever it goes.",
    )
    watched.site.pages[path] = (200, "application/pdf", pdf(lines, title="Questions about widgets"))
    assert watched.bis("2026-03-01").ok
    assert "The person who exports the widget, whoever" in watched.held()[path].page.text
    watched.site.pages[path] = (
        200,
        "application/pdf",
        pdf((*lines[:2], lines[2].replace("exports", "exports or lends")), title=lines[0]),
    )
    assert watched.bis("2026-03-02").ok
    assert any(("+", "or lends ") in change.change.words for change in watched.held()[path].changes)
    assert "or lends" in watched.digest("2026-03-02", "2026-03-02")["txt"]


def test_broken_pdf_costs_itself(watched: Watched) -> None:
    path, other = (
        "/media/documents/entity-list-faqs.pdf",
        "/media/documents/bis-guidance-may-31-2026.pdf",
    )
    watched.site.pages[path] = (200, "application/pdf", b"%PDF-1.4\n" + b"junk " * 400)
    watched.site.pages[other] = (200, "application/pdf", pdf(("Guidance on widgets", "Ask first.")))
    failed = watched.bis("2026-03-01")
    assert [failure.what for failure in failed.failures] == [f"the page {path}"]
    assert failed.read
    assert other in watched.held()

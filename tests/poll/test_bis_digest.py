"""What a digest tells of pages of the BIS site, in its four forms."""

from __future__ import annotations

import json

import pytest

from tests.poll.bis_site import OFFICIAL, Watched, urlset
from tests.poll.test_bis_pages import guidance, listed, settled


@pytest.fixture
def week(watched: Watched) -> dict[str, str]:
    """A digest of a week in which pages came, changed, moved in two ways, went and came back."""
    settled(watched, "changed", "moved", "gone", "back", "renamed")
    site = watched.site
    site.pages["/guidance/here"] = guidance("moved", "A third paragraph.")
    site.moved["/guidance/moved"] = "/guidance/here"
    site.pages["/guidance/new"] = guidance("new")
    site.pages["/guidance/name"] = site.pages.pop("/guidance/renamed")
    del site.pages["/guidance/gone"], site.pages["/guidance/back"]
    listed(watched, "changed", "here", "new", "name")
    watched.bis("2026-03-02")
    site.pages["/guidance/changed"] = guidance("changed", "A third paragraph.")
    listed(watched, "changed", "here", "new", "name", day="2026-03-03")
    watched.bis("2026-03-03")
    site.pages["/guidance/changed"] = guidance(
        "changed", "A third paragraph.", "A fourth paragraph."
    )
    site.pages["/guidance/back"] = guidance("back")
    names = ("changed", "here", "new", "name", "back")
    site.pages["/sitemap.xml"] = urlset(
        {f"/guidance/{name}": "2026-03-10" if name == "changed" else None for name in names}
    )
    watched.bis("2026-03-10")
    return watched.digest("2026-03-02", "2026-03-10")


def test_text_says_of_each_page_what_became_of_it(week: dict[str, str]) -> None:
    said = " ".join(week["txt"].split())
    for told in (
        f"* Page, new: New {OFFICIAL}/guidance/new undated; first seen 2 March 2026",
        (
            f"{OFFICIAL}/guidance/here it moved here from {OFFICIAL}/guidance/moved, as seen on 2"
            " March 2026; 1 change of substance"
        ),
        (
            f"* Page, moved: Renamed {OFFICIAL}/guidance/name it moved here from"
            f" {OFFICIAL}/guidance/renamed, as seen on 3 March 2026;"
        ),
        "renamed, as seen on 3 March 2026; no change of substance in its text",
        (
            f"* Page, no longer served: Gone {OFFICIAL}/guidance/gone it was missing on two days,"
            " the last of them 3 March 2026;"
        ),
        "3 March 2026; what it said before is kept",
        (
            f"* Page, served again: Back {OFFICIAL}/guidance/back it had been gone and is served"
            " again, as seen on 10 March 2026;"
        ),
        (
            f"* Page: Changed {OFFICIAL}/guidance/changed undated; its text has changed since it"
            " was first read (version 3): 2 changes"
        ),
    ):
        assert told in said
    assert "whole text removed" not in said


def test_change_of_monday_is_not_lost_by_that_of_tuesday(week: dict[str, str]) -> None:
    for form in ("txt", "md", "html"):
        assert "A third paragraph." in week[form]
        assert "A fourth paragraph." in week[form]


def test_other_forms_say_the_same(week: dict[str, str]) -> None:
    assert f"### Page, no longer served: [Gone]({OFFICIAL}/guidance/gone)" in week["md"]
    assert f'Page, moved: <a href="{OFFICIAL}/guidance/name">Renamed</a>' in week["html"]
    assert f"moved here from {OFFICIAL}/guidance/renamed, as seen on 3 March 2026" in week["html"]


def test_json_names_the_old_address_and_what_happened(week: dict[str, str]) -> None:
    pages = {page["url"].rpartition("/")[2]: page for page in json.loads(week["json"])["pages"]}
    assert {
        name: [(change["kind"], change["unit"]) for change in page["changes"]]
        for name, page in pages.items()
    } == {
        "new": [],
        "here": [("moved", "provision"), ("added", "paragraph")],
        "name": [("moved", "provision")],
        "gone": [("removed", "provision")],
        "back": [("added", "provision"), ("removed", "provision")],
        "changed": [("added", "paragraph"), ("added", "paragraph")],
    }
    assert pages["name"]["changes"][0]["old_address"] == f"{OFFICIAL}/guidance/renamed"


def test_first_digest_shows_no_old_guidance_as_news(watched: Watched) -> None:
    settled(watched, *(f"n{number}" for number in range(45)))
    made = watched.digest("2026-03-01", "2026-03-01")
    assert "3 BIS pages" in made["txt"]
    assert "/guidance/" not in made["txt"]


def test_history_tells_a_move_under_both_addresses_and_show_that_a_page_is_gone(
    watched: Watched,
) -> None:
    settled(watched, "a", "b", "c")
    watched.site.pages["/guidance/new-b"] = watched.site.pages.pop("/guidance/b")
    watched.site.moved["/guidance/b"] = "/guidance/new-b"
    del watched.site.pages["/guidance/c"]
    listed(watched, "a", "new-b")
    watched.bis("2026-03-02")
    watched.bis("2026-03-03")
    for name in ("b", "new-b"):
        told = " ".join(watched.command("history", f"{OFFICIAL}/guidance/{name}").split())
        assert f"{OFFICIAL}/guidance/b is now {OFFICIAL}/guidance/new-b, text unchanged" in told
    assert "was not in force on 2026-03-20" in watched.command("show", f"{OFFICIAL}/guidance/c")
    assert "What to know about c." in watched.command(
        "show", f"{OFFICIAL}/guidance/c", "--at", "2026-03-02"
    )
    changes = json.loads(watched.command("history", f"{OFFICIAL}/guidance/c", "--json"))["changes"]
    assert [(change["kind"], change["from"], change["to"]) for change in changes] == [
        ("removed", "2026-03-01", "2026-03-03")
    ]
    assert "removed" in watched.command(
        "diff", f"{OFFICIAL}/guidance/c", "--from", "2026-03-02", "--to", "2026-03-03"
    )

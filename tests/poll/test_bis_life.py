"""Any life of a site: whatever pages do, the facts alone give the rows, and nothing is told
twice."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from tests.poll.bis_site import CHALLENGE, HTML, OFFICIAL, Answer, Site, Watched, urlset
from tests.poll.test_bis_pages import guidance
from tracker.store import pages

PATHS = (
    *(f"/{folder}/p{number}" for folder in ("guidance", "help") for number in range(5)),
    "/guidance",
)
TEXTS = tuple(f"t{number}" for number in range(6))


def some_page(chance: random.Random) -> Answer:
    return guidance(chance.choice(TEXTS), *chance.choice(((), ("More.",))))


def happen(site: Site, chance: random.Random) -> None:
    """Let something happen to a page: it goes, comes or changes, leads elsewhere, is blocked or
    fails."""
    path, what = chance.choice(PATHS), chance.random()
    if what < 0.25:
        site.pages.pop(path, None)
        site.moved.pop(path, None)
    elif what < 0.55:
        site.moved.pop(path, None)
        site.pages[path] = some_page(chance)
    elif what < 0.8:
        to = chance.choice((*PATHS, "/", "/404"))
        if to != path:
            site.moved[path] = to
            site.pages.setdefault(to, some_page(chance))
    else:
        site.pages[path] = (200, HTML, CHALLENGE.encode()) if what < 0.9 else (404, HTML, b"")


@pytest.mark.parametrize("seed", range(4))
def test_any_life_of_a_site_gives_its_rows_by_the_facts_alone(watched: Watched, seed: int) -> None:
    chance, site, today = random.Random(seed), watched.site, date(2026, 3, 1)
    watched.settings += (
        '[bis]\nrecheck = 1\nmost_a_poll = 4\npages = ["/guidance/p0", "/help/p1"]\n'
    )
    for _ in range(12):
        for _ in range(chance.randint(0, 3)):
            happen(site, chance)
        listed: dict[str, str | None] = {
            path: chance.choice((None, str(today))) for path in PATHS if path in site.pages
        }
        site.pages["/sitemap.xml"] = urlset(listed, host=chance.choice((OFFICIAL, site.base)))
        watched.bis(str(today), chance.choice(("11:00", "18:00")))
        assert not any("unforeseen" in line for line in watched.said)
        watched.assert_rebuilds()
        with watched.store() as store:
            urls = [page.page.url for page in pages.between(store.db)]
        assert len(urls) == len(set(urls))
        today += timedelta(days=chance.choice((0, 1, 1, 2)))
    watched.settings = watched.settings.replace("recheck = 1", "recheck = 30").replace(
        "most_a_poll = 4", "most_a_poll = 30"
    )
    for days in (9, 10, 11, 18):
        watched.bis(str(today + timedelta(days=days)))
    before = {path: page.version for path, page in watched.held().items()}
    for days in (19, 20, 28):
        watched.bis(str(today + timedelta(days=days)))
    assert {path: page.version for path, page in watched.held().items()} == before

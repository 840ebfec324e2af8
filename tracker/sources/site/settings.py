"""What can be configured of a site, with the defaults that its row gives."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.sources.place import POLITE, Place
from tracker.toml_tables import Table

SKIP = (
    *("/careers*", "/event/*", "/events*", "/user/*", "/search*", "/tag/*", "/tags/*"),
    *("/taxonomy/*", "/admin/*", "/_next/*"),
    *("/*.png", "/*.jpg", "/*.jpeg", "/*.gif", "/*.svg", "/*.webp", "/*.ico", "/*.css", "/*.js"),
    *("/*.mp3", "/*.mp4", "/*.zip"),
    *("/*.csv", "/*.txt", "/*.xls", "/*.xlsx", "/*.doc", "/*.docx", "/*.ppt", "/*.pptx"),
)
"""What a sitemap may list and nobody reads for the law: the frame of a site, and forms that are not
read."""

_SITE_PATH = re.compile(r"/[^\s?#/][^\s?#]*")
_NOT_A_PATH = "must be a path of the site that begins with one slash, such as /news-updates"


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What is read from a site: listings of links, a page of notices, any other page by its path.

    Of `listings` and of `notices` the first path that gives a list counts; `items` begin the paths
    of what a listing leads to. `pages` may be PDFs. The pages that `sitemap` lists are read too (""
    switches it off), but for those that a pattern of `skip` names. Each poll checks `recheck` held
    pages again, and reads at most `most_a_poll` new ones.
    """

    url: str
    listings: tuple[str, ...]
    items: tuple[str, ...]
    notices: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    sitemap: str = ""
    skip: tuple[str, ...] = SKIP
    recheck: int = 2
    most_a_poll: int = 50
    pause: float = POLITE


def read(table: Table, place: Place, standard: SiteSettings) -> SiteSettings:
    """Read the table; mistakes are noted in it."""
    return SiteSettings(
        url=place.url,
        pause=place.pause,
        listings=_paths(table, "listings", standard.listings),
        items=_paths(table, "items", standard.items),
        notices=_paths(table, "notices", standard.notices),
        pages=_paths(table, "pages", standard.pages),
        sitemap=_path_or_none(table, "sitemap", standard.sitemap),
        skip=_paths(table, "skip", standard.skip),
        recheck=table.whole("recheck", standard.recheck, 0, 1000),
        most_a_poll=table.whole("most_a_poll", standard.most_a_poll, 1, 100_000),
    )


def _paths(table: Table, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    found = table.texts(key, default)
    for index, path in enumerate(found):
        if not _SITE_PATH.fullmatch(path):
            table.note(f"{key}[{index}]", f"{path!r} {_NOT_A_PATH}")
    return found


def _path_or_none(table: Table, key: str, default: str) -> str:
    """Return one path; an empty text switches off what it is for."""
    found = table.text(key, default, may_be_empty=True)
    if found and not _SITE_PATH.fullmatch(found):
        table.note(key, f"{found!r} {_NOT_A_PATH}")
    return found

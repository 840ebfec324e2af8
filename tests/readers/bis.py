"""The readers of a site, as they read the BIS site."""

from __future__ import annotations

from tracker.model import Page, Request
from tracker.sources.bis import SITE
from tracker.sources.bis.hosts import HOSTS, OFFICIAL
from tracker.sources.bis.notices import notices
from tracker.sources.site import listing as listings
from tracker.sources.site import page as pages
from tracker.sources.site import paths, questions
from tracker.sources.site.listing import Item
from tracker.sources.site.page import same_words
from tracker.sources.site.paths import folder, leads_nowhere, moved_to, says_gone

__all__ = [
    "OFFICIAL",
    "Item",
    "address",
    "extract",
    "folder",
    "leads_nowhere",
    "listing",
    "listing_request",
    "moved_to",
    "notices",
    "notices_request",
    "page",
    "same_words",
    "says_gone",
    "site_path",
]


def listing(body: bytes, source: str, prefixes: tuple[str, ...]) -> tuple[Item, ...]:
    return listings.parsed(body, source, SITE).items(prefixes)


def extract(body: bytes, source: str = "the listing") -> bytes:
    return listings.parsed(body, source, SITE).extract() or body


def page(body: bytes, path: str, source: str) -> Page:
    return pages.page(body, path, source, SITE)


def address(path: str) -> str:
    return SITE.address(path)


def site_path(value: str, also: str = "") -> str | None:
    return paths.site_path(value, HOSTS, also)


def listing_request(base: str, path: str) -> Request:
    return questions.listing_request(SITE, base, path)


def notices_request(base: str, path: str) -> Request:
    return questions.notices_request(SITE, base, path)

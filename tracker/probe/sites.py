"""What a probe asks of any site, and what its listing teaches; the table of sources says the rest.

SITE-listing -> SITE-release      SITE-notices      SITE-robots      SITE-sitemap
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tracker.config import Config
from tracker.model import SourceName
from tracker.probe.asking import Target
from tracker.probe.site_readers import entries
from tracker.probe.values import Expectation, Service
from tracker.sources import SOURCES, Source, named
from tracker.sources.site import SiteSettings

_HTML, _TEXT, _XML = "text/html", "text/plain", "application/xml"


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a site: where they are, how their links begin, the newest thing they lead to."""

    item: str
    items: tuple[str, ...]
    listings: tuple[str, ...]
    notices: tuple[str, ...]
    release: str | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths that robots must not be kept from."""
        newest = (self.release,) if self.release else ()
        return (*self.listings[:1], *self.notices[:1], *newest)


def beginning(config: Config) -> Mapping[Service, Lists]:
    """Return what is known of each site before anything is asked."""
    return {
        source.name: _lists(source, source.standard, given)
        for source in SOURCES
        if isinstance(given := config.of(source.name), SiteSettings)
        and isinstance(source.standard, SiteSettings)
    }


def _lists(source: Source, standard: SiteSettings, given: SiteSettings) -> Lists:
    """Return the lists of a site: its own, the plainest address first, then the configured ones."""
    listings = (*sorted(standard.listings, key=len), *given.listings)
    notices = (*standard.notices[:1], *given.notices)
    return Lists(
        source.words.item,
        given.items,
        tuple(dict.fromkeys(listings)),
        tuple(dict.fromkeys(notices)),
    )


def _release(lists: Lists) -> Target | str:
    if lists.release is None:
        return f"the list of news names no {lists.item}"
    return Target((lists.release,), _HTML)


TARGETS: Mapping[str, Callable[[Lists], Target | str]] = {
    "listing": lambda lists: Target(lists.listings, _HTML),
    "release": _release,
    "notices": lambda lists: Target(lists.notices, _HTML),
    "robots": lambda _: Target(("/robots.txt",), _TEXT),
    "sitemap": lambda _: Target(("/sitemap.xml",), _XML),
}
"""What each kind of question to a site asks for, or why it cannot be asked."""


def configured(expectation: Expectation, config: Config) -> tuple[str, ...]:
    """Return the paths that the configuration names for a question, none where it names none."""
    given = config.sources.get(SourceName(expectation.service))
    if not isinstance(given, SiteSettings):
        return ()
    return {"listing": given.listings, "notices": given.notices}.get(expectation.kind, ())


def learn(expectation: Expectation, body: bytes, lists: Lists) -> Lists:
    """Return what is known after an answer; `ParseError` for a listing that cannot be read."""
    if expectation.kind != "listing":
        return lists
    found = entries(named(SourceName(expectation.service)), body, lists.items)
    return replace(lists, release=found[0].path if found else None)

"""A site as a row of the table of sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from tracker.sources.place import POLITE, House
from tracker.sources.site import cycle, settings
from tracker.sources.site.kinds import kinds
from tracker.sources.site.settings import SiteSettings
from tracker.sources.site.site import Site
from tracker.sources.source import Source, Stored, Words
from tracker.store import pages


def row(
    site: Site,
    *,
    words: Words,
    answering: frozenset[str],
    variable: str,
    standard: SiteSettings,
    quiet_days: int,
) -> Source:
    """Return the row of a site, which answers under the hosts `answering`."""

    def houses(given: Any) -> Mapping[str, str]:
        return {given.url: site.official}

    return Source(
        name=site.source,
        words=words,
        house=House(site.title, site.official, answering, variable),
        others=(),
        pause=POLITE,
        quiet_days=quiet_days,
        stale_hours=6,
        standard=standard,
        settings=partial(settings.read, standard=standard),
        houses=houses,
        wait=lambda _: 0.0,
        unfit=lambda _, __: None,
        kinds=kinds(site),
        poll=partial(cycle.poll, site),
        backfill=partial(cycle.backfill, site),
        stored=Stored(
            lambda store: pages.count(store.db, site.official),
            lambda store: pages.last_change(store.db, site.official),
        ),
        pages=f"{site.official}/",
    )

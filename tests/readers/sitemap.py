"""The reader of sitemaps, as it reads that of the BIS site."""

from __future__ import annotations

from tracker.sources.bis import SITE
from tracker.sources.bis.hosts import OFFICIAL
from tracker.sources.site.sitemap import MOST, Entry, Sitemap, parsed, tracked

__all__ = ["MOST", "Entry", "Sitemap", "read", "tracked"]


def read(body: bytes, source: str, base: str = OFFICIAL) -> Sitemap:
    return parsed(body, source).listed(SITE, base)

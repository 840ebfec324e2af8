"""What to ask a site for: requests, for a site that is asked at `base`."""

from __future__ import annotations

from tracker.forms import pdf
from tracker.model import Request
from tracker.sources.site.site import Site
from tracker.sources.site.subjects import Listing, Notices, Sitemap, SitePage

HTML, XML = "text/html", "application/xml"


def listing_request(site: Site, base: str, path: str) -> Request:
    """Ask for a listing."""
    return Request(site.source, str(Listing(site.source, path)), base + path, HTML)


def notices_request(site: Site, base: str, path: str) -> Request:
    """Ask for the page of notices."""
    return Request(site.source, str(Notices(site.source, path)), base + path, HTML)


def page_request(site: Site, base: str, path: str, *, optional: bool) -> Request:
    """Ask for one page or PDF; `optional` where a listing named it, which may be wrong."""
    accept = pdf.TYPE if pdf.is_named(path) else HTML
    subject = str(SitePage(site.source, path))
    return Request(site.source, subject, base + path, accept, optional=optional)


def sitemap_request(site: Site, base: str, path: str) -> Request:
    """Ask for a sitemap; there may be none."""
    subject = str(Sitemap(site.source, path))
    return Request(site.source, subject, base + path, XML, optional=True)

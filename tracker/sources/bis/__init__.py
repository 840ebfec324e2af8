"""The site of the Bureau of Industry and Security: a server-rendered Next.js site without feeds.

/news-updates                            links to press releases, newest first
/press-release/SLUG                      title, date, main text (a SLUG may end in a full stop)
/regulations/federal-register-notices    one row a notice
/media/documents/NAME.pdf                guidance
/sitemap.xml                             all pages
"""

from __future__ import annotations

from tracker.model import SourceName
from tracker.sources import site
from tracker.sources.bis.hosts import ANSWERING, HOSTS, OFFICIAL
from tracker.sources.bis.notices import notices
from tracker.sources.site import SKIP, Site, SiteSettings
from tracker.sources.source import Words

GUIDANCE = (
    "/guidance-frequently-asked-questions",
    "/licensing/guidance-on-end-user-and-end-use-controls-and-us-person-controls",
    "/licensing/country-guidance/china-export-controls",
    "/licensing/country-guidance/common-high-priority-items-list-chpl",
    "/learn-support/deemed-exports",
    "/media/documents/ai-policy-statement-training-ai-models-may-13-2025",
    "/media/documents/general-prohibition-10-guidance-may-13-2025.pdf",
    "/media/documents/bis-guidance-may-31-2026.pdf",
    "/media/documents/entity-list-faqs.pdf",
)
"""Guidance as named by those who cite it; nobody asked for all of it yet, so one that is missing is
no failure."""
SITE = Site(
    source=SourceName("bis"),
    title="BIS site",
    official=OFFICIAL,
    hosts=HOSTS,
    guessed=frozenset(GUIDANCE),
    releases="/press-release/",
    notices=notices,
)
STANDARD = SiteSettings(
    url=OFFICIAL,
    listings=("/news-updates/all-press-releases", "/news-updates"),
    items=("/press-release/",),
    notices=("/regulations/federal-register-notices", "/news-updates/federal-register-notices"),
    pages=GUIDANCE,
    sitemap="/sitemap.xml",
    skip=(*SKIP, "/regulations/ear/*"),
)
"""The copy of the EAR that the site has is left out: the eCFR gives it."""
SOURCE = site.row(
    SITE,
    words=Words(
        title="BIS site",
        item="press release",
        singular="BIS page",
        all="BIS news",
        news="BIS news and pages",
        later=None,
    ),
    answering=ANSWERING,
    variable="TRACKER_BIS_URL",
    standard=STANDARD,
    quiet_days=90,
)

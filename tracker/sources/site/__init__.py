"""The pages of an agency's site: listings of news, pages, PDFs, sitemaps; the same for any site.

    Site (what is particular) -> row(...) -> a row of the table of sources

Nothing here has the name of a site.
"""

from tracker.sources.site.row import row
from tracker.sources.site.settings import SKIP, SiteSettings
from tracker.sources.site.site import Site

__all__ = ["SKIP", "Site", "SiteSettings", "row"]

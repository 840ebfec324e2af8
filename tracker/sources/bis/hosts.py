"""Under which hosts the BIS site is served and names its pages."""

from __future__ import annotations

import re

OFFICIAL = "https://www.bis.gov"
"""What is printed. The site answers as `media.bis.gov` too; its sitemap names its pages there."""
HOSTS = re.compile(r"(?:[\w\-]+\.)*bis\.(?:doc\.)?gov(?::443)?", re.IGNORECASE)
ANSWERING = frozenset(("media.bis.gov", "www.bis.gov", "bis.gov", "www.bis.doc.gov"))

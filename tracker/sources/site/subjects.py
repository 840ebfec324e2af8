"""What is asked of a site, printed into `Capture.subject`; each begins with the name of its source.

{source}:listing:{path} | {source}:notices:{path} | {source}:page:{path} | {source}:sitemap:{path}
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model import SourceName


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of links to news."""

    source: SourceName
    path: str

    def __str__(self) -> str:
        """Print the subject."""
        return f"{self.source}:listing:{self.path}"


@dataclass(frozen=True, slots=True)
class Notices:
    """The page of Federal Register notices."""

    source: SourceName
    path: str

    def __str__(self) -> str:
        """Print the subject."""
        return f"{self.source}:notices:{self.path}"


@dataclass(frozen=True, slots=True)
class SitePage:
    """A press release, or any other page of the site."""

    source: SourceName
    path: str

    def __str__(self) -> str:
        """Print the subject."""
        return f"{self.source}:page:{self.path}"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The list of all pages of the site, or of some."""

    source: SourceName
    path: str

    def __str__(self) -> str:
        """Print the subject."""
        return f"{self.source}:sitemap:{self.path}"

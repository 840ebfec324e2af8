"""What is asked of a site, printed into `Capture.subject`; each begins with the name of its source.

{source}:listing:{path} | {source}:notices:{path} | {source}:page:{path} | {source}:sitemap:{path}
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, TypeAlias, TypeVar

from tracker.asking import SubjectForm
from tracker.model import SourceName

_PATH = re.compile(r"(/\S+)")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of links to news."""

    source: SourceName
    path: str
    word: ClassVar[str] = "listing"

    def __str__(self) -> str:
        """Print the subject."""
        return _printed(self)


@dataclass(frozen=True, slots=True)
class Notices:
    """The page of Federal Register notices."""

    source: SourceName
    path: str
    word: ClassVar[str] = "notices"

    def __str__(self) -> str:
        """Print the subject."""
        return _printed(self)


@dataclass(frozen=True, slots=True)
class SitePage:
    """A press release, or any other page of the site."""

    source: SourceName
    path: str
    word: ClassVar[str] = "page"

    def __str__(self) -> str:
        """Print the subject."""
        return _printed(self)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The list of all pages of the site, or of some.

    Of several, only a query at the end of the path may tell one from the others.
    """

    source: SourceName
    path: str
    word: ClassVar[str] = "sitemap"

    def __str__(self) -> str:
        """Print the subject."""
        return _printed(self)

    @property
    def place(self) -> str:
        """Return the path without its query."""
        return self.path.partition("?")[0]


Subject: TypeAlias = Listing | Notices | SitePage | Sitemap
S = TypeVar("S", Listing, Notices, SitePage, Sitemap)


def form(kind: type[S], source: SourceName) -> SubjectForm[S]:
    """Return how the subjects of a kind are printed that are asked of a source."""
    return SubjectForm(_mark(source, kind.word), _PATH, lambda given: kind(source, given[0]))


def read(source: SourceName, text: str) -> Subject | None:
    """Read what is asked of a source; None for what none of its subjects prints."""
    return (
        form(SitePage, source).read(text)
        or form(Listing, source).read(text)
        or form(Notices, source).read(text)
        or form(Sitemap, source).read(text)
    )


def _printed(subject: Subject) -> str:
    return f"{_mark(subject.source, subject.word)}{subject.path}"


def _mark(source: SourceName, word: str) -> str:
    return f"{source}:{word}:"

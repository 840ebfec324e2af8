"""What is particular to one agency's site, whose pages are read as those of any other are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tracker.model import Page, SourceName

PageKind: TypeAlias = Literal["press-release", "notice", "page"]


@dataclass(frozen=True, slots=True)
class Site:
    """A site: its source, its name in lines of news, the address that is printed, its hosts.

    `hosts` matches the hosts under which it names its pages. Of `guessed` pages, which we only
    believe to be there, one that is missing is no failure. `releases` begins the paths of press
    releases. `notices` reads its list of Federal Register notices; None where it has none.
    """

    source: SourceName
    title: str
    official: str
    hosts: re.Pattern[str]
    guessed: frozenset[str]
    releases: str
    notices: Callable[[bytes, str, str], Page] | None

    @property
    def short(self) -> str:
        """Return the name before "pages"."""
        return self.title.removesuffix(" site")

    def address(self, path: str) -> str:
        """Return the official address of a page."""
        return self.official + path

    def path(self, url: str) -> str:
        """Return what stands after the host in the official address of a page."""
        return url.removeprefix(self.official)

    def kind(self, path: str) -> PageKind:
        """Return the kind of a page by its path."""
        return "press-release" if path.startswith(self.releases) else "page"

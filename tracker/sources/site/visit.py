"""A site in one cycle: what is configured of it, the questions to it, and what we hold of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.answers import Answer
from tracker.cycle import Cycle
from tracker.model import Page, Request
from tracker.sources.site import derivation, paths
from tracker.sources.site import page as pages
from tracker.sources.site.settings import SiteSettings
from tracker.sources.site.site import Site
from tracker.sources.site.subjects import Sitemap, SitePage
from tracker.store import facts
from tracker.store import pages as held_pages


@dataclass(frozen=True, slots=True)
class Visit:
    """The tools of a cycle for one site."""

    site: Site
    cycle: Cycle

    @property
    def settings(self) -> SiteSettings:
        """Return what is configured of the site."""
        found = self.cycle.config.of(self.site.source)
        assert isinstance(found, SiteSettings)
        return found

    @property
    def base(self) -> str:
        """Return where the site is asked."""
        return self.settings.url

    def subject(self, path: str) -> str:
        """Return the printed subject of a page."""
        return str(SitePage(self.site.source, path))

    def sitemap(self, path: str) -> str:
        """Return the printed subject of a sitemap."""
        return str(Sitemap(self.site.source, path))

    def failed(self, path: str) -> bool:
        """Tell whether a page failed in an earlier cycle and was not read since."""
        return self.subject(path) in self.cycle.open

    def held(self, path: str) -> Page | None:
        """Return the latest version of a page that we hold, or None."""
        found = held_pages.recorded(self.cycle.store.db, self.site.address(path))
        return found.page if found else None

    def home(self, answer: Answer[Any, Any]) -> str | None:
        """Return the path of the page that an answer shows, None where there is no such page."""
        url = derivation.page_home(self.cycle.store, self.site, answer.question, answer.capture)
        return None if url is None else self.site.path(url)

    def now(self, path: str) -> str:
        """Return the path under which a page stands now, however often it moved."""
        return self.site.path(derivation.page_now(self.cycle.store, self.site.address(path)))

    def keep(self, answer: Answer[Any, Any], new: Page, held: Page | None) -> None:
        """Keep an answer, unless the page that we hold says the same: then it is only checked."""
        if held and pages.same_words(held, new):
            facts.mark_checked(self.cycle.store.db, answer.capture.subject, self.cycle.now)
        else:
            self.cycle.keep(answer)

    def place(self, request: Request, answer: Answer[Any, Any]) -> str | None:
        """Return the path under which an answer came, where that is another than was asked for."""
        return paths.moved_to(request.url, answer.capture.url, self.settings.url)

    def say(self, line: str) -> None:
        """Tell people one line of news."""
        self.cycle.progress.say(line)

"""One page of a site: asked for, and kept where it is new, has moved or is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.answers import Answer
from tracker.errors import RefusedError
from tracker.forms import pdf
from tracker.model import Page, Request
from tracker.sources.site import page as pages
from tracker.sources.site.questions import page_request
from tracker.sources.site.visit import Visit


def ask(visit: Visit, stage: str, paths: Sequence[str]) -> None:
    """Ask for some pages, each on its own, but for those that were asked for in this cycle."""
    for place, path in enumerate(paths):
        if visit.subject(path) not in visit.cycle.asked:
            visit.cycle.progress.step(stage, place + 1, len(paths), path)
            ask_one(visit, path)


def ask_one(visit: Visit, path: str) -> None:
    """Ask for one page and keep what is new.

    One that has moved is told with its new place, one that is gone as such.
    """
    held, guessed = visit.held(path), visit.site.guessed
    required = held is None and path in visit.settings.pages and path not in guessed
    request = page_request(visit.site, visit.base, path, optional=not required)
    with visit.cycle.alone(request):
        answer = visit.cycle.ask(request)
        if not isinstance(answer, Answer):
            return _tell_missing(visit, path, held)
        home = visit.home(answer)
        if home is None:
            return _nowhere(visit, request, answer, required=required)
        if held and home != path:
            visit.say(f"{visit.site.address(path)} has moved to {visit.site.address(home)}")
            return visit.cycle.keep(answer)
        is_pdf = pdf.is_pdf(answer.capture.body)
        new = pages.at(answer.value, home, visit.site, is_pdf=is_pdf)
        return visit.keep(answer, new, visit.held(home))


def _nowhere(visit: Visit, request: Request, answer: Answer[Any, Any], *, required: bool) -> None:
    """Record that the site leads those who ask for a page elsewhere: no such page."""
    place = visit.place(request, answer) or "/"
    why = f"the site leads to {visit.site.address(place)} instead"
    if required:
        raise RefusedError(request.url, why)
    path = answer.subject.path
    held = visit.held(path)
    visit.cycle.record_missing(answer.capture, why)
    _tell_missing(visit, path, held)


def _tell_missing(visit: Visit, path: str, held: Page | None) -> None:
    if held is None and path not in visit.site.guessed:
        visit.say(f"{visit.site.address(path)} is named, but not served")
    elif held and held.text:
        visit.say(f"{visit.site.address(path)} is no longer served")

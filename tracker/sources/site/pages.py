"""One page of the BIS site: asked for, and kept where it is new, has moved or is missing."""

from __future__ import annotations

from collections.abc import Sequence

from tracker import derive
from tracker.config import GUIDANCE
from tracker.errors import RefusedError
from tracker.model import Capture, Page, Request
from tracker.poll.cycle import Cycle
from tracker.sources import bis, subjects


def ask(cycle: Cycle, stage: str, paths: Sequence[str]) -> None:
    """Ask for some pages, each on its own, but for those that were asked for in this cycle already."""
    for place, path in enumerate(paths):
        if str(subjects.BisPage(path)) not in cycle.asked:
            cycle.progress.step(stage, place + 1, len(paths), path)
            ask_one(cycle, path)


def ask_one(cycle: Cycle, path: str) -> None:
    """Ask for one page and keep what is new; one that has moved is told with its new place, one that is gone as such."""
    own, held = bis.address(path), held_page(cycle, path)
    required = held is None and path in cycle.config.bis.pages and path not in GUIDANCE
    request = bis.page_request(cycle.config.bis.url, path, optional=not required)
    with cycle.alone(request):
        answer = cycle.ask(request)
        if not isinstance(answer, Capture):
            return _tell_missing(cycle, path, held)
        home = derive.page_home(cycle.store, answer)
        if home is None:
            return _nowhere(cycle, request, answer, held, required=required)
        if held and home != own:
            cycle.progress.say(f"{own} has moved to {home}")
            return cycle.keep(answer)
        return keep(
            cycle,
            answer,
            bis.page(answer.body, path_of(home), answer.url),
            held_page(cycle, path_of(home)),
        )


def _nowhere(
    cycle: Cycle, request: Request, answer: Capture, held: Page | None, *, required: bool
) -> None:
    """Record that the site leads those who ask for a page to what is not that page: it is missing."""
    place = place_of(cycle, request, answer) or "/"
    why = f"the site leads to {bis.address(place)} instead"
    if required:
        raise RefusedError(request.url, why)
    with cycle.store.transaction():
        number = cycle.store.record_capture(answer, "not-found", why)
        derive.apply(cycle.store, number, answer, cycle.context)
    _tell_missing(cycle, request.subject.split(":", 2)[-1], held)


def _tell_missing(cycle: Cycle, path: str, held: Page | None) -> None:
    if held is None and path not in GUIDANCE:
        cycle.progress.say(f"{bis.address(path)} is named, but not served")
    elif held and held.text:
        cycle.progress.say(f"{bis.address(path)} is no longer served")


def failed(cycle: Cycle, path: str) -> bool:
    """Tell whether a page failed in an earlier cycle and was not read since."""
    return str(subjects.BisPage(path)) in cycle.open


def path_of(url: str) -> str:
    """Return what stands after the host in the official address of a page."""
    return url.removeprefix(bis.OFFICIAL)


def held_page(cycle: Cycle, path: str) -> Page | None:
    """Return the latest version of a page that we hold, or None."""
    found = cycle.store.page(bis.address(path))
    return found.page if found else None


def keep(cycle: Cycle, answer: Capture, new: Page, held: Page | None) -> None:
    """Keep an answer, unless the page that we hold says the same: then only that it was looked at."""
    if held and bis.same_words(held, new):
        cycle.store.mark_checked(answer.subject, cycle.now)
    else:
        cycle.keep(answer)


def place_of(cycle: Cycle, request: Request, answer: Capture) -> str | None:
    """Return the path under which an answer came, where that is another than was asked for."""
    return bis.moved_to(request.url, answer.url, cycle.config.bis.url)

"""The questions to a site: how each is printed and read, what answers it, what follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from tracker import gate
from tracker.answers import (
    Absence,
    Answer,
    Context,
    Kind,
    Touched,
    Weight,
    never_absent,
    no_rows,
    nothing_follows,
)
from tracker.errors import ParseError
from tracker.forms import pdf
from tracker.model import Capture, Page, Request
from tracker.sources.site import derivation, paths, sitemap
from tracker.sources.site.listing import ParsedListing, parsed
from tracker.sources.site.page import page
from tracker.sources.site.site import Site
from tracker.sources.site.subjects import Listing, Notices, S, Sitemap, SitePage, form
from tracker.store import Store

V = TypeVar("V")

_NOT_FOUND = re.compile(r"(?:error )?404\b.*|(?:page )?not found", re.IGNORECASE)
_GZIP, _BYTES = ("application/gzip", "application/x-gzip"), "application/octet-stream"
_JSON, _XML = ("application/json",), ("application/xml", "text/xml")
_HTML = ("text/html", "application/xhtml+xml")
_OK = 200


def kinds(site: Site) -> tuple[Kind[Any, Any], ...]:
    """Return the kinds of questions to a site."""
    return _listing(site), *((_notices(site),) if site.notices else ()), _page(site), _sitemap(site)


def _any_value(value: object, subject: object, source: str) -> None:
    """Refuse nothing: what is no answer cannot be read."""
    del value, subject, source


def _kind(
    site: Site,
    subject: type[S],
    *,
    types: Callable[[S, bytes], tuple[str, ...]],
    read: Callable[[Capture, S], V],
    weight: Weight = "single",
    check: Callable[[V, S, str], None] = _any_value,
    absence: Callable[[Request, Capture, S, Callable[[], V]], Absence | None] = never_absent,
    take: Callable[[Store, Answer[S, V], Context, bool], Touched] = no_rows,
    passed_over: Callable[[Store, Capture, S, Context, bool, bool], Touched] = nothing_follows,
) -> Kind[S, V]:
    """Return a kind of question whose subjects are paths of the site."""
    return Kind(
        source=site.source,
        form=form(subject, site.source),
        words=lambda asked: f"the {subject.word} {asked.path}",
        weight=weight,
        daily=False,
        types=types,
        read=read,
        check=check,
        absence=absence,
        take=take,
        passed_over=passed_over,
    )


def _listing(site: Site) -> Kind[Listing, ParsedListing]:
    return _kind(
        site,
        Listing,
        weight="index",
        # What was extracted of a large listing is JSON of our own.
        types=lambda _, __: (*_HTML, *_JSON),
        read=lambda capture, _: parsed(capture.body, capture.url, site),
        check=_check_listing,
    )


def _check_listing(value: ParsedListing, subject: Listing, source: str) -> None:
    """Refuse a page that neither is a listing nor has any link that one could have."""
    del subject, source
    value.items(("/",))


def _notices(site: Site) -> Kind[Notices, Page]:
    def read(capture: Capture, subject: Notices) -> Page:
        assert site.notices is not None
        return site.notices(capture.body, subject.path, capture.url)

    return _kind(
        site,
        Notices,
        types=lambda _, __: _HTML,
        read=read,
        take=partial(derivation.take, site),
    )


def _page(site: Site) -> Kind[SitePage, Page]:
    return _kind(
        site,
        SitePage,
        types=_page_types,
        read=lambda capture, subject: page(capture.body, subject.path, capture.url, site),
        check=_check_page,
        absence=_absent_page,
        take=partial(derivation.take, site),
        passed_over=partial(derivation.gone, site),
    )


def _page_types(subject: SitePage, body: bytes) -> tuple[str, ...]:
    """Return the content types that can hold a page or a PDF."""
    if pdf.is_pdf(body):
        return pdf.TYPE, _BYTES
    return (pdf.TYPE,) if pdf.is_named(subject.path) else _HTML


def _check_page(value: Page, subject: SitePage, source: str) -> None:
    del subject
    if _NOT_FOUND.fullmatch(value.title):
        raise ParseError(source, "the page says that it does not exist")


def _absent_page(
    request: Request, capture: Capture, subject: SitePage, read: Callable[[], Page]
) -> Absence | None:
    """Tell whether a page is missing though it came: it says so, or leads to the front page."""
    if capture.status != _OK or not request.optional or pdf.is_pdf(capture.body):
        return None
    if gate.unusable(capture):
        return None
    if paths.leads_nowhere(request.url, subject.path, capture.url):
        return "no-content"
    try:
        return "no-content" if _NOT_FOUND.fullmatch(read().title) else None
    except ParseError:
        return None


def _sitemap(site: Site) -> Kind[Sitemap, sitemap.ParsedSitemap]:
    return _kind(
        site,
        Sitemap,
        types=lambda _, __: (*_XML, *_GZIP),
        read=lambda capture, _: sitemap.parsed(capture.body, capture.url),
    )

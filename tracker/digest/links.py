"""Where a reader can check: the eCFR on a day, the Federal Register.

Always the official sites.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from tracker import citations, names, plain
from tracker.digest.identity import Identity, of_cause
from tracker.digest.values import Link
from tracker.errors import AddressError
from tracker.model import Cause, Document

ECFR = "https://www.ecfr.gov"
FEDERAL_REGISTER = "https://www.federalregister.gov"


def ecfr(provision: str, on: date | None) -> str | None:
    """Return the official page of a provision on a day (or today), null where it has none.

    `15 CFR 744.23` -> `/on/2026-07-10/title-15/section-744.23`; a supplement goes by its full name,
    percent-encoded.
    """
    try:
        found = names.parse(provision)
    except AddressError:
        return None
    if not found.title:
        return plain.url(found.provision)
    root = (
        f"{ECFR}/on/{on.isoformat()}/title-{found.title}"
        if on
        else f"{ECFR}/current/title-{found.title}"
    )
    if annex := found.home.annex:
        name = f"appendix-{_quoted(annex.full_name)}"
        return f"{root}/part-{_quoted(found.part)}/{name}" if found.part else f"{root}/{name}"
    if found.home.form == "section":
        return f"{root}/section-{_quoted(found.provision)}"
    return f"{root}/part-{_quoted(found.part)}" if found.home.is_part else root


def document(value: Document) -> str:
    """Return the official page of a Federal Register document."""
    return plain.url(value.html_url) or f"{FEDERAL_REGISTER}/d/{_quoted(value.document_number)}"


def cause(value: Cause, documents: Mapping[Identity, Document]) -> Link:
    """Return the title of a cause linked to its page: by document, number or citation."""
    text = value.title or value.citation or value.document_number or "Federal Register document"
    identity = of_cause(value)
    if identity:
        known = documents.get(identity)
        return Link(
            text, document(known) if known else f"{FEDERAL_REGISTER}/d/{_quoted(identity[0])}"
        )
    return Link(text, of_citation(value.citation or ""))


def of_citation(text: str) -> str | None:
    """Return the official page of the first citation in a text."""
    found = citations.pages(text)[:1]
    return next(
        (f"{FEDERAL_REGISTER}/citation/{page.volume}-FR-{page.page}" for page in found), None
    )


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")


def citation(text: str) -> str | None:
    """Return the first page of the Federal Register that a text cites, as `91 FR 46261`."""
    return next((page.first for page in citations.pages(text)), None)

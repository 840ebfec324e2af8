"""What lies ahead: rules taking effect, comment periods closing, publications, amendments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tracker import names
from tracker.digest import links
from tracker.digest.identity import Identity, of_document
from tracker.digest.values import Coming, Link
from tracker.digest.wording import cut, day
from tracker.errors import AddressError
from tracker.model import Document
from tracker.recorded import RecordedChange
from tracker.redline.names import printed

_TITLE = 200


def coming(
    documents: Iterable[Document],
    changes: Iterable[RecordedChange],
    notices: Iterable[tuple[str, str]],
    today: date,
) -> tuple[Coming, ...]:
    """Return what is ahead of `today`, soonest first, what has no known date last.

    `changes` are editorial ones of the period (new link notices), `notices` the link notices in
    force as (address, text).
    """
    known = {of_document(document): document for document in documents}
    found = [date_ for document in known.values() for date_ in _dates(document, today)]
    added = (
        (change.provision, change.change.after)
        for change in changes
        if change.change.noise == "link-notice" and change.change.after
    )
    found.extend(_announced((*notices, *added), known, today))
    return tuple(
        sorted(found, key=lambda event: (event.day is None, event.day or today, event.what))
    )


def _dates(document: Document, today: date) -> Iterator[Coming]:
    kind = f"{document.type or 'Document'}{f', {document.citation}' if document.citation else ''}"
    link = Link(cut(document.title, _TITLE), links.document(document))
    dated = (
        (document.effective_on, f"Takes effect ({kind})"),
        (document.comments_close_on, f"Comments close ({kind})"),
        (
            document.publication_date if document.public_inspection else None,
            "Expected to be published (on public inspection now)",
        ),
    )
    for value, what in dated:
        if value and (value > today or (value == today and what.startswith("Comments"))):
            yield Coming(value, day(value), what, link, document.document_number)


def _noted(address: str) -> str:
    """Return the address of what a link notice stands at."""
    try:
        name = names.parse(address)
    except AddressError:
        return address
    return name.above.text if name.above and name.kind == "margin" else address


def _announced(
    notices: Iterable[tuple[str, str]], known: Mapping[Identity, Document], today: date
) -> Iterator[Coming]:
    """Yield the amendments that link notices announce, each once, dated where possible."""
    by_citation = {document.citation: document for document in known.values() if document.citation}
    seen: set[tuple[str, str]] = set()
    for where, text in notices:
        citation = links.citation(text)
        provision = _noted(where)
        if citation is None or (provision, citation) in seen:
            continue
        seen.add((provision, citation))
        document = by_citation.get(citation)
        effective = document.effective_on if document else None
        if effective and effective <= today:
            continue
        link = (
            Link(cut(document.title, _TITLE), links.document(document))
            if document
            else Link(citation, links.of_citation(citation))
        )
        when = day(effective) if effective else "Date not known"
        yield Coming(
            effective,
            when,
            f"Announced amendment of {printed(provision)} ({citation})",
            link,
            document.document_number if document else None,
        )

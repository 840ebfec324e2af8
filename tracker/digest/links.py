"""Where a reader can check: the eCFR on a day, the Federal Register.

Always the official sites.
"""

from __future__ import annotations

import re
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
_ANNEX = re.compile(
    r"(?P<home>.+?) (?P<word>Supp|App|Att|Exh|Sched|Table|Form|Fig|Annex)(?P<several>e?s)?\."
    r" (?P<number>.+)"
)
_WORDS = {
    "Supp": "Supplement No.", "App": "Appendix", "Att": "Attachment", "Exh": "Exhibit",
    "Sched": "Schedule", "Table": "Table",
    "Form": "Form", "Fig": "Figure", "Annex": "Annex",
}  # fmt: skip
_SEVERAL = {"Supp": "Supplement Nos.", "App": "Appendixes", "Annex": "Annexes"}


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
    annex = _ANNEX.fullmatch(found.provision)
    if annex:
        kind = _WORDS[annex["word"]]
        several = annex["several"] or (
            annex["word"] == "Supp" and re.fullmatch(r"\d+-\d+", annex["number"])
        )
        word = _SEVERAL.get(annex["word"], f"{kind}s") if several else kind
        name = f"{word} {annex['number']} to {_home(annex['home'])}"
        return (
            f"{root}/part-{_quoted(found.part)}/appendix-{_quoted(name)}"
            if found.part
            else f"{root}/appendix-{_quoted(name)}"
        )
    if found.provision.startswith("part "):
        return f"{root}/part-{_quoted(found.part)}"
    return (
        f"{root}/section-{_quoted(found.provision)}" if re.match(r"\d", found.provision) else root
    )


def _home(text: str) -> str:
    """Return `Part 740` for "740", `Subpart B of Part 200` for "200 Subpart B" and the like."""
    part, subpart, letter = text.partition(" Subpart ")
    if subpart:
        return f"Subpart {letter} of Part {part}"
    return (
        f"Part {text}"
        if text[:1].isdigit()
        else text.capitalize()
        if " " not in text
        else text[:1].upper() + text[1:]
    )


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

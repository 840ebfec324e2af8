"""Which paths each question asks for, by what is known so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeVar
from urllib.parse import quote, urlencode, urlsplit

from tracker.config import Config
from tracker.model import SourceName
from tracker.probe import sites
from tracker.probe.asking import Target
from tracker.probe.lessons import Learned, Provision
from tracker.probe.values import Expectation
from tracker.sources.ecfr import reading as ecfr
from tracker.sources.ecfr.settings import Ecfr
from tracker.sources.federal_register import reading as federal_register
from tracker.sources.federal_register.document import NAME as FR
from tracker.sources.federal_register.settings import FederalRegister

Settings = TypeVar("Settings")
_JSON, _XML, _TEXT = "application/json", "application/xml", "text/plain"
_EAR = 15
_SHOWN = 40
"""Documents asked for: enough to find one with a full text, a fraction of what a poll asks for."""
_NO_SECTION = "no section is known that could be asked for"
_NO_DOCUMENT = "the search named no document"


def beginning(config: Config, today: date) -> Learned:
    """Return what is known before anything is asked: for title 15 the texts that matter most."""
    title = _settings_of(config, ecfr.NAME, Ecfr).titles[0]
    ours = title.number == _EAR
    return Learned(
        title=title.number,
        parts=title.parts,
        agencies=_settings_of(config, FR, FederalRegister).agencies,
        sites=sites.beginning(config),
        as_of=today - timedelta(days=7),
        since=today - timedelta(days=180),
        section=Provision("744", "744.23") if ours else None,
        appendix=Provision("744", "Supplement No. 4 to Part 744") if ours else None,
        part="740" if ours else None,
    )


def target(expectation: Expectation, learned: Learned) -> Target | str:
    """Return what a question asks for, or why it cannot be asked."""
    if expectation.path:
        return Target((expectation.path,), expectation.types[0])
    lists = learned.sites.get(expectation.service)
    if lists:
        return sites.TARGETS[expectation.kind](lists)
    return _TARGETS[expectation.id](learned)


def _settings_of(config: Config, name: SourceName, kind: type[Settings]) -> Settings:
    found = config.of(name)
    assert isinstance(found, kind)
    return found


def _titles(learned: Learned) -> Target:
    del learned
    return Target(("/api/versioner/v1/titles.json",), _JSON)


def _versions(learned: Learned, *query: tuple[str, str], spare: tuple[int, ...] = ()) -> Target:
    asked = f"?{urlencode(query)}" if query else ""
    path = f"/api/versioner/v1/versions/title-{learned.title}.json{asked}"
    return Target((path,), _JSON, spare)


def _recent(learned: Learned) -> Target:
    return _versions(learned, ("issue_date[gte]", learned.since.isoformat()))


def _numbered(learned: Learned) -> Target:
    """Ask for the second page where there is one.

    Else whether `page` is taken, which nothing needs.
    """
    if learned.pages > 1:
        return _versions(learned, ("page", "2"))
    since = ("issue_date[gte]", learned.since.isoformat())
    return _versions(learned, since, ("page", "1"), spare=(400, 404, 422) if learned.pages else ())


def _structure(learned: Learned) -> Target:
    path = f"/api/versioner/v1/structure/{learned.as_of}/title-{learned.title}.json"
    return Target((path,), _JSON)


def _full(learned: Learned, day: date, **query: str) -> Target:
    asked = urlencode(query, quote_via=quote)
    return Target((f"/api/versioner/v1/full/{day}/title-{learned.title}.xml?{asked}",), _XML)


def _section(learned: Learned) -> Target | str:
    section = learned.section
    if section is None:
        return _NO_SECTION
    return _full(learned, learned.as_of, part=section.part, section=section.identifier)


def _appendix(learned: Learned) -> Target | str:
    appendix = learned.appendix
    if appendix is None:
        return "no appendix is known that could be asked for"
    return _full(learned, learned.as_of, part=appendix.part, appendix=appendix.identifier)


def _part(learned: Learned) -> Target | str:
    if learned.part is None:
        return "no part is known that could be asked for"
    return _full(learned, learned.as_of, part=learned.part)


def _ahead(learned: Learned) -> Target | str:
    section, day = learned.section, learned.as_of + timedelta(days=60)
    if section is None:
        return _NO_SECTION
    return _full(learned, day, part=section.part, section=section.identifier)


def _search(learned: Learned, *more: tuple[str, str]) -> Target:
    query = [("conditions[agencies][]", name) for name in learned.agencies]
    query += [*more, ("order", "newest"), ("per_page", str(_SHOWN)), ("page", "1")]
    query += [("fields[]", name) for name in federal_register.FIELDS]
    return Target((f"/api/v1/documents.json?{urlencode(query)}",), _JSON)


def _newest(learned: Learned) -> Target | str:
    if not learned.agencies:
        return "the configuration names no agency whose documents are all kept"
    return _search(learned)


def _nothing(learned: Learned) -> Target | str:
    long_ago = (
        "1990-01-06",
        "1990-01-07",
    )  # a weekend, years before the first document that the service has
    ends = zip(("gte", "lte"), long_ago, strict=True)
    return _search(learned, *((f"conditions[publication_date][{end}]", day) for end, day in ends))


def _document(learned: Learned) -> Target | str:
    document = learned.document
    return (
        Target((f"/api/v1/documents/{document.document_number}.json",), _JSON)
        if document
        else _NO_DOCUMENT
    )


def _text_of(accept: str) -> Callable[[Learned], Target | str]:
    def made(learned: Learned) -> Target | str:
        document = learned.document
        if document is None:
            return _NO_DOCUMENT
        url = document.full_text_xml_url if accept == _XML else document.raw_text_url
        if not url:
            return f"no document of the answer names such a text ({accept})"
        return Target((urlsplit(url).path,), accept)

    return made


def _inspection(learned: Learned) -> Target:
    del learned
    return Target(("/api/v1/public-inspection-documents/current.json",), _JSON)


def _govinfo(form: str, ending: str, accept: str) -> Callable[[Learned], Target | str]:
    def made(learned: Learned) -> Target | str:
        document = learned.document
        if document is None or document.publication_date is None:
            return _NO_DOCUMENT
        return Target(
            (
                (
                    f"/content/pkg/FR-{document.publication_date}/{form}/"
                    f"{document.document_number}{ending}"
                ),
            ),
            accept,
        )

    return made


_TARGETS: Mapping[str, Callable[[Learned], Target | str]] = {
    "ecfr-titles": _titles,
    "ecfr-versions-recent": _recent,
    "ecfr-versions": _versions,
    "ecfr-versions-page": _numbered,
    "ecfr-structure": _structure,
    "ecfr-section": _section,
    "ecfr-appendix": _appendix,
    "ecfr-part": _part,
    "ecfr-ahead": _ahead,
    "fr-search": _newest,
    "fr-empty": _nothing,
    "fr-document": _document,
    "fr-xml": _text_of(_XML),
    "fr-text": _text_of(_TEXT),
    "fr-inspection": _inspection,
    "govinfo-xml": _govinfo("xml", ".xml", _XML),
    "govinfo-htm": _govinfo("html", ".htm", "text/html"),
}

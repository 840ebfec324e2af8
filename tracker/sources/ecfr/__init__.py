"""The eCFR: titles, version lists, provisions."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.answers import Kind, never_absent, nothing_follows
from tracker.cycle import Span
from tracker.sources.ecfr import admission, cycle, derivation, settings, subjects
from tracker.sources.ecfr.admission import Text
from tracker.sources.ecfr.reading import NAME, TitleStates, VersionsPage
from tracker.sources.ecfr.settings import IMPORT_WAIT, OFFICIAL, Ecfr
from tracker.sources.ecfr.subjects import Full, Titles, Versions
from tracker.sources.place import POLITE, House
from tracker.sources.source import Source, Stored, Words
from tracker.store import versions

__all__ = ["IMPORT_WAIT", "SOURCE"]

_JSON, _XML = ("application/json",), ("application/xml", "text/xml")

TITLES: Kind[Titles, TitleStates] = Kind(
    source=NAME,
    form=subjects.TITLES,
    words=lambda _: "the list of titles",
    weight="index",
    daily=False,
    types=lambda _, __: _JSON,
    read=admission.read_titles,
    check=admission.check_titles,
    absence=never_absent,
    take=derivation.take_titles,
    passed_over=nothing_follows,
)
VERSIONS: Kind[Versions, VersionsPage] = Kind(
    source=NAME,
    form=subjects.VERSIONS,
    words=lambda subject: f"the version list of title {subject.title}",
    weight="index",
    daily=False,
    types=lambda _, __: _JSON,
    read=admission.read_versions,
    check=admission.check_versions,
    absence=never_absent,
    take=derivation.take_list,
    passed_over=nothing_follows,
)
FULL: Kind[Full, Text] = Kind(
    source=NAME,
    form=subjects.TEXTS,
    words=lambda subject: f"the text of {subject.identifier} as of {subject.date}",
    weight="single",
    daily=False,
    types=lambda _, __: _XML,
    read=admission.read_text,
    check=admission.check_text,
    absence=admission.absent_text,
    take=derivation.take_text,
    passed_over=derivation.passed_over,
)


def _houses(given: Ecfr) -> Mapping[str, str]:
    return {given.url: OFFICIAL}


def _untracked(given: Ecfr, span: Span) -> str | None:
    """Say that a part is not tracked, where the configuration names all that are."""
    known = {part for title in given.titles for part in title.parts}
    unknown = [part for part in span.parts if part not in known]
    if not unknown or not all(title.parts for title in given.titles):
        return None
    tracked = ", ".join(sorted(known, key=lambda part: (len(part), part)))
    return f"part {unknown[0]} is not tracked; the tracked parts are {tracked}"


def _wait(given: Ecfr) -> float:
    return given.import_wait


SOURCE = Source(
    name=NAME,
    words=Words(
        title="eCFR",
        item="text",
        singular="text",
        all="texts",
        news="Texts",
        later="an amendment in force later is not in this digest yet",
    ),
    house=House(
        title="eCFR",
        official=OFFICIAL,
        hosts=frozenset(("www.ecfr.gov", "ecfr.gov")),
        variable="TRACKER_ECFR_URL",
    ),
    others=(),
    pause=POLITE,
    quiet_days=60,
    stale_hours=6,
    standard=Ecfr(),
    settings=settings.read,
    houses=_houses,
    wait=_wait,
    unfit=_untracked,
    kinds=(TITLES, VERSIONS, FULL),
    poll=cycle.poll,
    backfill=cycle.backfill,
    stored=Stored(
        lambda store: versions.count(store.db), lambda store: versions.last_change(store.db)
    ),
    pages=None,
)

"""First contact with the real services: each kind of question once, against what is believed.

    expectations.toml -> ask (edge) -> Answer -> look -> Looked -> compare -> Finding -> Report
                          ^                        |
                          '-- learn: a day that can be shown, the newest document and release

No database is opened and nothing is kept. A report shows no body and no address of a mirror.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from tracker import __version__
from tracker.config import Config, hosts
from tracker.exchange import agent
from tracker.probe.asking import Asker, Site
from tracker.probe.compare import compare, not_asked
from tracker.probe.expectations import table
from tracker.probe.lessons import Learned, learn, of_site
from tracker.probe.looking import look
from tracker.probe.questions import beginning, target
from tracker.probe.services import houses, not_named, services
from tracker.probe.sites import configured
from tracker.probe.values import (
    Asked,
    Circumstances,
    Context,
    Expectation,
    Finding,
    Report,
    Service,
)
from tracker.sources import SOURCES

__all__ = ["Report", "probe", "table"]

_OK = 200


def probe(
    config: Config,
    now: Callable[[], datetime],
    said: Callable[[int, int, str], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Report:
    """Ask every question of the table once and return what the answers tell.

    `said` hears what comes next.
    """
    sites, asker, began = _sites(config), Asker(config, now, sleep), now()
    learned, findings = beginning(config, began.date()), list[Finding]()
    for place, expectation in enumerate(table()):
        if said:
            said(place, len(table()), expectation.id)
        finding, learned = _ask(expectation, sites.get(expectation.service), asker, learned, config)
        findings.append(finding)
    if said:
        said(len(table()), len(table()), "")
    return Report(
        version=__version__,
        began_at=began,
        ended_at=now(),
        contact=config.contact is not None,
        services=tuple(_asked(service, sites) for service in services()),
        findings=tuple(findings),
    )


def _asked(service: Service, sites: dict[Service, Site]) -> Asked:
    site = sites.get(service)
    return Asked(service, site.official) if site else Asked(service, False, not_named(service))


def _ask(
    expectation: Expectation,
    site: Site | None,
    asker: Asker,
    learned: Learned,
    config: Config,
) -> tuple[Finding, Learned]:
    if site is None:
        return not_asked(expectation, not_named(expectation.service)), learned
    wanted = target(expectation, learned)
    if isinstance(wanted, str):
        return not_asked(expectation, wanted), learned
    answer = asker.ask(site, wanted, expectation.limit)
    looked = look(expectation, answer.body, _context(expectation, learned, config))
    known = configured(expectation, config)
    around = Circumstances(site.official, site.allowed, known, wanted.spare)
    finding = compare(expectation, answer, looked, around)
    if answer.status == _OK and not answer.failure and not looked.block:
        learned = learn(expectation, answer.body, learned)
        lists = learned.sites.get(expectation.service)
        if lists and expectation.kind == "listing" and answer.places:
            found = replace(lists, listings=(answer.path,))
            learned = of_site(learned, expectation.service, found)
    return finding, learned


def _context(expectation: Expectation, learned: Learned, config: Config) -> Context:
    lists = learned.sites.get(expectation.service)
    return Context(
        learned.title,
        lists.items if lists else (),
        learned.agencies,
        agent(config.project_page, config.contact),
        lists.paths if lists else (),
    )


def _sites(config: Config) -> dict[Service, Site]:
    """Return where each service is asked; a second house is left out beside a replay."""
    made: dict[Service, Site] = {}
    for source in SOURCES:
        asked = {there: base for base, there in source.houses(config.of(source.name)).items()}
        for service, house in houses(source):
            if base := asked.get(house.official):
                official = house.is_official(base)
                polite = source.pause if official else 0.0
                pause = config.pause(source.name) if house is source.house else polite
                made[service] = Site(service, base, pause, hosts(base), official)
    return made

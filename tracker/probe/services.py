"""The services that a probe asks: the house of each source, and the further ones."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.probe.values import Service
from tracker.sources import SOURCES, Source
from tracker.sources.place import House


def houses(source: Source) -> Iterator[tuple[Service, House]]:
    """Yield the services of a source: its own by its name, the others by theirs."""
    yield source.name, source.house
    for house in source.others:
        yield house.title, house


def services() -> tuple[Service, ...]:
    """Return all services, in the order of the table of sources."""
    return tuple(service for source in SOURCES for service, _ in houses(source))


def title(service: Service) -> str:
    """Return what people call a service."""
    found = {name: house.title for source in SOURCES for name, house in houses(source)}
    return found[service]


def not_named(service: Service) -> str:
    """Say why a service has no address: its source is read elsewhere, and no variable names one."""
    for source in SOURCES:
        for name, house in houses(source):
            if name == service:
                elsewhere = f"the {source.words.title} is read from another address"
                return f"{elsewhere}, and {house.variable} names none for {house.title}"
    return f"{service} is not a service of any source"

"""What can be configured, with its defaults: frozen values.

What is particular to a source stands in its row of the table; the policies stand where they are
obeyed (`fetch.Retry`, `gate.Thresholds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from tracker import tag
from tracker.errors import ConfigError
from tracker.fetch import Retry
from tracker.gate import Thresholds
from tracker.model import SourceName
from tracker.sources import SOURCES, SourceSettings, named

PROJECT_PAGE = "https://github.com/ear-tracker/ear-tracker"
"""Where a source can read who we are, unless a copy of this repository runs as a workflow of its
own."""
Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class Alarms:
    """When a source is announced broken (failures in a row), and when it is questioned.

    A source whose content has not changed for so many days is questioned.
    """

    alarm_after: int = 3
    quiet_days: Mapping[SourceName, int] = field(
        default_factory=lambda: MappingProxyType(
            {source.name: source.quiet_days for source in SOURCES}
        )
    )


@dataclass(frozen=True, slots=True)
class Mail:
    """How a digest is sent; the password comes from the environment only."""

    host: str
    port: int
    security: Security
    sender: str
    recipients: tuple[str, ...]
    user: str | None = None
    ca_file: Path | None = None
    timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that the tracker can be told; `Config()` is the built-in default."""

    sources: Mapping[SourceName, SourceSettings] = field(
        default_factory=lambda: MappingProxyType(
            {source.name: source.standard for source in SOURCES}
        )
    )
    retry: Retry = field(default_factory=Retry)
    gate: Thresholds = field(default_factory=Thresholds)
    alarms: Alarms = field(default_factory=Alarms)
    mail: Mail | None = None
    taxonomy_file: Path | None = None
    key_facts_file: Path | None = None
    contact: str | None = None
    project_page: str = PROJECT_PAGE

    @property
    def digest(self) -> Alarms:
        """Return what a digest needs to know: when a source is called broken or questioned."""
        return self.alarms

    def of(self, source: SourceName) -> SourceSettings:
        """Return what is configured of a source."""
        return self.sources[source]

    def base(self, source: SourceName) -> str:
        """Return what stands before `/api/...` or `/news-updates` in the addresses of a source."""
        return self.sources[source].url

    def pause(self, source: SourceName) -> float:
        """Return the seconds that lie between two requests to one source."""
        return self.sources[source].pause

    def houses(self) -> tuple[str, ...]:
        """Return the address of every service that is asked."""
        return tuple(base for base, _ in self._houses())

    def _houses(self) -> Iterator[tuple[str, str]]:
        """Yield the address of every service that is asked, and the official one."""
        for source in SOURCES:
            yield from source.houses(self.sources[source.name]).items()

    def official(self, url: str) -> str:
        """Return the address at the official site of what was asked at a configured one.

        People are shown no other.
        """
        for base, there in self._houses():
            if url == base or url.startswith(f"{base}/"):
                return there + url.removeprefix(base)
        return url

    def hosts(self, url: str) -> frozenset[str]:
        """Return the hosts (with port) that may answer a request: its own, those of its house."""
        return hosts(url)

    def import_pause(self, source: SourceName) -> float:
        """Return the seconds to wait before a source that is being worked on is asked again."""
        return named(source).wait(self.sources[source])

    def taxonomy(self) -> tag.Taxonomy:
        """Load the taxonomy that the configuration names, else the built-in one.

        `ConfigError` lists its mistakes.
        """
        return _load_taxonomy(*_data(self.taxonomy_file, "taxonomy.toml"))

    def key_facts(self) -> tuple[bytes, str]:
        """Return the bytes of the key facts, and the name of where they come from."""
        return _data(self.key_facts_file, "key-facts.toml")


@lru_cache(maxsize=4)
def _load_taxonomy(data: bytes, source: str) -> tag.Taxonomy:
    """Load a taxonomy once for the same bytes: its patterns take a while to compile."""
    return tag.load(data, source)


def _data(path: Path | None, built_in: str) -> tuple[bytes, str]:
    if path is None:
        return (resources.files("tracker") / "data" / built_in).read_bytes(), built_in
    try:
        return path.read_bytes(), str(path)
    except OSError as error:
        raise ConfigError((f"{path}: cannot be read ({error.strerror or error})",)) from error


def hosts(url: str) -> frozenset[str]:
    """Return the hosts (with port) that may answer a request to `url`.

    Its own, and of an official site all under which that is served.
    """
    own = urlsplit(url).netloc
    groups = (house.hosts for source in SOURCES for house in (source.house, *source.others))
    return next((group for group in groups if own in group), frozenset((own,)))

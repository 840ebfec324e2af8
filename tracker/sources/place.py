"""Where a source is asked: at an official site, or where the configuration says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.toml_tables import Table, url_problem

POLITE = 0.5
"""Seconds between two requests to an official site; none where the address was configured otherwise
(a replay, a mirror)."""


@dataclass(frozen=True, slots=True)
class House:
    """A service that is asked: its name for people, its official address, the hosts of that one.

    `variable` is the environment variable that names another address.
    """

    title: str
    official: str
    hosts: frozenset[str]
    variable: str

    def is_official(self, url: str) -> bool:
        """Tell whether an address is that of the official site, under any of its hosts."""
        parts = urlsplit(url)
        return parts.scheme == "https" and parts.netloc in self.hosts


@dataclass(frozen=True, slots=True)
class Place:
    """The address of a source, its pause, and the environment that may name others."""

    url: str
    pause: float
    env: Mapping[str, str]


def variable(table: Table, env: Mapping[str, str], name: str) -> str | None:
    """Return the address that an environment variable names; a wrong one is noted."""
    given = env.get(name, "")
    wrong = url_problem(given) if given else None
    if wrong:
        table.elsewhere(name, wrong)
        return None
    return given.rstrip("/") or None


def place(table: Table, env: Mapping[str, str], house: House, polite: float) -> Place:
    """Return where a source is asked: by the environment, else by the file, else officially."""
    url = table.url("url", house.official)
    url = variable(table, env, house.variable) or url
    standard = polite if house.is_official(url) else 0.0
    return Place(url, table.number("pause_seconds", standard, 0, 3600), env)

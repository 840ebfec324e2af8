"""The configuration: TOML and environment to frozen values, every mistake at once with its path.

    tracker.toml, TRACKER_*_URL  ->  Config (see `values`)

Source of the shape: docs/configuration.md lists every key with its default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import cast

from tracker.config.values import PROJECT_PAGE, Alarms, Config, Mail, Security, hosts
from tracker.errors import ConfigError
from tracker.fetch import Retry
from tracker.gate import Thresholds
from tracker.model import SourceName
from tracker.sources import SOURCES, Source, SourceSettings
from tracker.sources.place import place
from tracker.toml_tables import Table, decoded, url_problem

__all__ = [
    "PROJECT_PAGE",
    "Alarms",
    "Config",
    "Mail",
    "Retry",
    "Security",
    "Thresholds",
    "hosts",
    "load",
]

_DAY = 86_400.0


def load(path: Path | None, env: Mapping[str, str]) -> Config:
    """Read the configuration file (None: the defaults) and the addresses of the environment.

    Raises `ConfigError` with all mistakes, each as `path: what is wrong`. Relative paths in the
    file are relative to it.
    """
    problems: list[str] = []
    root = Table(_document(path), "", problems)
    folder = path.parent if path else Path()
    config = Config(
        sources=_sources(root, env),
        retry=_retry(root.table("retry")),
        gate=_gate(root.table("gate")),
        alarms=_alarms(root.table("alarms")),
        mail=_mail(root.table("mail"), folder) if root.has("mail") else None,
        taxonomy_file=_path(root, "taxonomy", folder),
        key_facts_file=_path(root, "key_facts", folder),
        contact=_contact(root),
        project_page=_repository(env) or PROJECT_PAGE,
    )
    root.knows("mail")
    root.finish()
    if problems:
        where = f"{path}: " if path else ""
        raise ConfigError(tuple(f"{where}{problem}" for problem in problems))
    return config


def _repository(env: Mapping[str, str]) -> str | None:
    """Return the address of the repository that a GitHub workflow runs for."""
    server, name = env.get("GITHUB_SERVER_URL"), env.get("GITHUB_REPOSITORY")
    return f"{server}/{name}" if server and name else None


def _contact(root: Table) -> str | None:
    """Return whom a source can turn to, on the web or by mail; None for the project's page."""
    given = root.optional("contact")
    if given and not re.fullmatch(r"[^\s@<>()]+@[^\s@<>()]+", given) and url_problem(given):
        root.note("contact", f"{given!r} is neither a web address nor a mail address")
    return given


def _document(path: Path | None) -> Mapping[str, object]:
    if path is None:
        return {}
    try:
        toml = path.read_bytes()
    except OSError as error:
        raise ConfigError((f"{path}: cannot be read ({error.strerror or error})",)) from error
    return decoded(toml, str(path))


def _sources(root: Table, env: Mapping[str, str]) -> Mapping[SourceName, SourceSettings]:
    """Read the table of each source."""
    return MappingProxyType(
        {source.name: _source(root.table(source.table), source, env) for source in SOURCES}
    )


def _source(table: Table, source: Source, env: Mapping[str, str]) -> SourceSettings:
    where = place(table, env, source.house, source.pause)
    made = source.settings(table, where)
    table.finish()
    return made


def _retry(table: Table) -> Retry:
    standard = Retry()
    made = Retry(
        attempts=table.whole("attempts", standard.attempts, 1, 20),
        wait=table.number("wait_seconds", standard.wait, 0, 3600),
        longest_wait=table.number("longest_wait_seconds", standard.longest_wait, 0, 3600),
        total=table.number("total_seconds", standard.total, 0.1, _DAY),
        timeout=table.number("timeout_seconds", standard.timeout, 0.05, 3600),
        large_timeout=table.number("large_timeout_seconds", standard.large_timeout, 0.05, 3600),
        largest_body=table.whole("largest_body_bytes", standard.largest_body, 1000, 2_000_000_000),
    )
    table.finish()
    return made


def _gate(table: Table) -> Thresholds:
    standard = Thresholds()
    made = Thresholds(
        lost_share=table.number("lost_share", standard.lost_share, 0, 1),
        lost_units=table.whole("lost_units", standard.lost_units, 0, 1_000_000),
        polls=table.whole("polls", standard.polls, 1, 1000),
        days=table.whole("days", standard.days, 0, 3650),
    )
    table.finish()
    return made


def _alarms(table: Table) -> Alarms:
    standard = Alarms()
    quiet = table.table("quiet_days")
    days = {
        source.name: quiet.whole(source.name, source.quiet_days, 1, 36_500) for source in SOURCES
    }
    quiet.finish()
    made = Alarms(
        alarm_after=table.whole("alarm_after", standard.alarm_after, 1, 1000),
        quiet_days=MappingProxyType(days),
    )
    table.finish()
    return made


def _mail(table: Table, folder: Path) -> Mail:
    security = table.choice("security", "starttls", ("starttls", "tls", "none"))
    ports = {"starttls": 587, "tls": 465, "none": 25}
    recipients = table.texts("recipients", ())
    if not recipients:
        table.note("recipients", "required, but missing")
    addresses = (
        ("sender", table.required("sender")),
        *((f"recipients[{index}]", recipient) for index, recipient in enumerate(recipients)),
    )
    for key, address in addresses:
        if address and not re.fullmatch(r"[^@<>]*<?[^\s@<>]+@[^\s@<>]+>?", address):
            table.note(key, f"{address!r} is not a mail address")
    made = Mail(
        host=table.required("host"),
        port=table.whole("port", ports[security], 1, 65_535),
        security=cast("Security", security),
        sender=addresses[0][1],
        recipients=recipients,
        user=table.optional("user"),
        ca_file=_path(table, "ca_file", folder),
        timeout=table.number("timeout_seconds", 30, 1, 3600),
    )
    if table.has("password"):
        table.text("password", "")
        table.note(
            "password", "must not be here: the password is read from TRACKER_SMTP_PASSWORD only"
        )
    table.finish()
    return made


def _path(table: Table, key: str, folder: Path) -> Path | None:
    value = table.optional(key)
    return folder / value if value else None

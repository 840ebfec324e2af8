"""The configuration: TOML and environment to frozen values, every mistake at once with its path.

    tracker.toml, TRACKER_*_URL  ->  Config (see `values`)

Source of the shape: docs/configuration.md lists every key with its default.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import cast

from tracker.config.reading import Table, url_problem
from tracker.config.values import (
    EAR_PARTS,
    FLOOR,
    GOVINFO,
    GUIDANCE,
    ICTS_PARTS,
    IMPORT_WAIT,
    OFFICIAL,
    POLITE,
    PROJECT_PAGE,
    Alarms,
    Bis,
    Config,
    Ecfr,
    FederalRegister,
    Mail,
    Retry,
    Security,
    Thresholds,
    Title,
    hosts,
    is_official,
)
from tracker.errors import ConfigError
from tracker.model import SOURCE_NAMES, SourceName

__all__ = [
    "EAR_PARTS", "FLOOR", "GOVINFO", "GUIDANCE", "ICTS_PARTS", "OFFICIAL", "POLITE", "PROJECT_PAGE", "Alarms", "Bis", "Config", "Ecfr",
    "FederalRegister", "Mail", "Retry", "Security", "Thresholds", "Title", "hosts", "is_official", "load",
]  # fmt: skip

_ENVIRONMENT: Mapping[SourceName, str] = MappingProxyType(
    {"ecfr": "TRACKER_ECFR_URL", "federal-register": "TRACKER_FR_URL", "bis": "TRACKER_BIS_URL"}
)
_GOVINFO_VARIABLE = "TRACKER_GOVINFO_URL"
_DAY = 86_400.0


def load(path: Path | None, env: Mapping[str, str]) -> Config:
    """Read the configuration file (None: the built-in defaults) and the addresses that the environment sets.

    Raises `ConfigError` with all mistakes, each as `path: what is wrong`. Relative paths in the
    file are relative to it.
    """
    problems: list[str] = []
    root = Table(_document(path), "", problems)
    folder = path.parent if path else Path()
    config = Config(
        ecfr=_ecfr(root.table("ecfr"), env),
        federal_register=_federal_register(root.table("federal_register"), env),
        bis=_bis(root.table("bis"), env),
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
    """Return the address of the repository that a GitHub workflow runs for: whom a source can turn to."""
    server, name = env.get("GITHUB_SERVER_URL"), env.get("GITHUB_REPOSITORY")
    return f"{server}/{name}" if server and name else None


def _contact(root: Table) -> str | None:
    """Return whom a source can turn to: an address of the web or of mail; None for the project's own page."""
    given = root.optional("contact")
    if given and not re.fullmatch(r"[^\s@<>()]+@[^\s@<>()]+", given) and url_problem(given):
        root.note("contact", f"{given!r} is neither a web address nor a mail address")
    return given


def _document(path: Path | None) -> Mapping[str, object]:
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise ConfigError((f"{path}: cannot be read ({error.strerror or error})",)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError((f"{path}: not TOML ({error})",)) from error


def _site(table: Table, name: SourceName, env: Mapping[str, str]) -> tuple[str, float]:
    """Return the address of a source and its pause: from the environment, else from the file, else the official one."""
    url = table.url("url", OFFICIAL[name])
    given = env.get(_ENVIRONMENT[name], "")
    wrong = url_problem(given) if given else None
    if wrong:
        table.elsewhere(_ENVIRONMENT[name], wrong)
    elif given:
        url = given.rstrip("/")
    return url, table.number("pause_seconds", POLITE if is_official(name, url) else 0.0, 0, 3600)


def _ecfr(table: Table, env: Mapping[str, str]) -> Ecfr:
    standard, (url, pause) = Ecfr(), _site(table, "ecfr", env)
    titles = tuple(_title(one) for one in table.tables("titles")) or standard.titles
    numbers = [one.number for one in titles]
    for number in sorted({one for one in numbers if numbers.count(one) > 1}):
        table.note("titles", f"title {number} is listed twice")
    made = Ecfr(
        url=url,
        pause=pause,
        import_wait=table.number(
            "import_wait_seconds", IMPORT_WAIT if url == OFFICIAL["ecfr"] else 0.0, 0, 3600
        ),
        overlap_days=table.whole("overlap_days", standard.overlap_days, 0, 3650),
        recheck=table.whole("recheck", standard.recheck, 0, 1000),
        titles=titles,
    )
    table.finish()
    return made


def _title(table: Table) -> Title:
    if not table.has("number"):
        table.note("number", "required, but missing")
    number = table.whole("number", 15, 1, 99)
    parts = table.texts("parts", (), numbers=True)
    for index, part in enumerate(parts):
        if not re.fullmatch(r"\d+[A-Za-z0-9\-]*", part):
            table.note(
                f"parts[{index}]", f"{part!r} is not a part of the CFR; write a number such as 744"
            )
    table.finish()
    return Title(number, parts)


def _federal_register(table: Table, env: Mapping[str, str]) -> FederalRegister:
    standard, (url, pause) = FederalRegister(), _site(table, "federal-register", env)
    made = FederalRegister(
        url=url,
        pause=pause,
        agencies=_slugs(table, "agencies", standard.agencies),
        also_agencies=_slugs(table, "also_agencies", standard.also_agencies),
        also_types=_slugs(table, "also_types", standard.also_types),
        text_types=table.texts("text_types", standard.text_types),
        overlap_days=table.whole("overlap_days", standard.overlap_days, 0, 3650),
        first_days=table.whole("first_days", standard.first_days, 1, 3650),
        young_days=table.whole("young_days", standard.young_days, 0, 3650),
        per_page=table.whole("per_page", standard.per_page, 2, 1000),
        public_inspection=table.flag("public_inspection", standard.public_inspection),
        govinfo_url=_govinfo(table, env, official=url == OFFICIAL["federal-register"]),
    )
    table.finish()
    return made


def _govinfo(table: Table, env: Mapping[str, str], *, official: bool) -> str | None:
    """Return the address of the second house; a mirror of the Federal Register has none unless it is named."""
    standard = GOVINFO if official else None
    url = table.url("govinfo_url", GOVINFO) if table.has("govinfo_url") else standard
    table.knows("govinfo_url")
    given = env.get(_GOVINFO_VARIABLE, "")
    wrong = url_problem(given) if given else None
    if wrong:
        table.elsewhere(_GOVINFO_VARIABLE, wrong)
        return url
    return given.rstrip("/") or url


def _slugs(table: Table, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    found = table.texts(key, default)
    for index, one in enumerate(found):
        if not re.fullmatch(r"[A-Za-z0-9\-]+", one):
            table.note(f"{key}[{index}]", f"{one!r} must consist of letters, digits and hyphens")
    return found


def _bis(table: Table, env: Mapping[str, str]) -> Bis:
    standard, (url, pause) = Bis(), _site(table, "bis", env)
    made = Bis(
        url=url,
        pause=pause,
        listings=_paths(table, "listings", standard.listings),
        items=_paths(table, "items", standard.items),
        notices=_paths(table, "notices", standard.notices),
        pages=_paths(table, "pages", standard.pages),
        sitemap=_path_or_none(table, "sitemap", standard.sitemap),
        skip=_paths(table, "skip", standard.skip),
        recheck=table.whole("recheck", standard.recheck, 0, 1000),
        most_a_poll=table.whole("most_a_poll", standard.most_a_poll, 1, 100_000),
    )
    table.finish()
    return made


_SITE_PATH = re.compile(r"/[^\s?#/][^\s?#]*")
_NOT_A_PATH = "must be a path of the site that begins with one slash, such as /news-updates"


def _paths(table: Table, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    found = table.texts(key, default)
    for index, one in enumerate(found):
        if not _SITE_PATH.fullmatch(one):
            table.note(f"{key}[{index}]", f"{one!r} {_NOT_A_PATH}")
    return found


def _path_or_none(table: Table, key: str, default: str) -> str:
    """Return one path; an empty text switches off what it is for."""
    found = table.text(key, default, may_be_empty=True)
    if found and not _SITE_PATH.fullmatch(found):
        table.note(key, f"{found!r} {_NOT_A_PATH}")
    return found


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
    days = {name: quiet.whole(name, standard.quiet_days[name], 1, 36_500) for name in SOURCE_NAMES}
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
        *((f"recipients[{index}]", one) for index, one in enumerate(recipients)),
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

"""What can be configured, with its defaults: frozen values, every default stands here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from tracker import tag
from tracker.errors import ConfigError
from tracker.model import SourceName

FLOOR = date(2017, 1, 3)
"""The first day that the eCFR can show."""

EAR_PARTS = (
    "730",
    "732",
    "734",
    "736",
    "738",
    "740",
    "742",
    "743",
    "744",
    "746",
    "748",
    "750",
    "758",
    "762",
    "764",
    "772",
    "774",
)
ICTS_PARTS = ("7", "791")
"""Part 791 was part 7 before July 2024."""

PROJECT_PAGE = "https://github.com/ear-tracker/ear-tracker"
"""Where a source can read who we are, unless a copy of this repository runs as a workflow of its
own."""
GOVINFO = "https://www.govinfo.gov"
"""The second house for the texts of rules: the same issues of the Federal Register, as the printer
publishes them."""

OFFICIAL: Mapping[SourceName, str] = MappingProxyType(
    {
        "ecfr": "https://www.ecfr.gov",
        "federal-register": "https://www.federalregister.gov",
        "bis": "https://www.bis.gov",
    }
)
_ALIASES: Mapping[SourceName, frozenset[str]] = MappingProxyType(
    {
        "ecfr": frozenset(("www.ecfr.gov", "ecfr.gov")),
        "federal-register": frozenset(("www.federalregister.gov", "federalregister.gov")),
        "bis": frozenset(("media.bis.gov", "www.bis.gov", "bis.gov", "www.bis.doc.gov")),
    }
)
_GOVINFO_HOSTS = frozenset(("www.govinfo.gov", "govinfo.gov"))
Security = Literal["starttls", "tls", "none"]
IMPORT_WAIT = 300.0
"""Seconds for which the official eCFR is left to finish an import; none where the address was
configured otherwise."""
POLITE = 0.5
"""Seconds between two requests to an official site; none where the address was configured otherwise
(a replay, a mirror)."""


@dataclass(frozen=True, slots=True)
class Retry:
    """The one retry policy: what is tried again, how often, and how long at most.

    Waits double from `wait` up to `longest_wait` seconds; a `Retry-After` is obeyed up to
    `longest_wait`. `total` bounds one request with all its tries and waits, `timeout` one silence
    of the server, `largest_body` one answer in bytes. A large appendix may keep silent for
    `large_timeout` before its first byte; its request may take so much longer.
    """

    statuses: tuple[int, ...] = (429, 500, 502, 503, 504)
    attempts: int = 4
    wait: float = 1.0
    longest_wait: float = 60.0
    total: float = 180.0
    timeout: float = 30.0
    large_timeout: float = 90.0
    largest_body: int = 64_000_000


@dataclass(frozen=True, slots=True)
class Title:
    """One title of the CFR to track; no parts means all of them."""

    number: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ecfr:
    """What is read from the eCFR: `recheck` held versions are asked for again in each poll.

    The version list is read from `overlap_days` before the newest issue on, because rows join an
    issue later. An import in progress is waited for at most twice, `import_wait` seconds each, once
    the other sources are read.
    """

    url: str = OFFICIAL["ecfr"]
    pause: float = POLITE
    import_wait: float = IMPORT_WAIT
    overlap_days: int = 30
    recheck: int = 5
    titles: tuple[Title, ...] = (Title(15, EAR_PARTS + ICTS_PARTS),)


@dataclass(frozen=True, slots=True)
class FederalRegister:
    """What is read from the Federal Register.

    All documents of `agencies` are kept; of `also_agencies` and `also_types` those that the
    classifier keeps. A poll looks back `overlap_days` behind the newest document held, the first
    one `first_days`. The full text of `text_types` is fetched; one that is missing is asked for
    again until the document is `young_days` old. `govinfo_url` is the second house for those texts,
    None for none.
    """

    url: str = OFFICIAL["federal-register"]
    pause: float = POLITE
    agencies: tuple[str, ...] = ("industry-and-security-bureau",)
    also_agencies: tuple[str, ...] = ("commerce-department", "international-trade-administration")
    also_types: tuple[str, ...] = ("PRESDOCU",)
    text_types: tuple[str, ...] = ("Rule", "Proposed Rule", "Presidential Document")
    overlap_days: int = 30
    first_days: int = 60
    young_days: int = 30
    per_page: int = 1000
    public_inspection: bool = True
    govinfo_url: str | None = GOVINFO


GUIDANCE = (
    "/guidance-frequently-asked-questions",
    "/licensing/guidance-on-end-user-and-end-use-controls-and-us-person-controls",
    "/licensing/country-guidance/china-export-controls",
    "/licensing/country-guidance/common-high-priority-items-list-chpl",
    "/learn-support/deemed-exports",
    "/media/documents/ai-policy-statement-training-ai-models-may-13-2025",
    "/media/documents/general-prohibition-10-guidance-may-13-2025.pdf",
    "/media/documents/bis-guidance-may-31-2026.pdf",
    "/media/documents/entity-list-faqs.pdf",
)
"""Guidance as named by those who cite it; nobody asked for all of it yet, so one that is missing is
no failure."""
SKIP = (
    *(
        "/careers*",
        "/event/*",
        "/events*",
        "/user/*",
        "/search*",
        "/tag/*",
        "/tags/*",
        "/taxonomy/*",
        "/admin/*",
        "/_next/*",
    ),
    *(
        "/*.png",
        "/*.jpg",
        "/*.jpeg",
        "/*.gif",
        "/*.svg",
        "/*.webp",
        "/*.ico",
        "/*.css",
        "/*.js",
        "/*.mp3",
        "/*.mp4",
        "/*.zip",
    ),
    *(
        "/*.csv",
        "/*.txt",
        "/*.xls",
        "/*.xlsx",
        "/*.doc",
        "/*.docx",
        "/*.ppt",
        "/*.pptx",
        "/regulations/ear/*",
    ),
)
"""What the sitemap may list and nobody reads for the law: the frame of the site, forms that are not read, and the copy of the
EAR that the eCFR gives."""


@dataclass(frozen=True, slots=True)
class Bis:
    """What is read from the BIS site: listings of links, the page of notices, and any other page by its path.

    Of `listings` and of `notices` the first path that gives a list counts. `pages` may be PDFs. The
    pages that `sitemap` lists are read too ("" switches it off), but for those that a pattern of
    `skip` names.
    """

    url: str = OFFICIAL["bis"]
    pause: float = POLITE
    listings: tuple[str, ...] = ("/news-updates/all-press-releases", "/news-updates")
    items: tuple[str, ...] = ("/press-release/",)
    notices: tuple[str, ...] = (
        "/regulations/federal-register-notices",
        "/news-updates/federal-register-notices",
    )
    pages: tuple[str, ...] = GUIDANCE
    sitemap: str = "/sitemap.xml"
    skip: tuple[str, ...] = SKIP
    recheck: int = 2
    most_a_poll: int = 50


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When an answer is doubted, and when a doubted answer is believed after all.

    A supplement that loses more than `lost_share` of its units (and more than `lost_units`), rows
    with more cells than their table has columns, a key fact that vanishes. Believed when the same
    bytes came in `polls` polls, on two days at least where that is more than one, or stayed `days`.
    """

    lost_share: float = 0.05
    lost_units: int = 5
    polls: int = 3
    days: int = 14


@dataclass(frozen=True, slots=True)
class Alarms:
    """When a source is announced broken (failures in a row), and after how many days without change it is questioned."""

    alarm_after: int = 3
    quiet_days: Mapping[SourceName, int] = field(
        default_factory=lambda: MappingProxyType({"ecfr": 60, "federal-register": 30, "bis": 90}),
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

    ecfr: Ecfr = field(default_factory=Ecfr)
    federal_register: FederalRegister = field(default_factory=FederalRegister)
    bis: Bis = field(default_factory=Bis)
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

    def base(self, source: SourceName) -> str:
        """Return what stands before `/api/...` or `/news-updates` in the addresses of one source."""
        return {
            "ecfr": self.ecfr.url,
            "federal-register": self.federal_register.url,
            "bis": self.bis.url,
        }[source]

    def pause(self, source: SourceName) -> float:
        """Return the seconds that lie between two requests to one source."""
        return {
            "ecfr": self.ecfr.pause,
            "federal-register": self.federal_register.pause,
            "bis": self.bis.pause,
        }[source]

    def houses(self) -> tuple[str, ...]:
        """Return the address of every service that is asked."""
        named = (
            self.ecfr.url,
            self.federal_register.url,
            self.federal_register.govinfo_url,
            self.bis.url,
        )
        return tuple(one for one in named if one)

    def official(self, url: str) -> str:
        """Return the address at the official site of what was asked at a configured one: people are shown no other."""
        named = [(self.base(source), OFFICIAL[source]) for source in OFFICIAL]
        if self.federal_register.govinfo_url:
            named.append((self.federal_register.govinfo_url, GOVINFO))
        found = next(
            ((base, there) for base, there in named if url == base or url.startswith(f"{base}/")),
            None,
        )
        return found[1] + url.removeprefix(found[0]) if found else url

    def import_pause(self, source: SourceName) -> float:
        """Return the seconds to wait before a source that is being worked on is asked again in the same run."""
        return self.ecfr.import_wait if source == "ecfr" else 0.0

    def taxonomy(self) -> tag.Taxonomy:
        """Load the taxonomy that the configuration names, else the built-in one; `ConfigError` lists its mistakes."""
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


def is_official(source: SourceName, url: str) -> bool:
    """Tell whether an address is that of the official site, under any of its hosts."""
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.netloc in _ALIASES[source]


def hosts(source: SourceName, url: str) -> frozenset[str]:
    """Return the hosts (with port) that may answer a request to `url`: its own, and the aliases of an official site."""
    own = urlsplit(url).netloc
    groups = (_ALIASES[source], _GOVINFO_HOSTS)
    return next((group for group in groups if own in group), frozenset((own,)))

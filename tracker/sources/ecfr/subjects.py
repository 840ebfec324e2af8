"""What a request asked for, printed into `Capture.subject` and read back, so that captures alone can be derived again.

    ecfr:titles
    ecfr:versions:{title}:{query}                                          one page of the version list
    ecfr:full:{title}:{part}:{section|appendix}:{identifier}:{date}        one provision on one day
    fr:search:{group}:{gte}:{lte}:{page}                                   one page of a search
    fr:document:{number}:{day} | fr:text:{number}:{day}                    one document: numbers repeat
    fr:inspection:{agencies}
    bis:listing:{path} | bis:notices:{path} | bis:page:{path} | bis:sitemap:{path}

Captures of earlier releases name documents without a day: the newest document of its number. A
group is agency slugs or (in capitals) document types joined by "+"; one that begins with "~" is
classified locally.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from tracker.errors import ParseError


@dataclass(frozen=True, slots=True)
class Titles:
    """The list of titles with the state of each."""

    def __str__(self) -> str:
        """Print the subject."""
        return "ecfr:titles"


@dataclass(frozen=True, slots=True)
class Versions:
    """One page of the version list of a title; `query` is its query string."""

    title: int
    query: str

    def __str__(self) -> str:
        """Print the subject."""
        return f"ecfr:versions:{self.title}:{self.query}"


@dataclass(frozen=True, slots=True)
class Full:
    """The text of one provision as in force on a day."""

    title: int
    part: str
    type: Literal["section", "appendix"]
    identifier: str
    date: date

    def __str__(self) -> str:
        """Print the subject."""
        return f"ecfr:full:{self.title}:{self.part}:{self.type}:{self.identifier}:{self.date.isoformat()}"


@dataclass(frozen=True, slots=True)
class Search:
    """One page of the documents of a group that were published between two days, both inclusive."""

    group: str
    gte: date
    lte: date
    page: int

    def __str__(self) -> str:
        """Print the subject."""
        return f"fr:search:{self.group}:{self.gte.isoformat()}:{self.lte.isoformat()}:{self.page}"

    @property
    def classified(self) -> bool:
        """Tell whether only those documents are kept that the classifier keeps."""
        return self.group.startswith("~")

    @property
    def names(self) -> tuple[str, ...]:
        """Return the agencies or types of the group."""
        return tuple(self.group.removeprefix("~").split("+"))

    @property
    def by_type(self) -> bool:
        """Tell whether the group names document types."""
        return self.group.removeprefix("~").isupper()


@dataclass(frozen=True, slots=True)
class Detail:
    """All fields of one document; without its day of publication, the newest one of that number."""

    number: str
    day: date | None = None

    def __str__(self) -> str:
        """Print the subject."""
        return f"fr:document:{self.number}" + (f":{self.day.isoformat()}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Text:
    """The full text of one document; without its day of publication, the newest one of that number."""

    number: str
    day: date | None = None

    def __str__(self) -> str:
        """Print the subject."""
        return f"fr:text:{self.number}" + (f":{self.day.isoformat()}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is on public inspection now; documents of `agencies` are kept whole, the others classified."""

    agencies: tuple[str, ...]

    def __str__(self) -> str:
        """Print the subject."""
        return f"fr:inspection:{'+'.join(self.agencies)}"


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of links to news."""

    path: str

    def __str__(self) -> str:
        """Print the subject."""
        return f"bis:listing:{self.path}"


@dataclass(frozen=True, slots=True)
class Notices:
    """The page of Federal Register notices."""

    path: str

    def __str__(self) -> str:
        """Print the subject."""
        return f"bis:notices:{self.path}"


@dataclass(frozen=True, slots=True)
class BisPage:
    """A press release, or any other page of the site."""

    path: str

    def __str__(self) -> str:
        """Print the subject."""
        return f"bis:page:{self.path}"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The list of all pages of the site, or of some."""

    path: str

    def __str__(self) -> str:
        """Print the subject."""
        return f"bis:sitemap:{self.path}"


Subject: TypeAlias = (
    Titles
    | Versions
    | Full
    | Search
    | Detail
    | Text
    | Inspection
    | Listing
    | Notices
    | BisPage
    | Sitemap
)

_FORMS = (
    ("titles", re.compile(r"ecfr:titles")),
    ("versions", re.compile(r"ecfr:versions:(\d{1,2}):(.*)", re.DOTALL)),
    (
        "full",
        re.compile(
            r"ecfr:full:(\d{1,2}):([^:]*):(section|appendix):(.+):(\d{4}-\d\d-\d\d)", re.DOTALL
        ),
    ),
    ("search", re.compile(r"fr:search:(~?[\w+\-]+):(\d{4}-\d\d-\d\d):(\d{4}-\d\d-\d\d):(\d{1,6})")),
    ("detail", re.compile(r"fr:document:([\w\-]+)(?::(\d{4}-\d\d-\d\d))?")),
    ("text", re.compile(r"fr:text:([\w\-]+)(?::(\d{4}-\d\d-\d\d))?")),
    ("inspection", re.compile(r"fr:inspection:([\w+\-]*)")),
    ("listing", re.compile(r"bis:listing:(/\S+)")),
    ("notices", re.compile(r"bis:notices:(/\S+)")),
    ("page", re.compile(r"bis:page:(/\S+)")),
    ("sitemap", re.compile(r"bis:sitemap:(/\S+)")),
)


def parse(text: str) -> Subject:
    """Read a printed subject; raise `ParseError` for anything that `str(subject)` cannot have printed."""
    for name, pattern in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            try:
                return _build(name, found.groups())
            except ValueError as error:
                raise ParseError(text, "not a subject of a capture") from error
    raise ParseError(text, "not a subject of a capture")


def _build(name: str, given: tuple[str, ...]) -> Subject:  # noqa: C901, PLR0911 (one line a form)
    match name:
        case "titles":
            return Titles()
        case "versions":
            return Versions(int(given[0]), given[1])
        case "full":
            return Full(
                int(given[0]),
                given[1],
                "section" if given[2] == "section" else "appendix",
                given[3],
                date.fromisoformat(given[4]),
            )
        case "search":
            return Search(
                given[0], date.fromisoformat(given[1]), date.fromisoformat(given[2]), int(given[3])
            )
        case "detail":
            return Detail(given[0], date.fromisoformat(given[1]) if given[1] else None)
        case "text":
            return Text(given[0], date.fromisoformat(given[1]) if given[1] else None)
        case "inspection":
            return Inspection(tuple(one for one in given[0].split("+") if one))
        case "listing":
            return Listing(given[0])
        case "notices":
            return Notices(given[0])
        case "sitemap":
            return Sitemap(given[0])
        case _:
            return BisPage(given[0])

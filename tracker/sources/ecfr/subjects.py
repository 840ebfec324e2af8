"""What is asked of the eCFR, printed into `Capture.subject`.

ecfr:titles
ecfr:versions:{title}:{query}                                      one page of the version list
ecfr:full:{title}:{part}:{section|appendix}:{identifier}:{date}    one provision on one day
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.asking import SubjectForm
from tracker.model import VersionRow

_TITLES, _VERSIONS, _TEXTS = "ecfr:titles", "ecfr:versions:", "ecfr:full:"


@dataclass(frozen=True, slots=True)
class Titles:
    """The list of titles with the state of each."""

    def __str__(self) -> str:
        """Print the subject."""
        return _TITLES


@dataclass(frozen=True, slots=True)
class Versions:
    """One page of the version list of a title; `query` is its query string."""

    title: int
    query: str

    def __str__(self) -> str:
        """Print the subject."""
        return f"{lists_of(self.title)}{self.query}"


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
        return f"{self.of_any_day}{self.date.isoformat()}"

    @property
    def of_any_day(self) -> str:
        """Return what the subjects of all days of this provision begin with."""
        return f"{texts_of(self.title)}{self.part}:{self.type}:{self.identifier}:"


def lists_of(title: int) -> str:
    """Return what the subjects of all pages of the version list of a title begin with."""
    return f"{_VERSIONS}{title}:"


def texts_of(title: int) -> str:
    """Return what the subjects of all texts of a title begin with."""
    return f"{_TEXTS}{title}:"


def subject_of(row: VersionRow) -> Full:
    """Return what has to be asked for to get the text of a row."""
    return Full(row.title, row.part, row.type, row.identifier, row.date)


def _versions(given: tuple[str, ...]) -> Versions:
    title, query = given
    return Versions(int(title), query)


def _full(given: tuple[str, ...]) -> Full:
    title, part, kind, identifier, day = given
    type_: Literal["section", "appendix"] = "section" if kind == "section" else "appendix"
    return Full(int(title), part, type_, identifier, date.fromisoformat(day))


TITLES = SubjectForm(_TITLES, re.compile(""), lambda _: Titles())
VERSIONS = SubjectForm(_VERSIONS, re.compile(r"(\d{1,2}):(.*)", re.DOTALL), _versions)
TEXTS = SubjectForm(
    _TEXTS,
    re.compile(r"(\d{1,2}):([^:]*):(section|appendix):(.+):(\d{4}-\d\d-\d\d)", re.DOTALL),
    _full,
)

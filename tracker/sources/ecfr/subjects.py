"""What is asked of the eCFR, printed into `Capture.subject`.

ecfr:titles
ecfr:versions:{title}:{query}                                      one page of the version list
ecfr:full:{title}:{part}:{section|appendix}:{identifier}:{date}    one provision on one day
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.model import VersionRow


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
    return f"ecfr:versions:{title}:"


def texts_of(title: int) -> str:
    """Return what the subjects of all texts of a title begin with."""
    return f"ecfr:full:{title}:"


def subject_of(row: VersionRow) -> Full:
    """Return what has to be asked for to get the text of a row."""
    return Full(row.title, row.part, row.type, row.identifier, row.date)


def titles(given: tuple[str, ...]) -> Titles:
    """Make the subject of what stands behind its mark."""
    del given
    return Titles()


def versions(given: tuple[str, ...]) -> Versions:
    """Make the subject of what stands behind its mark."""
    title, query = given
    return Versions(int(title), query)


def full(given: tuple[str, ...]) -> Full:
    """Make the subject of what stands behind its mark."""
    title, part, kind, identifier, day = given
    type_: Literal["section", "appendix"] = "section" if kind == "section" else "appendix"
    return Full(int(title), part, type_, identifier, date.fromisoformat(day))

"""What is asked of the Federal Register, printed into `Capture.subject`.

    fr:search:{group}:{gte}:{lte}:{page}    one page of a search
    fr:text:{number}:{day}                  one document: numbers repeat
    fr:inspection:{agencies}

Captures of earlier releases name documents without a day: the newest document of its number. A
group is agency slugs or (in capitals) document types joined by "+"; one that begins with "~" is
classified locally.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
class Text:
    """The full text of one document; without its day of publication, the newest of that number."""

    number: str
    day: date | None = None

    def __str__(self) -> str:
        """Print the subject."""
        return f"fr:text:{self.number}" + (f":{self.day.isoformat()}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is on public inspection; documents of `agencies` are kept whole, others classified."""

    agencies: tuple[str, ...]

    def __str__(self) -> str:
        """Print the subject."""
        return f"fr:inspection:{'+'.join(self.agencies)}"


def search(given: tuple[str, ...]) -> Search:
    """Make the subject of what stands behind its mark."""
    group, gte, lte, page = given
    return Search(group, date.fromisoformat(gte), date.fromisoformat(lte), int(page))


def text(given: tuple[str, ...]) -> Text:
    """Make the subject of what stands behind its mark."""
    number, day = given
    return Text(number, date.fromisoformat(day) if day else None)


def inspection(given: tuple[str, ...]) -> Inspection:
    """Make the subject of what stands behind its mark."""
    return Inspection(tuple(slug for slug in given[0].split("+") if slug))

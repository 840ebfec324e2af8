"""What is asked of the Federal Register, printed into `Capture.subject`.

    fr:search:{group}:{gte}:{lte}:{page}    one page of a search
    fr:text:{number}:{day}                  one document: numbers repeat
    fr:inspection:{agencies}

Captures of earlier releases name documents without a day: the newest document of its number. A
group is agency slugs or (in capitals) document types joined by "+"; one that begins with "~" is
classified locally.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tracker.asking import SubjectForm

_SEARCHES, _TEXTS, _INSPECTIONS = "fr:search:", "fr:text:", "fr:inspection:"
_DAY = r"\d{4}-\d\d-\d\d"


@dataclass(frozen=True, slots=True)
class Search:
    """One page of the documents of a group that were published between two days, both inclusive."""

    group: str
    gte: date
    lte: date
    page: int

    def __str__(self) -> str:
        """Print the subject."""
        return f"{_SEARCHES}{self.group}:{self.gte.isoformat()}:{self.lte.isoformat()}:{self.page}"

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
        return f"{_TEXTS}{self.number}" + (f":{self.day.isoformat()}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is on public inspection; documents of `agencies` are kept whole, others classified."""

    agencies: tuple[str, ...]

    def __str__(self) -> str:
        """Print the subject."""
        return f"{_INSPECTIONS}{'+'.join(self.agencies)}"


def _search(given: tuple[str, ...]) -> Search:
    group, gte, lte, page = given
    return Search(group, date.fromisoformat(gte), date.fromisoformat(lte), int(page))


def _text(given: tuple[str, ...]) -> Text:
    number, day = given
    return Text(number, date.fromisoformat(day) if day else None)


def _inspection(given: tuple[str, ...]) -> Inspection:
    return Inspection(tuple(slug for slug in given[0].split("+") if slug))


SEARCHES = SubjectForm(
    _SEARCHES, re.compile(rf"(~?[\w+\-]+):({_DAY}):({_DAY}):(\d{{1,6}})"), _search
)
TEXTS = SubjectForm(_TEXTS, re.compile(rf"([\w\-]+)(?::({_DAY}))?"), _text)
INSPECTIONS = SubjectForm(_INSPECTIONS, re.compile(r"([\w+\-]*)"), _inspection)

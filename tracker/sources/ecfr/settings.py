"""What can be configured of the eCFR, with its defaults: the table `[ecfr]`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.sources.place import POLITE, Place
from tracker.toml_tables import Table

OFFICIAL = "https://www.ecfr.gov"
IMPORT_WAIT = 300.0
"""Seconds for which the official eCFR is left to finish an import; none where the address was
configured otherwise."""
EAR_PARTS = (
    *("730", "732", "734", "736", "738", "740", "742", "743", "744", "746", "748", "750"),
    *("758", "762", "764", "772", "774"),
)
ICTS_PARTS = ("7", "791")
"""Part 791 was part 7 before July 2024."""


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

    url: str = OFFICIAL
    pause: float = POLITE
    import_wait: float = IMPORT_WAIT
    overlap_days: int = 30
    recheck: int = 5
    titles: tuple[Title, ...] = (Title(15, EAR_PARTS + ICTS_PARTS),)


def read(table: Table, place: Place) -> Ecfr:
    """Read the table; mistakes are noted in it."""
    standard = Ecfr()
    titles = tuple(_title(entry) for entry in table.tables("titles")) or standard.titles
    numbers = [title.number for title in titles]
    for number in sorted({number for number in numbers if numbers.count(number) > 1}):
        table.note("titles", f"title {number} is listed twice")
    return Ecfr(
        url=place.url,
        pause=place.pause,
        import_wait=table.number(
            "import_wait_seconds", IMPORT_WAIT if place.url == OFFICIAL else 0.0, 0, 3600
        ),
        overlap_days=table.whole("overlap_days", standard.overlap_days, 0, 3650),
        recheck=table.whole("recheck", standard.recheck, 0, 1000),
        titles=titles,
    )


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

"""What can be configured of the Federal Register, with its defaults: `[federal_register]`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.sources.place import POLITE, Place, variable
from tracker.toml_tables import Table

OFFICIAL = "https://www.federalregister.gov"
GOVINFO = "https://www.govinfo.gov"
"""The second house for the texts of rules: the same issues of the Federal Register, as the printer
publishes them."""
GOVINFO_VARIABLE = "TRACKER_GOVINFO_URL"


@dataclass(frozen=True, slots=True)
class FederalRegister:
    """What is read from the Federal Register.

    All documents of `agencies` are kept; of `also_agencies` and `also_types` those that the
    classifier keeps. A poll looks back `overlap_days` behind the newest document held, the first
    one `first_days`. The full text of `text_types` is fetched; one that is missing is asked for
    again until the document is `young_days` old. `govinfo_url` is the second house for those texts,
    None for none.
    """

    url: str = OFFICIAL
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


def read(table: Table, place: Place) -> FederalRegister:
    """Read the table; mistakes are noted in it."""
    standard = FederalRegister()
    return FederalRegister(
        url=place.url,
        pause=place.pause,
        agencies=_slugs(table, "agencies", standard.agencies),
        also_agencies=_slugs(table, "also_agencies", standard.also_agencies),
        also_types=_slugs(table, "also_types", standard.also_types),
        text_types=table.texts("text_types", standard.text_types),
        overlap_days=table.whole("overlap_days", standard.overlap_days, 0, 3650),
        first_days=table.whole("first_days", standard.first_days, 1, 3650),
        young_days=table.whole("young_days", standard.young_days, 0, 3650),
        per_page=table.whole("per_page", standard.per_page, 2, 1000),
        public_inspection=table.flag("public_inspection", standard.public_inspection),
        govinfo_url=_govinfo(table, place),
    )


def _govinfo(table: Table, place: Place) -> str | None:
    """Return the address of the second house; a mirror has none unless it is named."""
    standard = GOVINFO if place.url == OFFICIAL else None
    url = table.url("govinfo_url", GOVINFO) if table.has("govinfo_url") else standard
    table.knows("govinfo_url")
    return variable(table, place.env, GOVINFO_VARIABLE) or url


def _slugs(table: Table, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    found = table.texts(key, default)
    for index, slug in enumerate(found):
        if not re.fullmatch(r"[A-Za-z0-9\-]+", slug):
            table.note(f"{key}[{index}]", f"{slug!r} must consist of letters, digits and hyphens")
    return found

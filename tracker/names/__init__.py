"""The names of provisions and their units.

Values that print to legal addresses and are read from them.

    annexes     one grammar of supplements, appendices and their like
    provisions  what provisions are called, and what the eCFR calls them
    steps       the kinds of steps below a provision
    values      a name: typed steps below a provision
    parsing     printed addresses to names
    typed       addresses as people write them

Source of the forms: the Federal Register Document Drafting Handbook (legal labels) and the eCFR
`identifier` values.
"""

from __future__ import annotations

from tracker.names.annexes import Annex
from tracker.names.parsing import parse
from tracker.names.provisions import (
    CCL,
    COUNTRY_CHART,
    COUNTRY_GROUPS,
    DEFAULT_TITLE,
    EAR_TITLE,
    ENTITY_LIST,
    Provision,
    identified,
)
from tracker.names.steps import LISTED, UNITS, StepKind, UnitFacts, UnitKind
from tracker.names.typed import read
from tracker.names.values import Name, home

__all__ = [
    "CCL",
    "COUNTRY_CHART",
    "COUNTRY_GROUPS",
    "DEFAULT_TITLE",
    "EAR_TITLE",
    "ENTITY_LIST",
    "LISTED",
    "UNITS",
    "Annex",
    "Name",
    "Provision",
    "StepKind",
    "UnitFacts",
    "UnitKind",
    "home",
    "identified",
    "parse",
    "provision_of",
    "read",
]


def provision_of(identifier: str, title: int = DEFAULT_TITLE) -> Name:
    """Return the name of what the eCFR calls `identifier`.

    "744.23", "Supplement No. 4 to Part 744".
    """
    return home(identified(identifier, title))

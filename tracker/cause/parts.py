"""The part of the CFR to which a provision belongs, as documents list it."""

from __future__ import annotations

from functools import lru_cache

from tracker import names
from tracker.errors import AddressError


@lru_cache(maxsize=1024)
def part_of(provision: str) -> str:
    """Return `15 CFR 744` for `15 CFR 744.23`; empty for what has no part, such as a page."""
    try:
        read = names.parse(provision)
    except AddressError:
        return ""
    return f"{read.title} CFR {read.part}" if read.part else ""

"""What a provision's source credits name, and which of that is new in a version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from tracker.citations import Page, pages
from tracker.model import Node


def credits_of(tree: Node | None) -> tuple[Page, ...]:
    """Return the citations in all source credits of a provision, in order.

    None for a provision that is not there.
    """
    if tree is None:
        return ()
    return tuple(
        page for unit in tree.walk() if unit.role == "source-credit" for page in pages(unit.text)
    )


def new_credits(old: Node | None, new: Node | None) -> tuple[Page, ...]:
    """Return the citations in the source credits of `new` that `old` lacks, in the order of `new`.

    Counted as a multiset of pages, so that credits put in another order give nothing, and neither
    does a citation that only gained or lost its date.
    """
    return _gained(credits_of(old), credits_of(new))


@lru_cache(maxsize=2048)
def new_citations(before: str | None, after: str | None) -> tuple[Page, ...]:
    """Return the citations that the text of one unit has gained.

    An added unit has gained all of its own. A step asks for its citations, then each cause for
    those of its change.
    """
    return _gained(pages(before or ""), pages(after or ""))


def _gained(held: Iterable[Page], now: Iterable[Page]) -> tuple[Page, ...]:
    left = Counter((page.volume, page.page) for page in held)
    found: list[Page] = []
    for page in now:
        key = (page.volume, page.page)
        if left[key]:
            left[key] -= 1
        else:
            found.append(page)
    return tuple(found)

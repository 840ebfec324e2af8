"""What a sitemap says that the one before did not: pages that are new, changed, gone or moved.

before, now, held -> New | Changed | Gone     worth asking for; a list alone proves nothing
texts, redirects  -> Moved                    told on proof only
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from tracker.sources.sitemap import Entry

_ONE_GO = timedelta(minutes=2)
_FEW = 4
_LITTLE = 200
"""A text that is shorter is shared by chance: "Coming soon", "Page not found"."""
_NOWHERE = frozenset(("/", "/404", "/403", "/not-found", "/page-not-found", "/error", "/home"))


@dataclass(frozen=True, slots=True)
class New:
    """A page that the sitemap lists and we do not hold."""

    path: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A page that we hold, and that the sitemap calls changed since."""

    path: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A page that we hold and that the sitemap lists no more; it may be served all the same."""

    path: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A page that stands under another path now, and what proves it."""

    path: str
    to: str
    proof: Literal["redirect", "same text"]


IndexChange: TypeAlias = New | Changed | Gone


def index_changes(
    before: tuple[Entry, ...],
    now: tuple[Entry, ...],
    held: Mapping[str, datetime],
) -> tuple[IndexChange, ...]:
    """Return what should be asked for, in the order of the sitemap, then what went.

    `held` says when each page was last read. A page is changed where its `lastmod` lies after that,
    or is another than before. A sitemap whose entries all carry one moment tells when it was made,
    and of no page that it changed.
    """
    older = {one.path: one.lastmod for one in before}
    newer = {one.path: one.lastmod for one in now}
    gone = (Gone(path) for path in older if path not in newer and path in held)
    return (*_listed(older, newer, held, telling=not _made_in_one_go(now)), *gone)


def _listed(
    older: Mapping[str, datetime | None],
    newer: Mapping[str, datetime | None],
    held: Mapping[str, datetime],
    *,
    telling: bool,
) -> Iterator[IndexChange]:
    for path, lastmod in newer.items():
        if path not in held:
            yield New(path)
        elif telling and lastmod:
            is_other = path in older and older[path] != lastmod
            if is_other or lastmod > held[path]:
                yield Changed(path)


def _made_in_one_go(entries: tuple[Entry, ...]) -> bool:
    """Tell whether all entries carry as good as one moment: that of the building of the site."""
    moments = [one.lastmod for one in entries if one.lastmod]
    return len(moments) > _FEW and max(moments) - min(moments) <= _ONE_GO


def moves(
    gone: Mapping[str, str],
    new: Mapping[str, str],
    redirects: Mapping[str, str],
    known: frozenset[str] = frozenset(),
) -> tuple[Moved, ...]:
    """Return which pages moved: by a redirect, or by a text that one gone and one new page have.

    `gone` and `new` map paths to texts, `redirects` asked paths to those that answered; `known`
    pages stood where they stand before. Where many pages lead to one, to the front page or to a
    page above, that is how a site says "gone".
    """
    targets = Counter(redirects.values())
    fresh = {path: to for path, to in redirects.items() if targets[to] == 1 and to not in known}
    told = {path: to for path, to in fresh.items() if _is_place(path, to)}
    moved = [Moved(path, to, "redirect") for path, to in told.items()]
    taken = set(told) | set(told.values())
    olds = _by_text({path: text for path, text in gone.items() if path not in taken})
    news = _by_text({path: text for path, text in new.items() if path not in taken})
    alike = [(olds[text], news[text]) for text in olds if text in news]
    moved += [Moved(old[0], one[0], "same text") for old, one in alike if len(old) == len(one) == 1]
    return tuple(sorted(moved, key=lambda one: one.path))


def _is_place(path: str, to: str) -> bool:
    return to not in _NOWHERE and to != path and not path.startswith(f"{to.rstrip('/')}/")


def _by_text(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Group paths by their folded text; short texts prove nothing."""
    found: dict[str, list[str]] = {}
    for path, text in texts.items():
        folded = " ".join(text.split())
        if len(folded) >= _LITTLE:
            found.setdefault(folded, []).append(path)
    return found

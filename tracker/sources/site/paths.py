"""Paths of a site: one site under several hosts; what stands after the host names a page."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_NO_HOST = re.compile(r"(?!)")
_NOWHERE = frozenset(("/", "/404", "/403", "/not-found", "/page-not-found", "/error", "/home"))
_PATH = re.compile(r"/[^\s?#\"'<>\\]*")


def site_path(value: str, hosts: re.Pattern[str], also: str = "") -> str | None:
    """Return the path of a link into the site of some hosts (or to the host `also`), else None."""
    try:
        found = urlsplit(value.strip())
    except ValueError:
        return None
    if found.scheme not in ("", "http", "https"):
        return None
    if found.netloc and not hosts.fullmatch(found.netloc) and found.netloc != also:
        return None
    path = re.sub("/{2,}", "/", found.path)
    steps = path.split("/")
    if not _PATH.fullmatch(path) or ".." in steps or "." in steps:
        return None
    return path


def moved_to(asked: str, answered: str, base: str = "") -> str | None:
    """Return the path under which an answer came, where that is another than was asked for.

    Both are addresses, `base` is what stands before the paths of the site. Another host, `https`, a
    slash at the end, doubled slashes, the spelling of a character and what follows a question mark
    are no move.
    """
    before, after = _below(asked, base), _below(answered, base)
    if before is None or after is None or _plain(before) == _plain(after):
        return None
    return after


def is_at(url: str, path: str, base: str) -> bool:
    """Tell whether an address is that of a path of the site.

    See `moved_to` for what makes no difference.
    """
    place = _below(url, base)
    return place is not None and _plain(place) == _plain(path)


def folder(url: str, path: str) -> str | None:
    """Return what stands before a path of the site in an address that ends in it, else None."""
    parts = urlsplit(url)
    whole, end = _plain(re.sub("/{2,}", "/", parts.path)), _plain(path)
    if end == "/" or not whole.endswith(end):
        return None
    return f"{parts.scheme}://{parts.netloc}{whole[: -len(end)]}"


def is_nowhere(path: str) -> bool:
    """Tell whether a place is where a site leads those who ask for what it does not have."""
    return _plain(path).lower() in _NOWHERE


def leads_nowhere(asked: str, path: str, answered: str) -> bool:
    """Tell whether a question for a path was led to the front page or to a page about errors."""
    place = moved_to(asked, answered, folder(asked, path) or "")
    return place is not None and is_nowhere(place)


def says_gone(asked: str, place: str) -> bool:
    """Tell whether a site that leads from one page to another place says that the page is gone.

    That is so for the front page, a page about errors, and a page above the one asked for.
    """
    return is_nowhere(place) or f"{_plain(asked)}/".startswith(f"{_plain(place)}/")


def _below(url: str, base: str) -> str | None:
    """Return the path that an address names, without the folder that a mirror puts before it."""
    try:
        path = site_path(url, _NO_HOST, urlsplit(url).netloc)
    except ValueError:
        return None
    folder = urlsplit(base).path.rstrip("/")
    if path is None or not folder or not f"{path}/".startswith(f"{folder}/"):
        return path
    return path[len(folder) :] or "/"


def _plain(path: str) -> str:
    return unquote(path).rstrip("/") or "/"

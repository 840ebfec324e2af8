"""Paths of the BIS site: one site under several hosts; what stands after the host names a page."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from tracker import address

OFFICIAL = address.BIS
"""What is printed. The site answers as `media.bis.gov` too; its sitemap names its pages there."""

_HOST = re.compile(r"(?:[\w\-]+\.)*bis\.(?:doc\.)?gov(?::443)?", re.IGNORECASE)
_PATH = re.compile(r"/[^\s?#\"'<>\\]*")


def site_path(value: str, also: str = "") -> str | None:
    """Return the path of a link into the site (or to the host `also`), else None."""
    try:
        found = urlsplit(value.strip())
    except ValueError:
        return None
    if found.scheme not in ("", "http", "https"):
        return None
    if found.netloc and not _HOST.fullmatch(found.netloc) and found.netloc != also:
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


def _below(url: str, base: str) -> str | None:
    """Return the path that an address names, without the folder that a mirror puts before it."""
    try:
        path = site_path(url, urlsplit(url).netloc)
    except ValueError:
        return None
    folder = urlsplit(base).path.rstrip("/")
    if path is None or not folder or not f"{path}/".startswith(f"{folder}/"):
        return path
    return path[len(folder) :] or "/"


def _plain(path: str) -> str:
    return unquote(path).rstrip("/") or "/"

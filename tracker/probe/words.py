"""Amounts as people write them, and text of a service that is fit to be pasted into an issue."""

from __future__ import annotations

import re

from tracker import plain
from tracker.plain import counted

_MAIL = re.compile(r"[\w.+%\-]+@[\w\-]+(?:\.[\w\-]+)+")
_NUMBERS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){3,7}\b")
_QUERY = re.compile(r"(https?://[^\s?#]*)[?#]\S*")
_USER = re.compile(r"(https?://)[^\s/@]*@")
_LONGEST = 300
_THOUSAND = 1000


def size_of(count: int) -> str:
    """Return a number of bytes as people write it: `141 bytes`, `29 kB`, `2.2 MB`."""
    if count < _THOUSAND:
        return counted(count, "byte")
    if count < _THOUSAND * _THOUSAND:
        return f"{count / _THOUSAND:.0f} kB"
    return f"{count / _THOUSAND / _THOUSAND:.1f} MB"


def seconds(count: float) -> str:
    """Return a time in seconds with as many places as matter."""
    return f"{count:.2f} s" if count < 1 else f"{count:,.1f} s"


def public(text: str) -> str:
    """Return one line without mail and network addresses, users, queries: block pages name us."""
    clean = _QUERY.sub(r"\1", _USER.sub(r"\1", plain.line(text)))
    clean = _NUMBERS.sub("(address)", _MAIL.sub("(mail address)", clean))
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 1]}…"

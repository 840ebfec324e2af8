"""Text of sources made harmless for where it is printed: a terminal, Markdown, a mail, a CI log.

    source text -> visible (no control or hidden characters) -> line | markdown | header | log

HTML needs nothing beyond `visible`: the templates escape everything they print. Numbers of things
are put in words here too, for all that print them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal
from urllib.parse import quote, urlsplit

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
_MARKS = re.compile(r"([\\`*_\[\]<>|~&#$])")
_LEADING = re.compile(r"^(?:([-+=])|(\d{1,9})([.)]))")
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")
_COMMAND = re.compile(r"(?m)^([^\S\n]*)::")
_HEADER_LENGTH = 200


def plural(number: int, noun: str) -> str:
    """Return the noun to go with a number: `changes of substance`, `more countries`.

    What follows `of` or `on` stays as it is: `documents on public inspection`.
    """
    if number == 1:
        return noun
    of = next((word for word in (" of ", " on ") if word in noun), " of ")
    head, of, rest = noun.partition(of)
    words = head.split(" ")
    words[-1] = (
        f"{words[-1][:-1]}ies"
        if words[-1].endswith("y") and words[-1][-2:-1] not in "aeiou"
        else f"{words[-1]}s"
    )
    return " ".join(words) + of + rest


def verb(number: int, singular: Literal["is", "was", "has"]) -> str:
    """Return the verb to go with a number of things: `1 row is`, `2 rows are`."""
    return singular if number == 1 else {"is": "are", "was": "were", "has": "have"}[singular]


def counted(number: int, noun: str) -> str:
    """Return a number of things in words: `1 row`, `1,234 rows`."""
    return f"{number:,} {plural(number, noun)}"


def visible(text: str) -> str:
    """Return the text with control, format and unassigned characters as `<U+001B>`; line ends stay.

    Terminal escapes, bidirectional overrides, zero-width characters and lone surrogates lose their
    power and none is hidden: a reader sees that it was there.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(mark) for mark in text)


def _shown(mark: str) -> str:
    if mark in "\n\t\r\f\v":
        return mark if mark == "\n" else " "
    if unicodedata.category(mark) in _HIDDEN:
        return " " if mark in "\x85\u2028\u2029" else f"<U+{ord(mark):04X}>"
    return mark


def line(text: str) -> str:
    """Return the text as one visible line, white space folded."""
    return _SPACES.sub(" ", visible(text).replace("\n", " ")).strip()


def markdown(text: str) -> str:
    """Return one line of Markdown that renders as the text itself: no markup, no link.

    Covers CommonMark and GitHub's additions (bare links, `@name`, `$math$`).
    """
    escaped = _MARKS.sub(r"\\\1", line(text))
    escaped = _LEADING.sub(
        lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", escaped
    )
    escaped = _AUTOLINK.sub(
        lambda found: f"{found[1] or found[3]}\\{found[2] or found[4]}", escaped
    )
    return escaped.replace("@", "@<!-- -->")


def header(text: str) -> str:
    """Return text fit for one mail header: a single visible line of at most 200 characters."""
    plain = line(text)
    return plain if len(plain) <= _HEADER_LENGTH else plain[: _HEADER_LENGTH - 1].rstrip() + "…"


def log(text: str) -> str:
    """Return printed text without commands to a CI runner (`::error ...` at a start, `##[...]`)."""
    return _COMMAND.sub(r"\1\\::", text).replace("##[", "#\\#[")


def json_log(text: str) -> str:
    """Return printed JSON, same values, that no CI runner reads as a command."""
    return text.replace("##[", "#\\u0023[")


def html_log(text: str) -> str:
    """Return printed HTML that no CI runner reads as a command, and that shows the same."""
    return _COMMAND.sub(r"\1&#58;:", text).replace("##[", "#&#35;[")


def url(text: str | None) -> str | None:
    """Return a link that is safe in an attribute and in Markdown; only http and https."""
    if not text:
        return None
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc or visible(text) != text:
        return None
    return quote(text.strip(), safe=":/?#@!$&*+,;=%~-._").replace("(", "%28").replace(")", "%29")

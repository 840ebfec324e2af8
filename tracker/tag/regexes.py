"""Regular expressions that a user may write: short, bounded, and unable to run away."""

from __future__ import annotations

import re

_LONGEST, _REPEATS, _PRODUCT = 120, 60, 5000
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(\d*)(,?)(\d*)\}|(\(\?[^:)]*)|[()*+?|]|.", re.DOTALL
)


def compile_regex(source: str) -> re.Pattern[str]:
    """Compile a regex of the taxonomy, matched against folded lower-case text.

    Raise `ValueError` saying what is wrong.

    Refused are more than 120 characters, `*`, `+` and open repeats, groups that repeat, look-around
    and back references: what is left takes time in proportion to the text.
    """
    if not source:
        raise ValueError("is empty")
    if len(source) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST} characters")
    _bounded(source)
    try:
        made = re.compile(source)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from error
    if made.match(""):
        raise ValueError("matches the empty string")
    return made


def _bounded(source: str) -> None:
    product, closed = 1, False
    for found in _PIECE.finditer(source):
        piece = found[0]
        if re.fullmatch(r"\\[1-9g]", piece):
            raise ValueError("refers back to a group")
        if found[4] and found[4] != "(?":
            raise ValueError("has a group other than (...) and (?:...)")
        if piece in ("*", "+"):
            raise ValueError("repeats without a bound (write {0,40})")
        if piece.startswith("{") and found[1] is not None:
            most = found[3] if found[2] else found[1]
            if not most or int(most) > _REPEATS:
                raise ValueError(f"repeats more than {_REPEATS} times")
            if closed and int(most) > 1:
                raise ValueError("repeats a group")
            product *= int(most) + 1
        closed = piece == ")"
    if product > _PRODUCT:
        raise ValueError("has too many repeats in one expression")

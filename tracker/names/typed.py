"""Addresses as people write them.

`744.23(a)(3)`, `§ 744.23`, `3A090.a`, `Supplement No. 4 to Part 744`, `part 744`.
"""

from __future__ import annotations

import re

from tracker.names import annexes, provisions
from tracker.names.annexes import ANNEX, ONE_NAMED, PART, SEVERAL_NAMED
from tracker.names.parsing import below, parse
from tracker.names.provisions import CCL, DASHES, DEFAULT_TITLE, SECTION, Provision
from tracker.names.values import Name

_ECCN = re.compile(
    r"(?P<eccn>\d[A-E]\d{3})(?P<item>(?:\.[a-z0-9]+)*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_SHORT_ANNEXES = tuple(
    re.compile(
        rf"(?:part )?(?P<part>{PART})(?:,? subpart (?P<letter>[\w\-]+))?,? {named}"
        r"(?P<rest>(?:[ ,:~(—].*)?)",
        re.IGNORECASE | re.DOTALL,
    )
    for named in (SEVERAL_NAMED, ONE_NAMED)
)
_PRINTED_ANNEX = re.compile(rf"\d+ CFR {ANNEX}(?:[,~].*)?", re.DOTALL)
_DASHED_LIST = re.compile(r"s\. [\w, .-]*—")
"""An em dash among the numbers of several annexes: `Apps. A, B—D and E`."""
_HEADING = re.compile(r"\s*(?:—|-(?!\d)|\.$).*", re.DOTALL)
"""What follows the number where the whole heading is pasted: `Supplement No. 4 to Part 744—Entity
List`."""
_OUTER = re.compile(
    r"(?:heading|p|(?:technical )?note|example|footnote|source credit|authority|source|approval"
    r"|editorial note|effective date note|cross reference|link notice|table)(?: ?\d+)?(?!\w).*",
    re.DOTALL,
)
"""What hangs on the provision itself and not on a place in its outline."""
_PART = re.compile(rf"part (?P<part>{PART})", re.IGNORECASE)
_NUMBER = re.compile(
    rf"{PART}\.[\w.\-]*\w(?: ?\([A-Za-z0-9\-]{{1,6}}\)(?:-[\w.\-]*\w)?)*", re.IGNORECASE
)
_CITED = re.compile(r"(\d+) C\.?F\.?R\.?(?: §+)? ?(?=\S)", re.IGNORECASE)
_SIGN = re.compile(r"^(?:§+|sections?|secs?\.) ?", re.IGNORECASE)
_PLAIN = DASHES | str.maketrans({"“": '"', "”": '"', "’": "'"})


def read(text: str, title: int = DEFAULT_TITLE) -> Name:
    """Read an address as people write it; raise `AddressError` where no citation is seen.

    The caller may then look for an entity of that name.
    """
    plain = provisions.with_plain_part(text.translate(_PLAIN))
    if _PRINTED_ANNEX.fullmatch(plain) and not _DASHED_LIST.search(plain):
        return parse(plain)
    cited = _CITED.match(plain)
    if cited:
        title, plain = int(cited[1]), plain[cited.end() :]
    plain = _SIGN.sub("", plain)
    found = _read_annex(plain, title)
    if not found:
        plain = provisions.with_plain_dashes(plain)
        readers = (_read_part, _read_eccn, _read_range, _read_section)
        found = next((found for reader in readers if (found := reader(plain, title))), None)
    if cited and re.fullmatch(PART, plain):
        return below(Provision(title, f"part {plain}"), "")
    return found or parse(" ".join(text.split()))


def _read_annex(plain: str, title: int) -> Name | None:
    if long := annexes.in_full(plain):
        title, rest = int(long["title"] or title), plain[long.end() :]
        provision = annexes.provision_in_full(long)
    elif short := next(
        (found for form in _SHORT_ANNEXES if (found := form.fullmatch(plain))), None
    ):
        home = f"{short['part']} Subpart {short['letter']}" if short["letter"] else short["part"]
        provision, rest = (
            f"{home} {annexes.printed(short['word'], short['numbers'])}",
            short["rest"],
        )
    else:
        return None
    home, numbers = provision.split(". ", 1)
    rest = "" if _HEADING.fullmatch(rest) else rest.strip(" ,")
    unit = (f" {rest}" if _OUTER.fullmatch(rest) else f", {rest}") if rest else ""
    return below(Provision(title, f"{home}. {_capital(numbers)}"), unit)


def _capital(numbers: str) -> str:
    """Return the numbers of annexes as they are printed.

    Letters and roman numerals are capitals.
    """
    return numbers.upper().replace(" AND ", " and ")


def _read_part(plain: str, title: int) -> Name | None:
    found = _PART.fullmatch(plain)
    return below(Provision(title, f"part {found['part']}"), "") if found else None


def _read_eccn(plain: str, title: int) -> Name | None:
    """Read `3A090.a.1`, also as `ECCN 3A090 a.1.`.

    What follows after a space may be a field or note.
    """
    spaced = re.sub(
        r"^(?:ECCN )?(\d[A-E]\d{3}) (?=[a-z](?:\.[a-z0-9]+)*\.?$)",
        r"\1.",
        plain,
        flags=re.IGNORECASE,
    )
    found = _ECCN.fullmatch(re.sub(r"^ECCN |(?<=[a-z0-9])\.$", "", spaced, flags=re.IGNORECASE))
    if not found or (found["rest"] and found["rest"][0] not in " :(-~"):
        return None
    unit = f", {found['eccn'].upper()}{found['item'].lower()}{found['rest'].rstrip()}"
    return below(Provision(title, CCL), unit)


def _read_range(plain: str, title: int) -> Name | None:
    number = provisions.ranged(plain)
    return below(Provision(title, number), "") if number else None


def _read_section(plain: str, title: int) -> Name | None:
    """Read `60-1.3 (a) (1)`, `1.401(a)(9)-1(b)`.

    What is typed between a number and its brackets is idle.
    """
    typed = _NUMBER.match(plain)
    after = plain[typed.end() :] if typed else ""
    close = (
        typed[0].replace(" ", "") + ("" if after in (".", ";", ",") else after) if typed else plain
    )
    found = re.fullmatch(rf"(?P<section>{SECTION})(?P<rest>(?: ?\(.*|[ ,~].*)?)", close, re.DOTALL)
    if not found:
        return None
    rest = re.sub(r"^ (?=\()|(?<=\)) (?=\()", "", found["rest"])
    return below(Provision(title, found["section"]), rest)

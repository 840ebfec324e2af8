"""The names by which a document and a change can be seen to speak of the same thing."""

from __future__ import annotations

import re

from tracker import names
from tracker.citations import Eccn, each
from tracker.errors import AddressError
from tracker.model import Change

_PROPER = re.compile(r"\b[A-Z][\w'’&.-]+(?:\s+(?:of|and|the|for)?\s?[A-Z][\w'’&.-]+)+")
_QUOTED = re.compile(r"[“\"]([^”\"]{4,60})[”\"]")
REGULATIONS = "Export Administration Regulations"
_EAR = re.compile(r"7[3-7]\d")
_MOST = 12
_LISTS = {
    names.CCL: ("Commerce Control List",),
    names.ENTITY_LIST: ("Entity List",),
    names.COUNTRY_GROUPS: ("Country Group",),
    names.COUNTRY_CHART: ("Country Chart",),
    "744 Supp. 6": ("Unverified List",),
    "744 Supp. 7": ("Military End-User",),
    "748 Supp. 7": ("Validated End-User",),
}
_DULL = frozenset(
    (
        "country group",
        "country groups",
        "license requirements",
        "reason for control",
        "country chart",
        "license exception",
        "list of items controlled",
        "federal register",
        "united states",
        "list based license exceptions",
        "export administration regulations",
    )
)


def subject(address: str) -> tuple[str, ...]:
    """Return what the address itself is about: a country, an entity, an ECCN, a section number."""
    try:
        read = names.parse(address)
    except AddressError:
        return ()
    row = read.first("row")
    if read.provision in (names.COUNTRY_GROUPS, names.COUNTRY_CHART):
        return (_country(row.label),) if row and read.kind == "column" else ()
    if read.kind == "entity" and read.above and read.above.kind == "country":
        return (read.label, _country(read.above.label))
    eccns = _eccns(read.unit)
    if eccns:
        return tuple(dict.fromkeys(eccns))
    return (read.provision,) if read.home.is_one_section else ()


def place(provision: str) -> tuple[str, ...]:
    """Return what instructions call a supplement that is no list of entries.

    Such as "supplement no. 2 to part 748".
    """
    try:
        read = names.parse(provision)
    except AddressError:
        return ()
    annex = read.home.annex
    if annex is None or annex.word != "Supp" or read.provision in _LISTS:
        return ()
    return (annex.full_name.lower(),)


def home(provision: str) -> tuple[str, ...]:
    """Return what people call the place of a provision.

    Its list, such as "Entity List", and the regulations as a whole.
    """
    try:
        read = names.parse(provision)
    except AddressError:
        return ()
    regulations = (
        (REGULATIONS,) if read.title == names.DEFAULT_TITLE and _EAR.fullmatch(read.part) else ()
    )
    return (*_LISTS.get(read.provision, ()), *regulations)


def changed(change: Change) -> tuple[str, ...]:
    """Return the names in changed words: ECCNs, quoted terms, proper names of two words up."""
    words = " \n ".join(text for mark, text in change.words if mark != "=")
    if not change.words:
        words = " \n ".join(text for text in (change.after, change.before) if text)
    words = words[:20_000]
    found = [
        *_eccns(words),
        *_QUOTED.findall(words),
        *(" ".join(element.split()) for element in _PROPER.findall(words)),
    ]
    return tuple(name for name in dict.fromkeys(found) if name.lower() not in _DULL)[:_MOST]


def named(terms: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return those of `terms` that `text` (lower case, folded) names as whole words."""
    found: list[str] = []
    for term in terms:
        low = term.lower()
        at = text.find(low)
        while at >= 0:
            end = at + len(low)
            if not (at and text[at - 1].isalnum()) and not (
                end < len(text) and text[end].isalnum()
            ):
                found.append(term)
                break
            at = text.find(low, at + 1)
    return tuple(found)


def _eccns(text: str) -> list[str]:
    return [entry.number for entry in each(text, Eccn)]


def _country(cell: str) -> str:
    """Return the name that running text uses: "CHINA, PEOPLE'S REPUBLIC OF" is China there."""
    return (
        re.sub(r"\(.*", "", cell.split(",", maxsplit=1)[0])
        .strip()
        .title()
        .replace(" Of ", " of ")
        .replace(" And ", " and ")
    )

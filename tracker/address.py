"""The citation grammar: what a provision and a unit are called, printed and read.

    15 CFR 744.23(a)(3)(i)            section, paragraph
    15 CFR 774 Supp. 1, 3A090.a.1     supplement, unit after ", "
    2 CFR 200 App. I                  appendix
    7 CFR 20 Apps. A and B            several that are served as one
    41 CFR 60-1.3(a)(1)               title 41: the part has a hyphen
    26 CFR 1.401(a)(9)-1(b)           title 26: brackets inside the number of a section
    15 CFR 744.12-744.14              a range of sections
    FR 2024-02705 p12                 Federal Register text
    https://www.bis.gov/x p3          page of a site
    15 CFR part 744                   a whole part

Source of the forms: the Federal Register Document Drafting Handbook (legal labels) and the eCFR
`identifier` values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.errors import AddressError

DEFAULT_TITLE = 15
EAR_TITLE = 15
CCL = "774 Supp. 1"
ENTITY_LIST = "744 Supp. 4"
COUNTRY_GROUPS = "740 Supp. 1"
COUNTRY_CHART = "738 Supp. 1"

_PART = r"\d+[A-Za-z]{0,3}(?:-\d+[A-Za-z]{0,3})?"
"""`744`, `35a`, `60-1` (title 41)."""
SECTION = rf"{_PART}\.[\w.\-]*\w(?:(?:\([A-Za-z0-9]+\))+-[\w.\-]*\w)*"
"""`744.23`, `60-1.3`, `1.401(a)(9)-1`, `1.72(e)-1T`: brackets belong to the number only where a
hyphen follows."""
_SUBDIVISION = r"(?:[\w.\-]+(?: Subpart [\w\-]+)?|(?:chapter|subchapter|subtitle) [\w\-]+)"
_SOME = r"[\w.\-]{1,6}"
_MANY = rf"(?:{_SOME}(?:, {_SOME})* and {_SOME}|[\w.\-]+)"
_ANNEX = (
    rf"{_SUBDIVISION} (?:(?:Supp|App|Att|Exh|Sched|Table|Form|Fig|Annex)\. [\w.\-]+"
    rf"|(?:Supps|Apps|Atts|Exhs|Scheds|Tables|Forms|Figs|Annexes)\. {_MANY})"
)
PROVISION = rf"\d+ CFR (?:{_ANNEX}|{SECTION})"
"""The pattern of a section or annex, for those who look for the home of a printed address."""
_STRUCTURE = r"(?:part [\w\-]+(?: subpart [\w\-]+)?|(?:chapter|subchapter|subtitle) [\w\-]+|title)"
_PROVISION = re.compile(
    rf"(?P<title>\d+) CFR (?P<provision>{_ANNEX}|{SECTION}|{_STRUCTURE}|\[[^\]]+\])(?P<rest>.*)",
    re.DOTALL,
)
_DOCUMENT = re.compile(r"(?P<provision>FR [\w\-]+)(?P<rest>(?: .*)?)", re.DOTALL)
_PAGE = re.compile(r"(?P<provision>https?://\S+)(?P<rest>(?: .*)?)", re.DOTALL)

_ABBREVIATIONS = {
    "supplement": "Supp", "supp": "Supp", "appendix": "App", "app": "App", "attachment": "Att", "att": "Att",
    "exhibit": "Exh", "exh": "Exh", "schedule": "Sched", "sched": "Sched", "table": "Table", "form": "Form",
    "figure": "Fig", "fig": "Fig", "annex": "Annex",
}  # fmt: skip
_SINGULAR = {
    **{f"{one}s": one for one in _ABBREVIATIONS if not one.endswith("x")},
    "appendixes": "appendix", "appendices": "appendix", "annexes": "annex",
}  # fmt: skip
_ONE, _SEVERAL = "|".join(_ABBREVIATIONS), "|".join(_SINGULAR)
_ENDS_RANGE = r"(?![\w—])(?! (?!(?:to|of|and|through|p\d+|heading|table|footnote|note|source|authority|approval|example|link notice)\b)\w)"
_EM_RANGE = (
    rf"(?:[A-Z]{{1,2}}(?:-\d{{1,2}})? ?— ?[A-Z]{{1,2}}(?:-\d{{1,2}})?"
    rf"|\d{{1,3}}(?:\.\d{{1,3}})? ?— ?\d{{1,3}}(?:\.\d{{1,3}})?|[IVX]{{1,5}} ?— ?[IVX]{{1,5}}){_ENDS_RANGE}"
)
"""`A—C`, `A-1—A-8`, `1—3`, `I—IV`: behind an em dash stands the end of a range where it looks like
one, else the heading."""
_ITEM = rf"(?:{_EM_RANGE}|[\w.]{{1,12}}(?: ?- ?[\w.]{{1,12}}){{0,3}})"
_LIST = rf"{_ITEM}(?:(?:, {_ITEM}){{0,20}},? (?:and|&) {_ITEM}| (?:through|to) {_ITEM})?"
_ONE_WORD = rf"(?P<word>{_ONE})\b\.?(?: ?No\b\.?)?"
_ONE_NAMED, _ONE_LISTED = (
    rf"{_ONE_WORD} ?(?P<numbers>{_ITEM})",
    rf"{_ONE_WORD} ?(?P<numbers>{_LIST})",
)
_SEVERAL_NAMED = (
    rf"(?P<word>(?:{_SEVERAL})\b\.?(?: ?Nos?\b\.?)?|(?:{_ONE})\b\.? Nos\b\.?) ?(?P<numbers>{_LIST})"
)
_TO_HOME = (
    r" to (?:(?P<title>\d+) C\.?F\.?R\.? )?(?:(?P<sub>Subpart) (?P<letter>[\w\-]+) (?:of|to) )?"
    rf"(?:(?P<level>Part) (?P<home>{_PART}\b)|(?P<above>Chapter|Subchapter|Subtitle) (?P<name>[\w\-]+))"
)
_LONG_ANNEXES = tuple(
    re.compile(f"{named}{_TO_HOME}", re.IGNORECASE) for named in (_SEVERAL_NAMED, _ONE_LISTED)
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–−"), "-") | {ord("―"): "—"}
_DASH_INSIDE = re.compile(r"(?<=[\d)])—(?=\d)")
"""An em dash inside a number: `60—1.3`, `1.401(a)(9)—1`, `744.12—744.14`."""
_DASH_IN_PART = re.compile(
    rf"(?<=\d)—(?=\d{{1,3}}(?:$|[—,]|,? (?:{_ONE}|{_SEVERAL})\b))", re.IGNORECASE
)
"""An em dash inside the number of a part: `Appendix A to Part 60—1`, `60—1 App. A`."""
_RANGE = re.compile(rf"(?P<first>{SECTION})(?: ?[-—] ?| (?:through|to) )(?P<last>{SECTION}|\d+)")
_NUMBER = re.compile(SECTION)
_RESERVED = re.compile(r" ?(?:\[Reserved\])?[.,;: ]{0,9}\Z", re.IGNORECASE)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Address:
    """The legal name of a provision or of one unit of it; `str()` prints it, `parse` reads it back.

    `title` is 0 for Federal Register documents and pages. `unit` keeps its separator: "(a)(1)", "
    heading", ", 3A090.a".
    """

    title: int
    provision: str
    unit: str = ""

    def __str__(self) -> str:
        """Print the full form, such as `15 CFR 744.23(a)(3)`."""
        return (
            f"{self.title} CFR {self.provision}{self.unit}"
            if self.title
            else f"{self.provision}{self.unit}"
        )

    @property
    def home(self) -> Address:
        """Return the address of the provision that this unit belongs to."""
        return Address(self.title, self.provision)

    @property
    def part(self) -> str:
        """Return the part of a CFR address ("744"), or "" where it has none."""
        found = (
            re.match(r"(?:part )?(\d+\w*(?:-\w+(?=[. ]|\Z))?)", self.provision)
            if self.title
            else None
        )
        return found[1] if found else ""


def parse(text: str) -> Address:
    """Read a printed address; raise `AddressError` for what `str(Address)` cannot have printed.

    A page is read under the address that is printed; `sources.official` knows its other hosts.
    """
    for pattern in (_PROVISION, _DOCUMENT, _PAGE):
        found = pattern.fullmatch(text)
        if found and _is_unit(found["rest"]):
            title = int(found["title"]) if pattern is _PROVISION else 0
            return Address(title, found["provision"], found["rest"])
    raise AddressError(text, "it cannot be read as a citation")


def _is_unit(rest: str) -> bool:
    """Tell whether `rest` can follow a provision: nothing, a bracketed label, ` word`, `, unit` or a twin mark."""
    return not rest or (
        rest[0] in "(~" or (rest[0] in " ," and len(rest) > 1 and rest == rest.rstrip())
    )


def provision_of(identifier: str, title: int = DEFAULT_TITLE) -> Address:
    """Return the address of what the eCFR calls `identifier`, such as "744.23" or "Supplement No. 4 to Part 744"."""
    if _NUMBER.fullmatch(identifier):
        return Address(title, identifier)
    plain = _DASH_IN_PART.sub(
        "-", " ".join(identifier.translate(_DASHES).replace("§", " ").split())
    )
    if _NUMBER.fullmatch(plain):
        return Address(title, plain)
    if len(plain) > _LONGEST:
        return _unread(plain, title)
    if found := _long_annex(plain):
        return Address(title, _annex(found))
    number = _DASH_INSIDE.sub("-", _RESERVED.sub("", plain))
    if ranged := _RANGE.fullmatch(number):
        number = f"{ranged['first']}-{ranged['last']}"
    return Address(title, number) if _NUMBER.fullmatch(number) else _unread(plain, title)


def _unread(plain: str, title: int) -> Address:
    return Address(title, f"[{plain.replace('[', '(').replace(']', ')')}]")


def _long_annex(plain: str) -> re.Match[str] | None:
    return next((found for one in _LONG_ANNEXES if (found := one.match(plain))), None)


def _annex(found: re.Match[str]) -> str:
    """Return the provision that a name such as "Appendixes A, B, and C to Subpart I of Part 922" gives."""
    home = found["home"] or f"{found['above'].lower()} {found['name']}"
    if found["sub"]:
        home = f"{home} Subpart {found['letter']}"
    return f"{home} {_annex_name(found['word'], found['numbers'])}"


def _annex_name(word: str, numbers: str) -> str:
    """Return `App. A`, `Apps. A-C` or `Apps. A, B and D`."""
    ranged = re.sub(r" (?:through|to) | ?[-—] ?", "-", numbers, flags=re.IGNORECASE)
    items = re.split(r",? (?:and|&) |, ", ranged, flags=re.IGNORECASE)
    name = re.match(r"\w+", word.lower())[0]  # type: ignore[index]  # every word of the table begins so
    short = _ABBREVIATIONS[name if name in _ABBREVIATIONS else _SINGULAR[name]]
    several = name in _SINGULAR or len(items) > 1
    last = f" and {items[-1]}" if len(items) > 1 else ""
    return f"{short}{('es' if short == 'Annex' else 's') if several else ''}. {', '.join(items[:-1] or items)}{last}"


_ECCN = re.compile(
    r"(?P<eccn>\d[A-E]\d{3})(?P<item>(?:\.[a-z0-9]+)*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_SHORT_ANNEXES = tuple(
    re.compile(
        rf"(?:part )?(?P<part>{_PART})(?:,? subpart (?P<letter>[\w\-]+))?,? {named}(?P<rest>(?:[ ,:~(—].*)?)",
        re.IGNORECASE | re.DOTALL,
    )
    for named in (_SEVERAL_NAMED, _ONE_NAMED)
)
_PRINTED_ANNEX = re.compile(rf"\d+ CFR {_ANNEX}(?:[,~].*)?", re.DOTALL)
_DASHED_LIST = re.compile(r"s\. [\w, .-]*—")
"""An em dash among the numbers of several annexes: `Apps. A, B—D and E`."""
_HEADING = re.compile(r"\s*(?:—|-(?!\d)|\.$).*", re.DOTALL)
"""What follows the number where the whole heading is pasted: `Supplement No. 4 to Part 744—Entity
List`."""
_OUTER = re.compile(
    r"(?:heading|p|(?:technical )?note|example|footnote|source credit|authority|source|approval|editorial note"
    r"|effective date note|cross reference|link notice|table)(?: ?\d+)?(?!\w).*",
    re.DOTALL,
)
"""What hangs on the provision itself and not on a place in its outline."""
_TYPED_PART = re.compile(rf"part (?P<part>{_PART})", re.IGNORECASE)
_NUMBER_TYPED = re.compile(
    rf"{_PART}\.[\w.\-]*\w(?: ?\([A-Za-z0-9\-]{{1,6}}\)(?:-[\w.\-]*\w)?)*", re.IGNORECASE
)


def read(text: str, title: int = DEFAULT_TITLE) -> Address:
    """Read an address as people write it: `744.23(a)(3)`, `§ 744.23`, `3A090.a`, `Supplement No. 4 to Part 744`, `part 744`.

    Raises `AddressError` where no citation is seen; the caller may then look for an entity of that
    name.
    """
    plain = _DASH_IN_PART.sub("-", " ".join(text.translate(_TYPED).split()))
    if _PRINTED_ANNEX.fullmatch(plain) and not _DASHED_LIST.search(plain):
        return parse(plain)
    cited = re.match(r"(\d+) C\.?F\.?R\.?(?: §+)? ?(?=\S)", plain, re.IGNORECASE)
    if cited:
        title, plain = int(cited[1]), plain[cited.end() :]
    plain = re.sub(r"^(?:§+|sections?|secs?\.) ?", "", plain, flags=re.IGNORECASE)
    found = _read_annex(plain, title)
    if not found:
        plain = _DASH_INSIDE.sub("-", plain)
        readers = (_read_part, _read_eccn, _read_range, _read_section)
        found = next((found for reader in readers if (found := reader(plain, title))), None)
    if cited and re.fullmatch(_PART, plain):
        return Address(title, f"part {plain}")
    return found or parse(" ".join(text.split()))


_TYPED = _DASHES | str.maketrans({"“": '"', "”": '"', "’": "'"})


def _read_annex(plain: str, title: int) -> Address | None:
    if long := _long_annex(plain):
        title, provision, rest = int(long["title"] or title), _annex(long), plain[long.end() :]
    elif short := next((found for one in _SHORT_ANNEXES if (found := one.fullmatch(plain))), None):
        home = f"{short['part']} Subpart {short['letter']}" if short["letter"] else short["part"]
        provision, rest = f"{home} {_annex_name(short['word'], short['numbers'])}", short["rest"]
    else:
        return None
    home, numbers = provision.split(". ", 1)
    rest = "" if _HEADING.fullmatch(rest) else rest.strip(" ,")
    unit = (f" {rest}" if _OUTER.fullmatch(rest) else f", {rest}") if rest else ""
    return Address(title, f"{home}. {_capital(numbers)}", unit)


def _capital(numbers: str) -> str:
    """Return the numbers of annexes as they are printed: letters and roman numerals are capitals."""
    return numbers.upper().replace(" AND ", " and ")


def _read_part(plain: str, title: int) -> Address | None:
    found = _TYPED_PART.fullmatch(plain)
    return Address(title, f"part {found['part']}") if found else None


def _read_eccn(plain: str, title: int) -> Address | None:
    """Read `3A090.a.1`, also as `ECCN 3A090 a.1.`; what follows after a space may be the name of a field or note."""
    spaced = re.sub(
        r"^(?:ECCN )?(\d[A-E]\d{3}) (?=[a-z](?:\.[a-z0-9]+)*\.?$)",
        r"\1.",
        plain,
        flags=re.IGNORECASE,
    )
    found = _ECCN.fullmatch(re.sub(r"^ECCN |(?<=[a-z0-9])\.$", "", spaced, flags=re.IGNORECASE))
    if not found or (found["rest"] and found["rest"][0] not in " :(-~"):
        return None
    return Address(
        title, CCL, f", {found['eccn'].upper()}{found['item'].lower()}{found['rest'].rstrip()}"
    )


def _read_range(plain: str, title: int) -> Address | None:
    found = _RANGE.fullmatch(plain)
    number = f"{found['first']}-{found['last']}" if found else ""
    return Address(title, number) if _NUMBER.fullmatch(number) else None


def _read_section(plain: str, title: int) -> Address | None:
    """Read `60-1.3 (a) (1)`, `1.401(a)(9)-1(b)`; what is typed between a number and its brackets is idle."""
    typed = _NUMBER_TYPED.match(plain)
    after = plain[typed.end() :] if typed else ""
    close = (
        typed[0].replace(" ", "") + ("" if after in (".", ";", ",") else after) if typed else plain
    )
    found = re.fullmatch(rf"(?P<section>{SECTION})(?P<rest>(?: ?\(.*|[ ,~].*)?)", close, re.DOTALL)
    if not found:
        return None
    rest = re.sub(r"^ (?=\()|(?<=\)) (?=\()", "", found["rest"])
    return Address(title, found["section"], rest)

"""The citation grammar: what a provision and a unit are called, printed and read.

    15 CFR 744.23(a)(3)(i)            section, paragraph
    15 CFR 774 Supp. 1, 3A090.a.1     supplement, unit after ", "
    2 CFR 200 App. I                  appendix
    FR 2024-02705 p12                 Federal Register text
    https://www.bis.gov/x p3          page of the BIS site
    15 CFR part 744                   a whole part

Source of the forms: the Federal Register Document Drafting Handbook (legal labels) and the eCFR `identifier` values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.errors import AddressError

DEFAULT_TITLE = 15
CCL = "774 Supp. 1"
ENTITY_LIST = "744 Supp. 4"
COUNTRY_GROUPS = "740 Supp. 1"
COUNTRY_CHART = "738 Supp. 1"
BIS = "https://www.bis.gov"
"""What stands before the path of a page of the BIS site, whichever of its hosts answered."""

_SECTION = r"\d+[a-z]*\.[\w.\-–]*\w(?:\([a-z0-9]+\)-[\w\-]+)*"
_SUBDIVISION = r"(?:[\w.\-]+(?: Subpart [\w\-]+)?|(?:chapter|subchapter|subtitle) [\w\-]+)"
_ANNEX = rf"{_SUBDIVISION} (?:Supp|App|Att|Exh|Sched|Table|Form|Fig|Annex)\. [\w.\-]+"
_STRUCTURE = r"(?:part [\w\-]+(?: subpart [\w\-]+)?|(?:chapter|subchapter|subtitle) [\w\-]+|title)"
_PROVISION = re.compile(rf"(?P<title>\d+) CFR (?P<provision>{_ANNEX}|{_SECTION}|{_STRUCTURE}|\[[^\]]+\])(?P<rest>.*)", re.DOTALL)
_DOCUMENT = re.compile(r"(?P<provision>FR [\w\-]+)(?P<rest>(?: .*)?)", re.DOTALL)
_BIS_HOST = re.compile(r"\Ahttps?://(?:(?:www|media)\.)?bis\.gov(?=/)", re.IGNORECASE)
_PAGE = re.compile(r"(?P<provision>https?://\S+)(?P<rest>(?: .*)?)", re.DOTALL)

_ANNEX_WORDS = {
    "supplement": "Supp.", "supp": "Supp.", "appendix": "App.", "app": "App.", "attachment": "Att.", "exhibit": "Exh.",
    "schedule": "Sched.", "table": "Table.", "form": "Form.", "figure": "Fig.", "annex": "Annex.",
}  # fmt: skip
_IDENTIFIER = re.compile(
    r"(?P<word>Supplement|Appendix|Attachment|Exhibit|Schedule|Table|Form|Figure|Annex)(?:\s+Nos?\.)?\s+(?P<number>[\w.\-–]+)\s+to\s+"
    r"(?:(?P<sub>Subpart)\s+(?P<letter>[\w\-]+)\s+of\s+)?(?P<level>Part|Chapter|Subchapter|Subtitle)\s+(?P<home>[\w\-]+)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """The legal name of a provision or of one unit of it; `str()` prints it, `parse` reads it back.

    `title` is 0 for Federal Register documents and pages. `unit` keeps its separator: "(a)(1)", " heading", ", 3A090.a".
    """

    title: int
    provision: str
    unit: str = ""

    def __str__(self) -> str:
        """Print the full form, such as `15 CFR 744.23(a)(3)`."""
        return f"{self.title} CFR {self.provision}{self.unit}" if self.title else f"{self.provision}{self.unit}"

    @property
    def home(self) -> Address:
        """Return the address of the provision that this unit belongs to."""
        return Address(self.title, self.provision)

    @property
    def part(self) -> str:
        """Return the part of a CFR address ("744"), or "" where it has none."""
        found = re.match(r"(?:part )?(\d+\w*)", self.provision) if self.title else None
        return found[1] if found else ""


def parse(text: str) -> Address:
    """Read a printed address; raise `AddressError` for anything that `str(Address)` cannot have printed.

    A page of the BIS site is read under any of its hosts, and is printed under the one that is official.
    """
    for pattern in (_PROVISION, _DOCUMENT, _PAGE):
        found = pattern.fullmatch(text)
        if found and _is_unit(found["rest"]):
            title = int(found["title"]) if pattern is _PROVISION else 0
            provision = _BIS_HOST.sub(BIS, found["provision"]) if pattern is _PAGE else found["provision"]
            return Address(title, provision, found["rest"])
    raise AddressError(text, "it cannot be read as a citation")


def _is_unit(rest: str) -> bool:
    """Tell whether `rest` can follow a provision: nothing, a bracketed label, ` word`, `, unit` or a twin mark."""
    return not rest or (rest[0] in "(~" or (rest[0] in " ," and len(rest) > 1 and rest == rest.rstrip()))


def provision_of(identifier: str, title: int = DEFAULT_TITLE) -> Address:
    """Return the address of what the eCFR calls `identifier`, such as "744.23" or "Supplement No. 4 to Part 744"."""
    plain = " ".join(identifier.replace("–", "-").replace("§", " ").split())
    found = _IDENTIFIER.match(plain)
    if found:
        word = _ANNEX_WORDS[found["word"].lower()]
        home = found["home"] if found["level"].lower() == "part" else f"{found['level'].lower()} {found['home']}"
        if found["sub"]:
            home = f"{home} Subpart {found['letter']}"
        return Address(title, f"{home} {word} {found['number']}")
    if re.fullmatch(_SECTION, plain):
        return Address(title, plain)
    return Address(title, f"[{plain.replace('[', '(').replace(']', ')')}]")


_ECCN = re.compile(r"(?P<eccn>\d[A-E]\d{3})(?P<item>(?:\.[a-z0-9]+)*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_WORD_AND_NUMBER = r"(?P<word>supp|app|supplement|appendix)\.?(?: no\.?)? (?P<number>[\w\-]+)"
_TYPED_ANNEX = re.compile(rf"(?:part )?(?P<part>\d+\w*),? {_WORD_AND_NUMBER}(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_TYPED_LONG = re.compile(rf"{_WORD_AND_NUMBER} to part (?P<part>\d+\w*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"\s*(?:—|-(?!\w)).*", re.DOTALL)
"""What follows the number where the whole heading is pasted: `Supplement No. 4 to Part 744—Entity List`."""
_TYPED_PART = re.compile(r"part (?P<part>\d+\w*)", re.IGNORECASE)


def read(text: str, title: int = DEFAULT_TITLE) -> Address:
    """Read an address as people write it: `744.23(a)(3)`, `§ 744.23`, `3A090.a`, `Supplement No. 4 to Part 744`, `part 744`.

    Raises `AddressError` where no citation is seen; the caller may then look for an entity of that name.
    """
    plain = " ".join(text.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-").split())
    cited = re.match(r"(\d+) C\.?F\.?R\.?(?: §+)? ?(?=\S)", plain, re.IGNORECASE)
    if cited:
        title, plain = int(cited[1]), plain[cited.end() :]
    plain = re.sub(r"^(?:§+|sections?|sec\.) ?", "", plain, flags=re.IGNORECASE)
    reader = next((reader for reader in (_read_annex, _read_part, _read_eccn, _read_section) if reader(plain, title)), None)
    if reader:
        found = reader(plain, title)
        assert found is not None
        return found
    return parse(" ".join(text.split()))


def _read_annex(plain: str, title: int) -> Address | None:
    found = _TYPED_ANNEX.fullmatch(plain) or _TYPED_LONG.fullmatch(plain)
    if not found:
        return None
    rest = "" if _HEADING.fullmatch(found["rest"]) else found["rest"].strip(" ,")
    word = _ANNEX_WORDS[found["word"].lower()]
    outer = rest if rest in ("heading", "") or re.fullmatch(r"(p|note|footnote|source credit|link notice|table)( ?\d+)?.*", rest) else ""
    unit = (f" {rest}" if outer else f", {rest}") if rest else ""
    return Address(title, f"{found['part']} {word} {found['number'].upper()}", unit)


def _read_part(plain: str, title: int) -> Address | None:
    found = _TYPED_PART.fullmatch(plain)
    return Address(title, f"part {found['part']}") if found else None


def _read_eccn(plain: str, title: int) -> Address | None:
    """Read `3A090.a.1`, also as `ECCN 3A090 a.1.`; what follows after a space may be the name of a field or note."""
    spaced = re.sub(r"^(?:ECCN )?(\d[A-E]\d{3}) (?=[a-z](?:\.[a-z0-9]+)*\.?$)", r"\1.", plain, flags=re.IGNORECASE)
    found = _ECCN.fullmatch(re.sub(r"^ECCN |(?<=[a-z0-9])\.$", "", spaced, flags=re.IGNORECASE))
    if not found or (found["rest"] and found["rest"][0] not in " :(-~"):
        return None
    return Address(title, CCL, f", {found['eccn'].upper()}{found['item'].lower()}{found['rest'].rstrip()}")


def _read_section(plain: str, title: int) -> Address | None:
    found = re.fullmatch(rf"(?P<section>{_SECTION})(?P<rest>(?: ?\(.*|[ ,~].*)?)", plain, re.DOTALL)
    if not found:
        return None
    rest = re.sub(r"^ (?=\()|(?<=\)) (?=\()", "", found["rest"])
    return Address(title, found["section"], rest)

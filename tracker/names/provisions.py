"""What provisions are called: sections, ranges, annexes, divisions, documents, pages.

15 CFR 744.23             section             41 CFR 60-1.3           title 41: a hyphen in the part
15 CFR 774 Supp. 1        annex               26 CFR 1.401(a)(9)-1    brackets inside the number
7 CFR 20 Apps. A and B    annexes             15 CFR 744.12-744.14    a range of sections
15 CFR part 744           division            15 CFR [SFAR No. 50]    what cannot be read as any
FR 2024-02705             document            https://www.bis.gov/x   page of a site
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tracker.errors import AddressError
from tracker.names import annexes
from tracker.names.annexes import ANNEX, PART, WORD, WORDS, Annex

DEFAULT_TITLE = 15
EAR_TITLE = 15
CCL = "774 Supp. 1"
ENTITY_LIST = "744 Supp. 4"
COUNTRY_GROUPS = "740 Supp. 1"
COUNTRY_CHART = "738 Supp. 1"

SECTION = rf"{PART}\.[\w.\-]*\w(?:(?:\([A-Za-z0-9]+\))+-[\w.\-]*\w)*"
"""`744.23`, `60-1.3`, `1.401(a)(9)-1`, `1.72(e)-1T`: brackets belong to the number only where a
hyphen follows."""
_STRUCTURE = r"(?:part [\w\-]+(?: subpart [\w\-]+)?|(?:chapter|subchapter|subtitle) [\w\-]+|title)"
_PROVISION = re.compile(
    rf"(?P<title>\d+) CFR (?P<provision>{ANNEX}|{SECTION}|{_STRUCTURE}|\[[^\]]+\])(?P<rest>.*)",
    re.DOTALL,
)
_DOCUMENT = re.compile(r"(?P<provision>FR [\w\-]+)(?P<rest>(?:[ ~].*)?)", re.DOTALL)
_PAGE = re.compile(r"(?P<provision>https?://\S+)(?P<rest>(?: .*)?)", re.DOTALL)
DASHES = dict.fromkeys(map(ord, "‐‑‒–−"), "-") | {ord("―"): "—"}
_DASH_INSIDE = re.compile(r"(?<=[\d)])—(?=\d)")
"""An em dash inside a number: `60—1.3`, `1.401(a)(9)—1`, `744.12—744.14`."""
_DASH_IN_PART = re.compile(
    rf"(?<=\d)—(?=\d{{1,3}}(?:$|[—,]|,? (?:{WORD}|{WORDS})\b))", re.IGNORECASE
)
"""An em dash inside the number of a part: `Appendix A to Part 60—1`, `60—1 App. A`."""
_RANGE = re.compile(rf"(?P<first>{SECTION})(?: ?[-—] ?| (?:through|to) )(?P<last>{SECTION}|\d+)")
_NUMBER = re.compile(SECTION)
_ONE_SECTION = re.compile(r"\d+[a-z]?(?:-\d+)?\.\d\w*(?:(?:\(\w+\))*-\d+\w?)?")
_RESERVED = re.compile(r" ?(?:\[Reserved\])?[.,;: ]{0,9}\Z", re.IGNORECASE)
_PART = re.compile(r"(?:part )?(\d+\w*(?:-\w+(?=[. ]|\Z))?)")
_DIVISION = re.compile(
    r"(?:part [\w\-]+ )?(?P<level>subtitle|chapter|subchapter|part|subpart) (?P<number>[\w\-]+)"
)
_LONGEST = 200

Form = Literal["section", "annex", "division", "unread", "document", "page"]


@dataclass(frozen=True, slots=True)
class Provision:
    """The legal name of a provision: its title (0 for documents and pages) and its number.

    `number` is what stands behind `CFR`: "744.23", "774 Supp. 1", "part 744 subpart A".
    """

    title: int
    number: str

    def __str__(self) -> str:
        """Print the full form, such as `15 CFR 744.23`."""
        return f"{self.title} CFR {self.number}" if self.title else self.number

    @property
    def form(self) -> Form:
        """Return what the provision is, as its number shows."""
        number = self.number
        if not self.title:
            return "document" if number.startswith("FR ") else "page"
        if number.startswith("["):
            return "unread"
        if " " in number:
            return "annex" if annexes.annex_of(number) else "division"
        return "division" if number == "title" else "section"

    @property
    def part(self) -> str:
        """Return the part that a provision of the CFR belongs to ("744"), "" for none."""
        found = _PART.match(self.number) if self.title else None
        return found[1] if found else ""

    @property
    def is_part(self) -> bool:
        """Tell whether it is a whole part or a division of one: "part 744 subpart A"."""
        return bool(self.title) and self.number.startswith("part ")

    @property
    def is_one_section(self) -> bool:
        """Tell whether it is a section as people cite it, no range of several: "744.23"."""
        return bool(self.title) and _ONE_SECTION.fullmatch(self.number) is not None

    @property
    def annex(self) -> Annex | None:
        """Return the parts of an annex's name, None for anything else."""
        return annexes.annex_of(self.number) if self.title else None

    @property
    def division(self) -> tuple[str, str] | None:
        """Return level and number of the innermost division, ("subpart", "A").

        None for anything else.
        """
        found = _DIVISION.fullmatch(self.number) if self.title else None
        return (found["level"], found["number"]) if found else None


def renumbered(provision: Provision, gone: Provision, came: Provision) -> Provision | None:
    """Return what a provision is called when a division got another number.

    None where it stands in another.

    15 CFR part 7 is now part 791: so 15 CFR 7.3 is 15 CFR 791.3, and so are its subparts.
    """
    if provision.title != gone.title:
        return None
    for old, new in (
        (gone.number, came.number),
        (gone.number.removeprefix("part "), came.number.removeprefix("part ")),
    ):
        if provision.number == old or provision.number.startswith((f"{old} ", f"{old}.")):
            return Provision(provision.title, new + provision.number[len(old) :])
    return None


def parted(text: str) -> tuple[Provision, str]:
    """Part a printed address into its provision and what follows.

    Raise `AddressError` for what is none.

    A page is read under the address that is printed; `sources.official` knows its other hosts.
    """
    for pattern in (_PROVISION, _DOCUMENT, _PAGE):
        found = pattern.fullmatch(text)
        if found and _follows(found["rest"]):
            title = int(found["title"]) if pattern is _PROVISION else 0
            return Provision(title, found["provision"]), found["rest"]
    raise AddressError(text, "it cannot be read as a citation")


def _follows(rest: str) -> bool:
    """Tell whether `rest` can follow a provision.

    Nothing, a label in brackets, ` word`, `, unit`, `~2`.
    """
    return not rest or (
        rest[0] in "(~" or (rest[0] in " ," and len(rest) > 1 and rest == rest.rstrip())
    )


def identified(identifier: str, title: int) -> Provision:
    """Read what the eCFR calls a provision: "744.23", "Supplement No. 4 to Part 744"."""
    if _NUMBER.fullmatch(identifier):
        return Provision(title, identifier)
    plain = with_plain_part(identifier.translate(DASHES).replace("§", " "))
    if _NUMBER.fullmatch(plain):
        return Provision(title, plain)
    if len(plain) > _LONGEST:
        return _unread(plain, title)
    if found := annexes.in_full(plain):
        return Provision(title, annexes.provision_in_full(found))
    number = with_plain_dashes(_RESERVED.sub("", plain))
    number = ranged(number) or number
    return Provision(title, number) if _NUMBER.fullmatch(number) else _unread(plain, title)


def _unread(plain: str, title: int) -> Provision:
    return Provision(title, f"[{plain.replace('[', '(').replace(']', ')')}]")


def with_plain_part(text: str) -> str:
    """Return a folded text with a hyphen for the em dash inside the number of a part."""
    return _DASH_IN_PART.sub("-", " ".join(text.split()))


def with_plain_dashes(text: str) -> str:
    """Return a text with hyphens for the em dashes inside numbers of sections."""
    return _DASH_INSIDE.sub("-", text)


def ranged(text: str) -> str:
    """Return the number of a range of sections ("744.12-744.14"), "" where a text is none."""
    found = _RANGE.fullmatch(text)
    number = f"{found['first']}-{found['last']}" if found else ""
    return number if _NUMBER.fullmatch(number) else ""

"""The kinds of citation as frozen values: what is cited, and the words that cite it.

Two citations are equal where they cite the same, wherever they stand. `str()` prints the canonical
form, which is that of `tracker.names` for everything in the Code of Federal Regulations.

    kind          printed in a text                             str()
    page          89 Fed. Reg. 96,790, Dec. 5, 2024             89 FR 96790
    section       15 C.F.R. § 744.23(a)(3)                      15 CFR 744.23(a)(3)
    part          15 CFR parts 730 through 774                  15 CFR part 730-774
    annex         Supp. No. 4 to 15 CFR part 744                15 CFR 744 Supp. 4
    paragraph     paragraphs (a)(1) and (b), nothing above it   paragraph (a)(1), paragraph (b)
    eccn          ECCNs 3A001.a.5, .b                           3A001.a.5, 3A001.b
    code          50 U.S.C. §§ 4801-4852                        50 U.S.C. 4801-4852
    law           Public Law 115-232                            Pub. L. 115-232
    statute       132 Stat. 2208                                132 Stat. 2208
    order         Executive Order 13,222                        E.O. 13222
    compilation   3 CFR, 2001 Comp., p. 783                     3 CFR, 2001 Comp., p. 783
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "page", "section", "part", "annex", "paragraph", "eccn", "code", "law", "statute", "order",
    "compilation",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a citation stands: `text[start:end]` is `quote`, in a list only the member's own words.

    `phrase` is the whole list that the member belongs to, white space folded, with the day.
    """

    quote: str = field(default="", compare=False, kw_only=True)
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)
    phrase: str = field(default="", compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Page(Printed):
    """A page of the Federal Register.

    `day` where the text names it, `last` where it names a range.
    """

    kind: ClassVar[Kind] = "page"
    volume: int
    page: int
    day: date | None = None
    last: int | None = None

    def __str__(self) -> str:
        """Print `91 FR 43034`, or `90 FR 4544-4569` for a range."""
        return f"{self.first}{_to(self.last)}"

    @property
    def first(self) -> str:
        """Return the page alone, such as `90 FR 4544`, also of a range."""
        return f"{self.volume} FR {self.page}"


@dataclass(frozen=True, slots=True)
class Section(Printed):
    """A section of the CFR or a paragraph of it.

    `title` is None where neither text nor home says it.

    `last` is the end of a range, named in full: `744.14` of sections, `(e)(2)(ii)` of paragraphs.
    """

    kind: ClassVar[Kind] = "section"
    title: int | None
    number: str
    labels: tuple[str, ...] = ()
    last: str = ""

    @property
    def part(self) -> str:
        """Return the part that the section belongs to: `744` of `744.23`."""
        return self.number.partition(".")[0]

    @property
    def paragraph(self) -> str:
        """Return the labels as they are printed, `(a)(3)`; empty for the section itself."""
        return _bracketed(self.labels)

    def __str__(self) -> str:
        """Print `15 CFR 744.23(a)(3)`, or `§ 744.23(a)(3)` where the title is not known."""
        return f"{_head(self.title, '§')} {self.number}{self.paragraph}{_to(self.last)}"


@dataclass(frozen=True, slots=True)
class Part(Printed):
    """A part of the CFR, one of its subparts, or a range of parts."""

    kind: ClassVar[Kind] = "part"
    title: int | None
    number: str
    subpart: str = ""
    last: str = ""

    def __str__(self) -> str:
        """Print `15 CFR part 744`, `15 CFR part 744 subpart B`, `part 730-774`."""
        below = f" subpart {self.subpart}" if self.subpart else ""
        return f"{_head(self.title, '')} part {self.number}{_to(self.last)}{below}".lstrip()


@dataclass(frozen=True, slots=True)
class Annex(Printed):
    """A supplement, an appendix or the like of a part; `word` is its short word, such as `Supp`."""

    kind: ClassVar[Kind] = "annex"
    title: int | None
    part: str
    word: str
    number: str
    subpart: str = ""
    last: str = ""

    def __str__(self) -> str:
        """Print `15 CFR 744 Supp. 4`, `922 Subpart B App. A`."""
        home = f"{self.part} Subpart {self.subpart}" if self.subpart else self.part
        return f"{_head(self.title, '')} {home} {self.word}. {self.number}{_to(self.last)}".lstrip()


@dataclass(frozen=True, slots=True)
class Paragraph(Printed):
    """A paragraph by its labels alone.

    It is one of "this section" or of a section that the text names elsewhere.
    """

    kind: ClassVar[Kind] = "paragraph"
    labels: tuple[str, ...]
    last: str = ""

    def __str__(self) -> str:
        """Print `paragraph (a)(1)`."""
        return f"paragraph {_bracketed(self.labels)}{_to(self.last)}"


@dataclass(frozen=True, slots=True)
class Eccn(Printed):
    """An entry of the Commerce Control List or an item of it; `item` is `a.5` of `3A001.a.5`."""

    kind: ClassVar[Kind] = "eccn"
    number: str
    item: str = ""
    last: str = ""

    def __str__(self) -> str:
        """Print `3A001.a.5`."""
        item = f".{self.item}" if self.item else ""
        return f"{self.number}{item}{_to(self.last)}"


@dataclass(frozen=True, slots=True)
class Code(Printed):
    """A section of the United States Code; `appendix` for `50 U.S.C. app. 2401`."""

    kind: ClassVar[Kind] = "code"
    title: int
    section: str
    labels: tuple[str, ...] = ()
    last: str = ""
    et_seq: bool = False
    appendix: bool = False

    def __str__(self) -> str:
        """Print `50 U.S.C. 4801-4852`, `50 U.S.C. 1701 et seq.`."""
        appendix, more = " app." if self.appendix else "", " et seq." if self.et_seq else ""
        place = f"{self.section}{_bracketed(self.labels)}{_to(self.last)}{more}"
        return f"{self.title} U.S.C.{appendix} {place}"


@dataclass(frozen=True, slots=True)
class Law(Printed):
    """A public law by its Congress and number."""

    kind: ClassVar[Kind] = "law"
    congress: int
    number: int

    def __str__(self) -> str:
        """Print `Pub. L. 115-232`."""
        return f"Pub. L. {self.congress}-{self.number}"


@dataclass(frozen=True, slots=True)
class Statute(Printed):
    """A page of the Statutes at Large."""

    kind: ClassVar[Kind] = "statute"
    volume: int
    page: int
    last: int | None = None

    def __str__(self) -> str:
        """Print `132 Stat. 2208`."""
        return f"{self.volume} Stat. {self.page}{_to(self.last)}"


@dataclass(frozen=True, slots=True)
class Order(Printed):
    """An Executive order by its number, such as `13222` or `12958-A`."""

    kind: ClassVar[Kind] = "order"
    number: str

    def __str__(self) -> str:
        """Print `E.O. 13222`."""
        return f"E.O. {self.number}"


@dataclass(frozen=True, slots=True)
class Compilation(Printed):
    """A page of the yearly compilation of presidential documents in title 3."""

    kind: ClassVar[Kind] = "compilation"
    years: str
    page: int | None = None

    def __str__(self) -> str:
        """Print `3 CFR, 2001 Comp., p. 783`."""
        page = f", p. {self.page}" if self.page is not None else ""
        return f"3 CFR, {self.years} Comp.{page}"


Citation: TypeAlias = (
    Page | Section | Part | Annex | Paragraph | Eccn | Code | Law | Statute | Order | Compilation
)
Home: TypeAlias = Section | Part | Annex
"""Where a text stands: gives "§ 744.23" its title, "this part" its number, "paragraph (a)" its
section."""


def _head(title: int | None, without: str) -> str:
    return without if title is None else f"{title} CFR"


def _to(last: str | int | None) -> str:
    return f"-{last}" if last else ""


def _bracketed(labels: tuple[str, ...]) -> str:
    return "".join(f"({label})" for label in labels)

"""A unit's name as a value: typed steps below the name of its provision, and its address.

    15 CFR 744.23  (a)        (3)                      provision, paragraph, paragraph
    15 CFR 774 Supp. 1  , 3A090  .a    .1   note 1     provision, entry, item, item, note
    15 CFR 744 Supp. 4  , FRANCE  : Acme SA            provision, country, entity
    15 CFR 740 Supp. 1  , Cambodia   [D:5]             provision, row, column
    15 CFR 738.2  table 1  , Group  : Key   [Column]   provision, table, row, row, column

A name is made step by step (`home.paragraph("a").text_number(3)`) or read (`parsing.parse`); both
give the same. Where a label could be read as more than one step, the maker makes what its print
reads as.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from tracker.names.cells import opening
from tracker.names.provisions import CCL, EAR_TITLE, Provision
from tracker.names.steps import StepKind, UnitKind, step_of, without_twin

_COUNT = re.compile(r" \d+\Z")
_IN_BRACKETS = re.compile(r"\(([\w-]+)\)")
_POINTS = re.compile(r"(?<=\w)(?:\.\d+)+\Z")
_CCL = Provision(EAR_TITLE, CCL)
_ITEM = re.compile(r"[a-z]{1,2}(?:-[a-z][\w.]*)?")
_COUNTED = (
    "heading ",
    "link notice ",
    "effective date note ",
    "editorial note ",
    "source credit ",
)
"""Words whose number only counts, so that another number makes no other unit."""
_POSITIONS: tuple[StepKind, ...] = ("text", "table")
_NUMBERED: tuple[StepKind, ...] = ("heading", "margin", "note")


class Name(NamedTuple):
    """The name of one unit: its last step, the name above it, its provision, and its print.

    `twin` counts the units of one name in the order of the text; the second prints `~2`.
    """

    text: str
    kind: StepKind
    label: str
    twin: int
    above: Name | None
    home: Provision

    def __str__(self) -> str:
        """Print the address."""
        return self.text

    def __hash__(self) -> int:
        """Hash by the print, which says all that the steps say."""
        return hash(self.text)

    # -- what it says ---------------------------------------------------------------------------

    @property
    def title(self) -> int:
        """Return the title of the CFR, 0 for documents and pages."""
        return self.home.title

    @property
    def provision(self) -> str:
        """Return the number of the provision: "744.23", "774 Supp. 1", "FR 2024-02705"."""
        return self.home.number

    @property
    def part(self) -> str:
        """Return the part of the CFR ("744"), "" where there is none."""
        return self.home.part

    @property
    def unit(self) -> str:
        """Return what the address says behind the provision, with what parts them.

        `(a)(3)`, `, 3A090`.
        """
        return self.text[len(str(self.home)) :]

    @property
    def plain(self) -> str:
        """Return the print without the mark of the last step's twin."""
        return self.text if self.twin == 1 else self.text[: self.text.rindex("~")]

    @property
    def own(self) -> str:
        """Return what the last step adds to the print, with its mark of a twin."""
        return self.text[len(self.above.text) :] if self.above else self.text

    def steps(self) -> tuple[Name, ...]:
        """Return the names from the provision down to this one."""
        path = [self]
        while (above := path[-1].above) is not None:
            path.append(above)
        return tuple(reversed(path))

    def first(self, *kinds: StepKind) -> Name | None:
        """Return the name that ends in the innermost step of one of these kinds, None for none."""
        name: Name | None = self
        while name is not None and name.kind not in kinds:
            name = name.above
        return name

    def labels(self, *kinds: StepKind) -> tuple[str, ...]:
        """Return the labels of all steps of these kinds, the outermost first."""
        return tuple(step.label for step in self.steps() if step.kind in kinds)

    @property
    def is_counted(self) -> bool:
        """Tell whether the name depends anywhere on a mere position: `p3`, `table 1`, `~2`."""
        name: Name | None = self
        while name is not None:
            if name.twin > 1 or name.kind in _POSITIONS:
                return True
            name = name.above
        return False

    @property
    def is_place(self) -> bool:
        """Tell whether the last step is a mere position, and no twin: `p3`, `table 1`."""
        return self.kind in _POSITIONS and self.twin == 1

    @property
    def uncounted(self) -> str:
        """Return the print without its number (`... p` of `... p3`), or without a twin's mark."""
        if self.kind in _POSITIONS:
            return self.plain[: -len(self.label)].rstrip()
        return _COUNT.sub("", self.plain) if self.kind in _NUMBERED else self.plain

    @property
    def series(self) -> str:
        """Return the print without a last number that only counts; "" for a legal label."""
        if self.kind in _POSITIONS:
            return self.uncounted
        if self.kind in _NUMBERED and self.label.startswith(_COUNTED):
            return self.uncounted
        return self.plain if self.twin > 1 else ""

    def is_below(self, other: Name) -> bool:
        """Tell whether this names a unit below another one."""
        size = len(other.text)
        above = self.above
        if above is other:
            return True
        while above is not None and len(above.text) > size:
            above = above.above
        return above is not None and above.text == other.text

    def beyond(self, other: Name | None) -> str:
        """Return what the print adds to that of a name above; all of it where that is not above."""
        return self.text[len(other.text) :] if other and self.is_below(other) else self.text

    def apart(self, other: Name) -> str:
        """Return what the print adds to that of a name above.

        Else its end from where the two prints part.
        """
        if self.is_below(other):
            return self.text[len(other.text) :]
        for place, (left, right) in enumerate(zip(other.text, self.text, strict=False)):
            if left != right:
                return self.text[place:]
        return self.text

    def repeats(self, text: str) -> bool:
        """Tell whether the print ends in a text, such as a printed label."""
        return self.text.endswith(text)

    @property
    def spoken(self) -> str:
        """Return the print as people say it: without the marks of twins."""
        return "".join(step.own if step.twin == 1 else step.own_plain for step in self.steps())

    @property
    def own_plain(self) -> str:
        """Return what the last step adds to the print, without its mark of a twin."""
        return self.plain[len(self.above.text) :] if self.above else self.plain

    def at(self, provision: Provision) -> Name:
        """Return the name that the unit has when its provision is called otherwise."""
        above = self.above.at(provision) if self.above else None
        text = f"{above.text}{self.own}" if above else f"{provision}{self.unit}"
        label = self.label if above else provision.number
        return Name(text, self.kind, label, self.twin, above, provision)

    # -- how it is made -------------------------------------------------------------------------

    def step(self, kind: StepKind, label: str, printed: str, twin: int = 1) -> Name:
        """Add a step with its print."""
        text = f"{self.text}{printed}" if twin == 1 else f"{self.text}{printed}~{twin}"
        return Name(text, kind, label, twin, self, self.home)

    def again(self, twin: int) -> Name:
        """Return the name of the second, third ... unit of this name."""
        label = self.label if self.twin == 1 else f"{self.label}~{self.twin}"
        return Name(f"{self.text}~{twin}", self.kind, label, twin, self.above, self.home)

    def paragraph(self, label: str, *, comma: bool = False) -> Name:
        """Name a paragraph with a label in brackets, `(a)`.

        With a comma it stands in the outline of an annex.
        """
        return self.step("paragraph", label, f", ({label})" if comma else f"({label})")

    def paragraphs(self, labels: str, *, comma: bool = False) -> Name:
        """Name the paragraph that a chain of labels such as `(a)(3)` cites."""
        name = self
        for place, label in enumerate(_IN_BRACKETS.findall(labels)):
            name = name.paragraph(label, comma=comma and not place)
        return name

    def dotted(self, label: str) -> Name:
        """Name what stands below by a label without brackets, `.a`.

        An item of an entry, else a paragraph.
        """
        kind: StepKind = "item" if self.kind in ("entry", "item") else "paragraph"
        return self.step(kind, label, f".{label}")

    def listed(self, label: str) -> Name:
        """Name what opens an outline by a label without brackets: `, 1`.

        Of the Commerce Control List, an item.
        """
        item = self.home == _CCL and _ITEM.fullmatch(label)
        return self.step("item" if item else "paragraph", label, f", {label}")

    def numbered_part(self, key: str) -> Name:
        """Name a heading with a number of its own: `, Step 1`, `, Category 3 A`.

        `Part 1.2` stands below `Part 1`.
        """
        first = _POINTS.sub("", key)
        name = self.step("part", first, f", {first}")
        for label in key[len(first) + 1 :].split(".") if key != first else ():
            name = name.dotted(label)
        return name

    def definition(self, term: str, *, comma: bool = False) -> Name:
        """Name a definition by its term, which holds no quotes."""
        return self.step("definition", term, f', "{term}"' if comma else f' "{term}"')

    def division(self, words: str) -> Name:
        """Name a division inside another one: ` subpart A`, ` subject group`."""
        return self.step("division", words, f" {words}")

    def table(self, number: int | str) -> Name:
        """Name a table by its number."""
        return self.step("table", str(number), f" table {number}")

    def text_number(self, number: int | str) -> Name:
        """Name a paragraph that is only counted: `p3`."""
        return self.step("text", str(number), f" p{number}")

    def named(self, words: str, unit: UnitKind, *, comma: bool = False) -> Name:
        """Name a unit of a kind by words behind a blank.

        `note 1`, `source credit`, `footnote 2`, `exception LVS`.
        """
        plain, twin = without_twin(words)
        kind, label = step_of(plain, unit, False)
        return self.step(kind, label, f"{',' if comma else ''} {plain}", twin)

    def row(self, key: str) -> Name:
        """Name a row of a table by its key.

        What stands before a colon is the group that it belongs to.
        """
        if self.kind != "table":
            return cell_of(self, key) or self.free("row", key, ", ")
        group, colon, rest = key.partition(": ")
        if not group or not rest:
            return self.free("row", key, ", ")
        return self.free("row", group, ", ").free("row", rest, colon)

    def column(self, column: str) -> Name:
        """Name the cell of a row, or the head of a column, by the name of the column."""
        odd = self.kind == "column" or (self.kind == "row" and ("[" in column or "]" in column))
        base = self.first("table", "provision") if odd else None
        found = cell_of(base, f"{self.text} [{column}]"[len(base.text) + 2 :]) if base else None
        return found or self.step("column", column, f" [{column}]")

    def titled(self, words: str) -> Name:
        """Name a heading by its words: `, Country Group D`."""
        return self.free("title", words, ", ")

    def country(self, name: str) -> Name:
        """Name the country that entities stand below."""
        return self.free("country", name, ", ")

    def entity(self, country: str, name: str) -> Name:
        """Name an entity by its country ("" for none) and its own name.

        The first colon ends the country.
        """
        whole = f"{country}: {name}" if country else name
        country, colon, rest = whole.partition(": ")
        if not country or not rest:
            return self.free("entity", whole, ", ")
        return self.country(country).free("entity", rest, colon)

    def entry(self, eccn: str) -> Name:
        """Name an entry of the Commerce Control List."""
        return self.step("entry", eccn, f", {eccn}")

    def items(self, levels: Iterable[str]) -> Name:
        """Name an item by its levels from the entry down.

        Below the list itself the first opens an outline.
        """
        name = self
        for level in levels:
            name = name.listed(level) if name.kind == "provision" else name.dotted(level)
        return name

    def other(self, rest: str) -> Name:
        """Name what no grammar knows by all of its print."""
        return self.free("other", rest, "")

    def free(self, kind: StepKind, label: str, parted: str) -> Name:
        """Add a step whose label may hold anything, so that it may end like the mark of a twin."""
        plain, twin = without_twin(label)
        return self.step(kind, plain, f"{parted}{plain}", twin)


def cell_of(base: Name, rest: str) -> Name | None:
    """Name a cell below a table or a list of countries by what stands behind the comma, else None.

    Its column is what stands in the last brackets, whole pairs of brackets in it included.
    """
    plain, twin = without_twin(rest)
    at = opening(plain) if plain.endswith("]") else 0
    if not at:
        return None
    row = base.row(plain[:at]) if base.kind == "table" else base.free("row", plain[:at], ", ")
    cell = row.step("column", plain[at + 2 : -1], plain[at:])
    return cell if twin == 1 else cell.again(twin)


def home(provision: Provision) -> Name:
    """Return the name of a provision itself."""
    return Name(str(provision), "provision", provision.number, 1, None, provision)

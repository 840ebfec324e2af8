"""Which pairs of the recorded data are kept as golden lists, and how each is cut out of it.

Every pair is a name, its title, and a function from the folder of recorded data to the two texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree

Texts = tuple[bytes, bytes]

CCL = "part-774/Supplement_No._1_to_Part_774"
ENTITY_LIST = "part-744/Supplement_No._4_to_Part_744"
COUNTRY_GROUPS = "part-740/Supplement_No._1_to_Part_740"
PARTS = (
    *("1", "25", "170", "175", "182", "183", "400", "401", "415", "417", "423", "700"),
    *("1600", "1800", "401-414", "402-414"),
)
"""Of title 2: parts that came, were rewritten or lost subparts, and a reserved range that split."""

NOTED = ("3474.15", "Appendix I to Part 200", "Appendix VII to Part 200")
"""Of title 2: a section and two appendixes whose notes, headings and credits changed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of the recorded data; `name` is that of the file that lists their changes."""

    name: str
    texts: Callable[[Path], Texts]
    title: int = 15


def served(where: str, old: str, new: str, corpus: Path) -> Texts:
    """Return two versions of a provision of title 15."""
    folder = corpus / "world/ecfr/title-15" / where
    return (folder / f"{old}.xml").read_bytes(), (folder / f"{new}.xml").read_bytes()


def excerpts_around_9a012(corpus: Path) -> Texts:
    """Return the piece of Category 9 before and after 91 FR 52501."""
    folder = corpus / "ecfr/excerpts/part-774"
    old, new = (folder / f"{day}.9A011-9A107.excerpt.xml" for day in ("2026-06-25", "2026-09-01"))
    return old.read_bytes(), new.read_bytes()


def entry_3a090(corpus: Path) -> Texts:
    """Return one entry as it was recorded without tables and notes, and whole."""
    old = corpus / "world/ecfr/title-15" / CCL / "2025-02-14.xml"
    new = corpus / "ecfr/excerpts/part-774/2026-09-01.3A090.xml"
    return _only_entry(old.read_bytes(), b"3A090"), _only_entry(new.read_bytes(), b"3A090")


def _only_entry(supplement: bytes, eccn: bytes) -> bytes:
    opens = b"<FP-2><B>"
    start = supplement.index(opens + eccn)
    stop = supplement.find(opens, start + 1)
    body = supplement[start : stop if stop > 0 else supplement.rindex(b"</DIV9>")]
    return supplement[: supplement.index(b"</HEAD>")] + b"</HEAD>\n" + body + b"</DIV9>"


def title_2(parts: tuple[str, ...], leaves: tuple[str, ...], corpus: Path) -> Texts:
    """Return title 2 with these parts alone; where `leaves` are named, with these leaves alone."""
    old, new = (corpus / f"world/ecfr/title-2/{day}.xml" for day in ("2024-01-01", "2025-02-13"))
    return _cut(old.read_bytes(), parts, leaves), _cut(new.read_bytes(), parts, leaves)


def _cut(title: bytes, parts: tuple[str, ...], leaves: tuple[str, ...]) -> bytes:
    root = etree.fromstring(title)
    others = [element for element in root.iter("DIV5") if element.get("N") not in parts]
    if leaves:
        others += [
            element for element in root.iter("DIV8", "DIV9") if element.get("N") not in leaves
        ]
    for element in others:
        above = element.getparent()
        assert above is not None
        above.remove(element)
    return etree.tostring(root, encoding="utf-8")


def reserved_range(corpus: Path) -> Texts:
    """Return 744.12 to 744.14 and two neighbours, before and after they became a reserved range."""
    old = ("744.11", "744.12", "744.13", "744.14", "744.15")
    new = ("744.11", "744.12_744.14", "744.15")
    return _part(corpus, old), _part(corpus, new)


def _part(corpus: Path, sections: tuple[str, ...]) -> bytes:
    folder = corpus / "world/ecfr/title-15/part-744"
    texts = [
        next(iter(sorted((folder / section).glob("*.xml")))).read_bytes() for section in sections
    ]
    return b'<DIV5 N="744" TYPE="PART">\n<HEAD>PART 744</HEAD>\n%s</DIV5>' % b"".join(texts)


def respelled_title_1(corpus: Path) -> Texts:
    """Return a title in bulk form before and after its dashes were set otherwise."""
    folder = corpus / "ecfr/other-titles"
    old, new = (folder / f"title-1.bulk.dashes-{when}.xml" for when in ("before", "after"))
    return old.read_bytes(), new.read_bytes()


PAIRS = (
    Pair("ccl-2020-06-17", partial(served, CCL, "2019-05-23", "2020-06-17")),
    Pair("ccl-2023-02-24", partial(served, CCL, "2022-10-07", "2023-02-24")),
    Pair("ccl-2024-04-19", partial(served, CCL, "2024-03-13", "2024-04-19")),
    Pair("ccl-2024-12-23", partial(served, CCL, "2024-10-23", "2024-12-23")),
    Pair("ccl-2025-01-16", partial(served, CCL, "2024-12-27", "2025-01-16")),
    Pair("eccn-3a090", entry_3a090),
    Pair("eccn-9a012", excerpts_around_9a012),
    Pair("entity-list-2024-12-05", partial(served, ENTITY_LIST, "2024-11-01", "2024-12-05")),
    Pair("country-groups-2026-07-14", partial(served, COUNTRY_GROUPS, "2017-01-03", "2026-07-14")),
    Pair("title-2-parts", partial(title_2, PARTS, ()), 2),
    Pair("title-2-notes", partial(title_2, ("200", "3474"), NOTED), 2),
    Pair("reserved-range-744", reserved_range),
    Pair("title-1-dashes", respelled_title_1, 1),
)

"""A section or appendix as it would have been served without accidents.

Every reader is given the mended form.

    another section (part) inside it      taken out: it has an address of its own
                                          (`divisions_inside`)
    blocks inside a paragraph             paragraphs of their own
    text in a credit, notice, authority   paragraphs (`margins`)
    a table closed and opened again       one table (`joining`)
    the head of a list of countries as
    the first row of its body             a row of TH (`heads`)

Texts without such things, nearly all, are returned as they are; a mended one is a copy, so that
nothing that is given changes.
"""

from __future__ import annotations

from copy import deepcopy

from tracker.elements import DIVISIONS, LEAVES, MARGINS, PARAGRAPHS, STANDING, TABLES
from tracker.markup import Element, text_of
from tracker.structure import heads, joining, margins
from tracker.structure.blocks import is_visible
from tracker.structure.credits import is_notice

_UNNAMED = ("DIV6", "DIV7")
"""With text but without sections these are text of the section that they stand in: nothing else
would tell of it."""
_INLINE = frozenset(
    (
        "I",
        "E",
        "B",
        "U",
        "em",
        "strong",
        "i",
        "b",
        "u",
        "span",
        "a",
        "SU",
        "sup",
        "SUP",
        "FR",
        "AC",
        "XREF",
    )
)
_HEADINGS = frozenset(("HEAD", "HD1", "HD2", "HD3"))
_HOLDERS = _INLINE | PARAGRAPHS | _HEADINGS
_RARE = frozenset((*DIVISIONS, *MARGINS, *TABLES))
_WATCHED = tuple(_RARE | STANDING)


def divisions_inside(element: Element) -> list[Element]:
    """Return the outermost divisions inside an element that have their own addresses."""
    found: dict[Element, None] = {}
    for inner in element.iterdescendants(*DIVISIONS):
        if _has_own_address(inner) and not any(
            above in found for above in inner.iterancestors(*DIVISIONS)
        ):
            found[inner] = None
    return list(found)


def mended(element: Element) -> Element:
    """Return a section, an appendix or any block as it should have been served.

    Itself, or a mended copy.
    """
    if not _is_marred(element):
        return element
    made = deepcopy(element)
    for inner in divisions_inside(made):
        joining.take_out(inner)
    _open_paragraphs(made)
    for margin in list(made.iter(*MARGINS)):
        if margin is not made and margins.holds_foreign(margin):
            _replace(margin, _fitting(margin, margins.parted(margin)))
    for row in heads.served_as_rows(made):
        heads.raise_to_head(row)
    for pieces in _broken_tables(made):
        joining.join(pieces)
    return made


def _has_own_address(division: Element) -> bool:
    if division.tag not in _UNNAMED or next(division.iter(*LEAVES), None) is not None:
        return True
    return division.tag == "DIV6" and all(inner.tag == "HEAD" for inner in division)


def _is_marred(element: Element) -> bool:
    """Tell whether anything is to be mended.

    Told for every section, so lxml leaves out what is never looked at.
    """
    tables = 0
    for inner in element.iterdescendants(*_WATCHED):
        tag = inner.tag
        if tag in STANDING:
            holder = inner.getparent()
            if holder is not element and holder.tag in _HOLDERS:
                return True
        if tag in _RARE:
            if _is_out_of_place(inner, tag):
                return True
            tables += tag in TABLES
    return bool(tables and heads.served_as_rows(element)) or (
        tables > 1 and bool(_broken_tables(element))
    )


def _is_out_of_place(rare: Element, tag: str) -> bool:
    """Tell whether a division has its own address, or a margin holds words of others."""
    return tag not in TABLES and (
        margins.holds_foreign(rare) if tag in MARGINS else _has_own_address(rare)
    )


def _broken_tables(element: Element) -> list[list[Element]]:
    tables = [
        inner for inner in element.iter(*TABLES) if next(inner.iterancestors(*TABLES), None) is None
    ]
    return [pieces for pieces in joining.runs_of(tables) if len(pieces) > 1]


def _open_paragraphs(made: Element) -> None:
    """Put the blocks inside a paragraph, heading or inline markup behind what is before them."""
    for block in list(made.iterdescendants(*STANDING)):
        holder = block.getparent()
        if (
            holder is None
            or holder.tag not in _HOLDERS
            or (holder.tag == "XREF" and is_notice(text_of(block)))
        ):
            continue
        while (above := holder.getparent()) is not None and above.tag in _HOLDERS:
            holder = above
        if holder.getparent() is not None and not _heads_by_block(
            holder
        ):  # without: what was split before, or all that is read
            _replace(holder, _split(holder))


def _heads_by_block(holder: Element) -> bool:
    """Tell whether a heading has no words before its first block, which is the heading then."""
    return (
        holder.tag in _HEADINGS
        and not is_visible(holder.text)
        and len(holder) > 0
        and holder[0].tag in STANDING
    )


def _split(holder: Element) -> list[Element]:
    """Return a paragraph with blocks in it as a row of elements, without tails.

    Runs of words keep its tag.
    """
    parts: list[Element] = []
    shell = margins.emptied(holder, holder.text)
    for child in list(holder):
        tail = child.tail
        child.tail = None
        inner = [child]
        if (
            child.tag in _HOLDERS
            and not child.tag.startswith("HD")
            and any(True for _ in child.iterdescendants(*STANDING))
        ):
            inner = _split(child)
        for part in inner:
            if part.tag in STANDING:
                parts += [*_visible(shell), part]
                shell = margins.emptied(holder, None)
            else:
                shell.append(part)
        if len(shell):
            shell[-1].tail = tail
        else:
            shell.text = tail
    return [*parts, *_visible(shell)]


def _visible(shell: Element) -> list[Element]:
    return [shell] if len(shell) or is_visible(shell.text) else []


def _fitting(margin: Element, parts: list[Element]) -> list[Element]:
    """Return the parts of a margin as they fit where it stands.

    Words of an announcement inside a paragraph stay inside it.
    """
    if margin.tag == "XREF" and margin.getparent().tag in _HOLDERS | {"TD", "TH", "LI"}:
        for part in parts:
            part.tag = "E" if part.tag == "P" else part.tag
    return parts


def _replace(element: Element, parts: list[Element]) -> None:
    """Put other elements in the place of one; the text behind it stays behind the last of them."""
    for part in parts:
        element.addprevious(part)
    joining.take_out(element)

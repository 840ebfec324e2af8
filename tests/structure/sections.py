"""Small invented sections in the shapes that the eCFR serves, and the law that every tree keeps."""

from __future__ import annotations

from tracker.markup import Element, graphic_of, is_link_notice
from tracker.model import Node
from tracker.names import parse
from tracker.structure import parse_file

_INVISIBLE = str.maketrans("−", "-", "|^\u200b\u200c\u200d\u2060\ufeff")


def _body(blocks: tuple[str, ...]) -> str:
    return "\n".join(
        (
            block
            if block.startswith("<") and not block.startswith(("<I>", "<E "))
            else f"<P>{block}</P>"
        )
        for block in blocks
    )


def section(*blocks: str, heading: str = "§ 744.99 Sample.", number: str = "744.99") -> bytes:
    """Return a section of these blocks; words become a paragraph."""
    body = _body(blocks)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<DIV8 N="{number}"'
        f' TYPE="SECTION">\n<HEAD>{heading}</HEAD>\n{body}\n</DIV8>\n'.encode()
    )


def supplement(*blocks: str, number: str = "Supplement No. 2 to Part 748") -> bytes:
    """Return a supplement of these blocks."""
    body = _body(blocks)
    head = f'<DIV9 N="{number}" TYPE="APPENDIX">\n<HEAD>{number}—Sample\n</HEAD>'
    return f"{head}\n{body}\n</DIV9>".encode()


def units(data: bytes) -> dict[str, Node]:
    """Return the units of a file by the part of their address after the provision.

    "(a)(1)", "heading", "note 1".
    """
    found = parse_file(data, "sample")
    return {_short(unit.address, top.address): unit for top in found for unit in top.walk()}


def labels(*blocks: str) -> list[str]:
    """Return the addresses of the paragraphs of a section of these blocks, in order.

    Without the section.
    """
    (top,) = parse_file(section(*blocks), "sample")
    return [_short(unit.address, top.address) for unit in top.walk() if unit.kind == "paragraph"]


def texts(data: bytes) -> dict[str, str]:
    """Return the text of every unit by its short address."""
    return {address: unit.text for address, unit in units(data).items()}


def _short(address: str, home: str) -> str:
    return address.removeprefix(home).removeprefix(",").strip() or home


def squeezed(text: str) -> str:
    """Return text without white space, zero-width characters and the bars that part cells.

    Every picture as one that stands alone.

    `10^-4` is 10-4, as it is served.
    """
    return "".join(text.split()).translate(_INVISIBLE).replace("[graphic", "[")


def printed(root: Element, skip: frozenset[Element] = frozenset()) -> tuple[str, str]:
    """Return what a source prints, in order.

    The text of the law, and beside it the link notices.
    """
    law: list[str] = []
    notices: list[str] = []
    _gather(root, law, notices, skip)
    return squeezed("".join(law)), squeezed("".join(notices))


def _gather(element: Element, law: list[str], notices: list[str], skip: frozenset[Element]) -> None:
    if is_link_notice(element):
        notices.append("".join(element.itertext()))
        return
    if element in skip:
        return
    if element.tag == "img":
        law.append(graphic_of(element))
    law.append(f"[{element.text}]" if element.tag == "GID" else element.text or "")
    for child in element:
        _gather(child, law, notices, skip)
        law.append(child.tail or "")


def held(nodes: tuple[Node, ...]) -> tuple[str, str]:
    """Return what the units of a file hold, in order.

    Labels and texts, and beside them the link notices.

    The mark X that stands for a country of Group B, which the source only lists, is left out;
    labels that name the parents of a unit again are in its facets.
    """
    law: list[str] = []
    notices: list[str] = []
    for top in nodes:
        for unit in top.walk():
            listed = unit.kind == "cell" and unit.text == "X" and unit.address.endswith(" [B]")
            again = dict(unit.facets).get("repeated", "")
            (notices if unit.role == "link-notice" else law).append(
                again + unit.label + ("" if listed else unit.text)
            )
    return squeezed("".join(law)), squeezed("".join(notices))


def check_addresses(nodes: tuple[Node, ...]) -> None:
    """Hold the addresses of a file to their law: each of its own, each readable."""
    addresses = [unit.address for top in nodes for unit in top.walk()]
    twice = (
        sorted({address for address in addresses if addresses.count(address) > 1})
        if len(set(addresses)) < len(addresses)
        else []
    )
    assert twice == []
    for address in addresses:
        assert str(parse(address)) == address

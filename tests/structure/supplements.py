"""Small invented supplements in the served shapes, and ways to look at what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tracker.markup import Element, parse_xml
from tracker.model import Node
from tracker.names import Name, parse, provision_of

Reader = Callable[[Element, Name], Node]

TABLE = (
    '<DIV width="100%"><DIV class="gpotbl_div">\n<TABLE border="1"'
    ' class="gpo_table">\n{caption}<THEAD>\n{head}</THEAD>\n'
    "<TBODY>\n{body}</TBODY>\n{foot}</TABLE>\n</DIV></DIV>\n"
)


def element(name: str, body: str) -> Element:
    """Return a supplement (`name` as the eCFR names it) with this body."""
    return parse_xml(
        f'<DIV9 N="{name}" TYPE="APPENDIX">\n<HEAD>{name}—Sample\n</HEAD>\n'
        f"{body}\n</DIV9>".encode(),
        "sample",
    )


def read(reader: Reader, name: str, body: str) -> dict[str, Node]:
    """Return the units of an invented supplement by the end of their address.

    That is what stands after "15 CFR 774 Supp. 1" and its comma.
    """
    root = element(name, body)
    home = str(provision_of(name))
    tree = reader(root, provision_of(name))
    check(root, tree)
    return {
        unit.address.removeprefix(home).removeprefix(", ").strip(): unit for unit in tree.walk()
    }


def check(root: Element, tree: Node) -> None:
    """Hold a tree to the laws of every tree.

    Each word of the source once and in order, addresses unique and readable.
    """
    addresses = [unit.address for unit in tree.walk()]
    assert len(set(addresses)) == len(addresses), sorted(
        {address for address in addresses if addresses.count(address) > 1}
    )
    assert all(str(parse(address)) == address for address in addresses)
    assert all(unit.text == " ".join(unit.text.split()) for unit in tree.walk())
    assert squeezed("".join(printed(tree))) == squeezed("".join(root.itertext()))


def printed(tree: Node) -> Iterator[str]:
    """Yield what the units of a tree print, in order: the label, then the text."""
    for unit in tree.walk():
        yield unit.label
        yield unit.text


def squeezed(text: str) -> str:
    """Return text without white space and the bars that part cells.

    Powers stand as they are served (`10^-4` is 10-4).
    """
    return "".join(text.replace("|", "").replace("^", "").replace("−", "-").split())


def row(*cells: str, tag: str = "TD") -> str:
    """Return a table row."""
    return (
        "<TR>\n"
        + "".join(f'<{tag} class="left border-right-single">{cell}</{tag}>\n' for cell in cells)
        + "</TR>\n"
    )


def table(head: str, body: str, caption: str = "", foot: str = "") -> str:
    """Return a table as the eCFR wraps it."""
    caption = f'<CAPTION><P class="title">{caption}</P></CAPTION>\n' if caption else ""
    return TABLE.format(
        caption=caption, head=head, body=body, foot=f"<TFOOT>{foot}</TFOOT>" if foot else ""
    )

"""Whole files: an eCFR title, part, section or appendix, a govinfo bulk title, a Federal Register issue or document.

    ECFR, DIV1..DIV9     API of the eCFR
    DLPSTEXTCLASS        govinfo bulk; N="§ 1.1"
    FEDREG, RULE, ...    Federal Register (see `register`)

The result is flat: one provision a section or appendix; headings, authorities and notes of parts
stand between them. What is served inside a section or appendix, though it is one itself or a part,
stands behind it under its own address:

    <DIV8 N="744.23"> (a) <DIV8 N="744.24"> (a) </DIV8></DIV8>     15 CFR 744.23, then 15 CFR 744.24

It is served twice, inside and alone? Alone it has the name; the inner one is left out where it says
the same, else it is the twin. So is the second of two that stand alone under one name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.address import DEFAULT_TITLE, Address, provision_of
from tracker.elements import LEAVES, MARGINS
from tracker.errors import ParseError
from tracker.markup import Element, fold, is_link_notice, parse_xml, text_of
from tracker.model import Node, Role, UnitKind, node
from tracker.structure import margins, naming, register
from tracker.structure.blocks import is_visible, seen_text
from tracker.structure.build import build_at, build_mended
from tracker.structure.drafts import Twins
from tracker.structure.mending import mended, told_apart
from tracker.structure.notes import note_parts
from tracker.structure.pictures import picture_of

_DIVISION = re.compile(r"DIV[1-9]")
_ROOTS = ("ECFR", "DLPSTEXTCLASS")
_NOTES = {
    "AUTH": "authority", "SECAUTH": "authority", "PARAUTH": "authority", "SOURCE": "source", "NOTE": "note", "EDNOTE": "editorial note",
    "EFFDNOT": "effective date note", "EFFDNOTP": "effective date note", "CROSSREF": "cross reference", "XREF": "link notice",
    "CITA": "source credit", "APPRO": "approval", "CFRTOC": "contents", "HEADER": "file header",
}  # fmt: skip
_COUNTED = ("note", "editorial note", "effective date note", "cross reference", "link notice")
_COUNT = re.compile(r" ?\d+$")
_UNNUMBERED = "[unnumbered]"
_WRAPPERS = ("TEXT", "BODY", "ECFRBRWS")


def parse_file(data: bytes, source: str, title: int | None = None) -> tuple[Node, ...]:
    """Parse any file of the CFR or the Federal Register into its provisions and the units between them.

    The title is the one that the file names, else `title`, else 15. Raises `ParseError` for
    anything else.
    """
    return parse_root(parse_xml(data, source), source, title)


def parse_root(root: Element, source: str, title: int | None = None) -> tuple[Node, ...]:
    """Do what `parse_file` does with a tree that `markup.parse_xml` has already read."""
    if register.is_register(root):
        return register.parse(root)
    if not (root.tag in _ROOTS or _DIVISION.fullmatch(root.tag)):
        kind = "an HTML page" if root.tag.lower() == "html" else f"a <{root.tag}> document"
        raise ParseError(
            source, f"the file is {kind}, not a text of the CFR or the Federal Register"
        )
    reader = _Reader(title_of(root) or title or DEFAULT_TITLE)
    found = reader.read(root)
    if not found:
        raise ParseError(source, "the file has no section, appendix or part")
    return found


@lru_cache(maxsize=1)
def parse_provision(data: bytes, source: str, title: int) -> Node:
    """Parse one section or appendix as the eCFR serves it, bare or alone inside its part; raise `ParseError` for any other root.

    The last text is remembered by its bytes: the gate and the derivation both ask for it, and a
    list of two megabytes takes a quarter of a second.
    """
    root = parse_xml(data, source)
    leaf = only_provision(root)
    if leaf is None:
        raise ParseError(source, f"expected one section or appendix, found <{root.tag}>")
    return build_at(leaf, _provision(leaf, title))


def told_inside(data: bytes, source: str, title: int) -> tuple[Address, ...]:
    """Return the addresses of the sections and appendices that stand inside the one that an answer holds, each told apart."""
    if sum(data.count(f"<{tag}".encode()) for tag in LEAVES) < 2:  # noqa: PLR2004 (the provision itself)
        return ()
    leaf = only_provision(parse_xml(data, source))
    return (
        ()
        if leaf is None
        else tuple(_provision(one, title) for one in told_apart(leaf) if one.tag in LEAVES)
    )


def only_provision(root: Element) -> Element | None:
    """Return the one section or appendix of an answer: its root, or the only one inside divisions; None for none or several.

        <DIV5 N="744" TYPE="PART">         the official description of the service
          <HEAD>..</HEAD> <AUTH>..</AUTH>  says that a section comes inside its part
          <DIV6 TYPE="SUBPART">
            <DIV8 N="744.23">..</DIV8>     this one

    What stands beside it (headings, authority, source of the part) belongs to no section.
    """
    if root.tag in LEAVES:
        return root
    if root.tag != "ECFR" and not _DIVISION.fullmatch(str(root.tag)):
        return None
    found = [
        one
        for one in root.iter(*LEAVES)
        if not any(above.tag in LEAVES for above in one.iterancestors())
    ]
    return found[0] if len(found) == 1 else None


def title_of(root: Element) -> int | None:
    """Return the CFR title that a file names: in its DIV1, its bulk header, or the metadata of its root; else None."""
    for number in root.iter("IDNO"):
        if number.get("TYPE") == "title" and (number.text or "").strip().isdecimal():
            return int(number.text.strip())
    if root.tag in ("ECFR", "DIV1"):
        first = next(root.iter("DIV1"), None)
        if first is not None and first.get("N", "").isdecimal():
            return int(first.get("N"))
    named = re.search(r"/title-(\d{1,2})\b", root.get("hierarchy_metadata", ""))
    return int(named[1]) if named else None


def _provision(element: Element, title: int) -> Address:
    return provision_of(naming.identifier_of(element) or "unnumbered", title)


class _Reader:
    """Walks the divisions of one file; lives for one call of `parse_root`."""

    def __init__(self, title: int) -> None:
        self.title = title
        self.twins = Twins()
        self.found: list[Node] = []
        self.inside: list[tuple[int, Element, tuple[str, ...]]] = []
        self.said: dict[str, set[str]] | None = None
        self.alone: set[tuple[str, str]] = set()
        self.numbers: frozenset[str] | None = None

    def read(self, root: Element) -> tuple[Node, ...]:
        """Return the units of a file in order; what stood inside a section comes behind it, named after all that stood alone."""
        self.walk(root, self.below(root, ()))
        alone, inside = self.found, self.inside
        if not inside:
            return tuple(alone)
        self.said = {}
        for one in alone:
            for name in {one.address, _COUNT.sub("", one.address)}:
                self.said.setdefault(name, set()).add(one.fingerprint)
        put: list[list[Node]] = []
        for _, element, path in inside:
            self.found = []
            self.walk(element, path)
            put.append(self.found)
        for (place, _, _), nodes in reversed(list(zip(inside, put, strict=True))):
            alone[place:place] = nodes
        return tuple(alone)

    def walk(self, element: Element, path: tuple[str, ...]) -> None:
        """Take one division: provisions are built, what stands beside them becomes units of the division."""
        if element.tag in LEAVES:
            whole = mended(element)
            self._provision(element, whole)
            if whole is not element:
                self._apart(element, path)
            return
        self._stray(element.text, path)
        for child in element:
            if _DIVISION.fullmatch(child.tag):
                self.walk(child, self.below(child, path))
            elif child.tag in _WRAPPERS or (
                child.tag not in _NOTES and child.tag != "HEAD" and _holds_divisions(child)
            ):
                self.walk(child, path)
            else:
                self._margin(child, path)
                if len(child):
                    self._apart(child, path)
            self._stray(child.tail, path)

    def _apart(self, element: Element, path: tuple[str, ...]) -> None:
        """Note the divisions that stand inside a section or a block; those inside one of them come with it."""
        for one in told_apart(element):
            below = self.below(one, path)
            if self.said is None:
                self.inside.append((len(self.found), one, below))
            else:
                self.walk(one, below)

    def _provision(self, element: Element, whole: Element) -> None:
        """Take a section or appendix; `whole` is the same mended."""
        address = self._address(element)
        printed = str(address)
        tree = build_mended(whole, address)
        if address.provision != _UNNUMBERED and self._is_told(printed, tree.fingerprint):
            return
        twin = self.twins.name(printed)[len(printed) :]
        self.found.append(
            build_mended(whole, Address(address.title, address.provision, twin)) if twin else tree
        )

    def _is_told(self, printed: str, fingerprint: str) -> bool:
        """Tell whether a section or appendix of this name that says the same was told before; it is from now on."""
        if self.said is None:
            told = (printed, fingerprint) in self.alone
            self.alone.add((printed, fingerprint))
            return told
        told = self._is_said(printed, fingerprint)
        self.said.setdefault(printed, set()).add(fingerprint)
        return told

    def _address(self, element: Element) -> Address:
        """Return the address of a section or appendix; a letter that strayed into `N` counts for nothing where HEAD has none."""
        address = _provision(element, self.title)
        if element.tag != "DIV8":
            return address
        plain = naming.without_stray_letter(address.provision, element)
        if not plain:
            return address
        if self.numbers is None:
            root = element.getroottree().getroot()
            self.numbers = frozenset(naming.identifier_of(one) for one in root.iter("DIV8"))
        return address if plain in self.numbers else provision_of(plain, self.title)

    def _is_said(self, wanted: str, fingerprint: str) -> bool:
        """Tell whether a unit of this name that says the same stands there already."""
        return fingerprint in (self.said or {}).get(wanted, ())

    def below(self, child: Element, path: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of the divisions down to a child; a part stands alone, since its number is unique in a title."""
        if child.tag == "DIV7":
            return (*path, "subject group")
        prefix = naming.LEVELS.get(child.tag)
        if prefix is None:
            return path
        name = f"{prefix} {naming.division_number(child) or 'unnumbered'}"
        return (
            (name,)
            if child.tag in ("DIV5", "DIV2")
            else (*(one for one in path if not one.startswith(("subtitle", "subject"))), name)
        )

    def _margin(self, child: Element, path: tuple[str, ...]) -> None:
        """Take a block beside the sections: what stands in it is a credit, a note or text by its words."""
        whole = mended(child) if len(child) else child
        for part in (
            margins.parted(whole)
            if whole.tag in MARGINS and margins.holds_foreign(whole)
            else (whole,)
        ):
            self._beside(part, path)

    def _beside(self, child: Element, path: tuple[str, ...]) -> None:
        base = self._base(path)
        tag = child.tag
        if tag == "HEAD":
            self._add(f"{base} heading", "heading", text_of(child))
        elif tag == "AMDDATE":
            self._add(f"{base} amendment date", "note", text_of(child), role="source-credit")
        elif tag in _NOTES and (tag != "XREF" or is_link_notice(child)):
            self._note(child, _NOTES[tag], base)
        elif text := picture_of(child) or seen_text(child):
            self._add(base, "paragraph", text, counted="p")
        for notice in child.iter("XREF"):
            if notice is not child and is_link_notice(notice):
                self._note(notice, "link notice", base)

    def _note(self, child: Element, name: str, base: str) -> None:
        label, text = (
            note_parts(child)
            if name not in ("source credit", "contents", "file header")
            else ("", text_of(child))
        )
        role: Role = (
            "source-credit"
            if name == "source credit"
            else "link-notice"
            if name == "link notice"
            else ""
        )
        if name in _COUNTED:
            self._add(base, "note", text, label=label, role=role, counted=f"{name} ")
        else:
            self._add(f"{base} {name}", "note", text, label=label, role=role)

    def _add(
        self,
        wanted: str,
        kind: UnitKind,
        text: str,
        *,
        label: str = "",
        role: Role = "",
        counted: str = "",
    ) -> None:
        """Add a unit of a division: of a name of its own, or the next one `counted` below it."""
        if not is_visible(text) and not label:
            return
        if self.said is not None and self._is_said(
            f"{wanted} {counted}".strip(), node(wanted, kind, text).fingerprint
        ):
            return
        address = self.twins.number(wanted, counted) if counted else self.twins.name(wanted)
        self.found.append(node(address, kind, text, label=label, role=role))

    def _stray(self, text: str | None, path: tuple[str, ...]) -> None:
        if is_visible(text):
            self._add(self._base(path), "paragraph", fold(text or ""), counted="p")

    def _base(self, path: tuple[str, ...]) -> str:
        return f"{self.title} CFR {' '.join(path) or 'title'}"


def _holds_divisions(element: Element) -> bool:
    return any(_DIVISION.fullmatch(one.tag) for one in element.iterchildren())

"""Whole files: an eCFR title, part, section or appendix, a govinfo bulk title, a Federal Register issue or document.

    ECFR, DIV1..DIV9     API of the eCFR
    DLPSTEXTCLASS        govinfo bulk; N="§ 1.1"
    FEDREG, RULE, ...    Federal Register (see `register`)

The result is flat: one provision a section or appendix; headings, authorities and notes of parts stand between them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.address import DEFAULT_TITLE, Address, provision_of
from tracker.errors import ParseError
from tracker.markup import Element, fold, is_link_notice, parse_xml, text_of
from tracker.model import Node, Role, UnitKind, node
from tracker.structure import register
from tracker.structure.blocks import is_visible
from tracker.structure.build import build_at
from tracker.structure.drafts import Twins
from tracker.structure.notes import note_parts

_DIVISION = re.compile(r"DIV[1-9]")
_LEAVES = ("DIV8", "DIV9")
_ROOTS = ("ECFR", "DLPSTEXTCLASS")
_PREFIXES = {"DIV2": "subtitle", "DIV3": "chapter", "DIV4": "subchapter", "DIV5": "part", "DIV6": "subpart"}
_NOTES = {
    "AUTH": "authority", "SECAUTH": "authority", "PARAUTH": "authority", "SOURCE": "source", "NOTE": "note", "EDNOTE": "editorial note",
    "EFFDNOT": "effective date note", "EFFDNOTP": "effective date note", "CROSSREF": "cross reference", "XREF": "link notice",
    "CITA": "source credit", "APPRO": "approval", "CFRTOC": "contents", "HEADER": "file header",
}  # fmt: skip
_COUNTED = ("note", "editorial note", "effective date note", "cross reference", "link notice")
_BULK_NUMBER = re.compile(r"^\s*§+\s*")


def parse_file(data: bytes, source: str, title: int | None = None) -> tuple[Node, ...]:
    """Parse any file of the CFR or the Federal Register into its provisions and the units between them.

    The title is the one that the file names, else `title`, else 15. Raises `ParseError` for anything else.
    """
    return parse_root(parse_xml(data, source), source, title)


def parse_root(root: Element, source: str, title: int | None = None) -> tuple[Node, ...]:
    """Do what `parse_file` does with a tree that `markup.parse_xml` has already read."""
    if register.is_register(root):
        return register.parse(root)
    if not (root.tag in _ROOTS or _DIVISION.fullmatch(root.tag)):
        kind = "an HTML page" if root.tag.lower() == "html" else f"a <{root.tag}> document"
        raise ParseError(source, f"the file is {kind}, not a text of the CFR or the Federal Register")
    reader = _Reader(title_of(root) or title or DEFAULT_TITLE)
    reader.walk(root, reader.below(root, ()))
    if not reader.found:
        raise ParseError(source, "the file has no section, appendix or part")
    return tuple(reader.found)


@lru_cache(maxsize=1)
def parse_provision(data: bytes, source: str, title: int) -> Node:
    """Parse one section or appendix as the eCFR serves it, bare or alone inside its part; raise `ParseError` for any other root.

    The last text is remembered by its bytes: the gate and the derivation both ask for it, and a list of two megabytes
    takes a quarter of a second.
    """
    root = parse_xml(data, source)
    leaf = only_provision(root)
    if leaf is None:
        raise ParseError(source, f"expected one section or appendix, found <{root.tag}>")
    return build_at(leaf, _provision(leaf, title))


def only_provision(root: Element) -> Element | None:
    """Return the one section or appendix of an answer: its root, or the only one inside divisions; None for none or several.

        <DIV5 N="744" TYPE="PART">         the official description of the service
          <HEAD>..</HEAD> <AUTH>..</AUTH>  says that a section comes inside its part
          <DIV6 TYPE="SUBPART">
            <DIV8 N="744.23">..</DIV8>     this one

    What stands beside it (headings, authority, source of the part) belongs to no section.
    """
    if root.tag in _LEAVES:
        return root
    if root.tag != "ECFR" and not _DIVISION.fullmatch(str(root.tag)):
        return None
    found = [one for one in root.iter(*_LEAVES) if not any(above.tag in _LEAVES for above in one.iterancestors())]
    return found[0] if len(found) == 1 else None


def title_of(root: Element) -> int | None:
    """Return the CFR title that a file names: in its DIV1, its bulk header, or the metadata of its root; else None."""
    for number in root.iter("IDNO"):
        if number.get("TYPE") == "title" and (number.text or "").strip().isdecimal():
            return int(number.text.strip())
    if root.tag in ("ECFR", "DIV1"):
        first = root if root.tag == "DIV1" else next(root.iter("DIV1"), None)
        if first is not None and first.get("N", "").isdecimal():
            return int(first.get("N"))
    named = re.search(r"/title-(\d{1,2})\b", root.get("hierarchy_metadata", ""))
    return int(named[1]) if named else None


def _provision(element: Element, title: int) -> Address:
    return provision_of(_BULK_NUMBER.sub("", fold(element.get("N", ""))) or "unnumbered", title)


class _Reader:
    """Walks the divisions of one file; lives for one call of `parse_root`."""

    def __init__(self, title: int) -> None:
        self.title = title
        self.twins = Twins()
        self.found: list[Node] = []

    def walk(self, element: Element, path: tuple[str, ...]) -> None:
        """Take one division: provisions are built, what stands beside them becomes units of the division."""
        if element.tag in _LEAVES:
            self._provision(element)
            return
        self._stray(element.text, path)
        for child in element:
            if _DIVISION.fullmatch(child.tag):
                self.walk(child, self.below(child, path))
            elif child.tag in ("TEXT", "BODY", "ECFRBRWS") or any(_DIVISION.fullmatch(one.tag) for one in child.iterchildren()):
                self.walk(child, path)
            else:
                self._beside(child, path)
            self._stray(child.tail, path)

    def _provision(self, element: Element) -> None:
        address = _provision(element, self.title)
        name = self.twins.name(str(address))
        self.found.append(build_at(element, Address(address.title, address.provision, name[len(str(address)) :])))

    def below(self, child: Element, path: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of the divisions down to a child; a part stands alone, since its number is unique in a title."""
        number = fold(child.get("N", "")).replace("–", "-")
        if child.tag == "DIV7":
            return (*path, "subject group")
        prefix = _PREFIXES.get(child.tag)
        if prefix is None or child.tag in _LEAVES:
            return path
        number = re.sub(rf"^{prefix}s?\s+", "", number, flags=re.IGNORECASE)
        name = f"{prefix} {number or 'unnumbered'}"
        return (name,) if child.tag in ("DIV5", "DIV2") else (*(one for one in path if not one.startswith(("subtitle", "subject"))), name)

    def _beside(self, child: Element, path: tuple[str, ...]) -> None:
        base = f"{self.title} CFR {' '.join(path) or 'title'}"
        tag = child.tag
        if tag == "HEAD":
            self._add(self.twins.name(f"{base} heading"), "heading", text_of(child))
        elif tag == "AMDDATE":
            self._add(self.twins.name(f"{base} amendment date"), "note", text_of(child), role="source-credit")
        elif tag in _NOTES and (tag != "XREF" or is_link_notice(child)):
            self._note(child, _NOTES[tag], base)
        elif text := text_of(child):
            self._add(self.twins.number(base, "p"), "paragraph", text)
        for notice in child.iter("XREF"):
            if notice is not child and is_link_notice(notice):
                self._note(notice, "link notice", base)

    def _note(self, child: Element, name: str, base: str) -> None:
        label, text = note_parts(child) if name not in ("source credit", "contents", "file header") else ("", text_of(child))
        role: Role = "source-credit" if name == "source credit" else "link-notice" if name == "link notice" else ""
        address = self.twins.number(base, f"{name} ") if name in _COUNTED else self.twins.name(f"{base} {name}")
        self._add(address, "note", text, label=label, role=role)

    def _add(self, address: str, kind: UnitKind, text: str, label: str = "", role: Role = "") -> None:
        if text or label:
            self.found.append(node(address, kind, text, label=label, role=role))

    def _stray(self, text: str | None, path: tuple[str, ...]) -> None:
        if is_visible(text):
            base = f"{self.title} CFR {' '.join(path) or 'title'}"
            self._add(self.twins.number(base, "p"), "paragraph", fold(text or ""))

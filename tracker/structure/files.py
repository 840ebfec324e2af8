"""Whole files of the CFR and of the Federal Register.

An eCFR title, part, section or appendix, a govinfo bulk title, an issue or a document of the
Register.

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

from tracker.elements import LEAVES, MARGINS
from tracker.errors import ParseError
from tracker.markup import Element, fold, is_link_notice, parse_xml, text_of
from tracker.model import Node, Role, UnitKind, digest_of, node
from tracker.names import DEFAULT_TITLE, Name, provision_of
from tracker.names.parsing import of_divisions
from tracker.structure import margins, naming, register
from tracker.structure.blocks import is_visible, seen_text
from tracker.structure.build import build_at, build_mended
from tracker.structure.drafts import TakenNames
from tracker.structure.mending import divisions_inside, mended
from tracker.structure.notes import note_parts
from tracker.structure.pictures import picture_of

_DIVISION = re.compile(r"DIV[1-9]")
_ROOTS = ("ECFR", "DLPSTEXTCLASS")
_NOTES = {
    "AUTH": "authority", "SECAUTH": "authority", "PARAUTH": "authority", "SOURCE": "source",
    "NOTE": "note", "EDNOTE": "editorial note",
    "EFFDNOT": "effective date note", "EFFDNOTP": "effective date note",
    "CROSSREF": "cross reference", "XREF": "link notice",
    "CITA": "source credit", "APPRO": "approval", "CFRTOC": "contents", "HEADER": "file header",
}  # fmt: skip
_COUNTED = ("note", "editorial note", "effective date note", "cross reference", "link notice")
_ROLES: dict[str, Role] = {"source credit": "source-credit", "link notice": "link-notice"}
_UNNUMBERED = "[unnumbered]"
_WRAPPERS = ("TEXT", "BODY", "ECFRBRWS")


def parse_file(data: bytes, source: str, title: int | None = None) -> tuple[Node, ...]:
    """Parse a file of the CFR or the Federal Register into provisions and what is between.

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


def parse_provision(data: bytes, source: str, title: int) -> Node:
    """Parse one section or appendix, bare or alone inside its part; see `read_provision`."""
    return read_provision(parse_xml(data, source), source, title)


def read_provision(root: Element, source: str, title: int) -> Node:
    """Return the one section or appendix of an answer as units.

    Raise `ParseError` for any other.
    """
    leaf = only_provision(root)
    if leaf is None:
        raise ParseError(source, f"expected one section or appendix, found <{root.tag}>")
    return build_at(leaf, _provision(leaf, title))


def names_inside(root: Element, title: int) -> tuple[Name, ...]:
    """Return the names of the sections and appendices that stand inside the one of an answer.

    Each is told apart.
    """
    leaf = only_provision(root)
    if leaf is None or len(list(leaf.iter(*LEAVES))) < 2:  # noqa: PLR2004 (the provision itself)
        return ()
    return tuple(
        _provision(inner, title) for inner in divisions_inside(leaf) if inner.tag in LEAVES
    )


def only_provision(root: Element) -> Element | None:
    """Return the one section or appendix of an answer: its root, or the only one inside divisions.

    None for none or several.

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
        inner
        for inner in root.iter(*LEAVES)
        if not any(above.tag in LEAVES for above in inner.iterancestors())
    ]
    return found[0] if len(found) == 1 else None


def title_of(root: Element) -> int | None:
    """Return the CFR title that a file names.

    In its DIV1, its bulk header, or the metadata of its root; else None.
    """
    for number in root.iter("IDNO"):
        if number.get("TYPE") == "title" and (number.text or "").strip().isdecimal():
            return int(number.text.strip())
    if root.tag in ("ECFR", "DIV1"):
        first = next(root.iter("DIV1"), None)
        if first is not None and first.get("N", "").isdecimal():
            return int(first.get("N"))
    named = re.search(r"/title-(\d{1,2})\b", root.get("hierarchy_metadata", ""))
    return int(named[1]) if named else None


def _provision(element: Element, title: int) -> Name:
    return provision_of(naming.identifier_of(element) or "unnumbered", title)


class _Reader:
    """Walks the divisions of one file; lives for one call of `parse_root`.

    First what stands alone is read and what stands inside it put by; then that (`reads_inside`).
    `said` holds by name what was said under it.
    """

    def __init__(self, title: int) -> None:
        self.title = title
        self.twins = TakenNames()
        self.found: list[Node] = []
        self.inside: list[tuple[int, Element, tuple[str, ...]]] = []
        self.said: dict[str, set[str]] = {}
        self.reads_inside = False
        self.numbers: frozenset[str] | None = None

    def read(self, root: Element) -> tuple[Node, ...]:
        """Return the units of a file in order.

        What stood inside a section comes behind it, named after all that stood alone.
        """
        self.walk(root, self.below(root, ()))
        alone, inside = self.found, self.inside
        if not inside:
            return tuple(alone)
        self.reads_inside, self.said = True, {}
        for inner in alone:
            for name in {inner.name.text, inner.name.uncounted}:
                self.said.setdefault(name, set()).add(inner.fingerprint)
        put: list[list[Node]] = []
        for _, element, path in inside:
            self.found = []
            self.walk(element, path)
            put.append(self.found)
        for (place, _, _), nodes in reversed(list(zip(inside, put, strict=True))):
            alone[place:place] = nodes
        return tuple(alone)

    def walk(self, element: Element, path: tuple[str, ...]) -> None:
        """Take one division: its provisions are built, what stands beside them are its units."""
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
        """Note the divisions that stand inside a section or a block.

        Those inside one of them come with it.
        """
        for inner in divisions_inside(element):
            below = self.below(inner, path)
            if self.reads_inside:
                self.walk(inner, below)
            else:
                self.inside.append((len(self.found), inner, below))

    def _provision(self, element: Element, whole: Element) -> None:
        """Take a section or appendix; `whole` is the same mended."""
        wanted = self._name(element)
        tree = build_mended(whole, wanted)
        if wanted.provision != _UNNUMBERED and self._came_before(wanted.text, tree.fingerprint):
            return
        name = self.twins.name(wanted)
        self.found.append(tree if name is wanted else build_mended(whole, name))

    def _came_before(self, printed: str, fingerprint: str) -> bool:
        """Tell whether a section or appendix of this name that says the same came before.

        From now on it has. What stands inside a section is compared with all that stands alone.
        """
        came = self._is_said(printed, fingerprint)
        self.said.setdefault(printed, set()).add(fingerprint)
        return came

    def _name(self, element: Element) -> Name:
        """Return the name of a section or appendix.

        A letter that strayed into `N` counts for nothing where HEAD has none.
        """
        name = _provision(element, self.title)
        if element.tag != "DIV8":
            return name
        plain = naming.without_stray_letter(name.provision, element)
        if not plain:
            return name
        if self.numbers is None:
            root = element.getroottree().getroot()
            self.numbers = frozenset(naming.identifier_of(inner) for inner in root.iter("DIV8"))
        return name if plain in self.numbers else provision_of(plain, self.title)

    def _is_said(self, wanted: str, fingerprint: str) -> bool:
        """Tell whether a unit of this name that says the same stands there already."""
        return fingerprint in self.said.get(wanted, ())

    def below(self, child: Element, path: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of the divisions down to a child.

        A part stands alone, since its number is unique in a title.
        """
        if child.tag == "DIV7":
            return (*path, "subject group")
        prefix = naming.LEVELS.get(child.tag)
        if prefix is None:
            return path
        name = f"{prefix} {naming.division_number(child) or 'unnumbered'}"
        return (
            (name,)
            if child.tag in ("DIV5", "DIV2")
            else (*(inner for inner in path if not inner.startswith(("subtitle", "subject"))), name)
        )

    def _margin(self, child: Element, path: tuple[str, ...]) -> None:
        """Take a block beside the sections.

        What stands in it is a credit, a note or text by its words.
        """
        whole = mended(child) if len(child) else child
        for part in (
            margins.parted(whole)
            if whole.tag in MARGINS and margins.holds_foreign(whole)
            else (whole,)
        ):
            self._beside(part, path)

    def _beside(self, child: Element, path: tuple[str, ...]) -> None:
        base = of_divisions(self.title, path)
        tag = child.tag
        if tag == "HEAD":
            self._add(base, "heading", "heading", text_of(child))
        elif tag == "AMDDATE":
            self._add(base, "amendment date", "note", text_of(child), role="source-credit")
        elif tag in _NOTES and (tag != "XREF" or is_link_notice(child)):
            self._note(child, _NOTES[tag], base)
        elif text := picture_of(child) or seen_text(child):
            self._add(base, "p", "paragraph", text)
        for notice in child.iter("XREF"):
            if notice is not child and is_link_notice(notice):
                self._note(notice, "link notice", base)

    def _note(self, child: Element, words: str, base: Name) -> None:
        label, text = (
            note_parts(child)
            if words not in ("source credit", "contents", "file header")
            else ("", text_of(child))
        )
        self._add(base, words, "note", text, label=label, role=_ROLES.get(words, ""))

    def _add(
        self,
        base: Name,
        words: str,
        kind: UnitKind,
        text: str,
        *,
        label: str = "",
        role: Role = "",
    ) -> None:
        """Add a unit of a division, by words that name it alone or by the next number."""
        if not is_visible(text) and not label:
            return
        if self.reads_inside and self._is_said(f"{base} {words}", digest_of(kind, text)):
            return
        if kind == "paragraph":
            name = self.twins.text(base)
        elif words in _COUNTED:
            name = self.twins.number(base, words, kind)
        else:
            name = self.twins.name(base.named(words, kind))
        self.found.append(node(name, kind, text, label=label, role=role))

    def _stray(self, text: str | None, path: tuple[str, ...]) -> None:
        if is_visible(text):
            self._add(of_divisions(self.title, path), "p", "paragraph", fold(text or ""))


def _holds_divisions(element: Element) -> bool:
    return any(_DIVISION.fullmatch(inner.tag) for inner in element.iterchildren())

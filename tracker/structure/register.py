"""Federal Register XML: issues (FEDREG) and documents (RULE, PRORULE, NOTICE, PRESDOCU, CORRECT).

Their paragraphs are counted through the document, since prose has no legal labels:

    FR 2024-02705            the document: one provision
    FR 2024-02705 heading    its subject
    FR 2024-02705 p12        its paragraphs, counted through the document
    FR 2024-02705 table 1    tables, footnotes, headings as elsewhere
    FR issue-89-29 p5        what an issue prints between documents
"""

from __future__ import annotations

import re

from tracker.elements import TABLES
from tracker.markup import Element, fold, raw_text, text_of
from tracker.model import Node, node
from tracker.names import Provision, home
from tracker.structure import joining, tables
from tracker.structure.blocks import is_visible
from tracker.structure.drafts import Draft, TakenNames
from tracker.structure.pictures import PICTURES, picture_of

_DOCUMENTS = frozenset(("RULE", "PRORULE", "NOTICE", "PRESDOCU", "CORRECT", "PRNOTICE"))
_HEADINGS = frozenset(
    (
        "HD",
        "SUBJECT",
        "AGENCY",
        "SUBAGY",
        "HED",
        "HD1",
        "HD2",
        "HD3",
        "SECTNO",
        "PTITLE",
        "CHAPTER",
        "UNITNAME",
    )
)
_NUMBER = re.compile(
    r"FR Doc(?:ument|s)?\.? ?(?:No\.? ?)?(\w{1,12}(?:[-–—]\d{1,8}){1,2})", re.IGNORECASE
)
_PICTURED = PICTURES | {"GPH", "MATH"}
_INLINE = frozenset(
    (
        "I",
        "E",
        "B",
        "SU",
        "FTREF",
        "SUP",
        "sup",
        "sub",
        "a",
        "em",
        "strong",
        "FR",
        "AC",
        "PRTPAGE",
        "br",
        "XREF",
        "STARS",
    )
)


def is_register(root: Element) -> bool:
    """Tell whether a root element is one of the Federal Register."""
    return root.tag == "FEDREG" or root.tag in _DOCUMENTS


def parse(root: Element) -> tuple[Node, ...]:
    """Return the documents of an issue, or the one, and what is printed between them."""
    reader = _Reader(root)
    if root.tag in _DOCUMENTS:
        reader.document(root)
    else:
        reader.walk(root)
    return tuple(reader.found)


def document_number(element: Element) -> str:
    """Return the number printed at the end of a document ("2024-02705"), or "unnumbered"."""
    for printed in element.iter("FRDOC"):
        if found := _NUMBER.search(text_of(printed)):
            return re.sub("[–—]", "-", found[1])
    return "unnumbered"


class _Reader:
    """Walks one issue; lives for one call of `parse`."""

    def __init__(self, root: Element) -> None:
        named = (fold(root.findtext(name) or "") for name in ("VOL", "NO"))
        number = "-".join(word for word in named if re.fullmatch(r"\w+", word)) or "unnumbered"
        self.issue = home(Provision(0, f"FR issue-{number}"))
        self.taken = TakenNames()
        self.found: list[Node] = []

    def walk(self, element: Element) -> None:
        """Take what stands outside documents, block by block, and the documents where they come."""
        for kind, child, raw in _blocks(element, _DOCUMENTS):
            if kind == "document":
                self.document(child)
            elif text := fold(raw) or text_of(child):
                if kind == "heading":
                    name = self.taken.number(self.issue, "heading", "heading")
                    self.found.append(node(name, "heading", text))
                else:
                    self.found.append(node(self.taken.text(self.issue), "paragraph", text))

    def document(self, element: Element) -> None:
        """Add one document as a provision."""
        name = home(Provision(0, f"FR {document_number(element)}"))
        root = Draft(self.taken.name(name), "provision")
        _Document(root).fill(element)
        self.found.append(root.node())


class _Document:
    """Fills one document with units, all of them at one level: its paragraphs are prose."""

    def __init__(self, root: Draft) -> None:
        self.root = root
        self.taken = TakenNames()
        self.headed = False
        self.footnote: Draft | None = None

    def fill(self, element: Element) -> None:
        """Append every block of the document in order."""
        name, units = self.root.name, self.root.children
        for kind, child, raw in _blocks(element, frozenset()):
            if kind == "table":
                units.append(tables.build(child, name, self.taken))
            elif kind == "footnotes":
                self._footnotes(child)
            elif kind == "heading":
                title = child.tag == "SUBJECT" and not self.headed
                self.headed = self.headed or title
                headed = (
                    self.taken.name(name.named("heading", "heading"))
                    if title
                    else self.taken.number(name, "heading", "heading")
                )
                units.append(Draft(headed, "heading", fold(raw)))
            else:
                units.append(Draft(self.taken.text(name), "paragraph", fold(raw)))

    def _footnotes(self, element: Element) -> None:
        parts = tables.parts_of(element)
        for part in parts:
            text = text_of(part)
            mark, rest = tables.split_mark(part, text)
            if not text:
                continue
            if not mark and self.footnote is not None and part is not parts[0]:
                self.footnote.extend(rest)
            else:
                name = self.taken.name(tables.footnote_name(self.root.name, mark))
                self.footnote = Draft(name, "footnote", rest, label=mark)
                self.root.children.append(self.footnote)


def _blocks(element: Element, documents: frozenset[str]) -> list[tuple[str, Element, str]]:
    """Return the blocks below an element in order, each as (kind, element, raw text)."""
    found: list[tuple[str, Element, str]] = []
    _walk(element, documents, found)
    runs = {
        run[0]: run
        for run in joining.runs_of(document for kind, document, _ in found if kind == "table")
    }
    if all(len(run) == 1 for run in runs.values()):
        return found
    return [
        (kind, joining.joined(runs[document]) if kind == "table" else document, raw)
        for kind, document, raw in found
        if kind != "table" or document in runs
    ]


def _walk(
    element: Element, documents: frozenset[str], found: list[tuple[str, Element, str]]
) -> None:
    if is_visible(element.text):
        found.append(("paragraph", None, element.text))
    for child in element:
        tag = child.tag
        if tag in documents:
            found.append(("document", child, ""))
        elif tag in TABLES:
            found.append(("table", child, ""))
        elif tag == "FTNT":
            found.append(("footnotes", child, ""))
        elif tag in _PICTURED and (picture := picture_of(child)):
            found.append(("paragraph", child, picture))
        elif tag in _HEADINGS or not _holds_blocks(child, documents):
            raw = raw_text(child)
            if is_visible(raw):
                found.append(("heading" if tag in _HEADINGS else "paragraph", child, raw))
        else:
            _walk(child, documents, found)
        if is_visible(child.tail):
            found.append(("paragraph", None, child.tail))


def _holds_blocks(element: Element, documents: frozenset[str]) -> bool:
    """Tell whether an element is a container: anything in it but words and inline markup."""
    return any(child.tag not in _INLINE or child.tag in documents for child in element)

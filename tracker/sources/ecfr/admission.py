"""Whether an answer of the eCFR is what was asked for, by the value that was read of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker import gate, markup, names, structure
from tracker.answers import Absence
from tracker.errors import ParseError, WrongDocumentError
from tracker.model import Capture, Node, Request
from tracker.names import Name
from tracker.sources.ecfr.reading import TitleStates, VersionsPage, titles, versions_page
from tracker.sources.ecfr.subjects import Full, Titles, Versions

_OK = 200


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a provision, read once: its elements, its units, what is within it.

    `inside` are the addresses of other texts that were served within it; `mismatch` says why it is
    not the text that was asked for.
    """

    root: markup.Element
    node: Node
    inside: tuple[Name, ...]
    mismatch: str | None

    @property
    def shape(self) -> gate.Shape:
        """Return the shape of its tables, which only whoever doubts a new text asks for."""
        return gate.shape(self.root)


def read_titles(capture: Capture, subject: Titles) -> TitleStates:
    """Read the list of titles."""
    del subject
    return titles(capture.body, capture.url)


def check_titles(value: TitleStates, subject: Titles, source: str) -> None:
    """Refuse a list without titles."""
    del subject
    if not value.titles:
        raise ParseError(source, "the list of titles is empty")


def read_versions(capture: Capture, subject: Versions) -> VersionsPage:
    """Read a page of a version list."""
    del subject
    return versions_page(capture.body, capture.url)


def check_versions(value: VersionsPage, subject: Versions, source: str) -> None:
    """Refuse the version list of another title."""
    others = {value.title, *(row.title for row in value.rows)} - {subject.title, None}
    if others:
        other = f"the answer has versions of title {others.pop()}"
        raise ParseError(source, f"{other} where those of title {subject.title} were asked for")


def read_text(capture: Capture, subject: Full) -> Text:
    """Read a text: its bytes are parsed once, and its units are built once."""
    root = markup.parse_answer(capture.body, capture.url)
    mismatch = _mismatch(root, subject)
    try:
        node = structure.read_provision(root, capture.url, subject.title)
    except ParseError as error:
        raise WrongDocumentError(capture.url, mismatch or error.why) from error
    return Text(root, node, structure.names_inside(root, subject.title), mismatch)


def check_text(value: Text, subject: Full, source: str) -> None:
    """Refuse a text that is not the very one that was asked for."""
    del subject
    if value.mismatch:
        raise WrongDocumentError(source, value.mismatch)


def _mismatch(served: markup.Element, subject: Full) -> str | None:
    """Say why an answer is not the very provision that was asked for, or None."""
    expected = "DIV8" if subject.type == "section" else "DIV9"
    alone = structure.only_provision(served)
    root = served if alone is None else alone
    if root.tag != expected:
        return f"the root element is {str(root.tag)[:40]} where {expected} was asked for"
    named = structure.identifier_of(root)
    if not _same(named, subject.identifier, subject.title):
        return (
            f"the answer is the text of {named[:80]!r} where {subject.identifier!r} was asked for"
        )
    if root.find("HEAD") is None:
        return f"{subject.identifier} has no heading"
    if any(inner.get("N") == root.get("N") for inner in root.iterdescendants("DIV8", "DIV9")):
        return f"{subject.identifier} is in the answer twice"
    return None


def _same(named: str, asked: str, title: int) -> bool:
    """Tell whether two spellings name the same provision.

    Section signs, dashes, capitals and trailing titles make no difference.
    """
    plain = [
        " ".join(name.replace("–", "-").replace("§", " ").split()).casefold()
        for name in (named, asked)
    ]
    return plain[0] == plain[1] or names.provision_of(named, title) == names.provision_of(
        asked, title
    )


def absent_text(
    request: Request, capture: Capture, subject: Full, read: Callable[[], Text]
) -> Absence | None:
    """Tell what a missing text means: there is none, or none yet on that day."""
    del request, subject, read
    if capture.status == _OK:
        return None
    said = capture.body[:2000].decode("utf-8", "replace").casefold()
    if "past the title" in said and "issue date" in said:
        return "not-yet"
    return "no-content" if "no matching content" in said else None

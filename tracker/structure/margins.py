"""Credits, notices and authorities are what their words say, whatever element they stand in.

    <CITA>[88 FR 100, Jan. 3, 2023]<P>(b) A license is required.</P></CITA>   a credit, then (b)
    <CITA>(b) This section does not apply.</CITA>                             paragraph (b)
    <SECAUTH>(Sec. 5, 62 Stat. 304; 18 U.S.C. 1)</SECAUTH>                    an authority

The words are judged in `credits`; here the elements are parted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from tracker.elements import PARAGRAPHS, STANDING
from tracker.markup import Element, fold, link_notices, text_of
from tracker.structure import credits as words
from tracker.structure.blocks import is_visible

_JUDGED = PARAGRAPHS | {"PSPACE"}
_HEADS = ("HED", "HD")
_LONGEST = 100_000
"""Characters; the longest credits have some 10,000. What is longer is no credit, and takes no
time."""
_PAIRS = {"[": "]", "(": ")"}
_NATIVE: dict[str, Callable[[str], bool]] = {
    "CITA": words.is_credit,
    "XREF": words.is_notice,
    "SECAUTH": words.is_authority,
    "PARAUTH": words.is_authority,
    "AUTH": words.is_authority,
    "SOURCE": words.is_credit,
    "APPRO": words.is_approval,
}


def holds_foreign(element: Element) -> bool:
    """Tell whether something in a margin element is no credit, notice or authority by its words."""
    if (
        not len(element)
        and element.tag == "CITA"
        and words.is_usual_credit(fold(element.text or ""))
    ):
        return False
    if next(element.iterdescendants(*STANDING), None) is None and _is_usual(element):
        return False
    made = parted(element)
    return len(made) > 1 or (len(made) == 1 and made[0].tag != element.tag)


def _is_usual(element: Element) -> bool:
    """Tell whether all words of a margin element are of its kind, a printed head aside."""
    tag = element.tag
    if not len(element) or tag == "XREF":
        return _is_native(tag, fold("".join(element.itertext())), headed=False)
    headed = _is_headed(element)
    if headed and (is_visible(element.text) or any(is_visible(inner.tail) for inner in element)):
        return False
    own = " ".join(text_of(inner) for inner in element[1:]) if headed else text_of(element)
    return _is_native(tag, own, headed=headed)


def parted(element: Element) -> list[Element]:
    """Return a margin element as the elements that its words make.

    Itself, and paragraphs for the rest.

    An `XREF` that is no announcement at all is read as text where it stands, and stays.
    """
    made: list[Element] = []
    shell = emptied(element, element.text)
    headed = _is_headed(element)
    for child in element:
        part = deepcopy(child)
        part.tail = None
        if _is_foreign(child, element.tag, headed=headed):
            part.tag = "P" if child.tag == "PSPACE" else child.tag
            made += [*_by_words(shell), part]
            shell = emptied(element, child.tail)
        else:
            part.tail = child.tail
            shell.append(part)
    return [*made, *_by_words(shell)]


def _is_foreign(child: Element, tag: str, *, headed: bool) -> bool:
    """Tell whether a child of a margin is a block that does not belong to it."""
    if child.tag in _JUDGED:
        return not _is_native(tag, text_of(child), headed=headed)
    return child.tag in STANDING


def emptied(element: Element, text: str | None) -> Element:
    """Return an element of the same tag and attributes that holds this text alone."""
    made = element.makeelement(element.tag, dict(element.attrib))
    made.text = text
    return made


def _is_headed(element: Element) -> bool:
    """Tell whether a printed head (`Authority:`) opens an element."""
    return len(element) > 0 and element[0].tag in _HEADS and not is_visible(element.text)


def _is_native(tag: str, text: str, *, headed: bool) -> bool:
    """Tell whether a text is of the kind of its element.

    What follows a bracket must be so by itself.
    """
    if len(text) > _LONGEST:
        return False
    return all(_is_native_piece(tag, piece, headed=headed) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Yield the brackets that a text opens with, one by one, and what follows them."""
    while 0 < (end := _bracket_end(text)) < len(text):
        yield text[:end]
        text = text[end:].strip()
    yield text


def _is_native_piece(tag: str, text: str, *, headed: bool) -> bool:
    if not is_visible(text) or _NATIVE[tag](text):
        return True
    return headed and not words.is_labelled(text) and words.is_authority(f"Authority: {text}")


def _by_words(shell: Element) -> list[Element]:
    """Return a run of words as the elements it makes; one without anything visible makes none."""
    text = fold("".join(shell.itertext())) if shell.tag == "XREF" else text_of(shell)
    if not is_visible(text):
        return []
    heads = text_of(shell[0]) if _is_headed(shell) else ""
    own = text.removeprefix(heads).strip()
    if _is_native(shell.tag, own, headed=bool(heads)):
        return [shell]
    if shell.tag == "XREF" and not text.startswith("Link to a"):
        return [shell]
    groups = _groups(own, shell.tag, headed=bool(heads))
    if not groups:
        return [_paragraph(shell, None)]
    made = [_kept(shell, piece) if native else _paragraph(shell, piece) for native, piece in groups]
    return (
        made
        if shell.tag == "XREF"
        else [*made, *(deepcopy(notice) for notice in link_notices(shell))]
    )


def _groups(text: str, tag: str, *, headed: bool) -> list[tuple[bool, str]]:
    """Part a text that opens or closes with a credit and has other words beside it.

    Else nothing.
    """
    if tag == "XREF":
        end = words.notice_end(text)
        return [(True, text[:end]), (False, text[end:].strip())] if end else []
    first, last = _bracket_end(text), _bracket_start(text)
    lead, rest = text[:first].strip(), text[first:].strip()
    if lead and rest and _is_native(tag, lead, headed=headed):
        return [(True, lead), (False, rest)]
    body, trail = text[:last].strip(), text[last:].strip()
    if body and trail and _is_native(tag, trail, headed=headed):
        return [(False, body), (True, trail)]
    return []


def _bracket_end(text: str) -> int:
    """Return where the bracket that opens a text closes, 0 where none opens it."""
    if text[:1] not in _PAIRS:
        return 0
    if text.find(_PAIRS[text[0]]) == len(text) - 1:
        return len(text)
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == text[0]) - (letter == _PAIRS[text[0]])
        if not depth:
            return place + 1
    return 0


def _bracket_start(text: str) -> int:
    """Return where the square bracket that closes a text opens, its end where none closes it."""
    if not text.endswith("]"):
        return len(text)
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if not depth:
            return place
    return len(text)


def _paragraph(shell: Element, text: str | None) -> Element:
    """Return a run of words as a paragraph: with the elements in it, or as the plain text given."""
    made = shell.makeelement("P", {})
    if text is not None:
        made.text = text
        return made
    made.text = shell.text
    made.extend(list(shell))
    return made


def _kept(shell: Element, text: str) -> Element:
    """Return a margin element with this text alone, behind its printed head."""
    made = emptied(shell, None)
    if _is_headed(shell):
        made.append(deepcopy(shell[0]))
        made[0].tail = text
    else:
        made.text = text
    return made

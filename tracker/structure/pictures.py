"""Pictures that stand alone: a unit whose text is the file name in brackets, `[er12ja23.001.gif]`.

    <img src="/graphics/er12ja23.001.gif"/>     eCFR
    <GPH SPAN="3"><GID>ER12JA23.001</GID></GPH>  Federal Register; MATH and MID for formulas

One that stands among words is part of them: `[graphic er12ja23.001.gif]` (see `markup`).
"""

from __future__ import annotations

from tracker.elements import GRAPHICS
from tracker.markup import Element, fold
from tracker.structure.names import without_zero_width

PICTURES = frozenset((*GRAPHICS, "IMG"))
_AROUND = frozenset(
    (
        "GPH",
        "MATH",
        "P",
        "FP",
        "FP-1",
        "FP-2",
        "DIV",
        "EXTRACT",
        "BOXTXT",
        "CENTER",
        "center",
        "br",
        "a",
        *PICTURES,
    )
)


def picture_of(element: Element) -> str:
    """Return what stands for an element that holds pictures and no words.

    "" where it holds words or no picture.
    """
    names = []
    for part in element.iter():
        tag = part.tag
        if tag not in _AROUND:
            return ""
        if tag in PICTURES:
            names.append(_name(part))
        elif without_zero_width(part.text or ""):
            return ""
        if part is not element and without_zero_width(part.tail or ""):
            return ""
    return " ".join(names)


def _name(picture: Element) -> str:
    """Return the file name in brackets, without the folder or host that varies by rendering."""
    source = picture.get("src") or picture.get("SRC") or ""
    name = fold(picture.text or "") or source.rpartition("/")[2] or picture.get("alt") or "picture"
    return f"[{fold(name)}]"

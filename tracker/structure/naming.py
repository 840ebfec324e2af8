"""What a section, an appendix or a division is called.

By its `N`, and by its HEAD where `N` is blank, bare or marred.

    <DIV9 N="Appendix A"><HEAD>Appendix A to Part 20—Plums</HEAD>   bulk form: Appendix A to Part 20
    <DIV9 N="A"><HEAD>Appendix A—Plums</HEAD>                         named by the part around it
    <DIV8 N="§ 744.23."><HEAD>§ 744.23 Chips.</HEAD>                  744.23: signs are strays
    <DIV8 N=""><HEAD>§ 744.23 Chips.</HEAD>                           744.23

A full `N` is believed, whatever HEAD says.
"""

from __future__ import annotations

import re

from tracker.markup import Element, text_of
from tracker.names import DEFAULT_TITLE, identified
from tracker.names.annexes import KIND, KINDS
from tracker.structure.names import without_zero_width

LEVELS = {
    "DIV2": "subtitle",
    "DIV3": "chapter",
    "DIV4": "subchapter",
    "DIV5": "part",
    "DIV6": "subpart",
}
"""Divisions that have a name of their own."""

_SIGN = re.compile(r"^(?:§+|sections?\b|secs?\.)\s*", re.IGNORECASE)
_USUAL = re.compile(r"\d{1,4}\.\d{1,4}")
_STRAYS = " .,;:*†‡§–—-"
_NUMBER = re.compile(r"\d[\w.()]*(?:(?:-|\s?[–—]\s?(?=\d))[\w.()]+)*")
_HOME = r"\s+to\s+(?:\d+ CFR )?(?:(?:Sub)?part|(?:Sub)?chapter|Subtitle)\b"
_NAMED = re.compile(
    rf"{KINDS}.{{0,80}}?{_HOME}.*?(?=\s*(?:[—–](?!\d{{1,3}}(?:[—–:.\[]|$))|[:\[]|-(?!\d)|$))",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"{KINDS}(?!.*\bto\b).{{0,60}}", re.IGNORECASE)
_BARE = re.compile(
    rf"(?P<word>{KIND})?\s*(?:(?P<nos>Nos?\.)\s*)?(?P<number>[A-Z]{{1,3}}(?:\s?[-—]\s?[A-Z])?"
    rf"|\d{{1,3}}[A-Z]?|[IVXLC]{{1,7}})?",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rf"(?P<word>{KIND})\b(?:\s+(?P<nos>Nos?\.))?\s+(?P<number>[\w.-]+)", re.IGNORECASE
)
_OF_SUBPART = re.compile(r".*\bto\s+Subpart\s+[\w-]+", re.IGNORECASE)


def identifier_of(element: Element) -> str:
    """Return what the eCFR should call a DIV8 or DIV9.

    Its cleaned `N`, else what its HEAD or the part around it says.
    """
    number: str = element.get("N", "")
    if _USUAL.fullmatch(number):
        return number
    plain = _clean(number)
    if is_proper(plain):
        return plain
    if element.tag == "DIV9":
        return _annex(plain, element)
    return section_number(heading_of(element)) or plain


def heading_of(element: Element) -> str:
    """Return the folded text of the HEAD of an element, "" where it has none."""
    head = _head_of(element)
    return without_zero_width(text_of(head)) if head is not None else ""


def _head_of(element: Element) -> Element | None:
    """Return the HEAD of an element, nearly always its first child."""
    first = element[0] if len(element) else None
    return first if first is None or first.tag == "HEAD" else element.find("HEAD")


def section_number(heading: str) -> str:
    """Return the number that opens the heading of a section, "" where none does."""
    found = _NUMBER.match(_SIGN.sub("", heading))
    number = re.sub(r"\s*[–—]\s*", "-", found[0]).rstrip(".(-") if found else ""
    return number if number and is_proper(number) else ""


def without_stray_letter(number: str, element: Element) -> str:
    """Return the number that a section's heading prints where one letter of it differs.

    Else "".
    """
    head = _head_of(element)
    if head is None or (head.text or "").lstrip("\n §").startswith(f"{number} "):
        return ""
    printed = section_number(heading_of(element))
    if not printed or printed == number or abs(len(printed) - len(number)) > 1:
        return ""
    return printed if re.sub(r"[A-Za-z]", "", number) == re.sub(r"[A-Za-z]", "", printed) else ""


def is_proper(identifier: str) -> bool:
    """Tell whether an identifier reads as a section's number or an appendix's full name."""
    return identified(identifier, DEFAULT_TITLE).form != "unread"


def division_number(element: Element) -> str:
    """Return the number of a division without its word: of `N`, else of its HEAD.

    "" where neither has one.
    """
    word = LEVELS.get(element.tag, "")
    number = re.sub(rf"^{word}s?\s+", "", _clean(element.get("N", "")), flags=re.IGNORECASE)
    if number and number.casefold() != word:
        return number
    found = re.match(
        rf"{word}s?\s+([\w.]+(?:-\w+)*)", heading_of(element).replace("–", "-"), re.IGNORECASE
    )
    return found[1].rstrip(".") if found else ""


def _clean(number: str) -> str:
    plain = without_zero_width(number).replace("–", "-")
    return _SIGN.sub("", plain).strip(_STRAYS)


def _annex(plain: str, element: Element) -> str:
    """Name an appendix without a full name in `N`.

    By a full HEAD, else by the division around it.
    """
    if not _is_bare(plain):
        return plain
    head = heading_of(element)
    if found := _NAMED.match(head):
        return _within(found[0].strip(), element)
    named = _BARE.fullmatch(plain)
    if named is None:
        return _within(plain, element)
    led = _LEADING.match(head)
    if (
        led
        and led["number"].strip(".").casefold()
        in (named["number"] or led["number"].strip(".")).casefold().split()
    ):
        words = led["word"], led["nos"] or "", led["number"].strip(".")
    elif named["number"]:
        words = named["word"] or "Appendix", named["nos"] or "", named["number"]
    else:
        return plain
    return _within(" ".join(word for word in words if word), element)


def _is_bare(plain: str) -> bool:
    """Tell whether `N` says of which kind and number an appendix is, but not to what.

    `Appendix A`, `1`, `Appendix A to Subpart B`.
    """
    return not plain or any(form.fullmatch(plain) for form in (_BARE, _LISTED, _OF_SUBPART))


def _within(name: str, element: Element) -> str:
    """Add to a bare name the division that it belongs to."""
    part = next(
        (number for above in element.iterancestors("DIV5") if (number := division_number(above))),
        "",
    )
    if re.search(r"\bto\s", name):
        return (
            f"{name} of Part {part}"
            if part and _OF_SUBPART.fullmatch(name) and not is_proper(name)
            else name
        )
    if part:
        return f"{name} to Part {part}"
    for above in element.iterancestors(*LEVELS):
        if above.tag != "DIV6" and (number := division_number(above)):
            return f"{name} to {LEVELS[above.tag].capitalize()} {number}"
    return name

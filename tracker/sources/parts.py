"""Which parts of the CFR a text names: "15 CFR Parts 740 and 742", "part 744 of the EAR", "supplement no. 4 to part 744".

The whole EAR ("15 CFR parts 730-774") names no part. Amendatory law: Federal Register Document
Drafting Handbook, 1.10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"\d{1,4}[a-z]?(?:\.\d+[a-z]?)?(?:\([A-Za-z0-9]{1,5}\)){0,6}(?!\w|\s+C\.?F\.?R)"
_JOINT = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s*&\s*)"
_RANGE = r"(?P<range>\s*(?:-|–|—|through\b|to\b)\s*\d)?"
_LIST = rf"(?P<list>{_NUMBER}(?:{_JOINT}{_NUMBER}){{0,40}}){_RANGE}"
_CFR = re.compile(
    rf"\b(?P<title>\d{{1,2}})\s+C\.?F\.?R\.?\s+(?:parts?\s+|sections?\s+|§+\s*)?{_LIST}",
    re.IGNORECASE,
)
_EAR = re.compile(
    rf"\bparts?\s+{_LIST}\s+of\s+the\s+(?:EAR\b|Export\s+Administration\s+Regulations)",
    re.IGNORECASE,
)
_SUPPLEMENT = re.compile(
    r"\bsupplements?\s+nos?\.\s+[\d,\sand]{1,30}?\s+to\s+part\s+(?P<list>7[3-7]\d)\b(?P<range>(?!))?",
    re.IGNORECASE,
)
_EAR_TITLE = "15"


def named(text: str) -> tuple[str, ...]:
    """Return the parts that a text names, each as "15 CFR 744", in order of title and part."""
    found = {f"{title} CFR {part}" for title, part in _named(text)}
    return tuple(sorted(found, key=order))


def order(part: str) -> tuple[int, int, str]:
    """Return what sorts "15 CFR 744" by title and number."""
    found = re.match(r"(\d+) CFR (\d+)", part)
    return (int(found[1]), int(found[2]), part) if found else (0, 0, part)


def _named(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_CFR, _EAR, _SUPPLEMENT):
        for found in pattern.finditer(text):
            title = found.groupdict().get("title") or _EAR_TITLE
            numbers = re.findall(r"(?<![\d.(])(\d{1,4}[a-z]?)(?:\.\d+)?", found["list"])
            if found["range"]:
                numbers = numbers[:-1]
            for number in numbers:
                yield str(int(title)), number

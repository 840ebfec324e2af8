"""Two texts -> a patch as diff-match-patch prints it; its `patch_apply` makes the second text.

    texts -> word spans -> stretches without the long equal text between them -> patches -> text

Between edits lies far more equal text than any patch looks at, and `patch_make` copies the whole of
it for every edit. So each stretch of edits is made into patches with the text around it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diff_match_patch import diff_match_patch

from tracker.errors import UsageError
from tracker.model import Span
from tracker.words import spans

_LIBRARY = diff_match_patch()
_SIGNS = {
    "=": _LIBRARY.DIFF_EQUAL,
    "-": _LIBRARY.DIFF_DELETE,
    "+": _LIBRARY.DIFF_INSERT,
}
_AROUND = 1_000
"""So many characters of equal text are seen on either side of a stretch; `patch_apply` looks no
further than 500 from where a patch should stand."""
_RUNNER_COMMAND = re.compile(r"(?m)^( \s*)::")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def patch(before: str, after: str, of: str = "this text") -> str:
    """Return the patch from one text to another, empty where they are equal.

    Two colons that begin a line, which a CI runner would obey, are percent-encoded, as the library
    does with other signs. Raises `UsageError`, which names the text as `of`, where it would print
    half of a character: a patch is UTF-8.
    """
    patches = [
        made
        for place, stretch in _stretches(spans(before, after))
        for made in _patches(place, stretch)
    ]
    try:
        printed: str = _LIBRARY.patch_toText(patches)
    except UnicodeEncodeError as error:
        raise UsageError(_no_patch(before, after, of)) from error
    return _RUNNER_COMMAND.sub(r"\1%3A%3A", printed)


def _no_patch(before: str, after: str, of: str) -> str:
    """Say where the first half of a character stands, and what can be asked for instead."""
    found, which = _LONE_SURROGATE.search(before), "earlier"
    if not found:
        found, which = _LONE_SURROGATE.search(after), "later"
    assert found
    return (
        f"{of} cannot be printed as a patch: character {found.start() + 1} of its {which} text,"
        f" U+{ord(found[0]):04X}, is half of a character, which UTF-8 does not know; leave out"
        " --patch to see its redline, or give --json instead"
    )


def _stretches(spans: Sequence[Span]) -> Iterator[tuple[int, list[Span]]]:
    """Cut spans at their long equal texts; yield each stretch with its place in the new text."""
    place = end = 0
    stretch: list[Span] = []
    for sign, text in spans:
        if sign == "=" and len(text) > 2 * _AROUND:
            yield place, [*stretch, ("=", text[:_AROUND])]
            place, stretch = end + len(text) - _AROUND, [("=", text[-_AROUND:])]
        else:
            stretch.append((sign, text))
        end += len(text) if sign != "-" else 0
    yield place, stretch


def _patches(place: int, stretch: list[Span]) -> Iterator[object]:
    """Yield the patches of one stretch, where they stand once those before them are applied."""
    text = "".join(text for sign, text in stretch if sign != "+")
    for made in _LIBRARY.patch_make(text, [(_SIGNS[sign], text) for sign, text in stretch]):
        made.start1 += place
        made.start2 += place
        yield made

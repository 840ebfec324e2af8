"""Outlines: printed labels in order, and where each of them stands. Each line falls with a price, a limit or a branch of the levels.

    (h): (i); (ii)  ->  (h) (h)(i) (h)(ii)

`:` and `;` say how the text of a label ends, `*` that the label is in italics; `def` is a definition, `H2` a numbered heading of
that level, `--` a break, `~` text without a label, `?` in front a section of definitions. `-` stands where nothing opens.
"""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Golden
from tracker.structure.frames import DEFINITION, HEADING, Frame, path_to
from tracker.structure.labels import dotted_run, opening
from tracker.structure.levels import Hint, Step, resolve

OUTLINES = Path(__file__).parent / "readings" / "outlines.txt"
HINTS: dict[str, Hint] = {":": "open", ";": "list"}
ROMAN = (*("0", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), *("xi", "xii", "xiii", "xiv", "xv"))


def test_every_outline_is_read_as_written(golden: Golden) -> None:
    outlines = [line.partition("  ->  ")[0] for line in OUTLINES.read_text(encoding="utf-8").splitlines()]
    assert len(outlines) > 50
    golden(OUTLINES, "\n".join(f"{outline}  ->  {read(outline)}" for outline in outlines))


def read(outline: str) -> str:
    """Return where each label, definition or heading of an outline stands."""
    frames = resolve(steps_of(outline.removeprefix("? ")), outline.startswith("? "))
    return " ".join("".join(map(printed, path_to(frame))) or "-" for frame in frames)


def steps_of(outline: str) -> list[Step]:
    """Return the steps that an outline stands for."""
    steps: list[Step] = []
    hint: Hint = ""
    for token in outline.split():
        bare = token.rstrip(":;")
        following = HINTS.get(token[-1], "")
        if bare in ("def", "--"):
            steps.append(Step("definition" if bare == "def" else "break"))
        elif bare == "~":
            steps.append(Step("plain"))
        elif bare[0] == "H" and bare[1:].isdigit():
            steps.append(Step("heading", level=int(bare[1:])))
        else:
            steps += labelled(bare, hint)
        hint = following
    return steps


def labelled(token: str, hint: Hint) -> list[Step]:
    """Return the steps of one paragraph: its labels, behind what a run of dotted labels is without them."""
    raw = token.lstrip("*").replace("_", " ") + " x"
    italics = ((1, len(raw) - 3),) if token.startswith("*") else ()
    if labels := opening(raw, italics):
        return [Step("label", one, "" if one.joined else hint) for one in labels]
    return [Step("plain"), *(Step("label", one, "" if one.joined else hint) for one in dotted_run(raw))]


def printed(frame: Frame) -> str:
    """Return an item as a label that says its level: `<1>` is the italic one, `H2` a heading, `"1` a definition."""
    if frame.style in (DEFINITION, HEADING):
        return f"{frame.style}{frame.ordinal:g}"
    kind, number = frame.style[0], int(frame.ordinal)
    names = {"1": str(number), "i": ROMAN[number], "I": ROMAN[number].upper()} if number < len(ROMAN) else {"1": str(number)}
    name = names.get(kind, chr((96 if kind == "a" else 64) + number) if number <= 26 else f"{kind}{number}")
    name += f"+{round(1000 * (frame.ordinal - number))}" if frame.ordinal != number else ""
    return f"{name}." if frame.style.endswith(".") else f"<{name}>" if frame.style.endswith("*") else f"({name})"

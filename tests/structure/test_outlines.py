"""Outlines: printed labels in order, and where each of them stands.

Each line falls with a price, a limit or a branch of the levels.

    (h): (i); (ii)  ->  (h) (h)(i) (h)(ii)

`:` and `;` say how the text of a label ends, `*` that the label is in italics; `def` is a
definition, `H2` a numbered heading of that level, `--` a break, `~` text without a label, `?` in
front a section of definitions. `-` stands where nothing opens.
"""

from __future__ import annotations

from ast import literal_eval
from pathlib import Path

from tests.conftest import Golden
from tracker.structure.labels import Label, Spans, dotted_run, opening
from tracker.structure.levels import Hint, Step, resolve
from tracker.structure.outline import DEFINITION, HEADING, OpenItem, path_to

OUTLINES, OPENINGS = (
    Path(__file__).parent / "readings" / "levels" / name
    for name in ("outlines.txt", "openings.txt")
)
HINTS: dict[str, Hint] = {":": "open", ";": "list"}
ROMAN = (
    *("0", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv"),
)


def test_every_outline_is_read_as_written(golden: Golden) -> None:
    outlines = [
        line.partition("  ->  ")[0] for line in OUTLINES.read_text(encoding="utf-8").splitlines()
    ]
    assert len(outlines) > 50
    golden(OUTLINES, "\n".join(f"{outline}  ->  {read(outline)}" for outline in outlines))


def test_every_opening_of_a_paragraph_has_the_labels_that_are_written_down(golden: Golden) -> None:
    """Each line is the raw text, where it is in italics, and what opens it.

    Place, name, prices of taking and leaving, readings.
    """
    openings = [
        line.partition("  ->  ")[0] for line in OPENINGS.read_text(encoding="utf-8").splitlines()
    ]
    assert len(openings) > 30
    golden(
        OPENINGS,
        "\n".join(f"{opening}  ->  {opened(*literal_eval(opening))}" for opening in openings),
    )


def opened(raw: str, italics: Spans) -> str:
    """Return the labels that open a paragraph, and behind a bar those of a run of dotted labels."""
    return " | ".join(
        " ".join(map(told, found)) for found in (opening(raw, italics), dotted_run(raw))
    )


def told(label: Label) -> str:
    """Return a label in full."""
    meant = ",".join(
        f"{reading.style}={reading.ordinal:g}" for reading in label.readings or label.path
    )
    refuse = "" if label.refuse is None else f"/{label.refuse:g}"
    place = f"{label.start}-{label.end}{'+' if label.joined else ''}"
    return f"{place}:{label.name}:{label.accept:g}{refuse}:{meant}"


def read(outline: str) -> str:
    """Return where each label, definition or heading of an outline stands."""
    open_items = resolve(steps_of(outline.removeprefix("? ")), outline.startswith("? "))
    return " ".join("".join(map(printed, path_to(open_item))) or "-" for open_item in open_items)


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
    """Return the steps of one paragraph.

    Its labels, behind what a run of dotted labels is without them.
    """
    raw = token.lstrip("*").replace("_", " ") + " x"
    italics = ((1, len(raw) - 3),) if token.startswith("*") else ()
    if labels := opening(raw, italics):
        return [Step("label", label, "" if label.joined else hint) for label in labels]
    return [
        Step("plain"),
        *(Step("label", label, "" if label.joined else hint) for label in dotted_run(raw)),
    ]


def printed(open_item: OpenItem) -> str:
    """Return an item as a label that says its level.

    `<1>` is the italic one, `H2` a heading, `"1` a definition.
    """
    if open_item.style in (DEFINITION, HEADING):
        return f"{open_item.style}{open_item.ordinal:g}"
    kind, number = open_item.style[0], int(open_item.ordinal)
    names = (
        {"1": str(number), "i": ROMAN[number], "I": ROMAN[number].upper()}
        if number < len(ROMAN)
        else {"1": str(number)}
    )
    name = names.get(
        kind, chr((96 if kind == "a" else 64) + number) if number <= 26 else f"{kind}{number}"
    )
    name += f"+{round(1000 * (open_item.ordinal - number))}" if open_item.ordinal != number else ""
    return (
        f"{name}."
        if open_item.style.endswith(".")
        else f"<{name}>"
        if open_item.style.endswith("*")
        else f"({name})"
    )

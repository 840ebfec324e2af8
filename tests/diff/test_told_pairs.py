"""Small invented texts in pairs and what is told of each, as readable files under `pairs/`.

`make golden` rewrites them for review.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.diff.notation import outcome
from tests.trees import node
from tracker.diff import keys
from tracker.diff.noise import noise_of, noise_of_key, noise_of_label

HERE = Path(__file__).parent / "pairs"
PAIRS = sorted(HERE.glob("told_*.txt"))


def test_there_are_pairs() -> None:
    assert PAIRS


@pytest.mark.parametrize("file", PAIRS, ids=lambda file: file.stem)
def test_what_is_told_of_each_pair_of_texts_is_what_was_reviewed(
    file: Path, golden: Golden
) -> None:
    """Three lines to a pair: the old text, the new one, what is told (see `notation.py`)."""
    blocks = [
        block.splitlines() for block in file.read_text(encoding="utf-8").strip().split("\n\n")
    ]
    golden(file, "\n\n".join(f"{old}\n{new}\n{outcome(old, new)}" for old, new, *_ in blocks))


def _noise(line: str) -> str:
    """`KIND || BEFORE || AFTER` gains the class of the difference.

    Of a label or a key of a row the kind is named so.
    """
    kind, before, after = (
        part.encode().decode("unicode_escape") if "\\" in part else part
        for part in line.split(" || ")[:3]
    )
    told = {"label": noise_of_label, "key": noise_of_key}
    found = told[kind](before, after) if kind in told else noise_of(before, after, kind)  # type: ignore[arg-type]  # kinds are named
    return f"{' || '.join(line.split(' || ')[:3])} || {found or 'a change'}"


def _name(line: str) -> str:
    """`KIND || NAME` gains what a name says.

    `KIND || NAME || NAME` gains whether the two are one.
    """
    kind, *names = line.split(" => ", maxsplit=1)[0].split(" || ")
    if len(names) > 1:
        one = keys.are_one_name(*names, kind)  # type: ignore[arg-type]  # kinds are named
        return f"{line.split(' => ', maxsplit=1)[0]} => {'one name' if one else 'two names'}"
    unit = node(names[0], kind, "x")  # type: ignore[arg-type]  # kinds are named
    said = {
        "counted": unit.name.is_counted,
        "by country": keys.stands_in_country_list(unit),
        "keeps its address": keys.keeps_its_address(unit),
        "may be respelled": keys.may_be_respelled(unit),
        "named": keys.is_named(unit),
        "joined": keys.holds_joined_text(unit),
        "heading": keys.reads_as_heading(unit),
    }
    is_so = ", ".join(word for word, holds in said.items() if holds) or "plain"
    places = (
        keys.series_of(unit.name, unit.address) or "-",
        keys.home_of(unit),
        str(unit.name.home),
        keys.neighbourhood(unit) or "-",
    )
    return f"{kind} || {names[0]} => {is_so} | {' | '.join(places)} | {keys.spoken_name(unit)}"


def test_each_difference_between_two_texts_is_of_the_class_that_was_reviewed(
    golden: Golden,
) -> None:
    file = HERE / "noise.txt"
    golden(file, "\n".join(map(_noise, file.read_text(encoding="utf-8").splitlines())))


def test_each_name_says_what_was_reviewed(golden: Golden) -> None:
    file = HERE / "names.txt"
    golden(file, "\n".join(map(_name, file.read_text(encoding="utf-8").splitlines())))

"""Small invented twins of the recorded pairs: two texts, and what is told of them, words and all.

They run on every machine. A twin is a folder with `before.xml`, `after.xml`, `changes.txt` and a
`README.md` of two sentences.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.golden_lists.notation import with_words
from tracker.compare import compare
from tracker.model import Change

FOLDER = Path(__file__).parent / "twins"
TWINS = sorted(path for path in FOLDER.iterdir() if path.is_dir())
NEEDED = ("README.md", "before.xml", "after.xml", "changes.txt")
SENTENCES = 2
KINDS = {
    *("ccl-entry", "ccl-entries-in-place", "entity-list", "country-groups", "title-part-subparts"),
    *("section-notes", "reserved-range", "respelled-bulk"),
}


def changes_of(twin: Path) -> tuple[Change, ...]:
    before, after = ((twin / name).read_bytes() for name in ("before.xml", "after.xml"))
    return compare(before, after, "before.xml", "after.xml").changes


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_the_invented_pair_tells_its_golden_list(twin: Path, golden: Golden) -> None:
    golden(twin / "changes.txt", with_words(changes_of(twin)))


def faults_of(twin: Path) -> list[str]:
    """Return what a folder lacks to be a twin."""
    lacking = [f"{twin.name} has no {name}" for name in NEEDED if not (twin / name).is_file()]
    if not lacking and (twin / "README.md").read_text(encoding="utf-8").count(".") < SENTENCES:
        return [f"{twin.name}/README.md does not say in two sentences what is shown"]
    return lacking


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_a_twin_says_in_two_sentences_what_it_shows(twin: Path) -> None:
    assert faults_of(twin) == []


def test_a_folder_without_a_readme_is_no_twin(tmp_path: Path) -> None:
    twin = tmp_path / "kites"
    twin.mkdir()
    for name in NEEDED[1:]:
        (twin / name).touch()
    assert faults_of(twin) == ["kites has no README.md"]
    (twin / "README.md").write_text("A kite.\n", encoding="utf-8")
    assert faults_of(twin) == ["kites/README.md does not say in two sentences what is shown"]


def test_every_kind_of_pair_has_a_twin() -> None:
    assert {twin.name for twin in TWINS} >= KINDS

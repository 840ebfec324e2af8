"""Golden lists keep no words of the law, and a list that differs says in which lines."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Golden
from tests.golden_lists.notation import with_words, without_words
from tracker.model import Change

LISTS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))
_ADDRESS = r"(?:\d+ CFR|FR) .{1,140}?"
LINE = re.compile(
    rf"[a-z]+(?:/[a-z-]+)? [a-z]+ {_ADDRESS}(?: <- {_ADDRESS})?(?: [=+-]\d+)+ #[0-9a-f]{{8}}",
)
RENUMBERED = Change(
    *("15 CFR 744.9(c)", "paragraph", "renumbered", "15 CFR 744.9(b)"),
    *("Keep all kites.", "Keep kites."),
    (("=", "Keep "), ("-", "all "), ("=", "kites.")),
    None,
)
CAPITALS = Change(
    *("15 CFR 744.9(d)", "paragraph", "editorial", None, "kites", "Kites"),
    (("-", "kites"), ("+", "Kites")),
    "capitals",
)


def row(what: str, text: str = "MT Column 1.") -> Change:
    address = f"15 CFR 774 Supp. 1, 9A912 licence table: MT applies to {what}"
    return Change(address, "field", "added", None, None, text, (("+", text),), None)


def test_a_change_is_one_line_of_lengths_and_one_hash() -> None:
    assert without_words((RENUMBERED, CAPITALS)).splitlines() == [
        "# editorial 1",
        "# renumbered 1",
        "renumbered paragraph 15 CFR 744.9(c) <- 15 CFR 744.9(b) =5 -4 =6 #e52cdcd3",
        "editorial/capitals paragraph 15 CFR 744.9(d) -5 +5 #f3430c65",
    ]


def test_the_words_of_invented_texts_stand_below_their_line() -> None:
    assert with_words((RENUMBERED, CAPITALS)).splitlines()[2:] == [
        "renumbered paragraph 15 CFR 744.9(c) <- 15 CFR 744.9(b)",
        "    Keep [-all -]kites.",
        "editorial/capitals paragraph 15 CFR 744.9(d)",
        "    [-kites-]{+Kites+}",
    ]


def test_two_texts_without_a_change_are_a_list_too() -> None:
    assert without_words(()) == "# no change\n"


def test_other_words_of_one_length_are_another_hash() -> None:
    one, other = (without_words((row("kites", f"Column {number}."),)) for number in (1, 2))
    assert one.partition("#")[0] == other.partition("#")[0]
    assert one != other


def test_a_name_that_is_a_whole_sentence_is_cut_and_stays_that_name() -> None:
    sentence = "kites that fly by day {} over the sea, the hills and the towns by night or by day"
    one, other = (without_words((row(sentence.format(mark)),)) for mark in ("(a)", "(b)"))
    assert "MT applie… towns by night or by day#" in one
    assert one != other


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.stem)
def test_a_list_of_recorded_changes_holds_names_lengths_and_hashes_alone(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    changes = [line for line in lines if not line.startswith("# ")]
    assert changes
    assert [line for line in changes if not LINE.fullmatch(line)] == []


def test_a_list_that_differs_fails_with_the_lines_that_were_lost_and_gained(tmp_path: Path) -> None:
    expected = tmp_path / "changes.txt"
    expected.write_text("".join(f"line {number}\n" for number in range(100)), encoding="utf-8")
    actual = expected.read_text(encoding="utf-8").replace("line 7\n", "line seven\nand more\n")
    with pytest.raises(pytest.fail.Exception) as failed:
        Golden(update=False)(expected, actual)
    first, *told = str(failed.value).splitlines()
    assert first == f"{expected} differs; `make golden` rewrites it"
    assert told == ["lines lost: 1, gained: 2", "-line 7", "+line seven", "+and more"]


def test_a_wall_of_lines_is_cut(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        Golden(update=False)(tmp_path / "absent.txt", "line\n" * 100)
    assert str(failed.value).splitlines()[-1] == "... and 40 more lines"


def test_a_rewritten_list_fails_all_the_same_so_that_it_is_reviewed(tmp_path: Path) -> None:
    expected = tmp_path / "new/changes.txt"
    with pytest.raises(pytest.fail.Exception, match=r"rewrote changes\.txt: review and commit"):
        Golden(update=True)(expected, "added\n")
    assert expected.read_text(encoding="utf-8") == "added\n"
    Golden(update=True)(expected, "added\n")


def test_make_golden_runs_only_what_holds_an_expected_file() -> None:
    here = str(Path(__file__).parent.relative_to(ROOT))
    command = [sys.executable, "-m", "pytest", "--update-golden", "--collect-only", "-q", here]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    collected = [line for line in done.stdout.splitlines() if "::" in line]
    assert len(collected) > len(LISTS)
    assert [line for line in collected if "tells_its_golden_list" not in line] == []

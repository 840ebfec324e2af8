"""The demonstration: the whole job on the invented world, once, and everything that it promises."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Golden
from tracker import demo
from tracker.errors import UsageError

EXCERPT = (
    ("EAR Tracker digest", "Chip licensing"),
    ("  Cause (high confidence)", "\n\n"),
    ("  15 CFR 774 Supp. 1, 3A090.a.1: item", "\n\n  15"),
    ("Country tiers", "\n\n  "),
    ("  15 CFR 744.97(a)(3): para", "\n\n  15"),
)
"""Where each shown piece of `digest.txt` begins, and before what it ends."""
EXCERPT_FRAME = re.compile(r"(<!-- excerpt[^\n]*-->\n```text\n)(.*?)(\n```)", re.DOTALL)
README = (ROOT / "README.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Shown:
    """What one run of the demo said and left behind."""

    folder: Path
    said: list[str]

    @property
    def digest(self) -> Any:
        return json.loads((self.folder / "digest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Run the demo into the folder of an earlier one, where its reader left notes."""
    folder = tmp_path_factory.mktemp("demo") / "demo-output"
    folder.mkdir()
    for name in (
        "INVENTED.md",
        "digest.html",
        "tracker.db",
        "tracker.db-wal",
        "notes of the reader.txt",
    ):
        (folder / name).write_text("from before", encoding="utf-8")
    said: list[str] = []
    assert demo.run(folder, said.append) == 0, "\n".join(said)
    return Shown(folder, "\n".join(said).splitlines())


class TestTheDemo:
    def test_it_says_first_that_everything_is_invented(self, shown: Shown) -> None:
        assert "INVENTED" in shown.said[0]
        assert "invented" in (shown.folder / "INVENTED.md").read_text(encoding="utf-8")

    def test_it_names_the_digest_files(self, shown: Shown) -> None:
        for kind in ("html", "md", "txt", "json"):
            assert f"  {shown.folder / f'digest.{kind}'}" in shown.said

    def test_the_three_commands_to_try_next_work_as_printed(self, shown: Shown) -> None:
        at = shown.said.index("Three commands to try next:")
        commands = [line.strip() for line in shown.said[at + 1 :]]
        assert len(commands) == 3
        for command in commands:
            done = subprocess.run(
                shlex.split(command), cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, (command, done.stderr)
            assert "2021-03-08" in done.stdout, command

    def test_the_first_poll_is_a_baseline_without_changes(self, shown: Shown) -> None:
        counts = [line.strip() for line in shown.said if re.fullmatch(r"\s+\d+ changes?", line)]
        assert len(counts) == 4
        assert counts[0] == "0 changes"

    def test_the_digest_tells_every_part_of_the_story(self, shown: Shown) -> None:
        told = {(change["kind"], change["address"]) for change in shown.digest["changes"]}
        assert {
            ("amended", "15 CFR 774 Supp. 1, 3A090.a.1"),
            ("added", "15 CFR 774 Supp. 1, 3A090.c"),
            ("added", "15 CFR 740 Supp. 1, Freedonia [A:5]"),
            ("removed", "15 CFR 740 Supp. 1, Freedonia [D:3]"),
            ("removed", "15 CFR 740 Supp. 1, Freedonia [D:4]"),
            ("added", "15 CFR 744 Supp. 4, SYLVANIA: Rufus Cloud Reckoning"),
            ("removed", "15 CFR 744 Supp. 4, SYLVANIA: Trentino Brothers Peanut Stand"),
            ("amended", "15 CFR 744 Supp. 4, BLEFUSCU: Blefuscu Naval Reckoning Works"),
            ("renumbered", "15 CFR 740.98(c)"),
            ("added", "15 CFR 744.97(a)(3)"),
            ("added", "15 CFR 744.98"),
            ("removed", "15 CFR 762.94"),
        } <= told

    def test_each_change_of_the_rule_has_its_cause(self, shown: Shown) -> None:
        missing = [change["address"] for change in shown.digest["changes"] if not change["causes"]]
        assert missing == []

    def test_remote_access_is_tagged_as_such(self, shown: Shown) -> None:
        change = next(
            change
            for change in shown.digest["changes"]
            if change["address"] == "15 CFR 744.97(a)(3)"
        )
        assert "access.remote-iaas" in {tag["tag"] for tag in change["tags"]}

    def test_the_repair_upstream_is_restated_and_no_change_of_law(self, shown: Shown) -> None:
        assert [change["address"] for change in shown.digest["restated"]] == ["15 CFR 736.93(b)(2)"]

    def test_spelling_and_credits_are_editorial(self, shown: Shown) -> None:
        assert {"heading-style", "typography", "citation", "link-notice"} <= {
            change["noise"] for change in shown.digest["editorial"]
        }

    def test_the_shrimp_is_left_out(self, shown: Shown) -> None:
        numbers = {document["document_number"] for document in shown.digest["documents"]}
        assert {"2021-90001", "2021-90002", "2021-90003", "2021-90004"} <= numbers
        assert "2021-90005" not in numbers

    def test_what_comes_is_announced(self, shown: Shown) -> None:
        assert {"2021-04-01", "2021-04-19"} <= {line["date"] for line in shown.digest["coming"]}

    def test_the_excerpt_in_the_readme_is_a_piece_of_this_digest(
        self, shown: Shown, golden: Golden
    ) -> None:
        text = (shown.folder / "digest.txt").read_text(encoding="utf-8")
        pieces = []
        for first, beyond in EXCERPT:
            start = text.index(first)
            pieces.append(text[start : text.index(beyond, start)].rstrip("\n"))
        told = re.sub(
            EXCERPT_FRAME, lambda found: found[1] + "\n[...]\n".join(pieces) + found[3], README
        )
        golden(ROOT / "README.md", told)

    def test_it_replaces_what_an_earlier_demo_wrote_and_nothing_else(self, shown: Shown) -> None:
        left = [file.name for file in shown.folder.iterdir() if file.read_bytes() == b"from before"]
        assert left == ["notes of the reader.txt"]


def test_a_folder_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "tracker.db").write_bytes(b"years of work")
    with pytest.raises(UsageError, match="was not written by an earlier demo"):
        demo.run(tmp_path, print)
    assert (tmp_path / "tracker.db").read_bytes() == b"years of work"


def test_the_command_runs_it(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").touch()
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "demo", "--out", str(tmp_path / "full")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "not empty" in done.stderr

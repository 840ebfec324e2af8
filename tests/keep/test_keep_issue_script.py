"""The script that keeps the one issue, against a stand-in for gh that remembers issues in files and
writes down every call."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".github/scripts/issue.sh"

GH = """#!/usr/bin/env bash
# Remembers one issue in $HOME: the file `open` holds its number, `body` its text.
set -eu
printf '%s\\n' "$1 $2" >> "$HOME/calls"
text() {
  while [ $# -gt 0 ]; do
    case "$1" in --body-file) cat "$2" ;; --body) echo "$2" ;; esac
    shift
  done
}
case "$1 $2" in
  "issue list") cat "$HOME/open" 2>/dev/null || true ;;
  "issue create") echo 7 > "$HOME/open"; text "$@" > "$HOME/body" ;;
  "issue view") cat "$HOME/body" ;;
  "issue edit") text "$@" > "$HOME/body" ;;
  "issue comment") text "$@" >> "$HOME/comments" ;;
  "issue close") rm "$HOME/open" ;;
esac
"""


class Tracker:
    """A repository's issues as the script sees them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        gh = folder / "gh"
        gh.write_text(GH, encoding="utf-8")
        gh.chmod(0o755)

    def tell(self, state: str, text: str) -> list[str]:
        """Run the script and return the calls it made that change something."""
        calls, file = self.folder / "calls", self.folder / "text.md"
        calls.unlink(missing_ok=True)
        file.write_text(text, encoding="utf-8")
        env = os.environ | {"HOME": str(self.folder), "PATH": f"{self.folder}:{os.environ['PATH']}"}
        subprocess.run(
            ["bash", str(SCRIPT), state, str(file)], check=True, env=env, capture_output=True
        )
        made = calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []
        return [call for call in made if call not in ("issue list", "issue view")]

    def held(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


@pytest.fixture
def issues(tmp_path: Path) -> Tracker:
    return Tracker(tmp_path)


def test_one_issue_is_opened(issues: Tracker) -> None:
    assert issues.tell("open", "Broken: bis.\n\nthree times\n") == ["label create", "issue create"]


def test_the_open_issue_is_updated_without_a_comment(issues: Tracker) -> None:
    issues.tell("open", "Broken: bis.\n\nthree times\n")
    assert issues.tell("open", "Broken: bis.\n\nfour times\n") == ["issue edit"]
    assert "four times" in issues.held("body")


def test_the_same_text_is_not_written_again(issues: Tracker) -> None:
    issues.tell("open", "Broken: bis.\n\nthree times\n")
    assert issues.tell("open", "Broken: bis.\n\nthree times\n") == []


def test_a_second_broken_source_is_announced_in_the_same_issue(issues: Tracker) -> None:
    issues.tell("open", "Broken: bis.\n\nthree times\n")
    assert issues.tell("open", "Broken: bis, ecfr.\n\nthree times\n") == [
        "issue edit",
        "issue comment",
    ]
    assert issues.held("comments") == "Broken: bis, ecfr.\n"


def test_recovery_is_said_once_and_closes_the_issue(issues: Tracker) -> None:
    issues.tell("open", "Broken: bis.\n")
    assert issues.tell("closed", "Every source answers again.\n") == [
        "issue comment",
        "issue close",
    ]
    assert issues.tell("closed", "Every source answers again.\n") == []


def test_a_first_failure_leaves_everything_as_it_is(issues: Tracker) -> None:
    assert issues.tell("none", "") == []

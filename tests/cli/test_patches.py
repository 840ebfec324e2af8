from __future__ import annotations

import io
from contextlib import redirect_stdout

import pytest
from diff_match_patch import diff_match_patch

from tests.cli.conftest import Tracker
from tracker.cli import output

DAYS = ("2021-02-28", "2021-03-01", "2021-03-07", "2021-03-08", "2021-03-12")
ADDRESSES = ("744 Supp. 4", "774 Supp. 1", "744.97", "744.97(a)", "740.98", "part 744", "part 774")


def applied(printed: str, text: str) -> str:
    library = diff_match_patch()
    made, done = library.patch_apply(library.patch_fromText(printed), text)
    assert all(done)
    return str(made)


def shown(tracker: Tracker, address: str, day: str) -> str:
    return tracker("show", address, "--at", day, "--json").json["text"] or ""


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_patch_makes_of_the_text_of_one_day_that_of_the_other(
    tracker: Tracker, address: str
) -> None:
    texts = {day: shown(tracker, address, day) for day in DAYS}
    assert any(texts.values())
    for first in DAYS:
        for last in DAYS:
            answer = tracker("diff", address, "--patch", "--from", first, "--to", last)
            assert answer.code == 0
            assert applied(answer.out, texts[first]) == texts[last]


def test_nothing_is_printed_where_nothing_changed(tracker: Tracker) -> None:
    answer = tracker("diff", "744.97", "--patch", "--from", "2021-03-08", "--to", "2021-03-08")
    assert (answer.code, answer.out, answer.err) == (0, "", "")


@pytest.mark.parametrize("address", ["774 Supp. 1", "part 744"])
def test_without_an_earlier_day_a_patch_begins_where_the_redline_does(
    tracker: Tracker, address: str
) -> None:
    printed = tracker("diff", address, "--patch").out
    begun = tracker("diff", address, "--json").json["old"]["in_force_from"]
    assert printed
    assert applied(printed, shown(tracker, address, begun)) == shown(tracker, address, DAYS[-1])


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("--json", "leave out --json and --side-by-side"),
        ("--side-by-side", "leave out --json and --side-by-side"),
        ("--html", "No such option"),
        ("--docx", "No such option"),
    ],
)
def test_a_patch_with_another_output_is_a_mistake_told_in_one_line(
    tracker: Tracker, option: str, hint: str
) -> None:
    answer = tracker("diff", "744.97", "--patch", option)
    assert (answer.code, answer.out) == (2, "")
    assert hint in answer.err
    assert len(answer.err.splitlines()) == 1


class Windows(io.TextIOWrapper):
    """What Python prints to on Windows, a file or a terminal: line feeds become two characters."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="cp1252", newline="\r\n")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def printed(self) -> bytes:
        self.flush()
        written = self.buffer
        assert isinstance(written, io.BytesIO)
        return written.getvalue()


@pytest.mark.parametrize(("terminal", "end"), [(False, b"\n"), (True, b"\r\n")])
def test_a_file_gets_line_feeds_alone_and_a_terminal_its_own_line_ends(
    terminal: bool, end: bytes
) -> None:
    windows = Windows(terminal=terminal)
    with redirect_stdout(windows):
        output.say("before")
        output.as_file("@@ -1 +1 @@\n-a\n+b\n")
        output.say("after")
    patch = b"@@ -1 +1 @@\n-a\n+b\n".replace(b"\n", end)
    assert windows.printed() == b"before\r\n" + patch + b"after\r\n"


def test_a_patch_has_line_feeds_alone_on_windows_too(tracker: Tracker) -> None:
    words = ("diff", "774 Supp. 1", "--patch")
    windows = Windows(terminal=False)
    assert tracker.into(windows, *words).code == 0
    assert windows.printed() == tracker(*words).out.encode() != b""

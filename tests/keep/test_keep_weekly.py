"""The weekly digest: due after Monday's first poll, begun once a week, kept with the state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.keep.host import DIGEST, POLL, SCRIPTS, SENT, Day, Runner
from tracker.demo import DemoServer
from tracker.errors import StoreError
from tracker.keep import Weekly, weekly

MONDAY, TUESDAY = date(2021, 3, 1), date(2021, 3, 2)
SUNDAY, NEXT = date(2021, 3, 7), date(2021, 3, 8)
NOBODY = """[mail]
host = '127.0.0.1'
port = 9
security = 'none'
sender = 'a@example.org'
recipients = ['b@example.org']
"""
REFUSED = {"TRACKER_TOML": NOBODY, "TRACKER_SMTP_PASSWORD": "invented"}
"""Settings of a mail server that is not there."""


class TestDue:
    def test_the_very_first_digest_waits_for_a_monday(self) -> None:
        due = [Weekly().due(day) for day in (TUESDAY, SUNDAY, NEXT)]
        assert due == [False, False, True]

    def test_a_digest_is_begun_once_a_week(self) -> None:
        begun = Weekly().begin(MONDAY)
        due = [begun.due(day) for day in (MONDAY, TUESDAY, SUNDAY, NEXT)]
        assert due == [False, False, False, True]

    def test_a_monday_without_a_poll_is_made_up_for_on_the_next_day(self) -> None:
        assert Weekly().begin(MONDAY).due(date(2021, 3, 9))

    def test_a_digest_begins_a_week_back_or_where_the_last_one_that_was_sent_ended(self) -> None:
        assert Weekly().since(NEXT) == MONDAY
        assert Weekly(NEXT, date(2021, 3, 4)).since(NEXT) == MONDAY
        assert Weekly(NEXT, date(2021, 2, 15)).since(NEXT) == date(2021, 2, 15)

    def test_a_first_digest_that_was_never_sent_is_told_by_the_next(self) -> None:
        assert Weekly().begin(MONDAY).begin(NEXT).since(date(2021, 3, 15)) == date(2021, 2, 22)

    def test_a_digest_of_days_long_past_moves_nothing_back(self) -> None:
        assert Weekly(NEXT, NEXT).send(MONDAY) == Weekly(NEXT, NEXT)


class TestNote:
    def test_what_is_noted_is_read_again(self, tmp_path: Path) -> None:
        db = tmp_path / "tracker.db"
        assert weekly.read(db) == Weekly()
        for held in (Weekly(), Weekly(MONDAY), Weekly(NEXT, MONDAY)):
            weekly.write(db, held)
            assert weekly.read(db) == held

    @pytest.mark.parametrize("text", ["", "[]", '{"begun": 7}', '{"told_until": "soon"}'])
    def test_a_note_that_cannot_be_read_names_its_place(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "tracker.db.weekly").write_text(text, encoding="utf-8")
        with pytest.raises(StoreError, match=r"tracker\.db\.weekly: "):
            weekly.read(tmp_path / "tracker.db")


@dataclass(frozen=True)
class Run:
    """What the jobs of one run of the workflow did; None for one that was passed over."""

    poll: Day
    digest: Day | None
    sent: Day | None

    @property
    def since(self) -> str:
        assert self.digest is not None
        written = self.digest.folder / "digest/digest.json"
        told = json.loads(written.read_text(encoding="utf-8"))["since"]
        assert isinstance(told, str)
        return told


class Workflow:
    """The jobs `poll`, `digest` and `sent` of poll.yml, handing on what it hands on."""

    def __init__(self, folder: Path) -> None:
        self.runner = Runner(folder)

    def run(self, server: DemoServer, day: date, mail: Mapping[str, str] | None = None) -> Run:
        server.today = day
        poll = self.runner.run(day, server.environment, POLL)
        outputs = self.outputs(poll)
        if outputs["digest"] != "due":
            return Run(poll, None, None)
        written = self.runner.folder / f"outputs-{day}"
        digest = self.runner.run(day, {"GITHUB_OUTPUT": str(written)} | dict(mail or {}), DIGEST)
        if digest.code:
            return Run(poll, digest, None)
        until = written.read_text(encoding="utf-8").strip().removeprefix("until=")
        return Run(poll, digest, self.runner.run(day, {"UNTIL": until}, SENT))

    def outputs(self, poll: Day) -> dict[str, str]:
        assert poll.code == 0, poll.said
        written = poll.folder / "outputs"
        settings, report = {"GITHUB_OUTPUT": str(written)}, str(poll.folder / "report")
        handed = self.runner.run(MONDAY, settings, SCRIPTS / "outputs.sh", words=(report,))
        assert handed.code == 0, handed.said
        lines = written.read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines if line.startswith(("state=", "digest=")))


@pytest.fixture
def workflow(tmp_path: Path) -> Workflow:
    return Workflow(tmp_path)


@pytest.mark.slow
def test_the_digest_follows_the_first_poll_of_monday_and_no_other(
    workflow: Workflow,
    demo_world: DemoServer,
) -> None:
    runs = [workflow.run(demo_world, day) for day in (MONDAY, MONDAY, TUESDAY, NEXT)]
    assert [run.digest is not None for run in runs] == [True, False, False, True]
    assert [run.sent.code for run in runs if run.sent] == [0, 0]
    assert workflow.runner.weekly() == {"begun": "2021-03-08", "told_until": "2021-03-08"}
    assert workflow.runner.commits() == 1
    assert runs[-1].digest is not None
    assert "3A090" in (runs[-1].digest.folder / "digest/digest.txt").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_digest_that_fails_costs_no_state_and_comes_with_the_next(
    workflow: Workflow,
    demo_world: DemoServer,
) -> None:
    failed = workflow.run(demo_world, MONDAY, REFUSED)
    assert failed.digest is not None
    assert failed.digest.code == 1
    assert "mail was not accepted" in failed.digest.said
    assert workflow.runner.ask(failed.poll, "status")["captures"] > 0
    assert workflow.run(demo_world, TUESDAY).digest is None
    assert workflow.run(demo_world, NEXT).since == "2021-02-22"
    assert workflow.run(demo_world, date(2021, 3, 15)).since == "2021-03-08"


@pytest.mark.slow
def test_a_monday_that_was_missed_has_its_digest_after_the_next_poll(
    workflow: Workflow,
    demo_world: DemoServer,
) -> None:
    workflow.run(demo_world, MONDAY)
    assert workflow.run(demo_world, date(2021, 3, 10)).since == "2021-03-01"
    assert workflow.run(demo_world, date(2021, 3, 12)).digest is None


@pytest.mark.slow
def test_a_digest_by_hand_moves_nothing(
    workflow: Workflow,
    demo_world: DemoServer,
) -> None:
    workflow.run(demo_world, MONDAY)
    before = workflow.runner.tip()
    by_hand = workflow.runner.run(NEXT, {"SINCE": "2021-03-01", "UNTIL": "2021-03-03"}, DIGEST)
    assert by_hand.code == 0, by_hand.said
    assert workflow.runner.tip() == before


@pytest.mark.slow
def test_the_mail_settings_are_gone_when_the_digest_is_done(
    workflow: Workflow,
    demo_world: DemoServer,
) -> None:
    made = workflow.run(demo_world, MONDAY, {"TRACKER_TOML": NOBODY}).digest
    assert made is not None
    assert made.code == 0, made.said
    assert {file.name for file in made.folder.iterdir()} == {"digest", "state", "tracker.toml"}


PROBE = """#!/bin/sh
# Stands in for a tracker whose probe writes its report and leaves with the given code.
test "$1 $2" = "probe --out" || exit 9
echo "ecfr titles: [otherwise](x) than expected" > "$3"
exit {code}
"""


@pytest.mark.parametrize(("code", "leaves"), [(0, 0), (1, 0), (2, 2)])
def test_a_probe_that_finds_differences_fails_nothing_and_is_shown(
    tmp_path: Path,
    code: int,
    leaves: int,
) -> None:
    runner, summary = Runner(tmp_path), tmp_path / "summary.md"
    (tmp_path / "bin/tracker").write_text(PROBE.format(code=code), encoding="utf-8")
    shown, script = {"GITHUB_STEP_SUMMARY": str(summary)}, SCRIPTS / "probe.sh"
    done = runner.run(MONDAY, shown, script, words=("digest/probe.md",))
    assert done.code == leaves, done.said
    assert (done.folder / "digest/probe.md").is_file()
    assert "    ecfr titles: [otherwise](x) than expected\n" in summary.read_text(encoding="utf-8")
    assert ("differ from what is expected: see" in done.said) == (code == 1)

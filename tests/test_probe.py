"""The probe over real loopback HTTP: what each oddity of a service is told as, and what a report
never holds."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import probe_world
from tests.probe_world import ProbeWorld, Reply, as_html, as_json, as_xml
from tests.readers.settings import changed
from tracker import config
from tracker.cli.main import run
from tracker.probe import probe, table

NOW = "2021-01-10T12:00:00Z"
SETTINGS = (
    'contact = "https://example.org/private-project"\n[retry]\nwait_seconds ='
    " 0.01\nlongest_wait_seconds = 0.02\n"
)
BLOCK = (
    "<!DOCTYPE html><html><head><title>Request Access for 10.9.8.7</title></head><body><h1>Request"
    " Access</h1></body></html>"
)


@pytest.fixture
def services() -> Iterator[ProbeWorld]:
    with ProbeWorld() as made:
        yield made


class Probed:
    """What `tracker probe` printed and how it left."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def lines(self) -> dict[str, dict[str, Any]]:
        return {question["id"]: question for question in json.loads(self.out)["questions"]}

    def told(self, question: str) -> str:
        return "; ".join(difference["what"] for difference in self.lines[question]["differences"])


def probed(folder: Path, environment: dict[str, str], *words: str) -> Probed:
    settings = folder / "tracker.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    out, err, before = io.StringIO(), io.StringIO(), dict(os.environ)
    os.environ.update(environment)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(
                [
                    "--db",
                    str(folder / "none.db"),
                    "--config",
                    str(settings),
                    "--now",
                    NOW,
                    "probe",
                    *words,
                ]
            )
    finally:
        os.environ.clear()
        os.environ.update(before)
    return Probed(code, out.getvalue(), err.getvalue())


def test_services_that_answer_as_believed_are_as_expected(
    services: ProbeWorld, tmp_path: Path
) -> None:
    made = probed(tmp_path, services.environment, "--json")
    assert {key: line["verdict"] for key, line in made.lines.items()} == {
        row.id: "as expected" for row in table()
    }
    assert made.code == 0


def test_each_question_is_asked_once_by_an_agent_with_a_contact(
    services: ProbeWorld, tmp_path: Path
) -> None:
    probed(tmp_path, services.environment, "--json")
    assert len(services.log) == len(table())
    assert {headers["User-Agent"].partition("(+")[2] for _, headers in services.log} == {
        f"{config.PROJECT_PAGE}; contact: https://example.org/private-project)"
    }


def test_no_database_is_made(services: ProbeWorld, tmp_path: Path) -> None:
    probed(tmp_path, services.environment)
    assert [path.name for path in tmp_path.iterdir()] == ["tracker.toml"]


def test_the_version_list_is_asked_without_page_first_and_with_encoded_brackets(
    services: ProbeWorld, tmp_path: Path
) -> None:
    probed(tmp_path, services.environment)
    asked = [
        target.partition("title-15.json")[2] for target, _ in services.log if "/versions/" in target
    ]
    assert asked == [
        "?issue_date%5Bgte%5D=2021-01-08",
        "",
        "?issue_date%5Bgte%5D=2021-01-08&page=1",
    ]


def test_the_second_page_is_asked_where_the_answer_says_that_there_is_one(
    services: ProbeWorld, tmp_path: Path
) -> None:
    many = probe_world.versions()
    many["meta"] |= {"result_count": "2", "total_pages": 2}
    services.change("/versions/", as_json(many))
    probed(tmp_path, services.environment)
    assert any(target.endswith("/versions/title-15.json?page=2") for target, _ in services.log)


@pytest.mark.parametrize(
    ("piece", "reply", "question", "severity", "words"),
    [
        (
            "titles.json",
            as_html("", 202),
            "ecfr-titles",
            "refused",
            "HTTP 202: a challenge for browsers",
        ),
        (
            "titles.json",
            as_html("<html>no</html>", 403),
            "ecfr-titles",
            "refused",
            "HTTP 403: the service forbids us",
        ),
        ("titles.json", as_html(BLOCK), "ecfr-titles", "refused", "HTTP 200, but a block page"),
        (
            "titles.json",
            as_html("<html></html>", cf_mitigated="challenge"),
            "ecfr-titles",
            "refused",
            "cf-mitigated: challenge",
        ),
        (
            "titles.json",
            as_html("", 429, Retry_After="0"),
            "ecfr-titles",
            "refused",
            "HTTP 429: too many requests",
        ),
        ("titles.json", as_html("down", 503), "ecfr-titles", "refused", "HTTP 503"),
        ("titles.json", as_html("", 500), "ecfr-titles", "costs", "HTTP 500 instead of 200"),
        (
            "titles.json",
            Reply(200, b"", "application/json"),
            "ecfr-titles",
            "costs",
            "the answer is empty",
        ),
        (
            "titles.json",
            Reply(200, b"\x00\xff" * 9, "application/json"),
            "ecfr-titles",
            "costs",
            "not readable as JSON",
        ),
        (
            "titles.json",
            as_json({"titles": [], "more": 1}),
            "ecfr-titles",
            "costs",
            "missing key meta",
        ),
        ("titles.json", as_json({"titles": [], "more": 1}), "ecfr-titles", "costs", "new key more"),
        (
            "titles.json",
            as_html("<html><title>Maintenance</title></html>"),
            "ecfr-titles",
            "costs",
            "a maintenance page",
        ),
        (
            "titles.json",
            as_html("<html><title>Hello</title></html>"),
            "ecfr-titles",
            "costs",
            "a page of HTML (“Hello”) instead of JSON",
        ),
        ("&section=", as_xml("<DIV8>"), "ecfr-section", "costs", "not readable as XML"),
        (
            "&section=",
            as_json({"error": "No matching content found."}, 404),
            "ecfr-section",
            "costs",
            "HTTP 404 instead of 200",
        ),
        (
            "/structure/",
            as_html("", 301, Location="http://example.net/x?token=1"),
            "ecfr-structure",
            "costs",
            "to another host, where",
        ),
        (
            "/structure/",
            as_html("", 301, Location="/ecfr/x"),
            "ecfr-structure",
            "costs",
            "redirected (HTTP 301) to /ecfr/x",
        ),
        (
            "1990-01-06",
            as_json({"count": 0, "results": []}),
            "fr-empty",
            "harmless",
            "results is there, although nothing matches",
        ),
        (
            "full_text/xml",
            as_html("<html><title>x</title></html>", 404),
            "fr-xml",
            "harmless",
            "HTTP 404: there is none",
        ),
        (
            "full_text/xml",
            as_html("<html><title>x</title></html>", 400),
            "fr-xml",
            "costs",
            "HTTP 400 instead of 200",
        ),
        (
            "robots.txt",
            Reply(200, b"User-agent: *\nDisallow: /", "text/plain"),
            "bis-robots",
            "costs",
            "stay away from /news-updates",
        ),
        (
            "sitemap.xml",
            as_html("<html></html>", 404),
            "bis-sitemap",
            "harmless",
            "HTTP 404: there is none",
        ),
        (
            "sitemap.xml",
            as_xml("<feed/>"),
            "bis-sitemap",
            "harmless",
            "the root element is feed instead of urlset or sitemapindex",
        ),
    ],
)
def test_each_oddity_is_told_on_its_line(
    services: ProbeWorld,
    tmp_path: Path,
    piece: str,
    reply: Reply,
    question: str,
    severity: str,
    words: str,
) -> None:
    services.change(piece, reply)
    made = probed(tmp_path, services.environment, "--json")
    assert words in made.told(question)
    assert made.lines[question]["severity"] == severity
    assert made.code == (0 if severity == "harmless" else 1)


def test_a_challenge_on_one_line_leaves_the_others_as_they_are(
    services: ProbeWorld, tmp_path: Path
) -> None:
    services.change("&appendix=", as_html("", 202))
    made = probed(tmp_path, services.environment, "--json")
    assert [key for key, line in made.lines.items() if line["severity"] != "as expected"] == [
        "ecfr-appendix"
    ]


def test_a_connection_that_breaks_once_is_tried_again_and_told(
    services: ProbeWorld, tmp_path: Path
) -> None:
    services.broken.append("titles.json")
    made = probed(tmp_path, services.environment, "--json")
    assert made.told("ecfr-titles") == "the first try failed: the connection was reset"
    assert (made.lines["ecfr-titles"]["severity"], made.code) == ("harmless", 0)


def test_a_connection_that_breaks_twice_is_no_answer(services: ProbeWorld, tmp_path: Path) -> None:
    services.broken += ["titles.json", "titles.json", "titles.json"]
    made = probed(tmp_path, services.environment, "--json")
    assert made.told("ecfr-titles").endswith("no answer: the connection was reset")
    assert len([target for target, _ in services.log if "titles.json" in target]) == 2


def test_an_old_copy_of_what_should_be_fresh_costs_something(
    services: ProbeWorld, tmp_path: Path
) -> None:
    for piece in ("/documents.json", "documents/2021-90001"):
        services.answers = {
            key: replace(reply, headers={"Age": "32400"}) if piece in key else reply
            for key, reply in services.answers.items()
        }
    made = probed(tmp_path, services.environment, "--json")
    assert (
        made.told("fr-search")
        == "the answer is 9.0 hours old (Age): news would be seen that much later"
    )
    assert [made.lines[key]["severity"] for key in ("fr-search", "fr-document")] == [
        "costs",
        "harmless",
    ]


def test_a_list_that_moved_is_told_with_its_new_place(services: ProbeWorld, tmp_path: Path) -> None:
    listing = services.answers["/bis/news-updates"]
    services.change("/bis/news-updates", as_html("<html><title>Not found</title></html>", 404))
    services.change("/bis/news-updates/all-press-releases", listing)
    made = probed(tmp_path, services.environment, "--json")
    assert made.told("bis-listing").startswith(
        "it has moved (/news-updates: HTTP 404) and is now at /news-updates/all-press-releases,"
        " which"
    )
    assert made.lines["bis-release"]["severity"] == "as expected"


def test_without_an_address_of_govinfo_a_replay_is_probed_without_it(
    services: ProbeWorld, tmp_path: Path
) -> None:
    environment = {
        key: value for key, value in services.environment.items() if key != "TRACKER_GOVINFO_URL"
    }
    made = probed(tmp_path, environment, "--json")
    assert [made.lines[key]["severity"] for key in ("govinfo-xml", "govinfo-htm")] == [
        "not asked",
        "not asked",
    ]
    assert "TRACKER_GOVINFO_URL" in made.told("govinfo-xml")
    assert made.code == 0


def test_a_question_whose_subject_was_not_learned_is_not_asked(
    services: ProbeWorld, tmp_path: Path
) -> None:
    services.change("/documents.json", as_json({"description": "Documents", "count": 0}))
    made = probed(tmp_path, services.environment, "--json")
    assert made.told("fr-document") == "the search named no document"
    assert not any("/documents/full_text/" in target for target, _ in services.log)


def test_a_service_that_is_not_there_is_told_and_the_rest_goes_on(
    services: ProbeWorld, tmp_path: Path
) -> None:
    made = probed(
        tmp_path, services.environment | {"TRACKER_ECFR_URL": "http://127.0.0.1:9"}, "--json"
    )
    assert made.told("ecfr-section") == "no answer: the host could not be reached"
    assert made.lines["fr-search"]["severity"] == "as expected"
    assert made.code == 1


def test_the_report_can_be_pasted_into_an_issue(services: ProbeWorld, tmp_path: Path) -> None:
    services.change("titles.json", as_html(BLOCK))
    services.change(
        "/documents.json", as_html("<html><title>Write to someone@example.com</title></html>")
    )
    report = tmp_path / "probe.md"
    probed(tmp_path, services.environment, "--out", str(report))
    text = report.read_text(encoding="utf-8")
    private = (
        "127.0.0.1",
        "10.9.8.7",
        "private-project",
        "someone",
        str(tmp_path),
        "An invented rule",
        "<DIV",
    )
    assert [address for address in private if address in text] == []
    assert re.search(
        r"^\| `ecfr-titles` \| refused \| HTTP 200, but a block page", text, re.MULTILINE
    )
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert [len(re.findall(r"(?<!\\)\|", line)) for line in rows] == [5] * len(table())


def test_the_report_says_what_was_not_compared(services: ProbeWorld, tmp_path: Path) -> None:
    made = probed(tmp_path, services.environment)
    said = " ".join(made.out.split())
    assert (
        "Asked at another address: eCFR, Federal Register, govinfo, BIS site; a replay or mirror is"
        " smaller" in said
    )
    assert f"{len(table())} questions: {len(table())} as expected" in said


def test_a_report_into_a_folder_that_is_not_there_is_a_mistake_of_the_user(
    services: ProbeWorld, tmp_path: Path
) -> None:
    made = probed(tmp_path, services.environment, "--out", str(tmp_path / "none" / "probe.md"))
    assert (made.code, made.out, services.log) == (2, "", [])
    assert "make it first" in made.err


def test_a_wrong_address_of_govinfo_is_a_mistake_of_the_user(
    services: ProbeWorld, tmp_path: Path
) -> None:
    made = probed(tmp_path, services.environment | {"TRACKER_GOVINFO_URL": "ftp://example.org"})
    assert (made.code, made.out) == (2, "")
    assert "TRACKER_GOVINFO_URL" in made.err


def test_the_pauses_of_the_configuration_are_kept(services: ProbeWorld) -> None:
    polite = changed(config.load(None, services.environment), "ecfr", pause=7.0)
    slept: list[float] = []
    probe(
        polite,
        lambda: datetime(2021, 1, 10, 12, tzinfo=UTC),
        sleep=slept.append,
    )
    questions = [row for row in table() if row.service == "ecfr"]
    assert len(slept) == len(questions) - 1
    assert all(6.0 < pause <= 7.0 for pause in slept)


def test_a_page_that_is_nowhere_is_told_with_all_places_that_were_tried(
    services: ProbeWorld, tmp_path: Path
) -> None:
    services.change("/bis/news-updates", as_html("<html><title>Not found</title></html>", 404))
    made = probed(tmp_path, services.environment, "--json")
    assert made.told("bis-listing") == "HTTP 404 instead of 200 (the same at /news-updates)"


def test_without_any_setting_the_official_services_are_asked() -> None:
    """No test may leave this machine, so nothing is reached: each line says so, and nothing is
    tried again for it."""
    report = probe(
        config.load(None, {}), lambda: datetime(2021, 1, 10, 12, tzinfo=UTC), sleep=lambda _: None
    )
    assert [(service.official, service.skipped) for service in report.services] == [
        (True, None)
    ] * 4
    asked = [finding for finding in report.findings if finding.severity != "not asked"]
    assert {finding.differences[0].what for finding in asked} == {
        "no answer: the host could not be reached"
    }
    assert {finding.severity for finding in asked} == {"costs"}
    assert report.exit_code == 1

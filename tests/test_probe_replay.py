"""The probe against the replay of the recorded services: plain, in every other form, and with every
fault."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.conftest import ReplayedWorld
from tracker import config
from tracker.probe import probe
from tracker.probe.report import as_json

pytestmark = [pytest.mark.corpus, pytest.mark.slow]
SETTINGS = "[retry]\nwait_seconds = 0.0\nlongest_wait_seconds = 0.0\n"
LACKING = {"fr-text", "govinfo-htm", "bis-robots", "bis-sitemap"}
"""What the replay has not on that day: a 404 there is harmless."""
NEWS = "2026-08-31"


def probed(world: ReplayedWorld, folder: Path, today: str = NEWS) -> dict[str, dict[str, Any]]:
    settings = folder / "tracker.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    world.today(today)
    moment = datetime.fromisoformat(f"{today}T12:00:00").replace(tzinfo=UTC)
    made = as_json(probe(config.load(settings, world.environment), lambda: moment))
    return {question["id"]: question for question in made["questions"]}


def otherwise(lines: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return the severity of each line that is not as expected, without what the replay lacks."""
    lacks = partial(is_lacking, lines)
    return {
        key: line["severity"]
        for key, line in lines.items()
        if line["severity"] != "as expected" and not lacks(key)
    }


def is_lacking(lines: dict[str, dict[str, Any]], key: str) -> bool:
    whats = [difference["what"] for difference in lines[key]["differences"]]
    return key in LACKING and whats == ["HTTP 404: there is none; the tracker can do without it"]


def told(lines: dict[str, dict[str, Any]], key: str) -> str:
    return "; ".join(difference["what"] for difference in lines[key]["differences"])


def shape(world: ReplayedWorld, name: str) -> None:
    with urlopen(f"{world.base}/_control?shape={name}", timeout=30) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("today", ["2025-01-20", "2025-11-03", NEWS])
def test_a_plain_replay_is_as_expected(world: ReplayedWorld, tmp_path: Path, today: str) -> None:
    lines = probed(world, tmp_path, today)
    without_news = {"bis-release": "not asked"} if today == "2025-01-20" else {}
    assert otherwise(lines) == without_news


@pytest.mark.parametrize(
    ("name", "question", "words"),
    [
        ("wrapped", "ecfr-section", "the root element is DIV5 (1 DIV8 inside) instead of DIV8"),
        ("unpaged", "ecfr-versions", "no total_pages: all "),
        ("no-page", "ecfr-versions-page", "HTTP 400: refused, but it is not needed"),
        ("no-page", "ecfr-versions", "no total_pages: all "),
        (
            "moved",
            "bis-listing",
            "it has moved (/news-updates: HTTP 404) and is now at /news-updates/all-press-releases",
        ),
        ("app-router", "bis-listing", "the page has no __NEXT_DATA__"),
        ("app-router", "bis-release", "the page has no __NEXT_DATA__"),
        ("app-router", "bis-notices", "the page has no __NEXT_DATA__"),
        ("large", "bis-listing", "12.1 MB, larger than expected"),
        ("aged", "fr-search", "the answer is 9.0 hours old (Age)"),
        ("aged", "fr-inspection", "the answer is 9.0 hours old (Age)"),
    ],
)
def test_every_other_form_is_told_on_its_line(
    world: ReplayedWorld, tmp_path: Path, name: str, question: str, words: str
) -> None:
    shape(world, name)
    assert words in told(probed(world, tmp_path), question)


@pytest.mark.parametrize("name", ["wrapped", "unpaged", "no-page", "moved", "aged"])
def test_another_form_of_one_service_leaves_the_others_as_expected(
    world: ReplayedWorld, tmp_path: Path, name: str
) -> None:
    shape(world, name)
    services = {"moved": "bis", "aged": "fr"}
    assert {key.partition("-")[0] for key in otherwise(probed(world, tmp_path))} == {
        services.get(name, "ecfr")
    }


ENDPOINTS = (
    {"titles.json": "ecfr-titles", "appendix=": "ecfr-appendix", "documents.json": "fr-search"},
    {"/govinfo/content": "govinfo-xml", "/press-release/": "bis-release"},
)
"""Pieces of addresses with their questions; none of one group decides what another of it asks
for."""
FAULTS = {
    "block": ("refused", "block page"),
    "html": ("costs", "a maintenance page"),
    "empty": ("costs", "the answer is empty"),
    "garbage": ("costs", "not readable as"),
    "truncate": ("harmless", "the first try failed: the answer was cut off"),
    "reset": ("harmless", "the first try failed: the connection was reset"),
    "429": ("harmless", "the first try failed: HTTP 429"),
    "503": ("harmless", "the first try failed: HTTP 503"),
    "500": ("harmless", "the first try failed: HTTP 500"),
}
LASTING = {
    "truncate": ("costs", "no answer: the answer was cut off"),
    "reset": ("costs", "no answer: the connection was reset"),
    "429": ("refused", "HTTP 429: too many requests, also after a pause"),
    "503": ("refused", "HTTP 503: the service is not available, also after a pause"),
    "500": ("costs", "HTTP 500 instead of 200"),
}


@pytest.mark.parametrize("endpoints", ENDPOINTS, ids=lambda group: "+".join(group.values()))
@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_on_its_line(
    world: ReplayedWorld, tmp_path: Path, kind: str, endpoints: dict[str, str]
) -> None:
    for match in endpoints:
        world.fault(kind, match)
    lines = probed(world, tmp_path)
    severity, words = FAULTS[kind]
    assert [question for question in endpoints.values() if words not in told(lines, question)] == []
    assert {lines[question]["severity"] for question in endpoints.values()} == {severity}


@pytest.mark.parametrize("kind", LASTING)
def test_a_fault_that_lasts_is_told_as_such(
    world: ReplayedWorld, tmp_path: Path, kind: str
) -> None:
    world.fault(kind, "titles.json", times=100)
    lines = probed(world, tmp_path)
    severity, words = LASTING[kind]
    assert words in told(lines, "ecfr-titles")
    assert otherwise(lines) == {"ecfr-titles": severity}


def test_a_slow_answer_is_told_with_its_time(world: ReplayedWorld, tmp_path: Path) -> None:
    world.fault("slow", "appendix=")
    lines = probed(world, tmp_path)
    assert told(lines, "ecfr-appendix").startswith("slow: the first byte came after 3.")
    assert lines["ecfr-appendix"]["severity"] == "harmless"


def test_an_import_in_progress_is_told_among_the_facts(
    world: ReplayedWorld, tmp_path: Path
) -> None:
    world.fault("import", "titles.json")
    assert "an import is in progress" in probed(world, tmp_path)["ecfr-titles"]["seen"]

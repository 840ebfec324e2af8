"""The table of sources: every row is whole, and what walks it finds what it needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker import names, sources
from tracker.config import Config
from tracker.errors import ParseError
from tracker.model import SourceName
from tracker.sources import SOURCES
from tracker.sources.source import Source

LOOPING = (
    *("poll/run.py", "poll/__init__.py", "config/__init__.py", "config/values.py", "fetch.py"),
    *("gate/admission.py", "derive/apply.py", "derive/retag.py", "probe/__init__.py"),
    *("probe/services.py", "probe/report.py", "digest/health.py", "digest/wording.py"),
    *("digest/values.py", "digest/notices.py", "digest/composing.py", "store/runs.py"),
    *("store/pages.py", "store/page_versions.py", "cycle/tools.py", "cycle/ledger.py"),
    *("cycle/pauses.py", "cycle/values.py", "asking.py", "answers.py"),
)
NAMED = re.compile(r"[\"'](?:ecfr|bis|federal-register|fr)[:\"']")
SITE = sorted((ROOT / "tracker/sources/site").glob("*.py"))


@pytest.mark.parametrize("file", LOOPING)
def test_what_loops_over_sources_names_none(file: str) -> None:
    assert NAMED.findall((ROOT / "tracker" / file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", SITE, ids=lambda file: file.stem)
def test_what_serves_all_sites_names_none(file: Path) -> None:
    code = file.read_text(encoding="utf-8").partition("from __future__")[2]
    assert re.findall(r"\bbis\b", code) == []


def test_no_two_sources_share_a_name_a_variable_or_a_question() -> None:
    houses = [house for source in SOURCES for house in (source.house, *source.others)]
    marks = [kind.mark for source in SOURCES for kind in source.kinds]
    for found in ([source.name for source in SOURCES], [house.variable for house in houses], marks):
        assert len(set(found)) == len(found) > 2


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_kind_of_question_is_of_its_source_and_its_defaults_name_its_house(
    source: Source,
) -> None:
    assert {kind.source for kind in source.kinds} == {source.name}
    official = [house.official for house in (source.house, *source.others)]
    assert list(source.houses(Config().of(source.name)).values()) == official
    assert Config().of(source.name) == source.standard


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.bis.gov/x", "bis"),
        ("https://www.bis.gov", None),
        ("https://www.bis.gov.example/x", None),
        ("15 CFR 744.1", None),
    ],
)
def test_a_page_is_of_the_source_whose_site_has_it(url: str, name: str | None) -> None:
    found = sources.of_page(url)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (
            "https://media.bis.gov/press-release/a-b. p3",
            "https://www.bis.gov/press-release/a-b. p3",
        ),
        ("http://bis.gov/x", "https://www.bis.gov/x"),
        ("https://media.bis.gov.example/x", "https://media.bis.gov.example/x"),
        ("https://example.org/https://bis.gov/x", "https://example.org/https://bis.gov/x"),
    ],
)
def test_a_page_is_read_under_any_host_of_its_site(typed: str, meant: str) -> None:
    assert str(names.read(sources.official(typed))) == meant


def test_a_subject_that_nothing_prints_is_its_own_words_and_no_question() -> None:
    assert sources.words("x:y") == "x:y"
    assert not sources.is_daily("x:y")
    assert sources.is_daily("fr:text:2021-00001")
    with pytest.raises(ParseError):
        sources.asked("x:y")
    with pytest.raises(KeyError):
        sources.named(SourceName("x"))

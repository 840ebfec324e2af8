"""The configuration: defaults, every key, every mistake at once with its path."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker import config
from tracker.config import Config
from tracker.errors import ConfigError
from tracker.sources.ecfr.settings import Ecfr, Title
from tracker.sources.place import POLITE


def load(tmp_path: Path, text: str, **env: str) -> Config:
    path = tmp_path / "tracker.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path, env)


def problems(tmp_path: Path, text: str, **env: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text, **env)
    return [problem.partition("tracker.toml: ")[2] for problem in caught.value.problems]


def test_built_in_default_is_the_design() -> None:
    made = config.load(None, {})
    assert made == Config()
    assert made.of("ecfr").titles[0].number == 15
    assert {"744", "774", "791", "7"} <= set(made.of("ecfr").titles[0].parts)
    assert made.of("ecfr").recheck == 5
    assert made.base("bis") == "https://www.bis.gov"
    assert made.pause("ecfr") > 0
    assert made.mail is None
    assert made.digest.alarm_after == 3
    assert made.digest.quiet_days["ecfr"] == 60
    assert made.taxonomy().names()
    assert made.key_facts()[0].startswith(b"#")


def test_environment_sets_addresses_and_drops_the_pause() -> None:
    made = config.load(None, {"TRACKER_FR_URL": "http://127.0.0.1:8/fr/", "TRACKER_ECFR_URL": ""})
    assert made.of("federal-register").url == "http://127.0.0.1:8/fr"
    assert (made.of("federal-register").pause, made.of("ecfr").pause) == (0, POLITE)
    assert made.of("ecfr").url == "https://www.ecfr.gov"


@pytest.mark.parametrize(
    ("url", "pause"),
    [
        ("https://media.bis.gov", POLITE),
        ("https://bis.gov/", POLITE),
        ("http://www.bis.gov", 0),
        ("https://www.bis.gov.example", 0),
    ],
)
def test_official_site_is_asked_politely_under_any_of_its_hosts(url: str, pause: float) -> None:
    assert config.load(None, {"TRACKER_BIS_URL": url}).pause("bis") == pause


def test_sitemap_can_be_switched_off_and_its_patterns_are_paths(tmp_path: Path) -> None:
    made = load(tmp_path, '[bis]\nsitemap = ""\nskip = ["/a*"]\npages = []\n').of("bis")
    assert (made.sitemap, made.skip, made.pages) == ("", ("/a*",), ())
    wrong = problems(tmp_path, '[bis]\nsitemap = "sitemap.xml"\nskip = ["careers*"]\n')
    assert [problem.partition(": ")[0] for problem in wrong] == ["bis.sitemap", "bis.skip[0]"]


def test_every_key_can_be_set(tmp_path: Path) -> None:
    made = load(
        tmp_path,
        """
        taxonomy = "mine.toml"
        key_facts = "facts.toml"
        [ecfr]
        url = "https://mirror.example/ecfr/"
        pause_seconds = 2
        import_wait_seconds = 7
        overlap_days = 8
        recheck = 9
        [[ecfr.titles]]
        number = 2
        [[ecfr.titles]]
        number = 15
        parts = [744, "774", "30a"]
        [federal_register]
        agencies = ["x-y"]
        also_agencies = []
        also_types = []
        text_types = ["Rule"]
        overlap_days = 1
        first_days = 2
        young_days = 3
        per_page = 20
        public_inspection = false
        govinfo_url = "https://printer.example"
        [bis]
        listings = ["/news"]
        items = ["/news/"]
        notices = []
        pages = ["/faq"]
        recheck = 0
        most_a_poll = 3
        [retry]
        attempts = 1
        wait_seconds = 0.5
        longest_wait_seconds = 3
        total_seconds = 9
        timeout_seconds = 4
        large_timeout_seconds = 8
        largest_body_bytes = 5000
        [gate]
        lost_share = 0.5
        lost_units = 0
        polls = 9
        days = 0
        [alarms]
        alarm_after = 7
        quiet_days = { bis = 10 }
        [mail]
        host = "mail.example"
        security = "tls"
        sender = "Tracker <t@example.org>"
        recipients = ["a@example.org", "b@example.org"]
        user = "t"
        ca_file = "ca.pem"
        timeout_seconds = 5
        """,
    )
    assert made.of("ecfr") == Ecfr(
        "https://mirror.example/ecfr",
        2,
        7,
        8,
        9,
        (Title(2), Title(15, ("744", "774", "30a"))),
    )
    assert made.of("federal-register").agencies == ("x-y",)
    assert (
        made.of("federal-register").per_page,
        made.of("federal-register").public_inspection,
    ) == (20, False)
    assert made.of("federal-register").govinfo_url == "https://printer.example"
    assert (made.of("bis").listings, made.of("bis").notices, made.of("bis").pages) == (
        ("/news",),
        (),
        ("/faq",),
    )
    assert made.retry == config.Retry(
        attempts=1, wait=0.5, longest_wait=3, total=9, timeout=4, large_timeout=8, largest_body=5000
    )
    assert made.gate == config.Thresholds(0.5, 0, 9, 0)
    assert (
        made.alarms.alarm_after,
        made.alarms.quiet_days["bis"],
        made.alarms.quiet_days["ecfr"],
    ) == (7, 10, 60)
    assert made.mail == config.Mail(
        "mail.example",
        465,
        "tls",
        "Tracker <t@example.org>",
        ("a@example.org", "b@example.org"),
        "t",
        tmp_path / "ca.pem",
        5,
    )
    assert made.taxonomy_file == tmp_path / "mine.toml"
    assert made.key_facts_file == tmp_path / "facts.toml"


def test_all_mistakes_are_told_at_once_with_their_paths(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        """
        taxonmy = "x"
        [ecfr]
        url = "ftp://x"
        recheck = -1
        recheks = 5
        [[ecfr.titles]]
        parts = ["744", "x y"]
        [[ecfr.titles]]
        number = 15
        [federal_register]
        agencies = "bis"
        overlap_days = true
        [bis]
        pages = ["guidance", "//evil.example/x"]
        [retry]
        attempts = 0
        timeout_seconds = "soon"
        [mail]
        host = ""
        security = "ssl"
        recipients = ["nobody"]
        password = "secret"
        """,
        TRACKER_BIS_URL="nowhere",
    )
    paths = {problem.partition(":")[0] for problem in found}
    assert paths == {
        "taxonmy", "ecfr.url", "ecfr.recheck", "ecfr.recheks", "ecfr.titles",
        "ecfr.titles[0].number", "ecfr.titles[0].parts[1]",
        "federal_register.agencies", "federal_register.overlap_days", "bis.pages[0]",
        "bis.pages[1]", "retry.attempts",
        "retry.timeout_seconds", "mail.host", "mail.security", "mail.recipients[0]",
        "mail.password", "mail.sender", "TRACKER_BIS_URL",
    }  # fmt: skip
    assert "did you mean taxonomy?" in next(
        problem for problem in found if problem.startswith("taxonmy")
    )
    assert "secret" not in " ".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "[ecfr",
        "a = ",
        "\x00",
        "ecfr = 3",
        "[[ecfr]]\nurl = 1",
        "ecfr = { titles = [] }",
        "x = " + "[" * 5000,
    ],
)
def test_what_is_no_configuration_is_one_clear_mistake(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere.toml: cannot be read"):
        config.load(tmp_path / "nowhere.toml", {})
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path, {})
    path = tmp_path / "latin.toml"
    path.write_bytes(b'taxonomy = "\xff"')
    with pytest.raises(ConfigError, match="not TOML"):
        config.load(path, {})


def test_taxonomy_that_is_missing_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"mine\.toml"):
        load(tmp_path, 'taxonomy = "mine.toml"').taxonomy()
    with pytest.raises(ConfigError, match=r"facts\.toml"):
        load(tmp_path, 'key_facts = "facts.toml"').key_facts()


def test_documented_defaults_are_the_defaults(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "docs/configuration.md").read_text(encoding="utf-8")
    blocks = [block.partition("```")[0] for block in text.split("```toml\n")[1:]]
    made = load(tmp_path, blocks[0])
    assert made == Config()
    assert load(tmp_path, blocks[1]).mail is not None
    for table in (
        made.of("ecfr"),
        made.of("federal-register"),
        made.of("bis"),
        made.gate,
        made.alarms,
    ):
        for name in table.__slots__:
            assert name in blocks[0], f"{name} is not documented"

"""The taxonomy file: what is in it, and that all its mistakes are told at once."""

from __future__ import annotations

import re

import pytest

from tests.meaning_samples import ROOT, TAXONOMY
from tests.work import growth
from tracker import tag
from tracker.errors import ConfigError

SMALL = b"""
[contexts]
chips = ["chip", "=GPU"]
[[topics]]
id = "hardware"
title = "Hardware"
means = "Things."
[[tags]]
id = "items.chips"
topic = "hardware"
title = "Chips"
means = "Which chips."
[[tags.rules]]
id = "word"
means = "The word itself."
phrases = ["@chips"]
"""

SIXTEEN = {
    "chip-licensing": ["items.chip-thresholds", "items.semicap-fab", "items.model-weights",
                       "licensing.review-policy", "licensing.exceptions",
                       "licensing.datacenter-veu"],
    "country-tiers": ["scope.country-groups", "scope.hq-parent", "scope.fdp"],
    "end-users": ["endusers.listed-parties", "endusers.affiliates-50",
                  "endusers.diversion-redflags"],
    "iaas-loophole": ["access.remote-iaas", "access.ai-training-support"],
    "process": ["process.reporting-records", "process.policy-overlay"],
}  # fmt: skip


def _problems(toml: bytes) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        tag.load(toml, "mine.toml")
    return caught.value.problems


def test_the_built_in_taxonomy_holds_the_sixteen_tags_under_their_topics() -> None:
    held: dict[str, list[str]] = {}
    for kind in TAXONOMY.tags:
        held.setdefault(kind.topic, []).append(kind.id)
    assert {topic: sorted(found) for topic, found in held.items()} == {
        topic: sorted(found) for topic, found in SIXTEEN.items()
    }
    assert TAXONOMY.names() == {*SIXTEEN, *(name for names in SIXTEEN.values() for name in names)}


def test_every_rule_says_what_it_means_in_a_sentence() -> None:
    assert [
        rule.id
        for kind in TAXONOMY.tags
        for rule in kind.rules
        if not re.fullmatch(r"[A-Z].*\.", rule.means)
    ] == []


def test_the_page_on_the_taxonomy_names_every_key_topic_and_tag() -> None:
    told = (ROOT / "docs/taxonomy.md").read_text(encoding="utf-8")
    keys = [
        "phrases",
        "regexes",
        "needs",
        "never",
        "unless",
        "despite",
        "near",
        "unless_near",
        "addresses",
        "only_at",
        "not_at",
        "where",
        "times",
    ]
    names = [*(kind.id for kind in TAXONOMY.tags), *(topic.id for topic in TAXONOMY.topics)]
    assert [name for name in (*keys, *names) if f"`{name}`" not in told] == []


def test_a_small_taxonomy_of_ones_own_is_enough() -> None:
    mine = tag.load(SMALL, "mine.toml")
    assert mine.names() == {"hardware", "items.chips"}
    assert [phrase.text for phrase in mine.tags[0].rules[0].phrases] == ["chip", "GPU"]


def test_the_fingerprint_changes_with_the_file_and_with_nothing_else() -> None:
    assert (
        tag.load(SMALL, "a").fingerprint
        == tag.load(SMALL, "b").fingerprint
        != tag.load(SMALL + b"# a remark\n", "a").fingerprint
    )


def test_all_mistakes_are_told_at_once_with_their_paths() -> None:
    wrong = b"""
colour = "red"
[contexts]
chips = ["chip", 3]
[[topics]]
id = "hardware"
title = "Hardware"
means = "Things."
[[topics]]
id = "hardware"
title = ""
means = "Things."
[[tags]]
id = "Items Chips"
topic = "software"
title = "Chips"
means = "Which chips."
shade = 1
[[tags.rules]]
id = "word"
means = "The word itself."
phrases = ["(chip", "@boats", ""]
regexes = ["a+"]
where = ["margin"]
near = -1
times = true
addresses = ["somewhere"]
[[tags.rules]]
id = "word"
means = "Nothing to fire on."
[[tags]]
id = "items.none"
topic = "hardware"
title = "None"
means = "No rules."
"""
    problems = _problems(wrong)
    told = "\n".join(problems)
    for expected in (
        "mine.toml: colour: unknown key",
        "mine.toml: contexts.chips[1]: must be a string",
        "topics: id 'hardware' is used twice",
        "topics[1].title: required",
        "tags[0].id: required",
        "tags[0].topic: there is no topic 'software' (known topics: hardware)",
        "tags[0].shade: unknown key",
        "tags[0].rules[0].phrases[0]: '(chip' has brackets that do not match",
        "tags[0].rules[0].phrases[1]: there is no context 'boats'",
        "tags[0].rules[0].phrases[2]: '' is empty",
        "tags[0].rules[0].regexes[0]: 'a+' repeats without a bound",
        "tags[0].rules[0].where[0]: 'margin' is not one of before, after, title, abstract, body",
        "tags[0].rules[0].near: must be a whole number from 0 to 5000",
        "tags[0].rules[0].times: must be a whole number from 1 to 50",
        "tags[0].rules[0].addresses[0]: 'somewhere' does not begin like an address",
        "tags[0].rules[1]: needs phrases, regexes or addresses to fire on",
        "tags[0].rules: id 'word' is used twice",
        "tags[1].rules: required, at least one table",
    ):
        assert expected in told
    assert len(problems) == len(set(problems)) == 18


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        (b"", "topics: required, at least one"),
        (b"\xff", "not UTF-8 at byte 0"),
        (b"topics = [", "not TOML"),
        (b"topics = 3\ntags = [4]\ncontexts = 5\nkeep = 6", "tags[0]: must be a table"),
        (b"[[topics]]\n[[tags]]\nrules = 3", "tags[0].rules: required, at least one table"),
        (
            SMALL + b"[keep]\nphrases = ['(']\n",
            "keep.phrases[0]: '(' has brackets that do not match",
        ),
        (
            SMALL.replace(b"phrases = [", b"phrases = 3 # ["),
            "tags[0].rules[0].phrases: must be a list of strings",
        ),
    ],
)
def test_a_file_of_another_kind_is_told_in_plain_words(toml: bytes, why: str) -> None:
    assert any(why in problem for problem in _problems(toml))


def test_twice_as_long_a_file_is_twice_the_work() -> None:
    head, row, rule = SMALL.decode().partition("[[tags]]")

    def read(size: int) -> None:
        tags = [
            f"{row}{rule.replace('items.chips', f'items.chips-{number}')}" for number in range(size)
        ]
        assert len(tag.load((head + "".join(tags)).encode(), "taxonomy.toml").tags) == size

    assert growth(read, 400) < 2.3

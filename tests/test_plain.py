"""Text of sources can do nothing where it is printed."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tracker import plain

HOSTILE = st.lists(
    st.sampled_from(
        [
            *"\\`*_{}[]()<>#+-.!|~&@:$=\"' \n\t\r1aA/",
            "http://",
            "www.",
            "::error",
            "##[",
            "\x1b",
            "\u202e",
            "\u200b",
            "\ud800",
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\x9bb", "a<U+009B>b"),
        ("\ud800", "<U+D800>"),
        ("a\tb\r\nc", "a b \nc"),
        ("§ 744.23—“x”", "§ 744.23—“x”"),
    ],
)
def test_control_and_hidden_characters_are_written_out(text: str, expected: str) -> None:
    assert plain.visible(text) == expected


@given(st.text())
def test_what_is_visible_stays_so(text: str) -> None:
    once = plain.visible(text)
    assert plain.visible(once) == once
    assert all(
        mark == "\n" or mark.isprintable() or mark in "\xa0\u3000" or mark.isspace()
        for mark in once
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", once)


@given(HOSTILE | st.text())
def test_markdown_renders_as_the_text_itself(text: str) -> None:
    rendered = (
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(plain.markdown(text))
    )
    shown = re.sub(r"</?p>|<!-- -->", "", rendered)
    assert "<" not in shown
    assert unescape(shown).strip().split() == plain.line(text).split()


@pytest.mark.parametrize(
    "text",
    ["https://evil.example", "www.evil.example", "HTTP://evil.example", "mailto:a@evil.example"],
)
def test_bare_links_are_broken_for_github(text: str) -> None:
    assert text not in plain.markdown(text)


def test_a_mention_does_not_notify() -> None:
    assert plain.markdown("ask @someone") == "ask @<!-- -->someone"


@given(HOSTILE)
def test_a_header_is_one_short_line(text: str) -> None:
    made = plain.header(text * 20)
    assert len(made) <= 200
    assert "\n" not in made
    assert "\r" not in made


@pytest.mark.parametrize(
    "text",
    [
        "::error file=x::boom",
        "  ::set-output name=x::y",
        "fine\n::add-mask::x",
        "##[command]rm",
        "a ##[error]b",
    ],
)
def test_no_printed_line_commands_a_ci_runner(text: str) -> None:
    made = plain.log(text)
    assert not re.search(r"(?m)^\s*::", made)
    assert "##[" not in made


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//no.scheme",
        "https://",
        "http://[bad",
        "https://a.example/\x1b",
        "ftp://a.example/",
        "",
        None,
    ],
)
def test_only_web_links_pass(text: str | None) -> None:
    assert plain.url(text) is None


def test_a_link_can_leave_neither_an_attribute_nor_markdown() -> None:
    made = plain.url('https://a.example/x?y=1&z=2#p-(a)"><b> )') or ""
    assert made.startswith("https://a.example/x?y=1&z=2#p-%28a%29")
    assert not set(made) & set('"<>() ')


def test_json_and_html_hold_no_command_and_say_the_same() -> None:
    said = json.dumps({"a": "##[error]x"})
    assert "##[" not in plain.json_log(said)
    assert json.loads(plain.json_log(said)) == {"a": "##[error]x"}
    page = plain.html_log("<p>\n  ::error::x ##[error]x</p>")
    assert not re.search(r"(?m)^\s*::|##\[", page)
    assert unescape(page) == "<p>\n  ::error::x ##[error]x</p>"


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "row", "0 rows"),
        (1, "row", "1 row"),
        (1234, "row", "1,234 rows"),
        (2, "try", "2 tries"),
        (2, "day", "2 days"),
        (2, "more country", "2 more countries"),
        (2, "change of substance", "2 changes of substance"),
        (2, "document on public inspection", "2 documents on public inspection"),
    ],
)
def test_numbers_of_things_agree_with_their_nouns(number: int, noun: str, said: str) -> None:
    assert plain.counted(number, noun) == said
    assert said.endswith(f" {plain.plural(number, noun)}")


@pytest.mark.parametrize(
    ("number", "singular", "said"),
    [(0, "is", "are"), (1, "is", "is"), (2, "was", "were"), (1, "has", "has"), (3, "has", "have")],
)
def test_numbers_of_things_agree_with_their_verbs(
    number: int, singular: Literal["is", "was", "has"], said: str
) -> None:
    assert plain.verb(number, singular) == said


_BY_HAND = re.compile(
    r"(['\"])(\w*?)y?\1 if [^'\"]{1,40}? else (['\"])\2(?:ies|s)\3|suffix\(['\"]s['\"]\)"
)
"""`'word' if number == 1 else 'words'`, and an s taken off."""


def test_no_plural_is_made_by_hand() -> None:
    package = Path(__file__).parents[1] / "tracker"
    sources = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    found = {path.name: _BY_HAND.search(source) for path, source in sources.items()}
    assert {name: said[0] for name, said in found.items() if said} == {}

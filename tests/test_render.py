"""What a digest looks like in HTML, Markdown and text: readable without colour, safe from what
sources say, small enough for mail."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from tests.digest_samples import (
    ENTITIES,
    broken,
    change,
    citation_added,
    compose,
    document,
    emirates,
    entity,
    page,
    paragraph,
    recorded,
    state,
    tag,
)
from tracker import render
from tracker.digest import Digest
from tracker.model import Cause

GMAIL_CLIPS_AT = 102_000
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "{% raw %}",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/i.png)", "**bold** _it_ `code`", "| a | b |", "# heading", "- item",
    "1. item",
    "https://evil.example", "@someone", "\x1b[31m", "\u202eevil", "\r\nBcc: x",
    "::error::boom", "##[command]rm", "</td></table>", "<!-- x", "&amp;", "~~struck~~", "\ud800",
    "\x00", "<https://evil.example>", "-->",
)  # fmt: skip


class Tags(HTMLParser):
    """Notes the tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)


def tags_of(page_text: str) -> Tags:
    parser = Tags()
    parser.feed(page_text)
    return parser


def everything(words: str = "invented") -> Digest:
    """Compose a digest with every part filled, `words` in every place that a source can fill."""
    cause = Cause(f"2026-{words}", words, words, words, "high")
    rows = [
        *emirates(),
        paragraph("(a)", words, f"{words} new", causes=(cause,), tags=(tag(words, words, words),)),
        recorded(
            change(
                f"15 CFR 744.99 {words}",
                "renumbered",
                "x",
                "x",
                old_address=f"15 CFR 744.98 {words}",
            ),
            f"15 CFR {words}",
        ),
        entity(words, words),
        citation_added("FRANCE", words),
        recorded(
            change("15 CFR 742.6(a)", "editorial", words, f"{words} ", noise="whitespace"),
            f"15 CFR 742 {words}",
        ),
        recorded(
            change(f"{ENTITIES}, X: {words}", "restated", words, f"{words}!"),
            ENTITIES,
            old_capture=words,
            new_capture=words,
        ),
        recorded(
            change(
                f"15 CFR 742.4 table 1, {words} [{words}]",
                "amended",
                words,
                f"{words}2",
                unit="cell",
            ),
            "15 CFR 742.4",
        ),
    ]
    waiting = document("2026-3", words, public_inspection=True, filed_at=words)
    url = "javascript:alert(1)" if "evil" in words else words
    given = document(
        "2026-2",
        words,
        abstract=words,
        action=words,
        citation=words,
        html_url=url,
        effective_on=date(2026, 9, 1),
        type=words,
    )
    changed = page(
        words,
        text=words,
        url=url,
        version=2,
        changes=(recorded(change(words, "amended", words, "b"), url),),
    )
    failing = broken()
    return compose(
        rows,
        documents=[given, waiting],
        pages=[page(words, text=words), changed],
        states=(state(), failing, state("bis", last_error=words)),
        link_notices=[(words, f"{words} 91 FR 46261")],
        quarantined=[type("Held", (), {"subject": words, "reason": words})()],
    )


def test_the_page_is_one_that_mail_programs_show() -> None:
    shown = render.html(everything())
    made = tags_of(shown)
    assert shown.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert shown.count("<title>EAR Tracker digest, 25 to 31 July 2026</title>") == 1
    assert not set(made.tags) & {
        "script",
        "style",
        "link",
        "img",
        "iframe",
        "object",
        "form",
        "input",
        "svg",
        "video",
        "base",
    }
    assert not {name for name, _ in made.attributes} & {
        "src",
        "srcset",
        "class",
        "id",
        "background",
    }
    assert not [name for name, _ in made.attributes if name.startswith("on")]
    assert "url(" not in shown
    assert all(
        re.match(r"https://", value or "") for name, value in made.attributes if name == "href"
    )


def test_headings_are_in_order_and_tables_have_headers() -> None:
    made = tags_of(render.html(everything())).tags
    levels = [int(name[1]) for name in made if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert "th" in made


def test_every_page_is_well_formed() -> None:
    for shown in (
        render.html(everything()),
        render.html(compose()),
        render.redline_page([], "Nothing"),
    ):
        tree = lxml_html.fromstring(shown)
        assert len(tree.xpath("//body")) == 1
        opened = tags_of(shown).tags
        for name in set(opened) - {"meta", "br"}:
            assert opened.count(name) == shown.count(f"</{name}>"), name


def test_words_are_told_apart_without_colour() -> None:
    shown = render.html(compose([paragraph("(a)", "Old words.", "New words.")]))
    assert re.search(r"<del [^>]*>\[-<s>Old words\.</s>-\]</del>", shown)
    assert re.search(r"<ins [^>]*underline[^>]*>\{\+New words\.\+\}</ins>", shown)
    assert "How to read a redline" in shown
    assert "[-Old words.-]{+New words.+}" in render.text(
        compose([paragraph("(a)", "Old words.", "New words.")])
    )


def test_the_order_is_changes_dates_documents_news_folded_sources_silence() -> None:
    shown = render.text(everything())
    heads = ["Alarms", "Country tiers", "Coming dates", "Federal Register documents",
             "On public inspection: not yet published",
             "BIS news and pages", "Editorial changes", "Restated by a source",
             "Held in quarantine", "Sources",
             "What silence means"]  # fmt: skip
    places = [shown.index(f"\n{head}\n---") for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_source_can_inject_anything(words: str) -> None:
    made, plain_tags = everything(words), tags_of(render.html(everything()))
    shown = render.html(made)
    hostile = tags_of(shown)
    assert set(hostile.tags) <= set(plain_tags.tags)
    assert {name for name, _ in hostile.attributes} <= {name for name, _ in plain_tags.attributes}
    links = [value or "" for name, value in hostile.attributes if name == "href"]
    assert all(re.match(r"https://www\.(ecfr|federalregister|bis)\.gov/", link) for link in links)
    for text in (shown, render.markdown(made), render.text(made)):
        assert not set(text) & set("\x1b\x00\x07\r\u202e")
        assert "49" not in text or "7*7" not in words
    for text in (render.markdown(made), render.text(made)):
        assert not re.search(r"(?m)^\s*::", text)
        assert "##[" not in text


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_of_hostile_text_has_no_other_markup(words: str) -> None:
    def shape(text: str) -> set[str]:
        rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
        return set(tags_of(rendered).tags)

    assert shape(render.markdown(everything(words))) <= shape(render.markdown(everything())) | {
        "p",
        "li",
        "ul",
    }


def test_markdown_tables_of_cells_render_as_tables() -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(render.markdown(compose(emirates())))
    assert "<th>A:5</th>" in rendered
    assert "<ins>{+X+}</ins>" in rendered
    assert "<del>[-X-]</del>" in rendered


def big_week(name: str = "Invented Works") -> Digest:
    rows = [
        entity("CHINA, PEOPLE'S REPUBLIC OF", f"{name} {number} Company Limited")
        for number in range(400)
    ]
    rows += [citation_added("JAPAN", f"{name} {number}") for number in range(800)]
    for part in range(120):
        text = " ".join(f"{name} {number}" for number in range(300))
        one = paragraph(
            f"({part})",
            text,
            f"{text} more",
            tags=(tag("items.chip-thresholds", "chip-licensing", name),),
        )
        rows.append(
            recorded(
                one.change,
                f"15 CFR 7{part}.1",
                heading=f"§ 7{part}.1 {name}",
                tags=one.tags,
                causes=(Cause("2026-1", None, name * 5, name, "high"),),
            )
        )
    documents = [
        document(
            f"2026-{number}",
            f"{name} {number}",
            abstract=f"{name} " * 90,
            effective_on=date(2027, 1, 1),
        )
        for number in range(300)
    ]
    inspected = [
        document(
            f"2027-{number}", f"{name} {number}", abstract=f"{name} " * 90, public_inspection=True
        )
        for number in range(50)
    ]
    pages = [page(f"{name} {number}", text=f"{name} " * 400) for number in range(100)]
    editorial = [
        recorded(
            change(f"15 CFR 74{number}.1(a)", "editorial", "a", "b", noise="order"),
            f"15 CFR 74{number}.1",
        )
        for number in range(400)
    ]
    restated = [
        recorded(change(f"15 CFR 74{number}.1(a)", "restated", "a", "b"), f"15 CFR 74{number}.1")
        for number in range(200)
    ]
    held = [type("Held", (), {"subject": name, "reason": name})() for _ in range(300)]
    return compose(
        [*rows, *editorial, *restated],
        documents=[*documents, *inspected],
        pages=pages,
        quarantined=held,
        states=(state(), broken(), state("bis")),
    )


@pytest.mark.parametrize(
    "name", ["Invented Works", "<&\"'>" * 6, "発明工場", "\u202e" * 8, "x" * 600]
)
def test_a_big_week_stays_below_what_gmail_clips(name: str) -> None:
    shown = render.html(big_week(name))
    assert len(shown.encode("utf-8", "backslashreplace")) < GMAIL_CLIPS_AT
    assert "all in digest.json" in shown


def test_a_big_week_still_uses_its_room() -> None:
    assert len(render.html(big_week())) > 60_000


def test_one_huge_change_is_still_shown_first() -> None:
    text = " ".join(f"word{number}" for number in range(20_000))
    made = compose([paragraph("(a)", text, text[::-1], tags=(tag("items.x", "chip-licensing"),))])
    assert made.sections[0].entries
    assert len(render.html(made)) < GMAIL_CLIPS_AT


def test_a_huge_table_is_cut_to_its_first_rows() -> None:
    cells = [
        recorded(
            change(
                f"15 CFR 738 Supp. 1, Country {number} [NS {column}]",
                "added",
                None,
                "X",
                unit="cell",
            ),
            "15 CFR 738 Supp. 1",
        )
        for number in range(200)
        for column in range(3)
    ]
    shown = render.html(compose(cells))
    assert "the first 25 of 200 rows shown" in shown
    assert len(shown) < GMAIL_CLIPS_AT


def test_a_redline_page_shows_two_columns() -> None:
    shown = render.redline_page(
        [paragraph("(a)", "Old words.", "New words.").change],
        "old.xml to <new>.xml",
        side_by_side=True,
    )
    assert "<title>old.xml to &lt;new&gt;.xml</title>" in shown
    assert '<th scope="col" align="left">Before</th>' in shown
    assert "1 amended" in shown
    assert "No differences." in render.redline_page([], "same")


def test_templates_may_stand_elsewhere() -> None:
    folder = render.templates_folder()
    assert (folder / "digest.html").is_file()
    assert render.html(compose(), folder) == render.html(compose())


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_any_text_renders_in_every_format(words: str) -> None:
    made = everything(words)
    for shown in (render.html(made), render.markdown(made), render.text(made)):
        assert shown.endswith("\n")
        shown.encode()

"""The invented world answers in the shapes of the real services and shows nothing of the future."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tracker.demo import DemoServer
from tracker.demo.answer import WORLD


def get(world: DemoServer, path: str) -> bytes:
    with urlopen(world.base + path, timeout=10) as answer:
        body = answer.read()
    assert isinstance(body, bytes)
    return body


def read(world: DemoServer, path: str) -> Any:
    return json.loads(get(world, path))


def full(world: DemoServer, identifier: str, at: str) -> str:
    kind = "appendix" if "Supplement" in identifier else "section"
    part = identifier.rsplit(maxsplit=1)[-1] if kind == "appendix" else identifier.partition(".")[0]
    path = f"/ecfr/api/versioner/v1/full/{at}/title-15.xml?part={part}&{kind}={quote(identifier)}"
    return get(world, path).decode()


def test_every_row_of_the_version_list_has_its_text(demo_world: DemoServer) -> None:
    demo_world.today = date(2021, 3, 31)
    rows = read(demo_world, "/ecfr/api/versioner/v1/versions/title-15.json")["content_versions"]
    held = [row for row in rows if not row["removed"] and row["date"] >= "2017-01-03"]
    assert len(held) > 15
    assert all(
        row["identifier"] in full(demo_world, row["identifier"], row["date"]) for row in held
    )


def test_an_issue_of_the_future_is_not_in_the_version_list(demo_world: DemoServer) -> None:
    demo_world.today = date(2021, 3, 7)
    rows = read(
        demo_world, "/ecfr/api/versioner/v1/versions/title-15.json?issue_date[gte]=2021-01-01"
    )["content_versions"]
    assert rows == []
    assert (
        read(demo_world, "/ecfr/api/versioner/v1/titles.json")["titles"][0]["latest_issue_date"]
        == "2020-11-02"
    )


def test_a_removed_section_is_not_found(demo_world: DemoServer) -> None:
    demo_world.today = date(2021, 3, 8)
    assert "wax seal" in full(demo_world, "762.94", "2021-03-07")
    with pytest.raises(HTTPError, match="404"):
        full(demo_world, "762.94", "2021-03-08")


def test_a_repair_upstream_shows_from_its_day_on(demo_world: DemoServer) -> None:
    before = full(demo_world, "736.93", "2017-01-03")
    demo_world.today = date(2021, 3, 4)
    assert "steady" not in before
    assert "steady" in full(demo_world, "736.93", "2017-01-03")


def test_an_empty_search_has_no_results_key(demo_world: DemoServer) -> None:
    found = read(
        demo_world, "/fr/api/v1/documents.json?conditions[agencies][]=industry-and-security-bureau"
    )
    assert found == {"description": "Documents", "count": 0}


def test_a_document_is_on_inspection_before_it_is_published(demo_world: DemoServer) -> None:
    demo_world.today = date(2021, 3, 4)
    soon = read(demo_world, "/fr/api/v1/public-inspection-documents/current.json")["results"]
    assert [document["document_number"] for document in soon] == ["2021-90001"]
    demo_world.today = date(2021, 3, 5)
    found = read(
        demo_world,
        "/fr/api/v1/documents.json?conditions[agencies][]=industry-and-security-bureau&fields[]=raw_text_url",
    )
    assert found["results"][0]["raw_text_url"].startswith(demo_world.base)


def test_raw_text_comes_wrapped_in_html(demo_world: DemoServer) -> None:
    demo_world.today = date(2021, 3, 5)
    text = get(demo_world, "/fr/documents/full_text/text/2021/03/05/2021-90001.txt").decode()
    assert text.startswith("<html>")
    assert "effective March 8, 2021" in text


def test_the_news_list_leads_to_its_press_releases(demo_world: DemoServer) -> None:
    demo_world.today = date(2021, 3, 10)
    listing = get(demo_world, "/bis/news-updates").decode()
    state = json.loads(listing.partition('type="application/json">')[2].partition("</script>")[0])
    paths = [node["path"] for node in state["props"]["pageProps"]["nodes"]]
    assert len(paths) == 3
    assert all("FOR IMMEDIATE RELEASE" in get(demo_world, f"/bis{path}").decode() for path in paths)


def test_everything_in_the_world_says_that_it_is_invented() -> None:
    texts = [
        file
        for file in WORLD.rglob("*")
        if file.is_file() and file.suffix in (".xml", ".txt", ".md", ".json")
    ]
    assert len(texts) > 15
    assert [str(file) for file in texts if "nvented" not in file.read_text(encoding="utf-8")] == []

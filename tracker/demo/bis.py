"""The invented BIS site: news, press releases, Federal Register notices, in the real shapes."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from typing import Any

from tracker.demo.answer import Answer, Question, as_html, load

Json = dict[str, Any]
BUREAU = "industry-and-security-bureau"


def answer(question: Question) -> Answer:
    """Answer one request for a page."""
    news: list[Json] = [
        item for item in load("bis/news.json") if item["date"] <= question.day.isoformat()
    ]
    if question.path == "/news-updates":
        return _listing(news)
    if question.path == "/regulations/federal-register-notices":
        return _notices(question.day)
    hit = next((item for item in news if question.path == f"/press-release/{item['slug']}"), None)
    return (
        _release(hit)
        if hit
        else as_html(_page("Not found", {}, "<h1>404</h1>", question.path), 404)
    )


def _page(title: str, props: Json, body: str, path: str) -> str:
    state = json.dumps(
        {"props": {"pageProps": props}, "page": path, "query": {}, "buildId": "invented"}
    ).replace("</", "<\\/")
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8" data-next-head=""/>'
        f'<title data-next-head="">{escape(title)} | Invented Bureau</title>'
        f'<link rel="canonical" href="https://www.bis.gov{path}" data-next-head=""/></head>'
        f'<body><div id="__next"><main>{body}</main></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>'
    )


def _listing(news: list[Json]) -> Answer:
    newest = sorted(news, key=lambda item: str(item["date"]), reverse=True)
    nodes = [
        {
            "title": item["title"],
            "path": f"/press-release/{item['slug']}",
            "publishedOn": {"time": f"{item['date']}T04:00:00+00:00"},
        }
        for item in newest
    ]
    items = "".join(
        '<li class="mb-2"><div class="border-b py-6"><a class="relative grid"'
        f' href="/press-release/{escape(item["slug"])}">{escape(item["title"])}</a><span'
        f' class="date">{_in_words(item["date"])}</span></div></li>'
        for item in newest
    )
    body = f'<div class="mx-auto"><ul class="mt-4">{items}</ul></div>'
    return as_html(_page("News and Updates", {"nodes": nodes}, body, "/news-updates"))


def _release(record: Json) -> Answer:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in record["body"])
    body = (
        f"<h1>{escape(record['title'])}</h1>"
        f"<p>FOR IMMEDIATE RELEASE | {_in_words(record['date'])} | Invented Bureau</p>{paragraphs}"
    )
    node = {
        "title": record["title"],
        "publishedOn": {"time": f"{record['date']}T04:00:00+00:00"},
        "body": {"processed": body},
    }
    return as_html(_page(record["title"], {"node": node}, body, f"/press-release/{record['slug']}"))


def _notices(day: date) -> Answer:
    rows = [
        {
            "frnTitle": document["title"],
            "frnPublicationDate": {"time": f"{document['publication_date']}T12:00:00+00:00"},
            "frnEffectiveOnDate": (
                {"time": f"{document['effective_on']}T12:00:00+00:00"}
                if document["effective_on"]
                else None
            ),
            "frnCitation": document["citation"].replace(" ", ""),
            "frnDocumentType": document["type"],
            "frnUrl": {"url": document["html_url"]},
        }
        for document in load("fr/documents.json")
        if document["publication_date"] <= day.isoformat()
        and BUREAU in {agency["slug"] for agency in document["agencies"]}
    ]
    path = "/regulations/federal-register-notices"
    return as_html(
        _page("Federal Register Notices", {"frns": rows}, f"<p>Showing {len(rows)}</p>", path)
    )


def _in_words(day: str) -> str:
    value = date.fromisoformat(day)
    return f"{value:%B} {value.day}, {value.year}"

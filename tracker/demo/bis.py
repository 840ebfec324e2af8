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
        one for one in load("bis/news.json") if one["date"] <= question.day.isoformat()
    ]
    if question.path == "/news-updates":
        return _listing(news)
    if question.path == "/regulations/federal-register-notices":
        return _notices(question.day)
    hit = next((one for one in news if question.path == f"/press-release/{one['slug']}"), None)
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
    newest = sorted(news, key=lambda one: str(one["date"]), reverse=True)
    nodes = [
        {
            "title": one["title"],
            "path": f"/press-release/{one['slug']}",
            "publishedOn": {"time": f"{one['date']}T04:00:00+00:00"},
        }
        for one in newest
    ]
    items = "".join(
        '<li class="mb-2"><div class="border-b py-6"><a class="relative grid"'
        f' href="/press-release/{escape(one["slug"])}">{escape(one["title"])}</a><span'
        f' class="date">{_long(one["date"])}</span></div></li>'
        for one in newest
    )
    body = f'<div class="mx-auto"><ul class="mt-4">{items}</ul></div>'
    return as_html(_page("News and Updates", {"nodes": nodes}, body, "/news-updates"))


def _release(one: Json) -> Answer:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in one["body"])
    body = (
        f"<h1>{escape(one['title'])}</h1><p>FOR IMMEDIATE RELEASE | {_long(one['date'])} | Invented"
        f" Bureau</p>{paragraphs}"
    )
    node = {
        "title": one["title"],
        "publishedOn": {"time": f"{one['date']}T04:00:00+00:00"},
        "body": {"processed": body},
    }
    return as_html(_page(one["title"], {"node": node}, body, f"/press-release/{one['slug']}"))


def _notices(day: date) -> Answer:
    rows = [
        {
            "frnTitle": one["title"],
            "frnPublicationDate": {"time": f"{one['publication_date']}T12:00:00+00:00"},
            "frnEffectiveOnDate": (
                {"time": f"{one['effective_on']}T12:00:00+00:00"} if one["effective_on"] else None
            ),
            "frnCitation": one["citation"].replace(" ", ""),
            "frnDocumentType": one["type"],
            "frnUrl": {"url": one["html_url"]},
        }
        for one in load("fr/documents.json")
        if one["publication_date"] <= day.isoformat()
        and BUREAU in {agency["slug"] for agency in one["agencies"]}
    ]
    path = "/regulations/federal-register-notices"
    return as_html(
        _page("Federal Register Notices", {"frns": rows}, f"<p>Showing {len(rows)}</p>", path)
    )


def _long(day: str) -> str:
    value = date.fromisoformat(day)
    return f"{value:%B} {value.day}, {value.year}"

"""Answers in the real shapes, invented, to be changed field by field."""

from __future__ import annotations

import json
from typing import Any

from tests.readers import federal_register

ROW = {
    "date": "2021-01-05",
    "amendment_date": "2021-01-05",
    "issue_date": "2021-01-06",
    "identifier": "744.1",
    "name": "§ 744.1   A.",
}
ROW |= {"part": "744", "substantive": True, "removed": False, "title": "15", "type": "section"}
DOCUMENT = {
    "document_number": "2021-00001",
    "title": "A rule  ",
    "type": "Rule",
    "publication_date": "2021-01-04",
    "agencies": [],
}


def versions(*rows: dict[str, Any], **meta: Any) -> bytes:
    return json.dumps({"content_versions": rows, "meta": {"title": "15"} | meta}).encode()


def search(*documents: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"count": len(documents), "results": documents} | more).encode()


def one(**more: Any) -> Any:
    return federal_register.search_page(search(DOCUMENT | more), "x").documents[0]


def page(props: Any, body: str = "") -> bytes:
    data = json.dumps({"props": {"pageProps": props}})
    head = "<!DOCTYPE html><html><head><title>T | Bureau</title></head><body><nav>Menu</nav>"
    script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    return f"{head}<main>{body}</main>{script}</body></html>".encode()


def urls(
    *pages: tuple[str, str | None],
    space: str = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"',
) -> bytes:
    rows = "".join(
        f"<url><loc>{loc}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}"
        "<priority>0.5</priority></url>"
        for loc, day in pages
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset{space}>{rows}</urlset>'.encode()

"""What each source answers when nothing strikes: the world in the forms of the services."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.poll import small_world
from tests.simulation.world import (
    GUIDANCE,
    LISTING,
    MOVED,
    MOVED_LISTING,
    NOTICES,
    Doc,
    Release,
    Row,
    World,
)

Answer = tuple[int, str, bytes]
"""Status, content type (of a redirect: where it leads), body."""
Query = Mapping[str, list[str]]
HTML, JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
PER_PAGE = 5
"""Rows of a page of the version list, so that there are always several."""
NOTICES_PATHS = (NOTICES, "/news-updates/federal-register-notices")
"""Where the notices are looked for; in this world they stay where they are."""
BUREAU = "industry-and-security-bureau"
_GONE = "<html><head><title>Page not found</title></head><body><h1>404</h1></body></html>"
_MISSING: Answer = (404, HTML, _GONE.encode())


def question_of(source: str, target: str) -> str:
    """Return what a request asks, whatever page, house or new place it asks it at."""
    parts = urlsplit(target)
    query, path = parse_qs(parts.query), unquote(parts.path)
    if source == "bis":
        fixed = {GUIDANCE: "guidance", "/sitemap.xml": "sitemap"}
        fixed |= dict.fromkeys((LISTING, MOVED_LISTING), "listing")
        fixed |= dict.fromkeys(NOTICES_PATHS, "notices")
        return fixed.get(path, f"release:{path.removesuffix(MOVED)}")
    if source == "ecfr":
        if "/full/" in path:
            name = (query.get("section") or query.get("appendix") or [""])[0]
            return f"full:{name}:{_day_of(path)}"
        return "versions" if "/versions/" in path else "titles"
    if path.endswith("/documents.json"):
        keys = ("conditions[agencies][]", "conditions[type][]")
        return f"search:{'+'.join(name for key in keys for name in query.get(key, ()))}"
    return "inspection" if path.endswith("/current.json") else f"text:{_stem(path)}"


def _day_of(path: str) -> str:
    return path.rsplit("/", 2)[-2]


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def as_json(value: Any, status: int = 200) -> Answer:
    """Return a value as an answer in JSON."""
    return status, JSON, json.dumps(value).encode()


@dataclass(frozen=True, slots=True)
class View:
    """A world at one moment, in the forms (`shapes`) of that time; `nonce` differs at each
    visit."""

    world: World
    moment: datetime
    shapes: frozenset[str]
    nonce: int = 0

    def answer(self, source: str, target: str) -> Answer:
        """Return the sound answer to a request."""
        parts = urlsplit(target)
        path, query = unquote(parts.path), parse_qs(parts.query)
        if source == "ecfr":
            return self._code(path, query)
        return self._register(path, query) if source == "federal-register" else self._page(path)

    # ---- eCFR

    def _code(self, path: str, query: Query) -> Answer:
        if path.endswith("/titles.json"):
            return as_json(self.titles(busy=False))
        if "/versions/" in path:
            return self._versions(query)
        today, on = self.moment.date(), date.fromisoformat(_day_of(path))
        if on > today:
            said = f"The requested date {on} is past the title's most recent issue date of {today}"
            return as_json({"error": said}, 404)
        name = (query.get("section") or query.get("appendix") or [""])[0]
        row = self.world.standing(name, on, self.moment)
        if row is None or row.text is None:
            return as_json({"error": "No matching content found."}, 404)
        text = row.text
        if "wrapped" in self.shapes and query.get("section"):
            head = '<DIV5 N="744" TYPE="PART">\n<HEAD>PART 744—CONTROL POLICY</HEAD>'
            text = f"{head}\n{text}</DIV5>\n"
        return 200, "application/xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()

    def titles(self, *, busy: bool) -> Any:
        """Return the list of titles."""
        latest = max(row.issued for row in self.world.listed(self.moment)).isoformat()
        today = self.moment.date().isoformat()
        mine = {"number": 15, "name": "Commerce", "reserved": False, "up_to_date_as_of": today}
        mine |= {"latest_amended_on": latest, "latest_issue_date": latest}
        return {"titles": [mine], "meta": {"date": today, "import_in_progress": busy}}

    def _versions(self, query: Query) -> Answer:
        since = query.get("issue_date[gte]", [""])[0]
        found = [row for row in self.world.listed(self.moment) if str(row.issued) >= since]
        found.sort(key=lambda row: (row.issued, row.listed, row.identifier, row.date))
        rows = [_listed(row) for row in found]
        meta = {"title": "15", "result_count": str(len(rows))}
        if "unpaged" in self.shapes:
            if "page" in query:
                return as_json({"error": "unknown parameter"}, 400)
            return as_json({"content_versions": rows, "meta": meta})
        page = int(query.get("page", ["1"])[0])
        meta["total_pages"] = str(max(1, -(-len(rows) // PER_PAGE)))
        shown = rows[(page - 1) * PER_PAGE : page * PER_PAGE]
        return as_json({"content_versions": shown, "meta": meta})

    # ---- Federal Register

    def _register(self, path: str, query: Query) -> Answer:
        if path.endswith("/documents.json"):
            return self._search(query)
        if path.endswith("/current.json"):
            return as_json(self._inspection())
        found = (document for document in self.world.documents if document.number == _stem(path))
        doc = next(found, None)
        return _text(doc, self.moment, as_xml="/xml/" in path) if doc else _MISSING

    def _search(self, query: Query) -> Answer:
        first = query.get("conditions[publication_date][gte]", [""])[0]
        last = query.get("conditions[publication_date][lte]", ["9"])[0]
        ours = BUREAU in query.get("conditions[agencies][]", ())
        shown = [
            document
            for document in self.world.documents
            if ours and document.published <= self.moment
        ]
        shown.sort(key=lambda document: document.published)
        made = [
            document.fields()
            for document in shown
            if first <= str(document.published.date()) <= last
        ]
        if query.get("order") == ["newest"]:
            made.reverse()
        if not made:
            return as_json({"description": "Documents", "count": 0})
        per, page = int(query["per_page"][0]), int(query["page"][0])
        names, shown_now = query["fields[]"], made[(page - 1) * per : page * per]
        results = [{name: change.get(name) for name in names} for change in shown_now]
        pages = -(-len(made) // per)
        return as_json({"count": len(made), "total_pages": pages, "results": results})

    def _inspection(self) -> Any:
        names = ("document_number", "title", "type", "agencies", "publication_date", "html_url")
        rows = []
        for document in self.world.documents:
            if document.filed <= self.moment < document.published:
                row = {name: document.fields()[name] for name in names}
                row |= {"filed_at": document.filed.isoformat(), "docket_numbers": []}
                rows.append(row | {"page_views": {"count": self.nonce}})
        return {"count": len(rows), "results": rows}

    # ---- BIS

    def _page(self, path: str) -> Answer:
        if path in (LISTING, MOVED_LISTING):
            return self._listing(path)
        if path == NOTICES:
            docs = [
                document for document in self.world.documents if document.published <= self.moment
            ]
            notices = [_notice(document) for document in docs]
            return self._next("Federal Register Notices", {"frns": notices}, "")
        if path == GUIDANCE:
            return self._plain("Know your customer", self.world.edit(self.moment).text)
        for release in self.world.releases:
            if release.published <= self.moment and path in (release.path, release.new_path):
                return self._release(release, path)
        return _MISSING

    def _listing(self, path: str) -> Answer:
        moved = self.moment >= self.world.listing_moves
        if path != (MOVED_LISTING if moved else LISTING):
            leads_on = moved and not self.world.listing_is_gone
            return (301, MOVED_LISTING, b"") if leads_on else _MISSING
        shown = [release for release in self.world.releases if release.published <= self.moment]
        shown.sort(key=lambda release: release.published, reverse=True)
        nodes = [_node(release) for release in shown]
        return self._next("News and Updates", {"nodes": nodes}, "")

    def _release(self, one: Release, path: str) -> Answer:
        gone = one.moved is not None and one.moved <= self.moment
        if path != (one.new_path if gone else one.path):
            return (301, one.new_path, b"") if gone else _MISSING
        return self._plain(one.title, f"{one.title}, in full.", one.published.isoformat())

    def _plain(self, title: str, text: str, published: str | None = None) -> Answer:
        body = f"<h1>{title}</h1><p>{text}</p>"
        node = {"title": title, "publishedOn": {"time": published}, "body": {"processed": body}}
        return self._next(title, {"node": node}, body)

    def _next(self, title: str, props: Any, body: str) -> Answer:
        data = json.dumps({"props": {"pageProps": props}, "buildId": str(self.nonce)})
        script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
        head = f"<!DOCTYPE html><html><head><title>{title} | Bureau</title></head>"
        return 200, HTML, f"{head}<body><main>{body}</main>{script}</body></html>".encode()


def _listed(row: Row) -> dict[str, Any]:
    removed = row.text is None
    return small_world.row(row.identifier, str(row.date), issued=str(row.issued), removed=removed)


def _notice(one: Doc) -> dict[str, Any]:
    return {"frnTitle": one.title, "frnPublicationDate": {"time": str(one.published)}}


def _node(one: Release) -> dict[str, Any]:
    return {"title": one.title, "path": one.path, "publishedOn": {"time": str(one.published)}}


def _text(doc: Doc, moment: datetime, *, as_xml: bool) -> Answer:
    since = doc.xml_from if as_xml else doc.raw_from
    if since is None or since > moment:
        return _MISSING
    if as_xml:
        agency = "<AGENCY>BUREAU OF INDUSTRY AND SECURITY</AGENCY>"
        head = f"<RULE><PREAMB>{agency}<SUBJECT>{doc.title}</SUBJECT></PREAMB>"
        foot = f"<FRDOC>[FR Doc. {doc.number} Filed 3-1-21]</FRDOC></RULE>"
        return 200, "application/xml", f"{head}<P>{doc.sentence}</P>{foot}".encode()
    lines = f"{doc.title}\n{doc.sentence}\n[FR Doc. {doc.number} Filed 3-1-21]"
    return 200, "text/plain", f"<html><body><pre>{lines}</pre></body></html>".encode()

"""Four invented services in the smallest shapes that satisfy a probe, served over loopback; a test
changes single answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self

from tests import silent

DAY, AHEAD, NUMBER = "2021-01-08", "2021-03-09", "2021-90001"
AGENCY = {"name": "Industry and Security Bureau", "slug": "industry-and-security-bureau"}
TEXT = f"/documents/full_text/{{}}/2021/01/08/{NUMBER}"
OFFICIAL = "https://www.federalregister.gov"
SUPPLEMENT = "Supplement No. 4 to Part 744"
SECTION = (
    '<DIV8 N="744.23" TYPE="SECTION">\n<HEAD>§ 744.23 Invented duties.</HEAD>\n<P>(a)'
    " Invented.</P>\n</DIV8>"
)
APPENDIX = (
    f'<DIV9 N="{SUPPLEMENT}" TYPE="APPENDIX">\n<HEAD>{SUPPLEMENT}—Invented'
    " List</HEAD>\n<P>Invented.</P>\n</DIV9>"
)
PART = (
    '<DIV5 N="740" TYPE="PART">\n<HEAD>PART 740—INVENTED</HEAD>\n'
    + SECTION.replace("744.23", "740.1")
    + "\n</DIV5>"
)
RULE = "<RULE><PREAMB><SUBJECT>Invented</SUBJECT></PREAMB><P>An invented rule.</P></RULE>"
PLAIN = (
    f"<html><head><title>Federal Register</title></head><body><pre>\nDocument {NUMBER}\nAn invented"
    " rule.\n</pre></body></html>"
)
PAST = {
    "error": (
        f"The requested date {AHEAD} is past the title's most recent issue date of {DAY}, see ..."
    )
}


@dataclass(frozen=True)
class Reply:
    """One answer: status, body, content type, further headers."""

    status: int
    body: bytes
    kind: str
    headers: dict[str, str] = field(default_factory=dict)


def as_json(value: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode(), "application/json; charset=utf-8")


def as_xml(text: str) -> Reply:
    return Reply(200, text.encode(), "application/xml; charset=utf-8")


def as_html(text: str, status: int = 200, **headers: str) -> Reply:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return Reply(status, text.encode(), "text/html; charset=utf-8", named)


def page(title: str, props: Any, body: str = "") -> str:
    data = json.dumps({"props": {"pageProps": props}})
    script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head>"
        f"<body><main>{body}</main>{script}</body></html>"
    )


def node(kind: str, identifier: str, *children: dict[str, Any]) -> dict[str, Any]:
    made = {
        "identifier": identifier,
        "label": identifier,
        "label_level": "",
        "label_description": "",
        "reserved": False,
    }
    return made | {"type": kind, "size": 1, "children": list(children)}


def versions() -> Any:
    row = {
        "date": DAY,
        "amendment_date": DAY,
        "issue_date": DAY,
        "identifier": "744.23",
        "name": "§ 744.23 Invented.",
        "part": "744",
    }
    row |= {
        "substantive": True,
        "removed": False,
        "subpart": None,
        "title": "15",
        "type": "section",
    }
    return {
        "content_versions": [row],
        "meta": {"title": "15", "result_count": "1", "total_pages": 1, "latest_issue_date": DAY},
    }


def document() -> dict[str, Any]:
    names = (
        "abstract",
        "action",
        "citation",
        "comments_close_on",
        "correction_of",
        "dates",
        "effective_on",
        "end_page",
        "html_url",
    )
    made: dict[str, Any] = dict.fromkeys((*names, "signing_date", "start_page", "volume"))
    made |= {
        name: []
        for name in ("cfr_references", "corrections", "docket_ids", "regulation_id_numbers")
    }
    made |= {
        "document_number": NUMBER,
        "publication_date": DAY,
        "title": "Invented rule",
        "type": "Rule",
        "agencies": [AGENCY],
    }
    full = {
        "raw_text_url": f"{TEXT.format('text')}.txt",
        "full_text_xml_url": f"{TEXT.format('xml')}.xml",
    }
    return made | {key: OFFICIAL + path for key, path in full.items()}


def answers() -> dict[str, Reply]:
    """Return the answers by a piece of the target, the first piece that fits counts."""
    ecfr, fr, release = "/ecfr/api/versioner/v1", "/fr/api/v1", "/press-release/invented"
    title = {
        "number": 15,
        "name": "Commerce",
        "latest_amended_on": DAY,
        "latest_issue_date": DAY,
        "up_to_date_as_of": DAY,
    }
    structure = node(
        "title", "15", node("part", "744", node("section", "744.23"), node("appendix", SUPPLEMENT))
    )
    structure["children"].append(node("part", "740", node("section", "740.1")))
    inspected = {
        key: value
        for key, value in document().items()
        if key in ("agencies", "document_number", "html_url", "title", "type")
    }
    inspected |= {"filed_at": f"{DAY}T08:45:00.000-05:00", "publication_date": "2021-01-11"}
    news = {
        "nodes": [
            {"title": "Invented", "path": release, "publishedOn": {"time": f"{DAY}T04:00:00+00:00"}}
        ]
    }
    return {
        f"{ecfr}/titles.json": as_json(
            {
                "titles": [title | {"reserved": False}],
                "meta": {"date": DAY, "import_in_progress": False},
            }
        ),
        f"{ecfr}/versions/": as_json(versions()),
        f"{ecfr}/structure/": as_json(structure),
        f"/full/{AHEAD}/": as_json(PAST, 404),
        "&section=": as_xml(SECTION),
        "&appendix=": as_xml(APPENDIX),
        "?part=740": as_xml(PART),
        "1990-01-06": as_json({"description": "Documents", "count": 0}),
        f"{fr}/documents.json": as_json(
            {"description": "Documents", "count": 1, "total_pages": 1, "results": [document()]}
        ),
        f"{fr}/documents/{NUMBER}": as_json(document()),
        f"/fr{TEXT.format('xml')}": as_xml(RULE),
        f"/fr{TEXT.format('text')}": Reply(200, PLAIN.encode(), "text/plain; charset=utf-8"),
        f"{fr}/public-inspection": as_json({"count": 1, "results": [inspected]}),
        f"/govinfo/content/pkg/FR-{DAY}/xml/{NUMBER}.xml": as_xml(RULE),
        f"/govinfo/content/pkg/FR-{DAY}/html/{NUMBER}.htm": as_html(PLAIN),
        "/bis/news-updates/all-press-releases": as_html(page("Not found", {}, "<h1>404</h1>"), 404),
        "/bis/news-updates": as_html(page("News", news)),
        f"/bis{release}": as_html(
            page(
                "Invented",
                {"node": {"title": "Invented"}},
                "<h1>Invented</h1><p>January 8, 2021</p>",
            )
        ),
        "/bis/regulations/federal-register-notices": as_html(
            page("Notices", {"frns": [{"frnTitle": "Invented"}]}, "<p>Showing 1</p>")
        ),
        "/bis/robots.txt": Reply(200, b"User-agent: *\nDisallow: /search\n", "text/plain"),
        "/bis/sitemap.xml": as_xml(
            "<urlset><url><loc>https://example.gov/a</loc><lastmod>2021-01-08</lastmod></url></urlset>"
        ),
    }


@dataclass
class ProbeWorld:
    """The services of one test; `log` holds every target asked for, with the headers sent."""

    answers: dict[str, Reply] = field(default_factory=answers)
    log: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Pieces of targets whose connection is closed without an answer, each once."""

    def change(self, piece: str, reply: Reply) -> None:
        """Let every target with that piece be answered so."""
        self.answers = {piece: reply} | {
            key: value for key, value in self.answers.items() if key != piece
        }

    def __enter__(self) -> Self:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def environment(self) -> dict[str, str]:
        names = {"ECFR": "ecfr", "FR": "fr", "BIS": "bis", "GOVINFO": "govinfo"}
        found = {f"TRACKER_{key}_URL": f"{self.base}/{name}" for key, name in names.items()}
        return silent.environment() | found


def _handler(world: ProbeWorld) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            world.log.append((self.path, dict(self.headers.items())))
            struck = next((piece for piece in world.broken if piece in self.path), None)
            if struck is not None:
                world.broken.remove(struck)
                self.close_connection = True
                return
            missing = as_html("<html><head><title>Not found</title></head></html>", 404)
            reply = next(
                (reply for piece, reply in world.answers.items() if piece in self.path), missing
            )
            self.send_response(reply.status)
            for key, value in {
                "Content-Type": reply.kind,
                "Content-Length": str(len(reply.body)),
                **reply.headers,
            }.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(reply.body)

    return Handler

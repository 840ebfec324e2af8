"""A small invented world in the real shapes, served over loopback, that can be changed and made to
fail between requests."""

from __future__ import annotations

import json
import re
import socket
import time
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Self
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from tests import silent
from tests.poll.small_texts import ENTITY_LIST, document, entities, row, rule_xml, section

__all__ = [
    "BLOCK", "DOWN", "ENTITY_LIST", "HEALED", "KINDS", "REFUSED", "Fault", "Server", "SmallWorld",
    "document", "entities", "plain", "row", "rule_xml", "section", "world",
]  # fmt: skip

BLOCK = (
    "<!DOCTYPE html><html><head><title>Federal Register :: Request"
    " Access</title></head><body><h1>Request Access</h1></body></html>"
)
DOWN = "<html><head><title>Scheduled maintenance</title></head><body>Back soon</body></html>"
KINDS = (
    "429",
    "503",
    "500",
    "block",
    "html",
    "empty",
    "truncate",
    "reset",
    "slow",
    "garbage",
    "import",
)
HEALED = ("429", "503", "500", "truncate", "reset", "slow")
"""What is tried again: once is no failure, for ever is one."""
REFUSED = ("block", "html", "empty", "garbage")
"""What is not hammered: the source fails at once."""


@dataclass
class Fault:
    """The next `times` requests whose target contains `match` fail as `kind`, after `spare` of them
    went well."""

    kind: str
    match: str
    times: int
    spare: int = 0


@dataclass
class SmallWorld:
    """What is served; tests change it between polls."""

    today: str = "2021-01-10"
    title: int = 15
    rows: list[dict[str, Any]] = field(default_factory=list)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    documents: list[dict[str, Any]] = field(default_factory=list)
    full_texts: dict[str, str] = field(default_factory=dict)
    """The printed forms of documents, by number, or by `DAY/NUMBER` where a number repeats."""
    marked: dict[str, str] = field(default_factory=dict)
    """The XML of documents, by number or `DAY/NUMBER`."""
    govinfo: bool = False
    """Whether the second house is configured; it has every text that the Federal Register has."""
    news: list[tuple[str, str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=lambda: ["A notice"])
    faults: list[Fault] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    """The targets as they came over the line, nothing decoded."""
    next_page: str | None = None
    """What stands before the query of a printed `next_page_url`; None: none is printed."""
    per_page: int = 1000
    answers: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    """Answers given instead of the world's, by a piece of the target."""
    exact: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    """Answers given instead of the world's, by the whole target, the mark of a fresh question left
    out."""

    def fail(self, kind: str, match: str, times: int = 1, spare: int = 0) -> None:
        """Add a fault."""
        self.faults.append(Fault(kind, match, times, spare))

    def asked(self, piece: str) -> list[str]:
        """Return the targets so far that contain a piece."""
        return [target for target in self.log if piece in target]

    def serve(self) -> Server:
        """Return a server for this world, not yet started."""
        return Server(self)

    # ---- answers

    def issued(self) -> list[dict[str, Any]]:
        """Return the rows issued by today."""
        return [row for row in self.rows if row["issue_date"] <= self.today]

    def titles(self, *, busy: bool) -> Any:
        """Return titles.json."""
        latest = max((issue["issue_date"] for issue in self.issued()), default=None)
        mine = {
            "number": self.title,
            "name": "Commerce",
            "latest_amended_on": latest,
            "latest_issue_date": latest,
            "up_to_date_as_of": self.today,
            "reserved": False,
        }
        empty = {
            "number": 35,
            "name": "Reserved",
            "latest_issue_date": None,
            "up_to_date_as_of": None,
            "reserved": True,
        }
        return {"titles": [mine, empty], "meta": {"date": self.today, "import_in_progress": busy}}

    def versions(self, query: dict[str, list[str]]) -> Any:
        """Return one page of the version list."""
        since, page = query.get("issue_date[gte]", [""])[0], int(query.get("page", ["1"])[0])
        found = [issue for issue in self.issued() if issue["issue_date"] >= since]
        pages = max(1, -(-len(found) // self.per_page))
        meta = {"title": str(self.title), "result_count": str(len(found)), "total_pages": pages}
        return {
            "content_versions": found[(page - 1) * self.per_page : page * self.per_page],
            "meta": meta,
        }

    def full(self, date: str, query: dict[str, list[str]]) -> tuple[int, str, bytes]:
        """Return the text of a provision on a day."""
        if date > self.today:
            return _json(
                {
                    "error": (
                        f"The requested date {date} is past the title's most recent issue date of"
                        f" {self.today}, see ..."
                    )
                },
                404,
            )
        wanted = (query.get("section") or query.get("appendix") or [""])[0]
        days = [day for name, day in self.texts if name == wanted and day <= date]
        if not days:
            return _json({"error": "No matching content found."}, 404)
        return (
            200,
            "application/xml",
            f'<?xml version="1.0" encoding="UTF-8"?>\n{self.texts[wanted, max(days)]}'.encode(),
        )

    def search(self, query: dict[str, list[str]]) -> tuple[int, str, bytes]:
        """Return one page of a search."""
        found = [
            document for document in self.documents if document["publication_date"] <= self.today
        ]
        if slugs := set(query.get("conditions[agencies][]", ())):
            found = [
                document
                for document in found
                if slugs & {agency["slug"] for agency in document["agencies"]}
            ]
        if types := query.get("conditions[type][]"):
            names = {"PRESDOCU": "Presidential Document"}
            found = [
                document
                for document in found
                if document["type"] in {names[code] for code in types}
            ]
        first, last = (
            query.get(f"conditions[publication_date][{key}]", [""])[0] for key in ("gte", "lte")
        )
        found = [
            document
            for document in found
            if first <= document["publication_date"]
            and (not last or document["publication_date"] <= last)
        ]
        if not found:
            return _json({"description": "Documents", "count": 0})
        if query.get("order") == ["newest"]:
            found.reverse()
        unknown = [name for name in query["fields[]"] if name not in found[0]]
        if unknown:
            return _json({"status": 400, "message": f"field '{unknown[0]}' not valid"}, 400)
        per, page = min(int(query["per_page"][0]), self.per_page), int(query["page"][0])
        results = [
            {name: document[name] for name in query["fields[]"]}
            for document in found[(page - 1) * per : page * per]
        ]
        answer = {
            "description": "Documents",
            "count": len(found),
            "total_pages": -(-len(found) // per),
            "results": results,
        }
        if self.next_page is not None and page * per < len(found):
            further = [
                (key, value)
                for key, values in (query | {"page": [str(page + 1)]}).items()
                for value in values
            ]
            answer["next_page_url"] = (
                f"{self.next_page}?{urlencode([*further, ('printed', 'yes')])}"
            )
        return _json(answer)

    def full_text(self, day: str, name: str) -> tuple[int, str, bytes]:
        """Return the full text of a document: its printed form within HTML, or its XML."""
        number, _, ending = name.rpartition(".")
        held = self.marked if ending == "xml" else self.full_texts
        text = held.get(f"{day}/{number}", held.get(number))
        if text is None:
            return 404, "text/html", b"<html>missing</html>"
        if ending == "xml":
            return 200, "application/xml", text.encode()
        return (
            200,
            "text/html" if ending == "htm" else "text/plain",
            f"<html><body><pre>{text}</pre></body></html>".encode(),
        )

    def inspection(self) -> Any:
        """Return what is on public inspection."""
        soon = [
            document for document in self.documents if document["publication_date"] > self.today
        ][:1]
        keys = ("document_number", "title", "type", "agencies", "publication_date", "html_url")
        filed = f"{self.today}T08:45:00.000-05:00"
        rows = [
            {key: document[key] for key in keys}
            | {"filed_at": filed, "docket_numbers": [], "page_views": {"count": len(self.log)}}
            for document in soon
        ]
        return {"count": len(rows), "results": rows}

    def page(self, path: str) -> tuple[int, str, bytes]:
        """Return a page of the BIS site."""
        if path == "/news-updates":
            nodes = [
                {"title": title, "path": href, "publishedOn": {"time": f"{day}T04:00:00+00:00"}}
                for href, title, day in self.news
                if day <= self.today
            ]
            return self._next("News and Updates", {"nodes": nodes}, "")
        if path == "/regulations/federal-register-notices":
            frns = [
                {"frnTitle": notice, "frnPublicationDate": {"time": "2021-01-04T12:00:00+00:00"}}
                for notice in self.notices
            ]
            return self._next("Federal Register Notices", {"frns": frns}, "")
        hit = [page for page in self.news if page[0] == path]
        if not hit:
            return (
                404,
                "text/html; charset=utf-8",
                b"<html><head><title>Not found</title></head><body><h1>404</h1></body></html>",
            )
        body = f"<h1>{escape(hit[0][1])}</h1><p>{escape(hit[0][1])}, in full.</p>"
        node = {
            "title": hit[0][1],
            "publishedOn": {"time": f"{hit[0][2]}T04:00:00+00:00"},
            "body": {"processed": body},
        }
        return self._next(hit[0][1], {"node": node}, body)

    def _next(self, title: str, props: Any, body: str) -> tuple[int, str, bytes]:
        data = json.dumps({"props": {"pageProps": props}, "buildId": str(len(self.log))})
        script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
        head = f"<!DOCTYPE html><html><head><title>{escape(title)} | Bureau</title></head>"
        whole = f"{head}<body><main>{body}</main>{script}</body></html>"
        return 200, "text/html; charset=utf-8", whole.encode()

    def answer(self, target: str, kind: str | None) -> tuple[int, str, bytes]:  # noqa: C901, PLR0911 (one line an endpoint)
        """Answer one request target."""
        if (whole := self.exact.get(plain(target))) is not None:
            return whole
        for piece, given in self.answers.items():
            if piece in target:
                return given
        parts = urlsplit(target)
        query = parse_qs(parts.query, keep_blank_values=True)
        steps = parts.path.split("/")
        if parts.path.endswith("/titles.json"):
            return _json(self.titles(busy=kind == "import"))
        if "/versions/" in parts.path:
            return _json(self.versions(query))
        if "/full/" in parts.path:
            return self.full(steps[6], query)
        if parts.path.endswith("/documents.json"):
            return self.search(query)
        if parts.path.endswith("/current.json"):
            return _json(self.inspection())
        if "/full_text/" in parts.path:
            return self.full_text("-".join(steps[-4:-1]), steps[-1])
        if "/content/pkg/FR-" in parts.path:
            return self.full_text(steps[-3].removeprefix("FR-"), steps[-1])
        return self.page(parts.path.removeprefix("/bis"))


def plain(target: str) -> str:
    """Return a target as people read it, without the mark of a question that is asked again another
    way."""
    return unquote_plus(re.sub(r"[?&]fresh=\d+$", "", target))


def _json(value: Any, status: int = 200) -> tuple[int, str, bytes]:
    return status, "application/json; charset=utf-8", json.dumps(value).encode()


class Server:
    """Serves a `SmallWorld` on a free port while the `with` block lasts."""

    def __init__(self, world: SmallWorld) -> None:
        self.world = world
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(world))
        self._http.daemon_threads = True
        self._thread = Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def environment(self) -> dict[str, str]:
        names = {"ECFR": "ecfr", "FR": "fr", "BIS": "bis"} | (
            {"GOVINFO": "govinfo"} if self.world.govinfo else {}
        )
        found = {f"TRACKER_{name}_URL": f"{self.base}/{path}" for name, path in names.items()}
        return silent.environment() | found

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


_HEADERS = {"429": ("Retry-After", "0"), "aged": ("Age", str(3 * 86_400))}


def _handler(world: SmallWorld) -> type[BaseHTTPRequestHandler]:
    lock = Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            target = unquote_plus(self.path)
            with lock:
                world.log.append(target)
                world.raw.append(self.path)
                kind = next((fault.kind for fault in world.faults if _strikes(fault, target)), None)
            self._give(kind, *self._made(kind))

        def _made(self, kind: str | None) -> tuple[int, str, bytes]:
            wrong = {
                "429": (429, "application/json", b'{"error": "Too Many Requests"}'),
                "503": (503, "text/html", b"<html><body>Service Unavailable</body></html>"),
                "500": (500, "application/json", b'{"status": 500}'),
                "block": (200, "text/html; charset=utf-8", BLOCK.encode()),
                "html": (200, "text/html", DOWN.encode()),
                "empty": (200, "application/xml", b""),
                "garbage": (200, "application/xml", bytes(range(256)) * 40),
            }
            return wrong[kind] if kind in wrong else world.answer(self.path, kind)

        def _give(self, kind: str | None, status: int, content_type: str, body: bytes) -> None:
            if kind == "reset":
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            if kind == "slow":
                time.sleep(0.4)
            cut = kind == "truncate"
            try:
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                if kind in _HEADERS:
                    self.send_header(*_HEADERS[kind])
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if cut else body)
                if cut:
                    self.wfile.flush()
                    self.connection.shutdown(socket.SHUT_RDWR)
                    self.close_connection = True
            except OSError:
                self.close_connection = True

    return Handler


def _strikes(fault: Fault, target: str) -> bool:
    if fault.times <= 0 or fault.match not in target:
        return False
    if fault.spare > 0:
        fault.spare -= 1
        return False
    fault.times -= 1
    return True


def world() -> SmallWorld:
    """Return a world of three provisions, three documents and two press releases on 2021-01-10."""
    made = SmallWorld()
    made.rows = [
        row("744.1", "2016-12-28", issued="2017-01-03"),
        row("744.1", "2017-01-03"),
        row("744.2", "2017-01-03"),
        row(ENTITY_LIST, "2017-01-03"),
        row("Appendix A to Chapter XX", "2017-01-01", issued="2017-01-03", part=None),
        row("744.2", "2021-01-05"),
        row("744.1", "2021-02-01"),
        row(ENTITY_LIST, "2021-02-01"),
        row("744.2", "2021-03-01", removed=True),
    ]
    names = [f"Acme {number} Ltd." for number in range(30)]
    made.texts = {
        ("744.1", "2017-01-03"): section("744.1", "(a) <I>Scope.</I> One.", "(b) Two."),
        ("744.1", "2021-02-01"): section("744.1", "(a) <I>Scope.</I> One and a half.", "(b) Two."),
        ("744.2", "2017-01-03"): section("744.2", "(a) First."),
        ("744.2", "2021-01-05"): section("744.2", "(a) First, amended."),
        (ENTITY_LIST, "2017-01-03"): entities(*names),
        (ENTITY_LIST, "2021-02-01"): entities(*names, "Zenith Corp."),
    }
    made.documents = [
        document("2021-00001", "2021-01-04"),
        document("2021-00900", "2021-01-29"),
        document("2021-01500", "2021-02-12"),
    ]
    made.full_texts = {
        "2021-00001": "Rule text.\n[FR Doc. 2021-00001 Filed 1-1-21]",
        "2021-00900": "More.\n[FR Doc. 2021-00900 Filed]",
    }
    made.news = [
        ("/press-release/first-inc.", "First", "2021-01-02"),
        ("/press-release/second", "Second", "2021-01-30"),
    ]
    return made

"""A small invented site of the Bureau over loopback: pages that come, change, move and go, in any
of its forms."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Literal, Self

from tests.poll.conftest import Tracked, outcome
from tests.store.build import TAXONOMY, dump
from tracker import poll, rebuild
from tracker.cli.main import run
from tracker.config import Config, load
from tracker.fetch import Fetcher
from tracker.model import SourceOutcome
from tracker.recorded import RecordedPage
from tracker.store import pages as held_pages

OFFICIAL = "https://www.bis.gov"
LISTING, LISTINGS = "/news-updates/all-press-releases", "/news-updates"
NOTICES = "/regulations/federal-register-notices"
CHALLENGE = "<html><head><title>Just a moment...</title></head><body></body></html>"
HTML = "text/html; charset=utf-8"
Form = Literal["data", "links", "rows"]
Answer = tuple[int, str, bytes]


def document(
    title: str, main: str, form: Form = "data", props: Any = None, path: str = ""
) -> bytes:
    """Return a page in one of the site's forms: with its data block, bare, or with the rows of the
    app router."""
    head = (
        f'<!DOCTYPE html><html><head><title>{escape(title)} | Bureau</title><link rel="canonical"'
        f' href="{OFFICIAL}{path}"></head>'
    )
    script = ""
    if form == "data":
        script = (
            '<script id="__NEXT_DATA__"'
            f' type="application/json">{json.dumps({"props": {"pageProps": props}})}</script>'
        )
    if form == "rows":
        whole = f"5:{json.dumps(['$', 'div', None, props])}\n"
        script = "".join(
            f"<script>self.__next_f.push({json.dumps([1, whole[at : at + 4000]])})</script>"
            for at in range(0, len(whole), 4000)
        )
    return (
        f"{head}<body><nav><a"
        f" href='/about'>About</a></nav><main>{main}</main>{script}</body></html>".encode()
    )


def page(title: str, *paragraphs: str, form: Form = "data") -> Answer:
    """Return a page of guidance."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    node = {"title": title, "body": {"processed": body}}
    return 200, HTML, document(title, f"<h1>{escape(title)}</h1>{body}", form, {"node": node})


def listing(path: str, *news: str, form: Form = "data", padding: int = 0) -> Answer:
    """Return a listing of press releases; `padding` bytes of what nobody asked for stand in its
    data."""
    entries = [
        {
            "title": name.title(),
            "path": f"/press-release/{name}",
            "publishedOn": {"time": "2026-02-27T12:00:00+00:00"},
        }
        for name in news
    ]
    links = "".join(
        f'<li><a href="{entry["path"]}">{entry["title"]}</a> February 27, 2026</li>'
        for entry in entries
    )
    block = [
        {"id": at, "file": {"uri": f"public://{at}.png"}, "field": "x" * 400}
        for at in range(padding // 450)
    ]
    props = {"blocks": block, "nodes": entries}
    shown = "" if form == "rows" else f"<ul>{links}</ul>"
    return 200, HTML, document("News", shown, form, props, path)


def notices(path: str, *titles: str, form: Form = "data") -> Answer:
    """Return the page of notices."""
    urls = {
        title: f"https://www.federalregister.gov/documents/2026/01/05/2026-{at:05}/x"
        for at, title in enumerate(titles)
    }
    frns = [
        {
            "frnTitle": title,
            "frnPublicationDate": {"time": "2026-01-05T12:00:00+00:00"},
            "frnUrl": {"url": urls[title]},
        }
        for title in titles
    ]
    links = "".join(f'<li>{link} <a href="{url}">read</a></li>' for link, url in urls.items())
    shown = "" if form == "rows" else f"<ul>{links}</ul>"
    return 200, HTML, document("Federal Register Notices", shown, form, {"frns": frns}, path)


def urlset(pages: dict[str, str | None], host: str = OFFICIAL) -> Answer:
    """Return a sitemap of pages with their days."""
    rows = "".join(
        f"<url><loc>{host}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in pages.items()
    )
    return (
        200,
        "application/xml",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode(),
    )


def index(*paths: str, host: str = OFFICIAL) -> Answer:
    """Return an index of sitemaps."""
    rows = "".join(f"<sitemap><loc>{host}{path}</loc></sitemap>" for path in paths)
    return (
        200,
        "application/xml",
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode(),
    )


@dataclass
class Site:
    """What is served under each path; anything else is a 404. `moved` leads from one path to
    another."""

    pages: dict[str, Answer] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    sent: int = 0

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
        return f"http://127.0.0.1:{self._http.server_address[1]}/bis"

    def asked(self, path: str) -> int:
        """Return how often a path was asked for since the log was cleared."""
        return self.log.count(path)


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    lock = Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            path = self.path.removeprefix("/bis")
            with lock:
                site.log.append(path)
            to = site.moved.get(path)
            missing = (
                404,
                HTML,
                (
                    b"<html><head><title>Page not"
                    b" found</title></head><body><main><h1>404</h1></main></body></html>"
                ),
            )
            status, kind, body = (301, HTML, b"") if to else site.pages.get(path, missing)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if to:
                self.send_header("Location", f"/bis{to}")
            self.end_headers()
            self.wfile.write(body)

    return Handler


@dataclass
class Watched(Tracked):
    """A tracker that follows the site; the other services are those of the small world."""

    site: Site = field(default_factory=Site)

    def config(self) -> Config:
        path = self.folder / "tracker.toml"
        path.write_text(self.settings, encoding="utf-8")
        return load(path, self.server.environment | {"TRACKER_BIS_URL": self.site.base})

    def _run(self, command: str, now: str | None, **span: object) -> poll.PollResult:
        moment = datetime.fromisoformat(now or "2026-03-01T12:00:00").replace(tzinfo=UTC)
        ticks = itertools.count()
        settings = self.config()
        fetcher = Fetcher(settings, lambda: moment + timedelta(seconds=next(ticks)))
        with self.store() as store:
            return poll.__dict__[command](store, settings, fetcher, moment, progress=self, **span)  # type: ignore[no-any-return]

    def bis(self, day: str, hour: str = "12:00") -> SourceOutcome:
        """Poll at an hour of a day; what was asked and said before is forgotten."""
        self.site.log.clear()
        self.said.clear()
        return outcome(self.poll(f"{day}T{hour}:00"), "bis")

    def held(self) -> dict[str, RecordedPage]:
        """Return the latest version of each page, by its path."""
        with self.store() as store:
            return {
                page.page.url.removeprefix(OFFICIAL): page for page in held_pages.between(store.db)
            }

    def told(self, day: str) -> dict[str, list[str]]:
        """Return what a digest of a day tells of pages: the kinds of change of each, `new` for a
        first version."""
        made = self.digest(day, day)
        return {
            page["url"].removeprefix(OFFICIAL): (
                [change["kind"] for change in page["changes"] if change["kind"] != "editorial"]
                or ["new"]
            )
            for page in json.loads(made["json"])["pages"]
        }

    def command(self, *words: str, now: str = "2026-03-20T12:00:00Z") -> str:
        """Run a command on the database and return what it printed."""
        out = io.StringIO()
        before = dict(os.environ)
        with contextlib.redirect_stdout(out):
            try:
                os.environ["NO_COLOR"] = "1"
                code = run(
                    [
                        "--db",
                        str(self.db),
                        "--config",
                        str(self.folder / "tracker.toml"),
                        "--now",
                        now,
                        *words,
                    ]
                )
            finally:
                os.environ.clear()
                os.environ.update(before)
        assert code == 0, out.getvalue()
        return out.getvalue()

    def digest(self, since: str, until: str) -> dict[str, str]:
        """Return the four forms of a digest."""
        folder = self.folder / f"digest-{since}-{until}"
        self.command("digest", "--since", since, "--until", until, "--out", str(folder))
        return {
            form: (folder / f"digest.{form}").read_text(encoding="utf-8")
            for form in ("txt", "md", "html", "json")
        }

    def assert_rebuilds(self) -> None:
        """Check that the facts alone give the very same rows."""
        with self.store() as store:
            before = dump(store)
            report = rebuild.rebuild(store, TAXONOMY)
            assert report.differences == ()
            assert dump(store) == before

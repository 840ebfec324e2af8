"""The loopback server of the invented world: standard library, three prefixes, one clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from tracker.demo import bis, ecfr, federal_register
from tracker.demo.answer import Answer, Question, as_html
from tracker.sources import SOURCES
from tracker.sources.place import House

_SERVICES: Mapping[str, Callable[[Question], Answer]] = {
    "/ecfr": ecfr.answer,
    "/fr": federal_register.answer,
    "/bis": bis.answer,
}


def _prefix(house: House) -> str:
    """Return what stands before the paths of a service: `/bis` for `TRACKER_BIS_URL`."""
    return f"/{house.variable.removeprefix('TRACKER_').removesuffix('_URL').lower()}"


def _empty(question: Question) -> Answer:
    """Answer for a site of which the invented world has nothing: every listing is empty."""
    del question
    block = (
        '<script id="__NEXT_DATA__" type="application/json">{"props": {"pageProps": {}}}</script>'
    )
    return as_html(f"<html><head><title>Invented</title></head><body>{block}</body></html>")


class DemoServer:
    """Serves the invented world on a free port of this machine while the `with` block lasts.

    `today` is the world's clock; nothing later is visible. `requests` counts what was asked.
    """

    def __init__(self, today: date) -> None:
        """Bind to loopback; nothing is served before `with`."""
        self.today = today
        self.requests = 0
        self._http = _Http(self)
        self._thread = Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    @property
    def base(self) -> str:
        """Return the address, without a slash at its end."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def environment(self) -> dict[str, str]:
        """Return the settings that point the tracker at this world."""
        return {source.house.variable: f"{self.base}{_prefix(source.house)}" for source in SOURCES}

    def __enter__(self) -> Self:
        """Start serving."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop serving and free the port."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def answer(self, url: str) -> Answer:
        """Answer one request target such as `/ecfr/api/versioner/v1/titles.json`."""
        self.requests += 1
        parts = urlsplit(url)
        for prefix in (_prefix(source.house) for source in SOURCES):
            if parts.path.startswith(f"{prefix}/"):
                query = {
                    key: tuple(values)
                    for key, values in parse_qs(parts.query, keep_blank_values=True).items()
                }
                return _SERVICES.get(prefix, _empty)(
                    Question(
                        unquote(parts.path.removeprefix(prefix)),
                        query,
                        self.today,
                        self.base + prefix,
                    )
                )
        return Answer(404, "text/plain; charset=utf-8", b"not found")


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, world: DemoServer) -> None:
        self.world = world
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "invented"
    timeout = 30
    disable_nagle_algorithm = True
    server: _Http

    def do_GET(self) -> None:
        made = self.server.world.answer(self.path)
        self.send_response(made.status)
        self.send_header("Content-Type", made.kind)
        self.send_header("Content-Length", str(len(made.body)))
        self.end_headers()
        self.wfile.write(made.body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (base class)
        """Say nothing: the tracker reports its own requests."""

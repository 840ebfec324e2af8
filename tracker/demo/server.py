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
from tracker.demo.answer import Answer, Question

_SERVICES: Mapping[str, Callable[[Question], Answer]] = {
    "/ecfr": ecfr.answer,
    "/fr": federal_register.answer,
    "/bis": bis.answer,
}


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
        return {
            "TRACKER_ECFR_URL": f"{self.base}/ecfr",
            "TRACKER_FR_URL": f"{self.base}/fr",
            "TRACKER_BIS_URL": f"{self.base}/bis",
        }

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
        for prefix, service in _SERVICES.items():
            if parts.path.startswith(f"{prefix}/"):
                query = {
                    key: tuple(values)
                    for key, values in parse_qs(parts.query, keep_blank_values=True).items()
                }
                return service(
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

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the name is that of the base class)
        """Say nothing: the tracker reports its own requests."""

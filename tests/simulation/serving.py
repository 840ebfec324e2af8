"""The world over loopback HTTP, one server a source, and the log of all that was asked."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Self

from tests import silent
from tests.poll import small_world
from tests.simulation.answers import HTML, Answer, View, as_json, question_of
from tests.simulation.faults import Plan
from tests.simulation.world import LONG_AGO, World

TIMEOUT = 0.25
VARIABLES = {
    "ecfr": "TRACKER_ECFR_URL",
    "federal-register": "TRACKER_FR_URL",
    "bis": "TRACKER_BIS_URL",
}
_CHECKING = b"<html><head><title>Just a moment...</title></head><body>Checking</body></html>"
_WRONG: dict[str | None, Answer] = {
    "429": (429, "application/json", b'{"error": "Too Many Requests"}'),
    "503": (503, "text/html", b"<html><body>Service Unavailable</body></html>"),
    "500": (500, "application/json", b'{"status": 500}'),
    "202": (202, "text/html", _CHECKING),
    "403": (403, "text/html", _CHECKING),
    "block": (200, HTML, small_world.BLOCK.encode()),
    "html": (200, "text/html", small_world.DOWN.encode()),
    "empty": (200, "application/xml", b""),
    "garbage": (200, "application/xml", bytes(range(256)) * 40),
}
_MOVED = 301


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its question, and how it was struck (None: a sound answer)."""

    poll: int
    source: str
    question: str
    target: str
    struck: str | None
    status: int
    body: bytes

    @property
    def again(self) -> bool:
        """Tell whether it asks for a younger copy of what was answered just before."""
        return "fresh=" in self.target


@dataclass
class Site:
    """The three sources at one poll (counted through) and moment; `log` is all that was asked."""

    world: World
    plan: Plan
    poll: int = 0
    moment: datetime = LONG_AGO
    log: list[Asked] = field(default_factory=list)
    lock: Any = field(default_factory=Lock)
    _once: set[tuple[int, object]] = field(default_factory=set)
    _bases: dict[str, str] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        """Start a server for each source, and hold a port beside it at which nobody listens."""
        for source in VARIABLES:
            http = _Quiet(("127.0.0.1", 0), _handler(self, source))
            poll_often = {"poll_interval": 0.02}
            Thread(target=http.serve_forever, kwargs=poll_often, daemon=True).start()
            self._stack.callback(http.server_close)
            self._stack.callback(http.shutdown)
            self._bases[source] = f"http://127.0.0.1:{http.server_address[1]}"
            nobody = self._stack.enter_context(socket.socket())
            nobody.bind(("127.0.0.1", 0))
            self._bases[f"no {source}"] = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def environment(self) -> dict[str, str]:
        """Return where the sources are at this poll: one that is down is where nobody listens."""
        down = self.plan.down_at(self.poll)
        found = {
            variable: self._bases[f"no {variable}" if variable in down else variable]
            for variable in VARIABLES
        }
        return silent.environment() | {VARIABLES[name]: base for name, base in found.items()}

    def ask(self, source: str, target: str) -> tuple[str | None, Answer]:
        """Return how a request is struck, if at all, with its answer; note both."""
        with self.lock:
            question = question_of(source, target)
            kind = self._strike(source, question)
            view = View(self.world, self.moment, self.plan.shapes(self.poll), len(self.log))
            busy = as_json(view.titles(busy=True)) if kind == "import" else None
            given = busy or _WRONG.get(kind) or view.answer(source, target)
            if kind == "truncate" and not given[2]:
                kind = None  # a redirect has no body that could be cut off
            self.log.append(Asked(self.poll, source, question, target, kind, given[0], given[2]))
        return kind, given

    def _strike(self, source: str, question: str) -> str | None:
        found = self.plan.on(source, question, self.poll)
        if found is None or (found.once and (self.poll, found) in self._once):
            return None
        self._once.add((self.poll, found))
        return found.kind


class _Quiet(ThreadingHTTPServer):
    """A server that does not mind clients who hang up, as they do on one that is too slow."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


def _handler(site: Site, source: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            kind, given = site.ask(source, self.path)
            if kind == "reset":
                return self._break()
            if kind == "slow":
                time.sleep(TIMEOUT * 1.4)
            try:
                self._send(given, cut=kind == "truncate")
            except OSError:
                self.close_connection = True
            return None

        def _send(self, given: Answer, *, cut: bool) -> None:
            status, content_type, body = given
            self.send_response(status)
            self.send_header("Location" if status == _MOVED else "Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Retry-After", "0")
            if source == "federal-register" and "aged" in site.plan.shapes(site.poll):
                self.send_header("Age", "32400")
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)
            if cut:
                self.wfile.flush()
                self._break()

        def _break(self) -> None:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True

    return Handler

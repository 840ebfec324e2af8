"""A site that lists nothing: what the worlds of tests answer for sources that they do not have."""

from __future__ import annotations

from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tracker.sources import SOURCES

_EMPTY = (
    b'<html><head><title>Nothing</title></head><body><script id="__NEXT_DATA__"'
    b' type="application/json">{"props": {"pageProps": {}}}</script></body></html>'
)


def environment() -> dict[str, str]:
    """Return addresses for all sources; a world puts its own in their places."""
    return {source.house.variable: f"{_base()}/{source.table}" for source in SOURCES}


@cache
def _base() -> str:
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    http.daemon_threads = True
    Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return f"http://127.0.0.1:{http.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        is_page = not self.path.endswith((".txt", ".xml"))
        body = _EMPTY if is_page else b""
        self.send_response(200 if is_page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

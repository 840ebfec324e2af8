"""The only network user, against a real server on loopback that misbehaves as told."""

from __future__ import annotations

import gzip
import hashlib
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.readers.settings import changed
from tracker import __version__, config
from tracker.config import Config, Retry
from tracker.errors import FetchError
from tracker.exchange import agent
from tracker.fetch import Fetcher
from tracker.model import Request

NOW = datetime(2021, 1, 10, 12, tzinfo=UTC)
QUICK = Retry(attempts=3, wait=0.01, longest_wait=0.02, timeout=0.3, total=5, largest_body=200_000)
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Script:
    """Answers requests one after the other; the last answer repeats."""

    answers: list[Answer]
    base: str = ""
    requests: list[dict[str, str]] = field(default_factory=list)

    def request(self, path: str = "/x") -> Request:
        return Request("ecfr", "ecfr:titles", self.base + path, "application/json")


def send(
    handler: BaseHTTPRequestHandler,
    status: int,
    body: bytes = b"",
    length: int | None = None,
    **headers: str,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    for key, value in headers.items():
        handler.send_header(key.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def ok(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 200, b'{"good": true}', Content_Type="application/json")


def status(code: int, **headers: str) -> Answer:
    return lambda handler: send(handler, code, b"no", **headers)


def reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def cut(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 200, b"half", length=100)
    reset(handler)


@contextmanager
def serving(*answers: Answer) -> Iterator[Script]:
    script = Script(list(answers))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            script.requests.append(dict(self.headers.items()) | {"path": self.path})
            answer = script.answers.pop(0) if len(script.answers) > 1 else script.answers[0]
            try:
                answer(self)
            except OSError:
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    script.base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()


def fetcher(
    script: Script, retry: Retry = QUICK, slept: list[float] | None = None, pause: float = 0
) -> Fetcher:
    made = changed(Config(retry=retry), "ecfr", url=script.base, pause=pause)
    return Fetcher(made, lambda: NOW, sleep=(slept.append if slept is not None else lambda _: None))


def test_answer_is_kept_as_received() -> None:
    with serving(ok) as script:
        capture = fetcher(script).get(script.request())
    assert (capture.status, capture.body, capture.fetched_at) == (200, b'{"good": true}', NOW)
    assert capture.sha256 == hashlib.sha256(capture.body).hexdigest()
    assert ("Content-Type", "application/json") in capture.headers
    assert dict(capture.request_headers)["Accept"] == "application/json"
    page = config.PROJECT_PAGE
    assert (
        script.requests[0]["User-Agent"]
        == f"ear-tracker/{__version__} (+{page}; contact: {page}/issues)"
    )


def test_sources_are_told_whom_to_turn_to() -> None:
    here = config.load(
        None, {"GITHUB_SERVER_URL": "https://github.example", "GITHUB_REPOSITORY": "us/tracker"}
    )
    page = "https://github.example/us/tracker"
    assert (
        agent(here.project_page, here.contact)
        == f"ear-tracker/{__version__} (+{page}; contact: {page}/issues)"
    )
    assert (
        agent(page, "export@example.org")
        == f"ear-tracker/{__version__} (+{page}; contact: export@example.org)"
    )


def test_packed_answer_is_unpacked() -> None:
    packed = gzip.compress(b"<a/>")
    with serving(lambda handler: send(handler, 200, packed, Content_Encoding="gzip")) as script:
        assert fetcher(script).get(script.request()).body == b"<a/>"


def test_damaged_packing_is_an_error() -> None:
    with (
        serving(lambda handler: send(handler, 200, b"no gzip", Content_Encoding="gzip")) as script,
        pytest.raises(FetchError, match="unpacked"),
    ):
        fetcher(script).get(script.request())


@pytest.mark.parametrize(
    "failure", [status(429), status(500), status(502), status(503), status(504), reset, cut]
)
def test_passing_failures_are_tried_again(failure: Answer) -> None:
    with serving(failure, failure, ok) as script:
        made = fetcher(script)
        assert made.get(script.request()).status == 200
        assert made.counts["ecfr"] == 3


@pytest.mark.parametrize(
    ("failure", "why"),
    [(status(503), "HTTP 503"), (reset, "reset"), (cut, "cut off")],
    ids=["503", "reset", "truncated"],
)
def test_lasting_failures_end_after_the_declared_tries(failure: Answer, why: str) -> None:
    with serving(failure) as script:
        with pytest.raises(FetchError, match=f"{why}.* after 3 tries"):
            fetcher(script).get(script.request())
        assert len(script.requests) == 3


@pytest.mark.parametrize("code", [400, 401, 403, 406, 410, 501])
def test_other_refusals_are_not_tried_again(code: int) -> None:
    with serving(status(code)) as script:
        with pytest.raises(FetchError) as caught:
            fetcher(script).get(script.request())
        assert caught.value.status == code
        assert len(script.requests) == 1


def test_missing_page_is_an_answer() -> None:
    with serving(status(404)) as script:
        assert fetcher(script).get(script.request()).status == 404


@pytest.mark.parametrize(
    ("header", "waits"),
    [
        ("7", [7.0]),
        ("0", [0.0]),
        ("99999999999", [60.0]),
        ("Sun, 10 Jan 2021 12:00:30 GMT", [30.0]),
        ("Sun, 10 Jan 2021 11:00:00 GMT", [0.0]),
        ("soon", [1.0]),
        ("-5", [1.0]),
    ],
)
def test_retry_after_is_obeyed_up_to_a_ceiling(header: str, waits: list[float]) -> None:
    slept: list[float] = []
    with serving(status(429, Retry_After=header), ok) as script:
        fetcher(script, Retry(total=200), slept).get(script.request())
    assert slept == waits


def test_waits_double() -> None:
    slept: list[float] = []
    with serving(status(500), status(500), status(500), ok) as script:
        fetcher(script, Retry(), slept).get(script.request())
    assert slept == [1.0, 2.0, 4.0]


def test_total_time_is_a_ceiling_on_waits() -> None:
    with (
        serving(status(429, Retry_After="50"), ok) as script,
        pytest.raises(FetchError, match="after 1 try"),
    ):
        fetcher(script, Retry(total=40)).get(script.request())


def test_silent_server_is_given_up() -> None:
    with (
        serving(lambda handler: handler.rfile.read(1)) as script,
        pytest.raises(FetchError, match="no answer in time, after 2 tries"),
    ):
        fetcher(script, replace(QUICK, attempts=2, timeout=0.1)).get(script.request())


def test_dripping_server_is_given_up() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, length=1_000)
        for _ in range(40):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    with serving(drip) as script, pytest.raises(FetchError, match=r"too slowly|in time|cut off"):
        fetcher(script, replace(QUICK, attempts=1, total=0.3)).get(script.request())


def test_answer_beyond_the_size_limit_is_refused_before_it_is_read() -> None:
    with serving(lambda handler: send(handler, 200, b"x" * 1_000_000)) as script:
        with pytest.raises(FetchError, match="larger than 200000 bytes"):
            fetcher(script).get(script.request())
        assert len(script.requests) == 1


def test_packed_bomb_is_refused() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with (
        serving(lambda handler: send(handler, 200, bomb, Content_Encoding="gzip")) as script,
        pytest.raises(FetchError, match="larger"),
    ):
        fetcher(script).get(script.request())


def test_redirect_within_the_host_is_followed() -> None:
    with serving(status(302, Location="/there"), ok) as script:
        capture = fetcher(script).get(script.request())
        assert capture.url == f"{script.base}/there"


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest",
        "https://evil.example/",
        "//evil.example/x",
        "file:///etc/passwd",
    ],
)
def test_redirect_to_another_host_is_refused(target: str) -> None:
    with serving(status(302, Location=target)) as script:
        with pytest.raises(FetchError, match="unexpected host"):
            fetcher(script).get(script.request())
        assert len(script.requests) == 1


def test_endless_redirects_end() -> None:
    with (
        serving(status(301, Location="/again")) as script,
        pytest.raises(FetchError, match="redirects"),
    ):
        fetcher(script).get(script.request())


def test_host_that_cannot_be_reached_is_named_at_once() -> None:
    with serving(ok) as script:
        pass
    made = fetcher(script)
    with pytest.raises(
        FetchError, match=f"^could not reach {script.base.removeprefix('http://')} "
    ):
        made.get(script.request())
    assert made.counts["ecfr"] == 1


def test_requests_to_one_source_keep_their_distance() -> None:
    slept: list[float] = []
    with serving(ok) as script:
        made = fetcher(script, slept=slept, pause=5)
        made.get(script.request())
        made.get(script.request())
    assert len(slept) == 1
    assert 4 < slept[0] <= 5


def test_cookies_are_not_kept() -> None:
    with serving(lambda handler: send(handler, 200, b"{}", Set_Cookie="a=b; Path=/")) as script:
        made = fetcher(script)
        made.get(script.request())
        made.get(script.request())
        assert "Cookie" not in script.requests[1]


def test_official_sites_may_answer_under_their_aliases_only() -> None:
    assert config.hosts("https://media.bis.gov/x") >= {"www.bis.gov", "bis.gov"}
    assert config.hosts("http://127.0.0.1:80/x") == {"127.0.0.1:80"}
    assert "www.ecfr.gov" not in config.hosts("https://www.federalregister.gov/x")

"""One question to a source, patient with servers, never fooled about where the answer came from.

    Request -> wait for the source's pause -> GET -> 200, 404: Capture; an old copy is asked again
                 ^                             |
                 '- (Retry-After, 1, 2, 4 s) --'-- 429, 500, 502, 503, 504, reset, silent: try again
                                               '-- 202, 403: a challenge, FetchError at once
                                               '-- else, or out of tries or time: FetchError

`Retry` is the one declaration of what is tried again. What an answer says is judged
elsewhere (`tracker.gate`).
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NoReturn, Protocol
from urllib.parse import urljoin, urlsplit

import requests
import urllib3.exceptions

from tracker import exchange, plain
from tracker.errors import FetchError
from tracker.model import Capture, Request, SourceName

_OK, _MISSING = 200, 404
_CHALLENGES = (202, 403)
"""Statuses with which the guards before these sites ask for proof of being human instead of passing
a request on."""
_OLD = 6 * 3600
"""Seconds after which a copy out of a cache is too old for a question that wants a fresh answer."""


@dataclass(frozen=True, slots=True)
class Retry:
    """The one retry policy: what is tried again, how often, and how long at most.

    Waits double from `wait` up to `longest_wait` seconds; a `Retry-After` is obeyed up to
    `longest_wait`. `total` bounds one request with all its tries and waits, `timeout` one silence
    of the server, `largest_body` one answer in bytes. A large appendix may keep silent for
    `large_timeout` before its first byte; its request may take so much longer.
    """

    statuses: tuple[int, ...] = (429, 500, 502, 503, 504)
    attempts: int = 4
    wait: float = 1.0
    longest_wait: float = 60.0
    total: float = 180.0
    timeout: float = 30.0
    large_timeout: float = 90.0
    largest_body: int = 64_000_000


class Settings(exchange.Asking, Protocol):
    """What has to be known to ask: the policy, who we are, pauses, and who may answer."""

    @property
    def retry(self) -> Retry:
        """What is tried again."""

    def pause(self, source: SourceName) -> float:
        """Return the seconds that lie between two requests to one source."""

    def hosts(self, url: str) -> frozenset[str]:
        """Return the hosts (with port) that may answer a request to an address."""


def age(capture: Capture) -> int:
    """Return the seconds that an answer has spent in caches, 0 where it does not say.

    See RFC 9111, 5.1.
    """
    value = next((value for key, value in capture.headers if key.lower() == "age"), "").strip()
    return int(value[:9]) if value.isascii() and value.isdecimal() else 0


class _Again(Exception):  # noqa: N818 (it says what to do, and never leaves this module)
    """A failure that deserves another try, perhaps after the wait that the server asks for."""

    def __init__(
        self,
        why: str,
        status: int | None = None,
        wait: float | None = None,
        *,
        silent: bool = False,
    ) -> None:
        self.why, self.status, self.wait, self.silent = why, status, wait, silent
        super().__init__(why)


class Fetcher:
    """Asks the sources; counts requests per source, one connection pool for all."""

    def __init__(
        self,
        config: Settings,
        now: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Fetch as `config` says.

        `now` stamps captures, `sleep` and `clock` measure pauses in seconds.
        """
        self._config, self._now, self._sleep, self._clock = config, now, sleep, clock
        self._session = exchange.session()
        self._last: dict[SourceName, float] = {}
        self.counts: Counter[SourceName] = Counter()

    def rest(self, seconds: float) -> None:
        """Wait, so that a source can finish what it is working on."""
        if seconds > 0:
            self._sleep(seconds)

    def get(
        self,
        request: Request,
        attempts: int | None = None,
        passes: Callable[[Capture], bool] = lambda _: True,
    ) -> Capture:
        """Return the answer to a request, whole, with status 200 or 404.

        `FetchError` for everything else.

        The error of a host that cannot be reached names the host, and nothing is tried again for
        it. `attempts` bounds the tries below the policy's number. A question that wants a fresh
        answer and gets an old copy is asked once more another way; of the two answers the younger
        one counts, if it `passes` as an answer at all.
        """
        found = self._try(request, attempts or self._config.retry.attempts)
        if not request.fresh or age(found) <= _OLD:
            return found
        try:
            second = self._try(replace(request, url=self._another_way(request.url)), 1)
        except FetchError:
            return found
        better = second.status == found.status and age(second) < age(found)
        return second if better and passes(second) else found

    def _another_way(self, url: str) -> str:
        """Return the same question in words that no cache has an answer to yet.

        Both services leave out unknown words.
        """
        return f"{url}{'&' if urlsplit(url).query else '?'}fresh={self._now():%Y%m%d%H%M}"

    def _try(self, request: Request, attempts: int) -> Capture:
        policy = self._config.retry
        until = self._clock() + max(policy.total, 2 * policy.large_timeout if request.large else 0)
        for attempt in range(1, attempts + 1):
            try:
                return self._follow(request, until)
            except _Again as failure:
                wait = min(
                    policy.longest_wait,
                    policy.wait * 2 ** (attempt - 1) if failure.wait is None else failure.wait,
                )
                if attempt == attempts or self._clock() + wait >= until:
                    tries = f"after {plain.counted(attempt, 'try')}"
                    why = f"{failure.why}, {tries}"
                    raise FetchError(
                        request.url, why, failure.status, silent=failure.silent
                    ) from failure
                self._sleep(wait)
        raise AssertionError("a policy has at least one attempt")

    def _follow(self, request: Request, until: float) -> Capture:
        """Ask once, following redirects as long as they stay with the source."""
        url, allowed = request.url, self._config.hosts(request.url)
        for _ in range(exchange.MOST_REDIRECTS + 1):
            with self._ask(request, url) as answer:
                if answer.status_code in exchange.MOVED and "location" in answer.headers:
                    url = _next(url, answer.headers["location"], allowed)
                    continue
                return self._read(request, answer, until)
        raise FetchError(request.url, f"more than {exchange.MOST_REDIRECTS} redirects")

    def _ask(self, request: Request, url: str) -> requests.Response:
        self._pace(request.source)
        self.counts[request.source] += 1
        config = self._config
        fresh = {"Cache-Control": "no-cache"} if request.fresh else {}
        timeout = config.retry.timeout
        patience = max(timeout, config.retry.large_timeout) if request.large else timeout
        try:
            return exchange.get(
                self._session, url, request.accept, config, (timeout, patience), fresh
            )
        except requests.Timeout as error:
            raise _Again("no answer in time", silent=True) from error
        except requests.ConnectionError as error:
            _unreachable_or_again(url, error)
        except (requests.RequestException, ValueError) as error:
            raise FetchError(url, f"the request could not be made: {_line(error)}") from error

    def _pace(self, source: SourceName) -> None:
        last, pause = self._last.get(source), self._config.pause(source)
        if last is not None and (left := last + pause - self._clock()) > 0:
            self._sleep(left)
        self._last[source] = self._clock()

    def _read(self, request: Request, answer: requests.Response, until: float) -> Capture:
        if answer.status_code in self._config.retry.statuses:
            wait = _retry_after(answer.headers.get("retry-after"), self._now())
            raise _Again(
                f"HTTP {answer.status_code} {answer.reason or ''}".strip(), answer.status_code, wait
            )
        if answer.status_code in _CHALLENGES:
            said = f"a challenge instead of an answer (HTTP {answer.status_code})"
            raise FetchError(request.url, said, answer.status_code, challenge=True)
        if answer.status_code not in (_OK, _MISSING):
            raise FetchError(
                request.url,
                f"HTTP {answer.status_code} {answer.reason or ''}".strip(),
                answer.status_code,
            )
        body = self._body(request, answer, until)
        return Capture(
            source=request.source,
            subject=request.subject,
            url=answer.url,
            status=answer.status_code,
            request_headers=tuple(
                (key, str(value)) for key, value in answer.request.headers.items()
            ),
            headers=tuple(answer.headers.items()),
            fetched_at=self._now(),
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
        )

    def _body(self, request: Request, answer: requests.Response, until: float) -> bytes:
        """Read the body as it comes, so that size and slow drip stay within the policy."""
        limit, pieces, size = self._config.retry.largest_body, [], 0
        try:
            for piece in exchange.pieces(answer):
                pieces.append(piece)
                size += len(piece)
                if size > limit:
                    raise FetchError(
                        request.url, f"the answer is larger than {limit} bytes", answer.status_code
                    )
                if self._clock() > until:
                    raise _Again("the answer came too slowly", answer.status_code)
        except urllib3.exceptions.DecodeError as error:
            raise FetchError(
                request.url, "the answer cannot be unpacked", answer.status_code
            ) from error
        except urllib3.exceptions.TimeoutError as error:
            raise _Again("no answer in time", answer.status_code) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise _Again("the answer was cut off", answer.status_code) from error
        return b"".join(pieces)


def _next(url: str, location: str, allowed: frozenset[str]) -> str:
    """Return where a redirect leads; refuse one out of the source or out of https."""
    there = urljoin(url, location)
    if not exchange.may_follow(url, there, allowed):
        host = urlsplit(there).netloc or location[:80]
        raise FetchError(url, f"redirected to an unexpected host: {host}")
    return there


def _unreachable_or_again(url: str, error: requests.ConnectionError) -> NoReturn:
    """Tell a host that is not there from a connection that broke."""
    if exchange.is_out_of_reach(error):
        raise FetchError(
            url, f"could not reach {urlsplit(url).netloc}", unreachable=True
        ) from error
    raise _Again("the connection was reset") from error


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a `Retry-After` asks for, given as seconds or as an HTTP date.

    None where it cannot be read.
    """
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(min(int(value.strip()[:9]), 1_000_000))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:160]

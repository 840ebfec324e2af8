"""The edge of a probe: one GET at a time, politely, that tells what `fetch` rightly hides.

Times to the first byte and in all, redirects, tries that failed. Everything else is as in `fetch`:
the same agent, the pauses of the configuration, no cookies, no other host; one more try, and only
where the kind of failure deserves it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from urllib.parse import urljoin, urlsplit

import requests
import urllib3.exceptions

from tracker import exchange
from tracker.config import Config
from tracker.probe.values import Answer, Redirect, Service

_GONE = (404, 410)
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Site:
    """Where a service is asked: its address, its pause, and the hosts that may answer for it."""

    service: Service
    base: str
    pause: float
    allowed: frozenset[str]
    official: bool


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for: paths with their query, the next one only where one has nothing.

    `accept` is the kind wanted; `spare` are statuses that nothing would be lost by.
    """

    paths: tuple[str, ...]
    accept: str
    spare: tuple[int, ...] = ()


@dataclass(slots=True)
class _Try:
    """One try as it goes on; read when it is over."""

    began: float
    failure: str | None = None
    again: bool = False
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    first_byte: float = 0.0
    whole: float = 0.0
    redirects: list[Redirect] = field(default_factory=list)


class Asker:
    """Asks the services of a probe, one connection pool for all."""

    def __init__(
        self,
        config: Config,
        now: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask as `config` says; `now` stamps answers, `sleep` and `clock` measure in seconds."""
        self._config, self._now, self._sleep, self._clock = config, now, sleep, clock
        self._session = exchange.session()
        self._last: dict[Service, float] = {}

    def ask(self, site: Site, target: Target, patience: float) -> Answer:
        """Return what came back from the first place that has something; never an exception.

        `patience` is how many seconds the first byte may take, where the configuration allows less.
        """
        places: list[tuple[str, str]] = []
        for path in target.paths:
            answer = self._patiently(site, path, target.accept, patience)
            last = answer.redirects[-1] if answer.redirects else None
            elsewhere = answer.status in _GONE or (last is not None and not last.followed)
            if path == target.paths[-1] or not elsewhere:
                break
            moved = f", moved to {last.where}" if last else ""
            places.append((path, f"HTTP {answer.status}{moved}"))
        return replace(answer, places=tuple(places))

    def _patiently(self, site: Site, path: str, accept: str, patience: float) -> Answer:
        earlier: list[str] = []
        policy = self._config.retry
        for number in range(1, _TRIES + 1):
            made = self._one_try(site, path, accept, max(patience, policy.timeout))
            busy = made.status in policy.statuses
            if number == _TRIES or not (busy or made.again):
                break
            asked_for = made.headers.get("retry-after")
            said = f"HTTP {made.status}" if busy else made.failure or ""
            earlier.append(said + (f" (Retry-After: {asked_for[:40]})" if asked_for else ""))
            wanted = float(asked_for) if asked_for and asked_for.isdecimal() else policy.wait
            self._sleep(min(policy.longest_wait, wanted))
        return Answer(
            path=path,
            received_at=self._now(),
            status=made.status,
            failure=made.failure,
            headers=MappingProxyType(made.headers),
            body=made.body,
            first_byte=made.first_byte,
            whole=made.whole,
            redirects=tuple(made.redirects),
            earlier=tuple(earlier),
        )

    def _one_try(self, site: Site, path: str, accept: str, timeout: float) -> _Try:
        url, made = site.base + path, _Try(self._clock())
        try:
            for _ in range(exchange.MOST_REDIRECTS + 1):
                self._pace(site)
                made.began = self._clock()
                seconds = (self._config.retry.timeout, timeout)
                asked = exchange.get(self._session, url, accept, self._config, seconds, {})
                with asked as answer:
                    made.status = answer.status_code
                    made.headers = {key.lower(): value for key, value in answer.headers.items()}
                    location = made.headers.get("location")
                    if answer.status_code in exchange.MOVED and location:
                        there = urljoin(url, location)
                        followed = exchange.may_follow(url, there, site.allowed)
                        made.redirects.append(
                            Redirect(
                                answer.status_code,
                                _place(url, there, official=site.official),
                                followed,
                            )
                        )
                        if followed:
                            url = there
                            continue
                    self._read(answer, made, made.began + self._config.retry.total)
                    return made
            made.failure = f"more than {exchange.MOST_REDIRECTS} redirects"
        except requests.Timeout:
            made.failure, made.again = f"no answer within {timeout:g} seconds", True
        except requests.ConnectionError as error:
            made.failure, made.again = _broken(error)
        except (requests.RequestException, ValueError):
            made.failure = "the request could not be made"
        made.status = None
        return made

    def _pace(self, site: Site) -> None:
        last = self._last.get(site.service)
        if last is not None and (left := last + site.pause - self._clock()) > 0:
            self._sleep(left)
        self._last[site.service] = self._clock()

    def _read(self, answer: requests.Response, made: _Try, until: float) -> None:
        pieces, size, limit = list[bytes](), 0, self._config.retry.largest_body
        try:
            for piece in exchange.pieces(answer):
                if not pieces:
                    made.first_byte = self._clock() - made.began
                pieces.append(piece)
                size += len(piece)
                if size > limit:
                    made.failure = f"the answer is larger than {limit:,} bytes"
                    break
                if self._clock() > until:
                    made.failure, made.again = "the answer came too slowly", True
                    break
        except urllib3.exceptions.DecodeError:
            made.failure = "the answer cannot be unpacked"
        except urllib3.exceptions.TimeoutError:
            made.failure, made.again = "the answer stopped in the middle", True
        except (urllib3.exceptions.HTTPError, OSError):
            made.failure, made.again = "the answer was cut off", True
        made.whole = self._clock() - made.began
        made.first_byte = made.first_byte if pieces else made.whole
        made.body = b"" if made.failure else b"".join(pieces)


def _place(url: str, there: str, *, official: bool) -> str:
    """Return where a redirect leads, fit for print: no user, no query, no host of a mirror."""
    target = urlsplit(there)
    if target.netloc == urlsplit(url).netloc:
        return target.path
    return f"{target.hostname or 'nowhere'}{target.path}" if official else "another host"


def _broken(error: requests.ConnectionError) -> tuple[str, bool]:
    """Return what broke in words, and whether another try may fare better."""
    if exchange.is_out_of_reach(error):
        return "the host could not be reached", False
    return "the connection was reset", True

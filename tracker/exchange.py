"""The only place that talks to the network: one GET, as both `fetch` and the probe need it.

Neither cookies nor redirects out of the source, no proxy to this machine's own servers, the body in
pieces as it comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol
from urllib.parse import urlsplit

import requests
import urllib3.exceptions

from tracker import __version__

MOVED = frozenset((301, 302, 303, 307, 308))
MOST_REDIRECTS = 5
_PIECE = 65_536
_OURS = ("127.0.0.1", "localhost", "::1")


class Asking(Protocol):
    """What a server is told of who asks."""

    @property
    def contact(self) -> str | None:
        """Whom a source can turn to, None for the project's page."""

    @property
    def project_page(self) -> str:
        """Where a source can read who we are."""


def agent(page: str, contact: str | None) -> str:
    """Return how we name ourselves: the program, its version, its page, whom to turn to."""
    return f"ear-tracker/{__version__} (+{page}; contact: {contact or f'{page}/issues'})"


def session() -> requests.Session:
    """Return a pool of connections that keeps no cookies."""
    made = requests.Session()
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return made


def get(
    pool: requests.Session,
    url: str,
    accept: str,
    asking: Asking,
    timeout: tuple[float, float],
    more: Mapping[str, str],
) -> requests.Response:
    """Ask once, without following; the body is still to come.

    `timeout` has the seconds to connect and those to the first byte, `more` are further headers.
    """
    headers = {
        "User-Agent": agent(asking.project_page, asking.contact),
        "Accept": accept,
        "Accept-Encoding": "gzip, deflate",
        **more,
    }
    proxies = {"no_proxy": "*"} if urlsplit(url).hostname in _OURS else {}
    return pool.get(
        url, headers=headers, timeout=timeout, stream=True, allow_redirects=False, proxies=proxies
    )


def pieces(answer: requests.Response) -> Iterator[bytes]:
    """Yield the body unpacked, as it comes."""
    while piece := answer.raw.read1(_PIECE, decode_content=True):
        yield piece


def may_follow(url: str, there: str, allowed: frozenset[str]) -> bool:
    """Tell whether a redirect stays with the hosts of a source and does not leave https."""
    target = urlsplit(there)
    secure = target.scheme == "https" or target.scheme == urlsplit(url).scheme == "http"
    return target.netloc in allowed and secure


def is_out_of_reach(error: requests.ConnectionError) -> bool:
    """Tell a host that is not there from a connection that broke."""
    reason: object = error.args[0] if error.args else error
    if isinstance(reason, urllib3.exceptions.MaxRetryError):
        reason = reason.reason
    return isinstance(
        reason,
        urllib3.exceptions.NewConnectionError
        | urllib3.exceptions.ProxyError
        | urllib3.exceptions.SSLError,
    )

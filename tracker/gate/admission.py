"""Is it an answer to what was asked? Host, status, block pages, type, our reader, identity.

What is particular to a kind of question stands in its `Kind`; here is what holds for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from tracker.answers import Absence, Answer, Question
from tracker.errors import ParseError, RefusedError, WrongDocumentError
from tracker.forms import html_reading
from tracker.model import Capture, Request

S = TypeVar("S")
V = TypeVar("V")

_OK, _MISSING = 200, 404
_BLOCK_PAGE = "a block page came"
_BLOCKED = re.compile(
    r"request access|captcha|access denied|are you (?:a )?(?:human|robot)|just a moment"
    r"|attention required|pardon our interruption|unusual traffic|automated scraping",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"maintenance|temporarily unavailable|service unavailable|bad gateway|be back soon",
    re.IGNORECASE,
)


def judge(
    question: Question[S, V], request: Request, capture: Capture, hosts: frozenset[str]
) -> Answer[S, V] | Absence:
    """Read an answer, once, or say what its absence means.

    Raises `RefusedError`, saying in one line why it is none to this request; `hosts` may answer it.
    """
    reader = _Reading(question, capture)
    absent = _absence(question, request, capture, reader.value)
    if absent:
        return absent
    _usable(request, capture, hosts)
    kind = question.kind
    try:
        _refuse_type(capture, kind.types(question.subject, capture.body))
        value = reader.value()
        kind.check(value, question.subject, capture.url)
    except ParseError as error:
        raise RefusedError(
            request.url, error.why, wrong_document=isinstance(error, WrongDocumentError)
        ) from error
    return Answer(capture, value, question)


class _Reading(Generic[S, V]):
    """The value of an answer, read when it is first asked for and never again."""

    def __init__(self, question: Question[S, V], capture: Capture) -> None:
        self._question, self._capture = question, capture
        self._found: list[V] = []
        self._failed: ParseError | None = None

    def value(self) -> V:
        """Return the value; raises the same `ParseError` each time where there is none."""
        if self._failed:
            raise self._failed
        if not self._found:
            try:
                self._found.append(self._question.read(self._capture).value)
            except ParseError as error:
                self._failed = error
                raise
        return self._found[0]


def _absence(
    question: Question[S, V], request: Request, capture: Capture, read: Callable[[], V]
) -> Absence | None:
    """Tell what an answer means that says that there is no such thing; None for one that does not.

    An optional question may be answered by a 404; what else says so is known to its kind.
    """
    if capture.status == _MISSING and unusable(capture, may_be_empty=True):
        return None
    verdict = question.kind.absence(request, capture, question.subject, read)
    if verdict:
        return verdict
    return "no-content" if capture.status == _MISSING and request.optional else None


def _usable(request: Request, capture: Capture, hosts: frozenset[str]) -> None:
    """Refuse what can be no answer to a request, whatever it says."""
    if capture.subject != request.subject or urlsplit(capture.url).netloc not in hosts:
        raise RefusedError(
            request.url,
            f"the answer comes from {urlsplit(capture.url).netloc or 'nowhere'}, which was not"
            " asked",
        )
    wrong = unusable(capture)
    if wrong:
        raise RefusedError(request.url, wrong, challenge=wrong.startswith(_BLOCK_PAGE))
    if capture.status != _OK:
        raise RefusedError(
            request.url, f"HTTP {capture.status}", missing=capture.status == _MISSING
        )


def _refuse_type(capture: Capture, expected: tuple[str, ...]) -> None:
    """Refuse a content type that cannot hold what was asked for."""
    given = next((value for key, value in capture.headers if key.lower() == "content-type"), "")
    kind = given.partition(";")[0].strip().lower()
    if kind not in expected:
        raise ParseError(
            capture.url,
            f"the content type is {kind[:60] or 'missing'} where {expected[0]} was asked for",
        )


def unusable(capture: Capture, *, may_be_empty: bool = False) -> str | None:
    """Say why a body can be no answer whatever was asked: empty, a block page, a maintenance page.

    Else None.
    """
    if not capture.body.strip():
        return None if may_be_empty else "the answer is empty"
    head = capture.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head.startswith((b"<!doctype html", b"<html")) or b"__NEXT_DATA__" in capture.body:
        return None
    try:
        root = html_reading.parse(capture.body[:400_000], capture.url)
    except ParseError:
        return None
    words: list[str] = []
    for text in (
        html_reading.title(root),
        *(html_reading.text(head) for head in root.xpath("//h1")[:3]),
    ):
        words += [text] if not any(text in before for before in words) else []
    said = " | ".join(words)
    if _BLOCKED.search(said):
        return f"{_BLOCK_PAGE} instead of an answer ({said[:80]})"
    return (
        f"a maintenance page came instead of an answer ({said[:80]})"
        if _DOWN.search(said)
        else None
    )

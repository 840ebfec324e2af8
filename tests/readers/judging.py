"""The gate, asked as a cycle asks it: is it an answer, and if not, is there no such thing?"""

from __future__ import annotations

from typing import Any

from tracker import config, gate, sources
from tracker.answers import Absence, Answer
from tracker.errors import RefusedError
from tracker.markup import parse_xml
from tracker.model import Capture, Request


def judge(request: Request, capture: Capture) -> Answer[Any, Any] | Absence:
    question = sources.asked(request.subject)
    return gate.judge(question, request, capture, config.hosts(request.url))


def admit(request: Request, capture: Capture) -> None:
    judged = judge(request, capture)
    if not isinstance(judged, Answer):
        raise RefusedError(request.url, f"HTTP {capture.status}", missing=True)


def missing(request: Request, capture: Capture) -> Absence | None:
    try:
        judged = judge(request, capture)
    except RefusedError:
        return None
    return None if isinstance(judged, Answer) else judged


def shape(body: bytes, source: str) -> gate.Shape:
    return gate.shape(parse_xml(body, source))

"""Objects inside a large JSON text, found by one walk over its bytes that builds none of it.

    {"props": {"pageProps": {"nodes": [{"path": "/a", "body": "..."}, ...]}}}
                                       ^ place 37: {"path": (38, 42)}        <- body is stepped over

The list of a news page is a few kilobytes inside megabytes; `json.loads` of it all would take many
times its size.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tracker.errors import ParseError

Span: TypeAlias = tuple[int, int]
"""Where a quoted text stands in the bytes, its quotes included."""
Members: TypeAlias = "dict[str, Span | Members]"

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"(?:\s*+:)?|"|[{}\[\]]', re.DOTALL)
_QUOTE, _COLON, _OPEN, _CLOSE, _LIST, _END = b'":{}[]'
_DEEPEST = 900
"""About where `json.loads` gives up too."""
_LONGEST = 8_192
"""Bytes of a text that may still be a path, a title or a date."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: members of these names, at most `deepest` levels below `scope`."""

    keys: frozenset[str]
    scope: tuple[str, ...] = ()
    deepest: int = 60


@dataclass(slots=True)
class _Frame:
    """An open object or list; `level` counts the steps of the scope that lead to it, -1: none."""

    place: int
    is_object: bool
    level: int
    depth: int
    key: str | None = None
    members: Members = field(default_factory=dict)


def objects(body: bytes, span: Span, wanted: Wanted, source: str) -> Iterator[tuple[int, Members]]:
    """Yield the place and the wanted members of every object that has any, as it closes.

    Sort by place for the order of the document. Raises `ParseError` where quotes and brackets do
    not match; what stands between them is not checked.
    """
    stack: list[_Frame] = []
    names = {name.encode(): name for name in (*wanted.keys, *wanted.scope)}
    started = False
    for token in _TOKEN.finditer(body, *span):
        place, end = token.span()
        first = body[place]
        if first == _QUOTE:
            if end == place + 1:
                raise ParseError(source, "not JSON: a string does not end")
            if stack:
                _take_text(stack[-1], body, (place, end), names)
        elif first in (_OPEN, _LIST):
            if not stack:
                _refuse_start(first, wanted, source, again=started)
                started = True
            stack.append(_opened(stack[-1] if stack else None, place, first == _OPEN, wanted))
            _refuse_depth(stack, source)
        else:
            frame = _closed(stack, first == _CLOSE, source)
            if frame.members and _is_within(frame, wanted):
                yield frame.place, frame.members
    if stack or (wanted.scope and not started):
        raise ParseError(source, "not JSON: it ends too early")


def _refuse_start(first: int, wanted: Wanted, source: str, *, again: bool) -> None:
    if again or (wanted.scope and first == _LIST):
        raise ParseError(source, "JSON that is not an object")


def _refuse_depth(stack: list[_Frame], source: str) -> None:
    if len(stack) > _DEEPEST:
        raise ParseError(source, "not JSON: nested too deeply")


def _is_within(frame: _Frame, wanted: Wanted) -> bool:
    """Tell whether an object stands below the scope, and not too deep."""
    return frame.level >= len(wanted.scope) and frame.depth <= wanted.deepest


def _closed(stack: list[_Frame], is_object: bool, source: str) -> _Frame:
    """Take the frame of what closes here off the stack."""
    frame = stack.pop() if stack else None
    if frame is None or frame.is_object != is_object:
        raise ParseError(source, "not JSON: its brackets do not match")
    return frame


def _take_text(top: _Frame, body: bytes, span: Span, names: Mapping[bytes, str]) -> None:
    """Note a key that is wanted or leads to what is, or the text of the key before it."""
    start, end = span
    if body[end - 1] == _COLON:
        end = body.rindex(b'"', start, end)
        name = body[start + 1 : end]
        if b"\\" in name:
            name = str(decoded(body, (start, end + 1))).encode("utf-8", "replace")
        top.key = names.get(name)
        if top.key is not None:
            top.members.pop(top.key, None)
    elif top.key is not None:
        if top.is_object:
            top.members[top.key] = span
        top.key = None


def _opened(parent: _Frame | None, place: int, is_object: bool, wanted: Wanted) -> _Frame:
    """Return the frame of what opens here, and hang it into its parent where that asked for it."""
    if parent is None:
        return _Frame(place, is_object, 0, 0)
    key, parent.key = parent.key, None
    steps = len(wanted.scope)
    if parent.level >= steps:
        level = parent.level
    else:
        leads_on = parent.level >= 0 and is_object and key == wanted.scope[parent.level]
        level = parent.level + 1 if leads_on else -1
    depth = parent.depth + 1 if parent.level >= steps else 0
    frame = _Frame(place, is_object, level, depth)
    if key is not None and is_object and _is_within(frame, wanted):
        parent.members[key] = frame.members
    return frame


def decoded(body: bytes, value: Span | Members | None) -> Any:
    """Return what a member holds: a text (None where it is too long), or a dict of such."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {key: decoded(body, member) for key, member in value.items()}
    start, end = value
    if end - start > _LONGEST:
        return None
    try:
        return json.loads(body[start:end].decode("utf-8", "replace"), strict=False)
    except ValueError:
        return None

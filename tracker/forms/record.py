"""JSON from outside, read with its types.

A wrong value is a `ParseError` that names its path, never a traceback.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from tracker import fields
from tracker.errors import ParseError

Read = TypeVar("Read")

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LARGEST = 2**53
_MOST = 1_000_000
"""Objects and lists of one answer: fifty times the longest list that was ever seen, and still no
danger to the memory."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class OddRecord:
    """A record of a list that cannot be read: what it calls itself, or its place, and why.

    `part` is the part of the CFR that it names ("" for none), or None where that cannot be told.
    """

    what: str
    why: str
    part: str | None = None


class Record:
    """One JSON object, its fields taken out by name and type."""

    def __init__(self, values: Mapping[str, Any], source: str, path: str = "") -> None:
        """Read `values`, which stand at `path` of the answer called `source`."""
        self._values, self._source, self._path = values, source, path

    def wrong(self, key: str, why: str) -> ParseError:
        """Return the error for one field."""
        return ParseError(self._source, f"{self._path}{'.' if self._path else ''}{key}: {why}")

    def has(self, key: str) -> bool:
        """Tell whether the field is there and not null."""
        return self._values.get(key) is not None

    def raw(self, key: str) -> Any:
        """Return a field as it is, or None."""
        return self._values.get(key)

    def all(self) -> Mapping[str, Any]:
        """Return all fields as they are."""
        return self._values

    def optional(self, key: str) -> str | None:
        """Return a text, or None where it is absent or empty."""
        return self._text(key, self._values.get(key))

    def label(self, key: str) -> str | None:
        """Return a text, also one written as a whole number, or None."""
        return self._text(key, fields.spelled(self._values.get(key)))

    def text(self, key: str) -> str:
        """Return a text that must be there and not empty."""
        value = self.optional(key)
        if value is None:
            raise self.wrong(key, "missing")
        return value

    def day(self, key: str) -> date:
        """Return a date that must be there."""
        value = self.optional_day(key)
        if value is None:
            raise self.wrong(key, "missing")
        return value

    def optional_day(self, key: str) -> date | None:
        """Return a date `YYYY-MM-DD`, or None."""
        value = self.optional(key)
        if value is None:
            return None
        try:
            if not _DATE.fullmatch(value):
                raise self.wrong(key, f"{value[:40]!r} is not a date")
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.wrong(key, f"{value[:40]!r} is not a date") from error

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return true or false; without a default it must be there."""
        value = self._values.get(key)
        if value is None and default is not None:
            return default
        return self._checked(key, value, fields.flag)

    def whole(self, key: str) -> int | None:
        """Return a whole number that is not negative, also one written as text, or None."""
        value = self._values.get(key)
        if value is None:
            return None
        if isinstance(value, str) and re.fullmatch(r"\d{1,15}", value):
            value = int(value)
        return self._checked(key, value, lambda given: fields.whole(given, 0, _LARGEST, ""))

    def records(self, key: str) -> tuple[Record, ...]:
        """Return a list of objects.

        Null counts as empty, and an entry that is null is passed over.
        """
        return tuple(
            self._below(entry, f"{key}[{index}]")
            for index, entry in enumerate(self.listed(key))
            if entry is not None
        )

    def sound(
        self,
        key: str,
        name: Callable[[Record], tuple[str | None, str | None]],
        read: Callable[[Record], Read],
        *,
        all_may_be_odd: bool = False,
    ) -> tuple[tuple[Read, ...], tuple[OddRecord, ...]]:
        """Read a list of records one by one: the good ones, and beside them each odd one.

        `name` gives what a record calls itself and the part that it names, whatever is wrong with
        it. A list all of whose records are odd is not an answer: it raises the error of its first
        one.
        """
        good: list[Read] = []
        odd: list[tuple[OddRecord, ParseError]] = []
        for index, value in enumerate(self.listed(key)):
            called, part = None, None
            place = f"{key}[{index}]"
            try:
                entry = self._below(value, place)
                called, part = name(entry)
                good.append(read(entry))
            except ParseError as error:
                at = f"{self._path}.{place}" if self._path else place
                why = error.why.removeprefix(f"{at}.")
                odd.append((OddRecord(called or f"record {index + 1} of {key}", why, part), error))
        if odd and not good and not all_may_be_odd:
            raise odd[0][1]
        return tuple(good), tuple(named for named, _ in odd)

    def shown(self, key: str, most: int = _SHOWN) -> str | None:
        """Return what a field shows, whatever is wrong with its record.

        None where it is no text.
        """
        value = self._values.get(key)
        return " ".join(clean(value).split())[:most] or None if isinstance(value, str) else None

    def record(self, key: str) -> Record:
        """Return the object below a field; null counts as empty."""
        value = self._values.get(key)
        return self._below({} if value is None else value, key)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; null counts as empty, so does an entry that is null or empty."""
        value = [text for text in self.listed(key) if text is not None]
        texts = self._checked(key, value, fields.texts)
        return tuple(clean(text).strip() for text in texts if text.strip())

    def listed(self, key: str, *, required: bool = False) -> list[Any]:
        """Return a list as it is; null counts as empty, unless it is required."""
        value = self._values.get(key)
        if value is None and not required:
            return []
        return self._checked(key, value, fields.listed)

    def _text(self, key: str, value: object) -> str | None:
        if value is None:
            return None
        return clean(self._checked(key, value, fields.text)).strip() or None

    def _below(self, value: object, key: str) -> Record:
        members = self._checked(key, value, lambda given: fields.members(given, "an object"))
        return Record(members, self._source, f"{self._path}.{key}" if self._path else key)

    def _checked(self, key: str, value: object, check: Callable[[object], Read]) -> Read:
        """Return what a check makes of the value of a field."""
        try:
            return check(value)
        except ValueError as error:
            raise self.wrong(key, str(error)) from error


def decode(body: bytes, source: str) -> Record:
    """Read bytes as one JSON object in UTF-8, or raise `ParseError`."""
    if not body.strip():
        raise ParseError(source, "the answer is empty")
    if body.count(b"{") + body.count(b"[") > _MOST:
        raise ParseError(source, f"the JSON has more than {_MOST:,} objects and lists")
    try:
        value = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ParseError(source, f"not JSON: {str(error)[:120]}") from error
    try:
        return Record(fields.members(value, "an object"), source)
    except ValueError as error:
        raise ParseError(source, "JSON that is not an object") from error


def clean(text: str) -> str:
    """Drop control characters and replace lone surrogates.

    No database and no terminal can hold them.
    """
    return _SURROGATE.sub("�", _CONTROL.sub("", text))

"""A TOML table read with its types.

Every mistake is noted with its path, none stops the reading.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

from tracker import fields
from tracker.errors import ConfigError

_Value = TypeVar("_Value")


def decoded(toml: bytes, source: str) -> Mapping[str, object]:
    """Return what stands in a TOML file; `ConfigError` names the file where it is none."""
    try:
        return tomllib.loads(toml.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError((f"{source}: not TOML (not UTF-8 at byte {error.start})",)) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError((f"{source}: not TOML ({error})",)) from error


class Table:
    """One table of a file that people write.

    Values are taken out by key, `finish` reports the keys that nobody knows.
    """

    def __init__(self, values: Mapping[str, object], path: str, problems: list[str]) -> None:
        """Read `values`, which stand at `path`, and note mistakes in `problems`."""
        self._values, self._path, self._problems = values, path, problems
        self._known: list[str] = []

    def note(self, key: str, wrong: str) -> None:
        """Note a mistake at one key."""
        self._problems.append(f"{self._path}{'.' if self._path and key else ''}{key}: {wrong}")

    def has(self, key: str) -> bool:
        """Tell whether the key is given."""
        return key in self._values

    def holds(self, key: str) -> bool:
        """Tell whether the key is given something that is not empty."""
        return bool(self._values.get(key))

    def keys(self) -> tuple[str, ...]:
        """Return every key of a table whose keys are names of the user's."""
        return tuple(self._values)

    def elsewhere(self, path: str, wrong: str) -> None:
        """Note a mistake that stands outside the file, such as in the environment."""
        self._problems.append(f"{path}: {wrong}")

    def knows(self, key: str) -> None:
        """Make a key known without reading it."""
        self._known.append(key)

    def _take(self, key: str) -> object:
        self._known.append(key)
        return self._values.get(key)

    def _checked(self, key: str, default: _Value, check: Callable[[object], _Value]) -> _Value:
        """Return what a check makes of a value; the default where it is absent or wrong."""
        value = self._take(key)
        if value is None:
            return default
        try:
            return check(value)
        except ValueError as error:
            self.note(key, str(error))
            return default

    def text(self, key: str, default: str, *, may_be_empty: bool = False) -> str:
        """Return a text, which is not empty unless that switches something off."""
        if may_be_empty:
            return self._checked(key, default, lambda value: fields.text(value).strip())
        return self._checked(key, default, fields.filled)

    def optional(self, key: str) -> str | None:
        """Return a text, or None where the key is absent."""
        return self.text(key, "") or None

    def required(
        self, key: str, like: str = r".*\S.*", what: str = "a string that is not empty"
    ) -> str:
        """Return a text that must be there, and of the form of a regular expression."""
        try:
            return fields.formed(self._take(key), like, what)
        except ValueError:
            self.note(key, f"required: {what}")
            return ""

    def choice(self, key: str, default: str, choices: Sequence[str]) -> str:
        """Return one of the given words."""
        value = self.text(key, default)
        if value not in choices:
            self.note(key, f"{value!r} is not one of {', '.join(choices)}")
            return default
        return value

    def url(self, key: str, default: str) -> str:
        """Return an http(s) address without a trailing slash."""
        value = self.text(key, default)
        wrong = url_problem(value)
        if wrong:
            self.note(key, wrong)
            return default
        return value.rstrip("/")

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """Return a number between two bounds, both inclusive."""
        return self._checked(key, default, lambda value: fields.number(value, low, high))

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """Return a whole number between two bounds, both inclusive."""
        return self._checked(key, default, lambda value: fields.whole(value, low, high))

    def bounds(self, key: str, default: tuple[int, int], low: int, high: int) -> tuple[int, int]:
        """Return two whole numbers between two bounds, the lower one first."""
        return self._checked(key, default, lambda value: fields.bounds(value, low, high))

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        return self._checked(key, default, fields.flag)

    def texts(
        self, key: str, default: tuple[str, ...], *, numbers: bool = False
    ) -> tuple[str, ...]:
        """Return a list of texts, where `numbers` allows whole numbers too."""
        given = self._checked(key, list[object](default), _strings)
        found = []
        for index, text in enumerate(given):
            try:
                found.append(fields.filled(fields.spelled(text) if numbers else text).strip())
            except ValueError as error:
                self.note(f"{key}[{index}]", str(error))
        return tuple(dict.fromkeys(found))

    def strings(self, key: str) -> Iterator[tuple[str, str]]:
        """Yield the strings of a list as they are written, each with the key of its own place."""
        for index, value in enumerate(self._checked(key, list[object](), _strings)):
            place = f"{key}[{index}]"
            try:
                yield place, fields.text(value)
            except ValueError as error:
                self.note(place, str(error))

    def table(self, key: str) -> Table:
        """Return the table below a key; an absent one is empty."""
        return self._below(self._take(key), key)

    def tables(self, key: str, *, required: bool = False) -> tuple[Table, ...]:
        """Return the list of tables below a key."""
        value = self._take(key)
        if value is None and not required:
            return ()
        try:
            entries = fields.several(value, " of tables")
        except ValueError as error:
            self.note(key, "required, at least one table" if required else str(error))
            return ()
        return tuple(self._below(entry, f"{key}[{index}]") for index, entry in enumerate(entries))

    def _below(self, value: object, key: str) -> Table:
        values: Mapping[str, object] = {}
        if value is not None:
            try:
                values = fields.members(value, "a table")
            except ValueError as error:
                self.note(key, str(error))
        return Table(values, f"{self._path}.{key}" if self._path else key, self._problems)

    def finish(self) -> None:
        """Note every key that nobody asked for, with the known one that looks most like it."""
        for key in self._values:
            if key not in self._known:
                near = difflib.get_close_matches(key, self._known, 1)
                known = f"the known keys are {', '.join(dict.fromkeys(self._known))}"
                self.note(key, f"unknown key; {f'did you mean {near[0]}?' if near else known}")


def _strings(value: object) -> list[object]:
    return fields.listed(value, " of strings")


def url_problem(value: str) -> str | None:
    """Say what is wrong with an address, or None."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return f"{value!r} is not an address"
    if parts.scheme not in ("http", "https") or not host:
        return f"{value!r} is not an http or https address"
    if parts.query or parts.fragment or parts.username is not None:
        return f"the address of {host} must not hold a user, a query or a fragment"
    return None

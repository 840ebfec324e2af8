"""Why the tracker did what it did: decisions with their reasons, told only to whoever asks.

    a stage -> decided(what, subject, reason) -> logging "tracker.decisions" -> written -> stderr

Nothing is written unless `--verbose` or `TRACKER_LOG` asks; stdout never has a line of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Literal, TypeAlias

from tracker import plain
from tracker.errors import UsageError

Decision: TypeAlias = Literal["kept", "doubted", "skipped", "baseline", "not yet asked"]

VARIABLE: Final = "TRACKER_LOG"
LEVELS: Final[Mapping[str, int]] = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
_OURS: Final = logging.getLogger("tracker")
_DECISIONS: Final = logging.getLogger("tracker.decisions")
_OURS.addHandler(logging.NullHandler())  # else Python prints warnings that nobody asked for


def decided(what: Decision, subject: object, reason: str, *, detail: bool = False) -> None:
    """Tell what was decided about a subject, and why: `kept ecfr:titles: as expected`.

    A `detail` is what is taken for granted of many subjects, and is told at debug only.
    """
    _DECISIONS.log(logging.DEBUG if detail else logging.INFO, "%s %s: %s", what, subject, reason)


def told() -> bool:
    """Tell whether anybody reads decisions, for reasons that take work to find."""
    return _DECISIONS.isEnabledFor(logging.INFO)


def level(name: str | None, *, verbose: bool) -> int | None:
    """Return the level that was asked for, the more talkative of the two; None for silence.

    `name` is the value of TRACKER_LOG. Raises `UsageError` for a name that is no level.
    """
    name = (name or "").strip().lower()
    if name and name not in LEVELS:
        raise UsageError(f"{VARIABLE} {name!r} is not a level; use one of {', '.join(LEVELS)}")
    asked = [LEVELS[name]] if name else []
    return min([*asked, *([logging.INFO] if verbose else [])], default=None)


@contextmanager
def written(
    write: Callable[[str], None], at: int | None, words: Callable[[str], str] = str
) -> Iterator[None]:
    """Write the lines of this level and above, one each, while the block lasts; None: no line.

    `words` says in words what a decision is about; who asks for every step is told its key too.
    """
    if at is None:
        yield
        return
    outer = [handler for handler in _OURS.handlers if isinstance(handler, _Lines)]
    for handler in outer:  # so that no line is written twice
        _OURS.removeHandler(handler)
    inner, before = _Lines(write, words, with_keys=at <= logging.DEBUG), _OURS.level
    _OURS.addHandler(inner)
    _OURS.setLevel(at)
    try:
        yield
    finally:
        _OURS.removeHandler(inner)
        _OURS.setLevel(before)
        for handler in outer:
            _OURS.addHandler(handler)


class _Lines(logging.Handler):
    """Hands each record on as one line in which no source can hide or command anything.

    Each decision is told once, however often a run comes back to it.
    """

    def __init__(
        self, write: Callable[[str], None], words: Callable[[str], str], *, with_keys: bool
    ) -> None:
        super().__init__()
        self._write, self._words, self._with_keys = write, words, with_keys
        self._decided: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Write `info decisions: kept ecfr:titles: as expected`."""
        part = record.name.removeprefix("tracker").strip(".") or "tracker"
        said = plain.line(f"{record.levelname.lower()} {part}: {self._said(record)}")
        if record.name == _DECISIONS.name:
            if said in self._decided:
                return
            self._decided.add(said)
        self._write(plain.log(said))

    def _said(self, record: logging.LogRecord) -> str:
        """Return what a record says; of a decision, in words what it is about."""
        if record.name != _DECISIONS.name or not isinstance(record.args, tuple):
            return record.getMessage()
        what, subject, reason = map(str, record.args)
        about = self._words(subject)
        key = f" ({subject})" if self._with_keys and about != subject else ""
        return f"{what} {about}{key}: {reason}"

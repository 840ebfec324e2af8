"""The one family of errors of the tracker, drawn as a tree.

TrackerError
|-- UsageError            exit 2: address, date or file given by the user is wrong
|   |-- AddressError
|   `-- ConfigError       every mistake at once, each with its path
|-- FetchError            exit 1: a question got no answer (url, status)
|   `-- ClosedError       exit 1: it was not even asked, its host wants to be left alone
|-- RefusedError          exit 1: an answer that is not what was asked for (block page, garbage)
|-- ParseError            exit 2: bytes that are not a document of the expected kind (source, line)
|-- StoreError            exit 1: disk full, read-only, second writer
|   `-- ForeignStoreError exit 2: a database that is missing, foreign or newer
`-- DeliveryError         exit 1: mail not accepted
"""

from __future__ import annotations

_LONGEST = 160


class TrackerError(Exception):
    """Anything that the tracker reports to its user in one clear line."""

    exit_code = 1


class UsageError(TrackerError):
    """What the user typed cannot be acted on; nothing was changed."""

    exit_code = 2


class AddressError(UsageError):
    """An address that cannot be read or is not held; names its nearest neighbours."""

    def __init__(self, text: str, why: str, neighbours: tuple[str, ...] = ()) -> None:
        self.text, self.neighbours = text, neighbours
        near = (
            f" Nearest: {'; '.join(neighbours)}."
            if neighbours
            else " tracker status says what is tracked."
        )
        super().__init__(f"unknown address {text!r}: {why}.{near}")


class ConfigError(UsageError):
    """All mistakes of a configuration at once, each as `path: what is wrong`."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class FetchError(TrackerError):
    """A request that failed for good, after the retries that its kind deserves.

    `challenge`: the server asks for proof of being human. `silent`: it gave no answer in time.
    `unreachable`: there is no server.
    """

    def __init__(
        self,
        url: str,
        why: str,
        status: int | None = None,
        *,
        challenge: bool = False,
        silent: bool = False,
        unreachable: bool = False,
    ) -> None:
        self.url, self.why, self.status = url, why, status
        self.challenge, self.silent, self.unreachable = challenge, silent, unreachable
        super().__init__(f"{why} ({_short(url)})")


class ClosedError(FetchError):
    """A request that was not made, because its host wants to be left alone for now."""


class RefusedError(TrackerError):
    """An answer that arrived but did not pass the gate; it is never retried at once.

    `wrong_document`: it is a sound answer of the service, though not to what was asked: the next
    request may fare better. `challenge`: it is a page that asks for proof of being human.
    `missing`: there is no such thing.
    """

    def __init__(
        self,
        url: str,
        why: str,
        *,
        wrong_document: bool = False,
        challenge: bool = False,
        missing: bool = False,
    ) -> None:
        self.url, self.why = url, why
        self.wrong_document, self.challenge, self.missing = wrong_document, challenge, missing
        super().__init__(f"{why} ({_short(url)})")


def _short(url: str) -> str:
    """Cut an address that would drown its message; the error keeps the whole one."""
    return url if len(url) <= _LONGEST else f"{url[:_LONGEST]}..."


class ParseError(TrackerError):
    """Bytes that are not a well-formed document of the expected kind."""

    exit_code = 2

    def __init__(self, source: str, why: str, line: int | None = None) -> None:
        self.source, self.why, self.line = source, why, line
        super().__init__(f"{source}{f', line {line}' if line else ''}: {why}")


class WrongDocumentError(ParseError):
    """A well-formed document of the expected kind that is not the very thing that was asked for."""


class StoreError(TrackerError):
    """The database could not be read or written; what it held is unharmed."""


class ForeignStoreError(StoreError):
    """The file is missing, is not a database of the tracker, or was written by a newer release."""

    exit_code = 2


class DeliveryError(TrackerError):
    """A digest that could not be handed to the mail server."""

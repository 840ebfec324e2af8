"""What a command prints: one JSON document, or text for people that no source can abuse."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from tracker import plain


def as_json(value: Any) -> None:
    """Print exactly one JSON document on stdout, sorted by nothing, indented, in plain UTF-8."""
    printed = json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    say(plain.json_log(printed))


def say(text: str = "", end: str = "\n") -> None:
    """Print one text to stdout, whatever the encoding of the terminal."""
    click.echo(f"{text}{end}".encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8"), nl=False)


def note(text: str) -> None:
    """Print progress or a hint to stderr."""
    click.echo(safe(text), err=True)


def safe(text: str) -> str:
    """Return text from a source that can harm neither a terminal nor the log of a CI job."""
    return plain.log(plain.visible(text))


def width() -> int:
    """Return the width to print at: that of the terminal, or 100 columns in a pipe."""
    return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else 100


def show_rich(renderables: Iterable[Any]) -> None:
    """Print rich renderables: colour only on a terminal, plain text in a pipe, `NO_COLOR` respected.

    Wrapping can bring any word to the start of a line, so lines are made harmless for CI logs once they are wrapped.
    """
    from rich.console import Console

    console = Console(width=width(), highlight=False, soft_wrap=False, emoji=False, markup=False)
    for one in renderables:
        with console.capture() as printed:
            console.print(one)
        say(plain.log(printed.get()), end="")


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a plain table that reads well in a pager and without colour."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    for header in headers:
        grid.add_column(header, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(safe(cell)) for cell in row))
    show_rich([grid])

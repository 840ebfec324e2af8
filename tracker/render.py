"""Digests and redlines to HTML, Markdown and plain text: the only user of Jinja2.

Templates loop and print. Whatever they print is made harmless for its format on the way out: `{{
value }}` can inject nothing, and only what a template itself writes is markup.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup

from tracker import plain, wire
from tracker.digest import Digest
from tracker.model import Change
from tracker.redline import Card, Line, Table, Text, blocks

WIDTH = 78
"""Columns of the plain text."""


def templates_folder() -> Path:
    """Return the folder of the templates: of an installed wheel, else of the checkout."""
    package = Path(__file__).resolve().parent
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parent / "templates"


def html(digest: Digest, templates: Path | None = None) -> str:
    """Return a digest as one HTML page for mail programs: inline styles, nothing loaded."""
    return plain.html_log(_render("digest.html", templates, digest=digest))


def markdown(digest: Digest, templates: Path | None = None) -> str:
    """Return a digest as GitHub-flavoured Markdown, in which text of sources is never markup."""
    return _settled(_render("digest.md", templates, digest=digest))


def text(digest: Digest, templates: Path | None = None) -> str:
    """Return a digest as plain text of 78 columns."""
    return _settled(_render("digest.txt", templates, digest=digest))


def redline_page(
    changes: Iterable[Change],
    title: str,
    *,
    side_by_side: bool = False,
    templates: Path | None = None,
) -> str:
    """Return the redline of some changes as one HTML page, inline or in two columns."""
    given = tuple(changes)
    summary = ", ".join(f"{number:,} {kind}" for kind, number in wire.summary(given).items())
    values = {
        "title": title,
        "summary": summary,
        "blocks": blocks(given),
        "side_by_side": side_by_side,
    }
    return plain.html_log(_render("compare.html", templates, **values))


def _settled(printed: str) -> str:
    """Fold runs of empty lines, which templates leave, and take out any command to a CI runner."""
    return plain.log(re.sub(r"\n{3,}", "\n\n", printed).strip() + "\n")


def _render(name: str, templates: Path | None, **values: object) -> str:
    environment = _environment(templates or templates_folder(), name.rpartition(".")[2])
    return environment.get_template(name).render(values)


@lru_cache
def _environment(folder: Path, kind: str) -> Environment:
    """Return the environment of one format, whose `finalize` makes every printed value harmless."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize(_HARMLESS[kind]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["fill"] = _fill
    environment.filters["href"] = lambda url: Markup(plain.url(url) or "")  # noqa: S704 (a link)
    environment.tests.update(
        {
            name: _is_of_kind(kind)
            for name, kind in (("words", Text), ("card", Card), ("table", Table), ("line", Line))
        }
    )
    return environment


def _is_of_kind(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


def _html(value: str) -> Markup:
    return Markup.escape(plain.visible(value))


def _markdown(value: str) -> Markup:
    return Markup(_with_edges(value, plain.markdown))  # noqa: S704 (escaped for its own format)


def _text(value: str) -> Markup:
    return Markup(_with_edges(value, plain.line))  # noqa: S704 (plain text has no markup)


_HARMLESS: dict[str, Callable[[str], Markup]] = {"html": _html, "md": _markdown, "txt": _text}


def _with_edges(value: str, harmless: Callable[[str], str]) -> str:
    """Make a text harmless, keeping one space at an end that had any: pieces of a redline touch."""
    first = " " if value[:1].isspace() else ""
    last = " " if value[-1:].isspace() and value.strip() else ""
    return first + harmless(value) + last


def _finalize(harmless: Callable[[str], Markup]) -> Callable[[object], object]:
    def finalize(value: object) -> object:
        if isinstance(value, (Markup, Undefined)):
            return value
        return harmless("" if value is None else str(value))

    return finalize


def _fill(value: str, indent: int = 0, hang: int = 0) -> Markup:
    """Wrap a paragraph of plain text; words and links are never broken."""
    first, rest = " " * indent, " " * (indent + hang)
    lines = textwrap.wrap(
        " ".join(str(value).split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return Markup("\n".join(lines))  # noqa: S704 (wrapping adds no markup)

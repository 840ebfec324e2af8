"""HTML of a web page, read with lxml.

The data block of Next.js, the main text a paragraph a line, links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tracker import footmarks, markup, raised
from tracker.errors import ParseError
from tracker.forms import record

_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "br",
            "caption",
            "dd",
            "div",
            "dl",
            "dt",
            "figure",
            "figcaption",
        ),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "td",
            "th",
            "tr",
            "ul",
        ),
    )
)
_SILENT = frozenset(
    (
        "button",
        "footer",
        "form",
        "head",
        "header",
        "nav",
        "noscript",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "title",
    )
)
_DEEPEST = 200


_SCRIPT = re.compile(rb"<(?:!--|[sS][cC][rR][iI][pP][tT](?=[\s>/]))")
_SCRIPT_END = re.compile(rb"</[sS][cC][rR][iI][pP][tT]")
_NEXT_ID = re.compile(rb"""\bid\s*=\s*["']?__NEXT_DATA__\b""")


@dataclass(frozen=True, slots=True)
class Script:
    """A script block of a page: its attributes as written, and where its text stands."""

    attributes: bytes
    start: int
    end: int


def cut(body: bytes) -> tuple[bytes, tuple[Script, ...]]:
    """Return a page without its script blocks, and these.

    A block of megabytes is more than lxml takes as one text.
    """
    kept: list[bytes] = []
    scripts: list[Script] = []
    done = place = 0
    while opening := _SCRIPT.search(body, place):
        if opening[0] == b"<!--":
            ends = body.find(b"-->", opening.end())
            if ends < 0:
                break
            place = ends + 3
            continue
        start = body.find(b">", opening.end()) + 1
        if not start:
            break
        closing = _SCRIPT_END.search(body, start)
        end = closing.start() if closing else len(body)
        scripts.append(Script(body[opening.end() : start - 1], start, end))
        kept.append(body[done : opening.start()])
        done = place = (body.find(b">", end) + 1 or len(body)) if closing else len(body)
    if not scripts:
        return body, ()
    return b"".join((*kept, body[done:])), tuple(scripts)


def parse(body: bytes | str, source: str) -> Any:
    """Parse a page or a fragment without its scripts, or raise `ParseError`.

    Nothing is fetched, entities are HTML's own only.
    """
    data = body if isinstance(body, bytes) else body.encode("utf-8", "replace")
    return _tree(cut(data)[0], source)


def read(body: bytes, source: str) -> tuple[Any, tuple[Script, ...]]:
    """Parse a page and return its tree with its script blocks."""
    page, scripts = cut(body)
    return _tree(page, source), scripts


def _tree(data: bytes, source: str) -> Any:
    if not data.strip():
        raise ParseError(source, "the page is empty")
    markup.require_bounded(data, source)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(source, f"not HTML: {str(error)[:120]}") from error
    if root is None:
        raise ParseError(source, "the page has no element")
    return root


def next_block(scripts: tuple[Script, ...]) -> Script | None:
    """Return the block of the data that Next.js built the page from, if there is one."""
    return next((script for script in scripts if _NEXT_ID.search(script.attributes)), None)


def next_data(body: bytes, scripts: tuple[Script, ...], source: str) -> record.Record | None:
    """Return the data that Next.js built the page from, or None where there is none.

    It is `props.pageProps` of `__NEXT_DATA__`.
    """
    block = next_block(scripts)
    if block is None:
        return None
    text = body[block.start : block.end].decode("utf-8", "replace").encode("utf-8", "replace")
    return record.decode(text, f"{source} __NEXT_DATA__").record("props").record("pageProps")


def paragraphs(element: Any) -> tuple[str, ...]:
    """Return the text of an element, one entry a block, without menus, forms, scripts."""
    lines: list[list[str]] = [[]]
    for piece in _pieces(element, 0):
        if piece is None:
            lines.append([])
        else:
            lines[-1].append(piece)
    folded = (
        " ".join(record.clean(footmarks.as_printed(raised.decoded("".join(line)))).split())
        for line in lines
    )
    return tuple(line for line in folded if line)


def _pieces(element: Any, depth: int) -> Iterator[str | None]:
    """Yield text in document order, None where a block begins or ends."""
    if depth > _DEEPEST:
        return
    if element.text:
        yield element.text
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else "script"
        if tag in _BLOCKS:
            yield None
        if tag not in _SILENT:
            setting = raised.setting_of(tag, None)
            within = _pieces(child, depth + 1)
            yield from (
                [raised.coded(setting, "".join(piece or " " for piece in within))]
                if setting
                else within
            )
        if tag in _BLOCKS:
            yield None
        if child.tail:
            yield child.tail


def text(element: Any) -> str:
    """Return the text of an element as one line."""
    return " ".join(paragraphs(element))


def title(root: Any) -> str:
    """Return the title of a page without the name of the site."""
    found = root.xpath("//title")
    whole = " ".join(record.clean("".join(found[0].itertext())).split()) if found else ""
    return re.split(r"\s[|]\s", whole)[0]


def canonical(root: Any) -> str | None:
    """Return the address that a page gives for itself, or None."""
    found = root.xpath('//link[@rel="canonical"]/@href')
    return str(found[0]) if found else None

"""Tags of documents and of pages, and the classifier that keeps or leaves a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.model import Document, Page, Tag
from tracker.tag.body import own, preamble, summary
from tracker.tag.folding import Folded, fold
from tracker.tag.matching import Place, Stretch, Surroundings, allowed, fired
from tracker.tag.taxonomy import Rule, Taxonomy

_TIMES = 3
"""So often must a long body say it, where its rule asks for nothing else: once is an aside."""
_REACH = 600
"""So near must a context stand to a hit in a long body."""
_SHORT = 8000
"""A page of so many characters is read like an abstract."""
_TITLE_WORDS = 5
"""A quotation of so many words, most of them with capitals, is the title of another document."""
_ORIENTED = re.compile(r"(?:“|‘‘|``)([^“”]{20,400}?)(?:”|’’|'')")
_BUREAU = ("industry and security", "industry-and-security", "bis")


@dataclass(frozen=True, slots=True)
class _Field:
    """One text of a document, with how it is read: as a headline text, or as a long body."""

    where: Literal["title", "abstract", "body"]
    text: str
    folded: Folded
    long: bool = False


def tags_of_document(document: Document, taxonomy: Taxonomy) -> tuple[Tag, ...]:
    """Return the tags of a document.

    Those of its title and abstract, then what its own body says often enough.

    The body is read without neighbours on shared pages, boilerplate and amendatory text. A tag that
    title or abstract gave takes no further evidence from the body; each rule is named once. Offsets
    in the body are those of `text`.
    """
    return _tags(tuple(_fields(document)), taxonomy)


def tags_of_page(page: Page, taxonomy: Taxonomy) -> tuple[Tag, ...]:
    """Return the tags of a page of a site: those of its title, then of its text.

    `where` is title or body.
    """
    long = len(page.text) > _SHORT
    fields = [_Field("title", page.title, fold(page.title))]
    if page.text:
        fields.append(_Field("body", page.text, fold(page.text), long=long))
    return _tags(tuple(fields), taxonomy)


def keeps(document: Document, taxonomy: Taxonomy) -> bool:
    """Tell whether a document belongs to us: all of the Bureau.

    Of others what title, abstract or summary gives a reason for.

    A reason is any tag of these texts, or a phrase of the taxonomy's `keep` table.
    """
    if any(_is_bureau(agency) for agency in document.agencies):
        return True
    fields = tuple(field for field in _fields(document) if not field.long)
    if _tags(fields, taxonomy):
        return True
    beside = tuple(field.folded for field in fields)
    return any(
        allowed(taxonomy.keep, hit, Surroundings(field.folded, beside))
        for field in fields
        if field.where in taxonomy.keep.where
        for phrase in taxonomy.keep.phrases
        for hit in phrase.find(field.folded)
    )


def _is_bureau(agency: str) -> bool:
    name = agency.casefold()
    return any(word in name for word in _BUREAU[:2]) or name == _BUREAU[2]


def _fields(document: Document) -> Iterator[_Field]:
    yield _Field("title", document.title, fold(document.title))
    if document.abstract:
        yield _Field("abstract", document.abstract, fold(document.abstract))
    if document.text:
        stretch = own(document.text, document.document_number)
        head = summary(document.text, stretch)
        if not document.abstract and head[0] < head[1]:
            yield _Field("body", document.text, fold(document.text, *head))
        yield _Field(
            "body", document.text, fold(document.text, *preamble(document.text, stretch)), long=True
        )


def _tags(fields: tuple[_Field, ...], taxonomy: Taxonomy) -> tuple[Tag, ...]:
    heads = tuple(field.folded for field in fields if not field.long)
    given: dict[Place, Tag] = {}
    headlined: set[int] = set()
    for field in fields:
        found = _of_field(field, heads, taxonomy)
        for place, tag in found.items():
            if place not in given and not (field.long and place[0] in headlined):
                given[place] = tag
        if not field.long:
            headlined.update(tag_at for tag_at, _ in found)
    return tuple(given[place] for place in sorted(given))


def _of_field(field: _Field, heads: tuple[Folded, ...], taxonomy: Taxonomy) -> dict[Place, Tag]:
    around = Surroundings(field.folded, heads, _REACH if field.long else 0)
    quoted = () if field.where == "title" else tuple(_quoted_titles(field))
    found: dict[Place, Tag] = {}
    for place, spans in fired(taxonomy, field.folded).items():
        kind = taxonomy.tags[place[0]]
        rule = kind.rules[place[1]]
        hit = _first(rule, field, _outside(field, spans, quoted), around)
        if hit:
            start, end = field.folded.span(*hit)
            found[place] = Tag(
                kind.id, kind.topic, rule.id, field.text[start:end], field.where, start, end
            )
    return found


def _first(rule: Rule, field: _Field, spans: list[Stretch], around: Surroundings) -> Stretch | None:
    """Return the first hit that counts, if there are as many as this field asks for."""
    if field.where not in rule.where and not (
        field.where == "body" and not field.long and "abstract" in rule.where
    ):
        return None
    asked = (rule.times or _TIMES) if field.long else 1
    first: Stretch | None = None
    for span in spans:
        if allowed(rule, span, around):
            first = first or span
            asked -= 1
            if asked == 0:
                return first
    return None


def _quoted_titles(field: _Field) -> Iterator[Stretch]:
    """Yield where the text quotes the title of another document.

    What that is about is not what this one does.

    Straight quotes do not say which way they face; they are paired in turn, which a long body would
    get wrong.
    """
    pairs = [(match.start(1), match.end(1)) for match in _ORIENTED.finditer(field.text)]
    if not field.long:
        marks = [match.start() for match in re.finditer('"', field.text)]
        pairs += [
            (opening + 1, closing)
            for opening, closing in zip(marks[::2], marks[1::2], strict=False)
        ]
    for start, end in pairs:
        words = field.text[start:end].split()
        capitals = sum(word[:1].isupper() for word in words)
        if len(words) >= _TITLE_WORDS and capitals * 2 > len(words):
            yield start, end


def _outside(field: _Field, spans: list[Stretch], quoted: Sequence[Stretch]) -> list[Stretch]:
    if not quoted:
        return spans
    placed = [(span, field.folded.span(*span)) for span in spans]
    return [
        span
        for span, (start, end) in placed
        if not any(first <= start and end <= last for first, last in quoted)
    ]

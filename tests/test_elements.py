"""The lists of elements: each tag is of one kind, and kinds are told in one place."""

from __future__ import annotations

import ast
from itertools import combinations

from tests.conftest import ROOT
from tracker import elements

KINDS = {
    "labelled": elements.LABELLED,
    "unlabelled": elements.UNLABELLED,
    "listed": elements.LISTED,
    "headings": (*elements.HEADINGS, *elements.RARE_HEADINGS),
    "margins": elements.MARGINS,
    "editorial": elements.EDITORIAL,
    "footnotes": elements.FOOTNOTES,
    "tables": elements.TABLES,
    "raised": elements.RAISED,
    "lowered": elements.LOWERED,
    "emphasis": elements.EMPHASIS,
    "graphics": elements.GRAPHICS,
    "divisions": elements.DIVISIONS,
}


def test_a_tag_is_of_one_kind() -> None:
    shared = {
        (pair, other): both
        for (pair, tags), (other, others) in combinations(KINDS.items(), 2)
        if (both := set(tags) & set(others))
    }
    assert shared == {}


def test_names_part_words_and_what_is_coded_is_looked_into() -> None:
    assert elements.NAMES <= elements.BLOCKS < elements.CODED
    assert elements.PARAGRAPHS < elements.BLOCKS
    assert elements.PARAGRAPHS < elements.STANDING


def test_no_other_module_keeps_a_list_of_many_kinds_of_paragraphs() -> None:
    found = [
        file.name
        for file in sorted((ROOT / "tracker").rglob("*.py"))
        if file.name != "elements.py"
        for part in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(part, ast.Tuple | ast.Set | ast.List)
        and sum(_is_paragraph(piece) for piece in part.elts) > 4
    ]
    assert found == []


def _is_paragraph(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant) and part.value in elements.PARAGRAPHS

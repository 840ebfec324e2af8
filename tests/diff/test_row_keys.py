"""A row whose key is set otherwise, or gains a mark, stays the same row.

From served tables to changes.
"""

from __future__ import annotations

import pytest

from tracker.diff import diff
from tracker.diff.noise import noise_of_key
from tracker.model import Change
from tracker.structure import parse_file

GROUPS = ("Country", "[A:1]<br/>Kilns", "[A:2]<br/>Looms")


def table(
    *rows: tuple[str, ...], head: tuple[str, ...] = ("Area", "Type"), caption: str = ""
) -> str:
    def cells(tag: str, row: tuple[str, ...]) -> str:
        return "<TR>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</TR>"

    lines = "".join(cells("TD", row) for row in rows)
    body = f"<THEAD>{cells('TH', head)}</THEAD><TBODY>{lines}</TBODY>"
    return (
        "<DIV"
        f' class="gpotbl_div"><TABLE>{caption and f"<CAPTION>{caption}</CAPTION>"}'
        f"{body}</TABLE></DIV>"
    )


def section(body: str) -> bytes:
    return (
        '<DIV8 N="81.1" TYPE="SECTION"><HEAD>§ 81.1   Areas.</HEAD><P>(a) The areas'
        f" are:</P>{body}</DIV8>".encode()
    )


def groups(country: str) -> bytes:
    body = table((country, "X", "X"), ("Norland", "", "X"), head=GROUPS, caption="Country Group A")
    return (
        '<DIV9 N="Supplement No. 1 to Part 740" TYPE="APPENDIX"><HEAD>Country'
        f" Groups</HEAD>{body}</DIV9>".encode()
    )


def told(old: bytes, new: bytes, title: int) -> list[tuple[str, str, str | None]]:
    changes: tuple[Change, ...] = diff(parse_file(old, "old", title), parse_file(new, "new", title))
    return [(change.kind, change.unit, change.noise) for change in changes]


@pytest.mark.parametrize(
    ("key", "kind", "noise"),
    [
        ("Alpha County:", "editorial", "heading-style"),
        ("[Alpha County]", "editorial", "heading-style"),
        ("(Alpha County)", "editorial", "heading-style"),
        ("Alpha County.", "editorial", "punctuation"),
        ("ALPHA COUNTY", "editorial", "capitals"),
        ("Alpha, County", "amended", None),
        ("Alpha County1", "amended", None),
        ("Alpha County 12", "amended", None),
        ("Alpha County*", "amended", None),
        ("Alpha County †", "amended", None),
        ("Alpha County<sup>1</sup>", "amended", None),
        ('Alpha County<E T="0731">1</E>', "amended", None),
    ],
)
def test_a_key_that_is_set_otherwise_or_marked_stays_one_row(
    key: str, kind: str, noise: str | None
) -> None:
    old, new = (
        section(table((county, "Moderate"), ("Beta County", "Severe")))
        for county in ("Alpha County", key)
    )
    assert told(old, new, 40) == [(kind, "row", noise)]
    assert told(new, old, 40) == [(kind, "row", noise)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sylvania:", "editorial"),
        ("SYLVANIA", "editorial"),
        ("Sylvania4", "amended"),
        ("Sylvania<sup>4</sup>", "amended"),
    ],
)
def test_a_country_whose_name_is_set_otherwise_keeps_its_cells(name: str, kind: str) -> None:
    assert [(change, unit) for change, unit, _ in told(groups("Sylvania"), groups(name), 15)] == [
        (kind, "row")
    ]


def test_two_rows_with_other_numbers_are_two_rows() -> None:
    old = section(table(("Zone 1", "Moderate"), ("Zone 2", "Severe")))
    new = section(table(("Zone 1", "Moderate"), ("Zone 2", "Severe"), ("Zone 3", "Severe")))
    assert told(old, new, 40) == [("added", "row", None)]


def test_of_two_rows_that_a_key_may_have_become_the_first_is_taken() -> None:
    old, new = (
        section(table(("Zone", "Moderate"))),
        section(table(("Zone 1", "Moderate"), ("Zone 2", "Severe"))),
    )
    assert told(old, new, 40) == [("amended", "row", None), ("added", "row", None)]


def test_a_stop_in_the_head_of_a_column_is_told_once_and_not_for_every_cell() -> None:
    rows = (("Alpha", "Moderate"), ("Beta", "Severe"))
    old, new = (
        section(table(*rows, head=("Area", head))) for head in ("Rule of it", "Rule of it.")
    )
    assert told(old, new, 40) == [("editorial", "table", "punctuation")]


def test_other_words_in_the_head_of_a_column_amend_the_table_alone() -> None:
    rows = (("Alpha", "Moderate"), ("Beta", "Severe"))
    old, new = (
        section(table(*rows, head=("Area", head))) for head in ("At 10<sup>3</sup> Gy", "At 103 Gy")
    )
    assert told(old, new, 40) == [("amended", "table", None)]


def test_the_rewritten_of_two_rows_under_one_key_is_amended() -> None:
    first = ("Alpha", "Moderate", "1/1/21")
    old, new = (
        section(table(first, ("Alpha", "Severe", day), head=("Area", "Type", "Date")))
        for day in ("2/2/22", "5/5/25")
    )
    assert told(old, new, 40) == [("amended", "cell", None)]


@pytest.mark.parametrize(
    ("before", "after", "noise"),
    [
        ("Alpha", "Alpha:", "heading-style"),
        ("Alpha", "(Alpha)", "heading-style"),
        ("Alpha", "Alpha;", "heading-style"),
        ("Alpha", "alpha:", "heading-style"),
        ("Alpha Beta", "Alpha: Beta", None),
        ("Alpha", "Alpha 1", None),
        ("Alpha", "Alpha?", None),
        (".5", "5", None),
        ("(5)", "5", None),
        ("1.5", "1.5:", None),
    ],
)
def test_of_a_key_only_marks_at_its_edges_are_no_matter(
    before: str, after: str, noise: str | None
) -> None:
    assert noise_of_key(before, after) == noise
    assert noise_of_key(after, before) == noise

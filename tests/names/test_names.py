"""Names of units: made step by step or read, they print to one address and say the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SHARED
from tracker import structure
from tracker.names import Name, Provision, StepKind, UnitKind, home, parse

SECTION = parse("15 CFR 744.97")
ANNEX = parse("15 CFR 748 Supp. 2")
CCL = parse("15 CFR 774 Supp. 1")
ENTITIES = parse("15 CFR 744 Supp. 4")
GROUPS = parse("15 CFR 740 Supp. 1")
RULE = home(Provision(0, "FR 2031-01234"))
FILES = sorted((SHARED / "corpus").rglob("*.xml"))


def path(name: Name) -> list[tuple[StepKind, str, int]]:
    """Return the steps below the provision."""
    return [(step.kind, step.label, step.twin) for step in name.steps()[1:]]


@pytest.mark.parametrize(
    ("text", "unit", "steps"),
    [
        ("15 CFR 744.97", None, []),
        ("15 CFR 744.97(a)(3)", None, [("paragraph", "a", 1), ("paragraph", "3", 1)]),
        ("15 CFR 744.97(b)-(d)", None, [("paragraph", "b)-(d", 1)]),
        ("15 CFR 744.97(a)~2(1)", None, [("paragraph", "a", 2), ("paragraph", "1", 1)]),
        ("15 CFR 744.97 p3", None, [("text", "3", 1)]),
        ("15 CFR 744.97 heading", None, [("heading", "heading", 1)]),
        ("15 CFR 744.97 heading 2", None, [("heading", "heading 2", 1)]),
        ("15 CFR 744.97(a) note 1", None, [("paragraph", "a", 1), ("note", "note 1", 1)]),
        ("15 CFR 744.97 source credit", None, [("margin", "source credit", 1)]),
        ("15 CFR 744.97 link notice 2", None, [("margin", "link notice 2", 1)]),
        ("15 CFR 744.97 footnote 1", None, [("footnote", "1", 1)]),
        ("15 CFR 744.97 footnote", None, [("footnote", "", 1)]),
        ('15 CFR 772.1 "Node" note', None, [("definition", "Node", 1), ("note", "note", 1)]),
        ('15 CFR 748 Supp. 2, "Node"(a)', None, [("definition", "Node", 1), ("paragraph", "a", 1)]),
        ("15 CFR 748 Supp. 2, (dd)(1)", None, [("paragraph", "dd", 1), ("paragraph", "1", 1)]),
        ("15 CFR 748 Supp. 2, A.1", None, [("paragraph", "A", 1), ("paragraph", "1", 1)]),
        ("15 CFR 748 Supp. 2, Step 1(a)", None, [("part", "Step 1", 1), ("paragraph", "a", 1)]),
        ("15 CFR 748 Supp. 2, Part 1.2", None, [("part", "Part 1", 1), ("paragraph", "2", 1)]),
        (
            "15 CFR 744.97 table 1, Fee: Due [Sum]",
            None,
            [("table", "1", 1), ("row", "Fee", 1), ("row", "Due", 1), ("column", "Sum", 1)],
        ),
        (
            "15 CFR 774 Supp. 1, 3A090.a.1 technical note 1",
            None,
            [
                ("entry", "3A090", 1),
                ("item", "a", 1),
                ("item", "1", 1),
                ("note", "technical note 1", 1),
            ],
        ),
        ("15 CFR 774 Supp. 1, 3A090.f-w", None, [("entry", "3A090", 1), ("item", "f-w", 1)]),
        ("15 CFR 774 Supp. 1, Category 3 A", None, [("part", "Category 3 A", 1)]),
        ("15 CFR 774 Supp. 1, EAR99", None, [("part", "EAR99", 1)]),
        ("15 CFR 774 Supp. 1, a.1", None, [("item", "a", 1), ("item", "1", 1)]),
        (
            "15 CFR 774 Supp. 1, 3A090 exception LVS",
            None,
            [("entry", "3A090", 1), ("exception", "LVS", 1)],
        ),
        (
            "15 CFR 774 Supp. 1, 3A090 licence table: RS applies to 3A090.a~2",
            None,
            [("entry", "3A090", 1), ("control", "RS applies to 3A090.a", 2)],
        ),
        (
            "15 CFR 774 Supp. 1, 3A090 reason for control",
            None,
            [("entry", "3A090", 1), ("field", "reason for control", 1)],
        ),
        (
            "15 CFR 744 Supp. 4, CHINA, PEOPLE'S REPUBLIC OF: Acme Ltd.",
            None,
            [("country", "CHINA, PEOPLE'S REPUBLIC OF", 1), ("entity", "Acme Ltd.", 1)],
        ),
        ("15 CFR 744 Supp. 4, FRANCE", "row", [("country", "FRANCE", 1)]),
        ("15 CFR 744 Supp. 4, Acme", None, [("entity", "Acme", 1)]),
        ("15 CFR 744 Supp. 4, On Acme", "heading", [("title", "On Acme", 1)]),
        ("15 CFR 740 Supp. 1, Cuba [D:5]", None, [("row", "Cuba", 1), ("column", "D:5", 1)]),
        ("15 CFR 740 Supp. 1, Cuba [D]", "row", [("row", "Cuba", 1), ("column", "D", 1)]),
        ("15 CFR 740 Supp. 1, Cuba", "row", [("row", "Cuba", 1)]),
        ("15 CFR 740 Supp. 1, Country Group D", "heading", [("title", "Country Group D", 1)]),
        (
            "15 CFR 740 Supp. 1, Country Group D [D:5] heading",
            "heading",
            [("title", "Country Group D", 1), ("column", "D:5", 1), ("heading", "heading", 1)],
        ),
        ("15 CFR part 744 subpart A heading", None, [("heading", "heading", 1)]),
        (
            "15 CFR chapter VII subchapter C subject group heading",
            None,
            [
                ("division", "subchapter C", 1),
                ("division", "subject group", 1),
                ("heading", "heading", 1),
            ],
        ),
        ("FR 2031-01234 p12", None, [("text", "12", 1)]),
        ("https://www.bis.gov/x~2 p3", None, [("text", "3", 1)]),
        (
            "15 CFR 744.97(a) of no grammar",
            None,
            [("paragraph", "a", 1), ("other", "of no grammar", 1)],
        ),
    ],
)
def test_an_address_is_read_as_its_steps(
    text: str, unit: UnitKind | None, steps: list[tuple[StepKind, str, int]]
) -> None:
    found = parse(text, unit)
    assert (path(found), str(found)) == (steps, text)


@pytest.mark.parametrize(
    ("text", "unit", "other"),
    [
        ("15 CFR 744.97 table 1, A [B]", "cell", "row"),
        ("15 CFR 774 Supp. 1, 3A090 see note", "note", "field"),
        ("15 CFR 744 Supp. 4, FRANCE", "entity", "row"),
        ("15 CFR 740 Supp. 1, Country Group D", "heading", "row"),
    ],
)
def test_what_can_be_read_as_more_than_one_thing_is_told_by_its_kind(
    text: str, unit: UnitKind, other: UnitKind
) -> None:
    assert parse(text) == parse(text, unit)
    assert parse(text, other) != parse(text)
    assert str(parse(text, other)) == text


# -- laws ------------------------------------------------------------------------------------------

_hostile = st.sampled_from((
    *("Acme p3", "X: note 1", "a [D:5]", "a [", "a] [b", "]", "Acme~2", "~2", "~2~3",
      "Acme~02", ": x"),
    *("A: B: C", "Acme, a.1", "(a)", '"Acme"', "table 1, x", "heading", "3A001", "Country Group D"),
    *("note 1", "licence table: x", "[x]", "x [y [z]]", "x  y", "15 CFR 744.1", "Part 1.2"),
))  # fmt: skip
_any = _hostile | st.text(min_size=1, max_size=12).map(str.strip).filter(bool)
_plain = st.from_regex(r"[a-z]{1,3}|[0-9]{1,3}|[A-Z]{1,2}", fullmatch=True)
_digits = st.integers(1, 99).map(str)
_words = st.sampled_from(
    ("reason for control", "exception LVS", "heading", "authority", "see note", "p3", "table")
)


def _twinned(
    names: st.SearchStrategy[tuple[Name, UnitKind]],
) -> st.SearchStrategy[tuple[Name, UnitKind]]:
    """Let some of the units be twins."""
    return st.builds(
        lambda made, twin: (made[0] if twin < 2 else made[0].again(twin), made[1]),
        names,
        st.integers(0, 12),
    )


def _made(
    unit: UnitKind, build: Callable[..., Name], *parts: st.SearchStrategy[str]
) -> st.SearchStrategy[tuple[Name, UnitKind]]:
    return _twinned(st.builds(lambda *given: (build(*given), unit), *parts))


_homes = st.sampled_from((SECTION, ANNEX, RULE, SECTION.again(2)))
_made_names = st.one_of(
    _made("entity", ENTITIES.entity, _any, _any),
    _made("entity", lambda name: ENTITIES.entity("", name), _any),
    _made("row", ENTITIES.country, _any),
    _made("heading", ENTITIES.titled, _any),
    _made("row", GROUPS.row, _any),
    _made("cell", lambda country, column: GROUPS.row(country).column(column), _any, _any),
    _made("row", lambda country: GROUPS.row(country).column("D"), _any),
    _made("row", SECTION.table(1).row, _any),
    _made("row", lambda group, key: SECTION.table(2).row(f"{group}: {key}"), _any, _any),
    _made("cell", lambda key, column: SECTION.table(1).row(key).column(column), _any, _any),
    _made("cell", lambda key: SECTION.table(1).row(key).again(2).column("Sum"), _plain),
    _made("footnote", lambda mark: ANNEX.named(f"footnote {mark}", "footnote"), _any),
    _made("field", lambda words: CCL.entry("3A090").named(words, "field"), _any | _words),
    _made("field", lambda key: CCL.entry("3A090").named(f"licence table: {key}", "field"), _any),
    _made("field", lambda words: CCL.named(words, "field", comma=True), _words),
    _made("item", lambda *levels: CCL.entry("3A090").items(levels), _plain, _plain),
    _made("paragraph", lambda a, b: SECTION.paragraph(a).paragraph(b), _plain, _plain),
    _made("paragraph", lambda a, b: ANNEX.paragraph(a, comma=True).dotted(b), _plain, _plain),
    _made("paragraph", lambda a, b: ANNEX.listed(a).dotted(b), _plain, _plain),
    _made("paragraph", lambda n, a: ANNEX.numbered_part(f"Part {n}").dotted(a), _digits, _plain),
    _made("heading", lambda n: ANNEX.numbered_part(f"Part 1.{n}"), _digits),
    _made("definition", lambda a: SECTION.definition(a.replace('"', "") or "x"), _any),
    _made("note", lambda a: SECTION.paragraph(a).named("technical note 1", "note"), _plain),
    st.tuples(_homes.map(lambda name: name.text_number(3)), st.just("paragraph")),
    st.tuples(_homes.map(lambda name: name.named("heading 2", "heading")), st.just("heading")),
)


@given(_made_names)
def test_a_name_is_read_back_from_what_it_prints(made: tuple[Name, UnitKind]) -> None:
    name, unit = made
    assert parse(str(name), unit) == name


@given(_made_names)
def test_a_name_says_of_itself_what_its_print_says(made: tuple[Name, UnitKind]) -> None:
    name, _ = made
    steps = name.steps()
    assert "".join(step.own for step in steps) == str(name)
    assert str(name) == f"{name.home}{name.unit}"
    assert all(name.is_below(step) for step in steps[:-1])
    assert not name.is_below(name)
    assert all(step.text + name.beyond(step) == name.text for step in steps[:-1])
    assert name.is_counted == any(step.twin > 1 or step.kind in ("text", "table") for step in steps)


@given(st.sampled_from((SECTION, ANNEX, CCL, ENTITIES, GROUPS)), st.text(max_size=20) | _any)
def test_whatever_stands_behind_a_provision_prints_back_as_it_was(name: Name, rest: str) -> None:
    for text in (f"{name}, {rest.strip() or 'x'}", f"{name} {rest.strip() or 'x'}"):
        for unit in (None, "cell", "row", "field", "note", "entity", "heading", "paragraph"):
            assert str(parse(text, unit)) == text  # type: ignore[arg-type]  # kinds are named


@pytest.mark.corpus
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_unit_of_the_corpus_is_read_back_as_the_name_that_it_has(file: Path) -> None:
    forest = structure.parse_file(file.read_bytes(), file.name)
    assert [
        unit.address
        for root in forest
        for unit in root.walk()
        if parse(unit.address, unit.kind) != unit.name
    ] == []


@pytest.mark.corpus
def test_no_unit_of_the_corpus_is_of_no_grammar(corpus: Path) -> None:
    newest = sorted((corpus / "world/ecfr").rglob("*.xml"))[-40:]
    assert newest
    assert [
        unit.address
        for file in newest
        for root in structure.parse_file(file.read_bytes(), file.name)
        for unit in root.walk()
        if unit.name.first("other")
    ] == []


# -- what a name says ------------------------------------------------------------------------------


def test_a_name_is_called_as_its_division_is_called_now() -> None:
    now = Provision(15, "791.3")
    assert str(parse("15 CFR 7.3(a) note 1").at(now)) == "15 CFR 791.3(a) note 1"
    assert parse("15 CFR 7.3~2(a)").at(now) == parse("15 CFR 791.3~2(a)")


def test_a_name_is_spoken_without_the_marks_of_twins() -> None:
    assert parse("15 CFR 744.97(a)~2(1)~3").spoken == "15 CFR 744.97(a)(1)"
    assert (
        parse("15 CFR 744 Supp. 4, FRANCE: A~2 Co").spoken == "15 CFR 744 Supp. 4, FRANCE: A~2 Co"
    )


def test_a_name_knows_the_innermost_step_of_a_kind_and_the_labels_of_one() -> None:
    name = parse("15 CFR 774 Supp. 1, 3A090.a.1 note 1")
    assert str(name.first("entry")) == "15 CFR 774 Supp. 1, 3A090"
    assert name.first("table") is None
    assert (name.labels("item"), name.labels("entry", "item")) == (("a", "1"), ("3A090", "a", "1"))
    assert (name.title, name.provision, name.part) == (15, "774 Supp. 1", "774")


def test_two_names_part_where_their_prints_do() -> None:
    parent = parse("15 CFR 744.97(b)")
    assert parse("15 CFR 744.97(b)(1)").apart(parent) == "(1)"
    assert parse("15 CFR 744.97(a) note 1").apart(parent) == "a) note 1"

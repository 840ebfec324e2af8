"""What a name says about identity: counted or labelled, kept or respelled, at home or elsewhere."""

from __future__ import annotations

import pytest

from tests.diff.builders import GROUPS, LIST, country, entity
from tests.trees import node
from tracker.diff import keys
from tracker.model import Node, UnitKind
from tracker.names import parse

CCL = "15 CFR 774 Supp. 1"


def unit(address: str, kind: UnitKind = "paragraph") -> Node:
    return node(address, kind, "x")


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("(a)", None),
        (" p3", " p"),
        (" p12", " p"),
        ("(a) p3", "(a) p"),
        ("(a)~2", "(a)"),
        (" p3~2", " p"),
        (" table 1", " table"),
        (" table", None),
        (" table 1, Fee", None),
        (" heading", None),
        (" heading 2", " heading"),
        (" heading~2", " heading"),
        (" link notice 1", " link notice"),
        (" effective date note 1", " effective date note"),
        (" editorial note 2", " editorial note"),
        (" source credit", None),
        (" source credit 2", " source credit"),
        (" note 1", None),
        (" p", None),
    ],
)
def test_a_name_counts_in_a_series_or_is_a_label(name: str, group: str | None) -> None:
    assert keys.series_of(parse(f"15 CFR 744.1{name}"), name) == group


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("15 CFR 744.1(a)", False),
        ("15 CFR 744.1 p1", True),
        ("15 CFR 744.1 p1(a)", True),
        ("15 CFR 744.1(a)~2", True),
        ("15 CFR 744.1 table 1, Fee", True),
        ("15 CFR 744.1 note 1", False),
        ("15 CFR part 744 heading", False),
    ],
)
def test_an_address_that_depends_on_a_place_is_counted(address: str, counted: bool) -> None:
    assert parse(address).is_counted is counted


@pytest.mark.parametrize(
    ("one", "parent", "name"),
    [
        ("15 CFR 744.1(a)", "15 CFR 744.1", "(a)"),
        ("15 CFR 744.1(a)", "", "15 CFR 744.1(a)"),
        ("15 CFR 744.1(a)", "15 CFR 744.2", "15 CFR 744.1(a)"),
    ],
)
def test_a_unit_is_called_by_what_it_adds_to_its_parent(one: str, parent: str, name: str) -> None:
    assert parse(one).beyond(parse(parent) if parent else None) == name


@pytest.mark.parametrize(
    ("address", "kind", "keeps", "listed", "heading"),
    [
        (f"{GROUPS}, Cuba [D:1]", "cell", True, True, False),
        (f"{GROUPS}, Cuba [D]", "row", True, True, True),
        ("15 CFR 744.1 table 1, Fee", "row", False, False, False),
        ("15 CFR 744.1 table 1, Fee [Sum]", "cell", False, False, False),
        ("15 CFR 744.1 heading", "heading", True, False, True),
        (f"{CCL}, 3A001 exception LVS", "field", True, False, False),
        (f"{CCL}, 3A001 licence table: NS applies", "field", False, False, False),
        (f"{CCL}, 3A001", "entry", False, False, True),
        ("15 CFR 744.1(a)", "paragraph", False, False, False),
        (f"{LIST}, FRANCE: Acme", "entity", False, False, False),
    ],
)
def test_a_name_that_is_its_meaning_keeps_its_unit(
    address: str, kind: UnitKind, keeps: bool, listed: bool, heading: bool
) -> None:
    one = unit(address, kind)
    assert (
        keys.keeps_its_address(one),
        keys.stands_in_country_list(one),
        keys.reads_as_heading(one),
    ) == (keeps, listed, heading)


@pytest.mark.parametrize(
    ("kind", "respelled", "named"),
    [
        ("entity", True, True),
        ("definition", True, True),
        ("row", True, True),
        ("field", True, True),
        ("cell", True, False),
        ("table", True, False),
        ("note", True, False),
        ("footnote", True, False),
        ("paragraph", False, False),
        ("item", False, False),
        ("entry", False, False),
        ("heading", False, False),
        ("provision", False, False),
    ],
)
def test_names_of_words_may_be_set_otherwise_and_some_say_what_they_are(
    kind: UnitKind, respelled: bool, named: bool
) -> None:
    one = unit("15 CFR 744.1", kind)
    assert (keys.may_be_respelled(one), keys.is_named(one)) == (respelled, named)


@pytest.mark.parametrize(
    ("old", "new", "kind", "one"),
    [
        (", Fee", ", FEE", "row", True),
        (", Fee", ", Fee:", "row", True),
        (", Fee (a)", ", Fee a", "row", True),
        (", Fee", ", Fee 1", "row", True),
        (", Fee", ", Fee12", "row", True),
        (", Fee", ", Fee 123", "row", False),
        (", Fee", ", Fee *", "row", True),
        (", Fee", ", Fee,1", "row", True),
        (", Fee 1", ", Fee 2", "row", False),
        (", Fee", ", Fees", "row", False),
        (", 5%", ", 5", "row", False),
        (", a/b", ", ab", "row", False),
        (": Acme", ": ACME", "entity", True),
        (": Acme", ": Acme,", "entity", True),
        (": Acme", ": Acme 1", "entity", False),
        (' "Item"', ' "item"', "definition", True),
    ],
)
def test_two_names_are_one_that_is_only_set_otherwise(
    old: str, new: str, kind: UnitKind, one: bool
) -> None:
    assert keys.are_one_name(old, new, kind) is one
    assert keys.are_one_name(new, old, kind) is one


@pytest.mark.parametrize(
    ("address", "kind", "spoken"),
    [
        ('15 CFR 772.1 "Specially designed"', "definition", "Specially designed"),
        (f"{LIST}, FRANCE: Acme: Works", "entity", "Acme: Works"),
        ("15 CFR 744.1 table 1, Fee, due", "row", "due"),
    ],
)
def test_the_words_that_a_unit_is_called_by(address: str, kind: UnitKind, spoken: str) -> None:
    assert keys.spoken_name(unit(address, kind)) == spoken


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("15 CFR 744.23(a)(3)", "15 CFR 744.23"),
        ("15 CFR 744.23 p1", "15 CFR 744.23"),
        ("15 CFR 744 Supp. 4 note 1", "15 CFR 744 Supp. 4"),
        (f"{CCL}, 3A001.a.1", f"{CCL}, 3A001"),
        (f"{CCL}, 3A001 note 1", f"{CCL}, 3A001"),
        ("15 CFR 748 Supp. 2, (c)(1)", "15 CFR 748 Supp. 2"),
        ("2 CFR 200 Subpart B App. I(a)", "2 CFR 200 Subpart B App. I"),
    ],
)
def test_a_unit_is_at_home_in_its_section_appendix_or_entry(address: str, home: str) -> None:
    assert keys.home_of(unit(address)) == home
    assert keys.same_home(unit(address), unit(f"{home}(z)"))
    assert not keys.same_home(unit(address), unit("15 CFR 799.9"))


def test_an_entity_lives_with_its_country_and_a_provision_with_its_part() -> None:
    assert keys.neighbourhood(entity("FRANCE", "Acme")) == "FRANCE"
    assert keys.neighbourhood(unit(f"{LIST}, SPAIN: Acme: Works", "entity")) == "SPAIN"
    assert keys.neighbourhood(unit("15 CFR 744.23", "provision")) == "15 CFR 744"
    assert keys.neighbourhood(unit("https://www.bis.gov/x", "provision")) == ""
    assert (
        keys.neighbourhood(unit("15 CFR 744.23(a)"))
        == keys.neighbourhood(country("Cuba", "D"))
        == ""
    )

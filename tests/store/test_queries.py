from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.build import NOW, Book, row, section, subject_of
from tests.trees import node
from tracker.model import Node
from tracker.store import Store, queries, texts, units
from tracker.store import changes as recorded_changes
from tracker.store import versions as held_versions

P = "15 CFR 744.1"


@pytest.fixture
def told(book: Book) -> Book:
    book.listed(
        *(row("744.1", on) for on in ("2017-01-03", "2020-01-01", "2021-01-01", "2022-01-01")),
        row("744.9", "2017-01-03"),
    )
    book.listed(row("744.23", "2017-01-03"), query="page=2")
    book.track("744")
    book.text("744.1", "2017-01-03", "(a) One.", "(1) Half.", "(b) Bee.")
    book.text("744.1", "2020-01-01", "(a) One.", "(1) Halves.", "(b) Bee.")
    book.text("744.1", "2021-01-01", "(a) One.", "(1) Halves.", "(b) Bees.")
    book.text("744.1", "2022-01-01", "(a) Ones.", "(1) Halves.")
    book.text("744.9", "2017-01-03", "(a) Nine.")
    book.text("744.23", "2017-01-03", "(a) More.")
    return book


def _days(book: Book, address: str) -> list[str]:
    return [str(version.in_force)[:4] for version in texts.history(book.store.db, address)[0]]


def test_a_units_history_holds_the_versions_in_which_it_or_what_is_below_it_differs(
    told: Book,
) -> None:
    assert _days(told, P) == ["2022", "2021", "2020", "2017"]
    assert _days(told, f"{P}(a)") == ["2022", "2020", "2017"]
    assert _days(told, f"{P}(a)(1)") == ["2020", "2017"]
    assert _days(told, f"{P}(b)") == ["2022", "2021", "2017"]


def test_a_units_changes_are_those_at_or_below_it(told: Book) -> None:
    def changes(address: str) -> list[str]:
        return [
            f"{version.change.kind} {version.change.address}"
            for version in texts.history(told.store.db, address)[1]
        ]

    assert changes(f"{P}(a)") == [f"amended {P}(a)", f"amended {P}(a)(1)"]
    assert changes(f"{P}(a)(1)") == [f"amended {P}(a)(1)"]
    assert changes(f"{P}(b)") == [f"removed {P}(b)", f"amended {P}(b)"]


def test_the_history_of_a_part_is_that_of_all_its_provisions(told: Book) -> None:
    versions, changes = texts.history(told.store.db, "15 CFR part 744")
    assert [version.provision for version in versions][-3:] == [
        "15 CFR 744.1",
        "15 CFR 744.9",
        "15 CFR 744.23",
    ]
    assert len(changes) == 4


def test_the_text_of_a_day_is_that_of_the_version_in_force(told: Book) -> None:
    assert texts.held(told.store.db, P, date(2016, 12, 31)) is None
    for day, words in (("2019-12-31", "Half."), ("2020-01-01", "Halves.")):
        unit = texts.unit(told.store.db, f"{P}(a)(1)", date.fromisoformat(day))
        assert unit is not None
        assert unit.text == words
    assert texts.unit(told.store.db, f"{P}(b)", date(2022, 1, 1)) is None
    assert texts.unit(told.store.db, f"{P}(z)", date(2022, 1, 1)) is None


def test_a_loaded_tree_is_the_tree_that_was_stored(told: Book) -> None:
    for held in texts.versions(told.store.db, P):
        tree = queries.tree(told.store.db, held)
        assert tree.fingerprint == held.fingerprint
        assert tree == queries.unit(told.store.db, P, held.in_force)


def test_provisions_stand_in_the_order_of_the_code(told: Book) -> None:
    assert queries.provisions(told.store.db) == ("15 CFR 744.1", "15 CFR 744.9", "15 CFR 744.23")


def test_addresses_are_known_respelled_and_have_neighbours(told: Book) -> None:
    assert texts.knows(told.store.db, P)
    assert texts.knows(told.store.db, f"{P}(a)(1)")
    assert not texts.knows(told.store.db, f"{P}(A)")
    assert queries.same_but_for_capitals(told.store.db, f"{P}(A)") == f"{P}(a)"
    assert queries.same_but_for_capitals(told.store.db, f"{P}(q)") is None
    assert queries.neighbours(told.store.db, f"{P}(c)", 3)[0] in (f"{P}(a)", f"{P}(b)")
    assert queries.neighbours(told.store.db, "15 CFR 744.24", 1) == ("15 CFR 744.23",)
    assert texts.heading(told.store.db, f"{P}(a)") is not None
    assert texts.heading(told.store.db, "15 CFR 799.1") is None


def test_changes_are_chosen_by_day_part_kind_and_sight(told: Book) -> None:
    assert [str(change.to)[:4] for change in recorded_changes.between(told.store.db)] == [
        "2022",
        "2022",
        "2021",
        "2020",
    ]
    assert (
        len(recorded_changes.between(told.store.db, since=date(2021, 1, 1), until=date(2021, 1, 1)))
        == 1
    )
    assert recorded_changes.between(told.store.db, parts=("746",)) == []
    assert (
        len(
            recorded_changes.between(
                told.store.db, since=NOW.date(), until=NOW.date(), by="observed"
            )
        )
        == 4
    )
    assert recorded_changes.between(told.store.db, since=date(2025, 1, 21), by="observed") == []
    assert recorded_changes.between(told.store.db, tag="no.such-tag") == []


ENTITIES = """<?xml version="1.0"?>
<DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX">
<HEAD>Supplement No. 4 to Part 744—Entity List</HEAD>
<DIV width="100%"><DIV class="gpotbl_div"><TABLE class="gpotbl_table">
<THEAD><TR><TH>Country</TH><TH>Entity</TH><TH>License requirement</TH>
<TH>License review policy</TH><TH>Federal Register citation</TH></TR></THEAD>
<TBODY>{rows}</TBODY></TABLE></DIV></DIV>
</DIV9>"""


def _entity(country: str, name: str) -> str:
    cells = (
        country,
        f"{name}, a.k.a., the following alias:<br/>—Other.",
        "All items.",
        "Denial.",
        "80 FR 1.",
    )
    return f"<TR>{''.join(f'<TD>{cell}</TD>' for cell in cells)}</TR>"


def test_an_entity_is_found_by_its_name_whatever_its_capitals(book: Book) -> None:
    rows = (
        _entity("RURITANIA", "Acme Widgets Ltd.")
        + _entity(" ", "Acme Widgets Overseas")
        + _entity("SYLDAVIA", "Acme Widgets Ltd.")
    )
    book.put(
        ENTITIES.format(rows=rows).encode(),
        "ecfr:full:15:744:appendix:Supplement No. 4 to Part 744:2017-01-03",
    )
    home = "15 CFR 744 Supp. 4"
    assert queries.find_entity(book.store.db, "ACME widgets ltd.") == [
        f"{home}, RURITANIA: Acme Widgets Ltd.",
        f"{home}, SYLDAVIA: Acme Widgets Ltd.",
    ]
    assert len(queries.find_entity(book.store.db, "acme")) == 3
    assert queries.find_entity(book.store.db, "  ") == []
    assert queries.find_entity(book.store.db, "widgets") == []


def test_link_notices_are_those_of_the_latest_texts(book: Book) -> None:
    def noticed(notice: str) -> bytes:
        return section("744.1", "(a) One.").replace(b"</HEAD>", f"</HEAD>\n{notice}".encode())

    notice = (
        '<XREF ID="20260723" REFID="1">Link to an amendment published at 91 FR 46261, July 23,'
        " 2026.</XREF>"
    )
    book.put(noticed(notice), subject_of("744.1", "2020-01-01"))
    ((address, text),) = queries.link_notices(book.store.db)
    assert address.startswith(f"{P} link notice")
    assert "91 FR 46261" in text
    book.put(noticed(""), subject_of("744.1", "2021-01-01"))
    assert queries.link_notices(book.store.db) == []


def test_nothing_pending_nothing_stale_nothing_counted_in_an_empty_store(book: Book) -> None:
    assert book.pending() == []
    assert held_versions.last_issue_date(book.store.db, 15) is None
    assert list(queries.counts(book.store.db)) == [
        "provisions",
        "versions",
        "changes",
        "documents",
        "pages",
        "captures",
        "quarantined",
    ]
    assert set(queries.counts(book.store.db).values()) == {0}


def test_the_list_is_complete_up_to_the_issue_that_came_with_it(book: Book) -> None:
    titles = (
        b'{"titles": [{"number": 15, "latest_issue_date": "2025-01-17"}, {"number": 2,'
        b' "latest_issue_date": "2025-01-16"}], "meta": {}}'
    )
    book.put(titles, "ecfr:titles")
    assert held_versions.last_issue_date(book.store.db, 15) is None
    book.listed(row("744.1", "2020-01-01"))
    book.put(titles, "ecfr:titles")
    assert held_versions.last_issue_date(book.store.db, 15) == date(2025, 1, 17)
    assert held_versions.last_issue_date(book.store.db, 2) is None


_WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=12)


def _forest(depth: int) -> st.SearchStrategy[tuple[Node, ...]]:
    below = _forest(depth - 1) if depth else st.just(())
    one = st.tuples(
        _WORDS,
        _WORDS,
        st.sampled_from(["paragraph", "note", "item"]),
        below,
        st.sampled_from(["", "source-credit"]),
    )
    return st.lists(one, max_size=4).map(tuple)  # type: ignore[arg-type]


def _grow(parts: tuple[object, ...], prefix: str) -> tuple[Node, ...]:
    made = []
    for place, (text, label, kind, below, role) in enumerate(parts):  # type: ignore[misc]
        home = f"{prefix}({place})"
        facets = (("name", text),) if kind == "item" else ()
        made.append(
            node(
                home, kind, text, label=label, children=_grow(below, home), role=role, facets=facets
            )
        )
    return tuple(made)


@settings(max_examples=40)
@given(_forest(3), _forest(3))
def test_any_two_trees_share_rows_and_come_back_whole(
    first: tuple[object, ...], second: tuple[object, ...]
) -> None:
    trees = [node(P, "provision", "", children=_grow(parts, P)) for parts in (first, second)]
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "t.db", "create") as store,
        store.transaction(),
    ):
        roots = [units.put(store.db, tree, P, "1") for tree in (*trees, *trees)]
        assert roots[:2] == roots[2:]
        assert [units.tree(store.db, root) for root in roots[:2]] == trees
        for unit in trees[0].walk():
            found = units.find(store.db, roots[0], unit.address)
            assert found is not None
            assert units.tree(store.db, found) == unit

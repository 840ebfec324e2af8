"""What a redline calls things, asked of names: rows, columns, entities, twins."""

from __future__ import annotations

import pytest

from tracker.redline import names


def test_a_cell_tells_its_table_and_what_its_row_and_column_are_called() -> None:
    place = names.cell("15 CFR 740 Supp. 1, Cambodia~2 [D:5]~3")
    assert place == names.CellName(
        "15 CFR 740 Supp. 1", names.Label("Cambodia~2", "Cambodia"), names.Label("D:5~3", "D:5")
    )
    below = names.cell("15 CFR 738.2 table 1, Group: Key [Column]")
    assert below
    assert (below.table, below.row.key) == ("15 CFR 738.2 table 1", "Group: Key")
    assert names.cell("15 CFR 744.23(a)") is None
    assert names.cell("no address [D:5]") is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("15 CFR 744 Supp. 4, FRANCE: Acme SA~2", ("FRANCE", "Acme SA")),
        ("15 CFR 744 Supp. 4, FRANCE: Acme: the second", ("FRANCE", "Acme: the second")),
        ("15 CFR 744 Supp. 4, Acme SA", None),
        ("15 CFR 774 Supp. 1, 0A501 heading: list of items controlled", None),
        ("nonsense: Acme", None),
    ],
)
def test_an_entity_is_read_where_one_is_named(
    address: str, expected: tuple[str, str] | None
) -> None:
    assert names.entity(address) == expected


@pytest.mark.parametrize(
    ("address", "printed", "short", "twin"),
    [
        ("15 CFR 744.9(a)~2(b)", "15 CFR 744.9(a)(b)", "(a)(b)", "second of this name"),
        ("15 CFR 744.9~3", "15 CFR 744.9", "15 CFR 744.9", "third of this name"),
        ("15 CFR 774 Supp. 1, 3A090.a", "15 CFR 774 Supp. 1, 3A090.a", "3A090.a", ""),
        ("nonsense~2", "nonsense~2", "nonsense~2", ""),
    ],
)
def test_marks_of_twins_are_said_in_words(
    address: str, printed: str, short: str, twin: str
) -> None:
    found = names.printed(address), names.short(address), names.twin(address)
    assert found == (printed, short, twin)

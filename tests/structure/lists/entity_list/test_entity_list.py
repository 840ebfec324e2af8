"""The Entity List in the shapes that are served; all names are invented."""

from __future__ import annotations

from tests.readers.judging import shape
from tests.structure.supplements import element, read, row, table
from tracker.model import Node
from tracker.names import provision_of
from tracker.structure.lists import entity_list

LIST = "Supplement No. 4 to Part 744"
HEAD = row(
    "Country",
    "Entity",
    "License requirement",
    "License review<br/>policy",
    "<strong>Federal Register</strong> citation\n",
    tag="TH",
)
ALL = "For all items subject to the EAR. (See § 744.11 of the EAR)"
DENIAL = "Presumption of denial"


def units(*rows: str, after: str = "", foot: str = "") -> dict[str, Node]:
    return read_list(
        "<P>This supplement lists entities.</P>" + table(HEAD, "".join(rows), foot=foot) + after
    )


def read_list(body: str) -> dict[str, Node]:
    root = element(LIST, body)
    address = provision_of(LIST)
    tree = entity_list.build(root, address)
    addresses = [unit.address for unit in tree.walk()]
    assert len(set(addresses)) == len(addresses)
    return {
        unit.address.removeprefix(str(address)).removeprefix(", ").strip(): unit
        for unit in tree.walk()
    }


def entities(found: dict[str, Node]) -> dict[str, str]:
    return {name: unit.text for name, unit in found.items() if unit.kind == "entity"}


def test_a_row_is_one_unit_named_by_country_and_name() -> None:
    found = units(
        row(
            "FRANCE",
            "Acme SA, a.k.a., the following one alias:\n<br/>—Acme.\n<br/>\n<br/> 1 Rue X, Paris.",
            ALL,
            DENIAL,
            "76 FR 1, 1/2/11.\n",
        )
    )
    assert entities(found) == {
        "FRANCE: Acme SA": (
            f"Acme SA, a.k.a., the following one alias: —Acme. 1 Rue X, Paris. | {ALL} | {DENIAL} |"
            " 76 FR 1, 1/2/11."
        )
    }
    assert found["p1"].text == "This supplement lists entities."
    assert (
        found["table heading"].text
        == "Country | Entity | License requirement | License review policy | Federal Register"
        " citation"
    )


def test_a_blank_country_cell_inherits_the_country_above() -> None:
    found = units(
        row("CHINA, PEOPLE’S REPUBLIC OF", "Acme Ltd.", ALL, DENIAL, "76 FR 1."),
        row(" ", "Beta Ltd.", ALL, DENIAL, "76 FR 1."),
        row("\u00a0", "Gamma Ltd.", ALL, DENIAL, "76 FR 1."),
        row("IRAN <sup>1</sup>", "Delta Co.", ALL, DENIAL, "76 FR 1."),
    )
    china = "CHINA, PEOPLE'S REPUBLIC OF"
    assert list(entities(found)) == [
        f"{china}: Acme Ltd.",
        f"{china}: Beta Ltd.",
        f"{china}: Gamma Ltd.",
        "IRAN: Delta Co.",
    ]


def test_a_name_ends_at_aka_or_the_first_line_break_and_nowhere_else() -> None:
    found = units(
        row("FRANCE", "Acme “Bells” SA<br/>1 Rue X", ALL, DENIAL, "76 FR 1."),
        row(" ", "Beta, 501, 5th Floor, Paris, France; and Lyon.", ALL, DENIAL, "76 FR 1."),
        row(" ", "Gamma SA, a.k.a. G.S.A., Paris.", ALL, DENIAL, "76 FR 1."),
        row(" ", "Delta SA (a.k.a. D.S.A.)", ALL, DENIAL, "76 FR 1."),
    )
    assert list(entities(found)) == [
        *('FRANCE: Acme "Bells" SA', "FRANCE: Beta, 501, 5th Floor, Paris, France; and Lyon."),
        *("FRANCE: Gamma SA", "FRANCE: Delta SA (a.k.a. D.S.A.)"),
    ]


def test_twins_in_one_country_are_counted_and_another_country_is_another_address() -> None:
    found = units(
        row("FRANCE", "Acme SA", ALL, DENIAL, "76 FR 1."),
        row(" ", "Acme SA", ALL, DENIAL, "77 FR 1."),
        row("ITALY", "Acme SA", ALL, DENIAL, "78 FR 1."),
    )
    assert list(entities(found)) == ["FRANCE: Acme SA", "FRANCE: Acme SA~2", "ITALY: Acme SA"]


def test_the_facets_of_a_row_are_told_apart() -> None:
    cell = (
        'Emal Co., a.k.a., the following three aliases:<br/>—Imal Co.; <E T="03">and</E><br/>—Aimal'
        ' and Balal Company; and<br/>—E.C. Ltd.<br/> <br/> 1 Road, Kabul; <E T="03">and</E> 2 Road,'
        " Herat."
    )
    requirement = "For all items, see §§ 734.9(e) <sup>1</sup> and 744.11 of the EAR <sup>2</sup>"
    found = units(
        row("AFGHANISTAN", cell, requirement, DENIAL, "85 FR 51603, 8/20/20. 87 FR 6026, 2/3/22.\n")
    )
    assert dict(found["AFGHANISTAN: Emal Co."].facets) == {
        "country": "AFGHANISTAN",
        "name": "Emal Co.",
        "aliases": "Imal Co.\nAimal and Balal Company\nE.C. Ltd.",
        "address": "1 Road, Kabul; and 2 Road, Herat.",
        "requirement": "For all items, see §§ 734.9(e) 1 and 744.11 of the EAR 2",
        "policy": DENIAL,
        "citations": "85 FR 51603, 8/20/20\n87 FR 6026, 2/3/22",
        "footnotes": "1 2",
    }
    assert "AFGHANISTAN" not in found["AFGHANISTAN: Emal Co."].text


def test_a_footnote_mark_is_part_of_the_text() -> None:
    found = units(row("FRANCE", "Acme SA", "All items <sup>4</sup>", DENIAL, "76 FR 1."))
    assert "All items 4" in found["FRANCE: Acme SA"].text


def test_a_glued_row_loses_nothing_invents_nobody_and_is_counted() -> None:
    good = row("PAKISTAN", "Acme", ALL, DENIAL, "81 FR 1, 6/21/16.")
    glued = row(
        " ",
        "Beta",
        ALL,
        DENIAL,
        "81 FR 1.\n\n",
        " ",
        "Zaheer, a.k.a., the following one alias:\n<br/>—Zahir.",
        ALL,
        DENIAL,
        "89 FR 1.\n\n",
    )
    body = table(HEAD, good + glued)
    found = read_list(body)
    assert list(entities(found)) == ["PAKISTAN: Acme", "PAKISTAN: Beta"]
    assert "Zaheer, a.k.a., the following one alias: —Zahir." in found["PAKISTAN: Beta"].text
    assert shape(body.encode(), "glued").doubled == 1


def test_rows_with_too_few_cells_keep_their_text_and_are_counted() -> None:
    body = table(
        HEAD,
        row("FRANCE", "Acme SA", ALL, DENIAL, "76 FR 1.") + row("Beta SA", ALL, DENIAL, "77 FR 1."),
    )
    found = read_list(body)
    assert found["FRANCE: Beta SA"].text == f"Beta SA | {ALL} | {DENIAL} | 77 FR 1."
    assert shape(body.encode(), "short").underfull == 1


def test_a_country_that_spans_rows_is_no_odd_row() -> None:
    spanning = row("FRANCE", "Acme SA", ALL, DENIAL, "76 FR 1.").replace(
        "<TD ", '<TD rowspan="2" ', 1
    )
    body = table(
        HEAD,
        spanning
        + row("Beta SA", ALL, DENIAL, "77 FR 1.")
        + row("ITALY", "Gamma", ALL, DENIAL, "78 FR 1."),
    )
    seen = shape(body.encode(), "spanning")
    assert (seen.overfull, seen.underfull) == (0, 0)
    assert list(entities(read_list(body))) == ["FRANCE: Acme SA", "FRANCE: Beta SA", "ITALY: Gamma"]


def test_a_country_alone_in_its_row_and_footnotes_after_the_list_are_units() -> None:
    found = units(
        row("FRANCE", "", "", "", ""),
        row("", "Acme SA", ALL, DENIAL, "76 FR 1."),
        foot=(
            '<TR><TD colspan="5"><sup>1</sup> For this entity, see § 1.\n</TD></TR><TR><TD'
            ' colspan="5">And § 2.</TD></TR>'
        ),
        after="<P><SU>2</SU> See § 3.</P>",
    )
    assert found["FRANCE"].kind == "row"
    assert list(entities(found)) == ["FRANCE: Acme SA"]
    assert [found["footnote 1"].text, found["footnote 2"].text] == [
        "For this entity, see § 1. And § 2.",
        "See § 3.",
    ]


def test_an_empty_policy_keeps_the_text_folded() -> None:
    found = units(row("FRANCE", "Acme SA", ALL, "", "76 FR 1."))
    assert found["FRANCE: Acme SA"].text == f"Acme SA | {ALL} | | 76 FR 1."


def test_other_tables_and_supplements_are_no_entity_list() -> None:
    other = table(row("Country", "Columns", tag="TH"), row("FRANCE", "X"))
    home = provision_of(LIST)
    assert entity_list.fits(element(LIST, table(HEAD, "")), home)
    assert not entity_list.fits(element(LIST, table(HEAD, "")), provision_of(LIST, 22))
    assert not entity_list.fits(element(LIST, other), home)
    assert not entity_list.fits(element(LIST, "<P>Nothing.</P>"), home)
    found = read_list(table(HEAD, row("FRANCE", "Acme SA", ALL, DENIAL, "76 FR 1.")) + other)
    assert found["table 1, FRANCE [Columns]"].text == "X"


def test_every_word_of_a_list_is_kept_in_order() -> None:
    rows = row("", "Acme SA<br/>1 Rue X", ALL, DENIAL, "76 FR 1.") + row(
        "", "Beta", ALL, DENIAL, "77 FR 1.", "stray"
    )
    assert list(
        entities(
            read(
                entity_list.build, LIST, f"<P>Intro.</P>{table(HEAD, rows)} loose <HD1>End\n</HD1>"
            )
        )
    ) == ["Acme SA", "Beta"]

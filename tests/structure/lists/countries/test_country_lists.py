"""Country Groups and the Country Chart in the shapes that are served.

The countries are invented.
"""

from __future__ import annotations

import pytest

from tests.structure.supplements import element, read, row, table
from tracker.model import Node
from tracker.names import provision_of
from tracker.structure.lists import countries

GROUPS = "Supplement No. 1 to Part 740"
CHART = "Supplement No. 1 to Part 738"
D_HEAD = row(
    "Country",
    "[D: 1]<br/>National<br/>Security",
    "[D: 2]<br/>Nuclear",
    "[D: 5]<br/>Embargoed<sup>1</sup>\n",
    tag="TH",
)


def groups(body: str) -> dict[str, Node]:
    return {
        unit.address.removeprefix("15 CFR 740 Supp. 1, "): unit
        for unit in read(countries.build, GROUPS, body).values()
    }


def of_kind(found: dict[str, Node], kind: str) -> dict[str, str]:
    return {name: unit.text for name, unit in found.items() if unit.kind == kind}


def test_each_mark_is_a_cell_named_by_country_and_column() -> None:
    body = row("Ruritania", "X", "", "X\n") + row("Syldavia<sup>4</sup>", "\n", "X").replace(
        "</TR>", "<TD/></TR>"
    )
    found = groups(table(D_HEAD, body, "Country Group D"))
    assert of_kind(found, "cell") == {
        "Ruritania [D:1]": "X",
        "Ruritania [D:5]": "X",
        "Syldavia [D:2]": "X",
    }
    assert of_kind(found, "row") == {"Ruritania [D]": "Ruritania", "Syldavia [D]": "Syldavia 4"}
    assert [child.address[-6:] for child in found["Ruritania [D]"].children] == [" [D:1]", " [D:5]"]


def test_captions_and_header_cells_are_headings() -> None:
    found = groups(table(D_HEAD, row("Ruritania", "X", "", ""), "Country Group D <sup>1</sup>"))
    assert found["Country Group D"].text == "Country Group D 1"
    assert found["Country Group D [D:5] heading"].text == "[D: 5] Embargoed 1"


def test_group_b_is_a_list_of_cells_and_group_c_a_heading() -> None:
    root = element(
        GROUPS,
        "<HD1>Country Group B—Countries\n</HD1>\n<SCOL2>\n<LI>Bordavia</LI>\n<LI>Ruritania"
        " <SU>2</SU></LI>\n<LI>The Isles\n</LI></SCOL2>\n<HD1>Country Group C [Reserved]\n</HD1>",
    )
    tree = countries.build(root, provision_of(GROUPS))
    found = {unit.address.removeprefix("15 CFR 740 Supp. 1, "): unit for unit in tree.walk()}
    assert of_kind(found, "cell") == {
        "Bordavia [B]": "X",
        "Ruritania [B]": "X 2",
        "The Isles [B]": "X",
    }
    assert found["Country Group C"].text == "Country Group C [Reserved]"
    assert found["Ruritania [B]"].label == "Ruritania"


def test_a_footnote_may_run_over_several_rows() -> None:
    foot = "".join(
        f'<TR><TD colspan="4">{text}\n</TD></TR>'
        for text in (
            "<sup>1</sup> The Treasury administers:",
            "(a) An embargo; and",
            "(b) More.",
            "<sup>2</sup> None.",
        )
    )
    found = groups(
        table(D_HEAD, row("Ruritania", "X", "", ""), "Country Group E <sup>1</sup>", foot)
    )
    assert of_kind(found, "footnote") == {
        "Country Group E footnote 1": "The Treasury administers: (a) An embargo; and (b) More.",
        "Country Group E footnote 2": "None.",
    }


def test_a_country_twice_in_a_group_is_a_twin_and_each_group_keeps_its_spelling() -> None:
    found = groups(table(D_HEAD, row("Ruritania", "X", "", "") + row("Ruritania", "X", "", "")))
    assert list(of_kind(found, "cell")) == ["Ruritania [D:1]", "Ruritania [D:1]~2"]


@pytest.mark.parametrize("label", ["[D:1]", "[D: 1]", "[ D:1 ]", "D:1", "[D:1]<br/>Words"])
def test_group_labels_are_read_alike(label: str) -> None:
    found = groups(table(row("Country", label, tag="TH"), row("Ruritania", "X")))
    assert list(of_kind(found, "cell")) == ["Ruritania [D:1]"]


def test_the_chart_names_its_columns_by_the_lowest_header() -> None:
    top = row("Countries", "National<br></br>security", "Missile tech", tag="TH").replace(
        "<TH ", '<TH rowspan="2" ', 1
    )
    top = top.replace(
        '<TH class="left border-right-single">National', '<TH colspan="2" class="x">National'
    )
    found = read(
        countries.build,
        CHART,
        table(
            top + row("NS 1", "NS 2", "MT 1", tag="TH"),
            row("Ruritania <sup>2</sup> <sup>3</sup>", "X", "", "X"),
            "[Reason for control]",
        ),
    )
    assert of_kind(found, "cell") == {"Ruritania [NS 1]": "X", "Ruritania [MT 1]": "X"}
    assert found["Ruritania"].text == "Ruritania 2 3"
    assert found["table 1 [National security] heading"].text == "National security"


def test_cells_that_span_and_cells_beyond_the_header_keep_their_place() -> None:
    spanning = row("Ruritania", "see note", "X").replace(
        '<TD class="left border-right-single">see', '<TD colspan="2">see'
    )
    found = groups(table(D_HEAD, spanning + row("Syldavia", "X", "", "", "beyond")))
    assert of_kind(found, "cell") == {
        "Ruritania [D:1]": "see note",
        "Ruritania [D:5]": "X",
        "Syldavia [D:1]": "X",
        "Syldavia [column 5]": "beyond",
    }


def test_only_tables_of_countries_fit() -> None:
    home = provision_of(GROUPS)
    other = table(row("Item", "Value", tag="TH"), row("a", "b"))
    assert countries.fits(element(GROUPS, table(D_HEAD, "")), home)
    assert not countries.fits(element(GROUPS, table(D_HEAD, "")), provision_of(GROUPS, 22))
    assert not countries.fits(element(GROUPS, other), home)
    assert not countries.fits(element(GROUPS, "<P>Nothing.</P>"), home)

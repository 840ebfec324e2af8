"""Laws of the lists on generated text.

Whatever lines come in whatever order, no word is lost, doubled or out of place.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.structure.supplements import check, element, printed, row, squeezed, table
from tracker.names import provision_of
from tracker.structure.lists import ccl, countries, entity_list

CCL, LIST, GROUPS = (
    "Supplement No. 1 to Part 774",
    "Supplement No. 4 to Part 744",
    "Supplement No. 1 to Part 740",
)

WORDS = st.sampled_from(
    [
        "bells",
        "or",
        "whistles; and",
        "[Reserved]",
        "“tin”",
        "12.7 mm",
        "See § 742.6.",
        "N/A",
        "a",
        "b.1",
    ]
)
LEVELS = st.lists(st.sampled_from(["a", "b", "1", "2", "c", "10"]), min_size=1, max_size=5).map(
    ".".join
)
ECCNS = st.sampled_from(["3A777", "3A778", "5E779"])
HEADS = st.one_of(
    st.sampled_from(
        [
            "Note:",
            "Note 1:",
            "N.B.:",
            "Technical Notes:",
            "2.",
            "License Requirement Note:",
            "Note to paragraph .a:",
            "",
        ]
    ),
    st.builds("Note {} to {}.{}:".format, st.integers(1, 3), ECCNS, LEVELS),
)
TITLES = [
    "License Requirements",
    "Special Conditions for STA",
    "List of Items Controlled",
    "Whatever",
]
CONTROLS = row("Control(s)", "Country Chart", tag="TH")
LINES = st.one_of(
    st.builds("<FP-2><B>{} {}</B>\n</FP-2>".format, ECCNS, WORDS),
    st.builds("<P>{}. {}</P>".format, LEVELS, WORDS),
    st.builds("<P>{}</P>".format, WORDS),
    st.builds(
        "<FP-1><I>{}</I> {}\n</FP-1>".format,
        st.sampled_from(["LVS:", "Related Controls:", "Items:", "Odd Label:"]),
        WORDS,
    ),
    st.builds(
        '<FP-1><E T="04">{}</E>\n</FP-1>'.format,
        st.sampled_from(["License Requirements", "Special Conditions for STA", "Whatever"]),
    ),
    st.builds(
        "<HD1>{}\n</HD1>".format,
        st.sampled_from(
            ["Category 3—Bells", "A. “End Items”", "List of Items Controlled", "Part 2—Odd"]
        ),
    ),
    st.builds("<NOTE>\n<HED><I>{}</I></HED>\n<P><I>{}</I></P></NOTE>".format, HEADS, WORDS),
    st.builds("<P>({}) {}</P>".format, st.sampled_from(["a", "1", "ii"]), WORDS),
    st.builds(" {} ".format, WORDS),
    st.builds(
        lambda key, text: table(CONTROLS, row(f"NS applies to {key}", text)),
        st.sampled_from(["all", "a"]),
        WORDS,
    ),
    st.builds("<FTNT><P><SU>1</SU> {}</P></FTNT>".format, WORDS),
    st.just('<XREF ID="1">Link to an amendment published at 91 FR 1, July 23, 2026.</XREF>'),
)


@given(st.lists(LINES, max_size=25))
def test_no_word_of_a_control_list_is_lost_or_out_of_order(lines: list[str]) -> None:
    root = element(CCL, "\n".join(lines))
    check(root, ccl.build(root, provision_of(CCL)))


ALIASES = 'Acme SA, a.k.a., one alias:<br/>—A.; <E T="03">and</E><br/>'
CELLS = st.sampled_from(
    ["", " ", "\u00a0", "FRANCE", "Acme SA", ALIASES, "All <sup>1</sup>", "76 FR 1."]
)
MARKS = st.sampled_from(["", "\n", "X", "X\n", "Ruritania", "Syldavia<sup>2</sup>"])


@given(st.lists(st.lists(CELLS, min_size=1, max_size=11), max_size=12))
def test_no_word_of_an_entity_list_is_lost_and_countries_are_in_addresses(
    rows: list[list[str]],
) -> None:
    head = row(
        "Country", "Entity", "License requirement", "License review policy", "Citation", tag="TH"
    )
    root = element(LIST, table(head, "".join(row(*cells) for cells in rows)))
    tree = entity_list.build(root, provision_of(LIST))
    addresses = [unit.address for unit in tree.walk()]
    assert len(set(addresses)) == len(addresses)
    kept = squeezed("".join(printed(tree)) + "".join(addresses))
    assert all(squeezed("".join(cell.itertext()))[:9] in kept for cell in root.iter("TD"))


@given(st.lists(st.lists(MARKS, min_size=1, max_size=5), max_size=12))
def test_no_word_of_a_country_table_is_lost_or_out_of_order(rows: list[list[str]]) -> None:
    head = row("Country", "[D: 1]<br/>Security", "[D:2]", "[D: 3]", tag="TH")
    root = element(GROUPS, table(head, "".join(row(*cells) for cells in rows), "Country Group D"))
    check(root, countries.build(root, provision_of(GROUPS)))

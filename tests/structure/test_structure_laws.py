"""Laws of structure on random documents in the real shapes.

Nothing lost, addresses sound, serialisation irrelevant.
"""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.structure.sections import check_addresses, held, printed, squeezed
from tracker.markup import Element, parse_xml
from tracker.structure import parse_file, parse_root

LABELS = (
    "(a)",
    "(b)",
    "(c)",
    "(h)",
    "(i)",
    "(j)",
    "(1)",
    "(2)",
    "(3)",
    "(ii)",
    "(iii)",
    "(v)",
    "(A)",
    "(B)",
    "(<I>1</I>)",
    "(<I>i</I>)",
    "(aa)",
    "(a-1)",
)
LABELS += ("(a) through (c) [Reserved]", "1.", "a.", "A.", "II.", "“(a)", "(in)", "()", "")
WORDS = (
    "Scope.",
    "of this section",
    "—",
    "see (b)(1)",
    "means",
    "[Reserved]",
    "“Term”",
    "µ\n<SU>2</SU>;",
    "know\n<SU>1</SU>\n<FTREF/> that",
    "A &amp; B",
)
WORDS += (
    "<I>Title.</I>",
    "<I>Title</I>—",
    "following:",
    "and; or",
    "\u200b",
    "x<br/>y",
    '<E T="04">Federal Register,</E>',
    '<img src="/graphics/a.gif"/>',
)
HEADS = (
    "Note:",
    "Note 1 to paragraph (<E T='01'>a</E>)(1):",
    "N.B.",
    "Example 1.",
    "Note to § 1.1:",
    "Odd",
)
NAMES = (
    "1.1",
    "744.23",
    "744.12-744.14",
    "Supplement No. 4 to Part 744",
    "Supplement No. 1 to Part 740",
    "Appendix I to Part 200",
    "Appendix A",
    "§ 2.2",
    "60-1.3",
    "1.401(a)(9)-1",
    "744.12—744.14",
    "Appendixes A and B to Part 20",
)

words = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
paragraphs = st.builds(
    lambda tag, labels, text: f"<{tag}>{''.join(labels)} {text}</{tag}>",
    st.sampled_from(("P", "P", "P", "P", "FP", "FP-1", "LI", "HD1", "HD2")),
    st.lists(st.sampled_from(LABELS), max_size=3),
    words,
)
notes = st.builds(
    lambda head, body: f"<NOTE>\n<HED>{head}</HED>{''.join(body)}</NOTE>",
    st.sampled_from(HEADS),
    st.lists(paragraphs, max_size=3),
)
footnotes = st.builds(
    lambda mark, text: f"<FTNT><P><SU>{mark}</SU> {text}</P></FTNT>",
    st.sampled_from(("1", "2 3", "*")),
    words,
)
cells = st.builds(
    lambda tag, spans, text: f"<{tag}{spans}>{text}</{tag}>",
    st.sampled_from(("TD", "TD", "TH")),
    st.sampled_from(("", "", ' colspan="2"', ' rowspan="2"')),
    words,
)
rows = st.lists(
    st.lists(cells, max_size=4).map(lambda row: f"<TR>{''.join(row)}</TR>"), max_size=4
).map("\n".join)
tables = st.builds(
    lambda caption, head, body, foot: (
        f'<DIV width="100%"><DIV class="gpotbl_div"><TABLE><CAPTION><P>{caption}</P></CAPTION>'
        f"<THEAD>{head}</THEAD><TBODY>{body}</TBODY><TFOOT>{foot}</TFOOT></TABLE></DIV></DIV>"
    ),
    words,
    rows,
    rows,
    rows,
)
margins = st.sampled_from(
    (
        "<CITA TYPE='N'>[1 FR 1]</CITA>",
        "<XREF ID='1'>Link to an amendment published at 91 FR 1.</XREF>",
        "<EDNOTE><HED>Editorial Note:</HED><PSPACE>Text.</PSPACE></EDNOTE>",
        "<EFFDNOT><HED>Effective Date Note:</HED><PSPACE>Stayed.</PSPACE></EFFDNOT>",
        "stray words",
        "\u200b",
        "<UNKNOWN>odd <I>words</I></UNKNOWN>",
        "<MATH><img src='b.gif'/></MATH>",
    )
)
blocks = st.one_of(paragraphs, paragraphs, paragraphs, notes, footnotes, tables, margins)
extracts = st.lists(blocks, max_size=4).map(lambda inside: f"<EXTRACT>{''.join(inside)}</EXTRACT>")
provisions = st.builds(
    lambda tag, name, heading, inside: (
        f'<{tag} N="{name}" TYPE="X" VOLUME="1">\n<HEAD>{heading}</HEAD>\n'
        + "\n".join(inside)
        + f"\n</{tag}>"
    ),
    st.sampled_from(("DIV8", "DIV9")),
    st.sampled_from(NAMES),
    st.sampled_from(("§ 1.1 Definitions.", "§ 1.1 Sample.", "Supplement—List")),
    st.lists(st.one_of(blocks, extracts), max_size=14),
)


def _all_words(provision: str) -> str:
    return squeezed("".join(etree.fromstring(provision).itertext()))


files = st.lists(
    provisions, min_size=1, max_size=3, unique_by=_all_words
).map(  # one served twice alike is told once
    lambda inside: f'<DIV5 N="1" TYPE="PART"><HEAD>PART 1</HEAD>{"".join(inside)}</DIV5>'
)


@given(files)
def test_every_text_lands_in_one_unit_in_order_under_an_address_of_its_own(text: str) -> None:
    root = parse_xml(text.encode(), "sample")
    nodes = parse_root(root, "sample")

    assert held(nodes) == printed(root)
    check_addresses(nodes)
    assert all(unit.text == " ".join(unit.text.split()) for top in nodes for unit in top.walk())


@given(files, st.integers(0, 1_000))
def test_shuffled_attributes_and_other_serialisations_change_nothing(text: str, seed: int) -> None:
    random = Random(seed)
    root = parse_xml(text.encode(), "sample")
    before = parse_root(root, "sample")
    for element in root.iter():
        _shuffle(element, random)

    for encoding in ("us-ascii", "utf-8", "utf-16"):
        data = etree.tostring(root, encoding=encoding, xml_declaration=True).replace(
            b"<br/>", b"<br></br>"
        )
        assert parse_file(data, "sample") == before


def _shuffle(element: Element, random: Random) -> None:
    pairs = list(element.attrib.items())
    random.shuffle(pairs)
    element.attrib.clear()
    element.attrib.update(dict(pairs))
    if element.tag.startswith("DIV") and random.random() < 0.5:
        element.attrib.pop("VOLUME", None)
        element.set("hierarchy_metadata", '{"path":"/on/X/title-15/part-1"}')

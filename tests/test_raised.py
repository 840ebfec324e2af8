"""Powers read as one, however they are set; figures with a footnote are no powers.

Chemistry and fractions keep their print.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from tracker import footmarks, raised
from tracker.compare import compare
from tracker.diff.noise import noise_of
from tracker.markup import coded_child, marked_text, parse_xml, text_of


def read(inside: str, tag: str = "P") -> str:
    return text_of(parse_xml(f"<{tag}>{inside}</{tag}>".encode(), "invented"))


@pytest.mark.parametrize(
    "power",
    [
        *(
            "10<sup>26</sup>",
            "10 <sup>26</sup>",
            "10\n<SU>26</SU>",
            "10<SU>26</SU>",
            "10<SUP>26</SUP>",
        ),
        *(
            '10<E T="51">26</E>',
            '10 <E T="51">26</E>',
            '10<E T="53">26</E>',
            '10<E T="0731">26</E>',
        ),
        *(
            "10<SU>\n26\n</SU>",
            '<I>10</I><E T="51">26</E>',
            "<I>10<SU>26</SU></I>",
            "10²⁶",
            "10^26",
        ),
        *('10<E T="51"><E T="52">26</E></E>', "10^<sup>26</sup>", "10<SU>(26)</SU>"),
    ],
)
@pytest.mark.parametrize("tag", ["P", "TD", "HEAD", "CAPTION"])
def test_a_power_reads_as_one_word_however_it_is_set(power: str, tag: str) -> None:
    assert read(f"more than {power} operations", tag) == "more than 10^26 operations"


@pytest.mark.parametrize(
    "power",
    [
        "10<sup>-4</sup>",
        '10<E T="51">−4</E>',
        "10<SU>–4</SU>",
        "10\n<SU>‒ 4</SU>",
        "10−<SU>4</SU>",
        "10<SU>−</SU><SU>4</SU>",
        "10⁻⁴",
    ],
)
def test_a_negative_exponent_has_a_plain_minus(power: str) -> None:
    assert read(f"less than {power} Pa") == "less than 10^-4 Pa"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("2<sup>24</sup> bytes", "2^24 bytes"),
        ("a quantization of 2\n<SU>n</SU> levels", "a quantization of 2^n levels"),
        ("7 × 10\n<SU>6</SU> N/m\n<SU>2</SU>; and", "7 × 10^6 N/m^2; and"),
        ("5 × 10<sup>1</sup> Gy", "5 × 10^1 Gy"),
        ("0.15 grams/cm<SU>3</SU>", "0.15 grams/cm^3"),
        ("an area of 1 m\n<SU>2</SU>, or 12 in<sup>2</sup>", "an area of 1 m^2, or 12 in^2"),
        ("9.8 m/s<sup>2</sup>", "9.8 m/s^2"),
        ('kg N<E T="51">−1</E> h<E T="51">−1</E> or', "kg N^-1 h^-1 or"),
        ('±√(<I>a</I><E T="53">2</E>+<I>(b</I>*<I>d)</I><SU>2</SU>)', "±√(a^2+(b*d)^2)"),
        ("W/(mm•mrad)\n<SU>2</SU>;", "W/(mm•mrad)^2;"),
        ("(output power)/BPP\n<SU>2</SU>.", "(output power)/BPP^2."),
        ("volume at the draft)\n<SU>2</SU> /\n<SU>3</SU>.", "volume at the draft)^2/3."),
        ('volume at the draft)<E T="53">2/3</E>.', "volume at the draft)^2/3."),
        ('1.7 × 10<SU>3</SU>V <E T="51">2.65</E>Q.', "1.7 × 10^3V^2.65Q."),
        ("σ<sup>2</sup>", "σ^2"),
        (
            "10<sup>3</sup>–10<sup>5</sup> and 10<sup>-3</sup>-10<sup>-5</sup>",
            "10^3–10^5 and 10^-3-10^-5",
        ),
        ("1:10<sup>6</sup> and cells/10<sup>6</sup>", "1:10^6 and cells/10^6"),
        ("(>10<sup>6</sup>)", "(>10^6)"),
        ("10<SU>26,</SU> and", "10^26, and"),
        ('Ca<E T="51">2+</E> ions', "Ca^2+ ions"),
        ("10<SU>26</SU><SU>1</SU><FTREF/> of", "10^26 1 of"),
    ],
)
def test_powers_of_other_bases_units_and_formulas_are_powers_too(inside: str, text: str) -> None:
    assert read(inside) == text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("in 1995<sup>1</sup>", "in 1995 1"),
        ("300<SU>1</SU>\n<FTREF/>.", "300 1."),
        ("10<SU>2</SU><FTREF/> items", "10 2 items"),
        ("Table 10<sup>2</sup> says", "Table 10 2 says"),
        ("May 10<sup>2</sup>", "May 10 2"),
        ("$10<sup>2</sup>", "$10 2"),
        ("5.10<sup>2</sup>", "5.10 2"),
        ("§ 734.10<sup>2</sup>", "§ 734.10 2"),
        ("10<sup>1</sup>", "10 1"),
        ("1,010<sup>2</sup>", "1,010 2"),
        ("3/10<sup>2</sup>", "3/10 2"),
        ("Group A:5<sup>2</sup>", "Group A:5 2"),
        ("5-10<sup>2</sup>", "5-10 2"),
        ("the rate<SU>see note 2</SU> is", "the rate see note 2 is"),
        ("(b)<sup>2</sup>", "(b) 2"),
        ("import/export<sup>2</sup>", "import/export 2"),
        ("Group A <sup>2</sup>", "Group A 2"),
        ("paragraph 5<sup>2</sup>", "paragraph 5 2"),
        ("Dictionary,<SU>7</SU>to ensure", "Dictionary, 7 to ensure"),
        ("a law of the<SU>a</SU> State", "a law of the a State"),
        ("five of them<SU>*</SU><FTREF/>that", "five of them* that"),
        ("<SU>1</SU>The Bureau", "1 The Bureau"),
        ("<SU>43</SU>H. Smith", "43 H. Smith"),
    ],
)
def test_a_footnote_mark_behind_a_figure_or_word_is_no_power(inside: str, text: str) -> None:
    assert read(inside) == text
    assert footmarks.marks_in(marked_text(parse_xml(f"<P>{inside}</P>".encode(), "invented")))


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('the i<E T="51">th</E> sample of CO<E T="52">2</E>', "the ith sample of CO2"),
        ('20 log<E T="52">10</E> F', "20 log10 F"),
        ("on the 1<sup>st</sup> and 2\n<SU>nd</SU> day", "on the 1st and 2nd day"),
        ("enriched <SU>235</SU>U and <sup>3</sup>He", "enriched 235U and 3He"),
        ('5<SU>1</SU>/<E T="52">2</E> inches', "5 1/2 inches"),
        ('a <SU>1</SU>/<E T="52">2</E> inch pipe', "a 1/2 inch pipe"),
        ("5<FR>1/2</FR> inches", "5 1/2 inches"),
        ("5<sup>1/2</sup> inches", "5 1/2 inches"),
        ('SO<E T="0735">2</E> and NO<E T="54">x</E>', "SO2 and NOx"),
        ("Acme<SU>TM</SU> bells", "AcmeTM bells"),
        ("a<SU/> b<sup> </sup>c", "a b c"),
    ],
)
def test_words_set_small_keep_their_print(inside: str, text: str) -> None:
    assert read(inside) == text
    assert not footmarks.marks_in(marked_text(parse_xml(f"<P>{inside}</P>".encode(), "invented")))


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("a rate of 1x10<SU>6</SU> or more", "a rate of 1x10^6 or more"),
        ("1X10<sup>6</sup>", "1X10^6"),
        ("2.5x10\n<SU>-4</SU>", "2.5x10^-4"),
        ("2.5x10-<SU>4</SU>", "2.5x10^-4"),
        ("1×10<sup>6</sup>", "1×10^6"),
        ("Cells (x10<sup>6</sup>)", "Cells (x10^6)"),
        ("Orifice area, in.<sup>2</sup>", "Orifice area, in.^2"),
        ("4–6½ in<sup>2</sup> per mi<sup>2</sup>", "4–6½ in^2 per mi^2"),
        ("6 in<sup>2</sup>", "6 in^2"),
        ("6-in.<sup>2</sup>", "6-in.^2"),
        ('5 mi<E T="51">2</E>', "5 mi^2"),
        ("Pressure (lb/in<SU>2</SU>)", "Pressure (lb/in^2)"),
        ("40 ft<sup>3</sup> or 2 yd<sup>3</sup>", "40 ft^3 or 2 yd^3"),
        ("5 km<sup>2</sup>", "5 km^2"),
        ("12 feet<sup>3</sup>", "12 feet^3"),
        ("9.8 m/s<sup>2</sup>", "9.8 m/s^2"),
    ],
)
def test_close_products_and_lengths_that_are_words_have_powers_in_cells_too(
    inside: str, text: str
) -> None:
    assert read(inside, "TD") == text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("8x10<sup>1</sup>", "8x10 1"),
        ("a box10<sup>6</sup>", "a box10 6"),
        ("Built in<sup>2</sup>", "Built in 2"),
        ("by foot<sup>2</sup>", "by foot 2"),
        ("10 kg<sup>2</sup>", "10 kg 2"),
    ],
)
def test_in_a_cell_a_figure_behind_other_words_is_a_mark(inside: str, text: str) -> None:
    assert read(inside, "TD") == text


def test_a_figure_on_a_length_is_the_mark_of_the_footnote_below_its_table() -> None:
    table = parse_xml(
        b"<TABLE><TR><TD>6 in<sup>2</sup></TD></TR><TFOOT><TR><TD><sup>2</sup> Or"
        b" less.</TD></TR></TFOOT></TABLE>",
        "invented",
    )
    assert text_of(table[0]) == "6 in 2"


def section(text: str) -> bytes:
    return (
        f'<DIV8 N="744.99" TYPE="SECTION"><HEAD>§ 744.99 Sample.</HEAD><P>(a) A rate of {text} or'
        " more.</P></DIV8>".encode()
    )


def test_a_power_respelled_is_no_difference() -> None:
    forms = (
        "10<sup>26</sup>",
        "10\n<SU>26</SU>",
        '10<E T="51">26</E>',
        '10 <E T="0731">26</E>',
        "10²⁶",
        "10^26",
    )
    for before, after in combinations(forms, 2):
        assert compare(section(before), section(after), "old", "new").changes == (), (before, after)


@pytest.mark.parametrize(
    "flat", ["1026", "10 26", "10<sup>25</sup>", "10<sup>-26</sup>", '10<E T="52">26</E>']
)
def test_a_power_that_becomes_another_number_is_a_change_of_substance(flat: str) -> None:
    for before, after in (("10<sup>26</sup>", flat), (flat, "10<sup>26</sup>")):
        (change,) = compare(section(before), section(after), "old", "new").changes
        assert (change.kind, change.noise) == ("amended", None)


@pytest.mark.parametrize(
    ("before", "after"),
    [("10^26 W", "1026 W"), ("10^26 W", "10 26 W"), ("10² W", "102 W"), ("10^-4 Pa", "10^4 Pa")],
)
def test_no_noise_makes_a_power_another_number(before: str, after: str) -> None:
    assert noise_of(before, after, "item") is None


def test_what_stands_before_a_raised_figure_may_lie_in_another_element() -> None:
    paragraph = parse_xml(b"<P>10<SU>26</SU></P>", "invented")

    assert footmarks.as_printed(raised.decoded("10" + coded_child(paragraph[0]))) == "10^26"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ruritania*", ("", "Ruritania", "*")),
        ("† Acme Ltd. ‡", ("†", "Acme Ltd.", "‡")),
        ("Iran §§", ("", "Iran", "§§")),
        ("§ 744.1", ("", "§ 744.1", "")),
        ("Chad (*)", ("", "Chad", "(*)")),
        ("* * *", ("", "* * *", "")),
        ("On * * *", ("", "On * * *", "")),
        ("", ("", "", "")),
    ],
)
def test_stars_and_daggers_at_the_edges_of_a_name_are_marks(
    text: str, parts: tuple[str, str, str]
) -> None:
    assert footmarks.edges(text) == parts


def test_text_without_its_marks_keeps_its_length_where_they_are_blanked() -> None:
    marked = raised.decoded("Widget\x011\x03 means* (\x012\x03) one")

    assert footmarks.as_printed(marked) == "Widget 1 means* (2) one"
    assert footmarks.without_marks(marked) == "Widget means* () one"
    assert footmarks.blanked(marked) == "Widget   means  ( ) one"

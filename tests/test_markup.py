from __future__ import annotations

import pytest

from tracker.markup import parse_xml, text_of


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('Tera (10<E T="53">12</E>) steps', "Tera (10^12) steps"),
        ('<I>Tera (10</I><E T="53">12</E><I>) steps</I>', "Tera (10^12) steps"),
        ("Tera (10\n<SU>12</SU>) steps", "Tera (10^12) steps"),
        ('the i<E T="51">th</E> sample of CO<E T="52">2</E>', "the ith sample of CO2"),
        ('20 log<E T="52">10</E> F', "20 log10 F"),
    ],
)
def test_an_exponent_never_melts_into_the_number_before_it(inside: str, text: str) -> None:
    assert text_of(parse_xml(f"<P>{inside}</P>".encode(), "invented")) == text

"""Which differences are the same words to a lawyer, and which never are."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.strategies import any_text
from tracker.diff.noise import noise_of, noise_of_label


@pytest.mark.parametrize(
    ("before", "after", "unit", "noise"),
    [
        ("two  spaces", "two spaces", "paragraph", "whitespace"),
        ("see §744.11 of", "see § 744.11 of", "paragraph", "whitespace"),
        ("of 350mm or 1883K", "of 350 mm or 1883 K", "item", "whitespace"),
        ("zero\u200b width", "zero width", "paragraph", "whitespace"),
        ("zero\u200bwidth", "zero width", "paragraph", "whitespace"),
        ("soft\u00adhyphen", "softhyphen", "paragraph", "whitespace"),
        ("1954–1958 Comp.", "1954-1958 Comp.", "note", "typography"),
        ("re‑export", "re-export", "paragraph", "typography"),
        ("“item” isn’t", '"item" isn\'t', "paragraph", "typography"),
        ("ﬁrst", "first", "paragraph", "typography"),
        ("Cafe\u0301", "Café", "entity", "typography"),
        (
            "Supplement No. 4 to Part 744 - Entity List",
            "Supplement No. 4 to Part 744—Entity List",
            "heading",
            "heading-style",
        ),
        ("Records.", "Records", "heading", "punctuation"),
        ("ENTITY LIST", "Entity List", "heading", "capitals"),
        ("ENTITY LIST", "Entity List", "paragraph", "capitals"),
        ("a ‘limit’ of 4800 or more", "A ‘limit’ of 4800 or more", "item", "capitals"),
        ("see Supp. No. 1 to Part 738", "See supp. no. 1 to part 738", "field", "capitals"),
        ("the Governmentwide list", "the governmentWide list", "paragraph", "capitals"),
        ("450 Mpa", "450 MPa", "item", "capitals"),
        ("5 KHZ", "5 kHz", "item", "capitals"),
        ("The end.", "The end", "paragraph", "punctuation"),
        ("“The end.”", "“The end”", "paragraph", "punctuation"),
        (
            "for the “making”, or “use”, of it",
            "for the “making,” or “use,” of it",
            "entry",
            "punctuation",
        ),
        ("of ‘controlled materials.’", "of 'controlled materials'.", "item", "punctuation"),
        (
            "All items. | Denial. | 76 FR 71869",
            "All items | Denial | 76 FR 71869",
            "entity",
            "punctuation",
        ),
        ("The END.", "the end", "note", "capitals"),
        ("Exeya Co., Limited", "EXEYA CO., LIMITED", "entity", "capitals"),
        (
            "Acme GmbH de la Mare | For all items.",
            "ACME GMBH DE LA MARE | For all items.",
            "entity",
            "capitals",
        ),
        ("print equipment, n.e.s. (see", "PRINT EQUIPMENT, N.E.S. (see", "entry", "capitals"),
        (
            "Policy of denial, see § 746.8(b) of the part",
            "POLICY OF DENIAL, SEE § 746.8(B) OF THE PART",
            "entity",
            "capitals",
        ),
        (
            "§ 1.1 Rules governing DoD components.",
            "§ 1.1 RULES GOVERNING DOD COMPONENTS.",
            "heading",
            "capitals",
        ),
        ("Fibers of 4 m length or more", "FIBERS OF 4 M LENGTH OR MORE", "entry", "capitals"),
        ("… made in the U.S.", "… made in the U.S", "item", "punctuation"),
        ("Acme S.A. | For all items.", "Acme S.A | For all items.", "entity", "punctuation"),
        ("§ 744.1 The rule", "§ 744.1. The rule", "heading", "heading-style"),
        ("Acme Co., Ltd. of Norland", "ACME CO., LTD. of Norland", "note", "capitals"),
        ("Any x-ray tube", "Any X-ray tube", "item", "capitals"),
        ("Tools, e.g., a hammer", "Tools, E.g., a hammer", "item", "capitals"),
        ("§ 63.9 A person who", "§ 63.9 a person who", "heading", "capitals"),
        ("In 2020 A person", "In 2020 a person", "paragraph", "capitals"),
        (
            "It covers nuts It covers bolts.",
            "It covers nuts. It covers bolts.",
            "note",
            "punctuation",
        ),
        ("Area Rule of it More", "Area Rule of it. More", "table", "punctuation"),
        ("3A901.a does not control", "3A901.a. does not control", "item", "punctuation"),
        ("the limit in 4A003.b.;", "the limit in 4A003.b;", "item", "punctuation"),
        ("at 2,300 r.p.m. or more", "at 2,300 rpm or more", "item", "punctuation"),
        ("(C.A.S. 76-06-2)", "(CAS 76-06-2)", "item", "punctuation"),
        ("see Supplement No.1 to", "see Supplement No 1 to", "paragraph", "punctuation"),
        ("less withan accuracy", "less with an accuracy", "item", "whitespace"),
        ("Joy sticks", "Joysticks", "item", "whitespace"),
        ("§ 200.442 Fund raising", "§ 200.442 Fundraising", "heading", "whitespace"),
        ("PART 744 - CONTROL POLICY", "Part 744—Control Policy", "heading", "capitals"),
        ("[RESERVED]", "[Reserved]", "item", "capitals"),
        (
            "Acme | x | 76 FR 71869, 11/21/11.",
            "Acme | x | 76 FR 71869, Nov. 21, 2011",
            "entity",
            "citation",
        ),
        (
            "76 FR 71869, 11/21/11; 77 FR 100, 1/2/12.",
            "76 FR 71869, Nov. 21, 2011. 77 FR 100, January 2, 2012.",
            "entity",
            "citation",
        ),
        ("76 FR 71869, 11/21/11.", "76 FR 71869.", "entity", "citation"),
        ("15 C.F.R. 744.1", "15 CFR 744.1", "paragraph", "citation"),
        ("as sec. 5 says", "as § 5 says", "paragraph", "citation"),
    ],
)
def test_noise_has_its_class(before: str, after: str, unit: str, noise: str) -> None:
    assert noise_of(before, after, unit) == noise  # type: ignore[arg-type]  # parametrised kinds
    assert noise_of(after, before, unit) == noise  # type: ignore[arg-type]  # parametrised kinds


@pytest.mark.parametrize(
    ("before", "after", "unit"),
    [
        ("600 Gbyte/s", "601 Gbyte/s", "item"),
        ("a and b", "a or b", "paragraph"),
        ("shall apply", "shall not apply", "paragraph"),
        ("", "1", "row"),
        ("Acme 1 | x", "Acme 2 | x", "entity"),
        ("Acme | x | 76 FR 71869", "Acme | x | 76 FR 71869. 77 FR 100", "entity"),
        ("76 FR 71869, 11/21/11", "76 FR 71869, Nov. 22, 2011", "entity"),
        ("76 FR 71869", "76 FR 71870", "entity"),
        ("88 FR 73448, 73494", "88 FR 73448, 73495", "note"),
        ("10² W", "102 W", "item"),
        ("10 5 W", "105 W", "item"),
        ("10. 5 W", "10.5 W", "item"),
        ("no table", "notable", "paragraph"),
        ("Power of 5 MW", "Power of 5 mW", "heading"),
        ("re-export", "reexport", "paragraph"),
        ("part 1 2", "part 12", "paragraph"),
        ("“specially designed” item", "specially designed item", "item"),
        ("a 'term'", 'a "term"', "item"),
        ("The end;", "The end.", "item"),
        ("The end,", "The end;", "item"),
        ("The end;", "The end", "item"),
        ("chips, boards and racks", "chips boards and racks", "item"),
        ("the “end”; or", "the “end;” or", "item"),
        ("items. The list", "items The list", "paragraph"),
        ("for “use”, here", "for “use” here", "paragraph"),
        ("a “term” is", "a term is", "definition"),
        ("5 MW", "5 mW", "item"),
        ("450 MPa", "450 mPa", "item"),
        ("4 Gb", "4 GB", "item"),
        ("5 mrad", "5 Mrad", "item"),
        ("5 Nm", "5 nm", "item"),
        ("5 mS", "5 ms", "item"),
        ("5 mS/cm", "5 ms/cm", "item"),
        ("Fibers that emit light of 4 mW", "FIBERS THAT EMIT LIGHT OF 4 MW", "entry"),
        ("see Rule (a) of Part (b)", "see RULE (A) of PART (B)", "paragraph"),
        ("5 mbar", "5 Mbar", "item"),
        ("5 mohm", "5 Mohm", "item"),
        ("items. the list", "items the list", "note"),
        ("of 3A901.a.1", "of 3A901.a1", "item"),
        ("Co and Ni", "CO and Ni", "item"),
        ("paragraph (a) of", "paragraph (A) of", "paragraph"),
        ("paragraph (iii) of", "paragraph (III) of", "paragraph"),
        ("items in Group A may", "items in Group a may", "paragraph"),
        ("items 3 A items", "items 3 a items", "paragraph"),
        ("not able", "notable", "paragraph"),
        ("in direct control", "indirect control", "paragraph"),
        ("any one", "anyone", "paragraph"),
        ("[Reserved]", "Reserved for chips", "item"),
        ("5 µs", "5 ms", "item"),
    ],
)
def test_substance_is_never_noise(before: str, after: str, unit: str) -> None:
    assert noise_of(before, after, unit) is None  # type: ignore[arg-type]  # parametrised kinds
    assert noise_of(after, before, unit) is None  # type: ignore[arg-type]  # parametrised kinds


def test_noise_at_both_ends_of_a_long_text_is_seen() -> None:
    middle = "words " * 400
    assert noise_of(f"start–{middle}end “x”", f'start-{middle}end "x"', "paragraph") == "typography"
    assert noise_of(f"start–{middle}end 5", f"start-{middle}end 6", "paragraph") is None


def test_one_digit_among_noise_is_substance() -> None:
    assert noise_of("“Limit” – 600", '"Limit" - 601', "paragraph") is None


@given(any_text, any_text)
def test_noise_is_the_same_backwards(before: str, after: str) -> None:
    assert noise_of(before, after, "paragraph") == noise_of(after, before, "paragraph")
    assert noise_of(before, after, "heading") == noise_of(after, before, "heading")


@given(any_text, any_text)
def test_noise_never_hides_a_digit(before: str, after: str) -> None:
    if noise_of(before, after, "paragraph") in ("whitespace", "typography"):
        assert [letter for letter in before if letter.isdigit()] == [
            letter for letter in after if letter.isdigit()
        ]


@pytest.mark.parametrize(
    ("before", "after", "noise"),
    [
        ("Technical Note:", "Technical Notes.", "heading-style"),
        ("Note 1 to 3A090.a:", "Note 1 to 3A090.a.", "heading-style"),
        ("Note to paragraph (a):", "NOTE TO PARAGRAPH (a)", "heading-style"),
        ("Note 1 to 3A090.a:", "Note 1 to 3A090.b:", None),
        ("Note 1 to 3A090.a:", "Note 2 to 3A090.a:", None),
        ("Note to “person”:", "Note to person:", None),
        ("NS applies to “software” for 3B901", "NS applies to software for 3B901", None),
        ("NS applies to operation, or repair", "NS applies to operation or repair", None),
        ("NS applies to 3A901.b; parts", "NS applies to 3A901.b, parts", None),
        ("NS applies to 1.5 kW", "NS applies to 1,5 kW", None),
        ("NS applies to a gain ≥ 5", "NS applies to a gain > 5", None),
        ("NS applies to items of 3A901", "NS applies to item of 3A901", None),
        ("Note for −5 °C:", "Note for 5 °C:", None),
    ],
)
def test_labels_forgive_only_what_stands_behind_them_and_the_plural_of_notes(
    before: str, after: str, noise: str | None
) -> None:
    assert noise_of_label(before, after) == noise
    assert noise_of_label(after, before) == noise

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import names
from tracker.errors import AddressError

PRINTED = (
    "15 CFR 744.23",
    "15 CFR 744.23(a)(3)(i)",
    "15 CFR 744.23 heading",
    "15 CFR 744.23 p1",
    "15 CFR 744.23(a) note 1",
    "15 CFR 744.2 footnote 1",
    '15 CFR 772.1 "Knowledge"',
    "15 CFR 748 Supp. 2, (dd)",
    "15 CFR 774 Supp. 1, Category 3 A",
    "15 CFR 774 Supp. 1, 3A090 licence table: RS applies to 3A090.a",
    "15 CFR 774 Supp. 1, 3A090.c technical note 1",
    "15 CFR 744 Supp. 4, CHINA, PEOPLE'S REPUBLIC OF: Acme Ltd.",
    "15 CFR 740 Supp. 1, Cambodia [D:5]",
    "15 CFR 738.2 table 1, 000-099 [Reason for control]",
    "15 CFR 744.12-744.14",
    "2 CFR 200 App. I",
    "26 CFR 1.401(k)-1(a)(2)",
    "26 CFR 1.401(a)(9)-1(b)(2)",
    "26 CFR 1.401(a)(9)",
    "26 CFR 1.401(a)-20 heading",
    "26 CFR 1.72(e)-1T",
    "26 CFR 31.3121(a)(5)(A)-1",
    "26 CFR 5c.44F-1",
    "41 CFR 60-1.3(a)(1)",
    "41 CFR 60-1.3-60-1.5",
    "41 CFR part 60-1 subpart A heading",
    "41 CFR 60-1 App. A, (a)",
    "7 CFR 20 Apps. A and B, (a)(1)",
    "7 CFR 20 Apps. A, B and D",
    "7 CFR 20 Apps. A-C p1",
    "15 CFR 9 Supps. 1 and 2",
    "15 CFR 740 Supp. 1, Antigua and Barbuda [D:5]",
    "15 CFR part 744 authority",
    "FR 2024-02705 p12",
    "https://www.bis.gov/press-release/a-settlement-inc. p3",
)


@pytest.mark.parametrize("text", PRINTED)
def test_a_printed_address_reads_back_as_itself(text: str) -> None:
    assert str(names.parse(text)) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("744.23(a)(3)", "15 CFR 744.23(a)(3)"),
        ("740.2 (a) (9)", "15 CFR 740.2(a)(9)"),
        ("15 CFR 744.23", "15 CFR 744.23"),
        ("15 C.F.R. § 744.23(a)", "15 CFR 744.23(a)"),
        ("§ 744.23", "15 CFR 744.23"),
        ("3a090.A", "15 CFR 774 Supp. 1, 3A090.a"),
        ("744 Supp. 4", "15 CFR 744 Supp. 4"),
        ("744 supp. no. 4", "15 CFR 744 Supp. 4"),
        ("Supplement No. 4 to Part 744", "15 CFR 744 Supp. 4"),
        ("part 744", "15 CFR part 744"),
        ("2 CFR 200 App. I", "2 CFR 200 App. I"),
        ("740 Supp. 1, Cambodia [D:5]", "15 CFR 740 Supp. 1, Cambodia [D:5]"),
        ("744 Supp. 4 heading", "15 CFR 744 Supp. 4 heading"),
        ("3A090 reason for control", "15 CFR 774 Supp. 1, 3A090 reason for control"),
        ("744, Supp. 4", "15 CFR 744 Supp. 4"),
        ("15 CFR part 744, Supplement No. 4", "15 CFR 744 Supp. 4"),
        ("Supplement No. 4 to Part 744—Entity List", "15 CFR 744 Supp. 4"),
        ("ECCN 3A090", "15 CFR 774 Supp. 1, 3A090"),
        ("ECCN 3A090 a.1.", "15 CFR 774 Supp. 1, 3A090.a.1"),
        ("3A090.a.1.", "15 CFR 774 Supp. 1, 3A090.a.1"),
        ("3A090 note 1", "15 CFR 774 Supp. 1, 3A090 note 1"),
        ("772.1 “Knowledge”", '15 CFR 772.1 "Knowledge"'),
        ("41 CFR 60-1.3(a)(1)", "41 CFR 60-1.3(a)(1)"),
        ("41 C.F.R. Section 60-1.3 (a)", "41 CFR 60-1.3(a)"),
        ("Sec. 60-1.3", "15 CFR 60-1.3"),
        ("41 CFR part 60-1", "41 CFR part 60-1"),
        ("41 CFR 60-1", "41 CFR part 60-1"),
        ("15 CFR 744", "15 CFR part 744"),
        ("26 CFR 1.401(a)(9)-1(b)(2)", "26 CFR 1.401(a)(9)-1(b)(2)"),
        ("26 CFR § 1.401 (a)(9)-1 (b)", "26 CFR 1.401(a)(9)-1(b)"),
        ("26 CFR 1.401(a)(9)", "26 CFR 1.401(a)(9)"),
        ("§ 744.23.", "15 CFR 744.23"),
        ("744.12—744.14", "15 CFR 744.12-744.14"),
        ("§§ 744.12 to 744.14", "15 CFR 744.12-744.14"),
        ("744.12 – 744.14", "15 CFR 744.12-744.14"),
        ("41 CFR 60-1.3—60-1.5", "41 CFR 60-1.3-60-1.5"),
        ("Appendix A to Part 20", "15 CFR 20 App. A"),
        ("20 app. a", "15 CFR 20 App. A"),
        ("Appendix A to 7 CFR Part 20", "7 CFR 20 App. A"),
        ("Appendix A to Part 60-1", "15 CFR 60-1 App. A"),
        ("Apps. A and B to part 20", "15 CFR 20 Apps. A and B"),
        ("appendices A, B, and C to Part 20", "15 CFR 20 Apps. A, B and C"),
        ("7 CFR part 20, appendixes A and B, (a)", "7 CFR 20 Apps. A and B, (a)"),
        ("Appendixes A through C to Part 20—Forms", "15 CFR 20 Apps. A-C"),
        ("part 9, Supplement Nos. 1 and 2", "15 CFR 9 Supps. 1 and 2"),
        ("Appendix A to Subpart I of Part 922", "15 CFR 922 Subpart I App. A"),
        ("922 Subpart I App. A", "15 CFR 922 Subpart I App. A"),
        ("Table 1 to Subpart AAAA of Part 60", "15 CFR 60 Subpart AAAA Table. 1"),
        ("Supplement No. 4 to Part 744-Entity List", "15 CFR 744 Supp. 4"),
        ("Supplement No. 4 to Part 744, FRANCE: Acme", "15 CFR 744 Supp. 4, FRANCE: Acme"),
        ("740 supp. 1, Trinidad and Tobago [B]", "15 CFR 740 Supp. 1, Trinidad and Tobago [B]"),
        ("7 CFR 20 Apps. A—C", "7 CFR 20 Apps. A-C"),
        ("7 CFR 20 Apps. A—C p1", "7 CFR 20 Apps. A-C p1"),
        ("7 CFR 20 Apps. A, B—D and E, (a)", "7 CFR 20 Apps. A, B-D and E, (a)"),
        ("40 CFR 60 Apps. A-1—A-8", "40 CFR 60 Apps. A-1-A-8"),
        ("appendices A—C to part 20", "15 CFR 20 Apps. A-C"),
        ("20 App. A—Plums", "15 CFR 20 App. A"),
        ("774 Supp. 1—CCL", "15 CFR 774 Supp. 1"),
        ("Supplement No. 4 to Part 744—3A001 things", "15 CFR 744 Supp. 4"),
        ("26 CFR 1.401(a)(9)—1(b)", "26 CFR 1.401(a)(9)-1(b)"),
        ("41 CFR 60—1.3(a)", "41 CFR 60-1.3(a)"),
        ("41 CFR 60—1 App. A", "41 CFR 60-1 App. A"),
        ("41 CFR part 60—1", "41 CFR part 60-1"),
        ("744 Supp. 7 effective date note 1", "15 CFR 744 Supp. 7 effective date note 1"),
    ],
)
def test_addresses_are_read_as_people_write_them(typed: str, meant: str) -> None:
    assert str(names.read(typed)) == meant


@pytest.mark.parametrize(
    "text", ["", "   ", "nonsense", "Acme SA", "15 CFR", "(a)(1)", "744", "\x00"]
)
def test_what_is_no_citation_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        names.read(text)


@pytest.mark.parametrize(
    ("identifier", "printed"),
    [
        ("744.23", "15 CFR 744.23"),
        ("Supplement No. 4 to Part 744", "15 CFR 744 Supp. 4"),
        ("Supplement Nos. 3-4 to Part 742", "15 CFR 742 Supp. 3-4"),
        ("Supplement No. 6 to Part 748 - Authorities Issuing Certificates", "15 CFR 748 Supp. 6"),
        ("Appendix A to Subpart I of Part 922", "15 CFR 922 Subpart I App. A"),
        ("Appendix A to Chapter XX", "15 CFR chapter XX App. A"),
        ("Schedule I to Part 700", "15 CFR 700 Sched. I"),
        ("Appendix to Part 1180", "15 CFR [Appendix to Part 1180]"),
        ("60-1.3", "15 CFR 60-1.3"),
        ("§ 102-3.10", "15 CFR 102-3.10"),
        ("105–8.170–3", "15 CFR 105-8.170-3"),
        ("1.401(a)(9)-1", "15 CFR 1.401(a)(9)-1"),
        ("1.72(e)–1T", "15 CFR 1.72(e)-1T"),
        ("1.401(a)-1—1.401(a)-5", "15 CFR 1.401(a)-1-1.401(a)-5"),
        ("744.12—744.14", "15 CFR 744.12-744.14"),
        ("§§ 744.12 – 744.14", "15 CFR 744.12-744.14"),
        ("744.12 through 744.14 [Reserved]", "15 CFR 744.12-744.14"),
        ("744.23.", "15 CFR 744.23"),
        ("16A.126-1", "15 CFR 16A.126-1"),
        ("Appendixes A and B to Part 20", "15 CFR 20 Apps. A and B"),
        ("Appendices A, B, and D to Part 20", "15 CFR 20 Apps. A, B and D"),
        ("Appendices A–C to Part 20", "15 CFR 20 Apps. A-C"),
        ("Appendixes A through C to Part 20", "15 CFR 20 Apps. A-C"),
        ("Appendixes A—C to Part 20", "15 CFR 20 Apps. A-C"),
        ("Appendices A — C to Subpart B of Part 20", "15 CFR 20 Subpart B Apps. A-C"),
        ("Appendixes A‑1―A‑8 to Part 60", "15 CFR 60 Apps. A-1-A-8"),
        ("Appendixes I—IV to Part 20", "15 CFR 20 Apps. I-IV"),
        ("Appendix A to Part 60—1", "15 CFR 60-1 App. A"),
        ("1.401(a)(9)—1", "15 CFR 1.401(a)(9)-1"),
        ("60—1.3", "15 CFR 60-1.3"),
        ("Supplements Nos. 1 and 2 to Part 9", "15 CFR 9 Supps. 1 and 2"),
        ("Supplement Nos. 1 & 2 to Part 9", "15 CFR 9 Supps. 1 and 2"),
        ("Annexes I and II to Part 3", "15 CFR 3 Annexes. I and II"),
        ("Tables 1 and 2 to Subpart B of Part 60", "15 CFR 60 Subpart B Tables. 1 and 2"),
        ("Appendix A to Part 60-1", "15 CFR 60-1 App. A"),
        ("SFAR No. 50-2", "15 CFR [SFAR No. 50-2]"),
        (f"1.{'1-' * 40_000}", f"15 CFR [1.{'1-' * 40_000}]"),
    ],
)
def test_identifiers_of_the_ecfr_become_addresses(identifier: str, printed: str) -> None:
    assert str(names.provision_of(identifier)) == printed


def test_every_identifier_of_title_15_round_trips(corpus: Path) -> None:
    listed = json.loads(
        (corpus / "ecfr/api/versions-title-15.2025-07.json").read_text(encoding="utf-8")
    )
    rows = listed["content_versions"] if isinstance(listed, dict) else listed
    printed = [
        str(names.provision_of(identifier)) for identifier in {row["identifier"] for row in rows}
    ]
    assert [str(names.parse(address)) for address in printed] == printed


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("15 CFR 744.23(a)", "744"),
        ("15 CFR 744.12-744.14", "744"),
        ("15 CFR 744 Supp. 4", "744"),
        ("15 CFR 922 Subpart I App. A", "922"),
        ("41 CFR 60-1.3", "60-1"),
        ("41 CFR 60-1.3-60-1.5", "60-1"),
        ("41 CFR 60-1 App. A", "60-1"),
        ("41 CFR part 60-1", "60-1"),
        ("26 CFR 1.401(a)-20", "1"),
        ("26 CFR 16A.126-1", "16A"),
        ("48 CFR 52.204-21", "52"),
        ("15 CFR chapter VII", ""),
    ],
)
def test_the_part_of_an_address_is_known(text: str, part: str) -> None:
    assert names.parse(text).part == part


_numbers = st.integers(1, 9_999).map(str)
_letters = st.sampled_from(("", "", "", "a", "A", "T"))
_parts = st.one_of(
    st.builds("{}{}".format, _numbers, _letters), st.builds("{}-{}".format, _numbers, _numbers)
)
_labels = st.lists(st.sampled_from(("(a)", "(1)", "(iv)", "(A)", "(a-1)", "(12)")), max_size=4).map(
    "".join
)
_suffixes = st.builds(
    "{}-{}{}".format, st.sampled_from(("", "(a)", "(a)(9)", "(b)(5)(C)")), _numbers, _letters
)
_sections = st.builds(
    "{}.{}{}{}".format, _parts, _numbers, _letters, st.one_of(st.just(""), _suffixes)
)
_ranges = st.builds("{}—{}".format, _sections, _sections)
_annex_numbers = st.sampled_from(("A", "B", "I", "IV", "1", "2", "A-1"))
_annex_lists = st.one_of(
    _annex_numbers.map(lambda text: (False, text)),
    st.builds("{} and {}".format, _annex_numbers, _annex_numbers).map(lambda all_: (True, all_)),
    st.builds("{}, {}, and {}".format, _annex_numbers, _annex_numbers, _annex_numbers).map(
        lambda all_: (True, all_)
    ),
    st.sampled_from(((True, "A-C"), (True, "A through C"), (True, "I–III"))),
)
_homes = st.one_of(
    _parts.map("Part {}".format), _parts.map("Subpart B of Part {}".format), st.just("Chapter II")
)
_annexes = st.builds(
    lambda word, many, home: f"{word[many[0]]} {many[1]} to {home}",
    st.sampled_from(
        (
            ("Appendix", "Appendixes"),
            ("Appendix", "Appendices"),
            ("Supplement No.", "Supplement Nos."),
            ("Table", "Tables"),
            ("Annex", "Annexes"),
        )
    ),
    _annex_lists,
    _homes,
)
_units = st.one_of(
    st.just(""),
    _labels,
    st.sampled_from((" heading", " p2", "~2", " note 1", " table 1, Row [Column]")),
)
_annex_units = st.sampled_from(
    ("", " heading", ", (a)(1)", ", A.1.a", ' , "Term"'.replace(" ,", ","), "~2")
)
_printed = st.one_of(
    st.builds(
        lambda title, name, unit: f"{names.provision_of(name, title)}{unit}",
        st.integers(1, 50),
        st.one_of(_sections, _ranges),
        _units,
    ),
    st.builds(
        lambda title, name, unit: f"{names.provision_of(name, title)}{unit}",
        st.integers(1, 50),
        _annexes,
        _annex_units,
    ),
)


@given(_printed)
def test_every_printed_citation_is_parsed_and_read_as_itself(text: str) -> None:
    found = names.parse(text)

    assert str(found) == text
    assert not found.provision.startswith("[")
    assert names.read(text) == found


@given(st.one_of(_sections, _ranges, _annexes), st.integers(1, 50))
def test_an_identifier_typed_by_a_person_means_its_provision(name: str, title: int) -> None:
    assert names.read(name, title) == names.provision_of(name, title)


@given(_sections, _labels)
def test_the_unit_is_cut_off_where_the_number_ends(number: str, unit: str) -> None:
    found = names.read(f"26 CFR § {number}{unit}")

    assert (found.provision, found.unit) == (number, unit)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_clear_error(text: str) -> None:
    said = ""
    try:
        found = str(names.read(text))
    except AddressError as error:
        found, said = "", str(error)
    assert said.startswith("unknown address") if not found else str(names.parse(found)) == found


@given(st.text(max_size=40))
def test_what_parse_accepts_prints_back_unchanged(rest: str) -> None:
    text = f"15 CFR 744.23{rest}"
    try:
        assert str(names.parse(text)) == text
    except AddressError:
        assert rest

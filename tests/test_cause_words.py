"""What causes read in words: names of a change, instructions of a rule, titles of notices; each
rule at its edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.meaning_samples import change, document
from tracker import cause
from tracker.cause import terms
from tracker.cause.naming import Grade, head, naming, subject
from tracker.cause.notices import is_correction, is_notice
from tracker.cause.texts import folded, reading, squeezed

CCL = "15 CFR 774 Supp. 1"
ROWS = "15 CFR 744 Supp. 4"
DAY = date(2031, 3, 10)
FORMULA = "For the reasons stated in the preamble, part 774 is amended as follows:"


def law(*instructions: str, preamble: str = "It says why.") -> str:
    return "\n".join((preamble, FORMULA, *instructions))


def instructed(*instructions: str) -> tuple[str, ...]:
    return reading(law(*instructions), "2031-00007").instructions


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("15 CFR 740 Supp. 1, FRANCE [D:5]", ("France",)),
        ("15 CFR 740 Supp. 1, CHINA, PEOPLE'S REPUBLIC OF [D:5]", ("China",)),
        ("15 CFR 740 Supp. 1, ISLE OF MAN AND SARK [D:5]", ("Isle of Man and Sark",)),
        ("15 CFR 738 Supp. 1, MACAU (CHINA) [NS 1]", ("Macau",)),
        ("15 CFR 740 Supp. 1 note 1", ()),
        ("15 CFR 744 Supp. 4, FRANCE: Acme SA", ("Acme SA", "France")),
        ("15 CFR 744 Supp. 4, FRANCE: Acme SA~2", ("Acme SA", "France")),
        ("15 CFR 744 Supp. 4 note 1", ()),
        ("15 CFR 774 Supp. 1, 3A090.a.1", ("3A090",)),
        ("15 CFR 774 Supp. 1 note 1", ()),
        ("15 CFR 744.23(a)", ("744.23",)),
        ("15 CFR 744.23", ("744.23",)),
        ("15 CFR part 744 heading", ()),
        ("nowhere", ()),
    ],
)
def test_a_change_is_about_the_country_company_entry_or_section_of_its_address(
    address: str, names: tuple[str, ...]
) -> None:
    assert terms.subject(address) == names


@pytest.mark.parametrize(
    ("provision", "place", "home"),
    [
        ("15 CFR 748 Supp. 2", ("supplement no. 2 to part 748",), (terms.REGULATIONS,)),
        ("15 CFR 748 Supp. 7", (), ("Validated End-User", terms.REGULATIONS)),
        ("15 CFR 744 Supp. 4", (), ("Entity List", terms.REGULATIONS)),
        ("15 CFR 744 Supp. 6", (), ("Unverified List", terms.REGULATIONS)),
        ("15 CFR 744 Supp. 7", (), ("Military End-User", terms.REGULATIONS)),
        ("15 CFR 740 Supp. 1", (), ("Country Group", terms.REGULATIONS)),
        ("15 CFR 738 Supp. 1", (), ("Country Chart", terms.REGULATIONS)),
        (CCL, (), ("Commerce Control List", terms.REGULATIONS)),
        ("15 CFR 730.1", (), (terms.REGULATIONS,)),
        ("15 CFR 779.1", (), (terms.REGULATIONS,)),
        ("15 CFR 780.1", (), ()),
        ("15 CFR 729.1", (), ()),
        ("2 CFR 730.1", (), ()),
        ("nowhere", (), ()),
    ],
)
def test_a_provision_is_called_by_its_supplement_its_list_and_its_regulations(
    provision: str, place: tuple[str, ...], home: tuple[str, ...]
) -> None:
    assert (terms.place(provision), terms.home(provision)) == (place, home)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("for 3A090 and 3A090 and 4A090", ("3A090", "4A090")),
        ("for 33A090, 3F090 and 3A09", ()),
        ("a “chip” and a “GPU”", ("chip",)),
        (f"a “{'x' * 60}”", ("x" * 60,)),
        (f"a “{'x' * 61}”", ()),
        ("the Validated End User of France", ("Validated End User of France",)),
        ("the Entity", ()),
        ("the Country Group and the United States", ()),
        ("the Peoples  Republic", ("Peoples Republic",)),
        (
            " ".join(f"{number}A{number}00" for number in range(1, 10)),
            tuple(f"{number}A{number}00" for number in range(1, 10)),
        ),
    ],
)
def test_the_names_in_changed_words_are_entries_quoted_terms_and_proper_names(
    text: str, names: tuple[str, ...]
) -> None:
    assert terms.changed(change("15 CFR 799.2(a)", None, text)) == names


def test_at_most_twelve_names_are_taken_and_of_the_changed_words_alone() -> None:
    entries = [f"{digit}{letter}001" for letter in "AB" for digit in range(7)]
    assert terms.changed(change("15 CFR 799.2(a)", None, " ".join(entries))) == tuple(entries[:12])
    one = change(
        "15 CFR 799.2(a)", "3A001 a", "3A001 4A001", ("=", "3A001 "), ("-", "a"), ("+", "4A001")
    )
    assert terms.changed(one) == ("4A001",)


def test_a_change_without_words_is_read_in_both_of_its_texts() -> None:
    one = replace(change("15 CFR 799.2(a)", "for 3A001", "for 4A001"), words=())
    assert terms.changed(one) == ("4A001", "3A001")
    assert terms.changed(replace(one, before=None)) == ("4A001",)


@pytest.mark.parametrize(("length", "named"), [(19_995, True), (19_996, False)])
def test_the_first_twenty_thousand_letters_are_looked_through(length: int, named: bool) -> None:
    text = f"{' ' * length}3A090"
    assert terms.changed(change("15 CFR 799.2(a)", None, text)) == (("3A090",) if named else ())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("3a090", True),
        ("(3a090)", True),
        ("x3a090", False),
        ("3a0901", False),
        ("13a090 and 3a090", True),
        ("3a0901 and 3a090", True),
        ("", False),
    ],
)
def test_a_term_is_named_as_a_whole_word(text: str, named: bool) -> None:
    assert terms.named(("3A090", "9E999"), text) == (("3A090",) if named else ())


@pytest.mark.parametrize(
    ("address", "paragraphs"),
    [
        ("15 CFR 744.23(a)(6)(i)", ("(a)(6)(i)", "(a)(6)", "(a)")),
        ("15 CFR 744.23(a)", ("(a)",)),
        ("15 CFR 744.23", ()),
        ("15 CFR 744.23(a) p1", ("(a)",)),
        ("15 CFR 774 Supp. 1, 3A090.a.1", ("3a090.a.1", "3a090.a")),
        ("15 CFR 774 Supp. 1, 3A090.a note 1", ("3a090.a",)),
        ("15 CFR 774 Supp. 1, 3A090", ()),
        ("nowhere(a)", ()),
    ],
)
def test_instructions_may_name_a_unit_by_its_own_label_or_one_above(
    address: str, paragraphs: tuple[str, ...]
) -> None:
    assert subject(change(address, "x", "y"), "15 CFR 744.23").paragraphs == paragraphs


@pytest.mark.parametrize(("length", "told"), [(44, False), (45, True), (80, True)])
def test_new_words_of_forty_five_letters_are_telling(length: int, told: bool) -> None:
    text = "x" * length
    assert subject(change("15 CFR 799.2(a)", None, text), "15 CFR 799.2").new == (
        text if told else ""
    )


def test_no_more_than_eighty_new_letters_and_thirty_beside_them_are_compared() -> None:
    words = (("=", "a" * 40), ("-", "gone"), ("+", "b" * 90), ("=", "c" * 40), ("+", "d" * 20))
    before, after = f"{'a' * 40}gone{'c' * 40}", f"{'a' * 40}{'b' * 90}{'c' * 40}{'d' * 20}"
    assert (
        subject(change("15 CFR 799.2(a)", before, after, *words), "15 CFR 799.2").new
        == f"{'a' * 30}{'b' * 80}{'c' * 30}"
    )
    assert (
        subject(change("15 CFR 799.2(a)", before, None, kind="removed"), "15 CFR 799.2").new == ""
    )
    turned = (("+", "d" * 20), ("=", "c" * 40), ("+", "b" * 90))
    after = f"{'d' * 20}{'c' * 40}{'b' * 90}"
    assert (
        subject(change("15 CFR 799.2(a)", "c" * 40, after, *turned), "15 CFR 799.2").new
        == f"{'c' * 30}{'b' * 80}"
    )


@pytest.mark.parametrize(("length", "gone"), [(79, ""), (80, "x" * 80), (81, "x" * 80)])
def test_a_text_that_went_is_told_by_its_first_eighty_letters(length: int, gone: str) -> None:
    assert subject(change("15 CFR 799.2(a)", "x" * length, None), "15 CFR 799.2").gone == gone
    assert subject(change("15 CFR 799.2(a)", "x" * length, "y"), "15 CFR 799.2").gone == ""


@pytest.mark.parametrize(
    ("instruction", "exact"),
    [
        ("1. Section 744.97 is amended by revising paragraph (a)(3).", True),
        ("1. Section 744.97 is amended by revising paragraph (a)(3)(i).", False),
        ("1. Section 744.97 is amended by revising paragraph (b)(a)(3).", False),
        ("1. Section 744.97 is amended by revising paragraphs (a)(2) and (3).", False),
        ("1. Section 744.97(a)(3) is amended.", False),
    ],
)
def test_an_instruction_names_a_paragraph_with_its_whole_label(
    instruction: str, exact: bool
) -> None:
    about = subject(change("15 CFR 744.97(a)(3)", "x", "y"), "15 CFR 744.97")
    assert naming(about, document("2031-00007", text=law(instruction))).grade == (
        Grade.UNIT if exact else Grade.INSTRUCTS
    )


@pytest.mark.parametrize(
    ("instruction", "exact"),
    [
        ("1. ECCN 2A998 is amended by revising 2A998.a.", True),
        ("1. ECCN 2A998 is amended by revising 2A998.a and 2A998.b.", True),
        ("1. ECCN 2A998 is amended by revising 2A998.a.1.", False),
        ("1. ECCN 2A998 is amended by revising 2A998.ab.", False),
        ("1. ECCN 2A998 is amended by revising 12A998.a.", False),
    ],
)
def test_an_instruction_names_an_item_with_its_whole_label(instruction: str, exact: bool) -> None:
    about = subject(change(f"{CCL}, 2A998.a", "x", "y", unit="item"), CCL)
    assert naming(about, document("2031-00007", text=law(instruction))).grade == (
        Grade.UNIT if exact else Grade.INSTRUCTS
    )


@pytest.mark.parametrize(
    ("name", "grade"),
    [("Bolt S", Grade.PASSING), ("Bolt SA", Grade.INSTRUCTS), ("Boltish", Grade.PASSING)],
)
def test_a_company_of_six_letters_and_two_words_is_looked_for_in_what_instructions_print(
    name: str, grade: Grade
) -> None:
    """The lines of the text break inside the name, so that only its letters are seen; its country
    is named."""
    text = law(
        "2. Supplement no. 4 is amended by adding the entries:",
        f"FRANCE. {name[:3]}-\n{name[3:]}, Paris.",
    )
    about = subject(change(f"{ROWS}, FRANCE: {name}", "x", None, unit="entity"), ROWS)
    assert naming(about, document("2031-00007", text=text)).grade == grade


def test_a_title_names_the_entry_the_country_of_a_row_and_what_lies_around() -> None:
    about = subject(change(f"{ROWS}, FRANCE: Acme SA", "x", None, unit="entity"), ROWS)
    by_country = naming(about, document(title="A firm of France"))
    assert (by_country.grade, by_country.found, by_country.mentions) == (Grade.HEAD, ("France",), 0)
    around = naming(about, document(title="Changes to the Entity List"))
    assert (around.grade, around.around) == (Grade.UNREAD, ("Entity List",))
    by_text = naming(about, document(text="It speaks of France."))
    assert (by_text.grade, by_text.found) == (Grade.TEXT, ("France",))


def test_title_abstract_and_dates_are_all_looked_at() -> None:
    assert (
        head(document(title="“One”", abstract="TWO", dates="three–four"))
        == '"one" . two . three-four'
    )
    assert head(document(title="One")) == "one . ."


@pytest.mark.parametrize(
    ("instructions", "read"),
    [
        (("1. ECCN 2A998 is revised.",), ["eccn 2a998 is revised."]),
        (("999. ECCN 2A998 is revised.",), ["eccn 2a998 is revised."]),
        (("1000. ECCN 2A998 is revised.",), []),
        (("■ 1. ECCN 2A998 is revised.",), ["eccn 2a998 is revised."]),
        (("0 1. ECCN 2A998 is revised.",), ["eccn 2a998 is revised."]),
        (("■    1. ECCN 2A998 is revised.",), []),
        (("1.ECCN 2A998 is revised.",), []),
        (("■1. ECCN 2A998 is revised.",), []),
        (("1. ECCN 2A998 is new.",), []),
        (("1. It is revised.",), []),
        (("1. § 744.97 is revised.",), ["§ 744.97 is revised."]),
        (
            ("1. Section 744.97 is amended by:", "a. Revising (a);", "b. Removing (b)."),
            ["section 744.97 is amended by: revising (a); removing (b)."],
        ),
        (
            ("1. Section 744.97 is amended by:", "a. Pumps and seals;", "b. Removing (b)."),
            ["section 744.97 is amended by: removing (b)."],
        ),
        (
            ("1. Section 744.97 is revised to read as follows:", "a. Removing pumps;"),
            ["section 744.97 is revised to read as follows:"],
        ),
        (
            ("1. Section 744.97 is amended:", "i. Under FRA, Acme;"),
            ["section 744.97 is amended: under fra, acme;"],
        ),
        (("1. Section 744.97 is amended:", "i. Under FR, Acme;"), ["section 744.97 is amended:"]),
        (
            ("1. Section 744.97 is amended:", "xviii. Removing (b).", "xxxviii. Removing (c)."),
            ["section 744.97 is amended: removing (b)."],
        ),
        (
            ("1. Section 744.97 is amended:", "ab. Removing (b).", "abc. Removing (c)."),
            ["section 744.97 is amended: removing (b)."],
        ),
        (("a. Revising section 744.97;",), []),
        (
            ("1. Section 744.97 is revised.", "2. Section 744.98 is revised."),
            ["section 744.97 is revised.", "section 744.98 is revised."],
        ),
        (
            ("1. Section 744.97 is amended in No.", "5 by revising it."),
            ["section 744.97 is amended in no. 5 by revising it."],
        ),
        (
            ("1. Section 744.97 is amended for Acme Co.", "by revising it."),
            ["section 744.97 is amended for acme co. by revising it."],
        ),
        (
            ("1. Section 744.97 is revised; and", "2. Section 744.98 is revised."),
            ["section 744.97 is revised; and", "section 744.98 is revised."],
        ),
        (("1. Section 744.97", "", "is revised."), []),
        (
            ("1. In ( a )( 1 ) section 744.97 is revised.",),
            ["in (a)(1) section 744.97 is revised."],
        ),
    ],
)
def test_an_instruction_has_a_number_a_verb_and_a_place(
    instructions: tuple[str, ...], read: list[str]
) -> None:
    assert list(instructed(*instructions)) == read


@pytest.mark.parametrize(("before", "read"), [(585, True), (620, False)])
def test_verb_and_place_stand_at_the_head_of_an_instruction(before: int, read: bool) -> None:
    for late, early in (("revised", "Section 744.97"), ("section 744.97", "Revising")):
        text = f"1. {early} {'x' * (before - len(early) - 1)} {late}."
        assert bool(instructed(text)) is read


@pytest.mark.parametrize(
    "formula",
    [
        "Accordingly, part 774 is amended as follows:",
        "For the reasons set forth above, part 774 is corrected:",
        "1. The authority citation for part 774 continues:",
        "■ 9. Another.",
    ],
)
def test_the_amendatory_part_begins_with_its_formula_or_its_first_marked_instruction(
    formula: str,
) -> None:
    text = f"2. In section 744.96 it is revised.\n{formula}\n3. Section 744.97 is revised."
    told = reading(text, "2031-00007")
    assert "744.97" in " ".join(told.instructions)
    assert "744.96" not in " ".join(told.instructions)
    assert "74496" in squeezed(told.said)
    assert "74496" not in told.printed


@pytest.mark.parametrize(
    ("between", "behind", "seen"),
    [(0, 0, True), (699, 0, True), (700, 0, True), (701, 0, False), (0, 80, True), (0, 81, False)],
)
def test_a_formula_has_up_to_seven_hundred_letters_and_eighty_behind_its_verb(
    between: int, behind: int, seen: bool
) -> None:
    text = f"Accordingly{' ' * between}amended{' ' * behind}:\n3. Section 744.97 is revised."
    text = text if between else text.replace("Accordinglyamended", "Accordingly amended")
    assert bool(reading(text, "2031-00007").instructions) is seen


@pytest.mark.parametrize(("spaces", "seen"), [(0, False), (1, True), (3, True), (4, False)])
def test_up_to_three_spaces_stand_between_a_mark_and_its_number(spaces: int, seen: bool) -> None:
    text = (
        f"0{' ' * spaces}1. The authority citation for part 774 is revised.\n3. Section 744.97 is"
        " revised."
    )
    assert bool(reading(text, "2031-00007").printed) is seen
    assert bool(instructed(f"■{' ' * spaces}1. Section 744.97 is revised.")) is seen


@pytest.mark.parametrize(("length", "seen"), [(5_999, True), (6_000, True), (6_001, False)])
def test_an_instruction_has_up_to_six_thousand_letters(length: int, seen: bool) -> None:
    words = "Section 744.97 is revised "
    assert bool(instructed(f"1. {words}{'x' * (length + 1 - len(words))}.")) is seen


def test_a_text_without_a_formula_has_no_instructions_and_prints_nothing() -> None:
    told = reading("2. Section 744.97 is revised.", "2031-00007")
    assert (told.instructions, told.printed, told.counted("Section 744.97")) == ((), "", 1)


def test_texts_are_compared_in_one_form() -> None:
    assert folded("A “B”\u00a0c–d e\u00adf ‘g’  H") == "a \"b\" c-d e-f 'g' h"
    assert squeezed("A-1 (b)_\n2") == "a1b2"


@pytest.mark.parametrize(
    ("title", "notice"),
    [
        ("Notice of Hearing", True),
        ("Advance Notice of Proposed Rulemaking", True),
        ("Announcement of a Thing", True),
        ("Joint Notice", True),
        ("A Notice on Pumps", False),
        ("Public Briefing on Pumps", True),
        ("One Two Three Four Meeting", True),
        ("One Two Three Four Five Meeting", False),
        ("Rules of the Meeting", False),
        ("Town Hall", True),
        ("Request for Comments", True),
        ("Request for One Two Three Comments", True),
        ("Request for One Two Three Four Comments", False),
        ("Pumps; Request for Comments", False),
        ("Pumps; Extension of Comment Period", True),
        ("Pumps; Extension of the One Two Three Comment Period", True),
        ("Pumps; Extension of the One Two Three Four Comment Period", False),
        ("Pumps; Extension of Time for One Two Three Comments", True),
        ("Pumps; Extension of Time for One Two Three Four Comments", False),
        ("Comment Period Reopened", True),
        ("Charter of the Board", True),
        ("Pumps and the Charter of the Board", False),
        ("Controls on Pumps", False),
    ],
)
def test_a_notice_is_told_by_its_title_or_action(title: str, notice: bool) -> None:
    assert is_notice(document(title=f" {title} ")) is notice
    assert is_notice(document(title="Controls on Pumps", action=title)) is notice


@pytest.mark.parametrize(
    ("known", "corrects"),
    [
        ({}, False),
        ({"correction_of": "2031-00001"}, True),
        ({"action": "Final rule; correction."}, True),
        ({"action": "Correcting amendment."}, True),
        ({"type": "Correction"}, True),
        ({"action": "A correctional rule."}, False),
    ],
)
def test_a_correction_says_so_itself_or_the_register_does(
    known: dict[str, str], corrects: bool
) -> None:
    assert is_correction(document(**known)) is corrects


@pytest.mark.parametrize(
    ("provision", "part"),
    [
        ("15 CFR 744.23", "15 CFR 744"),
        ("15 CFR 744 Supp. 4", "15 CFR 744"),
        ("https://www.bis.gov/x", ""),
        ("nowhere", ""),
    ],
)
def test_the_part_of_a_provision_is_what_documents_list(provision: str, part: str) -> None:
    assert cause.part_of(provision) == part


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (
            "Export Administration Regulations: Commerce Control List",
            "and names “Commerce Control List” in its title or abstract",
        ),
        (
            "Export Administration Regulations: Pumps",
            "and names “Export Administration Regulations” in its title or abstract",
        ),
        (
            "“Seals of acid” for “Pumps of acid” on the Commerce Control List",
            "and names “Commerce Control List” and “Seals of acid”",
        ),
        (
            "“Pumps of acid” and “Seals of acid” on the Commerce Control List",
            "and names “Commerce Control List” and “Seals of acid” in",
        ),
        ("Pumps", "lists 15 CFR 774."),
    ],
)
def test_a_candidate_that_names_what_lies_around_says_so_the_regulations_last(
    title: str, told: str
) -> None:
    one = change(f"{CCL}, 2A998.a", None, "a “Seals of acid” and a “Pumps of acid”", unit="item")
    ours = document(
        "2031-00007", title=title, publication_date=DAY, effective_on=DAY, cfr_parts=("15 CFR 774",)
    )
    (found,) = cause.causes(one, CCL, DAY, (), [ours])
    assert told in found.evidence
    assert "Pumps of acid”" not in found.evidence


@pytest.mark.parametrize(
    ("published", "effective", "told"),
    [
        ("2031-03-10", None, "(published 10 March 2031, its effective day is not known)"),
        (
            "2031-03-09",
            None,
            (
                "(published 9 March 2031, its effective day is not known; in the eCFR from 10 March"
                " 2031)"
            ),
        ),
        ("2031-03-10", "2031-03-10", "(effective 10 March 2031)"),
        ("2031-03-09", "2031-03-10", "(effective 10 March 2031, published 9 March)"),
        ("2031-03-10", "2031-03-09", "(effective 9 March 2031; in the eCFR from 10 March)"),
        ("2031-03-09", "2031-03-09", "(effective 9 March 2031; in the eCFR from 10 March)"),
        (
            "2031-03-08",
            "2031-03-09",
            "(effective 9 March 2031, published 8 March; in the eCFR from 10 March)",
        ),
    ],
)
def test_each_day_of_a_candidate_is_told_once(
    published: str, effective: str | None, told: str
) -> None:
    read = date.fromisoformat
    ours = document(
        "2031-00007",
        publication_date=read(published),
        effective_on=read(effective) if effective else None,
        cfr_parts=("15 CFR 774",),
    )
    (found,) = cause.causes(change(f"{CCL}, 2A998.a", "x", "y", unit="item"), CCL, DAY, (), [ours])
    assert told in found.evidence

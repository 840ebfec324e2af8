"""Topics at their edges: each distance, each count and each tie of the rules that give a tag."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meaning_samples import change, document, page
from tests.work import growth
from tracker import tag
from tracker.errors import ConfigError
from tracker.model import Span, Tag
from tracker.tag import Taxonomy
from tracker.tag.addresses import addresses, compile_pattern
from tracker.tag.body import own, preamble, summary
from tracker.tag.folding import fold, lowered
from tracker.tag.phrases import compile_phrase
from tracker.tag.regexes import compile_regex

AT = "15 CFR 799.9(b)"
AGENCY = ("Commerce Department", "Patent Office")


def rules(*each: str, keep: str = "") -> Taxonomy:
    """Return a taxonomy of one tag, "a.b", with these rules, named r0, r1 and so on."""
    toml = (
        '[[topics]]\nid = "a"\ntitle = "A"\nmeans = "A."\n[[tags]]\nid = "a.b"\ntopic = "a"\ntitle'
        ' = "B"\nmeans = "B."\n'
    )
    for at, rule in enumerate(each):
        toml += f'[[tags.rules]]\nid = "r{at}"\nmeans = "R."\n{rule}\n'
    return tag.load(f'{toml}[keep]\nmeans = "K."\n{keep}\n'.encode(), "mine.toml")


CHIPS = rules('phrases = ["chip"]')


def told(found: tuple[Tag, ...]) -> list[tuple[str, str, str]]:
    return [(tag.rule, tag.where, tag.text) for tag in found]


def amended(before: str, after: str, *words: Span, address: str = AT) -> Any:
    return change(address, before, after, *words)


def stretched(length: int, gap: str, first: str = "chip") -> Any:
    """Return a change of one word behind `first` and `gap`, in a unit of so many characters."""
    start = f"{first}{gap}"
    end = "." * (length - len(start) - len("new"))
    return amended(
        f"{start}old{end}", f"{start}new{end}", ("=", start), ("-", "old"), ("+", "new"), ("=", end)
    )


@pytest.mark.parametrize(("length", "tagged"), [(299, True), (300, True), (301, False)])
def test_a_unit_of_three_hundred_characters_is_read_whole(length: int, tagged: bool) -> None:
    one = stretched(length, f". {'x' * 9} ")
    assert bool(tag.tags_of_change(one, CHIPS)) is tagged


@pytest.mark.parametrize(("between", "tagged"), [(159, True), (160, True), (161, False)])
def test_in_a_longer_unit_a_hit_stands_within_a_hundred_and_sixty_characters_of_changed_words(
    between: int, tagged: bool
) -> None:
    gap = f" {'x' * (between - 2)} "
    assert bool(tag.tags_of_change(stretched(500, gap), CHIPS)) is tagged
    long = "." * 300
    mirrored = amended(
        f"{long}old{gap}chip",
        f"{long}new{gap}chip",
        ("=", long),
        ("-", "old"),
        ("+", "new"),
        ("=", f"{gap}chip"),
    )
    assert bool(tag.tags_of_change(mirrored, CHIPS)) is tagged


@pytest.mark.parametrize(
    ("gap", "tagged"),
    [(" and ", True), (". and ", False), ("; and ", False), (" 3.5 and 4;5 ", True)],
)
def test_a_hit_in_another_sentence_is_not_beside_changed_words(gap: str, tagged: bool) -> None:
    assert bool(tag.tags_of_change(stretched(500, gap), CHIPS)) is tagged


def test_a_hit_that_touches_changed_words_is_beside_them_and_one_that_shares_a_letter_on_them() -> (
    None
):
    start, end = "." * 300, "." * 9
    touching = amended(
        f"{start}+chip{end}",
        f"{start}-chip{end}",
        ("=", start),
        ("-", "+"),
        ("+", "-"),
        ("=", f"chip{end}"),
    )
    both = rules('phrases = ["chip"]')
    assert told(tag.tags_of_change(touching, both)) == [("r0", "after", "chip")]
    elsewhere = f"{start}chip{end}"
    twice = amended(
        f"{elsewhere}+chip",
        f"{elsewhere}+chips",
        ("=", f"{elsewhere}+"),
        ("-", "chip"),
        ("+", "chips"),
    )
    (found,) = tag.tags_of_change(twice, both)
    assert (found.start, found.text) == (len(elsewhere) + 1, "chips")


def test_of_two_hits_the_one_on_changed_words_is_shown_then_the_new_side_then_the_first() -> None:
    beside = amended("chip old", "chip new chip", ("=", "chip "), ("-", "old"), ("+", "new chip"))
    (found,) = tag.tags_of_change(beside, CHIPS)
    assert (found.where, found.start) == ("after", 9)
    gone = amended("chip old chip", "chip new", ("=", "chip "), ("-", "old chip"), ("+", "new"))
    (found,) = tag.tags_of_change(gone, CHIPS)
    assert (found.where, found.start) == ("before", 9)
    sides = amended("a chip", "the chip", ("-", "a chip"), ("+", "the chip"))
    assert [
        (given_tag.where, given_tag.start) for given_tag in tag.tags_of_change(sides, CHIPS)
    ] == [("after", 4)]
    first = change(AT, None, "chip and chip")
    assert [
        (given_tag.where, given_tag.start) for given_tag in tag.tags_of_change(first, CHIPS)
    ] == [("after", 0)]


def test_a_rule_is_heard_on_the_sides_that_it_names() -> None:
    gone = rules('phrases = ["chip"]\nwhere = ["before"]')
    assert told(tag.tags_of_change(change(AT, "chip", None), gone)) == [("r0", "before", "chip")]
    assert tag.tags_of_change(change(AT, None, "chip"), gone) == ()


def test_a_word_fires_only_at_the_places_of_its_rule_old_or_new() -> None:
    only = rules('phrases = ["chip"]\nonly_at = ["15 CFR 799.9"]')
    never = rules('phrases = ["chip"]\nnot_at = ["15 CFR 799.9"]')
    for address, here in ((AT, True), ("15 CFR 799.90", False), ("15 CFR 798.9", False)):
        one = change(address, None, "chip")
        assert (bool(tag.tags_of_change(one, only)), bool(tag.tags_of_change(one, never))) == (
            here,
            not here,
        )


def test_an_address_fires_by_itself_but_not_where_the_rule_says_so() -> None:
    placed = rules('addresses = ["15 CFR 799.9"]\nnot_at = ["15 CFR 799.9(c)"]')
    assert told(tag.tags_of_change(change(AT, None, "Words"), placed)) == [("r0", "after", "Words")]
    assert tag.tags_of_change(change("15 CFR 799.9(c)(1)", None, "Words"), placed) == ()
    assert tag.tags_of_change(change("15 CFR 799.8", None, "Words"), placed) == ()


def test_an_address_and_a_word_of_one_rule_show_the_word() -> None:
    both = rules('phrases = ["chip"]\naddresses = ["15 CFR 799.9"]')
    assert told(tag.tags_of_change(change(AT, None, "Words on chips"), both)) == [
        ("r0", "after", "chips")
    ]


PLACED = rules('addresses = ["15 CFR 799.9"]')


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 80),
        (f"{'x' * 79} y", f"{'x' * 79}"),
        (f"{'x' * 78} yy", f"{'x' * 78}"),
        (f"{'x' * 40} {'y' * 60}", "x" * 40),
        ("  padded  ", "padded"),
        (f" {'x' * 90}", "x" * 80),
    ],
)
def test_up_to_eighty_characters_are_shown_for_an_address_cut_at_a_word(
    text: str, shown: str
) -> None:
    assert [given_tag.text for given_tag in tag.tags_of_change(change(AT, None, text), PLACED)] == [
        shown
    ]


@pytest.mark.parametrize(
    ("letters", "shown"),
    [("abc", "words"), ("abcd", "abcd"), ("a-b-c", "words"), ("a-b-c-d", "a-b-c-d")],
)
def test_changed_words_of_four_letters_are_the_first_that_say_something(
    letters: str, shown: str
) -> None:
    one = amended(
        "x y z",
        f"{letters} y words",
        ("-", "x"),
        ("+", letters),
        ("=", " y "),
        ("-", "z"),
        ("+", "words"),
    )
    assert [found.text for found in tag.tags_of_change(one, PLACED)] == [shown]


def test_of_short_changed_words_the_first_is_shown_and_where_none_came_the_whole_unit() -> None:
    short = amended("a b", "c b", ("-", "a"), ("+", "c"), ("=", " b"))
    assert [given_tag.text for given_tag in tag.tags_of_change(short, PLACED)] == ["c"]
    lost = amended("kept gone", "kept", ("=", "kept"), ("-", " gone"))
    assert [given_tag.text for given_tag in tag.tags_of_change(lost, PLACED)] == ["kept"]


@pytest.mark.parametrize(
    ("pattern", "address", "below"),
    [
        ("15 CFR 744.23", "15 CFR 744.23", True),
        ("15 CFR 744.23", "15 CFR 744.23(a)", True),
        ("15 CFR 744.23", "15 CFR 744.230", False),
        ("15 CFR 744.23", "15 CFR 744.2", False),
        ("15 CFR 744.*(a)", "15 CFR 744.23(a)(1)", True),
        ("15 CFR 744.*(a)", "15 CFR 744.23(b)", False),
        ("15 CFR 744.*", "15 CFR 744.230", True),
        ("15 CFR *.2*(a)", "15 CFR 744.23(a)", True),
        ("15 CFR *(a)*(a)", "15 CFR 744.23(a)", False),
        ("15 CFR *(a)*(a)", "15 CFR 744.23(a)(a)", True),
        ("15 CFR 744", "15 CFR 744.23(a)", True),
        ("15 CFR 744", "15 CFR 744 Supp. 4, FRANCE: Acme SA", True),
        ("15 CFR 744.23(a)", "15 CFR 744.23(a)~2(1)", True),
        ("15 CFR 774 Supp. 1, 3A090 exception", "15 CFR 774 Supp. 1, 3A090 exception NAC", True),
        ("15 CFR 774 Supp. 1, 3A090.a note 1", "15 CFR 774 Supp. 1, 3A090.a note 12", False),
    ],
)
def test_an_address_lies_at_or_below_a_pattern(pattern: str, address: str, below: bool) -> None:
    patterns = addresses([compile_pattern(pattern)])
    assert patterns.hold(address) is below
    assert patterns.hold(None, address) is below
    assert addresses(()).hold(address) is False


@pytest.mark.parametrize(("gap", "tagged"), [(19, True), (20, True), (21, False)])
def test_what_a_rule_needs_stands_within_its_distance_on_either_side(
    gap: int, tagged: bool
) -> None:
    near = rules('phrases = ["chip"]\nneeds = ["law"]\nnear = 23')
    for text in (f"law{'.' * gap}chip", f"chip{'.' * gap}law"):
        assert bool(tag.tags_of_change(change(AT, None, text), near)) is tagged


@pytest.mark.parametrize(("gap", "tagged"), [(19, False), (20, False), (21, True)])
def test_what_speaks_against_a_rule_does_so_within_its_distance(gap: int, tagged: bool) -> None:
    for word in ("unless", "never"):
        near = rules(f'phrases = ["chip"]\n{word} = ["law"]\nunless_near = 23')
        assert bool(tag.tags_of_change(change(AT, None, f"law{'.' * gap}chip"), near)) is tagged


def test_what_rescues_a_rule_from_unless_does_not_rescue_it_from_never() -> None:
    unless = rules('phrases = ["chip"]\nunless = ["law"]\ndespite = ["export"]')
    never = rules('phrases = ["chip"]\nnever = ["law"]\ndespite = ["export"]')
    for text, by_unless, by_never in (
        ("chip", True, True),
        ("chip law", False, False),
        ("chip law export", True, False),
    ):
        one = change(AT, None, text)
        assert (bool(tag.tags_of_change(one, unless)), bool(tag.tags_of_change(one, never))) == (
            by_unless,
            by_never,
        )


def test_a_context_with_a_distance_is_not_looked_for_in_the_heading_and_one_without_is() -> None:
    near, anywhere = (
        rules(f'phrases = ["chip"]\nneeds = ["law"]\n{more}') for more in ("near = 50", "")
    )
    one = change(AT, None, "chip")
    assert tag.tags_of_change(one, near, "The law") == ()
    assert told(tag.tags_of_change(one, anywhere, "The law")) == [("r0", "after", "chip")]


BODY = "SUPPLEMENTARY INFORMATION:\n"


@pytest.mark.parametrize(
    ("times", "said", "tagged"),
    [(0, 2, False), (0, 3, True), (1, 1, True), (2, 1, False), (2, 2, True), (5, 4, False)],
)
def test_a_long_body_must_say_it_three_times_or_as_often_as_its_rule_asks(
    times: int, said: int, tagged: bool
) -> None:
    asked = rules(f'phrases = ["chip"]\n{f"times = {times}" if times else ""}')
    one = document(title="A rule", text=BODY + "chip. " * said)
    assert told(tag.tags_of_document(one, asked)) == ([("r0", "body", "chip")] if tagged else [])


@pytest.mark.parametrize(("gap", "tagged"), [(596, True), (597, True), (598, False)])
def test_in_a_long_body_a_context_stands_within_six_hundred_characters(
    gap: int, tagged: bool
) -> None:
    needing = rules('phrases = ["chip"]\nneeds = ["law"]\ntimes = 1')
    one = document(title="A rule", text=f"{BODY}law{'.' * gap}chip")
    assert bool(tag.tags_of_document(one, needing)) is tagged


def test_what_title_or_abstract_say_is_a_context_for_the_body() -> None:
    needing = rules('phrases = ["chip"]\nneeds = ["law"]\ntimes = 1')
    body = f"{BODY}{'.' * 900}chip"
    assert told(tag.tags_of_document(document(title="On the law", text=body), needing)) == [
        ("r0", "body", "chip")
    ]
    assert told(
        tag.tags_of_document(document(title="A rule", abstract="On law", text=body), needing)
    ) == [("r0", "body", "chip")]
    assert tag.tags_of_document(document(title="A rule", text=body), needing) == ()


def test_a_tag_of_the_title_takes_no_further_rule_from_the_body() -> None:
    two = rules('phrases = ["chip"]', 'phrases = ["wafer"]\ntimes = 1')
    body = f"{BODY}wafer"
    assert told(tag.tags_of_document(document(title="On chips", text=body), two)) == [
        ("r0", "title", "chips")
    ]
    assert told(tag.tags_of_document(document(title="A rule", text=body), two)) == [
        ("r1", "body", "wafer")
    ]
    assert told(tag.tags_of_document(document(title="Wafers", abstract="Chips"), two)) == [
        ("r0", "abstract", "Chips"),
        ("r1", "title", "Wafers"),
    ]


def test_the_summary_of_a_rule_without_abstract_is_read_like_one() -> None:
    text = "SUMMARY: On chips.\nDATES: now."
    abstract_only = rules('phrases = ["chip"]\nwhere = ["abstract"]')
    body_only = rules('phrases = ["chip"]\nwhere = ["body"]')
    one = document(title="A rule", text=text)
    assert told(tag.tags_of_document(one, abstract_only)) == [("r0", "body", "chips")]
    assert told(tag.tags_of_document(one, body_only)) == [("r0", "body", "chips")]
    assert (
        tag.tags_of_document(document(title="A rule", abstract="None.", text=text), abstract_only)
        == ()
    )
    assert tag.tags_of_document(document(title="Chips"), abstract_only) == ()


@pytest.mark.parametrize(("length", "tagged"), [(7_999, True), (8_000, True), (8_001, False)])
def test_a_page_of_eight_thousand_characters_is_read_like_an_abstract(
    length: int, tagged: bool
) -> None:
    assert bool(tag.tags_of_page(page("News", f"chip{'.' * (length - 4)}"), CHIPS)) is tagged


@pytest.mark.parametrize(
    ("quoted", "tagged"),
    [
        ("Chips and Other Things Sold", False),
        ("Chips and Other Things", True),
        ("Chips And Other things sold", False),
        ("Chips and Other things sold", True),
        ("Chips And Other things sold here", True),
        ("Chips And Other Things sold here", False),
    ],
)
def test_a_quotation_of_five_words_most_with_capitals_is_the_title_of_another_document(
    quoted: str, tagged: bool
) -> None:
    for text in (f'See "{quoted}" too.', f"See “{quoted}” too."):
        assert bool(tag.tags_of_document(document(title="A rule", abstract=text), CHIPS)) is tagged
    assert bool(tag.tags_of_document(document(title=f"“{quoted}”"), CHIPS))


@pytest.mark.parametrize(("length", "tagged"), [(19, True), (20, False), (400, False), (401, True)])
def test_a_quoted_title_has_twenty_to_four_hundred_characters(length: int, tagged: bool) -> None:
    quoted = f"Chip A B C {'D' * (length - 11)}"
    assert len(quoted) == length
    assert (
        bool(tag.tags_of_document(document(title="A rule", abstract=f"See “{quoted}” too."), CHIPS))
        is tagged
    )


def test_straight_quotes_are_paired_in_turn_and_only_outside_long_bodies() -> None:
    title = '"Chips and Other Things Sold"'
    assert tag.tags_of_document(document(title="A rule", abstract=f'"A" {title} x'), CHIPS) == ()
    assert told(tag.tags_of_document(document(title="A rule", abstract=f'" {title} x'), CHIPS)) == [
        ("r0", "abstract", "Chips")
    ]
    once = rules('phrases = ["chip"]\ntimes = 1')
    assert told(tag.tags_of_document(document(title="A rule", text=f"{BODY}{title}"), once)) == [
        ("r0", "body", "Chips")
    ]
    assert (
        tag.tags_of_document(
            document(title="A rule", text=f"{BODY}“Chips and Other Things Sold”"), once
        )
        == ()
    )


@pytest.mark.parametrize(
    ("agencies", "kept"),
    [
        (("Industry and Security Bureau",), True),
        (("Commerce Department", "industry-and-security-bureau"), True),
        (("BIS",), True),
        (("BIST",), False),
        (AGENCY, False),
        ((), False),
    ],
)
def test_all_of_the_bureau_is_kept_under_each_of_its_names(
    agencies: tuple[str, ...], kept: bool
) -> None:
    assert tag.keeps(document(title="Nothing", agencies=agencies), CHIPS) is kept


@pytest.mark.parametrize(
    ("known", "kept"),
    [
        ({"title": "Chips"}, True),
        ({"title": "Wafers"}, True),
        ({"title": "A rule", "abstract": "Wafers"}, False),
        ({"title": "Wafers and steel"}, False),
        ({"title": "Wafers", "abstract": "Steel"}, False),
        ({"title": "A rule", "text": f"{BODY}chip chip chip"}, False),
        ({"title": "A rule", "text": "SUMMARY: chip\nDATES: now"}, True),
    ],
)
def test_of_others_what_a_tag_or_the_table_of_what_is_kept_gives_a_reason_for(
    known: dict[str, str], kept: bool
) -> None:
    table = rules(
        'phrases = ["chip"]', keep='phrases = ["wafer"]\nwhere = ["title"]\nunless = ["steel"]'
    )
    assert tag.keeps(document(agencies=AGENCY, **known), table) is kept


def test_a_document_on_shared_pages_begins_behind_the_one_before_it() -> None:
    first, second = (
        "[FR Doc. 2031-00003 Filed 1-15-31; 8:45 am]\nBILLING CODE 3510-33-P",
        "[FR Doc. 2031-00007 Filed 1-15-31; 8:45 am]",
    )
    text = f"Old.\n{first}\nOurs.\n{second}\nNext.\n[FR Doc. 2031-00009 Filed 1-15-31]"
    start, end = own(text, "2031-00007")
    assert text[start:end] == "\nOurs.\n"
    assert own(text, "2031-00099") == (0, len(text))
    start, end = own(text, "2031-00003")
    assert text[start:end] == "Old.\n"


@pytest.mark.parametrize(("length", "read"), [(3_999, 3_999), (4_000, 4_000), (4_001, 4_000)])
def test_a_summary_without_an_end_is_read_for_four_thousand_characters(
    length: int, read: int
) -> None:
    text = f"SUMMARY:{'x' * length}"
    start, end = summary(text, (0, len(text)))
    assert (start, end - start) == (8, read)


@pytest.mark.parametrize(
    "heading",
    ["DATES:", "ADDRESSES:", "FOR FURTHER INFORMATION CONTACT:", "SUPPLEMENTARY INFORMATION:"],
)
def test_a_summary_ends_at_the_next_heading(heading: str) -> None:
    text = f"SUMMARY: ours\n{heading} theirs"
    start, end = summary(text, (0, len(text)))
    assert text[start:end] == " ours\n"


@pytest.mark.parametrize(("before", "cut"), [(99, False), (100, False), (101, True)])
def test_boilerplate_begins_behind_the_first_eighth_of_the_preamble(before: int, cut: bool) -> None:
    text = f"{BODY[:-1]}{'x' * (before - 1)}\nRulemaking Requirements\n"
    text += "y" * (len(BODY) - 1 + 800 - len(text))
    start, end = preamble(text, (0, len(text)))
    assert start == len(BODY) - 1
    assert end - start == (before if cut else 800)


def test_a_preamble_ends_where_the_text_of_the_law_begins() -> None:
    text = (
        f"{BODY}Why.\nFor the reasons stated in the preamble, it is so.\nRulemaking Requirements\n"
    )
    start, end = preamble(text, (0, len(text)))
    assert text[start:end] == "\nWhy.\n"


@pytest.mark.parametrize(
    ("gap", "cut"),
    [("", True), (f"{'x' * 199} ", True), (f"{'x' * 200} ", False), (" x. It is ", False)],
)
def test_the_text_of_the_law_is_announced_within_two_hundred_letters_of_a_sentence(
    gap: str, cut: bool
) -> None:
    text = f"{BODY}Why.\nAccordingly,{gap}amended as follows"
    start, end = preamble(text, (0, len(text)))
    assert (text[start:end] == "\nWhy.\n") is cut


def test_a_mark_without_width_is_no_space() -> None:
    assert (fold("chi\u200bp").plain, fold("chi\u200ap").plain) == ("chip", "chi p")


def found(phrase: str, text: str) -> list[str]:
    folded = fold(text)
    spans = {folded.span(*hit) for form in compile_phrase(phrase) for hit in form.find(folded)}
    return [text[start:end] for start, end in sorted(spans)]


@pytest.mark.parametrize(
    ("count", "whole"), [(0, True), (1, True), (5, True), (6, True), (7, False)]
)
def test_a_gap_is_up_to_six_words_of_one_sentence(count: int, whole: bool) -> None:
    text = " ".join(["adds", *["word"] * count, "list"])
    assert found("adds ... list", text) == ([text] if whole else [])


@pytest.mark.parametrize(("length", "whole"), [(40, True), (41, True), (42, False)])
def test_a_word_in_a_gap_has_up_to_forty_one_characters(length: int, whole: bool) -> None:
    text = f"adds {'x' * length} list"
    assert found("adds ... list", text) == ([text] if whole else [])


@pytest.mark.parametrize(("length", "whole"), [(20, True), (21, False)])
def test_a_star_stands_for_up_to_twenty_letters(length: int, whole: bool) -> None:
    text = f"smuggl{'x' * length}"
    assert found("smuggl*", text) == ([text] if whole else [])


@pytest.mark.parametrize(
    ("figures", "whole"),
    [("1", True), ("1,200", True), ("1.5", True), ("1" * 21, True), ("1" * 22, False)],
)
def test_a_number_has_up_to_twenty_one_figures(figures: str, whole: bool) -> None:
    assert found("# chip", f"a {figures} chip") == ([f"{figures} chip"] if whole else [])


@pytest.mark.parametrize(
    "number",
    [
        "seven",
        "nineteen",
        "ninety nine",
        "hundred",
        "one hundred",
        "hundred and eleven",
        "one hundred and seventy seven",
        "one hundred and seventy one",
    ],
)
def test_a_number_is_read_in_words(number: str) -> None:
    assert found("# chip", f"the {number} chips") == [f"{number} chips"]


@pytest.mark.parametrize(
    ("source", "taken"), [("abc*", True), ("ab*", False), ("x" * 160, True), ("x" * 161, False)]
)
def test_a_phrase_has_at_most_a_hundred_and_sixty_characters_and_three_letters_before_a_star(
    source: str, taken: bool
) -> None:
    if taken:
        assert compile_phrase(source)
    else:
        with pytest.raises(ValueError, match=r"three letters|longer than 160"):
            compile_phrase(source)


def test_a_phrase_stands_for_at_most_sixty_four_before_its_last_bracket_is_opened() -> None:
    eight = "(a|b|c|d|e|f|g|h)"
    assert len(compile_phrase(f"x{eight} {eight}")) == 64
    assert len(compile_phrase(f"x{eight} {eight} (a|b)")) == 128
    with pytest.raises(ValueError, match="more than 64"):
        compile_phrase(f"x{eight} (a|b|c|d|e|f|g|h|i) (a|b)")


@pytest.mark.parametrize(
    ("phrase", "text", "hits"),
    [
        ("chip", "chip chips chipes microchip chip2", ["chip", "chips", "chipes"]),
        ("3a090.a", "3A090.a.1 3A090.as", ["3A090.a", "3A090.as"]),
        ("#% cut", "15% cuts, 7 % cut, x15% cut", ["15% cuts"]),
        ("a ... b", "a b b", ["a b"]),
        ("=IC", "IC ICs ic ICx", ["IC", "ICs"]),
        ("tax* chip", "taxing chips, tax chip", ["taxing chips", "tax chip"]),
        ("tax* d.c", "taxing d.c and d.cs", ["taxing d.c"]),
        ("tax* d.c", "taxing d.cs", ["taxing d.cs"]),
        ("tax* d.", "taxing d.", ["taxing d."]),
    ],
)
def test_a_phrase_ends_with_its_word_or_the_plural_of_it(
    phrase: str, text: str, hits: list[str]
) -> None:
    assert found(phrase, text) == hits


@pytest.mark.parametrize(
    ("source", "taken"),
    [
        ("x" * 120, True),
        ("x" * 121, False),
        ("a{0,60}b", True),
        ("a{0,61}b", False),
        ("a{60}", True),
        ("a{61}", False),
        ("a{3,}", False),
        ("(ab){1}", True),
        ("(ab){0,1}c", True),
        ("(ab){2}", False),
        ("a{0,60}b{0,60}c", True),
        ("a{0,49}b{0,49}c{0,1}d", True),
        ("a{0,49}b{0,49}c{0,2}d", False),
        ("a{x}", True),
        ("(?:a|b)c", True),
        ("(?i:a)c", False),
    ],
)
def test_a_regex_is_taken_up_to_its_bounds(source: str, taken: bool) -> None:
    if taken:
        assert compile_regex(source)
    else:
        with pytest.raises(ValueError, match=r"longer|repeats|too many|other than"):
            compile_regex(source)


@pytest.mark.parametrize(
    ("key", "value", "taken"),
    [
        ("near", "-1", False),
        ("near", "0", True),
        ("near", "5000", True),
        ("near", "5001", False),
        ("unless_near", "-1", False),
        ("unless_near", "0", True),
        ("unless_near", "5000", True),
        ("unless_near", "5001", False),
        ("times", "0", False),
        ("times", "1", True),
        ("times", "50", True),
        ("times", "51", False),
        ("times", "true", False),
        ("times", "1.5", False),
    ],
)
def test_the_numbers_of_a_rule_have_bounds(key: str, value: str, taken: bool) -> None:
    if taken:
        assert rules(f'phrases = ["chip"]\n{key} = {value}')
    else:
        with pytest.raises(ConfigError, match=f"{key}: must be a whole number"):
            rules(f'phrases = ["chip"]\n{key} = {value}')


def test_a_document_that_begins_right_behind_the_mark_of_another_begins_there() -> None:
    text = "[FR Doc. 2031-00003 Filed 1-15-31]\nOurs.\n[FR Doc. 2031-00007 Filed 1-15-31]"
    start, end = own(text, "2031-00007")
    assert text[start:end] == "\nOurs.\n"


def test_a_long_unit_that_only_moved_is_read_whole() -> None:
    text = f"chip{'.' * 400}"
    assert told(tag.tags_of_change(change(AT, text, text, ("=", text), kind="moved"), CHIPS)) == [
        ("r0", "after", "chip")
    ]


def test_of_two_phrases_of_one_rule_that_begin_together_the_longer_is_shown() -> None:
    both = rules('phrases = ["chip", "chip maker"]')
    assert told(tag.tags_of_change(change(AT, None, "a chip maker"), both)) == [
        ("r0", "after", "chip maker")
    ]


@pytest.mark.parametrize(
    "space", ["\u2000", "\u200a", "\u00a0", "\u3000", "\t", "  ", "-", "\u2014"]
)
def test_every_space_and_dash_is_one_space(space: str) -> None:
    assert fold(f"a{space}b").plain == "a b"
    assert found("a b", f"a{space}b") == [f"a{space}b"]


@pytest.mark.parametrize(
    "phrase", ["Red Flag", "red  flag", '"red" flag', "red-flag", "\u201cred\u201d flag"]
)
def test_a_phrase_may_be_written_in_any_capitals_spaces_and_quotes(phrase: str) -> None:
    assert found(phrase, "a red flag") == ["red flag"]


def test_a_gap_may_be_a_word_of_one_letter_and_a_phrase_one_word_with_a_number() -> None:
    assert found("adds ... list", "adds a list") == ["adds a list"]
    assert [phrase.text for phrase in compile_phrase("#nm")] == ["#nm"]


def test_the_fingerprint_of_a_taxonomy_has_thirty_two_letters() -> None:
    assert len(CHIPS.fingerprint) == 32


def test_a_letter_whose_small_form_is_two_letters_stays_as_it_is() -> None:
    assert lowered("\u0130ABC") == "\u0130abc"
    assert lowered("ABC") == "abc"


def test_what_a_rule_needs_is_looked_for_once_however_often_the_rule_fires() -> None:
    rule = 'phrases = ["thailand"]\nneeds = ["chip"]\nnear = 20'

    def tagged(size: int) -> None:
        text = f"{'chip ' * size}{'of a wide country ' * 9}{'thailand ' * size}"
        assert tag.tags_of_change(change(AT, None, text), rules(rule)) == ()

    assert growth(tagged, 500) < 2.5

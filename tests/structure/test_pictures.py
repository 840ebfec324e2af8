"""A picture is a unit whose text is its file name in brackets, wherever it stands alone.

Another picture is always told.
"""

from __future__ import annotations

import pytest

from tests.structure.sections import section, supplement
from tracker.compare import compare
from tracker.structure import parse_file

IMG = '<img src="/graphics/{}.gif"/>'
GPH = '<GPH DEEP="100" SPAN="3"><GID>{}.gif</GID></GPH>'
FORMS = [
    *(IMG, GPH, "<GID>{}.gif</GID>", '<img alt="A chip" src="https://host/other/{}.gif"/>'),
    *(f"<{tag}>{IMG}</{tag}>" for tag in ("MATH", "P", "FP", "DIV", "EXTRACT")),
    f"<P><MATH>{IMG}</MATH></P>",
]


def around(level: str, picture: str) -> bytes:
    """Return a title with a picture directly below the division of this level."""
    leaf = '<DIV8 N="744.1"><HEAD>§ 744.1 Things.</HEAD><P>(a) One.</P>{DIV8}</DIV8>'
    annex = (
        '<DIV9 N="Appendix A to Part 744"><HEAD>Appendix A to Part'
        " 744</HEAD>{DIV9}<P>Words.</P></DIV9>"
    )
    inner = (
        '<DIV6 N="A"><HEAD>Subpart A</HEAD>{DIV6}<DIV7'
        f' N="1"><HEAD>Group</HEAD>{{DIV7}}{leaf}</DIV7></DIV6>'
    )
    part = f'<DIV5 N="744"><HEAD>PART 744</HEAD>{{DIV5}}{inner}{annex}</DIV5>'
    chapter = f'<DIV3 N="VII"><HEAD>CHAPTER VII</HEAD>{{DIV3}}{part}</DIV3>'
    text = f'<ECFR><DIV1 N="15"><HEAD>Title 15</HEAD>{{DIV1}}{chapter}</DIV1></ECFR>'
    levels = ("DIV1", "DIV3", "DIV5", "DIV6", "DIV7", "DIV8", "DIV9")
    return text.format(**{depth: picture if depth == level else "" for depth in levels}).encode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("level", ["DIV1", "DIV3", "DIV5", "DIV6", "DIV7", "DIV8", "DIV9"])
def test_another_picture_is_told_at_every_level(level: str, form: str) -> None:
    old, new = (around(level, form.format(name)) for name in ("er01", "er02"))

    (change,) = compare(old, new, "old", "new").changes
    assert (change.unit, change.kind, change.before, change.after) == (
        "paragraph",
        "amended",
        "[er01.gif]",
        "[er02.gif]",
    )
    (added,) = compare(around(level, ""), new, "old", "new").changes
    assert (added.unit, added.kind, added.after) == ("paragraph", "added", "[er02.gif]")
    (removed,) = compare(new, around(level, ""), "old", "new").changes
    assert (removed.unit, removed.kind, removed.before) == ("paragraph", "removed", "[er02.gif]")


def test_the_folder_of_a_picture_is_no_part_of_its_name_and_its_words_are_not_either() -> None:
    texts = {
        form: [unit.text for unit in parse_file(section("(a) One.", form), "x")[0].walk()][-1]
        for form in (
            '<img src="/graphics/a.gif"/>',
            '<img src="https://host/x/a.gif" alt="A chip"/>',
            '<img alt="A chip"/>',
            "<img/>",
        )
    }

    assert list(texts.values()) == ["[a.gif]", "[a.gif]", "[A chip]", "[picture]"]


@pytest.mark.parametrize(
    "form",
    [
        f"<NOTE><HED>Note:</HED>{IMG}<P>Words.</P></NOTE>",
        f"<FTNT><P><SU>1</SU> Words {IMG}</P></FTNT>",
        f"<TABLE><TR><TD>a</TD><TD>{IMG}</TD></TR></TABLE>",
        f"<TABLE>{IMG}<TR><TD>a</TD><TD>b</TD></TR></TABLE>",
        f"<P>(b) Words {IMG} and words.</P>",
        f"<EXAMPLE><HED>Example:</HED>{IMG}</EXAMPLE>",
        f"<EDNOTE><HED>Editorial Note:</HED>{IMG}</EDNOTE>",
    ],
)
def test_a_picture_among_words_is_never_untold(form: str) -> None:
    old, new = (section("(a) One.", form.format(name)) for name in ("er01", "er02"))

    (change,) = compare(old, new, "old", "new").changes
    assert change.kind == "amended"


@pytest.mark.parametrize("form", [IMG, GPH, f"<P>{IMG}</P>"])
@pytest.mark.parametrize(
    "number",
    [
        "Supplement No. 1 to Part 774",
        "Supplement No. 1 to Part 740",
        "Supplement No. 4 to Part 744",
    ],
)
def test_a_picture_in_a_list_is_told(number: str, form: str) -> None:
    body = {
        "774": "<FP-2><B>3A001 Things.</B></FP-2><P>a. Thing.</P>",
        "740": (
            "<TABLE><THEAD><TR><TH>Country</TH><TH>[D:1]</TH></TR></THEAD><TR><TD>Freedonia</TD><TD>X</TD></TR></TABLE>"
        ),
        "744": (
            "<TABLE><THEAD><TR><TH>Country</TH><TH>Entity</TH><TH>a</TH><TH>b</TH><TH>c</TH></TR></THEAD></TABLE>"
        ),
    }[number[-3:]]
    old, new = (supplement(body, form.format(name), number=number) for name in ("er01", "er02"))

    (change,) = compare(old, new, "old", "new").changes
    assert (change.kind, change.before, change.after) == ("amended", "[er01.gif]", "[er02.gif]")


@pytest.mark.parametrize(
    "form", [IMG, GPH, f"<P>{IMG}</P>", '<MATH DEEP="20"><MID>{}.gif</MID></MATH>']
)
def test_a_picture_in_the_federal_register_is_told(form: str) -> None:
    data = (
        "<RULE><SUBJECT>Things</SUBJECT><P>Words.</P>{}<FRDOC>[FR Doc. 2024-1 Filed"
        " 1-2-24]</FRDOC></RULE>"
    )
    old, new = (data.format(form.format(name)).encode() for name in ("er01", "er02"))

    (change,) = compare(old, new, "old", "new").changes
    assert (change.unit, change.kind) == ("paragraph", "amended")


ENTITIES = (
    "<TABLE>{head}<THEAD><TR><TH>Country</TH><TH>Entity</TH><TH>a</TH><TH>b</TH><TH>c</TH></TR>"
    "</THEAD>{rows}</TABLE>"
)
ENTITY = (
    "<TR><TD>RURITANIA{country}</TD><TD>{before}Acme"
    " Ltd.{name}</TD><TD>r{other}</TD><TD>p</TD><TD>c</TD></TR>"
)
GROUP = (
    "<TABLE>{{}}<CAPTION>Country Group"
    " D{0}</CAPTION><THEAD><TR><TH>Country</TH><TH>[D:1]{1}</TH></TR></THEAD>{2}</TABLE>"
)


@pytest.mark.parametrize(
    "form",
    [
        IMG,
        f"<P>{IMG}</P>",
        f"<DIV>{IMG}</DIV>",
        f'<E T="03">{IMG}</E>',
        GPH,
        "<MATH><MID>{}.gif</MID></MATH>",
    ],
)
@pytest.mark.parametrize("place", ["country", "before", "name", "other", "head"])
def test_a_picture_in_the_entity_list_amends_what_holds_it(place: str, form: str) -> None:
    def served(picture: str) -> bytes:
        places = dict.fromkeys(("country", "before", "name", "other", "head"), "") | {
            place: picture
        }
        table = ENTITIES.format(head=places.pop("head"), rows=ENTITY.format(**places))
        return supplement(table, number="Supplement No. 4 to Part 744")

    unit = "p1" if place == "head" else ", RURITANIA: Acme Ltd."
    (change,) = compare(
        served(form.format("er01")), served(form.format("er02")), "old", "new"
    ).changes
    assert (change.kind, change.address) == (
        "amended",
        f"15 CFR 744 Supp. 4{' ' * (place == 'head')}{unit}",
    )
    (change,) = compare(served(""), served(form.format("er02")), "old", "new").changes
    assert (change.kind, change.address) == (
        "added" if place == "head" else "amended",
        f"15 CFR 744 Supp. 4{' ' * (place == 'head')}{unit}",
    )


@pytest.mark.parametrize("form", [IMG, f"<P>{IMG}</P>", GPH])
@pytest.mark.parametrize("place", range(4))
def test_a_picture_beside_a_name_of_a_country_table_is_no_part_of_it(place: int, form: str) -> None:
    def served(picture: str) -> bytes:
        row = "<TR><TD>Freedonia{}</TD><TD>X{}</TD></TR>"
        pieces = [picture if place == number else "" for number in range(4)]
        return supplement(
            GROUP.format(*pieces[:2], row.format(*pieces[2:])).format(""),
            number="Supplement No. 1 to Part 740",
        )

    (change,) = compare(
        served(form.format("er01")), served(form.format("er02")), "old", "new"
    ).changes
    (came,) = compare(served(""), served(form.format("er02")), "old", "new").changes
    assert change.kind == came.kind == "amended"
    assert change.address == came.address
    assert "er0" not in change.address


@pytest.mark.parametrize("form", [IMG, f"<P>{IMG}</P>", GPH])
def test_a_picture_in_a_licence_table_is_told(form: str) -> None:
    old, new = (
        supplement(
            "<FP-2><B>3A001 Things.</B></FP-2>",
            f"<TABLE>{form.format(name)}<TR><TH>Control(s)</TH><TH>Chart</TH></TR><TR><TD>NS</TD><TD>NS"
            " 1</TD></TR></TABLE>",
            number="Supplement No. 1 to Part 774",
        )
        for name in ("er01", "er02")
    )

    (change,) = compare(old, new, "old", "new").changes
    assert (change.kind, change.unit, change.before, change.after) == (
        "amended",
        "paragraph",
        "[er01.gif]",
        "[er02.gif]",
    )

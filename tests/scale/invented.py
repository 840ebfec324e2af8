"""Invented pieces of law in the markup of the real ones, each of them made from a number."""

from __future__ import annotations

from random import Random

_NOUNS = """aperture beam carrier device exporter foundry gate housing item junction kernel laser
module node orbit payload quantity reactor sensor tensor unit valve wafer license export reexport
transfer party consignee destination"""
_JOINTS = "of for with under by from to when where which that and or unless"
_WORDS, _LINKS = _NOUNS.split(), _JOINTS.split()
_CLASS = 'class="left border-right-single"'
_TABLE = 'border="1" cellpadding="1" cellspacing="1" class="gpo_table" frame="void"'
_REQUIREMENT = "For all items subject to the EAR. (See §744.11 of the EAR)."
_CONTROLS = ("NS", "RS", "AT")
_CHART = "Country Chart<br/>(see Supp. No. 1<br/>to part 738)"
_FRAME = '<FP-1><E T="04">License Requirements</E>\n</FP-1>\n'
_REASON = "<FP-1><I>Reason for Control:</I> NS, RS, AT\n</FP-1>\n"
_LISTED = "<HD1>List of Items Controlled\n</HD1>\n"
_EXCEPTIONS = """<HD1>List Based License Exceptions (See Part 740 for a Description of All)
</HD1>
<FP-1><I>GBS:</I> N/A
</FP-1>
"""
_ITEMS = "<FP-1><I>Related Definitions:</I> N/A\n</FP-1>\n<FP><I>Items:</I>\n</FP>\n"
WHOLE_ROW, SHORT_ROW = 5, 3
"""The columns of the Entity List, and of the lists of persons beside it."""
_RULE_PARAGRAPHS = 190


def prose(random: Random, words: int) -> str:
    """Return a sentence of so many words."""
    picked = [random.choice(_LINKS if at % 3 == 2 else _WORDS) for at in range(words)]
    return f"{' '.join(picked).capitalize()} of {random.randint(10, 9999)}."


def row(number: int, columns: int = WHOLE_ROW, country: str = " ") -> str:
    """Return a table row that lists an entity."""
    random = Random(f"row {number}")
    name = f"{prose(random, 3).partition(' of ')[0]} {number} Ltd."
    aliases = f'<br/>—Acme {number}; <E T="03">and</E><br/>—{number} Trading.'
    place = f"{random.randint(1, 999)} Invented Road, Fredonia"
    cells = [country, f"{name}, a.k.a., the following two aliases:{aliases} {place}"]
    if columns == WHOLE_ROW:
        cells += [_REQUIREMENT, "Presumption of denial."]
    return _row(*cells, f"{random.randint(80, 90)} FR {random.randint(1000, 99999)}.\n\n")


def _row(*cells: str) -> str:
    return "<TR>\n" + "".join(f"<TD {_CLASS}>{cell}</TD>\n" for cell in cells) + "</TR>\n"


def table(header: tuple[str, ...], rows: str) -> str:
    """Return a whole table."""
    head = "".join(f'<TH class="center">{cell}</TH>\n' for cell in header)
    body = f"<THEAD>\n<TR>\n{head}</TR>\n</THEAD>\n<TBODY>\n{rows}</TBODY>\n"
    inside = f'<DIV class="gpotbl_div">\n<TABLE {_TABLE} width="100%">\n{body}</TABLE>\n</DIV>'
    return f'<DIV width="100%">{inside}</DIV>\n'


def entry(number: int) -> str:
    """Return an entry of the Commerce Control List: licence table, exceptions, items, a note."""
    random = Random(f"entry {number}")
    name = f"9{'ABCDE'[number % 5]}{700 + number // 5}"
    reasons = [
        _row(f"{control} applies to entire entry", f"{control} Column 1.") for control in _CONTROLS
    ]
    items = []
    for letter in "abcde":
        items.append(f"<P>{letter}. {prose(random, 30)}</P>\n")
        items += [f"<P>{letter}.{at}. {prose(random, 20)}</P>\n" for at in range(1, 4)]
    pieces = (
        f"<FP-2><B>{name} {prose(random, 12)[:-1]} (see List of Items Controlled).</B>\n</FP-2>\n",
        _FRAME,
        _REASON,
        table(("Control(s)", _CHART), "".join(reasons)),
        _EXCEPTIONS,
        _LISTED,
        f"<FP-1><I>Related Controls:</I> {prose(random, 25)}\n</FP-1>\n",
        _ITEMS,
        *items,
        f"<NOTE>\n<HED><I>Note to {name}.a:</I></HED>\n<P><I>{prose(random, 30)}</I></P></NOTE>\n",
    )
    return "".join(pieces)


def definition(number: int) -> str:
    """Return a definition as part 772 holds them: a term in italics, then prose."""
    random = Random(f"definition {number}")
    said = " ".join(prose(random, 25) for _ in range(4))
    return f"<P><I>Term {number}.</I> (Cat {number % 10}) {said}</P>\n"


def rule(number: str, title: str, day: str) -> str:
    """Return the full text of a rule of some 55,000 characters."""
    random = Random(f"rule {number}")
    lines = [_paragraph(at, random) for at in range(1, _RULE_PARAGRAPHS)]
    return "\n\n".join((day, title, *lines, f"[FR Doc. {number} Filed 1-1-21; 8:45 am]"))


def _paragraph(at: int, random: Random) -> str:
    place = f"15 CFR {random.randint(730, 774)}.{random.randint(1, 25)}"
    return f"{at}. {prose(random, 40)} See {place}."

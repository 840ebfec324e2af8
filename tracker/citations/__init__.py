"""One grammar of citations: what a text cites, as values with the exact words and where they stand.

    find("89 FR 96790, Dec. 5, 2024")                Page(89, 96790, date(2024, 12, 5))
    find("§§ 744.11 and .12 of the EAR")             Section(15, "744.11"), Section(15, "744.12")
    find("supplement no. 4 to part 744", home=Part(15, "744"))  Annex(15, "744", "Supp", "4")
    find("ECCNs 3A001.a.5, .b", kinds=("eccn",))     Eccn("3A001", "a.5"), Eccn("3A001", "b")

    forms, days        what citations are printed with: gaps, dashes, labels, annex words; days
    register, statutes, eccns, sections, annexes           a reader for each family
    finding            one walk over the text
    values             the kinds, and how each prints

`each(text, Page)` gives values of one kind. Whoever wants fewer still filters values.
"""

from tracker.citations.asking import each, pages
from tracker.citations.days import MONTH, MONTHS, days, worded_day
from tracker.citations.finding import KINDS, find, lists
from tracker.citations.values import (
    Annex,
    Citation,
    Code,
    Compilation,
    Eccn,
    Home,
    Kind,
    Law,
    Order,
    Page,
    Paragraph,
    Part,
    Section,
    Statute,
)  # fmt: skip

__all__ = [
    "KINDS", "MONTH", "MONTHS", "Annex", "Citation", "Code", "Compilation", "Eccn", "Home", "Kind",
    "Law", "Order", "Page", "Paragraph", "Part", "Section", "Statute", "days", "each", "find",
    "lists", "pages", "worded_day",
]  # fmt: skip

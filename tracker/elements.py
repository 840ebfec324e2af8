"""The elements that the sources print texts with, named by what they are: the one home of them.

A reader says what it does with a kind of element (`LABELLED`, `TABLES`), not which tags there are.
"""

from __future__ import annotations

# -- paragraphs and headings ---------------------------------------------------------------------

LABELLED = (
    *("P", "FP", "FP-1", "FP-2", "FP-3", "FP1-2", "FP2", "FP2-2", "FP2-3"),
    *("P-1", "P-2", "P-3", "P1", "P2"),
)
"""Paragraphs whose labels open units."""
UNLABELLED = ("FL-2", "FRP", "FRP0", "FP-DASH", "P-DASH")
"""Paragraphs that are set apart: what looks like a label in them is quoted."""
PARAGRAPHS = frozenset((*LABELLED, *UNLABELLED))
LISTED = ("LI", "PSPACE")
"""Lines of lists, and lines set apart by space alone."""
LEVELS = ("HD1", "HD2", "HD3", "HD4", "HD5", "HD6")
HEADINGS = frozenset(("HEAD", "HD", "HED", *LEVELS))
RARE_HEADINGS = ("HED1", "DOCKETHD", "SECHD", "ALPHHD")
EMPHASIS = frozenset(("E", "I", "B", "strong", "em"))
"""Print within a line; an `E` may be raised or lowered."""

# -- what stands around a text -------------------------------------------------------------------

AUTHORITIES = ("SECAUTH", "PARAUTH", "AUTH")
MARGINS = ("CITA", "XREF", *AUTHORITIES, "SOURCE", "APPRO")
"""Credits, notices, authorities, sources, approvals: judged by their words."""
EFFECTIVE = ("EFFDNOT", "EFFDNOTP")
EDITORIAL = ("EDNOTE", *EFFECTIVE, "CROSSREF")
FOOTNOTES = ("FTNT", "EFTNT")

# -- tables --------------------------------------------------------------------------------------

TABLES = ("TABLE", "GPOTABLE")
ROWS = ("TR", "tr", "ROW")
HEAD_CELLS = frozenset(("TH", "th"))
TABLE_HEADS = ("THEAD", "thead", "BOXHD")
TABLE_BODIES = ("TBODY", "tbody")
TABLE_FEET = ("TFOOT", "tfoot")
GPO_FEET = ("TNOTE", "TDESC", "SIGDAT")
CAPTIONS = ("CAPTION", "caption", "TTITLE")
OF_TABLES = frozenset(
    ("TABLE", "CAPTION", "COLGROUP", "COL", "THEAD", "TBODY", "TFOOT", "TR", "TH", "TD")
)
"""The parts of a table of the eCFR."""
NAMING_CELLS = ("TD", "TH", "ENT", "CHED", "CAPTION", "TTITLE")
"""Cells and captions: their whole text is a name or a value."""

# -- print ---------------------------------------------------------------------------------------

RAISED = ("SU", "SUP", "sup", "su")
LOWERED = ("sub", "SUB", "SB", "INF")
FILES = ("GID", "MID")
"""Elements whose text is the name of a file with a picture or formula."""
GRAPHICS = ("img", *FILES)

# -- divisions and their blocks -----------------------------------------------------------------

DIVISIONS = tuple(f"DIV{level}" for level in range(1, 10))
LEAVES = ("DIV8", "DIV9")
"""Sections and appendices."""
STANDING = PARAGRAPHS | {
    *("HD1", "HD2", "HD3", *TABLES, "DIV", "EXTRACT", "NOTE", "EXAMPLE", "FTNT", "GPH"),
    *("CITA", *AUTHORITIES, "SOURCE", "APPRO", *EDITORIAL),
}
"""Blocks that stand for themselves: inside a paragraph they are out of place."""

# -- what parts words ----------------------------------------------------------------------------

BLOCKS = frozenset(
    (
        *(*PARAGRAPHS, *LISTED, *HEADINGS, "TITLE", "SUBJECT"),
        *("TD", "TH", "TR", "CAPTION", "THEAD", "TBODY", "TFOOT", *TABLES),
        *("ROW", "ENT", "CHED", "TTITLE", "TNOTE", "TDESC"),
        *("DIV", "NOTE", "EXAMPLE", "EXTRACT", "SCOL2", "BOXTXT"),
        *("FTNT", "CITA", "AUTH", "SOURCE", "EDNOTE", "EFFDNOT", "XREF", "img", "br", "BR"),
    )
)
"""Elements that part words: what stands before and after them are different words."""
NAMES = frozenset((*NAMING_CELLS, "LI", *HEADINGS, "SUBJECT"))
"""Blocks whose whole text is a name or a value: a small figure at its end is rather the mark of a
footnote than a power."""
CODED = BLOCKS | {*RAISED, *LOWERED, "E", "FR", "FTREF", "XREF", "PRTPAGE", *FILES}
"""Elements inside a text that say more than their words do."""

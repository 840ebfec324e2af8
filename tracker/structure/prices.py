"""The prices of reading labels: what `levels` adds up to find the cheapest reading of all labels.

The usual is free or nearly so. Below each price stands the text of the recorded corpus (section or
appendix, with the place) that is read wrongly without it, or, where no recorded text depends on it,
the line of `tests/structure/readings/levels/outlines.txt` or the test that does. `<1>` is a label
of the italic levels. A price is only as good as its cases: whoever changes one reads them first.
"""

from __future__ import annotations

# -- Going on with an open list, where the next item is free -----------------------------------

GAP, WIDER_GAP, WIDEST_GAP = 1.5, 0.05, 20.0
"""Items that are skipped, and how much more each of them costs, up to the widest gap.

Cheap gaps make the `(ii)` of 15 CFR 740.17(d)(2) [2017] a letter as (aa) is one; dear ones make the
`(C)` behind 2 CFR 200.320(b)(1)(i)(A) [2025] a roman hundred. That wide gaps cost more keeps the
`(ii)` behind `(e)` in Appendix A to Subpart D of 2 CFR 910 a roman two; that none costs much more
keeps `(ix)` in one list with `(iv)` in 15 CFR 744 Supp. 2, (9)."""

RESTART = 4.0
"""Beginning an open list again, or going back in it.

15 CFR 740.17(b)(2)(i)(A) [2017]: `(3)` behind `(2)` is its third item; at 3 it is (b)(3) again."""

RESTART_LATE = 1.0
"""The same where the list began late: a piece of a text, whose beginning comes after it.

The excerpt of 15 CFR 734.9(e): `(1)` behind `(2)` begins the numbers again, not a list below."""

RESTART_BEHIND_BREAK, RESTART_BEHIND_TEXT = 0.3, 1.5
"""The same behind a heading or another break, and behind a paragraph without a label.

Appendix B to 2 CFR 701: `(a)` behind (g) and a heading begins a list of its own. Were words without
a label such a break, the `(ii)` of 15 CFR 740.17(b)(2) [2017] would stand with the italic ones."""

TWIN = 0.8
"""A label printed twice in a row: less than a list of such labels below.

2 CFR 200 App. VII, D.1.c. [2025] is printed twice. Free, `(i)` and `(i)(1)` would be twins, where
the second only names the first (`test_repeated_labels`)."""

CLIMBED = 0.02
"""Each list that going on leaves: of two lists the inner one goes on.

Outline `(A); (B) through (D) [Reserved] (i) ~: (A):`. No more than that: `(i)` behind (h)(2) in 15
CFR 758.1 [2017] is the letter."""

CLIMBED_IN_LIST = 0.3
"""Leaving any list behind a semicolon, which says that the list goes on.

Outline `(h) (i); (i);`. No more than that: in 15 CFR 740.19(b)(18) [2017] `2.` follows `d.;`."""

# -- Beginning a list --------------------------------------------------------------------------

NEXT_LEVEL, OTHER_LEVEL = 0.05, 0.6
"""A list of the level that comes next in the code, and one of any other level.

2 CFR 200.206(d): `(1)` behind its title begins a list only where that is nearly free. 15 CFR
742.18(a)(1) [2017] is of the second level, not of the fifth; in 740.29(f) `(i)` is roman, though
(1) is left out."""

FIRST_LETTER, FIRST_NUMBER = 0.05, 0.1
"""A list of letters, and one of numbers, at the top of a text; any other there is `OTHER_LEVEL`.

Outlines `(x) (a)`, `*(2): *(1);` and `IX.: X. X. B.; C.; 1. (10)`."""

OUTLINE = 0.3
"""A list of a level that the code does not know, such as `A.`, and any list below one.

Dear, the `1.` below 15 CFR 742.4(d) [2017] and the `I.` above (a) in Appendix A to 2 CFR 25 would
be text. Free: outline `(A) *(ii)`."""

LATE = 2.5
"""A list whose first item is missing.

Free, the `(ix)` behind `(iv)` in 15 CFR 744 Supp. 2, (9) would begin a list below it; dear, the
`(ii)` below (2) in the excerpt of 15 CFR 738.2(d) would be a letter."""

UNDER, UNDER_LATE = 2.0, 0.5
"""A list further out than the innermost item, whose own list was cut away; one that begins late.

The excerpt of 15 CFR 734.9(e): `(f)` behind a `(1)` is of the level of (e). Cheaper, the `1.` below
15 CFR 742.4(d) [2017] would leave it. The late ones: outline `(b); *(ii):`."""

OUTSIDE_OUTLINE, OUTSIDE_OUTLINE_LATE = 0.1, 2.5
"""A list beside an outline that stands between it and the item above; one that begins late.

15 CFR 740.17(b)(2) [2017]: `(i)` stands below (2), behind its `4.`. The late ones: outline `(a);
(2) (1) 1. (vi) 1.;`."""

SECOND_LIST, SECOND_LIST_ASKED = 3.0, 2.0
"""A list of a style that an open list could go on with; the same where one is to be expected.

Cheap, `(a)` printed twice in a row (`field/nested-ear`) would be a list below itself. Dear, 2 CFR
1134.505(b)(1) could not have an (a), nor could 1.4(g)(2) of Appendix A to Subpart D of 2 CFR 910,
which asks for it. The difference: outline `(a) (a); (b): (b)`."""

# -- What the text before asks for -------------------------------------------------------------

BESIDE_OPEN, BESIDE_JOINED = 0.5, 1.5
"""Any place but a list below: behind a colon or dash, and for the second label of a paragraph.

Outlines `(A): (C) (B);` and `(c) (d): (d)(a): (d): ~:`."""

BELOW_IN_LIST = 0.5
"""A list below behind a semicolon, which says that the list goes on.

Outlines `(h) (i); (i);` and `(7) (a); (1):`."""

# -- Reading a label ---------------------------------------------------------------------------

LOST_ITALIC = 0.3
"""A label in roman print read as one of the italic levels: many are served without italics.

15 CFR 744.11(a)(2)(v)(A) [2017]: its third item is printed `(3)` in roman print; dear, it would be
(a)(3). At 0.1 the `(1)` below D. of 2 CFR 200 App. IV would be of an italic level."""

LOST_ITALIC_BESIDE_KEPT = 1.2
"""The same on top where the text has italic labels: then hardly any has lost them.

Outline `*(3) *(2); *(2): (viii)`."""

ITALIC_FOR_ROMAN = 1.0
"""A label in italics read as one of the levels in roman print.

2 CFR 200 App. I, (b)(8) [2025]: its `(i)` is in italics and yet of the third level. Free: outlines
`*(1) *(3)` and `*(ii) *(iii);`."""

CAPITAL_ROMAN = 0.1
"""A capital read as a numeral: less likely than the letter, as in outline `(i) (D) (1)`.

Dear, the `I.` of Appendix A to 2 CFR 25 would be text."""

# -- Taking a label for text, or text for a label ----------------------------------------------

CITED_ALONE = 0.7
"""Leaving `(b) of this section` in the text: a label only where the list goes on with it.

`test_a_sentence_that_begins_with_a_reference_is_text`."""

CLOSE, SPACED = 3.0, 1.0
"""Leaving `(2)` of `(c)(2)`, and of `(c) (2)`, in the text.

Appendix A to Subpart D of 2 CFR 910, 1.3(g)(2), begins a list late. With a space: the case `(b) (6)
Y.` of `test_repeated_labels`."""

BEHIND_TITLE = 0.6
"""Leaving `(1)` behind an italic title, or behind a bare dash, in the text: 2 CFR 200.206(d)(1)."""

BEHIND_PLAIN_TITLE = 0.35
"""Taking `(1)` behind a title without italics, or behind a dash in a sentence, for a label.

No more than what the next item costs elsewhere: 4 CFR 7.5(d)(1). Free: openings `(1a). (i).`"""

DOTTED, SECOND_DOTTED = 1.0, 0.4
"""Leaving `1.` at the start of a paragraph in the text, and the `1.` of `A. 1.`.

Free, the `1.` below 15 CFR 742.4(d) [2017] would be text; dear, so would not be the `4.` that opens
a sentence of Appendix A to Subpart D of 2 CFR 910. The second: opening `A. *1. Text`."""

# -- Naming an open item again -----------------------------------------------------------------

REPEAT = 0.05
"""Naming an open item again: little, since hardly any list begins twice so (`field/overspec`).

Less than what tells a letter from a roman numeral: in `(h)(2)`, `(i)`, `(i)(1)` the last label
names the letter before it again."""

REPEAT_BEHIND_BREAK = 0.5
"""The same on top behind a heading, where `(a)(1)` rather begins another list.

Outlines `(a); (1) -- (a)(1)(i)(A) ~: (B);` and `(i) (i)(1)(i) (ii) -- (i)(1)(ii)(A)`."""

NAMED_TWICE, NAMED_BACK = 2.0, 2.5
"""Another `(c)(2)`, and going back to one, where an item that came after it is open.

The printed name is whole, so it is another (c)(2), and no second (c): the last case of
`test_repeated_labels`, and `test_a_closed_unit_that_is_only_named_is_not_opened_twice`."""

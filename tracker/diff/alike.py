"""May two units of different names be one whose name changed? What each kind asks for."""

from __future__ import annotations

from tracker.citations import pages
from tracker.diff import keys
from tracker.diff.forgiving import plain_name
from tracker.diff.likeness import Likeness
from tracker.diff.rarity import Rarity
from tracker.model import Node

FEWEST_SHARED = 3
"""Words that two units must share at the least to be taken for one."""
_LABELLED = frozenset(("paragraph", "item", "note", "definition", "footnote"))
_ALIKE = 0.5
_ONE_TEXT = 0.4
"""How alike the own words of two siblings must be, rare words counting more: boilerplate alone
reaches 0.38, rewritten texts 0.40."""
_ONE_TREE = 0.3
"""The same where half of all words below them agree too."""
_ONE_HEADING = 0.5
"""How alike the headings of two entries must be, rare words counting more: boilerplate alone
reaches 0.45, heirs 0.55."""

_STRICTER = {"entity": 0.76, "provision": 0.8, "cell": 0.9}
"""How alike units of these kinds must be at the least: their names are their meaning, and strangers
share most of their words."""


def is_alike_beside(old: Node, new: Node, rarity: Rarity) -> bool:
    """Tell whether two siblings of different names may be one.

    What all siblings say counts little where both say enough.
    """
    if not _may_be_one(old, new):
        return False
    if old.kind == "entry":
        return keys.in_one_group(old, new) and rarity.alike(old, new) >= _ONE_HEADING
    likeness = rarity.likeness
    labelled = old.kind in _LABELLED and not (old.name.is_counted or new.name.is_counted)
    if labelled and likeness.speak_for_themselves(old, new):
        rare = rarity.alike(old, new)
        below = bool(old.children and new.children) and likeness.all_words(old, new) >= _ALIKE
        return likeness.own_shared(old, new) >= FEWEST_SHARED and rare >= (
            _ONE_TREE if below else _ONE_TEXT
        )
    return is_alike(old, new, likeness, _ALIKE)


def is_alike(old: Node, new: Node, likeness: Likeness, least: float) -> bool:
    """Tell whether two units of different names may be one, their text having changed a little."""
    if not _may_be_one(old, new):
        return False
    if old.kind == "entity" and _one_entity(old, new):
        return True
    fewest = 2 if old.kind == "entity" else FEWEST_SHARED
    return likeness.reaches(old, new, fewest, max(least, _STRICTER.get(old.kind, 0.0)))


def _may_be_one(old: Node, new: Node) -> bool:
    return (
        old.kind == new.kind
        and old.role == new.role
        and (old.kind != "row" or _row_names_agree(old, new))
    )


def _one_entity(old: Node, new: Node) -> bool:
    """Tell whether two rows of one country begin with one name and cite one rule.

    Whatever address or alias came to the name.
    """
    here, there = dict(old.facets), dict(new.facets)
    heads = [plain_name(facets.get("name", "").partition(",")[0]) for facets in (here, there)]
    cited = [
        {page.first for page in pages(facets.get("citations", ""))} for facets in (here, there)
    ]
    if not heads[0] or heads[0] != heads[1] or keys.neighbourhood(old) != keys.neighbourhood(new):
        return False
    return bool(cited[0] and cited[1]) and (cited[0] <= cited[1] or cited[1] <= cited[0])


def _row_names_agree(old: Node, new: Node) -> bool:
    """Tell whether the names of two rows share half of their words.

    Rows of other names with like cells are other rows.
    """
    here, there = (
        {plain_name(word) for word in keys.spoken_name(unit).split()} for unit in (old, new)
    )
    return 2 * len(here & there) >= max(len(here), len(there))
